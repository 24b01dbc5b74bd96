"""Periods of any grain: a day, a month, a year or longer; never finer than what is known.

A period is a closed range of days with the grain it was said in. An end that is still open stands
as the far end of the calendar; a start nobody stated stands as its beginning. Knows no Django.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
from dataclasses import dataclass

EARLIEST = dt.date(1900, 1, 1)
"""Stands for a start that was not stated."""

LATEST = dt.date(9999, 12, 31)
"""Stands for an end that is still open (至今)."""


class Grain(enum.StrEnum):
    """How finely a period was said."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SPAN = "span"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed range of days.

    Attributes:
        starts: First day; EARLIEST when not stated.
        ends: Last day; LATEST when still open.
    """

    starts: dt.date
    ends: dt.date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts: that is a bug in the caller."""
        if self.ends < self.starts:
            message = f"period ends {self.ends} before it starts {self.starts}"
            raise ValueError(message)

    @property
    def grain(self) -> Grain:
        """The finest grain this range fills exactly."""
        if self.starts == self.ends:
            return Grain.DAY
        if self == month_of(self.starts):
            return Grain.MONTH
        if self == quarter_of(self.starts):
            return Grain.QUARTER
        if self == year(self.starts.year):
            return Grain.YEAR
        return Grain.SPAN

    def inside(self, other: Period) -> bool:
        """Whether every day of this period is a day of `other`."""
        return other.starts <= self.starts and self.ends <= other.ends

    def touches(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.starts <= other.ends and other.starts <= self.ends

    def __str__(self) -> str:
        """Return the period as precise as its grain: 2017-03, 2017, 2013/2017-10-31, 2012/."""
        if self.grain is not Grain.SPAN and self.grain is not Grain.QUARTER:
            return _said(self.starts, self.grain)
        return f"{_edge(self.starts, first=True)}/{_edge(self.ends, first=False)}"


def _said(date: dt.date, grain: Grain) -> str:
    return date.isoformat()[: {Grain.DAY: 10, Grain.MONTH: 7, Grain.YEAR: 4}[grain]]


def _edge(date: dt.date, *, first: bool) -> str:
    if date == (EARLIEST if first else LATEST):
        return ""
    if (date.month, date.day) == ((1, 1) if first else (12, 31)):
        return f"{date.year:04d}"
    if date.day == (1 if first else calendar.monthrange(date.year, date.month)[1]):
        # A month's last day may itself have been meant; it is said in full to stay unambiguous.
        return date.isoformat()[:7] if first else date.isoformat()
    return date.isoformat()


def day(date: dt.date) -> Period:
    """Return the period of one day."""
    return Period(date, date)


def month_of(date: dt.date) -> Period:
    """Return the calendar month a day falls in."""
    return Period(
        date.replace(day=1), date.replace(day=calendar.monthrange(date.year, date.month)[1])
    )


def quarter_of(date: dt.date) -> Period:
    """Return the calendar quarter a day falls in."""
    first = 3 * ((date.month - 1) // 3) + 1
    return Period(dt.date(date.year, first, 1), month_of(dt.date(date.year, first + 2, 1)).ends)


def year(number: int) -> Period:
    """Return a calendar year."""
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31))


_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def parse_iso(text: str) -> Period:
    """Return the period said by an ISO date of any precision: 2017, 2017-03, 2017-03-05.

    Raises:
        ValueError: Not a date in one of these forms, or an impossible one.
    """
    found = _ISO.fullmatch(text.strip())
    if found is None:
        message = f"not a date: {text!r} (write 2017, 2017-03 or 2017-03-05)"
        raise ValueError(message)
    number, month, day_number = found.groups()
    try:
        date = dt.date(int(number), int(month or 1), int(day_number or 1))
    except ValueError as error:
        message = f"no such date: {text!r} (write 2017, 2017-03 or 2017-03-05)"
        raise ValueError(message) from error
    if month is None:
        return year(date.year)
    return month_of(date) if day_number is None else day(date)


def parse_period(text: str) -> Period:
    """Return the period of an ISO date or of `from/to`, where either side may be empty (open).

    Raises:
        ValueError: A side is not a date, or the period ends before it starts.
    """
    if "/" not in text:
        return parse_iso(text)
    first, _, last = text.partition("/")
    starts = parse_iso(first).starts if first.strip() else EARLIEST
    ends = parse_iso(last).ends if last.strip() else LATEST
    return Period(starts, ends)


_QUARTER = re.compile(r"(\d{4})(?:-?[Qq]([1-4])|年?第?([一二三四1-4])季度)")


def quarter_end(text: str) -> dt.date:
    """Return the last day of a quarter as it is written: 2019Q3, 2019年三季度, 2019-09-30.

    Raises:
        ValueError: It is neither a quarter nor a period.
    """
    plain = "".join(text.split())
    found = _QUARTER.fullmatch(plain)
    if found is None:
        return parse_period(plain).ends
    said = found[2] or found[3]
    number = int(said) if said.isdigit() else "一二三四".index(said) + 1
    return quarter_of(dt.date(int(found[1]), 3 * number, 1)).ends
