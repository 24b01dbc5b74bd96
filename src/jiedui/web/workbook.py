"""A table of a page as a workbook: headings, plain values, numbers as numbers."""

from __future__ import annotations

import datetime as dt
import io
from typing import IO, TYPE_CHECKING

from jiedui.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.worksheet import Worksheet

    from jiedui.web.tables import Cell, Row, Table
    from jiedui.web.wording import Language

NUMBER_DIGITS_MAX = 15
"""Digits a spreadsheet keeps of a number; longer ones are written as text."""
ROWS_MAX = 1_048_575
"""Rows a sheet holds below its heading."""


def _sheet_name(title: str) -> str:
    """Return a title as a sheet may be called: 31 signs, none that a sheet's name may not hold."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31].strip("' ") or "1"


def workbook_of(table: Table, title: str, language: Language) -> bytes:
    """Return a table as .xlsx: what programs are given, under the headings people see."""
    out = io.BytesIO()
    write_workbook(out, table, table.rows, title=title, language=language)
    return out.getvalue()


def write_workbook(
    out: IO[bytes], table: Table, rows: Iterable[Row], *, title: str, language: Language
) -> int:
    """Write rows under a table's headings as .xlsx, holding one row in memory at a time.

    Returns:
        How many rows it holds; a sheet that is full says so in its last row.
    """
    import xlsxwriter  # noqa: PLC0415  Few requests write a workbook.

    options = {"constant_memory": True, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(_sheet_name(title))
    strong = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        unit = f" ({say('work.yuan', language)})" if column.name.endswith("_fen") else ""
        sheet.write_string(0, at, say(column.label, language) + unit, strong)
    names = [column.name for column in table.columns]
    count = 0
    for row in rows:
        if count + 1 == ROWS_MAX:
            sheet.write_string(ROWS_MAX, 0, say("twin.sheet_full", language), strong)
            break
        count += 1
        for col, (name, cell) in enumerate(zip(names, row.cells, strict=True)):
            _write(sheet, (count, col), name=name, cell=cell)
    book.close()
    return count


def _write(sheet: Worksheet, at: tuple[int, int], *, name: str, cell: Cell) -> None:
    raw = cell.raw
    if isinstance(raw, int) and len(str(abs(raw))) <= NUMBER_DIGITS_MAX:
        sheet.write_number(*at, raw / 100 if name.endswith("_fen") else raw)
    elif raw is not None:
        is_day = isinstance(raw, dt.date)
        sheet.write_string(*at, str(raw) if is_day else cell.text or str(raw))
