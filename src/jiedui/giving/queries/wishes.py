"""Reads of campaigns, wishes and claims for the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from jiedui.giving.finding import reaches, unknown, within
from jiedui.giving.holding import lapsed
from jiedui.giving.models import Campaign, Claim, Tally, Wish
from jiedui.giving.wishing import DONE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope

ORDERS: dict[str, tuple[str, ...]] = {
    "newest": ("-id",),
    "oldest": ("id",),
    "place": ("place", "-id"),
    "item": ("item", "-id"),
}
PAGE_MAX = 1000


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign with its counters; see `models.Campaign`."""

    number: int
    kind: str
    name: str
    state: str
    lead: str
    sponsor: int | None
    sponsor_name: str
    unit_gift_fen: int | None
    cap_fen: int | None
    fund: str
    purpose: str
    recipient: str
    starts: dt.date
    ends: dt.date
    host: str
    host_permit: str
    is_members_only: bool
    counted: int
    promised_fen: int
    gift: int | None
    recorded_by: str
    wishes: int
    pieces: int
    held: int
    granted: int
    unsettled: int


@dataclass(frozen=True, slots=True)
class WishFilter:
    """Which wishes; "" and None ask for nothing."""

    campaign: int | None = None
    state: str = ""
    need: str = ""
    place: str = ""
    item: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class WishSummary:
    """One wish in a list: `left` is what is free by the moment asked."""

    number: int
    campaign: int
    campaign_name: str
    item: str
    instead_of: str
    words: str
    alias: str
    need: str
    place: str
    quantity: int
    unit: str
    left: int
    price_fen: int | None
    state: str
    station: str
    due_on: dt.date | None
    collected_by: str
    reviewed_by: str
    published_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim: its state is what the moment has made of it."""

    number: int
    wish: int
    item: str
    unit: str
    place: str
    quantity: int
    state: str
    claimant: str
    public_name: str
    donor: int | None
    has_contact: bool
    reserved_at: dt.datetime
    expires_at: dt.datetime | None
    due_on: dt.date | None
    station: str
    thanks: str
    gift: int | None


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step of the history."""

    step: str
    claim: int | None
    before: str
    after: str
    note: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class WishDetail:
    """One wish with its claims and its history."""

    summary: WishSummary
    claims: tuple[ClaimView, ...]
    steps: tuple[Stepped, ...]


def campaigns(scope: Scope) -> list[CampaignView]:
    """Return the campaigns that touch the scope, the newest first."""
    rows = Campaign.objects.select_related("sponsor").order_by("-id")
    found = [row for row in rows if not row.recipient or reaches(scope, row.recipient)]
    return _campaign_views(found)


def campaign(scope: Scope, number: int) -> CampaignView:
    """Return one campaign.

    Raises:
        Refused: There is none that touches the scope.
    """
    row = Campaign.objects.select_related("sponsor").filter(pk=number).first()
    if row is None or (row.recipient and not reaches(scope, row.recipient)):
        raise unknown("campaign", number)
    return _campaign_views([row])[0]


def _campaign_views(rows: Sequence[Campaign]) -> list[CampaignView]:
    numbers = [row.pk for row in rows]
    sums = {
        row["campaign_id"]: (row["n"], row["pieces"], row["taken"])
        for row in Wish.objects.filter(campaign_id__in=numbers, state__in=("published", "closed"))
        .values("campaign_id")
        .annotate(n=Count("id"), pieces=Sum("quantity"), taken=Sum("held"))
    }
    done = {
        row["wish__campaign_id"]: (row["pieces"], row["open"])
        for row in Claim.objects.filter(wish__campaign_id__in=numbers, state__in=DONE)
        .values("wish__campaign_id")
        .annotate(pieces=Sum("quantity"), open=Count("id", filter=Q(gift__isnull=True)))
    }
    return [
        CampaignView(
            row.pk, row.kind, row.name, row.state, row.lead, row.sponsor_id,
            row.sponsor.public_name if row.sponsor else "", row.unit_gift_fen, row.cap_fen,
            row.fund, row.purpose, row.recipient, row.starts, row.ends, row.host, row.host_permit,
            row.is_members_only, row.counted,
            min(row.counted * (row.unit_gift_fen or 0), row.cap_fen or 0), row.gift_id,
            row.recorded_by, *sums.get(row.pk, (0, 0, 0)), *done.get(row.pk, (0, 0)),
        )
        for row in rows
    ]  # fmt: skip


