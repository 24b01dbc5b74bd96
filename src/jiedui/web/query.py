"""Words of an address that its page does not know: refused in a sentence, never passed over.

A page that leaves out what it was asked answers another question than the reader's. What a page
knows is what it looks up in the query while it answers; so no page keeps a list of its own.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.handlers.wsgi import get_bytes_from_wsgi
from django.http import QueryDict

from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.web.errors import refusal
from jiedui.web.wording import PARAMETER

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

OF_EVERY_PAGE = frozenset({PARAMETER, "format", "limit", "offset"})
"""What any page may be asked, whether or not it has a list to turn over."""

APPENDED = re.compile(
    r"(?:utm_\w+|sharer_\w+|isappinstalled|mpshare|nsukey|srcid|scene|subscene|clicktime|enterid"
    r"|spm|bd_vid|gclid|fbclid)=.*|from=(?:single|group)message|from=timeline"
)
"""What WeChat, search engines and counters put behind a shared address: it asks nothing."""

_FOUND_MAX = 80
_FILES = ("json", "csv", "xlsx")


class Query(QueryDict):
    """What an address asks, noting every word that was looked up in it."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  As Django's own.
        """Read a query string."""
        self.known: set[str] = set()
        super().__init__(*args, **options)
        self.known.clear()  # Reading the string looks words up, too.

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401
        self.known.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.known.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> Any:  # noqa: ANN401
        """Return every value of a word."""
        self.known.add(key)
        return super().getlist(key, default)


class KnownWords:
    """Refuses an address with a word that the page it names never looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and hold what was asked against what was looked up."""
        if request.method not in ("GET", "HEAD") or not request.META.get("QUERY_STRING"):
            return self.get_response(request)
        query = Query(
            get_bytes_from_wsgi(request.META, "QUERY_STRING", ""), encoding=request.encoding
        )
        request.GET = query  # type: ignore[assignment]
        response = self.get_response(request)
        if response.status_code != HTTPStatus.OK:
            return response
        problems = _strange(query) + _no_such_form(query, response)
        return refusal(request, Refused(problems)) if problems else response


def _strange(query: Query) -> list[Problem]:
    looked_up = query.known | OF_EVERY_PAGE
    known = ", ".join(sorted(query.known - OF_EVERY_PAGE)) or ", ".join(sorted(OF_EVERY_PAGE))
    return [
        _problem("QUERY_UNKNOWN", name, found=name, expected=known)
        for name, values in query.lists()
        if name not in looked_up
        and not all(APPENDED.fullmatch(f"{name}={value}") for value in values)
    ]


def _no_such_form(query: Query, response: HttpResponse) -> list[Problem]:
    """Return the problem of a form that was asked for where the page came back instead."""
    form = query.get("format", "")
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or form in ("", "html"):
        return []
    return [_problem("FORMAT_UNKNOWN", "format", found=form, expected=", ".join(_FILES))]


def _problem(code: str, name: str, *, found: str, expected: str) -> Problem:
    return Problem(
        code, Severity.ERROR, Source(cell=name[:_FOUND_MAX]), found[:_FOUND_MAX], expected
    )
