"""Whether the plain numbers of a column of rates are percentages or ratios. Knows no Django."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.grid import Percent
from jiedui.reader.amounts import amount_of

if TYPE_CHECKING:
    from jiedui.exchange.columns import Column
    from jiedui.exchange.grid import CellValue, Sheet
    from jiedui.exchange.tables import Table


def rate_scale(sheet: Sheet, table: Table, column: Column) -> tuple[bool, bool]:
    """Return whether plain rates of a column are percentages, and whether ratios are among them."""
    if (
        column.field is not None
        and column.field.name == "poverty_rate"
        and column.heading.unit == "%"
    ):
        return True, False
    numbers = [number for row in table.body if (number := _plain_rate(sheet.at(row, column.col)))]
    large = sum(number > Decimal("1.5") for number in numbers)
    is_percent = large * 2 > len(numbers) or (large > 0 and column.heading.unit == "%")
    is_poverty = column.field is not None and column.field.name == "poverty_rate"
    return is_percent, is_percent and (not is_poverty or _are_ratios(numbers))


_MOST_DECIMALS = 2
"""Digits behind the point of a percentage as it is usually printed."""


def _are_ratios(numbers: list[Decimal]) -> bool:
    """Whether the small numbers among percentages show more digits than any percentage does."""
    digits = [(number <= 1, -int(number.normalize().as_tuple().exponent)) for number in numbers]
    small = [one for is_small, one in digits if is_small]
    large = [one for is_small, one in digits if not is_small]
    return bool(small) and min(small) > _MOST_DECIMALS >= max(large, default=0)


def _plain_rate(value: CellValue) -> Decimal | None:
    """Return a rate written without a percent sign, None for anything else."""
    if isinstance(value, str):
        amount = amount_of(value)
        return amount.value if amount is not None and not amount.unit else None
    if isinstance(value, bool | Percent) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)
