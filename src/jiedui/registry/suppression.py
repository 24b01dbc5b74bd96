"""Tables of counts about people, made safe to publish: small cells hidden, and what tells them.

A table has rows, columns, row and column totals and a grand total; every one of them is a cell.
Hidden must be: a count of 1 to `least - 1`; and a count that differs from an earlier issue's by so
little, for the difference would be such a count. Hiding only these is not enough: totals less what
is shown give them back. So more cells are hidden, as few people's worth as possible, until each
protected cell could be at least `least` larger and, where it is not zero, smaller, without any
shown number changing and without any count below zero.

Why that is enough: seen as a graph, whose nodes are rows and columns (the totals being one more row
and column) and whose edges are cells, everything that totals allow to change runs in circles of
hidden cells. A cell that lies on no such circle is given away, and how far it can move is how much
the circle's cells can give. Both directions are looked for, so what an attacker can work out
is an interval around the truth. Earlier issues are attacked the same way: what they show, or give
away by themselves, is known; so is the sum of what a row or column hides, in each issue, and the
difference of two such sums must not be small either. Source: the network view of cell suppression
for two-way tables. Knows no Django.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from jiedui.registry.guessing import ends_of, reached, told_now, told_then

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jiedui.registry.guessing import Cell

TOTAL = ""
"""Key of the total row and the total column."""

LEAST = 5
"""Counts below this, and above zero, tell of single households."""


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
        earlier: What was published of the same table before, in any order.
        least: The smallest count above zero that may be shown.
        also: Cells to hide as well, because a table beside this one hides them.

    Returns:
        What to show and what to hide. Where a cell cannot be protected otherwise (a table of one
        row whose counts are small), the whole table is hidden.
    """
    known = [given_away(one) for one in earlier]
    secret = {
        cell
        for cell, count in table.counts.items()
        if 0 < count < least or _differs_little(count, (one.get(cell) for one in known), least)
    }
    secret |= {cell for cell in also if table.counts.get(cell)}
    while True:
        hidden = _hidden(table, secret, least)
        sums = {
            line[-1]
            for line in _lines(table.rows, table.columns)
            for one in earlier
            if _sum_differs_little(line, one, hidden, table=table, least=least)
        }
        more = sums - secret
        if not more:
            at_risk = _AtRisk(table, hidden, secret, least)
            more = _guessed(at_risk, earlier, known) - secret
        if not more or len(hidden) == len(table.counts):
            break
        secret |= more
    shown = {cell: count for cell, count in table.counts.items() if cell not in hidden}
    return Issue(table.rows, table.columns, shown, frozenset(hidden))


class _AtRisk(NamedTuple):
    """A table on its way: what would be hidden, and what of that for its own sake."""

    table: Table
    hidden: set[Cell]
    secret: set[Cell]
    least: int

    def first(self, *sets: set[Cell]) -> set[Cell]:
        """Return the first set that hides something new; the whole table where none does."""
        return next((one for one in sets if one - self.secret), set(self.table.counts))


def _guessed(
    one: _AtRisk, earlier: Sequence[Issue], known: Sequence[Mapping[Cell, int]]
) -> set[Cell]:
    """Return what to hide as well, so that neither this issue nor an earlier one can be guessed."""
    more: set[Cell] = set()
    counts, least = one.table.counts, one.least
    for cell, near in told_now(counts, one.hidden, known, least=least):
        beside = {other for other in counts if _touches(other, cell)}
        more |= one.first(_cover(one, cell, near) - one.hidden, beside - one.hidden, beside)
    shown = {cell: count for cell, count in counts.items() if cell not in one.hidden}
    now = given_away(Issue(one.table.rows, one.table.columns, shown, frozenset(one.hidden)))
    for issue in earlier:
        for hint in told_then((issue.shown, issue.hidden), now, least=least):
            stood_in = {cell for cell in hint.stood_in if cell in counts}
            able = sorted(stood_in - one.hidden, key=lambda cell: (counts[cell], cell))
            more |= one.first(set(able[:1]), stood_in)
    return more


def _cover(one: _AtRisk, cell: Cell, near: frozenset[Cell]) -> set[Cell]:
    """Return cells that hide a small count where an earlier issue stands in for its companions.

    Those of the cheapest circles of cells that the earlier issue does not tell nearly, if any.
    """
    usable = {
        other: 0 if other in one.hidden else count + 1
        for other, count in one.table.counts.items()
        if other not in near or other == cell
    }
    circles = list(_circles(one.table, cell, usable, least=one.least))
    return set() if None in circles else set().union(*(c for c in circles if c is not None))


def _hidden(table: Table, secret: set[Cell], least: int) -> set[Cell]:
    """Return the cells to hide so that none of the secret ones is given away."""
    hidden = set(secret)
    for cell in sorted(secret, key=lambda one: (-table.counts[one], one)):
        hidden |= _companions(table, cell, hidden, least=least)
    while open_ones := [
        cell for cell in sorted(secret) if not _is_safe(table, cell, hidden, least=least)
    ]:
        more = {cell for cell in table.counts if _touches(cell, open_ones[0])} - hidden
        hidden |= more or set(table.counts)
        if len(hidden) == len(table.counts):
            break
    return hidden


