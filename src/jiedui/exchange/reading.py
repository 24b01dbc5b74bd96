"""Reading one file that an office sent: `read_workbook` in, a `Reading` out, JSON for the sender.

Whatever the bytes hold, the answer is a value: a file that cannot be read has a `fatal` reason, all
else stands in `problems`, every one at its cell. Knows no Django.
"""

from __future__ import annotations

import dataclasses
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from jiedui.exchange.bodyrows import RowKind
from jiedui.exchange.candidates import (
    candidates_of,
    candidates_on_cards,
    chosen,
    near_kinds,
    told_kind,
    unnamed_of,
    unread_sheets,
)
from jiedui.exchange.cardsheets import cards_in, put_back, real_name
from jiedui.exchange.cells import shown
from jiedui.exchange.checks import check_tables
from jiedui.exchange.columns import ROW_COUNT, SAID, SURE
from jiedui.exchange.context import county_for_all, read_context, with_file
from jiedui.exchange.effort import Effort
from jiedui.exchange.faults import Faults, told_of
from jiedui.exchange.finishing import finish_records
from jiedui.exchange.formulas import STALE, settle
from jiedui.exchange.grid import UnreadableError, letters_of
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.kindwords import KINDS_KNOWN, asked_kind, tell_near
from jiedui.exchange.measures import join_parts, parts_by_measure
from jiedui.exchange.placing import place_records
from jiedui.exchange.printed import Printed
from jiedui.exchange.readingjson import reading_json
from jiedui.exchange.records import read_records
from jiedui.exchange.rowkinds import body_rows
from jiedui.exchange.rows import ColumnReading, Context, Fatal, Reading, Row, Total, Value
from jiedui.exchange.sheet import open_file
from jiedui.exchange.sheetfaults import tell_sheets, tell_tables, tell_unread
from jiedui.exchange.tableread import Cells, TableRead
from jiedui.exchange.textnumbers import still_stale
from jiedui.exchange.totalsread import totals_of
from jiedui.kernel.collector import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.exchange.candidates import Chosen
    from jiedui.exchange.columns import Column
    from jiedui.exchange.grid import Book, Remark, Sheet
    from jiedui.exchange.measures import Part

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


def read_workbook(
    name: str, content: bytes, *, told: Mapping[str, str] = _NOTHING_TOLD, kind: str = ""
) -> Reading:
    """Return everything that can be understood of a file.

    Args:
        name: The file's name; a path is cut to its last part.
        content: Its bytes.
        told: Headings whose field a person has said: heading, levels joined by `|`, to field name;
            "" for a column that is not to be used.
        kind: The kind that a person has said the file is of; "" where nobody has.

    Returns:
        The reading. Nothing in the bytes makes this raise: what is wrong stands in the reading.
        Where its kind is asked, `guesses` holds the likeliest.
    """
    file = PurePosixPath(name.replace("\\", "/")).name
    with uncollected():
        try:
            return _reading_of(file, open_file(file, content), told, kind=kind)
        except UnreadableError as error:
            return Reading(file, None, error.fatal)


def _reading_of(file: str, book: Book, told: Mapping[str, str], *, kind: str) -> Reading:
    """Return the reading of an opened file.

    Raises:
        UnreadableError: Understanding it makes more work than one file may.
    """
    faults = Faults(file)
    remarks = (*book.remarks, *settle(book))
    stale = [one for one in remarks if one.code == STALE]
    _tell((one for one in remarks if one.code != STALE), faults)
    cards = cards_in(book, told)
    found = candidates_of(cards.rest, told) + candidates_on_cards(cards, told)
    if kind or not any(one.bindings for one in found):
        found += unnamed_of(cards.rest, found)
    if kind:
        found = told_kind(found, kind, told)
    near = () if kind else near_kinds(found)
    tables = _read_tables(chosen(found, told), faults, book)
    _tell(still_stale(stale, tables, book), faults)
    unread = unread_sheets(book, found)
    tell_sheets(book, {*unread, *(real_name(table.sheet.name) for table in tables)}, faults)
    tell_unread(tables, unread, faults)
    if not tables:
        return asked_kind(file, found, faults) if found else _nothing(file, book, faults)
    if near:
        tell_near(near, faults)
    place_records(tables, faults)
    for table in tables:
        finish_records(table, faults)
    check_tables(tables, faults)
    _part_sums(tables)
    tell_tables(tables, faults)
    reading = put_back(_reading(file, tables, faults), cards.tables)
    return dataclasses.replace(reading, guesses=near, is_kind_asked=bool(near))


def _tell(remarks: Iterable[Remark], faults: Faults) -> None:
    for one in remarks:
        faults.add(one.code, one.sheet, one.cell, found=one.found, expected=one.expected)


def _part_sums(tables: list[TableRead]) -> None:
    """Let sums of tables side by side speak for no rows: row numbers do not tell these apart."""
    sheets: dict[str, set[int]] = {}
    for table in tables:
        sheets.setdefault(table.sheet.name, set()).add(id(table.sheet))
    for table in tables:
        if len(sheets[table.sheet.name]) > 1:
            for one in table.sums:
                one.covers = (one.row,)


