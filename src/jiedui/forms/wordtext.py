"""The words of a Word document, paragraph by paragraph, wherever Word keeps them, and put back.

Body, tables, text boxes, headers, footers, foot- and endnotes. Word splits words over runs as it
likes: a paragraph is read as one text, and what is put in goes into the run where it begins, so the
look stays. Knows no Django.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Mm
from lxml import etree

from jiedui.exchange.archive import open_archive, xml_part
from jiedui.exchange.grid import unreadable
from jiedui.forms.writing import parsed, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.table import Table

_WORD = "http" + "://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{" + "http" + "://www.w3.org/XML/1998/namespace}space"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_NAMES = {
    "document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注",
}  # fmt: skip
_BREAKS = {"tab", "br", "cr"}
_EMU_PER_TWENTIETH = 635
"""Word's own measure in a twentieth of a point."""

_SHARES = (8, 19, 10, 15, 22, 7, 19)
"""Widths of the columns of sources, one to the other."""
_NO_DOCUMENT = (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError)
"""What a package that is no document makes of the library that opens it."""


def tag(name: str) -> str:
    """Return a name of Word's own vocabulary as the library wants it."""
    return f"{{{_WORD}}}{name}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: the element that holds it (None: a tab or a break), its words.

    Attributes:
        element: The text's element.
        words: What it says.
        is_field: Whether Word works it out by itself (a page number).
    """

    element: etree._Element | None
    words: str
    is_field: bool = False

    @property
    def is_underlined(self) -> bool:
        """Whether a line is drawn under it."""
        run = None if self.element is None else self.element.getparent()
        line = None if run is None else run.find(f"{tag('rPr')}/{tag('u')}")
        return line is not None and line.get(tag("val"), "single") != "none"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its place: 正文 第3段, 正文 表2 第1行第4格, 页脚 第1段."""

    part: str
    place: str
    pieces: tuple[Piece, ...]
    element: etree._Element

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(one.words for one in self.pieces)

    @property
    def underlined(self) -> list[bool]:
        """Whether each sign of its words is underlined."""
        return [one.is_underlined for one in self.pieces for _ in one.words]

    def put(self, put: Sequence[tuple[int, int, str]]) -> None:
        """Write words in place of spans of its text; each begins where its span began."""
        at = 0
        for one in self.pieces:
            end = at + len(one.words)
            if one.element is not None:
                words = _changed(one.words, at, put)
                if words != one.words:
                    one.element.text = words
                    one.element.set(_SPACE, "preserve")
            at = end


def _changed(words: str, at: int, put: Sequence[tuple[int, int, str]]) -> str:
    """Return the words of a piece that begins at a position, with its share of what is put in."""
    kept: list[str] = []
    done = at
    for start, end, fresh in put:
        if end <= at or start >= at + len(words):
            continue
        kept.append(words[done - at : max(start, done) - at])
        kept.append(fresh if start >= at else "")
        done = min(end, at + len(words))
    return "".join([*kept, words[done - at :]])


@dataclass(frozen=True, slots=True)
class WordText:
    """A document opened: its paragraphs, in order, and the trees they stand in."""

    content: bytes
    paragraphs: tuple[Paragraph, ...]
    trees: Mapping[str, etree._Element]

    def written(self, annex: Sequence[Sequence[str]]) -> bytes:
        """Return the document as its paragraphs are now, with a table on a new last page.

        Args:
            annex: The page's title, the headings, then the rows.
        """
        out = io.BytesIO()
        with (
            open_archive(self.content) as archive,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
        ):
            for entry in archive.infolist():
                tree = self.trees.get(entry.filename)
                copy.writestr(entry, archive.read(entry) if tree is None else rendered(tree))
        document = Document(out)
        added_table(document, annex, _SHARES)
        done = io.BytesIO()
        document.save(done)
        return done.getvalue()


def added_table(
    document: WordDocument, annex: Sequence[Sequence[str]], shares: Sequence[int]
) -> None:
    """Add a table of texts on a new last page, in small print, its headings on every page.

    Args:
        document: What it is added to.
        annex: The page's title, the headings, then the rows.
        shares: Widths of the columns, one to the other.
    """
    document.element.body.get_or_add_sectPr()
    title = document.add_paragraph(annex[0][0])
    title.paragraph_format.page_break_before = True
    table = document.add_table(rows=0, cols=len(annex[1]))
    _fill(table, annex[1:], shares, section=document.sections[-1])


