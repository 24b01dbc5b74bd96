"""Where and when a line can lie: pairings, excluded scopes, and how that stands to a question.

A line covers its recipients over its period. It counts only while they were paired, and a stated
total's remainder does not reach the scopes it excludes; what is left are the line's pieces.
Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.kernel.period import Period, parse_period
from jiedui.kernel.place import Fit, compare, covers, members, parents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_DAY = dt.timedelta(days=1)

UNDATED = "undated"
"""Stands for exclusions where days do not matter."""


class Scope(NamedTuple):
    """What a line says about where and when: recipient, whose programme, period, exclusions."""

    recipient: str | None
    owner: str | None
    starts: dt.date
    ends: dt.date
    excluding: str | None = None


class Piece(NamedTuple):
    """One place over one period; a place of None may be anywhere."""

    place: str | None
    period: Period


Spans = tuple[tuple[str | None, int, int], ...]
"""Places, each with the numbers of a first and a last day."""


def numbers_of(period: Period) -> tuple[int, int]:
    """Return the numbers of a period's first and last day."""
    return period.starts.toordinal(), period.ends.toordinal()


@dataclass(eq=False)
class Left:
    """Where and when lines of one scope can lie.

    Attributes:
        pieces: Its pieces; none where the lines do not count.
        filled: By dimension, the one value in which all pieces lie, once it was asked for.
    """

    pieces: tuple[Piece, ...] = ()
    filled: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def places(self) -> tuple[str | None, ...]:
        """Every place of a piece, each once, in order."""
        return tuple(sorted({one.place for one in self.pieces}, key=lambda place: place or ""))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period of a piece, each once, in order."""
        return tuple(sorted({one.period for one in self.pieces}))


NOWHERE = Left()
"""Of lines whose places and days do not matter."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing in the book.

    Attributes:
        recipient: The recipient's key, perhaps joint.
        donor: Who is paired: a place or an organisation.
        kind: Kind of pairing.
        period: From when to when.
        owner: The donor district whose programme it belongs to, where stated.
    """

    recipient: str
    donor: str | None
    kind: str | None
    period: Period
    owner: str | None = None


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return periods in order, joined where they touch or follow each other without a gap."""
    found: list[Period] = []
    for one in sorted(periods):
        last = found[-1] if found else None
        if last is not None and (last.ends == dt.date.max or one.starts <= last.ends + _DAY):
            found[-1] = Period(last.starts, max(last.ends, one.ends))
        else:
            found.append(one)
    return tuple(found)


def common(one: Iterable[Period], other: Sequence[Period]) -> tuple[Period, ...]:
    """Return the days that both have."""
    return tuple(
        Period(max(a.starts, b.starts), min(a.ends, b.ends))
        for a in one
        for b in other
        if a.touches(b)
    )


def without(periods: Iterable[Period], taken: Period) -> tuple[Period, ...]:
    """Return the days of `periods` that are not in `taken`."""
    left: list[Period] = []
    for one in periods:
        if not one.touches(taken):
            left.append(one)
            continue
        if one.starts < taken.starts:
            left.append(Period(one.starts, taken.starts - _DAY))
        if taken.ends < one.ends:
            left.append(Period(taken.ends + _DAY, one.ends))
    return tuple(left)


def serves(pairing: Pairing, owner: str | None) -> bool:
    """Return whether a pairing is an owner's: his own, one of his towns' or an organisation's."""
    donor = pairing.owner or pairing.donor
    if donor is None or owner is None or donor == owner or covers(owner, donor):
        return True
    above = parents(donor)
    return above.province is None or (":" not in donor and parents(owner).county == donor)


Unpaired = list[tuple[tuple[str | None, ...], tuple[Period, ...]]]
"""Owners, () for every one, and the periods in which their lines count."""


