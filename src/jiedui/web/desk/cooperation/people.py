"""People at work: who is where, gaps and hand-overs, classes and rosters, placements that last."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.cooperation.personal import roster as lines_of
from jiedui.cooperation.queries import people as reading
from jiedui.cooperation.queries import trainings as training_queries
from jiedui.kernel.identity import mask_number
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import said
from jiedui.web.clock import today
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
from jiedui.web.desk.door import actor_of, scope_of
from jiedui.web.desk.shown import Manner, amount_words, period_words
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, text
from jiedui.web.timelines import Lane, Span, Timeline
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.cooperation.queries.people import (
        PlacementRow,
        PostRow,
        SecondmentRow,
    )
    from jiedui.cooperation.queries.trainings import TrainingRow
    from jiedui.kernel.period import Period
    from jiedui.web.wording import Language

SECONDMENT_COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("kind", "coop.kind", "word"),
    Column("field", "coop.field", "word"),
    Column("place", "book.place"),
    Column("post", "coop.duty"),
    Column("home_unit", "coop.home_unit"),
    Column("batch_no", "coop.batch_no"),
    Column("planned", "coop.planned", "date"),
    Column("arrived", "coop.arrived", "date"),
    Column("returned", "coop.returned", "date"),
    Column("state", "reversal.state", "badge"),
    Column("entry", "coop.entry", "number"),
)
TRAINING_COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("title", "coop.class"),
    Column("place", "book.place"),
    Column("trainee_kind", "coop.trainees", "word"),
    Column("starts", "coop.days", "date"),
    Column("batches", "coop.batches", "number"),
    Column("attendances", "coop.attendances", "number"),
    Column("people", "coop.distinct", "number"),
    Column("poor_people", "coop.registered", "number"),
    Column("cost_fen", "coop.cost", "number"),
    Column("entry", "coop.entry", "number"),
)
PLACEMENT_COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("place", "book.place"),
    Column("channel", "coop.channel", "word"),
    Column("status", "coop.status", "word"),
    Column("employer", "coop.employer"),
    Column("region", "coop.region"),
    Column("began", "coop.starts", "date"),
    Column("ended", "coop.ends", "date"),
    Column("monthly_pay_fen", "coop.pay", "number"),
    Column("stability", "coop.stability", "badge"),
    Column("entry", "coop.entry", "number"),
)
STATE_TONES = {"planned": ("warn", "wait"), "in_post": ("ok", "person"), "returned": ("mute", "ok")}
STABILITY_TONES = {
    "six": ("ok", "ok"),
    "three": ("ok", "ok"),
    "short": ("warn", "wait"),
    "maybe": ("tell", "ask"),
    "not_known": ("mute", "ask"),
}


def _page(language: Language) -> ListPage:
    states = tuple(Choice(code, say(f"coop.at_{code}", language)) for code in STATE_TONES)
    return ListPage(
        "nav.secondments",
        "coop.secondments_lead",
        "coop.secondments_empty",
        SECONDMENT_COLUMNS,
        (
            PLACE,
            Filter("state", "reversal.state", "choice", states),
            Filter("kind", "coop.kind", "choice", choices("secondment_kind", language)),
            Filter("field", "coop.field", "choice", choices("field", language)),
            Filter("batch", "coop.batch_no"),
            Filter("unit", "coop.unit_or_post"),
            PERIOD,
        ),
        (
            ("-number", "coop.sort_newest"),
            ("post", "coop.duty"),
            ("arrived", "coop.arrived"),
            ("planned", "coop.planned"),
        ),
        ("secondment", "arrival", "return"),
        "desk/secondments.html",
    )


@require_safe
def secondment_list(request: HttpRequest) -> HttpResponse:
    """List secondments, with the board of posts: who held them, gaps and hand-overs."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    page = _page(language)
    question = question_of(request, page)
    found = reading.secondments(scope, question.wanted)
    board = reading.posts(scope, today=today(), place=question.wanted.place, limit=40)
    content = {"board": _board(request, board, language) if board else None}
    return show_list(request, page, question, found=found, cells=_secondment_cells, content=content)


def _board(request: HttpRequest, board: Sequence[PostRow], language: Language) -> Timeline:
    """Return the board of posts; with names only for those who may read them."""
    names: dict[int, str] = {}
    if actor_of(request).allows("cooperation.names"):
        numbers = [one.number for row in board for one in row.stays]
        names = reading.names_of(scope_of(request, "cooperation.names"), numbers)
    day = today()
    firsts = [one.arrived.starts for row in board for one in row.stays if one.arrived]
    first = dt.date(min(one.year for one in firsts), 1, 1)
    lanes = [_lane(row, names, day, language=language) for row in board]
    legend = (
        ("s3", say("coop.in_post", language)),
        ("gap", say("coop.gap", language)),
        ("double", say("coop.overlap", language)),
    )
    return Timeline(say("coop.board", language), first, day, tuple(lanes), legend, mark=day)


