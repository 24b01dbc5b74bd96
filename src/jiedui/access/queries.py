"""Reads of users, grants and the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.models import ActionLog, Office, User
from jiedui.access.scope import Actor, Held
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    from jiedui.access.scope import Scope


@dataclass(frozen=True, slots=True)
class Done:
    """One row of the log: who did what, when, to what."""

    at: dt.datetime
    actor: str
    permission: str
    subject: str


def actor_named(username: str) -> Actor:
    """Return the acting user of a sign-in name.

    Raises:
        Refused: There is no such user, or the user may no longer sign in.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise refuse(
            "USER_UNKNOWN",
            found=username or "no user",
            expected="the sign-in name of an active user",
            hint="Add one with `jiedui user add NAME --role ROLE`.",
        )
    return _actor(user)


def actor_for(user: AbstractBaseUser | AnonymousUser) -> Actor:
    """Return the acting user behind a web request; somebody not signed in holds nothing."""
    if not isinstance(user, User) or not user.is_active:
        return Actor("", "", ())
    return _actor(user)


def _actor(user: User) -> Actor:
    held = tuple(
        Held(role, place) for role, place in user.grants.order_by("id").values_list("role", "place")
    )
    return Actor(user.username, user.name, held)


def users(scope: Scope) -> list[Actor]:
    """Return every active user with the grants held; only to those who see everything."""
    if not scope.is_everywhere:
        return []
    found = User.objects.filter(is_active=True).order_by("username").prefetch_related("grants")
    return [
        Actor(
            user.username,
            user.name,
            tuple(Held(grant.role, grant.place) for grant in user.grants.all()),
        )
        for user in found
    ]


def names(usernames: Sequence[str]) -> dict[str, str]:
    """Return the names people see, by sign-in name."""
    found = User.objects.filter(username__in=list(usernames))
    return dict(found.values_list("username", "name"))


def log(scope: Scope, *, limit: int = 100, offset: int = 0) -> list[Done]:
    """Return the newest rows of the log; only to those who see everything."""
    if not scope.is_everywhere:
        return []
    rows = ActionLog.objects.order_by("-id")[offset : offset + limit]
    return [Done(row.at, row.actor, row.permission, row.subject) for row in rows]


def office() -> str:
    """Return the place key of the district that keeps this book, "" while it is not set."""
    return Office.objects.order_by("id").values_list("place", flat=True).first() or ""


def own_office() -> str:
    """Return the place key of the district that keeps this book.

    Raises:
        Refused: It is not set.
    """
    place = office()
    if not place:
        raise refuse(
            "OFFICE_NOT_SET",
            found="no office",
            expected="the place whose programme this book keeps",
            hint="`jiedui init --office PLACE` sets it.",
        )
    return place