@dataclass(frozen=True)
class Pairings:
    """All pairings in force at some time, found by recipient.

    Attributes:
        all: The pairings.
        held: Excluded scopes as lines carry them, with those that still hold where that is less;
            see `figures.complete`.
        unpaired: By recipient, whose lines count only in some periods; filled as it is asked for.
    """

    all: tuple[Pairing, ...] = ()
    held: Mapping[str, str | None] = field(default_factory=dict, compare=False)
    unpaired: dict[str, Unpaired] = field(default_factory=dict, compare=False)
    _relevant: dict[str, tuple[Pairing, ...]] = field(default_factory=dict, compare=False)
    _periods: dict[tuple[str, str | None], tuple[Period, ...] | None] = field(
        default_factory=dict, compare=False
    )
    _left: dict[Scope, Left] = field(default_factory=dict, compare=False)
    _spans: dict[tuple[Any, ...], Spans] = field(default_factory=dict, compare=False)

    def now(self, scope: Scope) -> Scope:
        """Return a scope with only those of its exclusions that still hold."""
        if scope.excluding is None or scope.excluding not in self.held:
            return scope
        return scope._replace(excluding=self.held[scope.excluding])

    def left(self, scope: Scope, *, is_dated: bool) -> Left:
        """Return where and when lines of a scope can lie; undated, all days are the scope's."""
        if is_dated:
            found = self._left.get(scope)
            if found is None:
                found = self._left[scope] = Left(tuple(pieces(scope, self)))
            return found
        undated = scope._replace(excluding=UNDATED)
        if undated not in self._left:
            whole = Piece(scope.recipient, Period(scope.starts, scope.ends))
            self._left[undated] = Left((whole,))
        return self._left[undated]

    def spans(self, scope: tuple[Any, ...]) -> Spans:
        """Return where and when lines can lie, in numbers; of a `Scope`, or of its values."""
        found = self._spans.get(scope)
        if found is None:
            left = self.left(self.now(Scope(*scope)), is_dated=True)
            found = tuple([(one.place, *numbers_of(one.period)) for one in left.pieces])
            self._spans[scope] = found
        return found

    def relevant(self, place: str) -> tuple[Pairing, ...]:
        """Return the pairings of a place, of what covers it and of what it covers."""
        if place not in self._relevant:
            self._relevant[place] = tuple(
                one
                for one in self.all
                if any(
                    covers(part, place) or covers(place, part) for part in members(one.recipient)
                )
            )
        return self._relevant[place]

    def nearest(self, place: str) -> tuple[Pairing, ...]:
        """Return the pairings of the place itself or of parts of it; else of what covers it."""
        found = self.relevant(place)
        own = [one for one in found if any(covers(place, part) for part in members(one.recipient))]
        return tuple(own) or found

    def periods(self, place: str, owner: str | None) -> tuple[Period, ...] | None:
        """Return when a place was paired with an owner; None when no pairing is on record."""
        if (place, owner) not in self._periods:
            found = [one.period for one in self.relevant(place) if serves(one, owner)]
            self._periods[place, owner] = merged(found) if found else None
        return self._periods[place, owner]

    def counts(self, scope: Scope) -> bool:
        """Return whether a line counts: some recipient was paired then, or never had a pairing."""
        if scope.recipient is None:
            return True
        period = Period(scope.starts, scope.ends)
        for place in members(scope.recipient):
            paired = self.periods(place, scope.owner)
            if paired is None or any(period.touches(one) for one in paired):
                return True
        return False

    def outside(
        self, places: Sequence[str], owners: Sequence[str], windows: Sequence[Period]
    ) -> bool:
        """Return whether every place has pairings, and none of them touches the days asked for."""
        if not places or not windows:
            return False
        for place in (member for key in places for member in members(key)):
            found = [
                one
                for one in self.nearest(place)
                if not owners or any(serves(one, owner) for owner in owners)
            ]
            if not found or any(one.period.touches(days) for one in found for days in windows):
                return False
        return True


def pieces(scope: Scope, pairings: Pairings) -> list[Piece]:
    """Return where and when a line can lie, once pairings and exclusions are taken into account."""
    whole = Period(scope.starts, scope.ends)
    if scope.recipient is None:
        return [Piece(None, whole)]
    left = []
    for place in members(scope.recipient):
        paired = pairings.periods(place, scope.owner)
        periods = (whole,) if paired is None else common((whole,), paired)
        for key, period in exclusions(scope.excluding):
            if covers(key, place):
                periods = without(periods, period)
        left += [Piece(place, period) for period in periods]
    return left


