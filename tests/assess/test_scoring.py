"""Every scoring shape against a hand calculation, written out in the test's own words."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.assess.indicator import (
    Block,
    CapOn,
    DeductionShape,
    Falsified,
    Grade,
    GrowthShape,
    Indicator,
    IndicatorSet,
    RatioShape,
    Rescale,
    Side,
    ThresholdShape,
)
from jiedui.assess.scoring import points
from jiedui.assess.span import UNKNOWN, Span, between, exactly
from jiedui.assess.whole import Item, State, joint, rated, scored
from jiedui.kernel.quantity import Wording
from tests.assess.small import these

if TYPE_CHECKING:
    from jiedui.assess.indicator import (
        Shape,
    )

F = Fraction

GRADES = (
    Grade("GOOD", "好", "good", F(90)),
    Grade("FAIRLY_GOOD", "较好", "fairly good", F(80)),
    Grade("AVERAGE", "一般", "average", F(60)),
    Grade("POOR", "差", "poor", F(0)),
)


def over(number: int) -> Span:
    return Span(F(number), F(number), None, Wording.OVER)


def interval(low: int, high: int, stated: int | None = None) -> Span:
    return Span(F(low), None if stated is None else F(stated), F(high), Wording.BETWEEN)


def test_ratio_to_a_target_with_a_cap() -> None:
    """2,405.4 of 3,244 万元 at 12 points: 12 × 2405.4 / 3244 = 28864.8 / 3244 = 8.898.

    4,000 of 3,244 is more than all: 12. Nothing given: 0.
    """
    shape = RatioShape()
    got = points(shape, F(12), exactly(F("2405.4")), target=exactly(3244))
    assert got == exactly(F(288648, 32440))
    assert points(shape, F(12), exactly(4000), target=exactly(3244)) == exactly(12)
    assert points(shape, F(12), exactly(0), target=exactly(3244)) == exactly(0)


def test_ratio_whose_full_points_lie_beyond_the_target() -> None:
    """Full points at 120 percent of 50: 55 of 50 is 110 percent; 15 × 110 / 120 = 13.75."""
    got = points(RatioShape(cap=F(6, 5)), F(15), exactly(55), target=exactly(50))
    assert got == exactly(F("13.75"))


def test_ratio_where_less_is_better() -> None:
    """Idle money of 160 against at most 100: 5 × 100 / 160 = 3.125; of 80: all 5; of 0: all 5."""
    shape = RatioShape(is_less_better=True)
    assert points(shape, F(5), exactly(160), target=exactly(100)) == exactly(F("3.125"))
    assert points(shape, F(5), exactly(80), target=exactly(100)) == exactly(5)
    assert points(shape, F(5), exactly(0), target=exactly(100)) == exactly(5)


def test_a_value_that_is_not_exact_gives_points_that_are_not() -> None:
    """Over 15 of 100 at 5 points: at least 5 × 15 / 100 = 0.75, at most all 5.

    Between 0 and 23,509.25 of 2,982: from nothing to all 12.
    """
    got = points(RatioShape(), F(5), over(15), target=exactly(100))
    assert these(got.low, got.stated, got.high) == (F("0.75"), F("0.75"), F(5))
    got = points(RatioShape(), F(12), interval(0, 23509), target=exactly(2982))
    assert these(got.low, got.stated, got.high, got.wording) == (0, None, 12, Wording.BETWEEN)


def test_a_target_that_is_not_exact() -> None:
    """50 of 80 to 120 (stated 100) at 10: 50/120 = 4.1667, 50/100 = 5, 50/80 = 6.25."""
    got = points(RatioShape(), F(10), exactly(50), target=interval(80, 120, 100))
    assert these(got.low, got.stated, got.high) == (F(500, 120), F(5), F("6.25"))


def test_threshold_is_all_or_nothing() -> None:
    """3 meetings of 4: nothing. 4 of 4: all 5. "Over 3" may be 4 or not: 0 to 5."""
    shape = ThresholdShape()
    assert points(shape, F(5), exactly(3), target=exactly(4)) == exactly(0)
    assert points(shape, F(5), exactly(4), target=exactly(4)) == exactly(5)
    got = points(shape, F(5), over(3), target=exactly(4))
    assert these(got.low, got.stated, got.high) == (0, 0, 5)
    assert points(shape, F(5), over(4), target=exactly(4)) == exactly(5)
    less = ThresholdShape(is_less_better=True)
    assert points(less, F(5), exactly(4), target=exactly(3)) == exactly(0)
    assert points(less, F(5), exactly(2), target=exactly(3)) == exactly(5)


def test_deduction_per_defect_with_a_cap() -> None:
    """Weight 10, 3 off each: 2 defects leave 10 − 6 = 4; 4 defects leave 10 − 10 = 0.

    With at most 8 off, 4 defects leave 10 − 8 = 2. No defect: all 10. 2 to 3 defects: 1 to 4.
    """
    shape = DeductionShape(each=F(3))
    assert points(shape, F(10), exactly(2)) == exactly(4)
    assert points(shape, F(10), exactly(4)) == exactly(0)
    assert points(shape, F(10), exactly(0)) == exactly(10)
    assert points(DeductionShape(F(3), F(8)), F(10), exactly(4)) == exactly(2)
    got = points(shape, F(10), interval(2, 3))
    assert these(got.low, got.high) == (1, 4)
    got = points(DeductionShape(F(3), F(8)), F(10), over(1))
    assert these(got.low, got.stated, got.high) == (2, 7, 7)


def test_a_cap_on_deductions_leaves_the_rest_for_certain_where_no_defect_is_told() -> None:
    """At most 6 of 10 are taken off: 4 stay whatever is found; without a cap nothing is sure."""
    assert points(DeductionShape(F(3), F(6)), F(10), UNKNOWN) == between(F(4), None, F(10))
    assert points(DeductionShape(F(3)), F(10), UNKNOWN) == between(F(0), None, F(10))


def test_growth_against_last_year() -> None:
    """From 200 to 212 is 6 percent; of 10 percent for all 5 points: 5 × 6 / 10 = 3.

    From 200 to 230 is 15 percent: all 5. A fall: nothing. With nothing under 2 percent:
    5 × (6 − 2) / (10 − 2) = 2.5. From nothing, growth cannot be said: 0 to 5.
    """
    shape = GrowthShape(full=F(10))
    assert points(shape, F(5), exactly(212), before=exactly(200)) == exactly(3)
    assert points(shape, F(5), exactly(230), before=exactly(200)) == exactly(5)
    assert points(shape, F(5), exactly(190), before=exactly(200)) == exactly(0)
    got = points(GrowthShape(F(10), F(2)), F(5), exactly(212), before=exactly(200))
    assert got == exactly(F("2.5"))
    got = points(shape, F(5), exactly(212), before=exactly(0))
    assert these(got.low, got.stated, got.high) == (0, None, 5)
    got = points(shape, F(5), exactly(212), before=interval(200, 212, 205))
    assert these(got.low, got.stated, got.high) == (0, F(5) * F(700, 205) / 10, 3)


def test_what_nobody_knows_is_neither_nothing_nor_everything() -> None:
    got = points(RatioShape(), F(6), UNKNOWN, target=exactly(2))
    assert these(got.low, got.stated, got.high) == (0, None, 6)
    got = points(RatioShape(), F(6), exactly(1))
    assert these(got.low, got.stated, got.high) == (0, None, 6)


def item(
    code: str,
    got: int | str,
    *,
    weight: int = 10,
    block: str = "A",
    state: State = State.ANSWERED,
    is_bonus: bool = False,
) -> Item:
    indicator = Indicator(
        code, block, frozenset(Side), code, code, F(weight), RatioShape(), ("个", "item"),
        is_bonus=is_bonus,
    )  # fmt: skip
    return Item(indicator, exactly(F(got)), state)


def a_set(
    rescale: Rescale = Rescale.BLOCK, *, most: int = 55, cap_on: CapOn = CapOn.EXTRA
) -> IndicatorSet:
    return IndicatorSet(
        "x", "1", "x", "x", dt.date(2017, 1, 1), None, ("", ""), is_illustrative=True,
        full=F(100), bonus_most=F(10), rescale=rescale, falsified=Falsified(F(5), F(most), cap_on),
        east_share=F(1, 2), blocks=(Block("A", "甲", "a"), Block("B", "乙", "b")), grades=GRADES,
        indicators=(),
    )  # fmt: skip


def test_an_item_left_out_gives_its_weight_to_its_block() -> None:
    """Block A: 30 + 20 + 10 = 60. The 20 is left out, 24 of 30 and 6 of 10 are got.

    60 / 40 = 1.5; (24 + 6) × 1.5 = 45. Block B: 30 of 40. Together 75.
    """
    items = [
        item("A1", 24, weight=30),
        item("A2", 0, weight=20, state=State.LEFT_OUT),
        item("A3", 6),
        item("B1", 30, weight=40, block="B"),
    ]
    score = scored(a_set(), items)
    assert [these(one.got.low, one.possible) for one in score.blocks] == [(45, 60), (30, 40)]
    assert score.total == exactly(75)
    assert [one.code for one in score.grades] == ["AVERAGE"]


def test_an_item_left_out_gives_its_weight_to_the_whole_set() -> None:
    """The same over the whole set: (24 + 6 + 30) × 100 / 80 = 75."""
    items = [
        item("A1", 24, weight=30),
        item("A2", 0, weight=20, state=State.LEFT_OUT),
        item("A3", 6),
        item("B1", 30, weight=40, block="B"),
    ]
    score = scored(a_set(Rescale.WHOLE), items)
    assert [one.got.low for one in score.blocks] == [F("37.5"), F("37.5")]
    assert score.total == exactly(75)


def test_a_block_left_out_whole_gives_its_weight_to_the_others() -> None:
    """Only block B of 40 is left, 30 of it got: 30 × 100 / 40 = 75."""
    items = [
        item("A1", 0, weight=60, state=State.LEFT_OUT),
        item("B1", 30, weight=40, block="B"),
    ]
    score = scored(a_set(), items)
    assert [these(one.got.low, one.possible) for one in score.blocks] == [(0, 0), (75, 100)]


def test_bonus_comes_on_top_and_is_capped() -> None:
    """80 of 100, bonus 7 + 6 = 13, capped at 10: 90."""
    items = [
        item("A1", 80, weight=100),
        item("A2", 7, is_bonus=True),
        item("A3", 6, is_bonus=True),
    ]
    score = scored(a_set(), items)
    assert these(score.bonus, score.total) == (exactly(10), exactly(90))
    assert [one.code for one in score.grades] == ["GOOD"]


def test_a_falsified_item_loses_its_points_and_five_more() -> None:
    """50 + 30 + 20 would be got. The 20 is falsified: 80 − 5 = 75. Two of them: 50 − 10 = 40.

    With at most 8 more for all: 50 − 8 = 42.
    """
    items = [
        item("A1", 50, weight=50),
        item("A2", 30, weight=30),
        item("A3", 20, weight=20, state=State.FALSIFIED),
    ]
    score = scored(a_set(), items)
    assert these(score.base, score.penalty, score.total) == (exactly(80), exactly(5), exactly(75))
    items[1] = item("A2", 30, weight=30, state=State.FALSIFIED)
    assert scored(a_set(), items).total == exactly(40)
    assert scored(a_set(most=8), items).total == exactly(42)


def test_the_cap_may_limit_all_that_is_lost() -> None:
    """100 would be got; 30 + 20 are falsified: lost 50 + 10 = 60, capped at 55: 100 − 55 = 45."""
    items = [
        item("A1", 50, weight=50),
        item("A2", 30, weight=30, state=State.FALSIFIED),
        item("A3", 20, weight=20, state=State.FALSIFIED),
    ]
    assert scored(a_set(cap_on=CapOn.LOSS), items).total == exactly(45)


def test_a_score_never_falls_below_nothing() -> None:
    """3 got, 5 taken off: nothing, not −2."""
    items = [item("A1", 3, weight=50), item("A2", 50, weight=50, state=State.FALSIFIED)]
    assert scored(a_set(), items).total == exactly(0)


def test_the_joint_score_of_a_pair() -> None:
    """East 90, west 80 to 86: half each: 85 to 88. With 2/5 for the east: 84 to 87.6."""
    got = joint(exactly(90), interval(80, 86), F(1, 2))
    assert these(got.low, got.high) == (85, 88)
    got = joint(exactly(90), interval(80, 86), F(2, 5))
    assert these(got.low, got.high) == (84, F("87.6"))


def test_units_are_rated_within_their_class() -> None:
    """In class 1: 92, 85, and 80 to 88. The 92 is first; the others are second or third.

    In class 2 the 70 is first, whatever class 1 has.
    """
    units = [
        ("甲", "1", exactly(92)),
        ("乙", "1", exactly(85)),
        ("丙", "1", interval(80, 88)),
        ("丁", "2", exactly(70)),
    ]
    found = {one.unit: one for one in rated(units, GRADES)}
    assert these(found["甲"].best, found["甲"].worst) == (1, 1)
    assert these(found["乙"].best, found["乙"].worst) == (2, 3)
    assert these(found["丙"].best, found["丙"].worst) == (2, 3)
    assert these(found["丁"].best, found["丁"].worst) == (1, 1)
    assert [one.code for one in found["丁"].grades] == ["AVERAGE"]


def test_grades_on_their_edges() -> None:
    """90 is good; 89.99 is fairly good; 79 to 90 may be three grades."""

    def of(span: Span) -> list[str]:
        return [one.code for one in rated([("x", "1", span)], GRADES)[0].grades]

    assert of(exactly(90)) == ["GOOD"]
    assert of(exactly(F("89.99"))) == ["FAIRLY_GOOD"]
    assert of(interval(79, 90)) == ["GOOD", "FAIRLY_GOOD", "AVERAGE"]


NUMBERS = st.fractions(min_value=0, max_value=500, max_denominator=20)
SHAPES = st.sampled_from(
    (
        RatioShape(), RatioShape(F(6, 5)), RatioShape(is_less_better=True), ThresholdShape(),
        ThresholdShape(is_less_better=True), DeductionShape(F(2)), DeductionShape(F(2), F(7)),
        GrowthShape(F(10)), GrowthShape(F(10), F(3)),
    )
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SHAPES, NUMBERS, NUMBERS, NUMBERS, st.data())
def test_the_points_of_any_possible_value_lie_within_the_points_told(
    shape: Shape, one: F, other: F, target: F, data: st.DataObject
) -> None:
    low, high = sorted((one, other))
    value = Span(low, None, high, Wording.BETWEEN)
    told = points(shape, F(8), value, target=exactly(target), before=exactly(target))
    share = data.draw(st.fractions(min_value=0, max_value=1, max_denominator=10))
    inside = exactly(low + (high - low) * share)
    got = points(shape, F(8), inside, target=exactly(target), before=exactly(target))
    assert told.low is not None
    assert told.high is not None
    assert got.low is not None
    assert got.high is not None
    assert 0 <= told.low <= got.low <= got.high <= told.high <= 8
