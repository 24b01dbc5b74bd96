"""Rows of a breakdown: every line in its cell, coarser ones beside the cells they touch.

A line that is inside the question stands exactly once: in its cell, or in the row *not broken down*
(a value of None) when it is coarser than the breakdown. Coarser lines also widen the cells they may
belong to; such bounds are never added up. Knows no Django.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.doubts import Doubts
from jiedui.figures.query import FITS
from jiedui.figures.region import Piece, Scope, pieces
from jiedui.figures.shape import key_fit, stage_of
from jiedui.figures.spread import SPREAD_MAX, Values, is_within, options, period_of
from jiedui.figures.sums import Note, Sums, Widening
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.place import Fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.figures.shape import Plan

Key = tuple[Any, ...]
"""Values of a cell, in the order of the breakdown; None = not broken down by it."""

Choice = tuple[frozenset[Any], frozenset[Any]]
"""Values a line may have of those that occur, and values it certainly spans."""

_MOVING = ("amount", "itemised", "low_delta", "high_delta", "low_open", "high_open")
_NEVER_PART = frozenset(("project", "document", "stage"))


class Settled:
    """Sums of the lines that have a cell, kept in columns until a row is looked at."""

    def __init__(self, table: pa.Table, by: tuple[str, ...]) -> None:
        """Keep what *settled* returned, without cells of which everything was taken back."""
        moved = (pc.not_equal(table[name], 0) for name in _MOVING if name in table.column_names)
        stands = reduce(pc.or_, moved, pc.greater(table["n"], 0))
        table = table.filter(stands.fill_null(False))  # noqa: FBT003
        self._table = table
        columns = [table[f"by_{name}"].to_pylist() for name in by]
        if "stage" in by:
            at = by.index("stage")
            columns[at] = [stage_of(account) for account in columns[at]]
        keys = zip(*columns, strict=True) if columns else [()] * table.num_rows
        self.at: dict[Key, int] = {key: at for at, key in enumerate(keys)}

    @staticmethod
    def none() -> Settled:
        """Return sums of no cell."""
        return Settled(
            pa.table({"n": pa.array([], pa.int64()), "amount": pa.array([], pa.int64())}), ()
        )

    @cached_property
    def _numbers(self) -> list[dict[str, Any]]:
        names = [name for name in self._table.column_names if not name.startswith(("by_", "may_"))]
        return records(self._table.select(names))

    def sums(self, key: Key) -> Sums:
        """Return the sums of a cell."""
        sums = Sums()
        if key in self.at:
            sums.add(self._numbers[self.at[key]])
        return sums


@dataclass
class Cells:
    """The cells of an answer.

    Attributes:
        plan: The question.
        settled: Sums of every line that has a cell.
        more: Sums of coarser lines, in the rows not broken down.
        widened: How far coarser lines widen a cell.
        doubts: Inexact parts that were taken out of inexact totals.
        has_beside: Whether lines of unknown overlap were met and left out.
        fits: How each scope that was met stands to the question.
    """

    plan: Plan
    settled: Settled
    more: dict[Key, Sums] = field(default_factory=dict)
    widened: dict[Key, Widening] = field(default_factory=dict)
    doubts: Doubts = field(default_factory=Doubts)
    has_beside: bool = False
    fits: dict[Scope, tuple[Fit, tuple[Piece, ...]]] = field(default_factory=dict)
    _spread: list[tuple[Key, dict[str, Any], tuple[Piece, ...]]] = field(default_factory=list)
    _choices: dict[Any, Choice] = field(default_factory=dict)
    _there: set[Key] = field(default_factory=set)

    def read_sides(self, table: pa.Table) -> None:
        """Take in settled lines that only may belong to the figure, or may be inside a total."""
        for row in records(table):
            key = tuple(
                stage_of(row[f"by_{name}"]) if name == "stage" else row[f"by_{name}"]
                for name in self.plan.shape.by
            )
            if row["n"] or row["amount"]:
                self._put(key, _reached(row), Fit.INSIDE)

    def read_coarse(self, table: pa.Table) -> None:
        """Take in lines that are coarser than the question or the breakdown."""
        for row in records(table):
            fit, left = self.fit(row)
            if fit is not Fit.OUTSIDE:
                key = tuple(self.value(name, row, left) for name in self.plan.shape.by)
                self._put(key, self.doubts.reached(row), fit, left=left)
        self._spread_out()

    def fit(self, row: dict[str, Any]) -> tuple[Fit, tuple[Piece, ...]]:
        """Return how a row of *coarse* stands to the question, and its pieces where they matter."""
        region = Fit.INSIDE
        left: tuple[Piece, ...] = ()
        if row["by_place"]:
            starts = row["scope_starts"] or EARLIEST
            ends = row["scope_ends"] or LATEST
            scope = Scope(
                row["scope_recipient"], row["scope_owner"], starts, ends, row["scope_excluding"]
            )
            region, left = self.region_fit(scope, row)
        if region is Fit.INSIDE and not row["rest_in"]:
            region = Fit.TOUCHING
        return region, left

    def region_fit(self, scope: Scope, row: dict[str, Any]) -> tuple[Fit, tuple[Piece, ...]]:
        """Return how a scope stands to the question's places and days, and its pieces."""
        if scope not in self.fits:
            is_dated = row.get("by_time", True)
            left = pieces(scope, self.plan.pairings) if is_dated else _undated(scope)
            fit = Fit.INSIDE
            if not (row["place_in"] and row["time_in"]):
                region = self.plan.ask.region
                fit = region.fit(scope, left) if is_dated else region.place_fit(scope.recipient)
            self.fits[scope] = fit, tuple(left)
        return self.fits[scope]

    def _put(
        self, key: Key, row: dict[str, Any], fit: Fit, *, left: tuple[Piece, ...] = ()
    ) -> None:
        overlap = self.plan.ask.figure.overlap
        if row.get("may_overlap") and overlap == "counted":
            self.has_beside = True
            return
        if row.get("may_overlap") and overlap == "possible":
            self._widen(key, row, Note("ambiguous"))
            return
        if row.get("may_belong"):
            self._widen(key, row, Note("stage_not_stated"))
            return
        if fit is Fit.INSIDE:
            self.more.setdefault(key, Sums()).add(row)
        else:
            self._widen(key, row, self._note(row, ()))
        if None in key:
            self._spread.append((key, row, left))

    def _widen(self, key: Key, row: dict[str, Any], note: Note) -> None:
        if row["least"] or row["most"] or row["least_open"] or row["most_open"]:
            found = self.widened.get(key)
            if found is None:
                found = self.widened[key] = Widening()
            found.add(row, note)

    def _note(self, row: dict[str, Any], unfilled: tuple[str, ...]) -> Note:
        """Return what a line is too coarse in, and its scope."""
        dims = [name for name, at in zip(("place", "time"), FITS, strict=False) if not row[at]]
        if not row["rest_in"]:
            dims += [one.name for one in self.plan.shape.keyed if one.name != "recipient"]
        dims += unfilled
        scope = [
            str(row[f"scope_{name}"] or "") if row.get(extent) else ""
            for name, extent in (
                ("recipient", "by_place"),
                ("starts", "by_time"),
                ("ends", "by_time"),
            )
        ]
        return Note("not_broken_down", tuple(dict.fromkeys(dims)), *scope)

    def value(self, name: str, row: dict[str, Any], left: tuple[Piece, ...]) -> object:
        """Return the value of a dimension of the breakdown; None where the line is coarser."""
        value = row[f"by_{name}"]
        if name == "stage":
            return stage_of(value)
        if value is None and left and name in (*PLACES, *TIMES):
            found = {option for piece in left for option in options(name, piece)}
            if len(found) == 1 and all(is_within(name, piece, min(found)) for piece in left):
                return found.pop()
            return None
        return value

    def _spread_out(self) -> None:
        """Widen the finer cells that coarse lines may belong to.

        Cells that a line certainly spans (its own years, its own members) are opened first, so that
        the order of lines does not matter.
        """
        self._there = {*self.settled.at, *self._standing, *self.widened}
        found = [
            [self._choice(at, value, row, left) for at, value in enumerate(key)]
            for key, row, left in self._spread
        ]
        for choices in found:
            self._there.update(itertools.product(*(own for _, own in choices)))
        for (key, row, _), choices in zip(self._spread, found, strict=True):
            note = self._note(row, self._unfilled(key))
            for other in self._cells_of(choices):
                if other != key:
                    self._widen(other, row, note)

    def _unfilled(self, key: Key) -> tuple[str, ...]:
        return tuple(
            "place" if name in PLACES else "time" if name in TIMES else name
            for name, value in zip(self.plan.shape.by, key, strict=True)
            if value is None
        )

    def _cells_of(self, choices: list[Choice]) -> Iterator[Key]:
        """Yield the cells that a coarse line may belong to."""
        there = [known | own for known, own in choices]
        size = 1
        for values in there:
            size *= len(values)
        if size <= len(self._there):
            for other in itertools.product(*there):
                if other in self._there:
                    yield other
            return
        for other in self._there:
            if all(value in some for value, some in zip(other, there, strict=True)):
                yield other

    def _choice(self, at: int, value: Any, row: dict[str, Any], left: tuple[Piece, ...]) -> Choice:  # noqa: ANN401, PLR0917
        """Return the values a line may have in one dimension of the breakdown."""
        name = self.plan.shape.by[at]
        if value is not None:
            alone = frozenset((value,))
            return alone, alone
        if name in _NEVER_PART:
            return frozenset((None,)), frozenset((None,))
        asked: tuple[int, Any]
        if name in (*PLACES, *TIMES):
            asked = (at, tuple(piece.place if name in PLACES else piece.period for piece in left))
        else:
            asked = (at, row.get(f"scope_{name}"))
        if asked not in self._choices:
            self._choices[asked] = self._found_choice(name, at, left, raw=asked[1])
        return self._choices[asked]

    def _found_choice(self, name: str, at: int, left: tuple[Piece, ...], *, raw: Any) -> Choice:  # noqa: ANN401
        values = self._values(at)
        if name in (*PLACES, *TIMES):
            own = {option for piece in left for option in options(name, piece)}
            known = {other for piece in left for other in values.touched(name, piece)}
            own = own if len(own) <= SPREAD_MAX else set()
            return frozenset((*self._asked(name, known), None)), frozenset(self._asked(name, own))
        known = {one for one in values.all if key_fit(name, raw, (one,)) is not Fit.OUTSIDE}
        return frozenset((*known, None)), frozenset((None,))

    def _asked(self, name: str, values: set[Any]) -> set[Any]:
        """Return the values of a dimension of place or time that the question asks about."""
        region = self.plan.ask.region
        if name in TIMES:
            return {
                one for one in values if region.time_fit(period_of(name, one)) is not Fit.OUTSIDE
            }
        return {one for one in values if region.place_fit(one) is not Fit.OUTSIDE}

    def _values(self, at: int) -> Values:
        """Return the values of one dimension that occur."""
        if at not in self._known_values:
            self._known_values[at] = Values(frozenset({key[at] for key in self._there} - {None}))
        return self._known_values[at]

    @cached_property
    def _known_values(self) -> dict[int, Values]:
        return {}

    def sums(self, key: Key) -> Sums:
        """Return everything that is inside a cell."""
        sums = self.settled.sums(key)
        if key in self.more:
            sums.join(self.more[key])
        self.doubts.apply(key, sums)
        return sums

    @property
    def _standing(self) -> set[Key]:
        return {key for key, sums in self.more.items() if sums.exists}

    @cached_property
    def found(self) -> set[Key]:
        """The cells that something stands in or may belong to, in no order."""
        return {*self.settled.at, *self._standing, *self.widened}

    @cached_property
    def keys(self) -> list[Key]:
        """The cells in order, what is not broken down last."""
        return sorted(self.found, key=_in_order)

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        return not (self.settled.at or self.widened or self._standing)


def records(table: pa.Table) -> list[dict[str, Any]]:
    """Return the rows of a table; several times faster than Arrow's own way."""
    columns = [column.to_pylist() for column in table.columns]
    names = table.column_names
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _in_order(key: Key) -> tuple[Any, ...]:
    """Return what sorts a cell: what is not broken down comes after every value."""
    return tuple([(value is None, value) for value in key])


def _undated(scope: Scope) -> list[Piece]:
    """Return the piece of a scope whose days do not matter."""
    from jiedui.kernel.period import Period  # noqa: PLC0415  Only here.

    return [Piece(scope.recipient, Period(scope.starts, scope.ends))]


def _reached(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of *settled* with how far it reaches, as rows of *coarse* have it."""
    low, high = sorted((row["amount"] - row["low_delta"], row["amount"] + row["high_delta"]))
    return {
        **row,
        "least": min(low, 0),
        "most": max(high, 0),
        "least_open": int(row["low_open"] > 0 or row["high_open"] < 0),
        "most_open": int(row["high_open"] > 0 or row["low_open"] < 0),
        **dict.fromkeys(FITS, True),
    }
