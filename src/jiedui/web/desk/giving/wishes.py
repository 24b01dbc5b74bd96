"""Wishes and claims on the desk: collect, review, substitute, and carry claims on in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.giving.commands import claims as claiming
from jiedui.giving.commands import wishes as wishing
from jiedui.giving.drafts import WishDraft
from jiedui.giving.queries import wishes as reading
from jiedui.giving.vocabulary import CLAIMANTS, NEEDS
from jiedui.giving.wishing import CLAIM_STATES, STEPS, WISH_STATES, next_steps
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import refuse
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.fields import Form, FormField, coded, handle
from jiedui.web.desk.giving.listing import Bulk, Listing, show_listing
from jiedui.web.desk.giving.said import Said
from jiedui.web.desk.giving.words import donors_to_choose
from jiedui.web.desk.picking import picked
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, moment, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.giving.queries.wishes import ClaimView, WishSummary
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "give.number", "number"),
    Column("item", "give.item"),
    Column("alias", "give.alias"),
    Column("place", "book.place", "word"),
    Column("need", "give.need", "word"),
    Column("campaign", "give.campaign"),
    Column("left", "give.left", "number"),
    Column("state", "give.state", "badge"),
    Column("station", "give.station"),
)
CLAIM_COLUMNS = (
    Column("number", "give.number", "number"),
    Column("item", "give.item"),
    Column("quantity", "give.quantity", "number"),
    Column("place", "book.place", "word"),
    Column("by", "give.claimed_by"),
    Column("state", "give.state", "badge"),
    Column("until", "give.until", "date"),
    Column("station", "give.station"),
    Column("gift", "give.gift", "number"),
)
TONES = {
    "draft": ("warn", "wait"), "published": ("tell", "tell"), "closed": ("ok", "ok"),
    "withdrawn": ("mute", "bad"), "reserved": ("warn", "wait"), "claimed": ("tell", "tell"),
    "purchased": ("tell", "tell"), "at_station": ("tell", "tell"), "delivered": ("tell", "up"),
    "confirmed": ("ok", "ok"), "thanked": ("ok", "heart"), "disputed": ("bad", "bad"),
    "released": ("mute", "bad"), "expired": ("mute", "bad"),
}  # fmt: skip
ORDERS = (
    ("newest", "give.newest"),
    ("oldest", "give.oldest"),
    ("place", "give.by_place"),
    ("item", "give.by_item"),
)
BULK_STEPS = ("claim", "purchase", "gather", "deliver", "confirm", "thank", "release", "dispute")


@require_safe
def wish_list(request: HttpRequest) -> HttpResponse:
    """List wishes: filters, order, paging; review or substitute what is picked."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    actor = actor_of(request)
    campaigns = tuple(
        Choice(str(one.number), one.name) for one in reading.campaigns(scope) if one.kind == "needs"
    )
    listing = Listing(
        "nav.wishes",
        "give.wishes_lead",
        "give.wishes_empty",
        COLUMNS,
        (
            Filter("words", "give.words"),
            Filter("campaign", "give.campaign", "choice", campaigns),
            Filter("state", "give.state", "choice", coded(WISH_STATES, language)),
            Filter("need", "give.need", "choice", coded(NEEDS, language)),
            Filter("place", "book.place", hint="book.place_hint"),
        ),
        ORDERS,
        (
            (say("give.new_wish", language), reverse("desk:wish_new")),
            (say("nav.claims", language), reverse("desk:wish_claims")),
            (say("give.substitute", language), reverse("desk:wish_substitute")),
        )
        if actor.allows("giving.wish")
        else (),
        Bulk(reverse("desk:wishes_review"), (("review", say("give.review", language)),))
        if actor.allows("giving.review")
        else None,
    )

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        question = _question(asked)
        page = reading.wishes(
            scope, question, now=now(), order=order, limit=asked.limit, offset=asked.offset
        )
        return page, reading.count_wishes(scope, question)

    return show_listing(request, listing, rows, row=_row)


def _question(asked: Asked) -> reading.WishFilter:
    said = Said({"place": asked.get("place") or "", "campaign": asked.get("campaign") or ""})
    found = reading.WishFilter(
        campaign=said.number("campaign") or None,
        state=asked.get("state") or "",
        need=asked.get("need") or "",
        place=said.place("place"),
        words=asked.get("words") or "",
    )
    said.close()
    return found


def _row(thing: object, language: Language) -> Row:
    one = cast("WishSummary", thing)
    href = reverse("desk:wish", args=[one.number])
    tone, icon = TONES[one.state]
    return Row(
        (
            Cell(one.number, str(one.number), href),
            Cell(one.item, one.item, href),
            text(one.alias),
            Cell(one.place, name_of(one.place)),
            Cell(one.need, getattr(NEEDS[one.need], language)),
            Cell(one.campaign, one.campaign_name, reverse("desk:campaign", args=[one.campaign])),
            Cell(one.left, f"{one.left} / {one.quantity} {one.unit}"),
            Cell(one.state, getattr(WISH_STATES[one.state], language), "", tone, icon),
            text(one.station),
        )
    )


