"""Batches: the list, receiving files, one batch as its own sheet looks, and its two-person post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.exchange.commands import SIZE_MAX, post_batch, receive_file, withdraw_batch
from jiedui.exchange.erasing import forgotten
from jiedui.exchange.owed import senders
from jiedui.exchange.queries import batch, batches
from jiedui.exchange.rosters import roster_changes
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.web.clock import now
from jiedui.web.desk.batch_view import batch_view, kind_words, state_cell
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.pages import Page, show, twin_of
from jiedui.web.problems import advice_of, found_of, title_of
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked, moment, pager, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.core.files import File
    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Actor
    from jiedui.exchange.queries import BatchSummary
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "batch.number", "number"),
    Column("name", "batch.file"),
    Column("kind", "batch.kind", "word"),
    Column("sender", "batch.sender"),
    Column("state", "batch.state", "badge"),
    Column("rows", "batch.rows", "number"),
    Column("waiting", "batch.rows_waiting", "number"),
    Column("warned", "batch.rows_warned", "number"),
    Column("received_at", "batch.received", "date"),
    Column("received_by", "batch.received_by"),
    Column("decided_by", "batch.posted_by"),
)
STATES = ("received", "posted", "withdrawn")
MEGABYTE = 1024 * 1024
FILES_MAX = 20


@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    """List batches, the newest first."""
    scope = scope_of(request, "exchange.read")
    language = language_of(request)
    choices = tuple(Choice(state, say(f"batch.state_{state}", language)) for state in STATES)
    filters = (Filter("state", "batch.state", "choice", choices),)
    wanted = asked(request, filters, limit=200)
    found = batches(
        scope,
        state=wanted.get("state") or "",
        limit=wanted.limit,
        offset=wanted.offset,
    )
    content = {
        "pager": pager(request, wanted, shown=len(found), total=None),
        "filters": [(one, wanted.get(one.name) or "") for one in filters],
        "is_filtered": bool(wanted.values),
        "may_receive": actor_of(request).allows("exchange.receive"),
    }
    table = Table(COLUMNS, [_row(one, language) for one in found])
    title = say("nav.batches", language)
    return show(request, Page("desk/batches.html", title, content, twin=found, table=table))


def _row(one: BatchSummary, language: Language) -> Row:
    return Row(
        (
            text(one.number),
            Cell(one.name, one.name, reverse("desk:batch", args=[one.number])),
            Cell(one.kind, kind_words(one.kind, language)),
            text(one.sender),
            state_cell(one.state, language),
            text(one.rows),
            Cell(one.waiting, str(one.waiting or "")),
            Cell(one.warned, str(one.warned or "")),
            moment(one.received_at),
            text(one.received_by),
            text(one.decided_by),
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take in files; each is received by itself, so that a bad one keeps no good one back."""
    scope_of(request, "exchange.receive")
    language = language_of(request)
    outcomes: list[tuple[str, int | None, tuple[Problem, ...]]] = []
    if request.method == "POST":
        files = request.FILES.getlist("files")
        if not files:
            raise Refused([Problem("FILE_MISSING", Severity.ERROR, Source())])
        sender = request.POST.get("sender", "")
        unit = int(sender) if sender.isdecimal() else None
        outcomes = [_received(file, actor_of(request), unit) for file in files[:FILES_MAX]]
        is_page = twin_of(request) == "html"
        if is_page and len(outcomes) == 1 and outcomes[0][1] is not None:
            tell(request, "batch.received_now", file=outcomes[0][0], number=outcomes[0][1])
            return HttpResponseRedirect(reverse("desk:batch", args=[outcomes[0][1]]))
    content = {
        "outcomes": outcomes,
        "limit_mb": SIZE_MAX // MEGABYTE,
        "senders": senders(scope_of(request, "exchange.receive")),
    }
    crumbs = ((say("nav.batches", language), reverse("desk:batches")),)
    is_refused = bool(outcomes) and all(number is None for _, number, _ in outcomes)
    twin = [
        {
            "file": file,
            "batch": number,
            "problems": problems,
            "said": [_said(problem, language) for problem in problems],
        }
        for file, number, problems in outcomes
    ]
    status = 422 if is_refused else 200
    title = say("batch.upload", language)
    return show(
        request, Page("desk/upload.html", title, content, twin=twin, crumbs=crumbs, status=status)
    )


def _said(problem: Problem, language: Language) -> str:
    """Return a problem as the page would say it, for the script that uploads file by file."""
    parts = (title_of(problem, language), found_of(problem, language), advice_of(problem, language))
    return ("。" if language == "zh" else ". ").join(part for part in parts if part)


def _received(
    file: File[bytes], actor: Actor, sender: int | None
) -> tuple[str, int | None, tuple[Problem, ...]]:
    """Receive one file; what is refused is told with the others, not instead of them."""
    name = file.name or "?"
    if (file.size or 0) > SIZE_MAX:
        limit = f"{SIZE_MAX // MEGABYTE} MB"
        found = f"{(file.size or 0) / MEGABYTE:.1f} MB"
        return name, None, (Problem("FILE_TOO_LARGE", Severity.ERROR, Source(name), found, limit),)
    try:
        kept = receive_file(
            file.read(), name=name, actor=actor, now=now(), sender=sender, is_asking=True
        )
    except Refused as refused:
        return name, None, refused.problems
    return name, kept.number, ()


@require_safe
def batch_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one batch: its sheets with problems at their cells, and exactly what would be posted."""
    language = language_of(request)
    found = batch(scope_of(request, "exchange.read"), number)
    view = batch_view(found, language, sheet=request.GET.get("sheet"))
    actor = actor_of(request)
    content = {
        "view": view,
        "batch": found,
        "is_own": actor.username == found.summary.received_by,
        "may_post": actor.allows("exchange.post"),
        "may_withdraw": actor.allows("exchange.withdraw"),
        "may_answer": actor.allows("exchange.receive") and found.summary.state == "received",
        "may_take": actor.allows("exchange.receive") and found.summary.state != "withdrawn",
        "senders": senders(scope_of(request, "exchange.read")),
        "forgotten": forgotten(number),
        "rosters": roster_changes(scope_of(request, "exchange.read"), number),
    }
    crumbs = ((say("nav.batches", language), reverse("desk:batches")),)
    title = say("batch.title", language, number=number)
    return show(
        request,
        Page("desk/batch.html", title, content, twin=found, table=view.entry_table, crumbs=crumbs),
    )


@require_POST
def post(request: HttpRequest, number: int) -> HttpResponse:
    """Post what the batch's page showed, as a second person."""
    posted = post_batch(
        number,
        actor=actor_of(request),
        now=now(),
        accept_warnings=request.POST.get("accept_warnings") == "1",
        shown=request.POST.get("digest", ""),
    )
    if posted.first:
        tell(request, "batch.posted_now", number=number, first=posted.first, last=posted.last)
    if posted.recorded:
        tell(request, "batch.recorded_now", number=number, count=posted.recorded)
    return HttpResponseRedirect(reverse("desk:batch", args=[number]))


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a batch that was not posted."""
    withdraw_batch(number, actor=actor_of(request), now=now())
    tell(request, "batch.withdrawn_now", number=number)
    return HttpResponseRedirect(reverse("desk:batches"))
