"""Gifts in the book under the donor that holds them: said anew when donors are merged or parted.

An entry never changes. One whose donor is now another is taken back and said again at once with the
same content and the payer of today, so that figures by donor answer for the donor that stays, and
figures as known before answer as they did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.scope import EVERYWHERE
from jiedui.attention.commands import run_rules
from jiedui.books.commands import post_entries
from jiedui.books.entry import reversal
from jiedui.books.queries import PAGE_MAX, entries, taken_back_by
from jiedui.giving.models import Donor, Gift

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft
    from jiedui.books.queries import EntryRecord


def payers_of(donors: Collection[int]) -> dict[int, str]:
    """Return the payer under which the gifts of each donor stand: its holder's."""
    rows = Donor.objects.filter(pk__in=donors).select_related("holder")
    return {row.pk: (row.holder or row).payer for row in rows}


def say_anew(before: Mapping[int, str], *, actor: Actor, now: dt.datetime) -> int:
    """Say the gifts of donors anew whose payer has changed; return how many were.

    Those of a closed period too: a reversal and the entry right after it, with the same kind and
    days, correct what is closed.

    Args:
        before: Donor to the payer its gifts stood under.
        actor: Who merged or parted them.
        now: The moment.
    """
    after = payers_of(before)
    changed = [number for number, payer in before.items() if after.get(number) != payer]
    gifts = list(
        Gift.objects.filter(donor__in=changed, entry__isnull=False)
        .select_related("donor")
        .order_by("entry")
    )
    records = _standing([row.entry for row in gifts if row.entry is not None])
    drafts: list[EntryDraft] = []
    moved: list[Gift] = []
    for row in gifts:
        record = records.get(row.entry or 0)
        if record is None:
            continue
        old, new = before[row.donor_id], after[row.donor_id]
        again = _under(record.draft, {old, row.donor.payer}, new)
        if again is not None:
            words = f"冲正第 {record.number} 笔: 捐赠方归并,改记于{new}名下"
            drafts += [reversal(record.number, record.draft, words), again]
            moved.append(row)
    if not moved:
        return 0
    posted = post_entries(drafts, actor=actor, now=now)
    for at, row in enumerate(moved):
        Gift.objects.filter(pk=row.pk).update(entry=posted.first + 2 * at + 1)
    run_rules(actor=actor, now=now, subjects={"gift": [row.pk for row in moved]})
    return len(moved)


def _standing(numbers: list[int]) -> dict[int, EntryRecord]:
    """Return the entries that still stand, by number."""
    gone = taken_back_by(numbers)
    wanted = [number for number in numbers if number not in gone]
    found: dict[int, EntryRecord] = {}
    for at in range(0, len(wanted), PAGE_MAX):
        page = entries(EVERYWHERE, numbers=wanted[at : at + PAGE_MAX], limit=PAGE_MAX)
        found.update((one.number, one) for one in page)
    return found


def _under(draft: EntryDraft, old: Collection[str], new: str) -> EntryDraft | None:
    """Return an entry with another payer; None where it does not name the old one."""
    if not any(one.dims.payer in old for one in draft.lines):
        return None
    lines = tuple(
        one._replace(dims=one.dims._replace(payer=new)) if one.dims.payer in old else one
        for one in draft.lines
    )
    return draft._replace(lines=lines)
