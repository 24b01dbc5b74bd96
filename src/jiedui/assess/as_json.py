"""An assessment as data: what the command line, the desk's twin and a frozen report hold.

Points and values are decimals with at most four places; the ends of what is not exact are rounded
outwards, so that it never looks narrower. Knows no Django.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jiedui.assess.span import decimal_text

if TYPE_CHECKING:
    from fractions import Fraction

    from jiedui.assess.assessing import AssessedItem, Assessment, Saying, Value
    from jiedui.assess.indicator import Grade
    from jiedui.assess.queries import Document
    from jiedui.assess.raising import Suggestion
    from jiedui.assess.span import Span

PLACES = 4


def assessment_json(found: Assessment) -> dict[str, Any]:
    """Return an assessment as data."""
    score = found.score
    return {
        "set": {
            "code": found.set.code,
            "version": found.set.version,
            "zh": found.set.zh,
            "en": found.set.en,
            "illustrative": found.set.is_illustrative,
        },
        "year": found.year,
        "side": str(found.side),
        "as_of": found.as_of.isoformat(),
        "known_at": found.known_at,
        "head": found.head,
        "score": {
            "total": span_json(score.total),
            "base": span_json(score.base),
            "bonus": span_json(score.bonus),
            "penalty": span_json(score.penalty),
            "full": number(found.set.full),
            "grades": [_grade(one) for one in score.grades],
        },
        "blocks": [
            {
                "code": one.block.code,
                "zh": one.block.zh,
                "en": one.block.en,
                "got": span_json(one.got),
                "possible": number(one.possible),
            }
            for one in score.blocks
        ],
        "indicators": [_item(one) for one in found.items],
    }


def _item(one: AssessedItem) -> dict[str, Any]:
    indicator = one.indicator
    return {
        "code": indicator.code,
        "block": indicator.block,
        "zh": indicator.zh,
        "en": indicator.en,
        "weight": number(indicator.weight),
        "bonus": indicator.is_bonus,
        "shape": type(indicator.shape).__name__.removesuffix("Shape").lower(),
        "unit": indicator.unit[0],
        "state": str(one.item.state),
        "value": _value(one.value),
        "target": None if one.target is None else _value(one.target),
        "before": None if one.before is None else _value(one.before),
        "points": span_json(one.points),
        "possible": number(one.possible),
        "told": {str(kind): _saying(said) for kind, said in one.sayings.items()},
    }


def _value(value: Value) -> dict[str, Any]:
    asked = value.question
    return {
        **span_json(value.span),
        "origin": str(value.origin),
        "reason": value.reason or None,
        "why": {"zh": value.why[0], "en": value.why[1]},
        "figure": None if asked is None else asked.code,
        "since": None if asked is None or asked.since is None else asked.since.isoformat(),
        "until": None if asked is None or asked.until is None else asked.until.isoformat(),
        "planned": asked is not None and asked.planned,
        "lines": value.lines,
        "book": None if value.book is None else span_json(value.book),
        "contradicts_book": value.contradicts,
    }


def _saying(said: Saying) -> dict[str, Any]:
    return {
        "amount": None if said.amount is None else number(said.amount),
        "wording": str(said.wording),
        "words": said.words,
        "document": said.document,
        "said_by": said.said_by,
        "said_at": said.said_at.isoformat(),
    }


def _grade(one: Grade) -> dict[str, Any]:
    return {"code": one.code, "zh": one.zh, "en": one.en, "from": number(one.least)}


def suggestion_json(one: Suggestion) -> dict[str, Any]:
    """Return a suggestion as data."""
    return {
        "indicator": one.indicator,
        "zh": one.zh,
        "en": one.en,
        "way": str(one.way),
        "gain": number(one.gain),
        "effort_days": number(one.effort),
        "points_per_day": number(one.per_day),
        "in_time": one.is_in_time,
        "why": {"zh": one.why[0], "en": one.why[1]},
        "reason": one.reason or None,
    }


def document_json(one: Document) -> dict[str, Any]:
    """Return a document of the evidence as data."""
    return {
        "number": one.number,
        "indicator": one.indicator,
        "title": one.title,
        "file": one.file_name,
        "sha256": one.digest,
        "size": one.size,
        "attached_by": one.attached_by,
        "attached_at": one.attached_at.isoformat(),
    }


def span_json(span: Span) -> dict[str, Any]:
    """Return a span as data: low, stated, high and wording."""
    exact = span.is_exact
    return {
        "low": None if span.low is None else number(span.low, up=None if exact else False),
        "stated": None if span.stated is None else number(span.stated),
        "high": None if span.high is None else number(span.high, up=None if exact else True),
        "wording": str(span.wording),
    }


def number(one: Fraction, *, up: bool | None = None) -> Any:  # noqa: ANN401  What JSON reads: a number.
    """Return a fraction as JSON writes it: a whole number, else a decimal."""
    return json.loads(decimal_text(one, places=PLACES, up=up))
