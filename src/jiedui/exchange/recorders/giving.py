"""Posted rows of donation ledgers as records of `giving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.giving.commands.filing import FiledGift, record_filed
from jiedui.giving.commands.filing_goods import FiledMove, record_moves
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import Source

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


def moves(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Move donated goods as a batch tells; return how many movements are new."""
    return record_moves([_moved(batch, one) for one in batch.rows], actor=actor, now=now).number


def _moved(batch: RecordedBatch, one: RecordedRow) -> FiledMove:
    def text(name: str) -> str:
        value = one.row.get(name)
        return "" if value is None else " ".join(str(value).split())

    def exact(name: str) -> int | None:
        value = one.row.get(name)
        return value if isinstance(value, int) and not one.row.wordings.get(name) else None

    def day(name: str) -> dt.date | None:
        said = text(name)
        return parse_iso(said).starts if len(said) == len("2017-01-01") else None

    return FiledMove(
        donor=text("donor"),
        gift=exact("gift_no"),
        name=text("goods_name"),
        model=text("goods_model"),
        quantity=exact("quantity") or 0,
        unit=text("qty_unit"),
        words="".join(text("goods_move").split()),
        on=day("move_date"),
        expires_on=day("expires_date"),
        value_fen=exact("value_fen"),
        document=text("document"),
        where=Source(batch.file, one.row.sheet, f"row:{one.row.row}"),
    )
