"""What the native reader leaves out of an .xls workbook: what is hidden, formulas, errors, notes.

Runs in the child process (`exchange.legacychild`), whose memory is bounded. xlrd tells all of it
but which cells are formulas: those are found by walking the records of the workbook's stream
(MS-XLS 2.4: BOUNDSHEET8 0x0085, FORMULA 0x0006, EOF 0x000A). Knows no Django.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from typing import Any

import xlrd
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

_BOUNDSHEET, _FORMULA, _EOF, _BOF = 0x0085, 0x0006, 0x000A, 0x0809
_TOKENS_FROM = 20
"""Where the parsed expression stands in a FORMULA record, its length first (MS-XLS 2.4.127)."""
_MOST_FORMULAS = 200_000
_MOST_WORDED = 20_000
"""Of so many formulas the words are read; of the others only that they are formulas."""

_SHARED = frozenset((0x01, 0x02))
"""What a formula shared by cells, or one of a table of them, begins with."""

DAMAGE = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OverflowError,
    TypeError,
    ValueError,
)
"""What xlrd may end in on a damaged file; its extras are then unknown, its values are not."""


@dataclass
class Extras:
    """What one sheet says besides its values; rows and columns counted from 1."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_cols: list[int] = field(default_factory=list)
    formulas: list[tuple[int, int, str]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    notes: list[tuple[int, int, str]] = field(default_factory=list)
    is_protected: bool = False


def extras_of(content: bytes) -> dict[str, Extras]:
    """Return each sheet's extras by its name; {} for a file that xlrd cannot read."""
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
        found = {sheet.name: _of_sheet(sheet) for sheet in book.sheets()}
        stored = formula_records(content, [sheet.name for sheet in book.sheets()])
        left = _MOST_WORDED
        for name, places in stored.items():
            found[name].formulas = [
                (row, col, formula_text(book, (row, col), told) if at < left else "")
                for at, (row, col, told) in enumerate(places)
            ]
            left -= len(places)
    except DAMAGE:
        return {}
    return found


def _of_sheet(sheet: xlrd.sheet.Sheet) -> Extras:
    errors = [
        (row + 1, col + 1, xlrd.error_text_from_code.get(sheet.cell_value(row, col), "#VALUE!"))
        for row in range(sheet.nrows)
        for col, kind in enumerate(sheet.row_types(row))
        if kind == xlrd.XL_CELL_ERROR
    ]
    return Extras(
        [at + 1 for at, one in sheet.rowinfo_map.items() if one.hidden],
        [at + 1 for at, one in sheet.colinfo_map.items() if one.hidden and at < sheet.ncols],
        errors=errors,
        notes=[(row + 1, col + 1, one.text) for (row, col), one in sheet.cell_note_map.items()],
    )


def formula_text(book: Any, cell: tuple[int, int], told: bytes) -> str:  # noqa: ANN401  xlrd's.
    """Return a formula in words, without its =; "" for one shared by cells, or not understood.

    Args:
        book: The workbook as xlrd opened it.
        cell: Row and column, from 1.
        told: The parsed expression, its length first.
    """
    size = int.from_bytes(told[:2], "little")
    if not size or told[2] in _SHARED:
        return ""
    try:
        text = decompile_formula(
            book, told[2:], size, FMLA_TYPE_CELL, browx=cell[0] - 1, bcolx=cell[1] - 1
        )
    except DAMAGE:
        return ""
    return "" if not text or "?" in text or "unk" in text.lower() else str(text)


def formula_records(content: bytes, names: list[str]) -> dict[str, list[tuple[int, int, bytes]]]:
    """Return each sheet's formulas as they are stored: row and column from 1, parsed expression."""
    document = CompDoc(content, logfile=io.StringIO())
    memory, base, size = document.locate_named_stream("Workbook")
    if memory is None:
        return {}
    stream = memoryview(memory)[base : base + size]
    starts = [
        struct.unpack_from("<I", stream, at + 4)[0]
        for at, kind, _ in _records(stream, 0)
        if kind == _BOUNDSHEET
    ]
    left = _MOST_FORMULAS
    found: dict[str, list[tuple[int, int, bytes]]] = {}
    for name, start in zip(names, starts, strict=False):
        places = _places(stream, start)[:left]
        left -= len(places)
        found[name] = places
    return found


def _places(stream: memoryview, start: int) -> list[tuple[int, int, bytes]]:
    found, depth = [], 0
    for at, kind, size in _records(stream, start):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if not depth:
                break
        elif kind == _FORMULA and depth == 1:
            row, col = struct.unpack_from("<HH", stream, at + 4)
            told = bytes(stream[at + 4 + _TOKENS_FROM : at + 4 + size])
            found.append((row + 1, col + 1, told))
    return found


def _records(stream: memoryview, start: int) -> list[tuple[int, int, int]]:
    """Return (position, kind, size) of the records from a position on, to the first end of file.

    The substream of a sheet may hold others (charts), so their ends do not end it.
    """
    found: list[tuple[int, int, int]] = []
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        found.append((at, kind, size))
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            break
        at += 4 + size
    return found
