"""House rules of giving as pure functions: R11, R12, R20 of DOMAIN 11. Knows no Django.

Each takes plain facts and the day and returns what it found; whoever runs the rules brings facts,
thresholds (dated data) and people. A finding is a clue for a person, never a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from jiedui.kernel.place import normal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Given:
    """A gift in the book as the rules see it.

    Attributes:
        number: Its number.
        donor: The donor's key; `names` are the public name and every hand it passed.
        amount_fen: Its stated value, None when none was.
        starts: First day it may have been given on; `ends` is the last.
        what: What was given, in words.
        has_bill: Whether its bill is entered; `is_bill_due` whether one is due.
        posted_on: The day it was posted.
    """

    number: int
    donor: str
    names: frozenset[str]
    amount_fen: int | None
    starts: dt.date
    ends: dt.date
    what: str
    has_bill: bool
    is_bill_due: bool
    posted_on: dt.date


@dataclass(frozen=True, slots=True)
class Awaited:
    """A published wish or a claim that is under way.

    Attributes:
        number: Number of the wish; `claim` of the claim, None for a wish nobody has claimed.
        state: `published`, or the claim's state.
        since: The day it came into that state.
        due_on: By when it was to be there, None when not said.
    """

    number: int
    claim: int | None
    state: str
    since: dt.date
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the rule's code, what it is about, and numbers that show it."""

    rule: str
    about: str
    numbers: tuple[int, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds in days, as dated data hands them in.

    Attributes:
        near: Gifts of one value so near in time may be one (R11).
        bill: A bill is missing so long after posting (R12).
        unclaimed: A wish waits too long without a claim (R20).
        undelivered: A claim waits too long before delivery; `unconfirmed` after it.
    """

    near: int = 60
    bill: int = 30
    unclaimed: int = 60
    undelivered: int = 45
    unconfirmed: int = 30


def twice_counted(gifts: Sequence[Given], limits: Limits) -> Iterator[Found]:
    """R11: two gifts that may be one: one value near in time, one donor or one chain of hands."""
    by_value: dict[int, list[Given]] = {}
    for one in gifts:
        if one.amount_fen:
            by_value.setdefault(one.amount_fen, []).append(one)
    for same in by_value.values():
        for one, other in combinations(same, 2):
            apart = (max(one.starts, other.starts) - min(one.ends, other.ends)).days
            if apart <= limits.near and _may_be_one(one, other):
                pair = tuple(sorted((one.number, other.number)))
                yield Found("R11", f"gift {pair[0]}", pair, max(apart, 0))


def _may_be_one(one: Given, other: Given) -> bool:
    if one.donor == other.donor:
        return one.starts == other.starts or normal(one.what) == normal(other.what)
    return other.donor in one.names or one.donor in other.names


def bill_missing(gifts: Iterable[Given], limits: Limits, today: dt.date) -> Iterator[Found]:
    """R12: a gift in the book whose bill is due and has not come in time."""
    for one in gifts:
        days = (today - one.posted_on).days
        if one.is_bill_due and not one.has_bill and days > limits.bill:
            yield Found("R12", f"gift {one.number}", (one.number,), days)


def wish_waits(wishes: Iterable[Awaited], limits: Limits, today: dt.date) -> Iterator[Found]:
    """R20: a wish nobody claims, a claim not delivered, a delivery nobody confirms, a dispute."""
    longest = {
        "published": limits.unclaimed,
        "claimed": limits.undelivered,
        "purchased": limits.undelivered,
        "at_station": limits.undelivered,
        "delivered": limits.unconfirmed,
        "disputed": 0,
    }
    for one in wishes:
        days = (today - one.since).days
        is_late = one.due_on is not None and one.due_on < today
        if one.state in longest and (days > longest[one.state] or is_late):
            numbers = (one.number,) if one.claim is None else (one.number, one.claim)
            yield Found("R20", f"wish {one.number}", numbers, days)