def _fill(
    table: Table, rows: Sequence[Sequence[str]], shares: Sequence[int], *, section: Section
) -> None:
    _rule(table)
    table.autofit = False
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    room = max((section.page_width or Mm(210)) - margins, Mm(100))
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(room * share // sum(shares))
    widths = [room * share // sum(shares) // _EMU_PER_TWENTIETH for share in shares]
    for at, told in enumerate(rows):
        heads = "" if at else "<w:trPr><w:tblHeader/></w:trPr>"
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing '
            'w:after="0"/></w:pPr><w:r><w:rPr><w:sz w:val="16"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(_printable(text))}</w:t></w:r></w:p></w:tc>'
            for text, width in zip(told, widths, strict=True)
        )
        table._tbl.append(parse_xml(f"<w:tr {nsdecls('w')}>{heads}{cells}</w:tr>"))  # noqa: SLF001


def _printable(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _rule(table: Table) -> None:
    """Draw a table's lines; an office's template need not know a style for it."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = etree.SubElement(borders, tag(side))
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(tag(name), value)
    properties = table._tbl.tblPr  # noqa: SLF001  The library has no word for lines.
    look = properties.find(tag("tblLayout"))
    if look is None:
        look = properties.find(tag("tblLook"))
    if look is None:
        properties.append(borders)
    else:
        look.addprevious(borders)


def opened_text(content: bytes) -> WordText:
    """Return the words of a document.

    Raises:
        UnreadableError: It is no Word document, damaged, declares entities of its own, or unpacks
            to too much.
    """
    trees = _trees(content)
    _document(content, trees)
    return WordText(content, _all_paragraphs(trees), trees)


def opened_document(content: bytes) -> WordDocument:
    """Return a document to change, every part checked before.

    Raises:
        UnreadableError: As `opened_text`.
    """
    return _document(content, _trees(content))


def _document(content: bytes, trees: Mapping[str, etree._Element]) -> WordDocument:
    if "word/document.xml" not in trees:
        raise unreadable("CORRUPT_FILE", "no document in the archive", "a Word document")
    try:
        document = Document(io.BytesIO(content))
        if document.element.find(tag("body")) is None:
            raise unreadable("CORRUPT_FILE", "a document without a body", "a Word document")
    except _NO_DOCUMENT as error:
        raise unreadable("CORRUPT_FILE", "a damaged document", "a Word document") from error
    return document


def own_words(paragraph: etree._Element) -> str:
    """Return what a paragraph says, without the text boxes in it; a tab is a wide gap."""
    told: list[str] = []
    for one in paragraph.iter(tag("t"), *map(tag, sorted(_BREAKS))):
        if next(one.iterancestors(tag("p")), None) is not paragraph:
            continue
        kind = etree.QName(one).localname
        if kind == "t":
            told.append(one.text or "")
        elif next(one.iterancestors(tag("r")), None) is not None:
            told.append("  " if kind == "tab" else "\n")
    return "".join(told)


def _all_paragraphs(trees: Mapping[str, etree._Element]) -> tuple[Paragraph, ...]:
    order = sorted(trees, key=lambda name: (name != "word/document.xml", name))
    return tuple(one for name in order for one in _paragraphs(name, trees[name]))


def paragraph_of(element: etree._Element) -> Paragraph:
    """Return a paragraph of a document by its element, without its place."""
    return Paragraph("", "", tuple(_pieces(element)), element)


def row_of(paragraph: Paragraph) -> etree._Element:
    """Return the row of a table a paragraph stands in; the paragraph itself outside tables."""
    row: etree._Element | None = next(paragraph.element.iterancestors(tag("tr")), None)
    return paragraph.element if row is None else row


def again(document: WordText) -> WordText:
    """Return a document whose trees were changed, with its paragraphs as they are now."""
    return WordText(document.content, _all_paragraphs(document.trees), document.trees)


def _trees(content: bytes) -> dict[str, etree._Element]:
    """Return the parts that hold words; every part is checked before anything is made of it."""
    trees: dict[str, etree._Element] = {}
    with open_archive(content) as archive:
        names = archive.namelist()
        if len(set(names)) < len(names):
            raise unreadable("CORRUPT_FILE", "a part that is there twice", "a Word document")
        for name in names:
            if name.endswith((".xml", ".rels")):
                xml_part(archive, name)
            if _PARTS.fullmatch(name):
                try:
                    trees[name] = parsed(archive.read(name))
                except etree.XMLSyntaxError as error:
                    raise unreadable("CORRUPT_FILE", f"{name} is no sound XML") from error
    return trees


def _paragraphs(name: str, tree: etree._Element) -> Iterator[Paragraph]:
    match = _PARTS.fullmatch(name)
    part = _NAMES[match[1].rstrip("0123456789")] if match else name
    tables = {table: at for at, table in enumerate(tree.iter(tag("tbl")), 1)}
    number = 0
    for one in tree.iter(tag("p")):
        pieces = tuple(_pieces(one))
        cell = next(one.iterancestors(tag("tc")), None)
        if not any(piece.words.strip() for piece in pieces):
            continue
        number += cell is None
        yield Paragraph(part, f"第{number}段" if cell is None else _cell(cell, tables), pieces, one)


def _cell(cell: etree._Element, tables: Mapping[etree._Element, int]) -> str:
    row = next(cell.iterancestors(tag("tr")))
    table = next(cell.iterancestors(tag("tbl")))
    rows = list(row.itersiblings(tag("tr"), preceding=True))
    cells = list(cell.itersiblings(tag("tc"), preceding=True))
    return f"表{tables[table]}第{len(rows) + 1}行第{len(cells) + 1}格"


def _pieces(paragraph: etree._Element) -> Iterator[Piece]:
    """Yield the pieces that are this paragraph's own, not those of a text box inside it."""
    depth = 0
    for one in paragraph.iter(tag("t"), tag("fldChar"), *map(tag, sorted(_BREAKS))):
        if next(one.iterancestors(tag("p")), None) is not paragraph:
            continue
        kind = etree.QName(one).localname
        if kind == "fldChar":
            depth += {"begin": 1, "end": -1}.get(one.get(tag("fldCharType"), ""), 0)
        elif kind == "t":
            is_field = depth > 0 or next(one.iterancestors(tag("fldSimple")), None) is not None
            yield Piece(one, one.text or "", is_field)
        elif next(one.iterancestors(tag("r")), None) is not None:
            yield Piece(None, " ")
