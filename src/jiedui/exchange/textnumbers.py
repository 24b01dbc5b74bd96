"""Formulas that pass over numbers written as words: a saved value that counts these is not stale.

SUM leaves out 约180人 and 80万元; a total that was typed or saved with them in says what its rows
say. Knows no Django.
"""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.cells import read_cell
from jiedui.exchange.formulas import Budget, contradicts, evaluated
from jiedui.exchange.grid import box_of
from jiedui.exchange.kinds.declaration import ADDITIVE, FieldKind
from jiedui.exchange.settings import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.exchange.grid import Book, Remark, Sheet
    from jiedui.exchange.tableread import TableRead

_Places = dict[tuple[int, int], Decimal]
"""(row, column) to the number that a cell's words say, in its column's unit."""


def still_stale(
    stale: Sequence[Remark], tables: Sequence[TableRead], book: Book
) -> Iterator[Remark]:
    """Yield those of some stale formulas that stay so with numbers in words counted as read.

    Args:
        stale: What was told of formulas whose saved value is not what they give.
        tables: The tables of the file, their columns known.
        book: The file.
    """
    words: dict[str, _Places] = {}
    for table in tables if stale else ():
        words.setdefault(table.sheet.name, {}).update(_numbers_in_words(table, book))
    counted = dataclasses.replace(
        book, sheets=tuple(_with(one, words.get(one.name, {})) for one in book.sheets)
    )
    budget = Budget()
    for remark in stale:
        sheet = next(one for one in counted.sheets if one.name == remark.sheet)
        if not words.get(sheet.name) or not _is_given(counted, sheet, remark.cell, budget=budget):
            yield remark


def _is_given(book: Book, sheet: Sheet, cell: str, *, budget: Budget) -> bool:
    """Whether the formula in a cell gives its saved value."""
    box = box_of(cell)
    if box is None:
        return False
    formula = sheet.formulas[box.top, box.left]
    result = evaluated(book, sheet, formula.text, budget=budget)
    return result is not None and not contradicts(sheet.at(box.top, box.left), result)


def _with(sheet: Sheet, words: _Places) -> Sheet:
    """Return a sheet with numbers in place of the words that say them."""
    if not words:
        return sheet
    rows = dict(sheet.rows)
    for row, col in words:
        if rows[row] is sheet.rows[row]:
            rows[row] = list(rows[row])
        rows[row][col - 1] = words[row, col]
    return dataclasses.replace(sheet, rows=rows)


def _numbers_in_words(table: TableRead, book: Book) -> _Places:
    """Return the cells of a table's added-up columns that say a number in words."""
    settings, found = settings_of(table, is_1904=book.is_1904), {}
    for column in table.binding.columns:
        field = column.field
        if field is None or field.kind not in ADDITIVE:
            continue
        setting = settings[column.col]
        worth = setting.fen if field.kind is FieldKind.MONEY else 1
        for row in table.table.body:
            text = table.sheet.at(row, column.col)
            if isinstance(text, str):
                value = read_cell(field.kind, text, setting).value
                if isinstance(value, int) and not isinstance(value, bool):
                    found[row, column.col] = Decimal(value) / worth
    return found
