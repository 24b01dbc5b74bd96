"""Rows of a breakdown: every line in its cell, coarser ones beside the cells they touch.

A line that is inside the question stands exactly once: in its cell, or in the row *not broken down*
(a value of None) when it is coarser than the breakdown. Coarser lines also widen the cells they may
belong to; such bounds are never added up. Nothing is worked out before a row is looked at. Knows no
Django.
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
from jiedui.figures.query import EXTENTS, FITS
from jiedui.figures.region import Piece, Scope, pieces
from jiedui.figures.shape import stage_of
from jiedui.figures.spread import choice, is_within, options
from jiedui.figures.sums import Note, Sums, Widening
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.place import Fit

if TYPE_CHECKING:
    from jiedui.figures.shape import Plan
    from jiedui.figures.spread import Choice

Key = tuple[Any, ...]
"""Values of a cell, in the order of the breakdown; None = not broken down by it."""

Row = dict[str, Any]
"""A row that a statement returned."""

_MOVING = ("amount", "itemised", "low_delta", "high_delta", "low_open", "high_open")
_EMPTY = pa.table({name: pa.array([], pa.int64()) for name in ("n", *_MOVING)})


class Settled:
    """Sums of the lines that have a cell, kept in columns until a row is looked at."""

    def __init__(self, table: pa.Table = _EMPTY, by: tuple[str, ...] = ()) -> None:
        """Keep what *settled* returned, without cells of which everything was taken back."""
        moved = (pc.not_equal(table[name], 0) for name in _MOVING if name in table.column_names)
        stands = reduce(pc.or_, moved, pc.greater(table["n"], 0))
        self._table = table.filter(stands.fill_null(False))  # noqa: FBT003
        self._by = by

    def __len__(self) -> int:
        """Return the number of cells."""
        rows: int = self._table.num_rows
        return rows

    @cached_property
    def at(self) -> dict[Key, int]:
        """Where each cell's sums stand."""
        columns = [self._table[f"by_{name}"].to_pylist() for name in self._by]
        if "stage" in self._by:
            at = self._by.index("stage")
            columns[at] = [stage_of(account) for account in columns[at]]
        keys = zip(*columns, strict=True) if columns else [()] * len(self)
        return {key: at for at, key in enumerate(keys)}

    @cached_property
    def _numbers(self) -> list[Row]:
        names = [name for name in self._table.column_names if not name.startswith(("by_", "may_"))]
        return records(self._table.select(names))

    def sums(self, key: Key) -> Sums:
        """Return the sums of a cell."""
        sums = Sums()
        if key in self.at:
            sums.add(self._numbers[self.at[key]])
        return sums


@dataclass
class Coarse:
    """What coarser lines add to an answer.

    Attributes:
        more: Sums of lines in the rows not broken down.
        widened: How far lines that only touch widen a cell.
        finer: Lines not broken down, which widen finer cells: by the dimensions they are coarse in,
            then by their own cell, then by the values they may have.
    """

    more: dict[Key, Sums] = field(default_factory=dict)
    widened: dict[Key, Widening] = field(default_factory=dict)
    finer: dict[tuple[int, ...], dict[Key, dict[tuple[Choice, ...], Widening]]] = field(
        default_factory=dict
    )

    def widen(self, key: Key, row: Row, note: Note) -> None:
        """Let lines that touch a cell widen it."""
        if _moves(row):
            self.widened.setdefault(key, Widening()).add(row, note)

    def spread(self, key: Key, choices: tuple[Choice, ...], row: Row, *, note: Note) -> None:
        """Let lines not broken down widen the finer cells they may belong to."""
        if _moves(row):
            coarse = tuple(at for at, value in enumerate(key) if value is None)
            there = self.finer.setdefault(coarse, {}).setdefault(key, {})
            there.setdefault(choices, Widening()).add(row, note)

    @cached_property
    def opened(self) -> set[Key]:
        """The cells that something stands in or certainly belongs to."""
        found = {key for key, sums in self.more.items() if sums.exists} | {*self.widened}
        for coarse, keys in self.finer.items():
            for key, all_choices in keys.items():
                for choices in all_choices:
                    values: list[Any] = [(value,) for value in key]
                    for at, one in zip(coarse, choices, strict=True):
                        values[at] = one.own
                    found.update(itertools.product(*values))
        return found

    def widening(self, key: Key) -> Widening | None:
        """Return how far a cell is widened by all lines that may belong to it."""
        found = [self.widened[key]] if key in self.widened else []
        for coarse, keys in self.finer.items():
            own = tuple(None if at in coarse else value for at, value in enumerate(key))
            if own == key:
                continue
            found += [
                reach
                for choices, reach in keys.get(own, {}).items()
                if all(one.may_be(key[at]) for at, one in zip(coarse, choices, strict=True))
            ]
        return Widening.joined(found) if found else None


