"""Posted rows about the life of projects: contracts, checks, assets, notices, audits, steps.

Of lists of beneficiaries the kept file is read again: the batch keeps identity numbers starred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.models import Batch
from jiedui.exchange.recorders.projects import filed
from jiedui.programme.commands.beneficiaries import record_beneficiary_rows
from jiedui.programme.commands.filing_results import record_result_rows

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep what a file tells of projects; return how many rows it has.

    Who received the file proposed what needs a second person; who posts it decides.
    """
    by = Batch.objects.values_list("received_by", flat=True).get(pk=batch.batch)
    rows = [filed(batch, one) for one in batch.rows]
    record_result_rows(rows, batch.kind, proposed_by=by, actor=actor, now=now)
    return len(rows)


def beneficiaries(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Seal the people of a list beside their projects; return how many rows it has."""
    whole = batch.reread().rows
    rows = []
    for one in batch.rows:
        row, raw = filed(batch, one), whole[one.at].fields
        fields = {**row.fields, **{name: raw.get(name) for name in ("name", "id_no")}}
        rows.append(row._replace(fields=fields))
    record_beneficiary_rows(rows, actor=actor, now=now)
    return len(rows)
