"""Reading one file that an office sent: `read_workbook` in, a `Reading` out, JSON for the sender.

Whatever the bytes hold, the answer is a value: a file that cannot be read has a `fatal` reason, all
else stands in `problems`, every one at its cell. Knows no Django.
"""

from __future__ import annotations

import dataclasses
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.beside import parts_of
from jiedui.exchange.cells import shown
from jiedui.exchange.checks import check_tables
from jiedui.exchange.columns import ROW_COUNT, bindings_of, strongest, summary_of
from jiedui.exchange.context import read_context, with_file
from jiedui.exchange.faults import Faults
from jiedui.exchange.finishing import finish_records
from jiedui.exchange.formulas import settle
from jiedui.exchange.grid import UnreadableError, letters_of
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.placing import place_records
from jiedui.exchange.records import read_records
from jiedui.exchange.rowkinds import RowKind, body_rows
from jiedui.exchange.rows import ColumnReading, Context, Fatal, Reading, Row, Total, Value
from jiedui.exchange.sheet import open_file
from jiedui.exchange.sheetfaults import ASIDE, tell_sheets, tell_tables
from jiedui.exchange.tableread import Cells, TableRead
from jiedui.exchange.tables import find_tables
from jiedui.kernel.problem import sorted_problems
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.exchange.columns import Binding
    from jiedui.exchange.grid import Book, CellValue, Sheet
    from jiedui.exchange.tables import Table

__all__ = [
    "ColumnReading",
    "Context",
    "Fatal",
    "Reading",
    "Row",
    "Total",
    "Value",
    "read_workbook",
    "reading_json",
]

_SAMPLED = 200
_NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})
_KINDS_KNOWN = f"a return of a known kind: {', '.join(kind.en for kind in KINDS.values())}"


class _Candidate(NamedTuple):
    """A table found, and what it may be."""

    sheet: Sheet
    table: Table
    bindings: dict[str, Binding]


def read_workbook(name: str, content: bytes, *, told: Mapping[str, str] = _NOTHING_TOLD) -> Reading:
    """Return everything that can be understood of a file.

    Args:
        name: The file's name; a path is cut to its last part.
        content: Its bytes.
        told: Headings whose field a person has said: heading, levels joined by `|`, to field name;
            "" for a column that is not to be used.

    Returns:
        The reading. Nothing in the bytes makes this raise: what is wrong stands in the reading.
    """
    file = PurePosixPath(name.replace("\\", "/")).name
    try:
        book = open_file(file, content)
    except UnreadableError as error:
        return Reading(file, None, error.fatal)
    faults = Faults(file)
    for remark in (*book.remarks, *settle(book)):
        faults.add(
            remark.code, remark.sheet, remark.cell, found=remark.found, expected=remark.expected
        )
    tables = _read_tables(book, faults, told)
    tell_sheets(book, {table.sheet.name for table in tables}, faults)
    if not tables:
        return Reading(
            file, None, _why_nothing(book), problems=tuple(sorted_problems(faults.problems))
        )
    place_records(tables, faults)
    for table in tables:
        finish_records(table, faults)
    check_tables(tables, faults)
    _part_sums(tables)
    tell_tables(tables, faults)
    return _reading(file, tables, faults)


def _part_sums(tables: list[TableRead]) -> None:
    """Let sums of tables side by side speak for no rows: row numbers do not tell these apart."""
    sheets: dict[str, set[int]] = {}
    for table in tables:
        sheets.setdefault(table.sheet.name, set()).add(id(table.sheet))
    for table in tables:
        if len(sheets[table.sheet.name]) > 1:
            for one in table.sums:
                one.covers = (one.row,)


def _why_nothing(book: Book) -> Fatal:
    if not any(sheet.rows for sheet in book.sheets):
        return Fatal("FILE_EMPTY", "no sheet holds anything", "a table with headings and rows")
    first = next((text for sheet in book.sheets for text in _first_texts(sheet)), "")
    return Fatal("KIND_UNKNOWN", f"a file that begins with: {first[:60]}", _KINDS_KNOWN)


