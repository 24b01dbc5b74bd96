"""A text's claims set against the book: a verdict on each, with what speaks for and against it.

To the verdicts of `figures.claim` comes *confirmed with a note*: the numbers agree once a rounding
is named, or the book's equal number is of another scope. A claim that words make narrower than any
figure is never contradicted. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jiedui.figures.binding.amounts import amount_words
from jiedui.figures.binding.bind import Unbound, bind
from jiedui.figures.binding.known import known_in
from jiedui.figures.binding.notes import Notes
from jiedui.figures.binding.surroundings import Page
from jiedui.figures.binding.wording import noted
from jiedui.figures.claim import (
    CONFIRMED,
    CONTRADICTED,
    NOT_INDEPENDENT,
    NOT_SUPPORTED,
    UNDECIDABLE,
    Claim,
    verdict_on,
)
from jiedui.figures.compute import compute
from jiedui.figures.support import Supports
from jiedui.kernel.collector import uncollected
from jiedui.kernel.problem import Refused
from jiedui.reader.reading import Measure, number_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.facts.store import Facts
    from jiedui.figures.binding.bind import Bound
    from jiedui.figures.binding.notes import Parts
    from jiedui.figures.claim import Verdict
    from jiedui.figures.model import Question
    from jiedui.figures.support import Support
    from jiedui.reader.reading import Claim as Said
    from jiedui.reader.reading import Finding, Reading

CONFIRMED_NOTED = "confirmed_with_note"
TEXT_OUTCOMES = (
    CONTRADICTED, NOT_SUPPORTED, UNDECIDABLE, NOT_INDEPENDENT, CONFIRMED_NOTED, CONFIRMED,
)  # fmt: skip
"""What a verdict on a text's claim may be, what needs a person first."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim of a text with its verdict.

    Attributes:
        at: Its position among the text's claims.
        said: The claim as read.
        outcome: One of TEXT_OUTCOMES.
        question: What the book was asked; None when nothing could be.
        verdict: What the book says; None when it was not asked.
        why: Sentences, the most important first (Chinese, English).
        amount: What is stated, in the smallest part of `unit`; None when it was not bound.
        causes: Codes of the notes, in the order of `why`.
    """

    at: int
    said: Said
    outcome: str
    question: Question | None
    verdict: Verdict | None
    why: tuple[tuple[str, str], ...]
    causes: tuple[str, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Whether a person must look before it is published."""
        return self.outcome == CONTRADICTED or bool({"sum_wrong", "as_plan"} & {*self.causes})


@dataclass(frozen=True)
class CheckedText:
    """A text set against the book.

    Attributes:
        text: The text as it is.
        document: What it is known by.
        reading: Everything it says.
        claims: Every claim with its verdict, in the order of the text.
        known_at: The last entry that was read.
        head: Hash of that entry.
    """

    text: str
    document: str
    reading: Reading
    claims: tuple[Checked, ...]
    known_at: int
    head: str

    @cached_property
    def slips(self) -> tuple[Finding, ...]:
        """Stated numbers that do not follow from the others of the text."""
        return tuple(one for one in self.reading.findings if not one.is_ok)

    @property
    def is_wrong(self) -> bool:
        """Whether something is contradicted, or does not add up."""
        return any(one.is_wrong for one in self.claims) or bool(self.slips)


def check_text(text: str, reading: Reading, facts: Facts, *, document: str) -> CheckedText:
    """Return a text's claims with their verdicts.

    Args:
        text: The text as read.
        reading: What the reader found in it.
        facts: The book's lines.
        document: What the text is known by; support from it alone is no independent support.
    """
    judge = _Judge(facts, document)
    page, known = Page(text, reading), known_in(facts)
    slips = {one.total: one for one in reading.findings if not one.is_ok}
    checked = []
    with uncollected():
        for at, said in enumerate(reading.claims):
            one = judge.judged(at, said, bind(said, page.around(at), known))
            checked.append(_with_slip(one, slips.get(at)))
    return CheckedText(text, document, reading, tuple(checked), facts.known_at, facts.head.hash)


def _with_slip(one: Checked, slip: Finding | None) -> Checked:
    if slip is None:
        return one
    units = {Measure.MONEY: ("fen", 100), Measure.PERCENT: ("percent", 100)}
    unit, scale = units.get(one.said.measure, ("", 1))
    said = f"{number_json(slip.computed)}{one.said.unit}"
    right = amount_words(round(slip.computed * scale), unit) if unit else (said, said)
    zh, en = noted("sum_wrong", computed=right[0])[0], noted("sum_wrong", computed=right[1])[1]
    return replace(one, why=((zh, en), *one.why), causes=("sum_wrong", *one.causes))


