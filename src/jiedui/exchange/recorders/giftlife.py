"""Posted rows of pledges, hands and uses of gifts, and offers to wishes, as records of `giving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.recorders.cells import Cells
from jiedui.giving.commands.filing_life import FiledPledge, FiledWay, record_pledges, record_ways
from jiedui.giving.commands.filing_offers import FiledOffer, record_offers

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch


def pledges(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the pledges of a batch; return how many are new."""
    rows = [_pledge(Cells(batch, one)) for one in batch.rows]
    return record_pledges(rows, actor=actor, now=now).number


def ways(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Hand on and use gifts as a batch tells; return how many steps are new."""
    rows = [_way(Cells(batch, one)) for one in batch.rows]
    return record_ways(rows, actor=actor, now=now).number


def offers(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the offers of a batch; return how many are new."""
    rows = [_offer(Cells(batch, one)) for one in batch.rows]
    return record_offers(rows, actor=actor, now=now).number


def _pledge(row: Cells) -> FiledPledge:
    return FiledPledge(
        donor=row.text("donor"),
        words=row.text("pledge_words"),
        amount_fen=row.exact("pledged_fen"),
        recipient=row.county,
        on=row.day("pledged_date"),
        due_on=row.day("fulfil_date"),
        gift=row.exact("gift_no"),
        where=row.where,
    )


def _way(row: Cells) -> FiledWay:
    return FiledWay(
        donor=row.text("donor"),
        gift=row.exact("gift_no"),
        words=row.text("way_kind"),
        on=row.day("way_date"),
        giver=row.text("giver"),
        taker=row.text("taker"),
        used_fen=row.exact("used_fen"),
        purpose=row.text("purpose"),
        used_words=row.text("used_words"),
        place=row.county,
        document=row.text("document"),
        where=row.where,
    )


def _offer(row: Cells) -> FiledOffer:
    pieces = row.exact("offer_pieces")
    return FiledOffer(
        by=row.text("offered_by"),
        claimant=row.text("claimant_kind"),
        item=row.text("offer_item"),
        need=row.text("need"),
        place=row.county,
        quantity=1 if row.row.get("offer_pieces") is None else pieces,
        unit=row.text("piece_unit"),
        price_fen=row.exact("price_fen"),
        until=row.day("until_date"),
        where=row.where,
    )
