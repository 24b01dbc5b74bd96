"""Objections on the desk: what waits, by deadline; taken in hand by one, answered by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.publish.answering import answer_objection, owners, take_objection
from jiedui.publish.objections import OUTCOMES, counts, name_of_figure, objections
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.pages import Page, show
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


@require_safe
def objection_desk(request: HttpRequest) -> HttpResponse:
    """Show open objections, the most urgent first, then the answered ones."""
    scope_of(request, "publish.preview")
    language, actor = language_of(request), actor_of(request)
    found = objections(today=today())
    owned = owners()
    waiting = sorted((one for one in found if not one.outcome), key=lambda one: one.due_on)
    content = {
        "waiting": [
            (one, owned.get(one.number, ""), name_of_figure(one.publication, one.key, language))
            for one in waiting
        ],
        "answered": [one for one in found if one.outcome],
        "counts": counts(today=today()),
        "outcomes": [(one, say(f"objection.{one}", language)) for one in OUTCOMES],
        "may_take": actor.allows("publish.propose"),
        "may_answer": actor.allows("publish.issue"),
    }
    title = say("nav.objections", language)
    return show(request, Page("desk/objections.html", title, content, twin=found))


@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    """Take an objection in hand."""
    take_objection(number, actor=actor_of(request), now=now())
    tell(request, "objection.taken_now", number=number)
    return HttpResponseRedirect(reverse("desk:objections"))


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer an objection, as a second person."""
    correction = request.POST.get("correction", "").strip()
    answer_objection(
        number,
        outcome=request.POST.get("outcome", ""),
        answer=request.POST.get("answer", ""),
        actor=actor_of(request),
        now=now(),
        correction=int(correction) if correction.isdecimal() else None,
    )
    tell(request, "objection.answered_now", number=number)
    return HttpResponseRedirect(reverse("desk:objections"))


ADDRESSES: list[URLPattern] = [
    path("objections", objection_desk, name="objections"),
    path("objections/<int:number>/take", take, name="take_objection"),
    path("objections/<int:number>/answer", answer, name="answer_objection"),
]
