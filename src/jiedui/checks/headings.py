"""Which heading of a file is which column of a data set. Reads no file and needs no engine."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.checks.model import Kind
from jiedui.kernel.problem import Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.checks.model import Column, DataSet

KEYED = "keyed"
"""Heading of the keyed hash that stands for a number between two offices."""

KEYED_NAME = "keyed_name"
"""Heading of the keyed hash that stands for a name and its number together."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a file that is taken as one of a data set.

    Attributes:
        column: What it is.
        name: What the file calls it.
    """

    column: Column
    name: str


def spelled(heading: object) -> str:
    """Return a heading as it is compared: without blanks and brackets, in one case."""
    text = unicodedata.normalize("NFKC", str(heading)).lower()
    return re.sub(r"[\s*:]|\(.*?\)", "", text)


def headings_of(dataset: DataSet, names: Iterable[str]) -> dict[str, Heading]:
    """Return which of a file's headings stands for which column.

    Of several that mean one column the most particular is taken, as the data set lists them (a
    member's own name before the head's), then the first.
    """
    given = [(name, spelled(name)) for name in names]
    found: dict[str, Heading] = {}
    for column in dataset.columns:
        known = (column.name, f"{column.name}_fen", *map(spelled, column.headings))
        ranked = [(known.index(bare), name) for name, bare in given if bare in known]
        if ranked:
            found[column.name] = Heading(column, min(ranked, key=lambda one: one[0])[1])
    return found


def missing_columns(
    dataset: DataSet, found: Mapping[str, Heading], names: Iterable[str], *, file: str
) -> list[Problem]:
    """Return a problem for each required column that a file does not have."""
    names = list(names)
    return [
        Problem(
            "COLUMN_MISSING",
            Severity.ERROR,
            Source(file),
            found=f"columns {', '.join(names[:12]) or 'none'}{' …' if len(names) > 12 else ''}",
            expected=f"a column {column.name} ({'、'.join(column.headings[:3])})",
            hint=f"Give {dataset.code} this column, or rename the one that holds it.",
        )
        for column in dataset.columns
        if column.is_required
        and column.name not in found
        and not (column.kind is Kind.NUMBER and KEYED in names)
    ]
