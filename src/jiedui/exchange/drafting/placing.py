"""Where a draft stands to what is on record: inside a stated total, around it, beside it.

* A record inside a total takes its share out of the innermost one.
* A total takes out what is already counted inside it, and names the narrower totals its rest does
  not reach.
* A gift that may be inside a total is told beside it; a total that comes after the gifts re-posts
  them so.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.entry import credited, reversal
from jiedui.exchange.drafting.scopes import (
    BESIDE,
    SPLIT_BY,
    covering,
    excluded_by,
    holds_records,
    is_beside,
    is_inside,
    reach_of,
    share_out_of,
    without_shares,
)
from jiedui.exchange.drafting.view import Wanted
from jiedui.kernel.period import EARLIEST, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.exchange.drafting.view import BookLine, Overlay

COUNTERPARTS = {
    "Source:Aid": "Place:Contributed",
    "Source:Own": "Place:Own",
    "Plan:Aid": "Plan:Commitment",
    "Plan:Own": "Plan:Commitment",
}
"""Money accounts on which totals stand, and the other side of a share taken out of one."""


class Placing(NamedTuple):
    """How a row's entries are set among what is on record.

    Attributes:
        view: The book with what this file has added so far.
        apart: File and sheet whose own entries neither contain nor are contained: the rest rows
            of a ledger are already net of the rows above them. None = no such sheet (statements).
        contains: Whether a total contains the records on record (False = it stands outside them).
        named: Projects this sheet lists by itself; a rest row in it does not contain them.
        beside: Entries on record that the same sheet said when it was sent before.
    """

    view: Overlay
    apart: str | None = None
    contains: bool = True
    named: frozenset[str] = frozenset()
    beside: frozenset[int] = frozenset()


def placed(entry: EntryDraft, placing: Placing) -> list[EntryDraft]:
    """Return the entries to post for a draft: itself with its shares, and gifts posted again."""
    if entry.kind == "gift":
        return [beside_totals(entry, placing.view)]
    lines: list[LineDraft] = []
    excluding: dict[tuple[object, ...], str] = {}
    for line in entry.lines:
        if _may_be_placed(line):
            more = _share(line, placing) if line.itemised else _rest(line, placing, excluding)
            lines += [half for one in more for half in _balanced(one)]
    whole = entry._replace(
        lines=tuple(_excluded(line, excluding) for line in (*entry.lines, *lines))
    )
    again = [
        pair
        for line in entry.lines
        if _may_hold_gifts(line) and entry.kind != BESIDE
        for pair in _gifts_again(line, placing.view)
    ]
    return [whole, *again]


def _may_be_placed(line: LineDraft) -> bool:
    is_count = line.account.startswith("Count:") and line.account != "Count:Gifts"
    return (
        line.sense > 0 and line.overlap == "counted" and (is_count or line.account in COUNTERPARTS)
    )


def _balanced(line: LineDraft) -> list[LineDraft]:
    """Return a share with the other side that balances it, where it is money."""
    other = COUNTERPARTS.get(line.account)
    return [line] if other is None else [line, credited(line, other)]


def _share(line: LineDraft, placing: Placing) -> list[LineDraft]:
    totals = [one for one in covering(line, placing.view) if not _is_apart(one, placing)]
    return [share_out_of(totals[0].line, line, totals[0].entry)] if totals else []


def _rest(
    line: LineDraft, placing: Placing, excluding: dict[tuple[object, ...], str]
) -> list[LineDraft]:
    """Return what a total takes out: of itself what it contains, of the one around it itself."""
    contained = _contained(line, placing) if placing.contains else []
    complete = [one.line for one in contained if not is_beside(one, placing.view)]
    scopes = excluded_by(complete, line)
    if scopes:
        excluding[_key(line)] = scopes
    own = [share_out_of(line, one.line, one.entry) for one in contained]
    own += [share_out_of(whole, one.line, one.entry) for whole, one in _without_part(line, placing)]
    around = [one for one in covering(line, placing.view) if not _is_apart(one, placing)]
    if not around:
        return own
    total = around[0]
    released = [share_out_of(total.line, share, share.carves or total.entry) for share in own]
    return [*own, share_out_of(total.line, line, total.entry), *released]


def _contained(line: LineDraft, placing: Placing) -> list[BookLine]:
    wanted = Wanted(line.account, line.dims.recipient, Period(line.starts, line.ends))
    inside = [
        one
        for one in placing.view.lines(wanted)
        if is_inside(one.line, line) and _is_contained(one, placing)
    ]
    return without_shares(inside)


def _is_contained(one: BookLine, placing: Placing) -> bool:
    is_listed = one.line.dims.project is not None and one.line.dims.project in placing.named
    return not is_listed and not _is_apart(one, placing)


def _without_part(line: LineDraft, placing: Placing) -> Iterable[tuple[LineDraft, BookLine]]:
    """Yield what lacks a source (or category) and lies in a breakdown now complete."""
    wanted = Wanted(line.account, line.dims.recipient, Period(line.starts, line.ends))
    for name in SPLIT_BY:
        if getattr(line.dims, name) is None or not placing.contains:
            continue
        same = [one for one in _siblings(line, placing) if getattr(one.line.dims, name) is not None]
        before = {getattr(one.line.dims, name) for one in same}
        if len(before) == 1 and before != {getattr(line.dims, name)}:
            dims = line.dims._replace(
                **{name: None}, payer=None if name == "source" else line.dims.payer
            )
            whole = line._replace(dims=dims)
            inside = [one for one in placing.view.lines(wanted) if is_inside(one.line, whole)]
            for one in without_shares([one for one in inside if _is_contained(one, placing)]):
                if getattr(one.line.dims, name) is None:
                    yield whole, one


def _siblings(line: LineDraft, placing: Placing) -> list[BookLine]:
    wanted = Wanted(
        line.account, line.dims.recipient, Period(line.starts, line.ends), itemised=False
    )
    return [
        one
        for one in placing.view.lines(wanted)
        if one.line.sense > 0
        and reach_of(one.line) == reach_of(line)
        and holds_records(one, placing.view)
    ]


def _is_apart(one: BookLine, placing: Placing) -> bool:
    """Return whether a line was drafted from the very sheet whose rows are net of each other."""
    if one.entry in placing.beside:
        return True
    if placing.apart is None or one.entry > 0:
        return False
    file, _, rest = placing.view.entry(one.entry).source.partition("\t")
    return f"{file}\t{rest.partition(chr(9))[0]}" == placing.apart


def _key(line: LineDraft) -> tuple[object, ...]:
    return (
        line.dims.recipient,
        line.dims.owner,
        line.dims.source,
        line.dims.category,
        line.starts,
        line.ends,
    )


def _excluded(line: LineDraft, excluding: dict[tuple[object, ...], str]) -> LineDraft:
    scopes = None if line.itemised else excluding.get(_key(line))
    return line if scopes is None else line._replace(excluding=scopes)


# --- gifts ---------------------------------------------------------------------------------------


def beside_totals(entry: EntryDraft, view: Overlay) -> EntryDraft:
    """Return a gift's entry with its money of unknown overlap where a stated total may hold it.

    A gift without a day may lie in any total, stated already or still to come: it is always told
    beside them.
    """
    money = next((line for line in entry.lines if line.account == "Source:Gift"), None)
    if money is None or not _may_be_held(money, view):
        return entry
    return entry._replace(
        lines=tuple(
            line._replace(overlap="unknown") if line.unit == "fen" else line for line in entry.lines
        )
    )


def _may_be_held(gift: LineDraft, view: Overlay) -> bool:
    if gift.starts == EARLIEST:
        return True
    wanted = Wanted(
        "Source:Aid", gift.dims.recipient, Period(gift.starts, gift.ends), itemised=False
    )
    return any(_may_hold_gifts(one.line) and not is_beside(one, view) for one in view.lines(wanted))


def _may_hold_gifts(line: LineDraft) -> bool:
    """Return whether a line is a stated total of donations, or of money without a source."""
    return (
        line.account == "Source:Aid"
        and not line.itemised
        and line.sense > 0
        and line.dims.source in ("SOCIAL_DONATION", None)
    )


def _gifts_again(total: LineDraft, view: Overlay) -> list[EntryDraft]:
    """Return, for every counted gift a new total may hold, its reversal and itself beside."""
    wanted = Wanted("Source:Gift", total.dims.recipient, Period(total.starts, total.ends))
    numbers = dict.fromkeys(
        one.entry for one in view.lines(wanted) if one.line.overlap == "counted" and one.entry > 0
    )
    again: list[EntryDraft] = []
    for number in numbers:
        gift = view.entry(number)
        again += [
            reversal(number, gift, f"改记第{number}号捐赠:与合计数是否重复未列明"),
            _now_beside(gift),
        ]
    return again


def _now_beside(gift: EntryDraft) -> EntryDraft:
    lines: Sequence[LineDraft] = [
        line._replace(overlap="unknown") if line.unit == "fen" else line for line in gift.lines
    ]
    return gift._replace(lines=tuple(lines))
