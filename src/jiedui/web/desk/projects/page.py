"""One project: life line, money, steps with what each needs, papers, notices, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.access.vault import upload
from jiedui.attention.queries import FindingFilter, findings
from jiedui.kernel.place import name_of
from jiedui.programme.disclosing import HEADINGS_EN
from jiedui.programme.lifecycle import DECIDERS, PAPERS, STATES
from jiedui.programme.outcomes import (
    ASSET_FORMS,
    ASSET_KINDS,
    CHECK_LEVELS,
    FINDING_STATES,
    KINDS,
    METHODS,
    MOMENTS,
    RIGHTS,
)
from jiedui.programme.queries.project import paper, project
from jiedui.web.charts import Chart
from jiedui.web.clock import today
from jiedui.web.desk.door import actor_of, scope_of
from jiedui.web.desk.figures import manner_of
from jiedui.web.desk.projects.forms import FORMS, shown
from jiedui.web.desk.projects.looks import (
    bar_of,
    category_words,
    legend,
    money_cell,
    source_words,
    state_words,
)
from jiedui.web.desk.shown import digits, unit_words
from jiedui.web.files import SHOWN, photo_response
from jiedui.web.pages import Page, show
from jiedui.web.tables import Column, Row, Table, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.programme.queries.disclosure import Preview
    from jiedui.programme.queries.needs import Offer
    from jiedui.programme.queries.project import ActRow, Funding, PassedStep, ProjectView
    from jiedui.web.desk.shown import Manner
    from jiedui.web.wording import Language

STEP_COLUMNS = (
    Column("on", "work.on", "date"),
    Column("origin", "work.from_state", "word"),
    Column("target", "work.to_state", "word"),
    Column("reason", "work.reason"),
    Column("proposed_by", "work.proposed_by"),
    Column("decided_by", "work.decided_by"),
)


class Stop(NamedTuple):
    """One state on the life line: its words, whether it was passed, whether it is now."""

    words: str
    on: str
    is_passed: bool
    is_here: bool


class OfferShown(NamedTuple):
    """A step that may follow, in words."""

    target: str
    words: str
    decider: str
    needs: list[tuple[str, bool]]
    is_ready: bool
    needs_reason: bool


class ActShown(NamedTuple):
    """A money act in words."""

    number: int
    kind: str
    source: str
    amount: str
    on: object
    days: str
    payee: str
    signed: list[str]
    lacks: list[str]
    is_open: bool
    is_approved: bool | None
    entry: int | None
    proposed_by: str


@require_safe
def project_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one project with everything on record and what can be done next."""
    scope, language = scope_of(request, "programme.read"), language_of(request)
    manner, view = manner_of(request), project(scope, number)
    content = {
        "view": view,
        "unit": unit_words("fen", manner),
        "facts": _facts(view, language, manner),
        "stops": _stops(view, language),
        "offers": [_offer(one, language) for one in view.offers],
        "waiting": next((one for one in view.steps if one.is_approved is None), None),
        "waiting_words": _waiting_words(view, language),
        "change": next((one for one in view.versions if one.is_approved is None), None),
        "chart": _chart(view, manner),
        "funding": _funding(view, manner),
        "lots": [
            (source_words(lot.source, language), lot.since, money_cell(lot.amount, manner).text)
            for lot in view.lots
        ],
        "acts": [act_shown(one, manner) for one in view.acts],
        "papers": [
            (pick(PAPERS.get(one["kind"], (one["kind"],) * 2), language), one)
            for one in view.papers
        ],
        "shots": {one["id"] for one in view.papers if one["file_name"].lower().endswith(SHOWN)},
        "checks": [(pick(CHECK_LEVELS[one["level"]], language), one) for one in view.acceptances],
        "contracts": [
            (pick(METHODS[one["method"]], language), money_cell(one["amount_fen"], manner), one)
            for one in view.contracts
        ],
        "cards": [_card(one, manner) for one in view.assets],
        "listed": view.listed,
        "previews": _previews(view, language),
        "language": language,
        "notices": [(pick(MOMENTS[one["moment"]], language), one) for one in view.disclosures],
        "audits": [
            (pick(FINDING_STATES[one.state], language), money_cell(one.amount_fen, manner), one)
            for one in view.audits
        ],
        "findings": findings(scope, FindingFilter(subject=f"project:{number}")).rows,
        "forms": _forms(view, language),
        "may": _may(request),
        "today": today(),
    }
    name = str(view.fields["name"])
    table = Table(STEP_COLUMNS, [_step_row(one, language) for one in view.steps])
    crumbs = ((say("nav.projects", language), reverse("desk:projects")),)
    page = Page("desk/project.html", name, content, twin=view, table=table, crumbs=crumbs)
    return show(request, page)


