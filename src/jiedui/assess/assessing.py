"""One side's assessment of a year: each item's value, target and points, and the score.

A value is a figure of the book; where the book gives no exact number a person may tell it with a
document. The book's exact number always wins over what was told. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.assess import scoring
from jiedui.assess.indicator import DeductionShape, GrowthShape, Window
from jiedui.assess.span import UNKNOWN, ZERO, Span, between, exactly, span_of
from jiedui.assess.whole import Item, State, scored
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind, Question
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.assess.indicator import Indicator, IndicatorSet, Side
    from jiedui.assess.whole import Score
    from jiedui.figures.model import Answer

Answering = Callable[[Question], "Answer"]


class Origin(enum.StrEnum):
    """Where a value comes from."""

    BOOK = "book"
    TOLD = "told"
    SET = "set"
    NOWHERE = "nowhere"


class Told(enum.StrEnum):
    """What a person may tell of an item."""

    VALUE = "value"
    BEFORE = "before"
    TARGET = "target"
    EFFORT = "effort"
    LEFT_OUT = "left_out"
    FALSIFIED = "falsified"


@dataclass(frozen=True, slots=True)
class Saying:
    """What a person told of an item.

    Attributes:
        kind: What it is.
        amount: The number, in the indicator's displayed unit; None for what has none.
        wording: How it was said.
        words: Why, or on what.
        document: Number of the evidence it rests on; None where none is needed.
        said_by: Who told it, `said_at` when.
    """

    kind: Told
    amount: Fraction | None
    wording: Wording
    words: str
    document: int | None
    said_by: str
    said_at: dt.datetime

    @property
    def span(self) -> Span:
        """The number with what its wording allows."""
        return span_said(self.amount, self.wording)


@dataclass(frozen=True, slots=True)
class Value:
    """A value with where it comes from.

    Attributes:
        span: The value, in displayed units.
        origin: Where it comes from.
        reason: Code of why the book gives no exact number, "" when it does.
        why: The same in words, both languages.
        question: What the book was asked; None = nothing.
        lines: How many lines of the book are behind it.
        book: What the book says where a person's word stands instead.
    """

    span: Span
    origin: Origin
    reason: str = ""
    why: tuple[str, str] = ("", "")
    question: Question | None = None
    lines: int = 0
    book: Span | None = None

    @property
    def contradicts(self) -> bool:
        """Whether what was told cannot be true by the book."""
        own, book = self.span.stated, self.book
        if own is None or book is None:
            return False
        return (book.low is not None and own < book.low) or (
            book.high is not None and own > book.high
        )


NOWHERE = Value(
    UNKNOWN,
    Origin.NOWHERE,
    "not_told",
    (
        "账簿中没有此项,须由经办人填报并附佐证。",
        "Not in the book; a person tells it, with evidence.",
    ),
)

NO_TARGET = (
    "没有目标数,须先填报目标。",
    "There is no target yet; tell one first.",
)


@dataclass(frozen=True, slots=True)
class AssessedItem:
    """One item as it is assessed.

    Attributes:
        indicator: The item.
        value: Its value.
        target: What is to be reached; None where the shape needs none.
        before: The value of the same days a year before; None unless growth is scored.
        item: Its points and how it stands.
        factor: What its points are multiplied by because of items left out.
        effort: Working days to raise it.
        sayings: What people told of it, by kind.
    """

    indicator: Indicator
    value: Value
    target: Value | None
    before: Value | None
    item: Item
    factor: Fraction
    effort: Fraction
    sayings: Mapping[Told, Saying]

    @property
    def points(self) -> Span:
        """Its points as they count in the score."""
        if self.item.state in (State.LEFT_OUT, State.FALSIFIED):
            return exactly(ZERO)
        return self.item.points.times(self.factor)

    @property
    def possible(self) -> Fraction:
        """The most it can give in the score."""
        is_out = self.item.state is State.LEFT_OUT
        return ZERO if is_out else self.indicator.weight * self.factor


@dataclass(frozen=True, slots=True)
class Assessment:
    """One side's assessment of a year.

    Attributes:
        set: The indicator set.
        year: The year assessed.
        side: Whose it is.
        as_of: The day up to which the book was asked.
        known_at: The last entry read; `head` is its hash.
        items: Every item of the side, in order.
        score: The score.
    """

    set: IndicatorSet
    year: int
    side: Side
    as_of: dt.date
    known_at: int
    head: str
    items: tuple[AssessedItem, ...]
    score: Score

    def item(self, code: str) -> AssessedItem | None:
        """Return an item by its code, None when the side has none such."""
        return next((one for one in self.items if one.indicator.code == code), None)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is to be assessed: a set, a year, a side, a day, and what answers."""

    set: IndicatorSet
    year: int
    side: Side
    as_of: dt.date
    answer: Answering
    known_at: int = 0
    head: str = ""

    @property
    def last_day(self) -> dt.date:
        """The last day counted: a report written in January speaks of the whole year before."""
        first, last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        return max(first, min(self.as_of, last))


