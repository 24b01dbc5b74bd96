"""The way of donated goods as a table of moves over counted piles. Knows no Django.

Every move adds to one pile and takes from another; what a line has at any moment is the sum of its
moves, so a store can always be counted again. A difference at a hand-over is itself a move: SHORT
(fewer came than were told), SURPLUS (more came) or WASTAGE (spoilt, lost, refused), and needs a
document (DOMAIN 6.3; the inventory drift of ANCHORS 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.giving.saying import wrong
from jiedui.kernel.codes import Code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Move:
    """A kind of movement.

    Attributes:
        code: Its code.
        zh: Official wording.
        en: English wording.
        takes: The pile it takes from; "" = from outside.
        gives: The pile it adds to; "" = out of what is counted.
        state: The state of its gift from then on, "" when it does not move it.
        needs_document: Whether it needs a proof.
    """

    code: str
    zh: str
    en: str
    takes: str
    gives: str
    state: str = ""
    needs_document: bool = False


MOVES: dict[str, Move] = {
    one.code: one
    for one in (
        Move("received", "收到", "received", "", "at_hand", "received"),
        Move("surplus", "溢余", "SURPLUS", "", "at_hand", "", needs_document=True),
        Move("accepted", "验收入库", "inspected and stored", "at_hand", "in_store", "stored"),
        Move("rejected", "验收不合格(损耗)", "WASTAGE at inspection", "at_hand", "lost",
             "inspected", needs_document=True),
        Move("wasted", "在库损耗", "WASTAGE in store", "in_store", "lost", "", needs_document=True),
        Move("sent", "发出", "sent", "in_store", "on_way", "sent"),
        Move("delivered", "对方签收", "received by the other end", "on_way", "delivered",
             "delivered", needs_document=True),
        Move("short", "短少", "SHORT at the other end", "on_way", "lost", "",
             needs_document=True),
        Move("broken", "途中损耗", "WASTAGE on the way", "on_way", "lost", "",
             needs_document=True),
        Move("over", "对方多收", "SURPLUS at the other end", "", "delivered", "",
             needs_document=True),
    )
}  # fmt: skip
"""Every movement of goods, by code."""

PILES = ("at_hand", "in_store", "on_way", "delivered", "lost")
"""Where pieces may be: received and not inspected, in the store, on the way, arrived, lost."""

PILE_WORDS = {
    one.code: one
    for one in (
        Code("at_hand", "待验收", "to be inspected"),
        Code("in_store", "在库", "in store"),
        Code("on_way", "在途", "on the way"),
        Code("delivered", "已送达", "delivered"),
        Code("lost", "短少损耗", "short or wasted"),
    )
}
ORDER = ("announced", "received", "inspected", "stored", "sent", "delivered")
"""The states of a gift of goods, in the order of its way."""


def piles(moves: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return what lies in each pile after some moves (code, quantity)."""
    found = dict.fromkeys(PILES, 0)
    for code, quantity in moves:
        move = MOVES[code]
        if move.takes:
            found[move.takes] -= quantity
        if move.gives:
            found[move.gives] += quantity
    return found


def check_move(
    have: dict[str, int], code: str, quantity: int, *, name: str, document: str
) -> list[Problem]:
    """Return why a move cannot be made: an unknown move, too few pieces, a missing document."""
    move = MOVES.get(code)
    if move is None:
        return [wrong("MOVE_UNKNOWN", name, found=code, expected="、".join(MOVES))]
    problems = []
    if quantity <= 0:
        problems.append(
            wrong("MOVE_QUANTITY", name, found=str(quantity), expected="a whole number above 0")
        )
    elif move.takes and quantity > have[move.takes]:
        there = f"at most {have[move.takes]} ({PILE_WORDS[move.takes].en})"
        problems.append(
            wrong("MOVE_TOO_MANY", name, found=f"{quantity} to be {move.en}", expected=there)
        )
    if move.needs_document and not document.strip():
        problems.append(
            wrong("PROOF_MISSING", name, found="no document", expected=f"a proof: {move.en}")
        )
    return problems


def later(state: str, other: str) -> str:
    """Return the further of two states of a gift of goods."""
    return max(state, other, key=ORDER.index) if other else state
