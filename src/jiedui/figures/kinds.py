"""Flows by kind of pairing: the kind is the pairing's, looked up by recipient, owner and days.

Nothing of it is stamped on money. A change of kind divides time: a line belongs to a kind when its
days lie in pairings of that kind only, may belong to it when they only touch them, and is not
broken down by kind otherwise. Knows no Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.figures.cells import Cells, Given
from jiedui.figures.flow import flow_cells
from jiedui.figures.grid import grid_of
from jiedui.figures.model import Kind
from jiedui.figures.region import common, merged, serves, without
from jiedui.figures.sums import Sums, Widening
from jiedui.kernel.codes import PAIRING_KINDS
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.place import Fit, members

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.cells import Key
    from jiedui.figures.region import Pairings

DIMENSION = "pairing_kind"
_ALWAYS = Period(EARLIEST, LATEST)


def is_by_kind(ask: Ask) -> bool:
    """Whether a question about something else than pairings asks for their kinds."""
    asked = bool(ask.kinds) or DIMENSION in (*ask.by, *ask.empty)
    return asked and ask.figure.kind is Kind.FLOW


def cells_by_kind(ask: Ask, facts: Facts, pairings: Pairings) -> tuple[Cells, tuple[str, ...]]:
    """Return the cells of a question that filters or breaks down by kind of pairing."""
    at = ask.by.index(DIMENSION) if DIMENSION in ask.by else None
    plain = replace(
        ask,
        kinds=(),
        by=tuple(one for one in ask.by if one != DIMENSION),
        empty=ask.empty - {DIMENSION},
    )
    whole, sql = flow_cells(plain, facts, pairings)
    found: dict[str | None, tuple[dict[Key, Sums], dict[Key, Widening]]] = {}
    for kind in ask.kinds or sorted(
        {one.kind for one in pairings.all if one.kind} & {*PAIRING_KINDS}
    ):
        found[kind], more = _of_kind(plain, kind, facts, pairings=pairings)
        sql += more
    if DIMENSION in ask.empty or (at is not None and not ask.kinds):
        found[None] = _rest(whole, found.values())
    wanted = [None] if DIMENSION in ask.empty else list(found)
    return _joined(whole, {kind: found[kind] for kind in wanted}, at), sql


def _of_kind(
    ask: Ask, kind: str, facts: Facts, *, pairings: Pairings
) -> tuple[tuple[dict[Key, Sums], dict[Key, Widening]], tuple[str, ...]]:
    """Return sums of one kind: recipients with the same days of that kind are asked together."""
    sums: dict[Key, Sums] = {}
    widened: dict[Key, Widening] = {}
    sql: tuple[str, ...] = ()
    for days, keys in _alike(ask, kind, facts, pairings=pairings).items():
        windows = days if ask.region.windows is None else common(days, ask.region.windows)
        if not windows:
            continue
        region = replace(ask.region, windows=windows)
        part = replace(ask, region=region, equal={**ask.equal, "recipient": keys})
        cells, ran = flow_cells(part, facts, pairings)
        sql += ran
        grid = grid_of(cells)
        for key in grid.keys:
            sums.setdefault(key, Sums()).join(grid.sums_of(key))
            reach = grid.widening(key)
            if reach is not None:
                widened[key] = Widening.joined([reach, widened.get(key, Widening())])
    return (sums, widened), sql


def _alike(
    ask: Ask, kind: str, facts: Facts, *, pairings: Pairings
) -> dict[tuple[Period, ...], tuple[str, ...]]:
    """Return the recipients by the days on which they were paired in this kind only."""
    owners = ask.keys.get("owner", ())
    found: dict[tuple[Period, ...], list[str]] = {}
    for key in facts.profile.own_recipients:
        if ask.region.place_fit(key) is Fit.OUTSIDE:
            continue
        days = [_days(place, kind, owners=owners, pairings=pairings) for place in members(key)]
        if days and all(one == days[0] for one in days) and days[0]:
            found.setdefault(days[0], []).append(key)
    return {days: tuple(keys) for days, keys in found.items()}


def _days(
    place: str, kind: str, *, owners: Sequence[str], pairings: Pairings
) -> tuple[Period, ...]:
    mine = [
        one
        for one in pairings.nearest(place)
        if not owners or any(serves(one, owner) for owner in owners)
    ]
    if mine and all(one.kind == kind for one in mine):
        return (_ALWAYS,)  # Outside its pairings a place counts for nothing anyway.
    days = merged(one.period for one in mine if one.kind == kind)
    for one in mine:
        if one.kind != kind:
            days = without(days, one.period)
    return days


def _rest(
    whole: Cells, parts: Iterable[tuple[dict[Key, Sums], dict[Key, Widening]]]
) -> tuple[dict[Key, Sums], dict[Key, Widening]]:
    """Return what is left of the whole once every kind has been taken out."""
    grid = grid_of(whole)
    left = {key: grid.sums_of(key) for key in grid.keys}
    for sums, _ in parts:
        for key, some in sums.items():
            left.setdefault(key, Sums()).join(some, times=-1)
    reaches = {key: grid.widening(key) for key in left}
    return left, {key: reach for key, reach in reaches.items() if reach is not None}


def _joined(
    whole: Cells,
    found: dict[str | None, tuple[dict[Key, Sums], dict[Key, Widening]]],
    at: int | None,
) -> Cells:
    """Return cells in which the kinds stand as one more dimension, or added up."""
    joined = Given({}, {})
    for kind, (sums, widened) in found.items():
        for key, some in sums.items():
            joined.sums.setdefault(_with(key, kind, at), Sums()).join(some)
        for key, reach in widened.items():
            both = [reach, joined.widened.get(_with(key, kind, at), Widening())]
            joined.widened[_with(key, kind, at)] = Widening.joined(both)
    return Cells(whole.plan, whole.settled, whole.rest, given=joined)


def _with(key: Key, kind: str | None, at: int | None) -> Key:
    return key if at is None else (*key[:at], kind, *key[at:])
