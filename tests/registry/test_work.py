"""Daily work: quality findings at their household, cases by steps, measures and their lists."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui import cli
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.attention.catalogue import rules
from jiedui.attention.declaration import Looking
from jiedui.kernel.problem import Refused
from jiedui.registry.cases import Opening, drop_case, open_case, take_step
from jiedui.registry.commands import record_event
from jiedui.registry.findings import findings
from jiedui.registry.household import Kind, Watch
from jiedui.registry.income import Income
from jiedui.registry.limits import Limit
from jiedui.registry.measures import Given, got_nothing, got_twice, left_but_paid, record_measures
from jiedui.registry.memberlist import members_of, record_members
from jiedui.registry.overviews import board, change_counts, changes, villages
from jiedui.registry.particulars import (
    add_limit,
    record_guarantee,
    record_income,
    record_items,
)
from jiedui.registry.privacy import look_at
from jiedui.registry.procedures import Signed
from jiedui.registry.quality import CHECKS
from jiedui.registry.queries import Days, Filters, households
from jiedui.registry.telling import Comer, What
from tests.registry.lists import LEIBO, number

if TYPE_CHECKING:
    from tests.conftest import Office

LATER = dt.datetime(2022, 11, 20, 2, 0, tzinfo=dt.UTC)
DAYS = Days(LATER.date(), LATER.date())
FIRST, SECOND, THIRD, FIFTH = (f"{LEIBO}-{at:06d}" for at in (1, 2, 3, 5))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def test_each_kind_of_fault_is_found_at_its_household(register: Office) -> None:
    assert register.vendor == "sqlite"
    wang = actor_named("wang")
    people = (
        Comer("辛八八", number(81, "19850101"), "PARENT"),
        Comer("壬九九", number(12), "CHILD"),
        Comer("癸十十", number(83, "20150101"), "CHILD"),
        Comer("子一一", "", "HEAD"),
    )
    came = What(Kind.RETURNED, day("2019-06-01"), comers=people)
    record_event(THIRD, came, actor=wang, now=LATER)
    first = 6
    record_items(THIRD, {"work_months": "6", "schooling": "本科"}, member=first + 2,
                 since=day("2020-01-01"), actor=wang, now=LATER)  # fmt: skip
    record_items(
        SECOND,
        {"other_causes": "因学,缺技术,缺资金"},
        since=day("2020-01-01"),
        actor=wang,
        now=LATER,
    )
    record_guarantee(
        FIRST, "housing", day=day("2020-01-01"), is_met=False, grade="D级", actor=wang, now=LATER
    )
    record_income(FIRST, Income(2017, net_pc=200_000, people=4), actor=wang, now=LATER)
    record_event(SECOND, What(Kind.DIED, day("2021-01-01"), members=(2,)), actor=wang, now=LATER)

    found = {(one.check, one.household, one.person) for one in findings(EVERYWHERE, DAYS)}
    assert {
        ("Q1", SECOND, None),
        ("Q2", FIRST, None),
        ("Q3", THIRD, first + 3),
        ("Q4", THIRD, first),
        ("Q4", THIRD, first + 1),
        ("Q5", THIRD, first + 2),
        ("Q6", THIRD, first + 1),
        ("Q7", THIRD, first + 2),
        ("D6", THIRD, first + 3),
        ("Q9", FIFTH, None),
        ("Q11", SECOND, None),
        ("Q14", FIRST, None),
    } <= found
    assert {one for one, *_ in found} <= set(CHECKS)
    only = list(findings(actor_named("meigu").scope("registry.read"), DAYS))
    assert only == []
    assert not any(number(12) in str(one) for one in findings(EVERYWHERE, DAYS))
    assert cli.run(["register", "quality", "--data-dir", str(register.data_dir)]) == 1
    counts_faults_by_county()


def counts_faults_by_county() -> None:
    """R14 tells how many households of a county, and names nobody."""
    hits = list(rules()["R14"].find(Looking(DAYS.as_of, {}, {})))
    assert "register:513437-Q4" in {one.subject for one in hits}
    assert not any(number(12) in str(one) for one in hits)
    assert list(rules()["R14"].find(Looking(day("2017-01-01"), {}, {}))) == []


def test_slips_of_a_form_are_refused_all_at_once(register: Office) -> None:
    assert register.vendor == "sqlite"
    wang = actor_named("wang")
    with pytest.raises(Refused) as refused:
        record_items(FIRST, {"structure": "竹屋", "health": "健康", "nothing": "x"},
                     since=day("2020-01-01"), actor=wang, now=LATER)  # fmt: skip
    assert len(refused.value.problems) == 3
    wrong = Income(2019, 100, 200, 300, 400, 500, total=999, people=2)
    with pytest.raises(Refused) as refused:
        record_income(FIRST, wrong, actor=wang, now=LATER)
    assert code(refused) == "INCOME_SLIP"
    right = Income(2019, 100_000, 200_000, 300_000, 0, 100_001, assistance=200_000, people=3)
    assert right.net_a_person() == 166_666
    assert right.net_a_person(with_assistance=False) == 100_000


def test_a_clue_becomes_a_monitored_household_step_by_step(
    register: Office,
) -> None:
    assert register.vendor == "sqlite"
    wang = actor_named("wang")
    opening = Opening(
        "monitoring", day("2022-10-01"), "self", Watch.SUDDEN, "ACCIDENT", "车祸",
        (Comer("丑二二", number(91), "HEAD"), Comer("寅三三", number(92), "SPOUSE")),
        f"{LEIBO}:锦城镇:花坪村",
    )  # fmt: skip
    case = open_case("", opening, actor=wang, now=LATER)
    (row,) = board(EVERYWHERE, day("2022-10-11"))
    assert (row.due_on, row.days_left, row.next_code) == (day("2022-10-17"), 6, "verified")
    assert board(actor_named("meigu").scope("registry.read"), day("2022-10-11")) == []

    def step(what: str, on: str, who: str = "wang", shown: tuple[str, str] | None = None) -> str:
        begins, ends = (day(one) for one in shown) if shown else (None, None)
        signed = Signed(what, day(on), "", begins, ends)
        try:
            done = take_step(case.case, signed, actor=actor_named(who), now=LATER)
        except Refused as refused:
            return refused.problems[0].code
        return "event" if done.event else "done"

    assert step("reviewed", "2022-10-03") == "STEP_ORDER"
    assert step("verified", "2022-09-30") == "DATE_ORDER"
    assert step("verified", "2022-10-03") == "done"
    assert step("voted", "2022-10-04") == "done"
    assert step("shown_village", "2022-10-09") == "NOTICE_MISSING"
    assert step("shown_village", "2022-10-09", shown=("2022-10-05", "2022-10-08")) == "NOTICE_SHORT"
    assert (
        step("shown_village", "2022-10-09", shown=("2022-10-05", "2022-10-10")) == "NOTICE_RUNNING"
    )
    assert step("shown_village", "2022-10-10", shown=("2022-10-05", "2022-10-10")) == "done"
    assert step("reviewed", "2022-10-12") == "SECOND_PERSON"
    assert step("reviewed", "2022-10-12", "zhao") == "done"
    assert step("approved", "2022-10-14", "zhao") == "SECOND_PERSON"
    assert step("approved", "2022-10-14", "leibo") == "NOT_ALLOWED"
    assert step("approved", "2022-10-14", "qian") == "event"
    _the_decision_is_seen(case.household)


def test_a_province_counts_working_days_and_a_notice_hangs_longer_there(register: Office) -> None:
    """20 working days in Sichuan from 2023 on; the week of the National Day is none of them."""
    assert register.vendor == "sqlite"
    zhao, later = actor_named("zhao"), dt.datetime(2023, 12, 20, 2, 0, tzinfo=dt.UTC)
    since, source = day("2023-01-01"), "省防止返贫监测办法"
    own = Limit("monitoring", "", since, "510000", 20, is_working=True, source=source)
    add_limit(own, actor=zhao, now=later)
    add_limit(own._replace(step="shown_village", days=5), actor=zhao, now=later)
    for wrong, said in (
        (own, "LIMIT_KNOWN"),
        (own._replace(step="voted"), "VALUE_UNKNOWN"),
        (own._replace(procedure="magic"), "VALUE_UNKNOWN"),
        (own._replace(region="999999"), "PLACE_UNKNOWN"),
        (own._replace(days=0), "VALUE_UNKNOWN"),
    ):
        with pytest.raises(Refused) as refused:
            add_limit(wrong, actor=zhao, now=later)
        assert code(refused) == said
    people = (Comer("丑二二", number(91), "HEAD"),)
    opening = Opening(
        "monitoring", day("2023-09-25"), watch=Watch.SUDDEN, people=people,
        place=f"{LEIBO}:锦城镇:花坪村",
    )  # fmt: skip
    case = open_case("", opening, actor=actor_named("wang"), now=later).case
    (row,) = board(EVERYWHERE, day("2023-10-09"))
    assert (row.due_on, row.days_left, row.is_working) == (day("2023-10-27"), 14, True)
    (late,) = board(EVERYWHERE, day("2023-11-06"))
    assert late.days_left == -6

    def step(what: str, on: str, *shown: str) -> str:
        signed = Signed(what, day(on), "", *(day(one) for one in shown))
        try:
            take_step(case, signed, actor=actor_named("wang"), now=later)
        except Refused as refused:
            return f"{refused.problems[0].code} {refused.problems[0].expected}"
        return "done"

    assert step("verified", "2023-09-26") == step("voted", "2023-09-27") == "done"
    short = step("shown_village", "2023-10-20", "2023-09-27", "2023-10-08")
    assert short == "NOTICE_SHORT at least 5 working days, until 2023-10-10"
    assert step("shown_village", "2023-10-20", "2023-09-27", "2023-10-10") == "done"


def _the_decision_is_seen(household: str) -> None:
    wang, zhao, qian = (actor_named(one) for one in ("wang", "zhao", "qian"))
    assert board(EVERYWHERE, day("2022-10-15")) == []
    counts = change_counts(EVERYWHERE, day("2022-01-01"), LATER.date())
    assert counts == {"monitored": 1}
    (change,) = changes(EVERYWHERE, day("2022-01-01"), LATER.date())
    assert change.household == household
    row_of = {one.place: one for one in villages(EVERYWHERE, DAYS)}
    assert row_of[f"{LEIBO}:锦城镇:花坪村"].watched == 1
    again = open_case(SECOND, Opening("exit", day("2022-11-01")), actor=wang, now=LATER)
    with pytest.raises(Refused) as refused:
        open_case(SECOND, Opening("exit", day("2022-11-01")), actor=wang, now=LATER)
    assert code(refused) == "CASE_OPEN"
    drop_case(again.case, reason="有异议", actor=qian, now=LATER)
    with pytest.raises(Refused) as refused:
        open_case(FIRST, Opening("exit", day("2022-11-01")), actor=zhao, now=LATER)
    assert code(refused) == "EVENT_ORDER"


def test_who_got_twice_nothing_or_after_leaving(register: Office) -> None:
    assert register.vendor == "sqlite"
    wang = actor_named("wang")
    rows = [
        Given(SECOND, "goods", "化肥", day("2019-05-01"), project="产业扶持"),
        Given(number(12), "goods", "化肥", day("2019-09-01"), fen=50_000),
        Given(FIRST, "cash", "教育补助", day("2019-05-01"), 100_000),
    ]
    done = record_measures(rows, actor=wang, now=LATER)
    assert (done.added, done.known) == (3, 0)
    assert record_measures(rows, actor=wang, now=LATER).added == 0
    with pytest.raises(Refused) as refused:
        record_measures([Given("nobody", "air", "x", day("2031-01-01"))], actor=wang, now=LATER)
    assert {one.code for one in refused.value.problems} == {
        "HOUSEHOLD_UNKNOWN", "VALUE_UNKNOWN", "DATE_ORDER"
    }  # fmt: skip
    then = Days(day("2019-12-31"), LATER.date())
    assert [(one.household, one.times) for one in got_twice(EVERYWHERE, then, year=2019)] == [
        (SECOND, 2)
    ]
    assert [one.household for one in got_nothing(EVERYWHERE, then, year=2019)] == [
        THIRD, f"{LEIBO}-000004"
    ]  # fmt: skip
    assert [one.household for one in left_but_paid(EVERYWHERE, then, year=2019)] == [FIRST]
    assert left_but_paid(actor_named("village").scope("registry.read"), then, year=2019) == []


def test_members_are_listed_after_their_heads(register: Office) -> None:
    assert register.vendor == "sqlite"
    wang = actor_named("wang")
    text = (
        "户编号,姓名,证件号码,与户主关系,日期,健康状况,劳动能力\n"
        f"{THIRD},丙三三,{number(13)},户主,2019-01-01,,\n"
        f"{THIRD},卯四四,{number(93)},配偶,2019-01-01,患有大病,无劳动力\n"
        f"{number(13)},辰五五,{number(94, '20100203')},之子,2019-01-01,健康,\n"
    ).encode()
    done = record_members(members_of(text, "m.csv"), actor=wang, now=LATER)
    assert (done.added, done.known) == (2, 1)
    assert record_members(members_of(text, "m.csv"), actor=wang, now=LATER).added == 0
    shown = look_at(THIRD, DAYS, purpose="核实", actor=wang, now=LATER, reveal=True)
    assert [one.relation for one in shown.members] == ["HEAD", "SPOUSE", "CHILD"]
    assert shown.members[1].items == {"health": "SEVERE", "labour": "NONE"}
    masked = look_at(THIRD, DAYS, purpose="核实", actor=wang, now=LATER)
    assert masked.members[1].items["health"] == "***"
    row = households(EVERYWHERE, DAYS, Filters(find="卯四四")).rows[0]
    assert (row.number, row.people) == (THIRD, 5)
    with pytest.raises(Refused) as refused:
        members_of("户编号,姓名,证件号码,与户主关系\n1,某,123,外星人\n".encode(), "m.csv")
    assert len(refused.value.problems) == 2
