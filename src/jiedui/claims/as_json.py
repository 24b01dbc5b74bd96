"""A checked text as data: what the command line, the desk's twin and other programs are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.figures.answer_json import number
from jiedui.figures.binding.judging import tally
from jiedui.reader.reading import number_json

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.figures.binding.judging import Checked, CheckedText
    from jiedui.figures.model import Question
    from jiedui.kernel.quantity import Interval
    from jiedui.reader.reading import Finding


def checked_json(found: CheckedText) -> dict[str, Any]:
    """Return a checked text: tally, claims with both sides, findings, what was not understood."""
    return {
        "document": found.document,
        "as_of": _day(found.reading.as_of),
        "known_at": found.known_at,
        "head": found.head,
        "tally": tally(found.claims),
        "claims": [_claim(one) for one in found.claims],
        "findings": [_finding(one) for one in found.reading.findings],
        "not_understood": [
            {"text": one.text, "start": one.start, "end": one.end}
            for one in found.reading.not_understood
        ],
    }


def _claim(one: Checked) -> dict[str, Any]:
    said, verdict = one.said, one.verdict
    return {
        "at": one.at,
        "text": said.text,
        "start": said.start,
        "end": said.end,
        "outcome": one.outcome,
        "causes": list(one.causes),
        "why": [{"zh": zh, "en": en} for zh, en in one.why],
        "question": None if one.question is None else question_json(one.question),
        "unit": verdict.unit if verdict else None,
        "says": _interval(verdict.claim.value, verdict.unit) if verdict else None,
        "book": _interval(verdict.book, verdict.unit) if verdict else None,
        "entries": list(verdict.entries) if verdict else [],
    }


def question_json(asked: Question) -> dict[str, Any]:
    """Return a question as data."""
    return {
        "figure": asked.code,
        "where": {name: list(values) for name, values in asked.where},
        "since": _day(asked.since),
        "until": _day(asked.until),
        "as_of": _day(asked.as_of),
        "planned": asked.planned,
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "kind": str(one.relation),
        "total": one.total,
        "parts": list(one.parts),
        "stated": number_json(one.stated),
        "computed": number_json(one.computed),
        "ok": one.is_ok,
    }


def _interval(value: Interval, unit: str) -> dict[str, Any]:
    return {
        "low": number(value.low, unit),
        "stated": number(value.stated, unit),
        "high": number(value.high, unit),
        "wording": value.wording.value,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