SUPPORTS = Supports()
"""What the book holds on questions that texts asked last."""


class _Judge:
    """Judges claims; what the book holds on a question is read once."""

    def __init__(self, facts: Facts, document: str) -> None:
        self._facts = facts
        self.document = document
        self._parts: dict[Question, Parts] = {}

    def held(self, question: Question) -> Support:
        """Return what the book holds on a question.

        Raises:
            Refused: The question cannot be asked.
        """
        return SUPPORTS.of(question, self._facts)

    def parts(self, question: Question) -> Parts:
        """Return the values of a breakdown with what each states; () when it cannot be asked."""
        found = self._parts.get(question)
        if found is None:
            try:
                rows = compute(question, self._facts).rows
            except Refused:
                rows = ()
            found = tuple([(row.by[0][1], row.value.stated) for row in rows])
            self._parts[question] = found
        return found

    def judged(self, at: int, said: Said, bound: Bound | Unbound) -> Checked:
        """Return a claim with its verdict."""
        if isinstance(bound, Unbound):
            return Checked(at, said, UNDECIDABLE, None, None, (bound.why,), (bound.code,))
        asked = bound.question
        stated = Claim(
            asked.code, bound.amount, asked.where, asked.since, asked.until or asked.as_of,
            asked.planned, self.document, said.text,
        )  # fmt: skip
        try:
            support = self.held(asked)
            verdict = verdict_on(stated, support)
            notes = Notes(bound, said, support, self)
            outcome, told = self._weighed(verdict, bound, notes)
        except Refused as refused:
            first = refused.problems[0]
            no = (f"不能查账:{first.found}。", f"The book cannot be asked: {first.found}.")
            return Checked(at, said, UNDECIDABLE, asked, None, (no,), (first.code,))
        is_told = outcome == CONFIRMED_NOTED or (outcome in {CONFIRMED, NOT_SUPPORTED} and told)
        shown = [] if is_told else [verdict.why]
        causes = tuple(code for code, _ in told)
        why = (*(words for _, words in told), *(one for one in shown if any(one)))
        return Checked(at, said, outcome, asked, verdict, why, causes)

    def _weighed(
        self, verdict: Verdict, bound: Bound, notes: Notes
    ) -> tuple[str, list[tuple[str, tuple[str, str]]]]:
        """Return the outcome for a text, and its notes."""
        if verdict.outcome in (CONFIRMED, NOT_INDEPENDENT):
            return self._agreeing(verdict, bound, notes)
        near = notes.rounding() or notes.wider() or notes.without_gifts()
        record = notes.record()
        if near is None and (verdict.outcome != CONTRADICTED or bound.narrower or notes.is_single):
            near = record
        own = None if near else notes.wider(is_own=True)
        if near or own:
            return (CONFIRMED_NOTED, [near]) if near else (NOT_INDEPENDENT, [own] if own else [])
        if bound.narrower:
            return UNDECIDABLE, [notes.narrower()]
        if verdict.outcome == CONTRADICTED and notes.is_one_of_several:
            return UNDECIDABLE, [notes.several()]
        if verdict.outcome == CONTRADICTED:
            return CONTRADICTED, [*notes.elsewhere(), *([record] if record else [])]
        over = notes.over() if verdict.outcome == UNDECIDABLE else None
        return verdict.outcome, notes.flipped() or ([over] if over else [])

    def _agreeing(
        self, verdict: Verdict, bound: Bound, notes: Notes
    ) -> tuple[str, list[tuple[str, tuple[str, str]]]]:
        over = notes.over()
        if bound.narrower:
            return (CONFIRMED_NOTED if bound.amount.is_exact else UNDECIDABLE), [notes.narrower()]
        if over is not None and over[0] == "far_over" and verdict.outcome == CONFIRMED:
            return CONFIRMED_NOTED, [over]
        return verdict.outcome, [over] if over else []


def tally(claims: Iterable[Checked]) -> dict[str, int]:
    """Return how many claims have each outcome, in the order of TEXT_OUTCOMES."""
    found = [one.outcome for one in claims]
    return {name: found.count(name) for name in TEXT_OUTCOMES if name in found}
