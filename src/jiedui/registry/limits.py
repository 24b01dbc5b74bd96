"""How many days a procedure gives: for a notice to hang, from the clue to the decision.

Dated data by region (`dated/limits.toml`), and what an office added of its own province's or
county's rules. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.place import covers
from jiedui.kernel.workdays import due_day, is_workday, workday_after, workdays_late, workdays_left

if TYPE_CHECKING:
    from collections.abc import Iterable

CHAIN = ""
"""The step of a limit that is about the whole chain, from the clue to the decision."""


class Limit(NamedTuple):
    """So many days, from a day on, in a region.

    Attributes:
        procedure: A procedure.
        step: The step whose notice it is, `CHAIN` for the whole chain.
        since: The first day the limit is in force.
        region: A six-digit code, "" = everywhere.
        days: How many days.
        is_working: Whether working days (工作日) are counted.
        source: The document that sets it.
    """

    procedure: str
    step: str
    since: dt.date
    region: str
    days: int
    is_working: bool
    source: str

    def last_day(self, opened: dt.date) -> dt.date:
        """Return the last day of a chain; calendar days end on a working day.

        Source: 民法典 第二百零一条, 第二百零三条.
        """
        return due_day(opened, self.days, is_working=self.is_working)


@functools.cache
def limits() -> tuple[Limit, ...]:
    """Return every limit that is shipped."""
    own = resources.files("jiedui.registry.dated").joinpath("limits.toml")
    told = tomllib.loads(own.read_text(encoding="utf-8"))
    return tuple(
        Limit(
            one["procedure"],
            one["step"],
            one["since"],
            one["region"],
            one["days"],
            one["working"],
            one["source"],
        )
        for one in told["limit"]
    )


def limit_on(
    known: Iterable[Limit], procedure: str, step: str, *, day: dt.date, place: str
) -> Limit | None:
    """Return the limit in force on a day in a place; None where none is set."""
    fits = [
        one
        for one in known
        if (one.procedure, one.step) == (procedure, step)
        and one.since <= day
        and (not one.region or (place and covers(one.region, place)))
    ]
    return max(fits, key=lambda one: (len(one.region.rstrip("0")), one.since), default=None)


def notice_ends(begins: dt.date, days: int, *, is_working: bool) -> dt.date:
    """Return the first day on which a notice has hung long enough; its first day is not counted."""
    return workday_after(begins, days) if is_working else begins + dt.timedelta(days=days)


def days_left(today: dt.date, deadline: dt.date, *, is_working: bool) -> int:
    """Return how many days are left after today until a deadline; below zero when it has passed."""
    if not is_working:
        return (deadline - today).days
    if today > deadline:
        return -workdays_late(deadline, today)
    return workdays_left(today, deadline).days - is_workday(today)
