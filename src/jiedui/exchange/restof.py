"""A whole that its known parts do not make up, because a column that nobody knows holds the rest.

Knows no Django.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.reader.amounts import amount_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.tableread import Record


def is_made_up(record: Record, whole: str, parts: Sequence[str]) -> bool:
    """Whether numbers of unread columns make up just what the parts of a whole lack.

    Args:
        record: The row.
        whole: The field that holds the sum.
        parts: The fields that were read of what it adds up.
    """
    value = record.fields.get(whole)
    if not isinstance(value, int):
        return False
    lacking = value - sum(one for name in parts if isinstance(one := record.fields.get(name), int))
    unread = list(_unread(record))
    together = (sum(one) for one in zip(*unread, strict=True))
    return lacking in together or any(lacking in one for one in unread)


def _unread(record: Record) -> Iterator[tuple[int, ...]]:
    """Yield the number in each unread column of a row, as fen of each unit and as it stands."""
    table = record.table
    for column in table.binding.columns:
        if column.field is None and column.heading.levels:
            number = _number(table.sheet.at(record.row, column.col))
            if number:
                yield tuple(int(number * factor) for factor in (1, *MONEY_UNITS.values()))


def _number(value: CellValue) -> Decimal | None:
    if isinstance(value, str):
        amount = amount_of(value)
        return amount.value if amount is not None else None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return None
