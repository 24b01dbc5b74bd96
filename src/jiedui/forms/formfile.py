"""A form's file opened with care: its pages, its looks, or the reason why not. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from jiedui.exchange.grid import Book, UnreadableError
from jiedui.exchange.sheet import open_file
from jiedui.forms.layout import Layout
from jiedui.forms.looks import looks_of
from jiedui.forms.old import is_old, modern
from jiedui.forms.page import Page
from jiedui.forms.prose import text_table
from jiedui.forms.reading import layout_of, parted
from jiedui.forms.wordforms import is_word, word_pages
from jiedui.kernel.problem import Source, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.forms.layout import Table
    from jiedui.forms.looks import Looks

SIZE_MAX = 20 * 1024 * 1024
"""Largest form that is taken, in bytes."""

_WANTED = "an .xlsx or .xls workbook or a .docx document"
_OLD_WORD = "WordDocument".encode("utf-16-le")
"""The stream that a Word document of the years before .docx is kept in."""

_HINT = "Open it in an office program and save it as .xlsx or .docx."


@dataclass
class FormFile:
    """A form's file.

    Attributes:
        content: Its bytes, of an old workbook (.xls) those of the .xlsx it is filled as.
        book: Its grids.
        layouts: What each of its pages is made of.
        looks: The looks of its sheets; none for a document.
    """

    content: bytes
    book: Book
    layouts: list[Layout]
    looks: dict[str, Looks] = field(default_factory=dict)


def opened_form(name: str, content: bytes) -> FormFile:
    """Return a form's file, read.

    Raises:
        Refused: It is too large, damaged, or of another format.
    """
    if len(content) > SIZE_MAX:
        raise refuse(
            "FORM_TOO_LARGE",
            found=f"{len(content) / 1_048_576:.1f} MiB",
            expected=f"at most {SIZE_MAX // 1_048_576} MiB",
            hint="Send the form without its pictures and filled examples.",
            source=Source(name),
        )
    try:
        if is_word(content):
            return _document(content)
        book = open_file(name, content)
        if is_old(content):
            name, content = written_name(name, content), modern(content)
            book = open_file(name, content)
        return _workbook(name, content, book)
    except UnreadableError as error:
        raise refuse(
            "FORM_UNREADABLE",
            found="an old Word document (.doc)" if _OLD_WORD in content else error.fatal.found,
            expected=_WANTED,
            hint=_HINT,
            source=Source(name),
        ) from error


def written_name(name: str, content: bytes) -> str:
    """Return the name of the filled file: an old workbook (.xls, .et) is filled as .xlsx."""
    return f"{PurePath(name).stem}.xlsx" if is_old(content) else name


def _workbook(name: str, content: bytes, book: Book) -> FormFile:
    if not content.startswith(b"PK") or b"xl/workbook.xml" not in content:
        raise refuse(
            "FORM_UNREADABLE", found="a workbook of another format", expected=_WANTED, hint=_HINT,
            source=Source(name),
        )  # fmt: skip
    looks = looks_of(content)
    pages = [
        Page(sheet, looks[sheet.name].borders if sheet.name in looks else frozenset())
        for sheet in book.sheets
        if not sheet.is_hidden
    ]
    return FormFile(content, book, [layout_of(page) for page in pages], looks)


def _document(content: bytes) -> FormFile:
    """Return a document as one page: what stands over its first table holds for the others too."""
    pages = word_pages(content)
    whole = Layout("", [], [])
    above: list[str] = []
    for page in pages.tables:
        layout = layout_of(Page(page.sheet, frozenset()))
        before = parted(page.before)
        above += before
        for table in layout.tables:
            table.captions = (*above, *table.captions)
            _set_units(table, page.units)
        # A table that only frames words (单位 at its right, a heading) stands over the next one.
        above = [] if layout.tables else [*above, *layout.lines]
        whole.tables += layout.tables
        whole.lines += [*before, *layout.lines]
    whole.lines += parted(pages.behind)
    sheets = [page.sheet for page in pages.tables]
    if pages.spoken:
        sheet, table = text_table(pages.spoken, parted(pages.above))
        whole.tables.append(table)
        sheets.append(sheet)
    return FormFile(content, Book(tuple(sheets)), [whole])


def _set_units(table: Table, units: Mapping[tuple[int, int], str]) -> None:
    """Give each cell the unit that stands in it: what its line, or its heading, is counted in."""
    for at, slot in enumerate(table.slots):
        unit = units.get((slot.row, slot.col))
        if unit is None:
            continue
        if slot.heads:
            heads = (*slot.heads[:-1], f"{slot.heads[-1]}（{unit}）")
            table.slots[at] = replace(slot, heads=heads)
            continue
        line = replace(slot.line, unit=unit)
        table.lines = [line if one == slot.line else one for one in table.lines]
        table.slots[at] = replace(slot, line=line)
