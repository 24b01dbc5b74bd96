"""A filled template as a document of blocks: for the page, PDF, workbook and open data.

Headings are paragraphs with a heading's style; the title is the paragraph with the title's style,
else the first one. A table's first row is its heading. Knows no Django.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx as python_docx

from jiedui.forms.wordtext import tag
from jiedui.papers.document import Document, Heading, Number, Paragraph, Table, Text
from jiedui.papers.typography import set_in_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from jiedui.forms.officetemplate import Piece, WrittenReport
    from jiedui.papers.document import Block, Span

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:附?表|单位\s*[::]|Table\b)")
_CAPTION_MAX = 60


def as_document(report: str, made: WrittenReport) -> Document:
    """Return a filled template as a document in the language it is written in.

    Args:
        report: The kind of publication.
        made: The filled template.
    """
    document = _Reader(report, made).document()
    return set_in_chinese(document) if made.language == "zh" else document


class _Reader:
    def __init__(self, report: str, made: WrittenReport) -> None:
        self.report, self.made = report, made
        self.title = self.subtitle = ""
        word = python_docx.Document(io.BytesIO(made.document.content))
        self.styles = {style.style_id: str(style.name) for style in word.styles}
        self.tables = 0
        self.seen = False

    def document(self) -> Document:
        """Return the document."""
        body = self.made.document.trees["word/document.xml"].find(tag("body"))
        blocks = [] if body is None else list(self._blocks(body))
        if not self.title:
            at = next(
                (at for at, one in enumerate(blocks) if isinstance(one, Paragraph | Heading)), None
            )
            if at is not None:
                self.title = _words(blocks.pop(at))
        language = self.made.language
        return Document(self.report, language, self.title, self.subtitle, tuple(_captioned(blocks)))

    def _blocks(self, body: etree._Element) -> Iterator[Block]:
        for one in body:
            if one.tag == tag("p"):
                yield from self._paragraph(one)
            elif one.tag == tag("tbl"):
                table = self._table(one)
                if table is not None:
                    yield table
            elif one.tag == tag("sdt"):
                inside = one.find(tag("sdtContent"))
                if inside is not None:
                    yield from self._blocks(inside)

    def _paragraph(self, one: etree._Element) -> Iterator[Block]:
        spans = _spans(self.made.pieces.get(one, ()))
        words = "".join(span.text for span in spans).strip()
        drawn = self.made.breakdowns.get(words)
        if drawn is not None:
            yield drawn.chart or drawn.table
            return
        if not words:
            return
        style = one.find(f"{tag('pPr')}/{tag('pStyle')}")
        name = self.styles.get(style.get(tag("val"), ""), "") if style is not None else ""
        level = _HEADING.search(name)
        if name.casefold() in ("title", "标题") and not self.title:
            self.title = words
        elif self.title and not self.seen and not self.subtitle and _is_centred(one):
            self.subtitle = words
        elif level and all(isinstance(span, Text) for span in spans):
            self.seen = True
            yield Heading(1 if level[1] in "12" else 2, words)
        else:
            self.seen = True
            yield Paragraph(spans)

    def _table(self, one: etree._Element) -> Table | None:
        rows = [self._row(row) for row in one.iter(tag("tr"))]
        width = max(map(len, rows), default=0)
        if not width or len(rows) < 1:
            return None
        self.tables += 1
        filled = [(*row, *[Text("")] * (width - len(row))) for row in rows]
        heads = tuple(cell.text for cell in filled[0])
        stub = 0
        while stub < width and not any(isinstance(row[stub], Number) for row in filled[1:]):
            stub += 1
        key = f"table-{self.tables}"
        return Table(key, "", heads, tuple(filled[1:]), stub=max(1, min(stub, width - 1)))

    def _row(self, row: etree._Element) -> list[Span]:
        cells: list[Span] = []
        for cell in row.iterchildren(tag("tc")):
            spans = [
                span
                for inside in cell.iter(tag("p"))
                for span in _spans(self.made.pieces.get(inside, ()))
            ]
            words = "".join(span.text for span in spans)
            number = next((span for span in spans if isinstance(span, Number)), None)
            cells.append(Text(words) if number is None else Number(number.key, words))
            width = cell.find(f"{tag('tcPr')}/{tag('gridSpan')}")
            if width is not None:
                cells += [Text("")] * (int(width.get(tag("val"), "1")) - 1)
        return cells


def _is_centred(one: etree._Element) -> bool:
    side = one.find(f"{tag('pPr')}/{tag('jc')}")
    return side is not None and side.get(tag("val")) == "center"


def _spans(pieces: tuple[Piece, ...]) -> tuple[Span, ...]:
    return tuple(
        Number(one.key, one.words) if one.key else Text(one.words) for one in pieces if one.words
    )


def _words(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    return "".join(span.text for span in block.spans) if isinstance(block, Paragraph) else ""


def _captioned(blocks: list[Block]) -> Iterator[Block]:
    """Give each table the short line before it as its caption, where that is one."""
    for at, one in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(after, Table) and not after.caption and _is_caption(one):
            continue
        if isinstance(one, Table) and not one.caption:
            before = blocks[at - 1] if at else None
            words = _words(before) if before is not None and _is_caption(before) else ""
            heading = next((b.text for b in reversed(blocks[:at]) if isinstance(b, Heading)), "")
            caption = words or heading or one.key
            yield Table(one.key, caption, one.columns, one.rows, one.stub)
            continue
        yield one


def _is_caption(block: Block) -> bool:
    words = _words(block)
    return (
        isinstance(block, Paragraph)
        and bool(words)
        and len(words) <= _CAPTION_MAX
        and (bool(_CAPTION.match(words)) or words.endswith(("表", "情况")))
    )
