"""The days of years and plans, and the year in which N年来 begins."""

from __future__ import annotations

import calendar
import datetime as dt

SUMS_UP = 3
"""Up to this month texts still tell of the year before."""

_DRAWS_TO_AN_END = 11
"""From this month on N年来 counts the running year as its last."""

_IS_MOSTLY_OVER = 9
"""From this month on 一年来 is most of the running year."""

_PLANS = {"六五": 1981, "七五": 1986, "八五": 1991, "九五": 1996, "十五": 2001}

RELATIVE = {
    "今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2, "来年": 1, "下一年": 1,
    "上年": -1, "上一年": -1, "this year": 0, "last year": -1, "next year": 1,
}  # fmt: skip
"""How many years from the running one a word of time lies."""

HALVES = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12)}
SCHOOL_BEGINS = 9
"""The month in which a school year begins."""


def full_year(number: int) -> int:
    """Return a year written with two digits or four in full.

    >>> full_year(18), full_year(85), full_year(2018)
    (2018, 1985, 2018)
    """
    return number if number > 99 else number + (2000 if number < 70 else 1900)


def span_of(year: int, month: int | None = None, day: int | None = None) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a year, month or day; a day that is none gives its month."""
    if month is None or not 1 <= month <= 12:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    last = calendar.monthrange(year, month)[1]
    if day is not None and 1 <= day <= last:
        return dt.date(year, month, day), dt.date(year, month, day)
    return dt.date(year, month, 1), dt.date(year, month, last)


def plan_days(plan: str | None) -> tuple[dt.date, dt.date, bool] | None:
    """Return the five years of a plan: 十二五 is 2011 to 2015."""
    if plan is None:
        return None
    year = _PLANS.get(plan) or 2001 + 5 * "十一二三四五".index(plan[1])
    return dt.date(year, 1, 1), dt.date(year + 4, 12, 31), False


def year_back(last: dt.date, years: int, *, is_more: bool = False) -> int:
    """Return the year in which N年来 up to a day begins.

    Late in a year that year is the last of so many, but not of more (两年多来).
    """
    late = _IS_MOSTLY_OVER if years == 1 else _DRAWS_TO_AN_END
    return last.year - years + (last.month >= late and not is_more)
