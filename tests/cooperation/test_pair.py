"""Days of pairings against a naive model: every day of a few years, asked one by one."""

import datetime as dt
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.cooperation.pair import Pair, clashes, edges, on_day, split
from jiedui.cooperation.parties import party_of
from jiedui.kernel.period import LATEST, Period

FIRST = dt.date(2015, 1, 1)
DAYS = st.integers(0, 900).map(lambda days: FIRST + dt.timedelta(days=days))
ENDS = st.sampled_from("ABC")


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    starts = draw(DAYS)
    ends = draw(st.one_of(st.just(LATEST), st.integers(0, 400).map(lambda n: starts + n * _DAY)))
    return Pair(draw(ENDS), draw(ENDS), draw(st.sampled_from("XY")), Period(starts, ends))


_DAY = dt.timedelta(days=1)


def naive(found: list[Pair], day: dt.date) -> set[tuple[str, str, str]]:
    """Who is paired on a day, by looking at every day of every pairing."""
    paired = set()
    for one in found:
        ends = min(one.period.ends, FIRST + 1400 * _DAY)
        count = (ends - one.period.starts).days + 1
        if day in {one.period.starts + at * _DAY for at in range(count)}:
            paired.add(one[:3])
    return paired


@settings(max_examples=40, deadline=None)
@given(st.lists(pairs(), max_size=5), DAYS)
def test_who_is_paired_on_a_day(found: list[Pair], day: dt.date) -> None:
    assert {one[:3] for one in on_day(found, day)} == naive(found, day)


@settings(max_examples=60, deadline=None)
@given(pairs(), DAYS)
def test_a_change_leaves_no_day_out_and_none_twice(one: Pair, begins: dt.date) -> None:
    if not one.period.starts < begins <= one.period.ends:
        return
    before, after = split(one, begins)
    assert (before.starts, after.ends) == (one.period.starts, one.period.ends)
    assert after.starts - before.ends == _DAY


@settings(max_examples=40, deadline=None)
@given(st.lists(pairs(), min_size=1, max_size=4))
def test_between_two_edges_the_picture_stays(found: list[Pair]) -> None:
    days = edges(found)
    for first, after in itertools.pairwise(days):
        assert set(on_day(found, first)) == set(on_day(found, after - _DAY))


@settings(max_examples=40, deadline=None)
@given(pairs(), st.lists(pairs(), max_size=5))
def test_what_clashes_shares_a_day(new: Pair, others: list[Pair]) -> None:
    for one in others:
        share = one[:3] == new[:3] and not (
            one.period.ends < new.period.starts or new.period.ends < one.period.starts
        )
        assert (one in clashes(new, others)) == share


def test_parties_of_every_kind() -> None:
    told = {
        "上海市": "PROVINCE",
        "楚雄州": "PREFECTURE",
        "久治县": "COUNTY",
        "德钦县升平镇": "TOWN",
        "德钦县升平镇某某村": "VILLAGE",
        "久治县民族中学": "SCHOOL",
        "久治县人民医院": "HOSPITAL",
        "嘉定区人武部": "GARRISON",
        "嘉定某某集团有限公司": "ENTERPRISE",
        "嘉定区教育局": "DEPARTMENT",
        "久治县某某专业合作社": "COOPERATIVE",
        "嘉定区某某商会": "SOCIETY",
    }
    assert {name: party_of(name).kind for name in told} == told
    assert party_of("久治县民族中学").place == "632625"
    assert party_of("香格里拉县").key == party_of("香格里拉市").key == "533401"
    assert party_of("香格里拉市").name_on(dt.date(2010, 1, 1)) == "香格里拉县"
