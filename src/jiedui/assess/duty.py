"""Duties and their deadlines: who owes what by when, in working days; why something is locked.

A duty is owed once, or for every month, quarter or year. The deadline's own day still counts; after
it the duty is locked until a named person extends it. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.kernel.period import day
from jiedui.kernel.recurring import MONTHS, period_name, periods_due
from jiedui.kernel.workdays import caveat, due_day, next_workday, workdays_late, workdays_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.kernel.period import Period

ONCE = "once"
FREQUENCIES = (ONCE, *MONTHS)
"""How often a duty is owed."""

SOON = 5
"""So many working days before its deadline a duty is called soon due."""


class Stand(enum.StrEnum):
    """Where a task stands."""

    DONE = "done"
    DONE_LATE = "done_late"
    OPEN = "open"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed, once or regularly.

    Attributes:
        number: Its number.
        title: What is owed.
        owner: Who owes it: a unit or a person.
        place: Key of the place it belongs to, "" for the whole office.
        frequency: once, monthly, quarterly or yearly.
        due: The day it is due, for what is owed once.
        days: So many days after each period's end, for what recurs.
        is_working: Whether those are working days.
        since: The first day it is owed for; `until` the last, None = without end.
        code: The indicator set and duty it comes from, "" for none.
    """

    number: int
    title: str
    owner: str
    place: str
    frequency: str
    due: dt.date | None
    days: int
    is_working: bool
    since: dt.date
    until: dt.date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """A later deadline a named person granted, and why."""

    until: dt.date
    reason: str
    granted_by: str
    granted_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Done:
    """That a task was done: on which day, by whom, whole or in part."""

    on: dt.date
    by: str
    is_complete: bool
    words: str


@dataclass(frozen=True, slots=True)
class Task:
    """One duty for one period.

    Attributes:
        duty: The duty.
        period: The period it is owed for; the due day itself for what is owed once.
        first_due: The day it was due at first.
        due: The day it is due now, extensions counted; that day still counts.
        stand: Where it stands on the day asked about.
        left: Working days left, today and the due day counted; 0 when it has passed.
        late: Working days that have passed since.
        done: That it was done, None while it was not.
        extension: The last extension, None without one.
        lock: Why nothing can be recorded, both languages; ("", "") when something can.
        caveat: A sentence where a year's days off are not known, both languages.
    """

    duty: Duty
    period: Period
    first_due: dt.date
    due: dt.date
    stand: Stand
    left: int
    late: int
    done: Done | None
    extension: Extension | None
    lock: tuple[str, str]
    caveat: tuple[str, str]

    @property
    def period_name(self) -> tuple[str, str]:
        """The period in both languages; ("", "") for what is owed once."""
        if self.duty.frequency == ONCE:
            return "", ""
        return period_name(self.period), period_name(self.period, is_chinese=False)


@dataclass(frozen=True, slots=True)
class Rates:
    """How punctual and how complete: counts, and rates in percent (None = nothing was due).

    Attributes:
        due: Tasks whose deadline has passed, or that are done.
        on_time: Of these, done by their deadline.
        complete: Of these, done and whole.
    """

    due: int
    on_time: int
    complete: int

    @property
    def on_time_percent(self) -> Fraction | None:
        """On-time rate in percent."""
        return Fraction(100 * self.on_time, self.due) if self.due else None

    @property
    def complete_percent(self) -> Fraction | None:
        """Completeness rate in percent."""
        return Fraction(100 * self.complete, self.due) if self.due else None


def periods_of(duty: Duty, window: Period) -> list[tuple[Period, dt.date]]:
    """Return the periods a duty is owed for whose first deadline lies in a window, with it."""
    if duty.frequency == ONCE:
        told = duty.due or duty.since
        due = next_workday(told)
        is_owed = duty.until is None or told <= duty.until
        return [(day(told), due)] if is_owed and window.starts <= due <= window.ends else []
    far = window.ends + dt.timedelta(days=1)
    found = []
    for period in periods_due(duty.frequency, since=duty.since, today=far):
        if duty.until is not None and period.ends > duty.until:
            continue
        due = due_day(period.ends, duty.days, is_working=duty.is_working)
        if window.starts <= due <= window.ends:
            found.append((period, due))
    return found


