"""The list of clues, those due first on top; runs with counts by place; what was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from jiedui.checks.rules import DATASETS, EXPLANATIONS, RULES
from jiedui.clues.commands import assign_clues
from jiedui.clues.learning import learning
from jiedui.clues.lifecycle import CONCLUSIONS, STATES, State
from jiedui.clues.overviews import LEVELS, counts, runs
from jiedui.clues.queries import SORTS, Filters, Paging, clues
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.register.listing import PLACE, household_cell, key_of_words, place_cell
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked, moment, pager, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Actor
    from jiedui.clues.learning import Learned
    from jiedui.clues.overviews import PlaceCount, RunRow
    from jiedui.clues.queries import Row as ClueRow
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "clue.number", "number"),
    Column("due_on", "clue.due", "badge"),
    Column("state", "clue.state", "badge"),
    Column("rule", "clue.question"),
    Column("data", "clue.data", "word"),
    Column("severity", "clue.severity", "badge"),
    Column("place", "book.place"),
    Column("household", "register.number", "word"),
    Column("assignee", "clue.assignee", "word"),
    Column("held", "clue.held", "word"),
)
COUNT_COLUMNS = (
    Column("place", "book.place"),
    *(Column(state, f"clue.state_{state}", "number") for state in STATES),
    Column("total", "clue.total", "number"),
    Column("late", "clue.late", "number"),
)
RUN_COLUMNS = (
    Column("run", "clue.run", "number"),
    Column("as_of", "clue.as_of", "date"),
    Column("taken_at", "clue.taken_at", "date"),
    Column("taken_by", "clue.taken_by", "word"),
    Column("clues", "clue.found", "number"),
    Column("inputs", "clue.inputs"),
)
LEARNING_COLUMNS = (
    Column("code", "clue.code", "word"),
    Column("question", "clue.question"),
    Column("decided", "clue.decided", "number"),
    *(Column(code, f"clue.found_{code}", "number") for code in CONCLUSIONS),
    Column("false_permille", "clue.false_share", "number"),
    Column("explanations", "clue.explanations"),
    Column("waiting", "clue.waiting", "number"),
)
TONES = {
    State.NEW: ("warn", "wait"),
    State.ASSIGNED: ("tell", "person"),
    State.VERIFYING: ("tell", "wait"),
    State.CONCLUDED: ("warn", "ask"),
    State.DECIDED: ("tell", "ok"),
    State.CLOSED: ("ok", "ok"),
}
"""Tone and sign of each state."""

SEVERITY_TONES = {"high": ("bad", "warn"), "medium": ("warn", "warn"), "low": ("mute", "tell")}
CONCLUSION_TONES = {"true": "s5", "false": "s3", "explained": "s4", "data_error": "s2"}
BARS_MAX = 40


def state_cell(state: str, language: Language) -> Cell:
    """Return a badge that says where a clue stands."""
    tone, sign = TONES[State(state)]
    return Cell(state, pick(STATES[State(state)], language), "", tone, sign)


def due_cell(one: ClueRow, on: dt.date, language: Language) -> Cell:
    """Return a badge that says until when a clue must have left its state."""
    if one.state == State.CLOSED or one.due_on is None:
        return Cell(one.due_on, "—")
    left = (one.due_on - on).days
    if one.is_late:
        said = say("clue.late_by", language, day=one.due_on, days=-left)
        return Cell(one.due_on, said, "", "bad", "bad")
    said = say("clue.left", language, day=one.due_on, days=left)
    return Cell(one.due_on, said, "", "warn" if left <= 1 else "tell", "wait")


def clue_cell(number: int) -> Cell:
    """Return a cell that opens a clue."""
    return Cell(number, str(number), reverse("desk:clue", args=[number]))


def data_words(code: str, language: Language) -> str:
    """Return what a list is called; the register itself has no code."""
    found = DATASETS.get(code)
    return pick((found.zh, found.en), language) if found else say("clue.register_alone", language)


def _filters(language: Language) -> tuple[Filter, ...]:
    states = tuple(Choice(one, pick(words, language)) for one, words in STATES.items())
    rules = tuple(
        Choice(one.code, f"{one.code} {pick((one.zh, one.en), language)}") for one in RULES.values()
    )
    lists = tuple(Choice(code, data_words(code, language)) for code in DATASETS)
    marks = tuple(Choice(one, say(f"clue.only_{one}", language)) for one in ("open", "late"))
    sorts = tuple(Choice(one, say(f"clue.sort_{one}", language)) for one in SORTS)
    return (
        Filter("find", "clue.find", hint="register.find_hint"),
        PLACE,
        Filter("state", "clue.state", "choice", states),
        Filter("rule", "clue.question", "choice", rules),
        Filter("data", "clue.data", "choice", lists),
        Filter("assignee", "clue.assignee"),
        Filter("only", "clue.only", "choice", marks),
        Filter("sort", "coop.sort", "choice", sorts),
    )


@require_safe
def clue_list(request: HttpRequest) -> HttpResponse:
    """List the clues of the reader's places; nothing of a person but the household's number."""
    scope, language = scope_of(request, "clues.read"), language_of(request)
    filters = _filters(language)
    told = asked(request, filters)
    only = told.values.get("only", "")
    wanted = Filters(
        **{
            name: told.values.get(name, "")
            for name in ("state", "rule", "data", "assignee", "find")
        },
        place=key_of_words(told.values.get("place", "")),
        is_open=only == "open",
        is_late=only == "late",
    )
    paging = Paging(told.get("sort") or "due", told.offset, told.limit)
    found = clues(scope, wanted, today=today(), paging=paging)
    content = {
        "filters": [(one, told.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(told.values),
        "pager": pager(request, told, shown=len(found.rows), total=found.total),
        "total": found.total,
        "late": found.late,
        "waiting": _waiting(found.rows, actor_of(request)),
        "here": request.get_full_path(),
    }
    table = Table(COLUMNS, [_row(one, language) for one in found.rows])
    title = say("nav.clues", language)
    return show(request, Page("desk/clues/list.html", title, content, twin=found, table=table))


def _waiting(rows: list[ClueRow], actor: Actor) -> list[int]:
    """Return the clues of this page that wait for being assigned and are the reader's to assign."""
    scope = actor.scope("clues.assign")
    return [one.number for one in rows if one.state == State.NEW and scope.sees(one.place or None)]


