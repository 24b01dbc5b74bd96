"""A table being read: its records and sums with their cells, before they become a reading.

Mutable on purpose and only alive while one file is read. Knows no Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.across import NO_GROUP, SUM, SUM_WORDS
from jiedui.exchange.acrosstimes import edge_day, months_of
from jiedui.exchange.cells import as_of_day
from jiedui.exchange.grid import letters_of, number_of
from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.kernel.quantity import Wording
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.exchange.across import Group
    from jiedui.exchange.bodyrows import BodyRow
    from jiedui.exchange.columns import Binding, Column
    from jiedui.exchange.grid import Sheet
    from jiedui.exchange.rows import Context, Value
    from jiedui.exchange.tables import Table

_SMALL_FOR_YUAN = 10_000


class Cells(Mapping[str, str]):
    """Field name to cell address of one row, worked out when asked."""

    __slots__ = ("letters", "row", "rows")

    def __init__(self, row: int, letters: dict[str, str], rows: dict[str, int]) -> None:
        """Keep the row's number, the letters of every field's column, and rows of their own."""
        self.row = row
        self.letters = letters
        self.rows = rows

    def __getitem__(self, name: str) -> str:
        """Return the address of a field's cell."""
        return f"{self.letters[name]}{self.rows.get(name, self.row)}"

    def __iter__(self) -> Iterator[str]:
        """Iterate over the fields that have a column."""
        return iter(self.letters)

    def __len__(self) -> int:
        """Return how many fields have a column."""
        return len(self.letters)


@dataclass(slots=True)
class Record:
    """One row being read: values, wordings, and where they stand.

    `carried` names the fields whose value a merged cell above carries down; `rows` holds the rows
    of fields that stand in another than the record's own; `section` is the section it stands in,
    `outer` are those around that one, from the widest on.
    """

    table: TableRead
    row: int
    fields: dict[str, Value]
    wordings: dict[str, str]
    letters: dict[str, str]
    carried: frozenset[str] = frozenset()
    group: Group = NO_GROUP
    section: str = ""
    outer: tuple[str, ...] = ()
    is_duplicate: bool = False
    rows: dict[str, int] = field(default_factory=dict)

    def cell(self, name: str) -> str:
        """Return the cell a field was read from, the whole row where it has none."""
        letters = self.letters.get(name)
        return f"{letters}{self.rows.get(name, self.row)}" if letters else f"row:{self.row}"


@dataclass(slots=True)
class Sum:
    """One total row being read; `place` is its position among the table's records.

    `rates` are the rates it prints, which are no sums; `level` is how many sections it stands in.
    """

    row: int
    label: str
    is_group: bool
    place: int
    fields: dict[str, Value]
    wordings: dict[str, str]
    letters: dict[str, str]
    group: Group = NO_GROUP
    covers: tuple[int, ...] = ()
    rates: dict[str, Value] = field(default_factory=dict)
    level: int = 0


