"""Posted rows of donation ledgers and of moved goods as records of `giving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.recorders.cells import Cells
from jiedui.giving.commands.filing import FiledGift, record_filed
from jiedui.giving.commands.filing_goods import FiledMove, record_moves

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch


def gifts(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Keep the gifts of a batch; return how many."""
    rows = [_filed(Cells(batch, one)) for one in batch.rows]
    return record_filed(rows, actor=actor, now=now).number


def _filed(row: Cells) -> FiledGift:
    return FiledGift(
        row.text("donor"),
        row.text("credit_code"),
        row.text("gift_kind"),
        "、".join(part for part in (row.text("goods"), row.text("purpose")) if part),
        row.text("purpose"),
        row.text("recipient") or row.text("county"),
        row.text("bill_no"),
        row.day("bill_date"),
        row.one.entries,
        row.one.replaced,
        row.source,
        designated=row.text("designated"),
    )


def moves(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Move donated goods as a batch tells; return how many movements are new."""
    rows = [_moved(Cells(batch, one)) for one in batch.rows]
    return record_moves(rows, actor=actor, now=now).number


def _moved(row: Cells) -> FiledMove:
    return FiledMove(
        donor=row.text("donor"),
        gift=row.exact("gift_no"),
        name=row.text("goods_name"),
        model=row.text("goods_model"),
        quantity=row.exact("quantity") or 0,
        unit=row.text("qty_unit"),
        words="".join(row.text("goods_move").split()),
        on=row.day("move_date"),
        expires_on=row.day("expires_date"),
        value_fen=row.exact("value_fen"),
        document=row.text("document"),
        where=row.where,
    )
