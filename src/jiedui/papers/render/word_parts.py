"""The parts of a Word file that python-docx has no words for.

Fonts, fields, links, rules. Knows no Django.
"""

# ruff: noqa: SLF001  python-docx has no public door to the elements it wraps.

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import _Footer
    from docx.shape import InlineShape
    from docx.table import Table as WordTable
    from docx.table import _Row
    from docx.text.paragraph import Paragraph as WordParagraph

FALLBACKS = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "FangSong",
    "楷体_GB2312": "KaiTi",
    "黑体": "SimHei",
}
"""What stands in where an office font is missing, by font."""


@dataclass(frozen=True, slots=True)
class Faces:
    """A Chinese and a Latin font, a size in points and a weight."""

    chinese: str
    latin: str
    points: float
    bold: bool = False


TITLE = Faces("方正小标宋简体", "Times New Roman", 22)
HEADING = Faces("黑体", "Arial", 16)
BODY = Faces("仿宋_GB2312", "Times New Roman", 16)
SMALL = Faces("仿宋_GB2312", "Times New Roman", 10.5)
PITCH = 28
"""Points between the lines of an official document's text."""


def set_faces(properties: BaseOxmlElement, faces: Faces, *, bold: bool | None = None) -> None:
    """Write the fonts, the size, the weight and black into run properties."""
    for name in ("w:rFonts", "w:b", "w:color", "w:sz", "w:szCs"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for attribute, font in (
        ("ascii", faces.latin),
        ("hAnsi", faces.latin),
        ("eastAsia", faces.chinese),
        ("cs", faces.latin),
    ):
        fonts.set(qn(f"w:{attribute}"), font)
    weight = OxmlElement("w:b")
    weight.set(qn("w:val"), "1" if (faces.bold if bold is None else bold) else "0")
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "000000")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), str(round(faces.points * 2)))
    for element in (fonts, weight, colour, size):
        properties.append(element)


def add_words(paragraph: WordParagraph, text: str, faces: Faces) -> None:
    """Add words in these faces."""
    set_faces(paragraph.add_run(text)._element.get_or_add_rPr(), faces)


def declare_fonts(word: WordDocument) -> None:
    """Name a second choice for each office font, so that a machine without it keeps the look."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in FALLBACKS.items()
    )
    for relation in word.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            part = relation.target_part
            blob = part.blob.decode("utf-8")
            part._blob = blob.replace("</w:fonts>", f"{rows}</w:fonts>").encode("utf-8")


def indent_two_characters(paragraph: WordParagraph) -> None:
    """Indent the first line by two characters, whatever their size."""
    paragraph.paragraph_format.first_line_indent = Pt(2 * 16)
    properties = paragraph._element.get_or_add_pPr()
    for indent in properties.findall(qn("w:ind")):
        indent.set(qn("w:firstLineChars"), "200")


def add_link(paragraph: WordParagraph, text: str, mark: str, *, faces: Faces) -> None:
    """Add words that lead to a bookmark of the same file."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark)
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    set_faces(run._element.get_or_add_rPr(), faces)
    link.append(run._element)
    paragraph._element.append(link)


def add_bookmark(paragraph: WordParagraph, mark: str, number: int) -> None:
    """Mark a paragraph as the end of links."""
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(name)
        element.set(qn("w:id"), str(number))
        if name == "w:bookmarkStart":
            element.set(qn("w:name"), mark)
        paragraph._element.append(element)


def add_page_number(footer: _Footer, *, right: bool) -> None:
    """Write — 1 — at the outer side, in 四号."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    faces = Faces("宋体", "Times New Roman", 14)
    add_words(paragraph, "— ", faces)
    run = paragraph.add_run()
    set_faces(run._element.get_or_add_rPr(), faces)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)
    add_words(paragraph, " —", faces)
    paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = Pt(14)


def alternative_text(shape: InlineShape, title: str, words: str) -> None:
    """Give a picture its words."""
    properties = shape._inline.docPr
    properties.set("title", title)
    properties.set("descr", words)


def repeat_heading(row: _Row) -> None:
    """Repeat a table's heading row on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def strip_borders(word: WordDocument, style: str) -> None:
    """Take the ruled line of the standard template off a style."""
    properties = word.styles[style].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def set_widths(table: WordTable, widths: list[float]) -> None:
    """Fix the widths of columns, in millimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for one in column.cells:
            one.width = Mm(width)


def rule_table(table: WordTable) -> None:
    """Rule a table: heavy above and below, light between rows, none between columns."""
    borders = parse_xml(
        f"<w:tblBorders {nsdecls('w')}>"
        '<w:top w:val="single" w:sz="12" w:space="0" w:color="000000"/>'
        '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="000000"/>'
        '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="9AA4AF"/>'
        "</w:tblBorders>"
    )
    table._tbl.tblPr.append(borders)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
