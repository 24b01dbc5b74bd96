"""One sheet laid out the way offices do it: title, unit, merged heading, sums, notes.

Knows workbooks and nothing of what stands in them. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

Cell = str | Decimal | int | None
"""What a cell holds: words, an exact number, or nothing."""

MADE = dt.datetime(2017, 10, 31)  # noqa: DTZ001  A workbook's own stamp has no time zone.
"""Creation stamp of every workbook, so that the same facts give the same bytes."""


class Column(NamedTuple):
    """A column: its heading, the one above it ("" = none), its width, summed or not."""

    name: str
    group: str = ""
    width: int = 12
    is_summed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: Its tab.
        title: The line over everything.
        columns: Left to right.
        rows: Cells per row, as many as columns.
        unit: The unit note at the right ("" = none).
        total_label: Words of the sum row; "" = there is none.
        totals: Sums that no formula can make, by column heading (`886余`).
        notes: Lines under the table.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unit: str = ""
    total_label: str = ""
    totals: tuple[tuple[str, Cell], ...] = ()
    notes: tuple[str, ...] = ()


STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "align": "center", "valign": "vcenter"},
    "unit": {"align": "right", "font_size": 10},
    "head": {
        "bold": True,
        "border": 1,
        "align": "center",
        "valign": "vcenter",
        "bg_color": "#E7EEF7",
        "text_wrap": True,
    },
    "text": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "number": {"border": 1, "align": "right", "valign": "vcenter"},
    "sum": {"border": 1, "bold": True, "align": "right", "bg_color": "#F6F6F6"},
    "sum_label": {"border": 1, "bold": True, "align": "center", "bg_color": "#F6F6F6"},
    "note": {"font_size": 10, "italic": True},
}


def workbook_bytes(sheets: tuple[Sheet, ...]) -> bytes:
    """Return an .xlsx file of these sheets; the same sheets always give the same bytes."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": MADE})
    styles = {
        name: book.add_format({"font_name": "宋体", **style}) for name, style in STYLES.items()
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, styles)
    book.close()
    return out.getvalue()


def _write(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:  # noqa: ANN401  xlsxwriter has no types.
    last = len(sheet.columns) - 1
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    page.merge_range(0, 0, 0, last, sheet.title, styles["title"])
    page.set_row(0, 28)
    if sheet.unit:
        page.write_string(1, last, sheet.unit, styles["unit"])
    first = _write_heading(page, sheet.columns, styles["head"])
    page.freeze_panes(first, 0)
    for at, row in enumerate(sheet.rows):
        _write_row(page, first + at, row, styles=styles)
    after = first + len(sheet.rows)
    if sheet.total_label:
        _write_total(page, sheet, (first, after), styles=styles)
        after += 1
    for at, note in enumerate(sheet.notes):
        page.write_string(after + at, 0, note, styles["note"])


def _write_heading(page: Any, columns: tuple[Column, ...], style: Any) -> int:  # noqa: ANN401  As above.
    """Write the heading, two levels where a column has a group; return the first data row."""
    top = 2
    has_groups = any(column.group for column in columns)
    for at, column in enumerate(columns):
        if not has_groups:
            page.write_string(top, at, column.name, style)
        elif not column.group:
            page.merge_range(top, at, top + 1, at, column.name, style)
        else:
            page.write_string(top + 1, at, column.name, style)
    for group in dict.fromkeys(column.group for column in columns if column.group):
        places = [at for at, column in enumerate(columns) if column.group == group]
        page.merge_range(top, places[0], top, places[-1], group, style)
    return top + (2 if has_groups else 1)


def _write_row(page: Any, at: int, row: tuple[Cell, ...], *, styles: dict[str, Any]) -> None:  # noqa: ANN401  As above.
    for col, cell in enumerate(row):
        if cell is None or cell == "":
            page.write_blank(at, col, None, styles["text"])
        elif isinstance(cell, str):
            page.write_string(at, col, cell, styles["text"])
        else:
            page.write_number(at, col, cell, styles["number"])


def _write_total(page: Any, sheet: Sheet, span: tuple[int, int], *, styles: dict[str, Any]) -> None:  # noqa: ANN401  As above.
    first, at = span
    said = dict(sheet.totals)
    page.write_string(at, 0, sheet.total_label, styles["sum_label"])
    for col, column in enumerate(sheet.columns[1:], start=1):
        name = column.name
        numbers = [row[col] for row in sheet.rows]
        if name in said:
            page.write_string(at, col, str(said[name]), styles["sum"])
        elif column.is_summed and any(isinstance(number, int | Decimal) for number in numbers):
            letter = xl_col_to_name(col)
            value = sum(
                (number for number in numbers if isinstance(number, int | Decimal)), Decimal(0)
            )
            page.write_formula(
                at, col, f"=SUM({letter}{first + 1}:{letter}{at})", styles["sum"], value
            )
        else:
            page.write_blank(at, col, None, styles["sum"])
