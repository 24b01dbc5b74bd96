"""Amounts in words for notes: 1001人次, 14056.3万元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.quantity import UNITS, WAN_YUAN, YUAN, Shown, plain, shown_decimal

if TYPE_CHECKING:
    from jiedui.kernel.quantity import Interval


def amount_words(amount: int, unit: str) -> tuple[str, str]:
    """Return an amount with its unit in Chinese and English, nothing rounded away."""
    shown = _shown(amount, unit)
    number = plain(shown_decimal(amount, shown))
    return f"{number}{shown.zh}", f"{number} {shown.en}"


def _shown(amount: int, unit: str) -> Shown:
    if unit == "fen":
        return YUAN if amount % 10_000 else WAN_YUAN
    one = UNITS[unit]
    decimals = len(str(one.scale)) - 1
    return Shown(one.zh, one.en, one.scale, decimals) if decimals else Shown(one.zh, one.en, 1)


def interval_words(value: Interval, unit: str) -> tuple[str, str]:
    """Return an interval in words: its stated amount, or its ends."""
    if value.stated is not None and (value.is_exact or value.low in {value.stated, None}):
        said = amount_words(value.stated, unit)
        if value.is_exact:
            return said
        return f"{said[0]}以上", f"at least {said[1]}"
    low = ("?", "?") if value.low is None else amount_words(value.low, unit)
    high = ("?", "?") if value.high is None else amount_words(value.high, unit)
    return f"{low[0]}至{high[0]}", f"{low[1]} to {high[1]}"
