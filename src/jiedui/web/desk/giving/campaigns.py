"""Campaigns on the desk: prepare, open, count, close, settle; the live counter as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.giving.commands import campaigns as running
from jiedui.giving.drafts import CampaignDraft
from jiedui.giving.queries import wishes as reading
from jiedui.giving.vocabulary import CAMPAIGN_KINDS
from jiedui.kernel.period import LATEST
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import refuse
from jiedui.web.amounts import yuan
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import now
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

    from jiedui.giving.queries.wishes import CampaignView
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "give.number", "number"),
    Column("name", "give.name"),
    Column("kind", "give.kind", "word"),
    Column("days", "give.day", "word"),
    Column("done", "give.progress"),
    Column("state", "give.state", "badge"),
)
TALLY_COLUMNS = (
    Column("on", "give.day", "date"),
    Column("source", "give.source"),
    Column("count", "give.quantity", "number"),
)
TONES = {
    "draft": ("warn", "wait"),
    "open": ("ok", "ok"),
    "closed": ("mute", "lock"),
    "settled": ("tell", "ok"),
    "reported": ("mute", "tell"),
}


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    """List the campaigns, the newest first."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    may = actor_of(request).allows("giving.campaign")
    listing = Listing(
        "nav.campaigns",
        "give.campaigns_lead",
        "give.campaigns_empty",
        COLUMNS,
        links=((say("give.new_campaign", language), reverse("desk:campaign_new")),) if may else (),
    )

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        del order
        found = reading.campaigns(scope)
        return found[asked.offset : asked.offset + asked.limit], len(found)

    return show_listing(request, listing, rows, row=_row)


def _row(thing: object, language: Language) -> Row:
    one = cast("CampaignView", thing)
    tone, icon = TONES[one.state]
    href = reverse("desk:campaign", args=[one.number])
    return Row(
        (
            Cell(one.number, str(one.number), href),
            Cell(one.name, one.name, href),
            Cell(one.kind, getattr(CAMPAIGN_KINDS[one.kind], language)),
            Cell(f"{one.starts}/{one.ends}", _days(one, language)),
            Cell(one.counted or one.granted, _progress(one, language)),
            Cell(one.state, say(f"give.campaign_{one.state}", language), "", tone, icon),
        )
    )


def _days(one: CampaignView, language: Language) -> str:
    """Return the days of a campaign no finer than they are known."""
    if one.ends == LATEST:
        return say("give.not_stated", language)
    is_year = (one.starts.month, one.starts.day, one.ends.month, one.ends.day) == (1, 1, 12, 31)
    if one.state == "reported" and is_year and one.starts.year == one.ends.year:
        return str(one.starts.year)
    return f"{one.starts} – {one.ends}"


def _terms(one: CampaignView, amount: int | None, language: Language) -> str:
    """Return a term of matched giving; that of a reported campaign may be not stated."""
    if amount:
        return yuan(amount, language)
    return say("give.not_stated", language) if one.state == "reported" else ""


def _progress(one: CampaignView, language: Language) -> str:
    if one.state == "reported" and not one.counted:
        return say("give.not_stated", language)
    if one.kind == "matched":
        return say(
            "give.matched_progress", language, counted=f"{one.counted:,}",
            promised=yuan(one.promised_fen, language),
        )  # fmt: skip
    return say(
        "give.needs_progress", language, pieces=one.pieces, held=one.held, granted=one.granted
    )


@require_safe
def campaign_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one campaign with its counter and what may be done next."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    actor = actor_of(request)
    one = reading.campaign(scope, number)
    tone, icon = TONES[one.state]
    tallies = reading.tallies(number)
    content = {
        "campaign": one,
        "kind": getattr(CAMPAIGN_KINDS[one.kind], language),
        "place": name_of(one.recipient) if one.recipient else "",
        "progress": _progress(one, language),
        "days": _days(one, language),
        "unit": _terms(one, one.unit_gift_fen, language),
        "cap": _terms(one, one.cap_fen, language),
        "chart": _chart(one, tallies, language),
        "state": Cell(one.state, say(f"give.campaign_{one.state}", language), "", tone, icon),
        "may_open": one.state == "draft"
        and actor.allows("giving.open")
        and one.recorded_by != actor.username,
        "may_run": one.state == "open" and actor.allows("giving.campaign"),
        "may_settle": actor.allows("giving.record")
        and (one.state == "closed" if one.kind == "matched" else one.unsettled > 0),
    }
    rows = [Row((text(str(on)), text(source), text(count))) for on, source, count in tallies]
    crumbs = ((say("nav.campaigns", language), reverse("desk:campaigns")),)
    page = Page(
        "desk/giving/campaign.html", one.name, content, twin={"campaign": one, "tallies": tallies},
        table=Table(TALLY_COLUMNS, rows), crumbs=crumbs,
    )  # fmt: skip
    return show(request, page)


