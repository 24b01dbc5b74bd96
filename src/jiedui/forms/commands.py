"""Writes of forms: what a person says of their cells, and a filled form filed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.vault import keep_upload
from jiedui.forms.formfile import opened_form
from jiedui.forms.handing_out import handed_out
from jiedui.forms.memory import WHOLE, settled, understood, words_of
from jiedui.forms.models import BlankForm, CellSaid, FiledCell, FiledForm
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from jiedui.access.scope import Actor
    from jiedui.forms.cells import Cell
    from jiedui.forms.fill import Filled


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: how many cells, or the number of the filing; what the log says."""

    number: int
    subject: str


@dataclass(frozen=True, slots=True)
class Received:
    """A blank form taken in: its hash, and what the log says."""

    digest: str
    subject: str


@command("forms.confirm")
def confirm_cells(
    filled: Filled, said: Mapping[tuple[str, str], str], *, actor: Actor, now: dt.datetime,
    is_whole: bool = False,
) -> Done:  # fmt: skip
    """Keep what a person says of the cells of a form.

    Args:
        filled: The form as it was understood.
        said: (sheet, cell) to what is said: "" = as understood, `leave` = stays empty, or
            `figure=…;recipient=…;since=…` = another question.
        actor: Who says it.
        now: The moment.
        is_whole: Whether the whole form is confirmed, so that what is new in it asks from now on.

    Raises:
        Refused: The form has no such cell, or what is said names what there is none of.
    """
    there = {(cell.sheet, cell.ref): cell for cell in filled.cells}
    unknown = [f"{sheet}!{ref}" for sheet, ref in said if (sheet, ref) not in there]
    if unknown:
        raise refuse("CELL_UNKNOWN", found="、".join(unknown), expected="a cell to fill")
    rows = []
    for at, words in said.items():
        settled(there[at].read, words)
        rows.append(_said(filled, there[at], words, actor=actor, now=now))
    marks = [_whole(filled, actor=actor, now=now)] if is_whole else []
    CellSaid.objects.bulk_create([*rows, *marks], batch_size=500)
    return Done(len(rows), f"{len(rows)} cells of form {filled.key[:12]}")


def confirm_all(filled: Filled, *, actor: Actor, now: dt.datetime) -> Done:
    """Keep that every cell of a form was understood rightly.

    Raises:
        Refused: The actor may not confirm forms.
    """
    said = {(cell.sheet, cell.ref): "" for cell in filled.cells if cell.said is None}
    return confirm_cells(filled, said, actor=actor, now=now, is_whole=True)


def _whole(filled: Filled, *, actor: Actor, now: dt.datetime) -> CellSaid:
    """Return the mark that a form was confirmed as a whole."""
    words, read = WHOLE
    return CellSaid(
        form=filled.key, words=words, understood=read, said="", by=actor.username, at=now
    )


def _said(filled: Filled, cell: Cell, words: str, *, actor: Actor, now: dt.datetime) -> CellSaid:
    return CellSaid(
        form=filled.key, words=words_of(cell.slot, filled.as_of.year),
        understood=understood(cell.read), said=words, by=actor.username, at=now,
    )  # fmt: skip


@command("forms.file")
def file_form(
    filled: Filled, *, sender: str, deadline: dt.date | None, head: str, actor: Actor,
    now: dt.datetime,
) -> Done:  # fmt: skip
    """File a filled form: its cells and the file itself are frozen.

    Args:
        filled: The form.
        sender: Who asked for it.
        deadline: The day it is due, None = not said.
        head: Hash of the last entry that was read.
        actor: Who files it.
        now: The moment.

    Raises:
        Refused: Something is still to be asked of a person.
    """
    if filled.asks:
        cells = "、".join(f"{cell.sheet}!{cell.ref}" for cell in filled.asks[:5])
        raise refuse(
            "FORM_OPEN",
            found=f"{len(filled.asks)} cells that a person has not confirmed ({cells} …)",
            expected="every question answered",
            hint="Confirm them first.",
        )
    content = handed_out(filled)
    digest = hashlib.sha256(content).hexdigest()
    version = FiledForm.objects.filter(form=filled.key).count() + 1
    filed = FiledForm.objects.create(
        form=filled.key, version=version, title=filled.title, name=filled.name[:200],
        sender=sender[:200], deadline=deadline, as_of=filled.as_of, known_at=filled.known_at,
        head=head, digest=digest, filed_by=actor.username, filed_at=now,
    )  # fmt: skip
    FiledCell.objects.bulk_create([_filed(filed, cell) for cell in filled.cells], batch_size=500)
    stood_for = [
        _said(filled, cell, "", actor=actor, now=now) for cell in filled.cells if cell.said is None
    ]
    mark = _whole(filled, actor=actor, now=now)
    CellSaid.objects.bulk_create([*stood_for, mark], batch_size=500)
    keep_upload(content, name=digest)
    return Done(filed.pk, f"form {filed.pk} version {version}")


def _filed(filed: FiledForm, cell: Cell) -> FiledCell:
    unit = cell.asked.unit.zh if cell.asked.unit else ""
    return FiledCell(
        filed=filed, sheet=cell.sheet, ref=cell.ref, words=cell.words,
        question=cell.question_key, shown=cell.text, unit=unit[:16], reason=cell.told.reason,
    )  # fmt: skip


@command("forms.confirm")
def receive_form(name: str, content: bytes, *, actor: Actor, now: dt.datetime) -> Received:
    """Take in a blank form: its file is kept sealed, to be filled as often as it is looked at.

    Args:
        name: The file's name.
        content: Its bytes.
        actor: Who takes it in.
        now: The moment.

    Raises:
        Refused: It cannot be opened as a form.
    """
    opened_form(name, content)
    digest = hashlib.sha256(content).hexdigest()
    BlankForm.objects.get_or_create(
        digest=digest,
        defaults={"name": name[:200], "received_by": actor.username, "received_at": now},
    )
    keep_upload(content, name=digest)
    return Received(digest, f"blank form {digest[:12]}")
