"""What somebody tells of a household, as an event: made and checked, not yet kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.identity import check_identity, mask_strictly
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse
from jiedui.registry import household as rules
from jiedui.registry import writing
from jiedui.registry.codes import words
from jiedui.registry.household import RULES, Kind, People, Watch
from jiedui.registry.models import Event
from jiedui.registry.queries import place_of
from jiedui.registry.writing import Named, Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.access.scope import Actor, Scope
    from jiedui.registry.models import Household, Proposal
    from jiedui.registry.sealing import Ring

REASON_MAX = 200


class Comer(NamedTuple):
    """Somebody who comes into a household: name, identity number, relation with the head."""

    name: str
    number: str
    relation: str


@dataclass(frozen=True, slots=True)
class What:
    """What happened, as somebody tells it.

    Attributes:
        kind: What.
        happened_on: When.
        recorded_on: When the register officially learned of it; None = today.
        comers: New people who come.
        members: Members who leave, or whose relation changes.
        relation: Their new relation.
        place: Where the household moves: `county:town:village`.
        watch: Why it is monitored.
        poor_type: Its new attribute.
        main_cause: Its new main cause.
        corrects: Number of the event that is corrected.
        is_void: Whether the corrected event did not happen at all.
        reason: In words.
    """

    kind: Kind
    happened_on: dt.date
    recorded_on: dt.date | None = None
    comers: tuple[Comer, ...] = ()
    members: tuple[int, ...] = ()
    relation: str = ""
    place: str = ""
    watch: Watch = Watch.NONE
    poor_type: str = ""
    main_cause: str = ""
    corrects: int | None = None
    is_void: bool = False
    reason: str = ""


def event_of(household: Household, what: What, *, actor: Actor, now: dt.datetime) -> Event:
    """Return the event that somebody tells of a household, not yet kept.

    Raises:
        Refused: It names a place outside the actor's, or corrects no event of this household.
    """
    today = writing.day_of(now)
    village = None
    if what.place:
        county, town, name = (*what.place.split(":"), "", "")[:3]
        place = Place(county, town, name)
        if not actor.scope("registry.record").sees(place.key):
            raise refuse("OUTSIDE_SCOPE", found=what.place, expected="a place of yours")
        village = writing.villages_of([place])[place]
    corrects = None
    if what.kind is Kind.CORRECTED:
        corrects = _corrected(household, what)
    return Event(
        household=household,
        kind=what.kind,
        happened_on=what.happened_on,
        recorded_on=what.recorded_on or today,
        village=village,
        watch=what.watch,
        poor_type=what.poor_type,
        main_cause=what.main_cause,
        corrects=corrects,
        is_void=what.is_void,
        reason=mask_strictly(" ".join(what.reason.split()))[:REASON_MAX],
        told_by=actor.username,
        told_at=now,
    )


def _corrected(household: Household, what: What) -> Event:
    found = Event.objects.filter(household=household, pk=what.corrects or 0).first()
    if found is None or found.kind == Kind.CORRECTED:
        raise refuse(
            "EVENT_UNKNOWN",
            found=f"event {what.corrects}",
            expected="the number of an event of this household that is no correction",
        )
    return found


_OTHER_SIDE = {
    Kind.SPLIT: Kind.SPLIT_OFF,
    Kind.SPLIT_OFF: Kind.SPLIT,
    Kind.MERGED: Kind.TAKEN_IN,
    Kind.TAKEN_IN: Kind.MERGED,
}
"""A split and a merger are told of two households at once; so is their correction."""


def other_side(event: Event, *, scope: Scope) -> Event | None:
    """Return the correction that the other household of a split or merger needs, None elsewhere.

    Without it the people would stand in both households, or in none.

    Raises:
        Refused: The other household lies outside the scope.
    """
    first = event.corrects
    kind = None if first is None else _OTHER_SIDE.get(Kind(first.kind))
    if first is None or kind is None:
        return None
    sides = Event.objects.filter(
        household=first.other_id, other=first.household_id, kind=kind, told_at=first.told_at
    )
    twin = sides.select_related("household").order_by("pk").first()
    if twin is None:
        return None
    place = place_of(twin.household)
    if not scope.sees(place or None):
        raise refuse("OUTSIDE_SCOPE", found=place, expected="both households in places of yours")
    return Event(
        household=twin.household, kind=Kind.CORRECTED, happened_on=event.happened_on,
        recorded_on=event.recorded_on, corrects=twin, is_void=event.is_void, reason=event.reason,
        told_by=event.told_by, told_at=event.told_at, proposed_by=event.proposed_by,
    )  # fmt: skip


_COLUMNS = (
    "household_id kind happened_on is_bound recorded_on village_id standing watch poor_type"
    " main_cause other_id corrects_id is_void stated reason source batch told_by told_at"
).split()


def columns_of(one: Event | Proposal) -> dict[str, object]:
    """Return what an event and its proposal share, by column."""
    return {name: getattr(one, name) for name in _COLUMNS}


def people_of(what: What, keys: Ring) -> dict[int, str]:
    """Return who comes, leaves or changes by an event, new people added.

    Raises:
        Refused: A relation is unknown, or an identity number is wrong.
    """
    rule = RULES[what.kind]
    if rule.people is People.JOIN:
        check_numbers(what.comers)
        made = writing.add_people(keys, [Named(one.name, one.number) for one in what.comers])
        return {one.pk: told.relation for one, told in zip(made, what.comers, strict=True)}
    if what.relation:
        check_relations([what.relation])
    return dict.fromkeys(what.members, what.relation)


def check_numbers(comers: Iterable[Comer]) -> None:
    """Refuse people whose relation is unknown or whose identity number is wrong.

    Raises:
        Refused: With every wrong number, starred.
    """
    told = list(comers)
    check_relations(one.relation for one in told)
    problems = [_bad_number(one) for one in told if one.number and _is_bad(one)]
    if problems:
        raise Refused(problems)


def _is_bad(one: Comer) -> bool:
    return not check_identity(one.number).is_valid


def _bad_number(one: Comer) -> Problem:
    checked = check_identity(one.number)
    return Problem(
        checked.code, Severity.ERROR, Source(), found=checked.masked, expected=checked.expected
    )


def check_relations(relations: Iterable[str]) -> None:
    """Refuse relations the list of relations does not know.

    Raises:
        Refused: There is one.
    """
    unknown = sorted({one for one in relations if one not in words("relation")})
    if unknown:
        raise refuse(
            "VALUE_UNKNOWN", found=", ".join(unknown), expected=", ".join(words("relation"))
        )


def check_event(
    household: Household, event: Event, people: dict[int, str], *, now: dt.datetime
) -> None:
    """Refuse what cannot have happened.

    Raises:
        Refused: With every reason.
    """
    today = writing.day_of(now)
    problems = [*_wrong_codes(event), *_wrong_days(event, today)]
    if problems:
        raise Refused(problems)
    known = writing.events_of([household.pk])[household.pk]
    number = max([one.number for one in known], default=0) + 1
    fresh = replace(writing.plain(event, people), number=number)
    before = {_brief(one) for one in rules.conflicts(known, rules.OPEN)}
    found = [
        one for one in rules.conflicts([*known, fresh], rules.OPEN) if _brief(one) not in before
    ]
    if found:
        raise Refused([_conflict(one) for one in found])


def _brief(one: rules.Conflict) -> tuple[int, str]:
    return one.event.number, one.code


def _conflict(one: rules.Conflict) -> Problem:
    what = f"{RULES[one.event.kind].en} on {one.event.happened_on}"
    return Problem(
        one.code, Severity.ERROR, Source(), f"{what}, while it was {one.found}", one.expected
    )


def _wrong_codes(event: Event) -> list[Problem]:
    asked = (("poor_type", event.poor_type), ("cause", event.main_cause))
    return [
        Problem("VALUE_UNKNOWN", Severity.ERROR, Source(), value, ", ".join(words(name)))
        for name, value in asked
        if value and value not in words(name)
    ]


def _wrong_days(event: Event, today: dt.date) -> list[Problem]:
    corrected = event.corrects
    if corrected is not None and event.recorded_on < corrected.recorded_on:
        expected = f"not before {corrected.recorded_on}, when what it corrects was recorded"
        told = f"recorded on {event.recorded_on}"
        return [Problem("DATE_ORDER", Severity.ERROR, Source(), told, expected)]
    if event.happened_on <= event.recorded_on <= today:
        return []
    return [
        Problem(
            "DATE_ORDER",
            Severity.ERROR,
            Source(),
            f"happened on {event.happened_on}, recorded on {event.recorded_on}",
            f"happened, then recorded, not after {today}",
        )
    ]
