"""People of the register by their own record: for packages above that must know a person again.

Nothing read here may be stored unsealed or shown; who is shown is asked of `privacy.look_at`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.identity import mask_number
from jiedui.registry.models import Membership, Person, Village
from jiedui.registry.queries import key_of, named
from jiedui.registry.sealing import ring

if TYPE_CHECKING:
    from collections.abc import Iterable

CHUNK = 500
"""How many people are asked for at once; below what SQLite takes as parameters."""


class Linked(NamedTuple):
    """A person of the register: every household it ever was in, its number and that masked."""

    households: frozenset[str]
    number: str
    masked: str


def people_of(records: Iterable[int]) -> dict[int, Linked]:
    """Return the people of some records that are there and not erased; two queries for each 500."""
    keys = ring()
    wanted = sorted(set(records))
    found: dict[int, Linked] = {}
    for at in range(0, len(wanted), CHUNK):
        part = wanted[at : at + CHUNK]
        homes: dict[int, set[str]] = {}
        rows = Membership.objects.filter(person__in=part).values_list(
            "person_id", "household__number"
        )
        for person, household in rows:
            homes.setdefault(person, set()).add(household)
        for one in Person.objects.filter(pk__in=part, erased_at=None):
            number = named(one, keys, reveal=True)[1]
            own = frozenset(homes.get(one.pk, ()))
            found[one.pk] = Linked(own, number, mask_number(number))
    return found


def village_keys() -> dict[int, str]:
    """Return the place key of every village of the register, by its code."""
    return {one.code: key_of(one) for one in Village.objects.all()}
