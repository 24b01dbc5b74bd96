"""A flow chart drawn by the server: columns of nodes, and ribbons as wide as what flows.

Every ribbon has its words in a title; the same numbers stand in a table beside it. Only places on
the screen are computed here; amounts enter whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

WIDTH, HEIGHT, NODE, GAP = 1000, 520, 14, 10
SVG = "http://www.w3.org/2000/svg"
LABEL_MIN = 9
"""A node lower than this has no label: it would cover the next one."""


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What flows from a node of one column to a node of the next, and its words."""

    column: int
    origin: str
    target: str
    amount: int
    words: str
    tone: str = "s2"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node on the screen: column, top and height in whole units."""

    column: int
    top: int
    height: int


def flow_svg(ribbons: Sequence[Ribbon], names: dict[str, str], title: str) -> SafeString:
    """Return a flow chart as SVG.

    Args:
        ribbons: What flows, columns counted from 0.
        names: Words of each node.
        title: What the chart shows.
    """
    nodes = _placed(ribbons)
    last = max((column for column, _ in nodes), default=1)
    step = (WIDTH - NODE) // max(last, 1)
    used: dict[tuple[int, str, bool], int] = {}
    drawn = []
    for one in _ordered(ribbons, nodes):
        start = nodes[one.column, one.origin]
        end = nodes[one.column + 1, one.target]
        height = max(
            one.amount * start.height // max(_sum_at(ribbons, one.column, one.origin), 1), 1
        )
        out = used.get((one.column, one.origin, True), 0)
        into = used.get((one.column + 1, one.target, False), 0)
        arriving = max(
            one.amount * end.height // max(_sum_into(ribbons, one.column, one.target), 1), 1
        )
        used[one.column, one.origin, True] = out + height
        used[one.column + 1, one.target, False] = into + arriving
        left, right = one.column * step + NODE, (one.column + 1) * step
        middle = (left + right) // 2
        top, to = start.top + out, end.top + into
        path = (
            f"M{left} {top} C{middle} {top} {middle} {to} {right} {to} "
            f"L{right} {to + arriving} C{middle} {to + arriving} {middle} {top + height} "
            f"{left} {top + height} Z"
        )
        drawn.append((one.tone, path, one.words))
    paths = format_html_join(
        "", '<path class="{}" fill-opacity="0.45" d="{}"><title>{}</title></path>', drawn
    )
    return format_html(
        '<svg class="flow" role="img" aria-label="{}" viewBox="0 0 {} {}" xmlns="{}">{}{}</svg>',
        title,
        WIDTH,
        HEIGHT,
        SVG,
        paths,
        _nodes_svg(nodes, names, step, last=last),
    )


def _ordered(ribbons: Sequence[Ribbon], nodes: dict[tuple[int, str], _Placed]) -> list[Ribbon]:
    """Return ribbons in the order of the nodes they leave and reach, so that they cross least."""

    def place(one: Ribbon) -> tuple[int, int, int]:
        start, end = nodes[one.column, one.origin], nodes[one.column + 1, one.target]
        return (one.column, start.top, end.top)

    return sorted(ribbons, key=place)


def _nodes_svg(
    nodes: dict[tuple[int, str], _Placed], names: dict[str, str], step: int, *, last: int
) -> SafeString:
    rows = []
    for (column, key), node in nodes.items():
        x = column * step
        is_last = column == last
        at = x - 6 if is_last else x + NODE + 6
        label = names.get(key, key) if node.height >= LABEL_MIN else ""
        rows.append(
            (x, node.top, NODE, node.height, names.get(key, key), at,
             node.top + node.height // 2 + 4, "end" if is_last else "start", label)
        )  # fmt: skip
    return format_html_join(
        "",
        '<rect class="node" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        rows,
    )


def _placed(ribbons: Sequence[Ribbon]) -> dict[tuple[int, str], _Placed]:
    sums: dict[tuple[int, str], int] = {}
    for one in ribbons:
        out = (one.column, one.origin)
        into = (one.column + 1, one.target)
        sums[out] = max(sums.get(out, 0), _sum_at(ribbons, *out))
        sums[into] = max(sums.get(into, 0), _sum_into(ribbons, one.column, one.target))
    columns: dict[int, list[tuple[str, int]]] = {}
    for (column, key), amount in sums.items():
        columns.setdefault(column, []).append((key, amount))
    placed = {}
    for column, members in columns.items():
        room = HEIGHT - GAP * (len(members) - 1)
        whole = max(sum(amount for _, amount in members), 1)
        top = 0
        for key, amount in sorted(members, key=lambda one: -one[1]):
            height = max(amount * room // whole, 2)
            placed[column, key] = _Placed(column, top, height)
            top += height + GAP
    return placed


def _sum_at(ribbons: Sequence[Ribbon], column: int, key: str) -> int:
    return sum(one.amount for one in ribbons if (one.column, one.origin) == (column, key))


def _sum_into(ribbons: Sequence[Ribbon], column: int, key: str) -> int:
    return sum(one.amount for one in ribbons if (one.column, one.target) == (column, key))
