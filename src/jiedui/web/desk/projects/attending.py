"""What needs attention today, most urgent first; explaining and accepting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.attention.catalogue import rules
from jiedui.attention.commands import accept_finding, assign_finding, explain_finding, run_rules
from jiedui.attention.declaration import STATES, WAITING
from jiedui.attention.queries import (
    FindingFilter,
    finding,
    findings,
    last_run,
    overdue,
    waiting_by_rule,
)
from jiedui.programme.commands.watching import follow
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.figures import manner_of
from jiedui.web.desk.projects.listing import place_key
from jiedui.web.desk.projects.looks import money_cell, place_cell
from jiedui.web.pages import Page, show
from jiedui.web.problems import well_set
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked, pager, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.attention.queries import FindingRow
    from jiedui.web.desk.shown import Manner
    from jiedui.web.wording import Language

COLUMNS = (
    Column("urgency", "work.urgency", "badge"),
    Column("rule", "work.rule", "word"),
    Column("what", "work.what"),
    Column("place", "work.place", "word"),
    Column("amount_fen", "work.amount", "number"),
    Column("since", "work.since", "date"),
    Column("due", "work.due", "date"),
    Column("owner", "work.owner"),
    Column("state", "work.state", "badge"),
)
TONES = {1: ("bad", "bad"), 2: ("warn", "warn"), 3: ("tell", "wait")}


@require_safe
def attention(request: HttpRequest) -> HttpResponse:
    """List what needs attention, most urgent first, then what is due first."""
    scope, language, manner = (
        scope_of(request, "attention.read"), language_of(request), manner_of(request),
    )  # fmt: skip
    filters = (
        Filter("rule", "work.rule", "choice", _rules(language)),
        Filter("place", "work.place", hint="book.place_hint"),
        Filter("owner", "work.owner"),
        Filter("state", "work.state", "choice", _states(language)),
    )
    told = asked(request, filters)
    state = told.values.get("state", "")
    wanted = FindingFilter(
        rule=told.values.get("rule", ""),
        place=place_key(told.values.get("place", "")),
        owner=told.values.get("owner", ""),
        states=(state,) if state else WAITING,
    )
    found = findings(scope, wanted, limit=told.limit, offset=told.offset)
    counts = waiting_by_rule(scope)
    content = {
        "filters": [(one, told.get(one.name) or "") for one in filters],
        "is_filtered": bool(told.values),
        "pager": pager(request, told, shown=len(found.rows), total=found.total),
        "by_rule": [
            (code, pick((rules()[code].zh, rules()[code].en), language), number)
            for code, number in sorted(counts.items())
            if code in rules()
        ],
        "total": sum(counts.values()),
        "overdue": overdue(scope, today()),
        "last_run": last_run(),
        "may_run": actor_of(request).allows("attention.run"),
    }
    table = Table(COLUMNS, [_row(one, manner) for one in found.rows])
    title = say("nav.attention", language)
    return show(request, Page("desk/attention.html", title, content, twin=found, table=table))


def _rules(language: Language) -> tuple[Choice, ...]:
    return tuple(
        Choice(code, f"{code} {pick((one.zh, one.en), language)}") for code, one in rules().items()
    )


def _states(language: Language) -> tuple[Choice, ...]:
    return tuple(Choice(code, pick(words, language)) for code, words in STATES.items())


def _row(one: FindingRow, manner: Manner) -> Row:
    language = manner.language
    tone, icon = TONES[one.urgency]
    words = well_set(one.zh, language) if language == "zh" else one.en
    is_late = one.due < today() and one.state in WAITING
    return Row(
        (
            Cell(one.urgency, say(f"work.urgency_{one.urgency}", language), tone=tone, icon=icon),
            text(one.rule),
            Cell(one.subject, words, reverse("desk:finding", args=[one.number])),
            place_cell(one.place) if one.place else text(""),
            money_cell(one.amount_fen, manner),
            text(one.since),
            Cell(one.due, str(one.due), tone="bad" if is_late else ""),
            text(one.owner),
            Cell(one.state, pick(STATES[one.state], language), tone="mute"),
        )
    )


@require_safe
def finding_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one finding: what it rests on, what was said, what can be done."""
    scope, language, manner = (
        scope_of(request, "attention.read"), language_of(request), manner_of(request),
    )  # fmt: skip
    row, notes = finding(scope, number)
    actor = actor_of(request)
    rule = rules().get(row.rule)
    content = {
        "row": row,
        "words": well_set(row.zh, language) if language == "zh" else row.en,
        "rule": pick((rule.zh, rule.en), language) if rule else "",
        "state": pick(STATES[row.state], language),
        "amount": money_cell(row.amount_fen, manner).text,
        "notes": [(say(f"work.note_{one.verb.replace(' ', '_')}", language), one) for one in notes],
        "may_explain": actor.allows("attention.explain") and row.state in WAITING,
        "may_accept": actor.allows("attention.accept")
        and row.state == "EXPLAINED"
        and row.explained_by != actor.username,
    }
    crumbs = ((say("nav.attention", language), reverse("desk:attention")),)
    title = f"{row.rule} · {number}"
    twin = {"finding": row, "notes": notes}
    return show(request, Page("desk/finding.html", title, content, twin=twin, crumbs=crumbs))


@require_POST
def answer_finding(request: HttpRequest, number: int) -> HttpResponse:
    """Explain a finding, accept or send back an explanation, or hand it to somebody."""
    verb, words, actor = (
        request.POST.get("verb", ""), request.POST.get("words", ""), actor_of(request),
    )  # fmt: skip
    if verb == "explain":
        explain_finding(number, words=words, actor=actor, now=now())
    elif verb == "assign":
        assign_finding(number, owner=request.POST.get("owner", ""), actor=actor, now=now())
    else:
        accept_finding(number, is_accepted=verb == "accept", words=words, actor=actor, now=now())
    tell(request, "work.answered_now")
    return HttpResponseRedirect(reverse("desk:finding", args=[number]))


@require_POST
def run_now(request: HttpRequest) -> HttpResponse:
    """Run every rule over everything."""
    actor = actor_of(request)
    follow(actor=actor, now=now())
    ran = run_rules(actor=actor, now=now())
    tell(request, "work.ran_now", new=ran.new, cleared=ran.cleared, waiting=ran.waiting)
    return HttpResponseRedirect(reverse("desk:attention"))
