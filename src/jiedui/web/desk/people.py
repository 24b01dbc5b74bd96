"""Users with their grants, and the log of what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from jiedui.access.commands import create_user, withdraw_user
from jiedui.access.permissions import PERMISSIONS, ROLES
from jiedui.access.queries import log as log_of
from jiedui.access.queries import users as users_of
from jiedui.kernel.place import name_of
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, asked, choices_of, moment, pager, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Actor
    from jiedui.web.wording import Language

USER_COLUMNS = (
    Column("username", "users.username"),
    Column("name", "users.name"),
    Column("roles", "users.roles"),
)
LOG_COLUMNS = (
    Column("at", "log.at", "date"),
    Column("actor", "log.actor"),
    Column("permission", "log.permission"),
    Column("subject", "log.subject"),
)


@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """List users with their roles and places, and what each role may do."""
    found = users_of(scope_of(request, "access.read"))
    language = language_of(request)
    table = Table(USER_COLUMNS, [Row(_user_cells(user, language)) for user in found])
    actor = actor_of(request)
    content = {
        "may_manage": actor.allows("access.manage"),
        "roles": choices_of(ROLES, language),
        "others": [user.username for user in found if user.username != actor.username],
        "matrix": _matrix(language),
    }
    return show(
        request,
        Page("desk/users.html", say("nav.users", language), content, twin=found, table=table),
    )


@sensitive_post_parameters("password")
@require_POST
def user_add(request: HttpRequest) -> HttpResponse:
    """Add a user with a role within a place."""
    form = request.POST
    added = create_user(
        form.get("username", "").strip(),
        actor=actor_of(request),
        now=now(),
        role=form.get("role", ""),
        password=form.get("password", ""),
        place=form.get("place", "").strip(),
    )
    tell(request, "users.added_now", username=added.username)
    return HttpResponseRedirect(reverse("desk:users"))


@require_POST
def user_withdraw(request: HttpRequest) -> HttpResponse:
    """Let a user sign in no more."""
    username = request.POST.get("username", "")
    withdraw_user(username, actor=actor_of(request), now=now())
    tell(request, "users.withdrawn_now", username=username)
    return HttpResponseRedirect(reverse("desk:users"))


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """List what was done, the newest first."""
    scope = scope_of(request, "access.read")
    language = language_of(request)
    place = asked(request, (), limit=100)
    found = log_of(scope, limit=place.limit, offset=place.offset)
    rows = [
        Row(
            (
                moment(done.at),
                text(done.actor),
                Cell(done.permission, _may(done.permission, language)),
                text(done.subject),
            )
        )
        for done in found
    ]
    content = {"pager": pager(request, place, shown=len(rows), total=None)}
    return show(
        request,
        Page("desk/log.html", say("nav.log", language), content, table=Table(LOG_COLUMNS, rows)),
    )


def _may(permission: str, language: Language) -> str:
    known = PERMISSIONS.get(permission)
    return getattr(known, language) if known else permission


def _user_cells(user: Actor, language: Language) -> tuple[Cell, ...]:
    held = [
        f"{getattr(ROLES[one.role], language)}（{_where(one.place, language)}）"
        for one in user.grants
    ]
    return (
        text(user.username),
        text(user.name),
        Cell([tuple(one) for one in user.grants], "、".join(held)),
    )


def _where(place: str, language: Language) -> str:
    return name_of(place) if place else say("users.everywhere", language)


def _matrix(language: Language) -> list[tuple[str, list[bool]]]:
    return [
        (getattr(one, language), [role in one.roles for role in ROLES])
        for one in PERMISSIONS.values()
    ]
