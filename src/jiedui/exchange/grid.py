"""An office file as grids of cells: values, merged ranges, what is hidden, formulas, comments.

The same shape for every format. Values are exact: whole numbers as int, others as Decimal, dates as
dates; an error value is a `CellError`. Addresses are counted from 1. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from jiedui.exchange.rows import Fatal

MAX_EXPANDED = 400_000_000
"""Most bytes an archive may unpack to."""

MAX_PLACES = 24_000_000
"""Most cell places a file may hold, empty ones between full ones counted."""

MAX_ROWS = 120_000
"""Most rows with something in them that a file may hold, and most records they may make."""

MAX_CELLS = 1_440_000
"""Most cells with something in them that a file may hold: all are read within the time stated."""

MAX_SIGNS = 60_000_000
"""Most characters the cells of a file may hold; one text counts in every cell that shows it."""

MAX_COLUMNS = 2_048
"""Columns beyond this are not read."""


class CellError(str):
    """An error value of a spreadsheet, such as #REF!."""

    __slots__ = ()


class Percent(Decimal):
    """A number that its cell shows as a percentage: 0.7415 shown as 74.15%."""

    __slots__ = ()


CellValue = str | int | Decimal | bool | dt.date | CellError | None


class Box(NamedTuple):
    """A range of cells, both corners included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Formula(NamedTuple):
    """A formula and whether the file holds a saved value for it."""

    text: str
    is_saved: bool


class Remark(NamedTuple):
    """Something to say about the file itself: problem code, sheet, cell, found, expected."""

    code: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    expected: str = ""


class UnreadableError(Exception):
    """Nothing can be read from a file; carries the reason. Never leaves `exchange.reading`."""

    def __init__(self, fatal: Fatal) -> None:
        """Keep the reason."""
        self.fatal = fatal
        super().__init__(fatal.code)


def unreadable(code: str, found: str, expected: str = "") -> UnreadableError:
    """Return the refusal of a file, ready to raise."""
    return UnreadableError(Fatal(code, found, expected))


class Tally:
    """Counts what the rows of a file hold, and refuses what cannot all be read in time."""

    def __init__(self) -> None:
        """Begin a file."""
        self.rows = self.cells = self.places = 0

    def take(self, values: list[CellValue]) -> None:
        """Count a row that holds something.

        Raises:
            UnreadableError: The file holds more rows or cells than are read.
        """
        self.rows += 1
        self.places += len(values)
        self.cells += len(values) - values.count(None)
        if self.rows > MAX_ROWS:
            raise too_many(MAX_ROWS, "rows")
        if self.cells > MAX_CELLS:
            raise too_many(MAX_CELLS, "filled cells")
        if self.places > MAX_PLACES:
            raise too_many(MAX_PLACES, "cells")


def too_many(most: int, what: str) -> UnreadableError:
    """Return the refusal of a file that holds more of something than is read, ready to raise."""
    return unreadable(
        "EXPANSION_LIMIT", f"more than {most:,} {what}", f"at most {most:,}; split the file"
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: Its name, "" for a csv file.
        rows: Row number to the row's values from column 1 on; rows without any value are absent.
        merged: Merged ranges.
        hidden_rows: Hidden rows that hold something.
        hidden_cols: Hidden columns.
        is_hidden: Whether the whole sheet is hidden.
        is_protected: Whether it is protected against changes.
        formulas: (row, column) to formula.
        comments: (row, column) to the words of a cell comment.
        widest: Number of the last column with something in it that was not read, 0 where all were.
    """

    name: str
    rows: dict[int, list[CellValue]]
    merged: tuple[Box, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_protected: bool = False
    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    widest: int = 0

    def at(self, row: int, col: int) -> CellValue:
        """Return the value of a cell, None where there is none."""
        values = self.rows.get(row)
        return values[col - 1] if values is not None and 0 < col <= len(values) else None


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a file in their order, and remarks about the file itself."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[Remark, ...] = ()
    is_1904: bool = False


_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA)")


def error_or_text(text: str) -> CellValue:
    """Return a text as a value: None when blank, an error value when it is one, else itself."""
    stripped = text.strip()
    if not stripped:
        return None
    if stripped[0] == "#" and _ERROR.fullmatch(stripped):
        return CellError(stripped)
    return text


@functools.lru_cache(maxsize=32768)
def letters_of(col: int) -> str:
    """Return a column's letters: 1 gives A, 28 gives AB."""
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@functools.lru_cache(maxsize=32768)
def number_of(letters: str) -> int:
    """Return a column's number: A gives 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, col: int) -> str:
    """Return a cell's address: (3, 2) gives B3."""
    return f"{letters_of(col)}{row}"


_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


def box_of(reference: str) -> Box | None:
    """Return the range of a reference (B3, B3:D9), None when it is none."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    left, top = number_of(found[1]), int(found[2])
    right, bottom = (number_of(found[3]), int(found[4])) if found[3] else (left, top)
    return Box(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def rows_at(place: str) -> range:
    """Return the rows a place names: a cell B3, cells B3:B9, a row row:7; none for any other."""
    word, _, number = place.partition(":")
    if word == "row" and number.isdigit():
        return range(int(number), int(number) + 1)
    box = box_of(place)
    return range(box.top, box.bottom + 1) if box else range(0)
