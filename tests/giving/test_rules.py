"""Each house rule of giving with a case that fires and one that does not; scores that add up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from jiedui.access.scope import EVERYWHERE
from jiedui.attention.commands import run_rules
from jiedui.attention.queries import FindingFilter, findings
from jiedui.giving import board
from jiedui.giving.commands.claims import step_claims
from jiedui.giving.commands.gifts import hand_on, post_gifts, record_gift
from jiedui.giving.drafts import GiftDraft
from jiedui.giving.rules import Awaited, Given, Limits, bill_missing, twice_counted, wish_waits
from jiedui.giving.scoring import Offered, Wished, reasons, score
from jiedui.kernel.period import day
from jiedui.kernel.quantity import said
from tests.giving.world import DEQIN, JIUZHI, NOW, TODAY

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.giving.world import World

LIMITS = Limits()
ONE = Given(
    1, "晨曦实业公司", frozenset({"晨曦实业公司", "示范慈善基金会"}), 5_000_000, TODAY, TODAY,
    "助学款", has_bill=False, is_bill_due=True, posted_on=TODAY,
)  # fmt: skip
PASSED_ON = replace(
    ONE, number=2, donor="示范慈善基金会", names=frozenset({"示范慈善基金会"}), what="善款"
)


def test_r11_a_gift_passed_on_and_recorded_again() -> None:
    assert [one.numbers for one in twice_counted([ONE, PASSED_ON], LIMITS)] == [(1, 2)]
    stranger = replace(PASSED_ON, donor="另一公司", names=frozenset({"另一公司"}))
    other_value = replace(PASSED_ON, amount_fen=6_000_000)
    far = TODAY + dt.timedelta(days=61)
    later = replace(PASSED_ON, starts=far, ends=far)
    for quiet in (stranger, other_value, later):
        assert list(twice_counted([ONE, quiet], LIMITS)) == []


def test_r12_a_bill_that_does_not_come() -> None:
    late = TODAY + dt.timedelta(days=31)
    assert [one.numbers for one in bill_missing([ONE], LIMITS, late)] == [(1,)]
    quiet = [replace(ONE, has_bill=True), replace(ONE, is_bill_due=False)]
    assert list(bill_missing(quiet, LIMITS, late)) == []
    assert list(bill_missing([ONE], LIMITS, TODAY)) == []


def test_r20_a_wish_that_waits() -> None:
    waiting = Awaited(7, None, "published", TODAY, None)
    late = TODAY + dt.timedelta(days=61)
    assert [one.numbers for one in wish_waits([waiting], LIMITS, late)] == [(7,)]
    assert list(wish_waits([waiting], LIMITS, TODAY)) == []
    disputed = Awaited(7, 3, "disputed", TODAY, None)
    assert [one.numbers for one in wish_waits([disputed], LIMITS, TODAY + dt.timedelta(days=1))]
    done = Awaited(7, 3, "thanked", TODAY, TODAY)
    assert list(wish_waits([done], LIMITS, late)) == []


def test_the_rules_look_at_what_is_recorded(world: World, officer: Actor, reviewer: Actor) -> None:
    """Posting runs them over what it touched, the night over everything."""
    hand_on(world.gift, taker="清凉寺", on=TODAY, actor=officer, now=NOW)
    again = GiftDraft(
        world.temple, "cash", "转交善款", "久治县教育局", day(TODAY), amount=said(50_000_000),
        recipient=JIUZHI,
    )  # fmt: skip
    number = record_gift(again, actor=officer, now=NOW).number
    post_gifts([number], actor=reviewer, now=NOW)
    assert codes() == ["R11"]
    run_rules(actor=officer, now=NOW)
    assert codes() == ["R11"]
    _, claim = board.reserve(
        world.wishes[0], name="热心人", contact="13900000001", claimant="person", quantity=1,
        public_name="", now=NOW,
    )  # fmt: skip
    step_claims([claim.number], "claim", actor=officer, now=NOW)
    run_rules(actor=officer, now=NOW + dt.timedelta(days=62))
    found = findings(EVERYWHERE, FindingFilter()).rows
    assert {one.rule for one in found} == {"R11", "R12", "R20"}
    assert f"/desk/wishes/{world.wishes[0]}" in {one.link for one in found}


def codes() -> list[str]:
    """Return the rules that have findings."""
    return [one.rule for one in findings(EVERYWHERE, FindingFilter()).rows]


@given(
    st.text("书包足球电饭锅儿童的", min_size=1, max_size=6),
    st.text("书包足球电饭锅儿童的", min_size=1, max_size=6),
    st.sampled_from(("schooling", "daily")),
    st.sampled_from(("", JIUZHI, DEQIN, "632600")),
    st.integers(1, 9),
)
def test_a_score_is_the_sum_of_its_reasons(
    item: str, wished: str, need: str, place: str, left: int
) -> None:
    offer = Offered(item, need, place, 3, 10_000)
    wish = Wished(wished, "", "daily", JIUZHI, left, 12_000, TODAY)
    found = reasons(offer, wish, today=TODAY)
    assert all(0 <= one.points <= one.most for one in found)
    assert 0 <= score(found) <= 100
    same = reasons(Offered(wished, "daily", JIUZHI, left, 12_000), wish, today=TODAY)
    assert score(same) == 100 >= score(found)
    assert reasons(offer, replace(wish, left=0), today=TODAY) == ()
