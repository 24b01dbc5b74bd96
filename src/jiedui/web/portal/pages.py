"""The public pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from jiedui.web.pages import Page, show
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List what is published."""
    return show(request, Page("portal/home.html", say("site.portal", language_of(request))))
