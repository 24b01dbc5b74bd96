"""A frozen number as people read it: money in 万元 or 亿元 where that holds every digit.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.quantity import UNITS, Interval, Wording
from jiedui.papers.numbers import LANGUAGES, Style, said_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.papers.frozen import Frozen

_STEPS = (
    ("亿元", 10_000_000_000, 10_000_000),
    ("万元", 1_000_000, 10_000),
)
"""A unit of money, the least sum it is used for, and what that must be a multiple of (fen): 亿元
with three decimals at most, 万元 with two."""


def whole(amount: str | None) -> int | None:
    """Return a frozen amount as an integer; None for none and for rates (n/d)."""
    return int(amount) if amount is not None and amount.lstrip("-").isdigit() else None


def readable(
    unit: str,
    said: tuple[str | None, str | None, str | None, str | None],
    *,
    text: Mapping[str, str],
    exact: Mapping[str, str],
) -> dict[str, str]:
    """Return a frozen number in words, by language, with every digit it has.

    Args:
        unit: Unit code.
        said: Its wording, the amount stated, and its low and high end.
        text: As its document reads; stands where nothing was stated.
        exact: The same to the smallest part; stands for everything but money.
    """
    wording, *ends = said
    stated, low, high = map(whole, ends)
    if wording in {Wording.NOT_STATED, Wording.NOT_KNOWN}:
        return dict(text)
    if not UNITS[unit].is_money or (stated is None and low is None and high is None):
        return dict(exact)
    value = Interval(stated, low, high, Wording(str(wording)))
    style = Style(_unit_for([abs(one) for one in (stated, low, high) if one]))
    return {language: said_as(value, unit, style, language=language) for language in LANGUAGES}


def readable_number(one: Frozen) -> dict[str, str]:
    """Return the same of a number of a publication."""
    said = (one.wording, one.stated, one.low, one.high)
    return readable(one.unit, said, text=one.text, exact=one.exact)


def _unit_for(amounts: list[int]) -> str:
    """Return the largest unit that holds amounts (fen) with the decimals it is written with."""
    for unit, least, step in _STEPS:
        if max(amounts, default=0) >= least and all(one % step == 0 for one in amounts):
            return unit
    return "元"
