"""Which values of a dimension a coarse line may lie in. Knows no Django."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from jiedui.figures.catalogue.dimensions import TIMES
from jiedui.kernel.period import month_of, quarter_of
from jiedui.kernel.period import year as year_of
from jiedui.kernel.place import covers, members, parents

if TYPE_CHECKING:
    from jiedui.figures.region import Piece
    from jiedui.kernel.period import Period

SPREAD_MAX = 60
"""A coarse line opens cells of its own for at most so many years or members."""


@dataclass(frozen=True)
class Values:
    """The values of one dimension that occur in an answer."""

    all: frozenset[Any]

    @cached_property
    def _within(self) -> dict[str, set[str]]:
        """Values of a place dimension by every place that holds them."""
        found: dict[str, set[str]] = {}
        for value in self.all:
            for above in {value, value.partition(":")[0], *parents(value)} - {None}:
                found.setdefault(above, set()).add(value)
        return found

    def touched(self, name: str, piece: Piece) -> set[Any]:
        """Return the values a piece may lie in."""
        if name in TIMES:
            return {one for one in self.all if piece.period.touches(period_of(name, one))}
        if piece.place is None:
            return set(self.all)
        above = {one for one in parents(piece.place) if one in self.all}
        holders = {piece.place.partition(":")[0]} & self.all
        return self._within.get(piece.place, set()) | above | holders


@lru_cache(maxsize=65536)
def options(name: str, piece: Piece) -> tuple[Any, ...]:
    """Return the values of a dimension that a piece spans; () when they cannot be named."""
    if name in TIMES:
        return _times(name, piece.period)
    if piece.place is None:
        return ()
    if name == "recipient":
        return (piece.place,)
    if name == "town":
        return (piece.place,) if ":" in piece.place else ()
    value = getattr(parents(piece.place), name)
    return () if value is None else (value,)


def _times(name: str, period: Period) -> tuple[int, ...]:
    first, last = period.starts.year, period.ends.year
    if last - first >= SPREAD_MAX:
        return ()
    if name == "year":
        return tuple(range(first, last + 1))
    per_year = 4 if name == "quarter" else 12
    start = first * per_year + _slot(name, period.starts)
    end = last * per_year + _slot(name, period.ends)
    if end - start >= SPREAD_MAX:
        return ()
    scale = 10 if name == "quarter" else 100
    return tuple(at // per_year * scale + at % per_year + 1 for at in range(start, end + 1))


def _slot(name: str, day: dt.date) -> int:
    return (day.month - 1) // 3 if name == "quarter" else day.month - 1


@lru_cache(maxsize=65536)
def period_of(name: str, value: int) -> Period:
    """Return the days of a value of `year`, `quarter` (20171) or `month` (201703)."""
    if name == "year":
        return year_of(value)
    if name == "quarter":
        return quarter_of(dt.date(value // 10, value % 10 * 3, 1))
    return month_of(dt.date(value // 100, value % 100, 1))


def is_within(name: str, piece: Piece, value: Any) -> bool:  # noqa: ANN401  Texts or numbers.
    """Whether a piece lies wholly in a value."""
    if name in TIMES:
        return piece.period.inside(period_of(name, value))
    return piece.place is not None and all(covers(value, one) for one in members(piece.place))
