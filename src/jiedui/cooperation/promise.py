"""What an agreement promises, set against what the figures answer. Knows no Django.

A promise is met when even the lowest possible answer reaches it, not met when even the highest does
not; between the two nobody can say. Before its last day, falling short is *under way*.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import TYPE_CHECKING

from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind
from jiedui.figures.naming import figure_named
from jiedui.kernel.codes import Code
from jiedui.kernel.quantity import UNITS, Wording, between, said
from jiedui.reader.amounts import amount_of

if TYPE_CHECKING:
    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval

NEAR_DAYS = 90
"""From so many days before its last day on, a promise that falls short is told."""

MEASURES: dict[str, Code] = {
    code: Code(code, one.zh, one.en)
    for code, one in FIGURES.items()
    if one.kind is Kind.FLOW and one.unit in UNITS
}
"""The measures an agreement may promise: every flow the figures answer."""

FISCAL_SOURCES = ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", "TOWNSHIP")
"""Where money of the state comes from; gifts do not keep a promise of it."""

_FISCAL = re.compile(r"财政(?:援助|帮扶|协作|支持|性)?资金")


def is_fiscal(words: str) -> bool:
    """Whether a promise in these words is about money of the state only."""
    return _FISCAL.match("".join(words.split())) is not None


def measure_named(words: str, unit: str = "") -> str | None:
    """Return the measure that a promise is about, in the words of any era; None for none.

    Args:
        words: What is promised: 帮扶资金, 帮助农村劳动力转移就业.
        unit: The unit of its amount, "" where none is stated.
    """
    code = figure_named(words, unit) or figure_named(words)
    if code is None and is_fiscal(words):
        code = "money"
    return code if code in MEASURES else None


class Standing(enum.StrEnum):
    """How a promise stands."""

    MET = "met"
    SHORT = "short"
    UNDER_WAY = "under_way"
    AHEAD = "ahead"
    OPEN = "open"


def promised(measure: str, words: str) -> Interval | None:
    """Return the amount of a promise in its measure's unit; None where the words say none.

    Money in yuan or with its unit (200万元), counts with or without their word (不少于30人).
    """
    unit = FIGURES[measure].unit
    told = amount_of(words)
    if told is None or told.value < 0 or told.is_money != (unit == "fen" and bool(told.unit)):
        return None
    low = told.value * UNITS[unit].scale
    if low != int(low):
        return None
    if told.high is not None:
        return between(int(low), int(told.high * UNITS[unit].scale))
    return said(int(low), told.wording)


def standing(wanted: Interval, answer: Interval, period: Period, *, today: dt.date) -> Standing:
    """Return how a promise stands on a day.

    Args:
        wanted: What was promised; its lowest value is what must be reached.
        answer: What the figure answers for the period.
        period: The days of the promise.
        today: The day.
    """
    goal = wanted.low if wanted.low is not None else wanted.high
    if today < period.starts:
        return Standing.AHEAD
    low = 0 if answer.wording is Wording.NOT_KNOWN else (answer.low or 0)
    if goal is not None and low >= goal:
        return Standing.MET
    if today <= period.ends:
        return Standing.UNDER_WAY
    reaches = answer.high is None or (goal is not None and answer.high >= goal)
    return Standing.OPEN if reaches else Standing.SHORT


def is_due(found: Standing, period: Period, *, today: dt.date) -> bool:
    """Whether a promise needs somebody: its day is near or past, and it is not met."""
    if found in {Standing.SHORT, Standing.OPEN}:
        return True
    near = period.ends - dt.timedelta(days=NEAR_DAYS)
    return found is Standing.UNDER_WAY and today >= near


def missing(wanted: Interval, answer: Interval) -> int:
    """Return how much is still missing by what is certain; 0 when nothing is."""
    goal = wanted.low if wanted.low is not None else (wanted.high or 0)
    low = 0 if answer.wording is Wording.NOT_KNOWN else (answer.low or 0)
    return max(goal - low, 0)
