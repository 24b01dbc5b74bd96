"""A tiny book of lines for tests: drafts in, facts out, numbered and stamped as the book does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, EntryDraft, credited, line, taken_back
from jiedui.facts.store import Head, Store, lines_table
from jiedui.kernel.period import Period, month_of, parse_period, quarter_of
from jiedui.kernel.period import year as year_of
from jiedui.kernel.place import parents
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jiedui.books.entry import LineDraft
    from jiedui.facts.store import Facts
    from jiedui.kernel.quantity import Interval

WAN = 1_000_000
"""Ten thousand yuan, in fen."""


def row(entry: int, number: int, draft: EntryDraft, one: LineDraft) -> tuple[object, ...]:
    """Return the fact row of a line."""
    period = Period(one.starts, one.ends)
    above = parents(one.dims.recipient) if one.dims.recipient else (None, None, None)
    year = one.starts.year if period.inside(year_of(one.starts.year)) else None
    quarter = None
    if period.inside(quarter_of(one.starts)):
        quarter = one.starts.year * 10 + (one.starts.month + 2) // 3
    month = (
        one.starts.year * 100 + one.starts.month if period.inside(month_of(one.starts)) else None
    )
    dims = one.dims
    return (
        entry, number, draft.kind, draft.document, one.account, one.unit, one.amount, one.low_delta,
        one.high_delta, one.low_open, one.high_open, one.wording, one.sense, one.starts, one.ends,
        year, quarter, month, dims.recipient, *above, dims.payer, dims.owner, dims.source,
        dims.category, dims.project, dims.programme, dims.pairing_kind, dims.state, one.itemised,
        one.overlap, one.excluding, one.cell or None,
    )  # fmt: skip


def facts_of(
    folder: Path, drafts: Iterable[EntryDraft], *, engine: str = "duckdb", tail: int = 2
) -> Facts:
    """Return facts that hold the drafts as entries 1, 2 ...; all but the last `tail` in parts."""
    rows = [
        [row(entry, number, draft, one) for number, one in enumerate(draft.lines, start=1)]
        for entry, draft in enumerate(drafts, start=1)
    ]
    store = Store(folder)
    last = max(len(rows) - tail, 0)
    if last:
        store.append(
            lines_table([one for some in rows[:last] for one in some]), head=Head(last, f"{last}")
        )
    rest = lines_table([one for some in rows[last:] for one in some])
    return store.open(tail=rest, head=Head(len(rows), f"{len(rows)}"), engine=engine)


def entry(kind: str, *lines: LineDraft, document: str = "A") -> EntryDraft:
    """Return an entry of lines."""
    return EntryDraft(kind, lines[0].starts, lines[0].ends, "", lines, document=document)


def aid(
    amount: Interval | int,
    period: str,
    dims: Dims,
    *,
    itemised: bool = True,
    at: str = "Place:Contributed",
    carved: Sequence[LineDraft] = (),
    excluding: str | None = None,
    document: str = "A",
    kind: str = "aid",
) -> EntryDraft:
    """Return money put in: a place and the source; `carved` lines are taken out of this total."""
    value = said(amount) if isinstance(amount, int) else amount
    put = line(at, "fen", value, parse_period(period), dims, itemised=itemised, excluding=excluding)
    both = [put, credited(put, "Source:Aid")]
    return entry(kind, *both, *(_share(part, put) for part in carved), document=document)


def count(
    account: str,
    unit: str,
    amount: Interval | int,
    period: str,
    dims: Dims,
    **rest: object,
) -> EntryDraft:
    """Return one counted line."""
    value = said(amount) if isinstance(amount, int) else amount
    document = str(rest.pop("document", "A"))
    kind = str(rest.pop("kind", "count"))
    carved: Sequence[LineDraft] = rest.pop("carved", ())  # type: ignore[assignment]
    one = line(account, unit, value, parse_period(period), dims, **rest)  # type: ignore[arg-type]
    return entry(kind, one, *(_share(part, one) for part in carved), document=document)


def _share(part: LineDraft, whole: LineDraft) -> LineDraft:
    return taken_back(part)._replace(
        dims=whole.dims, starts=whole.starts, ends=whole.ends, itemised=False,
        excluding=whole.excluding,
    )  # fmt: skip


def reversal(draft: EntryDraft) -> EntryDraft:
    """Return the entry that takes another back."""
    return draft._replace(kind="reversal", lines=tuple(taken_back(one) for one in draft.lines))


def pairing(
    recipient: str,
    period: str,
    *,
    owner: str | None = None,
    payer: str | None = None,
    kind: str = "COUNTERPART_AID",
) -> EntryDraft:
    """Return a pairing."""
    days = parse_period(period)
    dims = Dims(recipient=recipient, owner=owner, payer=payer, pairing_kind=kind)
    return entry("pairing", line("Pairing:InForce", "pairing", said(1), days, dims))


def observed(
    households: int, people: int, day: str, recipient: str, document: str = "A"
) -> EntryDraft:
    """Return an observation of registered households and people."""
    dims = Dims(recipient=recipient, owner="310114")
    return entry(
        "stock",
        line("Stock:RegisteredHouseholds", "household", said(households), parse_period(day), dims),
        line("Stock:RegisteredPeople", "person", said(people), parse_period(day), dims),
        document=document,
    )


def gift(
    amount: Interval | int, period: str, dims: Dims, *, overlap: str = "unknown"
) -> EntryDraft:
    """Return a gift of money."""
    value = said(amount) if isinstance(amount, int) else amount
    days = parse_period(period)
    put = line("Place:Contributed", "fen", value, days, dims, overlap=overlap)
    return entry(
        "gift",
        put,
        credited(put, "Source:Gift"),
        line("Count:Gifts", "gift", said(1), days, dims, overlap=overlap),
    )
