"""The merged ranges of a sheet, asked by cell. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.grid import MAX_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.exchange.grid import Box

_LOOKED_DOWN = 8
"""So many rows of a merged range may belong to a heading."""


class Merges:
    """The merged ranges of a sheet, asked by cell."""

    def __init__(self, boxes: tuple[Box, ...]) -> None:
        """Sort the ranges by the rows they begin in and reach."""
        self.by_row: dict[int, list[Box]] = {}
        self._by_cell: dict[int, dict[int, Box]] = {}
        for box in boxes:
            for row in range(box.top, min(box.bottom, box.top + _LOOKED_DOWN) + 1):
                self.by_row.setdefault(row, []).append(box)

    def at(self, row: int, col: int) -> Box | None:
        """Return the range that covers a cell, the first where several do, None when none does."""
        if row not in self._by_cell:
            self._by_cell[row] = _by_column(self.by_row.get(row, ()))
        return self._by_cell[row].get(col)


def _by_column(boxes: Iterable[Box]) -> dict[int, Box]:
    """Return the ranges of a row by the columns they cover, the first of each."""
    found: dict[int, Box] = {}
    for box in boxes:
        for col in range(box.left, min(box.right, MAX_COLUMNS) + 1):
            found.setdefault(col, box)
        if len(found) == MAX_COLUMNS:
            break
    return found
