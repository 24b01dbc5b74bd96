"""A received file without some people: their rows taken out, everything else as values.

The copy is made anew from what the file's cells say, so that nothing of the original that is no
cell (comments, pictures, properties, older versions) goes along. Knows no Django.
"""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.annotated import CELLS_MAX, plain_copy
from jiedui.exchange.grid import UnreadableError
from jiedui.exchange.sheet import open_file
from jiedui.kernel.identity import compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.exchange.grid import Book, CellValue, Sheet

_SHORT_FROM = 18
"""Length of the numbers of which an older form of fifteen digits may stand in a file."""


class Someone(NamedTuple):
    """A person as a file may write them: name and identity number, "" where not known."""

    name: str
    number: str


class Redacted(NamedTuple):
    """A file without some people.

    Attributes:
        content: The copy; None where none can be made, so that the file itself has to go.
        rows: Sheet and number of each row that was about them.
    """

    content: bytes | None
    rows: frozenset[tuple[str, int]]


def without(
    name: str, content: bytes, people: Iterable[Someone], *, rows: Iterable[tuple[str, int]] = ()
) -> Redacted:
    """Return a file without the rows that are about some people.

    Args:
        name: The file's name.
        content: Its bytes.
        people: Who is to be gone; rows that hold one of their numbers are.
        rows: Sheet and number of rows that are known to be about them, numbers or not.
    """
    known = list(people)
    asked = frozenset(rows)
    forms = sorted({form for one in known for form in _forms(one.number)})
    try:
        book = open_file(name, content)
    except UnreadableError:
        return Redacted(None, asked)
    found = frozenset(
        (sheet.name, number)
        for sheet in book.sheets
        for number, values in sheet.rows.items()
        if (sheet.name, number) in asked or _holds(values, forms)
    )
    if not found:
        return Redacted(content, found)
    cells = sum(len(values) for sheet in book.sheets for values in sheet.rows.values())
    if cells > CELLS_MAX:
        return Redacted(None, found)
    copy = _written(book, found)
    names = {one.name for one in known if len(one.name) > 1}
    said = {value for number in _said(book, found) for value in number if value in names}
    return Redacted(None if _tells(copy, [*forms, *said]) else copy, found)


def _forms(number: str) -> list[str]:
    plain = compact(number)
    if not plain:
        return []
    return [plain, plain[:6] + plain[8:17]] if len(plain) == _SHORT_FROM else [plain]


def _holds(values: list[CellValue], forms: list[str]) -> bool:
    told = [compact(str(value)) for value in values if value is not None]
    return any(form in one for form in forms for one in told)


def _said(book: Book, rows: frozenset[tuple[str, int]]) -> Iterable[list[str]]:
    """Yield the texts of some rows, as far as no other row says them too."""
    elsewhere = {
        str(value)
        for sheet in book.sheets
        for number, values in sheet.rows.items()
        if (sheet.name, number) not in rows
        for value in values
    }
    for sheet in book.sheets:
        for number, values in sheet.rows.items():
            if (sheet.name, number) in rows:
                yield [str(one) for one in values if str(one) not in elsewhere]


def _written(book: Book, rows: frozenset[tuple[str, int]]) -> bytes:
    sheets = [_less(sheet, rows) for sheet in book.sheets]
    out = io.BytesIO()
    plain_copy(dataclasses.replace(book, sheets=tuple(sheets))).save(out)
    return out.getvalue()


def _less(sheet: Sheet, rows: frozenset[tuple[str, int]]) -> Sheet:
    """Return a sheet without some rows; cells merged across one of them say nothing either."""
    gone = {number for name, number in rows if name == sheet.name}
    across = [
        box for box in sheet.merged if any(box.top <= number <= box.bottom for number in gone)
    ]
    kept = {number: list(values) for number, values in sheet.rows.items() if number not in gone}
    for box in across:
        values = kept.get(box.top, [])
        if box.left <= len(values):
            values[box.left - 1] = None
    merged = tuple(box for box in sheet.merged if box not in across)
    return dataclasses.replace(sheet, rows=kept, merged=merged)


def _tells(copy: bytes, words: list[str]) -> bool:
    """Whether anything of the copy still says one of some words."""
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        parts = [archive.read(one) for one in archive.namelist()]
    return any(word.encode() in part for word in words for part in parts)
