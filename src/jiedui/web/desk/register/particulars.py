"""Forms of what a household got and what its form says: measures, items, income, guarantees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiedui.kernel.problem import refuse
from jiedui.registry.form import GUARANTEES, ITEMS
from jiedui.registry.income import WORDS as INCOME
from jiedui.registry.income import Income
from jiedui.registry.measurefile import given
from jiedui.registry.measures import KINDS as MEASURES
from jiedui.registry.measures import Given, record_measures
from jiedui.registry.memberlist import members_of as listed
from jiedui.registry.memberlist import record_members
from jiedui.registry.particulars import record_guarantee, record_income, record_items
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.fields import Form, FormField, handle
from jiedui.web.desk.register.acts import METHODS, above, called, members_of
from jiedui.web.desk.register.said import Said, coded_or_none
from jiedui.web.tables import Choice
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.web.wording import Language

FILE_MAX = 20_000_000
"""Largest CSV that a form takes, in bytes."""


@require_http_methods(METHODS)
def measure_new(request: HttpRequest, number: str) -> HttpResponse:
    """Record one thing a household got, and from which project, gift or training."""
    scope_of(request, "registry.record")
    language = language_of(request)
    kinds = tuple(Choice(code, pick(words, language)) for code, words in MEASURES.items())
    fields = (
        FormField("kind", "register.kind", "choice", kinds),
        FormField("words", "register.what", is_required=True),
        FormField("on", "register.day", "date", is_required=True),
        FormField("amount", "register.amount", hint="give.amount_hint"),
        FormField("quantity", "register.quantity"),
        FormField("project", "register.project"),
        FormField("gift", "register.gift"),
        FormField("training", "register.training"),
    )
    form = Form("register.new_measure", "register.new_measure_lead", fields, above(number))
    return handle(request, form, lambda: _measured(request, number))


def _measured(request: HttpRequest, number: str) -> str:
    said = Said(request.POST)
    row = Given(
        number,
        said.code("kind", list(MEASURES)),
        said.text("words"),
        said.on(),
        said.fen("amount"),
        said.text("quantity"),
        said.text("project"),
        said.text("gift"),
        said.text("training"),
    )
    said.close()
    done = record_measures([row], actor=actor_of(request), now=now())
    tell(request, "register.measures_kept", added=done.added, known=done.known)
    return above(number)[1]


@require_POST
def measures_sent(request: HttpRequest) -> HttpResponse:
    """Record what a CSV says that households got."""
    name, content = _file(request)
    done = record_measures(given(content, name), actor=actor_of(request), now=now())
    tell(request, "register.measures_kept", added=done.added, known=done.known)
    return HttpResponseRedirect(reverse("desk:register_got"))


@require_POST
def members_sent(request: HttpRequest) -> HttpResponse:
    """Record the members that a CSV lists."""
    name, content = _file(request)
    done = record_members(listed(content, name), actor=actor_of(request), now=now())
    tell(request, "register.members_kept", added=done.added, known=done.known)
    return HttpResponseRedirect(reverse("desk:register_changes"))


def _file(request: HttpRequest) -> tuple[str, bytes]:
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise refuse("FILE_EMPTY", found="no file", expected="a CSV")
    if file.size > FILE_MAX:
        raise refuse("FILE_TOO_LARGE", found=f"{file.size} bytes", expected=f"{FILE_MAX} at most")
    return file.name or "", file.read()


@never_cache
@require_http_methods(METHODS)
def items_form(request: HttpRequest, number: str) -> HttpResponse:
    """Record what one item of the form says of a household, or of a member, from a day on."""
    language = language_of(request)
    there = members_of(request, number)
    whole = Choice("", say("register.whole", language))
    whose = (whole, *(Choice(str(one.person), called(one, language)) for one in there))
    fields = (
        FormField("item", "register.item", "choice", _items(language)),
        FormField("own", "register.own_item", hint="register.own_item_hint"),
        FormField("word", "register.word", is_required=True, hint="register.word_hint"),
        FormField("member", "register.whose", "choice", whose),
        FormField("on", "register.since", "date", is_required=True),
    )
    form = Form("register.new_item", "register.new_item_lead", fields, above(number))
    return handle(request, form, lambda: _item(request, number))


def _items(language: Language) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.code, f"{one.item} {pick((one.zh, one.en), language)}".strip())
        for one in ITEMS.values()
        if one.code != "members_stated"
    )


def _item(request: HttpRequest, number: str) -> str:
    said = Said(request.POST)
    item, since, member = said.text("own") or said.text("item"), said.on(), said.text("member")
    said.close()
    record_items(
        number,
        {item: said.text("word")},
        since=since,
        member=int(member) if member.isdecimal() else None,
        actor=actor_of(request),
        now=now(),
    )
    tell(request, "register.recorded")
    return above(number)[1]


@require_http_methods(METHODS)
def income_form(request: HttpRequest, number: str) -> HttpResponse:
    """Record a year's income of a household; what does not follow from its parts is refused."""
    scope_of(request, "registry.record")
    language = language_of(request)
    fields = (
        FormField("year", "register.year", "number", is_required=True),
        *(
            FormField(name, "register.amount", words=pick(words, language))
            for name, words in INCOME.items()
        ),
        FormField("people", "register.people", "number"),
    )
    form = Form("register.new_income", "register.new_income_lead", fields, above(number))

    def send() -> str:
        said = Said(request.POST)
        parts = {name: said.fen(name) for name in INCOME}
        told = Income(said.number("year"), people=said.number("people") or None, **parts)
        said.close()
        record_income(number, told, actor=actor_of(request), now=now())
        tell(request, "register.recorded")
        return above(number)[1]

    return handle(request, form, send)


@require_http_methods(METHODS)
def guarantee_form(request: HttpRequest, number: str) -> HttpResponse:
    """Record whether a guarantee, or water, was met on a day."""
    scope_of(request, "registry.record")
    language = language_of(request)
    names = tuple(Choice(code, pick(words, language)) for code, words in GUARANTEES.items())
    met = tuple(Choice(code, say(f"register.{code}", language)) for code in ("met", "unmet"))
    fields = (
        FormField("name", "register.guarantee", "choice", names),
        FormField("met", "register.standing", "choice", met),
        FormField("grade", "register.grade", "choice", coded_or_none("housing_grade", language)),
        FormField("on", "register.day", "date", is_required=True),
    )
    form = Form("register.new_guarantee", "", fields, above(number))

    def send() -> str:
        said = Said(request.POST)
        day, is_met = said.on(), said.text("met") == "met"
        said.close()
        record_guarantee(
            number, said.text("name"), day=day, is_met=is_met, grade=said.text("grade"),
            actor=actor_of(request), now=now(),
        )  # fmt: skip
        tell(request, "register.recorded")
        return above(number)[1]

    return handle(request, form, send)
