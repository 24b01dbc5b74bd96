"""Statements set against the book: confirmed, contradicted, or why it cannot be said.

A claim is confirmed when every value the book allows is one the claim allows, and the lines of
other documents alone already say so; support from the claim's own document is no confirmation.
Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jiedui.figures import listed
from jiedui.figures.beside import standing, value_of
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind, Question
from jiedui.figures.support import support_of
from jiedui.figures.wording import said
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.place import members, name_of
from jiedui.kernel.quantity import (
    UNITS,
    WAN_YUAN,
    YUAN,
    Shown,
    Wording,
    plain,
    shown_decimal,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.facts.store import Facts
    from jiedui.figures.model import AnswerRow
    from jiedui.figures.support import Made, Support
    from jiedui.kernel.quantity import (
        Interval,
    )

CONFIRMED = "confirmed"
CONTRADICTED = "contradicted"
NOT_SUPPORTED = "not_supported"
UNDECIDABLE = "undecidable"
NOT_INDEPENDENT = "not_independently_supported"
OUTCOMES = (CONFIRMED, CONTRADICTED, NOT_INDEPENDENT, NOT_SUPPORTED, UNDECIDABLE)
"""What a verdict may be."""

ENTRIES_MAX = 50
"""How many entries are named on the book's side."""

ASSERTION = "Assertion:"
PLANNED = "PLANNED"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of a figure.

    Attributes:
        code: The figure's code.
        value: What is stated.
        where: Filters, as in a question.
        since: First day it speaks of; None = from the beginning.
        until: Last day it speaks of, for stocks the day; None = no end.
        planned: Whether it states a plan.
        document: The document that states it.
        words: The claim in words.
        entry: The entry that records it, None when it is not in the book.
        cell: File, sheet and cell it was read from, joined by tabs.
    """

    code: str
    value: Interval
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    planned: bool = False
    document: str = ""
    words: str = ""
    entry: int | None = None
    cell: str = ""

    @property
    def question(self) -> Question:
        """What the book is asked."""
        figure = FIGURES.get(self.code)
        if figure is not None and figure.kind is Kind.STOCK:
            return Question(self.code, where=self.where, as_of=self.until, planned=self.planned)
        return Question(
            self.code, where=self.where, since=self.since, until=self.until, planned=self.planned
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the book says to a claim.

    Attributes:
        claim: The claim.
        outcome: One of OUTCOMES.
        book: What the book says itself.
        unit: Unit code of both.
        off: How far the book is from what the claim allows, signed; 0 when it is not.
        itemised: Stated sum in the book resting on single records.
        not_itemised: Stated sum resting on stated totals.
        independent: Stated sum resting on other documents than the claim's own.
        entries: Entries on the book's side, the first ENTRIES_MAX.
        why: The verdict in words, Chinese and English.
    """

    claim: Claim
    outcome: str
    book: Interval
    unit: str
    off: int
    itemised: int
    not_itemised: int
    independent: int
    entries: tuple[int, ...]
    why: tuple[str, str]


def claims_in_book(facts: Facts, *, as_of: dt.date | None = None) -> list[Claim]:
    """Return the assertions on record, in order of entry.

    Args:
        facts: The lines.
        as_of: Leave out what speaks of days after this one.
    """
    template = facts.template(listed.account, f"{ASSERTION}%")
    found, _ = facts.run(template, {"known_at": facts.known_at})
    return [
        claim_of(row)
        for row in standing(found.to_pylist())
        if as_of is None or row["ends"] <= as_of or row["ends"] == LATEST
    ]


def claim_of(row: dict[str, Any]) -> Claim:
    """Return the claim a line of an assertion states; its columns are those of `facts.tables`."""
    code = row["account"].removeprefix(ASSERTION)
    where = [
        (name, members(row[name]))
        for name in ("recipient", "owner", "source", "category", "programme", "project")
        if row[name] is not None
    ]
    if row["source"] is None and row["payer"] is not None:
        where.append(("payer", members(row["payer"])))
    figure = FIGURES.get(code)
    allowed = figure.dimensions if figure is not None else ()
    since = None if row["starts"] == EARLIEST else row["starts"]
    until = None if row["ends"] == LATEST else row["ends"]
    name = figure.zh if figure is not None else code
    place = name_of(row["recipient"], until) if row["recipient"] else ""
    parts = [place, *(str(row[one]) for one in ("source", "category") if row[one]), name]
    parts.append("/".join(str(day) for day in dict.fromkeys((since, until)) if day))
    return Claim(
        code, value_of(row, 1).value(), tuple(one for one in where if one[0] in allowed), since,
        until, row["state"] == PLANNED, row["document"] or "",
        " ".join(one for one in parts if one), row["entry"], row["cell"] or "",
    )  # fmt: skip


