"""Summary sheets: rows that repeat, per county, what other sheets of the file list in detail.

Such a row is a sum, not a record: it is compared with its detail and never counted beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.columns import ROW_COUNT
from jiedui.exchange.kinds.declaration import ADDITIVE
from jiedui.exchange.rowchecks import number_words, of_record
from jiedui.exchange.runningsums import exact_sum
from jiedui.exchange.tableread import Sum
from jiedui.kernel.quantity import total

if TYPE_CHECKING:
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.rows import Value
    from jiedui.exchange.tableread import Record, TableRead

_DETAIL = "detail"


def check_summaries(tables: list[TableRead], faults: Faults) -> None:
    """Turn summary rows into sums, and tell where they differ from the sheets they sum up."""
    for table in tables:
        if not (table.is_summary or _lacks_names(table)):
            continue
        details = _details(table, tables)
        kept = []
        for record in table.records:
            below = details.get(str(record.fields.get("county_code")), [])
            if below:
                _compare(record, below, faults)
            if below or table.is_summary:
                table.sums.append(_as_sum(record, below))
            else:
                kept.append(record)
        table.records[:] = kept


def _lacks_names(table: TableRead) -> bool:
    """Whether a table of a kind whose rows have names has none, nor a period of its own."""
    named = table.binding.kind.named
    return bool(named) and not (table.binding.column(named) or table.binding.column("period"))


def _details(table: TableRead, tables: list[TableRead]) -> dict[str, list[Record]]:
    """Return county code to the itemised records of other tables of the same kind."""
    found: dict[str, list[Record]] = {}
    for other in tables:
        kind = other.binding.kind
        if other is table or kind is not table.binding.kind or other.is_summary:
            continue
        if kind.named and other.binding.column(kind.named) is None:
            continue
        for record in other.records:
            code = record.fields.get("county_code")
            if isinstance(code, str):
                found.setdefault(code, []).append(record)
    return found


def _as_sum(record: Record, below: list[Record]) -> Sum:
    fields: dict[str, Value] = {
        name: value
        for name, value in record.fields.items()
        if _is_additive(record, name) and value is not None
    }
    wordings = {name: wording for name, wording in record.wordings.items() if name in fields}
    label = str(record.fields.get("county") or _DETAIL)
    covers = tuple(one.row for one in below)
    return Sum(record.row, label, True, 0, fields, wordings, record.letters, record.group, covers)  # noqa: FBT003


def _speak_for_several(below: list[Record]) -> bool:
    """Whether a row of the detail stands for more than one record, so that rows do not count."""
    return any(one.fields.get("not_itemised") or one.is_duplicate for one in below)


def _is_additive(record: Record, name: str) -> bool:
    field = record.table.binding.kind.field(name)
    return field is not None and field.kind in ADDITIVE


def _compare(record: Record, below: list[Record], faults: Faults) -> None:
    counted = record.fields.get(ROW_COUNT.name)
    if isinstance(counted, int) and counted != len(below) and not _speak_for_several(below):
        faults.add(
            "CROSS_SHEET_MISMATCH",
            record.table.sheet.name,
            record.cell(ROW_COUNT.name),
            found=str(counted),
            expected=f"{len(below)}, the rows of the detail",
        )
    for name in record.letters:
        printed = of_record(record, name) if _is_additive(record, name) else None
        if printed is None or (printed.is_exact and exact_sum(below, name) == printed.low):
            continue
        parts = [one for other in below if (one := of_record(other, name)) is not None]
        if not parts:
            continue
        added = total(parts)
        if not printed.overlaps(added) and printed.stated is not None and added.stated is not None:
            faults.add(
                "CROSS_SHEET_MISMATCH",
                record.table.sheet.name,
                record.cell(name),
                found=number_words(record.table, name, printed.stated),
                expected=f"{number_words(record.table, name, added.stated)}, the sum of the detail",
            )
