"""Enterprises with their investment, workshops, and sales that count once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.cooperation.queries import commerce as reading
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import said
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.desk.cooperation.listing import (
    PERIOD,
    PLACE,
    ListPage,
    amount_cell,
    choices,
    code_cell,
    code_words,
    entry_or_none,
    forms_of,
    question_of,
    show_list,
    source_cell,
)
from jiedui.web.desk.door import scope_of
from jiedui.web.desk.shown import Manner, amount_words
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.cooperation.queries.commerce import EnterpriseRow, SaleRow, WorkshopRow
    from jiedui.kernel.quantity import Interval
    from jiedui.web.wording import Language

ENTERPRISE_COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("name", "coop.enterprise"),
    Column("place", "book.place"),
    Column("industry", "coop.industry", "word"),
    Column("came", "coop.came", "date"),
    Column("announced_fen", "coop.announced", "number"),
    Column("signed_fen", "coop.signed_money", "number"),
    Column("arrived_fen", "coop.arrived_money", "number"),
    Column("jobs", "coop.jobs", "number"),
    Column("entry", "coop.entry", "number"),
)
STEP_COLUMNS = (
    Column("stage", "coop.stage", "word"),
    Column("on", "coop.days", "date"),
    Column("amount_fen", "coop.amount", "number"),
    Column("jobs", "coop.jobs", "number"),
    Column("registered_jobs", "coop.registered", "number"),
    Column("evidence", "coop.evidence"),
    Column("entry", "coop.entry", "number"),
)
WORKSHOP_COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("name", "coop.workshop"),
    Column("place", "book.place"),
    Column("industry", "coop.industry", "word"),
    Column("opened", "coop.opened", "date"),
    Column("closed", "coop.closed", "date"),
    Column("workers", "coop.workers", "number"),
    Column("registered_workers", "coop.registered", "number"),
)
SALE_COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("on", "coop.days", "date"),
    Column("kind", "coop.kind", "word"),
    Column("place", "book.place"),
    Column("product", "coop.product"),
    Column("producer", "coop.producer"),
    Column("buyer", "coop.buyer"),
    Column("channel", "coop.channel"),
    Column("amount_fen", "coop.amount", "number"),
    Column("claims", "coop.claims", "number"),
    Column("evidence", "coop.evidence", "badge"),
    Column("entry", "coop.entry", "number"),
)
CLAIM_COLUMNS = (
    Column("claimed_by", "coop.claimed_by"),
    Column("counts", "coop.counts", "badge"),
    Column("source", "coop.source"),
)
SHOWN_MAX = 15


@require_safe
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """List enterprises: what was announced, signed, arrived; jobs."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    page = ListPage(
        "nav.enterprises",
        "coop.enterprises_lead",
        "coop.enterprises_empty",
        ENTERPRISE_COLUMNS,
        (
            PLACE,
            Filter("industry", "coop.industry", "choice", choices("industry", language)),
            Filter("words", "coop.enterprise"),
            PERIOD,
        ),
        (("-came", "coop.sort_newest"), ("came", "coop.sort_oldest"), ("name", "coop.enterprise")),
        ("enterprise", "investment"),
        "desk/enterprises.html",
    )
    question = question_of(request, page)
    found = reading.enterprises(scope, question.wanted)
    content = {"chart": _chart(found.rows, language)}
    return show_list(request, page, question, found=found, cells=_enterprise_cells, content=content)


def _chart(rows: Sequence[EnterpriseRow], language: Language) -> Chart | None:
    """Return what was signed and what of it arrived, the largest first."""
    manner = Manner(language)

    def size(value: Interval | None) -> int:
        return (value.stated or value.low or 0) if value else 0

    shown = sorted(rows, key=lambda one: -max(size(one.signed), size(one.arrived)))[:SHOWN_MAX]
    bars = []
    for one in shown:
        arrived, signed = size(one.arrived), size(one.signed)
        if not arrived and not signed:
            continue
        words = amount_words(said(arrived), "fen", manner)
        outstanding = max(signed - arrived, 0)
        parts = (
            Part(arrived, "s4", f"{say('coop.arrived_money', language)} {words}"),
            Part(
                outstanding,
                "s1",
                f"{say('coop.outstanding', language)} "
                f"{amount_words(said(outstanding), 'fen', manner)}",
            ),
        )
        href = reverse("desk:enterprise", args=[one.number])
        bars.append(Bar(one.name, words, parts, href=href))
    legend = (
        ("s4", say("coop.arrived_money", language)),
        ("s1", say("coop.outstanding", language)),
    )
    return Chart(say("coop.investment", language), tuple(bars), legend) if bars else None


def _enterprise_cells(one: EnterpriseRow, language: Language) -> tuple[Cell, ...]:
    href = reverse("desk:enterprise", args=[one.number])
    return (
        Cell(one.number, str(one.number), href),
        Cell(one.name, one.name, href),
        Cell(one.place, name_of(one.place) if one.place else ""),
        code_cell("industry", one.industry, language) if one.industry else text(""),
        text(one.came),
        amount_cell(one.announced, "fen", language),
        amount_cell(one.signed, "fen", language),
        amount_cell(one.arrived, "fen", language),
        text(one.jobs or None),
        entry_or_none(one.entry),
    )


