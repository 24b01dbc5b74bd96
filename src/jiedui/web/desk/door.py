"""Who asks and what they may see: nobody reaches a desk page without signing in.

Every page asks `scope_of` for the scope it reads in: outside a place one gets nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from jiedui.access.command import not_allowed
from jiedui.access.permissions import PERMISSIONS, ROLES
from jiedui.access.queries import actor_for
from jiedui.access.tokens import reader_of, refused_token
from jiedui.kernel.problem import refuse
from jiedui.web.clock import now
from jiedui.web.desk.tabs import navigation
from jiedui.web.doors import BEARER
from jiedui.web.errors import refusal, signed_out
from jiedui.web.pages import twin_of
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Actor, Scope

OPEN_PAGES = frozenset({"sign_in", "openapi"})
_ACTOR = "jiedui.actor"


class DeskDoor:
    """Sends whoever is not signed in from a desk page to the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the door itself is `process_view`."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Let the page be shown, or lead to the sign-in page and back again afterwards."""
        match = request.resolver_match
        if match is None or match.app_name != "desk" or match.url_name in OPEN_PAGES:
            return None
        if request.headers.get("Authorization", "").startswith(BEARER):
            return _with_token(request)
        if request.user.is_authenticated:
            return None
        if twin_of(request) != "html":
            return signed_out(request, refused_token(""))
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('desk:sign_in')}?{query}")


def _with_token(request: HttpRequest) -> HttpResponse | None:
    """Let a program that holds a token read; refuse it anything else."""
    token = request.headers["Authorization"].removeprefix(BEARER).strip()
    reader = reader_of(token, now=now())
    if reader is None:
        response = signed_out(request, refused_token(token))
        response["WWW-Authenticate"] = 'Bearer realm="jiedui", error="invalid_token"'
        return response
    if request.method not in ("GET", "HEAD"):
        said = refuse(
            "TOKEN_READS_ONLY",
            found=f"{request.method} {request.path}",
            expected="GET",
            hint="A token reads; what changes the book is done by people.",
        )
        return refusal(request, said)
    request.META[_ACTOR] = reader
    return None


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks, with the grants held now; asked of the database once per request."""
    actor: Actor | None = request.META.get(_ACTOR)
    if actor is None:
        actor = actor_for(request.user)
        request.META[_ACTOR] = actor
    return actor


def scope_of(request: HttpRequest, permission: str = "books.read") -> Scope:
    """Return the scope in which the reader holds a permission.

    Raises:
        Refused: The reader holds it nowhere.
    """
    actor = actor_of(request)
    if not actor.allows(permission):
        raise not_allowed(actor, PERMISSIONS[permission])
    return actor.scope(permission)


def tell(request: HttpRequest, code: str, **values: object) -> None:
    """Leave a sentence for the next page: what has just been done."""
    messages.success(request, say(code, language_of(request), **values))


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Return what every desk page shows around its content: who asks, and the other pages."""
    match = request.resolver_match
    if match is None or match.app_name != "desk" or not request.user.is_authenticated:
        return {}
    actor = actor_of(request)
    language = language_of(request)
    roles = dict.fromkeys(getattr(ROLES[held.role], language) for held in actor.grants)
    return {
        "actor": actor,
        "actor_roles": ("、" if language == "zh" else ", ").join(roles),
        "desk_nav": navigation(actor, request.path, language),
        "frame": "desk/frame.html",
    }
