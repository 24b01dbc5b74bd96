"""Lists of households into the register: one command for a whole list, all of it or none.

A row whose head is in the register already, by identity number, tells what is new about that
household; any other row adds one. Rows are matched by keyed hash, never by name alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.problem import refuse
from jiedui.registry import household as rules
from jiedui.registry import writing
from jiedui.registry.household import HEAD
from jiedui.registry.listing import Happened, day_of_list, first_told, later_told
from jiedui.registry.models import Event, Household, Membership
from jiedui.registry.values import Teller, add_listed
from jiedui.registry.writing import CHUNK, Named, Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.access.scope import Actor
    from jiedui.registry.listing import Listed
    from jiedui.registry.models import Village
    from jiedui.registry.sealing import Ring


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list became: households added, households of which something new was told."""

    added: int
    changed: int
    subject: str


@dataclass(frozen=True, slots=True)
class _Work:
    """What every row of one import shares."""

    teller: Teller
    villages: dict[Place, Village]
    batch: int | None


@command("registry.import")
def record_list(
    rows: Sequence[Listed], *, actor: Actor, now: dt.datetime, batch: int | None = None
) -> Imported:
    """Record a list of households.

    Args:
        rows: The rows.
        actor: Who posts the list.
        now: The moment; its day is the day the register learned of what the list says.
        batch: The batch it came in.

    Raises:
        Refused: A row lies outside the actor's places.
    """
    scope = actor.scope("registry.import")
    outside = {_place(row).key for row in rows if not scope.sees(_place(row).key)}
    if outside:
        raise refuse(
            "OUTSIDE_SCOPE",
            found=f"households of {', '.join(sorted(outside)[:3])}",
            expected="households of your places",
        )
    keys = writing.hold_register()
    villages = writing.villages_of(_place(row) for row in rows)
    work = _Work(Teller(keys, writing.day_of(now), actor.username, now), villages, batch)
    known = _known(keys, rows)
    fresh = [row for row in rows if _match(row, known, keys) is None]
    again = [(found, row) for row in rows if (found := _match(row, known, keys)) is not None]
    _add(fresh, work)
    changed = _tell(again, work)
    subject = f"batch {batch}" if batch else f"{len(rows)} rows"
    return Imported(len(fresh), changed, subject)


def _place(row: Listed) -> Place:
    return Place(row.county, row.town, row.village)


def _known(keys: Ring, rows: Iterable[Listed]) -> dict[str, int]:
    """Return the households whose present heads have the rows' numbers, by hash."""
    hashes = {one for row in rows if row.number for one in keys.number_hashes(row.number)}
    asked = sorted(hashes)
    found: dict[str, int] = {}
    for at in range(0, len(asked), CHUNK):
        heads = Membership.objects.filter(
            person__number_hash__in=asked[at : at + CHUNK],
            relation=HEAD,
            until=rules.OPEN,
            known_until=rules.OPEN,
        )
        found.update(heads.values_list("person__number_hash", "household_id"))
    return found


def _match(row: Listed, known: dict[str, int], keys: Ring) -> int | None:
    if not known or not row.number:
        return None
    return next((known[one] for one in keys.number_hashes(row.number) if one in known), None)


def _add(rows: Sequence[Listed], work: _Work) -> None:
    counties: dict[str, list[str]] = {}
    for county in sorted({row.county for row in rows}):
        count = sum(1 for row in rows if row.county == county)
        counties[county] = writing.next_numbers(county, count)[::-1]
    numbers = [counties[row.county].pop() for row in rows]
    households = writing.add_households(
        numbers, by=work.teller.by, at=work.teller.now, batch=work.batch
    )
    people = writing.add_people(work.teller.keys, [Named(row.head, row.number) for row in rows])
    told = [
        (_event(household, row, one, work=work), {person.pk: HEAD} if not at else {})
        for household, person, row in zip(households, people, rows, strict=True)
        for at, one in enumerate(first_told(row, work.teller.today))
    ]
    events: dict[int, list[rules.Event]] = {}
    for number, event in writing.add_events(told):
        events.setdefault(number, []).append(event)
    writing.keep_phases(events)
    add_listed(list(zip(households, rows, strict=True)), work.teller, is_new=True)


def _event(household: Household, row: Listed, told: Happened, *, work: _Work) -> Event:
    return Event(
        household=household,
        kind=told.kind,
        happened_on=told.day,
        is_bound=told.is_bound,
        recorded_on=work.teller.today,
        village=work.villages[_place(row)],
        watch=told.watch,
        poor_type=told.poor_type,
        main_cause=told.main_cause,
        stated=told.stated,
        source=row.source,
        batch=work.batch,
        told_by=work.teller.by,
        told_at=work.teller.now,
    )


def _tell(again: Sequence[tuple[int, Listed]], work: _Work) -> int:
    """Record what rows say of households the register has; return how many were changed."""
    events = writing.events_of({number for number, _ in again})
    households = Household.objects.in_bulk(list(events))
    told: list[tuple[Event, dict[int, str]]] = []
    for number, row in again:
        state = rules.fold(events[number], as_of=rules.OPEN, known=rules.OPEN)
        found = later_told(row, state, work.teller.today)
        if not found and state.village != work.villages[_place(row)].pk:
            found = [Happened(rules.Kind.MOVED, day_of_list(row, work.teller.today))]
        told += ((_event(households[number], row, one, work=work), {}) for one in found)
    changed = {event.household_id for event, _ in told}
    writing.add_events(told)
    writing.refresh(changed)
    pairs = [(households[number], row) for number, row in again]
    return len(changed | add_listed(pairs, work.teller, is_new=False))
