"""Answers of the book for the cells of a form: a number, a wording, or the reason for none.

The same question is asked once. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.figures.compute import compute
from jiedui.figures.many import answered_together
from jiedui.figures.trace import lines_behind
from jiedui.forms.worked import worked_out
from jiedui.kernel.place import covers
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import UNITS, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.facts.store import Facts
    from jiedui.figures.model import Answer, AnswerRow, Question
    from jiedui.forms.asked import Asked


@dataclass(frozen=True, slots=True)
class Told:
    """What the book says of one cell.

    Attributes:
        number: The exact number in the cell's unit, not rounded; None = there is none.
        wording: How it is said.
        reason: Code of the reason when nothing is written, "" otherwise.
        why: The reason or a note in words (Chinese, English).
        lines: How many lines of the book stand behind it.
        filters: What was asked, in words, one each.
        figure: The figure's code and the version of its definition.
        known_at: The last entry read.
        smallest: The amount in the smallest part of the figure's unit, as reports keep it.
    """

    number: Fraction | None = None
    wording: Wording = Wording.EXACT
    reason: str = ""
    why: tuple[str, str] = ("", "")
    lines: int = 0
    filters: tuple[str, ...] = ()
    figure: tuple[str, int] = ("", 0)
    known_at: int = 0
    smallest: str | None = None

    @property
    def is_told(self) -> bool:
        """Whether something may be written."""
        return self.number is not None and not self.reason


_WORDED = {Wording.OVER, Wording.AT_LEAST, Wording.ABOUT, Wording.NEARLY, Wording.AT_MOST}
_CODES = {
    "not_known": "not_in_book",
    "amount_not_stated": "not_in_book",
    "stage_not_stated": "not_in_book",
}
_NOTHING = {"not_in_book", "outside_pairing"}
NOT_IN_BOOK = ("账中没有相应记载。", "The book holds nothing on it.")
NEVER_PAIRED = (
    "账中没有该地区与本区的结对关系。",
    "The book knows no pairing of the district with this recipient.",
)
_NOT_WORKED = (
    "账中有相应的数，但这一格要怎样算没有定义，请指明。",
    "The book holds the numbers; how this cell is worked out of them is not defined. Say how.",
)
_BESIDE = (
    "该结对关系不属本区与该地区的结对，账中没有单独记载。",
    "A pairing of its own, beside the district's; the book holds nothing on it by itself.",
)
_DERIVED = (
    "账中只有更长期间的数，本格须由它减去其余各段得出，表中说明不得推算。",
    "The book holds a longer period only; the form forbids to work this cell out of it.",
)
_LATER = (
    "账中的数晚于结对之年起算，不是自结对以来的数。",
    "What the book holds begins after the year of the pairing, from which the form counts.",
)
_WITH_OWN = {"recipient_own", "project_cost"}
"""Figures that what recipients paid themselves is, or is a part of."""

_FEW_WORKS = (
    "账中只有个别项目的自筹数,没有全部自筹数。",
    "The book knows what the recipient paid itself of some works only, not in all.",
)
_NARROW = (
    "账中有涵盖它的数，但没有分列到“{words}”。",
    "The book holds a figure that covers it, but not broken down to “{words}”.",
)


@dataclass
class Answers:
    """Answers of one state of the book.

    Attributes:
        facts: The book's lines.
        paired: Recipients of the district's own pairings, ended ones too; none = not known.
    """

    facts: Facts
    paired: frozenset[str] = frozenset()
    _kept: dict[Question, Answer | None] = field(default_factory=dict)

    def prepare(self, several: Sequence[Asked]) -> None:
        """Answer together what can be, before cells are told one by one."""
        questions = [one.question for one in several if one.question]
        questions += [
            beside
            for one in several
            if one.worked and not one.doubt
            for beside in one.worked.beside
        ]
        questions += [first for one in several if not one.doubt for first in one.begun]
        questions += [
            own
            for one in several
            if (one.is_joint or len(one.projects) > 1) and one.question and not one.doubt
            for own in _members(one.question)
        ]
        wanted = (one for one in questions if one not in self._kept)
        self._kept.update(answered_together(wanted, self.facts))

    def told(self, asked: Asked) -> Told:
        """Return what the book says of a cell."""
        if asked.doubt:
            doubted = Told(reason=asked.reason or "ambiguous", why=(asked.doubt, asked.doubt))
            return self._nothing(asked) or doubted
        if asked.question is None:
            return Told(reason=asked.reason or "not_in_book", why=NOT_IN_BOOK)
        found = self._plain(asked, asked.question)
        if asked.reason:
            known = found.is_told
            open_reason = "not_broken_down" if asked.measure == "works_rate" else "ambiguous"
            why = _NOT_WORKED if known else found.why
            why = _too_wide(asked, found).why if known and asked.narrower else why
            return Told(reason=open_reason if known else found.reason, why=why)
        if asked.narrower:
            return _too_wide(asked, found)
        missing = self._beside(asked, found) or self._missing(asked, found)
        missing = missing or self._begun_later(asked, found) or self._of_few_works(asked, found)
        missing = missing or self._derived(asked, found)
        if missing is not None or asked.worked is None:
            return missing or found
        beside = [self._in_all(asked, one) for one in asked.worked.beside]
        return worked_out(asked.worked, found, beside)

    def _nothing(self, asked: Asked) -> Told | None:
        """Return that the book has nothing at all of what is asked, however a doubt is settled."""
        found = self._plain(asked, asked.question) if asked.question else None
        is_nothing = found is not None and not found.lines
        return found if is_nothing and found and found.reason in _NOTHING else None

    def _missing(self, asked: Asked, found: Told) -> Told | None:
        """Return the answer of a recipient or project of which the book has nothing: no zero."""
        is_of_several = asked.is_joint or len(asked.projects) > 1
        if not found.is_told or asked.question is None or not is_of_several:
            return None
        for question in _members(asked.question):
            own = self._plain(asked, question)
            if own.reason == "not_in_book":
                return own
        return None

    def _beside(self, asked: Asked, found: Told) -> Told | None:
        """Return that the district's figures do not cover a pairing of its own beside them."""
        if asked.question is None or not asked.beside or found.reason != "not_broken_down":
            return None
        whole = self._plain(asked, replace(_bare(asked.question), since=None))
        return None if whole.is_told else replace(found, reason="not_in_book", why=_BESIDE)

    def _begun_later(self, asked: Asked, found: Told) -> Told | None:
        """Return that what the book holds began after the pairing from which the form counts.

        Where the form says days of its own, only a sum over years shows that it was begun later.
        """
        if not found.is_told:
            return None
        for first in asked.begun:
            if self._plain(asked, first).reason != "not_in_book":
                continue
            if asked.is_paired or self._is_of_later_years(asked, first):
                return replace(found, number=None, reason="not_in_book", why=_LATER)
        return None

    def _of_few_works(self, asked: Asked, found: Told) -> Told | None:
        """Return that what recipients paid themselves is known of some works only, not in all.

        It is in all where it was told apart from works, or where all aid is told by works too.
        """
        question = asked.question
        if not found.is_told or question is None or question.code not in _WITH_OWN:
            return None
        where = dict(question.where)
        if "project" in where or "RECIPIENT_OWN" not in where.get("source", ("RECIPIENT_OWN",)):
            return None
        others = tuple(one for one in question.where if one[0] != "source")
        own = replace(question, code="recipient_own", where=others, by=("project",))
        known = self._works_of(own)
        is_of_works = bool(known) and None not in known
        if not is_of_works or None not in self._works_of(replace(own, code="money")):
            return None
        reason = "not_in_book" if question.code == "recipient_own" else "ambiguous"
        return replace(found, number=None, reason=reason, why=_FEW_WORKS)

    def _in_all(self, asked: Asked, question: Question) -> Told:
        """Return the answer to a question beside a cell's own, told only where it is in all."""
        found = self._plain(asked, question)
        return self._of_few_works(replace(asked, question=question), found) or found

    def _works_of(self, question: Question) -> set[str | None]:
        """Return the works that money is told of, None among them for what is told of none."""
        answer = self._answer(question)
        return {dict(row.by).get("project") for row in (answer.rows if answer else ())
                if row.value.stated}  # fmt: skip

    def _derived(self, asked: Asked, found: Told) -> Told | None:
        """Return that a number is only the rest of a longer period, where the form takes none."""
        question = asked.question
        is_open = found.is_told or found.reason == "ambiguous"
        if not (asked.is_as_stated and is_open and question and question.since):
            return None
        first, last = question.since, question.until or dt.date.max
        rows = lines_behind(question, self.facts).rows
        is_rest = any(
            one["sense"] < 0 and (one["starts"] < first or one["ends"] > last) for one in rows
        )
        return (
            replace(found, number=None, reason="not_broken_down", why=_DERIVED) if is_rest else None
        )

    def _is_of_later_years(self, asked: Asked, first: Question) -> bool:
        """Whether the next year is known as a part of several years only."""
        until = first.until and first.until.replace(year=first.until.year + 1)
        return self._plain(asked, replace(first, until=until)).reason == "not_broken_down"

    def _plain(self, asked: Asked, question: Question) -> Told:
        answer = self._answer(question)
        if answer is None or not answer.rows:
            return self._unknown(question)
        row = answer.rows[0]
        figure = (answer.figure.code, answer.figure.version)
        behind = {"lines": row.lines, "filters": answer.trace.filters, "figure": figure,
                  "known_at": answer.known_at}  # fmt: skip
        reason = _reason(row)
        if reason == "not_in_book" and self._is_stranger(question):
            return Told(reason="outside_pairing", why=NEVER_PAIRED, **behind)  # type: ignore[arg-type]
        if reason:
            return Told(reason=reason, why=row.why, **behind)  # type: ignore[arg-type]
        number = _number(row, asked)
        behind["smallest"] = None if row.value.stated is None else str(row.value.stated)
        return Told(number, row.value.wording, "", row.why, **behind)  # type: ignore[arg-type]

    def _unknown(self, question: Question) -> Told:
        if self._is_stranger(question):
            return Told(reason="outside_pairing", why=NEVER_PAIRED)
        return Told(reason="not_in_book", why=NOT_IN_BOOK)

    def _is_stranger(self, question: Question) -> bool:
        """Whether all whom a question names were never paired with the district."""
        named = dict(question.where).get("recipient", ())
        return bool(self.paired and named) and not any(
            covers(one, paired) or covers(paired, one) for one in named for paired in self.paired
        )

    def _answer(self, question: Question) -> Answer | None:
        if question not in self._kept:
            try:
                self._kept[question] = compute(question, self.facts)
            except Refused:
                self._kept[question] = None
        return self._kept[question]


