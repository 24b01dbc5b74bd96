"""How punctual and complete a month was, posted into the book, so that rates are figures of it.

The counts are made of the duties' own records, never typed; one person records a duty done, another
posts the month. A month counted wrongly is taken back in the book and counted again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.queries import office
from jiedui.assess import duty as rules
from jiedui.assess.duties import tasks, today_of
from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims, EntryDraft, line
from jiedui.books.queries import posted_under, taken_back_by
from jiedui.kernel.period import month_of
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.assess.duty import Rates
    from jiedui.kernel.period import Period

_UNIT = "duty"


@dataclass(frozen=True, slots=True)
class Counted:
    """A month counted: the entries that say it, and how much fell due.

    Attributes:
        first: The first entry posted.
        last: The last one.
        rates: The whole month's counts.
        subject: What the log says.
    """

    first: int
    last: int
    rates: Rates
    subject: str


@command("assess.tally")
def count_month(month: dt.date, *, actor: Actor, now: dt.datetime) -> Counted:
    """Post how many duties fell due in a month, and how many were on time, whole and late.

    Args:
        month: A day of the month; it must be over.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: The month is not over, nothing fell due, or it stands in the book already.
    """
    window, today = month_of(month), today_of(now)
    if today <= window.ends:
        raise refuse("MONTH_OPEN", found=str(window), expected=f"a month that ended before {today}")
    places: dict[str, list[rules.Task]] = defaultdict(list)
    for one in tasks(actor.scope("assess.tally"), window, today=today):
        if window.starts <= one.due <= window.ends:
            places[one.duty.place].append(one)
    if not places:
        raise refuse("DUTIES_NONE", found=str(window), expected="a month in which a duty fell due")
    key = _key(window)
    drafts = [
        _entry(place, rules.rates(found, today=today), window)
        for place, found in sorted(places.items())
    ]
    posted = post_entries(drafts, actor=actor, now=now, key=key)
    whole = rules.rates([one for found in places.values() for one in found], today=today)
    subject = f"duties of {window}: {whole.on_time} of {whole.due} on time"
    return Counted(posted.first, posted.last, whole, subject)


def _key(window: Period) -> str:
    """Return under what the month is posted: once, and again only after it was taken back."""
    times = 1
    while found := posted_under(key := f"duties:{window.starts:%Y-%m}:{times}"):
        numbers = range(found[0], found[1] + 1)
        if len(taken_back_by(numbers)) < len(numbers):
            raise refuse(
                "DUTIES_COUNTED",
                found=f"{window}, entries {found[0]} to {found[1]}",
                expected="a month not counted yet",
                hint="Take those entries back first with `jiedui reverse propose`.",
            )
        times += 1
    return key


def _entry(place: str, rates: Rates, window: Period) -> EntryDraft:
    owner = office() or None
    dims = Dims(recipient=place or None, owner=owner)
    counts = {
        "DutiesDue": rates.due,
        "DutiesOnTime": rates.on_time,
        "DutiesComplete": rates.complete,
        "DutiesLate": rates.due - rates.on_time,
    }
    lines = tuple(
        line(f"Count:{name}", _UNIT, said(number), window, dims) for name, number in counts.items()
    )
    words = f"{window.starts:%Y年%m月}到期任务{rates.due}项,按时{rates.on_time}项"
    return EntryDraft("count", window.starts, window.ends, words, lines, document="工作任务记录")
