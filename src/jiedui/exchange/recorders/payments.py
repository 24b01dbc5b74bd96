"""Posted rows of a payments list as money acts of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.models import Batch
from jiedui.exchange.recorders.projects import filed
from jiedui.programme.commands.filing_money import record_money_rows

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Make the money acts of a payments list; return how many.

    Who received the file proposed them; who posts it decides them. Those that need signatures wait.
    """
    by = Batch.objects.values_list("received_by", flat=True).get(pk=batch.batch)
    rows = [filed(batch, one) for one in batch.rows]
    return len(record_money_rows(rows, proposed_by=by, actor=actor, now=now).numbers)
