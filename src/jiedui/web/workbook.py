"""A table of a page as a workbook: headings, plain values, numbers as numbers."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import xlsxwriter

from jiedui.web.wording import say

if TYPE_CHECKING:
    from jiedui.web.tables import Table
    from jiedui.web.wording import Language

NUMBER_DIGITS_MAX = 15
"""Digits a spreadsheet keeps of a number; longer ones are written as text."""


def _sheet_name(title: str) -> str:
    """Return a title as a sheet may be called: 31 signs, none that a sheet's name may not hold."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31].strip("' ") or "1"


def workbook_of(table: Table, title: str, language: Language) -> bytes:
    """Return a table as .xlsx: what programs are given, under the headings people see."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_sheet_name(title))
    strong = book.add_format({"bold": True})
    for at, column in enumerate(table.columns):
        unit = f" ({say('work.yuan', language)})" if column.name.endswith("_fen") else ""
        sheet.write_string(0, at, say(column.label, language) + unit, strong)
    for at, row in enumerate(table.rows, start=1):
        for col, cell in enumerate(row.cells):
            raw = cell.raw
            if isinstance(raw, int) and len(str(abs(raw))) <= NUMBER_DIGITS_MAX:
                name = table.columns[col].name
                sheet.write_number(at, col, raw / 100 if name.endswith("_fen") else raw)
            elif raw is not None:
                is_day = isinstance(raw, dt.date)
                sheet.write_string(at, col, str(raw) if is_day else cell.text or str(raw))
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
