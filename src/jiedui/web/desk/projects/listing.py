"""The list of projects, its workbook, and the form that puts a project on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.kernel import place as places
from jiedui.kernel.codes import CATEGORIES, PROJECT_STATES, SOURCES
from jiedui.kernel.problem import refuse
from jiedui.programme.commands.projects import register_projects
from jiedui.programme.lifecycle import STEPS
from jiedui.programme.outcomes import Figures, ProjectSheet
from jiedui.programme.queries.listing import SORTS, ProjectFilter, projects
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.figures import manner_of
from jiedui.web.desk.projects.forms import Field, Values, shown
from jiedui.web.desk.projects.looks import category_words, money_cell, place_cell, state_cell
from jiedui.web.desk.shown import unit_words
from jiedui.web.pages import Page, show
from jiedui.web.tables import (
    TWIN_KEY,
    Cell,
    Choice,
    Column,
    Filter,
    Row,
    Table,
    asked,
    choices_of,
    pager,
    text,
)
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.programme.queries.listing import ProjectPage, ProjectRow
    from jiedui.web.desk.shown import Manner
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "work.number", "number"),
    Column("name", "work.project"),
    Column("place", "work.place", "word"),
    Column("year", "work.year", "number"),
    Column("category", "work.category", "word"),
    Column("state", "work.state", "badge"),
    Column("approved_fen", "work.approved", "number"),
    Column("contributed_fen", "work.contributed", "number"),
    Column("allotted_fen", "work.allotted", "number"),
    Column("disbursed_fen", "work.disbursed", "number"),
    Column("used_percent", "work.used", "number"),
    Column("idle_fen", "work.idle", "number"),
    Column("idle_since", "work.idle_since", "date"),
    Column("progress_percent", "work.percent", "number"),
)
_SOURCES = {code: (one.zh, one.en) for code, one in SOURCES.items()}
NEW = (
    Field("name", "work.project", is_required=True),
    Field("place", "work.place", is_required=True),
    Field("year", "work.year", "number", is_required=True),
    Field(
        "category", "work.category", "choice", is_required=True,
        choices={code: (one.zh, one.en) for code, one in CATEGORIES.items()},
    ),
    *(Field(code, f"work.source_{code.lower()}", "money") for code in SOURCES),
    Field("content", "work.content", "long"),
    Field("area", "work.area", "area"),
    Field("unit", "work.unit"),
    Field("location", "work.location"),
    Field("number", "work.project_number"),
    Field("mechanism", "work.mechanism", "long"),
    Field("starts", "work.planned_start", "day"),
    Field("ends", "work.planned_end", "day"),
    Field("households", "work.households", "number"),
    Field("people", "work.people", "number"),
    Field("registered_households", "work.registered_households", "number"),
    Field("registered_people", "work.registered_people", "number"),
)  # fmt: skip


def _filters(language: Language) -> tuple[Filter, ...]:
    states = (
        Choice("-", say("work.state_untold", language)),
        *choices_of(PROJECT_STATES, language),
    )
    return (
        Filter("place", "work.place", hint="book.place_hint"),
        Filter("state", "work.state", "choice", states),
        Filter("category", "work.category", "choice", choices_of(CATEGORIES, language)),
        Filter("source", "work.source", "choice", choices_of(SOURCES, language)),
        Filter("year", "work.year", "number"),
        Filter("words", "work.name_part"),
        Filter("sort", "work.sort", "choice", _sorts(language)),
    )


def _sorts(language: Language) -> tuple[Choice, ...]:
    found = []
    for name in SORTS:
        words = say(f"work.sort_{name}", language)
        found += [
            Choice(f"-{name}", say("work.falling", language, name=words)),
            Choice(name, say("work.rising", language, name=words)),
        ]
    return tuple(found)


def filter_of(told: Asked) -> ProjectFilter:
    """Return what an address asks of projects.

    Raises:
        Refused: A place is not known.
    """
    return ProjectFilter(
        place=place_key(told.values.get("place", "")),
        state=told.values.get("state", ""),
        category=told.values.get("category", ""),
        source=told.values.get("source", ""),
        year=told.numbers.get("year"),
        words=told.values.get("words", ""),
    )


def place_key(said: str) -> str:
    """Return the key of the one place a text names, "" for no text.

    Raises:
        Refused: It names none, or several.
    """
    if not said or places.known(said.partition(":")[0]):
        return said
    found = {one.key for one in places.find(said)}
    if len(found) == 1:
        return found.pop()
    raise refuse("PLACE_UNKNOWN", found=said, expected="the code or full name of one place")


def _targets(state: str, language: Language) -> list[Choice]:
    """Return the states into which many may be taken at once: from the one asked for, or any."""
    ways = [step for step in STEPS if step.origin == state or not state]
    wanted = {step.target for step in ways if "CHANGED" not in (step.origin, step.target)}
    return [
        Choice(code, getattr(one, language))
        for code, one in PROJECT_STATES.items()
        if code in wanted
    ]


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """List projects with their money; filtered, sorted, paged."""
    scope, language, manner = (
        scope_of(request, "programme.read"), language_of(request), manner_of(request),
    )  # fmt: skip
    filters = _filters(language)
    told = asked(request, filters)
    found = projects(
        scope, filter_of(told), sort=told.get("sort") or "-number", limit=told.limit,
        offset=told.offset,
    )  # fmt: skip
    content = {
        "filters": [(one, told.get(one.name) or "") for one in filters],
        "is_filtered": bool(told.values),
        "pager": pager(request, told, shown=len(found.rows), total=found.total),
        "found": found,
        "unit": unit_words("fen", manner),
        "tiles": _tiles(found, manner),
        "may_record": actor_of(request).allows("programme.record"),
        "fields": shown(NEW, language),
        "targets": _targets(told.get("state") or "", language)
        if actor_of(request).allows("programme.record")
        else [],
        "today": today(),
    }
    table = Table(COLUMNS, [row_of(one, manner) for one in found.rows])
    title = say("nav.projects", language)
    return show(request, Page("desk/projects.html", title, content, twin=found, table=table))


def row_of(one: ProjectRow, manner: Manner) -> Row:
    """Return a project as a row of a list."""
    language = manner.language
    used = "" if one.used_percent is None else f"{one.used_percent}%"
    return Row(
        (
            text(one.number),
            Cell(one.name, one.name, reverse("desk:project", args=[one.number])),
            place_cell(one.place),
            text(one.year),
            Cell(one.category, category_words(one.category, language)),
            state_cell(one.state, language),
            money_cell(one.approved_fen, manner),
            money_cell(one.contributed_fen, manner),
            money_cell(one.allotted_fen, manner),
            money_cell(one.disbursed_fen, manner),
            Cell(one.used_percent, used),
            money_cell(one.idle_fen, manner),
            text(one.idle_since),
            Cell(one.progress_percent, f"{one.progress_percent}%" if one.progress_percent else ""),
        ),
        "struck" if one.state == "CANCELLED" else "",
    )


def _tiles(found: ProjectPage, manner: Manner) -> list[tuple[str, str]]:
    names = ("planned", "contributed", "allotted", "disbursed", "spent", "returned", "idle")
    return [
        (say(f"work.{name}", manner.language),
         money_cell(getattr(found, f"{name}_fen"), manner).text or "0")
        for name in names
    ]  # fmt: skip


@require_safe
def project_workbook(request: HttpRequest) -> HttpResponse:
    """Hand the list out as a workbook, every project that its filters leave."""
    request.META[TWIN_KEY] = "xlsx"
    return project_list(request)


@require_POST
def project_new(request: HttpRequest) -> HttpResponse:
    """Put a project on record."""
    told = Values(request, NEW)
    parts = {code: told[code] for code in SOURCES if told[code]}
    figures = Figures(
        parts, sum(parts.values()), told.text("content"), told["area"], told["starts"], told["ends"]
    )
    texts = ("unit", "location", "number", "mechanism")
    reach = ("households", "people", "registered_households", "registered_people")
    sheet = ProjectSheet(
        told["name"],
        place_key(told["place"]),
        told["year"],
        told["category"],
        figures,
        {name: told.text(name) for name in texts},
        {name: told[name] for name in reach if told[name] is not None},
    )
    done = register_projects([sheet], actor=actor_of(request), now=now())
    tell(request, "work.registered_now")
    return HttpResponseRedirect(reverse("desk:project", args=[done.number]))