def assess(asking: Asking, told: Mapping[str, Mapping[Told, Saying]]) -> Assessment:
    """Return the assessment.

    Args:
        asking: What is to be assessed.
        told: What people told, by indicator and kind.
    """
    found = [_item(asking, one, told.get(one.code, {})) for one in asking.set.of(asking.side)]
    score = scored(asking.set, [one.item for one in found])
    factors = {one.block.code: one.factor for one in score.blocks}
    items = tuple(
        one if one.indicator.is_bonus else replace(one, factor=factors[one.indicator.block])
        for one in found
    )
    return Assessment(
        asking.set, asking.year, asking.side, asking.as_of, asking.known_at, asking.head,
        items, score,
    )  # fmt: skip


def _item(asking: Asking, indicator: Indicator, sayings: Mapping[Told, Saying]) -> AssessedItem:
    value = _value(asking, indicator, sayings.get(Told.VALUE))
    target = _target(asking, indicator, sayings.get(Told.TARGET))
    before = _before(asking, indicator, sayings.get(Told.BEFORE))
    got = scoring.points(
        indicator.shape, indicator.weight, value.span,
        target=target.span if target else UNKNOWN,
        before=before.span if before else UNKNOWN,
    )  # fmt: skip
    state = State.ANSWERED if value.span.is_known and got.stated is not None else State.UNANSWERED
    if Told.LEFT_OUT in sayings:
        state = State.LEFT_OUT
    elif Told.FALSIFIED in sayings:
        state = State.FALSIFIED
    effort = sayings.get(Told.EFFORT)
    days = indicator.effort if effort is None or not effort.amount else effort.amount
    return AssessedItem(
        indicator, value, target, before, Item(indicator, got, state), Fraction(1), days, sayings
    )


def _value(asking: Asking, indicator: Indicator, said: Saying | None) -> Value:
    own = _of_book(asking, indicator, asking.year)
    if said is None or own.span.is_exact:
        return own
    book = own.span if own.span.is_known else None
    return replace(own, span=said.span, origin=Origin.TOLD, book=book)


def _of_book(asking: Asking, indicator: Indicator, year: int) -> Value:
    question = question_of(indicator, year, asking.last_day)
    return NOWHERE if question is None else _answered(asking, indicator, question)


def question_of(
    indicator: Indicator, year: int, as_of: dt.date, *, planned: bool = False
) -> Question | None:
    """Return what the book is asked for an item's value in a year; None = nothing.

    Args:
        indicator: The item.
        year: The year counted.
        as_of: The last day counted of the year assessed; in an earlier year the same day of it.
        planned: Ask the plan of the whole year.
    """
    asked = indicator.asked
    if asked is None:
        return None
    until = min(_same_day(as_of, year), dt.date(year, 12, 31))
    if planned:
        until = dt.date(year, 12, 31)
    if FIGURES[asked.figure].kind is Kind.STOCK:
        return Question(asked.figure, where=asked.where, as_of=until)
    since = dt.date(year, 1, 1) if asked.window is Window.YEAR else None
    return Question(asked.figure, where=asked.where, since=since, until=until, planned=planned)


def _same_day(day: dt.date, year: int) -> dt.date:
    """Return a day in another year; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29) and day.year != year
    return dt.date(year, 2, 28) if is_leap_day else day.replace(year=year)


def _answered(asking: Asking, indicator: Indicator, question: Question) -> Value:
    rows = asking.answer(question).rows
    if not rows:
        return replace(NOWHERE, question=question)
    row = rows[0]
    span = span_of(row.value, indicator.scale, row.ratio)
    return Value(
        span if row.value.wording is not Wording.NOT_KNOWN else UNKNOWN,
        Origin.BOOK, row.reason, row.why, question, row.lines,
    )  # fmt: skip


def _target(asking: Asking, indicator: Indicator, said: Saying | None) -> Value | None:
    if isinstance(indicator.shape, (DeductionShape, GrowthShape)):
        return None
    if said is not None and said.amount is not None:
        return Value(exactly(said.amount), Origin.TOLD)
    if indicator.is_plan_target:
        question = question_of(indicator, asking.year, asking.last_day, planned=True)
        if question is not None:
            return _answered(asking, indicator, question)
    if indicator.target is None:
        return Value(UNKNOWN, Origin.NOWHERE, "no_target", NO_TARGET)
    return Value(exactly(indicator.target), Origin.SET)


def _before(asking: Asking, indicator: Indicator, said: Saying | None) -> Value | None:
    if not isinstance(indicator.shape, GrowthShape):
        return None
    own = _of_book(asking, indicator, asking.year - 1)
    if said is None or own.span.is_exact:
        return own
    return replace(own, span=said.span, origin=Origin.TOLD, book=own.span)


def span_said(amount: Fraction | None, wording: Wording) -> Span:
    """Return the span of a number as a person worded it; a tenth either way where it is about.

    Source: decision 0004, the convention of the book.
    """
    if amount is None:
        return UNKNOWN
    tenth = abs(amount) / 10
    ends = {
        Wording.EXACT: (amount, amount),
        Wording.ABOUT: (amount - tenth, amount + tenth),
        Wording.NEARLY: (amount - tenth, amount),
        Wording.OVER: (amount, None),
        Wording.AT_LEAST: (amount, None),
        Wording.AT_MOST: (None, amount),
    }
    low, high = ends.get(wording, (amount, amount))
    if low is not None and low == high:
        return between(low, amount, low)
    return Span(low, amount, high, wording)