def tallies(number: int) -> list[tuple[dt.date, str, int]]:
    """Return what a campaign counted: day, source, wishes; in order of the days."""
    rows = Tally.objects.filter(campaign_id=number).order_by("on", "pk")
    return list(rows.values_list("on", "source", "count"))


def wishes(
    scope: Scope,
    asked: WishFilter,
    *,
    now: dt.datetime,
    order: str = "newest",
    limit: int = 50,
    offset: int = 0,
) -> list[WishSummary]:
    """Return a page of wishes, with what is left of each by `now`."""
    rows = _asked(scope, asked).select_related("campaign").order_by(*ORDERS[order])
    return summaries(list(rows[offset : offset + min(limit, PAGE_MAX)]), now)


def count_wishes(scope: Scope, asked: WishFilter) -> int:
    """Return how many wishes a filter lets through."""
    return _asked(scope, asked).count()


def _asked(scope: Scope, asked: WishFilter) -> QuerySet[Wish]:
    rows = within(Wish.objects.all(), scope, "place")
    exact = {
        "campaign_id": asked.campaign, "state": asked.state, "need": asked.need,
        "item": asked.item,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.place:
        rows = rows.filter(Q(place=asked.place) | Q(place__startswith=f"{asked.place}:"))
    if asked.words:
        rows = rows.filter(Q(item__contains=asked.words) | Q(words__contains=asked.words))
    return rows


def summaries(rows: Sequence[Wish], now: dt.datetime) -> list[WishSummary]:
    """Return wishes as lists show them, with what is left of each by `now`."""
    gone = lapsed([row.pk for row in rows], now)
    return [
        WishSummary(
            row.pk, row.campaign_id, row.campaign.name, row.item, row.instead_of, row.words,
            row.alias, row.need, row.place, row.quantity, row.unit,
            row.quantity - row.held + gone.get(row.pk, 0), row.price_fen, row.state, row.station,
            row.due_on, row.collected_by, row.reviewed_by, row.published_at,
        )
        for row in rows
    ]  # fmt: skip


def wish(scope: Scope, number: int, *, now: dt.datetime | None = None) -> WishDetail:
    """Return one wish; `now` tells which reservations have lapsed.

    Raises:
        Refused: There is none within the scope.
    """
    row = Wish.objects.select_related("campaign").filter(pk=number).first()
    if row is None or not scope.sees(row.place):
        raise unknown("wish", number)
    claims = Claim.objects.filter(wish=row).select_related("wish").order_by("pk")
    steps = row.steps.order_by("pk")
    return WishDetail(
        summaries([row], now or row.collected_at)[0],
        tuple(_claim(one, now) for one in claims),
        tuple(
            Stepped(
                one.step, one.claim_id, one.before, one.after, one.note, one.done_by, one.done_at
            )
            for one in steps
        ),
    )


def claims(
    scope: Scope, *, states: Sequence[str], now: dt.datetime, limit: int = 200, offset: int = 0
) -> list[ClaimView]:
    """Return claims in some states, the oldest first: what is to be done next."""
    rows = Claim.objects.filter(state__in=states).select_related("wish").order_by("pk")
    if not scope.is_everywhere:
        rows = rows.filter(wish_id__in=within(Wish.objects.all(), scope, "place").values("pk"))
    if "reserved" in states and "expired" not in states:
        rows = rows.exclude(state="reserved", expires_at__lte=now)
    return [_claim(one, now) for one in rows[offset : offset + limit]]


def _claim(one: Claim, now: dt.datetime | None) -> ClaimView:
    is_gone = (
        one.state == "reserved"
        and now is not None
        and one.expires_at is not None
        and one.expires_at <= now
    )
    return ClaimView(
        one.pk, one.wish_id, one.wish.item, one.wish.unit, one.wish.place, one.quantity,
        "expired" if is_gone else one.state, one.claimant, one.public_name, one.donor_id,
        one.sealed is not None, one.reserved_at, one.expires_at, one.due_on, one.station,
        one.thanks, one.gift_id,
    )  # fmt: skip