def _lines(rows: Sequence[str], columns: Sequence[str]) -> list[list[Cell]]:
    """Return every row and column, the totals' too, each with its sum as the last cell."""
    across, down = (*columns, TOTAL), (*rows, TOTAL)
    found = [[(row, column) for column in across] for row in down]
    return found + [[(row, column) for row in down] for column in across]


def _sum_differs_little(
    line: Sequence[Cell], one: Issue, hidden: set[Cell], *, table: Table, least: int
) -> bool:
    """Whether what a line hides, now or then, has sums known in both that differ little."""
    total = line[-1]
    if total in hidden or total in one.hidden:
        return False
    known = [cell for cell in line[:-1] if cell not in hidden and cell not in one.hidden]
    if len(known) == len(line) - 1:
        return False
    now = table.counts[total] - sum(table.counts[cell] for cell in known)
    then = one.shown.get(total, 0) - sum(one.shown.get(cell, 0) for cell in known)
    return 0 < abs(now - then) < least


def _differs_little(count: int, before: Iterable[int | None], least: int) -> bool:
    return any(one is not None and 0 < abs(count - one) < least for one in before)


def _touches(cell: Cell, other: Cell) -> bool:
    return cell[0] == other[0] or cell[1] == other[1]


# --- the graph ------------------------------------------------------------------------------------

_Node = tuple[str, str]


def _arcs(
    table: Table, usable: Mapping[Cell, int], *, least: int
) -> dict[_Node, list[tuple[_Node, Cell, int]]]:
    """Return, for each node, where one may go on: next node, cell, cost.

    Along a cell its count grows, which is always possible; against it, it shrinks, which needs
    a count of at least `least`.
    """
    found: dict[_Node, list[tuple[_Node, Cell, int]]] = {}
    for cell, cost in usable.items():
        begins, ends = ends_of(cell)
        found.setdefault(begins, []).append((ends, cell, cost))
        if table.counts[cell] >= least:
            found.setdefault(ends, []).append((begins, cell, cost))
    return found


def _way(
    arcs: Mapping[_Node, Sequence[tuple[_Node, Cell, int]]], start: _Node, goal: _Node, *, but: Cell
) -> set[Cell] | None:
    """Return the cells of the cheapest way between two nodes that does not use one cell."""
    best: dict[_Node, int] = {start: 0}
    came: dict[_Node, tuple[_Node, Cell]] = {}
    queue: list[tuple[int, _Node]] = [(0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node == goal:
            break
        if cost > best[node]:
            continue
        for then, cell, more in arcs.get(node, ()):
            if cell != but and cost + more < best.get(then, cost + more + 1):
                best[then] = cost + more
                came[then] = (node, cell)
                heapq.heappush(queue, (cost + more, then))
    if goal not in came:
        return None
    cells = set()
    node = goal
    while node != start:
        node, cell = came[node]
        cells.add(cell)
    return cells


def _circles(
    table: Table, cell: Cell, usable: Mapping[Cell, int], *, least: int
) -> Iterator[set[Cell] | None]:
    """Yield the cells with which a cell could grow by `least`, then those with which shrink."""
    begins, ends = ends_of(cell)
    count = table.counts[cell]
    yield _way(_arcs(table, usable, least=least), ends, begins, but=cell)
    if count:
        yield _way(_arcs(table, usable, least=min(count, least)), begins, ends, but=cell)


def _companions(table: Table, cell: Cell, hidden: set[Cell], *, least: int) -> set[Cell]:
    """Return the cells that must be hidden too, so that a cell can move both ways."""
    found: set[Cell] = set()
    for _ in range(2):
        usable = {
            one: 0 if one in hidden | found else count + 1
            for one, count in table.counts.items()
            if count or one in hidden
        }
        circles = list(_circles(table, cell, usable, least=least))
        if None in circles:
            usable = {one: 0 if one in hidden else n + 1 for one, n in table.counts.items()}
            circles = list(_circles(table, cell, usable, least=least))
        found |= set().union(*(one for one in circles if one is not None))
    return found


def _is_safe(table: Table, cell: Cell, hidden: set[Cell], *, least: int) -> bool:
    usable = dict.fromkeys(hidden, 0)
    return all(one is not None for one in _circles(table, cell, usable, least=least))


# --- the attack -----------------------------------------------------------------------------------


def given_away(issue: Issue) -> dict[Cell, int]:
    """Return every cell that a reader of an issue knows: shown, or worked out from totals.

    A hidden cell that alone joins two parts of the graph is what the shown cells between the parts
    leave over.
    """
    known = dict(issue.shown)
    for cell in issue.hidden:
        begins, ends = ends_of(cell)
        side = reached(begins, issue.hidden - {cell})
        if ends not in side:
            known[cell] = sum(
                count * ((ends_of(one)[1] in side) - (ends_of(one)[0] in side))
                for one, count in issue.shown.items()
            )
    return known
