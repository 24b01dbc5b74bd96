"""From points to a score: items left out and rescaled, bonus, falsification, joint, grades.

Knows no Django.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.assess.indicator import CapOn, Rescale
from jiedui.assess.span import ZERO, added, between, exactly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.assess.indicator import Block, Falsified, Grade, Indicator, IndicatorSet
    from jiedui.assess.span import Span


class State(enum.StrEnum):
    """How an item stands."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    LEFT_OUT = "left_out"
    FALSIFIED = "falsified"


@dataclass(frozen=True, slots=True)
class Item:
    """One item with the points of its value.

    Attributes:
        indicator: The item.
        points: What its value earns, before anything is rescaled.
        state: How it stands.
    """

    indicator: Indicator
    points: Span
    state: State = State.ANSWERED


@dataclass(frozen=True, slots=True)
class BlockScore:
    """What one block earned.

    Attributes:
        block: The block.
        got: Points, rescaled.
        possible: The most it can give, rescaled.
        factor: What its points are multiplied by because of items left out.
    """

    block: Block
    got: Span
    possible: Fraction
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Score:
    """A whole score.

    Attributes:
        blocks: What each block earned.
        base: Points without bonus and penalty.
        bonus: Bonus points, capped.
        penalty: What falsified items take off beyond their own points, at most.
        total: Base and bonus less the penalty, never below nothing.
        grades: The grades it may have, the best first; one when it is certain.
    """

    blocks: tuple[BlockScore, ...]
    base: Span
    bonus: Span
    penalty: Span
    total: Span
    grades: tuple[Grade, ...]


def scored(found: IndicatorSet, items: Sequence[Item]) -> Score:
    """Return the score of a side's items."""
    factors = rescaled(found, items)
    blocks = tuple(_block(one, items, factors[one.code]) for one in found.blocks)
    base = added(one.got for one in blocks)
    bonus = capped(
        added(one.points for one in items if one.indicator.is_bonus and _counts(one)),
        found.bonus_most,
    )
    penalty = _penalty(found.falsified, items, factors)
    total = less(added((base, bonus)), penalty)
    return Score(blocks, base, bonus, penalty, total, grades_of(total, found.grades))


def rescaled(found: IndicatorSet, items: Iterable[Item]) -> dict[str, Fraction]:
    """Return what each block's points are multiplied by because of items left out.

    By block, an item's weight goes to the others of its block, and the weight of a block left out
    whole to all other blocks; over the whole set, to all other items alike.
    """
    weights: dict[str, Fraction] = {one.code: ZERO for one in found.blocks}
    kept = dict(weights)
    for item in items:
        if item.indicator.is_bonus:
            continue
        weights[item.indicator.block] += item.indicator.weight
        if item.state is not State.LEFT_OUT:
            kept[item.indicator.block] += item.indicator.weight
    whole, rest = sum(weights.values(), ZERO), sum(kept.values(), ZERO)
    if found.rescale is Rescale.WHOLE:
        return dict.fromkeys(weights, whole / rest if rest else ZERO)
    there = sum((weight for code, weight in weights.items() if kept[code]), ZERO)
    up = whole / there if there else ZERO
    return {
        code: weight / kept[code] * up if kept[code] else ZERO for code, weight in weights.items()
    }


def _block(block: Block, items: Sequence[Item], factor: Fraction) -> BlockScore:
    own = [one for one in items if one.indicator.block == block.code and not one.indicator.is_bonus]
    counted = [one for one in own if one.state is not State.LEFT_OUT]
    possible = sum((one.indicator.weight for one in counted), ZERO) * factor
    got = added(one.points.times(factor) for one in counted if _counts(one))
    return BlockScore(block, got, possible, factor)


def _counts(item: Item) -> bool:
    return item.state in (State.ANSWERED, State.UNANSWERED)


def capped(span: Span, most: Fraction) -> Span:
    """Return a span of points of which no more than `most` count."""
    low, stated, high = (None if one is None else min(one, most) for one in span.ends)
    return between(low or ZERO, stated, most if high is None else high)


def _penalty(rule: Falsified, items: Iterable[Item], factors: dict[str, Fraction]) -> Span:
    lost = [one for one in items if one.state is State.FALSIFIED]
    return penalty_of(
        rule,
        [
            one.points.times(
                Fraction(1) if one.indicator.is_bonus else factors[one.indicator.block]
            )
            for one in lost
        ],
    )


def penalty_of(rule: Falsified, would: Sequence[Span]) -> Span:
    """Return what is taken off beyond the lost points of falsified items.

    Under a cap on all that is lost, an item whose points exceed it keeps the rest: then the
    penalty is negative.

    Args:
        rule: What a falsified item costs.
        would: The points each falsified item would have counted.
    """
    extra = rule.each * len(would)
    if rule.cap_on is CapOn.EXTRA:
        return exactly(min(extra, rule.most))
    low, stated, high = (
        None if one is None else min(extra, rule.most - one) for one in added(would).ends
    )
    return between(high or ZERO, stated, low or ZERO)


def less(span: Span, off: Span) -> Span:
    """Return a span less another, never below nothing."""

    def left(one: Fraction | None, other: Fraction | None) -> Fraction | None:
        return None if one is None or other is None else max(ZERO, one - other)

    return between(
        left(span.low, off.high) or ZERO,
        left(span.stated, off.stated),
        left(span.high, off.low) or ZERO,
    )


def grades_of(total: Span, grades: Sequence[Grade]) -> tuple[Grade, ...]:
    """Return the grades a total may have, the best first."""
    low, high = total.low or ZERO, total.high
    found = []
    above: Fraction | None = None
    for grade in grades:
        is_below_top = high is None or grade.least <= high
        if is_below_top and (above is None or low < above):
            found.append(grade)
        above = grade.least
    return tuple(found)


def joint(east: Span, west: Span, east_share: Fraction) -> Span:
    """Return the one score of a pair that is assessed as a unit: the weighted mean of its sides."""
    return added((east.times(east_share), west.times(1 - east_share)))


@dataclass(frozen=True, slots=True)
class Rated:
    """A unit among those of its class.

    Attributes:
        unit: Its name.
        of_class: Its class.
        total: Its score.
        best: The best rank it may have in its class, from 1; `worst` the worst.
        grades: The grades it may have.
    """

    unit: str
    of_class: str
    total: Span
    best: int
    worst: int
    grades: tuple[Grade, ...]


def rated(units: Iterable[tuple[str, str, Span]], grades: Sequence[Grade]) -> list[Rated]:
    """Return units ranked within their class; units of other classes are never compared.

    Args:
        units: Name, class and score of each.
        grades: The grades, the best first.
    """
    known = list(units)
    found = []
    for name, of_class, total in known:
        others = [one for other, own, one in known if own == of_class and other != name]
        sure = sum(_low(one) > _high(total) for one in others)
        may = sum(_high(one) > _low(total) for one in others)
        found.append(Rated(name, of_class, total, sure + 1, may + 1, grades_of(total, grades)))
    return sorted(found, key=lambda one: (one.of_class, one.best, one.worst, one.unit))


def _low(span: Span) -> Fraction:
    return ZERO if span.low is None else span.low


def _high(span: Span) -> Fraction:
    return Fraction(10**9) if span.high is None else span.high
