"""The board of cases, one case with its next step, changes of a month, villages, who got what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import refuse
from jiedui.kernel.workdays import caveat
from jiedui.registry.cases import FOUND_BY, take_step
from jiedui.registry.commands import decide_event
from jiedui.registry.erasing import erasures
from jiedui.registry.measures import LISTS
from jiedui.registry.overviews import (
    board,
    case_steps,
    change_counts,
    changes,
    proposals,
    villages,
)
from jiedui.registry.procedures import Signed, procedures
from jiedui.registry.wording import pair
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.register.listing import (
    AS_OF,
    KNOWN,
    PLACE,
    coded,
    days_of,
    household_cell,
    key_of_words,
    month_of,
    place_cell,
    standing_cell,
)
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from jiedui.registry.overviews import CaseRow, Change, StepRow, VillageRow
    from jiedui.registry.procedures import Procedure, Step
    from jiedui.web.wording import Language

BOARD_COLUMNS = (
    Column("case", "register.case", "number"),
    Column("household", "register.number", "word"),
    Column("place", "book.place"),
    Column("procedure", "register.procedure", "word"),
    Column("opened_on", "register.opened_on", "date"),
    Column("found_by", "register.found_by", "word"),
    Column("next", "register.next_step"),
    Column("done", "register.steps_done", "number"),
    Column("days_left", "register.days_left", "badge"),
)
STEP_COLUMNS = (
    Column("code", "register.step", "word"),
    Column("day", "register.day", "date"),
    Column("notice", "register.notice"),
    Column("signer", "register.signer", "word"),
    Column("remark", "register.reason"),
)
CHANGE_COLUMNS = (
    Column("recorded_on", "register.recorded_on", "date"),
    Column("household", "register.number", "word"),
    Column("place", "book.place"),
    Column("kind", "register.kind", "word"),
    Column("happened_on", "register.happened_on", "date"),
    Column("told_by", "register.told_by", "word"),
)
VILLAGE_COLUMNS = (
    Column("place", "register.village"),
    Column("registered", "register.registered", "number"),
    Column("exited", "register.exited", "number"),
    Column("ordinary", "register.ordinary", "number"),
    Column("watched", "register.watched", "number"),
    Column("relapsed", "register.relapsed", "number"),
    Column("people", "register.people", "number"),
)
GOT_COLUMNS = (
    Column("household", "register.number", "word"),
    Column("place", "book.place"),
    Column("standing", "register.standing", "badge"),
    Column("kind", "register.kind", "word"),
    Column("words", "register.what"),
    Column("day", "register.day", "date"),
    Column("times", "register.times", "number"),
)
SOON = 3
"""A case with so many days left, or fewer, is marked."""

BARS_MAX = 40


@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """Show the open cases of the reader's places, those due first on top."""
    scope, language = scope_of(request, "registry.read"), language_of(request)
    rows = board(scope, today(), with_closed=request.GET.get("all") == "1")
    late = sum(one.days_left is not None and one.days_left < 0 for one in rows)
    content = {
        "open": sum(not one.is_closed for one in rows),
        "late": late,
        "may_record": actor_of(request).allows("registry.record"),
    }
    table = Table(BOARD_COLUMNS, [_case(one, language) for one in rows])
    title = say("nav.board", language)
    return show(request, Page("desk/register/board.html", title, content, twin=rows, table=table))


def _case(one: CaseRow, language: Language) -> Row:
    procedure = procedures()[one.procedure]
    return Row(
        (
            Cell(one.number, str(one.number), reverse("desk:register_case", args=[one.number])),
            household_cell(one.household),
            place_cell(one.place),
            Cell(one.procedure, pick((procedure.zh, procedure.en), language)),
            text(one.opened_on),
            Cell(one.found_by, pick(FOUND_BY[one.found_by], language)),
            Cell(one.next_code, pick(one.next_words, language)),
            Cell(one.done, f"{one.done}/{one.steps}"),
            _left(one, language),
        )
    )


def _left(one: CaseRow, language: Language) -> Cell:
    if one.is_closed or one.is_decided:
        code = "register.dropped" if one.is_dropped else "register.decided"
        return Cell(None, say(code, language), "", "mute" if one.is_dropped else "ok", "ok")
    if one.days_left is None:
        return Cell(None, say("register.no_deadline", language), "", "mute", "tell")
    if one.days_left < 0:
        code = "register.late_by_working" if one.is_working else "register.late_by"
        said = say(code, language, days=-one.days_left)
        return Cell(one.days_left, said, "", "bad", "bad")
    tone = "warn" if one.days_left <= SOON else "tell"
    code = "register.left_working" if one.is_working else "register.left"
    return Cell(one.days_left, say(code, language, days=one.days_left), "", tone, "wait")


