"""A value or a score as exact fractions: what it is, and the lowest and highest it may be.

Knows no Django.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording, joined_wording, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.figures.model import Ratio
    from jiedui.kernel.quantity import Interval

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Span:
    """A number in displayed units, as it was said and what that allows.

    Attributes:
        low: The lowest it may be; None when it has no lower end.
        stated: The number said; None when nothing was.
        high: The highest it may be; None when it has no upper end.
        wording: How it was said.
    """

    low: Fraction | None
    stated: Fraction | None
    high: Fraction | None
    wording: Wording = Wording.EXACT

    @property
    def is_exact(self) -> bool:
        """Whether only one number is possible."""
        return self.low is not None and self.low == self.high

    @property
    def is_known(self) -> bool:
        """Whether it says anything at all."""
        return (self.low, self.stated, self.high) != (None, None, None)

    def times(self, factor: Fraction) -> Span:
        """Return the span multiplied by a factor that is not negative."""
        low, stated, high = (_times(one, factor) for one in self.ends)
        return Span(low, stated, high, self.wording)

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """Its lowest, stated and highest number."""
        return self.low, self.stated, self.high


UNKNOWN = Span(None, None, None, Wording.NOT_KNOWN)
"""Nothing is known."""


def exactly(number: Fraction | int) -> Span:
    """Return the span of one exact number."""
    return Span(Fraction(number), Fraction(number), Fraction(number))


def between(low: Fraction, stated: Fraction | None, high: Fraction) -> Span:
    """Return a span of points: exact when its ends meet, else between them."""
    return Span(low, stated, high) if low == high else Span(low, stated, high, Wording.BETWEEN)


def span_of(value: Interval, scale: int, ratio: Ratio | None = None) -> Span:
    """Return an amount of the book in displayed units, a rate before any rounding.

    Args:
        value: The amount in the smallest part of its unit.
        scale: How many smallest parts make one displayed unit.
        ratio: The exact rate behind it, None when it is none.
    """
    if ratio is not None:
        return Span(ratio.low, ratio.stated, ratio.high, value.wording)
    low, stated, high = (
        None if one is None else Fraction(one, scale)
        for one in (value.low, value.stated, value.high)
    )
    return Span(low, stated, high, value.wording)


def added(spans: Iterable[Span]) -> Span:
    """Return the sum of spans: ends add up; it has a stated number only when every part has."""
    parts = list(spans)
    low, stated, high = (
        None if None in column else sum((one for one in column if one is not None), ZERO)
        for column in ([one.ends[at] for one in parts] for at in range(3))
    )
    if low is not None and low == high:
        return Span(low, stated, high)
    return Span(low, stated, high, joined_wording((one.wording for one in parts), stated=None))


def minus(span: Span, off: Span) -> Span:
    """Return a span less another one: its lowest is the lowest less the other's highest."""
    pairs = zip(span.ends, reversed(off.ends), strict=True)
    low, stated, high = (
        None if one is None or other is None else one - other for one, other in pairs
    )
    is_exact = low is not None and low == high
    return Span(low, stated, high, Wording.EXACT if is_exact else Wording.BETWEEN)


def _times(one: Fraction | None, factor: Fraction) -> Fraction | None:
    return None if one is None else one * factor


def decimal_text(number: Fraction, *, places: int = 2, up: bool | None = None) -> str:
    """Return a fraction as a decimal without trailing zeros.

    Args:
        number: What to say.
        places: Decimals at most.
        up: Round up (True), down (False) or half up (None); ends of a span are never narrowed.
    """
    scaled = number * 10**places
    if up is None:
        whole = (
            math.floor(scaled + Fraction(1, 2))
            if scaled >= 0
            else -math.floor(-scaled + Fraction(1, 2))
        )
    else:
        whole = math.ceil(scaled) if up else math.floor(scaled)
    return plain(Decimal(whole).scaleb(-places))


def span_text(span: Span, *, places: int = 2) -> str:
    """Return a span in digits: 7.5, [3, 10], 8 [7, 9], …; `—` when nothing is known."""
    if not span.is_known:
        return "—"
    if span.is_exact and span.low is not None:
        return decimal_text(span.low, places=places)
    low = "…" if span.low is None else decimal_text(span.low, places=places, up=False)
    high = "…" if span.high is None else decimal_text(span.high, places=places, up=True)
    said = "" if span.stated is None else f"{decimal_text(span.stated, places=places)} "
    return f"{said}[{low}, {high}]"
