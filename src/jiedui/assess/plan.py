"""The plan of a month on one page (层层压实, 按时完成): who owes what by when. Knows no Django."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.assess.duty import Stand
from jiedui.assess.span import decimal_text
from jiedui.kernel.workdays import caveat, holiday, is_made_up, is_workday
from jiedui.papers.document import Document, Paragraph, Table, Text
from jiedui.papers.typography import set_in_chinese

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.assess.duty import Rates, Task
    from jiedui.assess.wording import Words

STANDS: dict[Stand, Words] = {
    Stand.DONE: ("已办结", "done"),
    Stand.DONE_LATE: ("逾期办结", "done late"),
    Stand.OPEN: ("未到期", "open"),
    Stand.SOON: ("即将到期", "soon due"),
    Stand.LATE: ("逾期", "late"),
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan.

    Attributes:
        due: The day it is due.
        title: What is owed.
        period: For which period, both languages.
        owner: Who owes it.
        stand: Where it stands.
        number: The duty's number; None for a return that a sender owes.
        note: What there is to say: a lock, an extension; both languages.
    """

    due: dt.date
    title: str
    period: Words
    owner: str
    stand: Stand
    number: int | None = None
    note: Words = ("", "")


def row_of(task: Task) -> PlanRow:
    """Return a duty's task as a line of the plan."""
    note = task.lock if task.stand is Stand.LATE else ("", "")
    if task.extension is not None:
        more = task.extension
        note = (
            f"{more.granted_by}批准延至{more.until}:{more.reason}",
            f"extended to {more.until} by {more.granted_by}: {more.reason}",
        )
    return PlanRow(
        task.due, task.duty.title, task.period_name, task.duty.owner, task.stand,
        task.duty.number, note,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month: its date, whether it is worked, what it is called, how much is due."""

    date: dt.date
    is_here: bool
    is_workday: bool
    words: Words
    rows: tuple[PlanRow, ...]


def weeks(year: int, month: int, rows: Sequence[PlanRow]) -> list[list[Day]]:
    """Return a month by weeks, Monday first; days of the months beside it are marked."""
    return [
        [
            Day(
                day, day.month == month, is_workday(day), _called(day),
                tuple(one for one in rows if one.due == day),
            )
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]  # fmt: skip


def _called(day: dt.date) -> Words:
    if is_made_up(day):
        return "调休上班", "worked instead"
    name = holiday(day)
    return (name, "day off") if name else ("", "")


def plan_of_month(
    first: dt.date, rows: Sequence[PlanRow], rates: Rates, *, language: str
) -> Document:
    """Return the plan of the month of a day as a document of one page.

    Where a line for each duty would not fit, each week has one.
    """
    year, month = first.year, first.month
    at = 0 if language == "zh" else 1
    title = (f"{year}年{month}月工作任务安排", f"Duties of {year}-{month:02}")[at]
    sure = caveat((year,))[at]
    ordered = sorted(rows, key=lambda one: (one.due, one.owner))
    lines = sum(1 + len(one.note[at]) // _NOTE_LINE[at] for one in ordered)
    told = (_one_each if lines <= _LINES else _one_a_week)(ordered, at)
    columns = _COLUMNS[len(told[0]) if told else 6][at]
    cells = tuple(tuple(map(Text, one)) for one in told)
    blocks = [Paragraph((Text(rates_words(rates)[at]),))]
    caption = ("按截止日排列,截止日当日有效", "by deadline; the day itself still counts")[at]
    table = Table("plan", caption, columns, cells, stub=len(columns))
    notes = [Paragraph((Text(sure),), "note")] if sure else []
    subtitle = _workdays(year, month)[at]
    made = Document("plan", language, title, subtitle, (*blocks, table, *notes))
    return set_in_chinese(made) if language == "zh" else made


_LINES = 18
"""How many lines of the long table one page holds."""

_NOTE_LINE = (14, 24)
"""How many signs of a note make a line, Chinese and English."""

_COLUMNS: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    2: (("截止", "任务·责任单位(人)"), ("due", "duty, owner")),
    6: (
        ("截止日", "任务", "所属期", "责任单位(人)", "状态", "备注"),
        ("due", "duty", "period", "owner", "state", "note"),
    ),
}


def _one_each(rows: Sequence[PlanRow], at: int) -> list[tuple[str, ...]]:
    """Return a line for each duty."""
    return [
        (
            f"{one.due.month}-{one.due.day:02}", one.title, one.period[at] or "—",
            one.owner, STANDS[one.stand][at], one.note[at] or "—",
        )
        for one in rows
    ]  # fmt: skip


def _one_a_week(rows: Sequence[PlanRow], at: int) -> list[tuple[str, ...]]:
    """Return a line for each week in which something is due: a month of many on one page."""
    found: dict[tuple[int, int], dict[dt.date, list[str]]] = {}
    for one in rows:
        state = f"({STANDS[one.stand][at]})" if one.stand in (Stand.LATE, Stand.DONE) else ""
        week = found.setdefault(one.due.isocalendar()[:2], {})
        week.setdefault(one.due, []).append(f"{one.title}·{one.owner}{state}")
    comma, stop = (("、", "；"), (", ", "; "))[at]
    told: list[tuple[str, ...]] = []
    for week in found.values():
        first, last = (f"{day.month}-{day.day:02}" for day in (min(week), max(week)))
        days = [f"{day.month}-{day.day:02} {comma.join(several)}" for day, several in week.items()]
        told.append((first if first == last else f"{first}/{last}", stop.join(days)))
    return told


def _workdays(year: int, month: int) -> Words:
    days = [one for one in calendar.Calendar().itermonthdates(year, month) if one.month == month]
    count = sum(map(is_workday, days))
    return f"共{count}个工作日", f"{count} working days"


def rates_words(found: Rates) -> Words:
    """Return how punctual and how complete, in words."""
    if found.on_time_percent is None or found.complete_percent is None:
        return "本期尚无到期任务。", "Nothing has fallen due yet."
    on_time, whole = decimal_text(found.on_time_percent), decimal_text(found.complete_percent)
    return (
        (
            f"已到期{found.due}项,按时完成{found.on_time}项(按时率{on_time}%),"
            f"完整办结{found.complete}项(完整率{whole}%)。"
        ),
        (
            f"{found.due} fell due, {found.on_time} done on time ({on_time} percent),"
            f" {found.complete} complete ({whole} percent)."
        ),
    )
