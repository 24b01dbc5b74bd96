"""A table written with any combination of an office's mess reads back to what it says."""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from jiedui.exchange.kinds import KINDS
from jiedui.exchange.reading import read_workbook, reading_json
from tests.exchange.messy import mess
from tests.exchange.messy_kinds import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.exchange.messy import Mess

SAID_BY_OTHERS = ("statement",)
"""Kinds that are our own notation and that nobody writes untidily."""


def workbook(one: Mess) -> bytes:
    """The sheet as an .xlsx file."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = one.name
    for (row, col), value in one.cells.items():
        sheet.cell(row, col).value = value  # type: ignore[assignment]
    for area in one.merged:
        sheet.merge_cells(area)
    for row in one.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain(value: object) -> object:
    """A value as it is compared: texts without white space, numbers as numbers."""
    if isinstance(value, str):
        text = "".join(value.split())
        return int(text) if text.isdecimal() and len(text) < 5 else text
    return round(value, 6) if isinstance(value, float) else value


def differing(want: Mapping[str, object], got: Mapping[str, object]) -> dict[str, object]:
    """What a row should say and does not: field to (said, read)."""
    return {
        name: (value, got.get(name))
        for name, value in want.items()
        if plain(value) != plain(got.get(name))
    }


@settings(max_examples=200, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.integers(0, 2**40))
def test_any_mess_reads_back_to_what_it_says(seed: int) -> None:
    one = mess(Random(seed))  # noqa: S311
    reading = read_workbook("return.xlsx", workbook(one))
    assert reading.fatal is None
    assert reading.kind == one.kind
    rows: list[dict[str, object]] = reading_json(reading)["rows"]  # type: ignore[assignment]
    assert [row["row"] for row in rows] == [number for number, _ in one.rows]
    wrong = {
        number: found
        for (number, want), got in zip(one.rows, rows, strict=True)
        if (found := differing(want, got))
    }
    assert wrong == {}
    sums = {total.row: total.values for total in reading.totals}
    assert {number: differing(want, sums.get(number, {})) for number, want in one.sums} == {
        number: {} for number, _ in one.sums
    }
    assert [problem for problem in reading.problems if problem.severity.value != "info"] == []


def test_every_kind_is_written_untidily() -> None:
    assert {table.kind for table in TABLES} == KINDS.keys() - {*SAID_BY_OTHERS}
