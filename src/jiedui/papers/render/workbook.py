"""A document as a workbook.

One sheet per table, numbers as numbers, and a sheet of sources. Knows no Django.
"""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jiedui.papers.document import Chart, Number, Paragraph, Table
from jiedui.papers.drawing import png
from jiedui.papers.render.derivation import cells_in_words
from jiedui.papers.render.widths import is_numeric, is_wordy
from jiedui.papers.render.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jiedui.papers.document import Document, Span
    from jiedui.papers.frozen import Frozen

_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
A4 = 9
"""The paper's number in workbooks."""

_FONT = {"font_name": "宋体", "font_size": 11}


def xlsx(document: Document, figures: Mapping[str, Frozen], stamp: str) -> bytes:
    """Return the document's tables and pictures as a workbook, with its prose and its sources."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": document.title, "subject": document.subtitle, "comments": stamp})
    looks = _looks(book)
    _prose(book.add_worksheet(say("report", document.language)), document, stamp, looks=looks)
    drawn = [block for block in document.blocks if isinstance(block, Table | Chart)]
    for at, block in enumerate(drawn, start=1):
        table = block.table if isinstance(block, Chart) else block
        sheet = book.add_worksheet(_sheet_name(table.caption, at))
        _table(sheet, table, looks)
        if isinstance(block, Chart):
            picture = {
                "image_data": io.BytesIO(png(block, scale=2)),
                "x_scale": 0.45,
                "y_scale": 0.45,
                "description": block.alt,
            }
            sheet.insert_image(
                len(table.rows) + len(table.notes) + 4, 0, f"{block.key}.png", picture
            )
    _sources(book.add_worksheet(say("sources", document.language)), document, figures, looks=looks)
    for sheet in book.worksheets():
        sheet.set_paper(A4)
        sheet.set_footer("&C— &P —")
    book.close()
    return out.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    thin = {"border": 1, "border_color": "#9AA4AF"}
    return {
        "title": book.add_format({**_FONT, "font_name": "黑体", "font_size": 16}),
        "head": book.add_format(
            {
                **_FONT,
                **thin,
                "font_name": "黑体",
                "bg_color": "#E8EEF5",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        "text": book.add_format({**_FONT, **thin, "valign": "top"}),
        "words": book.add_format({**_FONT, **thin, "valign": "top", "text_wrap": True}),
        "number": book.add_format({**_FONT, **thin, "align": "right", "num_format": "General"}),
        "total": book.add_format(
            {**_FONT, **thin, "align": "right", "bold": True, "num_format": "General"}
        ),
        "wrap": book.add_format({**_FONT, "text_wrap": True, "valign": "top"}),
        "note": book.add_format({**_FONT, "font_color": "#5A6673", "font_size": 10}),
    }


def _prose(sheet: Worksheet, document: Document, stamp: str, *, looks: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, document.title, looks["title"])
    sheet.write_string(1, 0, document.subtitle, looks["note"])
    sheet.write_string(2, 0, stamp, looks["note"])
    at = 4
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sheet.write_string(at, 0, "".join(span.text for span in block.spans), looks["wrap"])
            at += 1
        elif not isinstance(block, Table | Chart):
            sheet.write_string(at + 1, 0, block.text, looks["title"])
            at += 2
    sheet.fit_to_pages(1, 0)


def _table(sheet: Worksheet, table: Table, looks: dict[str, Format]) -> None:
    sheet.write_string(0, 0, table.caption, looks["title"])
    for at, name in enumerate(table.columns):
        sheet.write_string(1, at, name, looks["head"])
        wide = 60 if is_wordy(table, at) else 15
        sheet.set_column(at, at, 24 if at < table.stub else wide)
    for number, row in enumerate(table.rows):
        for at, cell in enumerate(row):
            worded = "words" if is_wordy(table, at) else "text"
            plain = "number" if is_numeric(table, at) else worded
            look = looks["total" if number in table.totals else plain]
            _write(sheet, (number + 2, at), cell, look=look)
    for offset, note in enumerate(table.notes):
        sheet.write_string(len(table.rows) + 2 + offset, 0, note, looks["note"])
    sheet.freeze_panes(2, table.stub)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(sheet: Worksheet, place: tuple[int, int], cell: Span, *, look: Format) -> None:
    """Write an exact number as a number; an inexact one, a dash and words stay words."""
    if isinstance(cell, Number) and _NUMBER.fullmatch(cell.text):
        sheet.write_number(*place, Decimal(cell.text.replace(",", "")), look)
    else:
        sheet.write_string(*place, cell.text, look)


def _sources(
    sheet: Worksheet, document: Document, figures: Mapping[str, Frozen], *, looks: dict[str, Format]
) -> None:
    language = document.language
    names = (
        "key",
        "shown",
        "exact",
        "definition",
        "version",
        "unit",
        "stated",
        "low",
        "high",
        "wording",
        "filters",
        "reason",
        "entries",
        "cells",
        "head",
    )
    for at, name in enumerate(names):
        sheet.write_string(0, at, say(name, language), looks["head"])
        sheet.set_column(
            at, at, 18 if name not in ("definition", "filters", "cells", "head") else 40
        )
    keys = dict.fromkeys(number.key for number in document.numbers() if number.key in figures)
    for row, key in enumerate(keys, start=1):
        for at, value in enumerate(_source(figures[key], language)):
            if isinstance(value, int):
                sheet.write_number(row, at, value, looks["text"])
            else:
                sheet.write_string(row, at, value, looks["text"])
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.autofilter(0, 0, max(1, len(keys)), len(names) - 1)


def _source(frozen: Frozen, language: str) -> list[Any]:
    return [
        frozen.key,
        frozen.text[language],
        frozen.exact[language],
        frozen.definition[language],
        frozen.version,
        frozen.unit,
        frozen.stated or "",
        frozen.low or "",
        frozen.high or "",
        frozen.wording,
        "; ".join(frozen.filters),
        frozen.why[language],
        frozen.entry_count,
        cells_in_words(frozen, language),
        f"{frozen.known_at} {frozen.head}",
    ]


def _sheet_name(caption: str, at: int) -> str:
    return f"{at} {_SHEET_NAME.sub('', caption)}"[:31]
