"""The fast way to know that a draft has nothing wrong with it. Knows no Django.

Bulk posting checks hundreds of thousands of drafts. `is_sound` says yes only where `check_entry`
would find nothing; where it says no, `check_entry` finds out what is wrong. A property test holds
the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.chart import ACCOUNTS, account
from jiedui.books.entry import AMOUNT_MAX, WORDINGS
from jiedui.kernel.quantity import UNITS

if TYPE_CHECKING:
    from jiedui.books.entry import Dims, EntryDraft

MONEY_SIDES = ("actual", "plan")
"""The sides that balance, each by itself."""

_UNIT_OF = {
    (code, unit): one.side if one.side in MONEY_SIDES else ""
    for code, one in ACCOUNTS.items()
    if code != "Assertion"
    for unit in ((one.unit,) if one.unit is not None else UNITS)
}
_OVERLAPS = frozenset(("counted", "unknown"))
_PLAIN_SENSES = frozenset(((1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)))
_good_dims: set[Dims] = set()


def side_of(account_code: str) -> str:
    """Return the side on which a line of an account must balance: actual, plan, or "" for none."""
    found = account(account_code)
    return found.side if found is not None and found.side in MONEY_SIDES else ""


def is_sound(draft: EntryDraft) -> bool:
    """Return whether `check_entry` finds nothing, quickly; False may also mean "look closely"."""
    if not draft.lines or draft.ends < draft.starts or not draft.kind.isidentifier():
        return False
    actual = plan = 0
    known: Dims | None = None
    for (
        code,
        unit,
        amount,
        low,
        high,
        low_open,
        high_open,
        wording,
        sense,
        starts,
        ends,
        dims,
        _,
        overlap,
        excluding,
        _,
        _,
    ) in draft.lines:
        side = _UNIT_OF.get((code, unit))
        if (
            side is None
            or (unit != "fen" and side)
            or (sense, low_open, high_open) not in _PLAIN_SENSES
            or wording not in WORDINGS
            or ends < starts
            or overlap not in _OVERLAPS
            or excluding is not None
            or not (type(amount) is type(low) is type(high) is int)
            or not (
                -AMOUNT_MAX <= amount <= AMOUNT_MAX
                and 0 <= low <= AMOUNT_MAX
                and 0 <= high <= AMOUNT_MAX
            )
            or (dims is not known and dims not in _good_dims and not _dims_are_good(dims))
        ):
            return False
        known = dims
        if side == "actual":
            actual += amount
        elif side:
            plan += amount
    return actual == 0 == plan


def _dims_are_good(dims: Dims) -> bool:
    """Check a set of keys once and remember it: books repeat theirs a thousand times."""
    told = "".join(filter(None, dims))
    if "" in dims or not told.isprintable() or "\\" in told:
        return False
    if len(_good_dims) > 100_000:
        _good_dims.clear()
    _good_dims.add(dims)
    return True
