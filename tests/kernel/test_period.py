"""Periods: what is said is printed as precisely and no finer, and read back the same."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.kernel.period import (
    EARLIEST,
    LATEST,
    Grain,
    Period,
    day,
    month_of,
    parse_iso,
    parse_period,
    quarter_of,
    year,
)

DATES = st.dates()
EDGES = st.sampled_from(
    [EARLIEST, LATEST, dt.date(2017, 1, 1), dt.date(2017, 3, 31), dt.date(2017, 12, 31)]
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period, whole months, quarters and years and open ends as likely as odd spans."""
    date = draw(DATES)
    whole = draw(st.sampled_from([None, day, month_of, quarter_of, lambda one: year(one.year)]))
    if whole is not None:
        made: Period = whole(date)
        return made
    first, last = sorted((draw(DATES | EDGES), draw(DATES | EDGES)))
    return Period(first, last)


@given(periods())
def test_printing_and_parsing_are_a_round_trip(period: Period) -> None:
    assert parse_period(str(period)) == period


@given(periods())
def test_a_period_is_inside_itself_and_touches_itself(period: Period) -> None:
    assert period.inside(period)
    assert period.touches(period)


@given(periods(), periods())
def test_inside_implies_touching(a: Period, b: Period) -> None:
    assert a.touches(b) == b.touches(a)
    if a.inside(b):
        assert a.touches(b)
    if a.inside(b) and b.inside(a):
        assert a == b


@given(DATES)
def test_a_day_lies_in_its_month_quarter_and_year(date: dt.date) -> None:
    whole = [day(date), month_of(date), quarter_of(date), year(date.year)]
    assert all(fine.inside(coarse) for fine, coarse in pairwise(whole))
    assert [one.grain for one in whole] == [Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR]


@pytest.mark.parametrize(
    ("text", "starts", "ends", "printed"),
    [
        ("2017", "2017-01-01", "2017-12-31", "2017"),
        ("2016-02", "2016-02-01", "2016-02-29", "2016-02"),
        ("2017-3-5", "2017-03-05", "2017-03-05", "2017-03-05"),
        ("2013/2017-10-31", "2013-01-01", "2017-10-31", "2013/2017-10-31"),
        ("2012/", "2012-01-01", "9999-12-31", "2012/"),
        ("/2011", "1900-01-01", "2011-12-31", "/2011"),
        ("/", "1900-01-01", "9999-12-31", "/"),
        ("2010-07/", "2010-07-01", "9999-12-31", "2010-07/"),
        ("2017-04/2017-06", "2017-04-01", "2017-06-30", "2017-04/2017-06-30"),
    ],
)
def test_periods_as_offices_write_them(text: str, starts: str, ends: str, printed: str) -> None:
    period = parse_period(text)
    assert (period.starts.isoformat(), period.ends.isoformat()) == (starts, ends)
    assert str(period) == printed


@pytest.mark.parametrize(
    "text", ["", "2017-13", "2017-02-30", "17-2", "2017年", "2017-1-1-1", "0000"]
)
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|no such date"):
        parse_iso(text)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends 2015-12-31 before it starts 2017-01-01"):
        parse_period("2017/2015")
