"""One gift or project that two units report: alike enough to be offered as one, never decided here.

A gift is alike by amount, place, days and giver's name; a project by place, money and name.
Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from jiedui.exchange.drafting.view import Wanted
from jiedui.kernel.period import EARLIEST, LATEST, Period

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.exchange.drafting.view import BookLine, BookView

DAYS_APART = dt.timedelta(days=31)
"""Two units date one gift by its promise, transfer or receipt: up to so many days apart."""

NAMES_ALIKE = 0.6
"""From this share of common characters, in order, two names may be one."""

_MONEY = ("Source:Aid", "Source:Own", "Plan:Aid", "Plan:Own")


def alike(one: str, other: str) -> bool:
    """Return whether two names may be one: one holds the other, or most characters are common.

    >>> alike("某某汽车有限公司", "某某汽车公司"), alike("某某书店", "嘉定镇街道")
    (True, False)
    """
    if not one or not other:
        return False
    if min(len(one), len(other)) > 2 and (one in other or other in one):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NAMES_ALIKE


def gift_like(entry: EntryDraft, book: BookView) -> BookLine | None:
    """Return a gift on record that may be this one, reported by another unit; None for none."""
    money = next(
        (line for line in entry.lines if line.account == "Source:Gift" and line.amount), None
    )
    if money is None:
        return None
    wanted = Wanted("Source:Gift", money.dims.recipient, _widened(money), amount=money.amount)
    return next(
        (
            one
            for one in book.lines(wanted)
            if one.line[2:8] == money[2:8]
            and one.line.dims.owner == money.dims.owner
            and alike(one.line.dims.payer or "", money.dims.payer or "")
            and alike(book.entry(one.entry).words, entry.words)
        ),
        None,
    )


def _widened(line: LineDraft) -> Period:
    starts = line.starts - DAYS_APART if line.starts > EARLIEST + DAYS_APART else EARLIEST
    ends = line.ends + DAYS_APART if line.ends < LATEST - DAYS_APART else LATEST
    return Period(starts, ends)


def project_like(entry: EntryDraft, book: BookView) -> BookLine | None:
    """Return a line of a project on record that may be this one under another name, else None."""
    mine = _money(entry.lines)
    first = next((line for line in entry.lines if line.account in _MONEY and line.itemised), None)
    if first is None or not mine or not first.dims.project:
        return None
    project, recipient = first.dims.project, first.dims.recipient
    days = Period(entry.starts, entry.ends)
    wanted = Wanted(first.account, recipient, days, itemised=True, amount=first.amount)
    for one in book.lines(wanted):
        name, is_here = one.line.dims.project, one.line.dims.recipient == recipient
        if name and name != project and is_here and alike(_bare(name), _bare(project)):
            accounts = {account for account, _ in mine}
            theirs = [
                other.line
                for account in accounts
                for other in book.lines(Wanted(account, project=name))
                if other.line.itemised
            ]
            if _money(theirs) == mine:
                return one
    return None


def _bare(project: str) -> str:
    """Return a project's name without the place its key begins with."""
    return project.partition("/")[2] or project


def _money(lines: tuple[LineDraft, ...] | list[LineDraft]) -> dict[tuple[str, str | None], int]:
    """Return the exact money of lines by account and source; {} where any of it is not exact."""
    found: dict[tuple[str, str | None], int] = {}
    for line in lines:
        if line.account in _MONEY and line.carves is None:
            if any(line[3:7]):
                return {}
            key = (line.account, line.dims.source)
            found[key] = found.get(key, 0) + line.amount
    return found
