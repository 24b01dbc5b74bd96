"""What a reader of published tables knows, and guesses who takes counts from another quarter.

Totals less what is shown give what is hidden wherever a hidden cell lies on no circle of hidden
cells. Whoever has two issues goes further: most counts move little in three months, so what one
issue shows stands in for what the other hides, and totals give the last missing count. That is a
guess, not a deduction; it comes true wherever the counts that stand in have not moved, or their
moves cancel. `told` makes both, by all lines that unknown cells join; `told_by_line` by one alone.
Knows no Django.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jiedui.registry.circles import ends_of, forest_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from jiedui.registry.circles import Cell, Forest, Node


def told(
    shown: Mapping[Cell, int], hidden: Collection[Cell], other: Mapping[Cell, int]
) -> dict[Cell, tuple[int, ...]]:
    """Return what a reader works out for hidden cells, with another issue's counts for the rest.

    Args:
        shown: What an issue shows.
        hidden: What it hides.
        other: What stands in for hidden cells, as far as it has them; with nothing here the
            counts are deductions.

    Returns:
        For each cell that can be worked out, its count by what it joins on either side. The two
        differ only where counts that stand in have moved.
    """
    net: Counter[Node] = Counter()
    for cell in (*shown, *(one for one in hidden if one in other)):
        begins, ends = ends_of(cell)
        count = shown[cell] if cell in shown else other[cell]
        net[ends] += count
        net[begins] -= count
    forest = forest_of(cell for cell in sorted(hidden) if cell not in other)
    below, whole = _sums(forest, net)
    found: dict[Cell, tuple[int, ...]] = {}
    for node in forest.bridges:
        came = forest.above[node]
        if came is None:
            continue
        sign = 1 if ends_of(came[1])[0] == node else -1
        rest = whole[forest.tree[node]] - below[node]
        found[came[1]] = (sign * below[node], -sign * rest)
    for cell in hidden:
        begins, ends = (forest.tree.get(one, one) for one in ends_of(cell))
        if cell in other and begins != ends:
            out_of, into = (whole.get(one, net[one]) for one in (begins, ends))
            found[cell] = (out_of + other[cell], other[cell] - into)
    return found


def told_by_line(
    shown: Mapping[Cell, int], hidden: Collection[Cell], other: Mapping[Cell, int]
) -> dict[Cell, tuple[int, ...]]:
    """Return what a reader works out for hidden cells from one row or one column alone."""
    net: Counter[Node] = Counter()
    without: dict[Node, list[Cell]] = {}
    for cell in (*shown, *hidden):
        count = shown.get(cell, other.get(cell))
        for sign, node in zip((-1, 1), ends_of(cell), strict=True):
            if count is None:
                without.setdefault(node, []).append(cell)
            else:
                net[node] += sign * count
    found: dict[Cell, tuple[int, ...]] = {}
    for cell in hidden:
        stands_in = other.get(cell, 0)
        for sign, node in zip((1, -1), ends_of(cell), strict=True):
            if without.get(node, [cell]) == [cell]:
                found[cell] = (*found.get(cell, ()), sign * net[node] + stands_in)
    return found


def _sums(forest: Forest, net: Mapping[Node, int]) -> tuple[dict[Node, int], dict[Node, int]]:
    """Return what flows into each node and all below it, and into each tree."""
    below = {node: net.get(node, 0) for node in forest.order}
    for node in reversed(forest.order):
        if came := forest.above[node]:
            below[came[0]] += below[node]
    return below, {node: below[node] for node in forest.order if forest.above[node] is None}


def known_of(shown: Mapping[Cell, int], hidden: Collection[Cell]) -> dict[Cell, int]:
    """Return every cell that a reader of one issue knows: shown, or worked out from totals."""
    return {**shown, **{cell: counts[0] for cell, counts in told(shown, hidden, {}).items()}}


def nearest(known: Sequence[Mapping[Cell, int]], at: int) -> dict[Cell, int]:
    """Return for each cell the count of the issue nearest in time that tells it, but not its own.

    Args:
        known: What a reader knows of each issue, in order of time.
        at: The issue for whose cells others stand in.
    """
    found: dict[Cell, int] = {}
    others = (one for one in range(len(known)) if one != at)
    for one in sorted(others, key=lambda other: (-abs(other - at), other)):
        found |= known[one]
    return found
