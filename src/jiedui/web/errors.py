"""How a page says no: refusals become sentences, bugs become a reference number; the only HTTP status.

A refusal (`Refused`) is shown problem by problem. A bug is logged with its trace, identity numbers
masked, and the reader sees a plain page with the reference under which the trace can be found.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404

from jiedui.kernel.identity import mask
from jiedui.kernel.problem import Problem, Refused, sorted_problems
from jiedui.web.pages import Page, show
from jiedui.web.wording import is_worded, language_of, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("jiedui.web")

STATUS_WORDS: tuple[tuple[HTTPStatus, tuple[str, ...]], ...] = (
    (HTTPStatus.FORBIDDEN, ("NOT_ALLOWED", "NO_PERMISSION", "PERMISSION", "FORBIDDEN", "OUT_OF_SCOPE", "OUTSIDE_SCOPE")),
    (HTTPStatus.NOT_FOUND, ("_MISSING", "NOT_FOUND", "_UNKNOWN")),
    (HTTPStatus.CONFLICT, ("ALREADY", "DUPLICATE_FILE", "SAME_", "CLOSED", "CHANGED", "CONFLICT", "LOCKED", "FOUR_EYES", "SECOND_PERSON")),
)
"""Parts of a refusal's code and the status they mean; every other refusal is about the content (422)."""


class SayNo:
    """Turns what a view raises into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what a view raises comes to `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a refusal or a bug; what Django itself answers is left to Django."""
        if isinstance(exception, Refused):
            return refusal(request, exception)
        if isinstance(exception, Http404 | PermissionDenied | SuspiciousOperation | RequestDataTooBig):
            return None
        return bug(request, exception)


def status_of(problems: tuple[Problem, ...]) -> HTTPStatus:
    """Return the status a refusal means: 403, 404, 409, or 422 when the content is at fault."""
    for status, words in STATUS_WORDS:
        if any(word in problem.code for problem in problems for word in words):
            return status
    return HTTPStatus.UNPROCESSABLE_ENTITY


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return a page with every reason of a refusal, a sentence each."""
    status = status_of(refused.problems)
    reads = request.method in ("GET", "HEAD") and status is HTTPStatus.UNPROCESSABLE_ENTITY
    code = "refused_question" if reads else f"refused_{status.value}"
    return _page(request, status, code, problems=sorted_problems(refused.problems))


def bug(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Log a bug under a reference and return a page that names only the reference."""
    reference = secrets.token_hex(4)
    trace = "".join(traceback.format_exception(exception))
    log.error("reference %s: %s %s\n%s", reference, request.method, request.path, mask(trace))
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, "bug", reference=reference)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for an address nobody serves."""
    _ = exception
    return _page(request, HTTPStatus.NOT_FOUND, "not_found")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for something this reader may not do."""
    _ = exception
    return _page(request, HTTPStatus.FORBIDDEN, "forbidden")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for a request that no form of ours sends, or one that is too large."""
    too_big = isinstance(exception, RequestDataTooBig)
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_big else HTTPStatus.BAD_REQUEST
    return _page(request, status, "too_big" if too_big else "bad_request")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that was sent from elsewhere or has grown too old."""
    _ = reason
    return _page(request, HTTPStatus.FORBIDDEN, "csrf")


def signed_out(request: HttpRequest) -> HttpResponse:
    """Return the answer to a program that asks for a desk page without being signed in."""
    return _page(request, HTTPStatus.UNAUTHORIZED, "signed_out")


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the page for a sender who asks too often."""
    response = _page(request, HTTPStatus.TOO_MANY_REQUESTS, "too_many")
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a failure outside every view (Django has logged it)."""
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, "bug", reference="-")


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """Return the page for a name or address that failed to sign in too often."""
    return _page(request, HTTPStatus.TOO_MANY_REQUESTS, "locked_out")


def _page(
    request: HttpRequest,
    status: HTTPStatus,
    code: str,
    *,
    problems: list[Problem] | None = None,
    reference: str = "",
) -> HttpResponse:
    language = language_of(request)
    title = say(f"error.{code}", language)
    advice = say(f"error.{code}_next", language) if is_worded(f"error.{code}_next") else ""
    content = {"advice": advice, "problems": problems or [], "reference": reference, "status": status.value}
    twin = {
        "status": status.value,
        "error": code,
        "reference": reference,
        "problems": [problem.as_row() for problem in problems or []],
    }
    return show(request, Page("error.html", title, content, twin=twin, status=status.value))
