"""Tables whose rows are what is counted: 户数, 人数 down, counties or years across.

Such a table is read once for each measure, and the records of one block are joined again: one
record for each name across. Knows no Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.across import NUMBERS, SUM_WORDS
from jiedui.exchange.columns import BARE, SURE
from jiedui.exchange.headings import fits
from jiedui.exchange.headingwords import UNITS, word_of
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.exchange.columns import Binding, Column
    from jiedui.exchange.grid import CellValue, Sheet
    from jiedui.exchange.kinds.declaration import Field, Kind
    from jiedui.exchange.tableread import Record, TableRead
    from jiedui.exchange.tables import Table

_FEWEST = 2
_UNIT_FIELDS = ("unit", "qty_unit")


class Part(NamedTuple):
    """The rows of a table that count one thing, read as a table of their own.

    Attributes:
        table: The table with these rows alone.
        binding: Its columns, those under bare names bound to what is counted.
        blocks: Row number to the number of the block it stands in; blocks repeat the measures.
        wholes: Rows that add up the measures of their block: 合计 below the sources of money.
    """

    table: Table
    binding: Binding
    blocks: dict[int, int]
    wholes: frozenset[int] = frozenset()


def parts_by_measure(sheet: Sheet, table: Table, binding: Binding) -> list[Part]:
    """Return a table's parts by what their rows count; the whole as one where rows count nothing.

    Args:
        sheet: The table's sheet.
        table: The table.
        binding: How it is read; only columns under names alone can be measured by rows.
    """
    whole = [Part(table, binding, {})]
    if not any(one.score == BARE for one in binding.columns):
        return whole
    for column in binding.columns:
        measures = {} if column.group else _measures(sheet, table, binding.kind, column=column)
        if measures:
            told = _unit_column(sheet, binding, measures)
            measures = _with_units(sheet, measures, told)
            wholes = frozenset(row for row in measures if _is_sum(sheet.at(row, column.col)))
            return [
                part._replace(wholes=wholes)
                for part in _parts(table, binding, (column, told), measures=measures)
            ]
    return whole


def _is_sum(value: CellValue) -> bool:
    return isinstance(value, str) and SUM_WORDS.fullmatch(normal(value)) is not None


def _measures(
    sheet: Sheet, table: Table, kind: Kind, *, column: Column
) -> dict[int, tuple[Field, str]]:
    """Return row number to field and unit where nearly all cells of a column name numbers."""
    texts = {row: sheet.at(row, column.col) for row in table.body if _is_filled(sheet, row, column)}
    texts = {row: value for row, value in texts.items() if value is not None}
    words = {row: one for row, one in texts.items() if isinstance(one, str) and len(one) < 24}
    found = {row: said for row, one in words.items() if (said := _measure(kind, normal(one)))}
    few = len({field.name for field, _ in found.values()}) < _FEWEST
    return {} if few or 5 * len(found) < 4 * len(texts) else found


def _is_filled(sheet: Sheet, row: int, column: Column) -> bool:
    """Whether a row holds more than a column's cell: a note below the table counts nothing."""
    cells = enumerate(sheet.rows.get(row, ()), start=1)
    return any(value is not None for col, value in cells if col != column.col)


def _measure(kind: Kind, words: str) -> tuple[Field, str] | None:
    best = next(iter(fits(kind.code, (words,))), None)
    if best is None or best[0] < SURE - 2 or best[1].kind not in NUMBERS:
        return None
    return best[1], word_of(words).unit


def _unit_column(
    sheet: Sheet, binding: Binding, measures: dict[int, tuple[Field, str]]
) -> Column | None:
    """Return the column that only says in what each row counts: 户, 人, %."""
    for column in binding.columns:
        is_own = column.field is not None and column.field.name in _UNIT_FIELDS
        said = {normal(str(value)) for row in measures if (value := sheet.at(row, column.col))}
        if not is_own and said and said <= set(UNITS):
            return column
    return None


def _with_units(
    sheet: Sheet, measures: dict[int, tuple[Field, str]], told: Column | None
) -> dict[int, tuple[Field, str]]:
    if told is None:
        return measures
    return {
        row: (field, unit or normal(str(sheet.at(row, told.col) or "")))
        for row, (field, unit) in measures.items()
    }


def _parts(
    table: Table,
    binding: Binding,
    labels: tuple[Column | None, ...],
    *,
    measures: dict[int, tuple[Field, str]],
) -> list[Part]:
    """Return the parts; `labels` are the columns that say what is counted and in what unit."""
    blocks = _blocks(table.body, measures)
    parts: list[Part] = []
    for field in dict.fromkeys(field for field, _ in measures.values()):
        rows = [row for row, (one, _) in measures.items() if one is field]
        unit = next((unit for row in rows if (unit := measures[row][1])), "")
        others = [row for row in table.body if row not in measures] if not parts else []
        columns = tuple(_measured(one, labels, field, unit=unit) for one in binding.columns)
        body = tuple(sorted(rows + others))
        parts.append(Part(replace(table, body=body), replace(binding, columns=columns), blocks))
    return parts


def _measured(one: Column, labels: tuple[Column | None, ...], field: Field, *, unit: str) -> Column:
    if one in labels:
        return replace(one, field=None, heading=replace(one.heading, levels=()))
    if one.score != BARE:
        return one
    return replace(one, field=field, heading=replace(one.heading, unit=unit or one.heading.unit))


def _blocks(body: Iterable[int], measures: dict[int, tuple[Field, str]]) -> dict[int, int]:
    """Return row number to block; a measure that comes again begins the next block."""
    blocks: dict[int, int] = {}
    seen: set[str] = set()
    block = 0
    for row in body:
        name = measures[row][0].name if row in measures else ""
        if name in seen:
            block, seen = block + 1, set()
        seen |= {name} - {""}
        blocks[row] = block
    return blocks


def join_parts(tables: list[TableRead]) -> list[TableRead]:
    """Return tables with the parts of one joined into the first of them."""
    joined: list[TableRead] = []
    for table in tables:
        first = next((one for one in joined if _is_same(one, table)), None)
        if first is None:
            joined.append(table)
            continue
        _join(first, first.records, table.records)
        _join(first, first.added_up, table.added_up)
        further = [one for one in table.binding.columns if one.score == BARE]
        columns = (*first.binding.further, *further)
        first.binding = replace(first.binding, further=columns)
        first.sums += table.sums
    return joined


def _is_same(one: TableRead, other: TableRead) -> bool:
    return bool(one.blocks) and one.blocks is other.blocks


def _join(table: TableRead, records: list[Record], more: list[Record]) -> None:
    known = {(table.blocks[one.row], one.group): one for one in records}
    heads: dict[int, int] = {}
    for one in (*table.records, *table.added_up):
        block = table.blocks[one.row]
        heads[block] = min(one.row, heads.get(block, one.row))
    for record in more:
        first = known.get((table.blocks[record.row], record.group))
        if first is None:
            record.table = table
            record.rows = {**dict.fromkeys(record.letters, record.row), **record.rows}
            record.row = heads.get(table.blocks[record.row], record.row)
            records.append(record)
            continue
        for name in record.letters.keys() - first.letters.keys():
            first.fields[name] = record.fields.get(name)
            first.rows[name] = record.row
            if name in record.wordings:
                first.wordings[name] = record.wordings[name]
        first.letters = {**record.letters, **first.letters}
    records.sort(key=lambda one: one.row)
