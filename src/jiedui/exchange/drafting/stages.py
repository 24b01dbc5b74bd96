"""Where a row's aid stands: contributed (stage not stated), allotted, disbursed, spent.

A row says stages for its whole aid. One source, or one stage that holds all, keeps both exact;
otherwise the stages stand without a source, because the row does not say which source has got how
far. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.entry import credited
from jiedui.exchange.drafting.money import plain_amounts
from jiedui.kernel.problem import Severity
from jiedui.kernel.quantity import WAN_YUAN, plain, said, shown_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.books.entry import LineDraft
    from jiedui.exchange.drafting.fields import Case, Stamp
    from jiedui.kernel.problem import Problem


class Stage(NamedTuple):
    """Money at one stage: the place account, how many fen, and the field that says so."""

    account: str
    amount: int
    field: str


def stages_of(case: Case, aid: int | None) -> tuple[list[Stage], list[Problem]]:
    """Return how far a row's aid has got, as amounts that add up to it; [] when no stage is stated.

    Args:
        case: The row.
        aid: Its aid in fen, when that is exact; else no stage can be told apart.
    """
    allotted, paid, surplus = plain_amounts(case)
    if aid is None or (allotted is None and paid is None):
        return [], []
    passed = paid if allotted is None else allotted
    problems = _out_of_order(case, aid, passed or 0)
    if problems:
        return [], problems
    spent = _spent(paid, surplus, kept_back={aid - (paid or 0), (passed or 0) - (paid or 0)})
    out = paid or 0
    stages = [
        Stage("Place:Contributed", aid - (passed or 0), "aid_fen"),
        Stage("Place:Allotted", (passed or 0) - out, "allotted_fen"),
        Stage("Place:Disbursed", out - spent, "paid_fen"),
        Stage("Place:Spent", spent, "surplus_fen"),
    ]
    return [stage for stage in stages if stage.amount], []


def _spent(paid: int | None, surplus: int | None, *, kept_back: set[int]) -> int:
    """Return what is known to be spent: paid out and not left over of that.

    A surplus that is just what was never paid out, of the aid or of the allotment, says nothing
    about spending.

    Args:
        paid: What was paid out, in fen.
        surplus: What the row calls left over.
        kept_back: What was not paid out, of the aid and of the allotment.
    """
    if paid is None or surplus is None or surplus > paid or surplus in kept_back:
        return 0
    return paid - surplus


def _out_of_order(case: Case, aid: int, passed: int) -> list[Problem]:
    _, paid, _ = plain_amounts(case)
    if paid is not None and paid > passed:
        return [_too_much(case, "PAID_OVER_ALLOTTED", "paid_fen", by=paid - passed)]
    if passed > aid:
        return [_too_much(case, "ALLOTTED_OVER_AID", "allotted_fen", by=passed - aid)]
    return []


def _too_much(case: Case, code: str, name: str, *, by: int) -> Problem:
    return case.problem(
        code,
        Severity.ERROR,
        name,
        found=f"{plain(shown_decimal(by, WAN_YUAN))}万元 too much",
        expected="paid out <= allotted <= aid",
        hint="Correct the amounts and send the file again.",
    )


def place_lines(
    stamp: Stamp, sources: Sequence[LineDraft], stages: Sequence[Stage]
) -> list[LineDraft]:
    """Return the debit lines of a row's aid: by source, by stage, by both where it says both."""
    if len(stages) <= 1:
        account = stages[0].account if stages else "Place:Contributed"
        return [credited(one, account) for one in sources]
    dims = sources[0].dims if len(sources) == 1 else stamp.dims
    return [
        stamp.line(stage.account, said(stage.amount), stage.field, dims=dims) for stage in stages
    ]
