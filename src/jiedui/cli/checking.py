"""Stated totals set against the book: those recorded in it, or those of a workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jiedui.books.feed import facts, facts_with
from jiedui.cli.files import content_of
from jiedui.cli.start import today
from jiedui.exchange.queries import statements
from jiedui.figures.answer_json import number
from jiedui.figures.claim import claim_of, claims_in_book, judge_all
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from jiedui.figures.claim import Verdict
    from jiedui.kernel.quantity import Interval


def claims_of_book(as_of: dt.date | None) -> list[Verdict]:
    """Return the verdicts on the stated totals the book records."""
    known = facts()
    return judge_all(claims_in_book(known, as_of=as_of), known)


def claims_of_file(path: Path, as_of: dt.date | None) -> list[Verdict]:
    """Return the verdicts on the stated totals of a workbook, as they will be once it is posted.

    A total that says it contains the records is not contradicted by the few that are in the book.

    Raises:
        Refused: The file cannot be read, or holds no stated totals.
    """
    found = statements(path.name, content_of(path), today=today())
    lines = [(draft.document, line) for draft in found.asserted for line in draft.lines]
    if not lines:
        raise refuse(
            "NO_STATEMENTS",
            found=f"no stated total in {path.name}",
            expected="a table of stated totals, or a return with totals in it",
        )
    claims = [
        claim_of({**line._asdict(), **line.dims._asdict(), "document": document, "entry": None})
        for document, line in lines
        if as_of is None or line.ends <= as_of
    ]
    last = facts().known_at
    return [
        replace(verdict, entries=tuple(one for one in verdict.entries if one <= last))
        for verdict in judge_all(claims, facts_with(found.entries))
    ]


def verdicts_json(verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """Return verdicts as data."""
    return [_verdict(verdict) for verdict in verdicts]


def _verdict(verdict: Verdict) -> dict[str, Any]:
    claim = verdict.claim
    file, _, rest = claim.cell.partition("\t")
    sheet, _, cell = rest.partition("\t")
    return {
        "figure": claim.code,
        "where": {name: list(values) for name, values in claim.where},
        "words": claim.words,
        "since": None if claim.since is None else claim.since.isoformat(),
        "until": None if claim.until is None else claim.until.isoformat(),
        "planned": claim.planned,
        "document": claim.document,
        "source": {"file": file, "sheet": sheet, "cell": cell},
        "unit": verdict.unit,
        "says": _interval(claim.value, verdict.unit),
        "book": _interval(verdict.book, verdict.unit),
        "outcome": verdict.outcome,
        "off": number(verdict.off, verdict.unit),
        "itemised": verdict.itemised,
        "not_itemised": verdict.not_itemised,
        "why": {"zh": verdict.why[0], "en": verdict.why[1]},
        "claim_entry": claim.entry,
        "book_entries": list(verdict.entries),
        "independent": verdict.independent,
    }


def _interval(value: Interval, unit: str) -> dict[str, Any]:
    return {
        "low": number(value.low, unit),
        "stated": number(value.stated, unit),
        "high": number(value.high, unit),
        "wording": value.wording.value,
    }
