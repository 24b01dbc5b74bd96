"""Working days with make-up days; days the author of the calendar did not know stay unknown."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.kernel.daysoff import read_notice, written_years
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
    shipped_years,
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


NOTICE = """国务院办公厅关于2025年部分节假日安排的通知
现将2025年元旦、春节等放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。"""


def test_the_notice_is_read_as_it_is_worded() -> None:
    assert read_notice(NOTICE, 2025) == shipped_years()[2025]


def test_a_notice_of_another_year_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_notice("国务院办公厅关于2026年部分节假日安排的通知\n元旦：1月1日至3日放假。", 2027)
    (problem,) = refused.value.problems
    assert (problem.found, problem.expected) == ("the notice of 2026", "that of 2027")


def test_a_span_over_new_year_gives_the_year_its_own_days() -> None:
    told = read_notice("元旦：2022年12月31日至1月2日放假调休，共3天。", 2023)
    assert sorted(told.off) == [DAY(2023, 1, 1), DAY(2023, 1, 2)]


@pytest.mark.parametrize(
    ("notice", "found"),
    [
        ("元旦：1月1日至3日放假，共4天。", "3 days, not the 4 it says"),
        ("春节：1月33日放假。", "1-33 is no day"),
        ("春节：1月8日至3日放假。", "2027-01-03 before 2027-01-08"),
        ("元旦1月1日放假。", "no name and colon"),
        ("元旦：2026年12月31日至2027年1月2日放假。", "2026-12-31 is of another year"),
        ("没有安排", "no day off"),
        ("元旦：1月1日（周五）至3日（周六）放假。", "2027-01-03 is no 周六 but 周日"),
        ("春节：2月6日（农历腊月三十、周五）放假。", "2027-02-06 is no 周五 but 周六"),
        ("元旦：1月1日放假。1月4日上班。", "2027-01-04"),
        ("元旦：1月1日至3日放假。1月2日上班。", "2027-01-02"),
    ],
)
def test_a_notice_that_is_not_understood_is_refused(notice: str, found: str) -> None:
    with pytest.raises(Refused) as refused:
        read_notice(notice, 2027)
    (problem,) = refused.value.problems
    assert problem.code == "WORKDAYS_WRONG"
    assert problem.found.endswith(found)


def test_years_are_written_as_they_are_read() -> None:
    assert read_years(written_years(shipped_years()).encode()) == shipped_years()
