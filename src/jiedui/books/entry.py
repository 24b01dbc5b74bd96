"""Drafts of entries and the rules they must keep before they may be posted. Knows no Django.

A draft says what happened (kind, period, words), who says so (document, source, evidence) and what
moves (lines). Lines stamp every dimension a figure may ask. Named tuples, because bulk posting
makes hundreds of thousands of them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.chart import account
from jiedui.kernel.problem import Problem, Severity, Source
from jiedui.kernel.quantity import UNITS, Wording

if TYPE_CHECKING:
    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval

AMOUNT_MAX = 10**17
"""The largest amount of a line, so that ninety of them still fit 64 bits: 10^15 yuan."""

WORDINGS = frozenset(wording.value for wording in Wording) - {Wording.NOT_KNOWN.value}
"""The wordings a line may carry."""

DAYS = (dt.date(1900, 1, 1), dt.date(9999, 12, 31))
"""The first and the last day the book knows."""


class Dims(NamedTuple):
    """The dimensions stamped on a line; see `facts.tables` for the meaning of each key."""

    recipient: str | None = None
    payer: str | None = None
    owner: str | None = None
    source: str | None = None
    category: str | None = None
    project: str | None = None
    programme: str | None = None
    pairing_kind: str | None = None
    state: str | None = None


class LineDraft(NamedTuple):
    """One line: an account, a stated amount with its interval, a period and its dimensions.

    `low_open`/`high_open` are 0 or 1 (minus on a taking-back line), `sense` 1 or -1; `starts` and
    `ends` may differ from the entry's when the line belongs to another record's scope (carve-outs).

    `carves` names the other entry a carve-out rests on: on a summary's carve-out the entry whose
    amount it takes out, on an item's own carve-out the summary it takes it out of. When either is
    taken back later, the carve-out goes with it. A negative number -k names the k-th draft of the
    same posting, whose number is not known yet.
    """

    account: str
    unit: str
    amount: int
    low_delta: int
    high_delta: int
    low_open: int
    high_open: int
    wording: str
    sense: int
    starts: dt.date
    ends: dt.date
    dims: Dims
    itemised: bool = True
    overlap: str = "counted"
    excluding: str | None = None
    cell: str = ""
    carves: int | None = None


EXACT = (0, 0, 0, 0, Wording.EXACT.value, 1)
"""What an exact line has between its amount and its days."""

NOTHING_MORE = (True, "counted", None, "", None)
"""What a line has after its keys when nothing more was said."""


class EntryDraft(NamedTuple):
    """One entry to be: kind, period, words, evidence and lines.

    Attributes:
        kind: aid, plan, gift, count, stock, pairing, summary, assertion, transfer, reversal ...
        starts: First day of the effective period.
        ends: Last day of it; never finer than what is known.
        words: One sentence in the office's own words.
        document: The document that states it.
        evidence: Hash or reference of the file behind it.
        source: file, sheet and row, joined by tabs ("" when not from a file).
        lines: The lines, at least one.
        reverses: Number of the entry this one takes back, else None.
        pairing: Name of the pairing it belongs to, when one was stated.
        batch: Number of the batch it came in, when it came in one.
    """

    kind: str
    starts: dt.date
    ends: dt.date
    words: str
    lines: tuple[LineDraft, ...]
    document: str = ""
    evidence: str = ""
    source: str = ""
    reverses: int | None = None
    pairing: str = ""
    batch: int | None = None


def line(  # noqa: PLR0913, PLR0917  a line has that many sides
    account_code: str,
    unit: str,
    amount: Interval,
    period: Period,
    dims: Dims,
    *,
    itemised: bool = True,
    overlap: str = "counted",
    excluding: str | None = None,
    cell: str = "",
) -> LineDraft:
    """Return the line that books an interval: the stated amount, its distances and open ends."""
    stated = amount.stated if amount.stated is not None else (amount.low or 0)
    low_delta = 0 if amount.low is None else stated - amount.low
    high_delta = 0 if amount.high is None else amount.high - stated
    return LineDraft(
        account_code,
        unit,
        stated,
        low_delta,
        high_delta,
        int(amount.low is None),
        int(amount.high is None),
        amount.wording.value,
        1,
        period.starts,
        period.ends,
        dims,
        itemised,
        overlap,
        excluding,
        cell,
    )


def taken_back(one: LineDraft) -> LineDraft:
    """Return the line that takes `one` back: every number negated, so that all sums forget both."""
    return one._replace(
        amount=-one.amount,
        low_delta=-one.low_delta,
        high_delta=-one.high_delta,
        low_open=-one.low_open,
        high_open=-one.high_open,
        sense=-one.sense,
    )


def credited(one: LineDraft, account_code: str) -> LineDraft:
    """Return a money line's other side, on `account_code`: amount negated, ends swapped."""
    return one._replace(
        account=account_code,
        amount=-one.amount,
        low_delta=one.high_delta,
        high_delta=one.low_delta,
        low_open=one.high_open,
        high_open=one.low_open,
    )