def _previews(view: ProjectView, language: Language) -> list[tuple[str, Preview, str, str]]:
    return [
        (pick((one.zh, one.en), language), one, one.moment, _lacks(one.missing, language))
        for one in view.previews
    ]


def _lacks(headings: Sequence[str], language: Language) -> str:
    """Return the headings a notice has no words for, as its reader calls them."""
    if language == "zh":
        return "、".join(headings)
    return ", ".join(HEADINGS_EN[one] for one in headings)


def _card(one: dict[str, Any], manner: Manner) -> tuple[str, list[tuple[str, str]]]:
    """Return an asset's card: its number and name, then its kind, value and the six rights."""
    language = manner.language
    kind = pick(ASSET_KINDS[one["kind"]], language), pick(ASSET_FORMS[one["form"]], language)
    told = [
        (say("work.asset_kind", language), " · ".join(kind)),
        (say("work.amount", language), money_cell(one["value_fen"], manner).text),
        *((pick(words, language), one[code] or "—") for code, words in RIGHTS.items()),
        (say("work.custodian", language), one["custodian"] or "—"),
        (say("work.location", language), one["location"] or "—"),
        (say("work.built_on", language), str(one["built_on"] or "—")),
    ]
    return f"{one['number']} {one['name']}", told


def _may(request: HttpRequest) -> dict[str, bool]:
    actor = actor_of(request)
    names = ("record", "decide", "sign_leader", "sign_cadre")
    return {name: actor.allows(f"programme.{name}") for name in names}


def _facts(view: ProjectView, language: Language, manner: Manner) -> list[tuple[str, str]]:
    fields = view.fields
    reach = [fields[name] for name in ("households", "people")]
    listed = [fields[f"registered_{name}"] for name in ("households", "people")]
    told = [
        ("work.project_number", fields["number"]),
        ("work.state", state_words(fields["state"], language)),
        ("work.place", f"{name_of(fields['place'])} {fields['location']}".strip()),
        ("work.year", str(fields["year"])),
        ("work.category", category_words(fields["category"], language)),
        ("work.unit", fields["unit"]),
        ("work.content", fields["content"]),
        ("work.approved", money_cell(fields["approved_fen"], manner).text),
        ("work.settled", money_cell(fields["settled_fen"], manner).text),
        ("work.surplus", _surplus(fields, language, manner)),
        ("work.planned_term", _span(fields["planned_start"], fields["planned_end"])),
        ("work.actual_term", _span(fields["actual_start"], fields["actual_end"])),
        ("work.planned_area", _area(fields["planned_area_cm2"])),
        ("work.actual_area", _area(fields["actual_area_cm2"])),
        ("work.percent", f"{fields['progress_percent']}%" if fields["progress_on"] else ""),
        ("work.reach", say("work.reach_words", language, households=reach[0] or "—",
                           people=reach[1] or "—") if any(reach) else ""),
        ("work.of_registered", say("work.reach_words", language, households=listed[0] or "—",
                                   people=listed[1] or "—") if any(listed) else ""),
        ("work.mechanism", fields["mechanism"]),
    ]  # fmt: skip
    return [(say(code, language), str(words)) for code, words in told if words]


def _surplus(fields: dict[str, Any], language: Language, manner: Manner) -> str:
    """Return what is left beyond the settled cost, and how much of it is still to be returned."""
    surplus = fields["surplus_fen"]
    if not surplus:
        return ""
    still = fields["surplus_open_fen"]
    code = "work.surplus_open" if still else "work.surplus_returned"
    amounts = [money_cell(one, manner).text for one in (surplus, still)]
    return say(code, language, amount=amounts[0], still=amounts[1])


def _span(first: object, last: object) -> str:
    return f"{first or '…'} – {last or '…'}" if first or last else ""


