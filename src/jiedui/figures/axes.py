"""Breakdowns as whole numbers: columns as codes, cells as one number each, sums by cell.

Nothing here knows what a dimension means. Every sum is exact: where whole numbers of 64 bits might
not hold it, Python's own take over. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_LIMIT = 2**62
_DENSE_MAX = 4_000_000
"""Up to so many possible cells, each is looked up by its code instead of searched for."""

_EXPANDED_MAX = 2_000_000
"""So many combinations of values are looked at in one go."""


@dataclass
class Coded:
    """A column: the values that occur, and which of them each row has."""

    values: list[Any]
    at: np.ndarray

    def mapped(self, change: Callable[[Any], Any]) -> Coded:
        """Return the column with every value changed."""
        return Coded([change(value) for value in self.values], self.at)

    def taken(self, rows: np.ndarray) -> Coded:
        """Return some of the rows."""
        return Coded(self.values, self.at[rows])

    def is_none(self) -> np.ndarray:
        """Return which rows are None."""
        found: np.ndarray = np.array([value is None for value in self.values], bool)[self.at]
        return found


def rows_of(columns: Sequence[Coded]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of several columns, row by row."""
    return zip(*([one.values[at] for at in one.at.tolist()] for one in columns), strict=True)


def each_once(columns: Sequence[Coded]) -> tuple[Iterator[tuple[Any, ...]], np.ndarray]:
    """Return the rows of several columns, those alike once, and which of them each row is."""
    first, of = distinct([one.at for one in columns])
    return rows_of([one.taken(first) for one in columns]), of


def coded(table: pa.Table, name: str) -> Coded:
    """Return a column of a table in codes."""
    column = table[name].combine_chunks()
    encoded = column.dictionary_encode("encode")
    return Coded(listed(encoded.dictionary), encoded.indices.to_numpy(zero_copy_only=False))


