"""Which values of a dimension a coarse line may lie in. Knows no Django."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.shape import key_fit
from jiedui.kernel.period import month_of, quarter_of
from jiedui.kernel.period import year as year_of
from jiedui.kernel.place import Fit, covers, members, parents

if TYPE_CHECKING:
    from jiedui.figures.region import Asked, Piece
    from jiedui.kernel.period import Period

SPREAD_MAX = 60
"""A coarse line opens cells of its own for at most so many years or members."""

_NEVER_PART = frozenset(("project", "document", "stage"))


@dataclass(eq=False, slots=True)
class Choice:
    """The values that lines of one coarseness may have in one dimension of the breakdown.

    Attributes:
        name: The dimension.
        left: Where and when the lines can lie.
        raw: What they say in a dimension of neither place nor time.
        own: The values they certainly span themselves; None where that cannot be told.
    """

    name: str
    left: tuple[Piece, ...] = ()
    raw: str | None = None
    own: frozenset[Any] = frozenset((None,))
    _known: dict[Any, bool] = field(default_factory=dict)

    def may_be(self, value: Any) -> bool:  # noqa: ANN401  Texts or numbers.
        """Whether the lines may lie in a value."""
        if value is None:
            return True
        if value not in self._known:
            self._known[value] = self._touches(value)
        return self._known[value]

    def _touches(self, value: Any) -> bool:  # noqa: ANN401
        if self.name in TIMES:
            return any(piece.period.touches(period_of(self.name, value)) for piece in self.left)
        if self.name in PLACES:
            return any(_meet(piece.place, value) for piece in self.left)
        if self.name in _NEVER_PART:
            return False
        return key_fit(self.name, self.raw, (value,)) is not Fit.OUTSIDE


def choice(name: str, left: tuple[Piece, ...], *, raw: str | None, region: Asked) -> Choice:
    """Return the values of a dimension that lines may have, which do not say one.

    Args:
        name: The dimension.
        left: Where and when the lines can lie.
        raw: What they say in a dimension of neither place nor time.
        region: Where and when the question asks.
    """
    if name not in (*PLACES, *TIMES):
        return Choice(name, (), raw)
    own = {option for piece in left for option in options(name, piece)}
    if name in TIMES:
        asked = {one for one in own if region.time_fit(period_of(name, one)) is not Fit.OUTSIDE}
    else:
        asked = {one for one in own if region.place_fit(one) is not Fit.OUTSIDE}
    return Choice(name, left, None, frozenset(asked if len(own) <= SPREAD_MAX else ()))


def _meet(one: str | None, other: str) -> bool:
    """Whether one place lies in the other; None may be anywhere."""
    return one is None or one in _above(other) or other in _above(one)


@lru_cache(maxsize=65536)
def _above(place: str) -> frozenset[str | None]:
    """Return a place and all that hold it."""
    return frozenset((place, place.partition(":")[0], *parents(place))) - {None}


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
