"""Rows of a table of registered households (建档立卡人数): stocks observed on a day.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.exchange.drafting.fields import (
    Stamp,
    amount_of,
    day_in,
    not_whole,
    owner_of,
    recipient_of,
)
from jiedui.kernel.period import day
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Severity

if TYPE_CHECKING:
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted

STOCKS = (("Stock:RegisteredHouseholds", "households"), ("Stock:RegisteredPeople", "people"))


def draft(case: Case) -> Drafted:
    """Return the observation of one county on one day; a month or year said means its last day."""
    said_on = day_in(case, "as_of")
    if said_on is None:
        missing = case.problem(
            "VALUE_MISSING",
            Severity.ERROR,
            "as_of",
            found="no day",
            expected="the day of the count",
        )
        return [], [missing]
    recipient = recipient_of(case)
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient))
    stamp = Stamp(case, day(said_on.ends), dims)
    lines = [
        stamp.line(account, amount, name)
        for account, name in STOCKS
        if (amount := amount_of(case, name)) is not None and amount.stated is not None
    ]
    where = name_of(recipient) if recipient else case.text("county")
    words = f"{where} 建档立卡 {stamp.period.ends}"
    problems = [told for _, name in STOCKS for told in not_whole(case, name)]
    return ([stamp.entry("stock", words, lines)] if lines else []), problems
