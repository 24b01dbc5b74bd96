"""What leaves the register: exports for a purpose, and statistics that two people issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiedui.exchange.registerfigures import issue_into_book
from jiedui.kernel.period import parse_period, quarter_end
from jiedui.kernel.problem import refuse
from jiedui.registry.exporting import FORMS, export_register
from jiedui.registry.looking import exports
from jiedui.registry.publishing import (
    NO_CAUSE,
    NO_COUNTY,
    SUBJECTS,
    propose_statistics,
    statistics,
)
from jiedui.registry.queries import Days
from jiedui.registry.suppression import LEAST, TOTAL
from jiedui.registry.wording import pair
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.register.listing import key_of_words, place_cell
from jiedui.web.files import named_response
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.registry.circles import Cell as Key
    from jiedui.registry.looking import Left
    from jiedui.registry.publishing import Shown
    from jiedui.web.wording import Language

EXPORT_COLUMNS = (
    Column("number", "register.event", "number"),
    Column("at", "register.at", "date"),
    Column("by", "register.told_by", "word"),
    Column("purpose", "register.purpose"),
    Column("form", "register.export_form", "word"),
    Column("places", "register.where"),
    Column("households", "register.households", "number"),
    Column("people", "register.people", "number"),
    Column("in_full", "register.in_full", "word"),
)
ENDINGS = {"parquet": "parquet", "csv": "csv", "workbook": "xlsx"}
STATISTICS_COLUMNS = (
    Column("county", "register.county", "word"),
    Column("cause", "register.main_cause", "word"),
    *(Column(one, f"register.subject_{one}", "number") for one in SUBJECTS),
)
BARS_MAX = 40
HIDDEN = "—"
"""What stands where a count is hidden."""


@require_safe
def export_page(request: HttpRequest) -> HttpResponse:
    """Show the form that takes the register out, and what was taken out before."""
    actor, language = actor_of(request), language_of(request)
    scope_of(request, "registry.read")
    rows = exports(actor)
    forms = tuple(Choice(one, say(f"register.as_{one}", language)) for one in FORMS)
    content = {"may_export": actor.allows("registry.export"), "forms": forms, "today": today()}
    table = Table(EXPORT_COLUMNS, [_left(one, language) for one in rows])
    title = say("nav.register_export", language)
    return show(request, Page("desk/register/export.html", title, content, twin=rows, table=table))


def _left(one: Left, language: Language) -> Row:
    how = say("register.yes" if one.is_revealed else "register.masked", language)
    places = "、".join(place_cell(key).text for key in one.places.split(";") if key)
    return Row(
        (
            text(one.number),
            moment(one.at),
            text(one.actor),
            text(one.purpose),
            Cell(one.form, say(f"register.as_{one.form}", language)),
            Cell(one.places, places or say("register.everywhere", language)),
            text(one.households),
            text(one.people),
            Cell(one.is_revealed, how),
        )
    )


@never_cache
@require_POST
def exported(request: HttpRequest) -> HttpResponse:
    """Hand the register of the reader's places out as a file; that it left is written down."""
    form = request.POST.get("form", "")
    as_of, known = _day(request, "as_of"), _day(request, "known")
    made = export_register(
        Days(as_of, known),
        form=form,
        purpose=request.POST.get("purpose", ""),
        actor=actor_of(request),
        now=now(),
        place=key_of_words(request.POST.get("place", "").strip()),
        reveal=request.POST.get("masked") != "1",
    )
    return named_response(made.content, f"register-{made.number}", ENDINGS[form])


def _day(request: HttpRequest, name: str) -> dt.date:
    said = request.POST.get(name, "").strip()
    try:
        return parse_period(said).ends if said else today()
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=said[:40], expected="2019-03-05") from error


