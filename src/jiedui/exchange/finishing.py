"""What a record takes from its sheet and kind once its cells are read: period, year, status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.exchange.cellnumbers import fen_of
from jiedui.exchange.cells import as_of_day
from jiedui.exchange.context import lines_of, period_text
from jiedui.exchange.headingwords import MONEY_UNITS, group_date, word_of
from jiedui.kernel.codes import CATEGORIES, code_of
from jiedui.kernel.quantity import Wording
from jiedui.reader.amounts import amount_of
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.exchange.faults import Faults
    from jiedui.exchange.tableread import Record, TableRead

_WITH_PERIOD = frozenset(
    ("project_fund", "training", "donation", "monthly_return", "labour", "consumption", "visit")
)
_AREAS = frozenset(("平方米", "m2", "㎡", "平米", "平方"))
_SEVERAL = re.compile(r"(?:多|数|若干|好几|几)[^\d\W]{0,3}")
_COUNT_UNIT = {"万": 10_000, "亿": 100_000_000}


def finish_records(table: TableRead, faults: Faults) -> None:
    """Add to every record what its sheet says for all, and settle its kind's own fields."""
    kind = table.binding.kind.code
    period = period_text(table.context, table.context.title) if kind in _WITH_PERIOD else None
    as_of = None if table.binding.says("as_of") else _as_of(table)
    is_visit = kind == "visit" and not table.binding.says("direction")
    lines = (*reversed(lines_of(table.sheet, table.table.above)), table.sheet.name)
    for record in table.records:
        fields = record.fields
        if as_of is not None:
            fields["as_of"] = as_of
        if period is not None and fields.get("period") is None and "period" not in record.letters:
            fields["period"] = period
        if table.context.year is not None and fields.get("year") is None:
            fields["year"] = table.context.year
        if record.section:
            _take_section(record)
        if is_visit and fields.get("direction") is None:
            fields["direction"] = _direction_of((record.section, *lines))
        _settle(record, faults)


def _as_of(table: TableRead) -> str | None:
    """Return the day of observation that the words above a table say for all its rows."""
    if table.binding.kind.field("as_of") is None:
        return None
    context = table.context
    if context.cut_off is not None:
        return context.cut_off.isoformat()
    if context.period is not None:
        return context.period.ends.isoformat()
    said = group_date(table.sheet.name) or context.year
    return as_of_day(said, None) if said else None


_ACT = r"[\u4e00-\u9fff]{0,4}(?:赴|到|至|往|来|派|→|-+>?)[\u4e00-\u9fff]{0,3}"
_EASTWARD = re.compile(rf"西{_ACT}东|(?:赴|到|来)东部|来访")
_WESTWARD = re.compile(rf"东{_ACT}西|(?:赴|到|来)西部|出访")


def _direction_of(lines: Iterable[str]) -> str | None:
    """Return the direction that the nearest line above says (一、东部赴西部), None for none."""
    for line in lines:
        plain = normal(line)
        is_east, is_west = _EASTWARD.search(plain), _WESTWARD.search(plain)
        if is_east or is_west:
            return None if is_east and is_west else "W2E" if is_east else "E2W"
    return None


def _take_section(record: Record) -> None:
    """Give a record what the section row above it says: its category, or its kind's own field."""
    kind, fields = record.table.binding.kind, record.fields
    if kind.section and fields.get(kind.section) is None:
        fields[kind.section] = word_of(record.section).text
    if kind.field("category") and fields.get("category") is None:
        fields["category"] = _category_of(record.section)


def _settle(record: Record, faults: Faults) -> None:
    kind = record.table.binding.kind.code
    if kind == "plan":
        _settle_status(record)
    if kind == "statement":
        _settle_statement(record, faults)
    if "quantity" in record.letters:
        _settle_quantity(record)


def _settle_quantity(record: Record) -> None:
    """Take the unit of a quantity from its own cell or heading where no column states it."""
    if record.fields.get("quantity") is None or record.fields.get("qty_unit") is not None:
        return
    column = record.table.binding.column("quantity")
    value = record.table.sheet.at(record.row, column.col) if column else None
    amount = amount_of(value) if isinstance(value, str) else None
    unit = amount.unit if amount else ""
    heading = column.heading.levels[-1] if column and column.heading.levels else ""
    in_brackets = re.search(r"[((]([^()()]{1,4})[))]$", heading)
    record.fields["qty_unit"] = unit or (in_brackets[1] if in_brackets else None)


_CARRIED = ("结转", "续建", "跨年")


def _settle_status(record: Record) -> None:
    """Tell a planned project from one carried over from the year before."""
    if record.fields.get("status") in ("planned", "carried_over"):
        return
    remark = str(record.fields.get("remark") or "")
    is_carried = remark.startswith(_CARRIED) or any(word in record.section for word in _CARRIED)
    record.fields["status"] = "carried_over" if is_carried else "planned"


def _category_of(section: str) -> str | None:
    """Return the category a section heading names (一、产业发展类), None for none."""
    words = word_of(section).text
    for ending in ("", "类项目", "类", "项目", "方面"):
        if words.endswith(ending) and code_of(CATEGORIES, words.removesuffix(ending)):
            return words.removesuffix(ending)
    return None


def _settle_statement(record: Record, faults: Faults) -> None:
    """Turn a stated figure's words into a number of its unit's smallest part."""
    text = record.fields.get("value")
    unit = normal(str(record.fields.get("unit") or ""))
    if not isinstance(text, str):
        return
    amount = amount_of(text)
    if amount is None and _SEVERAL.fullmatch(normal(text)):
        record.fields["value"], record.wordings["value"] = 1, Wording.AT_LEAST.value
        record.fields["status"] = record.fields.get("status") or "actual"
        return
    if amount is None:
        record.fields["value"] = None
        record.wordings["value"] = Wording.NOT_STATED.value
        faults.add(
            "NUMBER_UNREADABLE",
            record.table.sheet.name,
            record.cell("value"),
            found=text,
            expected="a number",
        )
        return
    said = amount.unit or unit
    scale = 1 if amount.scale or amount.unit else _scale(unit)
    if (
        amount.is_money
        or (amount.scale + "元" in MONEY_UNITS and unit in MONEY_UNITS)
        or (not amount.unit and unit in MONEY_UNITS)
    ):
        smallest = 100 if amount.scale or amount.unit else MONEY_UNITS[unit]
        said = amount.said_unit if amount.is_money else unit
    else:
        smallest = 10_000 * scale if normal(said) in _AREAS else scale
    record.fields["value"] = fen_of(amount.value, smallest)
    if amount.high is not None:
        record.fields["value_high"] = fen_of(amount.high, smallest)
    if amount.wording is not Wording.EXACT:
        record.wordings["value"] = amount.wording.value
    record.fields["unit"] = said or None
    if record.fields.get("status") is None:
        record.fields["status"] = "actual"


def _scale(unit: str) -> int:
    return _COUNT_UNIT.get(unit[:1], 1) if len(unit) > 1 and unit not in MONEY_UNITS else 1
