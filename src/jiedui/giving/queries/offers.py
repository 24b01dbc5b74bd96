"""Offers and the wishes that fit them, each with a score that explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, Q, When

from jiedui.giving.finding import unknown, within
from jiedui.giving.models import Offer, Wish
from jiedui.giving.queries.wishes import summaries
from jiedui.giving.scoring import Offered, Wished, reasons, score
from jiedui.kernel.place import normal

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Scope
    from jiedui.giving.queries.wishes import WishSummary
    from jiedui.giving.scoring import Reason

CANDIDATES_MAX = 2000
SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer: a thing somebody has for a wish nobody has named yet."""

    number: int
    donor: int | None
    public_name: str
    claimant: str
    item: str
    need: str
    place: str
    quantity: int
    unit: str
    price_fen: int | None
    until: dt.date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A wish that fits an offer, the points and the reasons behind them."""

    wish: WishSummary
    points: int
    reasons: tuple[Reason, ...]


def offers(scope: Scope, *, today: dt.date, limit: int = 50, offset: int = 0) -> list[OfferView]:
    """Return a page of the offers, the open ones first, then the newest."""
    is_open = Q(closed_at=None) & (Q(until=None) | Q(until__gte=today))
    rows = within(Offer.objects.all(), scope, "place")
    rows = rows.order_by(Case(When(is_open, then=0), default=1), "-pk")
    return [_offer(row, today) for row in rows[offset : offset + limit]]


def offers_count(scope: Scope) -> int:
    """Return how many offers there are."""
    return within(Offer.objects.all(), scope, "place").count()


def offer(scope: Scope, number: int, *, today: dt.date) -> OfferView:
    """Return one offer.

    Raises:
        Refused: There is none within the scope.
    """
    row = Offer.objects.filter(pk=number).first()
    if row is None or not scope.sees(row.place or None):
        raise unknown("offer", number)
    return _offer(row, today)


def _offer(row: Offer, today: dt.date) -> OfferView:
    is_open = row.closed_at is None and (row.until is None or row.until >= today)
    return OfferView(
        row.pk, row.donor_id, row.public_name, row.claimant, row.item, row.need, row.place,
        row.quantity, row.unit, row.price_fen, row.until, is_open,
    )  # fmt: skip


def matches(scope: Scope, one: OfferView, *, now: dt.datetime, today: dt.date) -> list[Match]:
    """Return the wishes that fit an offer best, the best first."""
    text = normal(one.item)
    alike = Q(need=one.need)
    for at in range(max(len(text) - 1, 1)):
        alike |= Q(item__contains=text[at : at + 2])
    rows = within(Wish.objects.filter(state="published", campaign__state="open"), scope, "place")
    rows = rows.filter(held__lt=F("quantity")).filter(alike).select_related("campaign")
    asked = Offered(one.item, one.need, one.place, one.quantity, one.price_fen)
    found = []
    for wish in summaries(list(rows.order_by("-pk")[:CANDIDATES_MAX]), now):
        wished = Wished(
            wish.item, wish.words, wish.need, wish.place, wish.left, wish.price_fen, wish.due_on
        )
        why = reasons(asked, wished, today=today)
        if why:
            found.append(Match(wish, score(why), why))
    found.sort(key=lambda match: (-match.points, match.wish.number))
    return found[:SHOWN_MAX]
