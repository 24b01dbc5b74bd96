"""Who looked at whom, and what left the register: for those who answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.registry.household import OPEN
from jiedui.registry.models import Export, Look, Phase
from jiedui.registry.queries import household_in, within

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor, Scope

MOST = 500
"""How many rows are shown at once."""


class Seen(NamedTuple):
    """One look: when, who, at which household, what for, and whether in full."""

    at: dt.datetime
    actor: str
    household: str
    purpose: str
    is_revealed: bool


class Left(NamedTuple):
    """One export: its number, when, who, what for, what it held."""

    number: int
    at: dt.datetime
    actor: str
    purpose: str
    form: str
    places: str
    households: int
    people: int
    is_revealed: bool


def looks(scope: Scope, *, number: str = "", limit: int = MOST) -> list[Seen]:
    """Return the latest looks at one household of the scope, or at all that are in its places.

    Raises:
        Refused: There is no such household in those places.
    """
    found = Look.objects.select_related("household").order_by("-id")
    if number:
        found = found.filter(household=household_in(scope, number))
    elif not scope.is_everywhere:
        own = Phase.objects.filter(within(scope.places), until=OPEN, known_until=OPEN)
        found = found.filter(household__in=own.values("household"))
    return [
        Seen(one.at, one.actor, one.household.number, one.purpose, one.is_revealed)
        for one in found[:limit]
    ]


def exports(actor: Actor, *, limit: int = MOST) -> list[Left]:
    """Return the latest exports; an actor who does not see everything sees the own ones."""
    found = Export.objects.order_by("-id")
    if not actor.scope("registry.read").is_everywhere:
        found = found.filter(actor=actor.username)
    return [
        Left(
            one.pk,
            one.at,
            one.actor,
            one.purpose,
            one.form,
            one.places,
            one.households,
            one.people,
            one.is_revealed,
        )
        for one in found[:limit]
    ]
