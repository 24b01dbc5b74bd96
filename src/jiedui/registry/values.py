"""What lists and forms say of a household beside its events: items, income, sealed where personal.

A value is kept with the day from which it holds; the latest one told is the present one. Nothing is
added that says only what is known already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.registry.form import ITEMS
from jiedui.registry.listing import day_of_list, unread
from jiedui.registry.models import Income, Value
from jiedui.registry.writing import CHUNK, put_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.registry.listing import Listed
    from jiedui.registry.models import Household, Person
    from jiedui.registry.sealing import Ring

TEXT_MAX = 200


class Teller(NamedTuple):
    """Who tells, when, with which keys, and the day the register learns of it."""

    keys: Ring
    today: dt.date
    by: str
    now: dt.datetime


class Said(NamedTuple):
    """An item as said of a household from a day on."""

    household: Household
    item: str
    text: str
    since: dt.date


def record_of(token: str, person: str, item: str) -> str:
    """Return what a sealed value is bound to: its household, its person and its item."""
    return f"value {token} {person} {item}"


def value_of(said: Said, teller: Teller, person: Person | None = None) -> Value:
    """Return a value of a household or a person, sealed where it is personal, not yet saved."""
    household, item, text, since = said
    value = Value(
        household=household,
        person=person,
        item=item,
        since=since,
        recorded_on=teller.today,
        told_by=teller.by,
        told_at=teller.now,
    )
    one = ITEMS.get(item)
    if one is None or not one.is_sealed:
        value.text = text[:TEXT_MAX]
        return value
    token = person.token if person else ""
    value.sealed = teller.keys.seal(text.encode(), record_of(household.token, token, item))
    value.generation = teller.keys.newest
    return value


def text_of(value: Value, keys: Ring, *, token: str, person: str = "") -> str:
    """Return what a value says, opened where it is sealed."""
    if value.sealed is None:
        return value.text
    return keys.open(value.sealed, record_of(token, person, value.item)).decode()


def add_listed(
    pairs: Sequence[tuple[Household, Listed]], teller: Teller, *, is_new: bool
) -> set[int]:
    """Keep what rows say beside events; return the households of which something new was said.

    Args:
        pairs: Households and their rows.
        teller: Who tells.
        is_new: Whether the register knows nothing of these households yet.
    """
    ids = [] if is_new else [household.pk for household, _ in pairs]
    known = _known_values(ids, teller.keys)
    incomes = _known_incomes(ids)
    values = [
        value_of(said, teller)
        for household, row in pairs
        for said in _said(household, row, teller.today)
        if known.get((household.pk, said.item)) != said.text
    ]
    fresh = [
        one
        for household, row in pairs
        if (one := _income(household, row, teller)) is not None
        and incomes.get((household.pk, one.year)) != one.net_pc
    ]
    put_in(values)
    put_in(fresh)
    return {one.household_id for one in values} | {one.household_id for one in fresh}


def _said(household: Household, row: Listed, today: dt.date) -> Iterable[Said]:
    since = day_of_list(row, today)
    told = unread(row, today)
    if row.members is not None:
        told["members_stated"] = str(row.members)
    if row.account:
        told["bank_account"] = row.account
    if row.phone:
        told["phone"] = row.phone
    return [Said(household, item, text, since) for item, text in told.items()]


def _income(household: Household, row: Listed, teller: Teller) -> Income | None:
    if row.income_pc is None:
        return None
    return Income(
        household=household,
        year=row.year or day_of_list(row, teller.today).year,
        net_pc=row.income_pc,
        people=row.members,
        recorded_on=teller.today,
        source=row.source,
        told_by=teller.by,
        told_at=teller.now,
    )


def _known_values(households: Sequence[int], keys: Ring) -> dict[tuple[int, str], str]:
    """Return the present text of every item of some households."""
    found: dict[tuple[int, str], str] = {}
    for at in range(0, len(households), CHUNK):
        rows = Value.objects.filter(household__in=households[at : at + CHUNK], person=None)
        for one in rows.select_related("household").order_by("since", "id"):
            found[one.household_id, one.item] = text_of(one, keys, token=one.household.token)
    return found


def _known_incomes(households: Sequence[int]) -> dict[tuple[int, int], int | None]:
    found: dict[tuple[int, int], int | None] = {}
    for at in range(0, len(households), CHUNK):
        rows = Income.objects.filter(household__in=households[at : at + CHUNK]).order_by("id")
        found.update({(one.household_id, one.year): one.net_pc for one in rows})
    return found
