"""Laws of tables: what is shown adds up, by row and by column, and stays near the truth."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jiedui.kernel.quantity import WAN_YUAN, YI_YUAN, Rounding, Shown, shown_decimal
from jiedui.publish.tables import footed_both_ways

if TYPE_CHECKING:
    from jiedui.publish.tables import Footed

FEN = some.one_of(some.none(), some.integers(0, 10**12), some.integers(0, 30_000))
TABLES = some.integers(1, 5).flatmap(
    lambda columns: some.lists(
        some.lists(FEN, min_size=columns, max_size=columns), min_size=1, max_size=6
    )
)
SHOWN = some.sampled_from(
    [
        WAN_YUAN,
        YI_YUAN,
        Shown("万元", "", 1_000_000, 0),
        Shown("万元", "", 1_000_000, 2, Rounding.TRUNCATE),
    ]
)


@given(TABLES, SHOWN)
def test_rows_columns_and_the_whole_add_up(amounts: list[list[int | None]], shown: Shown) -> None:
    made = footed_both_ways(amounts, shown)
    _adds_up(made)
    assert made.whole == shown_decimal(sum(value or 0 for row in amounts for value in row), shown)


@given(TABLES, SHOWN)
def test_no_cell_is_far_from_its_amount(amounts: list[list[int | None]], shown: Shown) -> None:
    step = Decimal(1).scaleb(-shown.decimals)
    made = footed_both_ways(amounts, shown)
    for row, cells in zip(amounts, made.cells, strict=True):
        for value, cell in zip(row, cells, strict=True):
            assert abs((cell or 0) - Decimal(value or 0) / shown.divisor) <= 2 * step


def test_an_empty_cell_stays_empty_and_a_zero_stays_zero() -> None:
    made = footed_both_ways([[333_333, 333_333, 333_334, 0, None]], WAN_YUAN)
    assert made.cells[0][3:] == (Decimal(0), None)
    assert sum(cell or 0 for cell in made.cells[0]) == Decimal(1)


def test_both_ways_where_neither_alone_would_do() -> None:
    """Thirds in both directions.

    1/3  1/3  1/3 |  1
    1/3  1/3  1/3 |  1
    1/3  1/3  1/3 |  1
     1    1    1  |  3
    """
    third = 333_333_333_333
    made = footed_both_ways([[third + 1, third, third]] * 3, Shown("万", "", 10**12, 0))
    _adds_up(made)
    assert made.whole == 3
    assert sorted(cell or 0 for row in made.cells for cell in row) == [0] * 6 + [1] * 3


def test_the_published_totals_foot() -> None:
    made = footed_both_ways(
        [[12_231_300_000, 1_415_000_000, 410_000_000], [6_946_200_000, 1_115_000_000, 491_750_000]],
        WAN_YUAN,
    )
    assert made.row_totals == (Decimal("14056.30"), Decimal("8552.95"))
    assert made.column_totals == (Decimal("19177.50"), Decimal("2530.00"), Decimal("901.75"))


@pytest.mark.parametrize("amounts", [[], [[None, None]]])
def test_nothing_makes_an_empty_table(amounts: list[list[int | None]]) -> None:
    assert footed_both_ways(amounts, WAN_YUAN).whole == 0


def _adds_up(made: Footed) -> None:
    for row, total in zip(made.cells, made.row_totals, strict=True):
        assert sum((cell or Decimal(0) for cell in row), Decimal(0)) == total
    for at, total in enumerate(made.column_totals):
        assert sum((row[at] or Decimal(0) for row in made.cells), Decimal(0)) == total
    assert sum(made.row_totals, Decimal(0)) == sum(made.column_totals, Decimal(0)) == made.whole
