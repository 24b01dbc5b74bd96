"""Reads of what was said of forms and of filed forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.vault import upload
from jiedui.forms.filing import key_of
from jiedui.forms.memory import Memory
from jiedui.forms.models import BlankForm, CellSaid, FiledForm
from jiedui.kernel.problem import refuse
from jiedui.publish import queries as published

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.forms.fill import Filled
    from jiedui.forms.models import FiledCell


@dataclass(frozen=True, slots=True)
class Filing:
    """One filed form, as lists show it.

    Attributes:
        number: Its number.
        title: The form's title.
        name: The file's name.
        version: The how-manyth of this form.
        sender: Who asked for it.
        deadline: The day it was due.
        as_of: The day its numbers stand at.
        known_at: The last entry read; `head` is that entry's hash.
        digest: Hash of the file.
        filed_by: Who filed it.
        filed_at: When.
    """

    number: int
    title: str
    name: str
    version: int
    sender: str
    deadline: dt.date | None
    as_of: dt.date
    known_at: int
    head: str
    digest: str
    filed_by: str
    filed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs from what was told before.

    Attributes:
        words: The cell's words.
        before: What was told before, "" = nothing.
        now: What is told now, "" = nothing.
        where: Where it was told: a filing or a publication, in words.
    """

    words: str
    before: str
    now: str
    where: str


def memory_of(form: str) -> Memory:
    """Return what was said of a form's cells; the last word counts."""
    rows = CellSaid.objects.filter(form=form).order_by("pk")
    return Memory(form, {(one.words, one.understood): one.said for one in rows})


def filings() -> list[Filing]:
    """Return every filed form, the latest first."""
    return [_filing(one) for one in FiledForm.objects.order_by("-pk")]


def filing(number: int) -> tuple[Filing, list[FiledCell]]:
    """Return a filed form and its cells.

    Raises:
        Refused: There is none of that number.
    """
    found = FiledForm.objects.filter(pk=number).first()
    if found is None:
        raise refuse(
            "FORM_UNFILED",
            found=f"filing {number}",
            expected="the number of a filed form",
            hint="`jiedui filings` lists them.",
        )
    return _filing(found), list(found.cells.order_by("pk"))


def changed_since_filed(filled: Filled) -> list[Difference]:
    """Return the cells of a filled form that differ from the last filing of the same form."""
    last = FiledForm.objects.filter(form=filled.key).order_by("-version").first()
    if last is None:
        return []
    return _changed(last, {cell.words: cell.text for cell in filled.cells})


def _changed(last: FiledForm, now: dict[str, str]) -> list[Difference]:
    """Return the cells that tell something else than an earlier filing."""
    cells = {one.words: one for one in last.cells.all()}
    where = f"第{last.version}次报送（{last.as_of}）"
    found = []
    for words, text in now.items():
        before = cells[words].shown if words in cells else ""
        if before != text:
            found.append(Difference(words, before, text, where))
    gone = [one for one in cells.values() if one.words not in now and one.shown]
    return [*found, *(Difference(one.words, one.shown, "", where) for one in gone)]


def changed_from_last(number: int) -> list[Difference]:
    """Return the cells of a filed form that differ from the version filed before it.

    Raises:
        Refused: There is none of that number.
    """
    own, cells = filing(number)
    form = FiledForm.objects.values_list("form", flat=True).get(pk=own.number)
    last = FiledForm.objects.filter(form=form, version=own.version - 1).first()
    if last is None:
        return []
    now = {one.words: one.shown for one in cells}
    return _changed(last, now)


def against_published(filled: Filled) -> list[Difference]:
    """Return the cells whose number is not the one that an issued report tells for the question."""
    told = _published()
    found = []
    for cell in filled.cells:
        question = cell.question_key
        if cell.shown is None or question not in told:
            continue
        numbers = told[question]
        if cell.told.smallest is not None and cell.told.smallest not in numbers:
            stated, where = next(iter(numbers.items()))
            found.append(Difference(cell.words, stated, cell.told.smallest, where))
    return found


def _published() -> dict[str, dict[str, str]]:
    """Return what issued reports tell: a question to its numbers, each with the report.

    One question may have several: the whole and, beside it, what of it is not itemised.
    """
    found: dict[str, dict[str, str]] = {}
    issued = [
        one
        for one in published.publications()
        if one.issued_at and not one.withdrawn_at and not one.replaced_by
    ]
    for one in sorted(issued, key=lambda issue: issue.number):
        for frozen in published.figures(one.number).values():
            if frozen.question and frozen.stated is not None:
                where = f"《{one.title.get('zh', '')}》（{one.as_of}）"
                found.setdefault(key_of(frozen.question), {})[str(frozen.stated)] = where
    return found


def _filing(one: FiledForm) -> Filing:
    return Filing(
        one.pk, one.title, one.name, one.version, one.sender, one.deadline, one.as_of,
        one.known_at, one.head, one.digest, one.filed_by, one.filed_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank form that was taken in."""

    digest: str
    name: str
    received_by: str
    received_at: dt.datetime


def blanks() -> list[Blank]:
    """Return the blank forms taken in, the latest first."""
    return [_blank(one) for one in BlankForm.objects.order_by("-pk")]


def blank(digest: str) -> tuple[Blank, bytes]:
    """Return a blank form and its file.

    Raises:
        Refused: There is none of that hash.
    """
    found = BlankForm.objects.filter(digest=digest).first()
    if found is None:
        raise refuse("FORM_UNFILED", found=digest[:12], expected="a form that was taken in")
    return _blank(found), upload(found.digest)


def filed_file(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a filed form.

    Raises:
        Refused: There is none of that number.
    """
    found, _ = filing(number)
    return found.name, upload(found.digest)


def _blank(one: BlankForm) -> Blank:
    return Blank(one.digest, one.name, one.received_by, one.received_at)
