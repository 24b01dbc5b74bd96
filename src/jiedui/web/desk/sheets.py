"""A reading as its own sheets look: rows and columns with addresses, problems at cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.kernel.problem import sorted_problems
from jiedui.kernel.quantity import Wording, said
from jiedui.papers.numbers import Style, said_as
from jiedui.reader.text import normal
from jiedui.web.desk.shown import cell_anchor, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.exchange.rows import ColumnReading, Context, Row, Total, Value
    from jiedui.kernel.problem import Problem
    from jiedui.kernel.quantity import Interval

ROWS_MAX = 500
DIRECTIONS = {"E2W": "东→西", "W2E": "西→东"}
SAID = frozenset({Wording.ABOUT, Wording.OVER, Wording.NEARLY, Wording.AT_LEAST, Wording.AT_MOST})
Changed = tuple[str, "Row | Total | None", tuple[str, ...]]
"""What became of a row, the earlier row, and the fields that say something else."""

_LETTERS = re.compile(r"([A-Z]+)(\d+)")
_ROW = re.compile(r"row:(\d+)")
_MONEY_UNITS = ("元", "万元", "亿元")


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem with its number in the list beside the sheet, and the cell it stands at."""

    number: int
    problem: Problem
    anchor: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: what it says, its anchor, the problems on it, what it said before (None = same).

    `typed` is its own text where that is not what was understood of it, else "".
    """

    text: str
    anchor: str
    marks: tuple[Mark, ...] = ()
    is_number: bool = False
    was: str | None = None
    typed: str = ""

    @property
    def tone(self) -> str:
        """The gravest severity on it, "" when none."""
        severities = [mark.problem.severity for mark in self.marks]
        return min(severities, key=lambda one: one.rank).value if severities else ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a sheet: its number, its cells, whether it waits or is a printed sum."""

    number: int
    cells: tuple[GridCell, ...]
    anchor: str
    tone: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it looks.

    Attributes:
        name: Its name, "" for a csv file.
        title: Its title line.
        columns: Letters and heading of each column that was understood.
        rows: Its rows, sums included, in the order of the file.
        marks: Problems of the sheet, in reading order.
        left_out: How many further rows are not shown.
        formulas: How many of its cells are formulas whose saved values were taken.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[GridRow, ...]
    marks: tuple[Mark, ...]
    left_out: int
    formulas: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What a batch holds of its file, as far as the sheets need it.

    Attributes:
        rows: The records.
        totals: The printed sums.
        columns: How the columns were understood.
        context: Sheet name to what the sheet says once for all rows.
        problems: Everything that is wrong or worth knowing.
        waiting: Sheet and row number of the rows that wait.
        changes: Sheet and row number to what became of the row when its return was sent again, the
            earlier row, and the fields that say something else.
    """

    rows: Sequence[Row]
    totals: Sequence[Total]
    columns: Sequence[ColumnReading]
    context: dict[str, Context]
    problems: Sequence[Problem]
    waiting: frozenset[tuple[str, int]] = frozenset()
    changes: Mapping[tuple[str, int], Changed] = field(default_factory=dict)


@dataclass(slots=True)
class _Grid:
    """One sheet being laid out: texts by address, problems by address and by row."""

    texts: dict[str, tuple[str, bool]] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    at_cell: dict[str, list[Mark]] = field(default_factory=dict)
    at_row: dict[int, list[Mark]] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)


def sheets_of(content: Content) -> tuple[list[Sheet], list[Mark]]:
    """Return the sheets of a file with their problems, and the problems on no sheet."""
    marks = [
        Mark(at, problem, _anchor(problem))
        for at, problem in enumerate(sorted_problems(content.problems), 1)
    ]
    parts = (content.columns, content.rows, content.totals)
    names = dict.fromkeys([one.sheet for part in parts for one in part] + list(content.context))
    loose = [mark for mark in marks if mark.problem.source.sheet not in names]
    return [_sheet(name, content, marks) for name in names], loose


def _sheet(name: str, content: Content, marks: Sequence[Mark]) -> Sheet:
    columns = sorted(
        (one for one in content.columns if one.sheet == name),
        key=lambda one: (len(one.col), one.col),
    )
    own = tuple(mark for mark in marks if mark.problem.source.sheet == name)
    grid = _Grid()
    _place_marks(grid, own)
    units = {one.col: one.unit for one in columns}
    for row in content.rows:
        if row.sheet == name:
            change: Changed = content.changes.get((name, row.row), ("", None, ()))
            tone = "" if change[0] == "same" else change[0]
            grid.rows[row.row] = "waits" if (name, row.row) in content.waiting else tone
            _place(grid, row.fields, row, units=units)
            _place_before(grid, row, change, units=units)
    for total in content.totals:
        if total.sheet == name:
            grid.rows[total.row] = "total"
            _place(grid, total.values, total, units=units)
            _label(grid, total, columns)
    numbers = sorted(grid.rows)
    context = content.context.get(name)
    return Sheet(
        name=name,
        title=context.title if context else "",
        columns=tuple((one.col, one.header.replace("|", " · ")) for one in columns),
        rows=tuple(_row(name, number, grid, columns=columns) for number in numbers[:ROWS_MAX]),
        marks=own,
        left_out=max(len(numbers) - ROWS_MAX, 0),
        formulas=context.formulas if context else 0,
    )


def _place_marks(grid: _Grid, marks: Iterable[Mark]) -> None:
    for mark in marks:
        cell = mark.problem.source.cell
        row = _ROW.fullmatch(cell)
        if row:
            grid.at_row.setdefault(int(row.group(1)), []).append(mark)
        elif cell:
            grid.at_cell.setdefault(cell.partition(":")[0], []).append(mark)


def _place(
    grid: _Grid, values: dict[str, Value], thing: Row | Total, *, units: dict[str, str]
) -> None:
    """Put every value of a record at the address it was read from."""
    for name, cell in thing.cells.items():
        address = cell.partition(":")[0]
        found = _LETTERS.fullmatch(address)
        unit = units.get(found.group(1), "") if found else ""
        text = value_text(values.get(name), name, thing.wordings.get(name, ""), unit=unit)
        if found and (text or address not in grid.texts):
            is_number = isinstance(values.get(name), int | float)
            grid.texts[f"{found.group(1)}{thing.row}"] = (text, is_number)
            grid.typed[f"{found.group(1)}{thing.row}"] = thing.printed.get(name, "")


def _place_before(grid: _Grid, row: Row, change: Changed, *, units: dict[str, str]) -> None:
    """Put what changed cells said before beside what they say."""
    _, earlier, names = change
    before = getattr(earlier, "fields", {})
    for name in names:
        found = _LETTERS.fullmatch(row.cells.get(name, "").partition(":")[0])
        if found and earlier is not None:
            wording = earlier.wordings.get(name, "")
            unit = units.get(found.group(1), "")
            text = value_text(before.get(name), name, wording, unit=unit)
            grid.was[f"{found.group(1)}{row.row}"] = text


def _label(grid: _Grid, total: Total, columns: Sequence[ColumnReading]) -> None:
    """Put the words of a printed sum into its first empty column."""
    for column in columns:
        address = f"{column.col}{total.row}"
        if not grid.texts.get(address, ("", False))[0]:
            grid.texts[address] = (total.label, False)
            return


def _row(sheet: str, number: int, grid: _Grid, *, columns: Sequence[ColumnReading]) -> GridRow:
    cells = []
    for column in columns:
        address = f"{column.col}{number}"
        text, is_number = grid.texts.get(address, ("", False))
        marks = tuple(grid.at_cell.get(address, ()))
        text = text or next((one.problem.found for one in marks if one.problem.found), "")
        typed = grid.typed.get(address, "")
        cells.append(
            GridCell(
                text,
                cell_anchor(sheet, address),
                marks,
                is_number,
                grid.was.get(address),
                typed if _plain(typed) != _plain(text) else "",
            )
        )
    anchor = cell_anchor(sheet, f"r{number}")
    return GridRow(
        number, tuple(cells), anchor, grid.rows[number], tuple(grid.at_row.get(number, ()))
    )


def _plain(text: str) -> str:
    """Return a text as one cell's words are held against another's."""
    return normal(text).replace(",", "")


def _anchor(problem: Problem) -> str:
    """Return the anchor of the cell or row a problem stands at, "" when it stands at neither."""
    row = _ROW.fullmatch(problem.source.cell)
    if row:
        return cell_anchor(problem.source.sheet, f"r{row.group(1)}")
    cell = problem.source.cell.partition(":")[0]
    return cell_anchor(problem.source.sheet, cell) if _LETTERS.fullmatch(cell) else ""


def value_text(value: Value, name: str, wording: str, *, unit: str) -> str:
    """Return a value as its sheet prints it: money in the column's unit, rates in percent."""
    if value is None or value == "":
        return "未列明" if wording == Wording.NOT_STATED else ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if name.endswith("_rate") and isinstance(value, int | float):
        return f"{value:.2%}"
    if not isinstance(value, int):
        return DIRECTIONS.get(str(value), str(value))
    money = (unit if unit in _MONEY_UNITS else "万元") if name.endswith("_fen") else ""
    style = Style(unit=money, bare=True, decimals=6 if money else 0, over="余")
    words = said_as(_interval(value, wording), "fen" if money else "project", style, language="zh")
    return words if name in ("year", "seq") else grouped(words)


def _interval(value: int, wording: str) -> Interval:
    return said(value, Wording(wording)) if wording in SAID else said(value)
