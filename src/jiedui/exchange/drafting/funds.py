"""Rows of a project and fund ledger (项目资金台账): money, project, floor area.

Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, EntryDraft, credited
from jiedui.exchange.drafting.fields import (
    Stamp,
    amount_of,
    category_of,
    day_in,
    is_not_itemised,
    not_whole,
    owner_of,
    period_of,
    recipient_of,
)
from jiedui.exchange.drafting.money import dims_of, money_of, own_lines, source_lines, uncovered
from jiedui.exchange.drafting.stages import place_lines, stages_of
from jiedui.kernel.codes import SOURCES
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Problem
from jiedui.kernel.quantity import WAN_YUAN, Wording, plain, said, shown_decimal

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.books.entry import LineDraft
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.money import Money
    from jiedui.kernel.quantity import Interval

Drafted = tuple[list[EntryDraft], list[Problem]]
"""What a row gives: entries to be, and what is wrong or worth knowing."""

TO_THE_FEN = replace(WAN_YUAN, decimals=6)
"""Money in 万元 without rounding."""

SAID = {
    Wording.OVER: ("", "以上"),
    Wording.ABOUT: ("约", ""),
    Wording.NEARLY: ("近", ""),
    Wording.AT_LEAST: ("至少", ""),
    Wording.AT_MOST: ("不超过", ""),
}
"""Words before and after an amount that was not said exactly."""

FINISHING_WORDS = ("竣工", "完工", "完成", "建成", "验收", "交付")
"""Words of a heading that make its date the end of building."""

PLANNING_WORDS = ("计划", "预计", "拟", "预期", "合同", "约定", "要求", "期限", "工期")
"""Words of a heading that make its date the end of a term."""

_AREA = re.compile(r"(\d+(?:\.\d{1,4})?)(万)?(?:㎡|平方米|平米|m2|m²)")


def draft(case: Case) -> Drafted:
    """Return the entry of a ledger row: aid by source and stage, own money, the project."""
    stamp, problems = stamp_of(case)
    money = money_of(case)
    lines, more = _money_lines(stamp, money)
    problems += [*money.problems, *more]
    lines += _project_lines(stamp)
    if not lines:
        return [], problems
    kind = "aid" if any(one.unit == "fen" for one in lines) else "count"
    return [stamp.entry(kind, words_of(stamp, money), lines)], problems


def stamp_of(case: Case) -> tuple[Stamp, list[Problem]]:
    """Return the days and dimensions of a row of a ledger or a plan."""
    recipient = recipient_of(case)
    category, problems = category_of(case)
    problems += not_whole(case, "project_count")
    name = project_name(case)
    dims = Dims(
        recipient=recipient,
        owner=owner_of(case, recipient),
        category=category,
        project=project_key(recipient, name) if name else None,
    )
    return Stamp(case, period_of(case), dims), problems


def project_name(case: Case) -> str:
    """Return the project's name, "" for a stated total's rest."""
    return "" if is_not_itemised(case) else "".join(case.text("project_name").split())


def project_key(recipient: str | None, name: str) -> str:
    """Return the key of a project: the county it lies in and its name."""
    return f"{(recipient or '').partition(':')[0]}/{name}"


def words_of(stamp: Stamp, money: Money) -> str:
    """Return the entry's sentence: place, project, and money per source as it was said."""
    case = stamp.case
    place = name_of(stamp.dims.recipient) if stamp.dims.recipient else case.text("county")
    amounts = "、".join(
        f"{_source_word(part.source)}{said_as(part.amount)}"
        for part in (*money.parts, *money.unstated)
    )
    what = project_name(case) or case.text("project_name") or "合计"
    return f"{place} {what}" + (f":{amounts}" if amounts else "")


def _source_word(source: str | None) -> str:
    return SOURCES[source].zh if source else "帮扶资金"


def said_as(amount: Interval) -> str:
    """Return money in words, to the fen and with its wording: 约30万元, 5.000055万元."""
    if amount.stated is None:
        return "金额未列明"
    before, after = SAID.get(amount.wording, ("", ""))
    return f"{before}{plain(shown_decimal(amount.stated, TO_THE_FEN))}万元{after}"


def _money_lines(stamp: Stamp, money: Money) -> tuple[list[LineDraft], list[Problem]]:
    sources = source_lines(stamp, money)
    is_exact = all(part.amount.is_exact for part in money.parts)
    aid = sum(-one.amount for one in sources) if sources and is_exact else None
    stages, problems = stages_of(stamp.case, aid)
    lines = [*sources, *place_lines(stamp, sources, stages)] if sources else []
    for part in uncovered(stamp, money, "Source:Aid"):
        dims = dims_of(stamp, part)
        put_in = stamp.line("Place:Contributed", part.amount, part.field, dims=dims)
        lines += [put_in, credited(put_in, "Source:Aid")]
    return [*lines, *own_lines(stamp, money)], problems


def _project_lines(stamp: Stamp) -> list[LineDraft]:
    """Return the project and its floor area; for a total's rest the count it states, if any."""
    if stamp.dims.project is None:
        return count_lines(stamp, "Count:Projects", "project_count")
    dims = stamp.dims._replace(state=state_of(stamp.case))
    lines = [stamp.line("Count:Projects", said(1), "project_name", dims=dims)]
    area = floor_area(stamp.case.text("content"))
    return (
        [*lines, stamp.line("Count:FloorArea", said(area), "content", dims=dims)] if area else lines
    )


def count_lines(stamp: Stamp, account: str, name: str) -> list[LineDraft]:
    """Return the line of a count that a field states, [] when it states none."""
    amount = amount_of(stamp.case, name)
    if amount is None or amount.stated is None:
        return []
    return [stamp.line(account, amount, name)]


def state_of(case: Case) -> str | None:
    """Return the project's state as far as the row tells it; None when it tells nothing."""
    progress = case.row.get("progress_rate")
    started = day_in(case, "start_date")
    cut_off = case.context.cut_off or case.view.today
    if case.row.get("settled_fen"):
        return "SETTLED"
    is_told = isinstance(progress, int | float) and not isinstance(progress, bool)
    if is_told and progress:
        return "COMPLETED" if float(progress) >= 1 else "IN_PROGRESS"
    if not is_told and _is_finished(case, cut_off):
        return "COMPLETED"
    if started is not None and started.starts <= cut_off:
        return "STARTED"
    return "ALLOTTED" if case.row.get("allotted_fen") else None


def _is_finished(case: Case, cut_off: dt.date) -> bool:
    """Return whether the row says that building ended on or before the cut-off day.

    The end of a plan, or of a term that was set, is no completion.
    """
    ended = day_in(case, "end_date")
    if ended is None or ended.ends > cut_off:
        return False
    headings = [
        column.header
        for column in case.reading.columns
        if (column.sheet, column.field) == (case.row.sheet, "end_date")
    ]
    is_set = any(word in heading for heading in headings for word in PLANNING_WORDS)
    return not is_set and (
        not headings or any(word in heading for heading in headings for word in FINISHING_WORDS)
    )


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
