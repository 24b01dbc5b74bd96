"""Where the money is: by county, year or source; idle; ranked; the calendar; the flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.kernel.place import name_of
from jiedui.programme.queries.whereabouts import BY, flow, idle_over, shares, summed, targets
from jiedui.web.charts import Chart
from jiedui.web.clock import today
from jiedui.web.desk.door import scope_of
from jiedui.web.desk.figures import manner_of
from jiedui.web.desk.projects.listing import filter_of
from jiedui.web.desk.projects.looks import (
    STAGES,
    bar_of,
    category_words,
    legend,
    money_cell,
    source_words,
    state_words,
)
from jiedui.web.desk.shown import unit_words
from jiedui.web.files import TYPES
from jiedui.web.flows import Ribbon, flow_svg
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked, choices_of, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from jiedui.programme.queries.whereabouts import Share, Summed, Target
    from jiedui.web.desk.shown import Manner
    from jiedui.web.wording import Language

COLUMNS = (
    Column("key", "work.what", "word"),
    Column("projects", "work.projects", "number"),
    Column("planned", "work.planned", "number"),
    Column("put_in", "work.put_in", "number"),
    Column("allotted", "work.allotted", "number"),
    Column("disbursed", "work.disbursed", "number"),
    Column("spent", "work.spent", "number"),
    Column("returned", "work.returned", "number"),
    Column("idle", "work.idle", "number"),
    Column("idle_since", "work.idle_since", "date"),
    Column("used_percent", "work.used", "number"),
)
TONES = {what: tone for what, tone, _ in STAGES}
WORDS = {what: code for what, _, code in STAGES}
_STAGES = ("planned", "put_in", "allotted", "disbursed", "spent", "returned", "idle")


def _filters(language: Language) -> tuple[Filter, ...]:
    by = tuple(Choice(one, say(f"work.by_{one}", language)) for one in BY)
    ranked = (Choice("used", say("work.ranked", language)),)
    return (
        Filter("by", "work.by", "choice", by),
        Filter("rank", "work.sort", "choice", ranked),
        Filter("place", "work.place", hint="book.place_hint"),
        Filter("year", "work.year", "number"),
        Filter("source", "work.source", "choice", choices_of(SOURCES, language)),
        Filter("category", "work.category", "choice", choices_of(CATEGORIES, language)),
    )


@require_safe
def whereabouts(request: HttpRequest) -> HttpResponse:
    """Show where the money of projects is, how long it has been idle, and what the year asks."""
    scope, language, manner = (
        scope_of(request, "programme.read"), language_of(request), manner_of(request),
    )  # fmt: skip
    filters = _filters(language)
    told = asked(request, filters)
    wanted, by = filter_of(told), told.values.get("by", "county")
    known = summed(scope, wanted, today=today())
    found = shares(known, by, sort=told.values.get("rank", ""))
    year = wanted.year or today().year
    bars = tuple(
        bar_of(_name(by, one.key, language), one.stages, manner, href=_href(by, one.key))
        for one in found[:40]
        if one.stages.put_in
    )
    content = {
        "filters": [(one, told.get(one.name) or "") for one in filters],
        "is_filtered": bool(told.values),
        "chart": Chart(say("nav.whereabouts", language), bars, legend(manner)),
        "idle": [
            (one.months, money_cell(one.amount_fen, manner).text or "0", one.projects)
            for one in idle_over(known)
        ],
        "year": year,
        "unit": unit_words("fen", manner),
        "targets": [_target(one, manner) for one in targets(known, year)],
        "flow": _flow(known, manner) if found else None,
        "flow_href": f"{reverse('desk:flow_file')}?{request.GET.urlencode()}",
    }
    table = Table(COLUMNS, [_row(by, one, manner) for one in found])
    title = say("nav.whereabouts", language)
    return show(request, Page("desk/whereabouts.html", title, content, twin=found, table=table))


def _name(by: str, key: str, language: Language) -> str:
    if by == "county":
        return name_of(key) if key else say("work.no_place", language)
    if by == "source":
        return source_words(key or None, language)
    if by == "category":
        return category_words(key, language) or say("work.no_category", language)
    return state_words(key, language) if by == "state" else key


def _href(by: str, key: str) -> str:
    name = "place" if by == "county" else by
    return f"{reverse('desk:projects')}?{name}={key}" if key else ""


def _row(by: str, one: Share, manner: Manner) -> Row:
    stages = [money_cell(getattr(one.stages, name), manner) for name in _STAGES]
    used = "" if one.used_percent is None else f"{one.used_percent}%"
    return Row(
        (
            Cell(one.key, _name(by, one.key, manner.language), _href(by, one.key)),
            text(one.projects),
            *stages,
            text(one.idle_since),
            Cell(one.used_percent, used),
        )
    )


def _target(one: Target, manner: Manner) -> dict[str, object]:
    is_money = one.what == "paid"
    missing = money_cell(one.missing, manner).text if is_money else str(one.missing)
    return {
        "on": one.on,
        "what": say(f"work.target_{one.what}", manner.language),
        "wanted": one.wanted_percent,
        "percent": one.percent,
        "missing": missing if one.missing else "",
        "is_reached": not one.missing,
        "is_late": bool(one.missing) and one.on < today(),
    }


def _flow(known: Summed, manner: Manner) -> SafeString | None:
    """Return the flow of money as a picture, None where nothing flows."""
    found = flow(known)
    language = manner.language
    names: dict[str, str] = {}
    ribbons = []
    for column, streams in enumerate((found.to_county, found.to_project, found.became)):
        for one in streams:
            origin = (f"{column}:{one.origin}", f"{column + 1}:{one.target}")
            names[origin[0]] = _node(column, one.origin, language)
            names[origin[1]] = _node(column + 1, one.target, language)
            amount = money_cell(one.amount_fen, manner).text
            words = f"{names[origin[0]]} → {names[origin[1]]}: {amount}"
            tone = TONES.get(one.target, "s2") if column == 2 else "s2"
            ribbons.append(Ribbon(column, *origin, one.amount_fen, words, tone))
    return flow_svg(ribbons, names, say("work.flow", language)) if ribbons else None


def _node(column: int, key: str, language: Language) -> str:
    if column == 0:
        return source_words(key or None, language)
    if column == 1:
        return name_of(key) if key else say("work.no_place", language)
    if column == 2:
        county, _, name = key.partition("/")
        return say("work.other_projects", language, place=name_of(county)) if name == "…" else name
    return say(WORDS[key], language)


@require_safe
def flow_file(request: HttpRequest) -> HttpResponse:
    """Hand the flow chart out as a file."""
    scope, language, manner = (
        scope_of(request, "programme.read"), language_of(request), manner_of(request),
    )  # fmt: skip
    told = asked(request, _filters(language))
    known = summed(scope, filter_of(told), today=today())
    drawn = _flow(known, manner) or flow_svg([], {}, say("work.flow", language))
    return HttpResponse(drawn, content_type=TYPES["svg"])
