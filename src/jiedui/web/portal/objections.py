"""Objections: how one is made, the list of all with their counts, one with its answer; the feed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_http_methods, require_safe

from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Refused
from jiedui.publish import objections as door
from jiedui.publish import queries
from jiedui.web.clock import now, today
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jiedui.kernel.problem import Problem
    from jiedui.publish.objections import ObjectionShown
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "objection.number", "number"),
    Column("publication", "objection.publication", "number"),
    Column("words", "objection.words"),
    Column("received_at", "objection.received_at", "date"),
    Column("due_on", "objection.due_on", "date"),
    Column("outcome", "objection.outcome", "badge"),
)
TONES = {
    "": ("tell", "wait"),
    "upheld": ("ok", "ok"),
    "partly": ("warn", "warn"),
    "rejected": ("mute", "tell"),
}
FEED_SPACE = uuid.UUID("7d1f1d0e-6a0a-5b55-9a0b-2f2f6a1d7c41")
"""The name space of the feed's identifiers; each is made of what it names."""

SHOWN_WORDS = 80


@require_safe
def objection_list(request: HttpRequest) -> HttpResponse:
    """Show every objection with its answer, and how many came to what.

    `publication=N` lists those to one publication.
    """
    language = language_of(request)
    asked = request.GET.get("publication", "")
    only = queries.publication(int(asked)).number if asked.isdecimal() else None
    found = door.objections(today=today(), publication=only)
    counts = door.counts(today=today())
    table = Table(COLUMNS, [row_of(one, language) for one in found])
    content = {"counts": [(say(f"objection.{name}", language), value) for name, value in
                          counts._asdict().items()]}  # fmt: skip
    title = say("objection.all_title", language)
    twin = {"counts": counts, "objections": found}
    crumbs = ((say("portal.home", language), reverse("portal:home")),)
    return show(
        request,
        Page("portal/objections.html", title, content, twin=twin, table=table, crumbs=crumbs),
    )


def row_of(one: ObjectionShown, language: Language) -> Row:
    """Return an objection as a row of the list."""
    words = one.words if len(one.words) <= SHOWN_WORDS else f"{one.words[:SHOWN_WORDS]}…"
    return Row(
        (
            Cell(one.number, str(one.number), reverse("portal:objection", args=[one.number])),
            Cell(
                one.publication,
                str(one.publication),
                reverse("portal:publication", args=[one.publication]),
            ),
            Cell(one.words, words),
            moment(one.received_at),
            text(one.due_on),
            outcome_cell(one, language),
        )
    )


def outcome_cell(one: ObjectionShown, language: Language) -> Cell:
    """Return what an objection came to, as a badge; late ones say so."""
    tone, icon = TONES[one.outcome]
    code = one.outcome or ("overdue" if one.is_late else "waits")
    is_late = one.is_late and not one.outcome
    return Cell(
        one.outcome,
        say(f"objection.{code}", language),
        tone="bad" if is_late else tone,
        icon="bad" if is_late else icon,
    )


@require_safe
def objection(request: HttpRequest, number: int) -> HttpResponse:
    """Show one objection, its deadline and its answer."""
    language = language_of(request)
    found = door.objection(number, today=today())
    issue = queries.publication(found.publication)
    content = {
        "one": found,
        "outcome": outcome_cell(found, language),
        "issue_title": issue.title[language],
        "figure": door.name_of_figure(found.publication, found.key, language),
    }
    crumbs = (
        (say("portal.home", language), reverse("portal:home")),
        (say("objection.all_title", language), reverse("portal:objections")),
    )
    title = say("objection.title", language, number=number)
    return show(request, Page("portal/objection.html", title, content, twin=found, crumbs=crumbs))


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, number: int) -> HttpResponse:
    """Take an objection to a publication, or to one number in it."""
    language = language_of(request)
    issue = queries.publication(number)
    problems: tuple[Problem, ...] = ()
    told = request.POST if request.method == "POST" else request.GET
    key, words = told.get("key", ""), request.POST.get("words", "")
    if request.method == "POST":
        try:
            received = door.object_to(number, key=key, words=words, now=now())
        except Refused as refused:
            problems = refused.problems
            if not {one.code for one in problems} <= door.OF_WORDS:
                raise
        else:
            return HttpResponseRedirect(reverse("portal:objection", args=[received]))
    figure = door.name_of_figure(number, key, language) if key else ""
    content = {
        "problems": problems,
        "written": words,
        "issue": issue,
        "issue_title": issue.title[language],
        "key": key if figure else "",
        "figure": figure,
        "days": door.DAYS,
        "least": door.WORDS_MIN,
        "most": door.WORDS_MAX,
    }
    crumbs = (
        (say("portal.home", language), reverse("portal:home")),
        (issue.title[language], reverse("portal:publication", args=[number])),
    )
    title = say("objection.make", language)
    twin = {"publication": number, "key": content["key"], "days": door.DAYS}
    status = 422 if problems else 200
    page = Page("portal/object.html", title, content, twin=twin, crumbs=crumbs, status=status)
    return show(request, page)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Return the publications as an Atom feed, the newest first."""
    language = language_of(request)
    published = queries.publications()
    owner = published[0].owner if published else ""
    told = Atom1Feed(
        title=say("site.brand", language),
        link=request.build_absolute_uri(reverse("portal:home")),
        description=say("portal.lead", language),
        language=language,
        feed_url=request.build_absolute_uri(),
        feed_guid=_urn(f"feed {owner}"),
        author_name=name_of(owner) if owner else say("site.brand", language),
    )
    changed = {one.number: one.issued_at for one in published}
    for one in published:
        address = request.build_absolute_uri(reverse("portal:publication", args=[one.number]))
        told.add_item(
            title=_feed_title(one, language),
            link=address,
            description=one.reason or one.title[language],
            unique_id=_urn(f"{one.number} {one.digest}"),
            pubdate=one.issued_at,
            updateddate=changed.get(one.replaced_by or 0, one.issued_at),
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    told.write(response, "utf-8")
    return response


def _urn(name: str) -> str:
    """Return a name that stays whatever address the office is read at."""
    return f"urn:uuid:{uuid.uuid5(FEED_SPACE, name)}"


def _feed_title(one: queries.Issue, language: Language) -> str:
    """Return a publication's title; one that restates, or was restated, says so."""
    title = one.title[language]
    if one.replaced_by is not None:
        return say("portal.feed_replaced", language, title=title, number=one.replaced_by)
    if one.replaces is not None:
        return say("portal.feed_restates", language, title=title, number=one.replaces)
    return title