def _lane(row: PostRow, names: dict[int, str], day: dt.date, *, language: Language) -> Lane:
    spans = []
    for one in row.stays:
        stay = one.stay
        if stay is not None:
            words = f"{names.get(one.number, '')} {_days(stay.arrived)} – {_days(one.returned)}"
            last = min(stay.longest.ends, day)
            spans.append(Span(stay.longest.starts, last, "s3", words.strip(" –")))
    spans += [
        Span(one.starts, one.ends, "gap", say("coop.gap_words", language, days=_days(one)))
        for one in row.gaps
    ]
    spans += [
        Span(
            one.period.starts,
            min(one.period.ends, day),
            "double",
            say("coop.overlap_words", language, days=_days(one.period)),
        )
        for one in row.overlaps
    ]
    name = f"{name_of(row.place) if row.place else ''} {row.post}".strip()
    href = f"{reverse('desk:secondments')}?unit={row.post}"
    return Lane(name, href, "; ".join(one.words for one in spans), tuple(spans))


def _days(period: Period | None) -> str:
    return "" if period is None else str(period)


def _secondment_cells(one: SecondmentRow, language: Language) -> tuple[Cell, ...]:
    tone, icon = STATE_TONES[one.state]
    return (
        Cell(one.number, str(one.number), reverse("desk:secondment", args=[one.number])),
        code_cell("secondment_kind", one.kind, language),
        code_cell("field", one.field, language) if one.field else text(""),
        Cell(one.place, name_of(one.place) if one.place else ""),
        text(one.post),
        text(one.home_unit),
        text(one.batch_no),
        Cell(_days(one.planned), _days(one.planned).replace("/", " – ")),
        text(_days(one.arrived)),
        text(_days(one.returned)),
        Cell(one.state, say(f"coop.at_{one.state}", language), "", tone, icon),
        entry_or_none(one.entry),
    )


@require_safe
def secondment_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one secondment; the person's name only to those who may read names."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    one = reading.secondment(scope, number)
    cells = zip(SECONDMENT_COLUMNS[1:], _secondment_cells(one, language)[1:], strict=True)
    shown = [(column.label, cell) for column, cell in cells if cell.text]
    shown += _person(request, "secondment", number)
    shown.append(("coop.source", source_cell(one.batch, one.source)))
    forms: tuple[str, ...] = ("arrival",) if one.arrived is None else ("return",)
    content = {
        "facts": [(label, cell) for label, cell in shown if cell.text],
        "is_taken_back": one.is_taken_back,
        "forms": forms_of(request, forms, f"?secondment={number}"),
    }
    crumbs = ((say("nav.secondments", language), reverse("desk:secondments")),)
    title = say("coop.secondment_title", language, number=number)
    return show(request, Page("desk/record.html", title, content, twin=one, crumbs=crumbs))


def _person(request: HttpRequest, kind: str, number: int) -> list[tuple[str, Cell]]:
    """Return the name and the starred number of a person, for those who may read names."""
    if not actor_of(request).allows("cooperation.names"):
        return []
    told = reading.person_words(scope_of(request, "cooperation.names"), kind, number)
    number_words = mask_number(told.get("id_no", ""))
    return [
        ("coop.name", text(told.get("name", ""))),
        ("coop.id_no", text(number_words)),
        ("coop.position", text(told.get("position", ""))),
    ]


