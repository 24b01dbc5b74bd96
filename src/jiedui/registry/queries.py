"""Reads of the register: as it was on any day, as known on any other; masked unless revealed.

Every question about days is one indexed look at phases; personal data are opened only for what is
shown. A household outside the reader's places is unknown to the reader.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from jiedui.kernel.identity import mask_number
from jiedui.kernel.place import members
from jiedui.kernel.problem import refuse
from jiedui.registry.household import HEAD, OPEN
from jiedui.registry.models import Household, Membership, Phase
from jiedui.registry.sealing import ring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.access.scope import Scope
    from jiedui.kernel.problem import Refused
    from jiedui.registry.models import Person, Village
    from jiedui.registry.sealing import Ring

SORTS = {
    "number": "household__number",
    "village": "village__code",
    "people": "people",
    "since": "since",
    "standing": "standing",
}
"""By what a list may be sorted; a minus before the name turns it round."""


class Days(NamedTuple):
    """The two days of a question: what was on `as_of`, as known on `known`."""

    as_of: dt.date
    known: dt.date

    def on_phases(self) -> Q:
        """Return the condition of rows that hold on both days."""
        return Q(
            since__lte=self.as_of,
            until__gt=self.as_of,
            known_since__lte=self.known,
            known_until__gt=self.known,
        )


PRESENT = Days(OPEN - dt.timedelta(days=1), OPEN - dt.timedelta(days=1))
"""What is last known of what comes last."""


class Paging(NamedTuple):
    """How a list is cut: a key of `SORTS` (minus turns it round), page from 1, rows on a page."""

    sort: str = "number"
    page: int = 1
    size: int = 50


class Filters(NamedTuple):
    """What a list shows; "" and None leave a thing open.

    Attributes:
        place: Key of a county, town or village.
        standing: A standing of `household.Standing`.
        watch: A kind of monitoring.
        poor_type: An attribute of the household.
        main_cause: A main cause.
        find: A household's number, a person's whole name or identity number.
    """

    place: str = ""
    standing: str = ""
    watch: str = ""
    poor_type: str = ""
    main_cause: str = ""
    find: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One household of a list; the head's name masked unless revealed."""

    number: str
    place: str
    head: str
    standing: str
    watch: str
    poor_type: str
    main_cause: str
    people: int
    since: dt.date
    has_relapsed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows, and how many households the whole list has."""

    rows: list[Row]
    total: int
    days: Days


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a household; name and number masked unless revealed."""

    person: int
    name: str
    number: str
    relation: str
    since: dt.date
    birth: str = ""
    items: dict[str, str] = field(default_factory=dict)


def key_of(village: Village | None) -> str:
    """Return the place key of a village, "" for none."""
    if village is None:
        return ""
    return f"{village.county}:{village.town}:{village.name}".rstrip(":")


def within(places: Iterable[str], prefix: str = "village__") -> Q:
    """Return the condition of rows whose village lies in one of some places ("" = anywhere)."""
    found = Q(pk__in=())
    for key in (one for place in places for one in members(place)):
        if not key:
            return Q()
        code, _, below = key.partition(":")
        town, _, name = below.partition(":")
        start = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
        own = {f"{prefix}county__startswith" if start != code else f"{prefix}county": start}
        if below:
            own[f"{prefix}town"] = town
        if name:
            own[f"{prefix}name"] = name
        found |= Q(**own)
    return found


def households(
    scope: Scope,
    days: Days,
    filters: Filters | None = None,
    *,
    paging: Paging | None = None,
    reveal: bool = False,
) -> Page:
    """Return one page of the households of a scope that match; four queries whatever the size.

    Args:
        scope: The places that may be seen.
        days: The two days asked about.
        filters: What is shown.
        paging: How the list is cut.
        reveal: Whether names are shown in full.

    Raises:
        Refused: The sort is none.
    """
    filters, (sort, page, size) = filters or Filters(), paging or Paging()
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise refuse("VALUE_UNKNOWN", found=sort, expected=", ".join(SORTS))
    keys = ring()
    found = Phase.objects.filter(
        days.on_phases(), within(scope.places), _matching(filters, days, keys)
    )
    total = found.count()
    order = ("-" if sort.startswith("-") else "") + SORTS[name]
    first = max(page - 1, 0) * size
    rows = list(
        found.select_related("household", "village").order_by(order, "id")[first : first + size]
    )
    heads = heads_of([one.household_id for one in rows], days, keys, reveal=reveal)
    return Page([_row(one, heads.get(one.household_id, "")) for one in rows], total, days)


def _matching(filters: Filters, days: Days, keys: Ring) -> Q:
    found = within([filters.place]) if filters.place else Q()
    for name in ("standing", "watch", "poor_type", "main_cause"):
        if value := getattr(filters, name):
            found &= Q(**{name: value})
    asked = filters.find.strip()
    if asked:
        people = Q(person__number_hash__in=keys.number_hashes(asked)) | Q(
            person__name_hash__in=keys.name_hashes(asked)
        )
        inside = Membership.objects.filter(days.on_phases(), people).values("household_id")
        found &= Q(household__number=asked) | Q(household__in=inside)
    return found


def _row(one: Phase, head: str) -> Row:
    return Row(
        one.household.number,
        key_of(one.village),
        head,
        one.standing,
        one.watch,
        one.poor_type,
        one.main_cause,
        one.people,
        one.since,
        one.has_relapsed,
    )


def heads_of(
    numbers: Iterable[int], days: Days, keys: Ring, *, reveal: bool = False
) -> dict[int, str]:
    """Return the heads' names of some households on two days, masked unless revealed."""
    rows = Membership.objects.filter(
        days.on_phases(), household__in=list(numbers), relation=HEAD
    ).select_related("person")
    return {one.household_id: named(one.person, keys, reveal=reveal)[0] for one in rows}


def named(person: Person, keys: Ring, *, reveal: bool) -> tuple[str, str]:
    """Return a person's name and identity number, masked unless revealed; "" once erased."""
    if person.erased_at is not None:
        return "", ""
    told = json.loads(keys.open(person.sealed, f"person {person.token}"))
    name, number = str(told["name"]), str(told["number"])
    return (name, number) if reveal else (mask_name(name), mask_number(number))


def mask_name(name: str) -> str:
    """Return a name with all but its first character starred."""
    return name[:1] + "*" * (len(name) - 1)


def household_in(scope: Scope, number: str) -> Household:
    """Return a household by number, as last known within a scope.

    Raises:
        Refused: There is none in those places.
    """
    found = Household.objects.filter(number=number.strip()).first()
    if found is None or not (scope.is_everywhere or scope.sees(place_of(found) or None)):
        raise unknown(number)
    return found


def place_of(household: Household) -> str:
    """Return the place key where a household was last known to be."""
    last = Phase.objects.filter(household=household, known_until=OPEN).select_related("village")
    one = last.order_by("-until").first()
    return key_of(one.village) if one else ""


def unknown(number: str) -> Refused:
    """Return the refusal of a household that is not there, or not the reader's to see."""
    return refuse(
        "HOUSEHOLD_UNKNOWN",
        found=f"household {number[:40]}",
        expected="the number of a household of your places",
        hint="`jiedui register list` shows them.",
    )
