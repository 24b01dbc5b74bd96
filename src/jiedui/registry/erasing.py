"""Erasing who the members of a household are: two people; events, counts and figures stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from jiedui.access.command import command
from jiedui.kernel.problem import refuse
from jiedui.registry import sealing, writing
from jiedui.registry.models import Erasure, Event, EventPerson, Household, Measure, Person, Value
from jiedui.registry.privacy import purpose_of
from jiedui.registry.queries import household_in, named, place_of

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from jiedui.access.scope import Actor, Scope


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the proposal, the household, and what the log says."""

    number: int
    household: str
    subject: str


class Waiting(NamedTuple):
    """An erasure that waits for a second person."""

    number: int
    household: str
    place: str
    reason: str
    proposed_by: str
    proposed_at: dt.datetime


class Whom(NamedTuple):
    """Somebody who is to be erased. Never log, show or keep it."""

    name: str
    number: str
    person: int


class Origins(NamedTuple):
    """Who a proposal would erase, and the rows of files they came in: batch to sheet and row."""

    people: tuple[Whom, ...]
    rows: dict[int, frozenset[tuple[str, int]]]


@command("registry.record")
def propose_erasure(number: str, *, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """Propose to erase the personal data of a household; another person decides.

    Raises:
        Refused: There is no such household in the actor's places, it is erased or proposed already,
            or no reason is given.
    """
    household = household_in(actor.scope("registry.record"), number)
    words = purpose_of(reason)
    if household.erased_at is not None or _open().filter(household=household).exists():
        raise refuse(
            "ERASED_ALREADY",
            found=f"household {number} is erased, or its erasure is proposed",
            expected="a household nobody has proposed to erase",
        )
    made = Erasure.objects.create(
        household=household, reason=words, proposed_by=actor.username, proposed_at=now
    )
    return Done(made.pk, household.number, f"household {household.number}")


def _open() -> QuerySet[Erasure]:
    return Erasure.objects.filter(erased_at=None).select_related("household")


def erasures(scope: Scope) -> list[Waiting]:
    """Return the erasures of a scope that wait for a second person, the oldest first."""
    found = [(one, place_of(one.household)) for one in _open().order_by("id")]
    return [
        Waiting(one.pk, one.household.number, place, one.reason, one.proposed_by, one.proposed_at)
        for one, place in found
        if scope.sees(place or None)
    ]


def origins(number: int) -> Origins | None:
    """Return whom a proposal would erase, and in which rows of files; None where there is none.

    For `exchange.erasing` alone: what is returned names people.
    """
    proposal = _open().filter(pk=number).first()
    if proposal is None:
        return None
    keys = sealing.ring()
    people = [Whom(*named(one, keys, reveal=True), one.pk) for one in _gone(proposal.household)]
    rows: dict[int, set[tuple[str, int]]] = {}
    told = Event.objects.filter(household=proposal.household).exclude(source="")
    for batch, source in told.values_list("batch", "source"):
        _, sheet, row = source.rsplit("\t", 2) if source.count("\t") > 1 else ("", "", "")
        if batch and row.isdigit():
            rows.setdefault(batch, set()).add((sheet, int(row)))
    return Origins(
        tuple(people),
        {batch: frozenset(one) for batch, one in rows.items()},
    )


def _gone(household: Household) -> QuerySet[Person]:
    """Return the people who are erased with a household: those of no other one."""
    people = EventPerson.objects.filter(event__household=household).values("person")
    elsewhere = EventPerson.objects.exclude(event__household=household).values("person")
    return Person.objects.filter(pk__in=people, erased_at=None).exclude(pk__in=elsewhere)


@command("registry.erase")
def erase(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Erase what a proposal names in the register: who the members are, their items; events stay.

    What the files hold that they came in is erased by `exchange.erasing.erase_everywhere`.

    Args:
        number: The proposal.
        actor: Who decides; not who proposed it.
        now: The moment.

    Raises:
        Refused: There is no such open proposal, or the actor made it.
    """
    keys = writing.hold_register()
    proposal = _open().filter(pk=number).first()
    if proposal is None:
        raise refuse(
            "PROPOSAL_UNKNOWN", found=f"proposal {number}", expected="an open proposal to erase"
        )
    if proposal.proposed_by == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} proposed it",
            expected="a second person",
            hint="Ask a colleague who may erase.",
        )
    household = proposal.household
    _gone(household).update(
        number_hash="", name_hash="", sealed=b"", generation=keys.newest, erased_at=now
    )
    Value.objects.filter(household=household).filter(
        Q(sealed__isnull=False) | Q(person__isnull=False)
    ).delete()
    Measure.objects.filter(household=household).update(source="")
    Household.objects.filter(pk=household.pk).update(erased_at=now)
    Erasure.objects.filter(pk=number).update(erased_by=actor.username, erased_at=now)
    return Done(number, household.number, f"household {household.number}")
