"""The assessment board: blocks as bars of what is certain and possible, items, suggestions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.assess import index, queries
from jiedui.assess.as_json import assessment_json, suggestion_json
from jiedui.assess.raising import suggestions
from jiedui.assess.span import ZERO, decimal_text, span_text
from jiedui.assess.whole import State
from jiedui.assess.wording import ILLUSTRATIVE, INEXACT, ORIGINS, SIDES, STATES, WAYS, value_words
from jiedui.books.feed import facts
from jiedui.kernel.problem import refuse
from jiedui.kernel.workdays import workdays_left
from jiedui.papers.render import FORMS, rendered
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import today
from jiedui.web.desk.answering import answered
from jiedui.web.desk.assess.chosen import query_of, wanted_of
from jiedui.web.desk.door import actor_of, scope_of
from jiedui.web.files import named_response
from jiedui.web.pages import Page, show
from jiedui.web.problems import well_set
from jiedui.web.tables import Cell, Column, Row, Table, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from fractions import Fraction

    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Scope
    from jiedui.assess.assessing import AssessedItem, Assessment
    from jiedui.assess.queries import Wanted
    from jiedui.assess.raising import Suggestion
    from jiedui.facts.store import Facts
    from jiedui.web.wording import Language

COLUMNS = (
    Column("code", "assess.code", "word"),
    Column("name", "assess.indicator"),
    Column("value", "assess.value", "number"),
    Column("target", "assess.target", "number"),
    Column("points", "assess.points", "number"),
    Column("most", "assess.most", "number"),
    Column("state", "assess.state", "badge"),
    Column("rests_on", "assess.rests_on"),
)
TONES = {
    State.ANSWERED: ("ok", "ok"),
    State.UNANSWERED: ("warn", "ask"),
    State.LEFT_OUT: ("mute", "tell"),
    State.FALSIFIED: ("bad", "bad"),
}
RAISED_MAX = 8


def assessed_now(scope: Scope, wanted: Wanted, known: Facts) -> Assessment:
    """Return an assessment whose answers are kept for as long as the book has not moved on."""
    return queries.assessed(scope, wanted, known, answer=lambda one: answered(one, known))


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show an assessment: its score, its blocks, its items, and what would raise it."""
    scope, language = scope_of(request, "assess.read"), language_of(request)
    known = facts()
    wanted = wanted_of(request.GET, known)
    found = assessed_now(scope, wanted, known)
    rows = suggestions(found, days_left=_days_left(wanted))
    query = query_of(wanted)
    content = {
        "found": found,
        "name": pick((found.set.zh, found.set.en), language),
        "side": pick(SIDES[found.side], language),
        "score": _score(found, language),
        "chart": block_chart(found, language),
        "blocks": _block_rows(found, language),
        "raised": [_raised(one, language, query) for one in rows[:RAISED_MAX]],
        "illustrative": found.set.is_illustrative
        and well_set(pick(ILLUSTRATIVE, language), language),
        "choices": _choices(found.year, language),
        "query": query,
        "forms": FORMS,
        "may_tell": actor_of(request).allows("assess.tell"),
        "may_propose": actor_of(request).allows("assess.propose"),
        "sides": [(str(side), pick(words, language)) for side, words in SIDES.items()],
    }
    twin = {**assessment_json(found), "suggestions": [suggestion_json(one) for one in rows]}
    table = Table(COLUMNS, [_row(one, language, query) for one in found.items])
    title = say("nav.assessment", language)
    return show(request, Page("desk/assessment.html", title, content, twin=twin, table=table))


def _days_left(wanted: Wanted) -> int | None:
    """Return the working days left before the set's self-report is due, None when it is past."""
    due = next((one for one in wanted.set.duties if one.code == "SELF_REPORT"), None)
    if due is None:
        return None
    day = dt.date(wanted.year + due.is_next_year, due.month, due.day)
    return workdays_left(today(), day).days or None


def _choices(year: int, language: Language) -> list[tuple[str, str]]:
    return [
        (f"{one.code}/{one.version}", pick((one.zh, one.en), language))
        for one in queries.sets()
        if one.serves(year)
    ]


def _score(found: Assessment, language: Language) -> dict[str, str]:
    score, full = found.score, found.set.full
    joint = " – "
    grades = joint.join(pick((one.zh, one.en), language) for one in reversed(score.grades))
    return {
        "certain": decimal_text(
            score.total.low or ZERO, up=None if score.total.is_exact else False
        ),
        "possible": decimal_text(score.total.high or full, up=True),
        "is_exact": "1" if score.total.is_exact else "",
        "full": decimal_text(full),
        "grades": grades,
        "open": str(sum(one.item.state is State.UNANSWERED for one in found.items)),
        "bonus": span_text(score.bonus),
    }


