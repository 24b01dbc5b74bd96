"""Signing in and out. Failed attempts are counted by django-axes; passwords are argon2 hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jiedui.web.errors import locked_out
from jiedui.web.pages import Page, show
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; lead on to the page that was wanted."""
    wanted = _wanted(request)
    if request.method != "POST":
        return (
            HttpResponseRedirect(wanted)
            if request.user.is_authenticated
            else _form(request, wanted)
        )
    username = request.POST.get("username", "").strip()
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is not None:
        login(request, user)
        return HttpResponseRedirect(wanted)
    if getattr(request, "axes_locked_out", False):
        return locked_out(request)
    return _form(request, wanted, username=username, status=403)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(reverse("desk:sign_in"))


def _wanted(request: HttpRequest) -> str:
    """Return the page to go on to; only ever one of this server."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return reverse("desk:overview")


def _form(
    request: HttpRequest, wanted: str, *, username: str = "", status: int = 200
) -> HttpResponse:
    content = {"wanted": wanted, "username": username, "is_refused": status != 200}
    title = say("sign_in.title", language_of(request))
    return show(request, Page("desk/sign_in.html", title, content, twin={}, status=status))
