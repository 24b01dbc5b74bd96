"""Where the money is now: bars by recipient and stage, and what of the plan has not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.quantity import Wording
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.desk.answers import answer_view
from jiedui.web.desk.asking import address_of, within
from jiedui.web.desk.shown import amount_words, bare_words, dimension_value, digits, unit_words
from jiedui.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.access.scope import Scope
    from jiedui.facts.snapshot import Facts
    from jiedui.figures.model import Answer, AnswerRow
    from jiedui.web.desk.answers import AnswerView
    from jiedui.web.desk.shown import Manner

STAGE_TONES = {
    "CONTRIBUTED": "s1",
    "ALLOTTED": "s2",
    "DISBURSED": "s3",
    "SPENT": "s4",
    "RETURNED": "s5",
    "GOODS": "s6",
    "OWN": "s6",
}
TILES = (("money", False), ("money", True), ("idle", False), ("people_trained", False))


class Tile(NamedTuple):
    """One number of the overview: its name, its words, what stands in the way, where it leads."""

    name: str
    value: str
    unit: str
    more: str
    href: str


class Stages(NamedTuple):
    """Money by recipient and stage: the chart and the table of the same numbers."""

    chart: Chart
    headings: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...], str], ...]


def tiles(scope: Scope, known: Facts, manner: Manner) -> list[Tile]:
    """Return the headline figures, each leading to its own page."""
    return [_tile(within(Question(code, planned=planned), scope), known, manner) for code, planned in TILES]


def _tile(question: Question, known: Facts, manner: Manner) -> Tile:
    answer = compute(question, known)
    view = answer_view(answer, manner)
    row = view.rows[0]
    name = say("overview.planned_of", manner.language, name=view.name) if question.planned else view.name
    href = f"/desk/figures/{question.code}{address_of(question)}"
    return Tile(name, row.value, "" if row.value == "—" else view.unit, row.reason_short, href)


def by_source(scope: Scope, known: Facts, manner: Manner) -> AnswerView:
    """Return aid money by source."""
    return answer_view(compute(within(Question("money", by=("source",)), scope), known), manner)


def by_stage(scope: Scope, known: Facts, manner: Manner) -> Stages:
    """Return where the money is now, by county and stage."""
    question = within(Question("where_is_money", by=("county", "stage")), scope)
    answer = compute(question, known)
    counties = dict.fromkeys(dict(row.by)["county"] for row in answer.rows)
    stages = [code for code in STAGE_TONES if any(dict(row.by)["stage"] == code for row in answer.rows)]
    cells = {row.by: row for row in answer.rows}
    legend = tuple((STAGE_TONES[code], dimension_value("stage", code, manner.language)) for code in stages)
    bars = []
    rows = []
    for county in counties:
        found = [cells.get((("county", county), ("stage", code))) for code in stages]
        bars.append(_bar(county, stages, found, manner=manner))
        href = f"/desk/figures/where_is_money{address_of(Question('where_is_money', by=('stage',), where=(('county', (county or '-',)),)))}"
        words = tuple(bare_words(row.value, row.unit, manner) if row else "" for row in found)
        rows.append((dimension_value("county", county, manner.language), href, words, bars[-1].words))
    unit = unit_words("fen", manner)
    title = f"{say('overview.where_money', manner.language)} · {unit}"
    return Stages(Chart(title, tuple(bars), legend), tuple(words for _, words in legend), tuple(rows))


def _bar(county: str | None, stages: list[str], found: list[AnswerRow | None], *, manner: Manner) -> Bar:
    parts = []
    for code, row in zip(stages, found, strict=True):
        if row is not None and row.value.stated:
            words = f"{dimension_value('stage', code, manner.language)} {amount_words(row.value, row.unit, manner)}"
            parts.append(Part(row.value.stated, STAGE_TONES[code], words))
    total = sum(part.amount for part in parts)
    return Bar(dimension_value("county", county, manner.language), digits(total, "fen", manner), tuple(parts))


def unfunded_plans(scope: Scope, known: Facts, manner: Manner) -> list[tuple[str, str]]:
    """Return recipients with a plan and no actual money on record: what is said of each, and where it leads."""
    planned = compute(within(Question("money", by=("recipient", "year"), planned=True), scope), known)
    actual = {(dict(row.by)["recipient"]) for row in _known(compute(within(Question("money", by=("recipient",)), scope), known))}
    return [_plan(row, planned, manner) for row in _known(planned) if dict(row.by)["recipient"] not in actual]


def _known(answer: Answer) -> Iterable[AnswerRow]:
    return (row for row in answer.rows if row.value.wording is not Wording.NOT_KNOWN and row.value.stated)


def _plan(row: AnswerRow, answer: Answer, manner: Manner) -> tuple[str, str]:
    by = dict(row.by)
    place = dimension_value("recipient", by["recipient"], manner.language)
    year = by["year"] or dimension_value("year", None, manner.language)
    words = say("overview.plan_without_money", manner.language, place=place, year=year, amount=amount_words(row.value, row.unit, manner))
    question = Question("money", where=(("recipient", (by["recipient"] or "-",)),), planned=True)
    _ = answer
    return words, f"/desk/figures/money{address_of(question)}"
