"""Records of a stated total that is taken back, placed into the wider one around it.

A record takes its share out of the innermost total it lies in. When that total goes, the record is
said again with the same share out of the wider total. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import reversal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.books.entry import EntryDraft, LineDraft


def wider_totals(
    total: EntryDraft, others: Iterable[tuple[int, LineDraft]], entries: Mapping[int, EntryDraft]
) -> dict[str, tuple[int, LineDraft]]:
    """Return by account the total around one that is taken back: its number and its line.

    Args:
        total: The entry taken back.
        others: Lines that other entries carved out because of it, each with its entry.
        entries: Every entry named by either.
    """
    named = [(line.carves, line) for line in total.lines if line.carves is not None]
    found: dict[str, tuple[int, LineDraft]] = {}
    for number, share in (*named, *others):
        for line in entries[number].lines:
            if _is_total(line) and _scope(line) == _scope(share):
                found.setdefault(line.account, (number, line))
    return found


def shares_of_records(
    total: EntryDraft,
    others: Iterable[tuple[int, LineDraft]],
    wider: Iterable[tuple[int, LineDraft]],
) -> dict[int, list[LineDraft]]:
    """Return by record the shares it has taken out of a total, in whichever entry they stand.

    A record whose share the total gave back to the wider one needs nothing: that is undone with it.
    """
    around = {number for number, _ in wider}
    found: dict[int, list[LineDraft]] = {}
    for number, share in others:
        if number not in around and not share.itemised and share.overlap == "counted":
            found.setdefault(number, []).append(share)
    released = {line.carves for line in total.lines if line.carves is not None and line.sense > 0}
    for line in total.lines:
        if line.carves is not None and line.carves not in around | released:
            found.setdefault(line.carves, []).append(line)
    return found


def placed_wider(
    number: int,
    record: EntryDraft,
    shares: Sequence[LineDraft],
    *,
    total: int,
    wider: Mapping[str, tuple[int, LineDraft]],
) -> tuple[EntryDraft, EntryDraft]:
    """Return the reversal of record `number` and the record again, inside the wider total."""
    own = tuple(line for line in record.lines if line.carves != total)
    moved = tuple(_moved(share, *wider[_money(share, wider)]) for share in shares)
    words = f"改记第{number}号:所在合计数已冲正,改列于更大范围的合计数内"
    return reversal(number, record, words), record._replace(lines=(*own, *moved))


def _money(share: LineDraft, wider: Mapping[str, tuple[int, LineDraft]]) -> str:
    return share.account if share.account in wider else next(iter(wider))


def _moved(share: LineDraft, number: int, line: LineDraft) -> LineDraft:
    return share._replace(
        dims=line.dims._replace(project=None, state=None),
        starts=line.starts,
        ends=line.ends,
        excluding=line.excluding,
        carves=number,
    )


def _is_total(line: LineDraft) -> bool:
    return not line.itemised and line.sense > 0 and line.carves is None


def _scope(line: LineDraft) -> tuple[object, ...]:
    dims = line.dims._replace(project=None, state=None)
    return line.account, dims, line.starts, line.ends
