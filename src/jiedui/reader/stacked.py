"""Tables that lost their lines: one cell on each line, or several rows on one.

A table copied out of a page or a print often comes as its cells alone, one below the other, or as
pairs of a label and a number set side by side under a title that says their unit. Both are put
together here into rows that `tables` reads; every sign keeps its place in the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reader.rows import NUMBER_CELL, TOTAL, Line, is_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST = 24
"""A cell is no longer than so many signs."""

_WIDEST, _DEEPEST = 12, 16
"""So many columns a table may have, and so many lines may stand above its first number."""

_NO_CELL = re.compile(r"[。!?;|\t]|,(?!\d{3})|[:、,]\s*$")
_PAIR = re.compile(
    r"[^\d|\t。!?;:,]{1,12}[^\d\s|\t。!?;:,、]\s*(?:[:]\s*)?(?P<number>[-+]?\d[\d,]*(?:\.\d+)?%?)\s*"
)
_BETWEEN = re.compile(r"\s*[|\t、;/]\s*|\s*(?:(?<!\d),|,(?!\d{3}(?!\d)))\s*|\s{2,}")
_UNIT = re.compile(r"单位\s*[::]|[((][亿万千百]{0,2}[^\W\d()()]{1,4}[))]\s*[::]?\s*$")
_FEWEST = 2


class Rows(NamedTuple):
    """The lines of a page, rows put together.

    Attributes:
        lines: The lines, in order.
        are_rows: Which of them are rows of a table.
    """

    lines: list[Line]
    are_rows: list[bool]


def in_rows(plain: str, lines: Sequence[Line]) -> Rows:
    """Return the lines of a page with the rows of tables that lost their lines put together.

    Args:
        plain: The page, its signs made plain.
        lines: Its lines that are not blank.
    """
    found = Rows([], [])
    page = _Cells(lines)
    at = 0
    for first in page.first_numbers():
        if first < at:
            continue
        start, width, count = page.table(at, first)
        if not count:
            continue
        _take_pairs(lines[at:start], found)
        for row in range(count + 1):
            begin = start + row * width
            found.lines.append(_merged(plain, lines[begin], lines[begin + width - 1]))
            found.are_rows.append(row > 0)
        at = start + (count + 1) * width
        if size := page.total(at, start + width, width):
            found.lines.append(_merged(plain, lines[at], lines[at + size - 1]))
            found.are_rows.append(True)
            at += size
    _take_pairs(lines[at:], found)
    return found


class _Cells:
    """The lines of a page, each seen as the one cell of a table that it may be."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._cells = [_is_cell(line.text) for line in lines]
        self._numeric = [
            one and NUMBER_CELL.fullmatch(line.text.strip()) is not None
            for one, line in zip(self._cells, lines, strict=True)
        ]

    def first_numbers(self) -> Iterator[int]:
        """Yield where cells that are numbers begin behind others."""
        last = False
        for at, is_number in enumerate(self._numeric):
            if is_number and not last:
                yield at
            last = is_number

    def table(self, at: int, first: int) -> tuple[int, int, int]:
        """Return (header's first line, columns, rows) of the table whose first number is given.

        The rows agree in which of their cells are numbers, the header has none; the table that
        takes most cells in is meant. No rows when there is none, or it would begin before `at`.
        """
        cells, numeric = self._cells, self._numeric
        lowest = first
        while lowest > max(at, first - _DEEPEST) and cells[lowest - 1] and not numeric[lowest - 1]:
            lowest -= 1
        best = (0, 0, 0)
        for start in range(lowest, first):
            for width in range(2, min(_WIDEST, first - start) + 1):
                count = self._count(start, width)
                if count >= _FEWEST and count * width > best[1] * best[2]:
                    best = (start, width, count)
        return best

    def total(self, at: int, first: int, width: int) -> int:
        """Return how many lines a total row with cells left empty takes, 0 when none follows."""
        size = 1 + sum(self._numeric[first : first + width])
        row = slice(at, at + size)
        is_full = len(self._numeric[row]) == size and all(self._numeric[at + 1 : at + size])
        is_total = is_full and TOTAL.fullmatch(self._lines[at].text.strip()) is not None
        return size if is_total else 0

    def _count(self, start: int, width: int) -> int:
        """Return how many rows of one shape follow a header."""
        shape = self._numeric[start + width : start + 2 * width]
        if len(shape) < width or not any(shape) or all(shape):
            return 0
        count = 0
        while True:
            first = start + (count + 1) * width
            row = slice(first, first + width)
            if self._numeric[row] != shape or not all(self._cells[row]):
                return count
            count += 1


def _is_cell(text: str) -> bool:
    """Whether a line may be one cell of a table."""
    is_short = len(text) <= _LONGEST or len(text.strip()) <= _LONGEST
    return is_short and _NO_CELL.search(text) is None and not is_row(text)


def _merged(plain: str, first: Line, last: Line) -> Line:
    """Return several lines as one, a bar for each line end between them."""
    words = plain[first.start : last.start + len(last.text)]
    bars = re.sub(r"\s*\n\s*", lambda gap: "|".ljust(len(gap[0])), words)
    return Line(first.start, bars)


def _take_pairs(lines: Sequence[Line], found: Rows) -> None:
    """Take lines as they are, those of pairs under a unit one row for each pair."""
    for at, line in enumerate(lines):
        pairs = _pairs(line)
        above = found.lines[-1].text if pairs and found.lines else ""
        is_listed = bool(above) and found.are_rows[-1] and _PAIR.fullmatch(above) is not None
        pairs = pairs if is_listed or _UNIT.search(above) else []
        goes_on = len(pairs) > _FEWEST or (pairs and at + 1 < len(lines) and _pairs(lines[at + 1]))
        if pairs and (is_listed or goes_on):
            found.lines.extend(pairs)
            found.are_rows.extend([True] * len(pairs))
        else:
            found.lines.append(line)
            found.are_rows.append(is_row(line.text))


def _pairs(line: Line) -> list[Line]:
    """Return the pairs of a label and a number that a line holds and nothing else, else none."""
    found: list[Line] = []
    at = len(line.text) - len(line.text.lstrip())
    while at < len(line.text.rstrip()):
        pair = _PAIR.match(line.text, at)
        if pair is None:
            return []
        words = pair[0].rstrip().replace(":", " ")
        found.append(Line(line.start + at, words))
        at += len(words)
        gap = _BETWEEN.match(line.text, at)
        if gap is not None:
            at = gap.end()
        elif at < len(line.text.rstrip()):
            return []
    return found
