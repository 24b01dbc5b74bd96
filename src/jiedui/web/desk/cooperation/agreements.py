"""Agreements with their promises set against figures; visits and meetings with their minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.access.queries import office
from jiedui.books.feed import facts
from jiedui.cooperation.commands.agreements import keep_document
from jiedui.cooperation.queries import agreements as reading
from jiedui.cooperation.queries import visits as visiting
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Question
from jiedui.kernel.period import LATEST
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import said
from jiedui.web.clock import now, today
from jiedui.web.desk.asking import address_of
from jiedui.web.desk.cooperation.listing import (
    PERIOD,
    PLACE,
    ListPage,
    amount_cell,
    choices,
    code_cell,
    entry_or_none,
    forms_of,
    question_of,
    show_list,
    source_cell,
)
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.shown import figure_name, period_words
from jiedui.web.files import named_response, sent_file
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Filter, Row, Table, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.cooperation.queries.agreements import AgreementRow, PromiseRow
    from jiedui.cooperation.queries.visits import VisitRow
    from jiedui.web.wording import Language

AGREEMENT_COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("title", "coop.title"),
    Column("kind", "coop.kind", "word"),
    Column("donor", "coop.donor"),
    Column("recipient", "coop.recipient"),
    Column("signed", "coop.signed", "date"),
    Column("ends", "coop.ends", "date"),
    Column("document_no", "coop.document_no"),
)
PROMISE_COLUMNS = (
    Column("measure", "coop.measure"),
    Column("period", "book.period", "date"),
    Column("wanted", "coop.wanted", "number"),
    Column("answer", "coop.answer", "number"),
    Column("missing", "coop.missing", "number"),
    Column("standing", "coop.standing", "badge"),
    Column("words", "coop.words"),
)
VISIT_COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("starts", "coop.days", "date"),
    Column("kind", "coop.kind", "word"),
    Column("direction", "coop.direction", "word"),
    Column("place", "coop.recipient"),
    Column("level", "coop.level", "word"),
    Column("leader_post", "coop.leader_post"),
    Column("people", "coop.people", "number"),
    Column("times", "coop.times", "number"),
    Column("agenda", "coop.agenda"),
    Column("minutes_no", "coop.minutes_no"),
    Column("entry", "coop.entry", "number"),
)
STANDING_TONES = {
    "met": ("ok", "ok"),
    "short": ("bad", "bad"),
    "under_way": ("tell", "wait"),
    "ahead": ("mute", "wait"),
    "open": ("warn", "warn"),
}


def _agreement_page(language: Language) -> ListPage:
    return ListPage(
        "nav.agreements",
        "coop.agreements_lead",
        "coop.agreements_empty",
        AGREEMENT_COLUMNS,
        (
            PLACE,
            Filter("party", "coop.party"),
            Filter("kind", "coop.kind", "choice", choices("agreement_kind", language)),
            Filter("words", "coop.title"),
            Filter("pairing", "coop.pairing_no", "number"),
            PERIOD,
        ),
        (
            ("-signed", "coop.sort_newest"),
            ("signed", "coop.sort_oldest"),
            ("end", "coop.ends"),
            ("title", "coop.title"),
        ),
        ("agreement", "amendment", "promise"),
        "desk/agreements.html",
    )


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """List agreements, with the promises that need somebody now."""
    scope, page = scope_of(request, "cooperation.read"), _agreement_page(language_of(request))
    question = question_of(request, page)
    found = reading.agreements(scope, question.wanted)
    language = language_of(request)
    due = reading.promises_due(scope, facts(), today=today(), office=office(), limit=50)
    content = {
        "due": Table(
            (Column("agreement", "coop.title"), *PROMISE_COLUMNS),
            [_due_row(one, language) for one in due],
        )
    }
    return show_list(request, page, question, found=found, cells=_agreement_cells, content=content)


def _due_row(one: PromiseRow, language: Language) -> Row:
    title = Cell(one.agreement, one.title, reverse("desk:agreement", args=[one.agreement]))
    return Row((title, *_promise_cells(one, language)))


@require_safe
def agreement_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one agreement: amendments, promises against what the figures answer, documents."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    one = reading.agreement(scope, number, facts(), today=today(), office=office())
    cells = zip(AGREEMENT_COLUMNS[2:], _agreement_cells(one.agreement, language)[2:], strict=True)
    shown = [(column.label, cell) for column, cell in cells if cell.text]
    if one.agreement.pairing is not None:
        href = reverse("desk:pairing", args=[one.agreement.pairing])
        shown.append(
            ("coop.pairing_no", Cell(one.agreement.pairing, str(one.agreement.pairing), href))
        )
    shown += [("coop.note", text(one.agreement.note))] if one.agreement.note else []
    promises = [
        Row(_promise_cells(row, language), "struck" if row.is_replaced else "")
        for row in one.promises
    ]
    content = {
        "facts": shown,
        "amendments": one.amendments,
        "files": one.files,
        "attach": reverse("desk:attach_agreement", args=[number]),
        "may_attach": actor_of(request).allows("cooperation.attach"),
        "forms": forms_of(request, ("amendment", "promise"), f"?agreement={number}"),
    }
    crumbs = ((say("nav.agreements", language), reverse("desk:agreements")),)
    table = Table(PROMISE_COLUMNS, promises)
    page = Page(
        "desk/agreement.html", one.agreement.title, content, twin=one, table=table, crumbs=crumbs
    )
    return show(request, page)


def _agreement_cells(one: AgreementRow, language: Language) -> tuple[Cell, ...]:
    href = reverse("desk:agreement", args=[one.number])
    return (
        Cell(one.number, str(one.number), href),
        Cell(one.title, one.title, href),
        code_cell("agreement_kind", one.kind, language),
        Cell(one.donor.key, one.donor.name_on()),
        Cell(one.recipient.key, one.recipient.name_on()),
        text(one.signed),
        Cell(one.ends, say("coop.open", language) if one.ends == LATEST else str(one.ends)),
        text(one.document_no),
    )


def _promise_cells(one: PromiseRow, language: Language) -> tuple[Cell, ...]:
    where = Question(one.measure, where=one.where, since=one.period.starts, until=one.period.ends)
    href = f"{reverse('desk:figure', args=[one.measure])}{address_of(where)}"
    standing = one.standing.value if one.standing else "open"
    tone, icon = STANDING_TONES[standing]
    words = say(f"coop.standing_{standing}", language)
    missing = amount_cell(None, one.unit, language)
    if one.missing and one.wanted.low is not None:
        missing = amount_cell(said(one.missing), one.unit, language)
    return (
        Cell(one.measure, figure_name(FIGURES[one.measure], language), href),
        Cell(str(one.period), period_words(one.period.starts, one.period.ends, language)),
        amount_cell(one.wanted, one.unit, language),
        amount_cell(one.answer, one.unit, language),
        missing,
        Cell(standing, words, "", tone, icon),
        text(f"{one.words} {one.amendment}".strip()),
    )


def _visit_page(language: Language) -> ListPage:
    return ListPage(
        "nav.visits",
        "coop.visits_lead",
        "coop.visits_empty",
        VISIT_COLUMNS,
        (
            PLACE,
            Filter("kind", "coop.kind", "choice", choices("visit_kind", language)),
            Filter("direction", "coop.direction", "choice", choices("direction", language)),
            Filter("level", "coop.level", "choice", choices("level", language)),
            Filter("words", "coop.agenda"),
            PERIOD,
        ),
        (
            ("-start", "coop.sort_newest"),
            ("start", "coop.sort_oldest"),
            ("-people", "coop.people"),
            ("level", "coop.level"),
        ),
        ("visit",),
    )


@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    """List visits and meetings."""
    scope, page = scope_of(request, "cooperation.read"), _visit_page(language_of(request))
    question = question_of(request, page)
    found = visiting.visits(scope, question.wanted)
    return show_list(request, page, question, found=found, cells=_visit_cells)


@require_safe
def visit_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one visit, with its minutes; who led it only to those who may read names."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    may_read = actor_of(request).allows("cooperation.names")
    one = visiting.visit(scope, number, with_names=may_read)
    cells = zip(VISIT_COLUMNS, _visit_cells(one.visit, language), strict=True)
    shown = [
        (column.label, cell) for column, cell in cells if cell.text and column.name != "number"
    ]
    shown += [("coop.leader", text(one.leader))] if one.leader else []
    shown.append(("coop.source", source_cell(one.visit.batch, one.visit.source)))
    content = {
        "facts": [(label, cell) for label, cell in shown if cell.text],
        "is_taken_back": one.visit.is_taken_back,
        "files": one.files,
        "attach": reverse("desk:attach_visit", args=[number]),
        "may_attach": actor_of(request).allows("cooperation.attach"),
    }
    crumbs = ((say("nav.visits", language), reverse("desk:visits")),)
    title = say("coop.visit_title", language, number=number)
    twin = {"visit": one.visit, "files": one.files}
    return show(request, Page("desk/visit.html", title, content, twin=twin, crumbs=crumbs))


def _visit_cells(one: VisitRow, language: Language) -> tuple[Cell, ...]:
    days = one.said or period_words(one.period.starts, one.period.ends, language)
    times = str(one.times) if one.is_counted else say("coop.at_least", language, times=one.times)
    return (
        Cell(one.number, str(one.number), reverse("desk:visit", args=[one.number])),
        Cell(one.period.starts, days.replace("/", " – ")),
        code_cell("visit_kind", one.kind, language),
        code_cell("direction", one.direction, language) if one.direction else text(""),
        Cell(one.place, name_of(one.place) if one.place else ""),
        code_cell("level", one.level, language) if one.level else text(""),
        text(one.leader_post),
        amount_cell(one.people, "person", language),
        Cell(one.times, times),
        text(one.agenda),
        text(one.minutes_no),
        entry_or_none(one.entry),
    )


@require_POST
def attach_agreement(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a document sealed beside an agreement."""
    name, content = sent_file(request, ".pdf, .docx, .jpg")
    keep_document(content, name=name, actor=actor_of(request), now=now(), agreement=number)
    tell(request, "coop.attached")
    return HttpResponseRedirect(reverse("desk:agreement", args=[number]))


@require_POST
def attach_visit(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the minutes of a visit sealed beside it."""
    name, content = sent_file(request, ".pdf, .docx, .jpg")
    keep_document(content, name=name, actor=actor_of(request), now=now(), visit=number)
    tell(request, "coop.attached")
    return HttpResponseRedirect(reverse("desk:visit", args=[number]))


@require_safe
def document(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out a kept document to those who may read names."""
    scope = scope_of(request, "cooperation.names")
    name, content = visiting.document(scope, number)
    return named_response(content, name, "bin")
