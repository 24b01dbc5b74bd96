"""What would raise the score before a date, ranked by points per working day of effort.

Each suggestion says what is lacking and why it would count. Knows no Django.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.assess.assessing import Origin
from jiedui.assess.indicator import DeductionShape, GrowthShape, RatioShape, ThresholdShape
from jiedui.assess.span import ZERO, decimal_text
from jiedui.assess.whole import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from jiedui.assess.assessing import AssessedItem, Assessment


class Way(enum.StrEnum):
    """How an item's points can be raised."""

    ANSWER = "answer"
    SET_TARGET = "set_target"
    SETTLE = "settle"
    REACH = "reach"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that would raise the score.

    Attributes:
        indicator: Code of the item; `zh` and `en` its name.
        way: How.
        gain: Points it would add to what is certain now.
        effort: Working days it takes.
        per_day: Points per working day.
        is_in_time: Whether those days are left before the date; None when no date was given.
        why: What is lacking and why it counts, both languages.
        reason: Why the book gives no exact number, "" when it does.
    """

    indicator: str
    zh: str
    en: str
    way: Way
    gain: Fraction
    effort: Fraction
    per_day: Fraction
    is_in_time: bool | None
    why: tuple[str, str]
    reason: str = ""


def suggestions(found: Assessment, *, days_left: int | None = None) -> list[Suggestion]:
    """Return what would raise the score, the most points per working day first.

    Args:
        found: The assessment.
        days_left: Working days left before the date; None = no date.
    """
    room = max(ZERO, found.set.bonus_most - (found.score.bonus.low or ZERO))
    rows = [_suggestion(one, days_left, room) for one in _raisable(found.items, room)]
    return sorted(rows, key=lambda one: (-one.per_day, -one.gain, one.indicator))


def _raisable(items: Iterable[AssessedItem], room: Fraction) -> Iterable[AssessedItem]:
    for one in items:
        is_open = one.item.state in (State.ANSWERED, State.UNANSWERED)
        if is_open and _gain(one, room) > ZERO:
            yield one


def _gain(one: AssessedItem, room: Fraction) -> Fraction:
    """Return what an item may still add; of bonus points only what the cap on all leaves room for.

    Args:
        one: The item.
        room: Bonus points that may still count.
    """
    open_points = one.possible - (one.points.low or ZERO)
    return min(open_points, room) if one.indicator.is_bonus else open_points


def _suggestion(one: AssessedItem, days_left: int | None, room: Fraction) -> Suggestion:
    gain = _gain(one, room)
    way = _way(one)
    zh, en = _why(one, way, gain)
    if gain < one.possible - (one.points.low or ZERO):
        zh += f"加分有上限,只剩{decimal_text(room)}分可计。"
        en += f" Bonus points are capped: {decimal_text(room)} more can count."
    return Suggestion(
        one.indicator.code, one.indicator.zh, one.indicator.en, way, gain, one.effort,
        gain / one.effort, None if days_left is None else one.effort <= days_left, (zh, en),
        one.value.reason,
    )  # fmt: skip


def _way(one: AssessedItem) -> Way:
    if not one.value.span.is_known:
        return Way.ANSWER
    if one.target is not None and not one.target.span.is_known:
        return Way.SET_TARGET
    if one.item.points.is_exact:
        return Way.CLEAR if isinstance(one.indicator.shape, DeductionShape) else Way.REACH
    return Way.SETTLE


def _why(one: AssessedItem, way: Way, gain: Fraction) -> tuple[str, str]:
    got = decimal_text(gain)
    if way is Way.ANSWER:
        zh, en = one.value.why
        return (
            f"此项没有确切数:{zh}补录分录或附佐证填报后,最多可得{got}分。",
            f"No number yet: {en} Recorded or told with a document it gives up to {got} points.",
        )
    if way is Way.SET_TARGET:
        assert one.target is not None  # noqa: S101  That is what this way means.
        zh, en = one.target.why
        return (f"{zh}明确后最多可得{got}分。", f"{en} Settled, it gives up to {got} points.")
    if way is Way.SETTLE:
        return _settle(one, got)
    return _reach(one, got)


def _settle(one: AssessedItem, got: str) -> tuple[str, str]:
    low, high = one.item.points.low or ZERO, one.item.points.high or ZERO
    before = one.before
    open_value = one.value if not one.value.span.is_exact else before or one.value
    zh, en = open_value.why if any(open_value.why) else ("数值不确切。", "The value is not exact.")
    factor = one.factor
    ends = f"{decimal_text(low * factor, up=False)}–{decimal_text(high * factor, up=True)}"
    return (
        f"现得{ends}分,取决于不确切的数:{zh}补齐依据、做实目标后最多再增{got}分。",
        (
            f"Now {ends} points, depending on a number that is not exact: {en}"
            f" Made exact and up to its target it adds up to {got} points."
        ),
    )


def _reach(one: AssessedItem, got: str) -> tuple[str, str]:
    shape, value, unit = one.indicator.shape, one.value.span.stated or ZERO, one.indicator.unit
    weight = one.indicator.weight * one.factor
    if isinstance(shape, DeductionShape):
        count, each = decimal_text(value), decimal_text(shape.each * one.factor)
        return (
            f"有{count}个问题扣分,逐个整改销号,每个可挽回至多{each}分,共{got}分。",
            (
                f"{count} defects take points off; each one cleared wins back at most {each},"
                f" {got} in all."
            ),
        )
    target = _needed(one)
    lack = decimal_text(abs(target - value))
    if isinstance(shape, ThresholdShape):
        return (
            f"与目标{decimal_text(target)}{unit[0]}差{lack}{unit[0]};达到才得分,可增{got}分。",
            (
                f"{lack} {unit[1]} away from the target of {decimal_text(target)}; only reaching it"
                f" counts, {got} points."
            ),
        )
    if isinstance(shape, RatioShape) and shape.is_less_better:
        return (
            f"比目标{decimal_text(target)}{unit[0]}多{lack}{unit[0]};降到目标可增{got}分。",
            (
                f"{lack} {unit[1]} above the target of {decimal_text(target)}; brought down to it"
                f" it adds {got} points."
            ),
        )
    step = decimal_text(weight / target if target else ZERO, places=4)
    if isinstance(shape, GrowthShape):
        step = decimal_text(gain_per(one, target - value), places=4)
    return (
        f"离满分还差{lack}{unit[0]},每增加1{unit[0]}约得{step}分,共可增{got}分。",
        f"{lack} {unit[1]} short of full points; each one more gives about {step}, {got} in all.",
    )


def gain_per(one: AssessedItem, lack: Fraction) -> Fraction:
    """Return the points per unit on the way to full points."""
    gain = one.possible - (one.points.low or ZERO)
    return gain / lack if lack else ZERO


def _needed(one: AssessedItem) -> Fraction:
    """Return the value that earns all points."""
    shape = one.indicator.shape
    if isinstance(shape, GrowthShape):
        base = one.before.span.stated if one.before else None
        return (base or ZERO) * (1 + shape.full / 100)
    target = one.target.span.stated if one.target else None
    if isinstance(shape, RatioShape) and not shape.is_less_better:
        return (target or ZERO) * shape.cap
    return target or ZERO


def is_told(one: AssessedItem) -> bool:
    """Whether an item's value was told by a person."""
    return one.value.origin is Origin.TOLD
