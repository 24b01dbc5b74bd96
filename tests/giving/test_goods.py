"""Goods on their way, against a model of piles; a store can always be counted again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.access.scope import EVERYWHERE
from jiedui.giving.commands.gifts import post_gifts
from jiedui.giving.commands.goods import move_all, move_goods
from jiedui.giving.goods import MOVES, PILES, check_move, piles
from jiedui.giving.queries.gifts import gift
from tests.giving.saying import refused
from tests.giving.world import NOW, TODAY

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.giving.world import World


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(-1, 9)), max_size=30))
def test_no_pile_is_ever_short(moves: list[tuple[str, int]]) -> None:
    """What the rules let through never takes more than there is, and nothing gets lost."""
    made: list[tuple[str, int]] = []
    for code, quantity in moves:
        if not check_move(piles(made), code, quantity, name="棉被", document="单据"):
            made.append((code, quantity))
    found = piles(made)
    assert all(found[pile] >= 0 for pile in PILES)
    came = sum(quantity for code, quantity in made if not MOVES[code].takes)
    assert sum(found.values()) == came


def test_goods_go_their_way_with_what_is_short(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    number = world.goods
    quilts, pills = (one.number for one in gift(EVERYWHERE, number).goods)
    assert refused(lambda: post_gifts([number], actor=reviewer, now=NOW)) == {"GIFT_NOT_HERE"}

    def move(line: int, code: str, quantity: int, document: str = "") -> object:
        return move_goods(line, code, quantity, on=TODAY, document=document, actor=officer, now=NOW)

    move(quilts, "received", 98)
    move(pills, "received", 40)
    move(pills, "surplus", 2, "签收单")
    assert refused(lambda: move(quilts, "accepted", 99)) == {"MOVE_TOO_MANY"}
    assert refused(lambda: move(quilts, "rejected", 3)) == {"PROOF_MISSING"}
    move(quilts, "rejected", 3, "验收记录")
    move_all(number, "accepted", on=TODAY, actor=officer, now=NOW)
    post_gifts([number], actor=reviewer, now=NOW)
    late = TODAY + dt.timedelta(days=31)
    assert refused(lambda: move_goods(pills, "sent", 1, on=late, actor=officer, now=NOW)) == {
        "GOODS_EXPIRED"
    }
    move_all(number, "sent", on=TODAY, actor=officer, now=NOW)
    move(quilts, "delivered", 90, "对方签收单")
    move(quilts, "short", 5, "对方签收单")
    found = gift(EVERYWHERE, number)
    assert found.summary.state == "delivered"
    one = found.goods[0]
    assert (one.announced, one.delivered, one.lost, one.in_store, one.on_way) == (100, 90, 8, 0, 0)
    kept = {pile: getattr(one, pile) for pile in PILES}
    assert kept == piles((told.move, told.quantity) for told in found.moves if told.line == quilts)
    assert replace(found).summary.entry is not None
