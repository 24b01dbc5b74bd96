"""What a record takes from its sheet and its kind after its cells were read: period, year, status, values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.exchange.cells import fen_of
from jiedui.exchange.context import period_text
from jiedui.exchange.headings import MONEY_UNITS
from jiedui.kernel.quantity import Wording
from jiedui.reader.amounts import amount_of
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.records import Record, TableRead

_WITH_PERIOD = frozenset(("project_fund", "training", "donation"))
_AREAS = frozenset(("平方米", "m2", "㎡", "平米", "平方"))
_SEVERAL = re.compile(r"(?:多|数|若干|好几|几)[^\d\W]{0,3}")
_COUNT_UNIT = {"万": 10_000, "亿": 100_000_000}


def finish_records(table: TableRead, faults: Faults) -> None:
    """Add to every record of a table what its sheet says for all of them, and settle its kind's own fields."""
    kind = table.binding.kind.code
    period = period_text(table.context, table.context.title) if kind in _WITH_PERIOD else None
    for record in table.records:
        fields = record.fields
        if period is not None and "period" not in fields:
            fields["period"] = period
        if table.context.year is not None and fields.get("year") is None:
            fields["year"] = table.context.year
        if kind == "plan" and fields.get("status") is None:
            fields["status"] = "planned"
        if kind == "statement":
            _settle_statement(record, faults)


def _settle_statement(record: Record, faults: Faults) -> None:
    """Turn the words of a stated figure into a number of its unit's smallest part, with its wording."""
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
            "NUMBER_UNREADABLE", record.table.sheet.name, record.cell("value"), found=text, expected="a number"
        )
        return
    said = amount.unit or unit
    scale = 1 if amount.scale or amount.unit else _scale(unit)
    if amount.is_money or amount.scale + "元" in MONEY_UNITS and unit in MONEY_UNITS or (not amount.unit and unit in MONEY_UNITS):
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