@require_POST
def page_assigned(request: HttpRequest) -> HttpResponse:
    """Assign the clues of a page to one person, all of them or none."""
    numbers = [int(one) for one in request.POST.getlist("number") if one.isdecimal()]
    to = request.POST.get("to", "").strip()
    assign_clues(numbers, to, actor=actor_of(request), now=now())
    tell(request, "clue.step_taken")
    asked_at = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked_at, allowed_hosts=None)
    return HttpResponseRedirect(asked_at if asked_at and is_ours else reverse("desk:clues"))


def _row(one: ClueRow, language: Language) -> Row:
    tone, sign = SEVERITY_TONES[one.severity]
    held, decided = one.held
    hint = say("clue.held_of", language, held=held, decided=decided) if decided else ""
    return Row(
        (
            clue_cell(one.number),
            due_cell(one, today(), language),
            state_cell(one.state, language),
            Cell(one.rule, f"{one.rule} {pick((one.zh, one.en), language)}"),
            Cell(one.data, data_words(one.data, language)),
            Cell(one.severity, say(f"clue.severity_{one.severity}", language), "", tone, sign),
            place_cell(one.place),
            household_cell(one.household),
            text(one.assignee),
            Cell(f"{held}/{decided}", hint),
        )
    )


# --- runs and counts ------------------------------------------------------------------------------


