"""What anybody may see of campaigns and wishes, read from this package's tables alone.

Below `board`, which is the public's door; everything here is public by construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum

from jiedui.giving.holding import lapsed
from jiedui.giving.models import Campaign, Claim, Wish
from jiedui.giving.wishing import DONE
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet

PAGE = 24
"""Wishes on one page of the board."""

SHOWN = ("open", "closed", "settled")


@dataclass(frozen=True, slots=True)
class BoardCampaign:
    """A campaign as anybody may see it.

    Attributes:
        number: Its permanent number.
        kind: `matched` or `needs`.
        name: Its name.
        lead: What it is about.
        state: `open`, `closed` or `settled`.
        sponsor: Who gives in a matched campaign.
        unit_gift_fen: The gift for each wish.
        cap_fen: The most that is given.
        promised_fen: What the wishes counted so far make it.
        fund: The fund it goes to; `purpose` says for what.
        recipient: Place key of who receives.
        starts: First day; `ends` is the last.
        host: The charity that raises publicly, `permit` its permit; "" for members only.
        counted: Wishes of the public counted (matched).
        hold_hours: How long a reservation holds.
        wishes: Wishes published (needs).
        pieces: Pieces wished for; `held` of them somebody holds, `granted` are confirmed.
    """

    number: int
    kind: str
    name: str
    lead: str
    state: str
    sponsor: str
    unit_gift_fen: int | None
    cap_fen: int | None
    promised_fen: int
    fund: str
    purpose: str
    recipient: str
    starts: dt.date
    ends: dt.date
    host: str
    permit: str
    counted: int
    hold_hours: int
    wishes: int = 0
    pieces: int = 0
    held: int = 0
    granted: int = 0


@dataclass(frozen=True, slots=True)
class BoardWish:
    """A wish as anybody may see it: a thing, a role, a place; never a name.

    Attributes:
        number: Its permanent number.
        campaign: Number of its campaign; `campaign_name` is its name.
        item: The thing; `instead_of` what it was put in place of.
        words: What it is for.
        alias: Who wishes, as a role.
        need: A code of NEEDS.
        place: Place key.
        quantity: Pieces wished for, in `unit`; `left` are still free, `granted` are confirmed.
        price_fen: The most one piece should cost, None when not said.
        due_on: By when, None when not said.
        is_open: Whether pieces of it can be reserved.
        thanks: The receiver's words, "" before.
    """

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
    granted: int
    price_fen: int | None
    due_on: dt.date | None
    is_open: bool
    thanks: str


@dataclass(frozen=True, slots=True)
class BoardClaim:
    """A reservation as its holder sees it behind the token.

    Attributes:
        number: Its number.
        wish: The wish.
        quantity: Pieces held.
        state: Where it stands, with what the moment has done to it.
        public_name: How the board names its holder.
        reserved_at: When it was reserved; it lapses at `expires_at` unless it is claimed.
        station: Where things are gathered, "" before.
        steps: What has happened: step and moment, in order.
        thanks: The receiver's words, "" before.
    """

    number: int
    wish: BoardWish
    quantity: int
    state: str
    public_name: str
    reserved_at: dt.datetime
    expires_at: dt.datetime | None
    station: str
    steps: tuple[tuple[str, dt.datetime], ...]
    thanks: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which wishes: of a campaign, a need, a place; those with pieces left, or all of them."""

    campaign: int | None = None
    need: str = ""
    place: str = ""
    show: str = "open"
    offset: int = 0


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of wishes: those on it, how many there are in all, the places that have some."""

    wishes: tuple[BoardWish, ...]
    total: int
    places: tuple[tuple[str, int], ...]


def campaigns() -> tuple[BoardCampaign, ...]:
    """Return the campaigns that run under a charity, the open ones first, then the newest."""
    rows = Campaign.objects.filter(state__in=SHOWN, is_members_only=False)
    found = list(rows.select_related("sponsor").order_by("-id"))
    counts = _counts([row.pk for row in found])
    return tuple(
        sorted((_campaign(row, counts) for row in found), key=lambda one: one.state != "open")
    )


def campaign(number: int) -> BoardCampaign:
    """Return one campaign of the board.

    Raises:
        Refused: The board has no such campaign.
    """
    row = Campaign.objects.filter(state__in=SHOWN, is_members_only=False, pk=number)
    found = row.select_related("sponsor").first()
    if found is None:
        raise refuse(
            "CAMPAIGN_UNKNOWN", found=f"campaign {number}", expected="a campaign of the board"
        )
    return _campaign(found, _counts([number]))


def _counts(numbers: Sequence[int]) -> dict[int, tuple[int, int, int, int]]:
    """Return of each campaign: wishes published, their pieces, those held, those granted."""
    shown = Wish.objects.filter(campaign_id__in=numbers, state__in=("published", "closed"))
    sums = shown.values("campaign_id").annotate(
        wishes=Count("id"), pieces=Sum("quantity"), taken=Sum("held")
    )
    granted = dict(
        Claim.objects.filter(wish__campaign_id__in=numbers, state__in=DONE)
        .values_list("wish__campaign_id")
        .annotate(pieces=Sum("quantity"))
    )
    return {
        row["campaign_id"]: (
            row["wishes"], row["pieces"], row["taken"], granted.get(row["campaign_id"], 0),
        )
        for row in sums
    }  # fmt: skip


def _campaign(row: Campaign, counts: dict[int, tuple[int, int, int, int]]) -> BoardCampaign:
    unit, cap = row.unit_gift_fen, row.cap_fen
    return BoardCampaign(
        row.pk, row.kind, row.name, row.lead, row.state,
        row.sponsor.public_name if row.sponsor else "", unit, cap,
        min(row.counted * (unit or 0), cap or 0), row.fund, row.purpose, row.recipient,
        row.starts, row.ends, row.host, row.host_permit, row.counted, row.hold_hours,
        *counts.get(row.pk, (0, 0, 0, 0)),
    )  # fmt: skip


def _public_wishes() -> QuerySet[Wish]:
    return Wish.objects.filter(
        state__in=("published", "closed"),
        campaign__state__in=SHOWN,
        campaign__is_members_only=False,
    )


def wishes(asked: Asked, *, now: dt.datetime) -> BoardPage:
    """Return a page of wishes.

    Args:
        asked: Which.
        now: The moment: what a lapsed reservation held is free again.
    """
    rows = _public_wishes()
    if asked.campaign is not None:
        rows = rows.filter(campaign_id=asked.campaign)
    if asked.need:
        rows = rows.filter(need=asked.need)
    if asked.show == "open":
        gone = Claim.objects.filter(state="reserved", expires_at__lte=now).values("wish_id")
        rows = rows.filter(state="published", campaign__state="open").filter(
            Q(held__lt=F("quantity")) | Q(pk__in=gone)
        )
    elif asked.show == "granted":
        rows = rows.filter(state="closed")
    places = tuple(
        rows.order_by().values_list("place").annotate(n=Count("id")).order_by("-n", "place")[:40]
    )
    if asked.place:
        rows = rows.filter(Q(place=asked.place) | Q(place__startswith=f"{asked.place}:"))
    total = sum(n for _, n in places) if not asked.place else rows.count()
    page = list(rows.select_related("campaign").order_by("-id")[asked.offset : asked.offset + PAGE])
    return BoardPage(tuple(as_shown(page, now)), total, places)


def wish(number: int, *, now: dt.datetime) -> BoardWish:
    """Return one wish of the board.

    Raises:
        Refused: The board has no such wish.
    """
    row = _public_wishes().select_related("campaign").filter(pk=number).first()
    if row is None:
        raise refuse("WISH_UNKNOWN", found=f"wish {number}", expected="a wish of the board")
    return as_shown([row], now)[0]


def as_shown(rows: Sequence[Wish], now: dt.datetime) -> list[BoardWish]:
    """Return wishes as anybody may see them, with what is left of each by `now`."""
    numbers = [row.pk for row in rows]
    gone = lapsed(numbers, now)
    done: dict[int, int] = {}
    thanks: dict[int, str] = {}
    claims = Claim.objects.filter(wish_id__in=numbers, state__in=DONE).order_by("pk")
    for number, quantity, words in claims.values_list("wish_id", "quantity", "thanks"):
        done[number] = done.get(number, 0) + quantity
        thanks[number] = words or thanks.get(number, "")
    found = []
    for row in rows:
        left = row.quantity - row.held + gone.get(row.pk, 0)
        is_open = row.state == "published" and row.campaign.state == "open" and left > 0
        found.append(
            BoardWish(
                row.pk, row.campaign_id, row.campaign.name, row.item, row.instead_of, row.words,
                row.alias, row.need, row.place, row.quantity, row.unit, left,
                done.get(row.pk, 0), row.price_fen, row.due_on, is_open, thanks.get(row.pk, ""),
            )
        )  # fmt: skip
    return found
