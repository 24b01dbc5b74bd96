"""Stocks: what was observed, on exactly the day asked for.

A stock is never carried over to another day and never interpolated. Several places are added up
only when all were observed on the same day. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jiedui.figures import listed
from jiedui.figures.model import AnswerRow
from jiedui.figures.region import Scope
from jiedui.figures.shape import key_fit
from jiedui.figures.sums import Sums
from jiedui.figures.wording import said
from jiedui.kernel.place import Fit, covers, members, name_of, parents
from jiedui.kernel.quantity import NOT_KNOWN, UNITS, Interval, Wording, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.region import Pairings

_DAYS_MAX = 6


@dataclass
class Observations:
    """What was observed of each place on each day.

    Attributes:
        values: Place, then day, to the values stated for it; more than one when documents differ.
        outside: Places asked for with the days on which they were observed while not paired.
        coarse: Values observed of wider places that cover one asked for, by day.
        sql: The SQL that ran.
    """

    values: dict[str, dict[dt.date, list[Interval]]] = field(default_factory=dict)
    outside: dict[str, set[dt.date]] = field(default_factory=dict)
    coarse: dict[dt.date, list[tuple[str, Interval]]] = field(default_factory=dict)
    sql: tuple[str, ...] = ()

    def days(self, places: Iterable[str]) -> list[dt.date]:
        """Return the days on which some of the places were observed."""
        return sorted({day for place in places for day in self.values.get(place, {})})


class Seen(NamedTuple):
    """What was stated of a place on a day.

    Attributes:
        owner: Whose programme it is, None where that is not said.
        starts: The day, or its first one.
        ends: Its last one.
        value: What was stated.
    """

    owner: str | None
    starts: dt.date
    ends: dt.date
    value: Interval


def observations(ask: Ask, facts: Facts, pairings: Pairings) -> Observations:
    """Return what the book observed of the places asked for."""
    equal = tuple(sorted(ask.equal.items()))
    everywhere, sql = _seen(facts, ask.figure.accounts, ask.known_at, equal=equal)
    found = Observations(sql=(sql,))
    owners = ask.keys.get("owner")
    for place, several in everywhere.items():
        fit = ask.region.place_fit(place)
        for one in several if fit is not Fit.OUTSIDE else ():
            is_other = owners and one.owner and key_fit("owner", one.owner, owners) is Fit.OUTSIDE
            if not is_other:
                _observe(found, place, one, fit=fit, pairings=pairings)
    return found


@lru_cache(maxsize=32)
def _seen(
    facts: Facts,
    accounts: tuple[str, ...],
    known_at: int,
    *,
    equal: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[Mapping[str, Sequence[Seen]], str]:
    """Return what was observed of every place, and the SQL that ran; read once per state."""
    habits = facts.profile.habits_of(accounts)
    values: dict[str, object] = {"accounts": accounts, "known_at": known_at}
    values |= {f"equal_{name}": wanted for name, wanted in equal}
    names = tuple(name for name, _ in equal)
    template = facts.template(listed.observations, tuple(sorted(habits.wordings)), names)
    rows, sql = facts.run(template, values)
    found: dict[str, list[Seen]] = {}
    for row in rows.to_pylist():
        sums = Sums()
        sums.add(row)
        if sums.exists and row["recipient"] is not None:
            one = Seen(row["owner"], row["starts"], row["ends"], sums.value())
            found.setdefault(row["recipient"], []).append(one)
    return found, sql


def _observe(found: Observations, place: str, one: Seen, *, fit: Fit, pairings: Pairings) -> None:
    day = one.starts
    if not pairings.counts(Scope(place, one.owner, day, one.ends)):
        found.outside.setdefault(place, set()).add(day)
        return
    if fit is Fit.TOUCHING:
        found.coarse.setdefault(day, []).append((place, one.value))
        return
    known = found.values.setdefault(place, {}).setdefault(day, [])
    if one.value not in known:
        known.append(one.value)


@dataclass(frozen=True)
class Level:
    """A stock, or why there is none.

    Attributes:
        value: The value; NOT_KNOWN when there is none.
        day: The day it was observed.
        reason: Reason code, "" when known.
        why: The reason in words.
    """

    value: Interval
    day: dt.date | None = None
    reason: str = ""
    why: tuple[str, str] = ("", "")

    def row(self, by: tuple[tuple[str, str | None], ...], unit: str) -> AnswerRow:
        """Return it as a row of an answer."""
        stated = self.value.stated or 0
        return AnswerRow(
            by, self.value, unit, self.reason, self.why, itemised=stated,
            lines=int(self.day is not None), as_of=self.day,
        )  # fmt: skip


def level(found: Observations, places: Sequence[str], day: dt.date | None) -> Level:
    """Return the stock of several places together on a day; None = their latest observation."""
    widest = [
        place
        for place in places
        if not any(other != place and covers(other, place) for other in places)
    ]
    if not widest:
        return Level(NOT_KNOWN, None, "not_in_book", said("not_in_book"))
    if day is None:
        last = {place: max(found.values[place]) for place in widest}
        if len(set(last.values())) > 1:
            days = "、".join(f"{name_of(place)} {on}" for place, on in sorted(last.items()))
            return Level(NOT_KNOWN, None, "not_known", said("not_same_day", days=days))
        day = next(iter(last.values()))
    return _on(found, widest, places=places, day=day)


def _on(found: Observations, widest: list[str], *, places: Sequence[str], day: dt.date) -> Level:
    parts = []
    for place in widest:
        own = _parts(found, place, places=places, day=day)
        if own is None and day in found.outside.get(place, ()):
            return not_paired(found, [place])
        if own is None:
            days = "、".join(str(one) for one in found.days([place])[:_DAYS_MAX])
            words = said("not_known", places=name_of(place), day=str(day), days=days)
            return Level(NOT_KNOWN, None, "not_known", words)
        parts += own
    if any(len(values) > 1 for values in parts):
        return Level(NOT_KNOWN, None, "ambiguous", said("two_observations", day=str(day)))
    return Level(total(values[0] for values in parts), day)


def _parts(
    found: Observations, place: str, *, places: Sequence[str], day: dt.date
) -> list[list[Interval]] | None:
    """Return what makes up a place on a day: its own observation, or those of its parts."""
    if day in found.values[place]:
        return [found.values[place][day]]
    inner = [one for one in places if one != place and covers(place, one)]
    if len(members(place)) > 1 and {*members(place)} <= {*inner}:
        own = [found.values[one].get(day) for one in members(place)]
        return [values for values in own if values] if all(own) else None
    return None


def not_paired(found: Observations, places: Iterable[str]) -> Level:
    """Return that places were observed only while they were not paired, with the days."""
    there = sorted(places)
    days = sorted({day for place in there for day in found.outside[place]})
    words = said(
        "not_paired_then",
        places="、".join(name_of(place) for place in there),
        days="、".join(str(one) for one in days[:_DAYS_MAX]),
    )
    return Level(NOT_KNOWN, None, "outside_pairing", words)


def stock_rows(ask: Ask, found: Observations) -> tuple[AnswerRow, ...]:
    """Return the rows of a question about a stock."""
    unit, day = ask.figure.unit, stock_day(ask)
    if not ask.by:
        return (stock_level(ask, found, day).row((), unit),)
    groups: dict[tuple[str | None, ...], list[str]] = {}
    for place in found.values:
        groups.setdefault(tuple(place_value(name, place) for name in ask.by), []).append(place)
    if not groups:
        by = tuple((name, None) for name in ask.question.by)
        return (stock_level(ask, found, day).row(by, unit),)
    order = sorted(groups, key=lambda key: [(value is None, value or "") for value in key])
    return tuple(
        level(found, groups[key], day).row(tuple(zip(ask.question.by, key, strict=True)), unit)
        for key in order
    )


def stock_day(ask: Ask) -> dt.date | None:
    """Return the day a stock is asked for: the last day of the window, or None for the latest."""
    windows = ask.region.windows
    return None if not windows or windows[-1].ends == dt.date.max else windows[-1].ends


def stock_level(ask: Ask, found: Observations, day: dt.date | None) -> Level:
    """Return the stock of everything asked for, or why it is not known."""
    if not found.values:
        if found.outside:
            return not_paired(found, found.outside)
        if day is not None and found.coarse.get(day):
            return _bounded(found.coarse[day])
        return Level(NOT_KNOWN, None, "not_in_book", said("not_in_book"))
    missing = [
        place
        for key in ask.places
        for place in members(key)
        if not any(covers(place, one) or covers(one, place) for one in found.values)
        and place not in found.outside
    ]
    if missing:
        names = "、".join(name_of(place) for place in missing)
        return Level(NOT_KNOWN, None, "not_in_book", said("not_observed", places=names))
    told = level(found, sorted(found.values), day)
    left = sorted(place for place, days in found.outside.items() if told.day in days)
    if told.reason or not left:
        return told
    names = "、".join(name_of(place) for place in left)
    return replace(told, why=said("left_out_then", places=names, day=str(told.day)))


def _bounded(coarse: list[tuple[str, Interval]]) -> Level:
    highs = [value.high for _, value in coarse if value.high is not None]
    names = "、".join(name_of(place) for place, _ in coarse)
    why = said("coarse", dims="、", scopes=f"({names})")
    value = Interval(None, 0, min(highs) if highs else None, Wording.BETWEEN)
    return Level(value, None, "not_broken_down", why)


def place_value(name: str, place: str) -> str | None:
    """Return the value of a dimension of place for a place; None where it is coarser or another."""
    if name == "recipient":
        return None if "+" in place else place
    if name == "town":
        return place if ":" in place and "+" not in place else None
    if name in ("province", "prefecture", "county"):
        value: str | None = getattr(parents(place), name)
        return value
    return None


__all__ = ("UNITS", "Level", "Observations", "level", "observations", "stock_level", "stock_rows")
