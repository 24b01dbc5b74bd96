"""Bars and tables of a template: 【图：各县帮扶资金，万元】, 【表：各县培训人次】.

A bar is drawn for an amount that somebody stated; its words say when it is not exact. The table
stands under the bars with every row, known or not. Knows no Django.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import docx as python_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from jiedui.figures.catalogue import DIMENSIONS
from jiedui.figures.trace import cell_question
from jiedui.forms.marks import Number
from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, PROJECT_STATES, SOURCES
from jiedui.kernel.quantity import UNITS
from jiedui.papers.document import Chart, Table, Text
from jiedui.papers.document import Number as DocumentNumber
from jiedui.papers.drawing import png
from jiedui.papers.look import INK, rows_axis, theme
from jiedui.papers.numbers import shown_for, words
from jiedui.papers.render.word_parts import Faces, add_words, alternative_text, rule_table
from jiedui.publish.names import place_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from jiedui.figures.model import Answer, AnswerRow
    from jiedui.papers.numbers import Style

_VOCABULARIES = (SOURCES, CATEGORIES, PAIRING_KINDS, PROJECT_STATES)
_REST = {"zh": "未分列", "en": "not broken down"}
_BAR, _WIDTH = 34, 520
_COLOUR = "#1d4f8a"
_FACES = Faces("仿宋_GB2312", "Times New Roman", 10.5)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One chart or table of a template.

    Attributes:
        key: 图1, 表2.
        table: Its rows as words and numbers.
        chart: Its bars; None for a table alone, or when nothing can be drawn.
        told: Its numbers, by key.
    """

    key: str
    table: Table
    chart: Chart | None
    told: Mapping[str, Number]


def breakdown(
    kind: str, key: str, *, answer: Answer, style: Style, language: str = "zh"
) -> Breakdown:
    """Return an answer broken down by one dimension as a table, and as bars for `图`."""
    name = answer.question.by[0]
    bare = replace(style, bare=True)
    told = []
    for row in answer.rows:
        value = dict(row.by)[name]
        if value is None and row.value.is_exact and not row.value.stated:
            continue
        asked = replace(answer, question=cell_question(answer.question, dict(row.by)))
        label = _label(value, language)
        told.append((label, Number(words(row, bare, language), asked, row, bare)))
    head = DIMENSIONS[name].zh if language == "zh" else DIMENSIONS[name].en.capitalize()
    return drawn(kind, key, head, told=told, language=language)


def drawn(
    kind: str,
    key: str,
    head: str,
    *,
    told: Sequence[tuple[str, Number | None]],
    language: str = "zh",
) -> Breakdown:
    """Return numbers with their labels as a table, and as bars for `图`.

    Args:
        kind: `图` or `表`.
        key: 图1, 表2.
        head: Heading of the labels.
        told: Labels and numbers without units; None where the book has none.
        language: The language of the caption.
    """
    numbers = {f"{key}.{label}": one for label, one in told if one is not None}
    first = next(iter(numbers.values()), None)
    caption = ""
    if first is not None:
        figure = first.answer.figure
        shown = shown_for(figure.unit, first.style)
        caption = f"{figure.zh}（{shown.zh}）"
        if language == "en":
            name = f"{figure.en[:1].upper()}{figure.en[1:]}"
            caption = name if shown.en in name.casefold() else f"{name} ({shown.en})"
    rows = tuple(
        (Text(label), Text("—") if one is None else DocumentNumber(f"{key}.{label}", one.words))
        for label, one in told
    )
    table = Table(key, caption, (head, caption), rows, stub=1)
    values = [bar for label, one in told if one for bar in _bar(label, one.row, one.words)]
    chart = None
    if kind == "图" and values:
        alt = "；".join(f"{one['row']} {one['label']}" for one in values)
        chart = Chart(key, caption, alt, _spec(values), "vega-lite", table)
    return Breakdown(key, table, chart, numbers)


def _label(value: str | None, language: str) -> str:
    if value is None:
        return _REST[language]
    code = next((some[value] for some in _VOCABULARIES if value in some), None)
    if code is not None:
        return code.zh if language == "zh" else code.en
    if value.isdigit() and len(value) == len("2017"):
        return f"{value}年" if language == "zh" else value
    return place_words(value, language)


def _bar(label: str, row: AnswerRow, said: str) -> list[dict[str, Any]]:
    stated = row.value.stated
    if not isinstance(stated, int) or stated <= 0:
        return []
    scale = 1_000_000 if UNITS[row.unit].is_money else UNITS[row.unit].scale
    return [{"row": label, "end": stated / scale, "label": said}]


def _spec(values: list[dict[str, Any]]) -> dict[str, Any]:
    y = rows_axis([one["row"] for one in values], inner=0.4)
    x = {"field": "end", "type": "quantitative", "axis": None}
    return {
        "$schema": "https" + "://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "height": {"step": _BAR},
        "padding": {"left": 4, "top": 6, "right": 90, "bottom": 4},
        "config": theme(),
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "color": _COLOUR}, "encoding": {"y": y, "x": x}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"y": y, "x": x, "text": {"field": "label"}},
            },
        ],
    }


def in_word(content: bytes, breakdowns: Mapping[str, Breakdown]) -> bytes:
    """Return a filled document with bars and tables where their tokens stand."""
    if not breakdowns:
        return content
    word = python_docx.Document(io.BytesIO(content))
    for paragraph in list(word.paragraphs):
        one = breakdowns.get(paragraph.text.strip())
        if one is not None:
            _put(word, paragraph, one)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _put(word: WordDocument, paragraph: WordParagraph, one: Breakdown) -> None:
    """Draw the bars in the paragraph of a token, and set the table after it."""
    paragraph.clear()  # type: ignore[no-untyped-call]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = None
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.space_before = Pt(6)
    if one.chart is not None:
        picture = paragraph.add_run().add_picture(io.BytesIO(png(one.chart)), width=Mm(150))
        alternative_text(picture, one.chart.caption, one.chart.alt)
    else:
        add_words(paragraph, one.table.caption, _FACES)
    made = word.add_table(rows=1 + len(one.table.rows), cols=len(one.table.columns))
    rule_table(made)
    lines = [tuple(Text(head) for head in one.table.columns), *one.table.rows]
    for row, cells in zip(made.rows, lines, strict=True):
        for at, (cell, span) in enumerate(zip(row.cells, cells, strict=True)):
            inside = cell.paragraphs[0]
            if at:
                inside.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            add_words(inside, span.text, _FACES)
    paragraph._element.addnext(made._tbl)  # noqa: SLF001  Moved from the end to its place.
