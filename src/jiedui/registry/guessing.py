"""Last quarter's table against this one: what a reader guesses who takes the rest as unchanged.

Most counts move little in three months. Whoever has two issues puts what one shows in the place of
what the other hides, and totals give the last missing count: right, wherever the rest has hardly
moved. So a small count is protected only if some cells around it are hidden in both issues, or have
moved so far that the guess goes wrong. Earlier issues are guessed at with this one, too: what was
hidden then may not be told by what is shown now. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Cell = tuple[str, str]
Node = tuple[str, str]

NEAR = 1
"""A guess that is off by no more tells the count."""


class Hint(NamedTuple):
    """A guess: the cell, the count guessed, and the cells for which another issue stood in."""

    cell: Cell
    guess: int
    stood_in: frozenset[Cell]


def guesses(
    shown: Mapping[Cell, int], hidden: Collection[Cell], other: Mapping[Cell, int]
) -> list[Hint]:
    """Return every hidden count that another issue's counts give a guess of.

    Args:
        shown: What an issue shows.
        hidden: What it hides.
        other: What a reader knows of another issue.
    """
    open_cells = [cell for cell in hidden if cell not in other]
    found = []
    for cell in sorted(hidden):
        begins, ends = ends_of(cell)
        side = reached(begins, (one for one in open_cells if one != cell))
        if ends in side:
            continue
        crossing = [one for one in (*shown, *hidden) if one != cell and _side_of(one, side)]
        guess = sum(_side_of(one, side) * shown.get(one, other.get(one, 0)) for one in crossing)
        stood_in = frozenset(one for one in crossing if one not in shown)
        found.append(Hint(cell, guess, stood_in))
    return found


def _side_of(cell: Cell, side: Collection[Node]) -> int:
    """Return 1 where a count flows into a side, -1 where out of it, 0 where it stays."""
    begins, ends = ends_of(cell)
    return (ends in side) - (begins in side)


def ends_of(cell: Cell) -> tuple[Node, Node]:
    """Return the nodes a cell joins, in the direction in which a larger count flows.

    Inner cells flow from their row to their column. What comes out of a row comes in by its total,
    so totals flow the other way, and the grand total closes the circle.
    """
    row, column = cell
    ends = (("row", row), ("column", column))
    return ends if (not row) == (not column) else (ends[1], ends[0])


def reached(start: Node, cells: Iterable[Cell]) -> set[Node]:
    """Return the nodes that some cells join to one."""
    beside: dict[Node, list[Node]] = {}
    for cell in cells:
        one, other = ends_of(cell)
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    side, waiting = {start}, [start]
    while waiting:
        for then in beside.get(waiting.pop(), ()):
            if then not in side:
                side.add(then)
                waiting.append(then)
    return side


def told_now(
    counts: Mapping[Cell, int],
    hidden: Collection[Cell],
    known: Sequence[Mapping[Cell, int]],
    *,
    least: int,
) -> list[tuple[Cell, frozenset[Cell]]]:
    """Return the small counts that an earlier issue tells, each with cells that moved too little.

    Args:
        counts: The true counts.
        hidden: What would be hidden.
        known: What a reader knows of each earlier issue.
        least: Counts below this, and above zero, are small.
    """
    shown = {cell: count for cell, count in counts.items() if cell not in hidden}
    return [
        (hint.cell, stale(counts, other, least=least))
        for other in known
        for hint in guesses(shown, hidden, other)
        if hint.stood_in
        and 0 < counts[hint.cell] < least
        and abs(hint.guess - counts[hint.cell]) <= NEAR
    ]


def stale(counts: Mapping[Cell, int], other: Mapping[Cell, int], *, least: int) -> frozenset[Cell]:
    """Return the cells whose count another issue tells nearly."""
    return frozenset(
        cell
        for cell, count in counts.items()
        if abs(other.get(cell, count + least) - count) < least
    )


def told_then(
    earlier: tuple[Mapping[Cell, int], Collection[Cell]], now: Mapping[Cell, int], *, least: int
) -> list[Hint]:
    """Return the small counts of an earlier issue that what is known now would tell.

    Args:
        earlier: What the earlier issue shows, and what it hides.
        now: What a reader would know of this issue.
        least: Counts below this, and above zero, are small.
    """
    shown, hidden = earlier
    return [
        hint for hint in guesses(shown, hidden, now) if hint.stood_in and 0 < hint.guess < least
    ]
