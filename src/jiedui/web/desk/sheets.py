"""A reading as its own sheets look: rows and columns with their addresses, problems beside their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.kernel.problem import Severity, sorted_problems
from jiedui.kernel.quantity import Interval, Wording, said
from jiedui.publish.numbers import Style, said_as
from jiedui.web.desk.shown import cell_anchor, grouped
from jiedui.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.exchange.rows import ColumnReading, Reading, Row, Total, Value
    from jiedui.kernel.problem import Problem
    from jiedui.web.wording import Language

ROWS_MAX = 500
_LETTERS = re.compile(r"([A-Z]+)(\d+)")
_ROW = re.compile(r"row:(\d+)")
_MONEY_UNITS = ("元", "万元", "亿元")


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem on a cell: its place in the list of problems, its severity and its words for the sign."""

    number: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: what it says, its mark in the page, and the problems on it."""

    text: str
    anchor: str
    marks: tuple[Mark, ...] = ()
    is_number: bool = False

    @property
    def tone(self) -> str:
        """The gravest severity on it, "" when none."""
        return min((mark.problem.severity for mark in self.marks), key=lambda one: one.rank).value if self.marks else ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a sheet: its number, its cells, whether it waits or is a printed sum."""

    number: int
    cells: tuple[GridCell, ...]
    anchor: str
    tone: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it looks.

    Attributes:
        name: Its name, "" for a csv file.
        title: Its title line.
        columns: Letter and heading of each column that was understood.
        rows: Its rows, sums included, in the order of the file.
        marks: Problems of the sheet, in reading order, with where each stands.
        left_out: How many further rows are not shown.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[GridRow, ...]
    marks: tuple[tuple[Mark, str], ...] = ()
    left_out: int = 0


@dataclass(slots=True)
class _Place:
    """Problems of one sheet by cell and by row."""

    cells: dict[str, list[Mark]] = field(default_factory=dict)
    rows: dict[int, list[Mark]] = field(default_factory=dict)


def sheets_of(reading: Reading, language: Language) -> list[Sheet]:
    """Return the sheets of a reading, each with its problems beside its cells."""
    names = dict.fromkeys(
        [*(one.sheet for one in reading.columns), *(one.sheet for one in reading.rows), *reading.context]
    )
    marks = [Mark(at, problem) for at, problem in enumerate(sorted_problems(reading.problems), 1)]
    return [_sheet(name, reading, marks, language) for name in names]


def loose_marks(reading: Reading) -> list[Mark]:
    """Return the problems that stand on no sheet that was read."""
    names = {*(one.sheet for one in reading.columns), *(one.sheet for one in reading.rows), *reading.context}
    marks = [Mark(at, problem) for at, problem in enumerate(sorted_problems(reading.problems), 1)]
    return [mark for mark in marks if mark.problem.source.sheet not in names]


def _sheet(name: str, reading: Reading, marks: Sequence[Mark], language: Language, /) -> Sheet:
    columns = sorted((one for one in reading.columns if one.sheet == name), key=lambda one: (len(one.col), one.col))
    own = [mark for mark in marks if mark.problem.source.sheet == name]
    place = _placed(own)
    rows = [_row(row, row.fields, columns, place, language) for row in reading.rows if row.sheet == name]
    rows += [_row(one, one.values, columns, place, language) for one in reading.totals if one.sheet == name]
    rows.sort(key=lambda row: row.number)
    context = reading.context.get(name)
    return Sheet(
        name=name,
        title=context.title if context else "",
        columns=tuple((one.col, one.header.replace("|", " · ")) for one in columns),
        rows=tuple(rows[:ROWS_MAX]),
        marks=tuple((mark, _anchor(mark.problem)) for mark in own),
        left_out=max(len(rows) - ROWS_MAX, 0),
    )


def _placed(marks: Iterable[Mark]) -> _Place:
    place = _Place()
    for mark in marks:
        cell = mark.problem.source.cell
        row = _ROW.fullmatch(cell)
        if row:
            place.rows.setdefault(int(row.group(1)), []).append(mark)
        elif cell:
            place.cells.setdefault(cell.partition(":")[0], []).append(mark)
    return place


def _anchor(problem: Problem) -> str:
    cell = problem.source.cell.partition(":")[0]
    row = _ROW.fullmatch(problem.source.cell)
    if row:
        return cell_anchor(problem.source.sheet, f"r{row.group(1)}")
    return cell_anchor(problem.source.sheet, cell) if _LETTERS.fullmatch(cell) else ""


def _row(
    row: Row | Total,
    values: Mapping[str, Value],
    columns: Sequence[ColumnReading],
    place: _Place,
    language: Language,
    /,
) -> GridRow:
    by_letter = {
        found.group(1): name for name, cell in row.cells.items() if (found := _LETTERS.fullmatch(cell.partition(":")[0]))
    }
    cells = []
    for column in columns:
        address = f"{column.col}{row.row}"
        name = by_letter.get(column.col) or column.field or ""
        text = _text(values.get(name), name, row.wordings.get(name, ""), column.unit)
        cells.append(
            GridCell(
                text,
                cell_anchor(row.sheet, address),
                tuple(place.cells.get(address, ())),
                is_number=isinstance(values.get(name), int | float),
            )
        )
    marks = [*place.rows.get(row.row, ()), *(mark for cell in cells for mark in cell.marks)]
    waits = any(mark.problem.severity is Severity.ERROR for mark in marks)
    is_total = not hasattr(row, "fields")
    if is_total:
        label = getattr(row, "label", "") or say("batch.total_row", language)
        cells = [GridCell(label, cells[0].anchor, cells[0].marks), *cells[1:]] if cells and not cells[0].text else cells
    tone = "total" if is_total else "waits" if waits else ""
    return GridRow(row.row, tuple(cells), cell_anchor(row.sheet, f"r{row.row}"), tone, tuple(place.rows.get(row.row, ())))


def _text(value: Value, name: str, wording: str, unit: str, /) -> str:
    """Return a cell's value as its sheet prints it: money in the column's unit, rates in percent."""
    if value is None or value == "":
        return "未列明" if wording == Wording.NOT_STATED else ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if name.endswith("_rate") and isinstance(value, int | float):
        return f"{value:.2%}"
    if not isinstance(value, int):
        return str(value)
    if name.endswith("_fen"):
        style = Style(unit=unit if unit in _MONEY_UNITS else "万元", bare=True, decimals=6, over="余")
        return grouped(said_as(_interval(value, wording), "fen", style, language="zh"))
    return grouped(said_as(_interval(value, wording), "project", Style(bare=True, over="余"), language="zh"))


def _interval(value: int, wording: str) -> Interval:
    known = wording in {one.value for one in (Wording.ABOUT, Wording.OVER, Wording.NEARLY, Wording.AT_LEAST, Wording.AT_MOST)}
    return said(value, Wording(wording)) if known else said(value)


