"""Tables of counts about people, made safe to publish: small cells hidden, and what tells them.

A table has rows, columns, row and column totals and a grand total; every one of them is a cell.
Hidden must be: a count of 1 to `least - 1`; and a count that differs from an earlier issue's by so
little, for the difference would be such a count. Hiding only these is not enough: totals less what
is shown give them back. So more cells are hidden, as few people's worth as possible, until each
protected cell lies on a circle of hidden cells (see `circles`) along which it can grow by `least`:
a count grows without limit, and shrinks by `least` if it is that large. Backwards the same circle
gives one, as no cell on it is zero. So what totals leave open for a small count is an interval that
holds a smaller count and counts of `least` and more; a circle always exists, for all counts of a
line may grow together with its totals. Issues of other quarters have cells of their own, so without
assuming something about change they add no equation: this holds for all issues taken together.

Whoever assumes that counts have not moved guesses (`guessing`). Issues are guarded in both
directions: the guess of a small count of this issue must be wrong, and the guess of any cell that
an earlier issue hides must not be a small count, right or wrong, since what was hidden is not kept.
For the first, the circle is made of cells that the other issue does not tell or that have moved
(there is one, as moves run in circles too); for the second, a circle of the earlier issue stays
hidden. Source: the network view of cell suppression for two-way tables. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.registry.circles import arcs_of, ends_of, forest_of, strong_parts, way
from jiedui.registry.guessing import known_of, nearest, told, told_by_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jiedui.registry.circles import Arcs, Cell

TOTAL = ""
"""Key of the total row and the total column."""

LEAST = 5
"""Counts below this, and above zero, tell of single households."""

SHOWN_PRICE, UNMOVED_PRICE = 20, 50
"""How many times dearer than a cell that the last issue hid is one that it shows; one that it shows
as it still is. Cells hidden in both cannot stand in for each other."""


class Table(NamedTuple):
    """A two-way table of counts with its totals.

    Attributes:
        rows: Keys of the rows, without the total.
        columns: Keys of the columns, without the total.
        counts: Every cell, totals too.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[Cell, int]


