"""The numbers of a document while it is written: each asked once, worded in both languages, kept.

Every number gets a key (`632625.total`) under which it is frozen, opened and restated. Knows no
Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jiedui.figures.model import AnswerRow
from jiedui.kernel.quantity import NOT_KNOWN, Interval, Wording
from jiedui.papers.document import Number
from jiedui.papers.numbers import LANGUAGES, decimal_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from jiedui.figures.model import Answer, Question
    from jiedui.papers.numbers import Style
    from jiedui.publish.survey import Sight, Survey


_UNTOLD = frozenset({"not_broken_down", "outside_pairing", "ambiguous", "not_known", "not_in_book"})
"""Reasons that leave a bound at most.

A document says the reason or nothing, never the bound as a number.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A number that was asked for.

    Attributes:
        key: Its key in the document.
        row: The row of the answer it shows.
        answer: The whole answer.
        style: How it is shown.
        text: As read, by language.
    """

    key: str
    row: AnswerRow
    answer: Answer
    style: Style
    text: dict[str, str]

    @property
    def is_told(self) -> bool:
        """Whether there is a number to tell: said by somebody, not only bounded."""
        row = self.row
        known = row.value.wording is not Wording.NOT_KNOWN and row.value.stated is not None
        return known and row.reason not in _UNTOLD

    @property
    def share(self) -> int | None:
        """The amount to stand in a table whose rest has a column of its own, else None.

        A part that only a total not broken down could raise is shown as stated: the total stands
        beside it.
        """
        value = self.row.value
        if self.row.reason == "not_broken_down" and value.wording is not Wording.NOT_KNOWN:
            return value.stated or None
        return self.exact

    @property
    def exact(self) -> int | None:
        """The amount when only one value is possible, else None.

        Only such amounts are footed.
        """
        value = self.row.value
        return value.stated if value.is_exact and value.stated is not None else None

    @property
    def drawn(self) -> int | None:
        """The amount a bar is drawn with, its wording beside it: 约120 is drawn as 120, else None.

        What is only bounded is not drawn.
        """
        value = self.row.value
        is_said = self.is_told and value.wording is not Wording.BETWEEN
        return value.stated if is_said else self.share


@dataclass(slots=True)
class Telling:
    """Everything told so far, by key; asks the book through `sight`.

    `footed` holds amounts in 万元 that a table had to adjust so that its parts add up: prose says
    the same number as the table.
    """

    sight: Sight
    survey: Survey
    told: dict[str, Told] = field(default_factory=dict)
    answers: dict[Question, Answer] = field(default_factory=dict)
    keys: dict[Question, str] = field(default_factory=dict)
    footed: dict[Question, Decimal] = field(default_factory=dict)

    def expect(self, questions: Iterable[Question]) -> None:
        """Ask many questions that will be told at once."""
        self.answers |= self.sight.ask_many(one for one in questions if one not in self.answers)

    def tell(self, key: str, question: Question, style: Style) -> Told:
        """Ask one question with one row for an answer, and keep it under a key.

        A question asked again is the same number: it keeps its first key, and is returned in this
        style.
        """
        breakdown = self._without(question)
        if breakdown is not None:
            row = AnswerRow((), NOT_KNOWN, breakdown.figure.unit, "not_in_book")
            return Told(key, row, breakdown, style, _texts(row, style))
        known = self.told.get(self.keys.get(question, key))
        if known is None:
            answer = self._answer(question)
            row = (
                answer.rows[0]
                if answer.rows
                else AnswerRow((), NOT_KNOWN, answer.figure.unit, "not_in_book")
            )
            known = self.keep(Told(key, row, answer, style, self._texts(question, row, style)))
            self.keys[question] = key
        elif known.answer.question != question:
            return self.tell(f"{key}~", question, style)
        return replace(known, style=style, text=self._texts(question, known.row, style))

    def _without(self, question: Question) -> Answer | None:
        """Return the breakdown in which the asked source or category does not occur, or None.

        One breakdown says of all sources, or of all categories, which of them are worth asking.
        """
        filters = dict(question.where)
        name = next((one for one in ("source", "category") if one in filters), None)
        if name is None:
            return None
        rest = tuple(pair for pair in question.where if pair[0] != name)
        breakdown = self._answer(replace(question, where=rest, by=(name,)))
        found = {dict(row.by)[name] for row in breakdown.rows}
        return None if found & set(filters[name]) else breakdown

    def _answer(self, question: Question) -> Answer:
        if question not in self.answers:
            self.answers[question] = self.sight.ask(question)
        return self.answers[question]

    def _texts(self, question: Question, row: AnswerRow, style: Style) -> dict[str, str]:
        shown = self.footed.get(question)
        if shown is not None and style.unit == "万元" and style.decimals is None:
            return {language: decimal_words(shown, style, language) for language in LANGUAGES}
        return _texts(row, style)

    def tell_row(
        self, key: str, question: Question, style: Style, *, by: dict[str, str | None]
    ) -> Told | None:
        """Ask for a breakdown and keep the one row that has these values.

        None when there is no such row.
        """
        answer = self._answer(question)
        row = next((one for one in answer.rows if dict(one.by) == by), None)
        if row is None:
            return None
        return self.keep(Told(key, row, answer, style, _texts(row, style)))

    def part(self, whole: Told, part: str) -> Told:
        """Keep the `itemised` or `not_itemised` part of a number under its own key."""
        amount = whole.row.itemised if part == "itemised" else whole.row.not_itemised
        split = whole.row.itemised > 0 and whole.row.not_itemised > 0
        value = Interval(amount, amount, amount) if split and whole.is_told else NOT_KNOWN
        row = replace(whole.row, value=value, reason="" if split else "not_broken_down")
        return self.keep(
            Told(f"{whole.key}.{part}", row, whole.answer, whole.style, _texts(row, whole.style))
        )

    def keep_styled(self, told: Told, style: Style) -> Told:
        """Keep a number in another style: 31100元 instead of 3.11万元."""
        return self.keep(replace(told, style=style, text=_texts(told.row, style)))

    def keep(self, told: Told) -> Told:
        """Keep a number; the same key always means the same number."""
        self.told[told.key] = told
        return told

    def foot(self, told: Told, shown: Decimal) -> None:
        """Show a number as its table foots it, here and wherever the same question is told."""
        key_question = told.answer.question
        if not key_question.by:
            self.footed[key_question] = shown
        texts = {language: decimal_words(shown, told.style, language) for language in LANGUAGES}
        self.keep(replace(told, text=texts))


def number(told: Told, language: str) -> Number:
    """Return a number as a span of a document."""
    return Number(told.key, told.text[language])


def _texts(row: AnswerRow, style: Style) -> dict[str, str]:
    return {language: words(row, style, language) for language in LANGUAGES}
