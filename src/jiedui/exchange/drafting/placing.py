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

from jiedui.books.beside import (
    GIFT,
    Stated,
    holder_of,
    may_hold_gifts,
    money_of,
    said_again,
    told_beside,
)
from jiedui.books.entry import credited
from jiedui.exchange.drafting.scopes import (
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
    from collections.abc import Iterable

    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.exchange.drafting.view import BookLine, BookView, Overlay, Without

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


def placed(entry: EntryDraft, placing: Placing, at: int) -> list[EntryDraft]:
    """Return the entries to post for a draft: itself with its shares, and gifts posted again.

    Args:
        entry: The draft.
        placing: How it is set among what is on record.
        at: Its place in the posting, from 1.
    """
    if entry.kind == GIFT:
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
    return [whole, *gifts_again(entry, at, placing.view)]


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
    """Return a gift's entry, its money of unknown overlap where a stated total may hold it.

    That rests on the total and goes when the total is taken back. A gift without a day may lie in
    any total, stated already or still to come: it is always told beside them.
    """
    money = money_of(entry)
    if money is None:
        return entry
    if money.starts == EARLIEST:
        lines = [
            line._replace(overlap="unknown") if line.unit == "fen" else line for line in entry.lines
        ]
        return entry._replace(lines=tuple(lines))
    total = holder_of(entry, _totals_near(money, view))
    return entry if total is None else told_beside(entry, total)


def _totals_near(money: LineDraft, view: BookView) -> Iterable[Stated]:
    wanted = Wanted(
        "Source:Aid", money.dims.recipient, Period(money.starts, money.ends), itemised=False
    )
    for one in view.lines(wanted):
        yield Stated(one.entry, view.entry(one.entry).kind, one.line)


def gifts_again(total: EntryDraft, at: int, view: BookView) -> list[EntryDraft]:
    """Return, for every gift on record that counts and a new total may hold, what says it again.

    Args:
        total: The total's entry.
        at: Its place in the posting, from 1.
        view: The book without it.
    """
    numbers: dict[int, bool] = {}
    for line in total.lines:
        if may_hold_gifts(line, total.kind):
            wanted = Wanted("Source:Gift", line.dims.recipient, Period(line.starts, line.ends))
            for one in view.lines(wanted):
                if one.entry > 0:
                    told = one.line.overlap == "unknown"
                    numbers[one.entry] = numbers.get(one.entry, False) or told
    return [
        again
        for number, is_told in numbers.items()
        if not is_told
        for again in said_again(number, view.entry(number), -at)
    ]


def freed_gifts(view: Without) -> list[EntryDraft]:
    """Return what says gifts again whose total is taken back while another may hold them."""
    again: list[EntryDraft] = []
    for one in view.under.lines(Wanted("Source:Gift")):
        is_freed = one.line.overlap == "unknown" and one.line.carves in view.gone
        if is_freed and one.entry not in view.gone and one.line.carves is not None:
            gift = view.entry(one.entry)
            money = money_of(gift)
            total = None if money is None else holder_of(gift, _totals_near(money, view))
            again += [] if total is None else said_again(one.entry, gift, total)
    return again
