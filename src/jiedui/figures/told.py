"""What stated totals say all of, by source or category, so that coarser lines lie elsewhere.

A total of education money is complete for education in its reach: money without a category, or the
rest of a wider total, is none of it there. It still lies in its own cell, where it is not broken
down. Which totals stand is looked up when a question is asked (`figures.complete`); their order in
the book does not matter. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.figures.region import without
from jiedui.figures.stated import SPLIT_BY, Said
from jiedui.kernel.place import members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.figures.region import Asked, Left
    from jiedui.figures.stated import Stated


class Coarse(NamedTuple):
    """What a line says of itself besides its places and days; None where it says nothing.

    Attributes:
        account: Its account; None where lines of several were added up.
        owner: Whose programme it is.
        source: Its source, perhaps joint.
        category: Its category, perhaps joint.
    """

    account: str | None
    owner: str | None
    source: str | None
    category: str | None


Wanted = dict[str, tuple[str, ...]]
"""The sources and categories that are asked for; any where a dimension is missing."""


def is_told(line: tuple[Coarse, Left], asked: Asked, wanted: Wanted, *, named: Stated) -> bool:
    """Return whether totals say all there is of what is asked where a line may lie.

    Args:
        line: What the line says of itself, and where and when it can lie.
        asked: Where and when is asked.
        wanted: Which sources and categories.
        named: The totals.
    """
    one, left = line
    if not named.of(one.account, one.owner) or not finer(one):
        return False
    for place, periods in asked.spots(left.pieces):
        for said in said_at(one, place, wanted):
            days = periods
            for period in named.days(said):
                days = without(days, period)
            if days:
                return False
    return True


def said_at(one: Coarse, place: str | None, wanted: Wanted) -> Iterator[Said]:
    """Yield all that totals must tell at a place for nothing of a line to be of what is asked."""
    open_ = finer(one)
    for source in values_among(one.source, wanted.get("source")):
        for category in values_among(one.category, wanted.get("category")):
            yield Said(one.account, one.owner, place, source, category, open_)


def finer(one: Coarse) -> tuple[str, ...]:
    """Return what a line leaves open of what totals name."""
    return tuple([name for name in SPLIT_BY if is_open(getattr(one, name))])


def is_open(value: str | None) -> bool:
    """Return whether a line may be of several sources or categories, or of any."""
    return value is None or len(members(value)) > 1


def values_among(own: str | None, wanted: tuple[str, ...] | None) -> tuple[str | None, ...]:
    """Return which of the values asked for a line may have; None for any at all."""
    if wanted is None:
        return (None,) if is_open(own) else (own,)
    return wanted if own is None else tuple(one for one in wanted if one in members(own))
