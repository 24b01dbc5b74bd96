"""The templates an office starts from: one per kind of publication, made anew whenever asked for.

Each is an ordinary Word document in the layout of official documents (GB/T 9704): an office changes
its words, marks and tables in Word and gives it back. Nothing typed in them is a number. Knows no
Django.
"""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import docx as python_docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from jiedui.kernel.problem import refuse
from jiedui.papers.render.word_parts import (
    BODY,
    HEADING,
    PITCH,
    SMALL,
    TITLE,
    Faces,
    add_page_number,
    add_words,
    declare_fonts,
    indent_two_characters,
    repeat_heading,
    rule_table,
    set_faces,
    strip_borders,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

_NUMERALS = "一二三四五六七八九十"
"""Numbers of headings of the first level (GB/T 9704)."""

_SEAL_SPACE = 3
"""Empty lines kept for the seal between the text and the signature."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of publication.

    Attributes:
        code: Its code, kept with every publication of the kind.
        zh: Its Chinese name; `en` its English one.
        subject: Kind of what one such publication is about, "" for the whole programme.
        lines: Its template: `= ` title, `- ` under it, `# ` heading, `| ` a table's row (first the
            headings), `! ` a chart or table by mark, `~ ` signature, `> ` a note, else a paragraph.
        english: The same in English; a template without Chinese outside its marks is filled so.
    """

    code: str
    zh: str
    en: str
    subject: str
    lines: tuple[str, ...]
    english: tuple[str, ...]


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of publications with a template of their own, by code (starters.toml)."""
    text = files("jiedui.forms").joinpath("starters.toml").read_text(encoding="utf-8")
    return {
        code: Kind(
            code, one["zh"], one["en"], one["subject"],
            *(tuple(one[name].splitlines()) for name in ("lines", "english")),
        )
        for code, one in tomllib.loads(text).items()
    }  # fmt: skip


def kind_of(code: str) -> Kind:
    """Return a kind of publication.

    Raises:
        Refused: There is no such kind.
    """
    if code not in kinds():
        raise refuse("TEMPLATE_KIND_UNKNOWN", found=code[:40], expected="、".join(kinds()))
    return kinds()[code]


def starter(code: str, language: str = "zh") -> bytes:
    """Return the template of a kind as a Word document, in `zh` or `en`.

    Raises:
        Refused: There is no such kind.
    """
    kind = kind_of(code)
    word = python_docx.Document()
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
    set_faces(word.styles["Normal"].element.get_or_add_rPr(), BODY)
    is_zh = language == "zh"
    word.core_properties.title = kind.zh if is_zh else kind.en
    word.core_properties.author = "Jiedui 结对"
    _write(word, kind.lines if is_zh else kind.english)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _numbered(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines with their headings numbered where there are several: 一、 or, in English, 1."""
    heads = [line for line in lines if line.startswith("# ")]
    if len(heads) < 2:
        return lines
    is_chinese = any("一" <= sign <= "鿿" for line in heads for sign in line)
    before = (
        [f"{sign}、" for sign in _NUMERALS] if is_chinese else [f"{at}. " for at in range(1, 11)]
    )
    numbers = dict(zip(heads, before, strict=False))
    return tuple(f"# {numbers[line]}{line[2:]}" if line in numbers else line for line in lines)


def _write(word: WordDocument, lines: tuple[str, ...]) -> None:
    lines = _numbered(lines)
    rows: list[list[str]] = []
    signed = False
    for line in (*lines, ""):
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line[2:].split("|")])
            continue
        if rows:
            _table(word, rows)
            rows = []
        if line.startswith("~ ") and not signed:
            signed = True
            for _ in range(_SEAL_SPACE):
                _line(word, "", BODY)
        if line:
            _paragraph(word, line)


def _paragraph(word: WordDocument, line: str) -> None:
    kind, words = line[:2], line[2:]
    if kind == "= ":
        _line(word, words, TITLE, style="Title", at=WD_ALIGN_PARAGRAPH.CENTER)
    elif kind == "- ":
        _line(
            word, words, Faces("楷体_GB2312", "Times New Roman", 14), at=WD_ALIGN_PARAGRAPH.CENTER
        )
    elif kind == "# ":
        made = _line(word, words, HEADING, style="Heading 1")
        indent_two_characters(made)
    elif kind == "! ":
        _line(word, words, SMALL, at=WD_ALIGN_PARAGRAPH.CENTER)
    elif kind == "> ":
        _line(word, words, SMALL)
    elif kind == "~ ":
        _line(word, words, BODY, at=WD_ALIGN_PARAGRAPH.RIGHT)
    elif line.startswith(("表：", "Table: ")):
        _line(word, line, Faces("黑体", "Arial", 12), at=WD_ALIGN_PARAGRAPH.CENTER)
    else:
        made = _line(word, line, BODY, at=WD_ALIGN_PARAGRAPH.JUSTIFY)
        indent_two_characters(made)


def _line(
    word: WordDocument,
    words: str,
    faces: Faces,
    *,
    style: str = "Normal",
    at: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> WordParagraph:
    made = word.add_paragraph(style=style)
    if style != "Normal":
        set_faces(word.styles[style].element.get_or_add_rPr(), faces, bold=False)
    made.alignment = at
    form = made.paragraph_format
    form.space_before = Pt(12 if style.startswith("Heading") else 0)
    form.space_after = Pt(6 if style != "Normal" else 0)
    if not words.startswith(("【图", "【表")):
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(
            max(PITCH, faces.points * 1.5) if faces.points > SMALL.points else 18
        )
    add_words(made, words, faces)
    return made


def _table(word: WordDocument, rows: list[list[str]]) -> None:
    made = word.add_table(rows=len(rows), cols=len(rows[0]))
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    rule_table(made)
    repeat_heading(made.rows[0])
    for number, (row, cells) in enumerate(zip(made.rows, rows, strict=True)):
        for at, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            inside = cell.paragraphs[0]
            inside.paragraph_format.line_spacing = 1.1
            if at:
                inside.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            add_words(inside, words, SMALL if number else Faces("黑体", "Arial", 10.5, bold=True))
