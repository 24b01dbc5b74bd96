"""Whose a total is that stands behind what several gave: 甲街道20万元,乙街道15万元,两家共35万元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import level_of
from jiedui.kernel.placekey import covers
from jiedui.reader.reading import MONEY, Party, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.passage import Draft

_CITY = 2
_MOST = 4
"""So many givers are named together; of more the one in force is told."""


def name_totals(sums: Iterable[tuple[Relation, Draft, Sequence[Draft], bool]]) -> None:
    """Give totals without a giver of their own those of their parts.

    Args:
        sums: The findings of a page: relation, total, parts, whether it is right.
    """
    for relation, total, parts, is_ok in sums:
        if relation is not Relation.SUM or not is_ok or not _is_left_open(total, parts):
            continue
        giver = _giver(parts)
        if giver is not None:
            total.donor = giver
            is_one = {one.source for one in parts} == {total.source}
            total.source = total.source if is_one else None


def _is_left_open(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether a total of money stands behind its parts in their sentence and names nobody."""
    behind = all(one.passage is total.passage and one.start < total.start for one in parts)
    if not behind or total.measure is not MONEY or total.is_named:
        return False
    is_one = all(one.number.sentence == total.number.sentence for one in parts)
    return is_one and all(one.is_named and one.donor is not None for one in parts)


def _giver(parts: Sequence[Draft]) -> Party | None:
    """Return the city that holds all the givers, else all of them; None where they are one."""
    givers = list({one.donor.name: one.donor for one in parts if one.donor}.values())
    keys = tuple(dict.fromkeys(key for one in givers for key in one.keys))
    if not 1 < len(givers) <= _MOST:
        return None
    for one in givers:
        if len(one.keys) == 1 and all(covers(one.keys[0], key) for key in keys):
            is_city = level_of(one.keys[0]) == _CITY and all(each.keys for each in givers)
            return one if is_city else None
    if any(key != other and covers(key, other) for key in keys for other in keys):
        return None
    return Party("、".join(one.name for one in givers), keys)
