"""Amounts against quantity times price, as exactly as they are printed. Knows no Django."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.exchange.numberwords import number_words

if TYPE_CHECKING:
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.kinds.declaration import Product
    from jiedui.exchange.tableread import Record, TableRead


def check_product(table: TableRead, check: Product, faults: Faults) -> None:
    """Tell amounts that are not quantity times price, if most of the table's are."""
    bad, good = [], 0
    for record in table.records:
        numbers = [_exact(record, name) for name in (check.whole, *check.factors)]
        if any(number is None for number in numbers):
            continue
        whole, many, price = (number or Fraction(0) for number in numbers)
        if abs(whole - many * price) <= _slack(record, check, many):
            good += 1
        else:
            bad.append((record, many * price))
    if len(bad) > max(good, 1):
        return
    for record, right in bad:
        value = record.fields[check.whole]
        faults.add(
            "AMOUNT_MISMATCH",
            table.sheet.name,
            record.cell(check.whole),
            found=number_words(table, check.whole, value) if isinstance(value, int) else "",
            expected=f"{number_words(table, check.whole, round(right))}, quantity times price",
        )


def _exact(record: Record, name: str) -> Fraction | None:
    value = record.fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or name in record.wordings:
        return None
    return Fraction(str(value))


def _slack(record: Record, check: Product, many: Fraction) -> Fraction:
    """Return by how many fen rounding of the printed amount and price may explain."""
    return _step(record, check.whole) + abs(many) * _step(record, check.factors[1]) / 2


def _step(record: Record, name: str) -> Fraction:
    """Return what one unit of the last digit printed is worth, in fen; 0 for a whole number."""
    column = record.table.binding.column(name)
    value = record.table.sheet.at(record.row, column.col) if column else None
    if not isinstance(value, Decimal):
        return Fraction(1)
    digits = -int(value.normalize().as_tuple().exponent)
    unit = (column.heading.unit if column else "") or record.table.money_unit() or "元"
    return max(Fraction(MONEY_UNITS.get(unit, 100), 10 ** max(digits, 0)), Fraction(1))
