"""What the house rules of giving look at, and what they find, within a scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Max

from jiedui.giving.finding import within
from jiedui.giving.models import Claim, Gift, Wish
from jiedui.giving.rules import Awaited, Given, Limits, bill_missing, twice_counted, wish_waits

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Scope
    from jiedui.giving.rules import Found

UNDER_WAY = ("claimed", "purchased", "at_station", "delivered", "disputed")


def findings(scope: Scope, *, today: dt.date, limits: Limits | None = None) -> list[Found]:
    """Return what R11, R12 and R20 find, the longest waiting first."""
    told = limits or Limits()
    gifts = _gifts(scope)
    found = [
        *twice_counted(gifts, told),
        *bill_missing(gifts, told, today),
        *wish_waits(_awaited(scope), told, today),
    ]
    return sorted(found, key=lambda one: (-one.days, one.rule, one.numbers))


def _gifts(scope: Scope) -> list[Given]:
    rows = within(Gift.objects.filter(entry__isnull=False), scope, "recipient")
    rows = rows.select_related("donor", "donor__holder").prefetch_related("hands")
    return [_given(row) for row in rows.order_by("pk")]


def _given(row: Gift) -> Given:
    donor = row.donor.holder or row.donor
    names = {donor.payer, donor.public_name}
    for hand in row.hands.all():
        names |= {hand.giver, hand.taker}
    posted = row.posted_at or row.recorded_at
    return Given(
        row.pk, donor.payer, frozenset(names), row.amount_fen, row.starts, row.ends, row.words,
        row.bill_id is not None, row.is_bill_due, posted.astimezone().date(),
    )  # fmt: skip


def _awaited(scope: Scope) -> list[Awaited]:
    wishes = within(Wish.objects.filter(state="published"), scope, "place")
    open_ones = wishes.filter(held__lt=F("quantity"), published_at__isnull=False)
    waiting = [
        Awaited(number, None, "published", at.astimezone().date(), due)
        for number, at, due in open_ones.values_list("pk", "published_at", "due_on")
        if at is not None
    ]
    claims = Claim.objects.filter(state__in=UNDER_WAY).annotate(since=Max("steps__done_at"))
    if not scope.is_everywhere:
        claims = claims.filter(wish_id__in=within(Wish.objects.all(), scope, "place").values("pk"))
    return waiting + [
        Awaited(wish, number, state, (since or reserved).astimezone().date(), due)
        for wish, number, state, since, reserved, due in claims.values_list(
            "wish_id", "pk", "state", "since", "reserved_at", "due_on"
        )
    ]
