"""Making problems of a reading: each code has one severity, each problem one cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.exchange.grid import address, letters_of, rows_at
from jiedui.exchange.rows import Alike
from jiedui.kernel.problem import Problem, Severity, Source, sorted_problems

if TYPE_CHECKING:
    from collections.abc import Iterable

_ERRORS = (
    "TOTAL_MISMATCH ROW_SUM_MISMATCH CROSS_SHEET_MISMATCH PART_OVER_WHOLE "
    "PAID_OVER_ALLOTTED OUT_OF_RANGE "
    "ID_CHECK_DIGIT ID_FORMAT ID_PRECISION_LOST CREDIT_CODE_CHECK DUPLICATE_ROW "
    "DUPLICATE_KEY DATE_INVALID "
    "RELATION_WORD_UNKNOWN "
    "DATE_ORDER NUMBER_UNREADABLE VALUE_MISSING NAME_UNKNOWN FORMULA_ERROR "
    "FORMULA_STALE FORMULA_INJECTION "
    "UNSUPPORTED_FORMAT CORRUPT_FILE EXPANSION_LIMIT KIND_UNKNOWN FILE_EMPTY"
)
_INFOS = (
    "VALUE_PENDING UNIT_MIXED JOINT_SCOPE UNKNOWN_COLUMN HIDDEN_ROW HIDDEN_COLUMN HIDDEN_SHEET "
    "SHEET_EMPTY SHEET_PROTECTED TABLE_NOT_FOUND MACROS_IGNORED ID_BIRTH_CONFLICT TOTAL_UNCHECKED"
)
SEVERITIES = {
    **dict.fromkeys(_ERRORS.split(), Severity.ERROR),
    **dict.fromkeys(_INFOS.split(), Severity.INFO),
}
"""Severity by code; codes that are not named here are warnings."""


def severity_of(code: str) -> Severity:
    """Return what a problem of this code asks for."""
    return SEVERITIES.get(code, Severity.WARNING)


EACH_MAX = 2_000
"""Most problems of one code and severity in one column that are told one by one."""

ALL_MAX = 10_000
"""Most problems of a file that are told one by one."""

_DIGITS = "0123456789"


@dataclass(slots=True)
class _Crowd:
    """Problems alike: how many there are, and where those stand that are not told one by one.

    `rows` are runs of row numbers, `found` and `cell` are the first one's.
    """

    count: int = 0
    rest: int = 0
    cell: str = ""
    last: str = ""
    found: str = ""
    rows: list[tuple[int, int]] = field(default_factory=list)

    def take(self, cell: str, found: str, letters: str) -> None:
        """Count one more that is not told by itself; `letters` are those its cell begins with."""
        if not self.rest:
            self.cell, self.found = cell, found
        self.rest += 1
        self.last = cell
        number = cell[len(letters) :]
        rows = range(int(number), int(number) + 1) if number.isdigit() else rows_at(cell)
        if not rows:
            return
        first, last = rows[0], rows[-1]
        if self.rows and self.rows[-1][0] <= first <= self.rows[-1][1] + 1:
            self.rows[-1] = (self.rows[-1][0], max(last, self.rows[-1][1]))
        else:
            self.rows.append((first, last))


_Likeness = tuple[str, Severity, str, str]
"""Code, severity, sheet and column: what problems alike share."""


class Faults:
    """Collects the problems of one file; of very many alike, the first ones and how many more."""

    def __init__(self, file: str) -> None:
        """Begin with none; `file` is the file's own name."""
        self.file = file
        self.problems: list[Problem] = []
        self._crowds: dict[_Likeness, _Crowd] = {}
        self._places: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(
        self,
        code: str,
        sheet: str,
        cell: str,
        *,
        found: str = "",
        expected: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Keep one problem at a cell (B3), row (row:7), column (col:F) or "" for the sheet.

        `severity` is its code's where none is said.
        """
        gravity = severity or severity_of(code)
        self._places[sheet][code].add(cell)
        letters = cell.partition(":")[0].rstrip(_DIGITS)
        likeness = (code, gravity, sheet, letters)
        crowd = self._crowds.get(likeness)
        if crowd is None:
            crowd = self._crowds[likeness] = _Crowd()
        crowd.count += 1
        if crowd.count > EACH_MAX or len(self.problems) >= ALL_MAX:
            crowd.take(cell, found, letters)
            return
        where = Source(self.file, sheet, cell)
        self.problems.append(Problem(code, gravity, where, found, expected))

    def is_one_more(self, code: str, sheet: str, cell: str) -> bool:
        """Count a problem if so many alike were told that its words are not asked for any more.

        Returns:
            Whether it was counted; it has to be added with its words where it was not.
        """
        letters = cell.partition(":")[0].rstrip(_DIGITS)
        crowd = self._crowds.get((code, severity_of(code), sheet, letters))
        if crowd is None or not crowd.rest:
            return False
        self._places[sheet][code].add(cell)
        crowd.count += 1
        crowd.take(cell, "", letters)
        return True

    def is_told(self, sheet: str, cell: str, codes: Iterable[str] | None = None) -> bool:
        """Return whether a problem was told of a place: of any code, or of one of some."""
        places = self._places.get(sheet)
        if not places:
            return False
        return any(cell in places.get(code, ()) for code in codes or places)

    def at(
        self, code: str, sheet: str, place: tuple[int, int], *, found: str = "", expected: str = ""
    ) -> None:
        """Keep one problem at a cell given by row and column number."""
        self.add(code, sheet, address(*place), found=found, expected=expected)

    def column(
        self,
        code: str,
        sheet: str,
        col: int,
        *,
        found: str = "",
        expected: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Keep one problem of a whole column."""
        place = f"col:{letters_of(col)}"
        self.add(code, sheet, place, found=found, expected=expected, severity=severity)

    def alike(self) -> tuple[Alike, ...]:
        """Return what speaks for the problems that are not told one by one."""
        return tuple(
            Alike(self._spoken(likeness, crowd), tuple(crowd.rows))
            for likeness, crowd in self._crowds.items()
            if crowd.rest
        )

    def _spoken(self, likeness: _Likeness, crowd: _Crowd) -> Problem:
        code, severity, sheet, _ = likeness
        rows = f"{crowd.rows[0][0]} to {crowd.rows[-1][1]}" if crowd.rows else ""
        place = f" in rows {rows}" if rows else f" up to {crowd.last}" if crowd.last else ""
        said = f"; the first says: {crowd.found}" if crowd.found else ""
        where = Source(self.file, sheet, crowd.cell)
        return Problem(code, severity, where, f"{crowd.rest} more like this{place}{said}")


def told_of(faults: Faults) -> tuple[tuple[Problem, ...], tuple[Alike, ...]]:
    """Return the problems of a file in reading order, and those of them that speak for many.

    A cell whose row makes several records is told once of what is wrong with it.
    """
    alike = faults.alike()
    each = dict.fromkeys((*faults.problems, *(one.problem for one in alike)))
    return tuple(sorted_problems(each)), alike
