"""Who holds a post when: gaps nobody covered, hand-over overlaps, planned against arrived.

Days that were said as a month or a year may be any day of it. A gap is told only where it is
certain: after the last possible day of one and before the first possible day of the next. Knows no
Django.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ONE_DAY = dt.timedelta(days=1)


class Stay(NamedTuple):
    """One person in a post.

    Attributes:
        number: The secondment's number.
        arrived: The days on which the person may have arrived.
        returned: The days on which the person may have left; None while in post.
    """

    number: int
    arrived: Period
    returned: Period | None = None

    @property
    def longest(self) -> Period:
        """Every day on which the person may have been in post."""
        last = self.returned.ends if self.returned else dt.date.max
        return Period(self.arrived.starts, max(last, self.arrived.starts))

    @property
    def certain(self) -> Period | None:
        """The days on which the person was in post for certain; None when there is none."""
        last = self.returned.starts if self.returned else dt.date.max
        return Period(self.arrived.ends, last) if self.arrived.ends <= last else None


class Overlap(NamedTuple):
    """Days on which two held one post: a hand-over."""

    first: int
    second: int
    period: Period


def gaps(stays: Iterable[Stay], *, until: dt.date) -> list[Period]:
    """Return the days between the first arrival and a day on which nobody can have been in post."""
    found: list[Period] = []
    covered: dt.date | None = None
    for stay in sorted(stays, key=lambda one: one.arrived.starts):
        longest = stay.longest
        if covered is not None and longest.starts > covered + ONE_DAY:
            found.append(Period(covered + ONE_DAY, longest.starts - ONE_DAY))
        covered = longest.ends if covered is None else max(covered, longest.ends)
        if covered == dt.date.max:
            break
    if covered is not None and covered < until:
        found.append(Period(covered + ONE_DAY, until))
    return [one for one in found if one.starts <= until]


def overlaps(stays: Sequence[Stay]) -> list[Overlap]:
    """Return the days on which two held one post for certain, each two once."""
    found = []
    certain = [(one, days) for one in stays if (days := one.certain) is not None]
    certain.sort(key=lambda pair: pair[1].starts)
    for at, (one, days) in enumerate(certain):
        for other, others in certain[at + 1 :]:
            first, last = max(days.starts, others.starts), min(days.ends, others.ends)
            if first <= last:
                found.append(Overlap(one.number, other.number, Period(first, last)))
    return found


def in_post(stays: Iterable[Stay], day: dt.date) -> tuple[int, int]:
    """Return how many were in post on a day: at least, at most."""
    known = list(stays)
    certain = [one.certain for one in known]
    low = sum(one is not None and one.starts <= day <= one.ends for one in certain)
    high = sum(one.longest.starts <= day <= one.longest.ends for one in known)
    return low, high


def is_overdue(
    planned: dt.date | None, arrived: Period | None, *, today: dt.date, grace: int
) -> bool:
    """Whether somebody should have arrived: planned, the grace is over, nobody came (R17)."""
    if planned is None or arrived is not None:
        return False
    return today > planned + dt.timedelta(days=grace)


def is_long(stay: Stay, months: int, *, on: dt.date) -> bool:
    """Whether a person was in post for so many months for certain, up to a day."""
    days = stay.certain
    if days is None:
        return False
    return months_between(days.starts, min(days.ends, on)) >= months


def months_between(starts: dt.date, ends: dt.date) -> int:
    """Return the whole months from a day through another: 1 March through 31 May is three."""
    if ends < starts:
        return 0
    after = ends + ONE_DAY if ends < dt.date.max else ends
    months = (after.year - starts.year) * 12 + after.month - starts.month
    return months - (after.day < starts.day)
