"""What findings say of their numbers besides whether they agree: what is of what, done or meant.

A rate's number is of the one it is a rate of, what is left and what was used are of what there was;
how a number lies to another is done where the number is, and meant where it is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.reader.changes import is_change, is_compared
from jiedui.reader.contrasts import meant_of
from jiedui.reader.reading import MONEY, Relation, Status
from jiedui.reader.remainders import LEFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft


def own_parts(found: Found) -> None:
    """Let the part of a rate, and what was used and left of a sum, know the whole they are of."""
    for relation, total, parts, _ in found.rows:
        if relation is Relation.RATIO:
            _own(parts[1], parts[:1])
        elif relation is Relation.DIFF and _is_remainder(total, parts):
            _own(parts[0], (parts[1], total))


def lend_sources(found: Found) -> None:
    """Let what follows from numbers of one purse be of that purse: 今年多拿2230万元, 占七成五."""
    for relation, total, parts, _ in found.rows:
        if relation is Relation.PRODUCT and total.source == "donation":
            for one in parts:  # What was given in kind: so many, at so much each.
                one.source = one.source or total.source
        told = [one for one in parts if one.measure is MONEY and one.per is None]
        purses = {one.source for one in told}
        if not told or None in purses or len(purses) > 1 or total.source is not None:
            continue
        is_alike = total.measure is MONEY or relation in (Relation.RATIO, Relation.GROWTH)
        if is_alike and relation is not Relation.PRODUCT:
            total.source = told[0].source


def judge(found: Found) -> None:
    """Let a rate, a growth or a difference be done or meant as the number is that it is told of."""
    for relation, total, parts, _ in found.rows:
        if relation is Relation.PRODUCT:
            _judge_product(total, parts)
            continue
        told = _told_of(relation, parts)
        if told is None:
            continue
        if any(one.status is Status.PLANNED for one in parts):
            total.status = told.status


def _judge_product(total: Draft, parts: Sequence[Draft]) -> None:
    """Let what so many at so much each make, and so much each, be meant where the many are."""
    if any(one.status is Status.PLANNED and one.per is None for one in parts):
        for one in (total, *(each for each in parts if each.per is not None)):
            one.status = Status.PLANNED


def _told_of(relation: Relation, parts: Sequence[Draft]) -> Draft | None:
    """Return the number that a relation is told of, None where nothing says which."""
    if relation in (Relation.RATIO, Relation.GROWTH):
        return parts[0]
    if relation is not Relation.DIFF:
        return None
    new = [one for one in parts if not one.is_beside and not is_compared(one)]
    return new[0] if len(new) == 1 else None


def _is_remainder(left: Draft, pair: Sequence[Draft]) -> bool:
    """Whether a difference is what is left or lacking of the larger of two numbers."""
    if any(one.is_beside or is_compared(one) for one in pair):
        return False
    is_left = LEFT.search(left.number.gap) is not None and not is_change(left)
    return is_left or meant_of(pair) is pair[0]


def _own(whole: Draft, parts: Sequence[Draft]) -> None:
    for one in parts:
        is_of_it = one.family == whole.family and one.number.value < whole.number.value
        if is_of_it and one.whole is None and whole.whole is not one and one.per == whole.per:
            one.whole = whole
