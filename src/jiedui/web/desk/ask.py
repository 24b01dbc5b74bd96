"""Ask in words: how a typed question was understood, its answer, or the choices it leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.books.feed import facts
from jiedui.figures.answer_json import answer_json
from jiedui.figures.binding.typed import QUESTION_MAX, understand
from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.problem import Refused
from jiedui.web.clock import today
from jiedui.web.desk.answering import answered
from jiedui.web.desk.answers import answer_view, filter_words
from jiedui.web.desk.asking import address_of, within
from jiedui.web.desk.door import scope_of
from jiedui.web.desk.figures import manner_of
from jiedui.web.desk.shown import figure_name
from jiedui.web.pages import Page, show
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Scope
    from jiedui.figures.binding.typed import Understood
    from jiedui.figures.model import Question
    from jiedui.web.wording import Language


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Answer a question typed in words, and show how it was understood."""
    scope = scope_of(request)
    language = language_of(request)
    typed = request.GET.get("q", "").strip()[:QUESTION_MAX]
    known = facts()
    understood = understand(typed, known, today=today())
    question, problems = _within(understood, scope)
    content: dict[str, object] = {
        "typed": typed,
        "understood": understood,
        "chips": _chips(understood, question, language),
        "choices": [_choice(one, scope, language) for one in understood.choices],
        "problems": problems,
    }
    twin: dict[str, object] = {"understood": understood, "answer": None}
    if question is not None:
        answer = answered(question, known)
        content["view"] = answer_view(answer, manner_of(request))
        content["href"] = _address(question)
        content["name"] = figure_name(answer.figure, language)
        twin["answer"] = answer_json(answer)
    crumbs = ((say("nav.figures", language), reverse("desk:figures")),)
    title = say("ask.title", language)
    page = Page("desk/ask.html", title, content, twin=twin, crumbs=crumbs)
    return show(request, page)


def _within(understood: Understood, scope: Scope) -> tuple[Question | None, tuple[object, ...]]:
    if understood.question is None:
        return None, ()
    try:
        return within(understood.question, scope), ()
    except Refused as refused:
        return None, refused.problems


def _address(question: Question) -> str:
    return reverse("desk:figure", args=[question.code]) + address_of(question)


def _chips(
    understood: Understood, question: Question | None, language: Language
) -> list[tuple[str, str, str]]:
    """Return what each word was taken for, and the address of the question without it."""
    found = []
    for one in understood.chips:
        label = say(f"chip.{one.name}", language)
        without = _without(question, one.name) if question else None
        found.append((label, one.words, _address(without) if without else ""))
    return found


def _without(question: Question, name: str) -> Question | None:
    if name == "period":
        return replace(question, since=None, until=None, as_of=None)
    if name == "planned":
        return replace(question, planned=False)
    if name == "by":
        return replace(question, by=())
    rest = tuple(one for one in question.where if one[0] != name)
    return replace(question, where=rest) if len(rest) < len(question.where) else None


def _choice(one: Question, scope: Scope, language: Language) -> tuple[str, str, str]:
    words = "、".join(said for _, said in filter_words(one, language))
    try:
        href = _address(within(one, scope))
    except Refused:
        href = ""
    return figure_name(FIGURES[one.code], language), words, href
