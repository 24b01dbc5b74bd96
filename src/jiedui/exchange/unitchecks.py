"""Amounts that look typed in another unit than their column's: 3500000 among hundreds of 万元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.cells import shown
from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.exchange.kinds.declaration import FieldKind, RateOf
from jiedui.exchange.rates import is_rate
from jiedui.exchange.rowchecks import number_words

if TYPE_CHECKING:
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.tableread import Record, TableRead
    from jiedui.exchange.totalchecks import Corrections

STEP = 10_000
"""What one unit is worth in the other: 元 and 万元."""

_FEWEST = 3
_FAR = 400
_LARGE_IN_WAN = 20_000
_LIKELY_IN_WAN = 1_000
"""From here on an amount far above all others is suspect where in 元 it is between them."""

_SMALL_IN_YUAN = 1_000
_TINY_IN_YUAN = 100 * MONEY_UNITS["元"]
_LARGE_IN_YUAN = 5_000 * MONEY_UNITS["元"]


def check_units(table: TableRead, faults: Faults) -> Corrections:
    """Tell amounts far from all others of their column that would fit in the other unit.

    Returns:
        (row, field) to the value in the other unit.
    """
    found: Corrections = {}
    money = []
    for column in table.binding.columns:
        if column.field is None or column.field.kind is not FieldKind.MONEY:
            continue
        unit = column.heading.unit if column.heading.unit in MONEY_UNITS else table.money_unit()
        is_stated = bool(unit)
        unit = unit or "元"
        if unit not in ("元", "万元"):
            continue
        name = column.field.name
        money.append((name, unit))
        bare = [
            (record, value)
            for record in table.records
            if isinstance(value := record.fields.get(name), int) and value > 0
        ]
        suspects = _suspects(bare, unit) if is_stated else _tiny(table, bare, column.col)
        for record, value, meant in suspects:
            if not _is_bare(table, record, column.col):
                continue
            found[record.row, name] = meant
            other = "元" if unit == "万元" else "万元"
            faults.add(
                "UNIT_SUSPECT",
                table.sheet.name,
                record.cell(name),
                found=number_words(table, name, value),
                expected=f"an amount like the others of the column; perhaps typed in {other}",
            )
    found |= _by_rate(table, found, faults)
    return found | _in_the_same_rows(table, money, found)


def _by_rate(table: TableRead, known: Corrections, faults: Faults) -> Corrections:
    """Tell amounts that a rate printed in their row shows to be in the other unit."""
    found: Corrections = {}
    for check in (one for one in table.binding.kind.checks if isinstance(one, RateOf)):
        column = table.binding.column(check.part)
        for record in table.records if column else ():
            meant = _meant_by_rate(record, check)
            if meant is None or (record.row, check.part) in known:
                continue
            if column is not None and _is_bare(table, record, column.col):
                found[record.row, check.part] = meant
                faults.add(
                    "UNIT_SUSPECT",
                    table.sheet.name,
                    record.cell(check.part),
                    found=shown(table.sheet.at(record.row, column.col)),
                    expected="the amount that the rate beside it gives; perhaps typed in 元",
                )
    return found


def _meant_by_rate(record: Record, check: RateOf) -> int | None:
    """Return the amount that fits a row's rate where its own is that many 元 for 万元."""
    rate, part = record.fields.get(check.rate), record.fields.get(check.part)
    if not isinstance(rate, float) or not isinstance(part, int) or part < STEP or part % STEP:
        return None
    wholes = [record.fields.get(name) for name in check.wholes]
    known = [one for one in wholes if isinstance(one, int) and one > 0]
    if not known or any(is_rate(rate, part, one) for one in known):
        return None
    meant = part // STEP
    return meant if _is_money(record, check.part) and is_rate(rate, meant, known[0]) else None


def _is_money(record: Record, name: str) -> bool:
    field = record.table.binding.kind.field(name)
    is_figure = field is not None and field.kind is FieldKind.FIGURE
    return name.endswith("_fen") or (is_figure and record.fields.get("unit") in MONEY_UNITS)


def _in_the_same_rows(
    table: TableRead, money: list[tuple[str, str]], found: Corrections
) -> Corrections:
    """Return what the other amounts of suspect rows mean if the whole row is in 元."""
    rows = {row for row, _ in found}
    return {
        (record.row, name): value // STEP
        for record in table.records
        if record.row in rows
        for name, unit in money
        if isinstance(value := record.fields.get(name), int)
        and unit == "万元"
        and value >= _LARGE_IN_WAN * MONEY_UNITS[unit]
    }


def _is_bare(table: TableRead, record: Record, col: int) -> bool:
    """Whether the cell holds nothing but a number: an amount with its own unit is never suspect."""
    value = table.sheet.at(record.row, col)
    return (
        not isinstance(value, str) or value.strip().replace(",", "").replace(".", "", 1).isdigit()
    )


def _tiny(
    table: TableRead, bare: list[tuple[Record, int]], col: int
) -> list[tuple[Record, int, int]]:
    """Return amounts of a few yuan beside far larger ones, where no unit is stated anywhere."""
    plain = [value for record, value in bare if _is_bare(table, record, col)]
    largest = max(plain, default=0)
    return [
        (record, value, value * STEP)
        for record, value in bare
        if value < _TINY_IN_YUAN
        and largest >= max(_FAR * value, _LARGE_IN_YUAN)
        and value * STEP <= 20 * largest
    ]


def _may_be_far(amounts: list[int], unit: str) -> bool:
    """Whether any of some amounts is so large for its unit, or so small, that it may be another."""
    if unit == "万元":
        return max(amounts) >= _LIKELY_IN_WAN * MONEY_UNITS[unit]
    return min(amounts) <= _SMALL_IN_YUAN * MONEY_UNITS[unit]


def _suspects(bare: list[tuple[Record, int]], unit: str) -> list[tuple[Record, int, int]]:
    """Return the records whose amount is far off, with the amount that would fit."""
    amounts = [value for _, value in bare]
    if len(bare) < _FEWEST or not _may_be_far(amounts, unit):
        return []
    amounts.sort()
    middle = amounts[len(amounts) // 2 if unit == "元" else (len(amounts) - 1) // 2]
    edge = (len(amounts) + 7) // 8
    small, large = amounts[edge], amounts[-1 - edge]
    found = []
    for record, value in bare:
        if unit == "万元":
            meant = value // STEP
            least = _LIKELY_IN_WAN if amounts[0] <= meant <= large else _LARGE_IN_WAN
            is_far = (
                value > _FAR * middle and value >= least * MONEY_UNITS[unit] and value > 20 * large
            )
        else:
            meant = value * STEP
            is_far = (
                value * _FAR < middle
                and value <= _SMALL_IN_YUAN * MONEY_UNITS[unit]
                and value * 20 < small
            )
        if is_far and small <= meant * 20 and meant <= large * 20:
            found.append((record, value, meant))
    return found
