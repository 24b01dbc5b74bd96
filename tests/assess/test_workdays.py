"""Working days with make-up days; days the author of the calendar did not know stay unknown."""

from __future__ import annotations

import datetime as dt

from jiedui.kernel.workdays import (
    calendar_years,
    caveat,
    holiday,
    is_made_up,
    is_workday,
    next_workday,
    workday_after,
    workdays_late,
    workdays_left,
)

DAY = dt.date


def test_days_off_and_make_up_days() -> None:
    """国庆 2017 ran from 1 to 8 October; Saturday 30 September was worked instead."""
    assert is_workday(DAY(2017, 9, 30))
    assert is_made_up(DAY(2017, 9, 30))
    assert not is_workday(DAY(2017, 10, 6))
    assert holiday(DAY(2017, 10, 6)) == "国庆节、中秋节"
    assert is_workday(DAY(2017, 10, 9))
    assert not is_workday(DAY(2020, 1, 31)), "the holiday that was extended"


def test_every_make_up_day_is_a_weekend_day_and_no_day_off() -> None:
    for year in calendar_years().values():
        assert all(day.weekday() >= 5 and day not in year.off for day in year.work)


def test_working_days_in_a_year() -> None:
    """2017: 249 working days (365 days, 105 weekend days, 16 weekdays off, 5 made up)."""
    days = [DAY(2017, 1, 1) + dt.timedelta(n) for n in range(365)]
    assert sum(map(is_workday, days)) == 365 - 105 - 16 + 5


def test_the_day_of_the_deadline_counts() -> None:
    """Five working days after Friday 29 September 2017: 30 Sep, 9, 10, 11, 12 October."""
    due = workday_after(DAY(2017, 9, 29), 5)
    assert due == DAY(2017, 10, 12)
    assert workdays_left(DAY(2017, 10, 12), due).days == 1
    assert workdays_late(due, DAY(2017, 10, 12)) == 0
    assert workdays_late(due, DAY(2017, 10, 16)) == 2
    assert workdays_left(DAY(2017, 10, 13), due).days == 0


def test_a_deadline_on_a_day_off_moves_to_the_next_working_day() -> None:
    assert next_workday(DAY(2018, 2, 15)) == DAY(2018, 2, 22)
    assert next_workday(DAY(2018, 2, 24)) == DAY(2018, 2, 24)


def test_a_year_nobody_announced_says_so() -> None:
    assert caveat((2017, 2018)) == ("", "")
    zh, en = caveat((2017, 2031))
    assert zh == "2031年的放假和调休安排尚不知道,只除去了周末。"
    assert "2031" in en
    assert workdays_left(DAY(2031, 10, 1), DAY(2031, 10, 8)).days == 6
