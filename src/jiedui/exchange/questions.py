"""What is unsure about a batch and is asked once: which field a column holds.

Pure reading of a reading; answers are commands of `answering`. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.columns import SAID
from jiedui.exchange.headings import fits
from jiedui.exchange.kinds import KINDS
from jiedui.kernel.problem import Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Collection

    from jiedui.exchange.rows import ColumnReading, Guess, Reading

COLUMN = "column:"
"""What a question about a column begins with; its heading follows."""

KIND_QUESTION = "kind"
"""The question of which kind a file is."""

KIND = "@kind"
"""What stands in place of a field where the kind of a whole table is remembered."""

SURE_ENOUGH = 60
"""Below this score a column's field was guessed from a part of its heading."""


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """A column whose field is not sure, or one that nobody knows.

    Attributes:
        sheet: The first sheet it stands on.
        col: Its letters there.
        heading: Its heading, levels joined by `|`.
        field: The field it was taken for; "" when it is not used.
        is_answered: Whether a person has said so.
        offers: Names of the fields it may hold, the likeliest first.
        samples: What its first filled cells say.
    """

    sheet: str
    col: str
    heading: str
    field: str
    is_answered: bool
    offers: tuple[str, ...]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindQuestion:
    """Of which kind a file is.

    Attributes:
        kind: The kind it is read as; "" where none is known yet.
        is_open: Whether a person has to say so.
        is_answered: Whether a person has.
        guesses: The likeliest kinds, each with what speaks for it.
    """

    kind: str
    is_open: bool
    is_answered: bool
    guesses: tuple[Guess, ...]


def kind_question(reading: Reading, *, said: str) -> KindQuestion:
    """Return the question of a file's kind, open or answered; `said` is what a person said."""
    kind, is_open = reading.kind or "", reading.is_kind_asked and not said
    return KindQuestion(kind, is_open, bool(said), reading.guesses)


def column_questions(reading: Reading, *, answered: Collection[str] = ()) -> list[ColumnQuestion]:
    """Return the columns of a reading that a person should look at, each heading once.

    Args:
        reading: The reading.
        answered: Headings a person has already spoken about; these are told as answered.
    """
    found: dict[str, ColumnQuestion] = {}
    for one in reading.columns:
        is_answered = one.header in answered or one.score == SAID
        is_unsure = one.field is None or one.score < SURE_ENOUGH
        if one.header and one.header not in found and (is_unsure or is_answered):
            found[one.header] = ColumnQuestion(
                one.sheet,
                one.col,
                one.header,
                one.field or "",
                is_answered,
                _offers(reading, one),
                one.samples,
            )
    return list(found.values())


def unsure_columns(reading: Reading) -> list[Problem]:
    """Return a warning for every column whose field was only guessed and nobody has confirmed."""
    kind = KINDS.get(reading.kind or "")
    found = []
    for one in column_questions(reading):
        field = kind.field(one.field) if kind and one.field else None
        if field is not None and not one.is_answered:
            where = Source(reading.file, one.sheet, f"col:{one.col}")
            found.append(
                Problem("COLUMN_UNSURE", Severity.WARNING, where, one.heading, f"{field.zh}?")
            )
    return found


def _offers(reading: Reading, column: ColumnReading) -> tuple[str, ...]:
    kind = KINDS.get(reading.kind or "")
    if kind is None:
        return ()
    likely = [field.name for _, field in fits(kind.code, tuple(column.header.split("|")))]
    return tuple(dict.fromkeys((*likely, *(field.name for field in kind.fields))))
