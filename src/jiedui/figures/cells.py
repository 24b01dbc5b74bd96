"""Rows of a breakdown: every line in its cell, coarser ones beside the cells they touch.

A line that is inside the question stands exactly once: in its cell, or in the row *not broken down*
(a value of None) when it is coarser than the breakdown. Coarser lines also widen the cells they may
belong to; such bounds are never added up. Knows no Django.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, overload

from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.region import Scope, pieces
from jiedui.figures.shape import key_fit, stage_of
from jiedui.figures.sums import Sums
from jiedui.kernel.period import Period, month_of, quarter_of
from jiedui.kernel.period import year as year_of
from jiedui.kernel.place import Fit, covers, members, parents

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa

    from jiedui.figures.model import AnswerRow
    from jiedui.figures.region import Piece
    from jiedui.figures.shape import Plan

Key = tuple[Any, ...]
"""Values of a cell, in the order of the breakdown; None = not broken down by it."""

SPREAD_MAX = 60
"""A coarse line opens cells of its own for at most so many years or members."""

_NEVER_PART = frozenset(("project", "document", "stage", "recipient"))
_WHO_ELSE = ("not_broken_down", "stage_not_stated", "ambiguous")


@dataclass
class Cells:
    """The cells of an answer.

    Attributes:
        plan: The question.
        sums: Sums of every cell that needs thought.
        plain: Number and amount of exact lines of every other cell.
        has_beside: Whether lines of unknown overlap were met and left out.
        fits: How each scope that was met stands to the question.
    """

    plan: Plan
    sums: dict[Key, Sums] = field(default_factory=dict)
    plain: dict[Key, tuple[int, int]] = field(default_factory=dict)
    has_beside: bool = False
    fits: dict[Scope, tuple[Fit, tuple[Piece, ...]]] = field(default_factory=dict)

    def read(self, exact: pa.Table, rest: pa.Table) -> None:
        """Take in what the two statements returned."""
        self._read_exact(exact)
        rows = rest.to_pylist()
        spread = []
        for row in rows:
            fit, left = self._fit(row)
            if fit is not Fit.OUTSIDE:
                self._place(row, fit, left, spread)
        for key, row, left in spread:
            self._spread(key, row, left)

    def _read_exact(self, exact: pa.Table) -> None:
        names = [f"by_{name}" for name in self.plan.shape.by]
        columns = [exact[name].to_pylist() for name in names]
        numbers = zip(exact["n"].to_pylist(), exact["amount"].to_pylist(), strict=True)
        if "may_belong" in exact.column_names:
            sides = exact["may_belong"].to_pylist()
            for side, key, (n, amount) in zip(
                sides, self._keys(columns, len(sides)), numbers, strict=True
            ):
                if not side:
                    self.plain[key] = (n, amount)
                elif n:
                    row = {
                        "least": min(amount, 0),
                        "most": max(amount, 0),
                        "least_open": 0,
                        "most_open": 0,
                    }
                    self.cell(key).widen(row, "stage_not_stated", [])
            return
        self.plain = dict(zip(self._keys(columns, exact.num_rows), numbers, strict=True))

    def _keys(self, columns: list[list[Any]], count: int) -> Iterable[Key]:
        if not columns:
            return [()] * count
        stage = self.plan.shape.by.index("stage") if "stage" in self.plan.shape.by else None
        if stage is not None:
            columns[stage] = [stage_of(account) for account in columns[stage]]
        return zip(*columns, strict=True)

    def cell(self, key: Key) -> Sums:
        """Return the sums of a cell, to be changed."""
        found = self.sums.get(key)
        if found is None:
            found = self.sums[key] = Sums()
            n, amount = self.plain.get(key, (0, 0))
            found.add_exact(n, amount or 0)
        return found

    def _fit(self, row: dict[str, Any]) -> tuple[Fit, tuple[Piece, ...]]:
        region, left = Fit.INSIDE, ()
        if row["regional"]:
            scope = Scope(*(row[f"scope_{name}"] for name in Scope._fields))
            region, left = self.region_fit(scope, is_inside=row["place_in"] and row["time_in"])
        if region is Fit.INSIDE and not row["rest_in"]:
            region = Fit.TOUCHING
        return region, left

    def region_fit(self, scope: Scope, *, is_inside: bool) -> tuple[Fit, tuple[Piece, ...]]:
        """Return how a scope stands to the question's places and days, and its pieces."""
        if scope not in self.fits:
            left = pieces(scope, self.plan.pairings)
            fit = Fit.INSIDE if is_inside else self.plan.ask.region.fit(scope, left)
            self.fits[scope] = fit, tuple(left)
        return self.fits[scope]

    def _place(
        self, row: dict[str, Any], fit: Fit, left: tuple[Piece, ...], spread: list[Any]
    ) -> None:
        figure = self.plan.ask.figure
        key = tuple(self._value(name, row, left) for name in self.plan.shape.by)
        if row.get("may_overlap") and figure.overlap == "counted":
            self.has_beside = True
        elif row.get("may_overlap") and figure.overlap == "possible":
            self.cell(key).widen(row, "ambiguous", [])
        elif row.get("may_belong"):
            self.cell(key).widen(row, "stage_not_stated", [])
        elif fit is Fit.INSIDE:
            self.cell(key).add(row)
            if None in key:
                spread.append((key, row, left))
        else:
            self.cell(key).widen(row, "not_broken_down", self._notes(row))
            if None in key:
                spread.append((key, row, left))

    def _notes(self, row: dict[str, Any]) -> list[str]:
        """Return what a line that touches is too coarse in, and its scope."""
        names = []
        if not row["place_in"]:
            names.append("place")
        if not row["time_in"]:
            names.append("time")
        if not row["rest_in"]:
            names += [one.name for one in self.plan.shape.keyed if one.name != "recipient"]
        if row["regional"] and row["scope_recipient"]:
            period = Period(row["scope_starts"], row["scope_ends"])
            names.append(f"@{row['scope_recipient']} {period}")
        return names

    def _value(self, name: str, row: dict[str, Any], left: tuple[Piece, ...]) -> object:
        value = row[f"by_{name}"]
        if name == "stage":
            return stage_of(value)
        if value is None and left and name in (*PLACES, *TIMES):
            options = {option for piece in left for option in _options(name, piece)}
            is_one = len(options) == 1 and all(
                _is_within(name, piece, next(iter(options))) for piece in left
            )
            return next(iter(options)) if is_one else None
        return value

    def _spread(self, key: Key, row: dict[str, Any], left: tuple[Piece, ...]) -> None:
        """Widen the finer cells a coarse line may belong to."""
        choices = [self._choices(at, value, row, left) for at, value in enumerate(key)]
        notes = self._notes(row) + [
            "place" if name in PLACES else "time" if name in TIMES else name
            for name, value in zip(self.plan.shape.by, key, strict=True)
            if value is None
        ]
        for other in self._cells_of(choices):
            if other != key:
                self.cell(other).widen(row, "not_broken_down", notes)

    def _cells_of(self, choices: list[tuple[set[Any], set[Any]]]) -> Iterator[Key]:
        """Yield the cells there are, and those that are certain to be among a line's own."""
        there = [known | own for known, own in choices]
        certain = [own for _, own in choices]
        size = 1
        for values in there:
            size *= len(values)
        if size <= len(self.plain) + len(self.sums) + SPREAD_MAX * SPREAD_MAX:
            for other in itertools.product(*there):
                if other in self.plain or other in self.sums or _all_in(other, certain):
                    yield other
            return
        for other in {*self.plain, *self.sums}:
            if _all_in(other, there):
                yield other

    def _choices(
        self, at: int, value: object, row: dict[str, Any], left: tuple[Piece, ...]
    ) -> tuple[set[Any], set[Any]]:
        """Return values a line may have: those that occur, and those it certainly spans itself."""
        name = self.plan.shape.by[at]
        if value is not None:
            return {value}, {value}
        if name in _NEVER_PART and name != "recipient":
            return {None}, set()
        own: set[Any] = set()
        if name in (*PLACES, *TIMES):
            options = {option for piece in left for option in _options(name, piece)}
            own = options if len(options) <= SPREAD_MAX else set()
            def fits(other: Any) -> bool:
                return any(
                            _may_be(name, piece, other) for piece in left
                        )
        else:
            raw = row.get(f"scope_{name}")
            fits = lambda other: key_fit(name, raw, (other,)) is not Fit.OUTSIDE  # noqa: E731
        known = {other for other in self._values(at) if other is not None and fits(other)}
        return known | {None}, own

    def _values(self, at: int) -> set[Any]:
        if not hasattr(self, "_known"):
            self._known: dict[int, set[Any]] = {}
        if at not in self._known:
            self._known[at] = {key[at] for key in self.plain} | {key[at] for key in self.sums}
        return self._known[at]

    def keys(self) -> list[Key]:
        """Return the cells in order, what is not broken down last."""
        there = {key for key, (n, _) in self.plain.items() if n} | {
            key for key, one in self.sums.items() if one.exists or one.is_widened
        }
        return sorted(there, key=lambda key: [(value is None, value) for value in key])


