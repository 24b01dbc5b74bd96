"""Exact quantities, and numbers that are not exact as intervals with their wording.

Every quantity is an integer of its unit's smallest part (fen, cm2, person ...). A number that is
not exact keeps what was said (the *stated* amount and its wording) and what that allows (a lowest
and a highest value, either of them open). Nothing here makes an inexact number exact. Knows no
Django.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Wording(enum.StrEnum):
    """How a number was said, which fixes the interval it stands for.

    The bounds are a convention of this book (docs/decisions/0004): *about* is a tenth either way,
    *nearly* a tenth below, *over* and *at least* have no upper end.
    """

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    NOT_STATED = "not_stated"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of counting.

    Attributes:
        code: The code in the book, for example `fen`.
        zh: Official Chinese word for the displayed unit.
        en: English word for the displayed unit.
        scale: How many of the smallest part make one displayed unit (fen: 100 to the yuan).
        is_money: Whether entries must balance in it.
    """

    code: str
    zh: str
    en: str
    scale: int = 1
    is_money: bool = False


UNITS: dict[str, Unit] = {
    unit.code: unit
    for unit in (
        Unit("fen", "元", "yuan", 100, is_money=True),
        Unit("project", "个", "project"),
        Unit("batch", "批次", "batch"),
        Unit("person_time", "人次", "attendance"),
        Unit("person", "人", "person"),
        Unit("household", "户", "household"),
        Unit("cm2", "平方米", "square metre", 10_000),
        Unit("gift", "笔", "gift"),
        Unit("act", "次", "act"),
        Unit("duty", "项", "duty"),
        Unit("enterprise", "家", "enterprise"),
        Unit("pairing", "对", "pairing"),
        Unit("percent", "%", "percent", 100),
        Unit("person_per_household", "人/户", "people per household", 100),
        Unit("year", "年", "year"),
    )
}
"""Every unit a line or a figure may carry, by code. Source: DOMAIN glossary and form units."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A number as it was said and what that allows.

    Attributes:
        stated: The amount said, in the unit's smallest part; None when nothing was said.
        low: The lowest value it may have; None when it has no lower end.
        high: The highest value it may have; None when it has no upper end.
        wording: How it was said.
    """

    stated: int | None
    low: int | None
    high: int | None
    wording: Wording = Wording.EXACT

    def __post_init__(self) -> None:
        """Refuse an interval whose ends cross: that is a bug in the caller."""
        if self.low is not None and self.high is not None and self.low > self.high:
            message = f"interval ends cross: {self.low} > {self.high}"
            raise ValueError(message)

    @property
    def is_exact(self) -> bool:
        """Whether only one value is possible."""
        return self.low is not None and self.low == self.high

    def __add__(self, other: Interval) -> Interval:
        """Add stated to stated, low to low and high to high."""
        return total((self, other))

    def __neg__(self) -> Interval:
        """Mirror the interval at zero; *over* mirrors to *at most* and *at least* likewise."""
        mirrored = {
            Wording.OVER: Wording.AT_MOST,
            Wording.AT_LEAST: Wording.AT_MOST,
            Wording.AT_MOST: Wording.AT_LEAST,
            Wording.NEARLY: Wording.BETWEEN,
        }.get(self.wording, self.wording)
        return Interval(_negated(self.stated), _negated(self.high), _negated(self.low), mirrored)

    def __sub__(self, other: Interval) -> Interval:
        """Subtract: the doubts of the two are independent, so the widths add."""
        return self + -other

    def contains(self, value: int) -> bool:
        """Whether `value` is possible."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def overlaps(self, other: Interval) -> bool:
        """Whether some value is possible for both."""
        return (self.low is None or other.high is None or self.low <= other.high) and (
            other.low is None or self.high is None or other.low <= self.high
        )


def _negated(value: int | None) -> int | None:
    return None if value is None else -value


def said(amount: int, wording: Wording = Wording.EXACT) -> Interval:
    """Return the interval of an amount that was said with a wording.

    A tenth is rounded up to the smallest part, so that what is not exact never looks exact.

    Args:
        amount: The amount said, in the smallest part of its unit.
        wording: EXACT, ABOUT, OVER, NEARLY, AT_LEAST or AT_MOST.

    Raises:
        ValueError: The wording fixes no interval by itself (BETWEEN, NOT_STATED, NOT_KNOWN).
    """
    if wording is Wording.EXACT:
        return Interval(amount, amount, amount)
    steps = _TENTHS.get(wording)
    if steps is None:
        message = f"wording {wording} has no interval of its own"
        raise ValueError(message)
    below, above = steps
    tenth = max(1, -(-abs(amount) // 10))
    low = None if below is None else amount - below * tenth
    high = None if above is None else amount + above * tenth
    return Interval(amount, low, high, wording)


_TENTHS: dict[Wording, tuple[int | None, int | None]] = {
    Wording.ABOUT: (1, 1),
    Wording.OVER: (0, None),
    Wording.AT_LEAST: (0, None),
    Wording.NEARLY: (1, 0),
    Wording.AT_MOST: (None, 0),
}
"""How many tenths an amount said with a wording may be below and above; None = without end."""


def between(low: int | None, high: int | None, *, stated: int | None = None) -> Interval:
    """Return an interval known by its ends only."""
    return Interval(stated, low, high, Wording.BETWEEN)


NOT_STATED = Interval(None, 0, None, Wording.NOT_STATED)
"""An amount that exists but was not said: never zero, never negative."""

NOT_KNOWN = Interval(None, None, None, Wording.NOT_KNOWN)
"""No answer: the book knows nothing that settles it."""


def total(parts: Iterable[Interval]) -> Interval:
    """Add intervals: ends add up, an open end stays open, one shared wording survives.

    Exact parts do not change a wording: exact + over = over. A part that was not stated adds
    nothing to the stated amount and opens the upper end: exact 5 + not stated = at least 5. Any
    other part without a stated amount leaves the sum without one. Two different inexact wordings
    make *between*; one part that is not known makes the sum not known.
    """
    stated: list[int | None] = []
    low: int | None = 0
    high: int | None = 0
    wordings: set[Wording] = set()
    for part in parts:
        if part.stated is not None or part.wording is not Wording.NOT_STATED:
            stated.append(part.stated)
        low = None if low is None or part.low is None else low + part.low
        high = None if high is None or part.high is None else high + part.high
        wordings.add(part.wording)
    said_parts = [one for one in stated if one is not None]
    is_said = len(said_parts) == len(stated) and (bool(stated) or not wordings)
    whole = sum(said_parts) if is_said else None
    wording = joined_wording(wordings, stated=whole)
    if wording in _UPWARDS and low is None:
        wording = Wording.AT_MOST if high == whole else Wording.BETWEEN
    return Interval(whole, low, high, wording)


_UPWARDS = frozenset((Wording.OVER, Wording.AT_LEAST))


def joined_wording(wordings: Iterable[Wording], *, stated: int | None) -> Wording:
    """Return the wording of a sum of parts worded so; `stated` None: there is no stated sum."""
    inexact = set(wordings) - {Wording.EXACT}
    if Wording.NOT_KNOWN in inexact:
        return Wording.NOT_KNOWN
    if not inexact:
        return Wording.EXACT
    if inexact <= {*_UPWARDS, Wording.NOT_STATED} and stated is not None:
        return Wording.OVER if Wording.OVER in inexact else Wording.AT_LEAST
    return inexact.pop() if len(inexact) == 1 else Wording.BETWEEN


class Rounding(enum.StrEnum):
    """How a displayed number is cut: offices use both (DOMAIN 2.3, 74.15 against 74.14)."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


