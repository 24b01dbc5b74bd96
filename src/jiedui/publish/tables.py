"""Tables in 万元 or 亿元 whose rounded parts add up to their rounded totals, by row and by column.

One row or column is footed by `kernel.quantity.footed` (largest remainder). For both at once the
totals are footed first and the cells then follow by the cheapest exchange of single last-place
steps between columns inside a row (successive shortest paths over the columns, squared error as
the cost): the result keeps every row and column sum and is the nearest table that does. Knows no
Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import footed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.kernel.quantity import Shown


@dataclass(frozen=True, slots=True)
class Footed:
    """A two-way table as it is shown.

    Attributes:
        cells: Shown cells by row; None where there is no amount (kept empty, never zero).
        row_totals: Shown totals of the rows.
        column_totals: Shown totals of the columns.
        whole: The shown grand total.
    """

    cells: tuple[tuple[Decimal | None, ...], ...]
    row_totals: tuple[Decimal, ...]
    column_totals: tuple[Decimal, ...]
    whole: Decimal


def footed_both_ways(amounts: Sequence[Sequence[int | None]], shown: Shown) -> Footed:
    """Round a table so that rows, columns and the whole add up exactly.

    Args:
        amounts: Rows of amounts in the smallest part of their unit; None = no amount there.
        shown: The unit and rounding to show them in.

    Returns:
        The shown table. Totals are within one last-place step of their own rounding; an empty cell
        stays empty and an exact zero stays zero unless no other table adds up.
    """
    columns = len(amounts[0]) if amounts else 0
    filled = [[value or 0 for value in row] for row in amounts]
    row_totals, whole = footed([sum(row) for row in filled], shown)
    column_totals, _ = footed([sum(row[at] for row in filled) for at in range(columns)], shown)
    grid = _Grid(amounts, shown)
    grid.start(row_totals)
    grid.move(column_totals)
    return Footed(grid.shown_cells(), tuple(row_totals), tuple(column_totals), whole)


class _Grid:
    """Cells counted in last-place steps, with the exact value beside each."""

    def __init__(self, amounts: Sequence[Sequence[int | None]], shown: Shown) -> None:
        self.step = Decimal(1).scaleb(-shown.decimals)
        per_step = Fraction(shown.divisor, 10**shown.decimals)
        self.exact = [[Fraction(value or 0) / per_step for value in row] for row in amounts]
        self.empty = [[value is None for value in row] for row in amounts]
        self.steps: list[list[int]] = []

    def start(self, row_totals: Sequence[Decimal]) -> None:
        """Give every row the cells nearest to exact that add up to its total."""
        for exact, empty, total in zip(self.exact, self.empty, row_totals, strict=True):
            cells = [int(value // 1) for value in exact]
            for _ in range(abs(missing := int(total / self.step) - sum(cells))):
                sign = 1 if missing > 0 else -1
                at = min(
                    range(len(cells)),
                    key=lambda at: (
                        _frozen(exact[at], empty=empty[at]),
                        _cost(exact[at], cells[at], sign),
                    ),
                )
                cells[at] += sign
            self.steps.append(cells)

    def move(self, column_totals: Sequence[Decimal]) -> None:
        """Exchange steps inside rows until every column adds up to its total."""
        while True:
            gaps = [
                int(total / self.step) - sum(row[at] for row in self.steps)
                for at, total in enumerate(column_totals)
            ]
            if not any(gaps):
                return
            for row, giver, taker in self._path(gaps):
                self.steps[row][giver] -= 1
                self.steps[row][taker] += 1

    def _path(self, gaps: list[int]) -> list[tuple[int, int, int]]:
        """Return the cheapest chain of exchanges from a column too high to one too low."""
        columns = range(len(gaps))
        best: dict[int, tuple[tuple[int, Fraction], list[tuple[int, int, int]]]] = {
            at: ((0, Fraction(0)), []) for at in columns if gaps[at] < 0
        }
        for _ in columns:
            for giver in list(best):
                (frozen, cost), path = best[giver]
                for taker in columns:
                    if taker == giver or any(taker == used for _, used, _ in path):
                        continue
                    (more_frozen, more), row = self._exchange(giver, taker)
                    reached = (frozen + more_frozen, cost + more)
                    if taker not in best or reached < best[taker][0]:
                        best[taker] = (reached, [*path, (row, giver, taker)])
        return min((best[at] for at in columns if gaps[at] > 0), key=lambda found: found[0])[1]

    def _exchange(self, giver: int, taker: int) -> tuple[tuple[int, Fraction], int]:
        """Return the cheapest row for moving one step from one column to another, and its cost."""
        choices = []
        for row, (exact, steps, empty) in enumerate(
            zip(self.exact, self.steps, self.empty, strict=True)
        ):
            frozen = _frozen(exact[giver], empty=empty[giver]) + _frozen(
                exact[taker], empty=empty[taker]
            )
            cost = _cost(exact[giver], steps[giver], -1) + _cost(exact[taker], steps[taker], 1)
            choices.append(((frozen, cost), row))
        return min(choices)

    def shown_cells(self) -> tuple[tuple[Decimal | None, ...], ...]:
        """Return the cells as decimals; an empty one that had to take a step shows it."""
        return tuple(
            tuple(
                None if empty and not steps else steps * self.step
                for steps, empty in zip(row, empties, strict=True)
            )
            for row, empties in zip(self.steps, self.empty, strict=True)
        )


def _cost(exact: Fraction, steps: int, change: int) -> Fraction:
    """Return how much the squared error grows when a cell takes `change` steps."""
    return (steps + change - exact) ** 2 - (steps - exact) ** 2


def _frozen(exact: Fraction, *, empty: bool) -> int:
    """Return how unwilling a cell is to move: an empty cell and an exact zero move last."""
    return 2 if empty else int(exact == 0)
