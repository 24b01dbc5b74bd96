"""Tables and charts as files to take away.

CSV that spreadsheets open rightly, JSON, SVG. Knows no Django.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from jiedui.papers.document import Number

if TYPE_CHECKING:
    from jiedui.papers.document import Chart, Span, Table

_RUN_BY_SHEETS = ("=", "+", "-", "@", "\t", "\r")


def table_csv(table: Table) -> bytes:
    """Return a table as CSV in UTF-8 with a mark, so that Excel reads the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_text(name) for name in table.columns])
    writer.writerows([safe_text(cell.text) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def table_rows(table: Table) -> list[dict[str, str]]:
    """Return a table's rows as plain values: a number also gives its key under `column#`."""
    return [_row(table.columns, row) for row in table.rows]


def chart_json(chart: Chart) -> bytes:
    """Return a chart as JSON: words, table and specification."""
    found = {
        "caption": chart.caption,
        "alt": chart.alt,
        "rows": table_rows(chart.table),
        "spec": chart.spec,
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _row(columns: tuple[str, ...], row: tuple[Span, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, cell in zip(columns, row, strict=True):
        found[name] = cell.text
        if isinstance(cell, Number):
            found[f"{name}#"] = cell.key
    return found


def safe_text(text: str) -> str:
    """Keep a spreadsheet from running a cell that begins like a formula; numbers stay numbers."""
    is_number = text.lstrip("-").replace(".", "", 1).replace(",", "").isdigit()
    return f"'{text}" if text.startswith(_RUN_BY_SHEETS) and not is_number else text
