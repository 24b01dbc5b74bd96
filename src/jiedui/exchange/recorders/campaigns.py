"""Posted rows of charity campaigns as campaigns of `giving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.queries import actor_named
from jiedui.exchange.models import Batch
from jiedui.giving.commands.reporting import FiledCampaign, record_campaigns
from jiedui.kernel.period import EARLIEST, LATEST, Period, parse_iso, year
from jiedui.kernel.place import present_code
from jiedui.kernel.problem import Source

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the campaigns of a batch; return how many."""
    by = Batch.objects.values_list("received_by", flat=True).get(pk=batch.batch)
    rows = [_filed(batch, one) for one in batch.rows]
    return record_campaigns(rows, proposer=actor_named(by), actor=actor, now=now).number


def _filed(batch: RecordedBatch, one: RecordedRow) -> FiledCampaign:
    def text(name: str) -> str:
        value = one.row.get(name)
        return "" if value is None else " ".join(str(value).split())

    def exact(name: str) -> int | None:
        value = one.row.get(name)
        is_exact = not one.row.wordings.get(name)
        return value if isinstance(value, int) and is_exact else None

    code = text("county_code") or one.context.county_code or ""
    days = _days(one, text("start_date"), text("end_date"))
    return FiledCampaign(
        name=text("campaign_name")[:100],
        kind=text("campaign_kind"),
        sponsor=text("sponsor"),
        unit_gift_fen=exact("unit_gift_fen"),
        cap_fen=exact("cap_fen"),
        fund=text("fund"),
        purpose=text("purpose"),
        recipient=present_code(code) if code else "",
        starts=days.starts,
        ends=days.ends,
        has_days=bool(text("start_date") and text("end_date")),
        host=text("host"),
        permit=text("host_permit"),
        counted=exact("wishes_counted"),
        source=text("document") or batch.file,
        where=Source(batch.file, one.row.sheet, f"row:{one.row.row}"),
    )


def _days(one: RecordedRow, first: str, last: str) -> Period:
    """Return the days of a campaign: stated, else the year or the period its sheet speaks of."""
    context = one.context
    wide = context.period or Period(EARLIEST, LATEST)
    if context.period is None and context.year and context.year.isdecimal():
        wide = year(int(context.year))
    starts = parse_iso(first).starts if first else wide.starts
    return Period(starts, max(parse_iso(last).ends if last else wide.ends, starts))
