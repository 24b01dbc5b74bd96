"""Rows of a donation ledger (捐赠台账): one gift each, with its value where stated.

Whether a gift is inside a stated total is settled in `placing`. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, credited
from jiedui.books.payers import payer_key
from jiedui.exchange.drafting.fields import (
    Stamp,
    amount_of,
    day_in,
    owner_of,
    period_of,
    recipient_of,
)
from jiedui.kernel import place
from jiedui.kernel.quantity import NOT_STATED, said

if TYPE_CHECKING:
    from jiedui.books.entry import LineDraft
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted

GOODS_WORDS = ("物资", "实物", "物品", "设备", "物")
SERVICE_WORDS = ("服务", "宣传", "推介", "劳务")


def draft(case: Case) -> Drafted:
    """Return the entry of a gift: that it was given, its value; a service has no money."""
    recipient = _recipient(case)
    owner = owner_of(case, recipient)
    dims = Dims(
        recipient=recipient,
        payer=payer_key(case.text("donor"), within=owner),
        owner=owner,
        source="SOCIAL_DONATION",
    )
    stamp = Stamp(case, day_in(case, "donation_date") or period_of(case), dims)
    lines = [*_value_lines(stamp), stamp.line("Count:Gifts", said(1), "donor")]
    return [stamp.entry("gift", _words(case, recipient), lines)], []


def _recipient(case: Case) -> str | None:
    """Return the most exact place named: the receiving unit's, where it lies in the county told."""
    told = recipient_of(case)
    unit = place.leading(case.text("recipient"), within=told)
    if not unit or (told is not None and not place.covers(told, unit[0].key)):
        return told
    return unit[0].key if told is None or unit[0].level is place.Level.TOWN else told


def _value_lines(stamp: Stamp) -> list[LineDraft]:
    """Return both sides of the gift's value: goods apart from cash, open when not stated."""
    amount = amount_of(stamp.case, "amount_fen")
    kind = stamp.case.text("gift_kind")
    if amount is None or amount.stated is None:
        if any(word in kind for word in SERVICE_WORDS):
            return []
        amount = NOT_STATED
    is_goods = any(word in kind for word in GOODS_WORDS)
    given = stamp.line("Place:Goods" if is_goods else "Place:Contributed", amount, "amount_fen")
    return [given, credited(given, "Source:Gift")]


def _words(case: Case, recipient: str | None) -> str:
    what = "、".join(part for part in (case.text("purpose"), case.text("goods")) if part)
    kind = f"({case.text('gift_kind')})" if case.text("gift_kind") else ""
    receiver = case.text("recipient") or (place.name_of(recipient) if recipient else "")
    whom = f"向{receiver}" if receiver else ""
    return f"{case.text('donor')}{whom}捐赠{kind}" + (f":{what}" if what else "")
