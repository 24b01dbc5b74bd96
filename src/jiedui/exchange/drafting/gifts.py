"""Rows of a donation ledger (捐赠台账): one gift each, with its money or goods where they were stated.

Whether a gift is inside a stated total is settled in `placing`. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, LineDraft, credited, line
from jiedui.exchange.drafting.fields import (
    amount_of,
    count_line,
    day_in,
    entry_of,
    owner_of,
    period_of,
    place_key,
    recipient_of,
)
from jiedui.kernel import place
from jiedui.kernel.quantity import NOT_STATED, said

if TYPE_CHECKING:
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.kernel.period import Period

GOODS_WORDS = ("物资", "实物", "物品", "设备", "物")
SERVICE_WORDS = ("服务", "宣传", "推介", "劳务")


def draft(case: Case) -> Drafted:
    """Return the entry of a gift: that it was given, and its amount; a service counts without money."""
    recipient = _recipient(case)
    period = day_in(case, "donation_date") or period_of(case)
    owner = owner_of(case, recipient)
    dims = Dims(recipient=recipient, payer=payer_key(case, owner), owner=owner, source="SOCIAL_DONATION")
    lines = [*_value_lines(case, period, dims), count_line(case, "Count:Gifts", said(1), period, dims, name="donor")]
    return [entry_of(case, "gift", _words(case), period, lines)], []


def _recipient(case: Case) -> str | None:
    """Return the most exact place the row names: that of the receiving unit, where it lies in the county told."""
    told = recipient_of(case)
    unit = place.leading(case.text("recipient"), within=told)
    if not unit or (told is not None and not place.covers(told, unit[0].key)):
        return told
    return unit[0].key if told is None or unit[0].level is place.Level.TOWN else told


def payer_key(case: Case, owner: str | None) -> str | None:
    """Return who gives: a place's key where the donor is a place of the donor side, else its name."""
    donor = place.normal(case.text("donor"))
    if not donor:
        return None
    return (place_key(donor, within=owner) if owner else None) or donor


def _value_lines(case: Case, period: Period, dims: Dims) -> list[LineDraft]:
    """Return both sides of the gift's value: goods and cash apart, an amount not stated kept open."""
    amount = amount_of(case, "amount_fen")
    kind = case.text("gift_kind")
    if amount is None or amount.stated is None:
        if any(word in kind for word in SERVICE_WORDS):
            return []
        amount = NOT_STATED
    account = "Place:Goods" if any(word in kind for word in GOODS_WORDS) else "Place:Contributed"
    given = line(account, "fen", amount, period, dims, cell=case.cell("amount_fen"))
    return [given, credited(given, "Source:Gift")]


def _words(case: Case) -> str:
    what = "、".join(part for part in (case.text("purpose"), case.text("goods")) if part)
    kind = f"({case.text('gift_kind')})" if case.text("gift_kind") else ""
    return f"{case.text('donor')}向{case.text('recipient')}捐赠{kind}" + (f":{what}" if what else "")
