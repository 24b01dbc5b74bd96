"""Numbers frozen with what stands behind them: definition, filters, SQL, entries, cells, head.

Cells of rosters of people are kept for the office and not shown to the public. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from jiedui.figures.model import Question
from jiedui.kernel.codes import REASONS
from jiedui.kernel.quantity import UNITS
from jiedui.papers.frozen import CellRef, Frozen
from jiedui.papers.numbers import Style, absent, said_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from jiedui.kernel.quantity import Interval
    from jiedui.publish.survey import Behind
    from jiedui.publish.telling import Told

_OF_PEOPLE = frozenset(
    {
        "Count:OfficialsSent",
        "Count:ProfessionalsSent",
        "Count:TrainedDistinct",
        "Count:LabourPlaced",
    }
)
"""Accounts whose cells lie in rosters of named people."""

CELLS_MAX = 200
"""How many cells a frozen number lists; the count of entries is always complete."""


def freeze(told: Told, behind: Sequence[Behind]) -> Frozen:
    """Return a number frozen with the lines behind it."""
    row, trace, figure = told.row, told.answer.trace, told.answer.figure
    entries = sorted({line.entry for line in behind})
    return Frozen(
        told.key,
        figure.code,
        trace.version,
        name={"zh": figure.zh, "en": figure.en},
        definition={"zh": figure.definition[0], "en": figure.definition[1]},
        text=dict(told.text),
        exact={
            language: _exact(row.value, row.unit, row.reason, language=language)
            for language in told.text
        },
        stated=_kept(row.value.stated),
        low=_kept(row.value.low),
        high=_kept(row.value.high),
        wording=row.value.wording.value,
        unit=row.unit,
        reason=row.reason,
        why=_why(row.reason, row.why),
        itemised=row.itemised,
        not_itemised=row.not_itemised,
        as_of=row.as_of.isoformat() if row.as_of else "",
        question=question_json(told.answer.question),
        filters=trace.filters,
        sql=tuple(trace.sql),
        known_at=trace.known_at,
        head=trace.head,
        entry_count=len(entries),
        entries=tuple(entries[:CELLS_MAX]),
        cells=tuple(_cells(behind)),
    )


def question_json(question: Question) -> dict[str, Any]:
    """Return a question as plain values, days in ISO."""
    days = {name: getattr(question, name) for name in ("since", "until", "as_of")}
    return {
        "code": question.code,
        "by": list(question.by),
        "where": {name: list(values) for name, values in question.where},
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "planned": question.planned,
        "known_at": question.known_at,
    }


def asked_by(one: Frozen) -> Question:
    """Return the question a frozen number answers, as known at the entry it was read at."""
    asked = one.question
    since, until, as_of = (
        dt.date.fromisoformat(asked[name]) if asked.get(name) else None
        for name in ("since", "until", "as_of")
    )
    where = tuple((name, tuple(values)) for name, values in asked["where"].items())
    return Question(
        one.code, where=where, since=since, until=until, as_of=as_of,
        known_at=one.known_at, planned=bool(asked["planned"]),
    )  # fmt: skip


def _exact(value: Interval, unit: str, reason: str, *, language: str) -> str:
    """Return the value with every digit it has: money in yuan with fen."""
    if value.stated is None and value.low is None and value.high is None:
        return absent(reason, language)
    return said_as(
        value,
        unit,
        Style("元" if UNITS[unit].is_money else "", 2 if UNITS[unit].is_money else None),
        language=language,
    )


def _why(reason: str, why: tuple[str, str]) -> dict[str, str]:
    code = REASONS.get(reason)
    zh, en = why
    return {"zh": zh or (code.zh if code else ""), "en": en or (code.en if code else "")}


def _kept(value: int | Fraction | None) -> str | None:
    return None if value is None else str(value)


def _cells(behind: Iterable[Behind]) -> list[CellRef]:
    found: dict[tuple[int, str], CellRef] = {}
    for line in behind:
        if line.cell and len(found) < CELLS_MAX:
            found[line.entry, line.cell] = CellRef(
                line.entry, line.cell, line.document, line.account not in _OF_PEOPLE
            )
    return list(found.values())
