"""Forms of records: filled in by one person, posted by a second; what waits, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.cooperation.commands.proposing import post_proposal, propose, withdraw_proposal
from jiedui.cooperation.given import Ask
from jiedui.cooperation.kinds import KINDS
from jiedui.cooperation.queries import proposals as reading
from jiedui.cooperation.queries.listing import Wanted
from jiedui.cooperation.vocabulary import VOCABULARIES
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Refused, refuse
from jiedui.web.clock import now
from jiedui.web.desk.cooperation.listing import (
    ListPage,
    code_words,
    kind_name,
    question_of,
    show_list,
)
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.pages import Page, show
from jiedui.web.problems import found_of, title_of, well_set
from jiedui.web.tables import Cell, Choice, Column, Filter, moment, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from jiedui.cooperation.given import Field
    from jiedui.cooperation.queries.proposals import ProposalRow
    from jiedui.kernel.problem import Problem
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("kind", "coop.record_kind", "word"),
    Column("words", "coop.about"),
    Column("place", "book.place"),
    Column("proposed_by", "reversal.proposed_by"),
    Column("proposed_at", "reversal.proposed_at", "date"),
    Column("state", "reversal.state", "badge"),
    Column("decided_by", "coop.decided_by"),
)
STATE_TONES = {"open": ("warn", "wait"), "posted": ("ok", "ok"), "withdrawn": ("mute", "bad")}
RECORD_PAGES = {
    "pairing": "pairing",
    "pairing_change": "pairing",
    "pairing_end": "pairing",
    "agreement": "agreement",
    "amendment": "agreement",
    "promise": "agreement",
    "visit": "visit",
    "secondment": "secondment",
    "arrival": "secondment",
    "return": "secondment",
    "training": "training",
    "roster": "training",
    "enterprise": "enterprise",
    "investment": "enterprise",
    "sale": "sale",
    "placement": "placement",
    "placement_end": "placement",
}
"""The page that shows a posted record of each kind."""


class Asked(NamedTuple):
    """A field as the form shows it."""

    name: str
    label: str
    ask: str
    value: str
    is_required: bool
    hint: str
    choices: tuple[Choice, ...]
    fault: str


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """List proposals, what waits first."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    page = ListPage(
        "nav.proposals",
        "coop.proposals_lead",
        "coop.proposals_empty",
        COLUMNS,
        (
            Filter("kind", "coop.record_kind", "choice", _kinds(language)),
            Filter("state", "reversal.state", "choice", _states(language)),
            Filter("by", "reversal.proposed_by"),
        ),
        (("-number", "coop.sort_newest"), ("number", "coop.sort_oldest")),
        tuple(KINDS),
    )
    question = question_of(request, page)
    found = reading.proposals(scope, question.wanted)
    waiting = reading.proposals(scope, Wanted({"state": "open"}, limit=1)).total
    content = {"waiting": waiting}
    return show_list(request, page, question, found=found, cells=_cells, content=content)


def _kinds(language: Language) -> tuple[Choice, ...]:
    return tuple(Choice(code, kind_name(code, language)) for code in KINDS)


def _states(language: Language) -> tuple[Choice, ...]:
    return tuple(Choice(state, say(f"coop.state_{state}", language)) for state in STATE_TONES)


def _cells(one: ProposalRow, language: Language) -> tuple[Cell, ...]:
    tone, icon = STATE_TONES[one.state]
    href = reverse("desk:proposal", args=[one.number])
    return (
        Cell(one.number, str(one.number), href),
        Cell(one.kind, kind_name(one.kind, language)),
        Cell(one.words, one.words, href),
        Cell(one.place, name_of(one.place) if one.place else ""),
        text(one.proposed_by),
        moment(one.proposed_at),
        Cell(one.state, say(f"coop.state_{one.state}", language), "", tone, icon),
        text(one.decided_by),
    )


