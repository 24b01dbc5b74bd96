"""Each check of the register's data: where it fires, at whom, and where it keeps still."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.registry.commands import decide_event, propose_event, record_event
from jiedui.registry.findings import findings
from jiedui.registry.findingwords import in_chinese
from jiedui.registry.household import Kind
from jiedui.registry.income import Income
from jiedui.registry.kinds import Standing
from jiedui.registry.privacy import look_at, renew_some
from jiedui.registry.quality import CHECKS, Home, Someone
from jiedui.registry.queries import Days
from jiedui.registry.sealing import make_generation
from jiedui.registry.telling import Comer, What
from tests.registry.lists import LEIBO, number

if TYPE_CHECKING:
    from jiedui.registry.dossier import Dossier
    from tests.conftest import Office

DAY = dt.date(2020, 6, 30)
LATER = dt.datetime(2020, 11, 20, 2, 0, tzinfo=dt.UTC)
SECOND = f"{LEIBO}-000002"


def someone(person: int, relation: str, born: int, **more: object) -> Someone:
    """A member born on the first of July of a year."""
    birth = dt.date(born, 7, 1)
    own = number(person, f"{birth:%Y%m%d}")
    return Someone(person, own, relation, birth, {})._replace(**more)  # type: ignore[arg-type]


HEAD = someone(1, "HEAD", 1970)
CHILD = someone(2, "CHILD", 2005)
PARENT = someone(3, "PARENT", 1948)
HOME = Home(
    "513437-000001", "513437:锦城镇:花坪村", Standing.REGISTERED, "illness", DAY,
    members=(HEAD, CHILD, PARENT), items={"members_stated": "3"},
)  # fmt: skip
EXITED = replace(HOME, standing=Standing.EXITED, exited_in=2018, exit_line={2018: 353_500})


def with_child(**more: object) -> Home:
    """The household with its child told otherwise."""
    return replace(HOME, members=(HEAD, CHILD._replace(**more), PARENT))  # type: ignore[arg-type]


def at_school(level: str) -> Home:
    return with_child(items={"schooling": level})


def earned(net_pc: int, year: int = 2018) -> Home:
    return replace(EXITED, incomes=(Income(year, net_pc=net_pc, people=3),))


CASES: dict[str, tuple[tuple[Home, int | None, Home], ...]] = {
    "Q1": ((replace(HOME, members=()), None, replace(HOME, members=(HEAD,))),),
    "Q2": ((replace(HOME, items={"members_stated": "4"}), None, HOME),),
    "Q3": (
        (with_child(relation="HEAD"), 2, HOME),
        (replace(HOME, members=(CHILD, PARENT)), None, replace(HOME, members=(HEAD,))),
    ),
    "D2": ((with_child(elsewhere=1), 2, with_child(number="", elsewhere=1)),),
    "D6": ((with_child(number=""), 2, HOME),),
    "D7": (
        (with_child(number=CHILD.number[:-1] + ("1" if CHILD.number[-1] != "1" else "2")), 2, HOME),
        (with_child(number="12345"), 2, with_child(number="")),
    ),
    "Q4": (
        (with_child(birth=dt.date(1957, 1, 1)), 2, with_child(birth=dt.date(1984, 1, 1))),
        (with_child(birth=dt.date(1983, 12, 31)), 2, with_child(birth=None)),
        (
            with_child(relation="GRANDCHILD", birth=dt.date(1997, 1, 1)), 2,
            with_child(relation="GRANDCHILD", birth=dt.date(1998, 1, 1)),
        ),
        (
            with_child(relation="PARENT", birth=dt.date(1957, 1, 1)), 2,
            with_child(relation="PARENT", birth=dt.date(1956, 1, 1)),
        ),
    ),
    "Q5": (
        (at_school("UNIVERSITY"), 2, at_school("JUNIOR")),
        (at_school("PRESCHOOL"), 2, at_school("")),
    ),
    "Q6": ((with_child(is_known_dead=True), 2, HOME),),
    "Q7": (
        (with_child(items={"work_months": "3"}), 2, with_child(items={"work_months": "0"})),
        (
            with_child(items={"work_place": "县内"}), 2,
            with_child(items={"work_place": "县内"}, birth=dt.date(2004, 6, 30)),
        ),
    ),
    "Q8": (
        (
            replace(HOME, incomes=(Income(2019, 10, 20, 30, 40, total=101),)), None,
            replace(HOME, incomes=(Income(2019, 10, 20, 30, 40, total=100),)),
        ),
    ),
    "Q9": ((replace(HOME, unread={"poor_type": "古怪户"}), None, HOME),),
    "Q10": ((replace(HOME, main_cause=""), None, replace(EXITED, main_cause="")),),
    "Q11": (
        (
            replace(HOME, items={"other_causes": "a,b,c"}), None,
            replace(HOME, items={"other_causes": "a,b"}),
        ),
    ),
    "Q12": ((replace(HOME, place="513437:锦城镇"), None, HOME),),
    "Q13": ((replace(HOME, conflicts=("exited on 2018-01-01, while it was exited",)), None, HOME),),
    "Q14": (
        (replace(EXITED, unmet=("housing",)), None, replace(HOME, unmet=("housing",))),
    ),
    "Q15": (
        (earned(353_499), None, earned(353_500)),
        (earned(300_000), None, earned(300_000, year=2019)),
    ),
}  # fmt: skip
"""By check: where it fires, at whom, and the nearest household where it does not."""


@pytest.mark.parametrize("code", sorted(CHECKS.keys() - {"Q16"}))
def test_a_check_fires_at_its_row_and_is_silent_beside_it(code: str) -> None:
    for fires, person, silent in CASES[code]:
        found = list(CHECKS[code].find(fires))
        assert [one.person for one in found] == [person]
        for said in (found[0].found, found[0].expected):
            assert said
            assert not re.search(r"[a-z]{2}", in_chinese(said)), said
        assert list(CHECKS[code].find(silent)) == []


def test_a_sound_household_is_silent_throughout() -> None:
    for home in (HOME, EXITED):
        assert [one for check in CHECKS.values() for one in check.find(home)] == []


def test_limits_are_those_of_the_day_of_the_check() -> None:
    """Before the rule on child labour there was no age to hold work against."""
    child = CHILD._replace(birth=dt.date(1980, 1, 1), items={"work_months": "3"})
    home = replace(HOME, members=(child,))
    for day, fires in ((dt.date(1991, 4, 14), False), (dt.date(1991, 4, 15), True)):
        assert bool(list(CHECKS["Q7"].find(replace(home, day=day)))) == fires


def test_a_death_that_is_taken_back_leaves_nobody_dead(register: Office) -> None:
    """As known before the correction he was dead; from it on he lives and stays a member."""
    assert register.vendor == "sqlite"
    wang, zhao = actor_named("wang"), actor_named("zhao")
    came = What(
        Kind.MARRIED_IN, dt.date(2019, 5, 1), comers=(Comer("己六六", number(61), "SPOUSE"),)
    )
    record_event(SECOND, came, actor=wang, now=LATER)
    spouse = max(one.person for one in shown(LATER.date()).members)
    died = What(Kind.DIED, dt.date(2020, 1, 1), members=(spouse,))
    told = record_event(SECOND, died, actor=wang, now=LATER)
    assert len(shown(LATER.date()).members) == 1
    again = LATER + dt.timedelta(days=60)
    void = What(
        Kind.CORRECTED, dt.date(2020, 1, 1), corrects=told.number, is_void=True, reason="同名误登",
    )  # fmt: skip
    proposal = propose_event(SECOND, void, actor=wang, now=again)
    decide_event(proposal.number, confirm=True, actor=zhao, now=again)
    days = Days(again.date(), again.date())
    assert len(shown(again.date()).members) == 2
    assert "Q6" not in {one.check for one in findings(EVERYWHERE, days)}


def test_a_number_twice_and_of_the_dead_is_found_while_keys_are_renewed(
    register: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The head of one household stands in another too, and is dead there; renewed one by one."""
    assert register.vendor == "sqlite"
    wang, admin = actor_named("wang"), actor_named("admin")
    came = What(
        Kind.MARRIED_IN, dt.date(2019, 5, 1), comers=(Comer("己六六", number(11), "SPOUSE"),)
    )
    record_event(SECOND, came, actor=wang, now=LATER)
    spouse = max(one.person for one in shown(LATER.date()).members)
    days = Days(LATER.date(), LATER.date())
    before = [one for one in findings(EVERYWHERE, days) if one.check == "D2"]
    assert {one.household for one in before} == {f"{LEIBO}-000001", SECOND}
    monkeypatch.setattr("jiedui.registry.privacy.RENEWED_AT_ONCE", 1)
    step = renew_some(actor=admin, now=LATER, is_first=True)
    while step.left:
        assert [one for one in findings(EVERYWHERE, days) if one.check == "D2"] == before
        step = renew_some(actor=admin, now=LATER, is_first=False)
    record_event(
        SECOND, What(Kind.DIED, dt.date(2020, 1, 1), members=(spouse,)), actor=wang, now=LATER
    )
    for number_of_generation in (3, 4):
        dead = [one for one in findings(EVERYWHERE, days) if one.check == "Q6"]
        assert {one.household for one in dead} == {f"{LEIBO}-000001"}
        make_generation(number_of_generation)
        renew_some(actor=admin, now=LATER, is_first=False)


def shown(day: dt.date) -> Dossier:
    """The second household as it is and as known on a day."""
    at = dt.datetime.combine(day, dt.time(2), dt.UTC)
    days = Days(day, day)
    return look_at(SECOND, days, purpose="核实", actor=actor_named("wang"), now=at, reveal=True)