@dataclass(frozen=True, slots=True)
class Shown:
    """How amounts are shown: the unit's name, how many smallest parts make one, and decimals."""

    zh: str
    en: str
    divisor: int
    decimals: int = 2
    rounding: Rounding = field(default=Rounding.HALF_UP)


YUAN = Shown("元", "yuan", 100)
WAN_YUAN = Shown("万元", "10,000 yuan", 1_000_000)
YI_YUAN = Shown("亿元", "100 million yuan", 10_000_000_000, 4)


def shown_decimal(amount: int, shown: Shown) -> Decimal:
    """Return `amount` in the shown unit, rounded as `shown` says, as an exact decimal."""
    return _decimal(_steps(amount, shown), shown.decimals)


def _steps(amount: int, shown: Shown) -> int:
    """Return an amount as a whole number of last-place steps, rounded as `shown` says."""
    scale: int = 10**shown.decimals
    whole, rest = divmod(abs(amount) * scale, shown.divisor)
    if shown.rounding is Rounding.HALF_UP and 2 * rest >= shown.divisor:
        whole += 1
    return whole if amount >= 0 else -whole


def _decimal(steps: int, decimals: int) -> Decimal:
    """Return a number of last-place steps as a decimal, exact at any length."""
    digits = tuple(int(digit) for digit in str(abs(steps)))
    return Decimal((int(steps < 0), digits, -decimals))


def plain(number: Decimal) -> str:
    """Return a decimal as people write it: no exponent, no trailing zeros after the point."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def footed(parts: list[int], shown: Shown) -> tuple[list[Decimal], Decimal]:
    """Round parts so that they add up to the rounded total exactly (largest remainder).

    Args:
        parts: Amounts in the smallest part of their unit, of any sign.
        shown: The unit and rounding to show them in.

    Returns:
        The shown parts, in order, and their shown total; the parts always sum to the total. Each
        part is less than one last-place step away from its exact value.
    """
    whole = _steps(sum(parts), shown)
    cells = [_steps(part, shown) for part in parts]
    missing = whole - sum(cells)
    sign = 1 if missing > 0 else -1
    scale: int = 10**shown.decimals
    errors = [part * scale - cell * shown.divisor for part, cell in zip(parts, cells, strict=True)]
    order = sorted(range(len(parts)), key=lambda at: (-sign * errors[at], at))
    for at in order[: abs(missing)]:
        cells[at] += sign
    return [_decimal(cell, shown.decimals) for cell in cells], _decimal(whole, shown.decimals)
