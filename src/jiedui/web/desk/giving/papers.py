"""Pledges, missing bills and the store on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiedui.giving.commands import papers
from jiedui.giving.queries import donors as promising
from jiedui.giving.queries import gifts as reading
from jiedui.web.amounts import yuan
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.fields import Form, FormField, handle
from jiedui.web.desk.giving.listing import Bulk, Listing, show_listing
from jiedui.web.desk.giving.said import Said
from jiedui.web.desk.giving.words import GIFT_COLUMNS, donors_to_choose, gift_row
from jiedui.web.desk.picking import picked
from jiedui.web.tables import Cell, Column, Row, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.giving.queries.donors import PledgeView
    from jiedui.giving.queries.gifts import GiftSummary, Goods
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

PLEDGE_TONES = {
    "open": ("tell", "wait"),
    "partly": ("tell", "wait"),
    "kept": ("ok", "ok"),
    "late": ("bad", "bad"),
    "withdrawn": ("mute", "bad"),
}
PLEDGE_COLUMNS = (
    Column("number", "give.number", "number"),
    Column("donor", "give.donor"),
    Column("words", "give.promised"),
    Column("amount", "give.amount", "number"),
    Column("given", "give.given", "number"),
    Column("due", "give.due", "date"),
    Column("state", "give.state", "badge"),
)
STORE_COLUMNS = (
    Column("gift", "give.number", "number"),
    Column("name", "give.goods_name"),
    Column("in_store", "give.in_store", "number"),
    Column("unit", "give.unit", "word"),
    Column("on_way", "give.on_way", "number"),
    Column("expires_on", "give.expires", "badge"),
)
SOON_DAYS = 60


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_list(request: HttpRequest) -> HttpResponse:
    """List pledges, those due first; take picked ones back."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    actor = actor_of(request)
    if request.method == "POST":
        numbers = picked(request)
        for number in numbers:
            reason = request.POST.get("reason", "")
            papers.withdraw_pledge(number, reason=reason, actor=actor, now=now())
        tell(request, "give.done")
    may = actor.allows("giving.record")
    listing = Listing(
        "nav.pledges",
        "give.pledges_lead",
        "give.pledges_empty",
        PLEDGE_COLUMNS,
        links=((say("give.new_pledge", language), reverse("desk:pledge_new")),) if may else (),
        bulk=Bulk(
            reverse("desk:pledges"),
            (("withdraw", say("give.withdraw", language)),),
            (("reason", "give.note"),),
        )
        if may
        else None,
    )

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        del order
        page = promising.pledges(scope, today=today(), limit=asked.limit, offset=asked.offset)
        return page, promising.pledges_count(scope)

    return show_listing(
        request, listing, rows, row=lambda one, lang: pledge_row(cast("PledgeView", one), lang)
    )


def pledge_row(one: PledgeView, language: Language) -> Row:
    """Return the row of a pledge."""
    tone, icon = PLEDGE_TONES[one.state]
    return Row(
        (
            text(one.number),
            Cell(one.donor, one.donor_name, reverse("desk:donor", args=[one.donor])),
            text(one.words),
            Cell(one.amount_fen, yuan(one.amount_fen, language) if one.amount_fen else ""),
            Cell(one.given_fen, yuan(one.given_fen, language) if one.given_fen else ""),
            Cell(one.due_on, str(one.due_on or "")),
            Cell(one.state, say(f"give.pledge_{one.state}", language), "", tone, icon),
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_new(request: HttpRequest) -> HttpResponse:
    """Record what a donor promises."""
    scope = scope_of(request, "giving.record")
    known = donors_to_choose(scope)
    fields = (
        FormField("donor", "give.donor", "choice", known, is_required=True),
        FormField("words", "give.promised", is_required=True),
        FormField("amount", "give.amount", hint="give.amount_hint"),
        FormField("place", "book.place", hint="book.place_hint"),
        FormField("on", "give.day", "date"),
        FormField("due_on", "give.due", "date"),
    )
    above = ("nav.pledges", reverse("desk:pledges"))
    return handle(request, Form("give.new_pledge", "", fields, above), lambda: _pledged(request))


def _pledged(request: HttpRequest) -> str:
    said = Said(request.POST)
    amount, on, due, place = said.fen("amount"), said.on(), said.day("due_on"), said.place("place")
    said.close()
    papers.record_pledge(
        said.number("donor"), words=said.text("words"), on=on, amount_fen=amount,
        recipient=place, due_on=due, actor=actor_of(request), now=now(),
    )  # fmt: skip
    tell(request, "give.done")
    return reverse("desk:pledges")


@require_safe
def bills_missing(request: HttpRequest) -> HttpResponse:
    """List gifts in the book whose bill is missing, the oldest first."""
    scope = scope_of(request, "giving.read")
    listing = Listing("nav.bills", "give.bills_lead", "give.bills_empty", GIFT_COLUMNS)
    question = reading.GiftFilter(bill="missing")

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        del order
        page = reading.gifts(
            scope, question, order="oldest", limit=asked.limit, offset=asked.offset
        )
        return page, reading.count(scope, question)

    return show_listing(
        request, listing, rows, row=lambda one, lang: gift_row(cast("GiftSummary", one), lang)
    )


@require_safe
def store(request: HttpRequest) -> HttpResponse:
    """List the goods in the store, what expires first at the top."""
    scope = scope_of(request, "giving.read")
    listing = Listing("nav.store", "give.store_lead", "give.store_empty", STORE_COLUMNS)

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        del order
        page = reading.goods_in_store(scope, limit=asked.limit + 1, offset=asked.offset)
        more = len(page) > asked.limit
        return page[: asked.limit], asked.offset + len(page[: asked.limit]) + int(more)

    return show_listing(request, listing, rows, row=_store_row)


def _store_row(thing: object, language: Language) -> Row:
    one = cast("Goods", thing)
    return Row(
        (
            Cell(one.gift, str(one.gift), reverse("desk:gift", args=[one.gift])),
            Cell(one.name, f"{one.name} {one.model}".strip()),
            text(one.in_store),
            text(one.unit),
            Cell(one.on_way, str(one.on_way or "")),
            _expiry(one, language),
        )
    )


def _expiry(one: Goods, language: Language) -> Cell:
    if one.expires_on is None:
        return Cell(None, "")
    days = (one.expires_on - today()).days
    if days < 0:
        return Cell(
            one.expires_on, say("give.expired", language, day=one.expires_on), "", "bad", "bad"
        )
    tone = ("warn", "warn") if days <= SOON_DAYS else ("ok", "ok")
    return Cell(one.expires_on, say("give.days_left", language, days=days), "", *tone)
