"""The overview: where the money is, what waits, the latest batches, and the state of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.assess.duties import open_tasks
from jiedui.assess.duty import Stand
from jiedui.books.feed import facts
from jiedui.books.queries import head, proposals
from jiedui.books.verify import verify_book
from jiedui.exchange.queries import batches
from jiedui.publish.objections import objections
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of
from jiedui.web.desk.figures import manner_of
from jiedui.web.desk.money import by_source, by_stage, plans_behind, tiles
from jiedui.web.heads import changed_records, kept_heads
from jiedui.web.pages import Page, show
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Actor, Scope
    from jiedui.exchange.queries import BatchSummary
    from jiedui.web.wording import Language

LAST_VERIFIED = "book:last-verified"
BATCHES_SHOWN = 6
DUTIES_SHOWN = 6
OBJECTIONS_SHOWN = 6


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the office where it stands."""
    actor = actor_of(request)
    language = language_of(request)
    title = say("nav.overview", language)
    if not actor.allows("books.read"):
        return show(request, Page("desk/no_role.html", title, twin={}))
    scope = scope_of(request)
    book_head = head()
    content: dict[str, object] = {
        "head": book_head,
        "verified": cache.get(LAST_VERIFIED),
        "may_verify": actor.allows("books.verify"),
    }
    content |= {"to_do": _to_do(actor, scope, language), "batches": _batches(actor)}
    if book_head.number:
        known = facts()
        manner = manner_of(request)
        content |= {
            "tiles": tiles(scope, known, manner),
            "stages": by_stage(scope, known, manner),
            "sources": by_source(scope, known, manner),
            "late": plans_behind(scope, known, manner),
        }
    return show(request, Page("desk/overview.html", title, content, twin=content))


def _batches(actor: Actor) -> list[BatchSummary]:
    if not actor.allows("exchange.read"):
        return []
    return list(batches(actor.scope("exchange.read")))[:BATCHES_SHOWN]


def _to_do(actor: Actor, scope: Scope, language: Language) -> list[tuple[str, str]]:
    waiting = [one for one in _batches(actor) if one.state == "received"]
    found = [
        (
            say("overview.batch_waits", language, number=one.number, file=one.name),
            reverse("desk:batch", args=[one.number]),
        )
        for one in waiting
    ]
    found += [
        (say("overview.proposal_waits", language, entry=one.entry), reverse("desk:reversals"))
        for one in proposals(scope)
    ]
    return found + _objections(actor, language) + _duties(actor, language)


def _objections(actor: Actor, language: Language) -> list[tuple[str, str]]:
    """Return the objections that wait for an answer, the most urgent first."""
    if not actor.allows("publish.propose") and not actor.allows("publish.issue"):
        return []
    found = [one for one in objections(today=today()) if not one.outcome]
    return [
        (
            say(
                "objection.is_late" if one.is_late else "objection.waiting",
                language,
                number=one.number,
                due=one.due_on.isoformat(),
            ),
            reverse("desk:objections"),
        )
        for one in sorted(found, key=lambda one: one.due_on)
    ][:OBJECTIONS_SHOWN]


def _duties(actor: Actor, language: Language) -> list[tuple[str, str]]:
    """Return the duties that are late or soon due, a sentence each with its month."""
    if not actor.allows("assess.duties"):
        return []
    found = open_tasks(actor.scope("assess.duties"), today=today())
    return [
        (
            say(
                "duty.is_late" if one.stand is Stand.LATE else "duty.is_soon",
                language,
                title=f"{one.duty.title}{pick(one.period_name, language)}",
                owner=one.duty.owner,
                due=one.due.isoformat(),
                count=one.late or one.left,
            ),
            f"{reverse('desk:duties')}?month={one.due:%Y-%m}",
        )
        for one in found
        if one.stand in (Stand.LATE, Stand.SOON)
    ][:DUTIES_SHOWN]


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Re-read the whole book now and keep what was found for the overview."""
    scope_of(request, "books.verify")
    result = verify_book(anchors=kept_heads(), progress=None)
    changed = changed_records()
    found = {
        "ok": result.ok and not changed,
        "entries": result.entries,
        "head": result.head,
        "at": now(),
        "problems": [*result.problems, *changed],
    }
    cache.set(LAST_VERIFIED, found, timeout=None)
    return HttpResponseRedirect(reverse("desk:overview") + "#book")
