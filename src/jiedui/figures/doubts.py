"""Inexact parts taken out of inexact totals: the doubts of both, where they do not cancel.

A total's remainder carries the negation of every part recorded inside it, so that the sum over
both is the total. Where a remainder stands without an inexact part, the two doubts are independent
and add up; left to the signed sums they would cancel and the remainder would look more exact than
it is. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jiedui.figures import templates
from jiedui.figures.statement import FITS, SCOPE, Walk
from jiedui.kernel.place import Fit

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import pyarrow as pa

    from jiedui.facts.marks import Values
    from jiedui.facts.store import Facts
    from jiedui.figures.cells import Cells
    from jiedui.figures.shape import Shape

    Numbers = dict[str, np.ndarray]

_NUMBERS = ("account", "amount", "low_delta", "high_delta", "low_open", "high_open")
_ENDS = _NUMBERS[1:]
_SCOPES = tuple(f"scope_{name}" for name in SCOPE)


@dataclass
class Doubts:
    """How much wider the sums of a cell, or of one scope, really are.

    Attributes:
        cells: By cell, the width and the number of open ends to add.
        scopes: By scope, likewise.
    """

    cells: dict[tuple[Any, ...], tuple[int, int]] = field(default_factory=dict)
    scopes: dict[tuple[Any, ...], tuple[int, int]] = field(default_factory=dict)

    def reached(self, table: pa.Table, sums: Numbers, reach: Numbers) -> Numbers:
        """Return the reach of rows of *coarse*, wider where their scope is doubted."""
        if not self.scopes:
            return reach
        found = {name: column.astype(object) for name, column in reach.items()}
        for at, scope in enumerate(
            zip(*(table[name].to_pylist() for name in _SCOPES), strict=True)
        ):
            if scope in self.scopes:
                one = _reached({name: int(sums[name][at]) for name in _ENDS}, *self.scopes[scope])
                for name, number in zip(found, one, strict=True):
                    found[name][at] = number
        return found


def _reached(row: dict[str, int], width: int, openness: int) -> tuple[int, int, int, int]:
    """Return how far a doubted row can lower and raise an end, and whether without limit."""
    low = row["amount"] - row["low_delta"] - width
    high = row["amount"] + row["high_delta"] + width
    most, most_open = max(high, 0), int(row["high_open"] + openness > 0)
    if row["amount"] >= 0:
        return 0, most, 0, most_open
    return min(low, 0), most, int(row["low_open"] + openness > 0), most_open


def read_doubts(cells: Cells, facts: Facts) -> Doubts:
    """Return the doubts that the signed sums of a question would lose."""
    return doubts_of(cells, inexact_rows(cells.plan.shape, cells.plan.values, facts).to_pylist())


def inexact_rows(shape: Shape, values: Values, facts: Facts) -> pa.Table:
    """Return the inexact lines that a question, or several together, may touch."""
    template = facts.template(templates.walked, shape, Walk(inside=False, inexact=True))
    return facts.run(template, values)[0]


def doubts_of(cells: Cells, rows: Iterable[dict[str, Any]]) -> Doubts:
    """Return the doubts that signed sums would lose, among the inexact lines of a question."""
    by_cell: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    by_scope: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for one in rows:
        if one.get("may_overlap") and cells.plan.ask.figure.overlap == "counted":
            continue
        row = dict.fromkeys(FITS, True) | one | {"by_place": True, "by_time": True}
        row |= {f"scope_{name}": one[name] for name in SCOPE}
        fit, left = cells.fit(row)
        if fit is Fit.INSIDE:
            key = tuple(cells.value(name, row, left) for name in cells.plan.shape.by)
            by_cell.setdefault(key, []).append(row)
        by_scope.setdefault(tuple(row[name] for name in _SCOPES), []).append(row)
    return Doubts(
        {key: found for key, some in by_cell.items() if (found := _unmatched(some)) != (0, 0)},
        {key: found for key, some in by_scope.items() if (found := _unmatched(some)) != (0, 0)},
    )


def _unmatched(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """Return the width and open ends of parts that were taken out and do not stand here."""
    there: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if row["sense"] > 0:
            numbers = tuple(row[name] for name in _NUMBERS)
            there[numbers] = there.get(numbers, 0) + 1
    width = openness = 0
    for row in rows:
        if row["sense"] > 0:
            continue
        numbers = (row["account"], *(-row[name] for name in _NUMBERS[1:]))
        if there.get(numbers, 0):
            there[numbers] -= 1
        else:
            width += abs(row["low_delta"]) + abs(row["high_delta"])
            openness += abs(row["low_open"]) + abs(row["high_open"])
    return width, openness
