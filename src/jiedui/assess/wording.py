"""Words of an assessment, Chinese and English by code: states, origins, shapes, ways, wordings.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.assess.indicator import (
    DeductionShape,
    GrowthShape,
    RatioShape,
    Side,
    ThresholdShape,
)
from jiedui.assess.span import decimal_text, span_text
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from jiedui.assess.indicator import (
        Shape,
    )
    from jiedui.assess.span import Span

Words = tuple[str, str]

SIDES: dict[Side, Words] = {
    Side.EAST: ("帮扶方", "helping side"),
    Side.WEST: ("受援方", "helped side"),
}

STATES: dict[str, Words] = {
    "answered": ("已得分", "scored"),
    "unanswered": ("待填报", "not yet answered"),
    "left_out": ("缺项", "left out"),
    "falsified": ("弄虚作假", "falsified"),
}

ORIGINS: dict[str, Words] = {
    "book": ("账簿", "the book"),
    "told": ("填报", "told"),
    "set": ("指标体系", "the set"),
    "nowhere": ("无", "nowhere"),
}

SAYINGS: dict[str, Words] = {
    "value": ("数值", "value"),
    "before": ("上年数", "the year before"),
    "target": ("目标", "target"),
    "effort": ("所需工作日", "effort in working days"),
    "left_out": ("缺项", "left out"),
    "falsified": ("弄虚作假", "falsified"),
}

WAYS: dict[str, Words] = {
    "answer": ("补录或填报", "record or tell it"),
    "set_target": ("明确目标", "settle the target"),
    "settle": ("做实数据", "make the number exact"),
    "reach": ("完成任务", "do more of it"),
    "clear": ("整改销号", "clear the defects"),
}

ILLUSTRATIVE: Words = (
    "分值和目标为示意,官方分值未公开",
    "weights and targets are illustrative: the official ones are not public",
)


def shape_words(shape: Shape) -> Words:
    """Return how a value becomes points, in words."""
    if isinstance(shape, RatioShape):
        if shape.is_less_better:
            return ("不超过目标得满分,超过按比例递减", "full up to the target, less above")
        if shape.cap != 1:
            cap = decimal_text(shape.cap * 100)
            return (f"按目标比例得分,{cap}%封顶", f"share of the target, capped at {cap} percent")
        return ("按目标比例得分,满分封顶", "share of the target, capped")
    if isinstance(shape, ThresholdShape):
        return ("达到得满分,否则不得分", "all or nothing")
    if isinstance(shape, DeductionShape):
        each = decimal_text(shape.each)
        most = "" if shape.most is None else decimal_text(shape.most)
        return (
            f"每个问题扣{each}分" + (f",最多扣{most}分" if most else ",扣完为止"),
            f"{each} off per defect" + (f", {most} at most" if most else ""),
        )
    if isinstance(shape, GrowthShape):
        full, least = decimal_text(shape.full), decimal_text(shape.least)
        return (
            f"比上年增长{full}%得满分,{least}%以下不得分",
            f"growth of {full} percent over last year is full, {least} or less nothing",
        )
    raise AssertionError  # pragma: no cover  every shape is above


INEXACT: Words = ("区间得分", "not exact")

WORDINGS: dict[Wording, Words] = {
    Wording.EXACT: ("确切", "exact"),
    Wording.ABOUT: ("约", "about"),
    Wording.OVER: ("余(多于)", "over"),
    Wording.NEARLY: ("近(不到)", "nearly"),
    Wording.AT_LEAST: ("至少", "at least"),
    Wording.AT_MOST: ("至多", "at most"),
}
"""How a told value may be worded."""

_SHAPED: dict[Wording, Words] = {
    Wording.ABOUT: ("约{}", "about {}"),
    Wording.OVER: ("{}余", "over {}"),
    Wording.NEARLY: ("近{}", "nearly {}"),
    Wording.AT_LEAST: ("至少{}", "at least {}"),
    Wording.AT_MOST: ("至多{}", "at most {}"),
}


def value_words(span: Span) -> Words:
    """Return a value as people say it: 886余, 至少15, [0, 23509.25]; — when nothing is known."""
    shaped = _SHAPED.get(span.wording)
    if shaped is None or span.stated is None:
        return span_text(span), span_text(span)
    said = decimal_text(span.stated)
    return shaped[0].format(said), shaped[1].format(said)
