"""Posted rows of pairings and visits as records of `cooperation`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.cooperation.commands.filing import record_pairings, record_visits
from jiedui.cooperation.filed import FiledRow
from jiedui.kernel import place

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow


def pairings(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the pairings of a batch; return how many."""
    rows = _filed(batch)
    return record_pairings(rows, actor=actor, now=now, batch=batch.batch).number


def visits(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the visits of a batch; return how many."""
    return record_visits(_filed(batch), actor=actor, now=now, batch=batch.batch).number


def _filed(batch: RecordedBatch) -> list[FiledRow]:
    return [_row(batch, one) for one in batch.rows]


def _row(batch: RecordedBatch, one: RecordedRow) -> FiledRow:
    code = str(one.row.get("county_code") or one.context.county_code or "")
    return FiledRow(
        one.row.fields,
        one.row.wordings,
        one.entries,
        one.replaced,
        f"{batch.file}\t{one.row.sheet}\t{one.row.row}",
        one.context.donor or "",
        place.present_code(code) if code else "",
    )
