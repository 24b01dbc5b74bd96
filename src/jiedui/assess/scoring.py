"""From a value to points, one function per scoring shape; exact, ends from ends.

Source of the shapes: DOMAIN 2.1 (the national six blocks, a municipal pairing scheme, a county's
score sheet). Points never leave 0 to the weight. A value that says nothing leaves the whole width
open, but for what a cap on deductions leaves for certain: not known is neither nothing nor
everything. Knows no Django.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.assess.indicator import DeductionShape, GrowthShape, RatioShape
from jiedui.assess.span import UNKNOWN, ZERO, between

if TYPE_CHECKING:
    from jiedui.assess.indicator import Shape, ThresholdShape
    from jiedui.assess.span import Span

ONE = Fraction(1)


def points(
    shape: Shape, weight: Fraction, value: Span, *, target: Span = UNKNOWN, before: Span = UNKNOWN
) -> Span:
    """Return the points of a value.

    Args:
        shape: How a value becomes points.
        weight: Points at most.
        value: The value, in displayed units.
        target: What is to be reached, for ratio and threshold.
        before: The value of the year before, for growth.

    Returns:
        Points between 0 and the weight; without a stated number where the value, the target or
        the year before has none.
    """
    if isinstance(shape, DeductionShape):
        share = _deduction(shape, weight, value)
    elif not value.is_known:
        share = (ZERO, None, ONE)
    elif isinstance(shape, GrowthShape):
        share = _growth(shape, value, before)
    elif not target.is_known:
        share = (ZERO, None, ONE)
    elif isinstance(shape, RatioShape):
        share = _ratio(shape, value, target)
    else:
        share = _threshold(shape, value, target)
    low, stated, high = share
    return between(weight * low, None if stated is None else weight * stated, weight * high)


Share = tuple[Fraction, Fraction | None, Fraction]


def _ratio(shape: RatioShape, value: Span, target: Span) -> Share:
    """Return the shares of a ratio: more is better, or less is."""
    if shape.is_less_better:
        return (
            _part(target.low, value.high, shape.cap, open_share=ZERO),
            _both(target.stated, value.stated, shape.cap),
            _part(target.high, value.low, shape.cap, open_share=ONE),
        )
    return (
        _part(value.low, target.high, shape.cap, open_share=ZERO),
        _both(value.stated, target.stated, shape.cap),
        _part(value.high, target.low, shape.cap, open_share=ONE),
    )


def _both(above: Fraction | None, below: Fraction | None, cap: Fraction) -> Fraction | None:
    if above is None or below is None:
        return None
    return _part(above, below, cap, open_share=ZERO)


def _part(
    above: Fraction | None, below: Fraction | None, cap: Fraction, *, open_share: Fraction
) -> Fraction:
    """Return above over below as a share of the cap; nothing below the line is all reached."""
    if above is None or below is None:
        return open_share
    if below <= 0:
        return ONE
    return _within(above / below / cap)


def _threshold(shape: ThresholdShape, value: Span, target: Span) -> Share:
    if shape.is_less_better:
        ends = ((target.low, value.high), (target.stated, value.stated), (target.high, value.low))
    else:
        ends = ((value.low, target.high), (value.stated, target.stated), (value.high, target.low))
    worst, stated, best = (None if None in pair else _reached(*pair) for pair in ends)
    return (worst or ZERO, stated, ONE if best is None else best)


def _reached(one: Fraction | None, other: Fraction | None) -> Fraction:
    return ONE if one is not None and other is not None and one >= other else ZERO


def _deduction(shape: DeductionShape, weight: Fraction, defects: Span) -> Share:
    most = weight if shape.most is None else shape.most

    def left(count: Fraction | None) -> Fraction | None:
        if count is None:
            return None
        return _within((weight - min(most, max(ZERO, count) * shape.each)) / weight)

    worst, stated, best = left(defects.high), left(defects.stated), left(defects.low)
    least = _within((weight - most) / weight)
    return (least if worst is None else worst, stated, ONE if best is None else best)


def _growth(shape: GrowthShape, value: Span, before: Span) -> Share:
    """Return the shares of growth; without a base above nothing it cannot be said."""

    def share(now: Fraction | None, base: Fraction | None) -> Fraction | None:
        if now is None or base is None or base <= 0:
            return None
        rate = (now - base) / base * 100
        return _within((rate - shape.least) / (shape.full - shape.least))

    worst, best = share(value.low, before.high), share(value.high, before.low)
    stated = share(value.stated, before.stated)
    return (worst or ZERO, stated, ONE if best is None else best)


def _within(share: Fraction) -> Fraction:
    return min(ONE, max(ZERO, share))