def exclusions(excluding: str | None) -> list[tuple[str, Period]]:
    """Return the scopes a line excludes: `key@from/to`, several joined by `;`."""
    found = []
    for scope in (excluding or "").split(";"):
        key, at, period = scope.partition("@")
        if at:
            found.append((key, parse_period(period)))
    return found


@dataclass(frozen=True)
class Asked:
    """Where and when a question asks; None stands for everywhere, or for every day.

    Attributes:
        places: Accepted recipients, one list per place filter; all must be met.
        windows: The days, as periods without overlap.
    """

    places: tuple[tuple[str, ...], ...] = ()
    windows: tuple[Period, ...] | None = None

    @cached_property
    def _starts(self) -> list[frozenset[str]]:
        """How the keys of each place filter begin: with a province's two digits."""
        return [
            frozenset(member[:2] for key in wanted for member in members(key))
            for wanted in self.places
        ]

    def place_fit(self, place: str | None) -> Fit:
        """Return how a place stands to the places asked for."""
        if not self.places:
            return Fit.INSIDE
        if place and "+" not in place and any(place[:2] not in one for one in self._starts):
            return Fit.OUTSIDE  # Places that lie in each other lie in one province.
        fits = {compare(place, wanted) for wanted in self.places}
        if Fit.OUTSIDE in fits:
            return Fit.OUTSIDE
        return Fit.TOUCHING if Fit.TOUCHING in fits else Fit.INSIDE

    def time_fit(self, period: Period) -> Fit:
        """Return how a period stands to the days asked for."""
        if self.windows is None or any(period.inside(window) for window in self.windows):
            return Fit.INSIDE
        touches = any(period.touches(window) for window in self.windows)
        return Fit.TOUCHING if touches else Fit.OUTSIDE

    def fit(self, scope: Scope, left: Sequence[Piece]) -> Fit:
        """Return how a line stands to the question, piece by piece."""
        fits = set()
        for piece in left:
            fit = {self.place_fit(piece.place), self.time_fit(piece.period)}
            if Fit.OUTSIDE in fit or self._is_excluded(scope, piece):
                fits.add(Fit.OUTSIDE)
            else:
                fits.add(Fit.TOUCHING if Fit.TOUCHING in fit else Fit.INSIDE)
        if fits <= {Fit.OUTSIDE}:
            return Fit.OUTSIDE
        return Fit.INSIDE if fits == {Fit.INSIDE} else Fit.TOUCHING

    @property
    def is_everything(self) -> bool:
        """Whether every place and day is asked for."""
        return not self.places and self.windows is None

    def spots(self, left: Iterable[Piece]) -> list[tuple[str | None, tuple[Period, ...]]]:
        """Return the places that are asked for and lie in pieces, with the days asked for there."""
        found = []
        for piece in left:
            days: tuple[Period, ...] = (piece.period,)
            if self.windows is not None:
                days = common(days, self.windows)
            places: list[str | None] = [piece.place]
            for wanted in self.places:
                keys = [member for key in wanted for member in members(key)]
                places = [inner for one in places for key in keys for inner in shared(one, key)]
            found += [(place, days) for place in places if days]
        return found

    def _is_excluded(self, scope: Scope, piece: Piece) -> bool:
        """Whether what is asked of a piece is a finer place that its line does not reach."""
        excluded = exclusions(scope.excluding)
        finer = [
            place
            for wanted in self.places
            for key in wanted
            for place in members(key)
            if piece.place is not None and place != piece.place and covers(piece.place, place)
        ]
        if not excluded or not finer:
            return False
        return not any(self._reaches(piece.period, place, excluded) for place in finer)

    def _reaches(self, period: Period, place: str, excluded: Sequence[tuple[str, Period]]) -> bool:
        left: tuple[Period, ...] = (period,)
        if self.windows is not None:
            left = common(left, self.windows)
        for key, taken in excluded:
            if covers(key, place):
                left = without(left, taken)
        return bool(left)


def shared(place: str | None, key: str) -> tuple[str, ...]:
    """Return what a place, or None for anywhere, has in common with another."""
    if place is None or covers(place, key):
        return (key,)
    return (place,) if covers(key, place) else ()
