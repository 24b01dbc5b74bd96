"""Finding the tables of a sheet: headings of several rows joined, the lines above, the rows below.

A table begins where a row's cells are heading words; its heading goes on as far as merged cells or
further heading words reach. What stands above it are title and unit lines; what stands below are
its rows until the next heading. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.across import is_place
from jiedui.exchange.headings import group_date, heading_weight, known_words, stated_unit, word_of
from jiedui.exchange.looks import SAMPLED, Looks, looks_of
from jiedui.exchange.merges import Merges
from jiedui.exchange.sidelines import UNIT_CELL, is_line, is_side_line, parts_group
from jiedui.exchange.summaryheads import summary_starts
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from jiedui.exchange.grid import CellValue, Sheet

MAX_LEVELS = 5
"""Most rows a heading may have."""

_SEARCHED = 400
_AMOUNT = re.compile(r"[\d,,.]+(?:万|亿)?元?")
"""A value as bare numbers are written: it heads nothing."""
"""Rows of a body looked at for a further heading; beyond, only exact repetitions count."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column.

    Attributes:
        col: The column's number.
        levels: Its texts from the top, each once; () where the column has none.
        unit: The unit its deepest level states, "" when none does.
        looks: What the values below it look like.
    """

    col: int
    levels: tuple[str, ...]
    unit: str = ""
    looks: Looks = field(default_factory=Looks, compare=False)

    @property
    def text(self) -> str:
        """The levels joined by `|`."""
        return "|".join(self.levels)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet.

    Attributes:
        top: First row of its heading.
        bottom: Last row of its heading.
        headings: One per column from the first to the last.
        above: Numbers of the rows between the table before and this one.
        body: Numbers of the rows below the heading that hold something.
    """

    top: int
    bottom: int
    headings: tuple[Heading, ...]
    above: tuple[int, ...]
    body: tuple[int, ...]


def find_tables(sheet: Sheet) -> list[Table]:
    """Return the tables of a sheet from top to bottom."""
    numbers = sorted(sheet.rows)
    merges = Merges(sheet.merged)
    starts = _starts(sheet, numbers) or summary_starts(sheet, numbers[:_SEARCHED])
    tables: list[Table] = []
    after = 0
    for at, found in enumerate(starts):
        if found <= after:
            continue
        top = _raised(sheet, merges, found, after=after)
        bottom = _bottom(sheet, merges, found)
        end = next((one for one in starts[at + 1 :] if one > bottom), None)
        limit = end if end is not None else numbers[-1] + 1
        headings = _headings(sheet, merges, (top, bottom))
        body = tuple(number for number in numbers if bottom < number < limit)
        above = () if tables else tuple(number for number in numbers if number < top)
        tables.append(Table(top, bottom, headings, above, body))
        after = bottom
    return [_seen(sheet, table) for table in _joined(_with_own_lines(sheet, tables))]


def table_from(sheet: Sheet, row: int) -> Table:
    """Return the table whose heading begins in a row, whatever its words; it goes on to the end."""
    numbers = sorted(sheet.rows)
    merges = Merges(sheet.merged)
    top = _raised(sheet, merges, row, after=0)
    bottom = _bottom(sheet, merges, row)
    above = tuple(number for number in numbers if number < top)
    body = tuple(number for number in numbers if number > bottom)
    return _seen(sheet, Table(top, bottom, _headings(sheet, merges, (top, bottom)), above, body))


def _seen(sheet: Sheet, table: Table) -> Table:
    """Return a table whose headings know what stands below them."""
    rows = table.body[:SAMPLED]
    headings = tuple(
        replace(one, looks=looks_of([sheet.at(row, one.col) for row in rows]))
        for one in table.headings
    )
    return replace(table, headings=headings)


def _joined(tables: list[Table]) -> list[Table]:
    """Join a table to the one before when its heading only repeats that one's."""
    joined: list[Table] = []
    for table in tables:
        last = joined[-1] if joined else None
        if last is not None and not table.above and table.headings == last.headings:
            joined[-1] = replace(last, body=last.body + table.body)
        else:
            joined.append(table)
    return joined


def _starts(sheet: Sheet, numbers: list[int]) -> list[int]:
    """Return the rows that begin a heading."""
    found: list[int] = []
    looked = 0
    for number in numbers:
        values = sheet.rows[number]
        if looked > _SEARCHED:
            if not (
                isinstance(values[0], str) and values[0] == sheet.at(found[-1], 1)
                if found
                else False
            ):
                continue
        else:
            looked += 1
        if is_heading(values):
            found.append(number)
            looked = 0
    return found


