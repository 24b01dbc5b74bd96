"""Members of households that came in by their heads only: a list, one row for each person.

People are matched by identity number inside their household, those without one by their name there.
Of somebody known already only what the form newly says is told, so a list may be sent again.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.kernel.encoding import decoded
from jiedui.kernel.identity import check_identity
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.registry import writing
from jiedui.registry.codes import code_of
from jiedui.registry.form import ITEMS
from jiedui.registry.household import OPEN, Kind
from jiedui.registry.measures import households_named
from jiedui.registry.models import Event, Household, Membership, Person, Value
from jiedui.registry.particulars import meant
from jiedui.registry.values import Said, Teller, text_of, value_of
from jiedui.registry.watching import told
from jiedui.registry.writing import CHUNK, Named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.access.scope import Actor
    from jiedui.registry.sealing import Ring

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "to": ("户编号", "户主证件号码", "户主身份证号", "household"),
    "name": ("姓名", "成员姓名", "name"),
    "number": ("证件号码", "身份证号", "身份证号码", "id_no"),
    "relation": ("与户主关系", "关系", "relation"),
    "day": ("日期", "day"),
}
"""What each column may be called; items of the form stand under their own names."""

_ITEMS = {one.zh: one.code for one in ITEMS.values() if one.of == "person"}


class Listed(NamedTuple):
    """One person of a list: whose household, who, since when, and what the form says."""

    to: str
    name: str
    number: str
    relation: str
    day: dt.date | None
    items: dict[str, str]
    source: Source


@dataclass(frozen=True, slots=True)
class Kept:
    """How many people were added, known already, items told of these, and what the log says."""

    added: int
    known: int
    subject: str
    told: int = 0


def members_of(content: bytes, file: str) -> list[Listed]:
    """Return the people of a CSV (UTF-8 or GB 18030).

    Raises:
        Refused: A column that is needed is missing, or a cell cannot be read.
    """
    table = list(csv.reader(io.StringIO(decoded(content))))
    heads = [one.strip() for one in table[0]] if table else []
    at = {
        name: next((heads.index(word) for word in words if word in heads), None)
        for name, words in HEADINGS.items()
    }
    missing = [name for name in ("to", "name", "number", "relation") if at[name] is None]
    if missing:
        raise Refused([_no_column(file, name) for name in missing])
    items = {place: _ITEMS[head] for place, head in enumerate(heads) if head in _ITEMS}
    rows = [
        _listed(cells, at, items, source=Source(file, cell=f"row:{number}"))
        for number, cells in enumerate(table[1:], start=2)
        if any(one.strip() for one in cells)
    ]
    problems = [problem for one in rows for problem in _wrong(one)]
    if problems:
        raise Refused(problems)
    return rows


def _no_column(file: str, name: str) -> Problem:
    found, expected = f"no column {HEADINGS[name][0]}", " or ".join(HEADINGS[name])
    return Problem("COLUMN_UNKNOWN", Severity.ERROR, Source(file, cell="row:1"), found, expected)


def _listed(
    cells: list[str], at: Mapping[str, int | None], items: Mapping[int, str], *, source: Source
) -> Listed:
    def cell(place: int | None) -> str:
        return cells[place].strip() if place is not None and place < len(cells) else ""

    said = cell(at["day"])
    relation = cell(at["relation"])
    return Listed(
        cell(at["to"]),
        cell(at["name"]),
        cell(at["number"]),
        code_of("relation", relation) or relation,
        _day(said),
        {code: cell(place) for place, code in items.items() if cell(place)},
        source,
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None if not text else dt.date.min


def _wrong(one: Listed) -> list[Problem]:
    checked = check_identity(one.number)
    told = [
        (bool(one.number) and not checked.is_valid, checked.code, checked.masked, checked.expected),
        (not code_of("relation", one.relation), "VALUE_UNKNOWN", one.relation, "a relation"),
        (one.day == dt.date.min, "DATE_UNREADABLE", "a day", "2019-03-05"),
    ]
    told += [
        (meant(item, said, "person") is None, "ITEM_UNKNOWN", ITEMS[item].zh, "a word of its list")
        for item, said in one.items.items()
    ]
    return [
        Problem(code, Severity.ERROR, one.source, found, expected)
        for is_wrong, code, found, expected in told
        if is_wrong
    ]


@command("registry.record")
def record_members(rows: Sequence[Listed], *, actor: Actor, now: dt.datetime) -> Kept:
    """Add people to the households they are listed under; one event for each household and day.

    Args:
        rows: The people.
        actor: Who records them.
        now: The moment.

    Raises:
        Refused: With every row whose household is unknown in the actor's places.
    """
    keys = writing.hold_register()
    found = households_named((one.to for one in rows), actor.scope("registry.record"), keys)
    today = writing.day_of(now)
    problems = [_lost(one) for one in rows if one.to not in found]
    problems += [_early(one, today) for one in rows if one.day is not None and one.day > today]
    if problems:
        raise Refused(problems)
    known = _known(set(found.values()))
    fresh: list[Listed] = []
    again: list[tuple[Listed, int]] = []
    for one in rows:
        marks = {(found[one.to], mark) for mark in _marks(one, keys)}
        person = next((known[mark] for mark in marks if mark in known), None)
        if person:
            again.append((one, person))
        elif person is None:
            known |= dict.fromkeys(marks, 0)
            fresh.append(one)
    teller = Teller(keys, today, actor.username, now)
    people = writing.add_people(keys, [Named(one.name, one.number) for one in fresh])
    _add_events(list(zip(fresh, people, strict=True)), found, teller)
    items = _tell_items(again, found, teller)
    told(set(found.values()), actor=actor, now=now)
    return Kept(len(fresh), len(rows) - len(fresh), f"{len(fresh)} members", items)


def _marks(one: Listed, keys: Ring) -> list[str]:
    """Return the hashes a person is known by inside a household: the number's, else the name's."""
    return keys.number_hashes(one.number) if one.number else keys.name_hashes(one.name)


def _known(households: set[int]) -> dict[tuple[int, str], int]:
    """Return the present members of some households by the hashes they are known by."""
    found: dict[tuple[int, str], int] = {}
    order = sorted(households)
    for at in range(0, len(order), CHUNK):
        there = Membership.objects.filter(
            household__in=order[at : at + CHUNK], until=OPEN, known_until=OPEN
        )
        for home, number, name, person in there.values_list(
            "household_id", "person__number_hash", "person__name_hash", "person_id"
        ):
            found.setdefault((home, name), person)
            if number:
                found[home, number] = person
    return found


def _tell_items(
    again: Sequence[tuple[Listed, int]], found: Mapping[str, int], teller: Teller
) -> int:
    """Record what a list newly says of people who are known; return how many items that is."""
    said = [pair for pair in again if pair[0].items]
    people = Person.objects.in_bulk({person for _, person in said})
    households = Household.objects.in_bulk({found[one.to] for one, _ in said})
    now = _present({person for _, person in said}, teller.keys)
    values = []
    for one, number in said:
        for item, text in one.items.items():
            word = meant(item, text, "person") or ""
            if now.get((number, item)) != word:
                told = Said(households[found[one.to]], item, word, one.day or teller.today)
                values.append(value_of(told, teller, people[number]))
    writing.put_in(values)
    return len(values)


def _present(people: set[int], keys: Ring) -> dict[tuple[int, str], str]:
    """Return what every item says of some people now."""
    found: dict[tuple[int, str], str] = {}
    order = sorted(people)
    for at in range(0, len(order), CHUNK):
        rows = Value.objects.filter(person__in=order[at : at + CHUNK])
        for one in rows.select_related("household", "person").order_by("since", "id"):
            person = one.person
            if person is not None:
                found[person.pk, one.item] = text_of(
                    one, keys, token=one.household.token, person=person.token
                )
    return found


def _lost(one: Listed) -> Problem:
    return Problem(
        "HOUSEHOLD_UNKNOWN",
        Severity.ERROR,
        one.source,
        "a household nobody knows there",
        "a household of your places",
        hint="Post the list of households first, then that of their members.",
    )


def _early(one: Listed, today: dt.date) -> Problem:
    return Problem("DATE_ORDER", Severity.ERROR, one.source, f"{one.day}", f"not after {today}")


def _add_events(
    pairs: Sequence[tuple[Listed, Person]], found: Mapping[str, int], teller: Teller
) -> None:
    grouped: dict[tuple[int, dt.date], dict[int, str]] = {}
    values = []
    households = Household.objects.in_bulk({found[one.to] for one, _ in pairs})
    for one, person in pairs:
        day = one.day or teller.today
        grouped.setdefault((found[one.to], day), {})[person.pk] = one.relation
        for item, said in one.items.items():
            word = meant(item, said, "person") or ""
            values.append(
                value_of(Said(households[found[one.to]], item, word, day), teller, person)
            )
    events = [
        (
            Event(
                household=households[number],
                kind=Kind.LISTED,
                happened_on=day,
                is_bound=True,
                recorded_on=teller.today,
                told_by=teller.by,
                told_at=teller.now,
            ),
            people,
        )
        for (number, day), people in grouped.items()
    ]
    writing.add_events(events)
    writing.put_in(values)
    writing.refresh({number for number, _ in grouped})