@require_safe
def case_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a case: the steps taken, who signed, and the form of the next one."""
    scope, language = scope_of(request, "registry.read"), language_of(request)
    found = case_steps(number, scope, today())
    if found is None:
        raise refuse("CASE_UNKNOWN", found=f"case {number}", expected="a case of your places")
    one, steps, procedure = found
    due = procedure.step(one.next_code)
    content = {
        "case": one,
        "household": household_cell(one.household),
        "place": place_cell(one.place),
        "procedure": pick((procedure.zh, procedure.en), language),
        "watch": coded("watch", one.watch, language),
        "left": _left(one, language),
        "due": due,
        "due_words": pick((due.zh, due.en), language) if due else "",
        "notice_words": _notice_words(due, language),
        "limit": procedure.limit,
        "caveat": pick(caveat({one.due_on.year}), language) if one.due_on else "",
        "may_step": due is not None
        and actor_of(request).allows("registry.decide" if due.decides else "registry.record"),
        "may_drop": not one.is_closed
        and not one.is_decided
        and actor_of(request).allows("registry.decide"),
        "today": today().isoformat(),
    }
    table = Table(STEP_COLUMNS, [_step(row, procedure, language) for row in steps])
    crumbs = ((say("nav.board", language), reverse("desk:register_board")),)
    title = say("register.case_title", language, number=number)
    twin = {"case": one, "steps": steps}
    page = Page("desk/register/case.html", title, content, twin=twin, table=table, crumbs=crumbs)
    return show(request, page)


def _notice_words(due: Step | None, language: Language) -> str:
    if due is None or not due.days:
        return say("register.shown_until", language)
    code = "register.shown_to_working" if due.is_working else "register.shown_to"
    return say(code, language, days=due.days)


def _step(row: StepRow, procedure: Procedure, language: Language) -> Row:
    step = procedure.step(row.code)
    words = pick((step.zh, step.en), language) if step else row.code
    shown = f"{row.shown_from} — {row.shown_to}" if row.shown_from else ""
    return Row(
        (Cell(row.code, words), text(row.day), text(shown), text(row.signer), text(row.remark))
    )


@require_POST
def step_taken(request: HttpRequest, number: int) -> HttpResponse:
    """Take the next step of a case."""
    actor = actor_of(request)
    code = request.POST.get("code", "")
    step = Signed(
        code,
        _day(request, "day") or today(),
        actor.username,
        _day(request, "shown_from"),
        _day(request, "shown_to"),
    )
    remark = request.POST.get("remark", "")
    take_step(number, step, remark=remark, actor=actor, now=now())
    tell(request, "register.step_taken")
    return HttpResponseRedirect(reverse("desk:register_case", args=[number]))


def _day(request: HttpRequest, name: str) -> dt.date | None:
    said = request.POST.get(name, "").strip()
    if not said:
        return None
    try:
        return parse_iso(said).ends
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=said[:40], expected="2022-10-05") from error


@require_safe
def changes_page(request: HttpRequest) -> HttpResponse:
    """Show what was recorded in a month, and what waits for a second person."""
    scope, language = scope_of(request, "registry.read"), language_of(request)
    filters = (Filter("period", "register.recorded_on", "period", hint="register.month_hint"),)
    told = asked(request, filters)
    first, last = month_of(today())
    if "period" in told.periods:
        first, last = told.periods["period"].starts, told.periods["period"].ends
    rows = changes(scope, first, last)
    counts = change_counts(scope, first, last)
    bars = tuple(
        Bar(name, str(count), (Part(count, "s3", f"{name} {count}"),))
        for kind, count in counts.items()
        for name in (pick(pair("kind", kind), language),)
    )
    waiting = proposals(scope)
    content = {
        "filters": [(one, told.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(told.values),
        "first": first,
        "last": last,
        "chart": Chart(say("register.by_kind", language), bars) if bars else None,
        "waiting": [(one, pick(pair("kind", one.kind), language)) for one in waiting],
        "may_decide": actor_of(request).allows("registry.decide"),
        "erasures": erasures(scope),
        "may_erase": actor_of(request).allows("registry.erase"),
    }
    table = Table(CHANGE_COLUMNS, [_change(one, language) for one in rows])
    title = say("nav.changes", language)
    twin = {"from": first, "to": last, "counts": counts, "changes": rows, "waiting": waiting}
    page = Page("desk/register/changes.html", title, content, twin=twin, table=table)
    return show(request, page)


def _change(one: Change, language: Language) -> Row:
    day = one.happened_on.isoformat()
    said = say("register.by_day", language, day=day) if one.is_bound else day
    return Row(
        (
            text(one.recorded_on),
            household_cell(one.household),
            place_cell(one.place),
            coded("kind", one.kind, language),
            Cell(one.happened_on, said),
            text(one.told_by),
        )
    )


@require_POST
def proposal_decided(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm or turn down what another person proposed of a household."""
    confirm = request.POST.get("confirm") == "1"
    decide_event(number, confirm=confirm, actor=actor_of(request), now=now())
    tell(request, "register.confirmed" if confirm else "register.turned_down")
    return HttpResponseRedirect(reverse("desk:register_changes"))