def is_heading(values: list[CellValue]) -> bool:
    """Whether a row's cells are heading words: at least two sure ones, half of all."""
    texts = [one for one in values if one is not None]
    if len(texts) < 2:
        return False
    sure = total = places = 0
    for one in texts:
        if isinstance(one, bool | Decimal | dt.date):
            return False
        if isinstance(one, int):
            if not 1990 <= one <= 2060:
                return False
            total += 1
            continue
        bare = one.strip()
        if _AMOUNT.fullmatch(bare) and not (len(bare) == 4 and bare[:2] in ("19", "20")):
            return False
        weight = heading_weight(one)
        sure += weight == 2
        total += weight > 0
        places += not weight and is_place(one)
    if places > 1 and heading_weight(str(texts[0])):
        total += places
    return (sure >= 2 and 2 * total >= len(texts)) or (sure == 1 and total == len(texts) > 2)


def _raised(sheet: Sheet, merges: Merges, row: int, *, after: int) -> int:
    """Return the heading's first row: rows of group headings just above belong to it."""
    top = row
    for _ in range(MAX_LEVELS - 1):
        top = _once_raised(sheet, merges, top, after=after)
    return top


def _once_raised(sheet: Sheet, merges: Merges, row: int, *, after: int) -> int:
    above = row - 1
    values = sheet.rows.get(above)
    if above <= after or values is None:
        return row
    texts = [(col, one) for col, one in enumerate(values, start=1) if one is not None]
    if len(texts) < 2 or not all(_may_head(one) for _, one in texts):
        return row
    if any(stated_unit(str(one)) or ":" in normal(str(one)) for _, one in texts):
        return row
    has_groups = any((box := merges.at(above, col)) and box.right > box.left for col, _ in texts)
    return above if has_groups or _is_over_repeats(sheet, above) else row


def _is_over_repeats(sheet: Sheet, row: int) -> bool:
    """Whether texts written once over several columns, nothing merged, head equal columns below.

    `2017年底| |2019年底| ` over `户数|人数|户数|人数`, or the other way round.
    """
    upper, below = sheet.rows.get(row, []), sheet.rows.get(row + 1, [])
    starts = [at for at, one in enumerate(upper) if one is not None]
    if not starts or not all(_may_head(upper[at]) for at in starts):
        return False
    ends = (*starts[1:], max(len(upper), len(below)))
    blocks = [below[first:end] for first, end in zip(starts, ends, strict=True)]
    wide = [
        (normal(str(upper[at])), leaves)
        for at, block in zip(starts, blocks, strict=True)
        if len(leaves := _leaves(block)) > 1
    ]
    return (
        len({leaves for _, leaves in wide}) == 1
        and (len(wide) > 1 or group_date(wide[0][0]) is not None)
        and all(heading_weight(text) for text in wide[0][1])
    )


def _leaves(block: list[CellValue]) -> tuple[str, ...]:
    """Return the different heading words of a block's columns, () where it holds anything else."""
    filled = list(itertools.takewhile(lambda one: one is not None, block))
    if not all(_may_head(one) for one in filled) or any(block[len(filled) :]):
        return ()
    texts = tuple(normal(str(one)) for one in filled)
    return texts if len(set(texts)) == len(texts) else ()


def _may_head(value: CellValue) -> bool:
    """Whether a value may be a group heading: a short text or a year."""
    if isinstance(value, int) and not isinstance(value, bool):
        return 1990 <= value <= 2060
    return isinstance(value, str) and len(value) <= 20


def _bottom(sheet: Sheet, merges: Merges, row: int) -> int:
    """Return the heading's last row."""
    bottom = row
    for _ in range(MAX_LEVELS - 1):
        below = bottom + 1
        if not (
            _is_bound(merges, bottom, below)
            or _is_under_groups(sheet, merges, bottom)
            or _is_over_repeats(sheet, bottom)
            or _continues(sheet, bottom)
        ):
            break
        if below not in sheet.rows and not _is_bound(merges, bottom, below):
            break
        bottom = below
    while is_side_line(sheet.rows.get(bottom + 1)):
        bottom += 1
    return bottom


def _is_bound(merges: Merges, row: int, below: int) -> bool:
    """Whether a merged cell holds two rows of a heading together."""
    return any(box.top <= row and box.bottom >= below for box in merges.by_row.get(row, ()))


