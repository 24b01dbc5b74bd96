"""Tables of a Word form as pages, and what is filled in written back into the document.

Each table is a sheet of its own (表1, 表2 …), one inside another's cell too; the paragraphs before
it are its captions, those behind the last one notes. Everything else of the document stays as it
is. Knows no Django.
"""

from __future__ import annotations

import copy
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from jiedui.exchange.grid import Box, Sheet
from jiedui.forms.prose import TEXT, is_heading, put_in, spoken_in
from jiedui.forms.units import unit_of
from jiedui.forms.wordtext import added_table, opened_document, own_words, paragraph_of
from jiedui.kernel.quantity import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docx.document import Document as WordDocument
    from lxml.etree import _Element

    from jiedui.exchange.grid import CellValue
    from jiedui.forms.cells import Cell
    from jiedui.forms.prose import Spoken

_ROWS_MAX = 2_000
_UNIT_BEHIND = re.compile(r"[\s_＿]{2,}([^\s_＿\d]{1,3})\s*")
"""Room to write, and the unit behind it: 　　　万元, _____个."""

_ROOM = re.compile(r"[\s_＿]+")

_SHARES = (7, 7, 17, 13, 14, 22, 6, 14)
"""Widths of the columns of sources, one to the other."""


@dataclass(frozen=True, slots=True)
class WordPage:
    """A table of a document.

    Attributes:
        sheet: Its cells as a grid.
        before: The paragraphs between the table before it and itself.
        units: The unit that stands in a cell behind the room to write, by row and column.
    """

    sheet: Sheet
    before: tuple[str, ...]
    units: Mapping[tuple[int, int], str]


@dataclass
class _Grid:
    """A table's cells by the place of their first corner, and the ranges they take."""

    cells: dict[tuple[int, int], _Element] = field(default_factory=dict)
    boxes: dict[tuple[int, int], Box] = field(default_factory=dict)


def is_word(content: bytes) -> bool:
    """Whether an archive is a Word document."""
    return content.startswith(b"PK") and b"word/document.xml" in content


@dataclass
class WordPages:
    """A document as pages.

    Attributes:
        tables: Its tables.
        spoken: Its paragraphs with room for numbers, those in cells of tables too.
        above: The paragraphs over the first of these.
        behind: The paragraphs behind the last table.
    """

    tables: list[WordPage] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    above: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def word_pages(content: bytes) -> WordPages:
    """Return a document as pages.

    Raises:
        UnreadableError: It is damaged, declares entities of its own, or unpacks to too much.
    """
    return _Reader().read(opened_document(content))


@dataclass
class _Reader:
    """Reads a document from its first block to its last."""

    pages: WordPages = field(default_factory=WordPages)
    lines: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    heading: str = ""

    def read(self, document: WordDocument) -> WordPages:
        """Return the pages of a document."""
        for block in _blocks(document):
            if block.tag == qn("w:p"):
                self._paragraph(block)
            else:
                self._table(block)
        self.pages.behind = tuple(self.lines)
        return self.pages

    def _paragraph(self, block: _Element) -> None:
        told = own_words(block)
        spoken = spoken_in(paragraph_of(block), self.heading)
        if spoken is not None:
            self._spoken([spoken])
        elif told.strip():
            self.heading = told.strip() if is_heading(told) else self.heading
            self.lines.append(told)
            self.above.append(told)

    def _spoken(self, several: list[Spoken]) -> None:
        if several and not self.pages.spoken:
            self.pages.above = tuple(self.above)
        self.pages.spoken += several

    def _table(self, block: _Element) -> None:
        grid, pages = _grid(block), self.pages
        units = {
            at: unit for at, cell in grid.cells.items() if (unit := _unit_in(_cell_words(cell)))
        }
        sheet = _sheet(grid, f"表{len(pages.tables) + 1}")
        pages.tables.append(WordPage(sheet, tuple(self.lines), units))
        self.lines = []
        self._spoken([one for row, col in grid.cells for one in _spoken_in(grid, row, col)])


def _spoken_in(grid: _Grid, row: int, col: int) -> Iterator[Spoken]:
    """Yield the sentences with room for numbers that stand in a cell, behind its row's words."""
    before = [cell for (at, left), cell in grid.cells.items() if at == row and left < col]
    words = tuple(filter(None, (_cell_words(one).strip() for one in before)))
    for one in map(paragraph_of, _paragraphs(grid.cells[row, col])):
        spoken = spoken_in(one, group=words)
        if spoken is not None and spoken.words()[0].strip():
            yield spoken


def written_document(
    content: bytes, cells: Iterable[Cell], sources: Sequence[Sequence[str]], *, as_of: dt.date
) -> bytes:
    """Return a document with its cells filled in and the table of sources at its end.

    Args:
        content: The blank document.
        cells: Its cells as they are told.
        sources: The table of sources.
        as_of: The reporting date, written where the text leaves room for it.
    """
    document = opened_document(content)
    shown = [cell for cell in cells if cell.shown is not None]
    spoken = _Reader().read(document).spoken
    told = {(one.slot.row, one.slot.col): _spoken(one) for one in shown if one.sheet == TEXT}
    put_in(spoken, told, as_of)
    tables = [block for block in _blocks(document) if block.tag == qn("w:tbl")]
    grids = {f"表{at}": _grid(table) for at, table in enumerate(tables, 1)}
    for cell in shown:
        if cell.sheet in grids:
            _put(grids[cell.sheet].cells[cell.slot.row, cell.slot.col], cell.text)
    added_table(document, sources, _SHARES)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _spoken(cell: Cell) -> str:
    """Return what a blank of a sentence is filled with: a number without idle zeros."""
    return plain(cell.shown) if isinstance(cell.shown, Decimal) else cell.text


