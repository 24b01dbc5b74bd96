"""SQL by which SQLite writes the canonical text of entries and lines itself. Knows no Django.

Printing in the engine spares Python an object for every column. A plain row, where nothing more
was said, is printed from a shorter statement; both give the same text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.chain import (
    ENTRY_COLUMNS,
    LINE_COLUMNS,
    NULLABLE,
    PLAIN_ENTRY_SQL,
    PLAIN_LINE_SQL,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAY_BE_NULL = NULLABLE | {"batch", "reverses"}


def _printed(columns: Sequence[str], located: str) -> str:
    """Return the SQL that writes a row's canonical text.

    Only the column `located` usually holds tabs and has them escaped. What else holds a backslash
    or a tab gives another count of them than a faithful text, and is read again column by column.
    """
    escape = f"replace(replace({located}, '\\', '\\\\'), char(9), '\\t')"
    return _row(dict.fromkeys(columns, "%s"), {located: escape})


def _row(marks: dict[str, str], written: dict[str, str]) -> str:
    """Return the SQL that prints a row: `marks` by column, in order, and how some are written.

    `printf` stops at a NUL character and prints bytes like text, so a row that holds either gives
    no text and is read again.
    """
    printed = [column for column, mark in marks.items() if mark == "%s"]
    strange = " OR ".join(_strange(column) for column in printed if column not in _ELSEWHERE)
    values = [
        written.get(column, f"ifnull({column}, '\\N')" if column in _MAY_BE_NULL else column)
        for column in printed
    ]
    text = "\t".join(marks.values())
    return f"iif({strange}, '', printf('{text}\n', {', '.join(values)}))"


def _backslashes(columns: Sequence[str], located: str) -> str:
    """Return the SQL that counts a faithful row's backslashes: one for each null and tab."""
    tabs = f"length({located}) - length(replace({located}, char(9), ''))"
    return f"{_nulls(columns)} + iif({located} = '', 0, {tabs})"


def _nulls(columns: Sequence[str]) -> str:
    return " + ".join(f"({column} IS NULL)" for column in columns if column in _MAY_BE_NULL)


def _texts(columns: Sequence[str], located: str, plain: dict[str, str]) -> str:
    """Return the SQL of a row's canonical text and its backslashes, shorter for a plain row.

    Args:
        columns: The row's columns.
        located: Which of them usually holds tabs.
        plain: What the other columns of a plain row hold, as SQL.
    """
    is_plain = " AND ".join(f"{column} IS {value}" for column, value in plain.items())
    marks = {column: _literal(plain[column]) if column in plain else "%s" for column in columns}
    return (
        f"CASE WHEN {is_plain} THEN {_row(marks, {})} ELSE {_printed(columns, located)} END, "
        f"{_backslashes(columns, located)}"
    )


def _strange(column: str) -> str:
    """Return the SQL of whether a value prints like another; numbers sort before text and bytes."""
    return (
        f"{column} >= ''" if column in _NUMBERS else f"instr({column}, char(0)) OR {column} >= x''"
    )


_ELSEWHERE = frozenset(("number", "entry", "line", "side"))
"""Columns that other checks hold: a number is one, lines count up, a side is one of three words."""

_NUMBERS = frozenset(
    ("amount", "low_delta", "high_delta", "low_open", "high_open", "sense", "itemised", "carves",
     "batch", "reverses")
)  # fmt: skip


def exact(column: str) -> str:
    """Return the SQL of a column's value, of bytes their digits: text is never taken for bytes."""
    return f"iif({column} >= x'', '\\x' || hex({column}), {column})"


def _literal(sql: str) -> str:
    """Return the canonical text of a plain column's value."""
    return "\\N" if sql == "NULL" else sql.strip("'")


_FEW_KEYS = dict.fromkeys(("programme", "pairing_kind", "state"), "NULL")
"""What most lines do not have either."""

LINES = (
    f"SELECT entry, {_texts(LINE_COLUMNS, 'cell', PLAIN_LINE_SQL | _FEW_KEYS)} "  # noqa: S608
    "FROM books_line WHERE entry BETWEEN ? AND ? ORDER BY entry, line"
)
ENTRIES = (
    f"SELECT number, {_texts(ENTRY_COLUMNS, 'source', PLAIN_ENTRY_SQL)}, "  # noqa: S608
    "previous, hash FROM books_entry WHERE number BETWEEN ? AND ? ORDER BY number"
)
