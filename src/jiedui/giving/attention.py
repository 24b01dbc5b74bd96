"""The house rules about gifts and wishes: R11, R12, R20 of DOMAIN 11, as declarations.

`rules` holds the rules themselves as pure functions; here stands what they look at, and how a hit
is said. Thresholds are dated data of `attention`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Max

from jiedui.attention.declaration import Hit, Rule
from jiedui.giving.models import Claim, Gift, Wish
from jiedui.giving.rules import Awaited, Given, Limits, bill_missing, twice_counted, wish_waits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from django.db import models

    from jiedui.attention.declaration import Looking
    from jiedui.giving.rules import Found

UNDER_WAY = ("claimed", "purchased", "at_station", "delivered", "disputed")
_WAITS = {
    "published": ("久未认领", "nobody has claimed it"),
    "claimed": ("认领后久未送达", "claimed and not delivered"),
    "purchased": ("购买后久未送达", "bought and not delivered"),
    "at_station": ("在集中点久未送达", "at the station and not delivered"),
    "delivered": ("送达后久未确认", "delivered and not confirmed"),
    "disputed": ("受助人有异议", "the receiver disputes it"),
}


def _limits(looking: Looking) -> Limits:
    return Limits(
        near=looking.limit("gift_near_days"),
        bill=looking.limit("bill_days"),
        unclaimed=looking.limit("wish_unclaimed_days"),
        undelivered=looking.limit("wish_undelivered_days"),
        unconfirmed=looking.limit("wish_unconfirmed_days"),
    )


def counted_twice(looking: Looking) -> Iterator[Hit]:
    """R11: a gift that may be in the book twice, told at the later of the two."""
    rows = Gift.objects.filter(entry__isnull=False, amount_fen__gt=0)
    if looking.subjects is not None:
        mine = Gift.objects.filter(pk__in=looking.subjects)
        rows = rows.filter(amount_fen__in=mine.values("amount_fen"))
    known = {row.pk: row for row in _with_hands(rows)}
    found: dict[int, list[Found]] = {}
    given = [_given(row) for row in known.values()]
    for one in twice_counted(given, _limits(looking)):
        if looking.subjects is None or one.numbers[1] in looking.subjects:
            found.setdefault(one.numbers[1], []).append(one)
    for number, pairs in found.items():
        others = sorted({pair.numbers[0] for pair in pairs})
        told = "、".join(map(str, others))
        listed = ", ".join(map(str, others))
        yield _of_gift(
            known[number],
            f"与第{told}号捐赠可能是同一笔",
            f"may be the same as gift {listed}",
            facts=str((number, others)),
        )


def bill_late(looking: Looking) -> Iterator[Hit]:
    """R12: a gift in the book whose bill is due and has not come in time."""
    rows = Gift.objects.filter(entry__isnull=False, bill__isnull=True, is_bill_due=True)
    if looking.subjects is not None:
        rows = rows.filter(pk__in=looking.subjects)
    known = {row.pk: row for row in _with_hands(rows)}
    given = [_given(row) for row in known.values()]
    for one in bill_missing(given, _limits(looking), looking.today):
        row = known[one.numbers[0]]
        yield _of_gift(row, "捐赠票据未到", "its bill has not come", facts=str(row.pk))


def waits_too_long(looking: Looking) -> Iterator[Hit]:
    """R20: a wish unclaimed, undelivered, unconfirmed or disputed; the longest of each wish."""
    found: dict[int, tuple[Found, str]] = {}
    awaited = _awaited(looking)
    for one in awaited:
        for hit in wish_waits([one], _limits(looking), looking.today):
            known = found.get(one.number)
            if known is None or hit.days > known[0].days:
                found[one.number] = (hit, one.state)
    rows = Wish.objects.in_bulk(list(found))
    since = {(one.number, one.state): one.since for one in awaited}
    for number, (hit, state) in found.items():
        row, (zh, en) = rows[number], _WAITS[state]
        yield Hit(
            f"wish:{number}",
            row.place,
            f"心愿{row.item}:{zh}",
            f"wish {row.item}: {en}",
            str((hit.numbers, state)),
            since[number, state],
            owner=row.collected_by,
            link=f"/desk/wishes/{number}",
        )


def _with_hands(rows: models.QuerySet[Gift]) -> models.QuerySet[Gift]:
    return rows.select_related("donor", "donor__holder").prefetch_related("hands").order_by("pk")


def _of_gift(row: Gift, zh: str, en: str, *, facts: str) -> Hit:
    return Hit(
        f"gift:{row.pk}",
        row.recipient or None,
        f"{row.donor.public_name}捐赠({row.words}):{zh}",
        f"gift of {row.donor.public_name} ({row.words}): {en}",
        facts,
        _posted(row),
        amount_fen=row.amount_fen or 0,
        owner=row.recorded_by,
        link=f"/desk/gifts/{row.pk}",
    )


def _posted(row: Gift) -> dt.date:
    return (row.posted_at or row.recorded_at).astimezone().date()


def _given(row: Gift) -> Given:
    donor = row.donor.holder or row.donor
    names = {donor.payer, donor.public_name}
    for hand in row.hands.all():
        names |= {hand.giver, hand.taker}
    return Given(
        row.pk, donor.payer, frozenset(names), row.amount_fen, row.starts, row.ends, row.words,
        row.bill_id is not None, row.is_bill_due, _posted(row),
    )  # fmt: skip


def _awaited(looking: Looking) -> list[Awaited]:
    wishes = Wish.objects.filter(
        state="published", held__lt=F("quantity"), published_at__isnull=False
    )
    claims = Claim.objects.filter(state__in=UNDER_WAY)
    if looking.subjects is not None:
        wishes = wishes.filter(pk__in=looking.subjects)
        claims = claims.filter(wish_id__in=looking.subjects)
    waiting = [
        Awaited(number, None, "published", at.astimezone().date(), due)
        for number, at, due in wishes.values_list("pk", "published_at", "due_on")
        if at is not None
    ]
    claimed = claims.annotate(since=Max("steps__done_at")).order_by("pk")
    return waiting + [
        Awaited(wish, number, state, (since or reserved).astimezone().date(), due)
        for wish, number, state, since, reserved, due in claimed.values_list(
            "wish_id", "pk", "state", "since", "reserved_at", "due_on"
        )
    ]


RULES = (
    Rule("R11", "gift", "捐赠可能重复计数", "a gift may be counted twice", 2, 10, counted_twice,
         ("gift_near_days",)),
    Rule("R12", "gift", "捐赠票据久未到", "a donation bill is long missing", 2, 15, bill_late,
         ("bill_days",)),
    Rule("R20", "wish", "心愿久未认领或送达", "a wish is long unclaimed or undelivered", 2, 10,
         waits_too_long,
         ("wish_unclaimed_days", "wish_undelivered_days", "wish_unconfirmed_days")),
)  # fmt: skip
"""The rules of this package."""
