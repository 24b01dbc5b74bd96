"""Rows that say what another row holds (其中): never more than the row they are part of.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.numberwords import number_words
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from jiedui.exchange.across import Group
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.kinds.declaration import OfWhich
    from jiedui.exchange.tableread import Record, TableRead

_MARKS = ("其中", "#其中")


def check_of_which(table: TableRead, check: OfWhich, faults: Faults) -> None:
    """Tell every 其中 row that states more than the last row above it that is none.

    Where names stand across, a column is held against its own column of that row.
    """
    row, wholes = 0, dict["Group", "Record"]()
    for record in table.records:
        name = record.fields.get(check.name)
        if not (isinstance(name, str) and normal(name).startswith(_MARKS)):
            row, wholes = record.row, wholes if record.row == row else {}
            wholes[record.group] = record
            continue
        whole = wholes.get(record.group)
        if whole is not None and whole.fields.get(check.same) == record.fields.get(check.same):
            _compare(record, whole, check, faults=faults)


def _compare(record: Record, whole: Record, check: OfWhich, *, faults: Faults) -> None:
    for name in check.values:
        part, limit = record.fields.get(name), whole.fields.get(name)
        if not isinstance(part, int | float) or not isinstance(limit, int | float):
            continue
        if part > limit >= 0 and not {name} & (record.wordings.keys() | whole.wordings.keys()):
            faults.add(
                "PART_OVER_WHOLE",
                record.table.sheet.name,
                record.cell(name),
                found=number_words(record.table, name, int(part)),
                expected=f"at most {number_words(record.table, name, int(limit))}, row {whole.row}",
            )
