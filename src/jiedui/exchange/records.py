"""From the rows of a table to records: every cell read into its field, merged cells carried down.

A record is still a draft here: its places are names as written, its kind's own rules (dates across,
remainders) are applied, and what it states can be checked. Knows no Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.across import NO_GROUP, is_sum
from jiedui.exchange.carrying import carried_down
from jiedui.exchange.cellnumbers import whole_worth
from jiedui.exchange.cells import read_cell, shown
from jiedui.exchange.giftparts import added, put_said
from jiedui.exchange.grid import letters_of
from jiedui.exchange.headingwords import MONEY_UNITS, word_of
from jiedui.exchange.kinds.declaration import ADDITIVE, FieldKind
from jiedui.exchange.pacing import EVERY, tick
from jiedui.exchange.rowkinds import RowKind
from jiedui.exchange.said import DATED, EMPTY, RANGE_ENDS, Said, set_end
from jiedui.exchange.settings import settings_of
from jiedui.exchange.tableread import Record, Sum
from jiedui.kernel.quantity import Wording
from jiedui.reader.text import Blank, blank_of, normal

if TYPE_CHECKING:
    from jiedui.exchange.across import Group
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.kinds.declaration import Field
    from jiedui.exchange.rowkinds import BodyRow
    from jiedui.exchange.rows import Value
    from jiedui.exchange.said import Setting
    from jiedui.exchange.tableread import TableRead

NOT_ITEMISED = (
    "未逐项列明", "未分项列明", "未逐项", "未分项", "未列明项目", "其余未列明", "未逐一列明",
    "其他未列明", "其余项目",
)  # fmt: skip
"""Beginnings of a name that stands for everything a total holds besides the named items."""

NO_ITEM = "未逐项列明"
"""The name of a record of a table that names no items at all."""

_MEMORY = 60_000
_NEW = "what no cell says"
_UNREAD = frozenset(("NUMBER_UNREADABLE", "FORMULA_ERROR", "DATE_INVALID", "DATE_AMBIGUOUS"))
_ROW_BOUND = frozenset((FieldKind.RATE, FieldKind.FIGURE))
"""Kinds of field whose cells mean something else in another row or style."""

_IN_SUMS = ADDITIVE | {FieldKind.RATE}


class _Reader(NamedTuple):
    """How one column is read: position, field, setting and what it has read already.

    `plain` holds what was read and says no more than its value: nothing to tell, exact, no end.
    """

    at: int
    field: Field
    setting: Setting
    known: dict[CellValue, Said]
    group: Group
    is_remembered: bool
    plain: dict[CellValue, Value]
    is_added: bool


def read_records(table: TableRead, faults: Faults, *, is_1904: bool) -> None:
    """Fill in the records and sums of a table from its rows."""
    settings = settings_of(table, is_1904=is_1904)
    readers = [
        _Reader(
            column.col - 1,
            column.field,
            settings[column.col],
            {},
            column.group,
            column.field.kind not in _ROW_BOUND,
            {},
            column.is_added,
        )
        for column in table.binding.columns
        if column.field is not None
    ]
    _RowLoop(table, readers, faults).run(table.rows)


class _RowLoop:
    """Reads the rows of one table in order, remembering sections and the row before."""

    def __init__(self, table: TableRead, readers: list[_Reader], faults: Faults) -> None:
        self.table = table
        self.readers = readers
        self.faults = faults
        self.name = table.sheet.name
        self.width = max((reader.at for reader in readers), default=-1) + 1
        self.groups = list(dict.fromkeys(reader.group for reader in readers if reader.group))
        self.template = dict.fromkeys(reader.field.name for reader in readers)
        for reader in readers:
            if reader.field.end:
                self.template.setdefault(reader.field.end, None)
        self.letters = {
            group: {
                reader.field.name: letters_of(reader.at + 1)
                for reader in sorted(readers, key=lambda one: (bool(one.group), -one.at))
                if reader.group in (NO_GROUP, group)
            }
            for group in self.groups or [NO_GROUP]
        }
        self.fill = carried_down(table.sheet, table.table, {reader.at for reader in readers})
        self.section = ""
        self.year_at = next((one for one in readers if one.field.kind is FieldKind.YEAR), None)
        self.year: int | None = None
        self.reader_at = {one.at: one for one in readers}
        self.quick = [
            (one.at, one.field.name, one.plain, whole_worth(one.field.kind, one.setting))
            for one in readers
        ]
        self.is_quick = (
            not self.groups and self.year_at is None and not any(one.is_added for one in readers)
        )
        self.has_figures = any(one.field.kind is FieldKind.FIGURE for one in readers)
        self.unit = ""
        self.before: dict[int, Said] = {}
        self.before_fields: dict[str, Value] = {}

    def run(self, rows: list[BodyRow]) -> None:
        for at, row in enumerate(rows):
            if at % EVERY == EVERY - 1:
                tick("rows", at, len(rows))
            if row.kind is RowKind.RECORD:
                if not (self.is_quick and self._quick_record(row.number)):
                    self._record(row)
            elif row.kind in (RowKind.TOTAL, RowKind.GROUP_TOTAL):
                self._sum(row)
            elif row.kind is RowKind.SECTION:
                self.section = row.label
                self.table.breaks.append(len(self.table.records))
            if row.kind is RowKind.GROUP_TOTAL:
                self.section = row.label

    # --- one row ---

    def _cells(self, number: int) -> list[tuple[_Reader, CellValue, bool]]:
        """Return every column's value in a row, and whether a merged cell carries it."""
        values = self.table.sheet.rows[number]
        if len(values) < self.width:
            values = values + [None] * (self.width - len(values))
        fill = self.fill.get(number)
        if fill is None:
            return [
                (one, value, False) for one in self.readers if (value := values[one.at]) is not None
            ]
        return [
            (one, fill[one.at] if value is None else value, value is None)
            for one in self.readers
            if (value := values[one.at]) is not None or one.at in fill
        ]

    def _quick_record(self, number: int) -> bool:
        """Keep a row of which every cell was read before and says no more than its value."""
        values = self.table.sheet.rows[number]
        if number in self.fill:
            return False
        fields = self.template.copy()
        width = len(values)
        for at, name, plain, worth in self.quick:
            value = values[at] if at < width else None
            if value is None:
                continue
            if worth and type(value) is int:
                fields[name] = value * worth
                continue
            found = plain.get(value, _NEW)
            if found is _NEW or value is True or value is False:
                said = self._learnt(at, value)
                if said is None:
                    return False
                found = said.value
            fields[name] = found
        self.before, self.before_fields = {}, fields
        if _says_anything(fields):
            self._add_context(fields)
            record = Record(self.table, number, fields, {}, self.letters[NO_GROUP])
            record.section = self.section
            self.table.records.append(record)
        return True

    def _learnt(self, at: int, value: CellValue) -> Said | None:
        """Return what a cell says that was not read before; None when it says more than a value."""
        reader = self.reader_at[at]
        if reader.field.kind is FieldKind.FIGURE:
            return None
        said = self._said(reader, value)
        if said.code or said.wording or said.is_ditto or said.end is not None:
            return None
        if reader.is_remembered and value.__class__ is not bool and len(reader.plain) < _MEMORY:
            reader.plain[value] = said.value
        return said

    def _above(self, reader: _Reader) -> Said:
        """Return what the same column says in the record before."""
        if reader.at in self.before or not self.before_fields:
            return self.before.get(reader.at, EMPTY)
        return Said(self.before_fields.get(reader.field.name))

    def _said(self, reader: _Reader, value: CellValue) -> Said:
        if self.has_figures and reader.field.kind is FieldKind.FIGURE:
            return read_cell(reader.field.kind, value, self._in_row_unit(reader.setting))
        if not reader.is_remembered or value.__class__ is bool:
            return read_cell(reader.field.kind, value, reader.setting)
        said = reader.known.get(value)
        if said is not None and self.year is None:
            return said
        if self.year is not None and reader.field.kind in DATED:
            return read_cell(reader.field.kind, value, replace(reader.setting, year=self.year))
        if said is None:
            said = read_cell(reader.field.kind, value, reader.setting)
            if len(reader.known) < _MEMORY:
                reader.known[value] = said
        return said

    def _record(self, row: BodyRow) -> None:
        fields: dict[Group, dict[str, Value]] = {NO_GROUP: self.template.copy()}
        wordings: dict[Group, dict[str, str]] = {NO_GROUP: {}}
        carried: set[str] = set()
        self.year = self._row_year(row.number) if self.year_at else None
        before: dict[int, Said] = {}
        cells = self._cells(row.number)
        if self.has_figures:
            self.unit = self._row_unit(cells)
        for reader, value, is_carried in cells:
            said = self._in_row_year(reader, value, self._said(reader, value), cells=cells)
            if said.is_ditto:
                said = self._above(reader)._replace(code="")
            elif said.code and not is_carried:
                self._tell(reader, row.number, said, value=value)
            before[reader.at] = said
            name, group = reader.field.name, reader.group
            if is_carried:
                carried.add(name)
            target = fields[group] if group in fields else fields.setdefault(group, {})
            put_said(target, name, said, is_added=reader.is_added)
            wording = Wording.NOT_KNOWN.value if said.code in _UNREAD else said.wording
            if wording:
                wordings.setdefault(group, {})[name] = wording
            if said.end is not None and not reader.is_added:
                has_own_end = RANGE_ENDS.get(name) in self.letters.get(group, {})
                set_end(target, reader.field, said, has_own_end=has_own_end)
        self.before, self.before_fields = before, {}
        self._keep(
            row.number,
            fields,
            wordings,
            carried=frozenset(carried),
        )

    def _row_year(self, number: int) -> int | None:
        if self.year_at is None:
            return None
        said = self._said(self.year_at, self.table.sheet.at(number, self.year_at.at + 1))
        year = said.value
        return int(year) if isinstance(year, str) and year.isdigit() else None

    def _in_row_year(
        self,
        reader: _Reader,
        value: CellValue,
        said: Said,
        *,
        cells: list[tuple[_Reader, CellValue, bool]],
    ) -> Said:
        """Return a date that names no year in the one year of the row's other dates."""
        has_year = self.year is not None or reader.setting.year is not None
        if not said.code or has_year or reader.field.kind not in DATED:
            return said
        others = [
            self._said(one, other).value
            for one, other, _ in cells
            if one is not reader and one.field.kind in DATED
        ]
        years = {int(one[:4]) for one in others if isinstance(one, str) and one[:4].isdecimal()}
        if len(years) != 1:
            return said
        return read_cell(reader.field.kind, value, replace(reader.setting, year=years.pop()))

    def _row_unit(self, cells: list[tuple[_Reader, CellValue, bool]]) -> str:
        """Return the unit a row states: in its own column, else in brackets behind its name."""
        texts = {
            one.field.name: value
            for one, value, _ in cells
            if isinstance(value, str) and one.field.kind is FieldKind.TEXT
        }
        stated = texts.get("unit", "")
        if blank_of(stated) is Blank.DITTO:
            return self.unit
        return normal(stated).strip("()") or word_of(texts.get("indicator", "")).unit

    def _in_row_unit(self, setting: Setting) -> Setting:
        unit = self.unit or setting.unit
        return replace(setting, unit=unit, fen=MONEY_UNITS.get(unit, 100))

    def _tell(self, reader: _Reader, number: int, said: Said, *, value: CellValue) -> None:
        self.faults.at(
            said.code,
            self.name,
            (number, reader.at + 1),
            found=shown(value),
            expected=said.expected,
        )

    def _keep(
        self,
        number: int,
        fields: dict[Group, dict[str, Value]],
        wordings: dict[Group, dict[str, str]],
        *,
        carried: frozenset[str],
    ) -> None:
        base = fields[NO_GROUP]
        if not self.groups and not any(wordings.values()) and not _says_anything(base):
            return
        self._add_context(base)
        if not self.groups:
            record = Record(
                self.table, number, base, wordings[NO_GROUP], self.letters[NO_GROUP], carried
            )
            record.section = self.section
            self.table.records.append(record)
            return
        for group in self.groups:
            own = fields.get(group, {})
            if any(value is not None for value in own.values()):
                joined = {**base, **dict.fromkeys(self._names_of(group)), **own}
                joined |= self.table.said_by(group)
                said = {**wordings[NO_GROUP], **wordings.get(group, {})}
                letters = self.letters[group]
                record = Record(
                    self.table, number, joined, said, letters, carried, group, self.section
                )
                (self.table.added_up if is_sum(group) else self.table.records).append(record)

    def _names_of(self, group: Group) -> list[str]:
        return [reader.field.name for reader in self.readers if reader.group == group]

    def _add_context(self, fields: dict[str, Value]) -> None:
        """Put in what the kind says for every row: the name of a remainder, whether it is one."""
        kind = self.table.binding.kind
        if kind.named:
            name = fields.get(kind.named)
            if kind.named not in fields:
                name = NO_ITEM
                fields[kind.named] = name
            fields["not_itemised"] = isinstance(name, str) and name.startswith(NOT_ITEMISED)

    def _sum(self, row: BodyRow) -> None:
        fields: dict[Group, dict[str, Value]] = {}
        wordings: dict[Group, dict[str, str]] = {}
        rates: dict[Group, dict[str, Value]] = {}
        for reader, value, is_carried in self._cells(row.number):
            if reader.field.kind not in _IN_SUMS or is_carried:
                continue
            said = self._said(reader, value)
            if reader.field.kind is FieldKind.RATE:
                rates.setdefault(reader.group, {})[reader.field.name] = said.value
                continue
            if said.value is None:
                continue
            own, name = fields.setdefault(reader.group, {}), reader.field.name
            own[name] = added(own.get(name), said.value) if reader.is_added else said.value
            if said.wording:
                wordings.setdefault(reader.group, {})[name] = said.wording
        is_group = row.kind is RowKind.GROUP_TOTAL
        for group in [one for one in (self.groups or [NO_GROUP]) if one in fields] or (
            [NO_GROUP] if not self.groups else []
        ):
            self.table.sums.append(
                Sum(
                    row.number,
                    row.label,
                    is_group,
                    len(self.table.records),
                    fields.get(group, {}),
                    wordings.get(group, {}),
                    self.letters[group],
                    group,
                    rates=rates.get(group, {}),
                )
            )


def _says_anything(fields: dict[str, Value]) -> bool:
    """Whether a row states more than its number and a remark."""
    return any(
        value is not None and name not in ("seq", "remark") for name, value in fields.items()
    )
