"""Gaps, hand-overs and lasting work against counting day by day; distinct people against sets."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.cooperation.personal import Known, distinct, known, roster, union
from jiedui.cooperation.placement import (
    Stability,
    Work,
    is_stable_claim_wrong,
    months,
    stability,
)
from jiedui.cooperation.posts import Stay, gaps, in_post, is_long, is_overdue, overlaps
from jiedui.kernel.identity import check_character
from jiedui.kernel.period import Period, day, month_of, year

FIRST = dt.date(2016, 1, 1)
_DAY = dt.timedelta(days=1)
LAST = FIRST + 500 * _DAY


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    starts = FIRST + draw(st.integers(0, 400)) * _DAY
    vague = draw(st.integers(0, 20)) * _DAY
    arrived = Period(starts, starts + vague)
    if draw(st.booleans()):
        return Stay(draw(st.integers(1, 99)), arrived)
    left = arrived.ends + draw(st.integers(0, 120)) * _DAY
    return Stay(draw(st.integers(1, 99)), arrived, Period(left, left + vague))


@settings(max_examples=60, deadline=None)
@given(st.lists(stays(), max_size=5))
def test_a_gap_is_a_day_on_which_nobody_can_have_been_there(found: list[Stay]) -> None:
    told = {
        one.starts + at * _DAY
        for one in gaps(found, until=LAST)
        for at in range((one.ends - one.starts).days + 1)
    }
    began = min((one.arrived.starts for one in found), default=LAST + _DAY)
    at = FIRST
    while at <= LAST:
        assert (at in told) == (at >= began and in_post(found, at)[1] == 0), at
        at += _DAY


@settings(max_examples=60, deadline=None)
@given(st.lists(stays(), max_size=4), st.integers(0, 500))
def test_a_handover_is_a_day_on_which_two_were_there_for_certain(
    found: list[Stay], at: int
) -> None:
    one_day = FIRST + at * _DAY
    low, high = in_post(found, one_day)
    assert low <= high
    pairs = [one for one in overlaps(found) if one.period.starts <= one_day <= one.period.ends]
    assert len(pairs) == low * (low - 1) // 2


def test_planned_and_arrived_are_two_facts() -> None:
    planned = dt.date(2016, 7, 1)
    assert not is_overdue(planned, None, today=dt.date(2016, 7, 20), grace=30)
    assert is_overdue(planned, None, today=dt.date(2016, 8, 2), grace=30)
    assert not is_overdue(planned, day(dt.date(2016, 8, 1)), today=dt.date(2017, 1, 1), grace=30)
    assert not is_overdue(None, None, today=dt.date(2017, 1, 1), grace=30)
    stay = Stay(1, day(dt.date(2017, 3, 1)), day(dt.date(2017, 8, 31)))
    assert is_long(stay, 6, on=dt.date(2018, 1, 1))
    assert not is_long(stay, 7, on=dt.date(2018, 1, 1))
    assert not is_long(stay, 6, on=dt.date(2017, 8, 30))


@pytest.mark.parametrize(
    ("began", "ended", "on", "expected"),
    [
        (day(dt.date(2017, 3, 1)), None, dt.date(2017, 5, 31), Stability.THREE),
        (day(dt.date(2017, 3, 1)), None, dt.date(2017, 5, 30), Stability.SHORT),
        (day(dt.date(2017, 3, 1)), None, dt.date(2017, 8, 31), Stability.SIX),
        (day(dt.date(2017, 1, 31)), None, dt.date(2017, 4, 30), Stability.THREE),
        (month_of(dt.date(2017, 3, 1)), None, dt.date(2017, 6, 10), Stability.MAYBE),
        (month_of(dt.date(2017, 3, 1)), None, dt.date(2017, 7, 10), Stability.THREE),
        (year(2016), None, dt.date(2017, 2, 1), Stability.MAYBE),
        (
            day(dt.date(2017, 3, 1)), day(dt.date(2017, 4, 1)), dt.date(2018, 1, 1),
            Stability.SHORT,
        ),
        (None, None, dt.date(2018, 1, 1), Stability.NOT_KNOWN),
    ],
)  # fmt: skip
def test_work_lasts_by_what_is_certain(
    began: Period | None, ended: Period | None, on: dt.date, expected: Stability
) -> None:
    assert stability(Work(began, ended), on=on) is expected


def test_a_claim_of_lasting_work_is_wrong_only_where_it_cannot_be() -> None:
    short = Work(day(dt.date(2017, 3, 1)), day(dt.date(2017, 4, 20)))
    assert is_stable_claim_wrong(short, claimed=3, on=dt.date(2018, 1, 1))
    maybe = Work(year(2017))
    assert not is_stable_claim_wrong(maybe, claimed=3, on=dt.date(2018, 1, 1))
    assert months(maybe, on=dt.date(2017, 12, 31)) == (0, 12)


def identity(at: int) -> str:
    digits = f"99900119800101{at:03d}"
    return digits + check_character(digits)


KEY = b"k" * 32
IDS = st.lists(st.integers(1, 12), max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(IDS, min_size=1, max_size=4), st.data())
def test_any_sum_of_rosters_holds_the_true_number_of_people(
    classes: list[list[int]], data: st.DataObject
) -> None:
    before: set[str] = set()
    told = []
    for ids in classes:
        people = {known(f"某{at}", identity(at), beside="", key=KEY) for at in ids}
        told.append((set(ids), distinct(list(people), before)))
        before |= {one.person for one in people}
    chosen = data.draw(st.lists(st.sampled_from(told), unique_by=id))
    true = len(set().union(*(ids for ids, _ in chosen)))
    assert sum(one.low or 0 for _, one in chosen) <= true
    assert true <= sum(one.high or 0 for _, one in chosen)
    assert sum(one.low or 0 for _, one in told) == len(before)


def test_people_without_a_number_make_an_interval() -> None:
    lines = roster(f"序号 姓名 身份证号\n某甲 {identity(1)}\n某乙\n 某丙\t{identity(3)} 教师\n\n")
    assert [(one.name, bool(one.id_no)) for one in lines] == [
        ("某甲", True), ("某乙", False), ("某丙", True),
    ]  # fmt: skip
    people = [known(one.name, one.id_no, beside="632625", key=KEY) for one in lines]
    found = union(people)
    assert (found.low, found.high) == (2, 3)
    assert union([Known("a", is_certain=True)] * 2).stated == 1
