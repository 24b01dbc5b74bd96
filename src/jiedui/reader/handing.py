"""What parts have from their total where they name none of their own: money, giver, getter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.placekey import covers
from jiedui.reader.layout import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.reader.passage import Draft
    from jiedui.reader.reading import Party


def hand_down(drafts: Iterable[Draft]) -> None:
    """Give parts that name no giver of their own the giver and the money of their total."""
    told = list(drafts)
    _take_up(told)
    for one in told:
        whole = one.whole
        if whole is None:
            continue
        one.source = one.source or _source_of(whole)
        if one.passage.block.kind is not TABLE is whole.passage.block.kind:
            one.recipient = _nearer(one.recipient, whole.recipient)
        if one.source == "donation" == whole.source and _is_in(whole, one):
            one.recipient = whole.recipient
        if one.is_named or not whole.is_named:
            continue
        is_closed = one.passage is whole.passage and one.start < whole.start
        if is_closed:
            continue  # Who stands in front of a total told last gave only the last part of it.
        if whole.donor and one.donor and one.source in (None, whole.source):
            one.donor = whole.donor


def _take_up(drafts: Iterable[Draft]) -> None:
    """Give totals told behind their parts, that name no giver, the one giver named by all parts."""
    parts: dict[int, list[Draft]] = {}
    for one in drafts:
        if one.whole is not None:
            parts.setdefault(id(one.whole), []).append(one)
    for told in parts.values():
        whole, donor = told[0].whole, told[0].donor
        if whole is None or whole.is_named or any(one.donor != donor for one in told):
            continue
        is_behind = all(one.passage is whole.passage and one.end <= whole.start for one in told)
        if is_behind and donor is not None and all(one.is_named for one in told):
            whole.donor = donor


def _is_in(whole: Draft, part: Draft) -> bool:
    """Whether who got a whole gift lies in the place that its part names only in general."""
    getter, general = whole.recipient, part.recipient
    if getter is None or general is None or not getter.keys or len(general.keys) != 1:
        return False
    is_longer = getter.keys[0] != general.keys[0] or len(getter.name) > len(general.name)
    return is_longer and ":" not in general.keys[0] and covers(general.keys[0], getter.keys[0])


def _nearer(party: Party | None, other: Party | None) -> Party | None:
    """Return the other party if it lies inside the first: the counties of a table's rows."""
    if party is None or other is None or not party.keys or not other.keys:
        return party or other
    holds = all(any(covers(one, key) for one in party.keys) for key in other.keys)
    return other if holds else party


def _source_of(whole: Draft) -> str | None:
    """Return the money of a total, of what that is a part of itself where it does not say."""
    for _ in range(4):
        if whole.source is not None or whole.whole is None:
            break
        whole = whole.whole
    return whole.source
