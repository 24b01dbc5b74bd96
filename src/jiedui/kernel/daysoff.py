"""The State Council's notice of a year's days off (部分节假日安排的通知), read as it is worded.

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。 A sentence says days off
or days worked instead; what is said of their number is held against them. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.kernel.workdays import MADE_UP, ONE_DAY, SATURDAY, Year, wrongly_worked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ASIDE = re.compile(r"\([^()]*\)|\s")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+|\d+)[、.]")
_SENTENCES = re.compile(r"[。;]")
_DATES = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?P<to>至|到|-|—|~)?"
)
_TITLE = re.compile(r"关于(\d{4})年[^,。\n]{0,6}节假日")
_WEEKDAY = re.compile(r"\((?:[^()]*[、,])?(?:周|星期)(?P<name>[一二三四五六日天])\)")
"""Stands behind a day: 1月3日（周六）, 2月15日（农历腊月二十八、周日）."""

_WEEKDAYS = "一二三四五六日"
_DECEMBER = 12
_COUNT = re.compile(r"共(\d+)天")
_LEFT = "the days as the notice words them: 元旦:1月1日至3日放假,共3天。1月4日上班。"


def read_notice(text: str, year: int) -> Year:
    """Return the days off of a year with their names, and the weekend days worked instead.

    Args:
        text: The notice, or its numbered lines alone.
        year: The year it is about; weekend days of another year are left to that one.

    Raises:
        Refused: A line is not understood, its days are not as many as it says or on other days of
            the week (a notice of another year), or a day worked is no weekend day or off as well
            (all at once).
    """
    off: dict[dt.date, str] = {}
    work: set[dt.date] = set()
    title = _TITLE.search("".join(text.split()))
    is_other = title is not None and int(title[1]) != year
    problems = (
        [_fault(f"the notice of {title[1]}", f"that of {year}")] if title and is_other else []
    )
    for line in filter(_says_days, unicodedata.normalize("NFKC", text).splitlines()):
        try:
            name, words = _named(line)
            _hold_weekdays("".join(line.split()), year)
            for sentence in filter(_says_days, _SENTENCES.split(words)):
                days = list(_own(_days_of(sentence, year), year))
                if "放假" in sentence:
                    off |= dict.fromkeys(days, name)
                else:
                    work |= {*days}
        except ValueError as error:
            problems.append(_fault(f"{line.strip()}: {error}"))
    told = Year(off, frozenset(work))
    problems += [_fault(str(day), MADE_UP) for day in wrongly_worked(told)]
    if not problems and not off:
        problems.append(_fault("no day off"))
    if problems:
        raise Refused(problems)
    return told


def _says_days(words: str) -> bool:
    return ("放假" in words or "上班" in words) and _DATES.search(words) is not None


def _named(line: str) -> tuple[str, str]:
    """Return the holiday a line is about, and what it says of it.

    Raises:
        ValueError: It names none before a colon.
    """
    name, _, told = _ASIDE.sub("", line).partition(":")
    if not told:
        raise ValueError("no name and colon")
    return _NUMBERING.sub("", name), told


def _days_of(sentence: str, year: int) -> list[dt.date]:
    """Return the days a sentence names, spans day by day.

    Raises:
        ValueError: A day is none, a span ends before it begins, or their number is another.
    """
    found: list[dt.date] = []
    is_span = False
    for one, day in _each_day(sentence, year):
        if is_span:
            if day < found[-1]:
                raise ValueError(f"{day} before {found[-1]}")
            found += list(_between(found[-1], day))
        else:
            found.append(day)
        is_span = bool(one["to"])
    count = _COUNT.search(sentence)
    if count and int(count[1]) != len(found):
        raise ValueError(f"{len(found)} days, not the {count[1]} it says")
    return found


def _each_day(words: str, year: int) -> Iterator[tuple[re.Match[str], dt.date]]:
    """Yield the days that words name; a January told behind a December is of the year after.

    Raises:
        ValueError: A day is none.
    """
    month, before = 0, dt.date.min
    for one in _DATES.finditer(words):
        month = int(one["month"] or month)
        own = int(one["year"] or year)
        is_over = (before.month, month) == (_DECEMBER, 1) and not one["year"]
        before = _date(before.year + 1 if is_over else own, month, int(one["day"]))
        yield one, before


def _hold_weekdays(line: str, year: int) -> None:
    """Hold the days of the week that a line tells against the calendar.

    Raises:
        ValueError: One is another day of the week: the notice is of another year, or mistyped.
    """
    for one, day in _each_day(line, year):
        told = _WEEKDAY.match(line, one.end())
        if told and _WEEKDAYS.index(told["name"].replace("天", "日")) != day.weekday():
            raise ValueError(f"{day} is no 周{told['name']} but 周{_WEEKDAYS[day.weekday()]}")


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{month}-{day} is no day") from error


def _between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first < last:
        first += ONE_DAY
        yield first


def _own(days: list[dt.date], year: int) -> Iterator[dt.date]:
    for day in days:
        if day.year == year:
            yield day
        elif day.weekday() < SATURDAY:
            raise ValueError(f"{day} is of another year")


def _fault(found: str, expected: str = _LEFT) -> Problem:
    return Problem("WORKDAYS_WRONG", Severity.ERROR, Source("放假通知"), found, expected)


def written_years(years: Mapping[int, Year]) -> str:
    """Return years as the file of working days keeps them, see `kernel.workdays`."""
    return "\n".join(_table(number, years[number]) for number in sorted(years))


def _table(number: int, year: Year) -> str:
    days = sorted(year.off)
    breaks = [0, *(at + 1 for at, two in enumerate(pairwise(days)) if not _go_on(year, *two))]
    runs = [days[first:last] for first, last in pairwise([*breaks, len(days)])]
    off = [f"  {_row(run[0], run[-1], year.off[run[0]])},\n" for run in runs if run]
    work = ", ".join(f'"{day:%m-%d}"' for day in sorted(year.work))
    return f"[{number}]\noff = [\n{''.join(off)}]\nwork = [{work}]\n"


def _row(first: dt.date, last: dt.date, name: str) -> str:
    return json.dumps([f"{first:%m-%d}", f"{last:%m-%d}", name], ensure_ascii=False)


def _go_on(year: Year, one: dt.date, other: dt.date) -> bool:
    return other - one == ONE_DAY and year.off[one] == year.off[other]
