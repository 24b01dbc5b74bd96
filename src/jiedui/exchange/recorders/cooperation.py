"""Posted rows of pairings, visits and people as records of `cooperation`.

Of rosters the kept file is read again, because a batch keeps personal numbers starred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.cooperation.commands.filing import record_pairings, record_visits
from jiedui.cooperation.commands.filing_agreements import record_agreements
from jiedui.cooperation.commands.filing_commerce import (
    record_enterprises,
    record_rosters,
    record_workshops,
)
from jiedui.cooperation.commands.filing_people import (
    SEALED_FIELDS,
    record_placements,
    record_secondments,
    record_trainings,
)
from jiedui.cooperation.commands.filing_sales import record_sales
from jiedui.cooperation.filed import FiledRow
from jiedui.exchange.models import Batch
from jiedui.exchange.recorders.cells import Cells

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from jiedui.access.scope import Actor
    from jiedui.cooperation.commands.keeping import Done
    from jiedui.cooperation.filed import Value
    from jiedui.exchange.recording import RecordedBatch, RecordedRow


def pairings(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the pairings of a batch; return how many."""
    rows = _filed(batch)
    return record_pairings(rows, actor=actor, now=now, batch=batch.batch).number


def visits(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the visits of a batch; return how many."""
    return record_visits(_filed(batch), actor=actor, now=now, batch=batch.batch).number


def trainings(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the classes of a batch; return how many."""
    return record_trainings(_filed(batch), actor=actor, now=now, batch=batch.batch).number


def secondments(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the seconded people of a batch, sealed; return how many."""
    return record_secondments(_reread(batch), actor=actor, now=now, batch=batch.batch).number


def placements(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the placed people of a batch, sealed; return how many."""
    return record_placements(_reread(batch), actor=actor, now=now, batch=batch.batch).number


def sales(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the sales of a batch, each counted once; return how many."""
    return record_sales(_filed(batch), actor=actor, now=now, batch=batch.batch).number


def enterprises(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the enterprises of a batch with their investment; return how many."""
    return _with_proposer(record_enterprises, _filed(batch), batch, actor=actor, now=now)


def workshops(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the workshops of a batch; return how many."""
    return _with_proposer(record_workshops, _filed(batch), batch, actor=actor, now=now)


def agreements(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the agreements of a batch and their promises; return how many rows."""
    return _with_proposer(record_agreements, _filed(batch), batch, actor=actor, now=now)


def rosters(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Seal the class rosters of a batch; return how many people."""
    return _with_proposer(record_rosters, _reread(batch), batch, actor=actor, now=now)


def _with_proposer(
    keep: Callable[..., Done],
    rows: list[FiledRow],
    batch: RecordedBatch,
    *,
    actor: Actor,
    now: dt.datetime,
) -> int:
    by = Batch.objects.values_list("received_by", flat=True).get(pk=batch.batch)
    return keep(rows, proposed_by=by, actor=actor, now=now, batch=batch.batch).number


def _reread(batch: RecordedBatch) -> list[FiledRow]:
    """Return the rows with what is kept sealed of a person as it stands in the kept file."""
    whole = batch.reread().rows
    return [_unmasked(_row(batch, one), whole[one.at].fields) for one in batch.rows]


def _unmasked(row: FiledRow, raw: Mapping[str, Value]) -> FiledRow:
    """Return a row with the fields of a person as they were written; the rest stays starred."""
    return row._replace(fields={**row.fields, **{name: raw.get(name) for name in SEALED_FIELDS}})


def _filed(batch: RecordedBatch) -> list[FiledRow]:
    return [_row(batch, one) for one in batch.rows]


def _row(batch: RecordedBatch, one: RecordedRow) -> FiledRow:
    row = Cells(batch, one)
    return FiledRow(
        one.row.fields,
        one.row.wordings,
        one.entries,
        one.replaced,
        row.source,
        one.context.donor or "",
        row.county,
        one.context.preparer or one.context.title or "",
    )
