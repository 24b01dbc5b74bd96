"""Answers given on a batch's page: sender, columns, what it replaces, gone rows, likeness."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiedui.exchange import answering
from jiedui.exchange.handing_back import annotated_copy
from jiedui.kernel.period import Period
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, tell
from jiedui.web.files import named_response
from jiedui.web.wording import language_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COLUMN = "column."
GONE = "gone."


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Take the answers of one form; the batch is read or judged anew, and shown again."""
    who, at = actor_of(request), now()
    said = request.POST
    anchor = ""
    if "sender" in said:
        sender = int(said["sender"]) if said["sender"].isdecimal() else None
        answering.say_sender(number, sender=sender, period=_period(request), actor=who, now=at)
    kind = said.get("kind") or said.get("likely")
    if kind is not None:
        answering.say_kind(number, kind=kind, actor=who, now=at)
        anchor = "#questions"
    columns = {name.removeprefix(COLUMN): said[name] for name in said if name.startswith(COLUMN)}
    if columns:
        answering.say_columns(number, fields=columns, actor=who, now=at)
        anchor = "#questions"
    if "replaces" in said:
        other = said["replaces"]
        replaces = int(other) if other.isdecimal() else None
        answering.say_replacing(number, replaces=replaces, actor=who, now=at)
        anchor = "#difference" if replaces else ""
    gone = {name.removeprefix(GONE): said[name] == "1" for name in said if name.startswith(GONE)}
    if gone:
        answering.say_gone(number, rows=gone, actor=who, now=at)
        anchor = "#difference"
    if "same_row" in said:
        entry = int(said["entry"]) if said.get("entry", "").isdecimal() else None
        row = int(said["same_row"]) if said["same_row"].isdecimal() else 0
        answering.say_same(
            number, sheet=said.get("sheet", ""), row=row, entry=entry, actor=who, now=at
        )
    tell(request, "batch.answered")
    return HttpResponseRedirect(reverse("desk:batch", args=[number]) + anchor)


def _period(request: HttpRequest) -> Period | None:
    starts, ends = (request.POST.get(name, "").strip() for name in ("starts", "ends"))
    if not ends:
        return None
    try:
        last = dt.date.fromisoformat(ends)
        first = dt.date.fromisoformat(starts) if starts else last.replace(day=1)
        return Period(first, last)
    except ValueError as error:
        found = f"{starts} / {ends}"
        wrong = Problem("DATE_INVALID", Severity.ERROR, Source(), found, "2025-01-01 / 2025-01-31")
        raise Refused([wrong]) from error


@require_POST
def annotated(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out the sender's own workbook with every problem at its cell; the log says to whom."""
    copy = annotated_copy(number, actor=actor_of(request), now=now(), language=language_of(request))
    return named_response(copy.content, copy.name, "xlsx")
