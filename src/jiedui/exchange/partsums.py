"""Amounts against columns that state their parts and hold no field of their own: 现金, 物资折价.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.cells import read_cell
from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.numberwords import number_words
from jiedui.exchange.rowchecks import interval_of
from jiedui.exchange.said import Setting
from jiedui.kernel.quantity import Wording, total

if TYPE_CHECKING:
    from jiedui.exchange.columns import Column
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.tableread import Record, TableRead
    from jiedui.kernel.quantity import Interval


def check_parts(table: TableRead, faults: Faults) -> dict[tuple[int, str], int]:
    """Tell amounts that are not the sum of the columns stating their parts, if most are.

    Args:
        table: The table.
        faults: Where to tell.

    Returns:
        (row, field) to the sum of the parts in fen, where a printed amount contradicts them.
    """
    parts = [one for one in table.binding.columns if one.part_of]
    if not parts:
        return {}
    name, good = parts[0].part_of, 0
    bad: list[tuple[Record, int]] = []
    for record in table.records:
        whole = interval_of(record.fields, record.wordings, name)
        stated = [one for part in parts if (one := _stated(table, record, part)) is not None]
        if whole is None or not stated:
            continue
        added = total(stated)
        if whole.overlaps(added):
            good += 1
        elif added.stated is not None:
            bad.append((record, added.stated))
    if len(bad) > max(good, 1):
        return {}
    for record, right in bad:
        value = record.fields[name]
        faults.add(
            "ROW_SUM_MISMATCH",
            table.sheet.name,
            record.cell(name),
            found=number_words(table, name, value) if isinstance(value, int) else "",
            expected=f"{number_words(table, name, right)}, the sum of its parts",
        )
    return {(record.row, name): right for record, right in bad}


def _stated(table: TableRead, record: Record, part: Column) -> Interval | None:
    """Return what a column states of a record's amount, None where it states no number."""
    value = table.sheet.at(record.row, part.col)
    if value is None:
        return None
    unit = part.heading.unit if part.heading.unit in MONEY_UNITS else table.money_unit()
    setting = Setting(unit, MONEY_UNITS.get(unit, 100))
    said = read_cell(FieldKind.MONEY, value, setting)
    wordings = {"": said.wording} if said.wording else {}
    if said.wording == Wording.BETWEEN.value:
        return interval_of({"": said.value, "_high": said.end}, wordings, "")
    return interval_of({"": said.value}, wordings, "")
