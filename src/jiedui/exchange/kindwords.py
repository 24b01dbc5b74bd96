"""What is said where a person has to say the kind of a file: the question, and what speaks for it.

Knows no Django.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal

from jiedui.exchange.candidates import likely_kinds
from jiedui.exchange.cells import shown
from jiedui.exchange.faults import told_of
from jiedui.exchange.fieldwords import field_words
from jiedui.exchange.grid import letters_of
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.rows import ColumnReading, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.candidates import Candidate
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.rows import Guess
    from jiedui.exchange.tables import Heading

KINDS_KNOWN = f"a return of a known kind: {', '.join(kind.en for kind in KINDS.values())}"
_SAID = 3
_SAMPLED = 200
_SAMPLES = 3
_SAMPLE_LONG = 40


def asked_kind(file: str, found: Sequence[Candidate], faults: Faults) -> Reading:
    """Return the reading of a file whose tables nobody knows: its columns, and the likely kinds."""
    guesses = likely_kinds(found)
    headings = [one.text for each in found for one in each.table.headings if one.levels]
    said = f"a table with the headings {', '.join(headings[:8])}"
    likely = f"most likely {likely_words(guesses)}" if guesses else KINDS_KNOWN
    faults.add("KIND_UNKNOWN", "", "", found=said, expected=likely)
    problems, alike = told_of(faults)
    return Reading(
        file,
        None,
        columns=tuple(
            _column(one, heading)
            for one in found
            for heading in one.table.headings
            if heading.levels
        ),
        problems=problems,
        alike=alike,
        guesses=guesses,
        is_kind_asked=True,
    )


def _column(one: Candidate, heading: Heading) -> ColumnReading:
    values = (one.sheet.at(row, heading.col) for row in one.table.body[:_SAMPLED])
    filled = itertools.islice((value for value in values if value is not None), _SAMPLES)
    rows = (one.table.top, one.table.bottom)
    return ColumnReading(
        one.sheet.name,
        letters_of(heading.col),
        rows,
        heading.text,
        None,
        heading.unit,
        0,
        tuple(shown(value)[:_SAMPLE_LONG] for value in filled),
    )


def tell_near(guesses: Sequence[Guess], faults: Faults) -> None:
    """Tell that the file may be of two kinds about equally."""
    faults.add(
        "KIND_UNSURE",
        "",
        "",
        found=f"{guesses[0].kind} ({KINDS[guesses[0].kind].zh})",
        expected=f"one of {likely_words(guesses)}",
    )


def likely_words(guesses: Sequence[Guess]) -> str:
    """Return kinds with what speaks for each: `donation (捐赠台账: 捐赠方, 金额)`."""
    return "; ".join(f"{one.kind} ({KINDS[one.kind].zh}{_why(one)})" for one in guesses[:_SAID])


def _why(one: Guess) -> str:
    words = [*one.titles, *(heading for heading, _ in one.columns)][:4]
    return f": {', '.join(words)}" if words else ""


def reasons(guess: Guess, language: Literal["zh", "en"]) -> tuple[str, ...]:
    """Return what speaks for a kind: words of the title, and each known heading with its field."""
    kind = KINDS[guess.kind]
    columns = ((heading, field_words(kind, name, language)) for heading, name in guess.columns)
    return (*guess.titles, *(f"{heading} → {words}" for heading, words in columns))
