"""Checks: every stated total on record set against the book, and one of them with both its sides.

The book only grows, so the verdicts of one state of it are kept until it has moved on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.books.feed import facts
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.claim import OUTCOMES, claims_in_book, judge_all
from jiedui.kernel.problem import refuse
from jiedui.web.charts import share_svg
from jiedui.web.desk.answers import filter_words
from jiedui.web.desk.asking import address_of
from jiedui.web.desk.door import scope_of
from jiedui.web.desk.shown import (
    Manner,
    amount_words,
    cell_words,
    digits,
    dimension_value,
    figure_name,
    period_words,
    well_set,
)
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Scope
    from jiedui.figures.claim import Claim, Verdict
    from jiedui.web.wording import Language

COLUMNS = (
    Column("claim", "checks.claim"),
    Column("period", "line.period", "date"),
    Column("says", "checks.says", "number"),
    Column("book", "checks.book", "number"),
    Column("outcome", "checks.verdict", "badge"),
    Column("off", "checks.difference", "number"),
    Column("itemised", "checks.items", "number"),
    Column("not_itemised", "checks.totals", "number"),
    Column("document", "book.document"),
)
LOOKS = {
    "confirmed": ("ok", "ok"),
    "contradicted": ("bad", "bad"),
    "not_independently_supported": ("warn", "warn"),
    "not_supported": ("warn", "ask"),
    "undecidable": ("tell", "ask"),
}
KEPT_SECONDS = 24 * 3600


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """List the stated totals with their verdicts, the contradicted ones first."""
    language = language_of(request)
    verdicts = _verdicts(scope_of(request))
    choices = tuple(Choice(code, say(f"verdict.{code}", language)) for code in OUTCOMES)
    filters = (Filter("outcome", "checks.verdict", "choice", choices),)
    wanted = asked(request, filters)
    shown = [one for one in verdicts if wanted.get("outcome") in (None, one.outcome)]
    tally = [
        (choice, sum(1 for one in verdicts if one.outcome == choice.value), *LOOKS[choice.value])
        for choice in choices
    ]
    content = {
        "tally": tally,
        "chosen": wanted.get("outcome"),
        "rows": [_shown(one, language) for one in shown],
        "count": len(verdicts),
    }
    table = Table(COLUMNS, [_row(one, language) for one in shown])
    title = say("nav.checks", language)
    return show(request, Page("desk/checks.html", title, content, twin=shown, table=table))


@require_safe
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Show one stated total with the entries on both sides."""
    language = language_of(request)
    found = next((one for one in _verdicts(scope_of(request)) if one.claim.entry == number), None)
    if found is None:
        raise refuse("CLAIM_UNKNOWN", found=str(number))
    question = found.claim.question
    content = {
        "row": _shown(found, language),
        "filters": filter_words(question, language),
        "verdict": found,
        "trace": reverse("desk:trace", args=[question.code]) + address_of(question),
    }
    crumbs = ((say("nav.checks", language), reverse("desk:checks")),)
    title = say("checks.title_one", language, number=number)
    page = Page("desk/check.html", title, content, twin=found, crumbs=crumbs)
    return show(request, page)


def _verdicts(scope: Scope) -> list[Verdict]:
    """Return the verdicts within a scope: what contradicts first, then in order of entry."""
    known = facts()
    key = f"verdicts:{known.head.hash}"
    found: list[Verdict] | None = cache.get(key)
    if found is None:
        found = judge_all(claims_in_book(known), known)
        cache.set(key, found, timeout=KEPT_SECONDS)
    seen = [one for one in found if _sees(scope, one.claim)]
    return sorted(seen, key=lambda one: (one.outcome != "contradicted", one.claim.entry or 0))


def _sees(scope: Scope, claim: Claim) -> bool:
    """Whether every recipient a claim speaks of may be seen; one of none only by who sees all."""
    keys = dict(claim.where).get("recipient", ())
    return scope.is_everywhere or (bool(keys) and all(scope.sees(key) for key in keys))


def _words(claim: Claim, language: Language) -> str:
    """Return what a claim states, in words."""
    figure = FIGURES.get(claim.code)
    name = figure_name(figure, language) if figure else claim.code
    parts = [
        dimension_value(dimension, "+".join(values), language)
        for dimension, values in claim.where
        if dimension != "owner"
    ]
    planned = [say("figure.planned_mark", language)] if claim.planned else []
    return " · ".join([*parts, name, *planned])


def _shown(one: Verdict, language: Language) -> dict[str, object]:
    """Return a verdict in words for its page."""
    claim, manner = one.claim, Manner(language)
    tone, sign = LOOKS[one.outcome]
    whole = one.itemised + one.not_itemised
    items = digits(one.itemised, one.unit, manner)
    split = say(
        "figure.split", language, items=items, stated=digits(one.not_itemised, one.unit, manner)
    )
    return {
        "words": _words(claim, language),
        "href": reverse("desk:check", args=[claim.entry]) if claim.entry else "",
        "says": amount_words(claim.value, one.unit, manner),
        "book": amount_words(one.book, one.unit, manner),
        "tone": tone,
        "sign": sign,
        "verdict": say(f"verdict.{one.outcome}", language),
        "is_plain": one.outcome in ("confirmed", "not_independently_supported"),
        "why": well_set(pick(one.why, language), language),
        "split": split if whole else "",
        "support": share_svg(one.itemised, whole, words=split),
        "document": well_set(claim.document, language),
        "period": _period(claim, language),
        "cell": cell_words(claim.cell),
    }


def _period(claim: Claim, language: Language) -> str:
    if claim.since and claim.until:
        return period_words(claim.since, claim.until, language)
    return next((day.isoformat() for day in (claim.until, claim.since) if day), "")


def _row(one: Verdict, language: Language) -> Row:
    claim, manner = one.claim, Manner(language)
    return Row(
        (
            Cell(claim.words, _words(claim, language)),
            Cell(_period(claim, language), _period(claim, language)),
            Cell(claim.value.stated, amount_words(claim.value, one.unit, manner)),
            Cell(one.book.stated, amount_words(one.book, one.unit, manner)),
            Cell(one.outcome, say(f"verdict.{one.outcome}", language)),
            Cell(one.off, str(one.off)),
            Cell(one.itemised, str(one.itemised)),
            Cell(one.not_itemised, str(one.not_itemised)),
            Cell(claim.document, claim.document),
        )
    )
