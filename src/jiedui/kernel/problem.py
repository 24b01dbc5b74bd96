"""How anything says no: a problem is a value, a refusal is a command that carries problems.

Three kinds of failure are never mixed: a *problem* (the input is wrong; collected, shown beside its
cell), a *refusal* (a command will not do it) and a *bug* (everything else, which crashes and is
logged). Knows no Django.
"""

from __future__ import annotations

import enum
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Row = TypeVar("Row")
Kept = TypeVar("Kept")


class Severity(enum.StrEnum):
    """What a problem asks for: an error makes its row wait, a warning needs a person's yes."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Order for sorting, the gravest first: error 0, warning 1, info 2."""
        return ("error", "warning", "info").index(self.value)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a thing was read: a file, and in it a sheet and a cell (or a span of text).

    Attributes:
        file: The file's own name, "" when the source is not a file.
        sheet: The sheet's name, "" for files without sheets.
        cell: A cell (B3), a range (B3:D9), a row (row:7), a column (col:F) or "" for the whole.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Return `file › sheet › cell`, leaving out what is empty."""
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)


def place_words(cell: str, *, is_chinese: bool) -> str:
    """Return the cell of a `Source` as people call it: 第7行 for row:7, F列 for col:F."""
    what, _, which = cell.partition(":")
    if what == "row":
        return f"第{which}行" if is_chinese else f"row {which}"
    if what == "col":
        return f"{which}列" if is_chinese else f"column {which}"
    return cell


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input, said so that a person can mend it.

    Attributes:
        code: What kind of fault, for example `TOTAL_MISMATCH`; worded in a catalogue by this code.
        severity: What it asks for.
        source: Where it stands.
        found: What was found there.
        expected: What was expected instead.
        hint: What to do next.
    """

    code: str
    severity: Severity
    source: Source
    found: str = ""
    expected: str = ""
    hint: str = ""

    def sentence(self) -> str:
        """Return one line: where, what was found, what was expected, what to do next."""
        where = str(self.source)
        parts = [f"{where}: {self.code}" if where else self.code]
        if self.found:
            parts.append(f"found {self.found}")
        if self.expected:
            parts.append(f"expected {self.expected}")
        text = ", ".join(parts) + "."
        return f"{text} {self.hint}" if self.hint else text

    def as_row(self) -> dict[str, str]:
        """Return a flat row of strings for JSON and tables."""
        row = asdict(self)
        source = row.pop("source")
        return {**source, **{name: str(value) for name, value in row.items()}}


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by file and sheet, the gravest first, then from top to bottom."""
    return sorted(
        problems,
        key=lambda problem: (
            problem.source.file,
            problem.source.sheet,
            problem.severity.rank,
            _position(problem.source.cell),
            problem.code,
        ),
    )


def _position(cell: str) -> tuple[int, int, str, str]:
    """Order cells as they are read: B3, C3, B10, 第3段, entry:9; a column or sheet comes first."""
    found = re.match(r"(?:row:|entry:|第|([A-Z]{1,3}))(\d+)", cell)
    if found is None:
        return (0, 0, "", cell)
    column = found[1] or ""
    return (int(found[2]), len(column), column, cell)


class Refused(Exception):  # noqa: N818  A refusal is an answer, not an error of the program.
    """A command will not do what it was asked; nothing has been written.

    Attributes:
        problems: Every reason, at least one.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the reasons and make the message out of their sentences."""
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence() for problem in self.problems))


def each_at(
    rows: Iterable[Row], keep: Callable[[Row], Kept], where: Callable[[Row], Source]
) -> list[Kept]:
    """Keep rows one after another and return what each became.

    Args:
        rows: The rows of a file.
        keep: What keeps one row.
        where: The place of a row in its file.

    Raises:
        Refused: With what is wrong with every row, at its place.
    """
    kept: list[Kept] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            kept.append(keep(row))
        except Refused as refused:
            problems += [replace(one, source=where(row)) for one in refused.problems]
    if problems:
        raise Refused(problems)
    return kept


def refuse(
    code: str, *, found: str = "", expected: str = "", hint: str = "", source: Source | None = None
) -> Refused:
    """Return a refusal with a single error in it, ready to raise."""
    problem = Problem(code, Severity.ERROR, source or Source(), found, expected, hint)
    return Refused([problem])
