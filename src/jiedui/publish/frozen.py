"""A number as it is frozen: value, interval, words, definition, filters, SQL, entries, cells, head.

What is frozen is enough to show the derivation for ever without the book. Cells of rosters of
people are kept for the office and not shown to the public. Knows no Django.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from jiedui.kernel.codes import REASONS
from jiedui.kernel.quantity import UNITS
from jiedui.publish.numbers import Style, absent, said_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from jiedui.figures.model import Question
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


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell a number was read from."""

    entry: int
    cell: str
    document: str
    is_public: bool

    def __str__(self) -> str:
        return " › ".join(part for part in self.cell.split("\t") if part)


@dataclass(frozen=True, slots=True)
class Frozen:
    """One number of a publication with everything behind it.

    Attributes:
        key: Its key in the document.
        code: The figure's code; `version` is the version of its definition.
        name: What it is called, by language.
        definition: What exactly is counted, by language.
        text: As read in the document, by language.
        exact: The value with every digit, by language.
        stated: Amount said; `low` and `high` its ends, in the unit's smallest part (rates as n/d).
        wording: How it was said.
        unit: Unit code.
        reason: Why it is not one exact number, "" when it is.
        why: The same in words, by language.
        itemised: How much rests on single records.
        not_itemised: How much rests on stated totals.
        as_of: The day a stock was observed, "" otherwise.
        question: How it was asked.
        filters: The filters in words.
        sql: What ran.
        known_at: The last entry read; `head` is its hash.
        entry_count: How many entries it rests on; `entries` are the first of them.
        cells: The cells it was read from.
    """

    key: str
    code: str
    version: int
    name: dict[str, str]
    definition: dict[str, str]
    text: dict[str, str]
    exact: dict[str, str]
    stated: str | None
    low: str | None
    high: str | None
    wording: str
    unit: str
    reason: str
    why: dict[str, str]
    itemised: int
    not_itemised: int
    as_of: str
    question: dict[str, Any]
    filters: tuple[str, ...]
    sql: tuple[str, ...]
    known_at: int
    head: str
    entry_count: int
    entries: tuple[int, ...]
    cells: tuple[CellRef, ...]

    @property
    def public_cells(self) -> tuple[CellRef, ...]:
        """The cells anybody may see."""
        return tuple(cell for cell in self.cells if cell.is_public)


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
        sql=trace.sql,
        known_at=trace.known_at,
        head=trace.head,
        entry_count=len(entries),
        entries=tuple(entries[:CELLS_MAX]),
        cells=tuple(_cells(behind)),
    )


def as_json(frozen: Frozen) -> dict[str, Any]:
    """Return the number as plain values."""
    return asdict(frozen)


def from_json(found: dict[str, Any]) -> Frozen:
    """Return the number `as_json` made."""
    lists = {name: tuple(found[name]) for name in ("filters", "sql", "entries")}
    return Frozen(**{**found, **lists, "cells": tuple(CellRef(**cell) for cell in found["cells"])})


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
