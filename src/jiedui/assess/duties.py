"""Duties kept: made, taken over from an indicator set, recorded done, extended; and read again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.assess import duty as rules
from jiedui.assess.commands import WORDS_MAX, Done
from jiedui.assess.models import Duty, DutyDone, DutyExtension
from jiedui.kernel import place as places
from jiedui.kernel.identity import mask
from jiedui.kernel.period import EARLIEST, Period
from jiedui.kernel.problem import refuse
from jiedui.kernel.workdays import next_workday

if TYPE_CHECKING:
    from jiedui.access.scope import Actor, Scope
    from jiedui.assess.duty import Task
    from jiedui.assess.indicator import IndicatorSet
    from jiedui.kernel.problem import Refused

TITLE_MAX = 200
OWNER_MAX = 100
DAYS_MAX = 366
BACK = dt.timedelta(days=800)
"""How far back open tasks are looked for."""


@command("assess.duties")
def keep_duty(told: rules.Duty, *, actor: Actor, now: dt.datetime) -> Done:
    """Add a duty.

    Args:
        told: The duty; its number is given here, its place may be a name.
        actor: Who adds it.
        now: The moment.

    Raises:
        Refused: It has no title or owner, no day or frequency, or nothing knows its place.
    """
    title, owner = " ".join(told.title.split()), " ".join(told.owner.split())
    is_once = told.frequency == rules.ONCE
    is_wrong = (
        not title or len(title) > TITLE_MAX or not owner or len(owner) > OWNER_MAX
        or told.frequency not in rules.FREQUENCIES or is_once != (told.due is not None)
        or not 0 <= told.days <= DAYS_MAX
    )  # fmt: skip
    if is_wrong:
        raise refuse(
            "DUTY_WRONG",
            found=f"{title or 'no title'}, {owner or 'no owner'}, {told.frequency}, {told.due}",
            expected="a title, an owner, and a day, or a frequency with 0 to 366 days after",
        )
    row = Duty.objects.create(
        title=mask(title), owner=mask(owner), place=_place(told.place, actor),
        frequency=told.frequency, due=told.due, days=told.days, is_working=told.is_working,
        since=told.since, until=told.until, code=told.code, made_by=actor.username, made_at=now,
    )  # fmt: skip
    return Done(row.pk, f"duty {row.pk}")


def _place(words: str, actor: Actor) -> str:
    found = places.find(words.strip()) if words.strip() else ()
    if words.strip() and not found:
        raise refuse(
            "PLACE_UNKNOWN", found=words, expected="a place with a GB/T 2260 code",
            hint="Write its full name or its code.",
        )  # fmt: skip
    key = found[0].key if found else ""
    if not actor.scope("assess.duties").sees(key or None):
        raise refuse("OUTSIDE_SCOPE", found=words or "the whole office", expected="your places")
    return key


@command("assess.duties")
def adopt_duties(
    found: IndicatorSet, year: int, *, owner: str, actor: Actor, now: dt.datetime
) -> Done:
    """Add the duties an indicator set brings for a year; those there already stay as they are.

    Args:
        found: The set.
        year: The year assessed.
        owner: Who owes them.
        actor: Who adds them.
        now: The moment.

    Returns:
        How many were added.
    """
    added = 0
    for one in found.duties:
        code = f"{found.code}/{year}/{one.code}"
        if Duty.objects.filter(code=code).exists():
            continue
        due = dt.date(year + one.is_next_year, one.month, one.day)
        told = rules.Duty(
            0, one.zh, owner, "", rules.ONCE, due, 0, is_working=True,
            since=dt.date(year, 1, 1), code=code,
        )  # fmt: skip
        keep_duty(told, actor=actor, now=now)
        added += 1
    return Done(added, f"{added} duties of {found.code} {year}")


@command("assess.duties")
def record_done(
    number: int,
    ends: dt.date | None,
    *,
    words: str = "",
    is_complete: bool = True,
    actor: Actor,
    now: dt.datetime,
) -> Done:
    """Record that a duty was done for a period.

    Args:
        number: The duty.
        ends: A day of the period; None = the earliest one still open.
        words: What was handed in, or what is lacking.
        is_complete: Whether nothing is lacking.
        actor: Who records it.
        now: The moment.

    Raises:
        Refused: There is no such task for this person, or it is locked: done already, or its
            deadline has passed and nobody has extended it.
    """
    task = _task(actor.scope("assess.duties"), number, ends, now=now)
    if task.lock[0]:
        raise refuse(
            "DUTY_LOCKED",
            found=f"{task.duty.title}: {task.lock[0]} {task.lock[1]}",
            expected="a task that is open",
            hint="A person who may extends it with `jiedui duty-extend`.",
        )
    row = DutyDone.objects.create(
        duty_id=number, ends=task.period.ends, on=today_of(now), is_complete=is_complete,
        words=mask(" ".join(words.split()))[:WORDS_MAX], done_by=actor.username, done_at=now,
    )  # fmt: skip
    return Done(row.pk, f"duty {number} {task.period.ends} done")


@command("assess.extend")
def extend(
    number: int,
    ends: dt.date | None,
    *,
    until: dt.date,
    reason: str,
    actor: Actor,
    now: dt.datetime,
) -> Done:
    """Extend the deadline of a duty for a period; the log says who did.

    Args:
        number: The duty.
        ends: The last day of the period; None = the earliest one still open.
        until: The new deadline; that day still counts.
        reason: Why.
        actor: Who extends it.
        now: The moment.

    Raises:
        Refused: There is no such task for this person, it is done, no reason is given, or the new
            day is none later than the deadline, is past, or is no working day.
    """
    task = _task(actor.scope("assess.extend"), number, ends, now=now)
    if task.done is not None and task.done.is_complete:
        raise refuse("DUTY_LOCKED", found=" ".join(task.lock), expected="a task that is open")
    if not reason.strip():
        raise refuse("REASON_MISSING", found="no words", expected="why the deadline is extended")
    if until <= task.due or until < today_of(now) or until != next_workday(until):
        raise refuse(
            "DEADLINE_WRONG",
            found=str(until),
            expected=f"a working day after {task.due}, not past",
            hint=f"The next working day is {next_workday(max(until, today_of(now)))}.",
        )
    row = DutyExtension.objects.create(
        duty_id=number, ends=task.period.ends, until=until,
        reason=mask(" ".join(reason.split()))[:WORDS_MAX], granted_by=actor.username,
        granted_at=now,
    )  # fmt: skip
    return Done(row.pk, f"duty {number} {task.period.ends} until {until}")


@command("assess.extend")
def end_duty(number: int, until: dt.date, *, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """End a duty: it is owed no longer for periods that end after a day; what was owed stays.

    Args:
        number: The duty.
        until: The last day it is owed for; not past, so that nothing late is wiped out.
        reason: Why.
        actor: Who ends it.
        now: The moment.

    Raises:
        Refused: There is no such duty for this person, the day is past, or no reason is given.
    """
    row = Duty.objects.filter(pk=number).first()
    if row is None or (row.place and not actor.scope("assess.extend").sees(row.place)):
        raise _unknown(number)
    if not reason.strip():
        raise refuse("REASON_MISSING", found="no words", expected="why the duty ends")
    if until < today_of(now):
        raise refuse(
            "DEADLINE_WRONG", found=str(until), expected=f"{today_of(now)} or a later day",
            hint="What was owed before stays owed: record it done, or extend it.",
        )  # fmt: skip
    row.until = until
    row.save(update_fields=["until"])
    words = mask(" ".join(reason.split()))[:WORDS_MAX]
    return Done(row.pk, f"duty {number} ends on {until}: {words}")


def tasks(scope: Scope, window: Period, *, today: dt.date) -> list[Task]:
    """Return every task whose deadline, first or extended, lies in a window, the earliest first.

    Args:
        scope: Who looks; a duty of the whole office is seen by everybody who may read duties.
        window: Days.
        today: The day asked about.
    """
    found = [
        one
        for one in _all(scope, Period(EARLIEST, window.ends), today=today)
        if window.starts <= one.due <= window.ends or window.starts <= one.first_due <= window.ends
    ]
    return sorted(found, key=lambda one: (one.due, one.duty.owner, one.duty.number))


def open_tasks(scope: Scope, *, today: dt.date) -> list[Task]:
    """Return the tasks that are late, and those due within the month to come."""
    window = Period(today - BACK, today + dt.timedelta(days=31))
    return [one for one in tasks(scope, window, today=today) if one.done is None]


def running(scope: Scope, *, today: dt.date) -> list[rules.Duty]:
    """Return the duties that recur and have no end, or end on a later day, by title."""
    rows = Duty.objects.exclude(frequency=rules.ONCE).exclude(until__lte=today)
    seen = [_duty(row) for row in rows if not row.place or scope.sees(row.place)]
    return sorted(seen, key=lambda one: (one.title, one.owner, one.number))


def _all(scope: Scope, window: Period, *, today: dt.date, number: int | None = None) -> list[Task]:
    rows = Duty.objects.prefetch_related("done", "extensions").order_by("id")
    rows = rows if number is None else rows.filter(pk=number)
    found = []
    for row in rows:
        if row.place and not scope.sees(row.place):
            continue
        told = _duty(row)
        for period, first_due in rules.periods_of(told, window):
            done = [one for one in row.done.all() if one.ends == period.ends]
            more = [one for one in row.extensions.all() if one.ends == period.ends]
            found.append(
                rules.task_of(
                    told, period, first_due, today=today,
                    done=_done(max(done, key=lambda one: one.pk)) if done else None,
                    extension=_extension(max(more, key=lambda one: one.pk)) if more else None,
                )
            )  # fmt: skip
    return found


def _task(scope: Scope, number: int, ends: dt.date | None, *, now: dt.datetime) -> Task:
    today = today_of(now)
    window = Period(EARLIEST, today + dt.timedelta(days=800))
    found = _all(scope, window, today=today, number=number)
    if ends is not None:
        found = [one for one in found if one.period.starts <= ends <= one.period.ends]
    still = [one for one in found if one.done is None or not one.done.is_complete]
    if not found:
        raise _unknown(number, f" for {ends}" if ends else "")
    return (still or found)[0]


def _unknown(number: int, period: str = "") -> Refused:
    return refuse(
        "DUTY_UNKNOWN",
        found=f"duty {number}{period}",
        expected="a duty within your places, and a period it is owed for",
        hint="`jiedui duties` lists them.",
    )


def today_of(now: dt.datetime) -> dt.date:
    """Return the day of a moment in China."""
    return now.astimezone(dt.timezone(dt.timedelta(hours=8))).date()


def _duty(row: Duty) -> rules.Duty:
    return rules.Duty(
        row.pk, row.title, row.owner, row.place, row.frequency, row.due, row.days, row.is_working,
        row.since, row.until, row.code,
    )  # fmt: skip


def _done(row: DutyDone) -> rules.Done:
    return rules.Done(row.on, row.done_by, row.is_complete, row.words)


def _extension(row: DutyExtension) -> rules.Extension:
    return rules.Extension(row.until, row.reason, row.granted_by, row.granted_at)