@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """Show the runs that were taken in and the clues of each place by state."""
    scope, language = scope_of(request, "clues.read"), language_of(request)
    levels = tuple(Choice(one, say(f"clue.by_{one}", language)) for one in LEVELS)
    filters = (Filter("by", "clue.by", "choice", levels),)
    told = asked(request, filters)
    found = counts(scope, told.get("by") or "village", today=today())
    ran = runs(scope)
    content = {
        "filters": [(one, told.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(told.values),
        "runs": Table(RUN_COLUMNS, [_run(one, language) for one in ran]),
        "chart": _open_bars(found, language),
        "may_run": actor_of(request).allows("clues.take")
        and actor_of(request).allows("registry.export"),
    }
    table = Table(COUNT_COLUMNS, [_count(one) for one in found])
    twin = {"counts": found, "runs": ran}
    title = say("nav.clue_runs", language)
    return show(request, Page("desk/clues/runs.html", title, content, twin=twin, table=table))


def _run(one: RunRow, language: Language) -> Row:
    inputs = "; ".join(
        f"{'' if file.data == 'register' else data_words(file.data, language)}"
        f"{say('clue.register_alone', language) if file.data == 'register' else ''}"
        f" {file.rows:,} ({file.sha256[:12]})"
        for file in one.inputs
    )
    return Row(
        (
            text(one.number),
            text(one.as_of),
            moment(one.taken_at),
            text(one.taken_by),
            text(one.clues),
            text(inputs),
        )
    )


def _count(one: PlaceCount) -> Row:
    cells = (text(many) for many in one.by_state.values())
    return Row((place_cell(one.place), *cells, text(one.total), text(one.late)))


def _open_bars(found: list[PlaceCount], language: Language) -> Chart | None:
    bars = []
    for one in found[:BARS_MAX]:
        is_open = one.total - one.by_state[State.CLOSED]
        closed = one.by_state[State.CLOSED]
        words = say("clue.open_of", language, open=is_open, total=one.total)
        name = place_cell(one.place).text or say("clue.no_place", language)
        parts = (
            Part(is_open, "s2", f"{say('clue.only_open', language)} {is_open}"),
            Part(closed, "s4", f"{pick(STATES[State.CLOSED], language)} {closed}"),
        )
        bars.append(Bar(name, words, parts))
    return Chart(say("clue.by_place", language), tuple(bars)) if bars else None


# --- learning -------------------------------------------------------------------------------------


@require_safe
def learning_page(request: HttpRequest) -> HttpResponse:
    """Show by rule and by list how often decided clues held and why the others did not."""
    scope, language = scope_of(request, "clues.read"), language_of(request)
    found = learning(scope)
    rules = {code: f"{pick((one.zh, one.en), language)}" for code, one in RULES.items()}
    lists = {one.code: data_words(one.code, language) for one in found.by_data}
    legend = tuple(
        (CONCLUSION_TONES[code], pick(words, language)) for code, words in CONCLUSIONS.items()
    )
    content = {
        "chart": _bars(
            found.by_rule, say("clue.learned_by_rule", language), language, legend=legend
        ),
        "data_chart": _bars(
            found.by_data,
            say("clue.learned_by_data", language),
            language,
            legend=legend,
            names=lists,
        ),
        "by_data": Table(
            LEARNING_COLUMNS, [_learned(one, lists, language) for one in found.by_data]
        ),
    }
    table = Table(LEARNING_COLUMNS, [_learned(one, rules, language) for one in found.by_rule])
    title = say("nav.clue_learning", language)
    page = Page("desk/clues/learning.html", title, content, twin=found, table=table)
    return show(request, page)


def _learned(one: Learned, names: dict[str, str], language: Language) -> Row:
    permille = one.false_permille
    share = "" if permille is None else f"{permille // 10}.{permille % 10}%"
    why = "、".join(
        f"{pick(EXPLANATIONS[code], language)} {many}" for code, many in one.by_explanation.items()
    )
    return Row(
        (
            text(one.code),
            text(names.get(one.code, "")),
            text(one.decided),
            *(text(many) for many in one.by_conclusion.values()),
            Cell(permille, share),
            text(why),
            text(one.waiting),
        )
    )


def _bars(
    found: list[Learned],
    title: str,
    language: Language,
    *,
    legend: tuple[tuple[str, str], ...],
    names: dict[str, str] | None = None,
) -> Chart | None:
    bars = []
    for one in found[:BARS_MAX]:
        if not one.decided:
            continue
        parts = tuple(
            Part(many, CONCLUSION_TONES[code], f"{pick(CONCLUSIONS[code], language)} {many}")
            for code, many in one.by_conclusion.items()
            if many
        )
        words = say("clue.held_of", language, held=one.held, decided=one.decided)
        bars.append(Bar((names or {}).get(one.code, one.code), words, parts))
    return Chart(title, tuple(bars), legend) if bars else None
