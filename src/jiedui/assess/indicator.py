"""What an indicator set is: blocks, indicators with weight, target and shape, grades, duties.

All of it is data of a dated file; the codes and units are ours, the words official. Knows no
Django.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

ONE = Fraction(1)


class Side(enum.StrEnum):
    """Whose assessment it is: the helping side or the helped one."""

    EAST = "east"
    WEST = "west"


class Window(enum.StrEnum):
    """Which days an indicator counts: the year so far, all days so far, or a stock on the day."""

    YEAR = "year"
    TO_DATE = "to_date"


class Rescale(enum.StrEnum):
    """Where the weight of an item left out goes: to its block, or to the whole set."""

    BLOCK = "block"
    WHOLE = "whole"


class CapOn(enum.StrEnum):
    """What the cap of the falsification penalty limits: the extra points, or all that is lost."""

    EXTRA = "extra"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class RatioShape:
    """Value over target times the weight, up to a cap.

    Attributes:
        cap: The share of the target beyond which nothing is added (1 = the target itself).
        is_less_better: Whether a lower value is better; then it is target over value.
    """

    cap: Fraction = ONE
    is_less_better: bool = False


@dataclass(frozen=True, slots=True)
class ThresholdShape:
    """All points when the target is reached, else none."""

    is_less_better: bool = False


@dataclass(frozen=True, slots=True)
class DeductionShape:
    """The value is a number of defects: each takes points off, up to a cap.

    Attributes:
        each: Points taken off per defect.
        most: The most that is taken off; None = the whole weight.
    """

    each: Fraction
    most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class GrowthShape:
    """Growth against the year before, in percent, between two rates.

    Attributes:
        full: The rate that earns all points.
        least: The rate at and below which nothing is earned.
    """

    full: Fraction
    least: Fraction = Fraction(0)


Shape = RatioShape | ThresholdShape | DeductionShape | GrowthShape


@dataclass(frozen=True, slots=True)
class Asked:
    """The figure an indicator's value is.

    Attributes:
        figure: The figure's code.
        where: Filters, as of `figures.model.Question`.
        window: Which days it counts.
    """

    figure: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    window: Window = Window.YEAR


@dataclass(frozen=True, slots=True)
class Indicator:
    """One item of a set.

    Attributes:
        code: Its code in the set.
        block: Code of its block.
        sides: Whose it is.
        zh: Official wording, `en` its English.
        weight: Points at most.
        shape: How its value becomes points.
        unit: The displayed unit in both languages.
        scale: How many smallest parts make one displayed unit.
        asked: The figure; None = told by a person with a document.
        target: What is to be reached, in displayed units; None = none, or told by the office.
        is_plan_target: Whether the target is the plan of the same figure.
        is_bonus: Whether its points come on top of the full score.
        evidence: What documents are expected, in both languages.
        effort: Working days it takes, as far as the set can say.
        rule: The scoring rule in words, both languages.
    """

    code: str
    block: str
    sides: frozenset[Side]
    zh: str
    en: str
    weight: Fraction
    shape: Shape
    unit: tuple[str, str]
    scale: int = 1
    asked: Asked | None = None
    target: Fraction | None = None
    is_plan_target: bool = False
    is_bonus: bool = False
    evidence: tuple[str, ...] = ()
    effort: Fraction = ONE
    rule: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of indicators."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the points from which it is given."""

    code: str
    zh: str
    en: str
    least: Fraction


@dataclass(frozen=True, slots=True)
class Falsified:
    """What a falsified item costs: its points, and `each` more per item, capped at `most`."""

    each: Fraction
    most: Fraction
    cap_on: CapOn = CapOn.EXTRA


@dataclass(frozen=True, slots=True)
class SetDuty:
    """A duty the set itself brings: due so many days into the year after the one assessed.

    Attributes:
        code: Its code.
        zh: What is owed, `en` in English.
        month: Month of the day it is due.
        day: Day of that month.
        is_next_year: Whether that day lies in the year after the one assessed.
    """

    code: str
    zh: str
    en: str
    month: int
    day: int
    is_next_year: bool


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """A dated, versioned set of indicators.

    Attributes:
        code: Its code; `version` tells its editions apart.
        zh: Its name, `en` in English.
        since: First day it is in force; `until` its last, None = still.
        basis: The document it follows, in both languages.
        is_illustrative: Whether its weights and targets are ours, not official.
        full: The full score without bonus.
        bonus_most: The most that bonus items add together.
        rescale: Where the weight of an item left out goes.
        falsified: What a falsified item costs.
        east_share: The east's share in the joint score of a pair.
        blocks: Its blocks, in order.
        grades: Its grades, the best first.
        indicators: Its items, in order.
        duties: The duties it brings.
    """

    code: str
    version: str
    zh: str
    en: str
    since: dt.date
    until: dt.date | None
    basis: tuple[str, str]
    is_illustrative: bool
    full: Fraction
    bonus_most: Fraction
    rescale: Rescale
    falsified: Falsified
    east_share: Fraction
    blocks: tuple[Block, ...]
    grades: tuple[Grade, ...]
    indicators: tuple[Indicator, ...]
    duties: tuple[SetDuty, ...] = field(default=())

    def of(self, side: Side) -> tuple[Indicator, ...]:
        """Return the items of one side, in order."""
        return tuple(one for one in self.indicators if side in one.sides)

    def serves(self, year: int) -> bool:
        """Whether it is in force at the end of a year."""
        return self.since.year <= year and (self.until is None or year <= self.until.year)


UNIT_SCALES: Mapping[str, tuple[str, int]] = {
    "元": ("yuan", 100),
    "万元": ("×10,000 yuan", 1_000_000),
    "亿元": ("×100 million yuan", 10_000_000_000),
    "平方米": ("square metre", 10_000),
    "%": ("percent", 100),
    "个": ("item", 1),
    "项": ("item", 1),
    "件": ("item", 1),
    "份": ("document", 1),
    "家": ("firm", 1),
    "人": ("person", 1),
    "人次": ("attendance", 1),
    "户": ("household", 1),
    "次": ("act", 1),
    "批次": ("batch", 1),
    "期": ("class", 1),
    "对": ("pairing", 1),
    "笔": ("gift", 1),
    "天": ("day", 1),
    "分": ("point", 100),
}
"""Units a set may use: English word, and how many smallest parts make one."""
