"""A hand-made book for documents: plain lines and a plain fold, so that a document needs no engine.

It answers the few questions a report asks by summing the lines that match. It is not the figures
package and stands in for none of its rules; tests of the whole way use the real one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.figures.model import Answer, AnswerRow, Figure, Kind, Question, Trace
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.place import covers
from jiedui.kernel.quantity import NOT_KNOWN, NOT_STATED, Interval, Wording, said
from jiedui.publish.survey import Behind

if TYPE_CHECKING:
    from collections.abc import Iterable

UNITS = {
    "money": "fen",
    "gift": "fen",
    "project_cost": "fen",
    "projects": "project",
    "training_batches": "batch",
    "people_trained": "person_time",
    "activities": "act",
    "building_area": "cm2",
    "pairings": "pairing",
    "registered_poor_households": "household",
    "registered_poor_people": "person",
    "registered_poor_households_fall": "household",
    "registered_poor_people_fall": "person",
    "registered_poor_households_fall_rate": "percent",
    "registered_poor_people_fall_rate": "percent",
}
WAN = 1_000_000


@dataclass(frozen=True)
class Line:
    """One fact: a figure's code, an amount as said, and its dimensions."""

    code: str
    recipient: str
    value: Interval
    starts: dt.date
    ends: dt.date
    source: str | None = None
    category: str | None = None
    payer: str | None = None
    project: str | None = None
    owner: str = "310114"
    kind: str = "aid"
    planned: bool = False
    itemised: bool = False
    pairing_kind: str | None = None


@dataclass
class HandBook:
    """Answers questions by a plain fold over its lines."""

    lines_in_order: list[Line] = field(default_factory=list)
    known_at: int | None = None
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        found = self._matching(question)
        rows: tuple[AnswerRow, ...]
        if question.by:
            (name,) = question.by
            values = sorted({getattr(one, name) for _, one in found}, key=str)
            rows = tuple(
                self._row(
                    question,
                    [one for _, one in found if getattr(one, name) == value],
                    by=((name, value),),
                )
                for value in values
            )
        else:
            rows = (self._row(question, [one for _, one in found]),)
        figure = Figure(
            question.code,
            f"{question.code}定义",
            question.code,
            UNITS[question.code],
            Kind.FLOW,
            ("按账面汇总", "sum of the book's lines"),
        )
        trace = Trace(
            question.code,
            1,
            tuple(f"{name}={','.join(values)}" for name, values in question.where),
            ("SELECT 1",),
            len(self.lines_in_order),
            "ab" * 32,
        )
        return Answer(question, figure, len(self.lines_in_order), question.as_of, rows, trace)

    def ask_many(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        return {one: self.ask(one) for one in questions}

    def lines(self, question: Question) -> list[Behind]:
        return [
            Behind(
                number,
                1,
                one.kind,
                f"Test:{one.code}",
                one.value.stated or 0,
                one.value.wording.value,
                one.starts,
                one.ends,
                one.recipient,
                one.payer,
                one.owner,
                one.project,
                one.pairing_kind,
                cell=f"样表.xlsx\t汇总\tC{number}",
                document="样表",
            )
            for number, one in self._matching(question)
        ]

    def standing(self, account: str) -> list[Behind]:
        code = {
            "Pairing:InForce": "pairings",
            "Stock:RegisteredHouseholds": "registered_poor_households",
            "Stock:RegisteredPeople": "registered_poor_people",
        }[account]
        return self.lines(Question(code))

    def _matching(self, question: Question) -> list[tuple[int, Line]]:
        code = question.code.removesuffix("_rate").removesuffix("_fall")
        wanted = dict(question.where)
        return [
            (number, one)
            for number, one in enumerate(self.lines_in_order, start=1)
            if one.code == code
            and one.planned is question.planned
            and _fits(one, wanted)
            and (question.as_of is None or one.ends == question.as_of)
            and (question.since is None or one.starts >= question.since)
            and (question.until is None or one.starts <= question.until)
        ]

    def _row(
        self, question: Question, found: list[Line], by: tuple[tuple[str, str | None], ...] = ()
    ) -> AnswerRow:
        unit = UNITS[question.code]
        if not found:
            return AnswerRow(by, NOT_KNOWN, unit, "not_in_book")
        if question.code.endswith(("_fall", "_rate")):
            first, last = (
                one.value.stated or 0
                for one in (
                    min(found, key=lambda one: one.ends),
                    max(found, key=lambda one: one.ends),
                )
            )
            fall = first - last
            shown = (
                round(Fraction(fall * 10_000, first)) if question.code.endswith("_rate") else fall
            )
            return AnswerRow(by, Interval(shown, shown, shown), unit, lines=2)
        if all(one.value.wording is Wording.NOT_STATED for one in found):
            return AnswerRow(by, NOT_STATED, unit, "amount_not_stated", lines=len(found))
        value = found[0].value
        for one in found[1:]:
            value = value + one.value
        itemised = sum(one.value.stated or 0 for one in found if one.itemised)
        return AnswerRow(
            by,
            value,
            unit,
            itemised=itemised,
            not_itemised=(value.stated or 0) - itemised,
            lines=len(found),
        )


def _fits(one: Line, wanted: dict[str, tuple[str, ...]]) -> bool:
    for name, values in wanted.items():
        if name == "recipient":
            members = one.recipient.split("+")
            if one.recipient not in values and not all(
                any(covers(value, member) for value in values) for member in members
            ):
                return False
        elif getattr(one, name) not in values:
            return False
    return True


def wan(text: str) -> Interval:
    """Return an exact amount of 万元."""
    return said(round(Fraction(text) * WAN))


def day(text: str) -> dt.date:
    return {"": EARLIEST, "open": LATEST}.get(text) or dt.date.fromisoformat(text)
