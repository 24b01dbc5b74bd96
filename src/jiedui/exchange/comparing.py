"""A return held against the one it is sent again for: what stands, what changes, what is gone.

Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.exchange.drafting import Without, draft_rows
from jiedui.exchange.resent import (
    Change,
    Difference,
    differing,
    pairs_of,
    says_the_same,
    takings_back,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from jiedui.books.entry import EntryDraft
    from jiedui.exchange.drafting import BookView
    from jiedui.exchange.judging import Judged
    from jiedui.exchange.resent import Earlier, Key, Resend
    from jiedui.exchange.rows import Reading, Row, Total

WAITS = "waits"
"""How a row stands that an error keeps back."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A reading held against the earlier return.

    Attributes:
        pairs: Which earlier row each row is.
        standing: Rows that an entry on record says already, with that entry.
        back: Reversals of what the earlier rows say that were changed.
        gone: Reversals for rows that are gone, where a person has said so.
        beside: Position of a row to what its sheet said before and still says.
    """

    pairs: Mapping[Key, Earlier] = field(default_factory=dict)
    standing: Mapping[Key, int] = field(default_factory=dict)
    back: Mapping[Key, list[EntryDraft]] = field(default_factory=dict)
    gone: list[EntryDraft] = field(default_factory=list)
    beside: Mapping[int, frozenset[int]] = field(default_factory=dict)


def compare(
    reading: Reading, view: BookView, resend: Resend, *, waiting: Collection[tuple[str, int]]
) -> Compared:
    """Find what stands: each row is drafted as if nothing of the earlier return were on record.

    Args:
        reading: The new return.
        view: The book.
        resend: The earlier return.
        waiting: Sheet and row number of rows that an error of the reading keeps back.
    """
    pairs = pairs_of(reading, resend.earlier)
    posted = frozenset(number for one in pairs.values() for number in one.entries)
    alone = draft_rows(reading, Without(view, posted), waiting=waiting)
    moved = _moved(reading, view, waiting) if resend.is_later else frozenset()
    standing: dict[Key, int] = {}
    changed: dict[Key, Earlier] = {}
    for draft in alone:
        key = (draft.is_total, draft.at)
        pair = pairs.get(key)
        row_waits = draft.waits or (draft.sheet, draft.row) in waiting
        if pair is None or not pair.entries or row_waits or key in moved:
            continue
        thing = _thing(reading, key)
        is_alike = not differing(thing, pair.thing)
        if says_the_same(draft.core, map(view.entry, pair.entries), is_alike=is_alike):
            standing[key] = pair.entries[0]
        else:
            changed[key] = pair
    gone = [one for one in _gone(resend, pairs) if one.code in resend.given_up]
    entry = {
        number: view.entry(number) for one in (*changed.values(), *gone) for number in one.entries
    }
    told = [(pair, _thing(reading, key)) for key, pair in changed.items()]
    reversals = takings_back(
        resend, [*told, *((one, None) for one in gone)], entry=entry, file=reading.file
    )
    by_number = {one.reverses: one for one in reversals}
    back = {key: [by_number[number] for number in pair.entries] for key, pair in changed.items()}
    return Compared(
        pairs,
        standing,
        back,
        [by_number[number] for one in gone for number in one.entries],
        _beside(reading, resend, pairs),
    )


def _beside(
    reading: Reading, resend: Resend, pairs: Mapping[Key, Earlier]
) -> dict[int, frozenset[int]]:
    """Return for each row what its own sheet said before: for a new row only what it says again."""
    said: dict[str, set[int]] = {}
    again: dict[str, set[int]] = {}
    for one in resend.earlier:
        said.setdefault(one.thing.sheet, set()).update(one.entries)
    for (is_total, at), pair in pairs.items():
        if not is_total:
            again.setdefault(reading.rows[at].sheet, set()).update(pair.entries)
    return {
        at: frozenset(
            again.get(row.sheet, set())
            | (said[pairs[False, at].thing.sheet] if (False, at) in pairs else set())
        )
        for at, row in enumerate(reading.rows)
    }


def _moved(
    reading: Reading, view: BookView, waiting: Collection[tuple[str, int]]
) -> frozenset[Key]:
    """Return rows that only tell how far a project on record has come since."""
    return frozenset(
        (draft.is_total, draft.at)
        for draft in draft_rows(reading, view, waiting=waiting)
        if draft.entries
        and not draft.waits
        and all(entry.kind in ("transfer", "state") for entry in draft.entries)
    )


def _thing(reading: Reading, key: Key) -> Row | Total:
    return reading.totals[key[1]] if key[0] else reading.rows[key[1]]


def _gone(resend: Resend, pairs: Mapping[Key, Earlier]) -> list[Earlier]:
    """Return earlier rows that stand and that no row says again."""
    said = {one.code for one in pairs.values()}
    return [one for one in resend.earlier if one.entries and one.code not in said]


def differences(
    rows: Iterable[Judged], compared: Compared, resend: Resend
) -> tuple[Difference, ...]:
    """Return row by row how a return differs from what is posted of the earlier one."""
    found = []
    for one in rows:
        key = (one.is_total, one.at)
        earlier = one.earlier
        if one.is_total and not (earlier and earlier.entries) and not one.draft.entries:
            continue
        if earlier is None or not earlier.entries:
            change = Change.NEW
        else:
            is_changed = bool(one.back) or any(
                entry.kind in ("transfer", "state") for entry in one.draft.entries
            )
            is_held = one.standing == WAITS and differing(one.thing, earlier.thing)
            change = Change.CHANGED if is_changed or is_held else Change.SAME
        fields = differing(one.thing, earlier.thing) if earlier is not None else ()
        found.append(Difference(change, key, earlier, fields))
    return (
        *found,
        *(
            Difference(Change.GONE, None, one, is_given_up=one.code in resend.given_up)
            for one in _gone(resend, compared.pairs)
        ),
    )
