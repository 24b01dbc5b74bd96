"""Finding the tables of a sheet: headings of several rows joined, the lines above, the rows below.

A table begins where a row's cells are heading words; its heading goes on as far as merged cells or
further heading words reach. What stands above it are title and unit lines; what stands below are
its rows until the next heading. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jiedui.exchange.across import is_place
from jiedui.exchange.grid import MAX_COLUMNS
from jiedui.exchange.headingrows import heading_bottom, heading_top
from jiedui.exchange.headings import heading_weight
from jiedui.exchange.headingwords import group_date, word_of
from jiedui.exchange.looks import SAMPLED, Looks, looks_of
from jiedui.exchange.merges import Merges
from jiedui.exchange.sidelines import is_line, is_side_line, parts_group, unit_of
from jiedui.exchange.summaryheads import summary_starts
from jiedui.reader.english import is_latin, spaced
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from jiedui.exchange.grid import CellValue, Sheet

MAX_TABLES = 500
"""Tables of one file that are read; a table whose heading is only repeated counts as one."""

MOST_HEADS = 24_000
"""Cells of one sheet's headings that are looked at; what stands below further ones is not read."""

_FEWEST_REPEATED = 3
_SEARCHED_LIKE = 40
_SEARCHED = 400
"""Rows of a body looked at for a further heading; beyond, only exact repetitions count."""

_AMOUNT = re.compile(r"[\d,,.]+(?:万|亿)?元?")
"""A value as bare numbers are written: it heads nothing."""


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
        unread: From which row on nothing of its sheet is read, 0 where all is.
    """

    top: int
    bottom: int
    headings: tuple[Heading, ...]
    above: tuple[int, ...]
    body: tuple[int, ...]
    unread: int = 0


def find_tables(sheet: Sheet) -> list[Table]:
    """Return the tables of a sheet from top to bottom."""
    numbers = sorted(sheet.rows)
    merges = Merges(sheet.merged)
    starts = _starts(sheet, numbers) or summary_starts(sheet, numbers[:_SEARCHED])
    starts, unread = _readable(sheet, starts)
    tables: list[Table] = []
    after = 0
    for found in starts:
        if found <= after or found == unread:
            continue
        top = heading_top(sheet, merges, found, after=after)
        bottom = heading_bottom(sheet, merges, found)
        following = bisect_right(starts, bottom)
        limit = (
            heading_top(sheet, merges, starts[following], after=bottom)
            if following < len(starts)
            else numbers[-1] + 1
        )
        headings = _headings(sheet, merges, (top, bottom))
        body = tuple(numbers[bisect_right(numbers, bottom) : bisect_left(numbers, limit)])
        above = () if tables else tuple(number for number in numbers if number < top)
        tables.append(Table(top, bottom, headings, above, body))
        after = bottom
    joined = _joined(_with_own_lines(sheet, tables))
    unread = joined[MAX_TABLES].top if len(joined) > MAX_TABLES else unread
    return [replace(_seen(sheet, table), unread=unread) for table in joined[:MAX_TABLES]]


def _readable(sheet: Sheet, starts: list[int]) -> tuple[list[int], int]:
    """Return the starts of headings up to the first that is not read, and that one, 0 for none."""
    heads = 0
    for at, start in enumerate(starts):
        heads += len(sheet.rows[start])
        if heads > MOST_HEADS and at:
            return starts[: at + 1], start
    return starts, 0


def table_like(sheet: Sheet, other: Table) -> Table | None:
    """Return the table of a sheet whose heading says what another sheet's does, None for none.

    Units may differ; so may a column or two.
    """
    words = {word_of(one.levels[-1]).text for one in other.headings if one.levels}
    for number in sorted(sheet.rows)[:_SEARCHED_LIKE]:
        texts = [one for one in sheet.rows[number] if isinstance(one, str)]
        same = len({word_of(one).text for one in texts} & words)
        if same >= _FEWEST_REPEATED and same * 5 >= len(words) * 4:
            return table_from(sheet, number)
    return None


def table_from(sheet: Sheet, row: int) -> Table:
    """Return the table whose heading begins in a row, whatever its words; it goes on to the end."""
    numbers = sorted(sheet.rows)
    merges = Merges(sheet.merged)
    top = heading_top(sheet, merges, row, after=0)
    bottom = heading_bottom(sheet, merges, row)
    above = tuple(number for number in numbers if number < top)
    body = tuple(number for number in numbers if number > bottom)
    return _seen(sheet, Table(top, bottom, _headings(sheet, merges, (top, bottom)), above, body))


def _seen(sheet: Sheet, table: Table) -> Table:
    """Return a table whose headings know what stands below them."""
    rows = [row for row in table.body[:SAMPLED] if not _is_lone(sheet.rows[row])]
    headings = tuple(
        replace(one, looks=looks_of([sheet.at(row, one.col) for row in rows]))
        for one in table.headings
    )
    return replace(table, headings=headings)


def _is_lone(values: list[CellValue]) -> bool:
    """Whether a row holds one text alone: a note, a signature, the name of a section."""
    width = len(values)
    return width > 1 and values.count(None) == width - 1 and _is_text(values)


def _is_text(values: list[CellValue]) -> bool:
    return any(isinstance(one, str) for one in values)


def _joined(tables: list[Table]) -> list[Table]:
    """Join a table to the one before when its heading only repeats that one's."""
    joined: list[tuple[Table, list[int]]] = []
    for table in tables:
        last = joined[-1] if joined else None
        if last is not None and not table.above and table.headings == last[0].headings:
            last[1].extend(table.body)
        else:
            joined.append((table, list(table.body)))
    return [replace(table, body=tuple(body)) for table, body in joined]


