"""Periods that recur: which have ended by a day, what they are called. Knows no Django."""

from __future__ import annotations

import calendar
import datetime as dt

from jiedui.kernel.period import Period

MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""How many months a return of each frequency covers."""


def periods_due(frequency: str, *, since: dt.date, today: dt.date) -> list[Period]:
    """Return the periods of a frequency that began on or after a day and have ended, oldest first.

    Args:
        frequency: monthly, quarterly or yearly.
        since: The first period begins on or after the first day of this day's period.
        today: Periods that end before it.
    """
    months = MONTHS[frequency]
    first = (since.month - 1) // months * months + 1
    starts = dt.date(since.year, first, 1)
    found: list[Period] = []
    while True:
        ends = _end(starts, months)
        if ends >= today:
            return found
        found.append(Period(starts, ends))
        starts = ends + dt.timedelta(days=1)


def _end(starts: dt.date, months: int) -> dt.date:
    month = starts.month + months - 1
    year, month = starts.year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def period_name(period: Period, *, is_chinese: bool = True) -> str:
    """Return a month, quarter or year as people write it (2019年6月, 2019年第2季度, 2019年)."""
    first = period.starts
    months = (period.ends.year - first.year) * 12 + period.ends.month - first.month + 1
    if months == 1:
        return f"{first.year}年{first.month}月" if is_chinese else f"{first:%Y-%m}"
    if months == 3:
        quarter = (first.month - 1) // 3 + 1
        return f"{first.year}年第{quarter}季度" if is_chinese else f"{first.year} Q{quarter}"
    return f"{first.year}年" if is_chinese else str(first.year)
