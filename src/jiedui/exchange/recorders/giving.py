"""Posted rows of donation ledgers as records of `giving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.giving.commands.filing import FiledGift, record_filed
from jiedui.kernel.period import parse_iso

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow


def gifts(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the gifts of a batch; return how many."""
    rows = [_filed(batch, one) for one in batch.rows]
    return record_filed(rows, actor=actor, now=now).number


def _filed(batch: RecordedBatch, one: RecordedRow) -> FiledGift:
    def text(name: str) -> str:
        value = one.row.get(name)
        return "" if value is None else " ".join(str(value).split())

    day = text("bill_date")
    return FiledGift(
        text("donor"),
        text("credit_code"),
        text("gift_kind"),
        "、".join(part for part in (text("goods"), text("purpose")) if part),
        text("purpose"),
        text("recipient") or text("county"),
        text("bill_no"),
        parse_iso(day).starts if len(day) == len("2017-01-01") else None,
        one.entries,
        one.replaced,
        f"{batch.file}\t{one.row.sheet}\t{one.row.row}",
    )
