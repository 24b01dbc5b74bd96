"""A campaign that was only reported, and the gift it became: found by sponsor, place and fund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from jiedui.giving.models import Campaign, Gift
from jiedui.kernel.place import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORTED = "reported"
"""State of a campaign that others ran: what was not stated of it stays not stated."""


def link_reported() -> int:
    """Give each reported campaign without a gift the one gift that is surely its; return how many.

    The gift stands in the book, comes from the campaign's sponsor, goes to its place and names its
    fund; where several would fit, none is taken.
    """
    count = 0
    waiting = Campaign.objects.filter(state=REPORTED, gift=None, sponsor__isnull=False)
    for row in waiting:
        found = _fitting(row)
        if len(found) == 1:
            Campaign.objects.filter(pk=row.pk).update(gift=found[0])
            count += 1
    return count


def _fitting(row: Campaign) -> Sequence[Gift]:
    mine = Q(donor=row.sponsor_id) | Q(donor__holder=row.sponsor_id)
    gifts = Gift.objects.filter(mine, entry__isnull=False, campaign=None)
    if row.recipient:
        gifts = gifts.filter(recipient__startswith=row.recipient)
    fund = normal(row.fund)
    return [
        one
        for one in gifts.order_by("pk")
        if not fund or fund in normal(f"{one.words}{one.purpose}{one.recipient_name}")
    ]