@require_safe
def enterprise_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one enterprise with the steps of its investment."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    one = reading.enterprise(scope, number)
    cells = zip(ENTERPRISE_COLUMNS[2:], _enterprise_cells(one, language)[2:], strict=True)
    shown = [(column.label, cell) for column, cell in cells if cell.text]
    shown += [("coop.note", text(one.note))] if one.note else []
    rows = [
        Row(
            (
                code_cell("stage", step.stage, language),
                text(step.on),
                amount_cell(step.amount, "fen", language),
                text(step.jobs),
                text(step.registered_jobs),
                text(step.evidence),
                entry_or_none(step.entry),
            )
        )
        for step in one.steps
    ]
    content = {
        "facts": shown,
        "is_taken_back": one.is_taken_back,
        "forms": forms_of(request, ("investment",), f"?enterprise={number}"),
    }
    crumbs = ((say("nav.enterprises", language), reverse("desk:enterprises")),)
    table = Table(STEP_COLUMNS, rows)
    return show(
        request, Page("desk/record.html", one.name, content, twin=one, table=table, crumbs=crumbs)
    )


@require_safe
def workshop_list(request: HttpRequest) -> HttpResponse:
    """List workshops."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    states = (
        Choice("open", say("coop.at_open", language)),
        Choice("closed", say("coop.at_closed", language)),
    )
    page = ListPage(
        "nav.workshops",
        "coop.workshops_lead",
        "coop.workshops_empty",
        WORKSHOP_COLUMNS,
        (
            PLACE,
            Filter("state", "reversal.state", "choice", states),
            Filter("words", "coop.workshop"),
        ),
        (
            ("-opened", "coop.sort_newest"),
            ("-workers", "coop.workers"),
            ("name", "coop.workshop"),
        ),
        ("workshop",),
    )
    question = question_of(request, page)
    found = reading.workshops(scope, question.wanted)
    return show_list(request, page, question, found=found, cells=_workshop_cells)


def _workshop_cells(one: WorkshopRow, language: Language) -> tuple[Cell, ...]:
    return (
        text(one.number),
        text(one.name),
        Cell(one.place, name_of(one.place) if one.place else ""),
        code_cell("industry", one.industry, language) if one.industry else text(""),
        text(one.opened),
        text(one.closed),
        text(one.workers),
        text(one.registered_workers),
    )


@require_safe
def sale_list(request: HttpRequest) -> HttpResponse:
    """List sales; purchases and help to sell are told apart."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    evidence = (
        Choice("none", say("coop.without", language)),
        Choice("some", say("coop.with", language)),
    )
    page = ListPage(
        "nav.sales",
        "coop.sales_lead",
        "coop.sales_empty",
        SALE_COLUMNS,
        (
            PLACE,
            Filter("kind", "coop.kind", "choice", choices("sale_kind", language)),
            Filter("words", "coop.product_or_unit"),
            Filter("evidence", "coop.evidence", "choice", evidence),
            PERIOD,
        ),
        (
            ("-on", "coop.sort_newest"),
            ("on", "coop.sort_oldest"),
            ("-amount", "coop.amount"),
            ("product", "coop.product"),
        ),
        ("sale",),
        "desk/sales.html",
    )
    question = question_of(request, page)
    found = reading.sales(scope, question.wanted)
    wanted = question.wanted
    tally = reading.sales_tally(scope, place=wanted.place, period=wanted.period)
    content = {
        "tally": [
            (code_words("sale_kind", kind, language), count, _fen(fen, language))
            for kind, count, fen in tally
        ]
    }
    return show_list(request, page, question, found=found, cells=_sale_cells, content=content)


def _fen(amount: int, language: Language) -> str:
    return amount_words(said(amount), "fen", Manner(language))


def _sale_cells(one: SaleRow, language: Language) -> tuple[Cell, ...]:
    without = Cell("", say("coop.without", language), "", "warn", "warn")
    evidence = Cell(one.evidence, one.evidence, "", "ok", "ok") if one.evidence else without
    return (
        Cell(one.number, str(one.number), reverse("desk:sale", args=[one.number])),
        text(str(one.on)),
        code_cell("sale_kind", one.kind, language),
        Cell(one.place, name_of(one.place) if one.place else ""),
        text(one.product),
        text(one.producer),
        text(one.buyer),
        text(one.channel),
        amount_cell(one.amount, "fen", language),
        text(one.claims),
        evidence,
        entry_or_none(one.entry),
    )


@require_safe
def sale_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one sale and the units that claim it; one of them counts."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    one, claims = reading.sale(scope, number)
    cells = zip(SALE_COLUMNS[1:], _sale_cells(one, language)[1:], strict=True)
    shown = [(column.label, cell) for column, cell in cells if cell.text]
    shown += [
        ("coop.quantity", text(one.quantity)),
        ("coop.households", text(one.households)),
        ("coop.source", source_cell(one.batch, one.source)),
    ]
    rows = [
        Row(
            (
                text(claim.claimed_by),
                Cell(claim.counts, say("coop.counted_here", language), "", "ok", "ok")
                if claim.counts
                else Cell(
                    claim.counts, say("coop.not_counted_again", language), "", "mute", "tell"
                ),
                source_cell(claim.batch, claim.source),
            )
        )
        for claim in claims
    ]
    content = {
        "facts": [(label, cell) for label, cell in shown if cell.text],
        "is_taken_back": one.is_taken_back,
    }
    crumbs = ((say("nav.sales", language), reverse("desk:sales")),)
    title = say("coop.sale_title", language, number=number)
    twin = {"sale": one, "claims": claims}
    table = Table(CLAIM_COLUMNS, rows)
    return show(
        request, Page("desk/record.html", title, content, twin=twin, table=table, crumbs=crumbs)
    )
