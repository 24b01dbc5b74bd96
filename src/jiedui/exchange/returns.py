"""Returns as an office thinks of them: which period one reports, which are due, and when.

Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.period import year as year_period

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.exchange.rows import Context, Reading


@dataclass(frozen=True, slots=True)
class ReturnDue:
    """A kind of return that a sender owes.

    Attributes:
        kind: The kind.
        frequency: monthly, quarterly or yearly.
        days: So many days after a period's end it is due; that day itself still counts.
        since: From the period of this day on.
        until: Up to the period that ends by this day; None = without end.
        is_working: Whether working days are counted; else calendar days, and a last day on which
            nobody works moves to the next working day.
    """

    kind: str
    frequency: str
    days: int
    since: dt.date
    until: dt.date | None = None
    is_working: bool = True


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
