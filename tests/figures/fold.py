"""The answers of a tiny book by a plain fold over its lines: slow, obvious, and on atoms.

An atom is one leaf of the map in one year: what a line says is a set of atoms, what a question asks
is another, and how they stand to each other is set algebra. Periods are whole years here.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jiedui.books.entry import taken_back
from jiedui.kernel.quantity import Interval, Wording, total

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.figures.model import Question

YEARS = range(2012, 2019)
LEAVES: dict[str, frozenset[str]] = {
    "533401": frozenset({"A"}),
    "533422": frozenset({"B", "B-town"}),
    "533422:升平镇": frozenset({"B-town"}),
    "533400": frozenset({"A", "B", "B-town", "rest of 5334"}),
    "632625": frozenset({"C"}),
}
"""Leaves of every place of the tests; a prefecture has one more for its other counties."""

COUNTY = {"A": "533401", "B": "533422", "B-town": "533422", "C": "632625"}
SCOPE = ("recipient", "payer", "owner", "source", "category", "project", "programme", "state")

Atom = tuple[str, int]
Spot = tuple[str, int, str, str]
"""An atom with a source and a category; "" stands for all that no line names."""


def atoms(places: tuple[str, ...], years: range) -> frozenset[Atom]:
    return frozenset((leaf, year) for place in places for leaf in LEAVES[place] for year in years)


def _span(line: LineDraft) -> range:
    return range(max(line.starts.year, YEARS[0]), min(line.ends.year, YEARS[-1]) + 1)


def _totals(entries: list[EntryDraft]) -> list[LineDraft]:
    """Return the lines of the totals that were not taken back."""
    gone = [one.lines for one in entries if one.kind == "reversal"]
    found = []
    for one in entries:
        back = tuple(taken_back(line) for line in one.lines)
        if back in gone:
            gone.remove(back)
        elif one.kind != "reversal":
            found += [line for line in one.lines if not line.itemised and line.sense > 0]
    return [line for line in found if line.overlap == "counted"]


@dataclass
class Bag:
    """Lines of one row, and the scopes that touch it."""

    lines: list[LineDraft] = field(default_factory=list)
    touching: dict[Any, list[LineDraft]] = field(default_factory=dict)


class Fold:
    """A book to be asked."""

    def __init__(self, entries: list[EntryDraft], accounts: tuple[str, ...], sign: int) -> None:
        self.pairings = _standing(
            [line for one in entries for line in one.lines if line.account == "Pairing:InForce"]
        )
        self.sign = sign
        self.totals = _totals(entries)
        self.lines = [
            line
            for one in entries
            for line in one.lines
            if line.account in accounts and line.overlap == "counted" and self._counts(line)
        ]

    def _paired(self, place: str, owner: str | None) -> set[int] | None:
        found: set[int] = set()
        relevant = False
        for one in self.pairings:
            theirs = LEAVES[str(one.dims.recipient)]
            related = theirs <= LEAVES[place] or LEAVES[place] <= theirs
            if related and owner in (None, one.dims.owner):
                relevant = True
                found |= set(_span(one))
        return found if relevant else None

    def _counts(self, line: LineDraft) -> bool:
        for place in str(line.dims.recipient).split("+"):
            paired = self._paired(place, line.dims.owner)
            if paired is None or paired & set(_span(line)):
                return True
        return False

    def _atoms(self, line: LineDraft) -> frozenset[Atom]:
        found: set[Atom] = set()
        for place in str(line.dims.recipient).split("+"):
            paired = self._paired(place, line.dims.owner)
            years = set(_span(line)) if paired is None else paired & set(_span(line))
            found |= {(leaf, year) for leaf in LEAVES[place] for year in years}
        for scope in (line.excluding or "").split(";"):
            key, at, period = scope.partition("@")
            if at and self._is_complete(line, key, period):
                first, last = period[:4], period.partition("/")[2][:4]
                found -= atoms((key,), range(int(first), int(last) + 1))
        return frozenset(found)

    def _is_complete(self, line: LineDraft, key: str, period: str) -> bool:
        """Whether a total that stands says all there is in a scope the line leaves out."""
        inside = [
            one.dims
            for one in self.totals
            if (one.account, one.dims.owner) == (line.account, line.dims.owner)
            and (one.dims.recipient, f"{one.starts}/{one.ends}") == (key, period)
            and line.dims.source in (None, one.dims.source)
            and line.dims.category in (None, one.dims.category)
        ]
        return (
            any(
                one.source in (None, line.dims.source)
                and one.category in (None, line.dims.category)
                for one in inside
            )
            or len({one.source for one in inside} - {None}) > 1
            or len({one.category for one in inside} - {None}) > 1
        )

    def rows(self, question: Question) -> dict[tuple[Any, ...], Bag]:
        """Return the bag of every row of the answer."""
        where = dict(question.where)
        asked = frozenset(
            itertools.product({leaf for some in LEAVES.values() for leaf in some}, YEARS)
        )
        if "recipient" in where:
            asked &= atoms(where["recipient"], YEARS)
        first = question.since.year if question.since else YEARS[0]
        last = question.until.year if question.until else YEARS[-1]
        asked &= frozenset(one for one in asked if first <= one[1] <= last)
        spots = self._spots_asked(asked, where)
        reaches = {id(line): self._reaches(line) & spots for line in self.lines}
        met = [
            (line, fit)
            for line in self.lines
            if (fit := self._fit(line, asked, where)) == "inside"
            or (fit == "touching" and reaches[id(line)])
        ]
        bags: dict[tuple[Any, ...], Bag] = {}
        for line, fit in met:
            bag = bags.setdefault(self._key(line, question.by), Bag())
            if fit == "inside":
                bag.lines.append(line)
        bags = {key: bag for key, bag in bags.items() if self._stands(key, bag, met, question.by)}
        for (line, fit), key in itertools.product(met, list(bags)):
            own = self._key(line, question.by)
            if (fit == "touching" and key == own) or (
                key != own
                and self._may_be(line, own, key, question.by)
                and reaches[id(line)] & self._spots_of(key, question.by)
            ):
                scope = (
                    *(getattr(line.dims, name) for name in SCOPE),
                    line.starts,
                    line.ends,
                    line.excluding,
                )
                bags[key].touching.setdefault(scope, []).append(line)
        return bags

    def _stands(
        self, key: tuple[Any, ...], bag: Bag, met: list[tuple[LineDraft, str]], by: tuple[str, ...]
    ) -> bool:
        """Whether anything is left in a row once what was taken back is gone."""
        scopes: dict[Any, list[LineDraft]] = {}
        for line, fit in met:
            if fit == "touching" and self._key(line, by) == key:
                scopes.setdefault((line.dims, line.starts, line.ends, line.excluding), []).append(
                    line
                )
        sums = [self._sum(some) for some in scopes.values()]
        return _exists(bag.lines) or any((low, high) != (0, 0) for low, _, high in sums)

    def _fit(self, line: LineDraft, asked: frozenset[Atom], where: dict[str, Any]) -> str:
        own = self._atoms(line)
        fits = {"inside" if own <= asked else "touching" if own & asked else "outside"}
        if not own:
            fits = {"outside"}
        for name in ("source", "category"):
            if name in where:
                value = getattr(line.dims, name)
                there = {one in where[name] for one in value.split("+")} if value else {True, False}
                fits.add(
                    "inside" if there == {True} else "outside" if there == {False} else "touching"
                )
        return "outside" if "outside" in fits else "touching" if "touching" in fits else "inside"

    def _names(self, name: str) -> set[str]:
        """Return every value of a dimension that some line names, and "" for all others."""
        found = {part for one in self.lines for part in (getattr(one.dims, name) or "").split("+")}
        return {*found, ""}

    def _boxed(self, where: frozenset[Atom], source: str | None, category: str | None) -> set[Spot]:
        sources = self._names("source") if source is None else source.split("+")
        categories = self._names("category") if category is None else category.split("+")
        return {(*at, *names) for at in where for names in itertools.product(sources, categories)}

    def _reaches(self, line: LineDraft) -> set[Spot]:
        """Return the spots a line may lie in: none of which a total says all that is there.

        Such a total names a source, or a category, that the line leaves open.
        """
        found = self._boxed(self._atoms(line), line.dims.source, line.dims.category)
        for one in self.totals:
            told = [
                (getattr(one.dims, name), getattr(line.dims, name))
                for name in ("source", "category")
            ]
            is_named = all(value is None or "+" not in value for value, _ in told)
            is_finer = any(value is not None and (own is None or "+" in own) for value, own in told)
            if is_named and is_finer and self._is_of(one, line):
                there = atoms(tuple(str(one.dims.recipient).split("+")), _span(one))
                found -= self._boxed(there, one.dims.source, one.dims.category)
        return found

    def _is_of(self, total: LineDraft, line: LineDraft) -> bool:
        return (total.account, total.dims.owner) == (line.account, line.dims.owner)

    def _spots_asked(self, asked: frozenset[Atom], where: dict[str, Any]) -> set[Spot]:
        names = [where.get(name, self._names(name)) for name in ("source", "category")]
        return {(*at, *some) for at in asked for some in itertools.product(*names)}

    def _spots_of(self, key: tuple[Any, ...], by: tuple[str, ...]) -> set[Spot]:
        """Return the spots of a cell."""
        at = dict(zip(by, key, strict=True))
        leaves = {leaf for some in LEAVES.values() for leaf in some}
        there = frozenset(
            (leaf, year)
            for leaf, year in itertools.product(leaves, YEARS)
            if at.get("county") in (None, COUNTY.get(leaf)) and at.get("year") in (None, year)
        )
        return self._boxed(there, at.get("source"), at.get("category"))

    def _key(self, line: LineDraft, by: tuple[str, ...]) -> tuple[Any, ...]:
        return tuple(self._value(line, name) for name in by)

    def _value(self, line: LineDraft, name: str) -> object:
        if name in ("county", "year"):
            values = {
                COUNTY.get(leaf) if name == "county" else year for leaf, year in self._atoms(line)
            }
            return values.pop() if len(values) == 1 else None
        value = getattr(line.dims, name)
        return None if value is None or ("+" in value) else value

    def _may_be(
        self, line: LineDraft, own: tuple[Any, ...], key: tuple[Any, ...], by: tuple[str, ...]
    ) -> bool:
        for name, mine, other in zip(by, own, key, strict=True):
            if mine is not None or other is None:
                if mine != other:
                    return False
            elif name in ("county", "year"):
                if other not in {
                    COUNTY.get(leaf) if name == "county" else year
                    for leaf, year in self._atoms(line)
                }:
                    return False
            elif name == "project" or (
                (raw := getattr(line.dims, name)) is not None and other not in raw.split("+")
            ):
                return False
        return True

    def value(self, bag: Bag) -> tuple[int | None, int | None, int | None]:
        """Return low, stated and high of a row."""
        low, stated, high = self._sum(bag.lines)
        least, most = 0, 0
        least_open = most_open = False
        for some in bag.touching.values():
            down, _, up = self._sum(some)
            least_open, most_open = least_open or down is None, most_open or up is None
            least += min(down or 0, 0)
            most += max(up or 0, 0)
        moves = bool(least or most or least_open or most_open)
        if not _exists(bag.lines):
            if not moves:
                return None, None, None
            return None if least_open else least, None, None if most_open else most
        low = None if low is None or least_open else low + least
        high = None if high is None or most_open else high + most
        return low, stated, high

    def _sum(self, lines: list[LineDraft]) -> tuple[int | None, int | None, int | None]:
        """Add intervals: what is taken back beside its record cancels it, elsewhere it does not."""
        left: list[Interval] = []
        standing = [one for one in lines if one.sense > 0]
        doubtful = False
        for one in lines:
            if one.sense > 0:
                continue
            match = next((other for other in standing if _cancels(other, one)), None)
            if match is not None:
                standing.remove(match)
            else:
                doubtful = doubtful or one.wording != "exact"
                left.append(-_interval(_positive(one)))
        left += [_interval(one) for one in standing]
        summed = total(left)
        stated = sum(one.amount for one in lines) * self.sign
        low, high = (summed.low, summed.high)
        if self.sign < 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        if doubtful and stated >= 0:
            low = max(low or 0, 0)
        lines_in_all = sum(one.sense for one in lines)
        unstated = sum(one.sense for one in lines if one.wording == "not_stated")
        return low, None if 0 < unstated == lines_in_all else stated, high


def _standing(lines: list[LineDraft]) -> list[LineDraft]:
    left = [one for one in lines if one.sense > 0]
    for one in lines:
        if one.sense < 0:
            match = next(other for other in left if _is_taken_back(other, one))
            left.remove(match)
    return left


def _is_taken_back(one: LineDraft, by: LineDraft) -> bool:
    same = (one.dims, one.starts, one.ends) == (by.dims, by.starts, by.ends)
    return same and _cancels(one, by)


def _positive(one: LineDraft) -> LineDraft:
    return one._replace(
        amount=-one.amount, low_delta=-one.low_delta, high_delta=-one.high_delta,
        low_open=-one.low_open, high_open=-one.high_open, sense=1,
    )  # fmt: skip


def _cancels(one: LineDraft, other: LineDraft) -> bool:
    return one.account == other.account and one[2:7] == _positive(other)[2:7]


def _interval(one: LineDraft) -> Interval:
    low = None if one.low_open else one.amount - one.low_delta
    high = None if one.high_open else one.amount + one.high_delta
    return Interval(one.amount, low, high, Wording.BETWEEN)


def _exists(lines: list[LineDraft]) -> bool:
    sums = [sum(one[at] for one in lines) for at in range(2, 7)]  # type: ignore[misc]
    itemised = sum(one.amount for one in lines if one.itemised)
    return sum(one.sense for one in lines) > 0 or any(sums) or itemised != 0
