"""Office workbooks of invented programmes, built cell by cell for the tests of reading."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from jiedui.exchange.reading import Reading, read_workbook
from jiedui.exchange.rows import Row

Cell = object


def workbook(*sheets: tuple[str, Sequence[Sequence[Cell]], Iterable[str]]) -> bytes:
    """An .xlsx file of (name, rows, merged ranges) sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows, merged in sheets:
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for col, value in enumerate(row, start=1):
                sheet.cell(number, col).value = value
        for area in merged:
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(*rows: Sequence[Cell], name: str = "Sheet1", merged: Iterable[str] = ()) -> Reading:
    """The reading of a workbook of one sheet."""
    return read_workbook("return.xlsx", workbook((name, rows, merged)))


def told(reading: Reading) -> set[tuple[str, str]]:
    """Code and cell of every problem that is more than information."""
    return {(one.code, one.source.cell) for one in reading.problems if one.severity.value != "info"}


def column(reading: Reading, name: str) -> list[object]:
    """One field of every row."""
    return [row.get(name) for row in reading.rows]


def row_at(reading: Reading, number: int) -> Row:
    """The row with this number."""
    return next(row for row in reading.rows if row.row == number)
