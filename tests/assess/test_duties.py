"""Deadlines in working days, locks in words, extensions by a named person, rates, the month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from jiedui.access.queries import actor_named, log
from jiedui.access.scope import EVERYWHERE, Scope
from jiedui.assess import duties
from jiedui.assess.duty import Duty, Stand, by_owner, calendar_file, rates, reminder
from jiedui.assess.plan import plan_of_month, row_of, weeks
from jiedui.assess.queries import set_for
from jiedui.assess.tally import count_month
from jiedui.books.commands import post_reversal, propose_reversal
from jiedui.books.feed import facts
from jiedui.books.latest import latest_day
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.period import Period, month_of
from jiedui.kernel.problem import Refused
from jiedui.papers.document import Table
from jiedui.papers.render import rendered
from tests.assess.small import now_assessed, settle, these

if TYPE_CHECKING:
    from jiedui.assess.duty import Task
    from jiedui.papers.document import Document

DAY = dt.date


def at(day: dt.date, hour: int = 2) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC)


def duty(title: str = "报送月报", *, place: str = "", **rest: object) -> Duty:
    told: dict[str, object] = {
        "frequency": "monthly", "due": None, "days": 5, "is_working": True,
        "since": DAY(2017, 9, 1), **rest,
    }  # fmt: skip
    return Duty(0, title, "德钦县", place, **told)  # type: ignore[arg-type]


def of(window: Period, today: dt.date) -> list[Task]:
    return duties.tasks(EVERYWHERE, window, today=today)


def table_of(plan: Document) -> Table:
    (found,) = [one for one in plan.blocks if isinstance(one, Table)]
    return found


def page_count(content: bytes) -> int:
    return len(pdfium.PdfDocument(content))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.problems]


@pytest.mark.usefixtures("office")
def test_a_deadline_its_lock_and_its_extension() -> None:
    """September's return is due five working days after it ended: 9, 10, 11, 12, 13 October.

    (1 to 8 October are off.) On the 13th it may still be done, on Monday the 16th it is locked:
    one working day has passed.
    """
    settle()
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    number = duties.keep_duty(duty(), actor=officer, now=at(DAY(2017, 9, 1))).number
    (task,) = of(month_of(DAY(2017, 10, 1)), DAY(2017, 10, 13))
    assert these(task.due, task.stand, task.left, task.lock) == (
        DAY(2017, 10, 13), Stand.SOON, 1, ("", ""),
    )  # fmt: skip
    (task,) = of(month_of(DAY(2017, 10, 1)), DAY(2017, 10, 16))
    assert these(task.stand, task.late) == (Stand.LATE, 1)
    assert task.lock[0] == (
        "截止日2017-10-13(当日有效)已过1个工作日,须由有权批准延期的人员延期后方可办理。"
    )
    with pytest.raises(Refused) as refused:
        duties.record_done(number, None, actor=officer, now=at(DAY(2017, 10, 16)))
    assert codes(refused) == ["DUTY_LOCKED"]
    assert "已过1个工作日" in refused.value.problems[0].found
    with pytest.raises(Refused) as refused:
        duties.extend(
            number, None, until=DAY(2017, 10, 20), reason="系统故障", actor=officer,
            now=at(DAY(2017, 10, 16)),
        )  # fmt: skip
    assert codes(refused) == ["NOT_ALLOWED"]
    with pytest.raises(Refused) as refused:
        duties.extend(
            number, None, until=DAY(2017, 10, 21), reason="系统故障", actor=reviewer,
            now=at(DAY(2017, 10, 16)),
        )  # fmt: skip
    assert codes(refused) == ["DEADLINE_WRONG"]
    assert refused.value.problems[0].hint == "The next working day is 2017-10-23."
    duties.extend(
        number, None, until=DAY(2017, 10, 20), reason="系统故障", actor=reviewer,
        now=at(DAY(2017, 10, 16)),
    )  # fmt: skip
    duties.record_done(number, None, words="已报", actor=officer, now=at(DAY(2017, 10, 20)))
    (task,) = of(month_of(DAY(2017, 10, 1)), DAY(2017, 11, 1))
    assert these(task.stand, task.first_due, task.due) == (
        Stand.DONE, DAY(2017, 10, 13), DAY(2017, 10, 20),
    )  # fmt: skip
    assert task.extension is not None
    assert these(task.extension.granted_by, task.extension.reason) == ("reviewer", "系统故障")
    assert "assess.extend" in {one.permission for one in log(EVERYWHERE)}
    with pytest.raises(Refused) as refused:
        duties.record_done(number, DAY(2017, 9, 30), actor=officer, now=at(DAY(2017, 10, 20)))
    assert codes(refused) == ["DUTY_LOCKED"]


@pytest.mark.usefixtures("sqlite_office")
def test_a_duty_ends_for_what_is_to_come_and_not_for_what_was_owed() -> None:
    settle()
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    number = duties.keep_duty(duty(), actor=officer, now=at(DAY(2017, 9, 1))).number
    november = at(DAY(2017, 11, 20))
    for until, reason, code in (
        (DAY(2017, 8, 31), "一表通取代", "DEADLINE_WRONG"),
        (DAY(2017, 11, 30), " ", "REASON_MISSING"),
    ):
        with pytest.raises(Refused) as refused:
            duties.end_duty(number, until, reason=reason, actor=reviewer, now=november)
        assert codes(refused) == [code]
    with pytest.raises(Refused) as refused:
        duties.end_duty(99, DAY(2017, 11, 30), reason="x", actor=reviewer, now=november)
    assert codes(refused) == ["DUTY_UNKNOWN"]
    duties.end_duty(number, DAY(2017, 11, 30), reason="一表通取代", actor=reviewer, now=november)
    assert of(month_of(DAY(2018, 1, 1)), DAY(2018, 1, 2)) == []
    owed = [
        one.period.starts.month
        for month in (10, 11, 12)
        for one in of(month_of(DAY(2017, month, 1)), DAY(2018, 1, 2))
    ]
    assert owed == [9, 10, 11]
    assert any("一表通取代" in one.subject for one in log(EVERYWHERE))
    duties.record_done(number, DAY(2017, 11, 8), actor=officer, now=at(DAY(2017, 12, 1)))
    (task,) = of(month_of(DAY(2017, 12, 1)), DAY(2017, 12, 2))
    assert task.done is not None, "any day of the period names it"


@pytest.mark.usefixtures("sqlite_office")
def test_a_deadline_extended_beyond_its_month_counts_where_it_is_due() -> None:
    settle()
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    number = duties.keep_duty(
        duty(frequency="once", due=DAY(2017, 10, 13)), actor=officer, now=at(DAY(2017, 9, 1))
    ).number
    duties.extend(
        number, None, until=DAY(2017, 11, 20), reason="系统故障", actor=reviewer,
        now=at(DAY(2017, 10, 16)),
    )  # fmt: skip
    duties.record_done(number, None, actor=officer, now=at(DAY(2017, 11, 20)))
    today = DAY(2017, 12, 1)
    for month, due in ((DAY(2017, 10, 1), 0), (DAY(2017, 11, 1), 1)):
        window = month_of(month)
        found = of(window, today)
        assert len(found) == 1, "the plan of both months tells it"
        assert rates(found, today=today, window=window).due == due
        assert by_owner(found, today=today, window=window)["德钦县"].due == due


@pytest.mark.usefixtures("sqlite_office")
def test_how_punctual_and_how_complete() -> None:
    """Three months fell due: one done on time, one on time but in part, one not at all.

    On time 2 of 3 = 66.67 percent, complete 1 of 3 = 33.33 percent.
    """
    settle()
    officer = actor_named("officer")
    number = duties.keep_duty(duty(), actor=officer, now=at(DAY(2017, 9, 1))).number
    duties.record_done(number, None, actor=officer, now=at(DAY(2017, 10, 10)))
    duties.record_done(
        number, DAY(2017, 10, 31), is_complete=False, words="缺附表", actor=officer,
        now=at(DAY(2017, 11, 2)),
    )  # fmt: skip
    found = of(Period(DAY(2017, 10, 1), DAY(2017, 12, 31)), DAY(2017, 12, 20))
    rated = rates(found, today=DAY(2017, 12, 20))
    assert these(rated.due, rated.on_time, rated.complete) == (3, 2, 1)
    assert rated.on_time_percent is not None
    assert round(rated.on_time_percent, 2) == pytest.approx(66.67)
    late = [one for one in found if one.stand is Stand.LATE]
    assert reminder("德钦县", late) == (
        "德钦县：报送月报（2017年11月），12月7日截止，已逾期9个工作日。"
    )


@pytest.mark.usefixtures("sqlite_office")
def test_a_month_counted_is_figures_of_the_book() -> None:
    """October: the return done on the 10th, a summary of its own not done: 1 of 2 = 50 percent.

    At 15 points, 3 off for the one that is late: 12.
    """
    settle()
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    number = duties.keep_duty(duty(), actor=officer, now=at(DAY(2017, 9, 1))).number
    once = duty("报送小结", frequency="once", due=DAY(2017, 10, 20))
    duties.keep_duty(once, actor=officer, now=at(DAY(2017, 9, 1)))
    duties.record_done(number, None, actor=officer, now=at(DAY(2017, 10, 10)))
    assert counting_fails(DAY(2017, 10, 31)) == ["MONTH_OPEN"]
    before = latest_day(DAY(2017, 11, 1))
    done = count_month(DAY(2017, 10, 1), actor=reviewer, now=at(DAY(2017, 11, 1)))
    assert latest_day(DAY(2017, 11, 1)) == before, "how punctual it was is no news of the aid"
    assert [told(one) for one in ("duties_due", "duties_late")] == [2, 1]
    assert [told(one) for one in ("on_time_rate", "completeness_rate")] == [50, 50]
    late = now_assessed("district").item("D-04")
    assert late is not None
    assert these(late.points.low, late.points.high) == (12, 12)
    assert counting_fails(DAY(2017, 11, 2)) == ["DUTIES_COUNTED"]
    again = propose_reversal(done.last, reason="记错", actor=officer, now=at(DAY(2017, 11, 2)))
    post_reversal(again.number, actor=reviewer, now=at(DAY(2017, 11, 2)))
    count_month(DAY(2017, 10, 1), actor=reviewer, now=at(DAY(2017, 11, 3)))
    assert told("duties_due") == 2


def told(code: str) -> object:
    """Return what a figure says of 2017: a number, of a rate the exact one."""
    asked = Question(code, since=DAY(2017, 1, 1), until=DAY(2017, 12, 31))
    (row,) = compute(asked, facts()).rows
    return row.ratio.stated if row.ratio is not None else row.value.stated


def counting_fails(day: dt.date) -> list[str]:
    """Return why October cannot be counted on a day."""
    with pytest.raises(Refused) as refused:
        count_month(DAY(2017, 10, 1), actor=actor_named("reviewer"), now=at(day))
    return codes(refused)


@pytest.mark.usefixtures("sqlite_office")
def test_the_duties_of_a_set_and_of_places() -> None:
    """The self-report of 2017 is due on 10 January 2018; 31 March 2018 is a Saturday."""
    settle()
    officer = actor_named("officer")
    six = set_for("six-blocks", 2017)
    first = duties.adopt_duties(
        six, 2017, owner="区合作交流办", actor=officer, now=at(DAY(2017, 3, 1))
    )
    again = duties.adopt_duties(six, 2017, owner="别人", actor=officer, now=at(DAY(2017, 3, 2)))
    assert these(first.number, again.number) == (4, 0)
    duties.adopt_duties(six, 2018, owner="区合作交流办", actor=officer, now=at(DAY(2018, 1, 2)))
    found = of(Period(DAY(2017, 1, 1), DAY(2018, 4, 30)), DAY(2017, 6, 1))
    due = {(one.duty.code, one.due) for one in found}
    assert ("six-blocks/2017/SELF_REPORT", DAY(2018, 1, 10)) in due
    assert ("six-blocks/2018/PLAN", DAY(2018, 4, 2)) in due
    duties.keep_duty(duty("县里的", place="德钦县"), actor=officer, now=at(DAY(2017, 9, 1)))
    window = Period(DAY(2017, 10, 1), DAY(2017, 10, 31))
    assert [
        one.duty.title for one in duties.tasks(Scope(("632625",)), window, today=window.starts)
    ] == []
    own = duties.tasks(Scope(("533422",)), window, today=window.starts)
    assert [one.duty.title for one in own] == ["县里的"]
    with pytest.raises(Refused) as refused:
        duties.keep_duty(duty("", due=DAY(2017, 9, 9)), actor=officer, now=at(DAY(2017, 9, 1)))
    assert codes(refused) == ["DUTY_WRONG"]


@pytest.mark.usefixtures("sqlite_office")
def test_the_month_as_a_grid_a_page_and_a_calendar_file() -> None:
    settle()
    duties.keep_duty(duty(), actor=actor_named("officer"), now=at(DAY(2017, 9, 1)))
    today = DAY(2017, 10, 9)
    found = of(month_of(today), today)
    grid = weeks(2017, 10, [row_of(one) for one in found])
    days = {day.date: day for week in grid for day in week}
    assert days[DAY(2017, 9, 30)].words == ("调休上班", "worked instead")
    assert days[DAY(2017, 10, 4)].words[0] == "国庆节、中秋节"
    assert [one.title for one in days[DAY(2017, 10, 13)].rows] == ["报送月报"]
    plan = plan_of_month(
        today, [row_of(one) for one in found], rates(found, today=today), language="zh"
    )
    assert plan.subtitle == "共17个工作日"
    assert len(table_of(plan).columns) == 6
    many = [replace(row_of(found[0]), title=f"任务{at}", due=DAY(2017, 10, 9 + at % 20))
            for at in range(40)]  # fmt: skip
    short = plan_of_month(today, many, rates(found, today=today), language="zh")
    assert len(table_of(short).rows) == 3, "a line a week, so that a busy month fits a page too"
    assert page_count(rendered(short, {}, "pdf", stamp="截至 2017-10-09")) == 1
    text = calendar_file(found, now=at(today))
    assert "DTSTART;VALUE=DATE:20171013\r\n" in text
    assert "SUMMARY:报送月报2017年9月 · 德钦县\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
