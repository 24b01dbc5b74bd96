"""A page and its machine twins: one content, shown as HTML, JSON, CSV or Excel.

`/desk/book` is a page, `/desk/book.json` and `/desk/book.csv` are the same for programs,
`/desk/book?format=xlsx` is a workbook of the page's table. A view returns
`show(request, page)` and need not know which was asked.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from jiedui.web.files import named_response
from jiedui.web.tables import PART_KEY, TWIN_KEY
from jiedui.web.whole import (
    Part,
    csv_file,
    has_more,
    json_file,
    pager_of,
    tell_rows,
    workbook_file,
)
from jiedui.web.wording import language_of, say
from jiedui.web.workbook import workbook_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jiedui.web.tables import Table

Twin = Literal["html", "json", "csv", "xlsx"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        template: The template that shows it to people.
        title: Its title, already in the reader's language.
        content: What the template is given.
        twin: What programs are given; made of values `as_plain` understands.
        table: The table behind `.csv` and the workbook; None when the page has none.
        crumbs: The way here: title and address of each page above.
        status: HTTP status.
    """

    template: str
    title: str
    content: Mapping[str, object] = field(default_factory=dict)
    twin: object = None
    table: Table | None = None
    crumbs: tuple[tuple[str, str], ...] = ()
    status: int = 200


def twin_of(request: HttpRequest) -> Twin:
    """Return which form of the page was asked for: by suffix, or by `?format=`."""
    asked = request.META.get(TWIN_KEY) or request.GET.get("format")
    twins: dict[str | None, Twin] = {"json": "json", "csv": "csv", "xlsx": "xlsx"}
    return twins.get(asked, "html")


def show(request: HttpRequest, page: Page) -> HttpResponse:
    """Return the page in the form that was asked for; a file holds every row of a list."""
    if request.META.get(PART_KEY):
        return Part(page)
    twin = twin_of(request)
    is_refusal_of_a_file = page.status >= HTTPStatus.BAD_REQUEST and page.table is None
    if twin == "json" or (twin != "html" and is_refusal_of_a_file):
        return _json_twin(request, page)
    if twin == "csv":
        return _csv(request, page)
    if twin == "xlsx":
        return _workbook(request, page)
    content = {
        **page.content,
        "title": page.title,
        "crumbs": page.crumbs,
        "table": page.table,
        "has_csv": page.table is not None,
        "twin_query": twin_query(request),
    }
    return render(request, page.template, content, status=page.status)


def twin_query(request: HttpRequest) -> str:
    """Return the page's query string without language and format, with its `?` when not empty."""
    query = request.GET.copy()
    query.pop("lang", None)
    query.pop("format", None)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else ""


def as_plain(value: object) -> Any:  # noqa: ANN401  JSON has no narrower name.
    """Return a value made of dicts, lists, strings, whole numbers, booleans and None only.

    Fractions become `numerator/denominator` text, so that nothing is rounded on its way out.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_plain(getattr(value, one.name)) for one in fields(value)}
    return _plain_many(value)


def _plain_many(value: object) -> Any:  # noqa: ANN401
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(name): as_plain(one) for name, one in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [as_plain(one) for one in value]
    return str(value)


def table_json(table: Table | None) -> list[dict[str, object]]:
    """Return a table as a list of records keyed by column."""
    if table is None:
        return []
    return [
        {
            column.name: as_plain(cell.raw)
            for column, cell in zip(table.columns, row.cells, strict=True)
        }
        for row in table.rows
    ]


def safe_cell(value: object) -> str:
    """Return a cell of a CSV that no spreadsheet will run as a formula; numbers stay numbers."""
    text = "" if value is None else str(as_plain(value))
    is_text = isinstance(value, str)
    return f"'{text}" if is_text and text.startswith(_FORMULA_STARTS) else text


def _plain_twin(page: Page) -> Any:  # noqa: ANN401
    return as_plain(page.twin if page.twin is not None else table_json(page.table))


def _json_twin(request: HttpRequest, page: Page) -> HttpResponse:
    if has_more(request, page):
        whole = json_file(request, page, name=f"{page.title}.json", plain=_plain_twin)
        if whole is not None:
            return whole
    payload = {"title": page.title, "content": _plain_twin(page)}
    place = pager_of(page)
    if place is not None and (place.previous or place.following):
        payload["page"] = as_plain(place)
    response = JsonResponse(
        payload, status=page.status, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    return tell_rows(response, page)


def _no_table(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        say("twin.no_table", language_of(request)),
        status=404,
        content_type="text/plain; charset=utf-8",
    )


def _workbook(request: HttpRequest, page: Page) -> HttpResponse:
    if page.table is None:
        return _no_table(request)
    name, language = f"{page.title}.xlsx", language_of(request)
    if has_more(request, page):
        return workbook_file(request, page, page.table, name=name, language=language)
    content = workbook_of(page.table, page.title, language)
    return tell_rows(named_response(content, name, "xlsx"), page)


def _csv(request: HttpRequest, page: Page) -> HttpResponse:
    if page.table is None:
        return _no_table(request)
    if has_more(request, page):
        return csv_file(request, page, page.table, name=f"{page.title}.csv", cell=safe_cell)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in page.table.columns])
    writer.writerows([safe_cell(cell.raw) for cell in row.cells] for row in page.table.rows)
    # The mark in front lets Excel see that the file is UTF-8.
    response = HttpResponse(
        "\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", status=page.status
    )
    name = request.path.rstrip("/").rsplit("/", 1)[-1] or "jiedui"
    response["Content-Disposition"] = f'attachment; filename="{name.removesuffix(".csv")}.csv"'
    return tell_rows(response, page)
