"""Forms of what happened to a household: natural change, what two people decide, split, merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiedui.exchange.erasing import erase_everywhere
from jiedui.registry.commands import (
    DECISIVE,
    TWO_SIDED,
    merge_households,
    propose_event,
    record_event,
    split_household,
)
from jiedui.registry.erasing import propose_erasure
from jiedui.registry.household import RULES, Kind, Watch
from jiedui.registry.privacy import look_at
from jiedui.registry.queries import Days
from jiedui.registry.telling import What
from jiedui.registry.wording import pair
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.fields import Form, FormField, handle
from jiedui.web.desk.register.said import Said, coded_or_none
from jiedui.web.tables import Choice
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.registry.queries import Member
    from jiedui.web.wording import Language

METHODS = ["GET", "HEAD", "POST"]
NATURAL = tuple(one for one in Kind if one not in DECISIVE | TWO_SIDED)
"""Kinds that one officer records."""

PROPOSED = tuple(one for one in Kind if one in DECISIVE and one is not Kind.IDENTIFIED)
"""Kinds that a second person confirms; identification is a case, which asks who lives there."""


def above(number: str) -> tuple[str, str]:
    """Return the page above a form of a household: the household."""
    return "register.household", reverse("desk:household", args=[number])


def members_of(request: HttpRequest, number: str) -> list[Member]:
    """Return the present members of a household, starred; the look is written down."""
    scope_of(request, "registry.record")
    days = Days(today(), today())
    purpose = say("register.form_purpose", "zh")
    return look_at(number, days, purpose=purpose, actor=actor_of(request), now=now()).members


def called(one: Member, language: Language) -> str:
    """Return what a form calls a member: starred name, relation, starred number."""
    relation = pick(pair("relation", one.relation), language) if one.relation else ""
    return " ".join(filter(None, (one.name, relation, one.number)))


def _kinds(kinds: tuple[Kind, ...], language: Language) -> tuple[Choice, ...]:
    return tuple(Choice(one.value, pick((RULES[one].zh, RULES[one].en), language)) for one in kinds)


def _days() -> tuple[FormField, ...]:
    return (
        FormField("on", "register.happened_on", "date", is_required=True),
        FormField("recorded_on", "register.recorded_on", "date", hint="register.recorded_hint"),
    )


@never_cache
@require_http_methods(METHODS)
def event_new(request: HttpRequest, number: str) -> HttpResponse:
    """Record a natural change of a household."""
    language = language_of(request)
    there, types = members_of(request, number), coded_or_none("poor_type", language)
    fields = (
        FormField("kind", "register.kind", "choice", _kinds(NATURAL, language)),
        *_days(),
        FormField("people", "register.comers", "lines", hint="register.comers_hint"),
        *(
            FormField(f"member-{one.person}", "register.leaves", "check",
                      words=say("register.leaves", language, who=called(one, language)))
            for one in there
        ),
        FormField("place", "register.moves_to", hint="register.village_hint"),
        FormField("poor_type", "register.poor_type", "choice", types),
        FormField("main_cause", "register.main_cause", "choice", coded_or_none("cause", language)),
        FormField("reason", "register.reason"),
    )  # fmt: skip
    form = Form("register.new_event", "register.new_event_lead", fields, above(number))
    return handle(request, form, lambda: _recorded(request, number, there))


def _recorded(request: HttpRequest, number: str, there: list[Member]) -> str:
    said = Said(request.POST)
    what = _what(said, there)
    record_event(number, what, actor=actor_of(request), now=now())
    tell(request, "register.recorded")
    return above(number)[1]


def _what(said: Said, there: list[Member]) -> What:
    """Return what a form says of an event.

    Raises:
        Refused: A field cannot be read.
    """
    kind = said.code("kind", [one.value for one in Kind])
    what = What(
        Kind(kind or Kind.CHANGED),
        said.on(),
        recorded_on=said.day("recorded_on"),
        comers=said.people("people"),
        members=tuple(one.person for one in there if said.text(f"member-{one.person}")),
        place=said.village("place"),
        watch=Watch(said.code("watch", [one.value for one in Watch])),
        poor_type=said.text("poor_type"),
        main_cause=said.text("main_cause"),
        corrects=said.number("corrects") or None,
        is_void=bool(said.text("is_void")),
        reason=said.text("reason"),
    )
    said.close()
    return what


@never_cache
@require_http_methods(METHODS)
def event_proposed(request: HttpRequest, number: str) -> HttpResponse:
    """Propose what a second person decides of a household."""
    language = language_of(request)
    there = members_of(request, number)
    fields = (
        FormField("kind", "register.kind", "choice", _kinds(PROPOSED, language)),
        *_days(),
        FormField("watch", "register.watch", "choice", coded_or_none("watch", language)),
        FormField("main_cause", "register.main_cause", "choice", coded_or_none("cause", language)),
        FormField(
            "corrects", "register.corrected", "number",
            value=request.GET.get("corrects", ""), hint="register.corrected_hint",
        ),
        FormField("is_void", "register.is_void", "check"),
        FormField("reason", "register.reason"),
    )  # fmt: skip
    form = Form("register.propose", "register.propose_lead", fields, above(number))
    return handle(request, form, lambda: _proposed(request, number, there))


def _proposed(request: HttpRequest, number: str, there: list[Member]) -> str:
    what = _what(Said(request.POST), there)
    propose_event(number, what, actor=actor_of(request), now=now())
    tell(request, "register.proposed")
    return reverse("desk:register_changes")


@never_cache
@require_http_methods(METHODS)
def split_form(request: HttpRequest, number: str) -> HttpResponse:
    """Let some members form a household of their own."""
    language = language_of(request)
    there = members_of(request, number)
    stays = Choice("", say("register.stays", language))
    relations = (stays, *coded_or_none("relation", language)[1:])
    fields = (
        FormField("on", "register.happened_on", "date", is_required=True),
        *(
            FormField(f"member-{one.person}", "register.member", "choice", relations,
                      words=called(one, language))
            for one in there
        ),
    )  # fmt: skip
    form = Form("register.split", "register.split_lead", fields, above(number))
    return handle(request, form, lambda: _split(request, number, there))


def _split(request: HttpRequest, number: str, there: list[Member]) -> str:
    said = Said(request.POST)
    day = said.on()
    told = {one.person: said.text(f"member-{one.person}") for one in there}
    said.close()
    leave = {person: relation for person, relation in told.items() if relation}
    done = split_household(number, members=leave, day=day, actor=actor_of(request), now=now())
    tell(request, "register.was_split", number=done.households[1])
    return above(done.households[1])[1]


@never_cache
@require_http_methods(METHODS)
def merge_form(request: HttpRequest, number: str) -> HttpResponse:
    """Let all members of a household join another."""
    scope_of(request, "registry.record")
    fields = (
        FormField("into", "register.into", is_required=True, hint="register.into_hint"),
        FormField("on", "register.happened_on", "date", is_required=True),
    )
    form = Form("register.merge", "register.merge_lead", fields, above(number))
    return handle(request, form, lambda: _merged(request, number))


def _merged(request: HttpRequest, number: str) -> str:
    said = Said(request.POST)
    day, into = said.on(), said.text("into")
    said.close()
    merge_households(number, into, day=day, actor=actor_of(request), now=now())
    tell(request, "register.was_merged", number=into)
    return above(into)[1]


@require_http_methods(METHODS)
def erasure_form(request: HttpRequest, number: str) -> HttpResponse:
    """Propose to erase who the members of a household are."""
    scope_of(request, "registry.record")
    fields = (FormField("reason", "register.why", is_required=True),)
    form = Form("register.erase", "register.erase_lead", fields, above(number))

    def send() -> str:
        reason = request.POST.get("reason", "")
        propose_erasure(number, reason=reason, actor=actor_of(request), now=now())
        tell(request, "register.erase_proposed")
        return reverse("desk:register_changes")

    return handle(request, form, send)


@require_POST
def erased(request: HttpRequest, number: int) -> HttpResponse:
    """Erase what another person proposed, in the register and in the files it came in."""
    done = erase_everywhere(number, actor=actor_of(request), now=now())
    tell(request, "register.erased_now", number=done.household, files=len(done.files))
    if done.waiting:
        batches = ", ".join(map(str, done.waiting))
        tell(request, "register.erased_waiting", batches=batches)
    return HttpResponseRedirect(reverse("desk:register_changes"))
