"""How well an offer fits a wish: points that add up to at most 100, each with its reason.

A score explains itself: it is a list of reasons with points, and the list is what people see.
Whole numbers only. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.place import covers, normal, parents

if TYPE_CHECKING:
    import datetime as dt

ITEM_MAX, NEED_MAX, PLACE_MAX, QUANTITY_MAX, PRICE_MAX, URGENT_MAX = 45, 20, 15, 10, 5, 5
SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody offers: a thing, its kind of need, where to, how many, at what value each."""

    item: str
    need: str
    place: str
    quantity: int
    price_fen: int | None


@dataclass(frozen=True, slots=True)
class Wished:
    """What a wish asks for: the thing, what it stands in place of, and what is left of it."""

    item: str
    words: str
    need: str
    place: str
    left: int
    price_fen: int | None
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a score: its code, the points given and the most it could give."""

    code: str
    points: int
    most: int


def reasons(offer: Offered, wish: Wished, *, today: dt.date) -> tuple[Reason, ...]:
    """Return why an offer fits a wish; () when nothing of it is left or nothing is alike."""
    likeness = _likeness(offer.item, wish.item)
    if wish.left <= 0 or (not likeness and offer.need != wish.need):
        return ()
    return (
        Reason("item", likeness * ITEM_MAX // 100, ITEM_MAX),
        Reason("need", NEED_MAX if offer.need == wish.need else 0, NEED_MAX),
        Reason("place", _nearness(offer.place, wish.place), PLACE_MAX),
        Reason(
            "quantity", QUANTITY_MAX * min(offer.quantity, wish.left) // wish.left, QUANTITY_MAX
        ),
        Reason("price", _within(offer.price_fen, wish.price_fen), PRICE_MAX),
        Reason("urgent", _urgency(wish.due_on, today), URGENT_MAX),
    )


def score(found: tuple[Reason, ...]) -> int:
    """Return the points of all reasons together."""
    return sum(one.points for one in found)


def _likeness(one: str, other: str) -> int:
    """Return how alike two names of things are, in percent: shared pairs of signs (Dice)."""
    left, right = normal(one), normal(other)
    if not left or not right:
        return 0
    if left in right or right in left:
        return 100
    pairs, others = _pairs(left), _pairs(right)
    shared = len(pairs & others)
    return 200 * shared // (len(pairs) + len(others)) if shared else 0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def _nearness(wanted: str, place: str) -> int:
    """Return points for the place: anywhere and inside fit whole, the same prefecture by half."""
    if not wanted or covers(wanted, place):
        return PLACE_MAX
    one, other = parents(wanted), parents(place)
    if one.prefecture and one.prefecture == other.prefecture:
        return PLACE_MAX // 2
    return PLACE_MAX // 4 if one.province and one.province == other.province else 0


def _within(offered: int | None, ceiling: int | None) -> int:
    if offered is None or ceiling is None:
        return PRICE_MAX // 2
    return PRICE_MAX if offered <= ceiling else 0


def _urgency(due_on: dt.date | None, today: dt.date) -> int:
    return URGENT_MAX if due_on is not None and (due_on - today).days <= SOON_DAYS else 0
