"""Old and foreign workbooks (.xls, .xlsb, .ods) as grids, read by calamine in a process of its own.

Of .xlsb neither hidden rows, formulas nor comments are known; those of .ods are added by
`exchange.opendocument`. Of an .xls file formulas are known, their text too unless cells share it.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jiedui.exchange.grid import (
    MAX_COLUMNS,
    MAX_PLACES,
    Book,
    Box,
    Formula,
    Sheet,
    Tally,
    error_or_text,
    too_many,
    unreadable,
)

if TYPE_CHECKING:
    from jiedui.exchange.grid import CellValue

_MAX_SECONDS = 30
_READER = (sys.executable, "-m", "jiedui.exchange.legacychild")


def read_legacy(content: bytes) -> Book:
    """Return all worksheets of an .xls, .xlsb or .ods file.

    Raises:
        UnreadableError: It is damaged, locked with a password or too large.
    """
    try:
        done = subprocess.run(  # noqa: S603 (our own module, our own interpreter)
            _READER, input=content, capture_output=True, timeout=_MAX_SECONDS, check=True
        )
        answer = json.loads(done.stdout, parse_float=Decimal, parse_constant=_nothing)
    except subprocess.TimeoutExpired as error:
        raise unreadable("EXPANSION_LIMIT", "a workbook that takes too long to read") from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise unreadable("CORRUPT_FILE", "a damaged workbook") from error
    refused = answer.get("refused")
    if refused == "password":
        raise unreadable(
            "UNSUPPORTED_FORMAT", "a password-protected workbook", "one without a password"
        )
    if refused == "size":
        raise too_many(MAX_PLACES, "cells")
    if refused:
        raise unreadable("CORRUPT_FILE", f"a damaged workbook ({refused})")
    tally = Tally()
    return Book(tuple(_sheet(one, tally) for one in answer["sheets"]))


def _sheet(said: dict[str, Any], tally: Tally) -> Sheet:
    rows: dict[int, list[CellValue]] = {}
    widest = 0
    for number, record in enumerate(said["rows"], start=1):
        values = [_value(one) for one in record[:MAX_COLUMNS]]
        if any(one is not None for one in record[MAX_COLUMNS:]):
            widest = max(widest, len(record))
        while values and values[-1] is None:
            values.pop()
        if values:
            tally.take(values)
            rows[number] = values
    extras = said["extras"]
    for row, col, text in extras["errors"]:
        place(rows, (row, col), error_or_text(text))
    merged = tuple(
        Box(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in said["merged"]
    )
    return Sheet(
        said["name"],
        rows,
        merged,
        frozenset(extras["hidden_rows"]) & rows.keys(),
        frozenset(extras["hidden_cols"]),
        is_hidden=said["hidden"],
        formulas={
            (row, col): Formula(text, is_saved=True) for row, col, text in extras["formulas"]
        },
        comments={(row, col): text for row, col, text in extras["notes"]},
        widest=widest,
    )


def place(rows: dict[int, list[CellValue]], cell: tuple[int, int], value: CellValue) -> None:
    """Set the value of one cell (row, column), both counted from 1."""
    values = rows.setdefault(cell[0], [])
    values.extend([None] * (cell[1] - len(values)))
    values[cell[1] - 1] = value


def _value(one: Any) -> CellValue:  # noqa: ANN401
    if isinstance(one, str):
        return error_or_text(one)
    if isinstance(one, Decimal):
        return _number(one)
    if isinstance(one, dict):
        return dt.date.fromisoformat(one["date"])
    return one  # type: ignore[no-any-return]


def _nothing(_: str) -> None:
    """Return what a number without end, or none at all, is worth."""


def _number(number: Decimal) -> CellValue:
    return int(number) if number == int(number) else number
