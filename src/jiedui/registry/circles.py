"""Two-way tables as graphs: rows and columns are nodes, cells join them, counts flow in circles.

The totals are one more row and one more column. Inner counts flow from their row to their column,
totals flow back, the grand total closes the circle; so what flows into a node flows out of it, and
whatever totals allow to change runs in circles of cells. Knows no Django.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Cell = tuple[str, str]
Node = tuple[str, str]
Arcs = dict[Node, list[tuple[Node, Cell]]]


def ends_of(cell: Cell) -> tuple[Node, Node]:
    """Return the nodes a cell joins, in the direction in which a larger count flows."""
    row, column = cell
    ends = (("row", row), ("column", column))
    return ends if (not row) == (not column) else (ends[1], ends[0])


def arcs_of(cells: Iterable[Cell], back: Callable[[Cell], bool] = lambda _: True) -> Arcs:
    """Return the cells that lead on from each node.

    Args:
        cells: The cells.
        back: Whether a cell may be gone against its direction: its count may shrink.
    """
    found: Arcs = {}
    for cell in cells:
        begins, ends = ends_of(cell)
        found.setdefault(begins, []).append((ends, cell))
        if back(cell):
            found.setdefault(ends, []).append((begins, cell))
    return found


def way(
    arcs: Arcs, ends: tuple[Node, Node], cost: Callable[[Cell], int | None]
) -> tuple[int, set[Cell]] | None:
    """Return the cost and the cells of the cheapest way between two nodes; None without one.

    Args:
        arcs: Where one may go.
        ends: Where the way begins, and where it ends.
        cost: The cost of a cell; None where the way may not use it.
    """
    start, goal = ends
    best: dict[Node, int] = {start: 0}
    came: dict[Node, tuple[Node, Cell]] = {}
    queue: list[tuple[int, Node]] = [(0, start)]
    while queue:
        spent, node = heapq.heappop(queue)
        if node == goal:
            break
        if spent > best[node]:
            continue
        for then, cell in arcs.get(node, ()):
            more = cost(cell)
            if more is not None and spent + more < best.get(then, spent + more + 1):
                best[then] = spent + more
                came[then] = (node, cell)
                heapq.heappush(queue, (spent + more, then))
    if goal not in came:
        return None
    cells, node = set(), goal
    while node != start:
        node, cell = came[node]
        cells.add(cell)
    return best[goal], cells


class Forest(NamedTuple):
    """Trees that hold a graph together, as walked depth first.

    Attributes:
        order: Every node that a cell touches, each after the one above it.
        above: The node above each, and the cell that joins them; None for a tree's first.
        tree: The first node of each node's tree.
        bridges: The nodes whose cell to the node above lies on no circle.
    """

    order: list[Node]
    above: dict[Node, tuple[Node, Cell] | None]
    tree: dict[Node, Node]
    bridges: set[Node]


def forest_of(cells: Iterable[Cell]) -> Forest:
    """Walk a graph of cells, gone in either direction, and find those that lie on no circle."""
    arcs = arcs_of(cells)
    order: list[Node] = []
    above: dict[Node, tuple[Node, Cell] | None] = {}
    tree: dict[Node, Node] = {}
    for first in arcs:
        if first in above:
            continue
        above[first], tree[first] = None, first
        order.append(first)
        waiting = [(first, iter(arcs[first]))]
        while waiting:
            node, ways = waiting[-1]
            for then, cell in ways:
                if then not in above:
                    above[then], tree[then] = (node, cell), first
                    order.append(then)
                    waiting.append((then, iter(arcs[then])))
                    break
            else:
                waiting.pop()
    return Forest(order, above, tree, _bridges(arcs, order, above))


def _bridges(
    arcs: Arcs, order: list[Node], above: Mapping[Node, tuple[Node, Cell] | None]
) -> set[Node]:
    """Return the nodes below which no other cell leads back up."""
    place = {node: at for at, node in enumerate(order)}
    passing = dict.fromkeys(order, 0)
    joins = {came[1] for came in above.values() if came}
    for node in order:
        for then, cell in arcs[node]:
            if cell not in joins and place[then] < place[node]:
                passing[node] += 1
                passing[then] -= 1
    for node in reversed(order):
        if came := above[node]:
            passing[came[0]] += passing[node]
    return {node for node in order if above[node] and not passing[node]}


def strong_parts(arcs: Arcs) -> dict[Node, Node]:
    """Return a node for each node, the same for all that can reach each other along the arcs."""
    on = {node: [then for then, _ in ways] for node, ways in arcs.items()}
    back: dict[Node, list[Node]] = {}
    for node, ways in on.items():
        for then in ways:
            back.setdefault(then, []).append(node)
    left: list[Node] = []
    seen: set[Node] = set()
    for first in on:
        left += _reached(first, on, seen)
    part: dict[Node, Node] = {}
    taken: set[Node] = set()
    for first in reversed(left):
        part |= dict.fromkeys(_reached(first, back, taken), first)
    return part


def _reached(first: Node, on: Mapping[Node, list[Node]], seen: set[Node]) -> list[Node]:
    """Return what can be reached from a node and was not seen, in the order in which it is left."""
    if first in seen:
        return []
    seen.add(first)
    left, waiting = [], [(first, iter(on.get(first, ())))]
    while waiting:
        node, ways = waiting[-1]
        then = next((one for one in ways if one not in seen), None)
        if then is None:
            left.append(node)
            waiting.pop()
        else:
            seen.add(then)
            waiting.append((then, iter(on.get(then, ()))))
    return left