def _chart(
    one: CampaignView, tallies: Sequence[tuple[object, str, int]], language: Language
) -> Chart:
    if one.kind == "matched":
        bars = tuple(
            Bar(f"{on} {source}", f"{count:,}", (Part(count, "s2", f"{count:,}"),))
            for on, source, count in tallies
        )
        return Chart(say("give.counted_by_day", language), bars)
    parts = (
        ("wish.granted", one.granted, "s4"),
        ("wish.held", max(one.held - one.granted, 0), "s2"),
        ("wish.waiting", one.pieces - one.held, "s1"),
    )
    bars = tuple(
        Bar(say(code, language), str(count), (Part(count, tone, str(count)),))
        for code, count, tone in parts
    )
    return Chart(say("give.progress", language), bars)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    """Prepare a campaign; a second person opens it."""
    scope, language = scope_of(request, "giving.campaign"), language_of(request)
    known = donors_to_choose(scope, is_optional=True)
    fields = (
        FormField("kind", "give.kind", "choice", coded(CAMPAIGN_KINDS, language), value="needs"),
        FormField("name", "give.name", is_required=True),
        FormField("lead", "give.lead", "lines"),
        FormField("starts", "give.starts", "date", is_required=True),
        FormField("ends", "give.ends", "date", is_required=True),
        FormField("host", "give.host", hint="give.host_hint"),
        FormField("host_permit", "give.host_permit"),
        FormField("host_code", "give.credit_code"),
        FormField("members", "give.members_only", "check"),
        FormField("hours", "give.hold_hours", "number", value="72"),
        FormField("place", "book.place", hint="book.place_hint"),
        FormField("sponsor", "give.sponsor", "choice", known),
        FormField("unit_gift", "give.unit_gift", hint="give.matched_hint"),
        FormField("cap", "give.cap"),
        FormField("fund", "give.fund"),
        FormField("purpose", "give.purpose"),
    )
    above = ("nav.campaigns", reverse("desk:campaigns"))
    form = Form("give.new_campaign", "give.new_campaign_lead", fields, above)
    return handle(request, form, lambda: _prepared(request))


def _prepared(request: HttpRequest) -> str:
    said = Said(request.POST)
    draft = CampaignDraft(
        said.text("kind"),
        said.text("name"),
        said.on("starts"),
        said.on("ends"),
        lead=said.text("lead"),
        sponsor=said.number("sponsor") or None,
        unit_gift_fen=said.fen("unit_gift"),
        cap_fen=said.fen("cap"),
        fund=said.text("fund"),
        purpose=said.text("purpose"),
        recipient=said.place("place"),
        host=said.text("host"),
        host_code=said.text("host_code"),
        host_permit=said.text("host_permit"),
        is_members_only=bool(said.text("members")),
        hold_hours=said.number("hours", 72),
    )
    said.close()
    done = running.prepare_campaign(draft, actor=actor_of(request), now=now())
    tell(request, "give.done")
    return reverse("desk:campaign", args=[done.number])


@require_POST
def campaign_do(request: HttpRequest, number: int) -> HttpResponse:
    """Open, count, close or settle a campaign."""
    said, actor, at = Said(request.POST), actor_of(request), now()
    action, on = said.text("action"), said.on()
    said.close()
    if action == "open":
        running.open_campaign(number, actor=actor, now=at)
    elif action == "count":
        running.count_wishes(
            number, on=on, count=said.number("count"), source=said.text("source"), actor=actor,
            now=at,
        )  # fmt: skip
    elif action == "close":
        running.close_campaign(number, actor=actor, now=at)
    elif action == "settle":
        running.settle_campaign(number, on=on, document=said.text("document"), actor=actor, now=at)
    elif action == "settle_claims":
        running.settle_claims(number, actor=actor, now=at)
    else:
        raise refuse("STEP_UNKNOWN", found=action, expected="open, count, close, settle")
    tell(request, "give.done")
    return HttpResponseRedirect(reverse("desk:campaign", args=[number]))
