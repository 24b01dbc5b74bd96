"""Texts set against the book: take one in, see it with its marks, accept, make drafts, copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.claims.as_json import checked_json
from jiedui.claims.checking import pasted, sheet_of
from jiedui.claims.commands import accept_claim, judge_again, register_text
from jiedui.claims.drafting import RELATIONS, tables_of
from jiedui.claims.marked import FORMS, marked
from jiedui.claims.queries import CAUSES, document, documents, register
from jiedui.exchange.commands import receive_file
from jiedui.figures.binding.judging import TEXT_OUTCOMES
from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.text_view import text_view
from jiedui.web.files import saved_response
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked, moment, pager, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from jiedui.claims.checking import Sheet
    from jiedui.claims.queries import DocumentSummary, Registered
    from jiedui.web.wording import Language

SIZE_MAX = 32 * 1024 * 1024
DOCUMENTS = (
    Column("title", "texts.title"),
    Column("said_by", "texts.said_by"),
    Column("as_of", "texts.as_of", "date"),
    Column("claims", "texts.claims", "number"),
    Column("slips", "texts.slips", "number"),
    Column("not_understood", "texts.unread", "number"),
    Column("registered_at", "texts.registered", "date"),
    Column("registered_by", "texts.registered_by"),
)
CLAIMS = (
    Column("document", "texts.title"),
    Column("span", "texts.span", "number"),
    Column("figure", "texts.figure"),
    Column("first", "texts.then", "badge"),
    Column("now", "texts.now", "badge"),
    Column("known_at", "texts.known_at", "number"),
    Column("accepted", "texts.accepted"),
)
TONES = {
    "confirmed": ("ok", "ok"),
    "confirmed_with_note": ("ok", "tell"),
    "contradicted": ("bad", "bad"),
    "not_independently_supported": ("warn", "warn"),
    "not_supported": ("warn", "ask"),
    "undecidable": ("tell", "ask"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest) -> HttpResponse:
    """List the texts that were registered, and take in another one."""
    scope = scope_of(request, "claims.read")
    language = language_of(request)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            sheet = _sheet(request)
            done = register_text(
                sheet, said_by=request.POST.get("said_by", ""), actor=actor_of(request), now=now()
            )
        except Refused as refused:
            problems = refused.problems
        else:
            tell(request, "texts.registered_now", count=done.claims)
            return HttpResponseRedirect(reverse("desk:text", args=[done.number]))
    found = documents(scope)
    content = {
        "problems": problems,
        "may_register": actor_of(request).allows("claims.register"),
        "typed": {name: request.POST.get(name, "") for name in ("title", "said_by", "as_of")},
        "words": request.POST.get("words", ""),
    }
    table = Table(DOCUMENTS, [_document_row(one) for one in found])
    title = say("nav.texts", language)
    page = Page(
        "desk/texts.html", title, content, twin=found, table=table, status=422 if problems else 200
    )
    return show(request, page)


def _sheet(request: HttpRequest) -> Sheet:
    """Return the text that was sent, as a file or pasted.

    Raises:
        Refused: It is none, too large, or its date cannot be read.
    """
    as_of = _day(request.POST.get("as_of", ""))
    title = request.POST.get("title", "").strip()
    file = request.FILES.get("file")
    if file is None:
        words = request.POST.get("words", "").replace("\r\n", "\n")
        return pasted(words, title=title or say("texts.pasted", "zh"), as_of=as_of)
    name = file.name or "?"
    if (file.size or 0) > SIZE_MAX:
        raise refuse(
            "FILE_TOO_LARGE",
            found=f"{(file.size or 0) / 2**20:.1f} MB",
            expected=f"{SIZE_MAX // 2**20} MB",
            source=Source(name),
        )
    return sheet_of(name, file.read(), title=title, as_of=as_of)


def _day(written: str) -> dt.date | None:
    if not written.strip():
        return None
    try:
        return parse_iso(written).ends
    except ValueError:
        expected = "2017, 2017-10, 2017-10-31"
        wrong = Problem("DATE_UNREADABLE", Severity.ERROR, Source(), written[:40], expected)
        raise Refused([wrong]) from None


def _document_row(one: DocumentSummary) -> Row:
    return Row(
        (
            Cell(one.title, one.title, reverse("desk:text", args=[one.number])),
            text(one.said_by),
            text(one.as_of or ""),
            text(one.claims),
            Cell(one.slips, str(one.slips or "")),
            Cell(one.not_understood, str(one.not_understood or "")),
            moment(one.registered_at),
            text(one.registered_by),
        )
    )


@require_safe
def text_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a text as it is, its claims marked, with both sides' evidence for each."""
    scope = scope_of(request, "claims.read")
    language = language_of(request)
    summary, found = document(scope, number)
    kept = {one.at: one for one in register(scope, document=number)}
    outcome = request.GET.get("outcome", "")
    view = text_view(found, kept, outcome=outcome, language=language)
    actor = actor_of(request)
    content = {
        "view": view,
        "document": summary,
        "may_register": actor.allows("claims.register"),
        "may_draft": actor.allows("exchange.receive"),
        "may_accept": actor.allows("claims.accept") and actor.username != summary.registered_by,
        "causes": [(code, pick(words, language)) for code, words in CAUSES.items()],
        "relations": RELATIONS,
        "forms": FORMS,
    }
    twin = {"document": summary, **checked_json(found), "register": list(kept.values())}
    crumbs = ((say("nav.texts", language), reverse("desk:texts")),)
    page = Page("desk/text.html", summary.title, content, twin=twin, crumbs=crumbs)
    return show(request, page)


