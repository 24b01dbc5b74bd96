"""The rows that answer a question about flows, and how each coarser one stands to it.

A line that is inside the question stands exactly once: in its cell, or in the row *not broken down*
(a value of None) when it is coarser than the breakdown. Coarser lines also widen the cells they may
belong to; such bounds are never added up. `figures.grid` adds both up. Knows no Django.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import pyarrow.compute as pc

from jiedui.figures.axes import coded, distinct, flags, listed
from jiedui.figures.catalogue.dimensions import TIMES
from jiedui.figures.doubts import Doubts
from jiedui.figures.region import NOWHERE, Scope
from jiedui.figures.shape import stage_of
from jiedui.figures.spread import REGIONAL, options, period_of
from jiedui.figures.statement import EXTENTS, FITS
from jiedui.figures.sums import Sums
from jiedui.figures.tellings import Tellings
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.place import Fit, covers, members

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from jiedui.figures.axes import Coded
    from jiedui.figures.grid import Grid
    from jiedui.figures.region import Left, Piece
    from jiedui.figures.shape import Plan
    from jiedui.figures.sides import Sides
    from jiedui.figures.sums import Widening

Key = tuple[Any, ...]
"""Values of a cell, in the order of the breakdown; None = not broken down by it."""

Row = dict[str, Any]
"""A row that a statement returned."""

_SCOPES = tuple(f"scope_{name}" for name in Scope._fields)


@dataclass
class Places:
    """Where and when coarser lines lie, each once.

    Attributes:
        rows: A row that lies there.
        fits: How each stands to the question's places and days.
        left: Their pieces, where they matter.
        of: Which of them each row of *coarse* has.
    """

    rows: Sequence[Row]
    fits: Sequence[Fit]
    left: Sequence[Left]
    of: np.ndarray

    def are(self, fit: Fit) -> np.ndarray:
        """Return which rows of *coarse* stand so to the question's places and days."""
        found: np.ndarray = np.array([one is fit for one in self.fits], bool)[self.of]
        return found


@dataclass
class Given:
    """The cells of an answer that was put together from others.

    Attributes:
        sums: What is inside each cell.
        widened: How far a cell is widened, where it is.
    """

    sums: dict[Key, Sums]
    widened: dict[Key, Widening]

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.keys)

    @cached_property
    def keys(self) -> list[Key]:
        """The cells in which something stands or may belong, in order."""
        there = {key for key, sums in self.sums.items() if sums.exists} | {*self.widened}
        return sorted(there, key=lambda key: [(value is None, value) for value in key])

    def sums_of(self, key: Key) -> Sums:
        """Return everything that is inside a cell."""
        return self.sums.get(key, Sums())

    def widening(self, key: Key) -> Widening | None:
        """Return how far a cell is widened."""
        return self.widened.get(key)


