"""The last day that the book states anything of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.chart import ACCOUNTS
from jiedui.books.queries import lines_on

if TYPE_CHECKING:
    import datetime as dt

OFFICE_WORK = "Count:Duties"
"""Accounts of the office's own work: a month counted yesterday says nothing of the programme."""


def latest_day(today: dt.date) -> dt.date:
    """Return the last day up to which the book states anything that happened; else today.

    Plans, pairings still in force, what somebody stated elsewhere and how punctual the office was
    do not count.
    """
    happened = [
        code
        for code, one in ACCOUNTS.items()
        if one.side in {"actual", "count", "stock"}
        and "Planned" not in code
        and not code.startswith(OFFICE_WORK)
    ]
    ends = (line.content.ends for line in lines_on(happened))
    return max((day for day in ends if day <= today), default=today)
