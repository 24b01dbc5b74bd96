"""What the rows of a household list say happened. Plain values; knows no table.

A list says what is on its day, seldom since when: what it does not date is dated by the last
possible day and marked as a bound. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from jiedui.registry.codes import code_of
from jiedui.registry.household import Kind, Standing, Watch

if TYPE_CHECKING:
    from jiedui.registry.household import State

PROGRAMME_END = dt.date(2020, 12, 31)
"""The day by which every household of the poverty register had left it."""

_LEFT = ("脱贫户", "一般脱贫户", "脱贫")


class Listed(NamedTuple):
    """One row of a list of households, as read.

    Attributes:
        county: Present code of the county.
        town: Town as named.
        village: Village as named.
        head: Name of the head.
        number: Identity number of the head.
        members: Stated number of members.
        poor_type: Attribute as written.
        cause: Main cause as written.
        income_pc: Net income a person in fen.
        exit_year: Year of exit.
        account: Bank account.
        phone: Telephone number.
        year: The year the row speaks of.
        day: The day of the list.
        source: File, sheet and row, joined by tabs.
    """

    county: str
    town: str
    village: str
    head: str
    number: str
    members: int | None = None
    poor_type: str = ""
    cause: str = ""
    income_pc: int | None = None
    exit_year: int | None = None
    account: str = ""
    phone: str = ""
    year: int | None = None
    day: dt.date | None = None
    source: str = ""


class Happened(NamedTuple):
    """One thing a row says: kind, day, whether it is a bound, words as codes, how many people."""

    kind: Kind
    day: dt.date
    is_bound: bool = True
    watch: Watch = Watch.NONE
    poor_type: str = ""
    main_cause: str = ""
    stated: int | None = None


def day_of_list(row: Listed, today: dt.date) -> dt.date:
    """Return the day a row speaks of: the list's, else the end of its year, else today."""
    if row.day is not None:
        return min(row.day, today)
    if row.year is not None:
        return min(dt.date(row.year, 12, 31), today)
    return today


def exit_day(row: Listed, today: dt.date) -> dt.date | None:
    """Return the last day on which a household left by what its row says; None = it has not."""
    day = day_of_list(row, today)
    if row.exit_year is not None:
        end = dt.date(row.exit_year, 12, 31)
        return end if end <= max(day, today) else None
    has_left = "".join(row.poor_type.split()) in _LEFT
    is_unstable = code_of("watch", row.poor_type) == Watch.UNSTABLE
    return min(day, PROGRAMME_END) if has_left or is_unstable else None


def first_told(row: Listed, today: dt.date) -> list[Happened]:
    """Return what the first row about a household says happened, the earliest first."""
    day = day_of_list(row, today)
    watch = Watch(code_of("watch", row.poor_type))
    poor_type, cause = code_of("poor_type", row.poor_type), code_of("cause", row.cause, on=day)
    if watch in {Watch.MARGINAL, Watch.SUDDEN}:
        return [Happened(Kind.MONITORED, day, watch=watch, main_cause=cause, stated=row.members)]
    left = exit_day(row, today)
    began = day
    if left is not None:
        began = min(day, dt.date(left.year, 1, 1))
    first = Happened(
        Kind.IDENTIFIED, began, poor_type=poor_type, main_cause=cause, stated=row.members
    )
    told = [first]
    if left is not None:
        told.append(Happened(Kind.EXITED, left))
    if watch is Watch.UNSTABLE:
        told.append(Happened(Kind.MONITORED, max(day, left or day), watch=watch))
    return told


def later_told(row: Listed, state: State, today: dt.date) -> list[Happened]:
    """Return what a later row says that the register does not know yet.

    Args:
        row: The row.
        state: The household as the register has it now.
        today: The day of the import.
    """
    day = day_of_list(row, today)
    told = []
    left = exit_day(row, today)
    if left is not None and state.standing is Standing.REGISTERED:
        told.append(Happened(Kind.EXITED, left))
    watch = Watch(code_of("watch", row.poor_type))
    can_be_watched = state.standing in {Standing.EXITED, Standing.ORDINARY} or bool(told)
    if watch and watch != state.watch and can_be_watched:
        told.append(Happened(Kind.MONITORED, max(day, left or day), watch=watch))
    poor_type = code_of("poor_type", row.poor_type)
    cause = code_of("cause", row.cause, on=day)
    new_type = poor_type if poor_type and poor_type != state.poor_type and not watch else ""
    new_cause = cause if cause and cause != state.main_cause else ""
    new_size = None if row.members in {None, state.size} else row.members
    if new_type or new_cause or new_size is not None:
        change = Happened(
            Kind.CHANGED, day, poor_type=new_type, main_cause=new_cause, stated=new_size
        )
        told.append(change)
    return told


def unread(row: Listed, today: dt.date) -> dict[str, str]:
    """Return the words of a row that no code list knows, by item: kept as they stand."""
    day = day_of_list(row, today)
    found = {}
    known = code_of("poor_type", row.poor_type) or code_of("watch", row.poor_type)
    if row.poor_type.strip() and not known and row.poor_type.strip() not in _LEFT:
        found["poor_type"] = row.poor_type.strip()
    if row.cause.strip() and not code_of("cause", row.cause, on=day):
        found["main_cause"] = row.cause.strip()
    return found
