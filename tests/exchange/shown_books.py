"""Whole workbooks with what is to be read of them, kept in `data` as lists of cells."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiedui.exchange.reading import read_workbook
from tests.exchange.office import told, workbook

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Shown:
    """A workbook: its sheets (name, rows, merged), kind, records, problems above information."""

    name: str
    sheets: tuple[tuple[str, list[list[object]], list[str]], ...]
    kind: str
    records: list[dict[str, object]]
    problems: set[tuple[str, str]]


def shown_books(name: str) -> list[Shown]:
    """The workbooks of a file of `data`."""
    told_of: list[dict[str, Any]] = json.loads((_DATA / f"{name}.json").read_text("utf-8"))
    return [
        Shown(
            one["name"],
            tuple((sheet["name"], sheet["rows"], sheet["merged"]) for sheet in one["sheets"]),
            one["kind"],
            one["records"],
            {(code, cell) for code, cell in one["problems"]},
        )
        for one in told_of
    ]


def as_printed(book: Shown) -> None:
    """Read a workbook: its records are those it shows, told is what is wrong and no more."""
    reading = read_workbook("return.xlsx", workbook(*book.sheets))
    assert reading.kind == book.kind
    assert len(reading.rows) == len(book.records)
    for one in book.records:
        sheet = one.get("sheet", book.sheets[0][0])
        row = next(row for row in reading.rows if (row.sheet, row.row) == (sheet, one["row"]))
        fields = one.keys() - {"sheet", "row"}
        read = {field: row.get(field) for field in fields}
        assert read == {field: one[field] for field in fields}
    assert told(reading) == book.problems
