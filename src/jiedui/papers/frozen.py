"""A number as it is frozen: value, interval, words, definition, filters, SQL, entries, cells, head.

What is frozen is enough to show the derivation for ever without the book. Cells of rosters of
people are kept for the office and not shown to the public. Knows no Django.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


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


def as_json(frozen: Frozen) -> dict[str, Any]:
    """Return the number as plain values."""
    return asdict(frozen)


def from_json(found: dict[str, Any]) -> Frozen:
    """Return the number `as_json` made."""
    lists = {name: tuple(found[name]) for name in ("filters", "sql", "entries")}
    return Frozen(**{**found, **lists, "cells": tuple(CellRef(**cell) for cell in found["cells"])})
