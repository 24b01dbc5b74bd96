"""How a page says no: refusals become sentences, bugs a reference; the only HTTP status.

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
from django.http import Http404, HttpResponse

from jiedui.kernel.identity import mask
from jiedui.kernel.problem import Refused, sorted_problems
from jiedui.web.pages import Page, show
from jiedui.web.wording import is_worded, language_of, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from jiedui.kernel.problem import Problem

log = logging.getLogger("jiedui.web")

STATUS_OF_CODES: tuple[tuple[HTTPStatus, str], ...] = (
    (HTTPStatus.SERVICE_UNAVAILABLE, "DATABASE_ DISK_FULL FACTS_ ENGINE_"),
    (HTTPStatus.FORBIDDEN, "NOT_ALLOWED OUTSIDE_SCOPE OUT_OF_PLACE OUT_OF_SCOPE"),
    (
        HTTPStatus.NOT_FOUND,
        "ENTRY_UNKNOWN BATCH_UNKNOWN PROPOSAL_UNKNOWN FIGURE_UNKNOWN REPORT_UNKNOWN",
    ),
    (
        HTTPStatus.NOT_FOUND,
        "CLAIM_UNKNOWN PUBLICATION_UNKNOWN PUBLICATION_WITHDRAWN PUBLISHED_FIGURE_UNKNOWN",
    ),
    (HTTPStatus.NOT_FOUND, "PUBLISHED_SUBJECT_UNKNOWN TEMPLATE_UNKNOWN TEMPLATE_KIND_UNKNOWN"),
    (HTTPStatus.NOT_FOUND, "BUNDLE_UNKNOWN TOKEN_UNKNOWN OBJECTION_UNKNOWN"),
    (HTTPStatus.FORBIDDEN, "TOKEN_READS_ONLY"),
    (HTTPStatus.CONFLICT, "BUNDLE_RECEIVED BUNDLE_GAP BUNDLE_FORKED BUNDLE_NOT_NEXT"),
    (HTTPStatus.CONFLICT, "BUNDLE_CONFLICTS BUNDLE_DECIDED"),
    (HTTPStatus.NOT_FOUND, "DOWNLOAD_UNKNOWN FORM_UNKNOWN TABLE_UNKNOWN CHART_UNKNOWN"),
    (
        HTTPStatus.CONFLICT,
        "ALREADY_ SECOND_PERSON REVERSAL_PROPOSED REVERSED_ALREADY PERIOD_CLOSED",
    ),
    (
        HTTPStatus.CONFLICT,
        "FILE_KNOWN BATCH_NOT_WAITING BATCH_CHANGED WARNINGS_ USER_EXISTS OWN_ACCOUNT",
    ),
    (HTTPStatus.CONFLICT, "SAME_PERSON RESTATED_ALREADY PUBLICATION_NOT_INTACT"),
    (HTTPStatus.CONFLICT, "NOTHING_CHANGED REPLACING_OPEN NOT_REPLACEABLE SENDER_EXISTS"),
    (
        HTTPStatus.NOT_FOUND,
        "PAIRING_UNKNOWN AGREEMENT_UNKNOWN VISIT_UNKNOWN DOCUMENT_UNKNOWN RECORD_",
    ),
    (HTTPStatus.CONFLICT, "PROPOSAL_DECIDED PAIRING_GONE"),
    (HTTPStatus.NOT_FOUND, "SENDER_UNKNOWN MEANING_UNKNOWN RETURN_KIND_UNKNOWN PAGE_UNKNOWN"),
    (HTTPStatus.NOT_FOUND, "PROJECT_UNKNOWN FINDING_UNKNOWN ACT_UNKNOWN STEP_UNKNOWN PAPER_"),
    (HTTPStatus.NOT_FOUND, "CHANGE_UNKNOWN AUDIT_FINDING_UNKNOWN"),
    (HTTPStatus.CONFLICT, "PROJECT_EXISTS CHANGE_OPEN STEP_OPEN SIGNED_ SIGNATURE_ FINDING_CLOSED"),
    (HTTPStatus.NOT_FOUND, "GIFT_UNKNOWN DONOR_UNKNOWN WISH_UNKNOWN CAMPAIGN_UNKNOWN"),
    (HTTPStatus.NOT_FOUND, "PLEDGE_UNKNOWN RESERVATION_UNKNOWN GOODS_UNKNOWN OFFER_UNKNOWN"),
    (HTTPStatus.CONFLICT, "WISH_TAKEN WISH_CLOSED CLAIM_TWICE CLAIMS_MANY GIFT_COUNTED"),
    (HTTPStatus.SERVICE_UNAVAILABLE, "BOARD_BUSY"),
    (HTTPStatus.NOT_FOUND, "HOUSEHOLD_UNKNOWN CASE_UNKNOWN EVENT_UNKNOWN CLUE_UNKNOWN"),
    (HTTPStatus.CONFLICT, "CASE_OPEN CASE_CLOSED CASE_DECIDED STEP_ORDER STATISTICS_ISSUED"),
)
"""How a refusal's code begins and the status it means; any other refusal is about content (422)."""


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
        if isinstance(
            exception, Http404 | PermissionDenied | SuspiciousOperation | RequestDataTooBig
        ):
            return None
        return bug(request, exception)


