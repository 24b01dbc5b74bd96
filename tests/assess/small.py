"""A small office for assessments: pairings, aid money and gifts of two years, two people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.access.commands import add_user
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.assess.assessing import Told
from jiedui.assess.commands import Place, Word, attach, tell
from jiedui.assess.indicator import Side
from jiedui.assess.queries import Wanted, assessed, set_for
from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims, credited, line
from jiedui.books.feed import facts
from jiedui.kernel.period import parse_period
from jiedui.kernel.quantity import said
from tests.figures import book

if TYPE_CHECKING:
    from jiedui.assess.assessing import Assessment
    from jiedui.books.entry import EntryDraft

NOW = dt.datetime(2018, 1, 3, 2, 0, tzinfo=dt.UTC)
COUNTY = "533422"


def settle() -> None:
    """Add the people, and post pairings, plans, aid money of 2016 and 2017, a gift."""
    for username, role in (("officer", "officer"), ("reviewer", "reviewer"), ("viewer", "viewer")):
        add_user(username, role=role, place="", password=None, now=NOW)
    aid = Dims(COUNTY, "310000", "310114", "MUNICIPAL_POOLED", "SOCIAL")
    rows = [
        book.pairing(COUNTY, "2013/", owner="310114"),
        book.aid(2_000 * book.WAN, "2016", aid),
        book.aid(2_120 * book.WAN, "2017", aid),
        planned(3_000 * book.WAN, "2017", aid),
        book.count("Count:Trained", "person_time", 150, "2017", Dims(COUNTY, owner="310114")),
    ]
    post_entries(rows, actor=actor_named("reviewer"), now=NOW)


def planned(amount: int, period: str, dims: Dims) -> EntryDraft:
    """Return planned aid money."""
    one = line("Plan:Aid", "fen", said(amount), parse_period(period), dims)
    return book.entry("plan", one, credited(one, "Plan:Commitment"))


def now_assessed(code: str = "", *, side: Side = Side.EAST, year: int = 2017) -> Assessment:
    """Return the assessment as everything stands."""
    return assessed(EVERYWHERE, Wanted(set_for(code, year), year, side), facts())


def place(indicator: str, *, side: Side = Side.EAST, code: str = "") -> Place:
    """Return an item of the year 2017."""
    return Place(set_for(code, 2017), 2017, side, indicator)


def say(
    indicator: str,
    amount: str,
    *,
    kind: Told = Told.VALUE,
    words: str = "",
    username: str = "officer",
) -> None:
    """Tell something of an item, a value with a document of its own."""
    document = None
    if kind in (Told.VALUE, Told.BEFORE):
        content = f"minutes of {indicator} {kind} {amount}".encode()
        document = attach(
            place(indicator), content, name="minutes.txt", actor=actor_named(username), now=NOW
        ).number
    word = Word(kind, amount, words=words, document=document)
    tell(place(indicator), word, known=facts(), actor=actor_named(username), now=NOW)


def these(*found: object) -> tuple[object, ...]:
    """Return what was found as plain values, to be compared with numbers of any kind."""
    return found
