"""Numbers of a reading in words, for the sentences of problems. Knows no Django."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.exchange.tableread import TableRead


def amount_words(fen: int, unit: str = "") -> str:
    """Return fen in 万元 or 元, whichever is read more easily."""
    if unit == "元" or (abs(fen) < 1_000_000 and unit != "万元"):
        return f"{_plain(Decimal(fen) / 100)}元"
    return f"{_plain(Decimal(fen) / 1_000_000)}万元"


def number_words(table: TableRead, name: str, value: int) -> str:
    """Return a field's number in words: money with its unit, counts plain."""
    unit = table.unit_of(name)
    return str(value) if unit is None else amount_words(value, unit)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
