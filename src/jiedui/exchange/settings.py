"""What the cells of every column do not say themselves: unit, scale of rates, year of dates.

Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.ratescale import rate_scale
from jiedui.exchange.said import DATED, Setting

if TYPE_CHECKING:
    from jiedui.exchange.columns import Column
    from jiedui.exchange.rows import Context
    from jiedui.exchange.tableread import TableRead

_LARGE_IN_WAN = 5
"""From this median on, numbers of a field that is usually in yuan are hardly in 万元."""


_SHORT = frozenset(("training", "visit"))
"""Kinds whose rows tell of acts that take days or weeks."""


def settings_of(table: TableRead, *, is_1904: bool) -> dict[int, Setting]:
    """Return the setting of every known column by its number."""
    context = table.context
    year = _year_of(context) or _year_shown(table)
    fallback = table.money_unit()
    has_units = table.binding.says("unit")
    found = {}
    for column in table.binding.columns:
        if column.field is None:
            continue
        unit = column.heading.unit
        percent, mixed = (
            rate_scale(table.sheet, table.table, column)
            if column.field.kind is FieldKind.RATE
            else (False, False)
        )
        if column.field.kind is FieldKind.MONEY and unit not in MONEY_UNITS:
            unit = _usual_unit(column, fallback)
        if column.field.kind is FieldKind.FIGURE and not unit and not has_units:
            unit = context.unit
        fen = MONEY_UNITS.get(unit, 100)
        found[column.col] = Setting(
            unit,
            fen,
            percent,
            mixed,
            year,
            context.cut_off,
            is_1904,
            keeps_pending=column.field.name == "remark",
            is_short=table.binding.kind.code in _SHORT,
        )
    return found


def _usual_unit(column: Column, fallback: str) -> str:
    """Return the unit of money of a column that states none: the sheet's, or its field's own."""
    field, middle = column.field, column.heading.looks.middle
    if field is None or not field.usual or middle is None or middle < _LARGE_IN_WAN:
        return fallback
    return field.usual


_SAMPLED = 200
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=[年.\-/])")


def _year_shown(table: TableRead) -> int | None:
    """Return the one year of all dates that name theirs, where some do not; None for several."""
    values = [
        value
        for column in table.binding.columns
        if column.field is not None and column.field.kind in DATED
        for row in table.table.body[:_SAMPLED]
        if (value := table.sheet.at(row, column.col)) is not None
    ]
    years = {one.year for one in values if isinstance(one, dt.date)}
    for text in (one for one in values if isinstance(one, str)):
        years |= set(map(int, _YEAR.findall(text)))
    return years.pop() if len(years) == 1 else None


def _year_of(context: Context) -> int | None:
    """Return the year of dates that name none: the title's, the period's, or the cut-off's."""
    if context.year:
        return int(context.year)
    if context.period is not None and context.period.starts.year == context.period.ends.year:
        return context.period.starts.year
    return context.cut_off.year if context.cut_off else None
