"""Formulas of a filled form: what they give, and where that falls short of the truth. No Django."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.formulas import evaluated
from jiedui.forms.cells import FormulaTold

if TYPE_CHECKING:
    from fractions import Fraction

    from jiedui.exchange.grid import Book, CellValue, Formula
    from jiedui.forms.cells import Cell
    from jiedui.forms.fill import Filled

_SHORT = {
    "text": (
        "它引用的单元格写的是“{words}”，公式不会计入。",
        "It refers to a cell that says “{words}”, which a formula leaves out.",
    ),
    "differs": (
        "账中的数是{truth}，公式得出{value}。",
        "The book says {truth}, the formula {value}.",
    ),
    "empty": ("它引用的单元格空着：{why}", "Cells it refers to are empty: {why}"),
}


def formulas_told(filled: Filled) -> list[FormulaTold]:
    """Return every formula of a filled form with what it gives and where it falls short."""
    book = filled_book(filled)
    results = worked_out(book)
    return [
        _told(cell, results.get((cell.sheet, cell.slot.row, cell.slot.col)))
        for cell in filled.cells
        if cell.slot.formula
    ]


_PASSES = 12


def worked_out(book: Book) -> dict[tuple[str, int, int], Fraction | None]:
    """Return what every formula of a book gives, those that rest on others included.

    Values of formulas are filled in as they become known; formulas that go in circles, or use more
    than simple sums, have none.
    """
    results: dict[tuple[str, int, int], Fraction | None] = {}
    for _ in range(_PASSES):
        changed = False
        for sheet in book.sheets:
            for (row, col), formula in sheet.formulas.items():
                result = evaluated(book, sheet, formula.text) if formula.text else None
                key = sheet.name, row, col
                if key in results and results[key] == result:
                    continue
                results[key] = result
                changed = True
                values = sheet.rows.setdefault(row, [])
                values.extend([None] * (col - len(values)))
                values[col - 1] = None if result is None else _decimal(result)
        if not changed:
            break
    return results


def filled_book(filled: Filled) -> Book:
    """Return a form's grids with what was filled in, formulas without their old values."""
    written: dict[str, dict[tuple[int, int], CellValue]] = {}
    for cell in filled.cells:
        if not cell.slot.formula and cell.written is not None:
            written.setdefault(cell.sheet, {})[cell.slot.row, cell.slot.col] = cell.written
    sheets = []
    for sheet in filled.book.sheets:
        rows = {row: list(values) for row, values in sheet.rows.items()}
        looks = filled.looks.get(sheet.name)
        shared = looks.formulas if looks else {}
        formulas: dict[tuple[int, int], Formula] = {}
        for at, one in sheet.formulas.items():
            formulas[at] = one._replace(text=one.text or shared.get(at, ""), is_saved=False)
            if at[0] in rows and at[1] <= len(rows[at[0]]):
                rows[at[0]][at[1] - 1] = None
        for (row, col), value in written.get(sheet.name, {}).items():
            values = rows.setdefault(row, [])
            values.extend([None] * (col - len(values)))
            values[col - 1] = value
        sheets.append(dataclasses.replace(sheet, rows=rows, formulas=formulas))
    return dataclasses.replace(filled.book, sheets=tuple(sheets))


def _told(cell: Cell, result: Fraction | None) -> FormulaTold:
    value = None if result is None else _decimal(result)
    truth = cell.shown if isinstance(cell.shown, Decimal) else None
    name = f"={cell.slot.formula}"
    if truth is not None:
        short = ("", "")
        if value is None or abs(value - truth) > Decimal("0.0000001"):
            told = {"truth": str(truth), "value": "—" if value is None else str(value)}
            short = tuple(one.format(**told) for one in _SHORT["differs"])  # type: ignore[assignment]
        return FormulaTold(cell.sheet, cell.ref, name, value, truth, short)
    if isinstance(cell.shown, str):
        short = tuple(one.format(words=cell.shown) for one in _SHORT["text"])  # type: ignore[assignment]
        return FormulaTold(cell.sheet, cell.ref, name, value, None, short)
    if value:
        return FormulaTold(cell.sheet, cell.ref, name, value, None)
    why = cell.told.why
    short = _SHORT["empty"][0].format(why=why[0]), _SHORT["empty"][1].format(why=why[1])
    return FormulaTold(cell.sheet, cell.ref, name, value, None, short)


def _decimal(number: Fraction) -> Decimal:
    found = Decimal(number.numerator) / Decimal(number.denominator)
    return found.normalize() if found != found.to_integral_value() else found.quantize(Decimal(1))
