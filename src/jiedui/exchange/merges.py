"""The merged ranges of a sheet, asked by cell. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.exchange.grid import Box

_LOOKED_DOWN = 8
"""So many rows of a merged range may belong to a heading."""


class Merges:
    """The merged ranges of a sheet, asked by cell."""

    def __init__(self, boxes: tuple[Box, ...]) -> None:
        """Sort the ranges by the rows they begin in and reach."""
        self.by_row: dict[int, list[Box]] = {}
        for box in boxes:
            for row in range(box.top, min(box.bottom, box.top + _LOOKED_DOWN) + 1):
                self.by_row.setdefault(row, []).append(box)

    def at(self, row: int, col: int) -> Box | None:
        """Return the range that covers a cell, None when none does."""
        for box in self.by_row.get(row, ()):
            if box.left <= col <= box.right:
                return box
        return None
