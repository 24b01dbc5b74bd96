"""Reads of what was said of forms and of filed forms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.access.vault import upload
from jiedui.forms.filing import key_of
from jiedui.forms.memory import Memory
from jiedui.forms.models import BlankForm, CellSaid, FiledForm
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import UNITS, plain
from jiedui.publish import queries as published

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.forms.cells import Cell
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
    return _changed(last, map(_told_now, filled.cells))


def _changed(last: FiledForm, told: Iterable[tuple[str, str]]) -> list[Difference]:
    """Return the cells that tell something else than an earlier filing."""
    before = _by_words(map(_told_then, last.cells.order_by("pk")))
    now = _by_words(told)
    where = f"第{last.version}次报送（{last.as_of}）"
    return [
        Difference(key[0], before.get(key, ""), now.get(key, ""), where)
        for key in dict.fromkeys([*now, *before])
        if before.get(key, "") != now.get(key, "")
    ]


def _told_now(cell: Cell) -> tuple[str, str]:
    unit = cell.asked.unit.zh if cell.asked.unit and cell.text else ""
    return cell.words, f"{cell.text}{unit}"


def _told_then(cell: FiledCell) -> tuple[str, str]:
    return cell.words, f"{cell.shown}{cell.unit}" if cell.shown else ""


def _by_words(cells: Iterable[tuple[str, str]]) -> dict[tuple[str, int], str]:
    """Return what cells tell by their words; two tables may use the same, so each has its turn."""
    turns: Counter[str] = Counter()
    found = {}
    for words, text in cells:
        turns[words] += 1
        found[words, turns[words]] = text
    return found


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
    return _changed(last, map(_told_then, cells))


def against_published(filled: Filled) -> list[Difference]:
    """Return the cells that do not tell the number of the last issued report for their question.

    A cell that is left empty although a report told its number is one of them.
    """
    told = _published()
    found = []
    for cell in filled.cells:
        numbers = told.get(cell.question_key, {})
        now = cell.told.smallest if cell.told.is_told else None
        if not numbers or now in numbers:
            continue
        stated, (unit, where) = next(iter(numbers.items()))
        words = "" if now is None else _in_unit(now, unit, cell)
        found.append(Difference(cell.words, _in_unit(stated, unit, cell), words, where))
    return found


def _in_unit(smallest: str, unit: str, cell: Cell) -> str:
    """Return an amount in the unit of a cell, with every digit."""
    own = cell.asked.unit
    is_money = UNITS[unit].is_money
    scale = own.scale if own is not None and is_money and own.family == "money" else 1
    name = own.zh if own is not None else ("元" if is_money else "")
    return f"{plain(Decimal(smallest) / (UNITS[unit].scale * scale))}{name}"


def _published() -> dict[str, dict[str, tuple[str, str]]]:
    """Return what the last issued report that tells it says: a question to its numbers.

    Each stands with its unit and the report. One report may tell several: the whole and, beside it,
    what of it is not itemised.
    """
    found: dict[str, dict[str, tuple[str, str]]] = {}
    issued = [
        one
        for one in published.publications()
        if one.issued_at and not one.withdrawn_at and not one.replaced_by
    ]
    for one in sorted(issued, key=lambda issue: issue.number):
        where = f"《{one.title.get('zh', '')}》（{one.as_of}）"
        own: dict[str, dict[str, tuple[str, str]]] = {}
        for frozen in published.figures(one.number).values():
            if frozen.question and frozen.stated is not None:
                numbers = own.setdefault(key_of(frozen.question), {})
                numbers[str(frozen.stated)] = (frozen.unit, where)
        found |= own
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
