"""Figures: the list, one figure asked in any way, and the walk from it to lines and cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.books.feed import facts
from jiedui.figures.answer_json import answer_json
from jiedui.figures.catalogue import DIMENSIONS, FIGURES
from jiedui.figures.trace import lines_behind
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.web.charts import chart_file
from jiedui.web.desk.answering import answered
from jiedui.web.desk.answers import AnswerView, answer_table, answer_view, filter_words
from jiedui.web.desk.asking import address_of, figure_named, question_of, sql_within
from jiedui.web.desk.door import scope_of
from jiedui.web.desk.lines import line_table
from jiedui.web.desk.shown import (
    MONEY_UNITS,
    VOCABULARIES,
    Manner,
    figure_name,
    unit_words,
    well_set,
)
from jiedui.web.pages import Page, show, twin_of
from jiedui.web.tables import Pager, choices_of, pager
from jiedui.web.tables import asked as asked_of
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jiedui.figures.model import Figure, Question
    from jiedui.web.wording import Language

LINES_PER_PAGE = 50
RARE = frozenset(
    {
        "town",
        "donor",
        "owner",
        "pairing_kind",
        "programme",
        "quarter",
        "month",
        "document",
        "project",
        "state",
    }
)
"""Dimensions asked less often: folded away until they are used."""


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """List every figure with what it counts."""
    scope_of(request)
    language = language_of(request)
    groups: dict[str, list[Figure]] = {}
    for figure in FIGURES.values():
        groups.setdefault(figure.group, []).append(figure)
    listed = [
        (say(f"figure.group_{name}", language), _named(members, language))
        for name, members in groups.items()
    ]
    content = {"groups": listed}
    return show(
        request,
        Page(
            "desk/figures.html", say("nav.figures", language), content, twin=list(FIGURES.values())
        ),
    )


def _named(members: list[Figure], language: Language) -> list[tuple[str, str, str]]:
    return [
        (
            reverse("desk:figure", args=[figure.code]),
            figure_name(figure, language),
            well_set(pick(figure.definition, language), language),
        )
        for figure in members
    ]


@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """Answer one figure as it is asked."""
    question = question_of(code, request.GET, scope_of(request))
    answer = answered(question, facts(known_at=question.known_at))
    view = answer_view(answer, manner_of(request))
    if request.GET.get("format") == "svg" and view.chart is not None:
        return HttpResponse(chart_file(view.chart), content_type="image/svg+xml")
    content = {**_form(answer.question, request), "view": view, "has_svg": view.chart is not None}
    title = figure_name(answer.figure, language_of(request))
    # Only the twin that was asked for is filled in: a breakdown may have many rows.
    form = twin_of(request)
    listed = answer if form == "csv" else replace(answer, rows=())
    page = Page(
        "desk/figure.html",
        title,
        content,
        twin=answer_json(answer) if form == "json" else None,
        table=answer_table(listed, language_of(request)),
        crumbs=((say("nav.figures", language_of(request)), reverse("desk:figures")),),
    )
    return show(request, page)


@require_safe
def trace(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a figure rests on: definition, filters, SQL, and its lines down to the cell."""
    language = language_of(request)
    question = question_of(code, request.GET, scope_of(request))
    place = asked_of(request, (), limit=LINES_PER_PAGE)
    known = facts(known_at=question.known_at)
    answer = answered(question, known)
    sql = sql_within(answer.trace.sql, scope_of(request), known.profile.recipients)
    page = lines_behind(question, known, limit=place.limit, offset=place.offset)
    view = answer_view(answer, manner_of(request))
    # Lines that only widen the ends are looked for where there are ends to widen.
    touching = [] if all(row.value.is_exact for row in answer.rows) else page.touching
    beside = page.beside if answer.beside else []
    back = reverse("desk:figure", args=[code]) + address_of(question)
    table = line_table(page.rows, language, sign=page.sign)
    content = {
        "view": view,
        "answer": answer,
        "filters": filter_words(question, language),
        "sql": sql,
        "back": back,
        "touching": line_table(touching[:LINES_PER_PAGE], language, sign=page.sign),
        "beside": line_table(beside[:LINES_PER_PAGE], language, sign=page.sign),
        "pager": pager(request, place, shown=len(page.rows), total=page.total),
    }
    twin = None
    if twin_of(request) == "json":
        lines = [dict(row) for row in page.rows]
        trace_of = {
            "trace": replace(answer.trace, sql=sql),
            "lines_total": page.total,
            "lines": lines,
        }
        twin = {**answer_json(answer), **trace_of}
    crumbs = ((say("nav.figures", language), reverse("desk:figures")), (view.name, back))
    return show(
        request,
        Page(
            "desk/trace.html",
            say("figure.trace", language),
            content,
            twin=twin,
            table=table,
            crumbs=crumbs,
        ),
    )


def manner_of(request: HttpRequest) -> Manner:
    """Return how the reader wants numbers said: `?unit=元` and the language.

    Raises:
        Refused: Numbers are not said in this unit.
    """
    asked = request.GET.get("unit", "") or MONEY_UNITS[0]
    if asked not in MONEY_UNITS:
        expected = ", ".join(MONEY_UNITS)
        wrong = Problem("FILTER_UNREADABLE", Severity.ERROR, Source(cell="unit"), asked, expected)
        raise Refused([wrong])
    return Manner(language_of(request), asked)


def _form(question: Question, request: HttpRequest) -> dict[str, object]:
    """Return what the form of a question shows: dimensions, filters and what was written."""
    figure = figure_named(question.code)
    language = language_of(request)
    where = dict(question.where)
    filters = [
        {
            "name": f"w.{dimension}",
            "label": getattr(DIMENSIONS[dimension], language),
            "hint": pick(DIMENSIONS[dimension].values, language),
            "is_rare": dimension in RARE,
            "choices": choices_of(VOCABULARIES[dimension], language)
            if dimension in VOCABULARIES
            else (),
            "value": "、".join(request.GET.getlist(f"w.{dimension}"))
            or "、".join(where.get(dimension, ())),
        }
        for dimension in figure.dimensions
    ]
    return {
        "figure": figure,
        "question": question,
        "dimensions": [
            (
                one,
                getattr(DIMENSIONS[one], language),
                one in question.by,
                one in RARE and one not in question.by,
            )
            for one in figure.dimensions
        ],
        "form_filters": filters,
        "money_units": [(one, unit_words("fen", Manner(language, one))) for one in MONEY_UNITS]
        if figure.unit == "fen"
        else (),
        "money_unit": manner_of(request).money,
    }


__all__ = ("AnswerView", "Pager", "figure", "figures", "trace")
