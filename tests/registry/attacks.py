"""Attackers of published tables: everything that follows, and plain guesses. Slow and simple.

Written apart from the code under test: bounds by the largest flow, guesses by the sum over cuts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.registry.suppression import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jiedui.registry.circles import Cell
    from jiedui.registry.suppression import Issue

Node = str
ENDLESS = 10**9


def ends(cell: Cell) -> tuple[Node, Node]:
    """The row and column of a cell; which comes first says where it counts as more."""
    row, column = f"row {cell[0]}", f"column {cell[1]}"
    return (row, column) if (cell[0] == TOTAL) == (cell[1] == TOTAL) else (column, row)


def bounds(issue: Issue, counts: Mapping[Cell, int]) -> dict[Cell, tuple[int, int]]:
    """The least and most that every cell can be, given what is shown and that none is below 0.

    Exact, for whole numbers too: from a table that fits, the largest flow back tells how far a
    cell can move. A cell that grows without end has `ENDLESS`.
    """
    return {
        **{cell: (count, count) for cell, count in issue.shown.items()},
        **{cell: _bounds(cell, issue, counts) for cell in issue.hidden},
    }


def _bounds(cell: Cell, issue: Issue, counts: Mapping[Cell, int]) -> tuple[int, int]:
    room: dict[tuple[Node, Node], int] = {}
    for other in issue.hidden - {cell}:
        begins, over = ends(other)
        room[begins, over] = ENDLESS
        room[over, begins] = counts.get(other, 0)
    begins, over = ends(cell)
    count = counts.get(cell, 0)
    most = count + _flow(dict(room), over, begins)
    least = count - min(count, _flow(dict(room), begins, over))
    return least, min(most, ENDLESS)


def _flow(room: dict[tuple[Node, Node], int], start: Node, goal: Node) -> int:
    """The largest flow between two nodes (Ford and Fulkerson)."""
    beside: dict[Node, list[Node]] = {start: [], goal: []}
    for one, then in sorted(room):
        beside.setdefault(one, []).append(then)
    flow = 0
    while flow < ENDLESS and (steps := _steps(room, beside, start, goal)):
        by = min(room[step] for step in steps)
        for one, then in steps:
            room[one, then] -= by
            room[then, one] += by
        flow += by
    return flow


def _steps(
    room: Mapping[tuple[Node, Node], int],
    beside: Mapping[Node, Sequence[Node]],
    start: Node,
    goal: Node,
) -> list[tuple[Node, Node]]:
    """The shortest way on which something can still flow."""
    came: dict[Node, Node] = {start: start}
    waiting = [start]
    while waiting and goal not in came:
        node = waiting.pop(0)
        for then in beside[node]:
            if room[node, then] > 0 and then not in came:
                came[then] = node
                waiting.append(then)
    steps: list[tuple[Node, Node]] = []
    node = goal
    while goal in came and node != start:
        steps.append((came[node], node))
        node = came[node]
    return steps


def newest(known: Sequence[Mapping[Cell, int]]) -> dict[Cell, int]:
    """The newest count that anyone knows of each cell."""
    found: dict[Cell, int] = {}
    for one in known:
        found |= one
    return found


def line_guesses(issue: Issue, stands_in: Mapping[Cell, int]) -> Iterator[tuple[Cell, set[int]]]:
    """What one row or column gives where all else that it hides is taken from elsewhere."""
    counts = {**stands_in, **issue.shown}
    for line in _lines(issue):
        for cell in issue.hidden.intersection(line):
            others = [one for one in line if one != cell]
            if all(one in counts for one in others):
                if cell == line[-1]:
                    yield cell, {sum(counts[one] for one in others)}
                else:
                    rest = sum(counts[one] for one in others if one != line[-1])
                    yield cell, {counts[line[-1]] - rest}


def cut_guesses(issue: Issue, stands_in: Mapping[Cell, int]) -> Iterator[tuple[Cell, set[int]]]:
    """What all rows and columns give that cells unknown everywhere join to a cell's either end."""
    counts = {**stands_in, **issue.shown}
    nodes = {node for cell in (*issue.shown, *issue.hidden) for node in ends(cell)}
    for cell in issue.hidden:
        begins, over = ends(cell)
        unknown = [one for one in issue.hidden if one not in counts and one != cell]
        side = _joined(begins, unknown)
        if over in side:
            continue
        guesses = set()
        for within in (side, nodes - _joined(over, unknown)):
            into = out_of = 0
            for other in (*issue.shown, *issue.hidden):
                first, last = ends(other)
                if other != cell and (first in within) != (last in within):
                    into += counts[other] if last in within else 0
                    out_of += counts[other] if first in within else 0
            guesses.add(into - out_of)
        yield cell, guesses


def _joined(start: Node, cells: Sequence[Cell]) -> set[Node]:
    found, grown = {start}, True
    while grown:
        grown = False
        for cell in cells:
            both = set(ends(cell))
            if both & found and not both <= found:
                found |= both
                grown = True
    return found


def _lines(issue: Issue) -> list[list[Cell]]:
    across, down = (*issue.columns, TOTAL), (*issue.rows, TOTAL)
    rows = [[(row, column) for column in across] for row in down]
    return rows + [[(row, column) for row in down] for column in across]


def line_sums(now: Issue, then: Issue) -> dict[tuple[Cell, ...], int]:
    """By how much the sum changed of what a line hides, now or then, where both tell it."""
    found = {}
    for line in _lines(now):
        total = line[-1]
        apart = tuple(one for one in line[:-1] if one in now.hidden or one in then.hidden)
        if not apart or total in now.hidden or total in then.hidden:
            continue
        rest = [one for one in line[:-1] if one not in apart]
        sums = [
            issue.shown.get(total, 0) - sum(issue.shown.get(one, 0) for one in rest)
            for issue in (now, then)
        ]
        found[apart] = sums[0] - sums[1]
    return found
