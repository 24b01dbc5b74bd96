"""What became of a donor's gifts, as the donor sees it behind an unguessable address.

Below `board`: reads this package's tables alone, names no other donor and no receiver of a wish.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from jiedui.giving.goods import PILES
from jiedui.giving.models import Donor, Gift
from jiedui.giving.tokens import digest_of
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import Interval, Wording, total

if TYPE_CHECKING:
    import datetime as dt

GIFTS_MAX = 200
"""Gifts shown on one page, the newest."""


@dataclass(frozen=True, slots=True)
class OwnGoods:
    """One line of goods: how many were announced and where the pieces are (code, number)."""

    name: str
    unit: str
    announced: int
    piles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OwnUse:
    """What a part of a gift became."""

    on: dt.date
    words: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class OwnGift:
    """One gift of one's own.

    Attributes:
        number: Its number.
        kind: A code of GIFT_KINDS; `state` one of GIFT_STATES.
        words: What was given.
        amount: Its value, None when none was stated.
        starts: First day it may have been given on; `ends` is the last.
        recipient_name: Who received it; `recipient` is the place key.
        purpose: What it is for; `is_designated` tells whether it is bound to it.
        hands: Its way: day, from, to.
        goods: Its list of goods.
        uses: What it became; `used_fen` in all.
        bill: Issuer, number and day of its bill; None while there is none.
        thanks: The receiver's words, for a wish.
        is_counted: Whether it stands in the book.
    """

    number: int
    kind: str
    state: str
    words: str
    amount: Interval | None
    starts: dt.date
    ends: dt.date
    recipient_name: str
    recipient: str
    purpose: str
    is_designated: bool
    hands: tuple[tuple[dt.date, str, str], ...]
    goods: tuple[OwnGoods, ...]
    uses: tuple[OwnUse, ...]
    used_fen: int
    bill: tuple[str, str, dt.date | None] | None
    thanks: str
    is_counted: bool


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A donor's own page: name as chosen, gifts newest first, their sum and what was used of it."""

    name: str
    gifts: tuple[OwnGift, ...]
    amount: Interval
    used_fen: int


def gifts_of(token: str) -> OwnPage:
    """Return the page behind a token, with the gifts of every donor merged into this one.

    Raises:
        Refused: Nobody was given this address, or it has ended.
    """
    donor = Donor.objects.filter(page_digest=digest_of(token)).first()
    if donor is None:
        raise refuse(
            "PAGE_UNKNOWN", found="an address nobody was given", expected="the address as given"
        )
    rows = (
        Gift.objects.filter(Q(donor=donor) | Q(donor__holder=donor))
        .exclude(state="withdrawn")
        .select_related("bill", "claim")
        .prefetch_related("hands", "goods", "uses")
        .order_by("-ends", "-id")[:GIFTS_MAX]
    )
    gifts = tuple(_own(row) for row in rows)
    stated = [one.amount for one in gifts if one.amount is not None and one.is_counted]
    return OwnPage(donor.public_name, gifts, total(stated), sum(one.used_fen for one in gifts))


def _own(row: Gift) -> OwnGift:
    amount = None
    if row.amount_fen is not None:
        amount = Interval(row.amount_fen, row.low_fen, row.high_fen, Wording(row.wording))
    claim = getattr(row, "claim", None)
    return OwnGift(
        row.pk, row.kind, row.state, row.words, amount, row.starts, row.ends, row.recipient_name,
        row.recipient, row.purpose, row.is_designated,
        tuple(
            (one.on, one.giver, one.taker)
            for one in sorted(row.hands.all(), key=lambda one: one.at)
        ),
        tuple(
            OwnGoods(
                one.name, one.unit, one.announced,
                tuple((pile, getattr(one, pile)) for pile in PILES if getattr(one, pile)),
            )
            for one in row.goods.all()
        ),
        tuple(OwnUse(one.on, one.words, one.amount_fen) for one in row.uses.all()),
        row.used_fen,
        (row.bill.issuer, row.bill.number, row.bill.issued_on) if row.bill else None,
        claim.thanks if claim is not None else "",
        row.entry is not None,
    )  # fmt: skip
