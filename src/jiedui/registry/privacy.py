"""Looking at households, renewing keys: what privacy asks to be noted.

A key is renewed in steps that may be interrupted; the old one stays until nothing needs it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.kernel.identity import mask_strictly
from jiedui.kernel.problem import refuse
from jiedui.registry import sealing, writing
from jiedui.registry.dossier import dossier
from jiedui.registry.models import Look, Person, Value
from jiedui.registry.queries import household_in
from jiedui.registry.values import record_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    from jiedui.access.scope import Actor
    from jiedui.registry.dossier import Dossier
    from jiedui.registry.models import Household
    from jiedui.registry.queries import Days
    from jiedui.registry.sealing import Ring

PURPOSE_MAX = 200
RENEWED_AT_ONCE = 2000
"""How many sealed things one step of a renewal seals anew."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A household that was looked at."""

    dossier: Dossier
    subject: str


class Renewed(NamedTuple):
    """A step of a renewal: how many things were sealed anew, how many are left, the generation."""

    done: int
    left: int
    generation: int

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"generation {self.generation}: {self.done} renewed, {self.left} left"


def purpose_of(text: str) -> str:
    """Return a purpose in one line without personal numbers.

    Raises:
        Refused: It is missing.
    """
    plain = mask_strictly(" ".join(text.split()))[:PURPOSE_MAX]
    if not plain:
        raise refuse(
            "PURPOSE_MISSING",
            found="no purpose",
            expected="in a few words, what the personal data are for",
        )
    return plain


def look_at(
    number: str, days: Days, *, purpose: str, actor: Actor, now: dt.datetime, reveal: bool = False
) -> Dossier:
    """Return a household's dossier and write down who looked, when and what for.

    Args:
        number: The household.
        days: The two days asked about.
        purpose: What for, in words.
        actor: Who looks.
        now: The moment.
        reveal: Whether names, numbers, accounts and health are shown in full.

    Raises:
        Refused: There is no such household in the actor's places, no purpose is given, or the actor
            may not see it (in full).
    """
    look = _look_in_full if reveal else _look
    return look(number, days, purpose=purpose, actor=actor, now=now).dossier


@command("registry.read")
def _look(number: str, days: Days, *, purpose: str, actor: Actor, now: dt.datetime) -> Looked:
    household = household_in(actor.scope("registry.read"), number)
    return _looked(household, days, purpose, actor=actor, now=now, reveal=False)


@command("registry.reveal")
def _look_in_full(
    number: str, days: Days, *, purpose: str, actor: Actor, now: dt.datetime
) -> Looked:
    household = household_in(actor.scope("registry.reveal"), number)
    return _looked(household, days, purpose, actor=actor, now=now, reveal=True)


def _looked(
    household: Household,
    days: Days,
    purpose: str,
    *,
    actor: Actor,
    now: dt.datetime,
    reveal: bool,
) -> Looked:
    Look.objects.create(
        at=now,
        actor=actor.username,
        household=household,
        purpose=purpose_of(purpose),
        is_revealed=reveal,
    )
    shown = dossier(household, days, sealing.ring(), reveal=reveal)
    return Looked(shown, f"household {household.number}")


@command("registry.keys")
def renew_some(*, actor: Actor, now: dt.datetime, is_first: bool) -> Renewed:
    """Seal some of what older keys sealed with the newest; the first step makes a new generation.

    A renewal that was interrupted goes on with the generation it had begun: older keys are there.

    Args:
        actor: Who renews.
        now: The moment.
        is_first: Whether this step begins a renewal.
    """
    del actor, now
    keys = writing.hold_register()
    if is_first and len(sealing.generations()) <= 1:
        sealing.make_generation(keys.newest + 1)
        keys = sealing.ring()
    people = list(_older(keys)[:RENEWED_AT_ONCE])
    _renew_people(people, keys)
    values = list(_older_values(keys).select_related("household", "person")[:RENEWED_AT_ONCE])
    _renew_values(values, keys)
    left = _older(keys).count() + _older_values(keys).count()
    return Renewed(len(people) + len(values), left, keys.newest)


def renew_keys(
    *, actor: Actor, now: dt.datetime, progress: Callable[[Renewed], None] | None = None
) -> Renewed:
    """Seal all of the register with a new generation of keys, step by step.

    A renewal begun before goes on. Older keys stay until nothing else needs them: see
    `clues.renewing`, which renews everything that these keys seal.

    Args:
        actor: Who renews.
        now: The moment.
        progress: Told after every step.

    Returns:
        How many things were sealed anew in all.

    Raises:
        Refused: The actor may not.
    """
    step = renew_some(actor=actor, now=now, is_first=True)
    done = step.done
    while step.left:
        if progress is not None:
            progress(step)
        step = renew_some(actor=actor, now=now, is_first=False)
        done += step.done
    return Renewed(done, 0, step.generation)


def _older(keys: Ring) -> QuerySet[Person]:
    return Person.objects.filter(generation__lt=keys.newest, erased_at=None).order_by("id")


def _older_values(keys: Ring) -> QuerySet[Value]:
    return Value.objects.filter(generation__lt=keys.newest).order_by("id")


def _renew_people(people: Sequence[Person], keys: Ring) -> None:
    for one in people:
        record = f"person {one.token}"
        content = keys.open(one.sealed, record)
        told = json.loads(content)
        one.sealed = keys.seal(content, record)
        one.number_hash = keys.hash_number(told["number"])
        one.name_hash = keys.hash_name(told["name"])
        one.generation = keys.newest
    fields = ["sealed", "number_hash", "name_hash", "generation"]
    Person.objects.bulk_update(people, fields, batch_size=200)


def _renew_values(values: Sequence[Value], keys: Ring) -> None:
    for one in values:
        token = one.person.token if one.person else ""
        record = record_of(one.household.token, token, one.item)
        one.sealed = keys.seal(keys.open(one.sealed or b"", record), record)
        one.generation = keys.newest
    Value.objects.bulk_update(values, ["sealed", "generation"], batch_size=200)
