"""Posted rows of wish lists as wishes of `giving`, to be reviewed before anybody sees them.

The batch keeps numbers starred; who receives is sealed in the wish. So the kept file is read once
more here, inside the posting, and what it says of a person goes nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.giving.commands.collecting import FiledWish, collect_filed
from jiedui.kernel.place import present_code

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow
    from jiedui.exchange.rows import Row


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Collect the wishes of a list; return how many are new."""
    plain = batch.reread().rows
    rows = [_filed(batch, one, plain[one.at]) for one in batch.rows]
    return collect_filed(rows, actor=actor, now=now).number


def _filed(batch: RecordedBatch, one: RecordedRow, row: Row) -> FiledWish:
    def text(name: str) -> str:
        value = row.get(name)
        return "" if value is None else " ".join(str(value).split())

    county = text("county_code") or one.context.county_code or ""
    town = "".join(text("town").split()).replace(":", "").replace("+", "")
    key = present_code(county) if county else ""
    pieces, price = row.get("pieces"), row.get("price_fen")
    return FiledWish(
        item=text("wish_item"),
        alias=text("alias"),
        receiver=text("receiver"),
        contact=text("receiver_contact"),
        need=text("need"),
        words=text("wish_words"),
        place=f"{key}:{town}" if key and town and "+" not in key else key,
        quantity=pieces if isinstance(pieces, int) else 1,
        unit=text("piece_unit") or "件",
        price_fen=price if isinstance(price, int) else None,
        campaign=text("campaign"),
        file=batch.file,
        sheet=row.sheet,
        row=row.row,
    )
