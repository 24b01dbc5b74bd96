"""One list page of giving: filters, order, paging and rows that may be picked for bulk work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.web.pages import Page, show
from jiedui.web.tables import Choice, Filter, Table, asked, pager
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.web.tables import Asked, Column, Row
    from jiedui.web.wording import Language


@dataclass(frozen=True, slots=True)
class Bulk:
    """What may be done with the rows picked.

    Attributes:
        href: Where the form goes.
        actions: Value and words of each button.
        inputs: Name and label code of each text field beside them.
        selects: Name, label code and choices of each thing to choose beside them.
    """

    href: str
    actions: tuple[tuple[str, str], ...]
    inputs: tuple[tuple[str, str], ...] = ()
    selects: tuple[tuple[str, str, tuple[Choice, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list page.

    Attributes:
        title: Code of its title; `lead` of the sentence below; `empty` of what stands when empty.
        columns: Its columns; the first cell's raw value is what is picked.
        filters: Its filters; `orders` are code and label code of each order, the first is default.
        links: Words and address of what may be started from here.
        bulk: What may be done with picked rows, None when nothing.
        content: What else its template is given.
    """

    title: str
    lead: str
    empty: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    orders: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    bulk: Bulk | None = None
    content: Mapping[str, object] = field(default_factory=dict)
    template: str = "desk/giving/list.html"


def show_listing(
    request: HttpRequest,
    listing: Listing,
    rows: Callable[[Asked, str], tuple[Sequence[object], int]],
    *,
    row: Callable[[object, Language], Row],
) -> HttpResponse:
    """Show a list.

    Args:
        request: Who asks for what.
        listing: The page.
        rows: Returns a page of things, and how many there are, for a question and an order.
        row: Returns the row of a thing.
    """
    language = language_of(request)
    filters = listing.filters
    if listing.orders:
        choices = tuple(Choice(code, say(label, language)) for code, label in listing.orders)
        filters = (*filters, Filter("order", "give.order", "choice", choices))
    question = asked(request, filters)
    order = question.get("order") or (listing.orders[0][0] if listing.orders else "")
    found, total = rows(question, order)
    table = Table(listing.columns, [row(one, language) for one in found])
    content = {
        **listing.content,
        "lead": listing.lead,
        "empty": listing.empty,
        "links": listing.links,
        "bulk": listing.bulk,
        "filters": [(one, question.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(question.values),
        "pager": pager(request, question, shown=len(found), total=total),
    }
    title = say(listing.title, language)
    return show(request, Page(listing.template, title, content, twin=list(found), table=table))
