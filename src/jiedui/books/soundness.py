"""The fast way to know that a draft has nothing wrong with it. Knows no Django.

Bulk posting checks hundreds of thousands of drafts. `is_sound` says yes only where `check_entry`
would find nothing; where it says no, `check_entry` finds out what is wrong. A property test holds
the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.chain import KEYS
from jiedui.books.chart import ACCOUNTS, MONEY_SIDES
from jiedui.books.entry import AMOUNT_MAX, EXACT, NOTHING_MORE, WORDINGS
from jiedui.kernel.quantity import UNITS

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft, LineDraft

_SIDES = {
    (code, unit): one.side if one.side in MONEY_SIDES else ""
    for code, one in ACCOUNTS.items()
    if code != "Assertion"
    for unit in ((one.unit,) if one.unit is not None else UNITS)
    if unit == "fen" or one.side not in MONEY_SIDES
}
"""The side of each account with each unit it takes."""

_OVERLAPS = frozenset(("counted", "unknown"))
_PLAIN_SENSES = frozenset(((1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)))


def is_sound(draft: EntryDraft) -> bool:
    """Return whether `check_entry` finds nothing, quickly; False may also mean "look closely".

    Lines of an entry mostly say the same beside account and amount: that is looked at once.
    """
    kind, starts, ends, _, lines = draft[:5]
    if not lines or ends < starts or not kind.isidentifier():
        return False
    actual = plan = 0
    known: tuple[object, ...] | None = None
    for one in lines:
        code, unit, amount, low, high = one[:5]
        side = _SIDES.get((code, unit))
        if (
            side is None
            or not (type(amount) is type(low) is type(high) is int)
            or not -AMOUNT_MAX <= amount <= AMOUNT_MAX
        ):
            return False
        if one[3:] != known:
            if not _is_sound_beside(one):
                return False
            known = one[3:]
        if side == "actual":
            actual += amount
        elif side:
            plan += amount
    return actual == 0 == plan


def _is_sound_beside(one: LineDraft) -> bool:
    """Check what a line says beside its account and amount."""
    starts, ends, dims = one[9:12]
    _, _, _, are_sound = KEYS[dims]
    if ends < starts or not are_sound:
        return False
    if one[3:9] == EXACT and one[12:] == NOTHING_MORE:
        return True
    low, high, low_open, high_open, wording, sense = one[3:9]
    return (
        0 <= low <= AMOUNT_MAX
        and 0 <= high <= AMOUNT_MAX
        and (sense, low_open, high_open) in _PLAIN_SENSES
        and wording in WORDINGS
        and one.overlap in _OVERLAPS
        and one.excluding is None
    )
