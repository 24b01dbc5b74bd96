"""The money of one row: per source, without a source, and paid but not stated.

Used for what was given and for what is planned alike. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.books.entry import credited
from jiedui.books.payers import payer_key, payer_of
from jiedui.exchange.drafting.fields import amount_of, exact_of
from jiedui.exchange.drafting.scopes import holds_records
from jiedui.exchange.drafting.view import Wanted
from jiedui.kernel.place import covers
from jiedui.kernel.problem import Severity
from jiedui.kernel.quantity import NOT_STATED, WAN_YUAN, plain, said, shown_decimal

if TYPE_CHECKING:
    from jiedui.books.entry import Dims, LineDraft
    from jiedui.exchange.drafting.fields import Case, Stamp
    from jiedui.exchange.rows import Row
    from jiedui.kernel.problem import Problem
    from jiedui.kernel.quantity import Interval

SOURCE_FIELDS = (
    ("municipal_fen", "MUNICIPAL_POOLED"),
    ("district_fen", "DISTRICT_FISCAL"),
    ("town_fen", "TOWNSHIP"),
    ("social_fen", "SOCIAL_DONATION"),
)
"""Columns of aid money and the fund source each is."""


@dataclass(frozen=True, slots=True)
class Part:
    """Money of one source in one row.

    Attributes:
        source: Fund source code; None where the row does not break it down.
        amount: How much.
        field: The field it was read from.
    """

    source: str | None
    amount: Interval
    field: str


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one row.

    Attributes:
        parts: Aid with an amount, per source.
        own: The recipient's own money, None when there is none.
        unstated: Sources (None = unknown) that paid an amount nobody stated.
        problems: What does not fit.
    """

    parts: tuple[Part, ...]
    own: Interval | None
    unstated: tuple[Part, ...]
    problems: tuple[Problem, ...] = ()


def money_of(case: Case) -> Money:
    """Return the money of a row; aid that its sources do not explain has no source."""
    said_parts = [
        Part(source, amount, name)
        for name, source in SOURCE_FIELDS
        if (amount := amount_of(case, name)) is not None
    ]
    parts = [part for part in said_parts if part.amount.stated]
    unstated = [part for part in said_parts if part.amount.stated is None]
    own = amount_of(case, "recipient_own_fen")
    own = own if own is not None and own.stated else None
    whole = _whole_aid(case, own, has_sources=bool(said_parts))
    problems: list[Problem] = []
    if whole is not None and whole.amount.stated:
        rest, problems = _rest(case, whole, parts)
        parts += rest
    elif whole is not None and not parts and not unstated:
        unstated.append(whole)
    return Money(tuple(parts), own, tuple(unstated), tuple(problems))


def _whole_aid(case: Case, own: Interval | None, *, has_sources: bool) -> Part | None:
    """Return the row's aid in all: stated, or the total less own money, or the allotment."""
    aid = amount_of(case, "aid_fen")
    if aid is not None:
        return Part(None, aid, "aid_fen")
    total = amount_of(case, "total_fen")
    if total is not None and total.stated is not None:
        return Part(None, total if own is None else total - own, "total_fen")
    if total is not None:
        return Part(None, NOT_STATED, "total_fen")
    allotted = None if has_sources else amount_of(case, "allotted_fen")
    return None if allotted is None else Part(None, allotted, "allotted_fen")


def _rest(case: Case, whole: Part, parts: list[Part]) -> tuple[list[Part], list[Problem]]:
    """Return what of the whole no source explains; a problem where the sources exceed it."""
    if not parts:
        return [whole], []
    amounts = [whole.amount, *(part.amount for part in parts)]
    if not all(amount.is_exact for amount in amounts):
        return [], []
    rest = (whole.amount.stated or 0) - sum(part.amount.stated or 0 for part in parts)
    if rest < 0:
        return [], [
            case.problem(
                "PART_OVER_WHOLE",
                Severity.ERROR,
                whole.field,
                found=f"sources exceed the whole by {plain(shown_decimal(-rest, WAN_YUAN))}万元",
                expected="sources that add up to at most the whole",
                hint="Correct the amounts and send the file again.",
            )
        ]
    return ([Part(None, said(rest), whole.field)] if rest else []), []


def dims_of(stamp: Stamp, part: Part) -> Dims:
    """Return a row's dimensions with the source of one part, and who pays it.

    That is whom the source tells by itself, else whom the row names; several stay joint.
    """
    case, dims = stamp.case, stamp.dims
    payer = payer_of(part.source, dims.owner, dims.recipient, words=case.heading(part.field))
    named = payer_key(case.text("payer"), anywhere=True, near=dims.owner)
    return dims._replace(source=part.source, payer=payer or named)


def source_lines(stamp: Stamp, money: Money) -> list[LineDraft]:
    """Return the credit lines that say where the aid came from."""
    return [
        credited(
            stamp.line("Place:Contributed", part.amount, part.field, dims=dims_of(stamp, part)),
            "Source:Aid",
        )
        for part in money.parts
    ]


def own_lines(stamp: Stamp, money: Money) -> list[LineDraft]:
    """Return both sides of the recipient's own money, [] when there is none."""
    if money.own is None:
        return []
    part = Part("RECIPIENT_OWN", money.own, "recipient_own_fen")
    put_in = stamp.line("Place:Own", part.amount, part.field, dims=dims_of(stamp, part))
    return [put_in, credited(put_in, "Source:Own")]


def uncovered(stamp: Stamp, money: Money, account: str) -> list[Part]:
    """Return the unstated parts that no stated total covers: only these may widen a figure.

    A total covers them when it stands for the same place and days, in the book or further down in
    the same table, and for the same source (or the source is unknown).

    Args:
        stamp: The row.
        money: Its money.
        account: The account on which totals of this side stand (Source:Aid or Plan:Aid).
    """
    wanted = Wanted(account, stamp.dims.recipient, stamp.period, itemised=False)
    return [
        part
        for part in money.unstated
        if not (_rest_in_file(stamp.case, part) or _rest_on_record(stamp.case, part, wanted))
    ]


def _rest_in_file(case: Case, part: Part) -> bool:
    """Return whether the same table has a row with the rest of the part's source."""
    wanted = [name for name, source in SOURCE_FIELDS if part.source in (source, None)]
    rests = [
        row for row in case.reading.rows if row.sheet == case.row.sheet and row.get("not_itemised")
    ]
    mine = case.row.get("county_code")
    near = [
        row
        for row in rests
        if mine in (row.get("county_code"), None) or row.get("county_code") is None
    ]
    return any(_covers_source(row, wanted) for row in near)


def _covers_source(row: Row, wanted: list[str]) -> bool:
    """Return whether a rest holds money of one of these columns, or money of no stated source."""
    if any(row.get(name) for name in wanted):
        return True
    has_sources = any(row.get(name) for name, _ in SOURCE_FIELDS)
    return not has_sources and any(row.get(name) for name in ("aid_fen", "total_fen"))


def _rest_on_record(case: Case, part: Part, wanted: Wanted) -> bool:
    return any(
        one.line.sense > 0
        and holds_records(one, case.view)
        and one.line.dims.source in (part.source, None)
        and wanted.recipient is not None
        and one.line.dims.recipient is not None
        and covers(one.line.dims.recipient, wanted.recipient)
        for one in case.view.lines(wanted)
    )


def plain_amounts(case: Case) -> tuple[int | None, int | None, int | None]:
    """Return what was allotted, paid out and left over, where said exactly."""
    return exact_of(case, "allotted_fen"), exact_of(case, "paid_fen"), exact_of(case, "surplus_fen")
