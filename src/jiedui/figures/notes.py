"""Why cells are widened: a number for each reason, in words only when one is looked at.

Knows no Django.
"""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from jiedui.figures.axes import distinct
from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.sums import GRAVEST, NOTES_MAX, Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.figures.cells import Places, Row
    from jiedui.figures.shape import Shape


class Notes:
    """The notes of all cells of an answer."""

    AMBIGUOUS = 0
    STAGE_NOT_STATED = 1
    _FIRST = 2

    def __init__(self, shape: Shape) -> None:
        """Keep what notes are made from, but not the cells: these keep the notes."""
        self._shape = shape
        self._rows: Sequence[Row] = ()
        self._columns: list[np.ndarray] = []
        self._made: dict[int, Note] = {
            self.AMBIGUOUS: Note("ambiguous"), self.STAGE_NOT_STATED: Note("stage_not_stated"),
        }  # fmt: skip
        self._chosen: dict[frozenset[int], tuple[Note, ...]] = {}
        self._kept: list[tuple[np.ndarray, np.ndarray]] = []

    def number(self, places: Places, rest_in: np.ndarray, none: Sequence[np.ndarray]) -> np.ndarray:
        """Return the number of every coarser row's note; the next one names what it leaves open.

        Args:
            places: Where each lies.
            rest_in: Whether each is inside by everything else than place and time.
            none: By dimension of the breakdown, whether each says nothing.
        """
        self._rows = places.rows
        columns = [places.of, rest_in.astype(np.int64), *(one.astype(np.int64) for one in none)]
        first, which = distinct(columns)
        self._columns = [column[first] for column in columns]
        return self._FIRST + 2 * which

    def keep(self, cells: np.ndarray, numbers: np.ndarray) -> None:
        """Keep that notes stand at cells, by the cells' positions."""
        self._kept.append((cells, numbers))

    @cached_property
    def _together(self) -> tuple[np.ndarray, np.ndarray]:
        cells, numbers = (np.concatenate(some) for some in zip(*self._kept, strict=True))
        order = np.argsort(cells, kind="stable")
        return cells[order], numbers[order]

    def of(self, cell: int) -> tuple[Note, ...]:
        """Return why a cell is widened, the first few of each reason."""
        cells, numbers = self._together
        start, end = np.searchsorted(cells, [cell, cell + 1])
        return self._first(frozenset(numbers[start:end].tolist()))

    def each(self, size: int) -> Iterator[tuple[Note, ...]]:
        """Yield why each of `size` cells is widened."""
        if not self._kept:
            yield from itertools.repeat((), size)
            return
        cells, numbers = self._together
        bounds, every = np.searchsorted(cells, np.arange(size + 1)).tolist(), numbers.tolist()
        for start, end in itertools.pairwise(bounds):
            yield self._first(frozenset(every[start:end]))

    def _first(self, numbers: frozenset[int]) -> tuple[Note, ...]:
        if numbers not in self._chosen:
            every = sorted({self._note(one) for one in numbers})
            found: list[Note] = []
            for reason in GRAVEST:
                found += [note for note in every if note.reason == reason][:NOTES_MAX]
            self._chosen[numbers] = tuple(found)
        return self._chosen[numbers]

    def reasons(self, size: int) -> np.ndarray:
        """Return the position in GRAVEST of the gravest reason of each of `size` cells, or -1."""
        rank = np.full(size, len(GRAVEST))
        for cells, numbers in self._kept:
            grave = np.where(numbers >= self._FIRST, 0, 2 - numbers)
            for one in range(len(GRAVEST)):
                at = cells[grave == one]
                rank[at] = np.minimum(rank[at], one)
        return np.where(rank == len(GRAVEST), -1, rank)

    def _note(self, number: int) -> Note:
        if number not in self._made:
            of, is_spread = divmod(number - self._FIRST, 2)
            place, rest_in, *none = (int(column[of]) for column in self._columns)
            unfilled = [at for at, one in enumerate(none) if one and is_spread]
            self._made[number] = self._coarse(place, rest_in=bool(rest_in), unfilled=unfilled)
        return self._made[number]

    def _coarse(self, place: int, *, rest_in: bool, unfilled: Sequence[int]) -> Note:
        """Return what lines are too coarse in, and their scope."""
        shape = self._shape
        row = self._rows[place]
        dims = [name for name, at in (("place", "place_in"), ("time", "time_in")) if not row[at]]
        if not rest_in:
            dims += [one.name for one in shape.keyed if one.name != "recipient"]
        names = [shape.by[at] for at in unfilled]
        dims += ["place" if one in PLACES else "time" if one in TIMES else one for one in names]
        recipient = str(row.get("scope_recipient") or "") if row.get("by_place") else ""
        days = ("", "")
        if row.get("by_time"):
            days = (str(row["scope_starts"]), str(row["scope_ends"]))
        return Note("not_broken_down", tuple(dict.fromkeys(dims)), recipient, *days)
