"""What is done on a project's page: forms sent, steps, signatures, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jiedui.programme.commands.audits import confirm_audit_answer
from jiedui.programme.commands.money import decide_money, set_signing, sign_money
from jiedui.programme.commands.projects import decide_change
from jiedui.programme.commands.steps import decide_steps, propose_steps
from jiedui.programme.outcomes import StepAsk
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, tell
from jiedui.web.desk.picking import picked
from jiedui.web.desk.projects.forms import FORMS, Field, Values
from jiedui.web.desk.projects.listing import place_key

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

STEP = (
    Field("target", "work.to_state", is_required=True),
    Field("on", "work.on", "day", is_required=True),
    Field("reason", "work.reason"),
)


def _to(number: int, at: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:project", args=[number]) + at)


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Return to the page of the desk that asked."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return HttpResponseRedirect(asked if asked and is_ours else reverse(otherwise))


@require_POST
def send_form(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Send one of the forms of a project."""
    form = FORMS.get(code)
    if form is None:
        raise Http404
    form.send(number, Values(request, form.fields), actor=actor_of(request), now=now())
    tell(request, "work.recorded_now")
    return _to(number, f"#{code}")


@require_POST
def take_step(request: HttpRequest, number: int) -> HttpResponse:
    """Propose a step of a project, or take it where nobody decides."""
    told = Values(request, STEP)
    ask = StepAsk(number, told["target"], told["on"], told.text("reason"))
    propose_steps([ask], actor=actor_of(request), now=now())
    tell(request, "work.step_now")
    return _to(number)


@require_POST
def take_steps(request: HttpRequest) -> HttpResponse:
    """Propose one step of many projects, those picked or all of the page: all of them or none."""
    told = Values(request, STEP)
    name = "shown" if request.POST.get("which") == "page" else "pick"
    numbers = picked(request, name)
    asks = [StepAsk(one, told["target"], told["on"], told.text("reason")) for one in numbers]
    propose_steps(asks, actor=actor_of(request), now=now())
    tell(request, "work.steps_now", count=len(numbers))
    return _back(request, "desk:projects")


@require_POST
def decide_step(request: HttpRequest) -> HttpResponse:
    """Approve or refuse steps that another person proposed."""
    is_approved = request.POST.get("verb") != "refuse"
    numbers = picked(request, "number")
    decide_steps(numbers, is_approved=is_approved, actor=actor_of(request), now=now())
    tell(request, "work.decided_now", count=len(numbers))
    return _back(request, "desk:waiting")


@require_POST
def act_on_money(request: HttpRequest) -> HttpResponse:
    """Sign, post or refuse money acts, one or many."""
    numbers, actor, verb = (
        picked(request, "number"),
        actor_of(request),
        request.POST.get("verb", ""),
    )
    if verb in ("leader", "cadre"):
        sign_money(numbers, role=verb, actor=actor, now=now())
        tell(request, "work.signed_now", count=len(numbers))
    else:
        decide_money(
            numbers, is_approved=verb != "refuse", actor=actor, now=now(),
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
        tell(request, "work.decided_now", count=len(numbers))
    return _back(request, "desk:waiting")


SIGNING = (
    Field("place", "work.place"),
    Field("since", "work.since", "day", is_required=True),
    Field("needed", "work.needed", is_required=True),
)


@require_POST
def signing_set(request: HttpRequest) -> HttpResponse:
    """Say where and from when payments need both signatures, or no longer do."""
    told = Values(request, SIGNING)
    set_signing(
        told["since"], is_needed=told["needed"] == "YES", place=place_key(told.text("place")),
        actor=actor_of(request), now=now(),
    )  # fmt: skip
    tell(request, "work.recorded_now")
    return HttpResponseRedirect(reverse("desk:waiting"))


@require_POST
def decide_figures(request: HttpRequest, number: int) -> HttpResponse:
    """Approve or refuse changed figures that another person proposed."""
    is_approved = request.POST.get("verb") != "refuse"
    decide_change(number, is_approved=is_approved, actor=actor_of(request), now=now())
    tell(request, "work.decided_now", count=1)
    return _back(request, "desk:waiting")


@require_POST
def confirm_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm what became of an audit finding, as a second person."""
    confirm_audit_answer(number, actor=actor_of(request), now=now())
    tell(request, "work.decided_now", count=1)
    return _back(request, "desk:projects")