def _blocks(document: WordDocument) -> Iterator[_Element]:
    """Yield the paragraphs outside tables and the tables, in order, whatever they are wrapped in.

    What stands in a text box is no paragraph of the page.
    """
    boxed = {qn("w:txbxContent")}
    for block in document.element.body.iter(qn("w:p"), qn("w:tbl")):
        above = {one.tag for one in block.iterancestors()}
        if above & boxed or (block.tag == qn("w:p") and qn("w:tbl") in above):
            continue
        yield block


def _rows(table: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table, or the cells of a row, also those in content controls."""
    for one in table:
        if one.tag == qn(name):
            yield one
        elif one.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}:
            yield from _rows(one, name)


def _grid(table: _Element) -> _Grid:
    """Return a table's cells where they stand, those that Word joined as one range."""
    grid = _Grid()
    above: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(_rows(table, "w:tr"), 1):
        if number > _ROWS_MAX:
            break
        col = 1 + _number(row.find(qn("w:trPr")), "w:gridBefore")
        for cell in _rows(row, "w:tc"):
            properties = cell.find(qn("w:tcPr"))
            right = col + max(_number(properties, "w:gridSpan"), 1) - 1
            joined = None if properties is None else properties.find(qn("w:vMerge"))
            goes_on = joined is not None and joined.get(qn("w:val")) != "restart"
            box = grid.boxes.get(above.get(col, (0, 0))) if goes_on else None
            if box is not None and box.bottom == number - 1:
                grid.boxes[box[:2]] = Box(box.top, box.left, number, max(box.right, right))
            else:
                above[col] = (number, col)
                grid.cells[number, col] = cell
                grid.boxes[number, col] = Box(number, col, number, right)
            col = right + 1
    return grid


def _number(properties: _Element | None, name: str) -> int:
    told = None if properties is None else properties.find(qn(name))
    text = "" if told is None else told.get(qn("w:val"), "")
    return int(text) if text.isdecimal() else 0


def _sheet(grid: _Grid, name: str) -> Sheet:
    """Return a table as a grid of words."""
    rows: dict[int, list[CellValue]] = {}
    for (row, col), cell in grid.cells.items():
        values = rows.setdefault(row, [])
        values += [None] * (grid.boxes[row, col].right - len(values))
        told = _cell_words(cell)
        is_room = _ROOM.fullmatch(told) or _unit_in(told)
        values[col - 1] = None if is_room else told.strip() or None
    merged = tuple(box for box in grid.boxes.values() if box[:2] != box[2:])
    return Sheet(name, rows, merged)


def _unit_in(told: str) -> str:
    """Return the unit of a cell that holds room to write and a unit alone, "" for others."""
    found = _UNIT_BEHIND.fullmatch(told)
    return found[1] if found and unit_of(found[1]) is not None else ""


def _cell_words(cell: _Element) -> str:
    """Return what a cell says, an invitation to type (单击此处输入) left out."""
    own = _paragraphs(cell)
    return "\n".join("" if _invitation(one) is not None else own_words(one) for one in own)


def _paragraphs(cell: _Element) -> list[_Element]:
    """Return the paragraphs of a cell, not those of a table inside it."""
    return [one for one in cell.iter(qn("w:p")) if next(one.iterancestors(qn("w:tc"))) is cell]


def _invitation(paragraph: _Element) -> _Element | None:
    """Return the mark that a content control shows no more than its invitation to type."""
    inside = paragraph.iter(qn("w:showingPlcHdr"))
    around = [
        mark
        for one in paragraph.iterancestors(qn("w:sdt"))
        for mark in one.iterfind(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
    ]
    return next(inside, None) if not around else around[0]


def _put(cell: _Element, text: str) -> None:
    """Write into an empty cell, in the look that typing there would have."""
    paragraph = _paragraphs(cell)[0]
    mark = _invitation(paragraph)
    look = None if mark is not None else paragraph.find(f".//{qn('w:r')}/{qn('w:rPr')}")
    if mark is not None and (around := mark.getparent()) is not None:
        around.remove(mark)
    if look is None:
        look = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    run = OxmlElement("w:r")
    if look is not None:
        run.append(copy.deepcopy(look))
    words = OxmlElement("w:t")
    words.text = f"{text}{_unit_in(_cell_words(cell))}"
    run.append(words)
    runs = list(paragraph.iter(qn("w:r")))
    if not runs:
        paragraph.append(run)
        return
    runs[-1].addnext(run)
    for one in runs:
        for blank in [*one.iterfind(qn("w:t")), *one.iterfind(qn("w:tab"))]:
            one.remove(blank)
