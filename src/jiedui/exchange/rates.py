"""Whether a printed rate is the division it stands for. Knows no Django."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_FLOATS_DIFFER = 1e-6
"""How near to the step a difference has to be before it is reckoned exactly."""


def is_rate(rate: float, part: int | Fraction, whole: int) -> bool:
    """Whether a printed rate is this division, rounded or cut off after its last printed digit.

    A rate is printed to the whole percent at least: 80% is 80%, not about that.
    """
    text = str(rate)
    text = format(Decimal(text), "f") if "e" in text else text
    digits = len(text.partition(".")[2])
    off, about = abs(rate - part / whole), max(0.1 ** min(max(digits, 2), 6), 0.0001)
    if abs(off - about) > about * _FLOATS_DIFFER:
        return bool(off < about)
    step = max(Fraction(1, 10 ** min(max(digits, 2), 6)), Fraction(1, 10_000))
    return abs(Fraction(str(rate)) - Fraction(part) / whole) < step
