"""Pages of partner places, projects and donors: all that is published of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.publish import queries
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from jiedui.publish.subjects import Mention, Named, Subject
    from jiedui.web.wording import Language

COLUMNS = (
    Column("name", "subject.number"),
    Column("about", "subject.about"),
    Column("value", "subject.value", "number"),
    Column("span", "subject.span"),
    Column("publication", "subject.publication"),
)
LIST_COLUMNS = (
    Column("name", "subject.name"),
    Column("above", "subject.above"),
    Column("numbers", "subject.numbers", "number"),
)
TONES = ("s3", "s2", "s4", "s5", "s6", "s7", "s1")


@require_safe
def county_list(request: HttpRequest) -> HttpResponse:
    """List the partner places that publications tell of."""
    return _list(request, "county")


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """List the projects that publications name."""
    return _list(request, "project")


@require_safe
def donor_list(request: HttpRequest) -> HttpResponse:
    """List the donors that publications name."""
    return _list(request, "donor")


def _list(request: HttpRequest, kind: str) -> HttpResponse:
    language = language_of(request)
    found = queries.told_now().named(kind)
    rows = [
        Row(
            (
                Cell(one.key, one.name[language], address(one)),
                Cell(one.above[language], one.above[language]),
                Cell(one.numbers, str(one.numbers)),
            )
        )
        for one in found
    ]
    table = Table(LIST_COLUMNS, rows)
    title = say(f"subject.{kind}_list", language)
    page = Page(
        "portal/subjects.html", title, {"kind": kind}, twin=found, table=table,
        crumbs=_crumbs(language),
    )  # fmt: skip
    return show(request, page)


@require_safe
def county(request: HttpRequest, key: str) -> HttpResponse:
    """Show all that is published of a partner place."""
    return _page(request, "county", key)


@require_safe
def project(request: HttpRequest, key: str) -> HttpResponse:
    """Show all that is published of a project."""
    return _page(request, "project", key)


@require_safe
def donor(request: HttpRequest, key: str) -> HttpResponse:
    """Show all that is published of a donor."""
    return _page(request, "donor", key)


def _page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    language = language_of(request)
    found = queries.subject(kind, key)
    own = [one for one in found.mentions if not _is_elsewhere(one, kind)]
    content = {
        "found": found,
        "kind": kind,
        "language": language,
        "heads": [_tile(one, language) for one in _heads(own)],
        "charts": [one for one in _charts(found, language) if one.is_worth_drawing],
        "said": [
            (source, [_span(span, source.number) for span in spans])
            for source, spans in found.said.get(language, ())
        ],
        "tables": found.rows.get(language, ()),
        "joint": Table(COLUMNS, [_row(one, language) for one in found.joint]),
        "projects": [(one, address(one)) for one in found.projects],
        "donors": [(one, address(one)) for one in found.donors],
        "counties": [(one, address(one)) for one in found.counties],
    }
    table = Table(COLUMNS, [_row(one, language) for one in found.mentions])
    title = found.named.name[language]
    crumbs = (
        *_crumbs(language),
        (say(f"subject.{kind}_list", language), reverse(f"portal:{kind}_list")),
    )
    twin = {"subject": found.named, "numbers": found.mentions, "joint": found.joint}
    return show(
        request, Page("portal/subject.html", title, content, twin=twin, table=table, crumbs=crumbs)
    )


def address(one: Named) -> str:
    """Return the permanent address of a subject."""
    return reverse(f"portal:{one.kind}", args=[one.key])


def _crumbs(language: Language) -> tuple[tuple[str, str], ...]:
    return ((say("portal.home", language), reverse("portal:home")),)


def _is_elsewhere(one: Mention, kind: str) -> bool:
    """Whether a county's number is one of its projects' or donors'."""
    return kind == "county" and ("project" in one.where or "payer" in one.where)


def _heads(own: Iterable[Mention]) -> list[Mention]:
    """Return the numbers shown large: those narrowed to nothing further, each figure once."""
    found: dict[tuple[str, bool], Mention] = {}
    for one in own:
        if not any(name in one.where for name in ("source", "category", "year")):
            mark = (one.code, one.planned)
            if mark not in found or one.span[1] > found[mark].span[1]:
                found[mark] = one
    return list(found.values())[:8]


def _tile(one: Mention, language: Language) -> dict[str, str]:
    return {
        "name": _name(one, language),
        "value": one.shown[language],
        "span": span_words(one, language),
        "href": number_address(one),
    }


def _name(one: Mention, language: Language) -> str:
    planned = say("subject.planned", language) if one.planned else ""
    return f"{one.name[language]}{planned}"


def number_address(one: Mention) -> str:
    """Return the address of a number's derivation."""
    return reverse("portal:number", args=[one.source.number, one.key])


def span_words(one: Mention, language: Language) -> str:
    """Return the days a number is of."""
    first, last = one.span
    if first and last:
        return say("subject.from_to", language, first=first, last=last)
    return say("subject.as_of", language, last=last) if last else ""


def _row(one: Mention, language: Language) -> Row:
    whole = reverse("portal:publication", args=[one.source.number])
    return Row(
        (
            Cell(one.code, _name(one, language), number_address(one)),
            Cell(one.about[language], one.about[language]),
            Cell(one.shown[language], one.shown[language]),
            Cell("/".join(one.span), span_words(one, language)),
            Cell(one.source.number, say("subject.number_of", language, number=one.source.number),
                 whole),
        )
    )  # fmt: skip


def _span(span: object, number: int) -> tuple[str, str]:
    """Return a span as words and the address they open, "" for plain words."""
    key = getattr(span, "key", "")
    href = reverse("portal:number", args=[number, key]) if key else ""
    return str(getattr(span, "text", "")), href


def _charts(found: Subject, language: Language) -> Iterable[Chart]:
    """Yield bars of money by source, projects by category, and gifts."""
    if found.named.kind == "county":
        own = [one for one in found.mentions if not _is_elsewhere(one, "county")]
        for code, by, title in (
            ("money", "source", "subject.by_source"),
            ("projects", "category", "subject.by_category"),
        ):
            yield _bars(_parts(own, code, by), title, language)
        gifts = [one for one in found.mentions if "payer" in one.where]
        yield _bars(gifts, "subject.gifts", language)
    elif found.named.kind == "project":
        money = [one for one in found.mentions if one.unit == "fen"]
        yield _bars(money, "subject.project_money", language)
    else:
        yield _bars(found.mentions, "subject.gave", language)


def _parts(own: Iterable[Mention], code: str, by: str) -> list[Mention]:
    return [
        one
        for one in own
        if one.code == code and not one.planned and len(one.where.get(by, ())) == 1
    ]


def _bars(mentions: Iterable[Mention], title: str, language: Language) -> Chart:
    order = [*SOURCES, *CATEGORIES]
    bars = []
    for one in mentions:
        if not one.amount:
            continue
        dims = [*one.where.get("source", ()), *one.where.get("category", ())]
        tone = TONES[order.index(dims[0]) % len(TONES)] if dims and dims[0] in order else "s3"
        name = {
            "subject.project_money": _name(one, language),
            "subject.gave": queries.places_in_words(one.places, language),
        }.get(title, one.about[language])
        part = Part(one.amount, tone, one.shown[language])
        bars.append(Bar(name, one.shown[language], (part,), href=number_address(one)))
    return Chart(say(title, language), tuple(bars))