def _first_texts(sheet: Sheet) -> list[str]:
    numbers = sorted(sheet.rows)[:3]
    return [value for number in numbers for value in sheet.rows[number] if isinstance(value, str)]


def _read_tables(book: Book, faults: Faults, told: Mapping[str, str]) -> list[TableRead]:
    candidates = [
        _Candidate(sheet, table, bindings_of(table, _titles(sheet, table), told))
        for whole in book.sheets
        if whole.rows and whole.name.strip() not in ASIDE
        for sheet in parts_of(whole)
        for table in find_tables(sheet)
    ]
    main = _main_kind(candidates)
    tables: list[TableRead] = []
    for one in candidates:
        binding, summary = strongest(one.bindings, main), _summary(one, main, candidates)
        if summary is not None and (binding is None or _is_weaker(binding)):
            tables.append(_with_context(one, summary, tables))
            tables[-1].is_summary = True
        elif binding is not None:
            tables.append(_with_context(one, binding, tables))
    cut_off = next((table.context.cut_off for table in tables if table.context.cut_off), None)
    for table in tables:
        table.context = with_file(table.context, cut_off, table.context.title)
        read_records(table, faults, is_1904=book.is_1904)
    return [table for table in tables if table.records or table.sums or len(tables) == 1]


def _is_weaker(binding: Binding) -> bool:
    """Whether a table read as another kind than its file's lacks what tells that kind's records."""
    return not binding.kind.dated_groups and not all(map(binding.column, binding.kind.keys))


def _summary(one: _Candidate, main: str | None, candidates: Sequence[_Candidate]) -> Binding | None:
    """Return a table as a summary of the file's kind, where another table lists its rows."""
    if main is None or main in one.bindings:
        return None
    is_listed = any(main in other.bindings for other in candidates if other is not one)
    return summary_of(one.table, KINDS[main]) if is_listed else None


def _titles(sheet: Sheet, table: Table) -> str:
    texts: list[CellValue] = [value for number in table.above for value in sheet.rows[number]]
    return sheet.name + "".join(one for one in texts if isinstance(one, str))


def _main_kind(candidates: list[_Candidate]) -> str | None:
    """Return the kind that the file's tables together speak for most."""
    strengths: dict[str, float] = {}
    for one in candidates:
        for code, binding in one.bindings.items():
            strengths[code] = strengths.get(code, 0) + binding.strength
    return max(strengths, key=lambda code: strengths[code]) if strengths else None


def _with_context(one: _Candidate, binding: Binding, before: list[TableRead]) -> TableRead:
    """Return the table with its context, completed by the sheet's first table."""
    rows = body_rows(one.sheet, one.table, binding)
    notes = [row.number for row in rows if row.kind is RowKind.NOTE]
    context = read_context(one.sheet, one.table, notes)
    first = next((table.context for table in before if table.sheet is one.sheet), None)
    if first is not None:
        context = _completed(context, first)
    saved = sum(formula.is_saved for formula in one.sheet.formulas.values())
    context = dataclasses.replace(context, formulas=saved)
    if binding.kind.code == "plan":
        context = dataclasses.replace(context, status="planned")
    return TableRead(one.sheet, one.table, binding, context, rows=rows)


def _completed(context: Context, first: Context) -> Context:
    missing = {
        one.name: getattr(first, one.name)
        for one in dataclasses.fields(Context)
        if not getattr(context, one.name) and one.name not in ("county", "county_code")
    }
    if context.county is None:
        missing |= {"county": first.county, "county_code": first.county_code}
    return dataclasses.replace(context, **missing)


# --- the result ----------------------------------------------------------------------------------


