"""The numbers of a document while it is written: each asked once, worded in both languages, kept.

Every number gets a key (`632625.total`) under which it is frozen, opened and restated. Knows no
Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jiedui.figures.model import AnswerRow
from jiedui.kernel.quantity import NOT_KNOWN, Interval, Wording
from jiedui.publish.document import Number
from jiedui.publish.numbers import LANGUAGES, Style, words

if TYPE_CHECKING:
    from jiedui.figures.model import Answer, Question
    from jiedui.publish.survey import Sight, Survey


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
        wording = self.row.value.wording
        return wording is not Wording.NOT_KNOWN and self.row.value.stated is not None

    @property
    def exact(self) -> int | None:
        """The amount when only one value is possible, else None: only such amounts are footed or drawn."""
        value = self.row.value
        return value.stated if value.is_exact and value.stated is not None else None


@dataclass(slots=True)
class Telling:
    """Everything told so far, by key; asks the book through `sight`."""

    sight: Sight
    survey: Survey
    told: dict[str, Told] = field(default_factory=dict)
    answers: dict[Question, Answer] = field(default_factory=dict)

    def tell(self, key: str, question: Question, style: Style) -> Told:
        """Ask one question with one row for an answer, and keep it under a key."""
        if key in self.told:
            return self.told[key]
        answer = self.answers.get(question)
        if answer is None:
            answer = self.answers[question] = self.sight.ask(question)
        row = answer.rows[0] if answer.rows else AnswerRow((), NOT_KNOWN, answer.figure.unit, "not_in_book")
        return self.keep(Told(key, row, answer, style, _texts(row, style)))

    def tell_row(self, key: str, question: Question, style: Style, by: dict[str, str | None]) -> Told | None:
        """Ask for a breakdown and keep the one row that has these values; None when there is no such row."""
        answer = self.answers.get(question)
        if answer is None:
            answer = self.answers[question] = self.sight.ask(question)
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
        return self.keep(Told(f"{whole.key}.{part}", row, whole.answer, whole.style, _texts(row, whole.style)))

    def keep_styled(self, told: Told, style: Style) -> Told:
        """Keep a number in another style: 31100元 instead of 3.11万元."""
        return self.keep(replace(told, style=style, text=_texts(told.row, style)))

    def keep(self, told: Told) -> Told:
        """Keep a number; the same key always means the same number."""
        self.told[told.key] = told
        return told

    def reworded(self, told: Told, texts: dict[str, str]) -> Told:
        """Keep a number with other words: a footed table's cell, one last place from its own rounding."""
        return self.keep(replace(told, text=texts))


def number(told: Told, language: str) -> Number:
    """Return a number as a span of a document."""
    return Number(told.key, told.text[language])


def _texts(row: AnswerRow, style: Style) -> dict[str, str]:
    return {language: words(row, style, language) for language in LANGUAGES}
