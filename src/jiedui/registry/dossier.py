"""Everything the register holds of one household (一户一档), as it was, as known on a day.

Read only through `privacy.look_at`, which writes down who looked and what for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.identity import check_identity, mask_number
from jiedui.registry import income as incomes
from jiedui.registry.codes import Line, line_on, lines, words
from jiedui.registry.form import ITEMS
from jiedui.registry.household import Standing
from jiedui.registry.models import (
    Event,
    EventPerson,
    Guarantee,
    Income,
    Measure,
    Membership,
    Phase,
    PovertyLine,
    Value,
)
from jiedui.registry.queries import Member, key_of, named
from jiedui.registry.values import text_of

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.registry.models import Household
    from jiedui.registry.queries import Days
    from jiedui.registry.sealing import Ring


class Told(NamedTuple):
    """One event of the timeline, for people."""

    number: int
    kind: str
    happened_on: dt.date
    is_bound: bool
    recorded_on: dt.date
    people: tuple[str, ...]
    reason: str
    source: str
    told_by: str
    proposed_by: str
    corrects: int | None
    is_void: bool


class YearIncome(NamedTuple):
    """A year's income: the parts in fen, net a person, and the lines it stands beside."""

    year: int
    parts: dict[str, int | None]
    net_pc: int | None
    net_pc_without_assistance: int | None
    lines: dict[str, int]


class Stood(NamedTuple):
    """Where a household stood from a day on until before another, as known on the day asked."""

    since: dt.date
    until: dt.date
    standing: str
    watch: str
    people: int


class Given(NamedTuple):
    """One thing a household got."""

    kind: str
    words: str
    day: dt.date
    fen: int | None
    quantity: str
    came_from: str


class Met(NamedTuple):
    """Whether a guarantee was met when it was last looked at."""

    name: str
    day: dt.date
    is_met: bool
    grade: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A household on two days; what is personal masked unless revealed."""

    number: str
    days: Days
    place: str
    standing: Standing
    watch: str
    poor_type: str
    main_cause: str
    has_relapsed: bool
    members: list[Member]
    items: dict[str, str]
    events: list[Told]
    incomes: list[YearIncome]
    guarantees: list[Met]
    stood: list[Stood]
    got: list[Given]
    is_revealed: bool
    is_erased: bool


def dossier(household: Household, days: Days, keys: Ring, *, reveal: bool) -> Dossier:
    """Return a household's dossier; a day on which it is not in the register has no standing."""
    phase = (
        Phase.objects.filter(days.on_phases(), household=household)
        .select_related("village")
        .first()
    )
    place = key_of(phase.village) if phase else ""
    items = _values(household, days, keys, reveal=reveal)
    return Dossier(
        household.number,
        days,
        place,
        Standing(phase.standing if phase else ""),
        phase.watch if phase else "",
        phase.poor_type if phase else "",
        phase.main_cause if phase else "",
        bool(phase and phase.has_relapsed),
        _members(household, days, keys, reveal=reveal),
        items.get(None, {}),
        _events(household, days, keys, reveal=reveal),
        _incomes(household, days, place),
        _guarantees(household, days),
        _stood(household, days),
        _got(household, days),
        reveal,
        household.erased_at is not None,
    )


def _members(household: Household, days: Days, keys: Ring, *, reveal: bool) -> list[Member]:
    rows = Membership.objects.filter(days.on_phases(), household=household)
    found = list(rows.select_related("person").order_by("person"))
    items = _values(household, days, keys, reveal=reveal)
    order = list(words("relation"))
    return sorted(
        (_member(one, items.get(one.person_id, {}), keys, reveal=reveal) for one in found),
        key=lambda one: (
            order.index(one.relation) if one.relation in order else len(order),
            one.person,
        ),
    )


def _member(one: Membership, items: dict[str, str], keys: Ring, *, reveal: bool) -> Member:
    name, number = named(one.person, keys, reveal=reveal)
    birth = ""
    if reveal and number:
        born = check_identity(number).birth
        birth = born.isoformat() if born else ""
    return Member(one.person_id, name, number, one.relation, one.since, birth, items)


