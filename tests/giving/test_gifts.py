"""A gift is counted once, whatever becomes of it; its purpose binds; two people post it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books.feed import facts
from jiedui.books.queries import entry
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.giving.commands.donors import add_donor
from jiedui.giving.commands.gifts import (
    consent_gift,
    hand_on,
    post_gifts,
    record_gift,
    use_gift,
    withdraw_gift,
)
from jiedui.giving.drafts import DonorDraft, GiftDraft, read_amount
from jiedui.kernel.period import day
from jiedui.kernel.quantity import said
from tests.giving.saying import refused
from tests.giving.world import DEQIN, JIUZHI, NOW, TODAY

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.giving.world import World

CASH = GiftDraft(
    0, "cash", "善款", "德钦县教育局", day(TODAY), amount=said(1_000_000), recipient=DEQIN
)


def figure(code: str, **where: str) -> int | None:
    """Return the stated value of a figure."""
    asked = Question(code, where=tuple((name, (value,)) for name, value in where.items()))
    return compute(asked, facts()).rows[0].value.stated


def test_a_gift_is_counted_when_a_second_person_posts_it(world: World, officer: Actor) -> None:
    draft = replace(CASH, donor=world.company)
    number = record_gift(draft, actor=officer, now=NOW).number
    assert figure("gifts_count", payer="晨曦实业公司") == 1, "what is only recorded is not counted"
    reviewer = actor_named("reviewer")
    mine = record_gift(draft, actor=reviewer, now=NOW).number
    assert refused(lambda: post_gifts([mine], actor=reviewer, now=NOW)) == {"SECOND_PERSON"}
    post_gifts([number], actor=reviewer, now=NOW)
    assert figure("gifts_count", payer="晨曦实业公司") == 2
    assert figure("gift", payer="晨曦实业公司") == 51_000_000
    assert figure("gift", donor="晨曦实业公司", county=DEQIN) == 1_000_000
    assert refused(lambda: post_gifts([number], actor=reviewer, now=NOW)) == {"GIFT_COUNTED"}
    assert refused(lambda: withdraw_gift(number, reason="误记", actor=officer, now=NOW)) == {
        "GIFT_COUNTED"
    }


def test_a_posting_is_whole_or_nothing_and_says_every_reason(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    draft = replace(CASH, donor=world.company)
    one = record_gift(draft, actor=officer, now=NOW).number
    coming = record_gift(replace(draft, is_here=False), actor=officer, now=NOW).number
    own = record_gift(draft, actor=reviewer, now=NOW).number
    codes = refused(lambda: post_gifts([one, coming, own], actor=reviewer, now=NOW))
    assert codes == {"GIFT_NOT_HERE", "SECOND_PERSON"}
    assert figure("gifts_count", payer="晨曦实业公司") == 1


def test_the_wording_of_an_amount_reaches_the_book(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    over, _ = read_amount("10余万元")
    number = record_gift(
        replace(CASH, donor=world.company, amount=over), actor=officer, now=NOW
    ).number
    posted = post_gifts([number], actor=reviewer, now=NOW)
    assert "1 gifts" in posted.subject
    line = entry(EVERYWHERE, 2).draft.lines[0]
    assert (line.amount, line.wording, line.high_open) == (10_000_000, "over", 1)


def test_goods_without_a_basis_are_counted_and_not_valued(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    draft = replace(CASH, donor=world.temple, kind="goods", words="图书", basis="none")
    number = record_gift(draft, actor=officer, now=NOW).number
    post_gifts([number], actor=reviewer, now=NOW)
    line = entry(EVERYWHERE, 2).draft.lines[0]
    assert (line.account, line.wording, line.high_open) == ("Place:Goods", "not_stated", 1)
    assert figure("gifts_count", payer="清凉寺") == 1


def test_a_person_reaches_the_book_as_a_number_only(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    number = record_gift(replace(CASH, donor=world.person), actor=officer, now=NOW).number
    post_gifts([number], actor=reviewer, now=NOW)
    draft = entry(EVERYWHERE, 2).draft
    assert draft.lines[0].dims.payer == f"个人捐赠者第{world.person}号"
    assert "沈" not in draft.words


def test_personal_numbers_are_refused_wherever_words_reach_the_book(
    world: World, officer: Actor
) -> None:
    draft = replace(
        CASH, donor=world.company, purpose="给张某13812345678", words="11010519491231002X"
    )
    assert refused(lambda: record_gift(draft, actor=officer, now=NOW)) == {"PERSONAL_NUMBER"}


def test_a_designated_use_is_binding(world: World, officer: Actor) -> None:
    def use(**changed: object) -> object:
        told: dict[str, object] = {
            "amount_fen": 10_000_000, "purpose": "久治县中学助学金", "words": "资助学生30名",
            "on": TODAY, "document": "发放签字表", "actor": officer, "now": NOW,
        }  # fmt: skip
        return use_gift(world.gift, **(told | changed))  # type: ignore[arg-type]

    assert refused(lambda: use(purpose="修路")) == {"DESIGNATED"}
    assert refused(lambda: use(place=DEQIN)) == {"DESIGNATED"}
    assert refused(lambda: use(amount_fen=50_000_001)) == {"USE_TOO_MUCH"}
    assert refused(lambda: use(document="")) == {"PROOF_MISSING"}
    use(place=JIUZHI)
    assert refused(lambda: use(amount_fen=40_000_001)) == {"USE_TOO_MUCH"}
    consent_gift(
        world.gift, after="修路", on=TODAY, document="捐赠人同意函", actor=officer, now=NOW
    )
    use(purpose="修路", amount_fen=40_000_000)


HOLDERS = ("示范慈善基金会", "区民政局", "久治县民政局", "乡中心学校", "晨曦物流")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(HOLDERS), min_size=1, max_size=6))
def test_any_chain_of_hands_is_one_gift(world: World, officer: Actor, chain: list[str]) -> None:
    """Whatever hands it passes, the figures of gifts stay what they were."""
    before = figure("gifts_count"), figure("gift")
    draft = replace(CASH, donor=world.company)
    number = record_gift(draft, actor=officer, now=NOW).number
    post_gifts([number], actor=actor_named("reviewer"), now=NOW)
    last = ""
    for at, taker in enumerate(chain):
        on = TODAY + dt.timedelta(days=at)
        if taker == last:
            call = partial(hand_on, number, taker=taker, on=on, actor=officer, now=NOW)
            assert refused(call) == {"HAND_WRONG"}
            continue
        hand_on(number, taker=taker, on=on, actor=officer, now=NOW)
        last = taker
    assert figure("gifts_count") == (before[0] or 0) + 1
    assert figure("gift") == (before[1] or 0) + 1_000_000


def test_nobody_records_for_a_place_that_is_not_theirs(world: World) -> None:
    other = actor_named("deqin")
    draft = replace(CASH, donor=world.company, recipient=JIUZHI)
    assert refused(lambda: record_gift(draft, actor=other, now=NOW)) == {"OUTSIDE_PLACES"}
    assert record_gift(replace(draft, recipient=DEQIN), actor=other, now=NOW).number
    assert refused(lambda: hand_on(world.gift, taker="某人", on=TODAY, actor=other, now=NOW)) == {
        "GIFT_UNKNOWN"
    }


def test_an_anonymous_gift_is_counted(world: World, officer: Actor, reviewer: Actor) -> None:
    unnamed = add_donor(DonorDraft("anonymous", ""), actor=officer, now=NOW).number
    number = record_gift(replace(CASH, donor=unnamed), actor=officer, now=NOW).number
    post_gifts([number], actor=reviewer, now=NOW)
    assert figure("gift", payer="匿名捐赠人") == 1_000_000
    _ = world
