"""Where the money is now: bars by recipient and stage, and what of the plan has not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.figures.model import Question
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.desk.answering import answered
from jiedui.web.desk.answers import answer_view
from jiedui.web.desk.asking import address_of, within
from jiedui.web.desk.shown import amount_words, bare_words, digits, dimension_value, unit_words
from jiedui.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.access.scope import Scope
    from jiedui.facts.snapshot import Facts
    from jiedui.figures.model import AnswerRow
    from jiedui.web.desk.answers import AnswerView
    from jiedui.web.desk.shown import Manner

STAGE_TONES = {
    "CONTRIBUTED": "s1",
    "ALLOTTED": "s2",
    "DISBURSED": "s3",
    "SPENT": "s4",
    "RETURNED_ALLOTTED": "s5",
    "RETURNED_DISBURSED": "s5",
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
    return [
        _tile(within(Question(code, planned=planned), scope), known, manner)
        for code, planned in TILES
    ]


def _tile(question: Question, known: Facts, manner: Manner) -> Tile:
    answer = answered(question, known)
    view = answer_view(answer, manner)
    row = view.rows[0]
    name = (
        say("overview.planned_of", manner.language, name=view.name)
        if question.planned
        else view.name
    )
    href = f"/desk/figures/{question.code}{address_of(question)}"
    return Tile(name, row.value, "" if row.value == "—" else view.unit, row.reason_short, href)


def by_source(scope: Scope, known: Facts, manner: Manner) -> AnswerView:
    """Return aid money by source."""
    return answer_view(answered(within(Question("money", by=("source",)), scope), known), manner)


def by_stage(scope: Scope, known: Facts, manner: Manner) -> Stages:
    """Return where the money is now, by county and stage."""
    question = within(Question("where_is_money", by=("county", "stage")), scope)
    answer = answered(question, known)
    counties = dict.fromkeys(dict(row.by)["county"] for row in answer.rows)
    stages = [
        code for code in STAGE_TONES if any(dict(row.by)["stage"] == code for row in answer.rows)
    ]
    cells = {row.by: row for row in answer.rows}
    legend = tuple(
        (STAGE_TONES[code], dimension_value("stage", code, manner.language)) for code in stages
    )
    bars = []
    rows = []
    for county in _by_size(counties, cells):
        found = [cells.get((("county", county), ("stage", code))) for code in stages]
        bars.append(_bar(county, stages, found, manner=manner))
        of_county = Question("where_is_money", by=("stage",), where=(("county", (county or "-",)),))
        href = f"/desk/figures/where_is_money{address_of(of_county)}"
        words = tuple(bare_words(row.value, row.unit, manner) if row else "" for row in found)
        rows.append(
            (dimension_value("county", county, manner.language), href, words, bars[-1].words)
        )
    unit = unit_words("fen", manner)
    title = f"{say('overview.where_money', manner.language)} · {unit}"
    return Stages(
        Chart(title, tuple(bars), legend), tuple(words for _, words in legend), tuple(rows)
    )


def _by_size(
    counties: Iterable[str | None], cells: Mapping[tuple[tuple[str, str | None], ...], AnswerRow]
) -> list[str | None]:
    """Return counties by the money they hold, the most first, the rest not broken down last."""
    sums: dict[str | None, int] = dict.fromkeys(counties, 0)
    for by, row in cells.items():
        sums[dict(by)["county"]] += row.value.stated or 0
    return sorted(sums, key=lambda county: (county is None, -sums[county]))


def _bar(
    county: str | None, stages: list[str], found: list[AnswerRow | None], *, manner: Manner
) -> Bar:
    parts = []
    for code, row in zip(stages, found, strict=True):
        if row is not None and row.value.stated:
            stage = dimension_value("stage", code, manner.language)
            words = f"{stage} {amount_words(row.value, row.unit, manner)}"
            parts.append(Part(row.value.stated, STAGE_TONES[code], words))
    total = sum(part.amount for part in parts)
    return Bar(
        dimension_value("county", county, manner.language),
        digits(total, "fen", manner),
        tuple(parts),
    )


def plans_behind(scope: Scope, known: Facts, manner: Manner) -> list[tuple[str, str]]:
    """Return plans with less money on record than planned: a sentence each, and its page."""
    by = ("prefecture", "year")
    planned = answered(within(Question("money", by=by, planned=True), scope), known)
    rows = [row for row in planned.rows if row.value.stated and all(value for _, value in row.by)]
    if not rows:
        return []
    actual = {row.by: row for row in answered(within(Question("money", by=by), scope), known).rows}
    return [
        _behind(row, actual.get(row.by), manner)
        for row in rows
        if _is_behind(row, actual.get(row.by))
    ]


def _is_behind(planned: AnswerRow, actual: AnswerRow | None) -> bool:
    """Whether less came than was planned, as far as the book can tell."""
    return actual is None or (actual.value.stated or 0) < (planned.value.stated or 0)


def _behind(planned: AnswerRow, actual: AnswerRow | None, manner: Manner) -> tuple[str, str]:
    by = dict(planned.by)
    place = dimension_value("prefecture", by["prefecture"], manner.language)
    amount = amount_words(planned.value, planned.unit, manner)
    where = tuple((name, (value or "-",)) for name, value in planned.by)
    href = f"/desk/figures/money{address_of(Question('money', where=where, planned=True))}"
    if actual is None:
        return say(
            "overview.plan_without_money",
            manner.language,
            place=place,
            year=by["year"],
            amount=amount,
        ), href
    told = amount_words(actual.value, actual.unit, manner)
    words = say(
        "overview.plan_beside_money",
        manner.language,
        place=place,
        year=by["year"],
        amount=amount,
        actual=told,
    )
    return words, href
