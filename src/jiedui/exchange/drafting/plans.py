"""Rows of a yearly plan (年度计划表): memorandum money and planned projects.

Nothing planned ever stands beside what happened. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import credited
from jiedui.exchange.drafting.funds import count_lines, floor_area, stamp_of, words_of
from jiedui.exchange.drafting.money import Part, dims_of, money_of, uncovered
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from jiedui.books.entry import LineDraft
    from jiedui.exchange.drafting.fields import Case, Stamp
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.exchange.drafting.money import Money


def draft(case: Case) -> Drafted:
    """Return the entry of a plan row: planned money by source and the planned project."""
    stamp, problems = stamp_of(case)
    money = money_of(case)
    problems += money.problems
    lines = [*_money_lines(stamp, money), *_project_lines(stamp)]
    if not lines:
        return [], problems
    return [stamp.entry("plan", f"计划:{words_of(stamp, money)}", lines)], problems


def _money_lines(stamp: Stamp, money: Money) -> list[LineDraft]:
    parts = [("Plan:Aid", part) for part in (*money.parts, *uncovered(stamp, money, "Plan:Aid"))]
    if money.own is not None:
        parts.append(("Plan:Own", Part("RECIPIENT_OWN", money.own, "recipient_own_fen")))
    lines: list[LineDraft] = []
    for account, part in parts:
        planned = stamp.line(account, part.amount, part.field, dims=dims_of(stamp, part))
        lines += [planned, credited(planned, "Plan:Commitment")]
    return lines


def _project_lines(stamp: Stamp) -> list[LineDraft]:
    if stamp.dims.project is None:
        return count_lines(stamp, "Count:PlannedProjects", "project_count")
    dims = stamp.dims._replace(state="PLANNED")
    lines = [stamp.line("Count:PlannedProjects", said(1), "project_name", dims=dims)]
    area = floor_area(stamp.case.text("content"))
    if area:
        lines.append(stamp.line("Count:PlannedFloorArea", said(area), "content", dims=dims))
    return lines