def block_chart(found: Assessment, language: Language) -> Chart:
    """Return the blocks as bars: certain, possible but not certain, lost."""
    legend = tuple(
        (tone, say(code, language))
        for tone, code in (("s4", "assess.certain"), ("s2", "assess.open"), ("s1", "assess.lost"))
    )
    bars = []
    for one in found.score.blocks:
        low, high = _hundredths(one.got.low), _hundredths(one.got.high)
        most = _hundredths(one.possible)
        parts = (
            Part(low, "s4", f"{legend[0][1]} {decimal_text(one.got.low or ZERO)}"),
            Part(high - low, "s2", legend[1][1]),
            Part(most - high, "s1", legend[2][1]),
        )
        name = pick((one.block.zh, one.block.en), language)
        words = f"{span_text(one.got)} / {decimal_text(one.possible)}"
        bars.append(Bar(name, words, parts, href=f"#block-{one.block.code}"))
    return Chart(say("assess.blocks", language), tuple(bars), legend)


def _hundredths(points: Fraction | None) -> int:
    return 0 if points is None else int(points * 100)


def _block_rows(found: Assessment, language: Language) -> list[tuple[str, str, Table]]:
    query = query_of(queries.Wanted(found.set, found.year, found.side, found.as_of))
    made = []
    for block in found.set.blocks:
        rows = [one for one in found.items if one.indicator.block == block.code]
        if rows:
            name = pick((block.zh, block.en), language)
            table = Table(COLUMNS, [_row(one, language, query) for one in rows], name)
            made.append((block.code, name, table))
    return made


def _row(one: AssessedItem, language: Language, query: str) -> Row:
    indicator = one.indicator
    name = pick((indicator.zh, indicator.en), language)
    if indicator.is_bonus:
        name = f"{name} ({say('assess.bonus', language)})"
    href = f"{reverse('desk:assessment_item', args=[indicator.code])}{query}"
    tone, sign, state = standing(one, language)
    return Row(
        (
            Cell(indicator.code, indicator.code, href),
            Cell(name, well_set(name, language), href),
            Cell(span_text(one.value.span, places=4), value_text(one, language)),
            Cell(*([target_text(one, language)] * 2)),
            Cell(span_text(one.points, places=4), span_text(one.points)),
            Cell(decimal_text(one.possible, places=4), decimal_text(one.possible)),
            Cell(str(one.item.state), state, "", tone, sign),
            text(basis_text(one, language)),
        )
    )


def standing(one: AssessedItem, language: Language) -> tuple[str, str, str]:
    """Return how an item stands: tone, sign and words."""
    if one.item.state is State.ANSWERED and not one.item.points.is_exact:
        return "warn", "ask", pick(INEXACT, language)
    return *TONES[one.item.state], pick(STATES[one.item.state], language)


def value_text(one: AssessedItem, language: Language) -> str:
    """Return an item's value in words with its unit."""
    words = pick(value_words(one.value.span), language)
    return words if words == "—" else f"{words} {pick(one.indicator.unit, language)}"


def target_text(one: AssessedItem, language: Language) -> str:
    """Return what an item is held against: its target, or the year before."""
    if one.before is not None:
        return say("assess.before", language, value=pick(value_words(one.before.span), language))
    return "" if one.target is None else pick(value_words(one.target.span), language)


def basis_text(one: AssessedItem, language: Language) -> str:
    """Return what an item's value rests on, and why it is not exact."""
    words = pick(ORIGINS[one.value.origin], language)
    if one.value.contradicts:
        words = f"{words}; {say('assess.contradicts', language)}"
    why = pick(one.value.why, language)
    if one.item.points.is_exact or not why:
        return words
    return well_set(why, language)


def _raised(one: Suggestion, language: Language, query: str) -> dict[str, object]:
    return {
        "code": one.indicator,
        "name": pick((one.zh, one.en), language),
        "href": f"{reverse('desk:assessment_item', args=[one.indicator])}{query}",
        "way": pick(WAYS[one.way], language),
        "gain": decimal_text(one.gain),
        "effort": decimal_text(one.effort),
        "per_day": decimal_text(one.per_day),
        "why": well_set(pick(one.why, language), language),
        "late": one.is_in_time is False,
    }


@require_safe
def index_file(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out the index of evidence in a form."""
    scope, language = scope_of(request, "assess.read"), language_of(request)
    if form not in FORMS:
        raise refuse("FORM_UNKNOWN", found=form, expected=", ".join(FORMS))
    known = facts()
    found = assessed_now(scope, wanted_of(request.GET, known), known)
    kept = queries.documents(found.set, found.year, found.side)
    made = index.evidence_index(found, kept, index.behind(found, known), language=language)
    stamp = f"{found.set.code}/{found.set.version} · {known.known_at} · {known.head.hash[:16]}"
    return named_response(rendered(made, {}, form, stamp=stamp), f"{made.title}.{form}", form)