@dataclass
class Cells:
    """The cells of an answer.

    Attributes:
        plan: The question.
        settled: Sums of every line that has a cell.
        sides: Settled lines that only may belong to the figure, or may be inside a total.
        rest: What *coarse* returned; None where no line can be coarse.
        doubts: Inexact parts that were taken out of inexact totals.
        given: What coarser lines add, where it is known already.
    """

    plan: Plan
    settled: Settled
    sides: pa.Table | None = None
    rest: pa.Table | None = None
    doubts: Doubts = field(default_factory=Doubts)
    given: Coarse | None = None
    _fits: dict[Scope, tuple[Fit, tuple[Piece, ...]]] = field(default_factory=dict)
    _choices: dict[tuple[Any, ...], Choice] = field(default_factory=dict)

    @property
    def has_beside(self) -> bool:
        """Whether lines of unknown overlap were met and left out."""
        tables = [one for one in (self.sides, self.rest) if one is not None]
        return self.plan.ask.figure.overlap == "counted" and any(
            pc.any(one["may_overlap"]).as_py()
            for one in tables
            if "may_overlap" in one.column_names
        )

    @cached_property
    def coarse(self) -> Coarse:
        """What coarser lines add to the cells."""
        if self.given is not None:
            return self.given
        found = Coarse()
        for row in [] if self.sides is None else records(self.sides):
            self._put(found, _reached(row), Fit.INSIDE)
        for row in [] if self.rest is None else records(self.rest, **flags_of(self.rest)):
            fit, left = self.fit(row)
            if fit is not Fit.OUTSIDE:
                self._put(found, self.doubts.reached(row), fit, left=left)
        return found

    @property
    def fits(self) -> dict[Scope, tuple[Fit, tuple[Piece, ...]]]:
        """How each scope that was met stands to the question, and its pieces."""
        _ = self.coarse
        return self._fits

    def fit(self, row: Row) -> tuple[Fit, tuple[Piece, ...]]:
        """Return how a row of *coarse* stands to the question, and its pieces where they matter."""
        region = Fit.INSIDE
        left: tuple[Piece, ...] = ()
        if row["by_place"]:
            starts = row.get("scope_starts") or EARLIEST
            ends = row.get("scope_ends") or LATEST
            scope = Scope(
                row["scope_recipient"], row.get("scope_owner"), starts, ends,
                row.get("scope_excluding"),
            )  # fmt: skip
            region, left = self.region_fit(scope, row)
        if region is Fit.INSIDE and not row["rest_in"]:
            region = Fit.TOUCHING
        return region, left

    def region_fit(self, scope: Scope, row: Row) -> tuple[Fit, tuple[Piece, ...]]:
        """Return how a scope stands to the question's places and days, and its pieces."""
        if scope not in self._fits:
            is_dated = row.get("by_time", True)
            whole = Piece(scope.recipient, Period(scope.starts, scope.ends))
            left = pieces(scope, self.plan.pairings) if is_dated else [whole]
            fit = Fit.INSIDE
            if not (row.get("place_in", True) and row.get("time_in", True)):
                region = self.plan.ask.region
                fit = region.fit(scope, left) if is_dated else region.place_fit(scope.recipient)
            self._fits[scope] = fit, tuple(left)
        return self._fits[scope]

    def _put(self, found: Coarse, row: Row, fit: Fit, *, left: tuple[Piece, ...] = ()) -> None:
        overlap = self.plan.ask.figure.overlap
        if row.get("may_overlap") and overlap == "counted":
            return
        key = tuple(self.value(name, row, left) for name in self.plan.shape.by)
        if row.get("may_overlap") and overlap == "possible":
            found.widen(key, row, Note("ambiguous"))
            return
        if row.get("may_belong"):
            found.widen(key, row, Note("stage_not_stated"))
            return
        if fit is Fit.INSIDE:
            found.more.setdefault(key, Sums()).add(row)
        else:
            found.widen(key, row, self._note(row, ()))
        if None in key:
            choices = tuple(
                self._choice(at, row, left) for at, value in enumerate(key) if value is None
            )
            found.spread(key, choices, row, note=self._note(row, self._unfilled(key)))

    def _note(self, row: Row, unfilled: tuple[str, ...]) -> Note:
        """Return what a line is too coarse in, and its scope."""
        dims = [name for name, at in (("place", "place_in"), ("time", "time_in")) if not row[at]]
        if not row["rest_in"]:
            dims += [one.name for one in self.plan.shape.keyed if one.name != "recipient"]
        recipient = str(row.get("scope_recipient") or "") if row.get("by_place") else ""
        days = ("", "")
        if row.get("by_time"):
            days = (str(row["scope_starts"]), str(row["scope_ends"]))
        return Note("not_broken_down", tuple(dict.fromkeys((*dims, *unfilled))), recipient, *days)

    def _unfilled(self, key: Key) -> tuple[str, ...]:
        return tuple(
            "place" if name in PLACES else "time" if name in TIMES else name
            for name, value in zip(self.plan.shape.by, key, strict=True)
            if value is None
        )

    def value(self, name: str, row: Row, left: tuple[Piece, ...]) -> object:
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

    def _choice(self, at: int, row: Row, left: tuple[Piece, ...]) -> Choice:
        """Return the values a line may have in one dimension of the breakdown."""
        name = self.plan.shape.by[at]
        is_region = name in (*PLACES, *TIMES)
        raw = None if is_region else row.get(f"scope_{name}")
        asked = (at, left if is_region else raw)
        if asked not in self._choices:
            region = self.plan.ask.region
            self._choices[asked] = choice(name, left, raw=raw, region=region)
        return self._choices[asked]

    def sums(self, key: Key) -> Sums:
        """Return everything that is inside a cell."""
        sums = self.settled.sums(key)
        if key in self.coarse.more:
            sums.join(self.coarse.more[key])
        self.doubts.apply(key, sums)
        return sums

    @cached_property
    def found(self) -> set[Key]:
        """The cells that something stands in or may belong to, in no order."""
        return {*self.settled.at, *self.coarse.opened}

    @cached_property
    def keys(self) -> list[Key]:
        """The cells in order, what is not broken down last."""
        return sorted(self.found, key=_in_order)


def _in_order(key: Key) -> tuple[Any, ...]:
    """Return what sorts a cell: what is not broken down comes after every value."""
    return tuple([(value is None, value) for value in key])


def records(table: pa.Table, **constants: object) -> list[Row]:
    """Return the rows of a table; several times faster than Arrow's own way."""
    columns = [column.to_pylist() for column in table.columns]
    columns += [[value] * table.num_rows for value in constants.values()]
    names = [*table.column_names, *constants]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def flags_of(table: pa.Table) -> dict[str, object]:
    """Return the flags that a statement left out because they are the same for every line."""
    flags = {**dict.fromkeys(FITS, True), **dict.fromkeys(EXTENTS, False)}
    return {name: value for name, value in flags.items() if name not in table.column_names}


def _moves(row: Row) -> bool:
    return bool(row["least"] or row["most"] or row["least_open"] or row["most_open"])


def _reached(row: Row) -> Row:
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
