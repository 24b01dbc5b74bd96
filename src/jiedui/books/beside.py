"""Gifts told beside a stated total that may hold them, and what undoes that. Knows no Django.

A gift is posted as counted. Where a stated total may hold it, its entry carries for each line of
money two more that rest on the total (`carves`): one takes the counted line back, one says it
again with overlap unknown. When the total is taken back they go with it, and the gift counts again;
where another total may hold it as well, it is said again, resting on that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.entry import reversal, taken_back
from jiedui.kernel.period import Period
from jiedui.kernel.place import Fit, compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.books.entry import EntryDraft, LineDraft

GIFT = "gift"
"""Kind of the entry of a gift."""

BESIDE = "beside"
"""Kind of the entry of a total that was stated beside the records (另计): it contains none."""

DONATIONS = ("SOCIAL_DONATION", None)
"""Sources of the totals that may hold gifts: donations, or money without a source."""


class Stated(NamedTuple):
    """A line of a stated total, with its entry's number and kind."""

    entry: int
    kind: str
    line: LineDraft


def may_hold_gifts(line: LineDraft, kind: str) -> bool:
    """Return whether a line is a stated total of donations, or of money without a source."""
    return (
        kind != BESIDE
        and line.account == "Source:Aid"
        and not line.itemised
        and line.sense > 0
        and line.carves is None
        and line.dims.source in DONATIONS
    )


def money_of(gift: EntryDraft) -> LineDraft | None:
    """Return the line that says who gave how much; None where the gift has no money."""
    return next((line for line in gift.lines if line.account == "Source:Gift"), None)


def holder_of(gift: EntryDraft, totals: Iterable[Stated]) -> int | None:
    """Return the first total that may hold a gift; None where none may."""
    money = money_of(gift)
    if money is None:
        return None
    days, recipient = Period(money.starts, money.ends), money.dims.recipient
    for one in totals:
        if (
            may_hold_gifts(one.line, one.kind)
            and Period(one.line.starts, one.line.ends).touches(days)
            and (
                recipient is None
                or compare(one.line.dims.recipient, (recipient,)) is not Fit.OUTSIDE
            )
        ):
            return one.entry
    return None


def told_beside(gift: EntryDraft, total: int) -> EntryDraft:
    """Return a gift told beside a total: its number, or -k for the k-th draft of its posting."""
    marks = [
        mark._replace(carves=total)
        for line in gift.lines
        if line.unit == "fen"
        for mark in (taken_back(line), line._replace(overlap="unknown"))
    ]
    return gift._replace(lines=(*gift.lines, *marks))


def as_counted(gift: EntryDraft) -> EntryDraft:
    """Return a gift without what told it beside a total."""
    return gift._replace(lines=tuple(line for line in gift.lines if line.carves is None))


def is_told_beside(lines: Iterable[LineDraft]) -> bool:
    """Return whether the lines of a gift that are in force tell it beside a total."""
    return any(line.overlap == "unknown" and line.sense > 0 for line in lines)


def said_again(number: int, gift: EntryDraft, total: int) -> tuple[EntryDraft, EntryDraft]:
    """Return the reversal of gift `number` and the gift again, told beside a total.

    What other entries took out because of the gift is added to the reversal when it is posted.
    """
    return (
        reversal(number, gift, f"改记第{number}号捐赠:与合计数是否重复未列明"),
        told_beside(as_counted(gift), total),
    )