def _too_wide(asked: Asked, found: Told) -> Told:
    """Return why a cell is empty whose words are narrower than the figure that covers it."""
    if not found.is_told:
        return Told(reason=found.reason, why=found.why)
    words = "、".join(asked.narrower)
    why = tuple(one.format(words=words) for one in _NARROW)
    return Told(reason="not_broken_down", why=(why[0], why[1]))


def _bare(question: Question) -> Question:
    """Return a question of whom alone it asks, of every source and category."""
    kept = tuple(one for one in question.where if one[0] in {"recipient", "payer"})
    return replace(question, where=kept)


def _members(question: Question) -> list[Question]:
    """Return the questions of each recipient or project that is named, [] where it is one.

    Of a project all that it cost is asked: where that is known, a purse not named paid nothing.
    """
    where = dict(question.where)
    name = "project" if "project" in where else "recipient"
    several = where.get(name, ())
    if not 1 < len(several) <= _MANY or "payer" in where:
        return []
    apart = {name, "source"} if name == "project" else {name}
    rest = [one for one in question.where if one[0] not in apart]
    return [replace(question, where=((name, (one,)), *rest)) for one in several]


_MANY = 16
"""Most recipients of one question that are asked for one by one."""


def _reason(row: AnswerRow) -> str:
    """Return the reason why nothing is written, "" when a number or a wording is."""
    value = row.value
    if value.is_exact and not row.reason:
        return ""
    if value.wording in _WORDED and value.stated is not None and not row.reason:
        return "" if row.ratio is None else "ambiguous"
    if row.reason == "stage_not_stated" and value.low:
        return "ambiguous"
    if row.reason in {"", "exact"}:
        return "not_in_book" if value.wording is Wording.NOT_STATED else "ambiguous"
    return _CODES.get(row.reason, row.reason)


def _number(row: AnswerRow, asked: Asked) -> Fraction | None:
    is_same = asked.unit is not None and (asked.unit.family == "money") == (row.unit == "fen")
    scale = asked.unit.scale if asked.unit and is_same else 1
    smallest = UNITS[row.unit].scale
    if row.ratio is not None and row.ratio.stated is not None:
        stated = row.ratio.stated
        return stated / (smallest * scale if row.unit == "fen" else 1)
    if row.value.stated is None:
        return None
    return Fraction(row.value.stated, smallest * scale)
