"""Who is paired on a day, what overlaps, and how a change ends one and begins another.

Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.period import EARLIEST, LATEST, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ONE_DAY = dt.timedelta(days=1)


class Pair(NamedTuple):
    """A pairing as far as time goes: both ends by key, the kind, the days."""

    donor: str
    recipient: str
    kind: str
    period: Period


def on_day(pairs: Iterable[Pair], day: dt.date) -> list[Pair]:
    """Return the pairings in force on a day."""
    return [one for one in pairs if one.period.starts <= day <= one.period.ends]


def clashes(new: Pair, others: Iterable[Pair]) -> list[Pair]:
    """Return the pairings of the same two in the same kind that share a day with a new one."""
    return [one for one in others if one[:3] == new[:3] and one.period.touches(new.period)]


def split(old: Pair, begins: dt.date) -> tuple[Period, Period]:
    """Return the days of a pairing before a change, and those from it on.

    Args:
        old: The pairing that is changed.
        begins: The first day of what follows.

    Raises:
        ValueError: The change lies on or before its first day, or after its last.
    """
    if not old.period.starts < begins <= old.period.ends:
        raise ValueError(f"{begins} does not lie within {old.period}")
    return Period(old.period.starts, begins - ONE_DAY), Period(begins, old.period.ends)


def edges(pairs: Sequence[Pair]) -> list[dt.date]:
    """Return the days on which the picture changes, in order: first days, and days after an end."""
    days = {one.period.starts for one in pairs if one.period.starts != EARLIEST}
    days |= {one.period.ends + ONE_DAY for one in pairs if one.period.ends != LATEST}
    return sorted(days)
