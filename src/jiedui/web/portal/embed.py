"""One number for somebody else's page: frozen to its publication, or following its report.

May be framed by anybody, so it has no form, no script and sets no cookie (`web.doors`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.decorators import csp_replace
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from jiedui.publish import queries
from jiedui.web.pages import Page, show
from jiedui.web.wording import language_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FRAMED = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
}


@csp_replace(FRAMED)  # type: ignore[arg-type]  # Its types know views without arguments only.
@xframe_options_exempt
@require_safe
def frozen(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Show a number as a publication froze it, and say when it was restated or withdrawn."""
    return _framed(request, number, key)


@csp_replace(FRAMED)  # type: ignore[arg-type]  # Its types know views without arguments only.
@xframe_options_exempt
@require_safe
def current(request: HttpRequest, report: str, key: str) -> HttpResponse:
    """Show a number as the latest publication of its report has it."""
    return _framed(request, queries.latest_of(report), key)


def _framed(request: HttpRequest, number: int, key: str) -> HttpResponse:
    language = language_of(request)
    issue = queries.publication(number)
    if issue.withdrawn_at is not None:
        content: dict[str, object] = {"issue": issue, "issue_title": issue.title[language]}
        title = issue.title[language]
        return show(request, Page("portal/embed.html", title, content, twin=issue))
    one = queries.figure(number, key)
    content = {
        "issue": issue,
        "issue_title": issue.title[language],
        "shown": queries.readable(one)[language],
        "about": queries.about(one)[language],
        "href": reverse("portal:number", args=[number, key]),
    }
    twin = {
        "publication": number,
        "key": key,
        "name": one.name,
        "exact": one.exact,
        "shown": queries.readable(one),
        "as_of": issue.as_of,
        "replaced_by": issue.replaced_by,
    }
    return show(request, Page("portal/embed.html", one.name[language], content, twin=twin))
