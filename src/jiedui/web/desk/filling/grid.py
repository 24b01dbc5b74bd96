"""A filled form as its own sheet: merged cells, what was filled in and how certain it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.cells import shown
from jiedui.exchange.grid import Box, address, letters_of
from jiedui.web.desk.filling.rows import derivation, reason_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.grid import Sheet
    from jiedui.forms.cells import Cell
    from jiedui.forms.fill import Filled
    from jiedui.web.wording import Language

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
        reason: The reason when it is left empty, in words.
        href: The page that derives its number, "" when there is none.
        is_number: Whether a number, a result or why there is none stands there.
    """

    text: str
    rows: int
    cols: int
    tone: str = ""
    reason: str = ""
    href: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet: its name, the letters of its columns, its rows with their numbers."""

    name: str
    letters: list[str]
    rows: list[tuple[int, list[Square]]]


def pictures(filled: Filled, language: Language) -> list[Picture]:
    """Return the sheets of a form that hold cells to fill, filled."""
    by_sheet: dict[str, dict[tuple[int, int], Cell]] = {}
    for cell in filled.cells:
        by_sheet.setdefault(cell.sheet, {})[cell.slot.row, cell.slot.col] = cell
    results = {(one.sheet, one.ref): one.value for one in filled.formulas}
    return [
        _Drawing(sheet, by_sheet[sheet.name], results, language).picture()
        for sheet in filled.book.sheets
        if sheet.name in by_sheet
    ]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One sheet being drawn."""

    sheet: Sheet
    cells: Mapping[tuple[int, int], Cell]
    results: Mapping[tuple[str, str], object]
    language: Language

    def picture(self) -> Picture:
        """Return the picture of the sheet."""
        sheet = self.sheet
        boxes = {(box.top, box.left): box for box in sheet.merged}
        inside = {
            (row, col)
            for box in sheet.merged
            for row in range(box.top, min(box.bottom, ROWS_MAX) + 1)
            for col in range(box.left, min(box.right, COLUMNS_MAX) + 1)
            if (row, col) != (box.top, box.left)
        }
        lengths, last_col = map(len, sheet.rows.values()), (col for _, col in self.cells)
        last = min(ROWS_MAX, max([*sheet.rows, *(row for row, _ in self.cells), 1]))
        width = min(COLUMNS_MAX, max([*lengths, *last_col, 1]))
        rows = []
        for row in range(1, last + 1):
            squares = []
            for col in range(1, width + 1):
                if (row, col) in inside:
                    continue
                box = boxes.get((row, col), Box(row, col, row, col))
                span = box.bottom - box.top + 1, min(box.right, width) - box.left + 1
                squares.append(self._square((row, col), span))
            rows.append((row, squares))
        return Picture(sheet.name, [letters_of(col) for col in range(1, width + 1)], rows)

    def _square(self, at: tuple[int, int], span: tuple[int, int]) -> Square:
        cell = self.cells.get(at)
        if cell is not None:
            tone = "ask" if cell.is_asked else _TONES[cell.confidence]
            if cell.shown is None:
                reason = reason_words(cell.told.reason, self.language)
                tone = "ask" if cell.is_asked else "mute"
                return Square("", *span, tone, reason, is_number=True)
            return Square(cell.text, *span, tone, "", derivation(cell), is_number=True)
        formula = self.results.get((self.sheet.name, address(*at)))
        if formula is not None:
            return Square(str(formula), *span, is_number=True)
        return Square(shown(self.sheet.at(*at)), *span)
