"""What stated totals say all of, by source or category, so that coarser lines lie elsewhere.

A total of education money is complete for education in its reach: money without a category, or the
rest of a wider total, is none of it there. It still lies in its own cell, where it is not broken
down. Which totals stand is looked up when a question is asked (`figures.complete`); their order in
the book does not matter. Knows no Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from jiedui.figures.axes import distinct
from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.region import Scope, common
from jiedui.figures.spread import period_of
from jiedui.figures.stated import NAMES, SPLIT_BY
from jiedui.kernel.place import above, members

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.figures.axes import Axes, Coded
    from jiedui.figures.cells import Cells
    from jiedui.figures.region import Asked, Left
    from jiedui.figures.stated import Stated


class Coarse(NamedTuple):
    """What a line says of itself besides its places and days; None where it says nothing.

    Attributes:
        account: Its account; None where lines of several were added up.
        owner: Whose programme it is.
        source: Its source, perhaps joint.
        category: Its category, perhaps joint.
    """

    account: str | None
    owner: str | None
    source: str | None
    category: str | None


_TOGETHER = tuple(dict.fromkeys((*NAMES, *Scope._fields)))
"""What tells lines apart of which totals tell differently."""

Wanted = dict[str, tuple[str, ...]]
"""The sources and categories that are asked for; any where a dimension is missing."""


def is_told(line: tuple[Coarse, Left], asked: Asked, wanted: Wanted, *, named: Stated) -> bool:
    """Return whether totals say all there is of what is asked where a line may lie."""
    one, left = line
    totals = named.of(one.account, one.owner)
    finer = [name for name in SPLIT_BY if _is_open(getattr(one, name))]
    if not totals or not finer:
        return False
    for place, periods in asked.spots(left.pieces):
        for source in _values(one.source, wanted.get("source")):
            for category in _values(one.category, wanted.get("category")):
                days = periods
                for total in (found for key in _above(place) for found in totals.get(key, ())):
                    is_of_it = total.source in (None, source) and total.category in (None, category)
                    if is_of_it and any(getattr(total, name) is not None for name in finer):
                        days = total.off(days)
                if days:
                    return False
    return True


def _above(place: str | None) -> Iterable[str]:
    return () if place is None else above(place)


def _is_open(value: str | None) -> bool:
    return value is None or len(members(value)) > 1


def _values(own: str | None, wanted: tuple[str, ...] | None) -> tuple[str | None, ...]:
    """Return which of the values asked for a line may have; None for any at all."""
    if wanted is None:
        return (None,) if _is_open(own) else (own,)
    return wanted if own is None else tuple(one for one in wanted if one in members(own))


class Tellings:
    """The rows of *coarse* of a question, and what totals tell of each."""

    def __init__(self, cells: Cells) -> None:
        """Find the rows that totals may tell of, those alike once."""
        self._plan = cells.plan
        self._wanted: Wanted = {
            name: cells.plan.ask.keys[name] for name in SPLIT_BY if name in cells.plan.ask.keys
        }
        self._lines: list[tuple[Coarse, Left]] = []
        rest = cells.rest
        if rest is None or not rest.num_rows or not cells.plan.shape.split:
            return
        columns = {name: cells.coded(f"scope_{name}") for name in _TOGETHER}
        rows = self._open_rows({name: columns[name] for name in cells.plan.shape.split})
        taken = {name: one.taken(rows) for name, one in columns.items()}
        near, sources = cells.plan.named.near(taken)
        if not len(near):
            return
        one_each, of_these = np.unique(near, return_inverse=True)
        first, alike = distinct([one.at[one_each] for one in taken.values()])
        self._lines = [self._line(taken, at) for at in one_each[first].tolist()]
        self._of = np.full(rest.num_rows, -1)
        self._of[rows[one_each]] = alike
        self._near = np.zeros((len(self._lines), cells.plan.named.sources.none + 1), bool)
        self._near[alike[of_these], sources] = True

    def _line(self, columns: Mapping[str, Coded], at: int) -> tuple[Coarse, Left]:
        """Return what a line says of itself, and where and when it can lie."""
        said = {name: one.values[one.at[at]] for name, one in columns.items()}
        pairings = self._plan.pairings
        scope = pairings.now(Scope(*(said[name] for name in Scope._fields)))
        coarse = Coarse(*(said[name] for name in Coarse._fields))
        return coarse, pairings.left(scope, is_dated=True)

    @staticmethod
    def _open_rows(asked: Mapping[str, Coded]) -> np.ndarray:
        """Return the rows that leave open what the question tells apart."""
        is_open = [
            np.array([_is_open(value) for value in one.values], bool)[one.at]
            for one in asked.values()
        ]
        return np.flatnonzero(np.logical_or.reduce(is_open, dtype=bool))

    def rows(self, size: int) -> np.ndarray:
        """Return which of `size` rows are none of what the question asks."""
        if not self._lines:
            return np.zeros(size, bool)
        asked = self._plan.ask.region
        found = [self._is_told(at, asked, self._wanted) for at in range(len(self._lines))]
        told: np.ndarray = np.array([*found, False], bool)[self._of]
        return told

    def cells(self, rows: np.ndarray, axes: Axes, cells: np.ndarray) -> np.ndarray:
        """Return which rows, one for one, are none of what stands in a cell."""
        told = np.zeros(len(rows), bool)
        if not self._lines or not len(rows):
            return told
        near = self._come_near(self._of[rows], axes, cells)
        which, there = self._of[rows[near]], cells[near]
        codes = np.unique(there, return_inverse=True)[1]
        first, inverse = distinct([which, codes])
        memo: dict[tuple[Any, ...], bool] = {}
        found = [
            self._is_told_in(one, key, memo)
            for one, key in zip(which[first].tolist(), axes.keys(there[first]), strict=True)
        ]
        told[near] = np.array(found, bool)[inverse]
        return told

    def _come_near(self, lines: np.ndarray, axes: Axes, cells: np.ndarray) -> np.ndarray:
        """Return at which positions totals of a cell's source, or of any, come near a line."""
        near = np.flatnonzero(lines >= 0)
        by = self._plan.shape.by
        if "source" not in by:
            return near
        at, known = by.index("source"), self._plan.named.sources
        codes = np.array([known.code(one) for one in axes.axes[at].values] + [-1])
        of, line = axes.column(cells[near], at), lines[near]
        own = self._near[line, codes[of]] | self._near[line, known.none]
        found: np.ndarray = near[own | (of == axes.axes[at].none)]
        return found

    def tell_of(self, row: Mapping[str, Any], left: Left) -> bool:
        """Return whether a line, as lines are walked, is none of what the question asks."""
        if not self._plan.shape.split:
            return False
        one = Coarse(*(row[name] for name in Coarse._fields))
        asked = self._plan.ask.region
        return is_told((one, left), asked, self._wanted, named=self._plan.named)

    def _is_told(self, which: int, asked: Asked, wanted: Wanted) -> bool:
        return is_told(self._lines[which], asked, wanted, named=self._plan.named)

    def _is_told_in(
        self, which: int, key: tuple[Any, ...], memo: dict[tuple[Any, ...], bool]
    ) -> bool:
        """Whether a line is none of a cell; where everywhere, that is looked up once for all."""
        at = dict(zip(self._plan.shape.by, key, strict=True))
        split = {name: (at[name],) for name in SPLIT_BY if at.get(name) is not None}
        wanted, same = self._wanted | split, (which, *(at.get(name) for name in SPLIT_BY))
        if same not in memo:
            memo[same] = self._is_told(which, self._plan.ask.region, wanted)
        return memo[same] or self._is_told(which, _within(self._plan.ask.region, at), wanted)


def _within(asked: Asked, at: Mapping[str, Any]) -> Asked:
    """Return what is asked of the places and days of a cell."""
    for name, value in at.items():
        if value is not None and name in PLACES:
            asked = replace(asked, places=(*asked.places, (value,)))
        elif value is not None and name in TIMES:
            days = (period_of(name, value),)
            asked = replace(
                asked, windows=days if asked.windows is None else common(days, asked.windows)
            )
    return asked
