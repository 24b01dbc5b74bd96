"""Writes to offers: keep what somebody has to give, close it when it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.giving.done import Done
from jiedui.giving.drafts import check_claimant
from jiedui.giving.finding import donor_row, unknown
from jiedui.giving.models import Offer
from jiedui.giving.publicness import check_public
from jiedui.giving.vocabulary import NEEDS
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """What somebody offers; see `queries.offers.OfferView`."""

    item: str
    need: str
    public_name: str
    claimant: str = "unit"
    place: str = ""
    quantity: int = 1
    unit: str = "件"
    price_fen: int | None = None
    until: dt.date | None = None
    donor: int | None = None


@command("giving.wish")
def keep_offer(draft: OfferDraft, *, actor: Actor, now: dt.datetime) -> Done:
    """Keep an offer, to be held against wishes.

    Raises:
        Refused: Words are missing or tell too much, or the place lies outside the actor's.
    """
    problems = [
        *check_claimant(draft.claimant),
        *check_public({"item": draft.item, "public_name": draft.public_name}),
    ]
    if draft.need not in NEEDS:
        problems += refuse("CODE_UNKNOWN", found=draft.need, expected=", ".join(NEEDS)).problems
    if not draft.item.strip() or not draft.public_name.strip() or draft.quantity < 1:
        problems += refuse(
            "WORDS_WRONG", found="nothing", expected="a thing, how many, and who offers it"
        ).problems
    if not actor.scope("giving.wish").sees(draft.place or None):
        problems += refuse("OUTSIDE_PLACES", found=draft.place, expected="your places").problems
    if problems:
        raise Refused(problems)
    row = Offer.objects.create(
        item=draft.item.strip()[:60], need=draft.need, public_name=draft.public_name.strip()[:60],
        claimant=draft.claimant, place=draft.place, quantity=draft.quantity,
        unit=draft.unit.strip()[:8], price_fen=draft.price_fen, until=draft.until,
        donor_id=donor_row(draft.donor).pk if draft.donor else None,
        recorded_by=actor.username, recorded_at=now,
    )  # fmt: skip
    return Done(row.pk, f"offer {row.pk}")


@command("giving.wish")
def close_offer(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Close an offer: it was taken or is no longer there.

    Raises:
        Refused: There is no such open offer within the actor's places.
    """
    row = Offer.objects.filter(pk=number, closed_at__isnull=True).first()
    if row is None or not actor.scope("giving.wish").sees(row.place or None):
        raise unknown("offer", number)
    Offer.objects.filter(pk=number).update(closed_at=now)
    return Done(number, f"offer {number} closed")
