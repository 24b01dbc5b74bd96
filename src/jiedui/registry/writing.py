"""Putting rows into the register's tables; used by commands, inside their transaction.

Whoever writes holds one row first, so that numbers are given out once, and a household's phases
are always made from all of its events.
"""

from __future__ import annotations

import json
import re
import secrets
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.utils.timezone import get_default_timezone

from jiedui.registry import household as rules
from jiedui.registry.models import (
    Counter,
    Event,
    EventPerson,
    Household,
    Membership,
    Person,
    Phase,
    Village,
)
from jiedui.registry.sealing import ring

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.db import models

    from jiedui.registry.sealing import Ring

CHUNK = 2000
"""Rows put in at a time."""

_OWN_TOWN = 900
"""First of the town and village numbers that the statistical code leaves free."""


_NUMBER = re.compile(r"\d{6}-\d{6,}")


def is_number(text: str) -> bool:
    """Whether a text is a household's number as the register gives them out."""
    return _NUMBER.fullmatch(text) is not None


class Named(NamedTuple):
    """A person to be added: name and identity number as written, "" where not given."""

    name: str
    number: str


class Place(NamedTuple):
    """Where a household lies: present county code, town and village as named, "" for none."""

    county: str
    town: str
    village: str

    @property
    def key(self) -> str:
        """The place key: county, then town, then village."""
        return f"{self.county}:{self.town}:{self.village}".rstrip(":")


def day_of(now: dt.datetime) -> dt.date:
    """Return the office's day of a moment."""
    return now.astimezone(get_default_timezone()).date()


def hold_register() -> Ring:
    """Hold the register for writing until the transaction ends, and return its keys."""
    Counter.objects.select_for_update().get_or_create(name="register", defaults={"value": 0})
    return ring()


def put_in(rows: Sequence[models.Model]) -> None:
    """Put in many rows of one table whose numbers nobody asks for, as fast as the engine can."""
    if not rows:
        return
    meta = rows[0]._meta  # noqa: SLF001
    fields = [one for one in meta.concrete_fields if not one.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(one.column)) for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    told = [
        tuple(one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields)
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608
            told,
        )


def next_numbers(county: str, count: int) -> list[str]:
    """Return numbers for new households of a county: its code and a running number."""
    counter, _ = Counter.objects.get_or_create(name=f"household {county}", defaults={"value": 0})
    first = counter.value + 1
    counter.value += count
    counter.save()
    return [f"{county}-{number:06d}" for number in range(first, first + count)]


