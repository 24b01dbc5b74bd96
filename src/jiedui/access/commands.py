"""Writes to users, grants and the office.

`add_user`, `grant_role` and `set_office` are for words given on the machine itself: whoever may
write the data directory needs no further permission. `create_user` and `withdraw_grants` are the
administrator's, from a signed-in session.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jiedui.access.command import command
from jiedui.access.models import ActionLog, Grant, Office, User
from jiedui.access.permissions import ROLES
from jiedui.access.queries import actor_named
from jiedui.kernel import place as places
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor

CONSOLE = "console"
"""Who the log names for words given on the machine itself."""

_USERNAME = re.compile(r"[\w.@-]{1,64}")
_BELOW_COUNTY = re.compile(r"\d{6}:[^\s:+]{1,20}(:[^\s:+]{1,30})?")
"""Keys of towns and villages, as the register has them."""


class Noted(NamedTuple):
    """What the log says of a deed that is done outside it."""

    subject: str


@transaction.atomic
def add_user(
    username: str,
    *,
    role: str,
    password: str | None,
    now: dt.datetime,
    place: str = "",
    name: str = "",
) -> Actor:
    """Add a user with a role within a place; from the machine itself.

    Args:
        username: Sign-in name: letters, digits and `. @ _ -`.
        role: A role of the permission table.
        password: At least ten characters; None for a user who can only act on the machine.
        now: When it is done.
        place: Code or name of a place; "" = everywhere.
        name: The name people see; the sign-in name when left out.

    Raises:
        Refused: The name is taken or none, role or place is unknown, the password is weak.
    """
    _add(username, role=role, place=place, password=password, name=name)
    ActionLog.objects.create(
        at=now, actor=CONSOLE, permission="access.manage", subject=f"user {username}: {role}"
    )
    return actor_named(username)


@command("access.manage")
def act_on_machine(subject: str, *, actor: Actor, now: dt.datetime) -> Noted:
    """Note that an administrator did something with the whole book on the machine itself.

    Args:
        subject: What is done: a backup, a move; the log says it.
        actor: Who does it.
        now: When.

    Returns:
        What the log says.
    """
    del actor, now
    return Noted(subject)


@transaction.atomic
def grant_role(username: str, *, role: str, now: dt.datetime, place: str = "") -> Actor:
    """Give a user one more role within a place; from the machine itself."""
    actor_named(username)
    user = User.objects.get(username=username)
    Grant.objects.get_or_create(user=user, role=_known_role(role), place=known_place(place))
    ActionLog.objects.create(
        at=now, actor=CONSOLE, permission="access.manage", subject=f"grant {username}: {role}"
    )
    return actor_named(username)


@transaction.atomic
def set_office(office: str) -> str:
    """Say whose programme this book keeps, by the code or name of a place; return its name."""
    key = known_place(office)
    if not key:
        raise refuse(
            "PLACE_UNKNOWN", found="no place", expected="the code or name of your own district"
        )
    Office.objects.all().delete()
    Office.objects.create(place=key)
    return places.name_of(key)


@command("access.manage")
def create_user(
    username: str, *, actor: Actor, now: dt.datetime, role: str, password: str, place: str = ""
) -> Actor:
    """Add a user with a role within a place; from a signed-in administrator."""
    del actor, now
    _add(username, role=role, place=place, password=password, name="")
    return actor_named(username)


@command("access.manage")
def withdraw_user(username: str, *, actor: Actor, now: dt.datetime) -> None:
    """Let a user sign in no more and act no more; what the user did stays in the log."""
    del now
    if username == actor.username:
        raise refuse(
            "OWN_ACCOUNT",
            found=username,
            expected="somebody else",
            hint="Another administrator can do it.",
        )
    actor_named(username)
    User.objects.filter(username=username).update(is_active=False)


def _add(username: str, *, role: str, place: str, password: str | None, name: str) -> None:
    if not _USERNAME.fullmatch(username) or username == CONSOLE:
        raise refuse(
            "USERNAME_WRONG",
            found=username or "nothing",
            expected="1 to 64 letters, digits or . @ _ -",
        )
    if User.objects.filter(username=username).exists():
        raise refuse("USER_EXISTS", found=username, expected="a sign-in name that is not taken")
    key = known_place(place)
    user = User(username=username, name=name or username, password=_hashed(username, password))
    _known_role(role)
    user.save()
    Grant.objects.create(user=user, role=role, place=key)


def _hashed(username: str, password: str | None) -> str:
    if password is None:
        return make_password(None)
    try:
        validate_password(password, User(username=username))
    except ValidationError as error:
        raise refuse(
            "PASSWORD_WEAK",
            found="; ".join(error.messages),
            expected="at least ten characters that are hard to guess",
        ) from error
    return make_password(password)


def _known_role(role: str) -> str:
    if role not in ROLES:
        raise refuse("ROLE_UNKNOWN", found=role or "no role", expected=", ".join(ROLES))
    return role


def known_place(text: str) -> str:
    """Return the key of the one place that a code or a full name names; "" for no words.

    Raises:
        Refused: It names none, or several.
    """
    if not text:
        return ""
    if places.known(text):
        return places.present_code(text)
    if _BELOW_COUNTY.fullmatch(text) and places.known(text[:6]):
        return text
    found = places.find(text)
    if len({place.key for place in found}) != 1:
        raise refuse(
            "PLACE_UNKNOWN",
            found=text,
            expected="the code or full name of one place",
            hint=("It may be: " + ", ".join(f"{one.key} {one.name}" for one in found[:5]))
            if found
            else "",
        )
    return found[0].key
