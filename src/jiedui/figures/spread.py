"""Which values of a dimension a coarse line may lie in. Knows no Django."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.shape import key_fit
from jiedui.kernel.period import month_of, quarter_of
from jiedui.kernel.period import year as year_of
from jiedui.kernel.place import Fit, above, parents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.figures.region import Asked, Left
    from jiedui.kernel.period import Period

SPREAD_MAX = 60
"""A coarse line opens cells of its own for at most so many years or members."""

REGIONAL = frozenset((*PLACES, *TIMES))
"""Dimensions in which a line's places and days decide where it may lie."""

_NEVER_PART = frozenset(("project", "document", "stage"))
_ANYWHERE: frozenset[Any] = frozenset((None,))


def reach_in(name: str, left: Left) -> tuple[Any, ...]:
    """Return what of a line's places and days decides its values in a dimension."""
    return left.periods if name in TIMES else left.places


def own_values(name: str, reach: Any, region: Asked) -> frozenset[Any]:  # noqa: ANN401
    """Return the values lines certainly span themselves; None in it where that cannot be told.

    Args:
        name: The dimension.
        reach: Its `reach_in`, or what the lines say in a dimension of neither place nor time.
        region: Where and when the question asks.
    """
    if name not in REGIONAL:
        return _ANYWHERE
    own = {option for one in reach for option in options(name, one)}
    if len(own) > SPREAD_MAX:
        return frozenset()
    if region.windows is None if name in TIMES else not region.places:
        return frozenset(own)
    if name in TIMES:
        asked = {one for one in own if region.time_fit(period_of(name, one)) is not Fit.OUTSIDE}
    else:
        asked = {one for one in own if region.place_fit(one) is not Fit.OUTSIDE}
    return frozenset(asked)


class Candidates:
    """The values of one dimension that occur, by the lines that may lie in them."""

    def __init__(self, name: str, values: Sequence[Any]) -> None:
        """Keep the values, all but None; a value's position is its place in `values`."""
        self._name = name
        self._values = values
        self._found: dict[Any, list[int]] = {}
        self._inner: dict[str, list[int]] = {}
        if name in PLACES:
            for at, value in enumerate(values):
                for place in above(value):
                    self._inner.setdefault(place, []).append(at)

    def of(self, reach: Any) -> list[int]:  # noqa: ANN401
        """Return the positions of the values in which lines of a reach may lie."""
        if reach not in self._found:
            self._found[reach] = sorted(self._of(reach))
        return self._found[reach]

    def _of(self, reach: Any) -> Iterable[int]:  # noqa: ANN401
        everything = range(len(self._values))
        if self._name in _NEVER_PART:
            return ()
        if self._name in PLACES:
            return everything if None in reach else {at for one in reach for at in self._meet(one)}
        if self._name in TIMES:
            spans = [period_of(self._name, value) for value in self._values]
            return [at for at in everything if any(one.touches(spans[at]) for one in reach)]
        return [
            at
            for at, value in enumerate(self._values)
            if key_fit(self._name, reach, (value,)) is not Fit.OUTSIDE
        ]

    def _meet(self, place: str) -> set[int]:
        """Return the values that lie in a place, or in which it lies."""
        outer = above(place)
        holding = [
            at for one in outer for at in self._inner.get(one, ()) if self._values[at] == one
        ]
        return {*self._inner.get(place, ()), *holding}


@lru_cache(maxsize=16)
def candidates_of(name: str, values: tuple[Any, ...]) -> Candidates:
    """Return the candidates among some values; kept, as tables of one book share most axes."""
    return Candidates(name, values)


@lru_cache(maxsize=65536)
@lru_cache(maxsize=65536)
def options(name: str, one: Any) -> tuple[Any, ...]:  # noqa: ANN401  A period, or a place or None.
    """Return the values of a dimension that a period or a place spans; () if not to be named."""
    if name in TIMES:
        return _times(name, one)
    if one is None:
        return ()
    if name == "recipient":
        return (one,)
    if name == "town":
        return (one,) if ":" in one else ()
    value = getattr(parents(one), name)
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