@require_safe
def villages_page(request: HttpRequest) -> HttpResponse:
    """Show what each village holds, with bars."""
    scope, language = scope_of(request, "registry.read"), language_of(request)
    filters = (PLACE, AS_OF, KNOWN)
    told = asked(request, filters)
    days = days_of(told)
    rows = villages(scope, days, place=key_of_words(told.values.get("place", "")))
    content = {
        "filters": [(one, told.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(told.values),
        "days": days,
        "chart": _villages_chart(rows, language) if rows else None,
    }
    table = Table(VILLAGE_COLUMNS, [_village(one) for one in rows])
    title = say("nav.villages", language)
    return show(
        request, Page("desk/register/villages.html", title, content, twin=rows, table=table)
    )


def _village(one: VillageRow) -> Row:
    numbers = (one.registered, one.exited, one.ordinary, one.watched, one.relapsed, one.people)
    name = place_cell(one.place)
    href = f"{reverse('desk:households')}?place={one.place}"
    return Row((Cell(name.raw, name.text, href), *(text(count) for count in numbers)))


def _villages_chart(rows: list[VillageRow], language: Language) -> Chart:
    tones = (("registered", "s5"), ("exited", "s3"), ("ordinary", "s2"))
    legend = tuple((tone, pick(pair("standing", name), language)) for name, tone in tones)
    largest = sorted(rows, key=lambda one: (-one.registered, -one.exited, one.place))[:BARS_MAX]
    bars = tuple(
        Bar(
            place_cell(one.place).text.rpartition("县")[2] or one.place,
            str(one.registered + one.exited + one.ordinary),
            tuple(
                Part(getattr(one, name), tone, f"{words} {getattr(one, name)}")
                for (name, tone), (_, words) in zip(tones, legend, strict=True)
            ),
        )
        for one in largest
    )
    return Chart(say("nav.villages", language), bars, legend)


@require_safe
def got_page(request: HttpRequest) -> HttpResponse:
    """Show who got the same twice in a year, who nothing, who something after leaving."""
    scope, language = scope_of(request, "registry.read"), language_of(request)
    lists = tuple(Choice(code, pick((zh, en), language)) for code, (_, zh, en) in LISTS.items())
    filters = (
        Filter("list", "register.list", "choice", lists),
        Filter("year", "register.year", "number"),
    )
    told = asked(request, filters)
    name, year = told.get("list") or "twice", told.numbers.get("year", today().year)
    find, zh, en = LISTS[name]
    rows = find(scope, days_of(told), year=year)
    table = Table(
        GOT_COLUMNS,
        [
            Row(
                (
                    household_cell(one.household),
                    place_cell(one.place),
                    standing_cell(one.standing, language),
                    text(one.kind),
                    text(one.words),
                    text(one.day),
                    Cell(one.times, str(one.times or "")),
                )
            )
            for one in rows
        ],
    )
    content = {
        "filters": [(one, told.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(told.values),
        "list_name": pick((zh, en), language),
        "may_record": actor_of(request).allows("registry.record"),
        "year": year,
    }
    title = say("nav.got", language)
    return show(request, Page("desk/register/got.html", title, content, twin=rows, table=table))
