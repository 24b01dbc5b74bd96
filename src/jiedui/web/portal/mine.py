"""The donor's own page behind an unguessable address: 我的捐赠去了哪里."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiedui.giving import board
from jiedui.kernel.place import name_of
from jiedui.web.amounts import money, yuan
from jiedui.web.charts import Bar, Part
from jiedui.web.pages import Page, show
from jiedui.web.portal.wishes import private
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.giving.donorpage import OwnGift
    from jiedui.web.wording import Language

COLUMNS = (
    Column("on", "mine.on", "date"),
    Column("kind", "mine.kind", "word"),
    Column("words", "mine.given"),
    Column("amount", "mine.amount", "number"),
    Column("recipient_name", "mine.to_whom"),
    Column("state", "mine.state", "word"),
)


@never_cache
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show a donor what became of every gift."""
    language = language_of(request)
    found = board.gifts_of(token)
    content = {
        "page": found,
        "gifts": [_view(one, language) for one in found.gifts],
        "amount": money(found.amount, language) if found.amount.stated else "",
        "used": yuan(found.used_fen, language) if found.used_fen else "",
    }
    table = Table(COLUMNS, [_row(one, language) for one in found.gifts])
    title = say("mine.title", language)
    return private(show(request, Page("portal/mine.html", title, content, twin=found, table=table)))


def _view(one: OwnGift, language: Language) -> dict[str, object]:
    whole = one.amount.stated if one.amount is not None else None
    bar = None
    if whole and one.used_fen:
        parts = (Part(one.used_fen, "s4", yuan(one.used_fen, language)),)
        bar = Bar(say("mine.used", language), yuan(one.used_fen, language), parts)
    left = whole - one.used_fen if whole else 0
    return {
        "gift": one,
        "kind": getattr(board.GIFT_KINDS[one.kind], language),
        "state": getattr(board.GIFT_STATES[one.state], language),
        "amount": money(one.amount, language) if one.amount is not None else "",
        "day": one.ends.isoformat() if one.starts == one.ends else f"{one.starts} – {one.ends}",
        "place": name_of(one.recipient) if one.recipient else "",
        "bar": bar,
        "scale": max(whole or 1, 1),
        "left": yuan(left, language) if left > 0 and one.used_fen else "",
        "goods": [
            (line, [(getattr(board.PILE_WORDS[pile], language), n) for pile, n in line.piles])
            for line in one.goods
        ],
        "uses": [(use, yuan(use.amount_fen, language)) for use in one.uses],
    }


def _row(one: OwnGift, language: Language) -> Row:
    stated = one.amount.stated if one.amount is not None else None
    yuan_text = "" if stated is None else f"{stated // 100}.{stated % 100:02d}"
    return Row(
        (
            Cell(f"{one.starts}/{one.ends}", one.ends.isoformat()),
            Cell(one.kind, getattr(board.GIFT_KINDS[one.kind], language)),
            Cell(one.words, one.words),
            Cell(yuan_text, yuan_text),
            Cell(one.recipient_name, one.recipient_name),
            Cell(one.state, getattr(board.GIFT_STATES[one.state], language)),
        )
    )
