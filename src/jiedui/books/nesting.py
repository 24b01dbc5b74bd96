"""Stated totals inside one another, when one of them is taken back. Knows no Django.

A record, or a narrower total, takes its share out of the innermost total it lies in. A total that
comes between a record and a wider total takes the record's share out of itself and gives it back to
the wider one. When a total goes, everything that was taken out of it or given back to it goes too,
and what lay in it takes its share out of the wider total around it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.entry import taken_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.books.entry import EntryDraft, LineDraft

Scope = tuple[object, ...]
"""The account, dimensions and days of a total."""

Shares = dict[int, list["LineDraft"]]
"""By record, or narrower total, the lines that take its numbers out of a total."""


class Carved(NamedTuple):
    """A carve-out in force in another entry.

    Attributes:
        entry: The entry it stands in.
        reverses: What that entry takes back; None when it is no reversal.
        line: The line.
    """

    entry: int
    reverses: int | None
    line: LineDraft


def scope_of(line: LineDraft) -> Scope:
    """Return what a line has in common with the total whose part it is."""
    dims = line.dims._replace(project=None, state=None)
    return line.account, dims, line.starts, line.ends


def scopes_of(draft: EntryDraft) -> frozenset[Scope]:
    """Return the scopes of the totals an entry states."""
    return frozenset(
        scope_of(line)
        for line in draft.lines
        if not line.itemised and line.sense > 0 and line.carves is None
    )


def in_force(found: Sequence[Carved], undoing: Iterable[Carved]) -> list[Carved]:
    """Return carve-outs without those that a reversal has taken back, and without what did so."""
    undone = Counter(_undoes(one) for one in undoing)
    gone = Counter[tuple[object, ...]]()
    kept = []
    for one in found:
        same: tuple[object, ...] = (one.entry, scope_of(one.line), one.line[:9])
        if undone[same] > gone[same]:
            gone[same] += 1
        else:
            kept.append(one)
    left = []
    for one in kept:
        undoes = _undoes(one)
        if one.reverses is not None and gone[undoes]:
            gone[undoes] -= 1
        else:
            left.append(one)
    return left


def _undoes(one: Carved) -> tuple[object, ...]:
    """Return the entry, scope and numbers of the line that a reversal's line takes back."""
    return one.line.carves, scope_of(one.line), taken_back(one.line)[:9]


class Around(NamedTuple):
    """How a total stands in the wider one around it.

    Attributes:
        shares: By account, the line that takes it out of the wider total, and that one's number:
            the entry that states it, or the one in which the share stands.
        given_back: By record, what the total gave back to the wider one when it came.
    """

    shares: dict[str, tuple[int, LineDraft]]
    given_back: Shares


def shares_of(number: int, draft: EntryDraft, carved: Iterable[Carved]) -> Shares:
    """Return what still takes its share out of the totals of entry `number`.

    Args:
        number: Its number.
        draft: Its content.
        carved: Carve-outs in force in other entries that rest on it.
    """
    scopes = scopes_of(draft)
    told = [(line.carves, line) for line in draft.lines]
    told += [(_child(one, number), one.line) for one in carved]
    inside = [(child, line) for child, line in told if scope_of(line) in scopes]
    return _by_child((child, line) for child, line in _netted(inside) if line.sense < 0)


def _child(one: Carved, number: int) -> int | None:
    if one.line.carves != number:
        return one.line.carves
    return one.entry if one.reverses is None else one.reverses


def around(number: int, draft: EntryDraft, carved: Iterable[Carved]) -> Around:
    """Return how the totals of entry `number` stand in the wider one; see `shares_of`."""
    scopes = scopes_of(draft)
    stated = {line[:3] for line in draft.lines if scope_of(line) in scopes and line.sense > 0}
    told: list[tuple[int | None, LineDraft]] = [(line.carves, line) for line in draft.lines]
    told += [(one.entry, one.line) for one in carved if one.line.carves == number]
    outside = _netted([(at, line) for at, line in told if scope_of(line) not in scopes])
    shares: dict[str, tuple[int, LineDraft]] = {}
    for at, line in outside:
        if line.sense < 0 and taken_back(line)[:3] in stated:
            shares.setdefault(line.account, (at, line))
    return Around(shares, _by_child((at, line) for at, line in outside if line.sense > 0))


def _netted(told: Sequence[tuple[int | None, LineDraft]]) -> list[tuple[int, LineDraft]]:
    """Return shares, each with an entry, without those that were given back and what did so."""
    left: list[tuple[int, LineDraft]] = []
    for entry, line in told:
        if entry is None or line.itemised or line.overlap != "counted":
            continue
        back = scope_of(line), taken_back(line)[:9]
        same = (at for at, (_, one) in enumerate(left) if (scope_of(one), one[:9]) == back)
        match = next(same, None)
        if match is None:
            left.append((entry, line))
        else:
            del left[match]
    return left


def _by_child(told: Iterable[tuple[int, LineDraft]]) -> Shares:
    found: Shares = {}
    for child, line in told:
        found.setdefault(child, []).append(line)
    return found


def placed_wider(shares: Shares, wider: Around) -> list[tuple[int, LineDraft]]:
    """Return what a total that goes leaves to do in the wider one, each line with its record.

    What lay in it takes its share out of the wider one, unless that was given back when the total
    came, which goes with it. What was given back and lies in a narrower total now stays given back.
    """
    found = [
        (child, _moved(line, wider.shares[line.account][1]))
        for child, lines in shares.items()
        if child not in wider.given_back
        for line in lines
        if line.account in wider.shares
    ]
    return found + [
        (child, line)
        for child, lines in wider.given_back.items()
        if child not in shares
        for line in lines
    ]


def _moved(share: LineDraft, line: LineDraft) -> LineDraft:
    return share._replace(
        dims=line.dims, starts=line.starts, ends=line.ends, excluding=line.excluding
    )
