"""Making problems of a reading: each code has one severity, each problem one cell."""

from __future__ import annotations

from dataclasses import replace

from jiedui.exchange.grid import address, letters_of
from jiedui.kernel.problem import Problem, Severity, Source

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
    "SHEET_EMPTY SHEET_PROTECTED TABLE_NOT_FOUND MACROS_IGNORED ID_BIRTH_CONFLICT"
)
SEVERITIES = {
    **dict.fromkeys(_ERRORS.split(), Severity.ERROR),
    **dict.fromkeys(_INFOS.split(), Severity.INFO),
}
"""Severity by code; codes that are not named here are warnings."""


def severity_of(code: str) -> Severity:
    """Return what a problem of this code asks for."""
    return SEVERITIES.get(code, Severity.WARNING)


class Faults:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        """Begin with none; `file` is the file's own name."""
        self.file = file
        self.problems: list[Problem] = []

    def add(self, code: str, sheet: str, cell: str, *, found: str = "", expected: str = "") -> None:
        """Keep one problem at a cell (B3), row (row:7), column (col:F) or "" for the sheet."""
        self.problems.append(
            Problem(code, severity_of(code), Source(self.file, sheet, cell), found, expected)
        )

    def soften(self, severity: Severity) -> None:
        """Lower the severity of the problem told last."""
        self.problems[-1] = replace(self.problems[-1], severity=severity)

    def at(
        self, code: str, sheet: str, place: tuple[int, int], *, found: str = "", expected: str = ""
    ) -> None:
        """Keep one problem at a cell given by row and column number."""
        self.add(code, sheet, address(*place), found=found, expected=expected)

    def column(
        self, code: str, sheet: str, col: int, *, found: str = "", expected: str = ""
    ) -> None:
        """Keep one problem of a whole column."""
        self.add(code, sheet, f"col:{letters_of(col)}", found=found, expected=expected)
