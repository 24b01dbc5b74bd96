"""A whole breakdown at once: the sums of every cell, and how far coarser lines widen each.

Rows become columns of whole numbers, cells become one number each; what a place or a day means was
settled before, once per scope. Nothing is done line by line or cell by cell. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from jiedui.figures.axes import Axes, Axis, Order, summed
from jiedui.figures.met import names_of
from jiedui.figures.sides import Sides
from jiedui.figures.statement import NUMBERS, REACH
from jiedui.figures.sums import GRAVEST, Sums, Widening
from jiedui.figures.values import column, value_columns
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.figures.cells import Cells, Given, Key
    from jiedui.figures.met import Met, Numbers
    from jiedui.figures.notes import Notes


@dataclass
class Grid:
    """The cells of an answer.

    Attributes:
        axes: The values of the breakdown.
        order: The cells in the order of rows.
        sums: Their sums by name; `doubtful` among them.
        reach: How far each is widened by name; `there` tells which are.
        notes: Why they are widened.
    """

    axes: Axes
    order: Order
    sums: Numbers
    reach: Numbers
    notes: Notes = field(repr=False)

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.order)

    @property
    def cells(self) -> np.ndarray:
        """The codes of the cells in the order of rows."""
        return self.order.cells

    @cached_property
    def keys(self) -> list[Key]:
        """The values of every cell."""
        return self.axes.keys(self.cells)

    @cached_property
    def columns(self) -> dict[str, pa.Array]:
        """The values of every cell; see `figures.columns`."""
        sums, none = self.sums, np.zeros(len(self.cells), bool)
        moved = [sums[name] != 0 for name in NUMBERS[1:]]
        stands = np.logical_or.reduce([sums["n"] > 0, *moved], dtype=bool).astype(np.int64)
        return {
            **value_columns(sums, self.reach),
            "reason": self._reasons(),
            "itemised": column(sums["itemised"], none),
            "not_itemised": column(sums["amount"] - sums["itemised"], none),
            "lines": column(np.maximum(sums["n"], stands), none),
        }

    def _reasons(self) -> pa.Array:
        """Return why each value is not what one would wish, "" where it is."""
        names = [*GRAVEST, "amount_not_stated", ""]
        which = self.notes.reasons(len(self.cells))
        unstated = self.sums.get(f"said_{Wording.NOT_STATED}", np.zeros(len(self.cells))) > 0
        own = np.where(unstated, len(GRAVEST), len(names) - 1)
        found = np.where(which >= 0, which, own).astype(np.int32)
        return pa.DictionaryArray.from_arrays(pa.array(found), pa.array(names))

    def at(self, key: Key) -> int | None:
        """Return the position of a cell, None when it is not among them."""
        cell = self.axes.cell(key)
        at = int(np.searchsorted(self.cells, cell))
        return at if at < len(self.cells) and self.cells[at] == cell else None

    def sums_of(self, key: Key) -> Sums:
        """Return everything that is inside a cell."""
        at = self.at(key)
        if at is None:
            return Sums()
        found = {name: int(column[at]) for name, column in self.sums.items()}
        doubtful = bool(found.pop("doubtful"))
        sums = Sums(doubtful=doubtful)
        sums.add(found)
        return sums

    def widening(self, key: Key) -> Widening | None:
        """Return how far a cell is widened by all lines that may belong to it."""
        at = self.at(key)
        if at is None or not self.reach["there"][at]:
            return None
        least, most, least_open, most_open = (int(self.reach[name][at]) for name in REACH)
        return Widening(least, most, least_open, most_open, [*self.notes.of(at)])


def grid_of(cells: Cells) -> Grid | Given:
    """Return the cells of an answer from the rows that its statements returned, made once."""
    if cells.given is None:
        cells.given = _made(cells)
    return cells.given


def _made(cells: Cells) -> Grid:
    by = cells.plan.shape.by
    met = cells.sides or Sides(cells)
    cells.sides = None
    sides = [one for one in (met.settled, met.coarse) if one is not None]
    coarse, spread = met.coarse, met.spread
    axes = Axes(
        [
            Axis.of(
                [
                    *(value for side in sides for value in side.columns[at].values),
                    *spread.values(at),
                ]
            )
            for at in range(len(by))
        ]
    )
    codes = [_codes(axes, side) for side in sides]
    stands = _summed(axes.size, codes, sides, names=names_of(cells))
    opened = [code[side.touching] for code, side in zip(codes, sides, strict=True)]
    opened += spread.opened(axes, codes[-1] if sides else np.zeros(0, np.int64))
    if not by:
        opened.append(np.zeros(1, np.int64))  # The one row of a question is always there.
    grid = _placed(axes, stands, opened, notes=met.notes)
    _doubt(grid, cells)
    for code, side in zip(codes, sides, strict=True):
        rows = np.flatnonzero(side.touching)
        _widen(grid, code[rows], side, rows=rows, notes=side.notes)
    if coarse is not None:
        for rows, reached in spread.reached(axes, codes[-1], grid.order):
            _widen(grid, reached, coarse, rows=rows, notes=spread.notes)
    return grid


def _codes(axes: Axes, side: Met) -> np.ndarray:
    columns = [axis.codes(one) for axis, one in zip(axes.axes, side.columns, strict=True)]
    return axes.cells(columns, len(side.inside))


def _summed(
    size: int, codes: Sequence[np.ndarray], sides: Sequence[Met], *, names: Sequence[str]
) -> tuple[np.ndarray, Numbers]:
    """Return the cells in which something stands that was not taken back, and their sums."""
    if not sides:
        return np.zeros(0, np.int64), {name: np.zeros(0, np.int64) for name in names}
    chosen = [None if side.inside.all() else np.flatnonzero(side.inside) for side in sides]
    own = _taken(codes, chosen)
    numbers = {name: _taken([side.sums[name] for side in sides], chosen) for name in names}
    cells, sums = summed(size, own, numbers)
    stands = np.logical_or.reduce(
        [sums["n"] > 0, *(sums[one] != 0 for one in NUMBERS[1:])], dtype=bool
    )
    if stands.all():
        return cells, sums
    return cells[stands], {name: column[stands] for name, column in sums.items()}


def _taken(columns: Sequence[np.ndarray], chosen: Sequence[np.ndarray | None]) -> np.ndarray:
    """Return the chosen rows of several columns one after the other; None stands for all."""
    return np.concatenate(
        [
            column if rows is None else column[rows]
            for column, rows in zip(columns, chosen, strict=True)
        ]
    )


def _placed(
    axes: Axes, stands: tuple[np.ndarray, Numbers], opened: Sequence[np.ndarray], *, notes: Notes
) -> Grid:
    """Return the grid of the cells that stand and of those that lines may belong to."""
    found, sums = stands
    order = Order(axes.size, [found, *opened])
    at = order.at(found)
    whole_sums = {}
    for name, own in sums.items():
        whole_sums[name] = np.zeros(len(order), own.dtype)
        whole_sums[name][at] = own
    whole_sums["doubtful"] = np.zeros(len(order), bool)
    reach: Numbers = {name: np.zeros(len(order), np.int64) for name in REACH}
    reach["there"] = np.zeros(len(order), bool)
    return Grid(axes, order, whole_sums, reach, notes)


def _doubt(grid: Grid, cells: Cells) -> None:
    """Widen both ways where an inexact part was taken out of an inexact total."""
    for key, (width, openness) in cells.doubts.cells.items():
        at = grid.at(key)
        if at is not None:
            grid.sums["low_delta"][at] += width
            grid.sums["high_delta"][at] += width
            grid.sums["low_open"][at] += openness
            grid.sums["high_open"][at] += openness
            grid.sums["doubtful"][at] = True


def _widen(
    grid: Grid, cells: np.ndarray, side: Met, *, rows: np.ndarray, notes: np.ndarray
) -> None:
    """Let rows widen cells, one for one, and keep why."""
    at = grid.order.at(cells)
    for name in REACH:
        moved = side.reach[name][rows]
        if not moved.any():
            continue
        if _may_overflow(grid.reach[name], moved):
            grid.reach[name] = grid.reach[name].astype(object)
        np.add.at(grid.reach[name], at, moved)
    grid.reach["there"][at] = True
    grid.notes.keep(at, notes[rows])


def _may_overflow(sums: np.ndarray, moved: np.ndarray) -> bool:
    if sums.dtype == object or not len(moved):
        return False
    most = max(abs(int(sums.min(initial=0))), abs(int(sums.max(initial=0))))
    each = max(abs(int(moved.min())), abs(int(moved.max())))
    return most + each * len(moved) >= 2**62
