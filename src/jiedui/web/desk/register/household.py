"""One household: masked, and in full for a stated purpose; every look is written down."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiedui.clues.queries import Filters, clues
from jiedui.registry.as_json import dossier_json
from jiedui.registry.household import OPEN
from jiedui.registry.looking import looks
from jiedui.registry.measures import KINDS as MEASURES
from jiedui.registry.privacy import look_at
from jiedui.registry.wording import pair
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import now, today
from jiedui.web.desk.clues.listing import clue_cell, due_cell, state_cell
from jiedui.web.desk.door import actor_of, scope_of
from jiedui.web.desk.register.listing import (
    AS_OF,
    KNOWN,
    coded,
    days_of,
    place_cell,
    standing_cell,
)
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, asked, moment, text
from jiedui.web.timelines import Lane, Span, Timeline
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.registry.dossier import Dossier, Given, Told
    from jiedui.registry.looking import Seen
    from jiedui.registry.queries import Member
    from jiedui.web.wording import Language

MEMBER_COLUMNS = (
    Column("name", "register.name", "word"),
    Column("relation", "register.relation", "word"),
    Column("id_no", "register.id_no", "word"),
    Column("since", "register.since", "date"),
    Column("items", "register.items"),
)
EVENT_COLUMNS = (
    Column("event", "register.event", "number"),
    Column("happened_on", "register.happened_on", "date"),
    Column("kind", "register.kind", "word"),
    Column("people", "register.who"),
    Column("recorded_on", "register.recorded_on", "date"),
    Column("told_by", "register.told_by", "word"),
    Column("reason", "register.reason"),
)
GOT_COLUMNS = (
    Column("day", "register.day", "date"),
    Column("kind", "register.kind", "word"),
    Column("words", "register.what"),
    Column("yuan", "register.yuan", "number"),
    Column("from", "register.came_from"),
)
LOOK_COLUMNS = (
    Column("at", "register.at", "date"),
    Column("actor", "register.told_by", "word"),
    Column("purpose", "register.purpose"),
    Column("in_full", "register.in_full", "word"),
)
CLUE_COLUMNS = (
    Column("number", "clue.number", "number"),
    Column("due_on", "clue.due", "badge"),
    Column("state", "clue.state", "badge"),
    Column("rule", "clue.question"),
    Column("assignee", "clue.assignee", "word"),
)
LANE_TONES = {
    "registered": "s5",
    "exited": "s3",
    "ordinary": "s2",
    "removed": "gap",
    "merged": "gap",
}
FEN = 100
LOOKS_SHOWN = 12
"""How many of the latest looks a household's page shows; `jiedui register looks` has them all."""


