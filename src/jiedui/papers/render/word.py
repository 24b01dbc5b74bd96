"""A document as Word, set as an official document.

Margins, line pitch, fonts and page numbers of GB/T 9704.

Fonts are named as offices have them (方正小标宋, 仿宋, 黑体) with a free face as the second
choice for machines without them. Every number is a link to its row in the list of sources at the
end. Knows no Django.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx as python_docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from jiedui.papers.document import Chart, Heading, Number, Paragraph
from jiedui.papers.drawing import png
from jiedui.papers.render.derivation import facts_of
from jiedui.papers.render.widths import is_numeric, shares
from jiedui.papers.render.word_parts import (
    BODY,
    HEADING,
    PITCH,
    SMALL,
    TITLE,
    Faces,
    add_bookmark,
    add_link,
    add_page_number,
    add_words,
    alternative_text,
    declare_fonts,
    indent_two_characters,
    repeat_heading,
    rule_table,
    set_faces,
    set_widths,
    strip_borders,
)
from jiedui.papers.render.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from jiedui.papers.document import Block, Document, Span, Table
    from jiedui.papers.frozen import Frozen

_QUOTE = Faces("楷体_GB2312", "Times New Roman", 14)
_WIDTH_MM = 156


def docx(document: Document, figures: Mapping[str, Frozen], stamp: str) -> bytes:
    """Return the document as a Word file."""
    word = python_docx.Document()
    _page(word)
    _properties(word, document, stamp)
    _line(word, document.title, TITLE, centred=True, level=0)
    _line(word, document.subtitle, _QUOTE, centred=True)
    order = {number.key: at for at, number in enumerate(_once(document, figures), start=1)}
    for block in document.blocks:
        _block(word, block, document.language, order=order)
    _sources(word, figures, document.language, order=order)
    _line(word, stamp, SMALL)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _once(document: Document, figures: Mapping[str, Frozen]) -> list[Number]:
    first: dict[str, Number] = {}
    for number in document.numbers():
        if number.key in figures:
            first.setdefault(number.key, number)
    return list(first.values())


def _page(word: WordDocument) -> None:
    """Set A4 with the margins of an official document and page numbers outside on both sides."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    word.settings.odd_and_even_pages_header_footer = True
    add_page_number(section.footer, right=True)
    add_page_number(section.even_page_footer, right=False)
    declare_fonts(word)
    strip_borders(word, "Title")
    style = word.styles["Normal"]
    set_faces(style.element.get_or_add_rPr(), BODY)


def _properties(word: WordDocument, document: Document, stamp: str) -> None:
    properties = word.core_properties
    properties.title, properties.subject = document.title, document.subtitle
    properties.language = "zh-CN" if document.language == "zh" else "en"
    properties.author, properties.comments, properties.keywords = (
        "Jiedui 结对",
        stamp,
        document.report,
    )


def _block(word: WordDocument, block: Block, language: str, *, order: Mapping[str, int]) -> None:
    if isinstance(block, Heading):
        _line(word, block.text, HEADING, level=1)
    elif isinstance(block, Paragraph):
        faces = SMALL if block.role == "note" else BODY
        prose = _prose(word, block.spans, faces, language=language, order=order)
        if block.role == "sign":
            prose.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif isinstance(block, Chart):
        _picture(word, block)
        _table(word, block.table, order=order)
        for note in block.notes:
            _line(word, note, SMALL)
    else:
        _table(word, block, order=order)


def _line(
    word: WordDocument, text: str, faces: Faces, *, centred: bool = False, level: int | None = None
) -> WordParagraph:
    """Add a paragraph of words; `level` 0 is the title, 1 a heading."""
    style = {None: "Normal", 0: "Title", 1: "Heading 1"}[level]
    paragraph = word.add_paragraph(style=style)
    if level is not None:
        set_faces(word.styles[style].element.get_or_add_rPr(), faces, bold=False)
        paragraph.paragraph_format.space_before = Pt(0 if level == 0 else 12)
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.paragraph_format.keep_with_next = True
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _pitch(paragraph, faces)
    add_words(paragraph, text, faces)
    return paragraph


