"""One entry made ready for its page: its lines as an account book writes them, with their cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.books.chart import account
from jiedui.books.entry import credited
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import Wording
from jiedui.web.desk.shown import (
    Manner,
    amount_words,
    cell_words,
    dimension_value,
    interval_of,
    kind_words,
    period_words,
    source_href,
    well_set,
    yuan,
)
from jiedui.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.books.entry import LineDraft
    from jiedui.books.queries import EntryRecord
    from jiedui.kernel.quantity import Interval
    from jiedui.web.wording import Language

DIMENSIONS = (
    "recipient",
    "payer",
    "owner",
    "source",
    "category",
    "project",
    "programme",
    "pairing_kind",
    "state",
)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line in words.

    Attributes:
        at: Its position, from 1.
        account: The account's words, and its code.
        debit: Yuan on the debit side, "" when none.
        credit: Yuan on the credit side, "" when none.
        counted: What is not money, in words.
        doubt: The interval in words when the amount is not exact.
        dims: Name code and words of each dimension stamped on it.
        period: Its period.
        marks: Codes of what sets it apart: not itemised, overlap unknown, taking back.
        cell: file › sheet › cell.
        href: Address of that cell, "" when it came from no file.
    """

    at: int
    account: tuple[str, str]
    debit: str
    credit: str
    counted: str
    doubt: str
    dims: tuple[tuple[str, str], ...]
    period: str
    marks: tuple[str, ...]
    cell: str
    href: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry in words."""

    words: str
    document: str
    kind: str
    period: str
    places: str
    lines: tuple[LineView, ...]
    has_money: bool
    has_counts: bool
    debit: str
    credit: str
    source: str
    source_href: str


def entry_view(record: EntryRecord, language: Language) -> EntryView:
    """Return an entry in words, with the sums of its money sides."""
    draft = record.draft
    lines = tuple(_line((at, one), draft.batch, language) for at, one in enumerate(draft.lines, 1))
    money = [
        one.amount
        for one in draft.lines
        if one.unit == "fen" and not one.account.startswith("Assertion:")
    ]
    places = dict.fromkeys(one.dims.recipient for one in draft.lines if one.dims.recipient)
    return EntryView(
        words=well_set(draft.words, language),
        document=well_set(draft.document, language),
        kind=kind_words(draft.kind, language),
        period=period_words(draft.starts, draft.ends, language),
        places="、".join(name_of(key) for key in places),
        lines=lines,
        has_money=bool(money),
        has_counts=any(view.counted for view in lines),
        debit=yuan(sum(amount for amount in money if amount > 0)),
        credit=yuan(-sum(amount for amount in money if amount < 0)),
        source=cell_words(draft.source),
        source_href=next((view.href for view in lines if view.href), ""),
    )


def line_value(one: LineDraft, *, sign: int = 1) -> Interval:
    """Return the interval of a line; with -1 of a credit as it was said."""
    ends = (one.low_delta, one.high_delta, one.low_open, one.high_open)
    return interval_of(one.amount, ends, one.wording, sign=sign)


def speaking_lines(lines: Sequence[LineDraft]) -> list[LineDraft]:
    """Return the lines that say what an entry is about: all that stand where the first one does.

    Money that comes from a source is told as what was given, whatever stage it has reached and
    whatever of it other entries hold; money taken back has a minus.
    """
    sources = [one for one in lines if one.account.startswith("Source:")]
    given = [one for one in sources if one.account != "Source:Own"] or sources
    debits = [one for one in lines if one.amount > 0]
    first = [*given, *debits, *lines][0]
    alike = [one for one in lines if _place_of(one) == _place_of(first)]
    return [credited(one, one.account) for one in alike] if given else alike


def _place_of(one: LineDraft) -> tuple[str, str, str | None, bool]:
    return one.account, one.unit, one.dims.recipient, one.amount < 0


def _line(numbered: tuple[int, LineDraft], batch: int | None, language: Language) -> LineView:
    at, one = numbered
    chart = account(one.account)
    named = (chart.zh if language == "zh" else chart.en) if chart else one.account
    is_money = one.unit == "fen" and not one.account.startswith("Assertion:")
    is_credit = is_money and one.amount < 0
    value = line_value(one, sign=-1 if is_credit else 1)
    said = amount_words(value, one.unit, Manner(language, "元"))
    marks = (
        *(() if one.itemised else ("mark.not_itemised",)),
        *(("mark.overlap_unknown",) if one.overlap == "unknown" else ()),
        *(("mark.takes_back",) if one.sense < 0 else ()),
    )
    return LineView(
        at=at,
        account=(well_set(named, language), one.account),
        debit=yuan(one.amount) if is_money and one.amount > 0 else "",
        credit=yuan(-one.amount) if is_credit else "",
        counted="" if is_money else said,
        doubt=said if is_money and value.wording is not Wording.EXACT else "",
        dims=_dims(one, language),
        period=period_words(one.starts, one.ends, language),
        marks=tuple(say(mark, language) for mark in marks),
        cell=cell_words(one.cell),
        href=source_href(batch, one.cell),
    )


def _dims(one: LineDraft, language: Language) -> tuple[tuple[str, str], ...]:
    stamped = ((name, getattr(one.dims, name)) for name in DIMENSIONS)
    return tuple(
        (f"dimension.{name}", dimension_value(name, value, language))
        for name, value in stamped
        if value
    )