def task_of(
    duty: Duty,
    period: Period,
    first_due: dt.date,
    *,
    done: Done | None,
    extension: Extension | None,
    today: dt.date,
) -> Task:
    """Return how a duty stands for one period on a day."""
    due = first_due if extension is None else max(first_due, extension.until)
    stand = _stand(due, done, today)
    late = workdays_late(due, today) if done is None else 0
    left = workdays_left(today, due).days if done is None else 0
    return Task(
        duty, period, first_due, due, stand, left, late, done, extension,
        _lock(due, done, today=today, late=late),
        caveat({first_due.year, due.year} if done else {first_due.year, due.year, today.year}),
    )  # fmt: skip


def _stand(due: dt.date, done: Done | None, today: dt.date) -> Stand:
    if done is not None:
        return Stand.DONE if done.on <= due else Stand.DONE_LATE
    if today > due:
        return Stand.LATE
    return Stand.SOON if workdays_left(today, due).days <= SOON else Stand.OPEN


def _lock(due: dt.date, done: Done | None, *, today: dt.date, late: int) -> tuple[str, str]:
    if done is not None and done.is_complete:
        return (
            f"已于{done.on}由{done.by}办结。",
            f"It was done on {done.on} by {done.by}.",
        )
    if today <= due:
        return "", ""
    return (
        f"截止日{due}(当日有效)已过{late}个工作日,须由有权批准延期的人员延期后方可办理。",
        (
            f"The deadline {due}, whose own day still counted, passed {late} working days ago;"
            " a person who may has to extend it first."
        ),
    )


def rates(tasks: Iterable[Task], *, today: dt.date, window: Period | None = None) -> Rates:
    """Return how punctual and how complete tasks are on a day.

    Args:
        tasks: The tasks.
        today: The day.
        window: Only those whose deadline as it now is lies in these days: one that was extended
            beyond its month counts where it is due.
    """
    counted = [
        one
        for one in tasks
        if (one.done is not None or one.due < today)
        and (window is None or window.starts <= one.due <= window.ends)
    ]
    return Rates(
        len(counted),
        sum(one.stand is Stand.DONE for one in counted),
        sum(one.done is not None and one.done.is_complete for one in counted),
    )


def by_owner(tasks: Sequence[Task], *, today: dt.date, window: Period) -> Mapping[str, Rates]:
    """Return the rates of every owner in a window, by name."""
    owners = dict.fromkeys(one.duty.owner for one in tasks)
    return {
        owner: rates([one for one in tasks if one.duty.owner == owner], today=today, window=window)
        for owner in owners
    }


def reminder(owner: str, tasks: Iterable[Task], *, is_chinese: bool = True) -> str:
    """Return a text that asks an owner for what is open, to be copied into a message."""
    told = []
    for one in tasks:
        zh, en = one.period_name
        if is_chinese:
            period = f"（{zh}）" if zh else ""
            state = (
                f"，已逾期{one.late}个工作日"
                if one.stand is Stand.LATE
                else f"，还有{one.left}个工作日"
            )
            told.append(f"{one.duty.title}{period}，{one.due.month}月{one.due.day}日截止{state}")
        else:
            period = f" for {en}" if en else ""
            late = f"{one.late} working days overdue"
            state = late if one.stand is Stand.LATE else f"{one.left} working days left"
            told.append(f"{one.duty.title}{period}, due {one.due}, {state}")
    if not told:
        return ""
    return f"{owner}：{'；'.join(told)}。" if is_chinese else f"{owner}: {'; '.join(told)}."


def calendar_file(tasks: Iterable[Task], *, now: dt.datetime, host: str = "jiedui") -> str:
    """Return tasks as an iCalendar file (RFC 5545), one whole-day event each on its due day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jiedui//duties//ZH", "CALSCALE:GREGORIAN"]
    for one in tasks:
        following = one.due + dt.timedelta(days=1)
        lines += [
            "BEGIN:VEVENT",
            f"UID:duty-{one.duty.number}-{one.period.ends:%Y%m%d}@{host}",
            f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{one.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{following:%Y%m%d}",
            f"SUMMARY:{_escaped(f'{one.duty.title}{one.period_name[0]} · {one.duty.owner}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line at 75 octets, never inside a character."""
    out, size = [], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > 74:
            out.append("\r\n ")
            size = 1
        out.append(sign)
        size += width
    return "".join(out)