@never_cache
@require_safe
def household_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show a household, personal data starred; the look is written down."""
    return _shown(request, number, say("register.page_purpose", "zh"), reveal=False)


@never_cache
@require_POST
def household_in_full(request: HttpRequest, number: str) -> HttpResponse:
    """Show a household in full for a purpose that the reader states."""
    return _shown(request, number, request.POST.get("purpose", ""), reveal=True)


def _shown(request: HttpRequest, number: str, purpose: str, *, reveal: bool) -> HttpResponse:
    scope, language = scope_of(request, "registry.read"), language_of(request)
    filters = (AS_OF, KNOWN)
    told = asked(request, filters)
    days = days_of(told)
    actor = actor_of(request)
    found = look_at(number, days, purpose=purpose, actor=actor, now=now(), reveal=reveal)
    content = {
        "household": found,
        "days": days,
        "filters": [(one, told.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(told.values),
        "standing": standing_cell(found.standing, language),
        "place": place_cell(found.place),
        "facts": _facts(found, language),
        "events": Table(EVENT_COLUMNS, [_event(one, language) for one in found.events]),
        "timeline": _timeline(found, language),
        "income": _income(found, language),
        "guarantees": [
            (pick(pair("guarantee", one.name), language), one) for one in found.guarantees
        ],
        "got": Table(GOT_COLUMNS, [_got(one, language) for one in found.got]),
        "looks": Table(
            LOOK_COLUMNS,
            [_look(one, language) for one in looks(scope, number=number, limit=LOOKS_SHOWN)],
        ),
        "looks_shown": LOOKS_SHOWN,
        "may_reveal": actor.allows("registry.reveal") and not found.is_erased,
        "forms": _forms(found, language) if actor.allows("registry.record") else [],
        "clues": _clues(request, number, language),
    }
    table = Table(MEMBER_COLUMNS, [_member(one, language) for one in found.members])
    crumbs = ((say("nav.households", language), reverse("desk:households")),)
    return show(
        request,
        Page(
            "desk/register/household.html",
            say("register.household_title", language, number=number),
            content,
            twin=dossier_json(found),
            table=table,
            crumbs=crumbs,
        ),
    )


FORMS = ("event", "proposal", "split", "merge", "measure", "item", "income", "guarantee", "erasure")
"""Forms of a household in the order of its page."""


def _forms(found: Dossier, language: Language) -> list[tuple[str, str]]:
    """Return the words and addresses of what may be done with a household."""
    codes = FORMS[:-1] if found.is_erased else FORMS
    links = [
        (say(f"register.do_{one}", language), reverse(f"desk:household_{one}", args=[found.number]))
        for one in codes
    ]
    case = f"{reverse('desk:register_case_new')}?household={found.number}"
    return [(say("register.do_case", language), case), *links]


def _clues(request: HttpRequest, number: str, language: Language) -> Table | None:
    """Return the clues about a household; None for those who may not read clues."""
    if not actor_of(request).allows("clues.read"):
        return None
    scope, on = scope_of(request, "clues.read"), today()
    found = clues(scope, Filters(find=number), today=on)
    return Table(
        CLUE_COLUMNS,
        [
            Row(
                (
                    clue_cell(one.number),
                    due_cell(one, on, language),
                    state_cell(one.state, language),
                    Cell(one.rule, f"{one.rule} {pick((one.zh, one.en), language)}"),
                    text(one.assignee),
                )
            )
            for one in found.rows
        ],
    )


def _facts(found: Dossier, language: Language) -> list[tuple[str, str]]:
    told = [
        (say("register.watch", language), coded("watch", found.watch, language).text),
        (say("register.poor_type", language), coded("poor_type", found.poor_type, language).text),
        (say("register.main_cause", language), coded("cause", found.main_cause, language).text),
    ]
    told += [
        (pick(pair("item", name), language), value) for name, value in sorted(found.items.items())
    ]
    return [(name, value) for name, value in told if value]


def _member(one: Member, language: Language) -> Row:
    items = "  ".join(
        f"{pick(pair('item', name), language)} {said}" for name, said in one.items.items()
    )
    return Row(
        (
            text(one.name),
            coded("relation", one.relation, language),
            text(one.number),
            text(one.since),
            text(items),
        )
    )


def _event(one: Told, language: Language) -> Row:
    day = one.happened_on.isoformat()
    if one.is_bound:
        day = say("register.by_day", language, day=day)
    kind = pick(pair("kind", one.kind), language)
    if one.corrects:
        code = "register.voids" if one.is_void else "register.corrects"
        kind += say(code, language, event=one.corrects)
    return Row(
        (
            text(one.number),
            Cell(one.happened_on, day),
            Cell(one.kind, kind),
            text("、".join(filter(None, one.people))),
            text(one.recorded_on),
            text("、".join(filter(None, (one.proposed_by, one.told_by)))),
            text(one.reason),
        )
    )


def _got(one: Given, language: Language) -> Row:
    zh_en = MEASURES.get(one.kind, (one.kind, one.kind))
    yuan = "" if one.fen is None else f"{one.fen // FEN:,}.{one.fen % FEN:02d}"
    words = f"{one.words} {one.quantity}".strip()
    return Row(
        (
            text(one.day),
            Cell(one.kind, pick(zh_en, language)),
            text(words),
            Cell(one.fen, yuan),
            text(one.came_from),
        )
    )


def _look(one: Seen, language: Language) -> Row:
    how = say("register.yes" if one.is_revealed else "register.masked", language)
    return Row((moment(one.at), text(one.actor), text(one.purpose), Cell(one.is_revealed, how)))


def _timeline(found: Dossier, language: Language) -> Timeline | None:
    """Return where the household stood from its first day to the day asked about."""
    if not found.stood:
        return None
    ends = max(min(today(), found.days.known), found.stood[0].since + dt.timedelta(days=1))
    spans = tuple(
        Span(
            one.since,
            ends if one.until == OPEN else one.until - dt.timedelta(days=1),
            LANE_TONES.get(one.standing, "s2"),
            f"{one.since} {pick(pair('standing', one.standing), language)}",
        )
        for one in found.stood
        if one.since <= ends
    )
    words = "; ".join(one.words for one in spans)
    title = say("register.timeline", language)
    lanes = [Lane(say("register.standing", language), "", words, spans)]
    watched = tuple(
        Span(
            one.since,
            ends if one.until == OPEN else one.until - dt.timedelta(days=1),
            "double",
            f"{one.since} {pick(pair('watch', one.watch), language)}",
        )
        for one in found.stood
        if one.watch and one.since <= ends
    )
    if watched:
        said = "; ".join(one.words for one in watched)
        lanes.append(Lane(say("register.watch", language), "", said, watched))
    mark = min(max(found.days.as_of, found.stood[0].since), ends)
    return Timeline(title, found.stood[0].since, ends, tuple(lanes), mark=mark)


def _income(found: Dossier, language: Language) -> Chart | None:
    """Return net income a person by year, with the line of its year in words."""
    bars = []
    for one in found.incomes:
        if one.net_pc is None:
            continue
        lines = "  ".join(
            f"{pick(pair('purpose', name), language)} {fen // FEN:,}"
            for name, fen in one.lines.items()
        )
        words = f"{one.net_pc // FEN:,} {say('register.yuan', language)}"
        below = any(one.net_pc < fen for fen in one.lines.values())
        part = Part(max(one.net_pc, 0), "s5" if below else "s3", words)
        bars.append(Bar(str(one.year), f"{words}  {lines}".strip(), (part,)))
    return Chart(say("register.income", language), tuple(bars)) if bars else None
