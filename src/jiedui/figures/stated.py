"""The stated totals that name a source or a category, and which of many lines they come near.

A total is near a line of its account and owner whose recipient lies in its place or holds it, that
may be of its source and category, and whose days touch its own. Few lines are near any, so that
`figures.told` need look closely at few. Knows no Django.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from jiedui.figures.axes import Axis, Options, Order
from jiedui.figures.region import merged, numbers_of
from jiedui.kernel.period import Period
from jiedui.kernel.place import above, members

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.figures.axes import Coded

DAYS = 4_000_000
"""More days than the calendar has: a group's number times this, plus a day, tells both."""

NAMES = ("account", "owner", "recipient", "category", "source")
"""What of a line is held against totals, in this order, besides its days."""


SPLIT_BY = ("source", "category")
"""Dimensions by which totals come broken down; two parts or more are taken for the whole."""


class Total(NamedTuple):
    """A stated total that names a source or a category, of which it says all in its reach.

    Attributes:
        period: Its days.
        source: The source it names.
        category: The category it names.
    """

    period: Period
    source: str | None
    category: str | None


class Said(NamedTuple):
    """What totals may say all there is of.

    Attributes:
        account: The account.
        owner: Whose programme.
        place: Where; None for anywhere, of which no total tells.
        source: Of which source; None for any.
        category: Of which category; None for any.
        finer: Of which dimensions a total must name one at least.
    """

    account: str | None
    owner: str | None
    place: str | None
    source: str | None
    category: str | None
    finer: tuple[str, ...]


_Named = dict[tuple[str | None, str | None], list[Period]]
"""Days by the source and category that totals name."""


