"""Numbers told in pairs: what one member of the pairs makes, the other makes too.

还有7420户2.83万人,剩4210户1.35万人,3210户、1.48万人脱贫: where the persons are the difference of
those before them, the households are meant to be theirs, whether they are or not.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import agrees, computed
from jiedui.reader.exactly import apart
from jiedui.reader.reading import PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_BESIDE = re.compile(r"\s?[、,]?\s?[^\W\d]{0,6}")
"""All that stands between the two of a pair: 38户149人, 项目12个、资金3400万元."""

_MOST = 5
"""So many pairs are added up at most."""

_FEWEST = 2
_NEAR = 4
"""What misses by more than this part of a number is not meant to make it."""


class Pair(NamedTuple):
    """Two numbers of different kinds that stand side by side."""

    first: Draft
    second: Draft


def hold_parallel(found: Found, wholes: Wholes, passages: Iterable[Passage]) -> None:
    """Hold one member of pairs against what the other member of the same pairs makes."""
    for passage in passages:
        rows: dict[tuple[str, str], list[Pair]] = {}
        for pair in _pairs(passage.drafts):
            rows.setdefault((pair.first.family, pair.second.family), []).append(pair)
        for row in rows.values():
            for at in range(_FEWEST, len(row)):
                _hold((found, wholes), row[at], row[:at])


def _pairs(drafts: Sequence[Draft]) -> Iterator[Pair]:
    """Yield the pairs of a passage."""
    for one, other in pairwise(drafts):
        is_counted = PERCENT not in (one.measure, other.measure) and one.may_add and other.may_add
        is_pair = one.family != other.family and one.number.phrase == other.number.phrase
        if is_counted and is_pair and _BESIDE.fullmatch(other.number.gap):
            yield Pair(one, other)


def _hold(notes: tuple[Found, Wholes], last: Pair, before: Sequence[Pair]) -> None:
    """Hold a pair against the two before it as their difference, or as many as make it."""
    found, wholes = notes
    ways = [(Relation.DIFF, before[-2:])]
    ways += [(Relation.SUM, before[-size:]) for size in range(_FEWEST, min(len(before), _MOST) + 1)]
    for relation, told in ways:
        sides = [[pair[at] for pair in told] for at in (0, 1)]
        made = [_makes(relation, last[at], sides[at]) for at in (0, 1)]
        for at, total in enumerate(last):
            if made[1 - at] and not found.holds(total) and _may(relation, total, sides[at]):
                sure = _is_meant(relation, total, sides[at])
                found.note(relation, total, sides[at], sure=sure)
                if relation is Relation.SUM and found.has(relation, total):
                    wholes.own(total, sides[at])


def _makes(relation: Relation, total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether a number is what others make, and no few that may do so by chance."""
    value = computed(relation, parts)
    return value is not None and total.number.value > _MOST and agrees(total, parts, value)


def _may(relation: Relation, total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether numbers can be the parts of another at all, none of it told otherwise."""
    is_free = all(one.whole in (None, total) for one in parts)
    if relation is Relation.DIFF:
        return is_free and parts[0].number.value > max(parts[1].number.value, total.number.value)
    return is_free and all(one.number.value < total.number.value for one in parts)


def _is_meant(relation: Relation, total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether exact numbers miss another so narrowly that they are meant to make it."""
    value = computed(relation, parts)
    is_exact = all(one.number.wording is Wording.EXACT for one in (total, *parts))
    return value is not None and is_exact and _NEAR * apart(value, total.number.value) <= value
