"""The table of sources at the end of a filled template: a row per number. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.forms.marks import Number
    from jiedui.forms.wordtext import Paragraph

HEADS = {
    "zh": ("出处", "模板中的话", "写作", "指标及定义版本", "查询口径", "账至", "说明"),
    "en": ("place", "mark", "written", "figure and version", "asked", "book at entry", "note"),
}
"""Headings of the table, by language."""

_PLACES = (
    ("^正文 ", "body, "), ("^页眉 ", "header, "), ("^页脚 ", "footer, "), ("^脚注 ", "footnotes, "),
    ("^尾注 ", "endnotes, "), (r"第(\d+)段", r"paragraph \1"),
    (r"表(\d+)第(\d+)行第(\d+)格", r"table \1, row \2, cell \3"),
)  # fmt: skip


def sources_of(known_at: int, day: dt.date | None, language: str) -> str:
    """Return the line above the table: how far the book was read, and as of which day."""
    if language == "en":
        return f"Sources: the book up to entry {known_at}{f', as of {day}' if day else ''}"
    return f"数据来源：账至第{known_at}笔{f'，截至{day}' if day else ''}"


def place_of(paragraph: Paragraph, language: str) -> str:
    """Return where a paragraph stands: 正文 表2第1行第4格; body, table 2, row 1, cell 4."""
    place = f"{paragraph.part} {paragraph.place}"
    if language != "en":
        return place
    for zh, en in _PLACES:
        place = re.sub(zh, en, place)
    return place


def annex_row(paragraph: Paragraph, asked: str, told: Number, *, language: str) -> list[str]:
    """Return the row that says where a number of a template comes from, in `zh` or `en`."""
    figure, trace, beside = told.answer.figure, told.answer.trace, len(told.answer.beside)
    why = told.row.why[0 if language == "zh" else 1]
    notes = [why] if why else []
    where = [place_of(paragraph, language), asked, told.words]
    if language == "en":
        notes += [f"for {beside} more it is not stated whether they are inside"] if beside else []
        name, at = f"{figure.en} ({figure.code} v{trace.version})", str(trace.known_at)
        return [*where, name, "; ".join(trace.filters[:-1]), at, "; ".join(notes)]
    notes += [f"另有{beside}笔是否包含在内未列明"] if beside else []
    name, at = f"{figure.zh}（{figure.code} v{trace.version}）", f"第{trace.known_at}笔"
    return [*where, name, "；".join(trace.filters[:-1]), at, "；".join(notes)]
