"""Posted rows of ledgers and plans as records of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.recorders.cells import Cells
from jiedui.programme.commands.filing import record_project_rows
from jiedui.programme.filed import FiledRow

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Take over the projects of a ledger or plan; return how many it touched."""
    rows = [filed(batch, one) for one in batch.rows if not one.row.get("not_itemised")]
    is_plan = batch.kind == "plan"
    return len(record_project_rows(rows, is_plan=is_plan, actor=actor, now=now).numbers)


def filed(batch: RecordedBatch, one: RecordedRow) -> FiledRow:
    """Return a posted row as the programme takes it."""
    row = Cells(batch, one)
    return FiledRow(
        one.row.fields,
        one.entries,
        row.county,
        row.source,
        one.row.wordings,
        one.row.cells,
    )
