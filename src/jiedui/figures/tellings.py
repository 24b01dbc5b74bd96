"""Which of many lines totals say all of, all at once; one by one, that is `figures.told`.

Where a line may lie becomes places with first and last days, what totals must tell there becomes a
number, and whether they do is looked up among their days in order. Knows no Django.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from jiedui.figures.axes import Coded, Options, distinct, each_once
from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.region import Scope, numbers_of, shared
from jiedui.figures.spread import period_of
from jiedui.figures.stated import DAYS, NAMES, SPLIT_BY
from jiedui.figures.told import Coarse, is_open, is_told, values_among

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jiedui.figures.axes import Axes
    from jiedui.figures.cells import Cells
    from jiedui.figures.region import Left, Spans
    from jiedui.figures.told import Wanted

_TOGETHER = tuple(dict.fromkeys((*NAMES, *Scope._fields)))
"""What tells lines apart of which totals tell differently."""

_OPEN = [
    tuple(itertools.compress(SPLIT_BY, flags))
    for flags in itertools.product((False, True), repeat=len(SPLIT_BY))
]
"""What lines may leave open, in the order of the numbers that `_finer` gives."""

_SPOT = 3
"""Numbers of a spot: its place, first and last day."""

_Choice = tuple[Options, list[str | None]]
"""What each of several rows may be, by number, and what the numbers stand for."""


@dataclass
class Spots:
    """Where lines can lie, as far as it is asked for.

    Attributes:
        of: Which spots each line has.
        place: Each spot's place.
        first: The number of its first day.
        last: The number of its last day.
    """

    of: Options
    place: Coded
    first: np.ndarray
    last: np.ndarray


class Tellings:
    """The rows of *coarse* of a question, and what totals tell of each."""

    def __init__(self, cells: Cells) -> None:
        """Find the rows that totals may tell of, those alike once."""
        self._plan = cells.plan
        self._wanted: Wanted = {
            name: cells.plan.ask.keys[name] for name in SPLIT_BY if name in cells.plan.ask.keys
        }
        self._lines: dict[str, Coded] = {}
        rest = cells.rest
        if rest is None or not rest.num_rows or not cells.plan.shape.split:
            return
        columns = {name: cells.coded(f"scope_{name}") for name in _TOGETHER}
        rows = _open_rows(columns[name] for name in cells.plan.shape.split)
        first, alike = distinct([one.at[rows] for one in columns.values()])
        lines = {name: one.taken(rows[first]) for name, one in columns.items()}
        near, sources = cells.plan.named.near(lines)
        if not len(near):
            return
        kept, of_these = np.unique(near, return_inverse=True)
        self._lines = {name: one.taken(kept) for name, one in lines.items()}
        number = np.full(len(first), -1)
        number[kept] = np.arange(len(kept))
        self._of = np.full(rest.num_rows, -1)
        self._of[rows] = number[alike]
        self._near = np.zeros((len(kept), cells.plan.named.sources.none + 1), bool)
        self._near[of_these, sources] = True

    def rows(self, among: np.ndarray) -> np.ndarray:
        """Return which rows, of those that `among` marks, are none of what the question asks."""
        told = np.zeros(len(among), bool)
        if not self._lines or not among.any():
            return told
        rows = np.flatnonzero(among & (self._of >= 0))
        lines, inverse = np.unique(self._of[rows], return_inverse=True)
        told[rows] = self._are_told(lines, {})[inverse]
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
        at = {
            name: Coded([*axes.axes[number].values, None], axes.column(there[first], number))
            for number, name in enumerate(self._plan.shape.by)
        }
        told[near] = self._are_told(which[first], at)[inverse]
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
        line = Coarse(*(row[name] for name in Coarse._fields)), left
        return is_told(line, self._plan.ask.region, self._wanted, named=self._plan.named)

    def _are_told(self, which: np.ndarray, at: Mapping[str, Coded]) -> np.ndarray:
        """Return which lines, one for one, are none of what is asked and stands in a cell.

        Args:
            which: Numbers of lines.
            at: The cells by dimension of the breakdown; none, for all that is asked.
        """
        spots = self._spots
        row, spot = spots.of.each(which)
        first, last = spots.first[spot], spots.last[spot]
        for name in TIMES:
            if name in at:
                begins, ends = _windows(name, at[name])
                first, last = np.maximum(first, begins[row]), np.minimum(last, ends[row])
        lie = np.flatnonzero(first <= last)
        row, first, last = row[lie], first[lie], last[lie]
        cells = {name: one.taken(row) for name, one in at.items()}
        where, said = self._said(which[row], spots.place.taken(spot[lie]), at=cells)
        tell = self._plan.named.tell(said, first[where], last[where])
        told = np.ones(len(which), bool)
        told[row[where[~tell]]] = False
        return told

    def _said(
        self, line: np.ndarray, place: Coded, *, at: Mapping[str, Coded]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return what totals must tell of spots: positions among them, and numbers.

        Args:
            line: The number of each spot's line.
            place: Its place.
            at: The cell in which it must lie, by dimension of the breakdown.
        """
        lines = {name: one.taken(line) for name, one in self._lines.items()}
        choices = [_places_in(place, [at[name] for name in PLACES if name in at])]
        choices += [self._values_in(name, lines[name], at.get(name)) for name in SPLIT_BY]
        where, said = np.arange(len(line)), list[Coded]()
        for options, values in choices:
            more, code = options.each(where)
            where, said = where[more], [*(one.taken(more) for one in said), Coded(values, code)]
        who = [lines[name].taken(where) for name in ("account", "owner")]
        finer = _finer([lines[name].taken(where) for name in SPLIT_BY])
        each, of = each_once([*who, *said, finer])
        return where, np.array(self._plan.named.numbers(each), np.int64)[of]

    def _values_in(self, name: str, own: Coded, cell: Coded | None) -> _Choice:
        """Return the sources or categories that lines may have in their cells."""
        wanted = self._wanted.get(name)

        def among(value: str | None, key: str | None = None) -> Iterable[str | None]:
            return values_among(value, wanted if key is None else (key,))

        return _choice([own] if cell is None else [own, cell], among)

    @cached_property
    def _spots(self) -> Spots:
        """Where lines can lie, those of one scope once."""
        scopes, of = each_once([self._lines[name] for name in Scope._fields])
        choices: list[range] = []
        places: dict[str | None, int] = {}
        found: list[int] = []
        for scope in scopes:
            before = len(found) // _SPOT
            for place, begins, ends in self._spans(scope):
                found += (places.setdefault(place, len(places)), begins, ends)
            choices.append(range(before, len(found) // _SPOT))
        at, first_days, last_days = np.array(found, np.int64).reshape(-1, _SPOT).T
        return Spots(Options(choices, of), Coded([*places], at), first_days, last_days)

    def _spans(self, scope: tuple[Any, ...]) -> Spans:
        """Return where and when lines of a scope can lie, as far as it is asked for."""
        pairings, asked = self._plan.pairings, self._plan.ask.region
        if asked.is_everything:
            return pairings.spans(scope)
        left = pairings.left(pairings.now(Scope(*scope)), is_dated=True)
        return tuple(
            (place, *numbers_of(one))
            for place, periods in asked.spots(left.pieces)
            for one in periods
        )


def _open_rows(asked: Iterable[Coded]) -> np.ndarray:
    """Return the rows that leave open what the question tells apart."""
    is_some = [np.array([is_open(value) for value in one.values], bool)[one.at] for one in asked]
    return np.flatnonzero(np.logical_or.reduce(is_some, dtype=bool))


def _windows(name: str, cells: Coded) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and last days of cells by a dimension of time; all days where none is."""
    days = [(0, DAYS) if one is None else numbers_of(period_of(name, one)) for one in cells.values]
    first, last = np.array(days, np.int64).reshape(-1, 2).T
    return first[cells.at], last[cells.at]


def _places_in(place: Coded, cell: Sequence[Coded]) -> _Choice:
    """Return the places that spots and their cells have in common."""

    def common(own: str | None, *within: str | None) -> Iterable[str | None]:
        both: list[str | None] = [own]
        for key in filter(None, within):
            both = [inner for one in both for inner in shared(one, key)]
        return both

    return _choice([place, *cell], common)


def _choice(columns: Sequence[Coded], may_be: Callable[..., Iterable[str | None]]) -> _Choice:
    """Return what rows may be, by what their columns say together."""
    rows, of = each_once(columns)
    known: dict[str | None, int] = {}
    choices = [[known.setdefault(one, len(known)) for one in may_be(*row)] for row in rows]
    return Options(choices, of), [*known]


def _finer(split: Sequence[Coded]) -> Coded:
    """Return what lines leave open of what totals name."""
    found = np.zeros(len(split[0].at), np.int64)
    for one in split:
        found = found * 2 + np.array([is_open(value) for value in one.values], np.int64)[one.at]
    return Coded(_OPEN, found)
