"""Duties on the desk: the month as a grid and as a list, locks in words, done, extended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.assess import duties as keeping
from jiedui.assess.daysoff import keep_days_off
from jiedui.assess.duty import ONCE, Duty, Stand, by_owner, calendar_file, rates, reminder
from jiedui.assess.plan import STANDS, plan_of_month, rates_words, row_of, weeks
from jiedui.assess.queries import set_for
from jiedui.assess.span import decimal_text
from jiedui.assess.tally import count_month
from jiedui.kernel.period import month_of, parse_iso
from jiedui.kernel.problem import refuse
from jiedui.kernel.workdays import calendar_years, caveat, known_words
from jiedui.papers.render import FORMS, rendered
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.files import named_response
from jiedui.web.monthplan import returns_owed
from jiedui.web.pages import Page, show
from jiedui.web.problems import well_set
from jiedui.web.tables import Cell, Column, Row, Table, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from fractions import Fraction

    from django.http import HttpRequest

    from jiedui.access.scope import Scope
    from jiedui.assess.duty import Task
    from jiedui.assess.plan import Day, PlanRow
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "assess.number", "number"),
    Column("due", "duty.due", "date"),
    Column("title", "duty.title"),
    Column("period", "duty.period", "word"),
    Column("owner", "duty.owner"),
    Column("state", "duty.state", "badge"),
    Column("note", "duty.note"),
)
TONES = {
    Stand.DONE: ("ok", "ok"),
    Stand.DONE_LATE: ("warn", "ok"),
    Stand.OPEN: ("mute", "wait"),
    Stand.SOON: ("tell", "wait"),
    Stand.LATE: ("bad", "lock"),
}


def _first(text_of_month: str) -> dt.date:
    """Return the first day of the month asked for; this month when none is.

    Raises:
        Refused: It is no month.
    """
    if not text_of_month.strip():
        return today().replace(day=1)
    try:
        return parse_iso(text_of_month).starts.replace(day=1)
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=text_of_month[:20], expected="2018-01") from error


def _found(scope: Scope, first: dt.date) -> tuple[list[Task], list[PlanRow]]:
    window = month_of(first)
    returns = returns_owed(scope, window, today=today())
    return keeping.tasks(scope, window, today=today()), returns


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show a month: the grid, who owes what by when, how punctual and how complete."""
    scope, language = scope_of(request, "assess.duties"), language_of(request)
    first = _first(request.GET.get("month", ""))
    found, returns = _found(scope, first)
    rows = sorted([*map(row_of, found), *returns], key=lambda one: (one.due, one.owner))
    window = month_of(first)
    rated = rates(found, today=today(), window=window)
    open_now = keeping.open_tasks(scope, today=today())
    owners = dict.fromkeys(one.duty.owner for one in open_now)
    actor = actor_of(request)
    content = {
        "first": first,
        "weeks": [[_day(day, language) for day in week] for week in
                  weeks(first.year, first.month, rows)],
        "weekdays": [say(f"duty.day{at}", language) for at in range(7)],
        "before": (first - dt.timedelta(days=1)).strftime("%Y-%m"),
        "after": (first + dt.timedelta(days=31)).strftime("%Y-%m"),
        "rates": well_set(pick(rates_words(rated), language), language),
        "owners": [
            (name, one.due, _percent(one.on_time_percent), _percent(one.complete_percent))
            for name, one in by_owner(found, today=today(), window=window).items()
        ],
        "open": [one for one in found if one.done is None or not one.done.is_complete],
        "late": [_late(one, language) for one in open_now if one.stand is Stand.LATE],
        "reminders": [
            well_set(reminder(name, [one for one in open_now if one.duty.owner == name],
                              is_chinese=language == "zh"), language)
            for name in owners
        ],
        "caveat": pick(caveat((first.year,)), language),
        "may_keep": actor.allows("assess.duties"),
        "may_extend": actor.allows("assess.extend"),
        "next_year": max(calendar_years()) + 1,
        "known_years": pick(known_words(), language),
        "running": keeping.running(scope, today=today()),
        "may_count": actor.allows("assess.tally") and found and today() > window.ends,
        "forms": (*FORMS, "ics"),
        "month": first.strftime("%Y-%m"),
        "today": today(),
    }  # fmt: skip
    title = say("duty.month_title", language, year=first.year, month=first.month)
    table = Table(COLUMNS, [_row(one, language) for one in rows])
    twin = {"duties": found, "returns": returns, "rates": rated}
    return show(request, Page("desk/duties.html", title, content, twin=twin, table=table))


def _percent(one: Fraction | None) -> str:
    return "—" if one is None else f"{decimal_text(one)}%"


def _day(one: Day, language: Language) -> dict[str, object]:
    return {
        "date": one.date,
        "is_here": one.is_here,
        "is_off": not one.is_workday,
        "is_today": one.date == today(),
        "words": pick(one.words, language),
        "rows": [(row, *TONES[row.stand]) for row in one.rows],
    }


