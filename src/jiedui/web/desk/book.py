"""The book: the list of entries, one entry with its lines, and proposals to take entries back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.books.commands import post_reversal, propose_reversal
from jiedui.books.queries import EntryFilter, entries, entry, head, proposals
from jiedui.kernel.place import find, name_of
from jiedui.programme.commands.watching import follow
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.entries import entry_view, speaking_lines
from jiedui.web.desk.shown import entry_cell, kind_words, period_words, well_set, yuan
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Pager, Row, Table, asked, moment, text
from jiedui.web.wording import catalogue, language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.books.queries import EntryRecord, Proposed
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "book.number", "number"),
    Column("kind", "book.kind", "word"),
    Column("words", "book.words"),
    Column("place", "book.place"),
    Column("money", "book.money", "number"),
    Column("period", "book.period", "date"),
    Column("document", "book.document"),
    Column("posted_at", "book.posted", "date"),
    Column("hash", "book.hash", "hash"),
)
PROPOSAL_COLUMNS = (
    Column("number", "reversal.number", "number"),
    Column("entry", "reversal.entry", "number"),
    Column("reason", "reversal.reason"),
    Column("proposed_by", "reversal.proposed_by"),
    Column("proposed_at", "reversal.proposed_at", "date"),
    Column("state", "reversal.state", "badge"),
)


def _filters(language: Language) -> tuple[Filter, ...]:
    kinds = [code.removeprefix("kind.") for code in catalogue() if code.startswith("kind.")]
    return (
        Filter("place", "book.place", hint="book.place_hint"),
        Filter("period", "book.period", "period", hint="book.period_hint"),
        Filter(
            "kind",
            "book.kind",
            "choice",
            tuple(Choice(kind, kind_words(kind, language)) for kind in kinds),
        ),
        Filter("document", "book.document"),
        Filter("words", "book.text"),
        Filter("batch", "book.batch", "number"),
    )


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """List entries, the newest first, by place, period, kind, document, words and batch."""
    scope = scope_of(request)
    language = language_of(request)
    filters = _filters(language)
    wanted = asked(request, filters)
    before = int(request.GET["before"]) if request.GET.get("before", "").isdecimal() else None
    found = entries(scope, _entry_filter(wanted), before=before, limit=wanted.limit + 1)
    shown = found[: wanted.limit]
    content = {
        "filters": [(one, wanted.get(one.name) or "") for one in filters],
        "is_filtered": bool(wanted.values),
        "pager": _pager(request, shown, has_more=len(found) > len(shown)),
        "head": head(),
    }
    table = Table(COLUMNS, [_row(record, language) for record in shown])
    return show(
        request, Page("desk/book.html", say("nav.book", language), content, twin=shown, table=table)
    )


def _entry_filter(wanted: Asked) -> EntryFilter:
    period = wanted.periods.get("period")
    place = wanted.get("place") or ""
    found = find(place) if place else []
    return EntryFilter(
        kind=wanted.get("kind") or "",
        batch=wanted.numbers.get("batch"),
        recipient=found[0].key if found else place,
        document=wanted.get("document") or "",
        words=wanted.get("words") or "",
        starts=period.starts if period else None,
        ends=period.ends if period else None,
    )


def _pager(request: HttpRequest, shown: list[EntryRecord], *, has_more: bool) -> Pager:
    query = request.GET.copy()
    query.pop("before", None)
    newest = f"?{query.urlencode()}" if "before" in request.GET else ""
    if has_more:
        query["before"] = str(shown[-1].number)
    older = f"?{query.urlencode()}" if has_more else ""
    numbers = [record.number for record in shown]
    return Pager(max(numbers, default=0), min(numbers, default=0), None, newest, older)


def _row(record: EntryRecord, language: Language) -> Row:
    draft = record.draft
    places = dict.fromkeys(one.dims.recipient for one in draft.lines if one.dims.recipient)
    money = sum(one.amount for one in speaking_lines(draft.lines) if one.unit == "fen")
    cells = (
        entry_cell(record.number),
        Cell(draft.kind, kind_words(draft.kind, language)),
        Cell(
            draft.words,
            well_set(draft.words, language),
            reverse("desk:entry", args=[record.number]),
        ),
        Cell(list(places), "、".join(name_of(key) for key in places)),
        Cell(money or None, yuan(money) if money else ""),
        Cell(f"{draft.starts}/{draft.ends}", period_words(draft.starts, draft.ends, language)),
        Cell(draft.document, well_set(draft.document, language)),
        moment(record.posted_at),
        Cell(record.hash, record.hash[:8]),
    )
    return Row(cells, "struck" if record.reversed_by else "")


@require_safe
def entry_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one entry with its lines, its hash, and the cells it was read from."""
    language = language_of(request)
    record = entry(scope_of(request), number)
    actor = actor_of(request)
    may_propose = (
        actor.allows("books.propose_reversal")
        and record.reversed_by is None
        and not record.draft.reverses
    )
    content = {
        "view": entry_view(record, language),
        "record": record,
        "may_propose": may_propose,
        "previous": number - 1 if number > 1 else None,
        "following": number + 1 if number < head().number else None,
    }
    crumbs = ((say("nav.book", language), reverse("desk:book")),)
    title = say("book.entry_title", language, number=number)
    return show(request, Page("desk/entry.html", title, content, twin=record, crumbs=crumbs))


@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Propose to take an entry back."""
    reason = request.POST.get("reason", "")
    propose_reversal(number, actor=actor_of(request), now=now(), reason=reason)
    tell(request, "reversal.proposed_now", entry=number)
    return HttpResponseRedirect(reverse("desk:reversals"))


@require_safe
def reversals(request: HttpRequest) -> HttpResponse:
    """List proposals to take entries back, the open ones with the way to post them."""
    language = language_of(request)
    found = proposals(scope_of(request), open_only=False)
    actor = actor_of(request)
    may_post = actor.allows("books.post_reversal")
    open_ones = [one for one in found if one.posted is None]
    content = {
        "open_ones": [(one, may_post and one.proposed_by != actor.username) for one in open_ones],
    }
    table = Table(PROPOSAL_COLUMNS, [_proposal_row(one, language) for one in found])
    return show(
        request,
        Page(
            "desk/reversals.html", say("nav.reversals", language), content, twin=found, table=table
        ),
    )


def _proposal_row(one: Proposed, language: Language) -> Row:
    waits = one.posted is None
    state = say("reversal.waits" if waits else "reversal.done", language)
    return Row(
        (
            text(one.number),
            entry_cell(one.entry),
            text(one.reason),
            text(one.proposed_by),
            moment(one.proposed_at),
            Cell(one.posted, state, tone="warn" if waits else "ok", icon="wait" if waits else "ok"),
        )
    )


@require_POST
def post_proposal(request: HttpRequest, number: int) -> HttpResponse:
    """Post the entry that takes another back, as a second person."""
    posted = post_reversal(number, actor=actor_of(request), now=now())
    follow(actor=actor_of(request), now=now())
    tell(request, "reversal.posted_now", entry=posted.first)
    return HttpResponseRedirect(reverse("desk:entry", args=[posted.first]))
