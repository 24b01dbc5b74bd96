"""An office's own templates: starters to take, templates kept, tried and proposed for issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.books.latest import latest_day
from jiedui.forms.issuing import (
    Order,
    keep_template,
    propose_from_template,
    subjects,
    template,
    template_file,
    templates,
    try_template,
)
from jiedui.forms.starters import kind_of, kinds, starter
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import Refused, refuse
from jiedui.papers.render.html import Links, article
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.files import named_response, sent_file
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from jiedui.forms.issuing import Kept, Tried
    from jiedui.kernel.problem import Problem
    from jiedui.web.wording import Language

COLUMNS = (
    Column("name", "papers.name"),
    Column("kind", "papers.kind"),
    Column("kept_by", "papers.kept_by"),
    Column("kept_at", "papers.kept_at", "date"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def template_list(request: HttpRequest) -> HttpResponse:
    """List kept templates and the starters of every kind, and keep another one."""
    scope_of(request, "publish.preview")
    language, actor = language_of(request), actor_of(request)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            name, content = sent_file(request, ".docx")
            kind = request.POST.get("kind", "")
            done = keep_template(kind, name, content, actor=actor, now=now())
        except Refused as refused:
            problems = refused.problems
        else:
            return HttpResponseRedirect(reverse("desk:paper", args=[done.digest]))
    kept = templates()
    shown = {
        "problems": problems,
        "kinds": [(one.code, pick((one.zh, one.en), language)) for one in kinds().values()],
        "may_propose": actor.allows("publish.propose"),
    }
    page = Page(
        "desk/papers.html", say("nav.papers", language), shown, twin=kept,
        table=Table(COLUMNS, [_row(one, language) for one in kept]),
        status=422 if problems else 200,
    )  # fmt: skip
    return show(request, page)


def _row(one: Kept, language: Language) -> Row:
    kind = kind_of(one.kind)
    return Row(
        (
            Cell(one.digest, one.name, reverse("desk:paper", args=[one.digest])),
            Cell(one.kind, pick((kind.zh, kind.en), language)),
            text(one.kept_by),
            moment(one.kept_at),
        )
    )


@require_safe
def paper_starter(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the shipped template of a kind."""
    scope_of(request, "publish.preview")
    found, language = kind_of(kind), language_of(request)
    name = f"{found.zh}模板" if language == "zh" else f"{found.en} (template)"
    return named_response(starter(kind, language), f"{name}.docx", "docx")


@require_safe
def paper_source(request: HttpRequest, digest: str) -> HttpResponse:
    """Return a template as it was kept."""
    scope_of(request, "publish.preview")
    return named_response(template_file(digest), template(digest).name, "docx")


@require_safe
def paper(request: HttpRequest, digest: str) -> HttpResponse:
    """Show a template filled from the book as it is now, or every fault in it."""
    scope = scope_of(request, "publish.preview")
    language, actor = language_of(request), actor_of(request)
    kept = template(digest)
    order = _order(request.GET)
    problems: tuple[Problem, ...] = ()
    tried: Tried | None = None
    choices = subjects(digest, order)
    if not kept.subject or order.subject:
        try:
            tried = try_template(digest, order)
        except Refused as refused:
            problems = refused.problems
    if tried is not None and not scope.sees(tried.written.wanted.owner):
        raise refuse("OUT_OF_SCOPE", found=kept.name, expected="a programme you may see")
    kind = kind_of(kept.kind)
    content = {
        "kept": kept,
        "kind": pick((kind.zh, kind.en), language),
        "order": order,
        "choices": [(one.key, next(iter(one.words.values()))) for one in choices],
        "problems": problems,
        "tried": tried,
        "article": _article(tried) if tried else "",
        "may_propose": actor.allows("publish.propose") and tried is not None,
    }
    crumbs = ((say("nav.papers", language), reverse("desk:papers")),)
    twin = {"template": kept, "figures": tried.written.figures if tried else {}}
    return show(request, Page("desk/paper.html", kept.name, content, twin=twin, crumbs=crumbs))


def _article(tried: Tried) -> str:
    document = tried.written.documents["zh"]
    made = article(document, Links(lambda key: f"#{key}", lambda key, form: f"#{key}-{form}"))
    return mark_safe(made)  # noqa: S308  Made by papers.render, which escapes every word.


@require_safe
def paper_draft(request: HttpRequest, digest: str) -> HttpResponse:
    """Return a template filled from the book as it is now, as a Word file to look at."""
    scope_of(request, "publish.preview")
    made = try_template(digest, _order(request.GET)).written
    content = made.paper.content if made.paper else b""
    return named_response(content, f"草稿-{template(digest).name}", "docx")


@require_POST
def paper_propose(request: HttpRequest, digest: str) -> HttpResponse:
    """Freeze a filled template for a second person to issue."""
    done = propose_from_template(digest, _order(request.POST), actor=actor_of(request), now=now())
    tell(request, "publish.proposed_now", number=done.number)
    return HttpResponseRedirect(reverse("desk:publication", args=[done.number]))


def _order(asked: Mapping[str, str]) -> Order:
    written = asked.get("as_of", "")
    try:
        day = parse_iso(written).ends if written else latest_day(today())
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=written[:40], expected="2017-10-31") from error
    return Order(day, asked.get("subject", ""), is_typed_allowed=asked.get("typed") == "yes")


ADDRESSES: list[URLPattern] = [
    path("papers", template_list, name="papers"),
    path("papers/starters/<str:kind>", paper_starter, name="paper_starter"),
    path("papers/<str:digest>", paper, name="paper"),
    path("papers/<str:digest>/source", paper_source, name="paper_source"),
    path("papers/<str:digest>/draft", paper_draft, name="paper_draft"),
    path("papers/<str:digest>/propose", paper_propose, name="paper_propose"),
]