@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Judge a text by the book as it is now."""
    done = judge_again(number, actor=actor_of(request), now=now())
    tell(request, "texts.judged_again", count=done.claims)
    return HttpResponseRedirect(reverse("desk:text", args=[number]))


@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Accept one claim of a text as it stands, as a second person, with its cause."""
    scope = scope_of(request, "claims.accept")
    at = request.POST.get("at", "")
    claims = [one for one in register(scope, document=number) if str(one.at) == at]
    if not claims:
        raise refuse("REGISTER_UNKNOWN", found=at[:20], expected="a claim of this text")
    accept_claim(
        claims[0].number,
        cause=request.POST.get("cause", ""),
        remark=request.POST.get("remark", ""),
        actor=actor_of(request),
        now=now(),
    )
    tell(request, "texts.accepted_now", span=claims[0].span)
    return HttpResponseRedirect(f"{reverse('desk:text', args=[number])}#c{at}")


@require_POST
def drafts(request: HttpRequest, number: int) -> HttpResponse:
    """Make chosen claims batches of totals, gifts and projects, for a second person to post."""
    summary, found = document(scope_of(request, "claims.read"), number)
    chosen = {int(one) for one in request.POST.getlist("at") if one.isdigit()}
    relation = request.POST.get("relation", "")
    batches = [
        receive_file(table.content, name=table.name, actor=actor_of(request), now=now())
        for table in tables_of(found, chosen, relation=relation, digest=summary.digest)
    ]
    numbers = "、".join(str(one.number) for one in batches)
    tell(request, "texts.drafted_now", count=len(chosen), number=numbers)
    return HttpResponseRedirect(reverse("desk:batch", args=[batches[0].number]))


@require_safe
def copy(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Hand out the marked copy of a text."""
    if form not in FORMS:
        raise refuse("FORM_UNKNOWN", found=form[:20], expected=", ".join(FORMS))
    _, found = document(scope_of(request, "claims.read"), number)
    return saved_response(marked(found, form), f"jiedui-text-{number}", form)


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """List the register: who said what where, the verdict then and now, who accepted it."""
    scope = scope_of(request, "claims.read")
    language = language_of(request)
    outcomes = tuple(Choice(code, say(f"verdict.{code}", language)) for code in TEXT_OUTCOMES)
    states = (Choice("open", say("texts.open", language)),)
    filters = (
        Filter("outcome", "texts.now", "choice", outcomes),
        Filter("state", "texts.state", "choice", states),
    )
    wanted = asked(request, filters, limit=500)
    every = register(
        scope, outcome=wanted.get("outcome") or "", is_open=wanted.get("state") == "open"
    )
    found = every[wanted.offset : wanted.offset + wanted.limit]
    content = {
        "pager": pager(request, wanted, shown=len(found), total=len(every)),
        "filters": [(one, wanted.get(one.name) or "") for one in filters],
        "is_filtered": bool(wanted.values),
    }
    table = Table(CLAIMS, [_claim_row(one, language) for one in found])
    crumbs = ((say("nav.texts", language), reverse("desk:texts")),)
    title = say("texts.register", language)
    page = Page("desk/claims.html", title, content, twin=found, table=table, crumbs=crumbs)
    return show(request, page)


def _claim_row(one: Registered, language: Language) -> Row:
    href = f"{reverse('desk:text', args=[one.document])}#c{one.at}"
    accepted = one.accepted
    told = "" if accepted is None else pick(CAUSES[accepted.cause], language)
    return Row(
        (
            Cell(one.title, one.title, href),
            Cell(one.span, one.span),
            Cell(one.figure, _figure_words(one.figure, language)),
            _badge(one.first.outcome, language),
            _badge(one.now.outcome, language),
            text(one.now.known_at),
            Cell(told, f"{told} {accepted.accepted_by}" if accepted else ""),
        )
    )


def _badge(outcome: str, language: Language) -> Cell:
    tone, icon = TONES[outcome]
    return Cell(outcome, say(f"verdict.{outcome}", language), "", tone, icon)


def _figure_words(code: str, language: Language) -> str:
    return getattr(FIGURES[code], language) if code in FIGURES else ""
