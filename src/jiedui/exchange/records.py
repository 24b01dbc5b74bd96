"""From the rows of a table to records: every cell read into its field, merged cells carried down.

A record is still a draft here: its places are names as written, its kind's own rules (dates across,
remainders) are applied, and what it states can be checked. Knows no Django.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from jiedui.exchange.across import NO_GROUP, is_sum
from jiedui.exchange.bodyrows import RowKind
from jiedui.exchange.carrying import carried_down
from jiedui.exchange.cells import shown
from jiedui.exchange.columnreaders import NEW, ColumnReader, is_plain
from jiedui.exchange.giftparts import added, put_said
from jiedui.exchange.grid import letters_of
from jiedui.exchange.headingwords import word_of
from jiedui.exchange.kinds.declaration import ADDITIVE, FieldKind
from jiedui.exchange.pacing import EVERY, tick
from jiedui.exchange.rowkinds import without_sum_words
from jiedui.exchange.said import EMPTY, RANGE_ENDS, Said, set_end
from jiedui.exchange.settings import settings_of
from jiedui.exchange.tableread import Record, Sum
from jiedui.kernel.quantity import Wording
from jiedui.reader.dates import may_lack_year
from jiedui.reader.english import unit_words
from jiedui.reader.text import Blank, blank_of, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jiedui.exchange.across import Group
    from jiedui.exchange.bodyrows import BodyRow
    from jiedui.exchange.effort import Effort
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.rows import Value
    from jiedui.exchange.tableread import TableRead

NOT_ITEMISED = (
    "未逐项列明", "未分项列明", "未逐项", "未分项", "未列明项目", "其余未列明", "未逐一列明",
    "其他未列明", "其余项目",
)  # fmt: skip
"""Beginnings of a name that stands for everything a total holds besides the named items."""

NO_ITEM = "未逐项列明"
"""The name of a record of a table that names no items at all."""

_UNREAD = frozenset(("NUMBER_UNREADABLE", "FORMULA_ERROR", "DATE_INVALID", "DATE_AMBIGUOUS"))
_IN_SUMS = ADDITIVE | {FieldKind.RATE}


def read_records(table: TableRead, faults: Faults, effort: Effort, *, is_1904: bool) -> None:
    """Fill in the records and sums of a table from its rows.

    Raises:
        UnreadableError: They make more work than one file may.
    """
    settings = settings_of(table, is_1904=is_1904)
    readers = [
        ColumnReader(column, column.field, settings[column.col], effort=effort)
        for column in table.binding.columns
        if column.field is not None
    ]
    _RowLoop(table, readers, faults, effort=effort).run(table.rows)


class _RowLoop:
    """Reads the rows of one table in order, remembering sections and the row before."""

    def __init__(
        self, table: TableRead, readers: list[ColumnReader], faults: Faults, *, effort: Effort
    ) -> None:
        self.table = table
        self.readers = readers
        self.faults = faults
        self.effort = effort
        self.name = table.sheet.name
        self.width = max((reader.at for reader in readers), default=-1) + 1
        self.groups = list(dict.fromkeys(reader.group for reader in readers if reader.group))
        self.names: dict[Group, dict[str, Value]] = {}
        for reader in readers:
            self.names.setdefault(reader.group, {})[reader.name] = None
        self.template: dict[str, Value] = dict.fromkeys(reader.name for reader in readers)
        for reader in readers:
            if reader.field.end:
                self.template.setdefault(reader.field.end, None)
        self.letters = _letters_of(readers, self.groups)
        self.fill = carried_down(table.sheet, table.table, {reader.at for reader in readers})
        self.section = ""
        self.outer: tuple[str, ...] = ()
        self.year_at = next((one for one in readers if one.field.kind is FieldKind.YEAR), None)
        self.year: int | None = None
        self.plain = [(one, one.name, one.plain, one.worth) for one in readers]
        self.pick = _picking([one.at for one in readers])
        self.is_plain = (
            not self.groups
            and self.year_at is None
            and not any(one.is_added or one.is_figure for one in readers)
        )
        self.has_figures = any(one.is_figure for one in readers)
        self.unit = ""
        self.before: dict[int, Said] = {}
        self.before_fields: dict[str, Value] = {}

    def run(self, rows: list[BodyRow]) -> None:
        for at, row in enumerate(rows):
            if at % EVERY == EVERY - 1:
                tick("rows", at, len(rows))
            if row.kind is RowKind.RECORD:
                if self.is_plain and row.number not in self.fill:
                    self._plain_record(row.number)
                else:
                    self._record(row)
            elif row.kind in (RowKind.TOTAL, RowKind.GROUP_TOTAL):
                self._sum(row)
            elif row.kind is RowKind.SECTION:
                self._enter(row.label, row.level)
                self.table.breaks.append((len(self.table.records), row.level))
            if row.kind is RowKind.GROUP_TOTAL:
                self._enter(without_sum_words(row.label), row.level)

    def _enter(self, section: str, level: int) -> None:
        """Begin a section within those of lower levels."""
        self.outer = (*self.outer, self.section)[:level] if level else ()
        self.section = section

    # --- one row ---

    def _values(self, number: int) -> list[CellValue]:
        """Return a row's values up to the last column that holds a field at least."""
        values = self.table.sheet.rows[number]
        missing = self.width - len(values)
        return values + [None] * missing if missing > 0 else values

    def _cells(self, number: int) -> list[tuple[ColumnReader, CellValue, bool]]:
        """Return every column's value in a row, and whether a merged cell carries it."""
        values = self._values(number)
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

    def _plain_record(self, number: int) -> None:
        """Keep a row of a table without names across, in which no merged cell carries anything."""
        fields = self.template.copy()
        wordings: dict[str, str] = {}
        more: dict[int, Said] = {}
        values = self.pick(self._values(number))
        for (reader, name, plain, worth), value in zip(self.plain, values, strict=True):
            if value is None:
                continue
            if worth and type(value) is int:
                fields[name] = value * worth
                continue
            found = plain.get(value, NEW)
            if found is NEW or value.__class__ is bool:
                said = reader.said(value)
                if not is_plain(said):
                    said = more[reader.at] = self._settled(reader, value, said, number=number)
                    self._put_more(reader, said, fields, wordings=wordings)
                    continue
                found = said.value
            fields[name] = found
        self.before, self.before_fields = more, fields
        if wordings or _says_anything(fields):
            self._add_context(fields)
            record = Record(self.table, number, fields, wordings, self.letters[NO_GROUP])
            record.section, record.outer = self.section, self.outer
            self.table.records.append(record)

    def _put_more(
        self,
        reader: ColumnReader,
        said: Said,
        fields: dict[str, Value],
        *,
        wordings: dict[str, str],
    ) -> None:
        """Put what a cell says: its value, how exact it is, and the end of a range."""
        fields[reader.name] = said.value
        if wording := _wording(said):
            wordings[reader.name] = wording
        if said.end is not None:
            set_end(fields, reader.field, said, has_own_end=self._has_own_end(reader))

    def _settled(
        self,
        reader: ColumnReader,
        value: CellValue,
        said: Said,
        *,
        number: int,
        is_told: bool = True,
    ) -> Said:
        """Return what a cell of a row says, in the year of its row or of the row above for 同上."""
        if said.code and reader.is_dated:
            said = self._in_row_year(reader, value, said, number=number)
        if said.is_ditto:
            return self._above(reader)._replace(code="")
        if said.code and is_told:
            place = (number, reader.at + 1)
            self.faults.at(said.code, self.name, place, found=shown(value), expected=said.expected)
        return said

    def _has_own_end(self, reader: ColumnReader) -> bool:
        return RANGE_ENDS.get(reader.name) in self.letters.get(reader.group, {})

    def _above(self, reader: ColumnReader) -> Said:
        """Return what the same column says in the record before."""
        if reader.at in self.before or not self.before_fields:
            return self.before.get(reader.at, EMPTY)
        return Said(self.before_fields.get(reader.name))

    def _said(self, reader: ColumnReader, value: CellValue) -> Said:
        return reader.said(value, self.year, self.unit)

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
            said = self._said(reader, value)
            said = self._settled(reader, value, said, number=row.number, is_told=not is_carried)
            before[reader.at] = said
            name, group = reader.name, reader.group
            if is_carried:
                carried.add(name)
            target = fields[group] if group in fields else fields.setdefault(group, {})
            put_said(target, name, said, is_added=reader.is_added)
            if wording := _wording(said):
                wordings.setdefault(group, {})[name] = wording
            if said.end is not None and not reader.is_added:
                set_end(target, reader.field, said, has_own_end=self._has_own_end(reader))
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
        self, reader: ColumnReader, value: CellValue, said: Said, *, number: int
    ) -> Said:
        """Return a date that names no year in the one year of the row's other dates."""
        if self.year is not None or reader.setting.year is not None:
            return said
        if isinstance(value, str) and not may_lack_year(value):
            return said
        others = [
            self._said(one, other).value
            for one, other, _ in self._cells(number)
            if one is not reader and one.is_dated
        ]
        years = {int(one[:4]) for one in others if isinstance(one, str) and one[:4].isdecimal()}
        return reader.said(value, years.pop()) if len(years) == 1 else said

    def _row_unit(self, cells: list[tuple[ColumnReader, CellValue, bool]]) -> str:
        """Return the unit a row states: in its own column, else in brackets behind its name."""
        texts = {
            one.field.name: value
            for one, value, _ in cells
            if isinstance(value, str) and one.field.kind is FieldKind.TEXT
        }
        stated = texts.get("unit", "")
        if blank_of(stated) is Blank.DITTO:
            return self.unit
        said = normal(unit_words(stated.strip("() ")) or stated).strip("()")
        return said or word_of(texts.get("indicator", "")).unit

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
            record.section, record.outer = self.section, self.outer
            self.table.records.append(record)
            return
        self.effort.take_records(len(fields) - 1)
        for group in self.groups:
            own = fields.get(group, {})
            if any(value is not None for value in own.values()):
                joined = {**base, **self.names[group], **own}
                joined |= self.table.said_by(group)
                said = {**wordings[NO_GROUP], **wordings.get(group, {})}
                letters = self.letters[group]
                record = Record(self.table, number, joined, said, letters, carried, group)
                record.section, record.outer = self.section, self.outer
                (self.table.added_up if is_sum(group) else self.table.records).append(record)

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
        unit = word_of(row.label).unit or self.unit
        for reader, value, is_carried in self._cells(row.number):
            if reader.field.kind not in _IN_SUMS or is_carried:
                continue
            said = reader.said(value, self.year, unit)
            if reader.field.kind is FieldKind.RATE:
                rates.setdefault(reader.group, {})[reader.name] = said.value
                continue
            if said.value is None:
                continue
            own, name = fields.setdefault(reader.group, {}), reader.name
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
                    level=row.level,
                )
            )


def _picking(places: Sequence[int]) -> Callable[[list[CellValue]], Sequence[CellValue]]:
    """Return what picks the values at some places of a row, in their order."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: [values[at] for at in places]


def _letters_of(
    readers: Iterable[ColumnReader], groups: Sequence[Group]
) -> dict[Group, dict[str, str]]:
    """Return the letters of every field's column, the leftmost, by what stands across."""
    own: dict[Group, dict[str, str]] = {NO_GROUP: {}}
    for reader in sorted(readers, key=lambda one: -one.at):
        own.setdefault(reader.group, {})[reader.name] = letters_of(reader.at + 1)
    return {group: {**own[NO_GROUP], **own[group]} for group in groups or (NO_GROUP,)}


def _wording(said: Said) -> str:
    """Return how exact a field is by what its cell says, "" where it is exact."""
    return Wording.NOT_KNOWN.value if said.code in _UNREAD else said.wording


def _says_anything(fields: dict[str, Value]) -> bool:
    """Whether a row states more than its number and a remark."""
    for name, value in fields.items():
        if value is not None and name not in ("seq", "remark"):
            return True
    return False