@require_POST
def wishes_review(request: HttpRequest) -> HttpResponse:
    """Review and publish the wishes picked, as a second person; all of them or none."""
    numbers = picked(request)
    done = wishing.review_wishes(numbers, actor=actor_of(request), now=now())
    tell(request, "give.reviewed_now", count=done.count)
    return HttpResponseRedirect(reverse("desk:wishes"))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def wish_new(request: HttpRequest) -> HttpResponse:
    """Collect a wish; who receives it is sealed."""
    scope, language = scope_of(request, "giving.wish"), language_of(request)
    campaigns = tuple(
        Choice(str(one.number), one.name)
        for one in reading.campaigns(scope)
        if one.kind == "needs" and one.state in ("draft", "open")
    )
    fields = (
        FormField("campaign", "give.campaign", "choice", campaigns, is_required=True),
        FormField("item", "give.item", is_required=True),
        FormField("alias", "give.alias", is_required=True, hint="give.alias_hint"),
        FormField("words", "give.wish_words", "lines", hint="give.public_hint"),
        FormField("need", "give.need", "choice", coded(NEEDS, language)),
        FormField("place", "book.place", is_required=True, hint="book.place_hint"),
        FormField("quantity", "give.quantity", "number", value="1"),
        FormField("unit", "give.unit", value="件"),
        FormField("price", "give.price", hint="give.amount_hint"),
        FormField("due_on", "give.due", "date"),
        FormField("receiver", "give.receiver", is_required=True, hint="give.sealed_hint"),
        FormField("contact", "give.contact", hint="give.sealed_hint"),
    )
    form = Form(
        "give.new_wish", "give.new_wish_lead", fields, ("nav.wishes", reverse("desk:wishes"))
    )
    return handle(request, form, lambda: _collected(request))


def _collected(request: HttpRequest) -> str:
    said = Said(request.POST)
    draft = WishDraft(
        said.text("item"),
        said.text("alias"),
        said.text("need"),
        said.place("place"),
        said.text("receiver"),
        contact=said.text("contact"),
        words=said.text("words"),
        quantity=said.number("quantity", 1),
        unit=said.text("unit"),
        price_fen=said.fen("price"),
        due_on=said.day("due_on"),
    )
    said.close()
    number = said.number("campaign")
    done = wishing.collect_wish(number, draft, actor=actor_of(request), now=now())
    tell(request, "give.collected", number=done.number)
    return reverse("desk:wish", args=[done.number])


@require_http_methods(["GET", "HEAD", "POST"])
def wish_substitute(request: HttpRequest) -> HttpResponse:
    """Put one thing for another in all wishes of a campaign."""
    scope = scope_of(request, "giving.review")
    campaigns = tuple(
        Choice(str(one.number), one.name)
        for one in reading.campaigns(scope)
        if one.kind == "needs" and one.state in ("draft", "open")
    )
    fields = (
        FormField("campaign", "give.campaign", "choice", campaigns, is_required=True),
        FormField("item", "give.item", is_required=True),
        FormField("instead", "give.instead", is_required=True),
        FormField("price", "give.price"),
        FormField("reason", "give.note", is_required=True),
    )
    above = ("nav.wishes", reverse("desk:wishes"))
    form = Form("give.substitute", "give.substitute_lead", fields, above)
    return handle(request, form, lambda: _substituted(request))


def _substituted(request: HttpRequest) -> str:
    said = Said(request.POST)
    price = said.fen("price")
    said.close()
    done = wishing.substitute_wishes(
        said.number("campaign"), item=said.text("item"), instead=said.text("instead"),
        reason=said.text("reason"), price_fen=price, actor=actor_of(request), now=now(),
    )  # fmt: skip
    tell(request, "give.substituted", count=done.count)
    return reverse("desk:wishes")


