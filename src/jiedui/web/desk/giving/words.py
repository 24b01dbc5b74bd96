"""Cells and badges that several pages of giving share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from jiedui.giving.queries.donors import donors
from jiedui.giving.vocabulary import GIFT_KINDS, GIFT_STATES
from jiedui.kernel.place import name_of
from jiedui.web.amounts import money
from jiedui.web.desk.shown import period_words
from jiedui.web.tables import Cell, Choice, Column, Row
from jiedui.web.wording import say

if TYPE_CHECKING:
    from jiedui.access.scope import Scope
    from jiedui.giving.queries.gifts import GiftSummary
    from jiedui.web.wording import Language

_DONORS_MAX = 1_000
"""So many donors are offered to choose from, the newest first."""

GIFT_COLUMNS = (
    Column("number", "give.number", "number"),
    Column("day", "give.day", "date"),
    Column("donor", "give.donor"),
    Column("words", "give.what"),
    Column("kind", "give.kind", "word"),
    Column("amount", "give.amount", "number"),
    Column("recipient", "give.recipient"),
    Column("state", "give.state", "badge"),
    Column("entry", "give.entry", "number"),
    Column("bill", "give.bill", "badge"),
)
STATE_TONES = {
    "announced": ("warn", "wait"),
    "received": ("tell", "tell"),
    "inspected": ("tell", "tell"),
    "stored": ("tell", "tell"),
    "sent": ("tell", "up"),
    "delivered": ("ok", "ok"),
    "withdrawn": ("mute", "bad"),
}


def gift_row(one: GiftSummary, language: Language) -> Row:
    """Return the row of a gift."""
    href = reverse("desk:gift", args=[one.number])
    tone, icon = STATE_TONES[one.state]
    days = str(one.ends) if one.starts == one.ends else f"{one.starts}/{one.ends}"
    entry = reverse("desk:entry", args=[one.entry]) if one.entry else ""
    return Row(
        (
            Cell(one.number, str(one.number), href),
            Cell(days, period_words(one.starts, one.ends, language)),
            Cell(one.donor_name, one.donor_name, reverse("desk:donor", args=[one.donor])),
            Cell(one.words, one.words, href),
            Cell(one.kind, getattr(GIFT_KINDS[one.kind], language)),
            Cell(_yuan(one), money(one.amount, language)),
            Cell(one.recipient, f"{one.recipient_name}{_in(one.recipient, one.recipient_name)}"),
            Cell(one.state, getattr(GIFT_STATES[one.state], language), "", tone, icon),
            Cell(one.entry, str(one.entry or ""), entry),
            bill_cell(one, language),
        ),
        tone="struck" if one.state == "withdrawn" else "",
    )


def _yuan(one: GiftSummary) -> str:
    stated = one.amount.stated if one.amount is not None else None
    return "" if stated is None else f"{stated // 100}.{stated % 100:02d}"


def _in(key: str, name: str) -> str:
    place = name_of(key) if key else ""
    return f" ({place})" if place and place not in name else ""


def bill_cell(one: GiftSummary, language: Language) -> Cell:
    """Return the cell of a gift's bill: its number, missing, or none due."""
    if one.bill:
        return Cell(one.bill, one.bill)
    if one.entry is None or not one.is_bill_due:
        return Cell("", "")
    return Cell("missing", say("give.bill_missing", language), "", "warn", "warn")


def donors_to_choose(scope: Scope, *, is_optional: bool = False) -> tuple[Choice, ...]:
    """Return the donors as choices, by name with the number that tells namesakes apart.

    Args:
        scope: Whose gifts may be seen.
        is_optional: Whether none of them may be chosen.
    """
    none = (Choice("", "—"),) if is_optional else ()
    found = donors(scope, limit=_DONORS_MAX)
    return (*none, *(Choice(str(one.number), f"{one.name} ({one.number})") for one in found))