def _nothing(file: str, book: Book, faults: Faults) -> Reading:
    """Return the reading of a file without any table: a problem says so."""
    if any(sheet.rows for sheet in book.sheets):
        first = next((text for sheet in book.sheets for text in _first_texts(sheet)), "")
        said = f"a file that begins with: {first[:60]}"
        faults.add("KIND_UNKNOWN", "", "", found=said, expected=KINDS_KNOWN)
    else:
        expected = "a table with headings and rows"
        faults.add("FILE_EMPTY", "", "", found="no sheet holds anything", expected=expected)
    return Reading(file, None, problems=told_of(faults)[0])


def _first_texts(sheet: Sheet) -> list[str]:
    numbers = sorted(sheet.rows)[:3]
    return [value for number in numbers for value in sheet.rows[number] if isinstance(value, str)]


def _read_tables(found: Sequence[Chosen], faults: Faults, book: Book) -> list[TableRead]:
    tables: list[TableRead] = []
    for one in found:
        for part in parts_by_measure(one.sheet, one.table, one.binding):
            tables.append(_with_context(one, part, tables))
            tables[-1].is_summary = one.is_summary
    cut_off = next((table.context.cut_off for table in tables if table.context.cut_off), None)
    effort = Effort()
    for table in tables:
        table.context = with_file(table.context, cut_off, table.context.title)
        read_records(table, faults, effort, is_1904=book.is_1904)
    tables = join_parts(tables)
    return [table for table in tables if table.records or table.sums or len(tables) == 1]


def _with_context(one: Chosen, part: Part, before: list[TableRead]) -> TableRead:
    """Return a part of a table with its context, completed by the sheet's first table."""
    binding = part.binding
    rows = [
        row._replace(kind=RowKind.RECORD) if row.number in part.wholes else row
        for row in body_rows(one.sheet, part.table, binding)
    ]
    notes = [row.number for row in rows if row.kind is RowKind.NOTE]
    context = read_context(one.sheet, part.table, notes)
    first = next((table for table in before if table.sheet is one.sheet), None)
    if first is not None:
        context = _completed(context, first)
    saved = sum(formula.is_saved for formula in one.sheet.formulas.values())
    context = dataclasses.replace(context, formulas=saved)
    if binding.kind.code == "plan":
        context = dataclasses.replace(context, status="planned")
    return TableRead(one.sheet, part.table, binding, context, rows=rows, blocks=part.blocks)


def _completed(context: Context, first: TableRead) -> Context:
    """Return what a table says, with what the sheet's first table says for all of them."""
    missing = {
        one.name: getattr(first.context, one.name)
        for one in dataclasses.fields(Context)
        if not getattr(context, one.name) and one.name not in ("county", "county_code", "caption")
    }
    shared = county_for_all(first.sheet, first.table)
    if context.county is None and shared is not None and shared.code == first.context.county_code:
        missing |= {"county": first.context.county, "county_code": shared.code}
    return dataclasses.replace(context, **missing)


# --- the result ----------------------------------------------------------------------------------


def _reading(file: str, tables: list[TableRead], faults: Faults) -> Reading:
    counted: dict[str, int] = {}
    for table in tables:
        code = table.binding.kind.code
        counted[code] = counted.get(code, 0) + len(table.records) + 1
    kind = max(counted, key=lambda code: counted[code])
    problems, alike = told_of(faults)
    return Reading(
        file,
        kind,
        None,
        tuple(row for table in tables for row in _rows(table, kind)),
        tuple(total for table in tables for total in totals_of(table)),
        tuple(column for table in tables for column in _columns(table)),
        problems,
        _contexts(tables),
        alike=alike,
    )


def _contexts(tables: list[TableRead]) -> dict[str, Context]:
    found: dict[str, Context] = {}
    for table in tables:
        found.setdefault(table.sheet.name, table.context)
    return found


def _rows(table: TableRead, main: str) -> list[Row]:
    kind = table.binding.kind.code
    own = "" if kind == main else kind
    name, printed = table.sheet.name, Printed(table)
    return [
        Row(
            name,
            one.row,
            one.fields,
            one.wordings,
            Cells(one.row, one.letters, one.rows),
            own,
            printed.of(one.row, one.letters, one.fields, rows=one.rows),
        )
        for one in table.records
    ]


def _columns(table: TableRead) -> list[ColumnReading]:
    rows = (table.table.top, table.table.bottom)
    return [
        ColumnReading(
            table.sheet.name,
            letters_of(one.col),
            rows,
            one.heading.text,
            one.field.name if one.field and one.field is not ROW_COUNT else None,
            one.heading.unit or _money_unit(table, one),
            one.score,
            _samples(table, one.col) if one.field is None or _is_asked(one) else (),
        )
        for one in table.binding.columns
        if one.heading.levels
    ]


def _is_asked(column: Column) -> bool:
    """Whether a person should look at what a column was taken for, or has."""
    return column.score < SURE or column.score == SAID


def _money_unit(table: TableRead, column: Column) -> str:
    """Return the unit in which a money column without one of its own is read, "" for any other."""
    is_money = column.field is not None and column.field.kind is FieldKind.MONEY
    return (table.money_unit() or "元") if is_money else ""


def _samples(table: TableRead, col: int) -> tuple[str, ...]:
    values = (table.sheet.at(row, col) for row in table.table.body[:_SAMPLED])
    return tuple(shown(value)[:40] for value in values if value is not None)[:3]