@dataclass
class Cells:
    """What the statements returned for a question about flows.

    Attributes:
        plan: The question.
        settled: Sums of every line that has a cell; None where only coarser lines matter.
        rest: What *coarse* returned; None where no line can be coarse.
        doubts: Inexact parts that were taken out of inexact totals.
        given: The cells themselves, once `figures.grid` worked them out or where they were put
            together from others.
        sides: What was worked out of the rows already, until then.
    """

    plan: Plan
    settled: pa.Table | None = None
    rest: pa.Table | None = None
    doubts: Doubts = field(default_factory=Doubts)
    given: Grid | Given | None = None
    sides: Sides | None = None
    _fits: dict[tuple[Scope, bool], tuple[Fit, Left]] = field(default_factory=dict)
    _coded: dict[str, Coded] = field(default_factory=dict)

    @property
    def has_beside(self) -> bool:
        """Whether lines of unknown overlap were met and left out."""
        tables = [one for one in (self.settled, self.rest) if one is not None]
        return self.plan.ask.figure.overlap == "counted" and any(
            pc.any(one["may_overlap"]).as_py()
            for one in tables
            if "may_overlap" in one.column_names
        )

    @cached_property
    def places(self) -> Places:
        """Where the lines of *coarse* lie, and how that stands to the question."""
        if self.rest is None or not self.rest.num_rows:
            return Places([], [], [], np.zeros(0, np.int64))
        there = {*self.rest.column_names}
        names = [one for one in (*FITS[:2], *EXTENTS[:2], *_SCOPES) if one in there]
        flat = flags_of(self.rest)
        if not names:
            return Places([flat], [Fit.INSIDE], [NOWHERE], np.zeros(self.rest.num_rows, np.int64))
        first, of = distinct([self._mattering(name) for name in names])
        taken = self.rest.select(names).take(first)
        fits, left = self._placed_each(taken, flat)
        return Places(Records(taken, flat), fits, left, of)

    def coded(self, name: str) -> Coded:
        """Return a column of *coarse* in codes, worked out once."""
        assert self.rest is not None  # noqa: S101  Asked only where there are rows.
        if name not in self._coded:
            self._coded[name] = coded(self.rest, name)
        return self._coded[name]

    def _mattering(self, name: str) -> np.ndarray:
        """Return the codes of a column of *coarse*, those of a scope only where they matter."""
        assert self.rest is not None  # noqa: S101  Asked only where there are rows.
        codes = self.coded(name).at
        if name not in _SCOPES or "by_total" not in self.rest.column_names:
            return codes
        extent = EXTENTS[0] if name == _SCOPES[0] else EXTENTS[1]
        return np.where(self.flag(extent), codes + 1, 0)

    @cached_property
    def tellings(self) -> Tellings:
        """What stated totals tell of the lines of *coarse*."""
        return Tellings(self)

    @property
    def inside(self) -> list[Scope]:
        """The scopes that are inside though their days or places reach further."""
        _ = self.places
        return [scope for (scope, _), (fit, _) in self._fits.items() if fit is Fit.INSIDE]

    def fit(self, row: Row) -> tuple[Fit, Left]:
        """Return how a row of *coarse* stands to the question, and where its lines can lie."""
        region, left = self._placed(row)
        if region is Fit.INSIDE and not row["rest_in"]:
            region = Fit.TOUCHING
        return region, left

    def _placed_each(self, table: pa.Table, flat: Row) -> tuple[Sequence[Fit], Sequence[Left]]:
        """Return `_placed` of every row of a table."""

        def column(name: str, default: object = None) -> Iterable[Any]:
            if name in table.column_names:
                return listed(table[name])
            return repeat(flat.get(name, default), table.num_rows)

        fits, left = [], []
        for by_place, by_time, place_in, time_in, place, owner, starts, ends, excluding in zip(
            column("by_place"), column("by_time"), column("place_in"), column("time_in"),
            *(column(name) for name in _SCOPES), strict=True,
        ):  # fmt: skip
            fit, some = Fit.INSIDE, NOWHERE
            if by_place:
                scope = Scope(place, owner, starts or EARLIEST, ends or LATEST, excluding)
                is_in = place_in and time_in
                fit, some = self._region_fit(scope, is_dated=by_time, is_in=is_in)
            fits.append(fit)
            left.append(some)
        return fits, left

    def _placed(self, row: Row) -> tuple[Fit, Left]:
        if not row["by_place"]:
            return Fit.INSIDE, NOWHERE
        starts = row.get("scope_starts") or EARLIEST
        ends = row.get("scope_ends") or LATEST
        place, owner = row["scope_recipient"], row.get("scope_owner")
        return self.region_fit(Scope(place, owner, starts, ends, row.get("scope_excluding")), row)

    def region_fit(self, scope: Scope, row: Row) -> tuple[Fit, Left]:
        """Return how a scope stands to the question's places and days, and its pieces."""
        is_in = row.get("place_in", True) and row.get("time_in", True)
        return self._region_fit(scope, is_dated=row.get("by_time", True), is_in=is_in)

    def _region_fit(self, scope: Scope, *, is_dated: bool, is_in: bool) -> tuple[Fit, Left]:
        found = self._fits.get((scope, is_dated))
        if found is None:
            now = self.plan.pairings.now(scope)
            left = self.plan.pairings.left(now, is_dated=is_dated)
            fit = Fit.INSIDE
            if not is_in:
                region = self.plan.ask.region
                place = scope.recipient
                fit = region.fit(now, left.pieces) if is_dated else region.place_fit(place)
            found = self._fits[scope, is_dated] = fit, left
        return found

    def value(self, name: str, row: Row, left: Left) -> Any:  # noqa: ANN401  Texts or numbers.
        """Return the value of a dimension of the breakdown; None where the line is coarser."""
        value = row[f"by_{name}"]
        if name == "stage":
            return stage_of(value)
        return filled(name, left) if value is None else value

    def flag(self, name: str) -> np.ndarray:
        """Return a flag of every row of *coarse*."""
        assert self.rest is not None  # noqa: S101  Asked only where there are rows.
        return flags(self.rest, name, default=name in FITS)


def filled(name: str, left: Left) -> Any:  # noqa: ANN401  Texts or numbers.
    """Return the one value of a dimension in which all pieces lie; None where there is none."""
    if name not in REGIONAL or not left.pieces:
        return None
    if name not in left.filled:
        left.filled[name] = _only(name, left)
    return left.filled[name]


def _only(name: str, left: Left) -> Any:  # noqa: ANN401
    spans = left.periods if name in TIMES else left.places
    found = {option for one in spans for option in options(name, one)}
    if len(found) != 1:
        return None
    value = found.pop()
    return value if all(_is_within(name, piece, value) for piece in left.pieces) else None


def _is_within(name: str, piece: Piece, value: Any) -> bool:  # noqa: ANN401
    if name in TIMES:
        return piece.period.inside(period_of(name, value))
    return piece.place is not None and all(covers(value, one) for one in members(piece.place))


class Records(Sequence[Row]):
    """The rows of a table, each made when it is looked at."""

    def __init__(self, table: pa.Table, flat: Row) -> None:
        """Keep the table, and what is the same for every row."""
        self._table = table
        self._flat = flat

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._table.num_rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        """Return a row, or several."""
        if isinstance(at, slice):
            return records(self._table[at], **self._flat)
        return records(self._table.slice(at, 1), **self._flat)[0]


def records(table: pa.Table, **constants: object) -> list[Row]:
    """Return the rows of a table; several times faster than Arrow's own way."""
    columns = [listed(column) for column in table.columns]
    columns += [[value] * table.num_rows for value in constants.values()]
    names = [*table.column_names, *constants]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def flags_of(table: pa.Table) -> dict[str, object]:
    """Return the flags that a statement left out because they are the same for every line."""
    found = {**dict.fromkeys(FITS, True), **dict.fromkeys(EXTENTS, False)}
    return {name: value for name, value in found.items() if name not in table.column_names}