def _all_in(values: Key, sets: Sequence[set[Any]]) -> bool:
    return all(value in some for value, some in zip(values, sets, strict=True))


@lru_cache(maxsize=65536)
def _options(name: str, piece: Piece) -> tuple[Any, ...]:
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
    import datetime as dt  # noqa: PLC0415  Needed only here at run time.

    if name == "year":
        return year_of(value)
    if name == "quarter":
        return quarter_of(dt.date(value // 10, value % 10 * 3, 1))
    return month_of(dt.date(value // 100, value % 100, 1))


@lru_cache(maxsize=262144)
def _may_be(name: str, piece: Piece, value: Any) -> bool:  # noqa: ANN401
    """Whether a piece may lie in a value of a dimension of place or time."""
    if name in TIMES:
        return piece.period.touches(period_of(name, value))
    if piece.place is None:
        return True
    return covers(piece.place, value) or any(covers(value, one) for one in members(piece.place))


def _is_within(name: str, piece: Piece, value: Any) -> bool:  # noqa: ANN401
    """Whether a piece lies wholly in a value."""
    if name in TIMES:
        return piece.period.inside(period_of(name, value))
    return piece.place is not None and covers(value, piece.place)


class Rows(Sequence["AnswerRow"]):
    """The rows of an answer, each built when it is looked at."""

    def __init__(self, cells: Cells, build: Callable[[Cells, Key], AnswerRow]) -> None:
        """Keep the cells and how to make a row of one."""
        self._cells = cells
        self._build = build
        self._order: list[Key] | None = None

    @property
    def order(self) -> list[Key]:
        """The cells in order."""
        if self._order is None:
            self._order = self._cells.keys()
        return self._order

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.order)

    @overload
    def __getitem__(self, at: int) -> AnswerRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[AnswerRow]: ...
    def __getitem__(self, at: int | slice) -> AnswerRow | Sequence[AnswerRow]:
        """Return a row, or several."""
        if isinstance(at, slice):
            return [self._build(self._cells, key) for key in self.order[at]]
        return self._build(self._cells, self.order[at])
