"""Until when a clue must have left the state it is in: dated data by state and region.

Knows no Django.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.workdays import due_day

if TYPE_CHECKING:
    import datetime as dt


class Limit(NamedTuple):
    """So many days after opening a clue must have left a state, from a day on, in a region.

    Attributes:
        state: The state.
        since: The first day the limit is in force.
        region: A county's or province's code as it begins ("" = everywhere).
        days: How many days after the clue was opened.
        is_working: Whether working days are counted; calendar days end on a working day.
        source: Where the limit comes from.
    """

    state: str
    since: dt.date
    region: str
    days: int
    is_working: bool
    source: str


@functools.cache
def limits() -> tuple[Limit, ...]:
    """Return every limit that is shipped."""
    own = resources.files("jiedui.clues.dated").joinpath("deadlines.toml")
    told = tomllib.loads(own.read_text(encoding="utf-8"))
    return tuple(
        Limit(one["state"], one["since"], one["region"], one["days"], one["working"], one["source"])
        for one in told["limit"]
    )


def limit_on(state: str, day: dt.date, place: str, *, known: tuple[Limit, ...]) -> Limit | None:
    """Return the limit in force for a state on a day in a place, None when there is none."""
    fits = [
        one
        for one in known
        if one.state == state and one.since <= day and place.startswith(one.region)
    ]
    return max(fits, key=lambda one: (len(one.region), one.since), default=None)


def due_on(
    state: str, opened: dt.date, place: str, *, known: tuple[Limit, ...] | None = None
) -> dt.date | None:
    """Return the last day on which a clue may be in a state; None when it has no end.

    Args:
        state: The state.
        opened: The day the clue was opened, or opened again.
        place: Its place key.
        known: The limits; those shipped by default.
    """
    found = limit_on(state, opened, place, known=limits() if known is None else known)
    return found and due_day(opened, found.days, is_working=found.is_working)
