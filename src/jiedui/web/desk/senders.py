"""Senders: who they are, what they sent and still owe, what was remembered; blank workbooks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.exchange import owed as reading
from jiedui.exchange import senders as keeping
from jiedui.exchange.fieldwords import field_words
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.queries import batches
from jiedui.exchange.returns import ReturnDue
from jiedui.exchange.templates import file_name, template
from jiedui.kernel.place import name_of
from jiedui.kernel.recurring import MONTHS, period_name
from jiedui.web.clock import now, today
from jiedui.web.desk.batch_view import kind_words, state_cell
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.files import named_response
from jiedui.web.pages import Page, show
from jiedui.web.problems import well_set
from jiedui.web.tables import Cell, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.exchange.owed import MeaningShown, Owed
    from jiedui.exchange.queries import BatchSummary
    from jiedui.web.wording import Language

SENDER_COLUMNS = (
    Column("name", "sender.name"),
    Column("place", "sender.place"),
    Column("contact", "sender.contact"),
    Column("owes", "sender.owes_regularly"),
    Column("open", "sender.still_owed", "number"),
    Column("batches", "sender.files", "number"),
)
OWED_COLUMNS = (
    Column("period", "sender.period", "date"),
    Column("name", "sender.name"),
    Column("kind", "batch.kind", "word"),
    Column("due", "sender.due", "date"),
    Column("state", "batch.state", "badge"),
    Column("batch", "book.batch"),
)
HISTORY_COLUMNS = (
    Column("number", "batch.number", "number"),
    Column("name", "batch.file"),
    Column("kind", "batch.kind", "word"),
    Column("period", "sender.period", "date"),
    Column("state", "batch.state", "badge"),
    Column("received_at", "batch.received", "date"),
)
TONES = {
    "posted": ("ok", "ok"),
    "received": ("warn", "wait"),
    "due": ("tell", "wait"),
    "late": ("bad", "bad"),
}


@require_safe
def sender_list(request: HttpRequest) -> HttpResponse:
    """List the units that send returns, and the blank workbooks to hand out to them."""
    scope, language = scope_of(request, "exchange.read"), language_of(request)
    joint = "、" if language == "zh" else ", "
    found = reading.senders(scope)
    still = [one.sender for one in reading.owed(scope, today=today()) if one.is_open]
    rows = [
        Row(
            (
                Cell(one.name, one.name, reverse("desk:sender", args=[one.number])),
                Cell(one.place, name_of(one.place) if one.place else ""),
                text(one.contact),
                Cell(
                    len(one.dues),
                    joint.join(kind_words(due.kind, language) for due in one.dues),
                ),
                Cell(still.count(one.number), str(still.count(one.number) or "")),
                text(one.batches),
            )
        )
        for one in found
    ]
    content = {
        "may_keep": actor_of(request).allows("exchange.senders"),
        "kinds": [(one.code, kind_words(one.code, language)) for one in KINDS.values()],
    }
    title = say("nav.senders", language)
    table = Table(SENDER_COLUMNS, rows)
    return show(request, Page("desk/senders.html", title, content, twin=found, table=table))


@require_safe
def owed_page(request: HttpRequest) -> HttpResponse:
    """Show what every unit still owes, the latest period first, with texts that ask for it."""
    scope, language = scope_of(request, "exchange.read"), language_of(request)
    found = reading.owed(scope, today=today())
    still = [one for one in found if one.is_open]
    content = {
        "open": len(still),
        "late": sum(one.state is reading.Owing.LATE for one in still),
        "all": len(found),
        "reminders": _reminders(still, language),
    }
    title = say("sender.owed", language)
    crumbs = ((say("nav.senders", language), reverse("desk:senders")),)
    table = Table(OWED_COLUMNS, [_owed_row(one, language) for one in found])
    return show(
        request, Page("desk/owed.html", title, content, twin=found, table=table, crumbs=crumbs)
    )


@require_safe
def sender_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one unit: what it sent, what it owes, what was remembered of its layouts."""
    scope, language = scope_of(request, "exchange.read"), language_of(request)
    one = reading.sender(scope, number)
    owes = reading.owed(scope, today=today(), number=number)
    sent = batches(scope, sender=number)
    content = {
        "sender": one,
        "place": name_of(one.place) if one.place else "",
        "dues": [(due, kind_words(due.kind, language)) for due in one.dues],
        "owed": Table(OWED_COLUMNS, [_owed_row(row, language) for row in owes]),
        "reminders": _reminders([row for row in owes if row.is_open], language),
        "meanings": [_remembered(row, language) for row in reading.remembered(number)],
        "may_keep": actor_of(request).allows("exchange.senders"),
        "kinds": [(kind.code, kind_words(kind.code, language)) for kind in KINDS.values()],
        "frequencies": tuple(MONTHS),
        "this_year": today().replace(month=1, day=1),
    }
    crumbs = ((say("nav.senders", language), reverse("desk:senders")),)
    twin = {"sender": one, "owed": owes, "batches": sent, "meanings": reading.remembered(number)}
    table = Table(HISTORY_COLUMNS, [_batch_row(row, language) for row in sent])
    return show(
        request, Page("desk/sender.html", one.name, content, twin=twin, table=table, crumbs=crumbs)
    )


