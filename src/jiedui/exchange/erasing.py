"""Erasing who the members of a household are, in the register and in every file they came in.

A kept file is replaced by a copy without their rows; where no copy can be made, it goes as a whole
and only its hash stays. What a batch keeps of such rows loses its words and numbers. Entries, their
hashes and the file's hash in them stay, so the book verifies as before; the batch says what became
of its file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.access.vault import forget_upload, has_upload, keep_upload, opened, sealed, upload
from jiedui.clues.erasing import forget
from jiedui.exchange import keeping
from jiedui.exchange.models import Batch, BatchRow, FileErasure
from jiedui.exchange.redacting import Someone, without
from jiedui.exchange.rows import Row
from jiedui.exchange.sealing import frame_of, frame_place, kept_rows, row_place
from jiedui.kernel.identity import mask_number
from jiedui.registry.erasing import erase, origins

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.access.scope import Actor
    from jiedui.exchange.redacting import Redacted
    from jiedui.exchange.rows import Reading, Value
    from jiedui.exchange.sealing import KeptRow
    from jiedui.kernel.problem import Problem
    from jiedui.registry.erasing import Origins

PLACES = frozenset(("county", "county_code", "county_codes", "town"))
"""Fields of words that an erased row keeps: they name a place, nobody."""

NAMELESS_MAX = 1
"""A name of one character is no name that could be looked for."""


class Emptied(NamedTuple):
    """What became of one file: its batch, how many rows were taken out, whether all of it went."""

    batch: int
    rows: int
    is_destroyed: bool


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the household, its files, and batches that wait and name somebody of it."""

    household: str
    files: tuple[Emptied, ...]
    waiting: tuple[int, ...]
    subject: str


class _Plan(NamedTuple):
    """A batch that names somebody: its kept rows about them, and its file without them."""

    batch: Batch
    rows: tuple[int, ...]
    file: Redacted | None


def erase_everywhere(number: int, *, actor: Actor, now: dt.datetime) -> Erased:
    """Erase what a proposal names, in the register and in the files it came in.

    Args:
        number: The proposal.
        actor: Who decides; not who proposed it.
        now: The moment.

    Raises:
        Refused: There is no such open proposal, the actor made it or may not erase.
    """
    plans: list[_Plan] = []
    people: list[int] = []
    found = origins(number) if actor.allows("registry.erase") else None
    if found is not None:
        plans, people = list(_plans(found)), [one.person for one in found.people]
    return _erase(number, plans, people, actor=actor, now=now)


@command("registry.erase")
def _erase(
    number: int, plans: Sequence[_Plan], people: Sequence[int], *, actor: Actor, now: dt.datetime
) -> Erased:
    done = erase(number, actor=actor, now=now)
    forget(people)
    files = []
    for plan in plans:
        if plan.batch.state != Batch.POSTED:
            continue
        _empty_rows(plan)
        gone = plan.file is None or plan.file.content is None
        files.append(Emptied(plan.batch.pk, len(plan.rows), gone))
        kept = plan.file.content if plan.file is not None else None
        FileErasure.objects.create(
            batch=plan.batch,
            erasure=number,
            rows=len(plan.rows),
            kept_sha256=hashlib.sha256(kept).hexdigest() if kept is not None else "",
            erased_by=actor.username,
            erased_at=now,
        )
    for plan in plans:
        if plan.batch.state == Batch.POSTED:
            _put(plan)
    waiting = tuple(one.batch.pk for one in plans if one.batch.state == Batch.RECEIVED)
    return Erased(done.household, tuple(files), waiting, done.subject)


def _put(plan: _Plan) -> None:
    """Put the copy in place of the file, or remove it."""
    if plan.file is not None and plan.file.content is not None:
        keep_upload(plan.file.content, name=plan.batch.content)
    else:
        forget_upload(plan.batch.content)


def _plans(found: Origins) -> Iterable[_Plan]:
    """Yield the batches that name somebody, each with what it takes to make it forget."""
    people = [Someone(one.name, one.number) for one in found.people]
    masked = {mask_number(one.number) for one in people if one.number}
    for batch in Batch.objects.exclude(state=Batch.WITHDRAWN).order_by("id"):
        told = found.rows.get(batch.pk, frozenset())
        kept = kept_rows(batch)
        likely = {one.at for one in kept if _is_about(one, masked, told)}
        if not likely:
            continue
        rows = {(one.thing.sheet, one.thing.row) for one in kept if one.at in likely}
        file = None
        if has_upload(batch.content):
            file = without(batch.name, upload(batch.content), people, rows=told)
            rows &= file.rows
        at = tuple(sorted(one.at for one in kept if (one.thing.sheet, one.thing.row) in rows))
        if at:
            yield _Plan(batch, at, file)


def _is_about(one: KeptRow, masked: set[str], told: frozenset[tuple[str, int]]) -> bool:
    thing = one.thing
    if not isinstance(thing, Row):
        return False
    return (thing.sheet, thing.row) in told or not masked.isdisjoint(
        str(value) for value in thing.fields.values()
    )


def _empty_rows(plan: _Plan) -> None:
    """Seal the batch's rows about them anew without words and numbers, and its examples too."""
    batch, told = plan.batch, set(plan.rows)
    said: set[str] = set()
    for row in BatchRow.objects.filter(batch=batch, is_total=False, at__in=told):
        place = row_place(batch.pk, row.at, is_total=False)
        content = json.loads(opened(bytes(row.sealed), place=place))
        thing = keeping.row_from(json.dumps(content["thing"]).encode())
        said |= {value for value in thing.fields.values() if isinstance(value, str)}
        said |= set(thing.printed.values())
        content["thing"] = json.loads(keeping.to_bytes(_emptied(thing)))
        problems = [keeping.problem_from(one) for one in content["problems"]]
        content["problems"] = [_bare(one).as_row() for one in problems]
        row.sealed = sealed(json.dumps(content, ensure_ascii=False).encode(), place=place)
        row.save(update_fields=["sealed"])
    reading = keeping.frame_from(opened(bytes(batch.frame), place=frame_place(batch.pk)))
    batch.frame = frame_of(batch.pk, _less(reading, said))
    batch.save(update_fields=["frame"])


def _emptied(row: Row) -> Row:
    fields = {name: _left(name, value) for name, value in row.fields.items()}
    return replace(row, fields=fields, wordings={}, printed={})


def _left(name: str, value: Value) -> Value:
    return value if not isinstance(value, str) or name in PLACES else None


def _bare(one: Problem) -> Problem:
    return replace(one, found="", expected="")


def _less(reading: Reading, said: set[str]) -> Reading:
    """Return a frame whose examples and remarks say none of some texts."""
    words = {one for one in said if len(one) > NAMELESS_MAX}
    columns = tuple(
        replace(one, samples=tuple(text for text in one.samples if text not in words))
        for one in reading.columns
    )
    problems = tuple(
        _bare(one) if any(word in f"{one.found} {one.expected}" for word in words) else one
        for one in reading.problems
    )
    return replace(reading, columns=columns, problems=problems)


class Forgotten(NamedTuple):
    """What was erased of a batch's file: when, by whom, how many rows, whether all of it went."""

    at: dt.datetime
    by: str
    rows: int
    is_destroyed: bool


def forgotten(batch: int) -> list[Forgotten]:
    """Return what was erased of a batch's file, the latest first."""
    return [
        Forgotten(one.erased_at, one.erased_by, one.rows, not one.kept_sha256)
        for one in FileErasure.objects.filter(batch=batch).order_by("-id")
    ]
