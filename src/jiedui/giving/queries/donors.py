"""Reads of donors and pledges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from jiedui.giving.finding import unknown, within
from jiedui.giving.models import Donor, DonorMerge, Gift, Pledge
from jiedui.giving.queries.gifts import GiftFilter, gifts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.giving.queries.gifts import GiftSummary

GIFTS_SHOWN = PLEDGES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class DonorSummary:
    """One donor in a list, with what was posted of it and of those merged into it.

    Attributes:
        number: Its number.
        name: Its public name.
        kind: A code of DONOR_KINDS.
        place: Place key, "" when not known.
        credit_code: "" when not known.
        gifts: Gifts in the book; `stated_fen` is the sum of their stated values.
        holder: Number of the donor it was merged into, None when it stands alone.
        is_person: Whether an identity lies sealed.
        has_page: Whether its own page has an address.
        name_choice: How it wants to be named, a code of NAME_CHOICES.
    """

    number: int
    name: str
    kind: str
    place: str
    credit_code: str
    gifts: int
    stated_fen: int
    holder: int | None
    is_person: bool
    has_page: bool
    name_choice: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A donor that was merged, by whom and why."""

    number: int
    name: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class DonorDetail:
    """One donor with its gifts (those of the merged included), pledges and merges in force."""

    summary: DonorSummary
    gifts: tuple[GiftSummary, ...]
    pledges: tuple[PledgeView, ...]
    merged: tuple[Merged, ...]


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A promise and how far it is kept.

    Attributes:
        number: Its number.
        donor: Number of the donor; `donor_name` as named in public.
        words: What was promised.
        amount_fen: How much; None when no amount was.
        given_fen: What gifts in the book have brought.
        recipient: Place key, "" when not said.
        pledged_on: When; `due_on` by when it is due.
        state: `open`, `partly`, `kept`, `late` or `withdrawn`.
    """

    number: int
    donor: int
    donor_name: str
    words: str
    amount_fen: int | None
    given_fen: int
    gifts: int
    recipient: str
    pledged_on: dt.date
    due_on: dt.date | None
    state: str


def donors(
    scope: Scope, *, words: str = "", kind: str = "", limit: int = 50, offset: int = 0
) -> list[DonorSummary]:
    """Return a page of donors that stand alone, the newest first."""
    rows = Donor.objects.filter(holder__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(public_name__contains=words) | Q(merged__public_name__contains=words))
        rows = rows.distinct()
    page = list(rows.order_by("-id")[offset : offset + limit])
    return _summaries(scope, page)


def count_donors(*, words: str = "", kind: str = "") -> int:
    """Return how many donors a filter lets through."""
    rows = Donor.objects.filter(holder__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(public_name__contains=words) | Q(merged__public_name__contains=words))
        rows = rows.distinct()
    return rows.count()


def _summaries(scope: Scope, rows: Sequence[Donor]) -> list[DonorSummary]:
    sums = _sums(scope, [row.pk for row in rows])
    return [
        DonorSummary(
            row.pk, row.public_name, row.kind, row.place, row.credit_code,
            *sums.get(row.pk, (0, 0)), row.holder_id, row.sealed is not None,
            row.page_digest is not None, row.name_choice,
        )
        for row in rows
    ]  # fmt: skip


def _sums(scope: Scope, numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
    asked = list(numbers)
    seen = within(Gift.objects.filter(entry__isnull=False), scope, "recipient")
    mine = seen.filter(Q(donor_id__in=asked) | Q(donor__holder_id__in=asked))
    grouped = (
        mine.annotate(root=Coalesce(F("donor__holder_id"), F("donor_id")))
        .values("root")
        .annotate(n=Count("id"), fen=Sum("amount_fen"))
    )
    return {row["root"]: (row["n"], row["fen"] or 0) for row in grouped}


def donor(scope: Scope, number: int) -> DonorDetail:
    """Return one donor.

    Raises:
        Refused: There is none.
    """
    row = Donor.objects.filter(pk=number).first()
    if row is None:
        raise unknown("donor", number)
    own = gifts(scope, GiftFilter(donor=number), limit=GIFTS_SHOWN)
    merges = DonorMerge.objects.filter(
        undone_at__isnull=True, absorbed__holder_id=number
    ).select_related("absorbed")
    merged = tuple(
        Merged(one.absorbed_id, one.absorbed.public_name, one.reason, one.merged_by, one.merged_at)
        for one in merges.order_by("pk")
    )
    return DonorDetail(
        _summaries(scope, [row])[0],
        tuple(own),
        tuple(pledges(scope, donor=number, limit=PLEDGES_SHOWN)),
        merged,
    )


def pledges(
    scope: Scope,
    *,
    donor: int | None = None,
    today: dt.date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[PledgeView]:
    """Return a page of pledges, those due first; `today` tells which of them are late."""
    rows = _pledges(scope, donor).select_related("donor")
    counted = Q(gifts__entry__isnull=False)
    rows = rows.annotate(
        given=Sum("gifts__amount_fen", filter=counted), n=Count("gifts", filter=counted)
    ).order_by(F("due_on").asc(nulls_last=True), "pk")[offset : offset + limit]
    return [
        PledgeView(
            row.pk, row.donor_id, row.donor.public_name, row.words, row.amount_fen, row.given or 0,
            row.n, row.recipient, row.pledged_on, row.due_on,
            _pledge_state(row, row.given or 0, row.n, today=today),
        )
        for row in rows
    ]  # fmt: skip


def pledges_count(scope: Scope, *, donor: int | None = None) -> int:
    """Return how many pledges there are."""
    return _pledges(scope, donor).count()


def _pledges(scope: Scope, donor: int | None) -> QuerySet[Pledge]:
    rows = within(Pledge.objects.all(), scope, "recipient")
    return rows if donor is None else rows.filter(Q(donor_id=donor) | Q(donor__holder_id=donor))


def _pledge_state(row: Pledge, given: int, count: int, *, today: dt.date | None) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if (row.amount_fen is not None and given >= row.amount_fen) or (
        row.amount_fen is None and count
    ):
        return "kept"
    if today is not None and row.due_on is not None and row.due_on < today:
        return "late"
    return "partly" if count else "open"