def _remembered(one: MeaningShown, language: Language) -> dict[str, object]:
    """Return one thing remembered: what it is, and what else it may be changed to."""
    kind = KINDS.get(one.kind)
    fields = (
        sorted({(row.name, field_words(kind, row.name, language)) for row in kind.fields})
        if kind
        else []
    )
    kinds = [(row.code, kind_words(row.code, language)) for row in KINDS.values()]
    return {
        "one": one,
        "kind": kind_words(one.kind, language),
        "said": one.kind if one.is_kind else one.field,
        "offers": kinds if one.is_kind else [("", say("question.not_used", language)), *fields],
    }


def _reminders(rows: list[Owed], language: Language) -> list[str]:
    names = dict.fromkeys(one.name for one in rows)
    is_chinese = language == "zh"
    told = [
        reading.reminder(name, [one for one in rows if one.name == name], is_chinese=is_chinese)
        for name in names
    ]
    return [well_set(one, language) for one in told]


def _owed_row(one: Owed, language: Language) -> Row:
    tone, icon = TONES[one.state.value]
    state = Cell(one.state.value, say(f"sender.state_{one.state.value}", language), "", tone, icon)
    href = reverse("desk:batch", args=[one.batch]) if one.batch else ""
    period = period_name(one.period, is_chinese=language == "zh")
    return Row(
        (
            Cell(f"{one.period.starts}/{one.period.ends}", period),
            Cell(one.name, one.name, reverse("desk:sender", args=[one.sender])),
            Cell(one.kind, kind_words(one.kind, language)),
            Cell(one.due.isoformat(), one.due.isoformat()),
            state,
            Cell(one.batch, str(one.batch or ""), href),
        )
    )


def _batch_row(one: BatchSummary, language: Language) -> Row:
    return Row(
        (
            text(one.number),
            Cell(one.name, one.name, reverse("desk:batch", args=[one.number])),
            Cell(one.kind, kind_words(one.kind, language)),
            Cell(f"{one.starts or ''}/{one.ends or ''}", str(one.ends or "")),
            state_cell(one.state, language),
            moment(one.received_at),
        )
    )


@require_POST
def sender_keep(request: HttpRequest) -> HttpResponse:
    """Add a unit, or change the one named."""
    said = request.POST
    number = said.get("number", "")
    kept = keeping.keep_sender(
        said.get("name", ""),
        contact=said.get("contact", ""),
        place=said.get("place", ""),
        number=int(number) if number.isdecimal() else None,
        actor=actor_of(request),
        now=now(),
    )
    tell(request, "sender.kept", name=kept.name)
    return HttpResponseRedirect(reverse("desk:sender", args=[kept.number]))


@require_POST
def due_keep(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a unit owes a kind of return, or (`drop`) no longer does."""
    said, who, at = request.POST, actor_of(request), now()
    kind = said.get("kind", "")
    if "drop" in said:
        keeping.drop_due(number, kind, actor=who, now=at)
    else:
        days = said.get("days", "")
        due = ReturnDue(
            kind,
            said.get("frequency", ""),
            int(days) if days.isdecimal() else -1,
            _day(said.get("since", "")),
            is_working="calendar" not in said,
        )
        keeping.keep_due(number, due, actor=who, now=at)
    tell(request, "sender.due_kept")
    return HttpResponseRedirect(reverse("desk:sender", args=[number]))


def _day(said: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return today().replace(month=1, day=1)


@require_POST
def meaning_keep(request: HttpRequest, number: int) -> HttpResponse:
    """Change what a column or table was said to mean, or (`forget`) let it be asked again."""
    said, who, at = request.POST, actor_of(request), now()
    meaning = said.get("meaning", "")
    which = int(meaning) if meaning.isdecimal() else 0
    if "forget" in said:
        keeping.forget_meaning(which, actor=who, now=at)
    else:
        keeping.change_meaning(which, said.get("said", ""), actor=who, now=at)
    tell(request, "sender.forgotten" if "forget" in said else "sender.meaning_changed")
    return HttpResponseRedirect(reverse("desk:sender", args=[number]))


@require_safe
def blank_workbook(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out the blank workbook of a kind of return."""
    scope_of(request, "exchange.read")
    return named_response(template(kind), file_name(kind), "xlsx")