def _values(
    household: Household, days: Days, keys: Ring, *, reveal: bool
) -> dict[int | None, dict[str, str]]:
    """Return what items say, by person (None: the household), the latest word winning."""
    rows = Value.objects.filter(
        household=household, since__lte=days.as_of, recorded_on__lte=days.known
    ).select_related("person")
    found: dict[int | None, dict[str, str]] = {}
    for one in rows.order_by("since", "recorded_on", "id"):
        token = one.person.token if one.person else ""
        text = text_of(one, keys, token=household.token, person=token)
        if one.sealed is not None and not reveal:
            text = mask_number(text) if ITEMS[one.item].codes == "" else "***"
        found.setdefault(one.person_id, {})[one.item] = text
    return found


def _events(household: Household, days: Days, keys: Ring, *, reveal: bool) -> list[Told]:
    rows = list(
        Event.objects.filter(household=household, recorded_on__lte=days.known).order_by(
            "happened_on", "id"
        )
    )
    people: dict[int, list[str]] = {}
    named_in = EventPerson.objects.filter(event__household=household).select_related("person")
    for one in named_in.order_by("id"):
        name = named(one.person, keys, reveal=reveal)[0]
        people.setdefault(one.event_id, []).append(name)
    return [
        Told(
            one.pk,
            one.kind,
            one.happened_on,
            one.is_bound,
            one.recorded_on,
            tuple(people.get(one.pk, ())),
            one.reason,
            one.source,
            one.told_by,
            one.proposed_by,
            one.corrects_id,
            one.is_void,
        )
        for one in rows
    ]


def known_lines() -> tuple[Line, ...]:
    """Return every poverty line: those shipped, and those this office added."""
    own = PovertyLine.objects.order_by("id")
    return (
        *lines(),
        *(Line(one.since, one.until, one.region, one.purpose, one.fen, one.source) for one in own),
    )


def _incomes(household: Household, days: Days, place: str) -> list[YearIncome]:
    rows = Income.objects.filter(
        household=household, year__lte=days.as_of.year, recorded_on__lte=days.known
    )
    latest = {one.year: one for one in rows.order_by("recorded_on", "id")}
    known = known_lines() if latest else ()
    return [_year(latest[year], place, known) for year in sorted(latest)]


def income_of(row: Income) -> incomes.Income:
    """Return an income's row as the arithmetic knows it."""
    names = (*incomes.PARTS, "expense", "assistance", "total", "net", "net_pc", "people")
    return incomes.Income(row.year, **{name: getattr(row, name) for name in names})


def _year(row: Income, place: str, known: tuple[Line, ...]) -> YearIncome:
    own = income_of(row)
    last = row.recorded_on.replace(year=row.year, month=12, day=31)
    found = {
        purpose: line_on(last, place=place, purpose=purpose, known=known)
        for purpose in ("identification", "exit", "monitoring")
    }
    names = (*incomes.PARTS, "expense", "assistance")
    return YearIncome(
        row.year,
        {name: getattr(own, name) for name in names},
        own.net_a_person(),
        own.net_a_person(with_assistance=False),
        {purpose: line.fen for purpose, line in found.items() if line is not None},
    )


def _guarantees(household: Household, days: Days) -> list[Met]:
    rows = Guarantee.objects.filter(
        household=household, day__lte=days.as_of, recorded_on__lte=days.known
    )
    latest = {one.name: one for one in rows.order_by("day", "recorded_on", "id")}
    return [Met(one.name, one.day, one.is_met, one.grade) for one in latest.values()]


def _stood(household: Household, days: Days) -> list[Stood]:
    rows = Phase.objects.filter(
        household=household, known_since__lte=days.known, known_until__gt=days.known
    )
    return [
        Stood(one.since, one.until, one.standing, one.watch, one.people)
        for one in rows.order_by("since")
    ]


def _got(household: Household, days: Days) -> list[Given]:
    rows = Measure.objects.filter(
        household=household, day__lte=days.as_of, recorded_on__lte=days.known
    )
    return [
        Given(
            one.kind,
            one.words,
            one.day,
            one.fen,
            one.quantity,
            "、".join(filter(None, (one.project, one.gift, one.training))),
        )
        for one in rows.order_by("day", "id")
    ]
