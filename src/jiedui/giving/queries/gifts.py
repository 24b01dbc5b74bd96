"""Reads of gifts: lists with filters and order, one gift with its life, goods in the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from jiedui.books.queries import taken_back_by
from jiedui.giving.donation import interval_of
from jiedui.giving.finding import unknown, within
from jiedui.giving.models import Gift, GoodsLine, GoodsMove

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.kernel.quantity import Interval

ORDERS: dict[str, tuple[str, ...]] = {
    "newest": ("-ends", "-id"),
    "oldest": ("ends", "id"),
    "largest": ("-amount_fen", "-id"),
    "smallest": ("amount_fen", "id"),
    "number": ("-id",),
}
"""How a list of gifts may be ordered; each by an index."""

PAGE_MAX = 1000


@dataclass(frozen=True, slots=True)
class GiftFilter:
    """Which gifts; "" and None ask for nothing.

    Attributes:
        words: Part of what was given, for what or to whom.
        kind: A code of GIFT_KINDS.
        state: A code of GIFT_STATES.
        donor: Number of the donor, with all merged into it.
        recipient: Place key, with all inside it.
        since: Only given on or after a day; `until` on or before.
        posted: `yes` in the book, `no` not yet.
        bill: `missing` or `entered`.
    """

    words: str = ""
    kind: str = ""
    state: str = ""
    donor: int | None = None
    recipient: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    posted: str = ""
    bill: str = ""


@dataclass(frozen=True, slots=True)
class GiftSummary:
    """One gift in a list."""

    number: int
    donor: int
    donor_name: str
    kind: str
    state: str
    words: str
    amount: Interval | None
    basis: str
    purpose: str
    is_designated: bool
    recipient: str
    recipient_name: str
    starts: dt.date
    ends: dt.date
    entry: int | None
    bill: str
    is_bill_due: bool
    used_fen: int
    pledge: int | None
    document: str
    recorded_by: str
    posted_by: str


@dataclass(frozen=True, slots=True)
class Hand:
    """One step from hand to hand."""

    on: dt.date
    giver: str
    taker: str
    document: str


@dataclass(frozen=True, slots=True)
class Goods:
    """One line of goods and where its pieces are."""

    number: int
    gift: int
    name: str
    model: str
    unit: str
    announced: int
    expires_on: dt.date | None
    value_fen: int | None
    at_hand: int
    in_store: int
    on_way: int
    delivered: int
    lost: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement of goods."""

    line: int
    name: str
    move: str
    quantity: int
    on: dt.date
    document: str
    note: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Used:
    """What a part of a gift became, or a consent (then the amount is None)."""

    on: dt.date
    words: str
    purpose: str
    amount_fen: int | None
    document: str


@dataclass(frozen=True, slots=True)
class Chased:
    """One time a missing bill was asked for."""

    at: dt.datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class GiftDetail:
    """One gift with its whole life.

    Attributes:
        summary: The gift.
        bill_day: Day of its bill, None without.
        hands: Its way.
        goods: Its list; `moves` is every movement of it, in order.
        uses: What it became; `consents` to another purpose.
        chases: How its bill was asked for.
        taken_back_by: The entry that took its entry back, None while it stands.
    """

    summary: GiftSummary
    bill_day: dt.date | None
    hands: tuple[Hand, ...]
    goods: tuple[Goods, ...]
    moves: tuple[Moved, ...]
    uses: tuple[Used, ...]
    consents: tuple[Used, ...]
    chases: tuple[Chased, ...]
    taken_back_by: int | None


def gifts(
    scope: Scope, asked: GiftFilter, *, order: str = "newest", limit: int = 50, offset: int = 0
) -> list[GiftSummary]:
    """Return a page of gifts.

    Args:
        scope: Who looks.
        asked: Which.
        order: A key of ORDERS.
        limit: At most so many, up to PAGE_MAX.
        offset: How many to leave out first.
    """
    rows = _asked(scope, asked).select_related("donor", "bill").order_by(*ORDERS[order])
    return [_summary(row) for row in rows[offset : offset + min(limit, PAGE_MAX)]]


def count(scope: Scope, asked: GiftFilter) -> int:
    """Return how many gifts a filter lets through."""
    return _asked(scope, asked).count()


