"""What a posted row says, as the commands that keep it ask for it, or refused by its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.cooperation.vocabulary import VOCABULARIES
from jiedui.kernel.codes import meant_by
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import Problem, Refused, Severity, Source, each_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jiedui.cooperation.filed import FiledRow
    from jiedui.kernel.period import Period


def each_row(rows: Sequence[FiledRow], keep: Callable[[FiledRow], object]) -> None:
    """Keep the rows of a file one after another.

    Raises:
        Refused: With what is wrong with every row, at its place in the file.
    """
    each_at(rows, keep, where_of)


def period_said(row: FiledRow, name: str) -> Period:
    """Return the day, month or year of a field that must say one.

    Raises:
        Refused: It says none.
    """
    try:
        return parse_iso(row.text(name))
    except ValueError:
        wrong = unclear("VALUE_UNKNOWN", row.text(name) or "nothing", "a day, month or year")
        raise Refused([replace(wrong, source=where_of(row))]) from None


def code_said(vocabulary: str, words: str) -> str:
    """Return the code that words name, by themselves or as a part; "" for none."""
    return meant_by(VOCABULARIES[vocabulary], words) or ""


def where_of(row: FiledRow) -> Source:
    """Return the place of a row in its file."""
    file, _, rest = row.source.partition("\t")
    sheet, _, number = rest.partition("\t")
    return Source(file, sheet, f"row:{number}")


def unclear(code: str, found: str, expected: str) -> Problem:
    """Return a problem of a row, its place still to be told."""
    return Problem(code, Severity.ERROR, Source(), found, expected)
