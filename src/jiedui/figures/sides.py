"""What two statements returned, in columns, each worked out while the other may still run.

Knows no Django.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from jiedui.figures.finer import Spread
from jiedui.figures.met import coarse_met, settled_met
from jiedui.figures.notes import Notes

if TYPE_CHECKING:
    import pyarrow as pa

    from jiedui.figures.cells import Cells
    from jiedui.figures.met import Met


class Sides:
    """The lines that have a cell, the others, and how far these reach beyond their own cell."""

    def __init__(self, cells: Cells) -> None:
        """Keep the cells, whose tables may still come."""
        self._cells = cells
        self.notes = Notes(cells.plan.shape)

    def meet_settled(self, table: pa.Table) -> None:
        """Take the sums of the lines that have a cell."""
        self._cells.settled, self._cells.sides = table, self
        _ = self.settled

    def meet_coarse(self, table: pa.Table) -> None:
        """Take the coarser lines; doubts about them are read later, where there are any."""
        self._cells.rest, self._cells.sides = table, self
        _ = self._cells.places if self._cells.plan.habits.has_doubt else self.spread

    @cached_property
    def settled(self) -> Met | None:
        """The lines that have a cell; None where only coarser ones matter."""
        table, by = self._cells.settled, self._cells.plan.shape.by
        return None if table is None else settled_met(self._cells, table, by)

    @cached_property
    def coarse(self) -> Met | None:
        """The other lines; None where no line can be coarse."""
        table, by = self._cells.rest, self._cells.plan.shape.by
        return None if table is None else coarse_met(self._cells, table, by, notes=self.notes)

    @cached_property
    def spread(self) -> Spread:
        """Which of them widen finer cells."""
        return Spread(self._cells, self.coarse)
