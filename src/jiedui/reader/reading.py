"""What reading a text gives: claims, numerals that are none and why, sums that do not add up.

Positions are Unicode code points into the text exactly as it was given, line ends counted.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.kernel.quantity import Wording, said

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

    from jiedui.kernel.quantity import Interval
    from jiedui.reader.setaside import Reason


class Measure(enum.StrEnum):
    """What a claim measures."""

    MONEY = "money"
    PROJECTS = "projects"
    PEOPLE = "people"
    TRAINEES = "trainees"
    BATCHES = "batches"
    HOUSEHOLDS = "households"
    PERSONS_POOR = "persons_poor"
    AREA_M2 = "area_m2"
    ITEMS = "items"
    PERCENT = "percent"
    OTHER = "other"


(
    MONEY, PROJECTS, PEOPLE, TRAINEES, BATCHES, HOUSEHOLDS, PERSONS_POOR, AREA_M2, ITEMS, PERCENT,
    OTHER,
) = Measure  # fmt: skip
"""The measures by name. Looked up on their class they would cost ten times as much (Python 3.11),
and every number of a page is asked for its measure dozens of times."""


class Status(enum.StrEnum):
    """Whether a claim tells what is done or what is meant to be."""

    ACTUAL = "actual"
    PLANNED = "planned"


class Relation(enum.StrEnum):
    """How a stated number follows from others of the same text."""

    SUM = "sum"
    RATIO = "ratio"
    DIFF = "diff"
    GROWTH = "growth"
    PRODUCT = "product"
    BALANCE = "balance"


class When(NamedTuple):
    """The days a claim speaks of; an end nobody said is None."""

    first: dt.date | None = None
    last: dt.date | None = None


UNDATED = When()
"""The days of what says none."""


class Party(NamedTuple):
    """Who gave or got: the names as told, joined by 、, and the keys of the places known."""

    name: str
    keys: tuple[str, ...] = ()


class Claim(NamedTuple):
    """One number that states something about assistance.

    Attributes:
        start: First sign of its span in the text.
        end: After its last sign.
        text: The span as printed.
        measure: What it measures.
        value: The number in its base unit (yuan, person, m2 ...), exact.
        wording: How exactly it was said.
        unit: The unit as printed, without scale.
        period: The days it speaks of.
        donor: Who gave, None when not said.
        recipient: Who got, None when not said.
        source: Whose money (code of `vocabulary/sources.toml`), None when not said.
        category: The sector, None when not said.
        called: The sector and what it is of in the page's own words, None when not said.
        status: Done or planned.
        part_of: Position among the claims of the total it is a component of, else None.
        is_headline: Whether it stands in a heading, where it restates the text.
    """

    start: int
    end: int
    text: str
    measure: Measure
    value: Fraction
    wording: Wording = Wording.EXACT
    unit: str = ""
    period: When = UNDATED
    donor: Party | None = None
    recipient: Party | None = None
    source: str | None = None
    category: str | None = None
    called: str | None = None
    status: Status = Status.ACTUAL
    part_of: int | None = None
    is_headline: bool = False

    def interval(self, scale: int = 1) -> Interval:
        """Return the claim as an interval of whole parts, `scale` of them to the base unit.

        Raises:
            ValueError: The value is no whole number of such parts.
        """
        parts = self.value * scale
        if parts.denominator != 1:
            message = f"{self.text} is no whole number of 1/{scale} {self.unit}"
            raise ValueError(message)
        return said(parts.numerator, self.wording)


class NonClaim(NamedTuple):
    """A numeral that states nothing about assistance, and why."""

    start: int
    end: int
    text: str
    reason: Reason


class NotUnderstood(NamedTuple):
    """A numeral of which the reader cannot say what it means."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A stated number held against others of the text that it should follow from.

    Attributes:
        relation: How it should follow.
        total: Position of the stated claim.
        parts: Positions of the claims it follows from, in the order of `relation`.
        stated: The number stated.
        computed: The number that follows.
        is_ok: Whether they agree, given how they were printed and worded.
    """

    relation: Relation
    total: int
    parts: tuple[int, ...]
    stated: Fraction
    computed: Fraction
    is_ok: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a text says in numbers, in the order of the text.

    Attributes:
        as_of: The day of the text.
        claims: The numbers that claim something.
        findings: Sums, differences and shares among them, right or not.
        non_claims: The numerals that claim nothing.
        not_understood: Those of which nobody can say.
        blocks: Where each paragraph, heading or line of the text begins.
    """

    as_of: dt.date | None = None
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    non_claims: tuple[NonClaim, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    blocks: tuple[int, ...] = ()


_QUALIFIERS = {
    Wording.AT_LEAST: "atleast",
    Wording.AT_MOST: "nearly",
}


def reading_json(reading: Reading, name: str) -> dict[str, Any]:
    """Return a reading as plain values for JSON; `name` is the file's name without its ending."""
    return {
        "id": name,
        "as_of": _day(reading.as_of),
        "claims": [_claim_json(claim) for claim in reading.claims],
        "arithmetic_findings": [
            {
                "kind": str(finding.relation),
                "total": finding.total,
                "parts": list(finding.parts),
                "stated": number_json(finding.stated),
                "computed": number_json(finding.computed),
                "ok": finding.is_ok,
            }
            for finding in reading.findings
        ],
        "non_claims": [
            {"text": one.text, "start": one.start, "end": one.end, "reason": str(one.reason)}
            for one in reading.non_claims
        ],
        "not_understood": [
            {"text": one.text, "start": one.start, "end": one.end} for one in reading.not_understood
        ],
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "measure": str(claim.measure),
        "value": number_json(claim.value),
        "qualifier": _QUALIFIERS.get(claim.wording, str(claim.wording)),
        "unit_text": claim.unit,
        "period": {"from": _day(claim.period.first), "to": _day(claim.period.last)},
        "donor": claim.donor.name if claim.donor else None,
        "donor_keys": list(claim.donor.keys) if claim.donor else [],
        "recipient": claim.recipient.name if claim.recipient else None,
        "recipient_keys": list(claim.recipient.keys) if claim.recipient else [],
        "source": claim.source,
        "category": claim.called or claim.category,
        "sector": claim.category,
        "status": str(claim.status),
        "part_of": claim.part_of,
        "headline": claim.is_headline,
    }


def number_json(number: Fraction) -> int | float:
    """Return a number as JSON shows it: whole, or rounded to four places."""
    return number.numerator if number.denominator == 1 else round(float(number), 4)


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