class Issue(NamedTuple):
    """A table as published: what is shown, and what is hidden."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shown: Mapping[Cell, int]
    hidden: frozenset[Cell]


def table_of(counts: Mapping[Cell, int]) -> Table:
    """Return the table of inner counts with its totals; a cell not given is zero."""
    rows = tuple(sorted({row for row, _ in counts}))
    columns = tuple(sorted({column for _, column in counts}))
    full = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        full[row, TOTAL] = sum(full[row, column] for column in columns)
    for column in columns:
        full[TOTAL, column] = sum(full[row, column] for row in rows)
    full[TOTAL, TOTAL] = sum(full[row, TOTAL] for row in rows)
    return Table(rows, columns, full)


def safe(
    table: Table,
    earlier: Sequence[Issue] = (),
    *,
    least: int = LEAST,
    also: Iterable[Cell] = (),
) -> Issue:
    """Return a table as it may be published.

    Args:
        table: The true counts.
        earlier: What was published of the same table before, in order of time.
        least: The smallest count above zero that may be shown.
        also: Cells to hide as well, because a table beside this one hides them.

    Returns:
        What to show and what to hide. Rows and columns of earlier issues stay, with zeros.
    """
    rows = tuple(sorted({*table.rows, *(row for one in earlier for row in one.rows)}))
    columns = tuple(sorted({*table.columns, *(key for one in earlier for key in one.columns)}))
    keys = (rows, columns)
    wide = _widened(keys, table.counts)
    before = [Issue(*keys, _widened(keys, one.shown, one.hidden), one.hidden) for one in earlier]
    hidden = _Hiding(Table(rows, columns, wide), before, least).done(also)
    shown = {cell: count for cell, count in wide.items() if cell not in hidden}
    return Issue(rows, columns, shown, frozenset(hidden))


def _widened(
    keys: tuple[Sequence[str], Sequence[str]], counts: Mapping[Cell, int], but: Iterable[Cell] = ()
) -> dict[Cell, int]:
    """Return counts for all rows and columns; what was not listed is known to be zero."""
    left_out = set(but)
    cells = ((row, column) for row in (*keys[0], TOTAL) for column in (*keys[1], TOTAL))
    return {cell: counts.get(cell, 0) for cell in cells if cell not in left_out}


def given_away(issue: Issue) -> dict[Cell, int]:
    """Return every cell that a reader of an issue knows: shown, or worked out from totals."""
    return known_of(issue.shown, issue.hidden)


def _touches(cell: Cell, other: Cell) -> bool:
    return cell[0] == other[0] or cell[1] == other[1]


class _Hiding:
    """Hides cells of one table, more and more, until nothing small is told."""

    def __init__(self, table: Table, before: Sequence[Issue], least: int) -> None:
        self.table, self.before, self.least = table, before, least
        self.counts = table.counts
        self.known = [given_away(one) for one in before]
        self.secret: set[Cell] = set()
        self.hidden: set[Cell] = set()
        self.costs = {cell: (count + 1) * self._price(cell) for cell, count in self.counts.items()}
        self.arcs: Arcs = arcs_of(filter(self.counts.__getitem__, self.counts), self._may_shrink)

    def _price(self, cell: Cell) -> int:
        """Return how dear a household of a cell is: cheap where the last issue hid it too."""
        last = self.before[-1] if self.before else None
        if last is None or cell in last.hidden:
            return 1
        return UNMOVED_PRICE if self.known[-1].get(cell) == self.counts[cell] else SHOWN_PRICE

    def _may_shrink(self, cell: Cell) -> bool:
        return self.counts[cell] >= self.least

    def _is_small(self, cell: Cell) -> bool:
        return 0 < self.counts[cell] < self.least

    def done(self, also: Iterable[Cell]) -> set[Cell]:
        """Return the cells to hide."""
        more = {cell for cell in self.counts if self._is_small(cell) or self._differs_little(cell)}
        more |= {cell for cell in also if self.counts.get(cell)}
        while True:
            self.secret |= more
            self._close()
            more = (self._sums() or self._guessed()) - self.secret
            if not more or len(self.hidden) == len(self.counts):
                return self.hidden

    def _differs_little(self, cell: Cell) -> bool:
        count = self.counts[cell]
        return any(self._is_little(count - one.get(cell, count)) for one in self.known)

    # --- circles that leave every protected count open ---

    def _cost(self, cell: Cell) -> int:
        return 0 if cell in self.hidden else self.costs[cell]

    def _close(self) -> None:
        """Hide what lets each protected cell grow, or for a large one grow or shrink."""
        self.hidden |= self.secret
        ordered = sorted(self.secret, key=lambda one: (-self.counts[one], one))
        parts = None
        for cell in ordered:
            if self._may_shrink(cell):
                continue
            begins, ends = ends_of(cell)
            if parts is None:
                usable = filter(self.counts.__getitem__, self.hidden)
                parts = strong_parts(arcs_of(usable, self._may_shrink))
            if begins in parts and parts[begins] == parts.get(ends):
                continue
            found = way(self._arcs_for(cell), (ends, begins), self._cost)
            if found and found[1] - self.hidden:
                self.hidden |= found[1]
                parts = None
        for cell in filter(self._may_shrink, ordered):
            self._close_large(cell)

    def _arcs_for(self, cell: Cell) -> Arcs:
        """Return where a circle may go: for a zero, which need not shrink, over zeros too."""
        return self.arcs if self.counts[cell] else arcs_of(self.counts, self._may_shrink)

    def _close_large(self, cell: Cell) -> None:
        if cell not in self._bridges():
            return
        begins, ends = ends_of(cell)

        def cost(one: Cell) -> int | None:
            return None if one == cell else self._cost(one)

        ways = (way(self.arcs, (ends, begins), cost), way(self.arcs, (begins, ends), cost))
        found = min((one for one in ways if one), key=lambda one: (one[0], sorted(one[1])))
        self.hidden |= found[1]

    def _bridges(self) -> set[Cell]:
        """Return the large hidden cells that lie on no circle of large hidden cells."""
        large = frozenset(filter(self._may_shrink, self.hidden))
        if getattr(self, "_large", None) != large:
            self._large = large
            forest = forest_of(sorted(large))
            self._open = {came[1] for node in forest.bridges if (came := forest.above[node])}
        return self._open

    # --- what earlier issues add ---

    def _lines(self) -> Iterator[list[Cell]]:
        """Yield every row and column, the totals' too, each with its sum as the last cell."""
        across, down = (*self.table.columns, TOTAL), (*self.table.rows, TOTAL)
        yield from ([(row, column) for column in across] for row in down)
        yield from ([(row, column) for row in down] for column in across)

    def _sums(self) -> set[Cell]:
        """Return what else to hide where sums of what a line hides have changed a little."""
        found = (self._sum_told(line, one) for line in self._lines() for one in self.before)
        return set().union(*found)

    def _sum_told(self, line: Sequence[Cell], one: Issue) -> set[Cell]:
        """Return a cell whose own change makes the sum's change larger, or else the line's total.

        None where the sum is not known in both issues, or has changed by nothing or much.
        """
        total = line[-1]
        if total in self.hidden or total in one.hidden:
            return set()
        moves = {
            cell: self.counts[cell] - one.shown[cell]
            for cell in line[:-1]
            if cell not in self.hidden and cell not in one.hidden
        }
        if len(moves) == len(line) - 1:
            return set()
        change = self.counts[total] - one.shown[total] - sum(moves.values())
        if not self._is_little(change):
            return set()
        able = (cell for cell, move in moves.items() if not self._is_little(change + move))
        return self._cheapest((*able, total))

    def _is_little(self, change: int) -> bool:
        return 0 < abs(change) < self.least

    def _guessed(self) -> set[Cell]:
        """Return what to hide as well, so that neither this issue nor an earlier one is guessed."""
        shown = {cell: count for cell, count in self.counts.items() if cell not in self.hidden}
        known = [*self.known, known_of(shown, self.hidden)]
        now = len(self.before)
        more: set[Cell] = set()
        readings = [(told, other) for other in self.known]
        for read, other in (*readings, (told_by_line, nearest(known, now))):
            for cell, guesses in read(shown, self.hidden, other).items():
                if self._is_small(cell) and self.counts[cell] in guesses:
                    more |= self._cover_now(cell, other)
        for at, one in enumerate(self.before):
            for read, other in ((told, known[now]), (told_by_line, nearest(known, at))):
                for cell, guesses in read(one.shown, one.hidden, other).items():
                    if any(0 < guess < self.least for guess in guesses):
                        more |= self._cover_then(
                            cell, hidden=one.hidden, now=known[now], other=other
                        )
        return more

    def _cover_now(self, cell: Cell, other: Mapping[Cell, int]) -> set[Cell]:
        """Return a circle of cells that another issue does not tell, or that have moved.

        Where one is hidden and the moves on it cancel, one more on the cell's lines lets them not.
        """
        moved = {one for one, count in self.counts.items() if other.get(one) != count} - {cell}
        found = way(arcs_of(sorted(moved)), ends_of(cell), self._cost)
        beside = {one for one in self.counts if _touches(one, cell)}
        return self._first(
            (found[1] if found else set()) - self.hidden,
            self._cheapest((moved & beside) - self.hidden),
            beside,
        )

    def _cover_then(
        self,
        cell: Cell,
        *,
        hidden: frozenset[Cell],
        now: Mapping[Cell, int],
        other: Mapping[Cell, int],
    ) -> set[Cell]:
        """Return a circle of cells that an earlier issue hides, to be hidden again.

        Where other issues tell too much for one, this issue adds nothing, or not all, to the guess.
        """
        able = {at for at in hidden if at in now or at not in other} - {cell}

        def cost(at: Cell) -> int:
            return self.counts[at] + 1 if at in now else 0

        found = way(arcs_of(sorted(able)), ends_of(cell), cost)
        again = {at for at in (found[1] if found else set()) if at in now}
        beside = {at for at in hidden if at in now and _touches(at, cell)}
        return (again - self.secret) or self._cheapest(beside - self.secret)

    def _cheapest(self, cells: Iterable[Cell]) -> set[Cell]:
        best = min(cells, key=lambda one: (self.costs[one], one), default=None)
        return set() if best is None else {best}

    def _first(self, *sets: set[Cell]) -> set[Cell]:
        """Return the first set that hides something new; the whole table where none does."""
        return next((one for one in sets if one - self.secret), set(self.counts))
