"""Rows that say the same thing twice, and keys that stand for two different records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.grid import number_of
from jiedui.exchange.kinds.declaration import Unique
from jiedui.exchange.rowchecks import of_record
from jiedui.exchange.tableread import is_unread
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from jiedui.exchange.across import Group
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.rows import Value
    from jiedui.exchange.tableread import Record, TableRead

_ASIDE = frozenset(("seq", "remark", "county_codes"))


def check_duplicates(tables: list[TableRead], faults: Faults) -> None:
    """Tell rows that repeat an earlier row of the file, and keys used for two records."""
    told: set[tuple[str, int, Group]] = set()
    for code in dict.fromkeys(table.binding.kind.code for table in tables):
        same = [table for table in tables if table.binding.kind.code == code]
        for check in same[0].binding.kind.checks:
            if isinstance(check, Unique):
                _check(same, check, faults, told=told)


def _check(
    tables: list[TableRead], check: Unique, faults: Faults, *, told: set[tuple[str, int, Group]]
) -> None:
    seen: dict[tuple[Value, ...], list[Record]] = {}
    for table in tables:
        for record in table.records:
            key = tuple(_plain(record.fields.get(name)) for name in check.names)
            if any(part is None for part in key) or record.fields.get("not_itemised"):
                continue
            earlier = seen.setdefault(key, [])
            place = (table.sheet.name, record.row, record.group)
            if place not in told and _is_told(record, earlier, check, faults=faults):
                told.add(place)
            if len(earlier) < 20:
                earlier.append(record)


def _plain(value: Value) -> Value:
    return "".join(value.split()) if isinstance(value, str) else value


def _is_told(record: Record, earlier: list[Record], check: Unique, *, faults: Faults) -> bool:
    for other in earlier:
        if _is_same(record, other):
            record.is_duplicate = True
            _tell("DUPLICATE_ROW", record, other, cell=f"row:{record.row}", faults=faults)
            return True
    for other in earlier:
        if _is_another_view(record, other):
            _hold_against(record, other, faults)
            return True
    for other in earlier:
        if not _is_apart(record, other, check):
            _tell("DUPLICATE_KEY", record, other, cell=record.cell(check.names[-1]), faults=faults)
            return True
    return False


_UNREAD = Wording.NOT_KNOWN.value
_OBSERVED = "as_of"
"""The field of what is observed on a day: another table of the file may show it once more."""


def _is_another_view(record: Record, other: Record) -> bool:
    """Whether two tables show the same observation, each with columns that the other lacks."""
    if record.table is other.table or _OBSERVED not in record.fields:
        return False
    mine, theirs = (set(one.letters) - _ASIDE for one in (record, other))
    return mine != theirs


def _hold_against(record: Record, other: Record, faults: Faults) -> None:
    """Tell the numbers in which two views of one observation differ."""
    for name in record.letters:
        mine, theirs = of_record(record, name), of_record(other, name)
        if mine is not None and theirs is not None and not mine.overlaps(theirs):
            where = f"{other.table.sheet.name}, {other.cell(name)}"
            faults.add(
                "CROSS_SHEET_MISMATCH",
                record.table.sheet.name,
                record.cell(name),
                found=str(record.fields[name]),
                expected=f"{other.fields[name]}, as in {where}",
            )


def _is_same(record: Record, other: Record) -> bool:
    mine, theirs = record.fields, other.fields
    for name in (*mine, *(theirs.keys() - mine.keys())):
        is_plainly_same = mine.get(name) is not None and mine[name] == theirs.get(name)
        if is_plainly_same or name in _ASIDE:
            continue
        if _said(record, name) != _said(other, name):
            return False
    return not _differ_aside(record, other)


def _differ_aside(record: Record, other: Record) -> bool:
    """Whether two rows of a table differ in words of a column that no field of the kind takes."""
    if record.table is not other.table:
        return False
    sheet = record.table.sheet
    return any(
        isinstance(mine := sheet.at(record.row, col), str)
        and isinstance(theirs := sheet.at(other.row, col), str)
        and _plain(mine) != _plain(theirs)
        for col in record.table.unknown_columns()
    )


def _said(record: Record, name: str) -> Value:
    """Return a field as it is compared; a cell that could not be read stands for its own words."""
    value = record.fields.get(name)
    if value is not None and record.wordings.get(name) != _UNREAD:
        return _plain(value)
    if not is_unread(record, name) or name not in record.letters:
        return _plain(value)
    table = record.table
    return f"?{table.sheet.at(record.row, number_of(record.letters[name]))}"


def _is_apart(record: Record, other: Record, check: Unique) -> bool:
    """Whether two rows with the same key are two records by what else they say."""
    if check.span is not None and _spans_apart(record, other, check.span):
        return True
    if check.shared and record.fields.get(check.shared) != other.fields.get(check.shared):
        return False
    if any(_said(record, name) != _said(other, name) for name in check.unless):
        return True
    return not any(map(_is_own, check.names)) and _differ_aside(record, other)


def _is_own(name: str) -> bool:
    """Whether a field belongs to one record only, whatever else a row says: a number of its own."""
    return name.endswith("_no")


def _spans_apart(record: Record, other: Record, span: tuple[str, str]) -> bool:
    starts = [one.fields.get(span[0]) for one in (record, other)]
    ends = [one.fields.get(span[1]) for one in (record, other)]
    if not all(isinstance(start, str) for start in starts):
        return False
    first, second = sorted(zip(map(str, starts), ends, strict=True), key=lambda pair: pair[0])
    return isinstance(first[1], str) and first[1][: len(second[0])] <= second[0]


def _tell(code: str, record: Record, other: Record, *, cell: str, faults: Faults) -> None:
    sheet = record.table.sheet.name
    where = (
        f"row {other.row}"
        if other.table.sheet.name == sheet
        else f"{other.table.sheet.name}, row {other.row}"
    )
    what = "the same as" if code == "DUPLICATE_ROW" else "the same key as"
    faults.add(code, sheet, cell, found=f"{what} {where}", expected="every record once")