def _area(cm2: int | None) -> str:
    return f"{cm2 // 10_000:,} m²" if cm2 else ""


def _stops(view: ProjectView, language: Language) -> list[Stop]:
    state = view.fields["state"]
    passed = {one.target: one.on for one in view.steps if one.is_approved}
    here = view.fields["state_before"] or state
    at = STATES.index(here) if here in STATES else -1
    stops = [
        Stop(
            state_words(one, language),
            str(passed.get(one, "")),
            is_passed=number <= at,
            is_here=one == state,
        )
        for number, one in enumerate(STATES)
    ]
    if state not in STATES and state:
        on = str(passed.get(state, ""))
        stops.append(Stop(state_words(state, language), on, is_passed=True, is_here=True))
    return stops


def _offer(one: Offer, language: Language) -> OfferShown:
    step = one.step
    return OfferShown(
        step.target,
        state_words(step.target, language),
        pick(DECIDERS[step.decider], language),
        [(pick((need.zh, need.en), language), need.is_met) for need in one.needs],
        one.is_ready,
        "reason" in step.needs,
    )


def _waiting_words(view: ProjectView, language: Language) -> str:
    waiting = next((one for one in view.steps if one.is_approved is None), None)
    return state_words(waiting.target, language) if waiting else ""


def _chart(view: ProjectView, manner: Manner) -> Chart:
    bars = [
        bar_of(source_words(one.source, manner.language), one.stages, manner)
        for one in view.funding
        if one.stages.put_in
    ]
    return Chart(say("work.money_bars", manner.language), tuple(bars), legend(manner))


def _funding(view: ProjectView, manner: Manner) -> list[tuple[str, str, list[str], str]]:
    found = []
    for one in view.funding:
        stages = one.stages
        known = (one.approved_fen, stages.planned, one.put_in_fen)
        passed = {
            "allotted": stages.allotted or stages.own,
            **{name: getattr(stages, name) for name in ("disbursed", "spent", "returned")},
        }
        amounts = [
            *(money_cell(amount, manner).text for amount in known),
            *(_passed(name, amount, one, manner=manner) for name, amount in passed.items()),
            money_cell(stages.idle, manner).text,
        ]
        rate = f"{stages.disbursed * 100 // stages.allotted}%" if stages.allotted else ""
        found.append(
            (
                source_words(one.source, manner.language),
                pick((one.level_zh, one.level_en), manner.language),
                amounts,
                rate,
            )
        )
    return found


def _passed(name: str, amount: int, one: Funding, *, manner: Manner) -> str:
    """Return what has passed a stage; between which amounts where a return told it of all."""
    least, most = one.within.get(name, (amount, amount))
    if least == most:
        return money_cell(most, manner).text
    return f"{digits(least, 'fen', manner)}–{digits(most, 'fen', manner)}"


def act_shown(one: ActRow, manner: Manner) -> ActShown:
    """Return a money act in words."""
    language = manner.language
    days = [str(day) for day in (one.milestone_on, one.requested_on, one.opinion_on) if day]
    signed = {role for role, _ in one.signed}
    lacks = [role for role in ("leader", "cadre") if one.needs_signatures and role not in signed]
    return ActShown(
        one.number,
        pick(KINDS[one.kind], language),
        source_words(one.source, language),
        money_cell(one.amount_fen, manner).text,
        one.on,
        " → ".join(days),
        one.payee,
        [f"{say(f'work.signed_{role}', language)} {name}" for role, name in one.signed],
        lacks,
        one.is_approved is None,
        one.is_approved,
        one.entry,
        one.proposed_by,
    )


def _forms(view: ProjectView, language: Language) -> list[tuple[str, str, object]]:
    return [
        (one.code, say(f"work.form_{one.code}", language), shown(one.fields, language))
        for one in FORMS.values()
        if one.code != "answer" or view.audits
    ]


def _step_row(one: PassedStep, language: Language) -> Row:
    origin = state_words(one.origin, language) if one.origin else ""
    target = state_words(one.target, language)
    said = (one.on, origin, target, one.reason, one.proposed_by, one.decided_by)
    return Row(tuple(text(each) for each in said))


@require_safe
def paper_file(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out the file of a paper, opened from its seal."""
    row = paper(scope_of(request, "programme.read"), number)
    return photo_response(upload(row.upload), row.file_name or row.title)
