"""A merge keeps every gift and can be taken back; a person's identity lies sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from jiedui.access.queries import actor_named, log
from jiedui.access.scope import EVERYWHERE
from jiedui.books.commands import close_period
from jiedui.books.feed import facts
from jiedui.books.queries import head
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.giving import board
from jiedui.giving.commands.donors import (
    add_donor,
    close_page,
    hand_out_page,
    merge_donors,
    part_donors,
    read_identity,
)
from jiedui.giving.commands.gifts import post_gifts, record_gift
from jiedui.giving.donation import public_name
from jiedui.giving.drafts import DonorDraft
from jiedui.giving.queries.donors import donor
from jiedui.giving.queries.gifts import gift
from tests.giving.saying import refused
from tests.giving.test_gifts import CASH, figure
from tests.giving.world import NOW

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.giving.world import World


def test_merging_keeps_every_gift_and_can_be_taken_back(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    other = add_donor(DonorDraft("enterprise", "晨曦实业"), actor=officer, now=NOW).number
    third = add_donor(DonorDraft("enterprise", "晨曦实业有限公司"), actor=officer, now=NOW).number
    own = record_gift(replace(CASH, donor=other), actor=officer, now=NOW).number
    last = record_gift(replace(CASH, donor=third), actor=officer, now=NOW).number
    merge_donors(other, third, reason="同一家公司", actor=reviewer, now=NOW)
    merge_donors(world.company, other, reason="同一家公司", actor=reviewer, now=NOW)
    gifts = {one.number for one in donor(EVERYWHERE, world.company).gifts}
    assert {own, last, world.gift} <= gifts
    assert refused(
        lambda: merge_donors(third, world.company, reason="再来", actor=reviewer, now=NOW)
    ) == {"DONORS_ONE"}
    part_donors(other, actor=reviewer, now=NOW)
    assert {own, last}.isdisjoint(one.number for one in donor(EVERYWHERE, world.company).gifts)
    assert {one.number for one in donor(EVERYWHERE, other).gifts} == {own, last}
    part_donors(third, actor=reviewer, now=NOW)
    assert [one.number for one in donor(EVERYWHERE, third).gifts] == [last]
    assert refused(lambda: part_donors(third, actor=reviewer, now=NOW)) == {"DONOR_NOT_MERGED"}


def test_figures_answer_for_the_donor_that_stays(
    world: World, officer: Actor, reviewer: Actor
) -> None:
    """By donor the merged gifts stand with who stays, now; as known before, where they stood."""
    other = add_donor(DonorDraft("enterprise", "晨曦实业"), actor=officer, now=NOW).number
    own = record_gift(replace(CASH, donor=other), actor=officer, now=NOW).number
    post_gifts([own], actor=reviewer, now=NOW)
    stays = "晨曦实业公司"
    mine = figure("gift", payer="晨曦实业") or 0
    both, count = figure("gift"), figure("gifts_count")
    close_period(NOW.date(), actor=reviewer, now=NOW)
    before = head().number
    first = figure("gift", payer=stays) or 0
    assert mine > 0
    merge_donors(world.company, other, reason="同一家公司", actor=reviewer, now=NOW)
    assert figure("gift", payer=stays) == first + mine
    assert not figure("gift", payer="晨曦实业")
    assert (figure("gift"), figure("gifts_count")) == (both, count)
    old = compute(Question("gift", where=(("payer", ("晨曦实业",)),), known_at=before), facts())
    assert old.rows[0].value.stated == mine
    assert gift(EVERYWHERE, own).taken_back_by is None
    part_donors(other, actor=reviewer, now=NOW)
    assert figure("gift", payer="晨曦实业") == mine
    assert (figure("gift"), figure("gifts_count")) == (both, count)


def test_one_organisation_is_added_once(world: World, officer: Actor) -> None:
    again = DonorDraft("enterprise", "晨曦实业公司")
    assert refused(lambda: add_donor(again, actor=officer, now=NOW)) == {"DONOR_KNOWN"}
    wrong = DonorDraft("enterprise", "", credit_code="91310114630000000X")
    assert refused(lambda: add_donor(wrong, actor=officer, now=NOW)) == {
        "NAME_MISSING",
        "DONOR_CODE_WRONG",
    }
    _ = world


def test_a_persons_identity_is_sealed_and_looking_is_logged(world: World, officer: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, name, public_name FROM giving_donor WHERE kind = 'person'")
        sealed, name, shown = cursor.fetchone()
    assert "沈望舒".encode() not in bytes(sealed)
    assert (name, shown) == ("", "沈同志")
    found = read_identity(world.person, actor=officer, now=NOW)
    assert (found.name, found.contact) == ("沈望舒", "13800000000")
    assert log(EVERYWHERE)[0].subject == f"identity of donor {world.person}"
    viewer = actor_named("viewer")
    assert refused(lambda: read_identity(world.person, actor=viewer, now=NOW)) == {"NOT_ALLOWED"}


@pytest.mark.parametrize(
    ("name", "choice", "is_female", "shown"),
    [
        ("欧阳明", "surname", False, "欧阳先生"),
        ("沈望舒", "surname", True, "沈女士"),
        ("沈望舒", "full", None, "沈望舒"),
        ("沈望舒", "anonymous", True, "匿名捐赠人"),
    ],
)
def test_a_person_is_named_as_they_chose(
    name: str, choice: str, *, is_female: bool | None, shown: str
) -> None:
    assert public_name("person", name, choice, is_female=is_female) == shown


def test_the_donors_page_opens_with_its_address_only(world: World, officer: Actor) -> None:
    page = hand_out_page(world.company, actor=officer, now=NOW)
    found = board.gifts_of(page.token)
    assert [one.number for one in found.gifts] == [world.goods, world.gift]
    assert found.amount.stated == 50_000_000, "what is only announced is not summed"
    assert refused(lambda: board.gifts_of(page.token[:-1])) == {"PAGE_UNKNOWN"}
    again = hand_out_page(world.company, actor=officer, now=NOW)
    assert refused(lambda: board.gifts_of(page.token)) == {"PAGE_UNKNOWN"}
    close_page(world.company, actor=officer, now=NOW)
    assert refused(lambda: board.gifts_of(again.token)) == {"PAGE_UNKNOWN"}