def status_of(problems: tuple[Problem, ...]) -> HTTPStatus:
    """Return the status a refusal means; 422 when the content is at fault."""
    for status, codes in STATUS_OF_CODES:
        if any(problem.code.startswith(tuple(codes.split())) for problem in problems):
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
    return _plain_page(request, reference)


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
    if isinstance(exception, RequestDataTooBig):
        return too_big(request)
    return _page(request, HTTPStatus.BAD_REQUEST, "bad_request")


def too_big(request: HttpRequest) -> HttpResponse:
    """Return the page for a request larger than anything an office sends."""
    return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_big")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that was sent from elsewhere or has grown too old."""
    _ = reason
    return _page(request, HTTPStatus.FORBIDDEN, "csrf")


def signed_out(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return the answer to a program that asks for a desk page without being signed in, and why."""
    problems = [*refused.problems]
    return _page(request, HTTPStatus.UNAUTHORIZED, "signed_out", problems=problems)


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the page for a sender who asks too often."""
    response = _page(request, HTTPStatus.TOO_MANY_REQUESTS, "too_many")
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a failure outside every view (Django has logged it)."""
    return _plain_page(request, "-")


def _plain_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Return the page for a bug; a few bare words when the bug is in the pages themselves."""
    try:
        return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, "bug", reference=reference)
    except Exception as exception:  # noqa: BLE001  The last edge: nothing may escape from here.
        log.error(  # noqa: TRY400  Masked first.
            "reference %s, while saying so:\n%s",
            reference,
            mask("".join(traceback.format_exception(exception))),
        )
        words = " / ".join(say("error.bug", language) for language in ("zh", "en"))
        words = f"{words}. {say('error.reference', 'zh')}{reference}"
        return HttpResponse(words, status=500, content_type="text/plain; charset=utf-8")


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
    content = {
        "advice": advice,
        "problems": problems or [],
        "reference": reference,
        "status": status.value,
        "without": _without_strange(request, problems or []),
    }
    twin = {
        "status": status.value,
        "error": code,
        "reference": reference,
        "problems": [problem.as_row() for problem in problems or []],
    }
    return show(request, Page("error.html", title, content, twin=twin, status=status.value))


def _without_strange(request: HttpRequest, problems: list[Problem]) -> str:
    """Return the page's address without the words it does not know, "" where there are none."""
    strange = {
        one.source.cell for one in problems if one.code in {"QUERY_UNKNOWN", "FORMAT_UNKNOWN"}
    }
    if not strange:
        return ""
    query = request.GET.copy()
    for name in [one for one in query if one in strange]:
        del query[name]
    return f"{request.path}?{query.urlencode()}" if query else request.path
