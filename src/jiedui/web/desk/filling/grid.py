"""A filled form as its own sheet: merged cells, what was filled in and how certain it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.cells import shown
from jiedui.exchange.grid import Box, address, letters_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.grid import Sheet
    from jiedui.forms.cells import Cell
    from jiedui.forms.fill import Filled

ROWS_MAX = 300
COLUMNS_MAX = 60
_TONES = {"confirmed": "ok", "sure": "ok", "likely": "tell", "unsure": "ask"}


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of the picture.

    Attributes:
        text: What stands there.
        rows: How many rows it spans; `cols` how many columns.
        tone: ok, tell or ask for what was filled in or left empty, "" for the form's own words.
        reason: Code of the reason when it is left empty.
        anchor: Where its row of the list below is.
    """

    text: str
    rows: int
    cols: int
    tone: str = ""
    reason: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet: its name, the letters of its columns, its rows with their numbers."""

    name: str
    letters: list[str]
    rows: list[tuple[int, list[Square]]]


def pictures(filled: Filled) -> list[Picture]:
    """Return the sheets of a form that hold cells to fill, filled."""
    by_sheet: dict[str, dict[tuple[int, int], Cell]] = {}
    for cell in filled.cells:
        by_sheet.setdefault(cell.sheet, {})[cell.slot.row, cell.slot.col] = cell
    results = {(one.sheet, one.ref): one.value for one in filled.formulas}
    return [
        _picture(sheet, by_sheet[sheet.name], results)
        for sheet in filled.book.sheets
        if sheet.name in by_sheet
    ]


def _picture(
    sheet: Sheet, cells: dict[tuple[int, int], Cell], results: Mapping[tuple[str, str], object]
) -> Picture:
    boxes = {(box.top, box.left): box for box in sheet.merged}
    inside = {
        (row, col)
        for box in sheet.merged
        for row in range(box.top, min(box.bottom, ROWS_MAX) + 1)
        for col in range(box.left, min(box.right, COLUMNS_MAX) + 1)
        if (row, col) != (box.top, box.left)
    }
    last = min(ROWS_MAX, max([*sheet.rows, *(row for row, _ in cells), 1]))
    width = min(COLUMNS_MAX, max([*map(len, sheet.rows.values()), *(col for _, col in cells), 1]))
    rows = []
    for row in range(1, last + 1):
        squares = []
        for col in range(1, width + 1):
            if (row, col) in inside:
                continue
            box = boxes.get((row, col), Box(row, col, row, col))
            span = box.bottom - box.top + 1, min(box.right, width) - box.left + 1
            squares.append(_square(sheet, (row, col), span, cells=cells, results=results))
        rows.append((row, squares))
    return Picture(sheet.name, [letters_of(col) for col in range(1, width + 1)], rows)


def _square(
    sheet: Sheet,
    at: tuple[int, int],
    span: tuple[int, int],
    *,
    cells: dict[tuple[int, int], Cell],
    results: Mapping[tuple[str, str], object],
) -> Square:
    cell = cells.get(at)
    if cell is not None:
        tone = "ask" if cell.is_asked else _TONES[cell.confidence]
        reason = "" if cell.shown is not None else cell.told.reason
        return Square(cell.text, *span, tone if cell.shown is not None else "mute", reason,
                      f"c-{cell.sheet}-{cell.ref}")  # fmt: skip
    formula = results.get((sheet.name, address(*at)))
    if formula is not None:
        return Square(str(formula), *span)
    return Square(shown(sheet.at(*at)), *span)