@require_safe
def proposal_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a proposal says, to be posted by a second person or withdrawn."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    actor = actor_of(request)
    row, form = reading.proposal(scope, number)
    may_name = actor.allows("cooperation.names")
    shown = [
        (_label(one, language), _shown(one, form[one.name], language, may_name=may_name))
        for one in KINDS[row.kind].fields
        if one.name in form
    ]
    tone, icon = STATE_TONES[row.state]
    content = {
        "row": row,
        "shown": shown,
        "state": Cell(row.state, say(f"coop.state_{row.state}", language), "", tone, icon),
        "may_post": row.state == "open"
        and row.proposed_by != actor.username
        and actor.allows("cooperation.post"),
        "is_mine": row.proposed_by == actor.username,
        "may_withdraw": row.state == "open" and actor.allows("cooperation.propose"),
        "record_href": _record_href(row),
        "kind": kind_name(row.kind, language),
    }
    crumbs = ((say("nav.proposals", language), reverse("desk:proposals")),)
    title = say("coop.proposal_title", language, number=number)
    return show(request, Page("desk/proposal.html", title, content, twin=row, crumbs=crumbs))


def _record_href(row: ProposalRow) -> str:
    if row.record is None or row.kind not in RECORD_PAGES:
        return ""
    return reverse(f"desk:{RECORD_PAGES[row.kind]}", args=[row.record])


def _shown(one: Field, words: str, language: Language, *, may_name: bool) -> str:
    if one.ask in {Ask.SEALED, Ask.LINES} and not may_name:
        return say("coop.sealed", language)
    return code_words(one.choices, words, language) if one.ask is Ask.CHOICE else words


@require_POST
def proposal_post(request: HttpRequest, number: int) -> HttpResponse:
    """Post a proposal as a second person."""
    post_proposal(number, actor=actor_of(request), now=now())
    tell(request, "coop.posted_now", number=number)
    return HttpResponseRedirect(reverse("desk:proposal", args=[number]))


@require_POST
def proposal_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a proposal."""
    withdraw_proposal(number, actor=actor_of(request), now=now())
    tell(request, "coop.withdrawn_now", number=number)
    return HttpResponseRedirect(reverse("desk:proposal", args=[number]))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def record_form(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of a kind of record; when it is sent, propose it or show what is wrong."""
    scope_of(request, "cooperation.propose")
    if kind not in KINDS:
        raise refuse("RECORD_KIND_UNKNOWN", found=kind, expected=", ".join(KINDS))
    said = request.POST if request.method == "POST" else request.GET
    form = {one.name: said.get(one.name, "") for one in KINDS[kind].fields}
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            done = propose(kind, form, actor=actor_of(request), now=now())
        except Refused as refused:
            if any(one.code in {"NOT_ALLOWED", "OUT_OF_PLACE"} for one in refused.problems):
                raise
            problems = refused.problems
        else:
            tell(request, "coop.proposed_now", number=done.number)
            return HttpResponseRedirect(reverse("desk:proposal", args=[done.number]))
    return _form_page(request, kind, form, problems=problems)


def _form_page(
    request: HttpRequest, kind: str, form: Mapping[str, str], *, problems: tuple[Problem, ...]
) -> HttpResponse:
    language = language_of(request)
    faults = {one.source.cell: one for one in problems}
    names = {one.name for one in KINDS[kind].fields}
    fields = [_asked(one, form, faults, language=language) for one in KINDS[kind].fields]
    content = {
        "fields": fields,
        "kind": kind,
        "others": [one for one in problems if one.source.cell not in names],
        "has_faults": bool(problems),
    }
    crumbs = ((say("nav.proposals", language), reverse("desk:proposals")),)
    title = say("coop.new", language, kind=kind_name(kind, language))
    twin = {"fields": fields, "problems": [one.as_row() for one in problems]}
    status = 422 if problems else 200
    return show(
        request,
        Page("desk/record_form.html", title, content, twin=twin, crumbs=crumbs, status=status),
    )


def _asked(
    one: Field, form: Mapping[str, str], faults: Mapping[str, Problem], *, language: Language
) -> Asked:
    fault = faults.get(one.name)
    words = ""
    if fault is not None:
        words = f"{title_of(fault, language)}。{found_of(fault, language)}"
        words = words if language == "zh" else words.replace("。", ". ")
    options: tuple[Choice, ...] = ()
    if one.ask is Ask.CHOICE:
        options = tuple(
            Choice(code, code_words(one.choices, code, language))
            for code in VOCABULARIES[one.choices]
        )
    return Asked(
        one.name,
        _label(one, language),
        one.ask.value,
        form.get(one.name, ""),
        one.is_required,
        well_set(one.hint, "zh") if one.hint else "",
        options,
        words,
    )


def _label(one: Field, language: Language) -> str:
    words = one.zh if language == "zh" else one.en[:1].upper() + one.en[1:]
    return well_set(words, language)
