"""Posted rows of wish lists as wishes of `giving`, to be reviewed before anybody sees them.

The batch keeps numbers starred; who receives is sealed in the wish. So the kept file is read once
more here, inside the posting, and what it says of a person goes nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.queries import actor_named
from jiedui.exchange.models import Batch
from jiedui.exchange.recorders.cells import Cells
from jiedui.giving.commands.collecting import FiledWish, collect_filed
from jiedui.giving.commands.filing_claims import FiledClaim, record_claims

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Collect the wishes of a list; return how many are new."""
    plain = batch.reread().rows
    rows = [_filed(Cells(batch, one, plain[one.at])) for one in batch.rows]
    by = Batch.objects.values_list("received_by", flat=True).get(pk=batch.batch)
    return collect_filed(rows, collector=actor_named(by), actor=actor, now=now).number


def _filed(row: Cells) -> FiledWish:
    town = "".join(row.text("town").split()).replace(":", "").replace("+", "")
    key = row.county
    pieces, price = row.row.get("pieces"), row.row.get("price_fen")
    return FiledWish(
        item=row.text("wish_item"),
        alias=row.text("alias"),
        receiver=row.text("receiver"),
        contact=row.text("receiver_contact"),
        need=row.text("need"),
        words=row.text("wish_words"),
        place=f"{key}:{town}" if key and town and "+" not in key else key,
        quantity=pieces if isinstance(pieces, int) else 1,
        unit=row.text("piece_unit") or "件",
        price_fen=price if isinstance(price, int) else None,
        campaign=row.text("campaign"),
        file=row.batch.file,
        sheet=row.row.sheet,
        row=row.row.row,
    )


def claims(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Take on and carry on claims of wishes as a list tells; return how many told something new."""
    rows = [_claim(Cells(batch, one)) for one in batch.rows]
    return record_claims(rows, actor=actor, now=now).number


def _claim(row: Cells) -> FiledClaim:
    return FiledClaim(
        wish=row.exact("wish_no"),
        item=row.text("wish_item"),
        alias=row.text("alias"),
        by=row.text("claimed_by"),
        claimant=row.text("claimant_kind"),
        quantity=row.exact("pieces"),
        words=row.text("claim_step"),
        station=row.text("station"),
        note=row.text("step_words"),
        where=row.where,
    )
