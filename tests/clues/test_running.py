"""A cross-check asked for on the desk: nothing of it stays, and it is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.clues.queries import Filters, clues
from jiedui.clues.running import Sent, compare_now
from jiedui.exchange.erasing import erase_everywhere
from jiedui.kernel.problem import Refused
from jiedui.registry.erasing import propose_erasure
from jiedui.registry.looking import exports
from tests.clues.conftest import CARS, DAY, NOW, SECRETS
from tests.registry.lists import number

if TYPE_CHECKING:
    from tests.conftest import Office

HEADS = "公民身份号码,编号,车辆类型,购置价格,登记日期"


def cars(name: str = "车辆.csv") -> Sent:
    text = "\n".join([HEADS, *(",".join(row) for row in CARS)])
    return Sent("vehicles", name, [text.encode()])


def test_it_leaves_clues_and_a_line_of_what_left_and_nothing_else(county: Office) -> None:
    zhou, zhao = actor_named("zhou"), actor_named("zhao")
    before = {path for path in county.data_dir.rglob("*") if path.is_file()}
    done = compare_now([cars()], day=DAY, purpose="年度比对", actor=zhou, now=NOW)
    assert done.new >= 2
    found = clues(zhou.scope("clues.read"), Filters(rule="V1"), today=DAY)
    assert {one.household for one in found.rows} == {"513437-000001", "513437-000003"}
    assert clues(actor_named("meigu").scope("clues.read"), Filters(), today=DAY).total == 0
    assert [one.purpose for one in exports(zhao)][:1] == ["年度比对"]
    left = {path for path in county.data_dir.rglob("*") if path.is_file()} - before
    assert not [path for path in left if "comparing" in str(path)]
    for path in county.data_dir.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [one for one in SECRETS if one.encode() in content], path
    own = clues(zhou.scope("clues.read"), Filters(find=number(11)), today=DAY)
    assert own.total > 0
    proposal = propose_erasure("513437-000001", reason="本人申请", actor=zhou, now=NOW).number
    erase_everywhere(proposal, actor=zhao, now=NOW)
    assert clues(zhou.scope("clues.read"), Filters(find=number(11)), today=DAY).total == 0
    kept = clues(zhou.scope("clues.read"), Filters(find="513437-000001"), today=DAY)
    assert kept.total == own.total


def test_a_second_run_joins_what_is_open(county: Office) -> None:
    assert county.vendor == "sqlite"
    zhou = actor_named("zhou")
    done = compare_now([cars()], day=DAY, purpose="年度比对", actor=zhou, now=NOW)
    again = compare_now([cars()], day=DAY, purpose="年度比对", actor=zhou, now=NOW)
    assert (again.new, again.joined) == (0, done.new)


@pytest.mark.parametrize(
    ("sent", "who", "purpose", "code"),
    [
        (cars(), "wang", "比对", "NOT_ALLOWED"),
        (cars(), "zhou", "", "PURPOSE_MISSING"),
        (cars("车辆.exe"), "zhou", "比对", "FILE_UNREADABLE"),
        (Sent("vehicles", "车.csv", []), "zhou", "比对", "FILE_EMPTY"),
        (Sent("horses", "马.csv", [b"x"]), "zhou", "比对", "VALUE_UNKNOWN"),
        (Sent("vehicles", "车.csv", [b"\xff\xfe nonsense"]), "zhou", "比对", ""),
    ],
)
def test_what_cannot_be_compared_is_refused_and_leaves_nothing(
    county: Office, sent: Sent, who: str, purpose: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        compare_now([sent], day=DAY, purpose=purpose, actor=actor_named(who), now=NOW)
    assert code in {"", refused.value.problems[0].code}
    assert number(11) not in str(refused.value)
    assert clues(EVERYWHERE, Filters(), today=DAY).total == 0
    assert not list(county.data_dir.glob("comparing-*"))