def reversal(number: int, draft: EntryDraft, words: str) -> EntryDraft:
    """Return the draft that takes entry `number`, whose content is `draft`, back.

    It keeps period, document and pairing, so that every sum over any of them forgets both.
    Carve-outs that other entries made because of it are added when it is posted.
    """
    return EntryDraft(
        "reversal",
        draft.starts,
        draft.ends,
        words,
        tuple(taken_back(one) for one in draft.lines),
        document=draft.document,
        reverses=number,
        pairing=draft.pairing,
    )


def check_entry(draft: EntryDraft) -> list[Problem]:
    """Return everything wrong with a draft: accounts, units, wording, periods, balance of money.

    Money balances per unit on the stated amount, the plan side and the actual side each by itself.
    """
    problems = [problem for one in draft.lines for problem in _check_line(draft, one)]
    if not draft.kind or not draft.kind.isidentifier():
        problems.append(
            _wrong(
                draft, "KIND_WRONG", found=repr(draft.kind), expected="the kind of entry, one word"
            )
        )
    if not draft.lines:
        problems.append(
            _wrong(draft, "ENTRY_EMPTY", found="no lines", expected="at least one line")
        )
    if draft.ends < draft.starts:
        problems.append(
            _wrong(
                draft, "DATE_ORDER", found=f"{draft.ends}", expected=f"not before {draft.starts}"
            )
        )
    sums: dict[tuple[str, str], int] = {}
    for one in draft.lines:
        found = account(one.account)
        if found is not None and found.side in ("actual", "plan"):
            sums[found.side, one.unit] = sums.get((found.side, one.unit), 0) + one.amount
    problems += [
        _wrong(
            draft,
            "ENTRY_UNBALANCED",
            found=f"the {side} side is off by {off} {unit}",
            expected="debits equal to credits",
        )
        for (side, unit), off in sums.items()
        if off
    ]
    return problems


def _check_line(draft: EntryDraft, one: LineDraft) -> list[Problem]:
    found = account(one.account)
    problems = []
    if found is None:
        problems.append(
            _wrong(draft, "ACCOUNT_UNKNOWN", found=one.account, expected="an account of the chart")
        )
    elif found.unit is not None and found.unit != one.unit:
        problems.append(
            _wrong(draft, "UNIT_WRONG", found=f"{one.unit} on {one.account}", expected=found.unit)
        )
    if one.unit not in UNITS:
        problems.append(
            _wrong(draft, "UNIT_UNKNOWN", found=one.unit, expected="a unit of the book")
        )
    if one.wording not in WORDINGS:
        problems.append(
            _wrong(draft, "WORDING_UNKNOWN", found=one.wording, expected="a wording of the book")
        )
    if one.ends < one.starts:
        problems.append(
            _wrong(draft, "DATE_ORDER", found=f"{one.ends}", expected=f"not before {one.starts}")
        )
    if one.overlap not in ("counted", "unknown"):
        problems.append(
            _wrong(draft, "OVERLAP_UNKNOWN", found=one.overlap, expected="counted or unknown")
        )
    return problems + _check_numbers(draft, one) + _check_texts(draft, one)


def _check_numbers(draft: EntryDraft, one: LineDraft) -> list[Problem]:
    """Check that numbers are whole and fit, and that flags and sense are what they may be."""
    problems = []
    for name in ("amount", "low_delta", "high_delta"):
        number = getattr(one, name)
        if type(number) is not int or abs(number) > AMOUNT_MAX:
            problems.append(
                _wrong(
                    draft,
                    "AMOUNT_WRONG",
                    found=f"{name} {number!r}",
                    expected=f"a whole number up to {AMOUNT_MAX}",
                )
            )
    if (
        one.sense not in (1, -1)
        or one.low_open not in (0, one.sense)
        or one.high_open not in (0, one.sense)
    ):
        found = f"sense {one.sense}, open ends {one.low_open} and {one.high_open}"
        problems.append(
            _wrong(
                draft,
                "SENSE_WRONG",
                found=found,
                expected="sense 1 or -1 and open ends of the same sign",
            )
        )
    elif type(one.low_delta) is int and type(one.high_delta) is int:
        narrow = one.low_delta * one.sense < 0 or one.high_delta * one.sense < 0
        if narrow and one.wording != Wording.BETWEEN:
            found = f"{one.amount} outside its own interval"
            problems.append(
                _wrong(
                    draft,
                    "INTERVAL_WRONG",
                    found=found,
                    expected="a stated amount between the lowest and the highest",
                )
            )
    return problems


def _check_texts(draft: EntryDraft, one: LineDraft) -> list[Problem]:
    """Check that keys are null or say something, and hold no character that no key may hold."""
    keys = (*one.dims, one.excluding)
    return [
        _wrong(
            draft,
            "KEY_WRONG",
            found=repr(key),
            expected="a key without line breaks, tabs and backslashes, or none at all",
        )
        for key in keys
        if key is not None and (not key or not key.isprintable() or "\\" in key)
    ]


def _wrong(draft: EntryDraft, code: str, *, found: str, expected: str) -> Problem:
    file, _, rest = draft.source.partition("\t")
    sheet, _, row = rest.partition("\t")
    where = Source(file, sheet, f"row:{row}" if row.isdigit() else row)
    return Problem(code, Severity.ERROR, where, found, expected)
