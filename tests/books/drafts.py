"""Drafts for tests of the book, said shortly."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, EntryDraft, credited, line
from jiedui.kernel.period import parse_period
from jiedui.kernel.quantity import Wording, said

if TYPE_CHECKING:
    from jiedui.books.entry import LineDraft
    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval


def aid(
    yuan: int,
    when: str = "2017",
    *,
    recipient: str | None = "533422",
    wording: Wording = Wording.EXACT,
    project: str | None = None,
) -> EntryDraft:
    """Return aid money received by a place: contributed, from the municipal fund."""
    dims = Dims(
        recipient=recipient,
        payer="310000",
        owner="310114",
        source="MUNICIPAL_POOLED",
        category="SOCIAL",
        project=project,
    )
    return money(said(yuan * 100, wording), parse_period(when), dims)


def money(amount: Interval, period: Period, dims: Dims) -> EntryDraft:
    """Return an entry of aid money: the place account and its source."""
    debit = line("Place:Contributed", "fen", amount, period, dims, cell="returns.xlsx\tSheet1\tC4")
    return EntryDraft(
        "aid",
        period.starts,
        period.ends,
        f"投入 {amount.stated}",
        (debit, credited(debit, "Source:Aid")),
        document="2017 年拨付情况",
        source="returns.xlsx\tSheet1\t4",
    )


def count(
    number: int, when: str, *, recipient: str = "533422", wording: Wording = Wording.EXACT
) -> EntryDraft:
    """Return a count of people trained."""
    period = parse_period(when)
    one = line(
        "Count:Trained", "person_time", said(number, wording), period, Dims(recipient=recipient)
    )
    return EntryDraft(
        "count", period.starts, period.ends, f"培训 {number} 人次", (one,), document="培训情况"
    )


def bare(kind: str, lines: tuple[LineDraft, ...], day: dt.date = dt.date(2017, 6, 1)) -> EntryDraft:
    """Return an entry with exactly these lines."""
    return EntryDraft(kind, day, day, "某事", lines)