def _reading(file: str, tables: list[TableRead], faults: Faults) -> Reading:
    counted: dict[str, int] = {}
    for table in tables:
        code = table.binding.kind.code
        counted[code] = counted.get(code, 0) + len(table.records) + 1
    kind = max(counted, key=lambda code: counted[code])
    return Reading(
        file,
        kind,
        None,
        tuple(row for table in tables for row in _rows(table, kind)),
        tuple(total for table in tables for total in _totals(table)),
        tuple(column for table in tables for column in _columns(table)),
        tuple(sorted_problems(faults.problems)),
        _contexts(tables),
    )


def _contexts(tables: list[TableRead]) -> dict[str, Context]:
    found: dict[str, Context] = {}
    for table in tables:
        found.setdefault(table.sheet.name, table.context)
    return found


def _rows(table: TableRead, main: str) -> list[Row]:
    kind = table.binding.kind.code
    own = "" if kind == main else kind
    name = table.sheet.name
    return [
        Row(name, one.row, one.fields, one.wordings, Cells(one.row, one.letters), own)
        for one in table.records
    ]


def _totals(table: TableRead) -> list[Total]:
    found = []
    for one in table.sums:
        values: dict[str, Value] = dict(one.fields)
        if one.group:
            values = {**table.said_by(one.group), **values}
        if one.fields:
            cells = {
                name: f"{one.letters[name]}{one.row}" for name in one.fields if name in one.letters
            }
            found.append(
                Total(table.sheet.name, one.row, one.label, values, one.wordings, cells, one.covers)
            )
    return found


def _columns(table: TableRead) -> list[ColumnReading]:
    rows = (table.table.top, table.table.bottom)
    return [
        ColumnReading(
            table.sheet.name,
            letters_of(one.col),
            rows,
            one.heading.text,
            one.field.name if one.field and one.field is not ROW_COUNT else None,
            one.heading.unit,
            one.score,
            _samples(table, one.col) if one.field is None else (),
        )
        for one in table.binding.columns
        if one.heading.levels
    ]


def _samples(table: TableRead, col: int) -> tuple[str, ...]:
    values = (table.sheet.at(row, col) for row in table.table.body[:_SAMPLED])
    return tuple(shown(value)[:40] for value in values if value is not None)[:3]


_SHORT = {Wording.AT_LEAST.value: "atleast", Wording.AT_MOST.value: "atmost"}
_SILENT = frozenset((Wording.NOT_STATED.value, Wording.NOT_KNOWN.value, Wording.EXACT.value))


def reading_json(reading: Reading) -> dict[str, object]:
    """Return a reading as plain data: file, kind, fatal, rows, totals, columns, problems."""
    return {
        "file": reading.file,
        "kind": reading.kind,
        "fatal": dataclasses.asdict(reading.fatal) if reading.fatal else None,
        "rows": [
            {
                "sheet": row.sheet,
                "row": row.row,
                **({"kind": row.kind} if row.kind else {}),
                **_worded(row.fields, row.wordings),
            }
            for row in reading.rows
        ],
        "totals": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "label": one.label,
                "values": _worded(one.values, one.wordings),
            }
            for one in reading.totals
        ],
        "columns": [
            {
                "sheet": one.sheet,
                "col": one.col,
                "header_rows": list(one.header_rows),
                "header": one.header,
                "field": one.field,
            }
            for one in reading.columns
        ],
        "problems": [
            {
                "sheet": one.source.sheet,
                "cell": one.source.cell or None,
                "code": one.code,
                "severity": one.severity.value,
                "found": one.found,
                "expected": one.expected,
            }
            for one in reading.problems
        ],
    }


def _worded(fields: dict[str, Value], wordings: dict[str, str]) -> dict[str, Value]:
    """Return fields with `_q` beside those that are not exact."""
    worded: dict[str, Value] = {}
    for name, value in fields.items():
        worded[name] = value
        wording = wordings.get(name, "")
        if value is not None and wording and wording not in _SILENT:
            worded[f"{name}_q"] = _SHORT.get(wording, wording)
    return worded
