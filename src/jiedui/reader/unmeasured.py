"""Columns that neither their header nor a note measures, by the total column that adds them up.

财政资金 社会帮扶 资金小计 under 单位:万元、个: where 小计 is in most rows the sum of the two
columns before it, the second holds money as the first does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.reader.numerals import decimal_of
from jiedui.reader.rows import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from jiedui.reader.columns import Column
    from jiedui.reader.rows import Line

_PAIR = 2
_MOST = 3
"""Of so many rows and more, all but one in so many must add up."""


def measured_by_sums(columns: Sequence[Column], lines: Sequence[Line]) -> list[Column]:
    """Return the columns of a table, those without a measure with that of the total they make."""
    told = list(columns)
    if not any(map(_is_unmeasured, told)):
        return told
    grid = [_figures(line.text, len(told)) for line in lines]
    for at, total in enumerate(told):
        run = _run(told, at) if total.is_total and total.measure is not None else []
        unknown = [place for place in run if _is_unmeasured(told[place])]
        if unknown and len(run) >= _PAIR and _make(grid, run, at):
            for place in unknown:
                told[place] = told[place]._replace(
                    measure=total.measure, unit=total.unit, scale=total.scale
                )
    return told


def _is_unmeasured(column: Column) -> bool:
    is_words = column.is_numbering or column.is_unit or column.side is not None
    return column.measure is None and not column.unit and not is_words and bool(column.header)


def _run(columns: Sequence[Column], at: int) -> list[int]:
    """Return the places of the columns before a total that are of its measure, or of none."""
    run: list[int] = []
    for place in range(at - 1, 0, -1):
        one = columns[place]
        if one.is_total or not (one.measure is columns[at].measure or _is_unmeasured(one)):
            break
        run.insert(0, place)
    return run


def _make(grid: Sequence[dict[int, Decimal]], run: Sequence[int], at: int) -> bool:
    """Whether columns add up to another in nearly all the rows that fill them all."""
    full = [row for row in grid if at in row and all(place in row for place in run)]
    right = sum(sum(row[place] for place in run) == row[at] for row in full)
    return right >= _PAIR and _MOST * (len(full) - right) <= len(full)


def _figures(text: str, size: int) -> dict[int, Decimal]:
    """Return the numbers of a row by their column, counted from the right where cells lack."""
    cells = [cell for _, cell in cells_of(text)]
    shift = size - len(cells)
    return {place + shift: value for place, value in _numbers(cells)}


def _numbers(cells: Sequence[str]) -> Iterator[tuple[int, Decimal]]:
    for at, cell in enumerate(cells):
        value = decimal_of(cell)
        if value is not None:
            yield at, value