def _asked(scope: Scope, asked: GiftFilter) -> QuerySet[Gift]:
    rows = within(Gift.objects.all(), scope, "recipient")
    exact = {"kind": asked.kind, "state": asked.state}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.words:
        words = asked.words
        rows = rows.filter(
            Q(words__contains=words)
            | Q(purpose__contains=words)
            | Q(recipient_name__contains=words)
            | Q(donor__public_name__contains=words)
        )
    if asked.donor is not None:
        rows = rows.filter(Q(donor_id=asked.donor) | Q(donor__holder_id=asked.donor))
    if asked.recipient:
        rows = rows.filter(
            Q(recipient=asked.recipient) | Q(recipient__startswith=_stem(asked.recipient))
        )
    days = {"ends__gte": asked.since, "ends__lte": asked.until}
    rows = rows.filter(**{name: day for name, day in days.items() if day is not None})
    if asked.posted:
        rows = rows.filter(entry__isnull=asked.posted == "no")
    if asked.bill == "missing":
        rows = rows.filter(bill__isnull=True, is_bill_due=True, entry__isnull=False)
    elif asked.bill == "entered":
        rows = rows.filter(bill__isnull=False)
    return rows


def _stem(key: str) -> str:
    """Return how the keys inside a place begin: a province's by its digits, a county's by `:`."""
    if ":" in key or not key.isdigit():
        return f"{key}:"
    if key.endswith("0000"):
        return key[:2]
    return key[:4] if key.endswith("00") else f"{key}:"


def _summary(row: Gift) -> GiftSummary:
    return GiftSummary(
        row.pk, row.donor.holder_id or row.donor_id, row.donor.public_name, row.kind, row.state,
        row.words,
        interval_of(row.amount_fen, row.low_fen, row.high_fen, wording=row.wording),
        row.basis, row.purpose, row.is_designated, row.recipient, row.recipient_name, row.starts,
        row.ends, row.entry, f"{row.bill.issuer} {row.bill.number}" if row.bill else "",
        row.is_bill_due, row.used_fen, row.pledge_id, row.document, row.recorded_by, row.posted_by,
    )  # fmt: skip


def gift(scope: Scope, number: int) -> GiftDetail:
    """Return one gift with its life.

    Raises:
        Refused: There is none within the scope.
    """
    row = Gift.objects.select_related("donor", "bill").filter(pk=number).first()
    if row is None or not scope.sees(row.recipient or None):
        raise unknown("gift", number)
    lines = list(GoodsLine.objects.filter(gift=row).order_by("pk"))
    moves = GoodsMove.objects.filter(line__gift=row).select_related("line").order_by("pk")
    back = taken_back_by([row.entry]).get(row.entry) if row.entry is not None else None
    return GiftDetail(
        _summary(row),
        row.bill.issued_on if row.bill else None,
        tuple(
            Hand(one.on, one.giver, one.taker, one.document) for one in row.hands.order_by("at")
        ),
        tuple(_goods(one) for one in lines),
        tuple(
            Moved(
                one.line_id, one.line.name, one.move, one.quantity, one.on, one.document, one.note,
                one.recorded_by,
            )
            for one in moves
        ),
        tuple(
            Used(one.on, one.words, one.purpose, one.amount_fen, one.document)
            for one in row.uses.order_by("on", "pk")
        ),
        tuple(
            Used(one.on, one.before, one.after, None, one.document)
            for one in row.consents.order_by("on", "pk")
        ),
        tuple(
            Chased(one.chased_at, one.chased_by, one.note) for one in row.chases.order_by("pk")
        ),
        back,
    )  # fmt: skip


def _goods(one: GoodsLine) -> Goods:
    return Goods(
        one.pk, one.gift_id, one.name, one.model, one.unit, one.announced, one.expires_on,
        one.value_fen, one.at_hand, one.in_store, one.on_way, one.delivered, one.lost,
    )  # fmt: skip


def goods_in_store(scope: Scope, *, limit: int = 200, offset: int = 0) -> list[Goods]:
    """Return the goods in the store, what expires first at the top, what never expires last."""
    rows = GoodsLine.objects.filter(in_store__gt=0).select_related("gift")
    if not scope.is_everywhere:
        seen = within(Gift.objects.all(), scope, "recipient").values("pk")
        rows = rows.filter(gift_id__in=seen)
    dated = list(
        rows.filter(expires_on__isnull=False).order_by("expires_on", "pk")[: limit + offset]
    )
    undated = rows.filter(expires_on__isnull=True).order_by("pk")
    room = max(limit + offset - len(dated), 0)
    return [_goods(one) for one in [*dated, *undated[:room]][offset:]]


def like(scope: Scope, numbers: Sequence[int]) -> list[GiftSummary]:
    """Return gifts by number, those the scope sees."""
    rows = within(Gift.objects.filter(pk__in=list(numbers)), scope, "recipient")
    return [_summary(row) for row in rows.select_related("donor", "bill").order_by("pk")]
