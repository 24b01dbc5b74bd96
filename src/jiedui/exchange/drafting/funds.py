"""Rows of a project and fund ledger (项目资金台账): money by source and stage, the project, its floor area.

Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, EntryDraft, LineDraft, credited, line
from jiedui.exchange.drafting.fields import (
    amount_of,
    category_of,
    count_line,
    day_in,
    entry_of,
    is_not_itemised,
    owner_of,
    period_of,
    recipient_of,
)
from jiedui.exchange.drafting.money import Money, dims_of, money_of, own_lines, source_lines, uncovered
from jiedui.exchange.drafting.stages import place_lines, stages_of
from jiedui.kernel.codes import SOURCES
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Problem, Severity
from jiedui.kernel.quantity import WAN_YUAN, plain, said, shown_decimal

if TYPE_CHECKING:
    from jiedui.exchange.drafting.fields import Case
    from jiedui.kernel.period import Period

Drafted = tuple[list[EntryDraft], list[Problem]]
"""What a row gives: entries to be, and what is wrong or worth knowing."""

_AREA = re.compile(r"(\d+(?:\.\d{1,4})?)(万)?(?:㎡|平方米|平米|m2|m²)")


def draft(case: Case) -> Drafted:
    """Return the entry of a ledger row: aid by source and stage, own money, and the project itself."""
    recipient = recipient_of(case)
    category, problems = category_of(case)
    period = period_of(case)
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient), category=category)
    name = project_name(case)
    if name:
        dims = dims._replace(project=project_key(recipient, name))
    money = money_of(case)
    lines, more = _money_lines(case, money, period, dims)
    problems += [*money.problems, *more]
    lines += _project_lines(case, period, dims)
    if not lines:
        return [], problems
    kind = "aid" if any(one.unit == "fen" for one in lines) else "count"
    return [entry_of(case, kind, words_of(case, name, money, dims), period, lines)], problems


def project_name(case: Case) -> str:
    """Return the project's name, "" for a stated total's rest."""
    return "" if is_not_itemised(case) else "".join(case.text("project_name").split())


def project_key(recipient: str | None, name: str) -> str:
    """Return the key of a project: the county it lies in and its name."""
    return f"{(recipient or '').partition(':')[0]}/{name}"


def words_of(case: Case, name: str, money: Money, dims: Dims) -> str:
    """Return the entry's sentence: place, project, and money per source as it was said."""
    place = name_of(dims.recipient) if dims.recipient else case.text("county")
    amounts = "、".join(
        f"{_source_word(part.source)}{_said(part.amount.stated)}" for part in (*money.parts, *money.unstated)
    )
    what = name or case.text("project_name") or "合计"
    return f"{place} {what}" + (f":{amounts}" if amounts else "")


def _source_word(source: str | None) -> str:
    return SOURCES[source].zh if source else "帮扶资金"


def _said(amount: int | None) -> str:
    return "金额未列明" if amount is None else f"{plain(shown_decimal(amount, WAN_YUAN))}万元"


def _money_lines(case: Case, money: Money, period: Period, dims: Dims) -> tuple[list[LineDraft], list[Problem]]:
    sources = source_lines(case, money, period, dims)
    exact = [-one.amount for one in sources if not (one.low_delta or one.high_delta or one.low_open or one.high_open)]
    aid = sum(exact) if sources and len(exact) == len(sources) else None
    stages, problems = stages_of(case, aid)
    lines = [*sources, *place_lines(case, sources, stages, period, dims)] if sources else []
    for part in uncovered(case, money, period, dims, account="Source:Aid"):
        put_in = line("Place:Contributed", "fen", part.amount, period, dims_of(part, dims), cell=case.cell(part.field))
        lines += [put_in, credited(put_in, "Source:Aid")]
    return [*lines, *own_lines(case, money, period, dims)], problems


def _project_lines(case: Case, period: Period, dims: Dims) -> list[LineDraft]:
    """Return the count of the project and its floor area; for a total's rest the count it states, if any."""
    if dims.project is None:
        count = amount_of(case, "project_count")
        if count is None or count.stated is None:
            return []
        return [count_line(case, "Count:Projects", count, period, dims, name="project_count")]
    counted = dims._replace(state=state_of(case))
    lines = [count_line(case, "Count:Projects", said(1), period, counted, name="project_name")]
    area = floor_area(case.text("content"))
    if area:
        lines.append(count_line(case, "Count:FloorArea", said(area), period, counted, name="content"))
    return lines


def state_of(case: Case) -> str | None:
    """Return the project's state as far as the row tells it; None when it tells nothing."""
    progress = case.row.get("progress_rate")
    started = day_in(case, "start_date")
    cut_off = case.context.cut_off or case.view.today
    if case.row.get("settled_fen"):
        return "SETTLED"
    if isinstance(progress, int | float) and not isinstance(progress, bool) and progress > 0:
        return "COMPLETED" if progress >= 1 else "IN_PROGRESS"
    if started is not None and started.starts <= cut_off:
        return "STARTED"
    return "ALLOTTED" if case.row.get("allotted_fen") else None


def floor_area(words: str) -> int | None:
    """Return the floor area that words state, in square centimetres: 新建7520㎡ gives 75,200,000.

    Several areas in one text are not added: which of them is the building is not known.
    """
    found = _AREA.findall(words.replace(",", "").replace(",", "").replace(" ", ""))
    if len(found) != 1:
        return None
    number, ten_thousands = found[0]
    whole, _, part = number.partition(".")
    return int(whole + part.ljust(4, "0")) * (10_000 if ten_thousands else 1)


def already_named(case: Case, dims: Dims, entry: int) -> Problem:
    """Return the problem of a project that another entry already carries."""
    name = (dims.project or "").partition("/")[2]
    return case.problem(
        "PROJECT_ON_RECORD",
        Severity.ERROR,
        "project_name",
        found=f"{name} with other figures than entry {entry}",
        expected="a project that is not yet in the book, or the same figures",
        hint=f"Take entry {entry} back first, then send this file again.",
    )
