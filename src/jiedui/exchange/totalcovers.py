"""Which rows a printed sum may cover: those before it, its block, its section, all of them.

The likeliest come first and none is made before it is asked for; where a sheet holds very many sums
over very many rows, only the nearest rows are offered in the end. Knows no Django.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.exchange.runningsums import RunningSums
from jiedui.reader.englishlines import sum_words
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.exchange.tableread import Record, Sum, TableRead

Corrections = dict[tuple[int, str], int]
"""(row, field) to the value that another finding says was meant."""

MOST_VISITS = 600_000
"""Records looked at closely for all sums of a file, before only the nearest rows of each are."""

_QUICK = 16
"""Records that are added up in the time in which one is looked at closely."""

_STACKED = 6
"""Records of tables above that are added up in that time: each is asked once more for each sum."""

_SLOW = 8
"""Records that are looked at in the time in which one sum among others is."""

_NEAREST = 60
"""Rows that are looked at for a sum in any case."""

_BEYOND = 1_000
"""Deeper than any level of sections."""

_GRAND_WORDS = tuple("合计 总计 共计 累计 总数 汇总".split())
_NAMING = ("county", "category", "gift_kind", "secondment_kind")


@dataclass(frozen=True, slots=True)
class Cover:
    """One way to read what a sum covers: records, or sums of the level below.

    `span` is the first and the end of the records among those of their case, where no other stands
    between them.
    """

    records: tuple[Record, ...] = ()
    sums: tuple[Sum, ...] = ()
    span: tuple[int, int] | None = None


@dataclass(slots=True)
class Visits:
    """How many records may still be looked at for the sums of a file."""

    left: int = MOST_VISITS


@dataclass(slots=True)
class Case:
    """What checking the sums of some columns needs.

    Attributes:
        table: Their table.
        sums: All sums of these columns, from top to bottom.
        records: The records of these columns, from top to bottom.
        places: The position of each of them among the table's records.
        corrections: What other findings say was meant.
        stacked: The records of the tables above on its sheet.
        visits: How many records may still be looked at for the sums of the file.
        is_cut: Whether rows were left out for the sum in hand.
        ends: Positions at which sections end, in order, each with the level of what begins there.
        levels: The sums that are no grand totals.
        sum_places: Positions of all sums among the records, in order.
        ended: Row and position of every sum of the table, in whichever columns.
    """

    table: TableRead
    sums: list[Sum]
    records: list[Record]
    places: list[int]
    corrections: Corrections
    stacked: tuple[Record, ...] = ()
    visits: Visits = field(default_factory=Visits)
    is_cut: bool = False
    running: dict[str, RunningSums] = field(default_factory=dict)
    named: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    ends: list[tuple[int, int]] = field(init=False)
    levels: list[Sum] = field(init=False)
    sum_places: list[int] = field(init=False)
    ended: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note where sections end, and which sums are no grand totals."""
        groups = [(one.place, one.level) for one in self.sums if one.is_group]
        self.ends = sorted([*self.table.breaks, *groups])
        self.sum_places = sorted(one.place for one in self.sums)
        self.levels = [one for one in self.sums if not is_grand(one.label)]

    def may_visit(self, count: int) -> bool:
        """Whether so many more records may be looked at; notes where they may not."""
        if self.visits.left < count and count > _NEAREST:
            self.is_cut = True
            return False
        self.visits.left -= count
        return True

    def sums_of(self, name: str) -> RunningSums:
        """Return the running sums of a field over its records, added up when first asked for."""
        if name not in self.running:
            self.running[name] = RunningSums(self.records, name)
        return self.running[name]

    def named_by(self, label: str) -> tuple[Record, ...]:
        """Return the records whose county or category a label names."""
        if label not in self.named and self.may_visit(len(self.records)):
            self.named[label] = tuple(_named(self.records, label))
        return self.named.get(label, ())


@functools.lru_cache(maxsize=4096)
def is_grand(label: str) -> bool:
    """Whether the words of a sum make it one over everything."""
    plain = sum_words(label) or normal(label)
    return any(word in plain for word in _GRAND_WORDS)


def covers(case: Case, at: int, one: Sum) -> Iterator[Cover]:
    """Yield the readings of what a sum covers, the likeliest first.

    Args:
        case: The sums and records.
        at: Its position among the sums.
        one: The sum.
    """
    case.is_cut = False
    spans = _spans(case, at, one)
    for first, end in dict.fromkeys(spans):
        if first < end and case.may_visit((end - first) // _QUICK):
            yield Cover(tuple(case.records[first:end]), span=(first, end))
    named = case.named_by(one.label)
    if named and case.may_visit(len(named) // _QUICK):
        yield Cover(named)
    yield from _of_sums(case, at, one)
    here = bisect_left(case.places, one.place)
    added = len(case.stacked) * len(one.fields)
    if is_grand(one.label) and case.stacked and case.may_visit(added // _STACKED):
        yield Cover((*case.stacked, *case.records[:here]))


def _spans(case: Case, at: int, one: Sum) -> list[tuple[int, int]]:
    """Return first and end of the records that a sum may cover."""
    count, here = len(case.records), bisect_left(case.places, one.place)
    later = bisect_right(case.sum_places, one.place)
    following = (
        bisect_left(case.places, case.sum_places[later]) if later < len(case.sums) else count
    )
    ahead = (here, following)
    before, after, everything = (0, here), (here, count), (0, count)
    block = (_block_start(case, at, one), here)
    if one.is_group:
        return [(here, _section_end(case, one)), ahead, after]
    if is_grand(one.label):
        return [before, block, after, everything, ahead]
    return [block, before, ahead, everything]


def _block_start(case: Case, at: int, one: Sum) -> int:
    """Return where the records between the sum before and a sum begin.

    A sum above that leaves these columns blank ends a block as any other does.
    """
    above = (case.sums[place].place for place in range(at - 1, -1, -1))
    last = next((last for last in above if last <= one.place), 0)
    other = bisect_left(case.ended, (one.row, 0)) - 1
    if other >= 0 and last < case.ended[other][1] <= one.place:
        last = case.ended[other][1]
    return bisect_left(case.places, last)


def _section_end(case: Case, one: Sum) -> int:
    """Return where the records below a group's sum end: at the next section not inside its own."""
    for at in range(bisect_right(case.ends, (one.place, _BEYOND)), len(case.ends)):
        place, level = case.ends[at]
        if level <= one.level:
            return bisect_left(case.places, place)
    return len(case.records)


def _of_sums(case: Case, at: int, one: Sum) -> Iterator[Cover]:
    """Yield the sums that a sum may add up: those that are no grand totals, those above it."""
    has_block = _block_start(case, at, one) < bisect_left(case.places, one.place)
    if (is_grand(one.label) or not has_block) and case.may_visit(len(case.levels) * _SLOW):
        levels = tuple(other for other in case.levels if other is not one)
        if levels:
            yield Cover(sums=levels)
    if not one.is_group and at and case.may_visit(at * _SLOW):
        yield Cover(sums=tuple(other for other in case.sums[:at] if other.place <= one.place))


def _named(records: Sequence[Record], label: str) -> list[Record]:
    """Return the records whose county or category a label names (久治县小计)."""
    plain = normal(label)
    known: dict[str, bool] = {}
    named = []
    for record in records:
        for name in _NAMING:
            value = record.fields.get(name)
            if not isinstance(value, str) or len(value) < 2:
                continue
            if value not in known:
                known[value] = normal(value) in plain
            if known[value]:
                named.append(record)
                break
    return named
