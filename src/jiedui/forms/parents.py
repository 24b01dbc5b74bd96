"""Which rows are parts of which: 其中, numbers (2.1 of 2), indented labels. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.cellwords import line_unit
from jiedui.forms.worked import WORKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.facets import Facets
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line

_CHINESE = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.]?")
_NUMBERED = re.compile(r"\d+(?:[.-]\d+)*|[A-Z]{1,4}[-.]?\d+(?:[-.]\d+)*")
"""2.1, XM-01-1: a code of letters numbers rows as figures alone do."""

_LED_CHINESE = re.compile(r"\s*[(（]?[一二三四五六七八九十]+[)）、.．]")
_LED = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=[.．、]))[.．、\s]*(?=[^\d.])")

WORKED_OUT = {"share", "percent", "mean", "mean_county", "per_person", "per_household", *WORKED}


def parents_of(lines: Sequence[Line], reader: LabelReader) -> list[int | None]:
    """Return for every row the row it is a part of, None for those that stand alone."""
    found: list[int | None] = []
    for at, line in enumerate(lines):
        number = _number_of(line)
        above = _by_number(lines, at, number) if number else None
        is_code = above is None and number.isdigit() and bool(line.serial)
        above = _by_code(lines, at, number) if is_code else above
        if above is None and number and not _is_deep(number):
            above = _by_chinese(lines, at)
        if above is None and not line.serial:
            above = _by_marks(lines, at)
        if above is None and not _is_deep(number):
            above = _by_words(lines, found, reader)
        above = _by_whom(lines, at, reader) if above is None and not line.serial else above
        same = above is not None and lines[above].section == line.section
        found.append(above if same else None)
    return found


def _by_whom(lines: Sequence[Line], at: int, reader: LabelReader) -> int | None:
    """Return the row 一、久治县 above, of whom the rows without a number below it are.

    So with a row that says in what and since when those below it count: 一、投入（2013年至今）.
    """
    own = lines[at].labels[-1] if lines[at].labels else ""
    told = reader.read(own)
    if not own or _LED.match(own) or _LED_CHINESE.match(own) or told.places or told.is_total:
        return None
    for above in range(at - 1, -1, -1):
        label = lines[above].labels[-1] if lines[above].labels else ""
        if _LED_CHINESE.match(label):
            other = reader.read(label)
            is_over = other.places or other.is_total or other.unit or other.span
            return above if is_over or _is_bare_day(told) else None
    return None


def _is_bare_day(own: Facets) -> bool:
    """Whether a row says only the day on which something stands: 2013年末."""
    is_day = own.span is not None and own.span.at is not None
    return is_day and not (own.says_what or own.family or own.unit or own.categories)


def is_chapter(line: Line) -> bool:
    """Whether the words of a row begin as a chapter does: 一、投入."""
    return bool(line.labels) and _LED_CHINESE.match(line.labels[-1]) is not None


def _is_deep(number: str) -> bool:
    """Whether a number says itself of which other it is a part: 2.1, XM-01-1."""
    return len(re.split("[.-]", number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-."))) > 1


def _number(serial: str) -> str:
    plain = serial.strip().rstrip(".、")
    return plain if _NUMBERED.fullmatch(plain) else ""


def _number_of(line: Line) -> str:
    """Return the number of a row: of its column of numbers, else the one its label begins with."""
    led = None if line.serial or not line.labels else _LED.match(line.labels[-1])
    return led[1] if led else _number(line.serial)


def _by_number(lines: Sequence[Line], at: int, number: str) -> int | None:
    for above in range(at - 1, -1, -1):
        other = _number_of(lines[above])
        if other and number.startswith((f"{other}.", f"{other}-")):
            return above
    return None


def _by_code(lines: Sequence[Line], at: int, number: str) -> int | None:
    """Return the row of code 01 that the rows of codes 011, 012 below it are parts of."""
    for above in range(at - 1, -1, -1):
        other = _number(lines[above].serial)
        if not other.isdigit():
            return None
        if len(other) < len(number):
            return above if number.startswith(other) and len(other) > 1 else None
    return None


def _by_chinese(lines: Sequence[Line], at: int) -> int | None:
    """Return the row numbered 一 that rows numbered 1, 2 below it are parts of."""
    for above in range(at - 1, -1, -1):
        if _CHINESE.fullmatch(lines[above].serial.strip()):
            return above
    return None


_MARKS = (
    re.compile(r"[一二三四五六七八九十]+[、.．]"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d{1,2}[、.．](?!\d)"),
    re.compile(r"[(（]\d{1,2}[)）]|[①-⑳]"),
)
"""How items are numbered in their own words, the outermost first: 一、 （一） 1. （1）."""


def _level(line: Line) -> int | None:
    """Return how deep an item is by the number that its words begin with."""
    words = line.labels[-1].strip() if line.labels else ""
    return next((at for at, one in enumerate(_MARKS) if one.match(words)), None)


def _by_marks(lines: Sequence[Line], at: int) -> int | None:
    """Return the row 一、 that a row （一） below it is a part of."""
    own = _level(lines[at])
    if own is None:
        return None
    for above in range(at - 1, -1, -1):
        level = _level(lines[above])
        if level is None or level < own:
            return None if level is None else above
    return None


def _by_words(
    lines: Sequence[Line], found: Sequence[int | None], reader: LabelReader
) -> int | None:
    """Return the row above that the next row is a part of, by 其中 and by indentation."""
    at = len(found)
    if at == 0 or not lines[at].labels:
        return None
    line = lines[at]
    if lines[at - 1].row == line.row and _is_bare_share(line, reader):
        return at - 1
    at = _counted(lines, at, reader)
    above, before = lines[at - 1], found[at - 1]
    if _is_part(line, reader):
        is_deeper = line.indent > above.indent > 0 and line.labels[-1].lstrip().startswith("#")
        is_beside = _is_part(above, reader) or (line.indent >= above.indent > 0 and not is_deeper)
        return before if before is not None and is_beside else at - 1
    if line.indent == 0:
        is_next = before is not None and _is_sibling(line, above, lines[before], reader=reader)
        return before if is_next else None
    if before is not None:
        return before if line.indent > lines[before].indent else None
    return at - 1 if line.indent > above.indent else None


def _is_sibling(line: Line, above: Line, whole: Line, *, reader: LabelReader) -> bool:
    """Whether a row goes on with what 其中 above it began: 区级 below 其中：市级.

    A county goes on with one that divides what is of no single recipient itself.
    """
    own, other = reader.read(line.labels[-1]), reader.read(above.labels[-1])
    is_divided = len({place for one in whole.labels for place in reader.read(one).places}) != 1
    if above.indent or len(line.labels) != len(above.labels) or own.subject or own.is_total:
        return False
    alike = [
        (own.sources, other.sources),
        (own.categories, other.categories),
        (own.sources or own.donation, other.sources),
        (own.categories or own.donation, other.categories),
        (is_divided and own.places, other.places),
    ]
    return any(mine and theirs and mine != theirs for mine, theirs in alike)


def _is_bare_share(line: Line, reader: LabelReader) -> bool:
    """Whether a cell of a card asks what share the cell before it is: 占计划资金（%）."""
    own = reader.read(line.labels[-1])
    is_named = own.sources or own.categories or own.places or own.payers or own.donation
    unit = line_unit(line)
    is_rate = unit is not None and unit.family == "percent" and not (own.operation or own.subject)
    return (is_rate or _works_out(own) in {"share", "percent"}) and not is_named


def _counted(lines: Sequence[Line], at: int, reader: LabelReader) -> int:
    """Return the row below the one that 其中 divides: of a card no share or mean beside a sum."""
    while at > 1 and lines[at - 1].row == lines[at - 2].row and lines[at - 1].labels:
        if _works_out(reader.read(lines[at - 1].labels[-1])) not in WORKED_OUT:
            break
        at -= 1
    return at


def _works_out(own: Facets) -> str | None:
    """Return what a cell works out of others: a share, a mean; "percent" = a rate of some kind."""
    is_rate = own.unit is not None and own.unit.family == "percent"
    return own.operation or ("percent" if is_rate else None)


def _is_part(line: Line, reader: LabelReader) -> bool:
    return any("of_which" in reader.read(one).roles for one in line.labels)
