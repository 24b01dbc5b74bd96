"""Posted rows of pledges, hands and uses of gifts, and offers to wishes, as records of `giving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.giving.commands.filing_life import FiledPledge, FiledWay, record_pledges, record_ways
from jiedui.giving.commands.filing_offers import FiledOffer, record_offers
from jiedui.kernel.period import parse_iso
from jiedui.kernel.place import present_code
from jiedui.kernel.problem import Source

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow


def pledges(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the pledges of a batch; return how many are new."""
    rows = [
        FiledPledge(
            donor=_text(one, "donor"),
            words=_text(one, "pledge_words"),
            amount_fen=_exact(one, "pledged_fen"),
            recipient=_place(one),
            on=_day(one, "pledged_date"),
            due_on=_day(one, "fulfil_date"),
            gift=_exact(one, "gift_no"),
            where=_where(batch, one),
        )
        for one in batch.rows
    ]
    return record_pledges(rows, actor=actor, now=now).number


def ways(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Hand on and use gifts as a batch tells; return how many steps are new."""
    rows = [
        FiledWay(
            donor=_text(one, "donor"),
            gift=_exact(one, "gift_no"),
            words=_text(one, "way_kind"),
            on=_day(one, "way_date"),
            giver=_text(one, "giver"),
            taker=_text(one, "taker"),
            used_fen=_exact(one, "used_fen"),
            purpose=_text(one, "purpose"),
            used_words=_text(one, "used_words"),
            place=_place(one),
            document=_text(one, "document"),
            where=_where(batch, one),
        )
        for one in batch.rows
    ]
    return record_ways(rows, actor=actor, now=now).number


def offers(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the offers of a batch; return how many are new."""
    rows = [
        FiledOffer(
            by=_text(one, "offered_by"),
            claimant=_text(one, "claimant_kind"),
            item=_text(one, "offer_item"),
            need=_text(one, "need"),
            place=_place(one),
            quantity=1 if one.row.get("offer_pieces") is None else _exact(one, "offer_pieces"),
            unit=_text(one, "piece_unit"),
            price_fen=_exact(one, "price_fen"),
            until=_day(one, "until_date"),
            where=_where(batch, one),
        )
        for one in batch.rows
    ]
    return record_offers(rows, actor=actor, now=now).number


def _text(one: RecordedRow, name: str) -> str:
    value = one.row.get(name)
    return "" if value is None else " ".join(str(value).split())


def _exact(one: RecordedRow, name: str) -> int | None:
    value = one.row.get(name)
    return value if isinstance(value, int) and not one.row.wordings.get(name) else None


def _day(one: RecordedRow, name: str) -> dt.date | None:
    said = _text(one, name)
    return parse_iso(said).starts if len(said) == len("2017-01-01") else None


def _place(one: RecordedRow) -> str:
    code = _text(one, "county_code") or one.context.county_code or ""
    return present_code(code) if code else ""


def _where(batch: RecordedBatch, one: RecordedRow) -> Source:
    return Source(batch.file, one.row.sheet, f"row:{one.row.row}")