def villages_of(places: Iterable[Place]) -> dict[Place, Village]:
    """Return the villages of places, new ones added with a code of our own."""
    wanted = set(places)
    counties = {one.county for one in wanted}
    rows = Village.objects.filter(county__in=counties)
    known = {Place(one.county, one.town, one.name): one for one in rows}
    codes = {(one.county, one.town): one.code // 1000 % 1000 for one in rows}
    for place in sorted(wanted - set(known)):
        town = codes.get((place.county, place.town))
        if town is None:
            used = [code for (county, _), code in codes.items() if county == place.county]
            town = max([_OWN_TOWN - 1, *used]) + 1
            codes[place.county, place.town] = town
        base = (int(place.county) * 1000 + town) * 1000
        last = (
            Village.objects.filter(code__gte=base, code__lt=base + 1000)
            .order_by("-code")
            .values_list("code", flat=True)
            .first()
        )
        known[place] = Village.objects.create(
            county=place.county,
            town=place.town,
            name=place.village,
            code=base + (0 if last is None else last - base + 1),
        )
    return {place: known[place] for place in wanted}


def person(keys: Ring, named: Named) -> Person:
    """Return a person, sealed and not yet saved."""
    token = secrets.token_hex(12)
    content = json.dumps({"name": named.name, "number": named.number}, ensure_ascii=False)
    return Person(
        token=token,
        number_hash=keys.hash_number(named.number),
        name_hash=keys.hash_name(named.name),
        generation=keys.newest,
        sealed=keys.seal(content.encode(), f"person {token}"),
    )


def add_people(keys: Ring, people: Sequence[Named]) -> list[Person]:
    """Add people and return them in order."""
    return Person.objects.bulk_create((person(keys, one) for one in people), batch_size=CHUNK)


def add_events(
    told: Sequence[tuple[Event, dict[int, str]]],
) -> list[tuple[int, rules.Event]]:
    """Add events with their people (person to relation); return household and event, in order."""
    made = Event.objects.bulk_create((one for one, _ in told), batch_size=CHUNK)
    people = [
        EventPerson(event=event, person_id=number, relation=relation)
        for event, (_, named) in zip(made, told, strict=True)
        for number, relation in named.items()
    ]
    put_in(people)
    return [
        (event.household_id, plain(event, named))
        for event, (_, named) in zip(made, told, strict=True)
    ]


def plain(row: Event, people: dict[int, str]) -> rules.Event:
    """Return an event's row as the rules know it."""
    return rules.Event(
        row.pk,
        rules.Kind(row.kind),
        row.happened_on,
        row.recorded_on,
        people,
        row.village_id,
        rules.Standing(row.standing),
        rules.Watch(row.watch),
        row.poor_type,
        row.main_cause,
        row.other_id,
        row.corrects_id,
        row.is_void,
        row.stated,
    )


def events_of(households: Iterable[int]) -> dict[int, list[rules.Event]]:
    """Return every event of some households, by household."""
    numbers = list(households)
    people: dict[int, dict[int, str]] = {}
    found: dict[int, list[rules.Event]] = {number: [] for number in numbers}
    for at in range(0, len(numbers), CHUNK):
        part = numbers[at : at + CHUNK]
        rows = EventPerson.objects.filter(event__household__in=part)
        for event, one, relation in rows.values_list("event_id", "person_id", "relation"):
            people.setdefault(event, {})[one] = relation
        for row in Event.objects.filter(household__in=part).order_by("id"):
            found[row.household_id].append(plain(row, people.get(row.pk, {})))
    return found


def refresh(households: Iterable[int]) -> None:
    """Make the phases and memberships of some households anew from all of their events."""
    numbers = list(households)
    Phase.objects.filter(household__in=numbers).delete()
    Membership.objects.filter(household__in=numbers).delete()
    keep_phases(events_of(numbers))


def keep_phases(events: dict[int, list[rules.Event]]) -> None:
    """Put in the phases and memberships of households that have none yet, from their events."""
    phases: list[Phase] = []
    memberships: list[Membership] = []
    for number, told in events.items():
        boxes = rules.boxes(told)
        phases += (_phase(number, box) for box in boxes)
        memberships += _memberships(number, boxes)
    put_in(phases)
    put_in(memberships)


def _phase(household: int, box: rules.Box) -> Phase:
    state = box.state
    return Phase(
        household_id=household,
        village_id=state.village,
        since=box.since,
        until=box.until,
        known_since=box.known_since,
        known_until=box.known_until,
        standing=state.standing,
        watch=state.watch,
        poor_type=state.poor_type,
        main_cause=state.main_cause,
        has_relapsed=state.has_relapsed,
        people=state.size,
    )


def _memberships(household: int, boxes: Sequence[rules.Box]) -> list[Membership]:
    """Return memberships: of each box one for each person, those that follow each other joined."""
    joined: dict[tuple[int, str, dt.date, dt.date], list[Membership]] = {}
    for box in boxes:
        for number, relation in box.state.people:
            key = (number, relation, box.known_since, box.known_until)
            there = joined.setdefault(key, [])
            if there and there[-1].until == box.since:
                there[-1].until = box.until
                continue
            there.append(
                Membership(
                    household_id=household,
                    person_id=number,
                    relation=relation,
                    since=box.since,
                    until=box.until,
                    known_since=box.known_since,
                    known_until=box.known_until,
                )
            )
    return [one for rows in joined.values() for one in rows]


def add_households(
    numbers: Sequence[str], *, by: str, at: dt.datetime, batch: int | None = None
) -> list[Household]:
    """Add households with their numbers and return them in order."""
    return Household.objects.bulk_create(
        (
            Household(
                number=number, token=secrets.token_hex(12), added_by=by, added_at=at, batch=batch
            )
            for number in numbers
        ),
        batch_size=CHUNK,
    )
