"""What a record counts, as drafts of entries: the accounts and dimensions the workbooks use too.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.chart import account
from jiedui.books.entry import Dims, EntryDraft, line, reversal
from jiedui.kernel import place
from jiedui.kernel.codes import PAIRING_KINDS
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.quantity import Wording, said

if TYPE_CHECKING:
    from jiedui.books.entry import LineDraft
    from jiedui.cooperation.given import Given
    from jiedui.cooperation.parties import Party
    from jiedui.kernel.quantity import Interval

DOCUMENT = "登记表单"
"""The document an entry names when a form said it."""


def owner_and_payer(donor: Party, office: str) -> tuple[str | None, str | None]:
    """Return whose programme a pairing is and who acts in it where that is not the district.

    A province, prefecture or county is the owner itself; its towns and every unit act in the
    programme of their county, else of the office.
    """
    if donor.kind in {"PROVINCE", "PREFECTURE", "COUNTY"}:
        return donor.key, None
    own = donor.key.partition(":")[0] if donor.kind == "TOWN" else place.parents(donor.place).county
    return own or office or None, donor.key if donor.kind == "TOWN" else donor.name


def pairing_entry(
    given: Given, ends: tuple[Party, Party], office: str, *, period: Period
) -> EntryDraft:
    """Return the entry of a pairing: one line, open while it lasts.

    Args:
        given: What was said of it.
        ends: The donor and the recipient.
        office: The district that keeps the book, "" when none is set.
        period: Its days.
    """
    donor, recipient = ends
    kind = given.text("pairing_kind")
    owner, payer = owner_and_payer(donor, office)
    dims = Dims(recipient=recipient.place or None, owner=owner, payer=payer, pairing_kind=kind)
    one = line("Pairing:InForce", "pairing", said(1), period, dims)
    basis = f",依据{given.text('basis')}" if given.text("basis") else ""
    words = f"{donor.name}与{recipient.name}{PAIRING_KINDS[kind].zh}{basis}"
    return _entry("pairing", words, one)._replace(pairing=words[:200])


def counted_entry(
    account_code: str, amount: Interval, words: str, *, period: Period, dims: Dims
) -> EntryDraft:
    """Return the entry that adds to one count."""
    found = account(account_code)
    unit = (found.unit if found else None) or "fen"
    return _entry("count", words, line(account_code, unit, amount, period, dims))


def visit_entry(given: Given, *, owner: str | None) -> EntryDraft:
    """Return the entry of a visit: one act, or at least one where nobody counted."""
    period = visit_period(given)
    recipient = given.text("county")
    times = given.amount("times") or said(1)
    agenda = given.text("agenda").splitlines()[:1]
    words = f"{place.name_of(recipient)} 互访:{agenda[0] if agenda else ''}".rstrip(":")
    dims = Dims(recipient=recipient or None, owner=owner)
    return counted_entry("Count:Visits", times, words[:300], period=period, dims=dims)


def visit_period(given: Given) -> Period:
    """Return the days of a visit; one end alone is both."""
    first, last = given.period("start_date"), given.period("end_date")
    first = first or last or Period(EARLIEST, LATEST)
    last = last or first
    return Period(min(first.starts, last.starts), max(first.ends, last.ends))


def ended(number: int, draft: EntryDraft, keys: frozenset[str], *, period: Period) -> EntryDraft:
    """Return an entry of pairings again, with the lines of some recipients ended.

    Args:
        number: The entry it stands in for.
        draft: That entry's content.
        keys: Recipients whose lines end; the others stay as they were.
        period: The days those lines then have.
    """
    lines = tuple(_shortened(one, period) if _is_of(one, keys) else one for one in draft.lines)
    last = max(one.ends for one in lines)
    words = f"{draft.words}(接第 {number} 笔)" if "(接第" not in draft.words else draft.words
    return draft._replace(ends=last, lines=lines, words=words, reverses=None)


def back(number: int, draft: EntryDraft, why: str) -> EntryDraft:
    """Return the entry that takes an entry of pairings back, so that it can be said anew."""
    return reversal(number, draft, f"冲正第 {number} 笔: {why}")


def _is_of(one: LineDraft, keys: frozenset[str]) -> bool:
    return one.dims.recipient in keys


def _shortened(one: LineDraft, period: Period) -> LineDraft:
    return one._replace(ends=period.ends)


def _entry(kind: str, words: str, one: LineDraft) -> EntryDraft:
    return EntryDraft(kind, one.starts, one.ends, words, (one,), document=DOCUMENT)


def is_uncounted(amount: Interval | None) -> bool:
    """Whether an act was reported without being counted."""
    return amount is not None and amount.wording is Wording.AT_LEAST