def _late(one: Task, language: Language) -> dict[str, object]:
    return {
        "task": one,
        "period": pick(one.period_name, language),
        "lock": well_set(pick(one.lock, language), language),
    }


def _row(one: PlanRow, language: Language) -> Row:
    tone, sign = TONES[one.stand]
    return Row(
        (
            text(one.number if one.number is not None else ""),
            text(one.due.isoformat()),
            text(one.title),
            text(pick(one.period, language)),
            text(one.owner),
            Cell(str(one.stand), pick(STANDS[one.stand], language), "", tone, sign),
            text(well_set(pick(one.note, language), language)),
        )
    )


@require_safe
def plan_file(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out the plan of a month on one page, or as a calendar file."""
    scope, language = scope_of(request, "assess.duties"), language_of(request)
    first = _first(request.GET.get("month", ""))
    found, returns = _found(scope, first)
    name = f"{first:%Y-%m}.{form}"
    if form == "ics":
        made = HttpResponse(calendar_file(found, now=now()), content_type="text/calendar")
        made["Content-Disposition"] = f'attachment; filename="{name}"'
        return made
    if form not in FORMS:
        raise refuse("FORM_UNKNOWN", found=form, expected=", ".join((*FORMS, "ics")))
    rows = [*map(row_of, found), *returns]
    rated = rates(found, today=today(), window=month_of(first))
    plan = plan_of_month(first, rows, rated, language=language)
    return named_response(rendered(plan, {}, form, stamp=str(today())), name, form)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    month_asked = request.POST.get("month", "")
    query = f"?month={month_asked}" if len(month_asked) == 7 else ""
    return HttpResponseRedirect(reverse("desk:duties") + query)


def _date_if_said(said: str) -> dt.date | None:
    return _date(said) if said.strip() else None


def _date(said: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said.strip())
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=said[:20], expected="2018-01-10") from error


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Add a duty."""
    said = request.POST
    frequency = said.get("frequency", ONCE)
    due = (_date if frequency == ONCE else _date_if_said)(said.get("due", ""))
    days = said.get("days", "")
    told = Duty(
        0, said.get("title", ""), said.get("owner", ""), said.get("place", ""), frequency,
        due if frequency == ONCE else None, int(days) if days.isdecimal() else -1,
        is_working="calendar" not in said, since=due if due and frequency == ONCE else today(),
    )  # fmt: skip
    keeping.keep_duty(told, actor=actor_of(request), now=now())
    tell(request, "duty.kept")
    return _back(request)


@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Add the duties the national set of a year brings."""
    said = request.POST
    year = said.get("year", "")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise refuse("NUMBER_UNREADABLE", found=year[:20], expected="a year: 2017")
    done_now = keeping.adopt_duties(
        set_for("", int(year)), int(year), owner=said.get("owner", ""), actor=actor_of(request),
        now=now(),
    )  # fmt: skip
    tell(request, "duty.adopted", count=done_now.number)
    return _back(request)


@require_POST
def done(request: HttpRequest, number: int) -> HttpResponse:
    """Record a duty as done."""
    said = request.POST
    keeping.record_done(
        number, _date_if_said(said.get("ends", "")), words=said.get("words", ""),
        is_complete="incomplete" not in said, actor=actor_of(request), now=now(),
    )  # fmt: skip
    tell(request, "duty.recorded")
    return _back(request)


@require_POST
def ended(request: HttpRequest, number: int) -> HttpResponse:
    """End a duty: later periods are not owed, what was owed stays."""
    said = request.POST
    until = _date(said.get("until", ""))
    keeping.end_duty(
        number, until, reason=said.get("reason", ""), actor=actor_of(request), now=now()
    )
    tell(request, "duty.ended", day=until)
    return _back(request)


@require_POST
def days_off(request: HttpRequest) -> HttpResponse:
    """Keep a year's days off and make-up days, as the notice words them."""
    said = request.POST
    year = said.get("year", "")
    kept = keep_days_off(
        int(year) if year.isascii() and year.isdecimal() else 0, said.get("notice", ""),
        actor=actor_of(request), now=now(),
    )  # fmt: skip
    tell(request, "duty.days_off_kept", year=kept.number)
    return _back(request)


@require_POST
def counted(request: HttpRequest) -> HttpResponse:
    """Post a past month's counts into the book."""
    done_now = count_month(
        _first(request.POST.get("month", "")), actor=actor_of(request), now=now()
    )
    tell(request, "duty.counted", first=done_now.first, last=done_now.last)
    return _back(request)


@require_POST
def extended(request: HttpRequest, number: int) -> HttpResponse:
    """Extend the deadline of a duty."""
    said = request.POST
    until = _date(said.get("until", ""))
    keeping.extend(
        number, _date_if_said(said.get("ends", "")), until=until,
        reason=said.get("reason", ""), actor=actor_of(request), now=now(),
    )  # fmt: skip
    tell(request, "duty.extended")
    return _back(request)
