"""Rows that a note works out of others by their numbers: 代码06=05÷02×100. Knows no Django.

Such a definition rules the cells of its row: each is the quotient of the two cells of its column
that stand in the rows named, whatever the words of the row were understood to ask.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.forms.cellwords import told_of
from jiedui.forms.quotients import Quotient, quotients_in
from jiedui.forms.rewording import plain_label
from jiedui.forms.units import decimals_said, units_of
from jiedui.forms.wording import doubt
from jiedui.forms.worked import Worked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.forms.asked import Asked
    from jiedui.forms.facets import Facets
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line, Slot, Table

_ROW = r"(?:代码|编号|序号|[行栏](?:次|号)?|指标)?第?[(\[【]?(\d{1,6})[)\]】]?(?:行|项|栏)?"
_QUOTIENT = re.compile(rf"(?<![\d÷/×+\-]){_ROW}(?:=|等于|为){_ROW}[÷/]{_ROW}(?![\d÷/+\-])")
_QUOTIENT_CUT = re.compile(_QUOTIENT.pattern + r"(?:[×*]100%?)?,?((?:取|保留|填)[^,;。]+)")

_IN_LABEL = re.compile(rf"\(=?{_ROW}[÷/]{_ROW}(?:[×*]100%?)?[,;)]")
"""财政资金占比（2÷1）: a row that says by itself of which rows it is the quotient."""

_CODE = r"[A-Z]{0,3}\d{1,6}"
_ADDED_UP = re.compile(rf"\(=?(?P<rows>{_CODE}(?:\+{_CODE})+)[,;)]")
"""投入资金（A1+B1）: a row that says by itself of which rows it is the sum."""

_MARKED = re.compile(r"\s*([①-⑳])(?:([①-⑳])\s*(?:占|[÷/])\s*([①-⑳]))?")
"""③②占①的比例: a row by its mark, and of which rows it is the share."""

_ROUNDED = re.compile(
    r"(?:代码|编号|序号|[行栏](?:次|号)?|第)((?:第?\d{1,3}[、和及,至-]?)+)(?:行|项|栏)?[^,;。\d]{0,4}((?:取|保留|填)[^,;。]+)"
)


@dataclass(frozen=True)
class Coded:
    """What notes say of rows by their numbers.

    Attributes:
        quotients: The two rows that each row is the quotient of.
        decimals: The decimals of a row.
    """

    quotients: Mapping[str, tuple[str, str]]
    decimals: Mapping[str, int]


def coded_in(lines: Iterable[str]) -> Coded:
    """Return what notes say of rows by their numbers.

    >>> told = coded_in(["指标解释：代码06＝05÷02×100；代码07＝04÷03，代码10取整数。"])
    >>> told.quotients, told.decimals
    ({'6': ('5', '2'), '7': ('4', '3')}, {'10': 0})
    """
    quotients: dict[str, tuple[str, str]] = {}
    decimals: dict[str, int] = {}
    for line in lines:
        plain = plain_label(line)
        for row, above, below in _QUOTIENT.findall(plain):
            quotients.setdefault(_number(row), (_number(above), _number(below)))
        for row, _, _, how in _QUOTIENT_CUT.findall(plain):
            if (places := decimals_said(how)) is not None:
                decimals[_number(row)] = places
        for rows, how in _ROUNDED.findall(plain):
            places = decimals_said(how)
            if places is not None:
                decimals |= {_number(row): places for row in re.findall(r"\d+", rows)}
    return Coded(quotients, decimals)


def by_rows(
    table: Table, several: Sequence[Asked], coded: Coded, *, reader: LabelReader
) -> list[Asked]:
    """Return what the cells of a table ask, those of rows defined by others as their quotient."""
    found = list(several)
    for place, slot in enumerate(table.slots):
        places = coded.decimals.get(_serial(slot.line))
        if places is not None:
            found[place] = replace(found[place], decimals=places)
    _add_up(table, found)
    quotients = _quotients(table, coded, reader)
    rows = {id(line): at for at, line in enumerate(table.lines)}
    at = {(rows[id(slot.line)], slot.heads): one
          for slot, one in zip(table.slots, found, strict=True)}  # fmt: skip
    for place, slot in enumerate(table.slots):
        quotient = quotients.get(rows[id(slot.line)])
        if quotient is None:
            continue
        own = found[place]
        over, under = (
            None if one is None or quotient.is_open else at.get((one, slot.heads))
            for one in (quotient.above, quotient.below)
        )
        if quotient.above is None and _is_part_of(own, reader.read(quotient.words)):
            over = _part(own, quotient.under)
        found[place] = _divided(own, (over, under), slot)
    return found


def _add_up(table: Table, found: list[Asked]) -> None:
    """Ask of cells whose rows are the sums of others what those others ask, all of them."""
    numbers = {_number(one.serial): one for one in table.lines if one.serial}
    at = {(id(slot.line), slot.heads): place for place, slot in enumerate(table.slots)}
    for place, slot in enumerate(table.slots):
        told = _ADDED_UP.search(plain_label(slot.line.labels[-1])) if slot.line.labels else None
        rows = [numbers.get(_number(one)) for one in told["rows"].split("+")] if told else []
        cells = [at.get((id(one), slot.heads)) for one in rows if one is not None]
        parts = [found[one] for one in cells if one is not None and one != place]
        if not parts or len(parts) < len(rows) or not all(map(_is_plain, parts)):
            continue
        first, *rest = parts
        others = tuple(one.question for one in rest if one.question is not None)
        codes = dict.fromkeys(code for one in parts for code in one.recipients)
        found[place] = replace(first, worked=Worked("sum_all", others), recipients=tuple(codes))


def _quotients(table: Table, coded: Coded, reader: LabelReader) -> dict[int, Quotient]:
    """Return the quotients that rows and notes say rows are, by the place of the row."""
    numbers = {_serial(one): at for at, one in enumerate(table.lines)}
    found = quotients_in(table, reader)
    for row, (above, below) in {**_in_labels(table), **coded.quotients}.items():
        if {row, above, below} <= {*numbers}:
            found[numbers[row]] = Quotient(numbers[above], numbers[below])
    return found


def _part(own: Asked, under: str) -> Asked:
    """Return a share's own question, its words understood but for what it is divided by."""
    narrower = tuple(one for one in own.narrower if one not in under and under not in one)
    return replace(own, worked=None, narrower=narrower)


