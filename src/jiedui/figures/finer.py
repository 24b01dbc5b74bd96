"""Lines not broken down, and the finer cells of a breakdown that they may belong to.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from jiedui.figures.axes import Options, Order, expanded
from jiedui.figures.met import aside_of, moves
from jiedui.figures.spread import REGIONAL, candidates_of, own_values, reach_in
from jiedui.kernel.place import Fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.figures.axes import Axes
    from jiedui.figures.cells import Cells
    from jiedui.figures.met import Met


class Spread:
    """Lines not broken down, which widen the finer cells they may belong to."""

    def __init__(self, cells: Cells, coarse: Met | None) -> None:
        """Find them, by the dimensions they are coarse in."""
        self._cells = cells
        self._by = cells.plan.shape.by
        self._reaches: dict[int, tuple[list[Any], np.ndarray]] = {}
        self._rows: dict[tuple[int, ...], np.ndarray] = {}
        self._own: dict[int, list[frozenset[Any]]] = {}
        self.notes = np.zeros(0, np.int64)
        if coarse is None or not self._by:
            return
        none = [one.is_none() for one in coarse.columns]
        met = _plain(cells) & (coarse.inside | coarse.touching)
        some = np.flatnonzero(met & np.logical_or.reduce(none, dtype=bool) & moves(coarse.reach))
        self.notes = coarse.notes + 1
        pattern = sum(one[some].astype(np.int64) << at for at, one in enumerate(none))
        for number in np.unique(pattern).tolist():
            dimensions = tuple(at for at in range(len(self._by)) if number >> at & 1)
            self._rows[dimensions] = some[pattern == number]
        for at in {at for dimensions in self._rows for at in dimensions}:
            rows = np.concatenate([one for dims, one in self._rows.items() if at in dims])
            self._reaches[at] = self._reach(self._by[at], rows)
        region = cells.plan.ask.region
        self._own = {
            at: [own_values(self._by[at], one, region) for one in reaches]
            for at, (reaches, _) in self._reaches.items()
        }

    def _reach(self, name: str, rows: np.ndarray) -> tuple[list[Any], np.ndarray]:
        """Return the different reaches of rows in a dimension, and which each has."""
        if name in REGIONAL:
            places = self._cells.places
            which = np.zeros(len(places.left), np.int64)
            known: dict[Any, int] = {}
            for at in np.unique(places.of[rows]).tolist():
                which[at] = known.setdefault(reach_in(name, places.left[at]), len(known))
            return list(known), which[places.of]
        rest = self._cells.rest
        if rest is None or f"scope_{name}" not in rest.column_names:
            return [None], np.zeros(0 if rest is None else rest.num_rows, np.int64)
        column = self._cells.coded(f"scope_{name}")
        return column.values, column.at

    def values(self, at: int) -> set[Any]:
        """Return the values in one dimension that lines certainly span."""
        return {value for one in self._own.get(at, ()) for value in one}

    def opened(self, axes: Axes, codes: np.ndarray) -> list[np.ndarray]:
        """Return the cells that lines certainly belong to, whether or not others stand there."""
        own = {
            at: [[axes.axes[at].code(value) for value in one] for one in self._own[at]]
            for at in self._reaches
        }
        found = []
        for dimensions, rows in self._rows.items():
            options = {at: Options(own[at], self._reaches[at][1][rows]) for at in dimensions}
            found += [cells for _, cells in expanded(axes, codes[rows], options)]
        return [Order(axes.size, found).cells] if found else []

    def reached(
        self, axes: Axes, codes: np.ndarray, cells: Order
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield rows and the finer cells that they may belong to, their own cells left out."""
        choices = {}
        for at, (reaches, _) in self._reaches.items():
            candidates = candidates_of(self._by[at], tuple(axes.axes[at].values))
            choices[at] = [[*candidates.of(one), axes.axes[at].none] for one in reaches]
        for dimensions, rows in self._rows.items():
            options = {at: Options(choices[at], self._reaches[at][1][rows]) for at in dimensions}
            for place, reached in expanded(axes, codes[rows], options, cells=cells):
                finer = np.flatnonzero(reached != codes[rows][place])
                own, there = rows[place[finer]], reached[finer]
                maybe = ~self._cells.tellings.cells(own, axes, there)
                yield own[maybe], there[maybe]


def _plain(cells: Cells) -> np.ndarray:
    """Return the rows that are met and are not set aside."""
    if cells.rest is None:
        return np.zeros(0, bool)
    counts, _, _ = aside_of(cells, cells.rest)
    found: np.ndarray = counts & ~cells.places.are(Fit.OUTSIDE)
    return found
