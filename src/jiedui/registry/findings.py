"""Runs the checks of `quality` over the register of a scope: everything found, at its household.

Households are opened county by county, a few thousand at a time, with a constant number of queries
for each portion; what is opened is not kept.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q

from jiedui.kernel.identity import check_identity
from jiedui.registry import household as rules
from jiedui.registry.codes import line_on
from jiedui.registry.dossier import income_of, known_lines
from jiedui.registry.form import ITEMS
from jiedui.registry.household import RULES, Kind, Standing
from jiedui.registry.models import (
    Event,
    Guarantee,
    Income,
    Membership,
    Person,
    Phase,
    Value,
)
from jiedui.registry.quality import CHECKS, Home, Someone
from jiedui.registry.queries import key_of, within
from jiedui.registry.sealing import ring
from jiedui.registry.values import text_of
from jiedui.registry.writing import events_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.access.scope import Scope
    from jiedui.registry.queries import Days
    from jiedui.registry.sealing import Ring

PORTION = 2000
"""Households opened at a time."""


class Around(NamedTuple):
    """What every portion of a run shares: days, keys, numbers that stand twice, of the dead.

    `renewed` holds the hashes by the newest keys of people whom a renewal has not come to yet.
    """

    days: Days
    keys: Ring
    twice: dict[str, int]
    dead: set[str]
    renewed: dict[int, str]


class Finding(NamedTuple):
    """One thing wrong: the check, the household, the person it is about, found and expected."""

    check: str
    household: str
    place: str
    person: int | None
    found: str
    expected: str


def findings(
    scope: Scope, days: Days, *, place: str = "", checks: Sequence[str] = ()
) -> Iterator[Finding]:
    """Yield what is wrong with the households of a scope, by household.

    Args:
        scope: The places that may be seen.
        days: The two days asked about.
        place: Only this county, town or village.
        checks: Only these; () = all.
    """
    found = Phase.objects.filter(
        days.on_phases(),
        within(scope.places),
        standing__in=list(rules.LIVE),
        household__erased_at=None,  # Whom nobody is to know is missing on purpose.
    )
    if place:
        found = found.filter(within([place]))
    order = list(found.order_by("household__number").values_list("pk", flat=True))
    run = [one for code, one in CHECKS.items() if not checks or code in checks]
    keys = ring()
    renewed = _renewed(keys)
    around = Around(days, keys, _numbers_twice(days, renewed), _dead(days, renewed), renewed)
    for at in range(0, len(order), PORTION):
        for home in _homes(order[at : at + PORTION], around):
            for check in run:
                for one in check.find(home):
                    yield Finding(
                        check.code, home.number, home.place, one.person, one.found, one.expected
                    )
    if scope.is_everywhere and not place and (not checks or "Q16" in checks):
        yield from _homeless()


def _homeless() -> Iterator[Finding]:
    """Yield the people who belong to no household and never did."""
    alone = Person.objects.filter(memberships=None, erased_at=None).order_by("pk")
    for number in alone.values_list("pk", flat=True):
        yield Finding("Q16", "", "", number, "a person without household", "a household")


def _renewed(keys: Ring) -> dict[int, str]:
    """Return how those are found by the newest keys whom older ones still seal.

    Empty but for a renewal of keys that was interrupted: until it goes on, one number stands under
    two hashes.
    """
    rows = Person.objects.filter(generation__lt=keys.newest, erased_at=None).exclude(number_hash="")
    return {
        one.pk: keys.hash_number(json.loads(keys.open(one.sealed, f"person {one.token}"))["number"])
        for one in rows.iterator(chunk_size=PORTION)
    }


def _numbers_twice(days: Days, renewed: dict[int, str]) -> dict[str, int]:
    """Return how often each number stands among present members, where more than once."""
    present = Membership.objects.filter(days.on_phases()).exclude(person__number_hash="")
    if renewed:
        hashes = present.values_list("person", "person__number_hash").iterator(chunk_size=PORTION)
        every = Counter(renewed.get(person, hashed) for person, hashed in hashes)
        return {hashed: times for hashed, times in every.items() if times > 1}
    rows = present.values("person__number_hash").annotate(times=Count("pk")).filter(times__gt=1)
    return {one["person__number_hash"]: one["times"] for one in rows}


def _dead(days: Days, renewed: dict[int, str]) -> set[str]:
    """Return the hashes of numbers of people recorded as dead, as corrected by the day known."""
    told = Event.objects.filter(kind=Kind.DIED, recorded_on__lte=days.known)
    households = list(told.order_by().values_list("household", flat=True).distinct())
    dead = sorted(
        {
            person
            for events in events_of(households).values()
            for one in rules.as_known(events, days.known)
            if one.kind is Kind.DIED and one.happened_on <= days.as_of
            for person in one.people
        }
    )
    rows = Person.objects.exclude(number_hash="")
    return {
        renewed.get(person, hashed)
        for at in range(0, len(dead), PORTION)
        for person, hashed in rows.filter(pk__in=dead[at : at + PORTION]).values_list(
            "pk", "number_hash"
        )
    }


def _homes(phases: Sequence[int], around: Around) -> Iterator[Home]:
    days = around.days
    rows = Phase.objects.filter(pk__in=phases).select_related("household", "village")
    found = {one.household_id: one for one in rows}
    numbers = list(found)
    values = _values(numbers, days, around.keys)
    members = _members(numbers, around, values)
    more = _more(numbers, days)
    events = events_of(numbers)
    known = known_lines()
    for number in sorted(numbers, key=lambda one: found[one].household.number):
        phase = found[number]
        place = key_of(phase.village)
        own = values.get((number, None), {})
        incomes = tuple(income_of(one) for one in more[number]["incomes"].values())
        told = rules.as_known(events[number], days.known)
        exits = [
            one.happened_on
            for one in told
            if one.kind is Kind.EXITED and one.happened_on <= days.as_of
        ]
        yield Home(
            phase.household.number,
            place,
            Standing(phase.standing),
            phase.main_cause,
            min(days.as_of, days.known),
            tuple(members.get(number, ())),
            {item: said for item, said in own.items() if item in ITEMS},
            {item: said for item, said in own.items() if item not in ITEMS},
            incomes,
            _lines(place, incomes, known),
            tuple(one.name for one in more[number]["guarantees"].values() if not one.is_met),
            tuple(
                f"{RULES[one.event.kind].en} on {one.event.happened_on}, while it was {one.found}"
                for one in rules.conflicts(events[number], days.known)
            ),
            exits[-1].year if exits else None,
        )


def _lines(place: str, incomes: Sequence[Any], known: Any) -> dict[int, int]:  # noqa: ANN401
    found = {
        one.year: line_on(dt.date(one.year, 12, 31), place=place, purpose="exit", known=known)
        for one in incomes
    }
    return {year: line.fen for year, line in found.items() if line is not None}


def _values(
    numbers: Sequence[int], days: Days, keys: Ring
) -> dict[tuple[int, int | None], dict[str, str]]:
    rows = Value.objects.filter(
        household__in=numbers, since__lte=days.as_of, recorded_on__lte=days.known
    ).exclude(item__in=("bank_account", "phone", "bank"))
    found: dict[tuple[int, int | None], dict[str, str]] = {}
    for one in rows.select_related("household", "person").order_by("since", "recorded_on", "id"):
        token = one.person.token if one.person else ""
        said = text_of(one, keys, token=one.household.token, person=token)
        found.setdefault((one.household_id, one.person_id), {})[one.item] = said
    return found


def _members(
    numbers: Sequence[int],
    around: Around,
    values: dict[tuple[int, int | None], dict[str, str]],
) -> dict[int, list[Someone]]:
    days, keys, twice, dead, renewed = around
    rows = Membership.objects.filter(
        days.on_phases(), Q(household__in=numbers), person__erased_at=None
    )
    found: dict[int, list[Someone]] = {}
    for one in rows.select_related("person").order_by("person"):
        told = json.loads(keys.open(one.person.sealed, f"person {one.person.token}"))
        number = str(told["number"])
        hashed = renewed.get(one.person_id, one.person.number_hash)
        found.setdefault(one.household_id, []).append(
            Someone(
                one.person_id,
                number,
                one.relation,
                check_identity(number).birth if number else None,
                values.get((one.household_id, one.person_id), {}),
                hashed in dead,
                twice.get(hashed, 1) - 1,
            )
        )
    return found


def _more(numbers: Sequence[int], days: Days) -> dict[int, dict[str, dict[Any, Any]]]:
    """Return the latest income of every year and the latest look at every guarantee."""
    found: dict[int, dict[str, dict[Any, Any]]] = {
        one: {"incomes": {}, "guarantees": {}} for one in numbers
    }
    incomes = Income.objects.filter(
        household__in=numbers, year__lte=days.as_of.year, recorded_on__lte=days.known
    )
    for income in incomes.order_by("recorded_on", "id"):
        found[income.household_id]["incomes"][income.year] = income
    looked = Guarantee.objects.filter(
        household__in=numbers, day__lte=days.as_of, recorded_on__lte=days.known
    )
    for one in looked.order_by("day", "recorded_on", "id"):
        found[one.household_id]["guarantees"][one.name] = one
    return found
