"""Rows of a monthly return (月报): what they state of known figures becomes assertions.

A cumulative number is stated for the year up to the day of the report, a month's own for the month.
Nothing is added to the records: the records explain the stated figure, or they do not. Knows no
Django.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.exchange.drafting.fields import Stamp, amount_of, owner_of, period_of, recipient_of
from jiedui.exchange.drafting.statements import measure_of
from jiedui.exchange.drafting.totals import assertion
from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.kernel.period import Period, day
from jiedui.kernel.problem import Severity

if TYPE_CHECKING:
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.exchange.drafting.statements import Measure


def draft(case: Case) -> Drafted:
    """Return the assertions of one indicator; an indicator that is no figure is told and left."""
    measure = _measure(case)
    if measure is None:
        found = case.text("indicator")
        return [], [case.problem("INDICATOR_APART", Severity.INFO, "indicator", found=found)]
    month = period_of(case)
    recipient = recipient_of(case)
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient))
    entries = []
    for name, period in (
        ("cumulative", Period(dt.date(month.ends.year, 1, 1), month.ends)),
        ("month_value", month),
    ):
        amount = amount_of(case, name, scale=measure.scale)
        if amount is None or amount.stated is None or (name == "month_value" and _is_long(month)):
            continue
        stamp = Stamp(case, day(period.ends) if measure.is_stock else period, dims)
        entries.append(assertion(stamp, measure.figure, name, amount=amount))
        if measure.is_stock:
            break
    return entries, []


def _is_long(period: Period) -> bool:
    """Whether the return's days are no month, so that 本月 has no days of its own."""
    return (period.starts.year, period.starts.month) != (period.ends.year, period.ends.month)


def _measure(case: Case) -> Measure | None:
    """Return the figure that an indicator names in full, in a unit that fits it."""
    unit = case.text("unit")
    measure = measure_of(case.text("indicator"), unit)
    if measure is None:
        return None
    return measure if (unit in MONEY_UNITS) == measure.is_money else None
