"""A form as it is shown: its fields with labels, what was said and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.http import HttpResponseRedirect

from jiedui.kernel.problem import Refused
from jiedui.web.pages import Page, show
from jiedui.web.tables import Choice
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.kernel.codes import Code
    from jiedui.web.wording import Language

Kind = Literal["text", "date", "number", "choice", "lines", "check", "hidden"]


@dataclass(frozen=True, slots=True)
class FormField:
    """One field.

    Attributes:
        name: Its name in the form.
        label: Code of its label.
        kind: How it is filled in.
        choices: What may be chosen.
        value: What stands in it at first.
        is_required: Whether it must be filled in.
        hint: Code of an example below it, "" when none.
        words: Its label where it is no code but what somebody is called, "" when it is one.
    """

    name: str
    label: str
    kind: Kind = "text"
    choices: tuple[Choice, ...] = ()
    value: str = ""
    is_required: bool = False
    hint: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A page that is a form: its title and lead, its fields, where it goes when it is done."""

    title: str
    lead: str
    fields: Sequence[FormField]
    above: tuple[str, str]


def coded(words: dict[str, Code], language: Language) -> tuple[Choice, ...]:
    """Return a vocabulary as choices."""
    return tuple(Choice(code.code, getattr(code, language)) for code in words.values())


def handle(request: HttpRequest, form: Form, send: Callable[[], str]) -> HttpResponse:
    """Show a form; when it is sent, do it and go where `send` says, or tell all that is wrong."""
    language = language_of(request)
    problems: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            return HttpResponseRedirect(send())
        except Refused as refused:
            if any(one.code == "NOT_ALLOWED" for one in refused.problems):
                raise
            problems = refused.problems
    asked = [
        (one, request.POST.get(one.name, one.value if request.method == "GET" else ""))
        for one in form.fields
    ]
    content = {"fields": asked, "problems": problems, "lead": form.lead}
    crumbs = ((say(form.above[0], language), form.above[1]),)
    page = Page(
        "desk/giving/form.html", say(form.title, language), content,
        twin={"fields": [one.name for one in form.fields]}, crumbs=crumbs,
        status=422 if problems else 200,
    )  # fmt: skip
    return show(request, page)