def judge_all(claims: Iterable[Claim], facts: Facts) -> list[Verdict]:
    """Return the verdict on every claim."""
    return [judge(claim, facts) for claim in claims]


def judge(claim: Claim, facts: Facts) -> Verdict:
    """Return what the book says to a claim.

    Raises:
        Refused: The claim names a figure or a value there is none of.
    """
    return verdict_on(claim, support_of(claim.question, facts))


def verdict_on(claim: Claim, support: Support) -> Verdict:
    """Return the verdict on a claim, given what the book holds on its question."""
    row, others = support.row, support.others(claim.document)
    outcome, off = _outcome(claim, row, others)
    if outcome != CONTRADICTED and row.not_itemised < 0:
        more = _more_than_stated(claim, support)
        outcome, off = (CONTRADICTED, more) if more else (outcome, off)
    told = _why(claim, row, outcome, off)
    if not row.reason and any(row.why) and told != row.why:
        told = (f"{told[0]}{row.why[0]}", f"{told[1]} {row.why[1]}")
    return Verdict(
        claim, outcome, row.value, row.unit, off, row.itemised, row.not_itemised, others.amount,
        support.entries[:ENTRIES_MAX], told,
    )  # fmt: skip


def _outcome(claim: Claim, row: AnswerRow, others: Made) -> tuple[str, int]:
    book, stated = row.value, claim.value
    if book.wording is Wording.NOT_KNOWN:
        is_open = row.reason in ("not_known", "ambiguous")
        return (UNDECIDABLE if is_open else NOT_SUPPORTED), 0
    if not book.overlaps(stated):
        return CONTRADICTED, _distance(book, stated)
    if book.stated is None or not _is_within(book, stated):
        return UNDECIDABLE, 0
    own = others.value
    if FIGURES[claim.code].kind is Kind.DERIVED:
        return (CONFIRMED if others.exists else NOT_INDEPENDENT), 0
    is_independent = own.wording is not Wording.NOT_KNOWN and _is_within(own, stated)
    return (CONFIRMED if is_independent else NOT_INDEPENDENT), 0


def _more_than_stated(claim: Claim, support: Support) -> int:
    """Return by how much single records alone exceed what is stated; 0 where they do not."""
    least, most = support.itemised.value.low, claim.value.high
    is_flow = FIGURES[claim.code].kind is Kind.FLOW
    return max(least - most, 0) if is_flow and least is not None and most is not None else 0


def _is_within(inner: Interval, outer: Interval) -> bool:
    """Whether every value of `inner` is possible in `outer`."""
    low = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def _distance(book: Interval, stated: Interval) -> int:
    """Return how far the book lies above (positive) or below what is stated."""
    if book.low is not None and stated.high is not None and book.low > stated.high:
        return book.low - stated.high
    if book.high is not None and stated.low is not None:
        return book.high - stated.low
    return 0


def _money(off: int) -> Shown:
    """Return the unit in which an amount of money can be said without rounding."""
    return YUAN if off % 10_000 else WAN_YUAN


def _shown(unit: str) -> Shown:
    return Shown(UNITS[unit].zh, UNITS[unit].en, UNITS[unit].scale)


def _why(claim: Claim, row: AnswerRow, outcome: str, off: int) -> tuple[str, str]:  # noqa: PLR0917
    if outcome == CONTRADICTED:
        zh, en = (_money(off), YUAN) if row.unit == "fen" else (_shown(row.unit), _shown(row.unit))
        words = {
            "zh_off": f"{plain(shown_decimal(abs(off), zh))}{zh.zh}",
            "en_off": f"{plain(shown_decimal(abs(off), en))} {en.en}",
        }
        return said("contradicted_more" if off > 0 else "contradicted_less", **words)
    if outcome == NOT_INDEPENDENT:
        return said("same_document", document=claim.document)
    if outcome == CONFIRMED:
        return said("confirmed")
    if outcome == UNDECIDABLE and not any(row.why):
        return said("undecidable")
    return row.why


__all__ = (
    "OUTCOMES", "Claim", "Verdict", "claim_of", "claims_in_book", "judge", "judge_all",
    "verdict_on",
)  # fmt: skip
