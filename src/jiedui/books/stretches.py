"""Sums over stretches of the book, and lines elsewhere in it that say the same as given ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, Sum

from jiedui.books.models import Entry, Line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.books.entry import LineDraft

_ASKED_MAX = 500


class Said(NamedTuple):
    """What a line says, whoever says it: two lines that agree in all of it may be one fact.

    Whose programme it is stands not in it: what two districts gave together, each tells as its own.
    """

    account: str
    unit: str
    amount: int
    starts: dt.date
    ends: dt.date
    recipient: str | None
    payer: str | None
    source: str | None


def said_by(one: LineDraft) -> Said:
    """Return what a line says."""
    dims = one.dims
    return Said(
        one.account,
        one.unit,
        one.amount,
        one.starts,
        one.ends,
        dims.recipient,
        dims.payer,
        dims.source,
    )


def balances(stretches: Sequence[tuple[int, int]] | None = None) -> dict[tuple[str, str], int]:
    """Return the sum of the stated amounts by account and unit.

    Args:
        stretches: First and last numbers of the entries summed; None = the whole book.
    """
    rows = Line.objects.all()
    if stretches is not None:
        if not stretches:
            return {}
        asked = Q()
        for first, last in stretches:
            asked |= Q(entry_id__gte=first, entry_id__lte=last)
        rows = rows.filter(asked)
    summed = rows.order_by().values_list("account", "unit").annotate(whole=Sum("amount"))
    return {(account, unit): int(whole) for account, unit, whole in summed}


def entries_saying(asked: Iterable[Said]) -> dict[Said, list[int]]:
    """Return the numbers of the entries in force with a single record's line that says the same."""
    wanted = set(asked)
    found: dict[Said, list[int]] = {}
    amounts = sorted({one.amount for one in wanted})
    accounts = sorted({one.account for one in wanted})
    taken = Entry.objects.filter(reverses__isnull=False).values("reverses")
    for at in range(0, len(amounts), _ASKED_MAX):
        rows = Line.objects.filter(
            account__in=accounts,
            amount__in=amounts[at : at + _ASKED_MAX],
            itemised=1,
            sense=1,
            entry__reverses__isnull=True,
        ).exclude(entry_id__in=taken)
        for number, *values in rows.order_by("entry_id").values_list("entry_id", *Said._fields):
            one = Said._make(values)
            if one in wanted:
                found.setdefault(one, []).append(number)
    return found
