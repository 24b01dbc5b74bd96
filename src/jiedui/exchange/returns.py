"""Returns as an office thinks of them: which period one reports, which are due, and when.

Knows no Django.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.period import year as year_period

if TYPE_CHECKING:
    from jiedui.exchange.rows import Context, Reading

MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""How many months a return of each frequency covers."""


@dataclass(frozen=True, slots=True)
class ReturnDue:
    """A kind of return that a sender owes.

    Attributes:
        kind: The kind.
        frequency: monthly, quarterly or yearly.
        days: So many days after a period's end it is due.
        since: From the period of this day on.
        until: Up to the period that ends by this day; None = without end.
    """

    kind: str
    frequency: str
    days: int
    since: dt.date
    until: dt.date | None = None


def reported(reading: Reading) -> Period | None:
    """Return the period a return reports as its sheets say it; None when none does.

    Only a cut-off day is known of many ledgers: they report from the beginning up to it.
    """
    told = [one for one in map(_told, reading.context.values()) if one is not None]
    if not told:
        return None
    return Period(min(one.starts for one in told), max(one.ends for one in told))


def _told(context: Context) -> Period | None:
    period = context.period
    if period is None and context.year and context.year.isdecimal():
        period = year_period(int(context.year))
    if period is None:
        return Period(EARLIEST, context.cut_off) if context.cut_off else None
    ends = context.cut_off or period.ends
    if period.ends != LATEST:
        ends = min(ends, period.ends) if ends >= period.starts else period.ends
    return Period(period.starts, max(ends, period.starts)) if ends != LATEST else None


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
