"""Search in what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.publish import queries
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.publish.lookup import Hit
    from jiedui.web.wording import Language

COLUMNS = (
    Column("name", "search.what"),
    Column("exact", "search.exact", "number"),
    Column("about", "search.about"),
    Column("title", "search.published_in"),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the publications and numbers in which every word asked for stands."""
    language = language_of(request)
    asked = request.GET.get("q", "").strip()[: queries.ASKED_MAX]
    found = queries.search(asked)
    table = Table(COLUMNS, [_row(one, language) for one in found.hits])
    content = {
        "asked": asked,
        "most": queries.ASKED_MAX,
        "total": found.total,
        "shown": len(found.hits),
    }
    twin = {"asked": asked, "total": found.total, "hits": found.hits}
    crumbs = ((say("portal.home", language), reverse("portal:home")),)
    title = say("search.title", language)
    return show(
        request, Page("portal/search.html", title, content, twin=twin, table=table, crumbs=crumbs)
    )


def _row(one: Hit, language: Language) -> Row:
    whole = reverse("portal:publication", args=[one.publication])
    href = reverse("portal:number", args=[one.publication, one.key]) if one.key else whole
    return Row(
        (
            Cell(one.name[language], one.name[language], href),
            Cell(one.exact[language], one.shown[language]),
            Cell(one.about[language], one.about[language]),
            Cell(one.title[language], one.title[language], whole),
        )
    )
