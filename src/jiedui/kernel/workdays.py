"""Working days with the State Council's days off and make-up days; a deadline's own day counts.

The calendar is dated data (`data/workdays.toml`), one table a year. Of a year it does not hold,
weekends alone are known; `caveat` says so in a sentence. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


class Year(NamedTuple):
    """The days off of a year with their names, and the weekend days worked instead."""

    off: Mapping[dt.date, str]
    work: frozenset[dt.date]


class Left(NamedTuple):
    """Working days left, and a sentence in both languages where a year is not known ("" = sure)."""

    days: int
    caveat: tuple[str, str]


@functools.cache
def calendar_years() -> Mapping[int, Year]:
    """Return the calendar of every year that is known."""
    text = (resources.files("jiedui.kernel") / "data" / "workdays.toml").read_text("utf-8")
    return {int(year): _year(year, told) for year, told in tomllib.loads(text).items()}


def _year(year: str, told: Mapping[str, list[list[str]]]) -> Year:
    off: dict[dt.date, str] = {}
    for first, last, name in told["off"]:
        day = dt.date.fromisoformat(f"{year}-{first}")
        while day <= dt.date.fromisoformat(f"{year}-{last}"):
            off[day] = name
            day += ONE_DAY
    return Year(off, frozenset(dt.date.fromisoformat(f"{year}-{day}") for day in told["work"]))


def is_known(year: int) -> bool:
    """Whether the days off and make-up days of a year are known."""
    return year in calendar_years()


def is_workday(day: dt.date) -> bool:
    """Whether offices work on a day; of a year that is not known, whether it is no weekend."""
    year = calendar_years().get(day.year)
    if year is not None:
        if day in year.off:
            return False
        if day in year.work:
            return True
    return day.weekday() < SATURDAY


def holiday(day: dt.date) -> str:
    """Return the name of the holiday a day off belongs to, "" when it is none or not known."""
    year = calendar_years().get(day.year)
    return year.off.get(day, "") if year is not None else ""


def is_made_up(day: dt.date) -> bool:
    """Whether a weekend day is worked for a day off elsewhere (调休上班)."""
    year = calendar_years().get(day.year)
    return year is not None and day in year.work


def workday_after(day: dt.date, count: int) -> dt.date:
    """Return the `count`-th working day after a day; the day itself is not counted.

    A count of 0 gives the day itself, or the next working day when it is none.
    """
    found = day
    if not count:
        return next_workday(day)
    while count:
        found += ONE_DAY
        count -= is_workday(found)
    return found


def next_workday(day: dt.date) -> dt.date:
    """Return the day itself when it is worked, else the first one after it that is.

    Source: a period that ends on a day off ends on the first day after it (民法典 第二百零三条).
    """
    while not is_workday(day):
        day += ONE_DAY
    return day


def due_day(ends: dt.date, days: int, *, is_working: bool) -> dt.date:
    """Return the day something is due, so many days after a period's end; that day still counts.

    Args:
        ends: The last day of the period.
        days: How many days after it.
        is_working: Count working days; else calendar days, and a last day on which nobody works
            moves to the next working day.
    """
    return workday_after(ends, days) if is_working else next_workday(ends + days * ONE_DAY)


def workdays_left(today: dt.date, deadline: dt.date) -> Left:
    """Return the working days from today to the deadline, both counted; 0 when it has passed."""
    days = [today + n * ONE_DAY for n in range((deadline - today).days + 1)]
    return Left(sum(map(is_workday, days)), caveat({today.year, deadline.year}))


def workdays_late(deadline: dt.date, today: dt.date) -> int:
    """Return how many working days a deadline has passed: none on its own day."""
    span = (today - deadline).days
    return sum(is_workday(deadline + n * ONE_DAY) for n in range(1, span + 1))


def caveat(years: Iterable[int]) -> tuple[str, str]:
    """Return a sentence in both languages about years that are not known; ("", "") when all are."""
    unknown = sorted({year for year in years if not is_known(year)})
    if not unknown:
        return "", ""
    told = "、".join(map(str, unknown))
    return (
        f"{told}年的放假和调休安排尚不知道,只除去了周末。",
        (
            f"The days off and make-up days of {', '.join(map(str, unknown))} are not known;"
            " only weekends were taken off."
        ),
    )
