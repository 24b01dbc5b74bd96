"""Rows of a yearly plan (年度计划表): memorandum money and planned projects, never beside what happened.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, LineDraft, credited, line
from jiedui.exchange.drafting.fields import (
    amount_of,
    category_of,
    count_line,
    entry_of,
    is_not_itemised,
    owner_of,
    period_of,
    recipient_of,
)
from jiedui.exchange.drafting.funds import floor_area, project_key, project_name, words_of
from jiedui.exchange.drafting.money import Money, Part, dims_of, money_of, uncovered
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.kernel.period import Period


def draft(case: Case) -> Drafted:
    """Return the entry of a plan row: planned money by source and the planned project."""
    recipient = recipient_of(case)
    category, problems = category_of(case)
    period = period_of(case)
    name = project_name(case)
    project = project_key(recipient, name) if name else None
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient), category=category, project=project)
    money = money_of(case)
    problems += money.problems
    lines = [*_money_lines(case, money, period, dims), *_project_lines(case, period, dims)]
    if not lines:
        return [], problems
    return [entry_of(case, "plan", f"计划:{words_of(case, name, money, dims)}", period, lines)], problems


def _money_lines(case: Case, money: Money, period: Period, dims: Dims) -> list[LineDraft]:
    parts = [("Plan:Aid", part) for part in money.parts]
    parts += [("Plan:Aid", part) for part in uncovered(case, money, period, dims, account="Plan:Aid")]
    if money.own is not None:
        parts.append(("Plan:Own", Part("RECIPIENT_OWN", money.own, "recipient_own_fen")))
    lines: list[LineDraft] = []
    for account, part in parts:
        planned = line(
            account, "fen", part.amount, period, dims_of(part, dims),
            itemised=not is_not_itemised(case), cell=case.cell(part.field),
        )
        lines += [planned, credited(planned, "Plan:Commitment")]
    return lines


def _project_lines(case: Case, period: Period, dims: Dims) -> list[LineDraft]:
    if dims.project is None:
        count = amount_of(case, "project_count")
        if count is None or count.stated is None:
            return []
        return [count_line(case, "Count:PlannedProjects", count, period, dims, name="project_count")]
    counted = dims._replace(state="PLANNED")
    lines = [count_line(case, "Count:PlannedProjects", said(1), period, counted, name="project_name")]
    area = floor_area(case.text("content"))
    if area:
        lines.append(count_line(case, "Count:PlannedFloorArea", said(area), period, counted, name="content"))
    return lines
