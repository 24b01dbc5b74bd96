"""Numbers of a reading in words, for the sentences of problems. Knows no Django."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.kinds.declaration import FieldKind

if TYPE_CHECKING:
    from jiedui.exchange.tableread import TableRead


def amount_words(fen: int, unit: str = "") -> str:
    """Return fen in 万元 or 元, whichever is read more easily."""
    if unit == "元" or (abs(fen) < 1_000_000 and unit != "万元"):
        return f"{_plain(Decimal(fen) / 100)}元"
    return f"{_plain(Decimal(fen) / 1_000_000)}万元"


def number_words(table: TableRead, name: str, value: int) -> str:
    """Return a field's number in words: money with its unit, counts plain."""
    field = table.binding.kind.field(name)
    if field is None or field.kind is not FieldKind.MONEY:
        return str(value)
    column = table.binding.column(name)
    unit = (column.heading.unit if column else "") or table.money_unit()
    return amount_words(value, unit)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
