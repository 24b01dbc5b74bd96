"""What a gift posts to the book, and how donors are named there and in public. Knows no Django.

A gift posts once, when it is here (goods on actual receipt, DOMAIN 6.3): its value, open where
nobody stated one on a reliable basis, and that it is one gift. Accounts and dimensions are those of
the donation ledger's drafting (`exchange.drafting.gifts`), so the same figures answer for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, EntryDraft, credited, line
from jiedui.books.payers import payer_key
from jiedui.giving.vocabulary import GIFT_KINDS
from jiedui.kernel.period import Period
from jiedui.kernel.quantity import NOT_STATED, Interval, Wording, said

if TYPE_CHECKING:
    import datetime as dt

FUND_SOURCE = "SOCIAL_DONATION"
UNNAMED = "匿名捐赠人"
"""The payer of a gift whose giver nobody knows; also a person's public name by choice."""

_PERSONS = frozenset(("person", "anonymous"))


@dataclass(frozen=True, slots=True)
class GiftFacts:
    """What the book is told of a gift.

    Attributes:
        payer: The donor's key in the book; never a person's name.
        kind: A code of GIFT_KINDS.
        amount: Its value; None for a service without one.
        recipient: Place key of the receiver, None when none is known.
        recipient_name: The receiver in words.
        owner: Whose programme it is, None while the office is not set.
        starts: First day it may have been given on.
        ends: Last day.
        purpose: Its use and what it is, in words.
        document: What says so.
    """

    payer: str
    kind: str
    amount: Interval | None
    recipient: str | None
    recipient_name: str
    owner: str | None
    starts: dt.date
    ends: dt.date
    purpose: str
    document: str


def gift_entry(gift: GiftFacts) -> EntryDraft:
    """Return the one entry of a gift."""
    period = Period(gift.starts, gift.ends)
    dims = Dims(recipient=gift.recipient, payer=gift.payer, owner=gift.owner, source=FUND_SOURCE)
    lines = []
    if gift.amount is not None:
        account = "Place:Goods" if gift.kind == "goods" else "Place:Contributed"
        given = line(account, "fen", gift.amount, period, dims)
        lines += [given, credited(given, "Source:Gift")]
    lines.append(line("Count:Gifts", "gift", said(1), period, dims))
    what = f":{gift.purpose}" if gift.purpose else ""
    words = f"{gift.payer}向{gift.recipient_name}捐赠({GIFT_KINDS[gift.kind].zh}){what}"
    return EntryDraft("gift", gift.starts, gift.ends, words, tuple(lines), document=gift.document)


def value_of(kind: str, stated: Interval | None, basis: str) -> Interval | None:
    """Return what a gift is worth to the book.

    Goods without a reliable basis are not income: they are counted with an open value. A service
    without a stated value has none at all; cash without one is not stated.
    """
    if stated is None:
        return None if kind == "service" else NOT_STATED
    if kind == "goods" and basis == "none":
        return NOT_STATED
    return stated


def interval_of(
    amount: int | None, low: int | None, high: int | None, *, wording: str
) -> Interval | None:
    """Return a stored value as an interval; None where none was stated."""
    if amount is None:
        return None
    return Interval(amount, low, high, Wording(wording))


def payer_of(kind: str, name: str, *, number: int, within: str | None) -> str:
    """Return a donor's key in the book.

    An organisation is named by its place or its name as the donation ledger does; a person only by
    the donor's number, so that no personal data reaches the book.
    """
    if kind in _PERSONS:
        return UNNAMED if kind == "anonymous" else f"个人捐赠者第{number}号"
    return payer_key(name, within=within) or name


def public_name(kind: str, name: str, choice: str, *, is_female: bool | None = None) -> str:
    """Return how a donor is named in public: organisations by name, a person as they chose.

    Args:
        kind: A code of DONOR_KINDS.
        name: The full name.
        choice: A code of NAME_CHOICES.
        is_female: A person's form of address; None when it is not known.
    """
    if kind == "anonymous" or choice == "anonymous":
        return UNNAMED
    if kind != "person" or choice == "full":
        return name
    address = {True: "女士", False: "先生", None: "同志"}[is_female]
    surname = name[:2] if name[:2] in _DOUBLE_SURNAMES else name[:1]
    return f"{surname}{address}"


_DOUBLE_SURNAMES = frozenset(
    (
        "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 "
        "濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 呼延 百里 东郭 西门"
    ).split()
)
