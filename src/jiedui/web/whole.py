"""A list as one whole file: every page of it after the first, one page in memory at a time.

A list's view shows one page. For a file to keep it is asked again for each page that follows, by
the address its own pager gives, and the rows go into a file on disk as they come; what fails on the
way fails before a byte is sent. A reader who names a `limit` gets that page, and is told of more.
"""

from __future__ import annotations

import copy
import csv
import io
import json
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import quote

from django.http import FileResponse, HttpResponse, QueryDict

from jiedui.web.files import TYPES
from jiedui.web.tables import PART_KEY, Pager
from jiedui.web.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.http import HttpRequest

    from jiedui.web.pages import Page
    from jiedui.web.tables import Row, Table
    from jiedui.web.wording import Language

ROWS_HEADER = "X-Jiedui-Rows"
"""Says which rows a file holds, and of how many: `1-25000/25000`, `1-50/*` where unknown."""

_MARK = "\ufdd0rows\ufdd0"
"""Stands where the rows go; a sign that no text may hold."""


class Part(HttpResponse):
    """A page on its way into a whole file, never sent by itself."""

    page: Page

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page


def pager_of(page: Page) -> Pager | None:
    """Return the pager of a page, None when it shows all there is."""
    found = page.content.get("pager")
    return found if isinstance(found, Pager) else None


def has_more(request: HttpRequest, page: Page) -> bool:
    """Return whether the pages that follow belong into the file: no limit was asked for."""
    found = pager_of(page)
    return bool(found and found.following and page.table and not request.GET.get("limit"))


def pages(request: HttpRequest, page: Page) -> Iterator[Page]:
    """Yield a list's page and every page after it."""
    yield page
    match, here = request.resolver_match, ""
    while match and (found := pager_of(page)) and found.following not in ("", here):
        here = found.following
        part = copy.copy(request)
        part.GET = QueryDict(here.removeprefix("?"))
        part.META = {**request.META, PART_KEY: "1"}
        answer = match.func(part, *match.args, **match.kwargs)
        if not isinstance(answer, Part):
            break
        page = answer.page
        yield page


def rows(request: HttpRequest, page: Page) -> Iterator[Row]:
    """Yield every row of a list."""
    for one in pages(request, page):
        if one.table is not None:
            yield from one.table.rows


def csv_file(
    request: HttpRequest, page: Page, table: Table, *, name: str, cell: Callable[[object], str]
) -> HttpResponse:
    """Return every row of a list as CSV; `cell` words a value."""
    out = TemporaryFile()  # noqa: SIM115  The response closes it.
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    # The mark in front lets Excel see that the file is UTF-8.
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    count = 0
    for row in rows(request, page):
        writer.writerow([cell(one.raw) for one in row.cells])
        count += 1
    text.detach()
    return _sent(out, name, "csv", count=count)


def workbook_file(
    request: HttpRequest, page: Page, table: Table, *, name: str, language: Language
) -> HttpResponse:
    """Return every row of a list as a workbook; what a sheet cannot hold is said in its last row.

    The header tells the rows it holds of how many there are.
    """
    out = TemporaryFile()  # noqa: SIM115  The response closes it.
    count = write_workbook(out, table, rows(request, page), title=page.title, language=language)
    found = pager_of(page)
    return _sent(out, name, "xlsx", count=count, total=found.total if found else None)


def json_file(
    request: HttpRequest, page: Page, *, name: str, plain: Callable[[Page], Any]
) -> HttpResponse | None:
    """Return every row of a list as JSON shaped as one page of it; None if it holds no rows."""
    first = plain(page)
    key = _key(first, len(page.table.rows) if page.table else 0)
    if key is None:
        return None
    content = {**first, key: [_MARK]} if key else [_MARK]
    whole = json.dumps({"title": page.title, "content": content}, ensure_ascii=False, indent=1)
    before, _, after = whole.partition(json.dumps(_MARK, ensure_ascii=False))
    out = TemporaryFile()  # noqa: SIM115  The response closes it.
    out.write(before.encode())
    count = 0
    for one in pages(request, page):
        held: Sequence[object] = plain(one)[key] if key else plain(one)
        for row in held:
            out.write(("," if count else "").encode())
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            count += 1
    out.write(after.encode())
    return _sent(out, name, "json", count=count)


def _key(plain: object, count: int) -> str | None:
    """Return under which name a page's content holds its rows: "" for itself, None for nowhere."""
    if isinstance(plain, list):
        return ""
    if not isinstance(plain, dict):
        return None
    held = [name for name, one in plain.items() if isinstance(one, list) and len(one) == count]
    return "rows" if "rows" in held else held[0] if len(held) == 1 else None


def _sent(
    out: IO[bytes], name: str, form: str, *, count: int, total: int | None = None
) -> HttpResponse:
    out.seek(0)
    response = FileResponse(out, content_type=TYPES[form])
    response["Content-Disposition"] = (
        f"attachment; filename=\"jiedui.{form}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response[ROWS_HEADER] = f"{min(1, count)}-{count}/{max(total or 0, count)}"
    # Views and pages speak of `HttpResponse`; a file is sent where one may stand.
    return cast("HttpResponse", response)


def tell_rows(response: HttpResponse, page: Page) -> HttpResponse:
    """Note in the header which rows of a list one page of it holds."""
    found = pager_of(page)
    if found is not None:
        total = "*" if found.total is None else found.total
        response[ROWS_HEADER] = f"{found.first}-{found.last}/{total}"
    return response
