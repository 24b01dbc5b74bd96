"""Offers to wishes that came in a posted file: each row once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.giving.commands.filing_goods import each
from jiedui.giving.commands.offers import OfferDraft, keep_offer
from jiedui.giving.done import Done
from jiedui.giving.models import Offer
from jiedui.giving.naming import is_person
from jiedui.giving.vocabulary import CLAIMANTS, NEEDS
from jiedui.kernel.codes import meant_by

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Source


@dataclass(frozen=True, slots=True)
class FiledOffer:
    """What a row tells: who offers, as what, which thing, for which need, where, how many of it."""

    by: str
    claimant: str
    item: str
    need: str
    place: str
    quantity: int | None
    unit: str
    price_fen: int | None
    until: dt.date | None
    where: Source


@command("giving.wish")
def record_offers(rows: Sequence[FiledOffer], *, actor: Actor, now: dt.datetime) -> Done:
    """Keep the offers of a posted file; one that stands open already is not kept twice.

    Args:
        rows: The offers, in the order of the file.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A row says no whole number of pieces, an unknown need, or tells too much of a
            person. Every such row is told, nothing of the file is kept.
    """
    count = each(rows, lambda row: _record(row, actor=actor, now=now))
    return Done(count, f"{count} offers of a file", count)


def _record(row: FiledOffer, *, actor: Actor, now: dt.datetime) -> bool:
    same = Offer.objects.filter(
        public_name=row.by[:60], item=row.item[:60], place=row.place, quantity=row.quantity or 0,
        until=row.until, closed_at__isnull=True,
    )  # fmt: skip
    if same.exists():
        return False
    draft = OfferDraft(
        item=row.item,
        need=(meant_by(NEEDS, row.need) or row.need) if row.need else "daily",
        public_name=row.by,
        claimant=_claimant(row),
        place=row.place,
        quantity=row.quantity or 0,
        unit=row.unit or "件",
        price_fen=row.price_fen,
        until=row.until,
    )
    keep_offer(draft, actor=actor, now=now)
    return True


def _claimant(row: FiledOffer) -> str:
    """Return the kind of giver a row says; without a word, what the name tells."""
    if row.claimant:
        return meant_by(CLAIMANTS, row.claimant) or row.claimant
    return "person" if is_person(row.by) else "unit"
