"""Wishes: nothing personal is shown, no step outside the table, nothing held for ever."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.access.scope import EVERYWHERE
from jiedui.giving import board
from jiedui.giving.commands.campaigns import (
    close_campaign,
    count_wishes,
    settle_campaign,
    settle_claims,
)
from jiedui.giving.commands.claims import (
    lapse_reservations,
    name_claimant,
    read_contact,
    reserve_for,
    step_claims,
)
from jiedui.giving.commands.gifts import post_gifts
from jiedui.giving.commands.wishes import (
    collect_wish,
    read_receiver,
    review_wishes,
    substitute_wishes,
    take_wish_off,
)
from jiedui.giving.drafts import WishDraft
from jiedui.giving.publicness import check_alias, check_public
from jiedui.giving.queries.wishes import wish
from jiedui.giving.wishing import CLAIM_STATES, DONE, STEPS, next_steps
from jiedui.kernel.problem import Refused
from tests.giving.saying import refused
from tests.giving.test_gifts import figure
from tests.giving.world import JIUZHI, NOW, TODAY, needs_campaign

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.giving.world import World

DRAFT = WishDraft("棉鞋", "一年级男生", "daily", JIUZHI, "受助人乙", "13700000000")


def reserve(number: int, contact: str = "13900000001", **changed: object) -> tuple[str, int]:
    told: dict[str, object] = {
        "name": "热心人", "contact": contact, "claimant": "person", "quantity": 1,
        "public_name": "", "now": NOW,
    }  # fmt: skip
    token, claim = board.reserve(number, **(told | changed))  # type: ignore[arg-type]
    return token, claim.number


def left(number: int, now: dt.datetime = NOW) -> int:
    return board.wish(number, now=now).left


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("请打13812345678", "PUBLIC_NUMBER"),
        ("证件11010519491231002X", "PUBLIC_NUMBER"),
        ("座机 0872-3456789", "PUBLIC_NUMBER"),
        ("微信号 abcd1234", "PUBLIC_CONTACT"),
        ("住在三单元", "PUBLIC_ADDRESS"),
        ("幸福路12号", "PUBLIC_ADDRESS"),
        ("达瓦卓玛想要书包", "PUBLIC_NAME"),
        ("小名卓玛", "PUBLIC_NAME"),
    ],
)
def test_public_words_tell_nobody(words: str, code: str) -> None:
    assert {one.code for one in check_public({"words": words}, ["达瓦卓玛"])} == {code}


@pytest.mark.parametrize("words", ["想要2个书包,身高135厘米", "9月开学前收到最好", "全班32人共用"])
def test_harmless_words_pass(words: str) -> None:
    assert check_public({"words": words}, ["达瓦卓玛"]) == []


def test_an_alias_is_a_role() -> None:
    assert check_alias("三年级女生") == []
    assert [one.code for one in check_alias("达瓦卓玛")] == ["ALIAS_NO_ROLE"]


def test_a_wish_is_seen_after_a_second_person_reviewed_it(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    number = collect_wish(world.needs, DRAFT, actor=officer, now=NOW).number
    assert refused(lambda: board.wish(number, now=NOW)) == {"WISH_UNKNOWN"}
    assert refused(lambda: review_wishes([number], actor=officer, now=NOW)) == {"SECOND_PERSON"}
    review_wishes([number], actor=reviewer, now=NOW)
    assert board.wish(number, now=NOW).is_open
    assert read_receiver(number, actor=officer, now=NOW).name == "受助人乙"
    assert refused(lambda: collect_wish(world.needs, DRAFT, actor=officer, now=NOW)) == {
        "WISH_KNOWN"
    }
    shown = repr(board.wishes(board.Asked(show="all"), now=NOW))
    assert "受助人" not in shown
    assert "137000" not in shown


def test_all_that_is_wrong_with_a_wish_is_told_at_once(world: World, officer: Actor) -> None:
    bad = replace(
        DRAFT, alias="受助人乙", words="电话13812345678", need="car", quantity=0, place=""
    )
    assert refused(lambda: collect_wish(world.needs, bad, actor=officer, now=NOW)) == {
        "ALIAS_NO_ROLE", "PUBLIC_NUMBER", "PUBLIC_NAME", "CODE_UNKNOWN", "GOODS_QUANTITY",
        "PLACE_MISSING", "PUBLIC_CONTACT",
    }  # fmt: skip


def test_a_reservation_lapses_by_the_moment_passed_in(world: World, officer: Actor) -> None:
    number = world.wishes[1]
    token, claim = reserve(number)
    assert left(number) == 0
    assert refused(lambda: reserve(number, "13900000002")) == {"WISH_TAKEN"}
    later = NOW + dt.timedelta(hours=73)
    assert left(number, later) == 1
    assert board.claim(token, now=later).state == "expired"
    assert number in [one.number for one in board.wishes(board.Asked(), now=later).wishes]
    assert refused(lambda: step_claims([claim], "claim", actor=officer, now=later)) == {
        "STEP_NOT_ALLOWED"
    }
    reserve(number, "13900000002", now=later)
    assert left(number, later) == 0
    assert lapse_reservations(actor=officer, now=later).count == 0


def test_one_contact_holds_a_wish_once_and_not_too_many(world: World) -> None:
    roofs = world.wishes[6]
    reserve(roofs, " 139-0000-0001 ")
    assert refused(lambda: reserve(roofs)) == {"CLAIM_TWICE"}
    assert left(roofs) == 199, "what was refused holds nothing"
    for number in world.wishes[1:5]:
        reserve(number)
    assert refused(lambda: reserve(world.wishes[5])) == {"CLAIMS_MANY"}


def test_the_contact_is_read_by_the_office_alone(world: World, officer: Actor) -> None:
    _, claim = reserve(world.wishes[0], name="王先生")
    found = read_contact(claim, actor=officer, now=NOW)
    assert (found.name, found.contact) == ("王先生", "13900000001")
    page = reserve_for(
        world.wishes[6], claimant="unit", public_name="区图书馆", quantity=50,
        contact="02100000000", actor=officer, now=NOW,
    )  # fmt: skip
    assert read_contact(page.number, actor=officer, now=NOW).contact == "02100000000"


def test_from_collection_to_thanks_and_into_the_book(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    number = world.wishes[6]
    numbers = [
        reserve_for(
            number, claimant="unit", public_name=f"第{at}支部", quantity=100, donor=world.company,
            actor=officer, now=NOW,
        ).number
        for at in (1, 2)
    ]  # fmt: skip
    for step in ("claim", "purchase", "gather", "deliver", "confirm", "thank"):
        step_claims(numbers, step, actor=officer, now=NOW, words="已收到,谢谢", station="县仓库")
    found = board.wish(number, now=NOW)
    assert (found.granted, found.is_open, found.thanks) == (200, False, "已收到,谢谢")
    assert settle_claims(world.needs, actor=officer, now=NOW).count == 2
    before = figure("gifts_count", payer="晨曦实业公司")
    made = [one.gift for one in wish(EVERYWHERE, number).claims]
    post_gifts([one for one in made if one is not None], actor=reviewer, now=NOW)
    assert figure("gifts_count", payer="晨曦实业公司") == (before or 0) + 2
    assert refused(lambda: settle_claims(world.needs, actor=officer, now=NOW)) == {
        "SETTLEMENT_WRONG"
    }
    assert refused(
        lambda: name_claimant(numbers[0], donor=world.temple, actor=officer, now=NOW)
    ) == {"CLAIM_COUNTED"}


def test_a_thing_is_put_for_another_in_bulk(world: World, reviewer: Actor) -> None:
    done = substitute_wishes(
        world.needs, item="电饭锅", instead="高压锅", reason="海拔高,水不到一百度就开",
        actor=reviewer, now=NOW,
    )  # fmt: skip
    found = board.wish(world.wishes[1], now=NOW)
    assert (done.count, found.item, found.instead_of) == (1, "高压锅", "电饭锅")


def test_a_wish_somebody_holds_is_not_withdrawn(world: World, reviewer: Actor) -> None:
    number = world.wishes[3]
    _, claim = reserve(number)

    def withdraw() -> object:
        return take_wish_off(number, step="withdraw", reason="重复", actor=reviewer, now=NOW)

    assert refused(withdraw) == {"WISH_HELD"}
    step_claims([claim], "release", words="放弃", actor=reviewer, now=NOW)
    withdraw()
    assert refused(lambda: board.wish(number, now=NOW)) == {"WISH_UNKNOWN"}


def test_the_temples_campaign_counts_to_its_cap_and_becomes_one_gift(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    day = TODAY + dt.timedelta(days=1)
    count = partial(
        count_wishes, world.matched, on=day, count=700_000, source="许愿页", actor=officer, now=NOW
    )
    count()
    assert refused(count) == {"TALLY_KNOWN"}
    shown = board.campaign(world.matched)
    assert (shown.counted, shown.promised_fen) == (1_086_214, 100_000_000)
    close_campaign(world.matched, actor=officer, now=NOW)
    gift = settle_campaign(
        world.matched, on=TODAY, document="银行回单", actor=officer, now=NOW
    ).number
    post_gifts([gift], actor=reviewer, now=NOW)
    assert figure("gift", payer="清凉寺", county=JIUZHI) == 100_000_000
    assert figure("gifts_count", payer="清凉寺") == 1


STEPS_OF_CLAIMS = sorted(one.code for one in STEPS.values() if one.of == "claim" and one.sources)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(STEPS_OF_CLAIMS), min_size=1, max_size=9))
def test_no_step_is_taken_outside_the_table(world: World, officer: Actor, walk: list[str]) -> None:
    """Any walk of a claim against a model: the table alone, and one number of what is left."""
    number, before = world.wishes[6], left(world.wishes[6])
    claim = reserve_for(
        number, claimant="person", public_name="爱心人士", actor=officer, now=NOW
    ).number
    state = "reserved"
    for step in walk:
        may = step in next_steps("claim", state) and step != "expire"
        try:
            step_claims([claim], step, actor=officer, now=NOW, words="已办", station="仓库")
        except Refused:
            assert not may
        else:
            assert may
            state = STEPS[step].target
        assert state in CLAIM_STATES
        assert left(number) == before - (state not in ("released", "expired"))
    found = next(one for one in wish(EVERYWHERE, number).claims if one.number == claim)
    assert found.state == state
    granted = sum(one.state in DONE for one in wish(EVERYWHERE, number).claims)
    assert board.wish(number, now=NOW).granted == granted
    if state not in ("released", "expired"):
        _end(claim, state, officer)


def _end(claim: int, state: str, officer: Actor) -> None:
    """Bring a claim to where it holds nothing any more, or leave what is done."""
    if "release" in next_steps("claim", state):
        step_claims([claim], "release", words="结束", actor=officer, now=NOW)


def test_members_only_campaigns_are_not_on_the_board(world: World) -> None:
    _ = world
    assert {one.number for one in board.campaigns()} == {world.needs, world.matched}
    assert needs_campaign(NOW, "第二期") in {one.number for one in board.campaigns()}
