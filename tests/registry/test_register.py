"""The register as offices use it: a list comes in, things happen, two people decide."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE, Scope
from jiedui.kernel.problem import Refused
from jiedui.registry.commands import (
    decide_event,
    merge_households,
    propose_event,
    record_event,
    split_household,
)
from jiedui.registry.household import Kind, Watch
from jiedui.registry.privacy import look_at
from jiedui.registry.queries import Days, Filters, Paging, households
from jiedui.registry.telling import Comer, What
from tests.registry.conftest import NOW, post_list, settle
from tests.registry.lists import LEIBO, ROWS, listed, number

if TYPE_CHECKING:
    from jiedui.registry.dossier import Dossier
    from tests.conftest import Office

LATER = dt.datetime(2020, 11, 20, 2, 0, tzinfo=dt.UTC)
TODAY, LAST = NOW.date(), LATER.date()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def standings(as_of: str, known: dt.date) -> dict[str, str]:
    page = households(EVERYWHERE, Days(day(as_of), known))
    return {row.number[-1]: row.standing for row in page.rows}


def shown(at: int, as_of: dt.date = LAST, known: dt.date = LAST) -> Dossier:
    return look_at(
        f"{LEIBO}-{at:06d}", Days(as_of, known), purpose="核实", actor=actor_named("wang"),
        now=LATER, reveal=True,
    )  # fmt: skip


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def test_a_list_becomes_households_and_what_happens_later_is_dated_twice(office: Office) -> None:
    """On both engines: import, an exit proposed and confirmed, a correction, natural change."""
    assert office.data_dir.is_dir()
    settle()
    assert standings("2018-12-31", TODAY) == {
        "1": "exited", "2": "registered", "3": "registered", "4": "ordinary", "5": "exited"
    }  # fmt: skip
    assert standings("2017-06-30", TODAY) == {"1": "registered", "5": "exited"}
    assert standings("2018-12-31", day("2019-03-04")) == {}

    exit_2 = What(Kind.EXITED, day("2019-10-17"), recorded_on=day("2020-01-15"))
    wang, zhao = actor_named("wang"), actor_named("zhao")
    proposed = propose_event(f"{LEIBO}-000002", exit_2, actor=zhao, now=LATER)
    with pytest.raises(Refused) as refused:
        decide_event(proposed.number, confirm=True, actor=zhao, now=LATER)
    assert code(refused) == "SECOND_PERSON"
    with pytest.raises(Refused) as refused:
        decide_event(proposed.number, confirm=True, actor=wang, now=LATER)
    assert code(refused) == "NOT_ALLOWED"
    done = decide_event(proposed.number, confirm=True, actor=actor_named("qian"), now=LATER)
    assert standings("2019-12-31", day("2020-01-14"))["2"] == "registered"
    assert standings("2019-12-31", day("2020-01-15"))["2"] == "exited"

    fix = What(
        Kind.CORRECTED, day("2020-03-01"), recorded_on=day("2020-06-01"), corrects=done.number
    )
    again = propose_event(f"{LEIBO}-000002", fix, actor=wang, now=LATER)
    decide_event(again.number, confirm=True, actor=zhao, now=LATER)
    assert standings("2019-12-31", day("2020-05-31"))["2"] == "exited"
    assert standings("2019-12-31", day("2020-06-01"))["2"] == "registered"
    assert standings("2020-03-01", day("2020-06-01"))["2"] == "exited"
    _nothing_can_be_changed()


def _nothing_can_be_changed() -> None:
    shown(1)
    for table in ("registry_event", "registry_eventperson", "registry_look"):
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):  # noqa: S608
            with pytest.raises(DatabaseError, match="JIEDUI recorded"), connection.cursor() as c:
                c.execute(sql)


def test_members_come_leave_split_and_merge(register: Office) -> None:
    assert register.vendor == "sqlite"
    wang = actor_named("wang")
    first, second = f"{LEIBO}-000001", f"{LEIBO}-000003"
    came = What(
        Kind.MARRIED_IN, day("2019-05-01"),
        comers=(Comer("己六六", number(61), "SPOUSE"), Comer("庚七七", number(62), "PARENT")),
    )  # fmt: skip
    record_event(first, came, actor=wang, now=LATER)
    members = {one.name: one for one in shown(1).members}
    assert [one.relation for one in shown(1).members] == ["HEAD", "SPOUSE", "PARENT"]
    spouse, parent = members["己六六"].person, members["庚七七"].person

    with pytest.raises(Refused) as refused:
        record_event(
            first, What(Kind.DIED, day("2019-04-30"), members=(parent,)), actor=wang, now=LATER
        )
    assert code(refused) == "NOT_A_MEMBER"
    with pytest.raises(Refused) as refused:
        record_event(first, What(Kind.EXITED, day("2019-04-30")), actor=wang, now=LATER)
    assert code(refused) == "TWO_PEOPLE_NEEDED"
    with pytest.raises(Refused) as refused:
        record_event(first, What(Kind.MOVED, day("2031-01-01")), actor=wang, now=LATER)
    assert code(refused) == "DATE_ORDER"

    done = split_household(
        first, members={parent: "HEAD"}, day=day("2019-08-01"), actor=wang, now=LATER
    )
    fresh = int(done.households[1][-6:])
    assert [one.name for one in shown(fresh).members] == ["庚七七"]
    assert (shown(fresh).standing, shown(fresh, day("2019-07-31")).standing) == ("exited", "")
    record_event(
        first, What(Kind.DIED, day("2020-01-01"), members=(spouse,)), actor=wang, now=LATER
    )
    assert len(shown(1).members) == 1
    merge_households(done.households[1], second, day=day("2020-02-01"), actor=wang, now=LATER)
    assert shown(fresh).standing == "merged"
    assert {one.relation for one in shown(3).members} == {"HEAD", "OTHER"}


def corrected(household: str, event: int, **more: object) -> None:
    """Let one person propose a correction and another confirm it."""
    told = {"happened_on": day("2020-03-01"), "is_void": True, **more}
    what = What(Kind.CORRECTED, corrects=event, reason="登记有误", **told)  # type: ignore[arg-type]
    made = propose_event(household, what, actor=actor_named("wang"), now=LATER)
    decide_event(made.number, confirm=True, actor=actor_named("zhao"), now=LATER)


def names(at: int, as_of: dt.date = LAST) -> set[str]:
    return {one.name for one in shown(at, as_of).members}


def test_a_merger_or_split_is_corrected_for_both_households(register: Office) -> None:
    """Whichever side is corrected: nobody stands in two households, and nobody in none."""
    assert register.vendor == "sqlite"
    wang = actor_named("wang")
    first, third = f"{LEIBO}-000001", f"{LEIBO}-000003"
    came = What(Kind.MARRIED_IN, day("2019-05-01"), comers=(Comer("己六六", number(61), "SPOUSE"),))
    record_event(first, came, actor=wang, now=LATER)
    (spouse,) = (one.person for one in shown(1).members if one.name == "己六六")

    merged = merge_households(first, third, day=day("2020-03-01"), actor=wang, now=LATER)
    assert (names(1), len(names(3))) == (set(), 3)
    later = day("2020-06-01")
    corrected(first, merged.number, happened_on=later, is_void=False)
    assert (len(names(1, day("2020-05-31"))), len(names(3, day("2020-05-31")))) == (2, 1)
    assert (len(names(1, later)), len(names(3, later))) == (0, 3)
    corrected(third, merged.number + 1)
    assert (names(1), len(names(3))) == ({"甲一一", "己六六"}, 1)

    split = split_household(
        first, members={spouse: "HEAD"}, day=day("2020-04-01"), actor=wang, now=LATER
    )
    fresh = int(split.households[1][-6:])
    assert (names(1), names(fresh)) == ({"甲一一"}, {"己六六"})
    corrected(first, split.number)
    assert (names(1), shown(fresh).standing) == ({"甲一一", "己六六"}, "")


def test_a_correction_is_not_recorded_before_what_it_corrects(register: Office) -> None:
    assert register.vendor == "sqlite"
    exited = 2
    what = What(
        Kind.CORRECTED, day("2017-11-01"), day("2018-01-01"), corrects=exited, reason="日期写错"
    )
    with pytest.raises(Refused) as refused:
        propose_event(f"{LEIBO}-000001", what, actor=actor_named("wang"), now=LATER)
    (one,) = refused.value.problems
    assert (one.code, one.found) == ("DATE_ORDER", "recorded on 2018-01-01")
    assert one.expected == "not before 2019-03-05, when what it corrects was recorded"


def test_a_later_list_tells_only_what_is_new(register: Office) -> None:
    assert register.vendor == "sqlite"
    changed = list(ROWS)
    changed[1] = ("乙二二", number(12), "锦城镇", "花坪村", 3, "低保户", "因病", 4100, "2019", None)
    title = "雷波县建档立卡贫困户名单(截至2019年12月31日)"
    assert post_list(listed(tuple(changed), title=title), now=LATER, name="新名单.xlsx") == 4
    assert households(EVERYWHERE, Days(LAST, LAST)).total == 5
    found = shown(2)
    assert (found.standing, found.main_cause) == ("exited", "ILLNESS")
    assert [one.kind for one in found.events] == ["identified", "exited", "changed"]
    assert {one.year: one.net_pc for one in found.incomes} == {2018: 280_000, 2019: 410_000}
    assert found.items["members_stated"] == "3"
    assert shown(2, LAST, TODAY).main_cause == "DISABILITY"


def test_words_no_list_knows_are_kept_and_lines_stand_beside_income(register: Office) -> None:
    assert register.vendor == "sqlite"
    assert shown(5).items["poor_type"] == "古怪户"
    assert shown(5).items["main_cause"] == "怪原因"
    assert shown(4).watch == Watch.MARGINAL
    assert shown(1).items["bank_account"] == "6228480461234567890"


@pytest.mark.parametrize(
    ("username", "seen"),
    [("wang", 5), ("leibo", 5), ("town", 2), ("village", 2), ("meigu", 0), ("viewer", 0)],
)
def test_everybody_sees_only_the_own_places(register: Office, username: str, seen: int) -> None:
    assert register.vendor == "sqlite"
    actor = actor_named(username)
    page = households(actor.scope("registry.read"), Days(LAST, LAST))
    assert page.total == seen
    if username == "meigu":
        with pytest.raises(Refused) as refused:
            look_at(f"{LEIBO}-000001", Days(LAST, LAST), purpose="看", actor=actor, now=LATER)
        assert code(refused) == "HOUSEHOLD_UNKNOWN"


def test_lists_are_filtered_sorted_and_found_by_sealed_names(register: Office) -> None:
    assert register.vendor == "sqlite"
    days = Days(LAST, LAST)

    def numbers(filters: Filters, sort: str = "number") -> list[str]:
        page = households(EVERYWHERE, days, filters, paging=Paging(sort))
        return [row.number[-1] for row in page.rows]

    assert numbers(Filters(find="丙三三")) == ["3"]
    assert numbers(Filters(find=number(12))) == ["2"]
    assert numbers(Filters(place=f"{LEIBO}:黄琅镇")) == ["3", "4", "5"]
    assert numbers(Filters(standing="exited"), "-number") == ["5", "1"]
    assert numbers(Filters(main_cause="NO_SKILL")) == ["3"]
    assert households(Scope(()), days).total == 0
    page = households(EVERYWHERE, days, paging=Paging(page=2, size=2))
    assert (len(page.rows), page.total) == (2, 5)
    assert page.rows[0].head == "丙**"
