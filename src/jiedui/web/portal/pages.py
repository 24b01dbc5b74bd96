"""The public pages: what is published, one publication, the derivation of every number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, PROJECT_STATES, SOURCES
from jiedui.kernel.place import name_of
from jiedui.publish import queries
from jiedui.publish.objections import objections
from jiedui.web.clock import today
from jiedui.web.files import file_response, saved_response
from jiedui.web.pages import Page, show
from jiedui.web.portal.objections import outcome_cell
from jiedui.web.portal.story import told_content
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.papers.frozen import Frozen
    from jiedui.publish.queries import Issue
    from jiedui.web.wording import Language

VOCABULARIES = (SOURCES, CATEGORIES, PAIRING_KINDS, PROJECT_STATES)
FORMS = ("pdf", "docx", "xlsx", "html")
COLUMNS = (
    Column("number", "portal.number", "number"),
    Column("title", "portal.title"),
    Column("as_of", "portal.as_of", "date"),
    Column("issued_at", "portal.issued_at", "date"),
)
NUMBER_COLUMNS = (
    Column("key", "portal.key"),
    Column("name", "portal.figure"),
    Column("text", "portal.reads", "number"),
    Column("definition", "portal.definition"),
    Column("known_at", "portal.known_at", "number"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List what is published, the newest first."""
    language = language_of(request)
    found = queries.publications()
    current = [one for one in found if one.replaced_by is None]
    table = Table(COLUMNS, [_row(one, language) for one in found])
    content: dict[str, object] = {
        **told_content(language),
        "latest": current[:1],
        "others": [one for one in found if one not in current[:1]],
        "language": language,
    }
    return show(
        request,
        Page("portal/home.html", say("portal.home", language), content, twin=found, table=table),
    )


def _row(one: Issue, language: Language) -> Row:
    href = reverse("portal:publication", args=[one.number])
    day = one.issued_at.date() if one.issued_at else None
    return Row(
        (
            Cell(one.number, str(one.number)),
            Cell(one.title, one.title[language], href),
            Cell(one.as_of, one.as_of.isoformat()),
            Cell(day, day.isoformat() if day else ""),
        )
    )


@require_safe
def publication(request: HttpRequest, number: int) -> HttpResponse:
    """Show one publication; every number in it opens its derivation."""
    language = language_of(request)
    issue = queries.publication(number)
    crumbs = ((say("portal.home", language), reverse("portal:home")),)
    if issue.withdrawn_at is not None:
        content: dict[str, object] = {"issue": issue}
        return show(
            request,
            Page(
                "portal/withdrawn.html", issue.title[language], content, twin=issue, crumbs=crumbs
            ),
        )
    made = queries.article_of(
        number,
        language,
        number_link=lambda key: reverse("portal:number", args=[number, key]),
        download_link=lambda key, form: reverse("portal:saved", args=[number, key, form]),
    )
    numbers = queries.figures(number)
    content = {
        "issue": issue,
        "chinese_only": language == "en" and 'lang="zh-CN"' in made[:80],
        "english_only": language == "zh" and 'lang="en"' in made[:80],
        "article": mark_safe(made),  # noqa: S308  Made by papers.render, which escapes every word.
        "forms": [(form, reverse("portal:file", args=[number, form])) for form in FORMS],
        "count": len(numbers),
        "objected": _objected(number, language),
    }
    rows = [_number_row(number, one, language) for one in numbers.values()]
    twin = {"publication": issue, "figures": {key: public(one) for key, one in numbers.items()}}
    page = Page(
        "portal/publication.html",
        issue.title[language],
        content,
        twin,
        Table(NUMBER_COLUMNS, rows),
        crumbs,
    )
    return show(request, page)


def _number_row(number: int, one: Frozen, language: Language) -> Row:
    return Row(
        (
            Cell(one.key, one.key, reverse("portal:number", args=[number, one.key])),
            Cell(one.code, one.name[language]),
            Cell(one.exact[language], one.text[language]),
            Cell(one.definition[language], one.definition[language]),
            Cell(one.known_at, str(one.known_at)),
        )
    )


def public(one: Frozen) -> Frozen:
    """Return a number without the cells that lie in rosters of people."""
    return replace(one, cells=one.public_cells)


@require_safe
def number(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Show how one number was made, as it was frozen when it was issued."""
    language = language_of(request)
    issue = queries.publication(number)
    found = queries.figure(number, key)
    hidden = len(found.cells) - len(found.public_cells)
    content = {
        "issue": issue,
        "one": public(found),
        "shown": queries.readable(found),
        "hidden": hidden,
        "language": language,
        "filters": _filters(found, language),
        "later_has_it": issue.replaced_by is not None
        and key in queries.numbers_of(issue.replaced_by),
        "objections": [
            (one.number, outcome_cell(one, language))
            for one in objections(today=today(), publication=number, key=key)
        ],
        "frames": [
            (say(code, language), f"{request.build_absolute_uri(address)}?lang={language}")
            for code, address in (
                ("embed.frozen", reverse("portal:embed", args=[number, key])),
                ("embed.current", reverse("portal:embed_current", args=[issue.report, key])),
            )
        ],
    }
    crumbs = (
        (say("portal.home", language), reverse("portal:home")),
        (issue.title[language], reverse("portal:publication", args=[number])),
    )
    title = found.name[language]
    return show(
        request, Page("portal/number.html", title, content, twin=public(found), crumbs=crumbs)
    )


def _objected(number: int, language: Language) -> str:
    """Return how many objections there are to a publication and its numbers, "" for none."""
    found = objections(today=today(), publication=number)
    waiting = sum(not one.outcome for one in found)
    return (
        say("objection.of_publication", language, count=len(found), open=waiting) if found else ""
    )


def _filters(one: Frozen, language: Language) -> list[tuple[str, str]]:
    """Return what a number was narrowed to, as label and words."""
    asked = one.question
    found = [
        (say(f"dimension.{name}", language), "、".join(_value(value, language) for value in values))
        for name, values in asked["where"].items()
    ]
    days = [(name, asked.get(name)) for name in ("since", "until", "as_of")]
    found += [(say(f"figure.{name}", language), str(day)) for name, day in days if day]
    return [*found, (say("figure.planned", language), "✓")] if asked["planned"] else found


def _value(value: str, language: Language) -> str:
    """Return a filter's value in words: of a vocabulary, or of a place."""
    code = next((words[value] for words in VOCABULARIES if value in words), None)
    return getattr(code, language) if code else name_of(value)


@require_safe
def file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Return a publication as pdf, docx, xlsx or html."""
    return file_response(queries.file(number, form, language_of(request)), number, form)


@require_safe
def saved(request: HttpRequest, number: int, key: str, *, form: str) -> HttpResponse:
    """Return a table or a chart of a publication as a file."""
    return saved_response(
        queries.download(number, key, form, language=language_of(request)), key, form
    )