def _starts(sheet: Sheet, numbers: list[int]) -> list[int]:
    """Return the rows that begin a heading."""
    found: list[int] = []
    looked = heads = 0
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
        if is_heading(values) or (found and _repeats(values, sheet.rows[found[-1]])):
            found.append(number)
            looked = 0
            heads += len(values)
            if heads > MOST_HEADS:
                break
    return found


def _repeats(values: list[CellValue], heading: list[CellValue]) -> bool:
    """Whether a row says nearly all of a heading once more, cell by cell."""
    pairs = [(one, other) for one, other in zip(values, heading, strict=False) if other is not None]
    same = sum(one == other and isinstance(one, str) for one, other in pairs)
    return same >= _FEWEST_REPEATED and same * 5 >= len(pairs) * 4


def is_heading(values: list[CellValue]) -> bool:
    """Whether a row's cells are heading words: at least two sure ones, half of all."""
    texts = [one for one in values if one is not None]
    if len(texts) < 2 or any(map(_heads_nothing, texts)):
        return False
    sure = total = 0
    others: list[str] = []
    for one in texts:
        if isinstance(one, int) and not isinstance(one, bool) and 1990 <= one <= 2060:
            total += 1
            continue
        weight = heading_weight(str(one))
        sure += weight == 2
        total += weight > 0
        if not weight:
            others.append(str(one))
            if 2 * len(others) > len(texts) and others[0] == texts[0]:
                return False
    total += _places_beside(texts[0], others)
    return (sure >= 2 and 2 * total >= len(texts)) or (sure == 1 and total == len(texts) > 2)


def _heads_nothing(value: CellValue) -> bool:
    """Whether a cell is neither a word nor a year, so that its row is no heading."""
    if isinstance(value, str):
        return _is_amount(value.strip())
    return isinstance(value, bool) or not isinstance(value, int) or not 1990 <= value <= 2060


def _is_amount(bare: str) -> bool:
    if "一" <= bare[:1] <= "龥":
        return False
    return bool(_AMOUNT.fullmatch(bare)) and not (len(bare) == 4 and bare[:2] in ("19", "20"))


def _places_beside(first: CellValue, others: list[str]) -> int:
    """Return how many cells name places that may stand across as headings: none or several."""
    if len(others) < 2 or not heading_weight(str(first)):
        return 0
    places = sum(is_place(one) for one in others)
    return places if places > 1 else 0


def _headings(sheet: Sheet, merges: Merges, span: tuple[int, int]) -> tuple[Heading, ...]:
    top, bottom = span
    width = max(len(sheet.rows.get(row, ())) for row in range(top, bottom + 1))
    width = max(
        [
            width,
            *(box.right for row in range(top, bottom + 1) for box in merges.by_row.get(row, ())),
        ]
    )
    width = min(width, MAX_COLUMNS)
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
        if isinstance(value, str):
            unit = unit_of(value) or unit
    return Heading(col, tuple(levels), unit)


def _level(sheet: Sheet, merges: Merges, place: tuple[int, int]) -> str:
    row, col = place
    box = merges.at(row, col)
    value = sheet.at(box.top, box.left) if box else sheet.at(row, col)
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str) and is_latin(value):
        return spaced(value)
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


__all__ = [
    "Heading",
    "Table",
    "find_tables",
    "group_date",
    "is_heading",
    "table_from",
    "table_like",
]
