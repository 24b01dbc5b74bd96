"""Tables of a Word form as pages, and what is filled in written back into the document.

Each table is a sheet of its own (表1, 表2 …); the paragraphs before it are its captions, those
after it its notes. Everything else of the document stays as it is. Knows no Django.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from jiedui.exchange.archive import open_archive, xml_part
from jiedui.exchange.grid import Box, Sheet, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable

    from jiedui.exchange.grid import CellValue
    from jiedui.forms.cells import Cell

_ROWS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class WordPage:
    """A table of a document.

    Attributes:
        sheet: Its cells as a grid.
        before: The paragraphs between the table before it and itself.
        after: The paragraphs up to the next table.
    """

    sheet: Sheet
    before: tuple[str, ...]
    after: tuple[str, ...]


def is_word(content: bytes) -> bool:
    """Whether an archive is a Word document."""
    return content.startswith(b"PK") and b"word/document.xml" in content


def word_pages(content: bytes) -> list[WordPage]:
    """Return the tables of a document.

    Raises:
        UnreadableError: It is damaged, declares entities of its own, or unpacks to too much.
    """
    document = _opened(content)
    found: list[WordPage] = []
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines += [block.text] if block.text.strip() else []
            continue
        if found:
            found[-1] = WordPage(found[-1].sheet, found[-1].before, tuple(lines))
        found.append(WordPage(_sheet(block, f"表{len(found) + 1}"), tuple(lines), ()))
        lines = []
    if found:
        found[-1] = WordPage(found[-1].sheet, found[-1].before, tuple(lines))
    return found


def written_document(
    content: bytes, cells: Iterable[Cell], sources: Sequence[Sequence[str]]
) -> bytes:
    """Return a document with its cells filled in and the table of sources at its end."""
    document = _opened(content)
    tables = {f"表{at}": table for at, table in enumerate(document.tables, 1)}
    for cell in cells:
        if cell.shown is not None:
            place = tables[cell.sheet].cell(cell.slot.row - 1, cell.slot.col - 1)
            place.paragraphs[0].add_run(cell.text)
    document.add_paragraph().paragraph_format.page_break_before = True
    document.add_paragraph(sources[0][0])
    table = document.add_table(rows=0, cols=len(sources[1]))
    for told in sources[1:]:
        for target, text in zip(table.add_row().cells, told, strict=True):
            target.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _opened(content: bytes) -> WordDocument:
    with open_archive(content) as archive:
        if xml_part(archive, "word/document.xml") is None:
            raise unreadable("CORRUPT_FILE", "no document in the archive", "a Word document")
    try:
        return Document(io.BytesIO(content))
    except (PackageNotFoundError, XMLSyntaxError, AttributeError, KeyError, ValueError) as error:
        raise unreadable("CORRUPT_FILE", "a damaged document", "a Word document") from error


def _sheet(table: WordTable, name: str) -> Sheet:
    """Return a table as a grid; cells that Word joined are one range."""
    rows: dict[int, list[CellValue]] = {}
    boxes: dict[object, Box] = {}
    for number, row in enumerate(table.rows[:_ROWS_MAX] if len(table.rows) else [], 1):
        values: list[CellValue] = []
        for col, cell in enumerate(row.cells, 1):
            box = boxes.get(cell._tc)  # noqa: SLF001  Joined cells are one and the same element.
            if box is None:
                boxes[cell._tc] = Box(number, col, number, col)  # noqa: SLF001
                values.append(cell.text.strip() or None)
                continue
            boxes[cell._tc] = Box(box.top, box.left, number, max(box.right, col))  # noqa: SLF001
            values.append(None)
        rows[number] = values
    merged = tuple(box for box in boxes.values() if box[:2] != box[2:])
    return Sheet(name, rows, merged)