def _is_under_groups(sheet: Sheet, merges: Merges, row: int) -> bool:
    """Whether the row below divides merged group headings of this one."""
    below = sheet.rows.get(row + 1)
    if below is None:
        return False
    for box in merges.by_row.get(row, ()):
        if box.right == box.left or box.top != row or box.bottom != row:
            continue
        under = below[box.left - 1 : box.right]
        if (
            len(
                [
                    one
                    for one in under
                    if isinstance(one, str) and len(one) < 16 and not _is_number(one)
                ]
            )
            < 2
        ):
            return False
        return any(heading_weight(one) or is_place(one) for one in under if isinstance(one, str))
    return False


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d,.\s%元万亿户人]+", text))


def _continues(sheet: Sheet, row: int) -> bool:
    """Whether the row below goes on with a heading without merged cells: it fills gaps."""
    upper, below = sheet.rows.get(row), sheet.rows.get(row + 1)
    if upper is None or below is None or below[0] is not None:
        return False
    texts = [(col, one) for col, one in enumerate(below, start=1) if one is not None]
    if not texts or any(not isinstance(one, str) or _is_number(one) for _, one in texts):
        return False
    known = sum(
        word_of(str(one)).text in known_words() or word_of(str(one)).bare in known_words()
        for _, one in texts
    )
    has_gap = any(one is None for one in upper) or len(below) > len(upper)
    return has_gap and 2 * known >= len(texts)


def _headings(sheet: Sheet, merges: Merges, span: tuple[int, int]) -> tuple[Heading, ...]:
    top, bottom = span
    width = max(len(sheet.rows.get(row, ())) for row in range(top, bottom + 1))
    width = max(
        [
            width,
            *(box.right for row in range(top, bottom + 1) for box in merges.by_row.get(row, ())),
        ]
    )
    rows = [
        row
        for row in range(top, bottom + 1)
        if not (
            row > top and is_side_line(sheet.rows.get(row)) and not parts_group(sheet, merges, row)
        )
    ]
    units = [row for row in range(top + 1, bottom + 1) if row not in rows]
    return tuple(_heading(sheet, merges, (rows, units), col=col) for col in range(1, width + 1))


def _heading(
    sheet: Sheet, merges: Merges, lines: tuple[list[int], list[int]], *, col: int
) -> Heading:
    rows, side = lines
    levels: list[str] = []
    for at, row in enumerate(rows):
        text = _level(sheet, merges, (row, col))
        if not text and at < len(rows) - 1:
            text = _group_left(sheet, merges, (row, rows[at + 1]), col=col)
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    unit = next((word_of(level).unit for level in reversed(levels) if word_of(level).unit), "")
    for row in side:
        value = sheet.at(row, col)
        if isinstance(value, str) and UNIT_CELL.fullmatch(normal(value)):
            unit = normal(value).strip("()[]") or unit
    return Heading(col, tuple(levels), unit)


def _level(sheet: Sheet, merges: Merges, place: tuple[int, int]) -> str:
    row, col = place
    box = merges.at(row, col)
    value = sheet.at(box.top, box.left) if box else sheet.at(row, col)
    if value is None or isinstance(value, bool):
        return ""
    return normal(value.isoformat() if isinstance(value, dt.date) else str(value))


def _group_left(sheet: Sheet, merges: Merges, rows: tuple[int, int], *, col: int) -> str:
    """Return the group heading written only over its first column, where nothing is merged."""
    row, below = rows
    if merges.at(row, col) or not _level(sheet, merges, (below, col)):
        return ""
    for left in range(col - 1, 0, -1):
        text = _level(sheet, merges, (row, left))
        if text:
            return text if _level(sheet, merges, (below, left)) and not merges.at(row, left) else ""
        if not _level(sheet, merges, (below, left)):
            return ""
    return ""


def _with_own_lines(sheet: Sheet, tables: list[Table]) -> list[Table]:
    """Give the title and unit lines that stand at a table's end to the table below them."""
    found: list[Table] = []
    lent: tuple[int, ...] = ()
    for at, table in enumerate(tables):
        body = table.body
        own = (*lent, *table.above)
        lent = ()
        if at + 1 < len(tables):
            keep = len(body)
            while keep and is_line(sheet.rows[body[keep - 1]]) and len(body) - keep < 4:
                keep -= 1
            lent, body = body[keep:], body[:keep]
        found.append(Table(table.top, table.bottom, table.headings, own, body))
    return found


__all__ = ["Heading", "Table", "find_tables", "group_date", "is_heading", "table_from"]
