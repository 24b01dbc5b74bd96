"""What is worth knowing of sheets, columns and rows: hidden, protected, empty, unknown."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.asides import is_aside
from jiedui.exchange.cells import is_injection
from jiedui.exchange.grid import MAX_COLUMNS, letters_of
from jiedui.exchange.headingwords import MONEY_UNITS, word_of
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.looks import is_name_like
from jiedui.exchange.naming import is_general
from jiedui.exchange.tables import MAX_TABLES
from jiedui.kernel.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.columns import Column
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.grid import Book
    from jiedui.exchange.kinds.declaration import Field
    from jiedui.exchange.tableread import TableRead


_WORDS = frozenset((FieldKind.TEXT, FieldKind.PARTY))
_LARGE_FOR_YUAN = 1_000
"""A column of amounts that are all smaller is hardly in 元."""


ASIDE = frozenset(("填写说明", "填表说明", "问题清单"))
"""Names of sheets that tell how to fill in the others, or what was wrong with them: not read."""


def tell_sheets(book: Book, used: set[str], faults: Faults) -> None:
    """Tell which sheets are hidden, protected, empty or hold no table that is understood."""
    for sheet in book.sheets:
        if sheet.is_hidden:
            faults.add("HIDDEN_SHEET", sheet.name, "", found=sheet.name)
        if sheet.is_protected:
            faults.add("SHEET_PROTECTED", sheet.name, "", found=sheet.name)
        if sheet.widest:
            read, last = letters_of(MAX_COLUMNS), letters_of(sheet.widest)
            said = f"columns up to {last}, read up to {read}"
            faults.add("COLUMNS_UNREAD", sheet.name, "", found=said, expected=f"up to {read}")
        if not sheet.rows:
            faults.add("SHEET_EMPTY", sheet.name, "", found=sheet.name)
        elif sheet.name not in used and sheet.name.strip() not in ASIDE:
            faults.add(
                "TABLE_NOT_FOUND",
                sheet.name,
                "",
                found=sheet.name,
                expected="a table of a known kind",
            )


def tell_unread(tables: list[TableRead], unread: Sequence[str], faults: Faults) -> None:
    """Tell of sheets with so many tables that the last of them, or further sheets, are not read.

    Args:
        tables: The tables that are read.
        unread: The names of the sheets that are not looked at.
        faults: Where to tell.
    """
    if unread:
        said = f"{MAX_TABLES} tables before, {len(unread)} sheets not read: {unread[0]} and on"
        faults.add("TABLES_UNREAD", unread[0], "", found=said)
    by_sheet: dict[str, list[TableRead]] = {}
    for table in tables:
        by_sheet.setdefault(table.sheet.name, []).append(table)
    for name, own in by_sheet.items():
        row = own[0].table.unread
        if row:
            read = len({one.table.top for one in own})
            said = f"{read} tables, the last rows not read begin at {row}"
            faults.add("TABLES_UNREAD", name, f"row:{row}", found=said)


def tell_tables(tables: list[TableRead], faults: Faults) -> None:
    """Tell of hidden rows and columns, unknown columns, and money without any unit."""
    for table in tables:
        name = table.sheet.name
        rows = {record.row for record in table.records} | {one.row for one in table.sums}
        for number in sorted(table.sheet.hidden_rows & rows):
            faults.add("HIDDEN_ROW", name, f"row:{number}")
        for column in table.binding.columns:
            if column.col in table.sheet.hidden_cols and column.heading.levels:
                faults.column("HIDDEN_COLUMN", name, column.col, found=column.heading.text)
        asked = _asked_for(table)
        for column in table.binding.columns:
            if column.field is None:
                _tell_unknown(table, column, faults, perhaps=asked.get(column.col, ""))
        _tell_required(table, faults)
        _tell_columns(table, faults, is_asked=bool(asked))
        _tell_unit(table, faults)


def _asked_for(table: TableRead) -> dict[int, str]:
    """Return the unread columns of words that may hold what a record cannot do without.

    Then it is asked what they are, rather than told that something is missing.
    """
    missing = next((one for one in _lacking(table) if one.kind in _WORDS), None)
    if missing is None:
        return {}
    return {
        one.col: missing.zh
        for one in table.binding.columns
        if one.field is None
        and one.heading.levels
        and is_name_like(one.heading.looks)
        and not is_aside(word_of(one.heading.levels[-1]).bare)
    }


def _tell_unknown(table: TableRead, column: Column, faults: Faults, *, perhaps: str) -> None:
    values = [(number, table.sheet.at(number, column.col)) for number in table.table.body]
    filled = [(number, value) for number, value in values if value is not None]
    if column.heading.levels:
        faults.column(
            "UNKNOWN_COLUMN",
            table.sheet.name,
            column.col,
            found=column.heading.text,
            expected=f"{perhaps}?" if perhaps else "",
            severity=Severity.WARNING if perhaps else None,
        )
    for number, value in filled:
        if isinstance(value, str) and is_injection(value):
            faults.at("FORMULA_INJECTION", table.sheet.name, (number, column.col), found=value)


def _tell_required(table: TableRead, faults: Faults) -> None:
    """Tell which records leave out what their kind cannot do without."""
    for column in table.binding.columns:
        if column.field is None or not column.field.is_required:
            continue
        name = column.field.name
        for record in [one for one in table.records if one.fields.get(name) is None]:
            cell = record.cell(column.field.name)
            if (
                record.fields.get("not_itemised")
                or faults.is_told(table.sheet.name, cell)
                or _is_general(table, record.row, column.col)
            ):
                continue
            faults.add("VALUE_MISSING", table.sheet.name, cell, expected=column.field.zh)


def _lacking(table: TableRead) -> list[Field]:
    """Return the required fields without a column, where title and sheet name do not make up."""
    kind = table.binding.kind
    return [
        field
        for field in kind.fields
        if field.is_required
        and field.name != kind.named
        and table.records
        and table.binding.column(field.name) is None
        and not any(
            record.fields.get(field.name)
            or record.fields.get(f"{field.name}_code")
            or (field.instead and record.fields.get(field.instead))
            for record in table.records
        )
    ]


def _tell_columns(table: TableRead, faults: Faults, *, is_asked: bool) -> None:
    """Tell which required columns a table lacks, unless it is asked which column holds them."""
    kind = table.binding.kind.code
    for field in _lacking(table):
        if is_asked and field.kind in _WORDS:
            continue
        is_needed = field.kind is not FieldKind.IDENTITY or kind == "household_list"
        faults.add(
            "VALUE_MISSING",
            table.sheet.name,
            f"row:{table.table.bottom}",
            found=f"no column {field.zh}",
            expected=f"a column {field.zh}, or its value in the title",
            severity=None if is_needed else Severity.INFO,
        )


def _is_general(table: TableRead, row: int, col: int) -> bool:
    """Whether the cell holds words for no single place (对口地区): nothing is missing."""
    value = table.sheet.at(row, col)
    return (
        isinstance(value, str)
        and any("\u4e00" <= sign <= "\u9fff" for sign in value)
        and (len(value.strip()) > 2 or is_general(value))
    )


def _tell_unit(table: TableRead, faults: Faults) -> None:
    """Tell of a money column with bare numbers for which no unit is stated anywhere."""
    columns = table.binding.columns
    if table.context.unit or any(one.heading.unit in MONEY_UNITS for one in columns if one.field):
        return
    for column in table.binding.columns:
        if column.field is None or column.field.kind is not FieldKind.MONEY:
            continue
        numbers = [
            value
            for record in table.records
            if isinstance(value := table.sheet.at(record.row, column.col), int | Decimal)
        ]
        if numbers:
            taken = table.money_unit() or "元"
            is_clear = taken == "元" and max(numbers) >= _LARGE_FOR_YUAN
            faults.column(
                "UNIT_NOT_STATED",
                table.sheet.name,
                column.col,
                found=column.heading.text,
                expected=f"a unit; read as {taken}",
                severity=Severity.INFO if is_clear else None,
            )