@require_safe
def wish_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one wish with its claims and its history."""
    return _wish(request, number)


def _wish(request: HttpRequest, number: int, **more: object) -> HttpResponse:
    scope, language = scope_of(request, "giving.read"), language_of(request)
    actor = actor_of(request)
    found = reading.wish(scope, number, now=now())
    one = found.summary
    tone, icon = TONES[one.state]
    content = {
        "wish": one,
        "place": name_of(one.place),
        "need": getattr(NEEDS[one.need], language),
        "state": Cell(one.state, getattr(WISH_STATES[one.state], language), "", tone, icon),
        "steps": [(step, getattr(STEPS[step.step], language)) for step in found.steps],
        "claimants": coded(CLAIMANTS, language),
        "donors": donors_to_choose(scope, is_optional=True),
        "off_steps": [
            (code, getattr(STEPS[code], language))
            for code in next_steps("wish", one.state)
            if code in ("return", "withdraw", "close")
        ],
        "may_review": actor.allows("giving.review")
        and one.state == "draft"
        and one.collected_by != actor.username,
        "may_off": actor.allows("giving.review"),
        "may_wish": actor.allows("giving.wish"),
        "may_see": actor.allows("giving.contact"),
        **more,
    }
    rows = [claim_row(claim, language) for claim in found.claims]
    crumbs = ((say("nav.wishes", language), reverse("desk:wishes")),)
    table = Table(CLAIM_COLUMNS, rows)
    page = Page("desk/giving/wish.html", one.item, content, twin=found, table=table, crumbs=crumbs)
    return show(request, page)


def claim_row(thing: object, language: Language) -> Row:
    """Return the row of a claim."""
    one = cast("ClaimView", thing)
    tone, icon = TONES[one.state]
    gift = reverse("desk:gift", args=[one.gift]) if one.gift else ""
    until = moment(one.expires_at) if one.state == "reserved" else text(one.due_on)
    return Row(
        (
            Cell(one.number, str(one.number)),
            Cell(one.item, one.item, reverse("desk:wish", args=[one.wish])),
            Cell(one.quantity, f"{one.quantity} {one.unit}"),
            Cell(one.place, name_of(one.place)),
            Cell(
                one.public_name, f"{one.public_name} ({getattr(CLAIMANTS[one.claimant], language)})"
            ),
            Cell(one.state, getattr(CLAIM_STATES[one.state], language), "", tone, icon),
            until,
            text(one.station),
            Cell(one.gift, str(one.gift or ""), gift),
        )
    )


@never_cache
@require_POST
def wish_do(request: HttpRequest, number: int) -> HttpResponse:
    """Do one thing with a wish: review, take off, reserve for somebody, see who receives."""
    said, actor, at = Said(request.POST), actor_of(request), now()
    action = said.text("action")
    if action == "receiver":
        shown = wishing.read_receiver(number, actor=actor, now=at)
        return _wish(request, number, receiver=shown)
    if action == "review":
        wishing.review_wishes([number], actor=actor, now=at)
    elif action == "reserve":
        opened = claiming.reserve_for(
            number, claimant=said.text("claimant"), public_name=said.text("public_name"),
            contact=said.text("contact"), quantity=said.number("quantity", 1),
            donor=said.number("donor") or None, actor=actor, now=at,
        )  # fmt: skip
        address = request.build_absolute_uri(reverse("portal:held", args=[opened.token]))
        return _wish(request, number, address=address)
    elif action in ("return", "withdraw", "close"):
        wishing.take_wish_off(number, step=action, reason=said.text("note"), actor=actor, now=at)
    else:
        raise refuse("STEP_UNKNOWN", found=action, expected="review, reserve, withdraw, close")
    tell(request, "give.done")
    return HttpResponseRedirect(reverse("desk:wish", args=[number]))


@require_safe
def wish_claims(request: HttpRequest) -> HttpResponse:
    """List claims that are to be carried on, the oldest first; picked ones go on together."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    open_states = [code for code in CLAIM_STATES if next_steps("claim", code)]
    states = {code: CLAIM_STATES[code] for code in open_states}
    listing = Listing(
        "nav.claims",
        "give.claims_lead",
        "give.claims_empty",
        CLAIM_COLUMNS,
        (Filter("state", "give.state", "choice", coded(states, language)),),
        bulk=Bulk(
            reverse("desk:claims_step"),
            tuple((code, getattr(STEPS[code], language)) for code in BULK_STEPS),
            (("words", "give.note"), ("station", "give.station")),
            (("donor", "give.donor", donors_to_choose(scope, is_optional=True)),),
        )
        if actor_of(request).allows("giving.wish")
        else None,
    )

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        del order
        wanted = [asked.get("state") or ""] if asked.get("state") else open_states
        page = reading.claims(
            scope, states=wanted, now=now(), limit=asked.limit + 1, offset=asked.offset
        )
        shown = page[: asked.limit]
        return shown, asked.offset + len(page)

    return show_listing(request, listing, rows, row=claim_row)


@require_POST
def claims_step(request: HttpRequest) -> HttpResponse:
    """Carry the claims picked on by one step; all of them or none."""
    said, actor = Said(request.POST), actor_of(request)
    numbers = picked(request)
    due = said.day("due_on")
    said.close()
    if said.number("donor"):
        for number in numbers:
            claiming.name_claimant(number, donor=said.number("donor"), actor=actor, now=now())
    done = claiming.step_claims(
        numbers, said.text("action"), words=said.text("words"), station=said.text("station"),
        due_on=due, actor=actor, now=now(),
    )  # fmt: skip
    tell(request, "give.carried", count=done.count)
    return HttpResponseRedirect(reverse("desk:wish_claims"))


@never_cache
@require_POST
def claim_contact(request: HttpRequest, number: int) -> HttpResponse:
    """Show how to reach whoever holds a claim; the log keeps that it was looked at."""
    shown = claiming.read_contact(number, actor=actor_of(request), now=now())
    wish = request.POST.get("wish", "")
    return _wish(request, int(wish) if wish.isdecimal() else 0, contact=shown, today=today())