@require_safe
def training_list(request: HttpRequest) -> HttpResponse:
    """List classes, with the different people their rosters hold."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    page = ListPage(
        "nav.trainings",
        "coop.trainings_lead",
        "coop.trainings_empty",
        TRAINING_COLUMNS,
        (
            PLACE,
            Filter("kind", "coop.trainees", "choice", choices("trainee_kind", language)),
            Filter("words", "coop.class"),
            PERIOD,
        ),
        (
            ("-start", "coop.sort_newest"),
            ("start", "coop.sort_oldest"),
            ("-attendances", "coop.attendances"),
            ("title", "coop.class"),
        ),
        ("training", "roster"),
        "desk/trainings.html",
    )
    question = question_of(request, page)
    found = training_queries.trainings(scope, question.wanted)
    people, with_roster, without = training_queries.distinct_people(
        scope, place=question.wanted.place, period=question.wanted.period
    )
    content = {
        "distinct": amount_words(people, "person", Manner(language)),
        "with_roster": with_roster,
        "without": without,
    }
    return show_list(request, page, question, found=found, cells=_training_cells, content=content)


def _training_cells(one: TrainingRow, language: Language) -> tuple[Cell, ...]:
    cost = said(one.cost_fen) if one.cost_fen is not None else None
    days = one.said.replace("/", " – ") or period_words(
        one.period.starts, one.period.ends, language
    )
    return (
        Cell(one.number, str(one.number), reverse("desk:training", args=[one.number])),
        text(one.title),
        Cell(one.place, name_of(one.place) if one.place else ""),
        code_cell("trainee_kind", one.trainee_kind, language) if one.trainee_kind else text(""),
        Cell(one.period.starts, days),
        text(one.batches),
        amount_cell(one.attendances, "person_time", language),
        text(one.people),
        text(one.poor_people),
        amount_cell(cost, "fen", language),
        entry_or_none(one.entry),
    )


@require_safe
def training_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one class; its roster only to those who may read names."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    one = training_queries.training(scope, number)
    cells = zip(TRAINING_COLUMNS[1:], _training_cells(one, language)[1:], strict=True)
    shown = [(column.label, cell) for column, cell in cells if cell.text]
    shown += [
        ("coop.organiser", text(one.organiser)),
        ("coop.held_at", text(one.held_at)),
        ("coop.fund_source", text(one.fund_source)),
        ("coop.roster_entry", entry_or_none(one.roster_entry)),
        ("coop.source", source_cell(one.batch, one.source)),
    ]
    roster: list[str] = []
    if actor_of(request).allows("cooperation.names"):
        kept = training_queries.roster_of(scope_of(request, "cooperation.names"), number)
        roster = [line.name for line in lines_of(kept)]
    content = {
        "facts": [(label, cell) for label, cell in shown if cell.text],
        "is_taken_back": one.is_taken_back,
        "forms": forms_of(request, ("roster",), f"?training={number}"),
        "roster": roster,
    }
    crumbs = ((say("nav.trainings", language), reverse("desk:trainings")),)
    return show(request, Page("desk/record.html", one.title, content, twin=one, crumbs=crumbs))


@require_safe
def placement_list(request: HttpRequest) -> HttpResponse:
    """List placements with how long each has lasted."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    page = ListPage(
        "nav.placements",
        "coop.placements_lead",
        "coop.placements_empty",
        PLACEMENT_COLUMNS,
        (
            PLACE,
            Filter("channel", "coop.channel", "choice", choices("channel", language)),
            Filter("status", "coop.status", "choice", choices("status", language)),
            Filter("words", "coop.employer"),
            PERIOD,
        ),
        (
            ("-number", "coop.sort_newest"),
            ("began", "coop.starts"),
            ("-pay", "coop.pay"),
        ),
        ("placement", "placement_end"),
        "desk/placements.html",
    )
    question = question_of(request, page)
    found = reading.placements(scope, question.wanted, on=today())
    wanted = question.wanted
    tally = reading.placement_tally(scope, on=today(), place=wanted.place, period=wanted.period)
    content = {
        "tally": [
            (code_words("channel", code, language), count, three, six)
            for code, count, three, six in tally
        ]
    }
    return show_list(request, page, question, found=found, cells=_placement_cells, content=content)


def _placement_cells(one: PlacementRow, language: Language) -> tuple[Cell, ...]:
    tone, icon = STABILITY_TONES[one.stability.value]
    pay = said(one.monthly_pay_fen) if one.monthly_pay_fen is not None else None
    manner = Manner(language, "元")
    return (
        Cell(one.number, str(one.number), reverse("desk:placement", args=[one.number])),
        Cell(one.place, name_of(one.place) if one.place else ""),
        code_cell("channel", one.channel, language),
        code_cell("status", one.status, language) if one.status else text(""),
        text(one.employer),
        text(one.region),
        text(_days(one.began)),
        text(_days(one.ended)),
        Cell(one.monthly_pay_fen, amount_words(pay, "fen", manner) if pay else ""),
        Cell(one.stability.value, say(f"coop.lasts_{one.stability}", language), "", tone, icon),
        entry_or_none(one.entry),
    )


@require_safe
def placement_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one placement; the person's name only to those who may read names."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    one = reading.placement(scope, number, on=today())
    cells = zip(PLACEMENT_COLUMNS[1:], _placement_cells(one, language)[1:], strict=True)
    shown = [(column.label, cell) for column, cell in cells if cell.text]
    shown += _person(request, "placement", number)
    shown.append(("coop.source", source_cell(one.batch, one.source)))
    content = {
        "facts": [(label, cell) for label, cell in shown if cell.text],
        "is_taken_back": one.is_taken_back,
        "forms": forms_of(request, ("placement_end",), f"?placement={number}"),
    }
    crumbs = ((say("nav.placements", language), reverse("desk:placements")),)
    title = say("coop.placement_title", language, number=number)
    return show(request, Page("desk/record.html", title, content, twin=one, crumbs=crumbs))