def listed(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """Return the values of a column; days ten times as fast as Arrow lists them."""
    if not pa.types.is_date32(column.type):
        return list(column.to_pylist())
    whole_column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    days = whole_column.to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return list(days.tolist())


def flags(table: pa.Table, name: str, *, default: bool) -> np.ndarray:
    """Return a column of yes and no; `default` where the table lacks it."""
    if name not in table.column_names:
        return np.full(table.num_rows, default)
    column = table[name]
    known = column.fill_null(False) if column.null_count else column  # noqa: FBT003
    found: np.ndarray = known.to_numpy().astype(bool)
    return found


def whole(table: pa.Table, name: str) -> np.ndarray:
    """Return a column of whole numbers, 0 where nothing stands or the table lacks it."""
    if name not in table.column_names:
        return np.zeros(table.num_rows, np.int64)
    column = table[name]
    known = column.fill_null(0) if column.null_count else column
    found: np.ndarray = known.to_numpy().astype(np.int64, copy=False)
    return found


def distinct(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return, of rows alike in all columns of codes, one each, and to which each row belongs."""
    together = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        size = int(column.max(initial=0)) + 1
        if (int(together.max(initial=0)) + 1) * size > _LIMIT:
            together = np.unique(together, return_inverse=True)[1]
        together = together * size + column
    _, first, inverse = np.unique(together, return_index=True, return_inverse=True)
    return first, inverse


@dataclass
class Axis:
    """One dimension of a breakdown.

    Attributes:
        values: The values that occur, in order; a value's position is its code, and the code after
            the last stands for None.
    """

    values: list[Any]

    @staticmethod
    def of(values: Iterable[Any]) -> Axis:
        """Return the axis of the values that occur."""
        return Axis(sorted({*values} - {None}))

    @property
    def none(self) -> int:
        """The code of None."""
        return len(self.values)

    @cached_property
    def _codes(self) -> dict[Any, int]:
        return {value: at for at, value in enumerate([*self.values, None])}

    def code(self, value: Any) -> int:  # noqa: ANN401  Texts or numbers.
        """Return the code of a value; -1 when it does not occur."""
        return self._codes.get(value, -1)

    def codes(self, column: Coded) -> np.ndarray:
        """Return the codes of a column."""
        found: np.ndarray = np.array([self._codes[one] for one in column.values], np.int64)[
            column.at
        ]
        return found


class Order:
    """Cells in order, each once, and where each stands among them.

    Attributes:
        cells: Their codes.
    """

    def __init__(self, size: int, several: Iterable[np.ndarray]) -> None:
        """Put cells in order.

        Args:
            size: All codes are below it.
            several: Codes, in any order and as often as they like.
        """
        self._there: np.ndarray | None = None
        if size <= _DENSE_MAX:
            self._there = np.zeros(size, bool)
            for some in several:
                self._there[some] = True
            self.cells: np.ndarray = np.flatnonzero(self._there)
        else:
            self.cells = np.unique(np.concatenate([*several]))

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.cells)

    @cached_property
    def _rank(self) -> np.ndarray:
        assert self._there is not None  # noqa: S101  Asked only then.
        found: np.ndarray = np.cumsum(self._there) - 1
        return found

    def at(self, some: np.ndarray) -> np.ndarray:
        """Return the positions of cells that are among them."""
        if self._there is None:
            return np.searchsorted(self.cells, some)
        found: np.ndarray = self._rank[some]
        return found

    def have(self, some: np.ndarray) -> np.ndarray:
        """Return which of some cells are among them."""
        if self._there is not None:
            found: np.ndarray = self._there[some]
            return found
        if not len(self.cells):
            return np.zeros(len(some), bool)
        at = np.minimum(np.searchsorted(self.cells, some), len(self.cells) - 1)
        return np.asarray(self.cells[at] == some, bool)


class Axes:
    """All dimensions of a breakdown; a cell's code puts its values' codes in one number.

    Codes are in the order of rows: by value, what is not broken down last.
    """

    def __init__(self, axes: Sequence[Axis]) -> None:
        """Give every axis its weight in a code."""
        self.axes = axes
        self.weights: list[int] = []
        weight = 1
        for axis in reversed(axes):
            self.weights.insert(0, weight)
            weight *= len(axis.values) + 1
        self.size = weight
        self._type = np.int64 if weight < _LIMIT else object

    def cells(self, columns: Sequence[np.ndarray], size: int) -> np.ndarray:
        """Return the codes of `size` cells from one column of codes per dimension."""
        found = np.zeros(size, self._type)
        for column, weight in zip(columns, self.weights, strict=True):
            found = found + column.astype(self._type) * weight
        return found

    def column(self, cells: np.ndarray, at: int) -> np.ndarray:
        """Return the codes that cells have in one dimension."""
        found: np.ndarray = (cells // self.weights[at] % (len(self.axes[at].values) + 1)).astype(
            np.int64
        )
        return found

    def keys(self, cells: np.ndarray) -> list[tuple[Any, ...]]:
        """Return the values of cells."""
        columns = []
        for at, axis in enumerate(self.axes):
            values = [*axis.values, None]
            columns.append([values[one] for one in self.column(cells, at).tolist()])
        return list(zip(*columns, strict=True)) if columns else [()] * len(cells)

    def cell(self, key: tuple[Any, ...]) -> int:
        """Return the code of a cell; -1 when some value of it does not occur."""
        codes = [axis.code(value) for axis, value in zip(self.axes, key, strict=True)]
        if -1 in codes:
            return -1
        return sum(code * weight for code, weight in zip(codes, self.weights, strict=True))


@dataclass
class Options:
    """For each of several rows the codes it may have in one dimension."""

    choices: Sequence[Sequence[int]]
    of: np.ndarray

    @cached_property
    def _flat(self) -> np.ndarray:
        return np.array([code for one in self.choices for code in one], np.int64)

    @cached_property
    def _counts(self) -> np.ndarray:
        return np.array([len(one) for one in self.choices], np.int64)

    def counts(self) -> np.ndarray:
        """Return how many codes each row may have."""
        found: np.ndarray = self._counts[self.of]
        return found

    def each(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return every code of some rows: positions in `rows`, and the codes."""
        chosen = self.of[rows]
        counts = self._counts[chosen]
        at = np.repeat(np.arange(len(rows)), counts)
        before = np.cumsum(counts) - counts
        starts = (np.cumsum(self._counts) - self._counts)[chosen]
        return at, self._flat[np.arange(len(at)) - np.repeat(before - starts, counts)]


def expanded(
    axes: Axes, own: np.ndarray, options: Mapping[int, Options], *, cells: Order | None = None
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield rows and cells in which they may lie, some rows at a time.

    Args:
        axes: The breakdown.
        own: The rows' own cells, with None in every dimension of `options`.
        options: By dimension, what each row may have there.
        cells: The cells that occur, in order; no others are told. None: every one is.
    """
    base = own - sum(axes.axes[at].none * axes.weights[at] for at in options)
    known = [at for at in range(len(axes.axes)) if at not in options]
    whole_size = len(own) if cells is None else len(cells)
    size = np.ones(len(own), np.int64)
    for one in options.values():
        size = np.minimum(size * one.counts(), max(whole_size, 1) if cells is not None else _LIMIT)
    for rows in _slices(size):
        at, code, there = rows, base[rows], [*known]
        for dimension, one in options.items():
            place, value = one.each(at)
            at, code = at[place], code[place] + value * axes.weights[dimension]
            there.append(dimension)
            if cells is not None:
                kept = _projected(axes, cells, there).have(code)
                at, code = at[kept], code[kept]
        yield at, code


def _slices(sizes: np.ndarray) -> Iterator[np.ndarray]:
    if not len(sizes):
        return
    turn = np.cumsum(sizes) // _EXPANDED_MAX
    yield from np.split(np.arange(len(sizes)), np.flatnonzero(np.diff(turn)) + 1)


def _projected(axes: Axes, cells: Order, dimensions: Sequence[int]) -> Order:
    """Return what the cells say in some dimensions."""
    if len(dimensions) == len(axes.axes):
        return cells
    every = cells.cells
    parts = [axes.column(every, at).astype(every.dtype) * axes.weights[at] for at in dimensions]
    return Order(axes.size, [np.asarray(sum(parts))])


def summed(
    size: int, cells: np.ndarray, numbers: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the cells that occur, in order, and the sums of each; all codes are below `size`."""
    if not len(cells):
        return cells, dict(numbers)
    order = Order(size, [cells])
    at = order.at(cells)
    sums = {}
    for name, column in numbers.items():
        roomy = _roomy(column)
        sums[name] = np.zeros(len(order), roomy.dtype)
        if roomy.any():
            np.add.at(sums[name], at, roomy)
    return order.cells, sums


def _roomy(column: np.ndarray) -> np.ndarray:
    """Return a column whose sums cannot overflow."""
    if column.dtype == object or not len(column):
        return column
    largest = max(abs(int(column.min())), abs(int(column.max())))
    return column if largest * len(column) < _LIMIT else column.astype(object)