def _divided(own: Asked, sides: tuple[Asked | None, Asked | None], slot: Slot) -> Asked:
    """Return a cell as the quotient of two others, with a doubt where it is not settled."""
    above, below = sides
    open_sides = [one for one in sides if one is None or not _is_plain(one)]
    reason = next((one.reason for one in open_sides if one is not None and one.reason), "ambiguous")
    if above is None or below is None or open_sides:
        words = doubt("whole", words=told_of(slot)) if reason == "ambiguous" else ""
        return replace(own, question=None, worked=None, doubt=words, reason=reason)
    told = units_of(slot.line.unit)
    unit = own.unit or (told[0] if len(told) == 1 else None)
    how = "share" if unit is not None and unit.family == "percent" else "per_person"
    return replace(
        own, question=above.question, worked=Worked(how, (below.question,)),  # type: ignore[arg-type]
        unit=unit, narrower=(), doubt="", reason="",
        is_likely=above.is_likely or below.is_likely,
    )  # fmt: skip


_QUOTIENTS = {"share", "per_person"}


def _is_part_of(own: Asked, told: Facets) -> bool:
    """Whether the own question of a share or a mean is of what the words say is divided."""
    if own.question is None or own.worked is None or own.worked.how not in _QUOTIENTS:
        return False
    where = dict(own.question.where)
    return not (told.sources or told.categories) or (
        where.get("source", ()) == told.sources and where.get("category", ()) == told.categories
    )


def _in_labels(table: Table) -> dict[str, tuple[str, str]]:
    """Return the two rows that each row says it is the quotient of."""
    labelled = [(_serial(one), one.labels[-1]) for one in table.lines if one.labels]
    told = [(serial, _IN_LABEL.search(plain_label(label))) for serial, label in labelled if serial]
    found = {serial: (_number(it[1]), _number(it[2])) for serial, it in told if it}
    for serial, label in labelled:
        mark = _MARKED.match(label)
        if mark and mark[2]:
            found[serial] = _digits(mark[2]), _digits(mark[3])
    return found


def _serial(line: Line) -> str:
    """Return the number of a row: of its column of numbers, else the mark its label begins with."""
    mark = None if line.serial or not line.labels else _MARKED.match(line.labels[-1])
    return _digits(mark[1]) if mark else _number(line.serial)


def _digits(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark)


def _is_plain(asked: Asked) -> bool:
    """Whether a cell asks one figure of the book, and all of it is understood."""
    is_clear = not (asked.doubt or asked.reason or asked.narrower)
    return asked.question is not None and asked.worked is None and is_clear


def _number(serial: str) -> str:
    return serial.strip().lstrip("0")
