"""Sales of posted ledgers: counted once; what another unit's file said already is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.access.command import command
from jiedui.access.scope import EVERYWHERE
from jiedui.books.commands import post_entries
from jiedui.books.entry import reversal
from jiedui.books.queries import entry as entry_of
from jiedui.cooperation.commands.commerce import claim, same_sale
from jiedui.cooperation.commands.keeping import By, Done
from jiedui.cooperation.models import Sale
from jiedui.cooperation.queries.listing import scope_place
from jiedui.cooperation.sale import key_of
from jiedui.kernel.period import Period

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.cooperation.filed import FiledRow


@command("cooperation.record")
def record_sales(rows: Sequence[FiledRow], *, actor: Actor, now: dt.datetime, batch: int) -> Done:
    """Keep every sale a batch posted; one that is on record by another unit counts once.

    The entry of a second report is taken back in the same transaction, so that figures never count
    it; the report stays as a claim beside the sale.
    """
    by = By(actor, now, batch=batch)
    twice = [draft for row in rows if (draft := _record(row, by)) is not None]
    if twice:
        post_entries(twice, actor=actor, now=now)
    return Done(len(rows), f"{len(rows)} sales of batch {batch}, {len(twice)} of them claims")


def _record(row: FiledRow, by: By) -> EntryDraft | None:
    """Keep a sale; return what takes its entry back when another report counts it.

    A row whose entry was on record already is another unit's claim, or the same file sent again,
    whose unit has its claim.
    """
    if not row.entries:
        return None
    number = row.entries[0]
    record = entry_of(EVERYWHERE, number)
    line = record.draft.lines[0]
    days = Period(line.starts, line.ends)
    place = scope_place(line.dims.recipient or row.place)
    product, buyer, producer = row.text("product"), row.text("buyer"), row.text("producer")
    amount = row.amount("amount_fen")
    key = key_of(days, place=place, product=product, buyer=buyer, amount=amount)
    values = _columns(row, line)
    unit = row.unit or row.donor or row.source.partition("\t")[0]
    old = Sale.objects.filter(entry__in=(*row.entries, *row.replaced)).order_by("pk").first()
    if old is not None and row.replaced:
        Sale.objects.filter(pk=old.pk).update(key=key, place=place, entry=number, **values)
        return None
    if old is not None:
        claim(old, unit, by, counts=False, source=row.source)
        return None
    same = same_sale(key, producer, values["kind"], not_of_batch=by.batch)
    if same is not None:
        claim(same, unit, by, counts=False, source=row.source)
        words = f"冲正第 {number} 笔: 同一笔销售已由另一单位申报(第 {same.entry} 笔)"
        return reversal(number, record.draft, words)
    fresh = Sale.objects.create(
        key=key,
        place=place,
        entry=number,
        batch=by.batch,
        source=row.source,
        **values,
        **by.stamped(),
    )
    claim(fresh, unit, by, counts=True, source=row.source)
    return None


def _columns(row: FiledRow, line: LineDraft) -> dict[str, Any]:
    households = row.amount("poor_households")
    quantity = " ".join(part for part in (row.text("quantity"), row.text("qty_unit")) if part)
    low = None if line.low_open else line.amount - line.low_delta
    high = None if line.high_open else line.amount + line.high_delta
    return {
        "kind": "HELP_SELL" if line.account == "Count:HelpedSales" else "PURCHASE",
        "on": line.starts,
        "on_last": line.ends,
        "product": row.text("product")[:200],
        "producer": row.text("producer")[:200],
        "buyer": row.text("buyer")[:200],
        "channel": row.text("channel")[:100],
        "quantity": quantity[:60],
        "low": low,
        "high": high,
        "stated": line.amount,
        "wording": line.wording,
        "households": households.stated if households else None,
    }
