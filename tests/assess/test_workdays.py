"""Working days with make-up days; days the author of the calendar did not know stay unknown."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.kernel.problem import Refused
from jiedui.kernel.workdays import (
    FILE,
    calendar_years,
    caveat,
    holiday,
    is_made_up,
    is_workday,
    next_workday,
    read_years,
    workday_after,
    workdays_late,
    workdays_left,
)

if TYPE_CHECKING:
    from tests.conftest import Office

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
    assert zh == "2031年的放假和调休安排尚不知道（已知2016—2026年），只除去了周末。"
    assert "2031" in en
    assert workdays_left(DAY(2031, 10, 1), DAY(2031, 10, 8)).days == 6


def test_an_office_adds_a_year_and_has_the_last_word(sqlite_office: Office) -> None:
    """New Year from 5 to 11 February 2027, the 20th worked instead.

    Five working days after the 4th: 12, 15, 16, 17, 18; without the file 5, 8, 9, 10, 11.
    """
    assert workday_after(DAY(2027, 2, 4), 5) == DAY(2027, 2, 11)
    assert caveat((2027,)) != ("", "")
    own = sqlite_office.data_dir / FILE
    own.write_text('[2027]\noff = [["02-05", "02-11", "春节"]]\nwork = ["02-20"]\n', "utf-8")
    assert workday_after(DAY(2027, 2, 4), 5) == DAY(2027, 2, 18)
    assert is_made_up(DAY(2027, 2, 20))
    assert caveat((2026, 2027)) == ("", "")
    assert holiday(DAY(2027, 2, 6)) == "春节"
    assert holiday(DAY(2017, 10, 6)) == "国庆节、中秋节"
    own.write_text('[2017]\noff = []\nwork = ["09-30"]\n', "utf-8")
    assert is_workday(DAY(2017, 10, 6))
    own.unlink()
    assert not is_workday(DAY(2017, 10, 6))


def test_a_file_of_days_off_that_is_wrong_tells_every_fault() -> None:
    wrong = """
    [2027]
    off = [["02-05", "02-11", "春节"]]
    work = ["02-06", "02-22"]
    [2028]
    off = [["02-30", "03-01", "x"]]
    work = []
    [2029]
    off = [["03-02", "03-01", "x"]]
    work = []
    [2030]
    off = []
    """
    with pytest.raises(Refused) as refused:
        read_years(wrong.encode(), label="own")
    told = [(one.code, one.source.cell, one.found) for one in refused.value.problems]
    assert told == [
        ("WORKDAYS_WRONG", "2027.work", "2027-02-06"),
        ("WORKDAYS_WRONG", "2027.work", "2027-02-22"),
        ("WORKDAYS_WRONG", "2028", "day is out of range for month"),
        ("WORKDAYS_WRONG", "2029", "03-02 after 03-01"),
        ("WORKDAYS_WRONG", "2030", "nothing for 'work'"),
    ]
    with pytest.raises(Refused):
        read_years(b"[")
