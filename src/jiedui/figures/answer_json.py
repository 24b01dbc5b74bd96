"""An answer as data: the keys the command line promises, and what else a reader may want.

Whole amounts stay integers of the unit's smallest part; rates are numbers with two decimals,
written from their decimal text. Knows no Django.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jiedui.kernel.quantity import UNITS

if TYPE_CHECKING:
    from jiedui.figures.model import Answer, AnswerRow
    from jiedui.kernel.quantity import Interval

RATES = ("percent", "person_per_household")
"""Units whose values are shown as decimals."""


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as data that JSON can write."""
    return {
        "code": answer.figure.code,
        "definition_version": answer.figure.version,
        "known_at": answer.known_at,
        "as_of": _day(answer.as_of),
        "rows": [_row(row) for row in answer.rows],
        "beside": [
            {
                "entry": one.entry,
                "line": one.line,
                "payer": one.payer,
                "recipient": one.recipient,
                **_ends(one.value, answer.figure.unit),
                "document": one.document,
            }
            for one in answer.beside
        ],
    }


def _row(row: AnswerRow) -> dict[str, Any]:
    return {
        "by": dict(row.by),
        **_ends(row.value, row.unit),
        "unit": row.unit,
        "reason": row.reason or None,
        "why": {"zh": row.why[0], "en": row.why[1]},
        "itemised": row.itemised,
        "not_itemised": row.not_itemised,
        "lines": row.lines,
        "as_of": _day(row.as_of),
    }


def _ends(value: Interval, unit: str) -> dict[str, Any]:
    return {
        "low": number(value.low, unit),
        "stated": number(value.stated, unit),
        "high": number(value.high, unit),
        "wording": value.wording.value,
    }


def number(amount: int | None, unit: str) -> Any:  # noqa: ANN401  What JSON reads: int, decimal, null.
    """Return an amount as JSON writes it: an integer, or for rates the decimal number."""
    if amount is None or unit not in RATES:
        return amount
    return json.loads(str(Decimal(amount) / UNITS[unit].scale))


def _day(day: object) -> str | None:
    return None if day is None else str(day)
