"""Posted rows of charity campaigns as campaigns of `giving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.queries import actor_named
from jiedui.exchange.models import Batch
from jiedui.exchange.recorders.cells import Cells
from jiedui.giving.commands.reporting import FiledCampaign, record_campaigns
from jiedui.kernel.period import EARLIEST, LATEST, Period, parse_iso, year

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the campaigns of a batch; return how many."""
    by = Batch.objects.values_list("received_by", flat=True).get(pk=batch.batch)
    rows = [_filed(Cells(batch, one)) for one in batch.rows]
    return record_campaigns(rows, proposer=actor_named(by), actor=actor, now=now).number


def _filed(row: Cells) -> FiledCampaign:
    first, last = row.text("start_date"), row.text("end_date")
    days = _days(row.one, first, last)
    return FiledCampaign(
        name=row.text("campaign_name")[:100],
        kind=row.text("campaign_kind"),
        sponsor=row.text("sponsor"),
        unit_gift_fen=row.exact("unit_gift_fen"),
        cap_fen=row.exact("cap_fen"),
        fund=row.text("fund"),
        purpose=row.text("purpose"),
        recipient=row.county,
        starts=days.starts,
        ends=days.ends,
        has_days=bool(first and last),
        host=row.text("host"),
        permit=row.text("host_permit"),
        counted=row.exact("wishes_counted"),
        source=row.text("document") or row.batch.file,
        where=row.where,
    )


def _days(one: RecordedRow, first: str, last: str) -> Period:
    """Return the days of a campaign: stated, else the year or the period its sheet speaks of."""
    context = one.context
    wide = context.period or Period(EARLIEST, LATEST)
    if context.period is None and context.year and context.year.isdecimal():
        wide = year(int(context.year))
    starts = parse_iso(first).starts if first else wide.starts
    return Period(starts, max(parse_iso(last).ends if last else wide.ends, starts))
