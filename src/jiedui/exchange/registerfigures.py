"""Issued statistics of the register as figures: county totals into the book, once.

Lives above the book and the register, which do not see each other. Only what an issue shows is
posted, so no figure, report or page can tell more of small places than the issue does. What the
book already holds of a county and day (a posted list, a stated total) is not posted again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from jiedui.access.command import command
from jiedui.access.queries import office
from jiedui.books.commands import hold_book, post_entries
from jiedui.books.entry import Dims, EntryDraft, line
from jiedui.books.feed import extend_facts
from jiedui.books.queries import lines_on
from jiedui.kernel.codes import CAUSES
from jiedui.kernel.period import Period
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import said
from jiedui.registry.publishing import cause_counts, county_counts, issue_statistics, quarter_of

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.books.entry import LineDraft
    from jiedui.registry.publishing import Shown

ACCOUNTS = {
    "households": ("Stock:RegisteredHouseholds", "household"),
    "people": ("Stock:RegisteredPeople", "person"),
    "exits": ("Count:HouseholdsExited", "household"),
    "relapses": ("Count:HouseholdsRelapsed", "household"),
    **{code: (f"Stock:HouseholdsBy{code}", "household") for code in CAUSES},
}
"""The account and unit of each subject, and of households by each main cause."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued, the entries that say it (0 = none), and what the book had already."""

    as_of: dt.date
    tables: tuple[Shown, ...]
    first: int
    last: int
    left_out: tuple[str, ...] = field(default=())
    subject: str = ""


def issue_into_book(as_of: dt.date, *, actor: Actor, now: dt.datetime) -> Issued:
    """Issue proposed statistics and post the county totals they show.

    Args:
        as_of: The quarter's last day.
        actor: Who issues; not who proposed.
        now: The moment.

    Raises:
        Refused: None are proposed, the actor proposed them or may not issue or post.
    """
    done = _issue(as_of, actor=actor, now=now)
    if not connection.in_atomic_block:
        try:
            extend_facts()
        except (Refused, OSError):
            return done
    return done


@command("registry.issue")
def _issue(as_of: dt.date, *, actor: Actor, now: dt.datetime) -> Issued:
    hold_book()
    issued = issue_statistics(as_of, actor=actor, now=now)
    drafts, left_out = _drafts(as_of, county_counts(issued.tables) | cause_counts(issued.tables))
    first = last = 0
    if drafts:
        posted = post_entries(drafts, actor=actor, now=now, key=f"register statistics {as_of}")
        first, last = posted.first, posted.last
    return Issued(
        as_of, issued.tables, first, last, tuple(left_out), f"register statistics {as_of}"
    )


def _drafts(
    as_of: dt.date, counts: dict[tuple[str, str], int]
) -> tuple[list[EntryDraft], list[str]]:
    """Return an entry for each county, and what the book has already."""
    begins = quarter_of(as_of) or as_of
    drafts, left_out = [], []
    for county in sorted({one for _, one in counts}):
        stocks: list[LineDraft] = []
        flows: list[LineDraft] = []
        for subject, (account, unit) in ACCOUNTS.items():
            count = counts.get((subject, county))
            if count is None:
                continue
            is_stock = account.startswith("Stock:")
            period = Period(as_of if is_stock else begins, as_of)
            if _is_there(account, county, period):
                left_out.append(f"{county} {account}")
                continue
            dims = Dims(recipient=county, owner=office() or None)
            (stocks if is_stock else flows).append(line(account, unit, said(count), period, dims))
        drafts += _entries(county, as_of, begins, stocks=stocks, flows=flows)
    return drafts, left_out


def _entries(
    county: str,
    as_of: dt.date,
    begins: dt.date,
    *,
    stocks: list[LineDraft],
    flows: list[LineDraft],
) -> list[EntryDraft]:
    document = f"农户登记统计 {as_of}"
    words = f"{name_of(county)} {document}"
    told = (("stock", as_of, stocks), ("count", begins, flows))
    return [
        EntryDraft(kind, starts, as_of, words, tuple(lines), document=document)
        for kind, starts, lines in told
        if lines
    ]


def _is_there(account: str, county: str, period: Period) -> bool:
    """Whether the book has this account of a county in a period from elsewhere."""
    return any(
        one.content.starts <= period.ends and one.content.ends >= period.starts
        for one in lines_on([account], recipient=county)
    )
