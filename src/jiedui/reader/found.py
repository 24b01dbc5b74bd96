"""The findings of a page in the making: what is noted, and why what misses is no finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import agrees, computed, is_misprint, is_rounded_mean, summed
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import goes_on_unnamed, in_phrase, may_join
from jiedui.reader.reading import Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.passage import Draft

_ADDITIVE = (Relation.SUM, Relation.DIFF, Relation.BALANCE)
"""Relations of which one is another told the other way round."""

_PAIR, _RECENT = 2, 24
_FARTHEST = 4
"""Parts that fall short of a total by more than one in so many are not its parts."""

_WITH = re.compile(r"[^,、。;\d]{0,4}[与同跟和]")
"""Stands between two numbers of which the second is told only beside the first: 7个镇与7个乡镇."""

_TARGET = re.compile(r"(?:任务|目标|指标)[^,。;\d]{0,4}$")
_REACHED = re.compile(r"完成|实际|实现|达到|已")


class Found:
    """The findings of a page as they are made: relation, total, parts, whether they agree."""

    def __init__(self) -> None:
        self.rows: list[tuple[Relation, Draft, tuple[Draft, ...], bool]] = []
        self._seen: set[tuple[int, ...]] = set()
        self._values: dict[tuple[Relation, tuple[int, ...]], Exact] = {}
        self._noted: set[tuple[Relation, int]] = set()
        self._held: set[int] = set()
        self._equations: set[frozenset[int]] = set()
        self._misprints: list[tuple[Relation, Draft, tuple[Draft, ...]]] = []

    def add(self, relation: Relation, total: Draft, parts: Iterable[Draft], *, is_ok: bool) -> None:
        """Note a finding once."""
        parts = tuple(parts)
        if relation is Relation.SUM and not is_ok:
            if self._is_no_sum(total, parts):
                return
            if rather := _makes_it(total, parts):
                parts, is_ok = rather, True
        if relation is Relation.PRODUCT and not is_ok and self._makes_other(total, parts):
            return
        key = _key(total, parts)
        if key in self._seen:
            return
        self._seen.add(key)
        self._noted.add((relation, id(total)))
        self._held.add(id(total))
        if relation in _ADDITIVE:
            if (equation := frozenset(key)) in self._equations:
                return  # 1260 less 1134 is 126 as 1134 and 126 are 1260.
            self._equations.add(equation)
        self.rows.append((relation, total, parts, is_ok))

    def note(
        self,
        relation: Relation,
        total: Draft,
        parts: Sequence[Draft],
        *,
        sure: bool,
        value: Exact | None = None,
    ) -> bool:
        """Note a relation that agrees, or one that does not when its words leave no doubt.

        Args:
            relation: How the total should follow.
            total: The stated number.
            parts: The numbers it should follow from.
            sure: Whether its words leave no doubt.
            value: What follows, where more goes into it than the parts: how many months, what went.

        Returns:
            Whether it agrees.
        """
        if value is not None:
            self._values[relation, _key(total, parts)] = value
        else:
            value = computed(relation, parts, total)
        if value is None:
            return False
        is_ok = agrees(total, parts, value)
        is_pair = relation is Relation.PRODUCT and len(parts) == _PAIR
        if is_pair and not is_ok and is_rounded_mean(total, parts):
            return False
        sure = sure and not (relation is Relation.PRODUCT and any(map(_is_bound, parts)))
        is_ahead = total.status is Status.PLANNED and relation in (Relation.GROWTH, Relation.SUM)
        sure = sure and not (is_ahead and all(one.status is Status.ACTUAL for one in parts))
        sure = sure and not (relation is Relation.GROWTH and _are_unlike(total, parts))
        sure = sure and not _is_far(relation, value, total.number.value)
        sure = sure and not (relation is Relation.RATIO and _is_of_next(total, parts))
        sure = sure and not (relation is Relation.RATIO and _are_one(parts))
        if is_ok or sure:
            self.add(relation, total, parts, is_ok=is_ok)
        elif is_misprint(total, parts, value):
            self._misprints.append((relation, total, tuple(parts)))
        return is_ok

    def settle(self) -> None:
        """Note what words allowed and one digit belies, where nothing else explains the number."""
        told: dict[int, dict[frozenset[int], tuple[Relation, Draft, tuple[Draft, ...]]]] = {}
        explained = {frozenset(map(id, parts)) for _, _, parts, is_ok in self.rows if is_ok}
        for row in self._misprints:
            if frozenset(map(id, row[2])) in explained:
                continue  # What they make is told, and not this.
            told.setdefault(id(row[1]), {})[frozenset(map(id, row[2]))] = row
        for total, ways in told.items():
            values = {self.value(relation, one, parts) for relation, one, parts in ways.values()}
            if total not in self._held and len(values) == 1:
                relation, one, parts = next(iter(ways.values()))
                self.add(relation, one, parts, is_ok=False)

    def _makes_other(self, total: Draft, parts: Sequence[Draft]) -> bool:
        """Whether another number beside one is told as what factors make, whether it is or not."""
        told = set(map(id, parts))
        return any(
            relation is Relation.PRODUCT and set(map(id, others)) == told and in_phrase(one, total)
            for relation, one, others, _ in self.rows[-_RECENT:]
        )

    def _is_no_sum(self, total: Draft, parts: Sequence[Draft]) -> bool:
        """Whether parts that do not make a total are none of it: far from it, or unknown many."""
        value, stated = self.value(Relation.SUM, total, parts) or 0, total.number.value
        is_short = _FARTHEST * (stated - value) > stated and stated - value > 2 * total.number.step
        is_far = is_short or value > 2 * stated
        is_open = value < stated and goes_on_unnamed(max(parts, key=lambda one: one.start))
        return is_far or is_open or _has_unknown(total, parts) or _is_target(total, parts)

    def value(self, relation: Relation, total: Draft, parts: Sequence[Draft]) -> Exact | None:
        """Return what follows from the parts of a finding, None when it cannot be computed."""
        told = self._values.get((relation, _key(total, parts)))
        return told if told is not None else computed(relation, parts, total)

    def holds(self, total: Draft) -> bool:
        """Whether anything is noted for a total."""
        return id(total) in self._held

    def has(self, relation: Relation, total: Draft) -> bool:
        """Whether a relation is noted for a total."""
        return (relation, id(total)) in self._noted

    def totals(self, relation: Relation) -> Iterator[Draft]:
        """Yield the totals found for a relation."""
        return (total for kind, total, _, _ in self.rows if kind is relation)


def _key(total: Draft, parts: Iterable[Draft]) -> tuple[int, ...]:
    return (id(total), *sorted(id(part) for part in parts))


_SAME_PERIOD = re.compile(r"同比|环比")
_MONTH = 31


def _are_unlike(growth: Draft, pair: Sequence[Draft]) -> bool:
    """Whether a growth is over the same months of a year before, and what it grew from of more."""
    if not _SAME_PERIOD.search(growth.number.gap):
        return False
    days = [
        (one.when.last - one.when.first).days
        for one in pair
        if one.when.first and one.when.last and one.when.first < one.when.last
    ]
    return len(days) == _PAIR and days[1] - days[0] > _MONTH


_FAR = {Relation.DIFF: 2, Relation.PRODUCT: 3, Relation.RATIO: 2}
"""What misses the larger of two numbers by more than one in so many is of other numbers."""


def _is_far(relation: Relation, value: Exact, stated: Exact) -> bool:
    """Whether a number is so far from what should make it that it is of others, not misprinted."""
    larger, least = max(value, stated), min(value, stated)
    is_far = _FAR.get(relation, 0) * apart(value, stated) > larger
    return is_far and not (relation is Relation.PRODUCT and larger in (10 * least, 100 * least))


def _is_of_next(share: Draft, pair: Sequence[Draft]) -> bool:
    """Whether a share is of what is told right behind it, with one of two numbers before it."""
    drafts, at = share.passage.drafts, share.index
    behind = [one for one in drafts[at + 1 : at + 2] if in_phrase(one, share)]
    return any(
        one.family == other.family and other.number.value
        and agrees(share, (one, other), over(100 * one.number.value, other.number.value))
        for one in behind
        for other in pair
    )  # fmt: skip


def _are_one(pair: Sequence[Draft]) -> bool:
    """Whether a share would be of one and the same, told twice."""
    return pair[0].number.value == pair[1].number.value


def _makes_it(total: Draft, parts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Return other parts that make a total to the last digit, none where there are none.

    The same with the number told right behind or before them: 31个、38个、10个,还有7个; or without
    one that is told beside another: 7个镇与7个乡镇签约,剩余3个.
    """
    first, last = (edge(parts, key=lambda one: one.start) for edge in (min, max))
    drafts = total.passage.drafts
    beside = [*drafts[first.index - 1 : first.index], *drafts[last.index + 1 : last.index + 2]]
    missed = total.number.value - summed(parts)
    for one in beside:
        is_kin = may_join(total.family, total, one) and one.per is None
        if is_kin and one is not total and summed([one]) == missed:
            return tuple(sorted((*parts, one), key=lambda each: each.start))
    for one in parts if len(parts) > _PAIR else ():
        if summed([one]) == -missed and _WITH.fullmatch(one.number.gap):
            return tuple(each for each in parts if each is not one)
    return ()


def _is_bound(one: Draft) -> bool:
    """Whether a number says only what is not passed: 每村不超过50万元."""
    return one.number.wording in (Wording.AT_MOST, Wording.AT_LEAST)


_OF_THIS = re.compile(r"(?:完成|占)[^,。;\d]{0,12}$")
"""Ends the words in front of what was to be reached: 完成全年采购意向2,000吨的七成."""


def _is_target(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether parts tell what was reached of a task, so that they need not make it."""
    if _OF_THIS.search(total.number.gap) and total.number.after.startswith("的"):
        return True
    if not _TARGET.search(total.number.gap):
        return False
    return any(_REACHED.search(one.number.gap) for one in parts)


def _has_unknown(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether a number that is told of several, nobody says of how many, stands among the parts."""
    if any(one.times is None or (one.per and one.times > 1) for one in parts):
        return True
    ends = [one.start for one in (total, *parts) if one.passage is total.passage]
    return any(
        one.times is None and one.family == total.family and min(ends) < one.start < max(ends)
        for one in total.passage.drafts
    )
