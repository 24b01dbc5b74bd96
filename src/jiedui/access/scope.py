"""Who acts and what they may see, as plain values. Knows no Django.

An `Actor` is a user with the grants held now; a `Scope` is the set of places one may see. Both are
handed down, so that no command or query has to ask who is signed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from jiedui.access.permissions import PERMISSIONS
from jiedui.kernel.place import covers


class Held(NamedTuple):
    """A role held within a place ("" = everywhere)."""

    role: str
    place: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The places that may be seen.

    Attributes:
        places: Place keys; "" among them means everywhere.
    """

    places: tuple[str, ...]

    @property
    def is_everywhere(self) -> bool:
        """Whether nothing is hidden."""
        return "" in self.places

    def sees(self, key: str | None) -> bool:
        """Whether a thing of place `key` may be seen; of no known place, by those who see all."""
        if self.is_everywhere:
            return True
        return key is not None and any(covers(place, key) for place in self.places)


EVERYWHERE = Scope(("",))
"""Sees everything; for words on the machine itself and for tests."""

NOWHERE = Scope(())
"""Sees nothing."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A user who acts, with the grants held when the request began.

    Attributes:
        username: Sign-in name; what the book and the log record.
        name: The name people see.
        grants: Roles held and where.
    """

    username: str
    name: str
    grants: tuple[Held, ...]

    @property
    def subject(self) -> str:
        """What the log calls somebody who was added or changed."""
        return f"user {self.username}"

    def places(self, permission: str) -> tuple[str, ...]:
        """Return the places within which the actor holds a permission; "" means everywhere."""
        return _places(self.grants, permission)

    def allows(self, permission: str) -> bool:
        """Whether the actor holds a permission anywhere at all."""
        return bool(self.places(permission))

    def scope(self, permission: str = "books.read") -> Scope:
        """Return the scope in which the actor holds a permission."""
        return Scope(self.places(permission))


@lru_cache(maxsize=4096)
def _places(grants: tuple[Held, ...], permission: str) -> tuple[str, ...]:
    rule = PERMISSIONS[permission]
    return tuple(
        held.place
        for held in grants
        if held.role in rule.roles and not (rule.everywhere_only and held.place)
    )
