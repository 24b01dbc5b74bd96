"""What stands before every page: the chosen language, twins by suffix, a limit on requests.

Boundary: middleware only; knows no package of ours but the web's own words and pages.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

from jiedui.web.tables import TWIN_KEY
from jiedui.web.wording import COOKIE, LANGUAGES, PARAMETER

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Answer = Callable[[HttpRequest], HttpResponse]

YEAR_SECONDS = 365 * 24 * 3600
SUFFIXES = {".json": "json", ".csv": "csv"}
MINUTE_SECONDS = 60
BEARER = "Bearer "
"""What stands before a token."""


class RememberLanguage:
    """Keeps the language of `?lang=` in a cookie, so that the next page has it too.

    What anybody may frame sets no cookie: its reader never came to us.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and remember what was chosen."""
        response = self.get_response(request)
        chosen = request.GET.get(PARAMETER)
        if chosen in LANGUAGES and not getattr(response, "xframe_options_exempt", False):
            response.set_cookie(
                COOKIE,
                chosen,
                max_age=YEAR_SECONDS,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
        response.headers.setdefault("Vary", "Cookie")
        return response


class TwinSuffix:
    """Lets `/any/page.json` and `/any/page.csv` reach `/any/page`, noting the twin asked for.

    A program with a token that asks for none gets JSON, a refusal before the page included.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Cut the suffix off a page's address and note it; static files keep theirs."""
        if not request.path_info.startswith(settings.STATIC_URL):
            for suffix, twin in SUFFIXES.items():
                if request.path_info.endswith(suffix):
                    request.path_info = request.path_info.removesuffix(suffix) or "/"
                    request.META[TWIN_KEY] = twin
        if request.headers.get("Authorization", "").startswith(BEARER):
            request.META.setdefault(TWIN_KEY, "json")
        return self.get_response(request)


class RequestLimit:
    """Refuses a sender who asks too often: per minute so many writes and so many reads.

    Counted per signed-in session or, without one, per address, in this process's cache. Sign-in
    itself is watched more strictly by django-axes.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count the request and answer it, or say to wait."""
        from jiedui.web.errors import too_big, too_many  # noqa: PLC0415  Errors stand above doors.

        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.JIEDUI_REQUEST_BYTES_MAX:
            return too_big(request)
        if request.path_info.startswith(settings.STATIC_URL) or self._is_within(request):
            return self.get_response(request)
        return too_many(request)

    def _is_within(self, request: HttpRequest) -> bool:
        kind = "write" if request.method == "POST" else "read"
        allowed: int = settings.JIEDUI_REQUESTS_PER_MINUTE[kind]
        who = request.COOKIES.get(settings.SESSION_COOKIE_NAME) or request.META.get(
            "REMOTE_ADDR", ""
        )
        minute = int(time.time()) // MINUTE_SECONDS
        key = f"requests:{kind}:{who}:{minute}"
        cache.add(key, 0, timeout=2 * MINUTE_SECONDS)
        return cache.incr(key) <= allowed
