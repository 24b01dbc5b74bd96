"""Offers on the desk with the wishes that fit them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.giving.commands.offers import OfferDraft, close_offer, keep_offer
from jiedui.giving.queries import offers as reading
from jiedui.giving.vocabulary import CLAIMANTS, NEEDS
from jiedui.kernel.place import name_of
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.fields import Form, FormField, coded, handle
from jiedui.web.desk.giving.listing import Listing, show_listing
from jiedui.web.desk.giving.said import Said
from jiedui.web.desk.giving.words import donors_to_choose
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.giving.queries.offers import Match, OfferView
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "give.number", "number"),
    Column("item", "give.item"),
    Column("quantity", "give.quantity", "number"),
    Column("by", "give.claimed_by"),
    Column("need", "give.need", "word"),
    Column("place", "book.place", "word"),
    Column("state", "give.state", "badge"),
)
MATCH_COLUMNS = (
    Column("wish", "give.number", "number"),
    Column("item", "give.item"),
    Column("alias", "give.alias"),
    Column("place", "book.place", "word"),
    Column("left", "give.left", "number"),
    Column("points", "give.points", "number"),
    Column("why", "give.why"),
)
TONES = ("s3", "s4", "s2", "s5", "s1", "s6")


@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    """List what people offer, the open ones first."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    may = actor_of(request).allows("giving.wish")
    listing = Listing(
        "nav.offers",
        "give.offers_lead",
        "give.offers_empty",
        COLUMNS,
        links=((say("give.new_offer", language), reverse("desk:offer_new")),) if may else (),
    )

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        del order
        page = reading.offers(scope, today=today(), limit=asked.limit, offset=asked.offset)
        return page, reading.offers_count(scope)

    return show_listing(request, listing, rows, row=_row)


def _row(thing: object, language: Language) -> Row:
    one = cast("OfferView", thing)
    href = reverse("desk:offer", args=[one.number])
    tone = ("tell", "wait") if one.is_open else ("mute", "ok")
    state = say("give.offer_open" if one.is_open else "give.offer_closed", language)
    return Row(
        (
            Cell(one.number, str(one.number), href),
            Cell(one.item, one.item, href),
            Cell(one.quantity, f"{one.quantity} {one.unit}"),
            text(one.public_name),
            Cell(one.need, getattr(NEEDS[one.need], language)),
            Cell(one.place, name_of(one.place) if one.place else ""),
            Cell(one.is_open, state, "", *tone),
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
def offer_new(request: HttpRequest) -> HttpResponse:
    """Keep what somebody offers."""
    scope, language = scope_of(request, "giving.wish"), language_of(request)
    known = donors_to_choose(scope, is_optional=True)
    fields = (
        FormField("item", "give.item", is_required=True),
        FormField("need", "give.need", "choice", coded(NEEDS, language)),
        FormField("quantity", "give.quantity", "number", value="1"),
        FormField("unit", "give.unit", value="件"),
        FormField("price", "give.price", hint="give.amount_hint"),
        FormField("public_name", "give.claimed_by", is_required=True),
        FormField("claimant", "give.kind", "choice", coded(CLAIMANTS, language)),
        FormField("donor", "give.donor", "choice", known),
        FormField("place", "book.place", hint="book.place_hint"),
        FormField("until", "give.due", "date"),
    )
    above = ("nav.offers", reverse("desk:offers"))
    form = Form("give.new_offer", "give.offers_lead", fields, above)
    return handle(request, form, lambda: _kept(request))


def _kept(request: HttpRequest) -> str:
    said = Said(request.POST)
    draft = OfferDraft(
        said.text("item"),
        said.text("need"),
        said.text("public_name"),
        claimant=said.text("claimant"),
        place=said.place("place"),
        quantity=said.number("quantity", 1),
        unit=said.text("unit"),
        price_fen=said.fen("price"),
        until=said.day("until"),
        donor=said.number("donor") or None,
    )
    said.close()
    done = keep_offer(draft, actor=actor_of(request), now=now())
    tell(request, "give.done")
    return reverse("desk:offer", args=[done.number])


@require_safe
def offer_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one offer with the wishes that fit it, best first, each with its reasons."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    one = reading.offer(scope, number, today=today())
    found = reading.matches(scope, one, now=now(), today=today())
    legend = tuple(
        (TONES[at], say(f"give.why_{reason.code}", language))
        for at, reason in enumerate(found[0].reasons if found else ())
    )
    content = {
        "offer": one,
        "need": getattr(NEEDS[one.need], language),
        "place": name_of(one.place) if one.place else "",
        "chart": Chart(say("give.fits", language), tuple(_bar(m, language) for m in found), legend),
        "may": actor_of(request).allows("giving.wish") and one.is_open,
    }
    rows = [_match_row(match, language) for match in found]
    crumbs = ((say("nav.offers", language), reverse("desk:offers")),)
    page = Page(
        "desk/giving/offer.html", one.item, content, twin={"offer": one, "matches": found},
        table=Table(MATCH_COLUMNS, rows), crumbs=crumbs,
    )  # fmt: skip
    return show(request, page)


def _bar(match: Match, language: Language) -> Bar:
    parts = tuple(
        Part(one.points, TONES[at], f"{say(f'give.why_{one.code}', language)} {one.points}")
        for at, one in enumerate(match.reasons)
    )
    wish = match.wish
    href = reverse("desk:wish", args=[wish.number])
    return Bar(f"{wish.item} · {name_of(wish.place)}", str(match.points), parts, href=href)


def _match_row(match: Match, language: Language) -> Row:
    wish = match.wish
    why = "、".join(
        f"{say(f'give.why_{one.code}', language)} {one.points}/{one.most}" for one in match.reasons
    )
    href = reverse("desk:wish", args=[wish.number])
    return Row(
        (
            Cell(wish.number, str(wish.number), href),
            Cell(wish.item, wish.item, href),
            text(wish.alias),
            Cell(wish.place, name_of(wish.place)),
            Cell(wish.left, f"{wish.left} {wish.unit}"),
            text(match.points),
            text(why),
        )
    )


@require_POST
def offer_close(request: HttpRequest, number: int) -> HttpResponse:
    """Close an offer."""
    close_offer(number, actor=actor_of(request), now=now())
    tell(request, "give.done")
    return HttpResponseRedirect(reverse("desk:offers"))
