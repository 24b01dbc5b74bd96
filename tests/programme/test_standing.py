"""How far each source's money has got where a ledger tells it of all sources together."""

from __future__ import annotations

from jiedui.programme.standing import Stages, within

PUT_IN = {"MUNICIPAL_POOLED": 30, "DISTRICT_FISCAL": 10}


def pool(allotted: int, disbursed: int = 0, spent: int = 0) -> Stages:
    """Return what 40 are told of, together."""
    return Stages(contributed=40 - allotted, allotted=allotted, disbursed=disbursed, spent=spent)


def test_all_or_nothing_is_known_of_each_source() -> None:
    found = within({None: pool(40, 40)}, PUT_IN, {})
    assert found["MUNICIPAL_POOLED"] == {
        "allotted": (30, 30), "disbursed": (30, 30), "spent": (0, 0), "returned": (0, 0),
    }  # fmt: skip
    assert found["DISTRICT_FISCAL"]["disbursed"] == (10, 10)


def test_a_part_lies_between_what_others_lack_and_what_was_put_in() -> None:
    found = within({None: pool(40, 20)}, PUT_IN, {})
    assert found["MUNICIPAL_POOLED"]["disbursed"] == (10, 20)
    assert found["DISTRICT_FISCAL"]["disbursed"] == (0, 10)


def test_what_acts_of_a_source_paid_is_known_of_it_and_not_of_others() -> None:
    found = within({None: pool(40, 20, 8)}, PUT_IN, {"MUNICIPAL_POOLED": 8})
    assert found["MUNICIPAL_POOLED"]["spent"] == (8, 8)
    assert found["DISTRICT_FISCAL"]["spent"] == (0, 0)


def test_own_stages_stand_beside_the_pool() -> None:
    stages = {None: pool(20, 20), "MUNICIPAL_POOLED": Stages(allotted=5, disbursed=5)}
    found = within(stages, {"MUNICIPAL_POOLED": 35, "DISTRICT_FISCAL": 10}, {})
    assert found["MUNICIPAL_POOLED"]["disbursed"] == (15, 25)


def test_nothing_is_said_where_the_parts_are_not_the_whole() -> None:
    assert within({None: pool(40)}, {"MUNICIPAL_POOLED": 30}, {}) == {}
    assert within({"MUNICIPAL_POOLED": Stages(allotted=30)}, {"MUNICIPAL_POOLED": 30}, {}) == {}
