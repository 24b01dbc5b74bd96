"""An answer made ready for its page: rows in words, the table, the chart beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from jiedui.figures.asking import NONE_WORDS
from jiedui.figures.catalogue import DIMENSIONS
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import Wording
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.desk.asking import address_of, narrowed
from jiedui.web.desk.shown import (
    REASON_TONES,
    amount_words,
    bare_words,
    digits,
    dimension_value,
    figure_name,
    reason_words,
    unit_words,
    well_set,
)
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import pick, say

if TYPE_CHECKING:
    from jiedui.figures.model import Answer, AnswerRow, Question
    from jiedui.web.desk.shown import (
        Manner,
    )
    from jiedui.web.wording import Language

BARS_MAX = 40


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of an answer in words.

    Attributes:
        labels: The words of each dimension asked by.
        value: The value with its wording, without its unit where a heading states it.
        full: The value with its unit.
        reason: Why it is not one exact number, "" when it is.
        tone: Tone of the reason's badge.
        reason_short: The reason's badge words.
        split: How much rests on single records and on stated totals; "" when nothing does.
        items: Stated amount resting on single records.
        whole: Stated amount resting on either.
        trace: Address of the walk from this row.
        as_of: For stocks the day it was observed.
        is_rest: Whether it is the part not broken down.
    """

    labels: tuple[str, ...]
    value: str
    full: str
    reason: str
    tone: str
    reason_short: str
    split: str
    items: int
    whole: int
    trace: str
    as_of: str
    is_rest: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer in words.

    Attributes:
        name: The figure's name.
        definition: What exactly is counted.
        headings: The words of each dimension asked by.
        unit: The word of its unit.
        rows: Its rows.
        single: Its only row when nothing was asked by, else None.
        beside: What may be inside the total already: entry, who, whom, how much.
        chart: Bars of the rows, None for a single row.
        trace: Address of the walk from the whole answer.
        known_at: The last entry read.
        head: Hash of that entry.
    """

    name: str
    definition: str
    headings: tuple[str, ...]
    unit: str
    rows: tuple[RowView, ...]
    single: RowView | None
    beside: tuple[tuple[str, str, str, str, str], ...]
    chart: Chart | None
    trace: str
    known_at: int
    head: str


def answer_view(answer: Answer, manner: Manner) -> AnswerView:
    """Return an answer in words, with its chart."""
    language = manner.language
    rows = tuple(_row(answer, row, manner) for row in answer.rows)
    figure = answer.figure
    beside = tuple(
        (
            reverse("desk:entry", args=[one.entry]),
            str(one.entry),
            name_of(one.payer) if one.payer else "",
            name_of(one.recipient) if one.recipient else "",
            amount_words(one.value, figure.unit, manner),
        )
        for one in answer.beside
    )
    return AnswerView(
        name=figure_name(figure, language),
        definition=well_set(pick(figure.definition, language), language),
        headings=tuple(getattr(DIMENSIONS[one], language) for one in answer.question.by),
        unit=unit_words(figure.unit, manner),
        rows=rows,
        single=rows[0] if not answer.question.by and len(rows) == 1 else None,
        beside=beside,
        chart=_chart(answer, rows, manner),
        trace=_trace(answer, ()),
        known_at=answer.known_at,
        head=answer.trace.head,
    )


def _row(answer: Answer, row: AnswerRow, manner: Manner) -> RowView:
    language = manner.language
    whole = row.itemised + row.not_itemised
    split = ""
    if row.itemised or row.not_itemised:
        split = say(
            "figure.split",
            language,
            items=digits(row.itemised, row.unit, manner),
            stated=digits(row.not_itemised, row.unit, manner),
        )
    is_plain = row.value.wording is Wording.EXACT and not row.reason
    return RowView(
        labels=tuple(dimension_value(name, value, language) for name, value in row.by),
        value=bare_words(row.value, row.unit, manner),
        full=amount_words(row.value, row.unit, manner),
        reason="" if is_plain else reason_words(row, language),
        tone=REASON_TONES.get(row.reason, "tell"),
        reason_short=say(f"reason.{row.reason}", language) if row.reason else "",
        split=split,
        items=row.itemised,
        whole=whole,
        trace=_trace(answer, row.by),
        as_of=row.as_of.isoformat() if row.as_of else "",
        is_rest=any(value is None for _, value in row.by),
    )


def _trace(answer: Answer, by: tuple[tuple[str, str | None], ...]) -> str:
    where = narrowed(answer.question, by)
    return reverse("desk:trace", args=[answer.figure.code]) + address_of(where)


def _chart(answer: Answer, rows: tuple[RowView, ...], manner: Manner) -> Chart | None:
    if not answer.question.by or len(rows) > BARS_MAX:
        return None
    bars = tuple(
        _bar(row, view)
        for row, view in zip(answer.rows, rows, strict=True)
        if row.value.wording is not Wording.NOT_KNOWN
    )
    name = figure_name(answer.figure, manner.language)
    chart = Chart(f"{name} · {unit_words(answer.figure.unit, manner)}", bars)
    return chart if chart.is_worth_drawing else None


def _bar(row: AnswerRow, view: RowView) -> Bar:
    stated = row.value.stated if row.value.stated is not None else 0
    parts = (Part(stated, "s1" if view.is_rest else "s3", view.full),) if stated > 0 else ()
    ends = (row.value.low, row.value.high)
    is_exact = row.value.is_exact or row.value.wording is Wording.NOT_STATED
    low, high = (None if end is None else int(end) for end in ends)
    return Bar(
        " · ".join(view.labels),
        view.value,
        parts,
        low=low,
        high=high,
        is_exact=is_exact,
        href=view.trace,
    )


def answer_table(answer: Answer, language: Language) -> Table:
    """Return an answer as a table for programs and spreadsheets: every bound in its own column."""
    names = (
        "low",
        "stated",
        "high",
        "wording",
        "unit",
        "reason",
        "why",
        "itemised",
        "not_itemised",
        "as_of",
    )
    columns = [Column(name, f"dimension.{name}") for name in answer.question.by]
    columns += [
        Column(
            name, f"figure.column_{name}", "number" if name in ("low", "stated", "high") else "text"
        )
        for name in names
    ]
    return Table(tuple(columns), [Row(tuple(_cells(row, language))) for row in answer.rows])


def _cells(row: AnswerRow, language: Language) -> list[Cell]:
    value = row.value
    raw: list[object] = [one for _, one in row.by]
    raw += [value.low, value.stated, value.high, value.wording, row.unit, row.reason]
    raw += [row.why[0 if language == "zh" else 1], row.itemised, row.not_itemised, row.as_of]
    return [Cell(one, "" if one is None else str(one)) for one in raw]


def filter_words(question: Question, language: Language) -> list[tuple[str, str]]:
    """Return what a question is narrowed to, as label and words."""
    joint = "、" if language == "zh" else ", "
    found = [
        (
            getattr(DIMENSIONS[name], language),
            joint.join(
                dimension_value(name, None if one in NONE_WORDS else one, language)
                for one in values
            ),
        )
        for name, values in question.where
    ]
    days = (("since", question.since), ("until", question.until), ("as_of", question.as_of))
    found += [(say(f"figure.{name}", language), day.isoformat()) for name, day in days if day]
    if question.planned:
        found.append((say("figure.planned", language), "✓"))
    return found