# --- statistics -----------------------------------------------------------------------------------


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Show a quarter's statistics as they were, or would be, issued; the latest unless asked.

    What is hidden is hidden here too: nothing else is kept.
    """
    scope_of(request, "registry.read")
    actor, language = actor_of(request), language_of(request)
    issued = statistics()
    may_see = actor.allows("registry.publish") or actor.allows("registry.issue")
    waiting = statistics(proposed=True) if may_see else []
    quarters = sorted({one.as_of for one in issued}, reverse=True)
    asked = request.GET.get("quarter", "")
    quarter = next((one for one in quarters if one.isoformat() == asked), None)
    if quarter is None and not waiting and quarters:
        quarter = quarters[0]
    tables = [one for one in issued if one.as_of == quarter] if quarter else waiting
    content = {
        "quarters": [(one, one == quarter) for one in quarters],
        "waiting": waiting[0] if waiting else None,
        "first": tables[0] if tables else None,
        "chart": _chart(tables, language),
        "may_propose": actor.allows("registry.publish"),
        "may_issue": bool(waiting)
        and actor.allows("registry.issue")
        and waiting[0].proposed_by != actor.username,
        "is_own": bool(waiting) and waiting[0].proposed_by == actor.username,
        "least": LEAST - 1,
    }
    twin = [{**one._asdict(), "cells": _plain(one)} for one in tables]
    title = say("nav.register_statistics", language)
    table = Table(STATISTICS_COLUMNS, _rows(tables, language))
    page = Page("desk/register/statistics.html", title, content, twin=twin, table=table)
    return show(request, page)


def _plain(one: Shown) -> list[dict[str, object]]:
    return [
        {"county": row, "cause": column, "count": count, "is_hidden": count is None}
        for (row, column), count in sorted(one.cells.items())
    ]


def _rows(tables: Sequence[Shown], language: Language) -> list[Row]:
    """Return a row for each county and cause, totals first, with the count of every subject."""
    by_subject = {one.subject: one.cells for one in tables}
    keys = sorted(
        {cell for one in tables for cell in one.cells},
        key=lambda cell: (cell[0] != TOTAL, cell[0], cell[1] != TOTAL, cell[1]),
    )
    return [
        Row(
            (
                Cell(row, _county(row, language)),
                Cell(cause, _cause(cause, language)),
                *(_count(by_subject.get(one, {}), (row, cause)) for one in SUBJECTS),
            ),
            "aside" if cause == TOTAL else "",
        )
        for row, cause in keys
    ]


def _chart(tables: Sequence[Shown], language: Language) -> Chart | None:
    """Return bars of the registered households by county, as far as they are shown."""
    cells = next((one.cells for one in tables if one.subject == "households"), {})
    counts = {
        row: count
        for (row, cause), count in cells.items()
        if cause == TOTAL and row != TOTAL and count is not None
    }
    bars = tuple(
        Bar(_county(row, language), f"{count:,}", (Part(count, "s3", f"{count:,}"),))
        for row, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:BARS_MAX]
    )
    return Chart(pick(SUBJECTS["households"], language), bars) if bars else None


def _cause(cause: str, language: Language) -> str:
    if cause in {TOTAL, NO_CAUSE}:
        return say("register.total" if cause == TOTAL else "register.no_cause", language)
    return pick(pair("cause", cause), language)


def _county(row: str, language: Language) -> str:
    if row in {TOTAL, NO_COUNTY}:
        return say("register.total" if row == TOTAL else "register.no_county", language)
    return place_cell(row).text


def _count(cells: Mapping[Key, int | None], cell: Key) -> Cell:
    count = cells.get(cell, 0)
    return Cell(count, HIDDEN if count is None else f"{count:,}")


@require_POST
def statistics_proposed(request: HttpRequest) -> HttpResponse:
    """Propose a quarter's statistics."""
    said = request.POST.get("quarter", "").strip()
    try:
        day = quarter_end(said)
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=said[:40], expected="2019Q3") from error
    propose_statistics(Days(day, today()), actor=actor_of(request), now=now())
    tell(request, "register.statistics_proposed", quarter=day)
    return HttpResponseRedirect(reverse("desk:register_statistics"))


@require_POST
def statistics_issued(request: HttpRequest) -> HttpResponse:
    """Issue what another person proposed; the county totals shown become figures."""
    waiting = statistics(proposed=True)
    if not waiting:
        raise refuse("PROPOSAL_UNKNOWN", found="no statistics", expected="proposed statistics")
    done = issue_into_book(waiting[0].as_of, actor=actor_of(request), now=now())
    tell(
        request, "register.statistics_issued", quarter=done.as_of, first=done.first, last=done.last
    )
    return HttpResponseRedirect(reverse("desk:register_statistics"))