@dataclass(eq=False)
class Stated:
    """The totals that stand and name a source or a category.

    Attributes:
        totals: By account and owner, by place. Nothing is added once they are asked about.
    """

    totals: dict[tuple[str | None, str | None], dict[str, list[Total]]] = field(
        default_factory=dict
    )
    _days: dict[Said, tuple[Period, ...]] = field(default_factory=dict)
    _numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _told: list[tuple[int, int]] = field(default_factory=list)
    _spans: np.ndarray = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, account: str | None, owner: str | None) -> Mapping[str, Sequence[Total]]:
        """Return an owner's totals of an account, by place."""
        return self.totals.get((account, owner), {})

    def days(self, said: Said) -> tuple[Period, ...]:
        """Return on which days totals say all there is, in order and joined; looked up once."""
        found = self._days.get(said)
        if found is None:
            own = self._by_names.get((said.account, said.owner), {})
            names = [
                (source, category)
                for source in {None, said.source}
                for category in {None, said.category}
                if any({"source": source, "category": category}[one] for one in said.finer)
            ]
            every = (
                period
                for place in (above(said.place) if said.place is not None else ())
                if place in own
                for name in names
                for period in own[place].get(name, ())
            )
            found = self._days[said] = merged(every)
        return found

    def numbers(self, said: Iterable[tuple[Any, ...]]) -> list[int]:
        """Return the numbers by which `tell` knows what totals may say; each is a `Said`."""
        with self._lock:
            known = self._numbers
            return [known[one] if one in known else self._number(Said(*one)) for one in said]

    def _number(self, said: Said) -> int:
        found = self._numbers[said] = len(self._numbers)
        self._told += [
            (found * DAYS + first, found * DAYS + last)
            for first, last in map(numbers_of, self.days(said))
        ]
        return found

    def tell(self, said: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Return of which days totals say all there is.

        Args:
            said: The number of what they must say.
            first: The number of a first day.
            last: The number of a last day.
        """
        with self._lock:
            if len(self._spans) != len(self._told):
                self._spans = np.array(self._told, np.int64)
            starts, ends = self._spans.T
        if not len(starts):
            return np.zeros(len(said), bool)
        before = np.searchsorted(starts, said * DAYS + first, side="right")
        found: np.ndarray = (before > 0) & (ends[before - 1] >= said * DAYS + last)
        return found

    @cached_property
    def _by_names(self) -> dict[tuple[str | None, str | None], dict[str, _Named]]:
        """The days of totals by account and owner, by place, by the source and category named."""
        found: dict[tuple[str | None, str | None], dict[str, _Named]] = {}
        for reach, places in self.totals.items():
            named = found[reach] = {}
            for place, totals in places.items():
                own = named[place] = {}
                for one in totals:
                    own.setdefault((one.source, one.category), []).append(one.period)
        return found

    def near(self, lines: Mapping[str, Coded]) -> tuple[np.ndarray, np.ndarray]:
        """Return lines that totals come near, and of which sources these totals are.

        Args:
            lines: Columns of NAMES, and of first and last days.

        Returns:
            Positions of lines, one as often as totals of several sources are near, and the codes of
            the sources.
        """
        return self._ordered.near(lines)

    @property
    def sources(self) -> Axis:
        """The sources that totals name; the code of None is that of totals of any source."""
        return self._ordered.axes[-1]

    @cached_property
    def _ordered(self) -> _Ordered:
        return _Ordered(self)


class _Ordered:
    """Totals by account, owner, place, category and source, and then by first day."""

    def __init__(self, stated: Stated) -> None:
        """Put totals in order."""
        rows = [
            (account, owner, place, one.category, one.source, *numbers_of(one.period))
            for (account, owner), places in stated.totals.items()
            for place, totals in places.items()
            for one in totals
        ]
        self.axes = [Axis.of(row[at] for row in rows) for at in range(len(NAMES))]
        self._below = _below(self.axes[NAMES.index("recipient")].values)
        self._known: dict[tuple[str, str | None], Sequence[int]] = {}
        group = np.zeros(len(rows), np.int64)
        self._steps: list[Order] = []
        self._sizes: list[int] = []
        for at, axis in enumerate(self.axes):
            own = np.array([axis.code(row[at]) for row in rows], np.int64)
            group = group * (len(axis.values) + 1) + own
            self._sizes.append(int(group.max(initial=0)) + 1)
            self._steps.append(Order(self._sizes[-1], [group]))
            group = self._steps[-1].at(group)
        starts, ends = (np.array([row[at] for row in rows], np.int64) for at in (-2, -1))
        order = np.argsort(group * DAYS + starts, kind="stable")
        self._starts = (group * DAYS + starts)[order]
        self._ends = np.maximum.accumulate((group * DAYS + ends)[order])

    def near(self, lines: Mapping[str, Coded]) -> tuple[np.ndarray, np.ndarray]:
        """Return the lines that totals come near, and the codes of these totals' sources."""
        rows = np.arange(len(lines["starts"].at))
        group, sources = np.zeros((2, len(rows)), np.int64)
        for at, name in enumerate(NAMES):
            column = lines[name]
            axis, step = self.axes[at], self._steps[at]
            choices = [self._choices(name, axis, value) for value in column.values]
            where, code = Options(choices, column.at).each(rows)
            group = group[where] * (len(axis.values) + 1) + code
            found = np.flatnonzero(group < self._sizes[at])
            found = found[step.have(group[found])]
            group, rows = step.at(group[found]), rows[where[found]]
            sources = code[found]  # Sources come last, so theirs are kept.
        before = np.searchsorted(
            self._starts, group * DAYS + _days(lines["ends"])[rows], side="right"
        )
        reached = self._ends[before - 1] >= group * DAYS + _days(lines["starts"])[rows]
        near = (before > 0) & reached
        return rows[near], sources[near]

    def _choices(self, name: str, axis: Axis, value: str | None) -> Sequence[int]:
        """Return the codes of the totals that may say something of a line's value."""
        found = self._known.get((name, value))
        if found is None:
            found = self._known[name, value] = self._found(name, axis, value)
        return found

    def _found(self, name: str, axis: Axis, value: str | None) -> Sequence[int]:
        """Return what `_choices` returns, without looking among what is known already."""
        if name == "recipient":
            wider = {axis.code(one) for place in members(value or "") for one in above(place)}
            inner = (self._below.get(place, ()) for place in (members(value) if value else (None,)))
            return sorted(wider.union(*inner) - {-1})
        if name in SPLIT_BY:
            if value is None:
                return range(len(axis.values) + 1)
            return [*sorted({axis.code(one) for one in members(value)} - {-1}), axis.none]
        return [code for code in (axis.code(value),) if code >= 0]


def _below(places: Sequence[str]) -> dict[str | None, set[int]]:
    """Return the codes of the places that lie in each place that holds some; all in None."""
    found: dict[str | None, set[int]] = {None: {*range(len(places))}}
    for code, place in enumerate(places):
        for wider in above(place):
            found.setdefault(wider, set()).add(code)
    return found


def _days(column: Coded) -> np.ndarray:
    """Return a column of days by their numbers; 0 where none is kept."""
    numbers = [0 if one is None else one.toordinal() for one in column.values]
    found: np.ndarray = np.array(numbers, np.int64)[column.at]
    return found
