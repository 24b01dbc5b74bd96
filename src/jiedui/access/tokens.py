"""Tokens with which another program reads: whose they are, within which place, until when.

Only a token's SHA-256 is kept; the token itself is shown once. It reads what its user may read,
narrowed to its place, and can change nothing: pages take it for reading alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.access.commands import known_place
from jiedui.access.models import Token, User
from jiedui.access.queries import actor_for, actor_named
from jiedui.access.scope import Actor, Held
from jiedui.kernel.place import covers
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from jiedui.access.scope import Scope
    from jiedui.kernel.problem import Refused

PREFIX = "jiedui_"
DAYS_MAX = 400
"""No token lives longer than so many days."""


class GivenToken(NamedTuple):
    """A token that was given: its number, the token itself, and until when it holds."""

    number: int
    token: str
    expires_at: dt.datetime

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"token {self.number}"


class TokenRow(NamedTuple):
    """One token in the list: never the token itself."""

    number: int
    username: str
    words: str
    place: str
    given_by: str
    given_at: dt.datetime
    expires_at: dt.datetime
    withdrawn_at: dt.datetime | None
    used_on: dt.date | None


class WithdrawnToken(NamedTuple):
    """A token that holds no longer."""

    number: int

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"token {self.number}"


@command("access.tokens")
def give_token(
    username: str, *, words: str, actor: Actor, now: dt.datetime, place: str = "", days: int = 90
) -> GivenToken:
    """Give a token that reads what a user may read.

    Args:
        username: The user.
        words: What it is for.
        actor: Who gives it.
        now: The moment.
        place: Code or name of the place it is narrowed to; "" = the user's own places.
        days: How long it holds.

    Raises:
        Refused: There is no such user or place, nothing is said of its use, or it would hold too
            long.
    """
    actor_named(username)
    key = known_place(place)
    if not words.strip():
        raise refuse("REASON_MISSING", found="no words", expected="what the token is for")
    if not 1 <= days <= DAYS_MAX:
        raise refuse("TOKEN_DAYS", found=f"{days} days", expected=f"1 to {DAYS_MAX} days")
    token = PREFIX + secrets.token_urlsafe(32)
    row = Token.objects.create(
        user=User.objects.get(username=username),
        digest=_digest(token),
        words=words.strip()[:200],
        place=key,
        given_by=actor.username,
        given_at=now,
        expires_at=now + dt.timedelta(days=days),
    )
    return GivenToken(row.pk, token, row.expires_at)


@command("access.tokens")
def withdraw_token(number: int, *, actor: Actor, now: dt.datetime) -> WithdrawnToken:
    """Let a token hold no longer.

    Raises:
        Refused: There is none, or it was withdrawn before.
    """
    del actor
    if not Token.objects.filter(pk=number, withdrawn_at=None).update(withdrawn_at=now):
        raise refuse(
            "TOKEN_UNKNOWN", found=f"token {number}", expected="the number of a token that holds"
        )
    return WithdrawnToken(number)


def tokens(scope: Scope) -> list[TokenRow]:
    """Return every token, newest first; only to those who see everything."""
    if not scope.is_everywhere:
        return []
    names = ("id", "user__username", *TokenRow._fields[2:])
    return [TokenRow._make(one) for one in Token.objects.order_by("-id").values_list(*names)]


def reader_of(token: str, *, now: dt.datetime) -> Actor | None:
    """Return who reads with a token, narrowed to its place; None where it does not hold.

    Args:
        token: What the other program sent.
        now: The moment.
    """
    row = Token.objects.select_related("user").filter(digest=_digest(token)).first()
    if row is None or row.withdrawn_at is not None or row.expires_at <= now:
        return None
    if row.used_on != now.date():
        Token.objects.filter(pk=row.pk).update(used_on=now.date())
    actor = actor_for(row.user)
    held = (_narrowed(one, row.place) for one in actor.grants)
    return Actor(actor.username, actor.name, tuple(one for one in held if one is not None))


def refused_token(token: str) -> Refused:
    """Return why a program may not read: no token, one nobody gave, withdrawn, or at its end."""
    row = Token.objects.filter(digest=_digest(token)).first() if token else None
    if row is None:
        found = "令牌没有登记 a token that nobody gave" if token else "没有令牌 no token"
    elif row.withdrawn_at is not None:
        day = row.withdrawn_at.date()
        found = f"令牌{row.pk}已于{day}停用 token {row.pk}, withdrawn on {day}"
    else:
        day = row.expires_at.date()
        found = f"令牌{row.pk}已于{day}到期 token {row.pk}, which ended on {day}"
    return refuse(
        "TOKEN_INVALID",
        found=found,
        expected="有效的令牌 Authorization: Bearer jiedui_…",
        hint="请管理员另发一个 Ask an administrator for another: `jiedui token give`.",
    )


def _narrowed(held: Held, place: str) -> Held | None:
    """Return a grant within a place; None where the two have nothing in common."""
    if not place or (held.place and covers(place, held.place)):
        return held
    if not held.place or covers(held.place, place):
        return Held(held.role, place)
    return None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