def _pitch(paragraph: WordParagraph, faces: Faces) -> None:
    line = paragraph.paragraph_format
    line.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.line_spacing = Pt(max(PITCH, faces.points * 1.5) if faces.points > 12 else 18)


def _prose(
    word: WordDocument,
    spans: tuple[Span, ...],
    faces: Faces,
    *,
    language: str,
    order: Mapping[str, int],
) -> WordParagraph:
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(0 if language == "zh" else 6)
    if language == "zh":
        indent_two_characters(paragraph)
    _pitch(paragraph, faces)
    for span in spans:
        _add_span(paragraph, span, faces, order=order)
    return paragraph


def _add_span(
    paragraph: WordParagraph, span: Span, faces: Faces, *, order: Mapping[str, int]
) -> None:
    if isinstance(span, Number) and span.key in order:
        add_link(paragraph, span.text, f"n{order[span.key]}", faces=faces)
    else:
        add_words(paragraph, span.text, faces)


def _picture(word: WordDocument, chart: Chart) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(6)
    run = paragraph.add_run()
    alternative_text(
        run.add_picture(io.BytesIO(png(chart)), width=Mm(_WIDTH_MM)), chart.caption, chart.alt
    )


def _table(word: WordDocument, table: Table, *, order: Mapping[str, int]) -> None:
    caption = _line(word, table.caption, Faces("黑体", "Arial", 12), centred=True)
    caption.paragraph_format.keep_with_next = True
    made = word.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    rule_table(made)
    set_widths(made, _widths(table))
    repeat_heading(made.rows[0])
    size = 10.5 if len(table.columns) < 7 else 9.5
    for at, name in enumerate(table.columns):
        _fill(made.cell(0, at).paragraphs[0], name, is_number=is_numeric(table, at), size=size)
    for number, row in enumerate(table.rows):
        cells = made.rows[number + 1].cells
        for at, span in enumerate(row):
            paragraph = cells[at].paragraphs[0]
            _fill(paragraph, "", is_number=is_numeric(table, at), size=size)
            _add_span(
                paragraph,
                span,
                Faces(SMALL.chinese, SMALL.latin, size, bold=number in table.totals),
                order=order,
            )
    for note in table.notes:
        _line(word, note, SMALL)


def _widths(table: Table) -> list[float]:
    """Return column widths in millimetres."""
    parts = shares(table)
    return [_WIDTH_MM * part / sum(parts) for part in parts]


def _fill(paragraph: WordParagraph, heading: str, *, is_number: bool, size: float) -> None:
    """Set a cell's paragraph; `heading` is bold words, "" where the cell's own words follow."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.line_spacing = 1.1
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if heading:
        add_words(paragraph, heading, Faces("黑体", "Arial", size, bold=True))


def _sources(
    word: WordDocument, figures: Mapping[str, Frozen], language: str, *, order: Mapping[str, int]
) -> None:
    """List where each number comes from, each with a bookmark its links lead to; if any does."""
    if order:
        _line(word, say("derivations", language), HEADING, level=1)
    for key, at in order.items():
        frozen = figures[key]
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        _pitch(paragraph, SMALL)
        add_bookmark(paragraph, f"n{at}", at)
        stop = "。" if language == "zh" else ". "
        head = f"[{at}] {frozen.text[language]} · {frozen.name[language]}{stop}"
        add_words(paragraph, head, Faces("黑体", "Arial", 10.5))
        facts = facts_of(frozen, language, is_print=True)
        colon, joint = ("：", "；") if language == "zh" else (": ", "; ")
        words = joint.join(f"{label}{colon}{text}" for label, text in facts)
        add_words(paragraph, words, SMALL)