@dataclass(slots=True)
class TableRead:
    """One table, read; `is_summary` where it sums up other tables of the file per county.

    `breaks` are the positions among its records, and the levels, of rows that only name a section;
    `added_up` is what its rows say under 合计 beside names across, `placed` the present names of
    counties that stand across, `blocks` the blocks of rows that count one thing each.
    """

    sheet: Sheet
    table: Table
    binding: Binding
    context: Context
    records: list[Record] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    rows: list[BodyRow] = field(default_factory=list)
    is_summary: bool = False
    breaks: list[tuple[int, int]] = field(default_factory=list)
    added_up: list[Record] = field(default_factory=list)
    placed: dict[str, str | None] = field(default_factory=dict)
    blocks: dict[int, int] = field(default_factory=dict)
    _units: dict[str, str | None] = field(default_factory=dict)

    def unit_of(self, name: str) -> str | None:
        """Return the unit in which a field's money is told, "" for any; None where it is none.

        Asked once its records are read: the answer is kept.
        """
        if name not in self._units:
            own, column = self.binding.kind.field(name), self.binding.column(name)
            stated = column.heading.unit if column else ""
            is_money = own is not None and own.kind is FieldKind.MONEY
            self._units[name] = (stated or self.money_unit()) if is_money else None
        return self._units[name]

    def money_unit(self) -> str:
        """Return the unit of money columns that state none: the sheet's, else the others'."""
        if self.context.unit:
            return self.context.unit
        money = [
            one for one in self.binding.columns if one.field and one.field.kind is FieldKind.MONEY
        ]
        stated = [one.heading.unit for one in money if one.heading.unit in MONEY_UNITS]
        return max(set(stated), key=stated.count) if stated else self._likely_unit(money)

    def _likely_unit(self, money: list[Column]) -> str:
        """Return 万元 where project money without any unit is too small for 元, else no unit."""
        if self.binding.kind.code not in ("project_fund", "plan"):
            return ""
        numbers = sorted(
            value
            for one in money
            for row in self.table.body[:400]
            if isinstance(value := self.sheet.at(row, one.col), int | Decimal) and value > 0
        )
        return "万元" if numbers and numbers[len(numbers) // 2] < _SMALL_FOR_YUAN else ""

    def sum_words(self, col: int) -> str:
        """Return the words of a column's heading that make it a sum, its last ones for none."""
        levels = next((one.heading.levels for one in self.binding.columns if one.col == col), ())
        sums = (one for one in levels if SUM_WORDS.fullmatch(one))
        return next(sums, levels[-1] if levels else "")

    def said_by(self, group: Group) -> dict[str, Value]:
        """Return the fields that the names above a column say: a day of observation, a county."""
        said: dict[str, Value] = {name: words for name, words in group if name != SUM}
        if "as_of" in said:
            words = str(said["as_of"])
            is_edge = words in ("first", "last")
            said["as_of"] = (
                edge_day(words, self.context.year)
                if is_edge
                else as_of_day(words, self.context.cut_off)
            )
        if "period" in said:
            said["period"] = months_of(str(said["period"]), self.context.year)
        if "county" in said:
            said["county"] = self.placed.get(str(said["county"]), said["county"])
        return said

    def unknown_columns(self) -> list[int]:
        """Return the numbers of the columns with a heading that no field of the kind takes."""
        return [one.col for one in self.binding.columns if not one.field and one.heading.levels]

    def line_cell(self, words: str, below: int) -> str:
        """Return the nearest cell above a row that holds some words, "" where none does."""
        for row in sorted((one for one in self.sheet.rows if one < below), reverse=True):
            for col, value in enumerate(self.sheet.rows[row], start=1):
                if isinstance(value, str) and words in normal(value):
                    return f"{letters_of(col)}{row}"
        return ""

    def head_cell(self, words: str) -> str:
        """Return the cell of the heading that says some words, its first row where none does."""
        for row in range(self.table.top, self.table.bottom + 1):
            for col, value in enumerate(self.sheet.rows.get(row, ()), start=1):
                if isinstance(value, str) and normal(value) == words:
                    return f"{letters_of(col)}{row}"
        return f"row:{self.table.top}"


def is_stated(record: Record, name: str) -> bool:
    """Whether a record states a number for a field (exactly or not)."""
    return isinstance(record.fields.get(name), int | float) and not isinstance(
        record.fields.get(name), bool
    )


def is_withheld(record: Record, name: str) -> bool:
    """Whether a record says that a field's value exists without stating it."""
    return record.fields.get(name) is None and record.wordings.get(name) == Wording.NOT_STATED.value


def is_unread(record: Record, name: str) -> bool:
    """Whether a record's cell for a field could not be read, so that its sums are not known."""
    if record.wordings.get(name) == Wording.NOT_KNOWN.value:
        return True
    return record.fields.get(name) is None and _is_unsaved(record, name)


def _is_unsaved(record: Record, name: str) -> bool:
    """Whether a record's cell for a field holds a formula of which no value is known."""
    letters, formulas = record.letters.get(name), record.table.sheet.formulas
    if not letters or not formulas:
        return False
    formula = formulas.get((record.rows.get(name, record.row), number_of(letters)))
    return formula is not None and not formula.is_saved
