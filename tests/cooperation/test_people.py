"""Seconded, trained, placed people: two facts, three counts, nobody named outside the seal."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books.queries import entries, head
from jiedui.books.verify import verify_book
from jiedui.cooperation.commands.proposing import propose
from jiedui.cooperation.queries import people, trainings
from jiedui.cooperation.queries.listing import Wanted
from jiedui.kernel.problem import Refused
from tests.cooperation.test_posts import identity
from tests.cooperation.world import NOW, answer, filed, recorded, settle, workbook

if TYPE_CHECKING:
    from tests.conftest import Office

SENT = {
    "name": "某甲",
    "secondment_kind": "党政干部",
    "county": "久治县",
    "host_position": "副书记",
}


@pytest.fixture
def settled(office: "Office") -> "Office":
    settle()
    return office


@pytest.fixture
def small(sqlite_office: "Office") -> "Office":
    settle()
    return sqlite_office


def test_planned_arrived_returned(settled: "Office") -> None:
    number = recorded("secondment", **SENT, id_no=identity(1), planned_start="2016-07")
    assert (head().number, people.secondment(EVERYWHERE, number).state) == (0, "planned")
    recorded("arrival", secondment=str(number), actual_start="2016-07-20")
    assert answer("officials_sent").value.stated == 1
    with pytest.raises(Refused, match="ALREADY_ARRIVED"):
        propose(
            "arrival", {"secondment": str(number), "actual_start": "2016-08"},
            actor=actor_named("wang"), now=NOW,
        )  # fmt: skip
    recorded("return", secondment=str(number), actual_end="2019-06-30")
    second = {**SENT, "name": "某乙", "id_no": identity(2), "batch_no": "第二批"}
    recorded("secondment", **second, actual_start="2019-06-01")
    third = {**SENT, "name": "某丙", "host_position": "县医院副院长", "secondment_kind": "专技"}
    recorded("secondment", **third, actual_start="2017-01", actual_end="2017-08-31")
    recorded("secondment", **{**third, "name": "某丁"}, actual_start="2017-12-01")
    board = {one.post: one for one in people.posts(EVERYWHERE, today=dt.date(2020, 1, 1))}
    assert [str(one.period) for one in board["副书记"].overlaps] == ["2019-06"]
    assert board["副书记"].gaps == ()
    assert [str(one) for one in board["县医院副院长"].gaps] == ["2017-09/2017-11-30"]
    assert answer("officials_sent").value.stated == 2
    assert answer("professionals_sent").value.stated == 2
    assert verify_book().ok
    assert settled.vendor


def test_nobody_is_named_outside_the_seal(small: "Office") -> None:
    recorded("secondment", **SENT, id_no=identity(1), actual_start="2016-07")
    recorded(
        "training", class_name="带头人班", county="久治县", start_date="2017-05",
        batches="1", person_times="3", roster=f"某戊 {identity(5)}\n某己 {identity(6)}",
    )  # fmt: skip
    told = people.person_words(EVERYWHERE, "secondment", 1)
    assert told == {"name": "某甲", "id_no": identity(1)}
    assert "某戊" in trainings.roster_of(EVERYWHERE, 1)
    for file in small.data_dir.rglob("book.sqlite3*"):
        content = file.read_bytes()
        for word in ("某甲", "某戊", identity(1), identity(5)):
            assert word.encode() not in content
    words = [one.draft.words for one in entries(EVERYWHERE)]
    assert not [one for one in words if "某" in one]


def test_batches_attendances_and_people_are_three_counts(settled: "Office") -> None:
    assert settled.vendor
    first = {"class_name": "甲班", "county": "久治县", "start_date": "2017-05", "batches": "2"}
    everybody = "\n".join(f"某 {identity(at)}" for at in range(1, 6))
    recorded("training", **first, person_times="约50", roster=everybody)
    half = "\n".join(f"某 {identity(at)}" for at in range(4, 9))
    recorded("training", **{**first, "class_name": "乙班"}, person_times="20", roster=half)
    recorded("training", **{**first, "class_name": "丙班"}, person_times="30")
    assert answer("training_batches").value.stated == 6
    assert (answer("people_trained").value.low, answer("people_trained").value.high) == (95, 105)
    distinct, with_roster, without = trainings.distinct_people(EVERYWHERE)
    assert (distinct.stated, distinct.is_exact, with_roster, without) == (8, True, 2, 1)
    book = answer("people_trained_distinct").value
    assert (book.low, book.high) == (8, 10)
    recorded("roster", training="2", roster=f"某 {identity(9)}")
    assert trainings.distinct_people(EVERYWHERE)[0].stated == 6
    book = answer("people_trained_distinct").value
    assert (book.low, book.high) == (6, 6)
    form = {"training": "3", "roster": "某 999001198001010001"}
    with pytest.raises(Refused, match="ID_CHECK_DIGIT"):
        propose("roster", form, actor=actor_named("wang"), now=NOW)


def test_placements_by_channel_and_how_long_they_last(small: "Office") -> None:
    assert small.vendor
    form = {"name": "某庚", "id_no": identity(7), "county": "久治县", "channel": "东部结对地区"}
    number = recorded("placement", **form, start_date="2017-03-01", employer="某厂")
    again = {**form, "start_date": "2017-03-01", "employer": "某厂"}
    with pytest.raises(Refused, match="PLACED_ALREADY"):
        propose("placement", again, actor=actor_named("wang"), now=NOW)
    recorded("placement", **{**form, "channel": "公益岗位"}, start_date="2017-09")
    assert answer("labour_placed").value.stated == 2
    on = dt.date(2017, 12, 31)
    assert people.placement_tally(EVERYWHERE, on=on) == [
        ("EAST", 1, 1, 1), ("PUBLIC_POST", 1, 1, 0),
    ]  # fmt: skip
    recorded("placement_end", placement=str(number), end_date="2017-05-10")
    assert people.placement_tally(EVERYWHERE, on=on)[0] == ("EAST", 1, 0, 0)
    assert answer("labour_placed").value.stated == 2


ROSTER = (
    "姓名", "身份证号", "派出单位", "类别", "专业领域", "派出方向", "受援县", "挂职单位及职务",
    "计划起始日期", "计划终止日期", "实际到岗日期", "实际离岗日期",
)  # fmt: skip


def roster_rows(*, arrived: str = "") -> tuple[tuple[str, ...], ...]:
    return (
        ("某甲", identity(1), "区教育局", "专技人才", "支教", "东→西", "久治县", "民族中学教师",
         "2016年9月", "2017年8月", "2016-09-05", "2017-08-30"),
        ("某乙", identity(2), "区卫健委", "党政干部", "", "东→西", "久治县", "副县长",
         "2017年9月", "2019年8月", arrived, ""),
    )  # fmt: skip


def test_a_roster_makes_records_of_those_planned_too(settled: "Office") -> None:
    assert settled.vendor
    filed(workbook("嘉定区干部人才名册", ROSTER, *roster_rows()), "干部人才名册.xlsx")
    found = people.secondments(EVERYWHERE, Wanted(sort="number")).rows
    assert [(one.kind, one.field, one.state) for one in found] == [
        ("PROFESSIONAL", "EDUCATION", "returned"), ("OFFICIAL", "", "planned"),
    ]  # fmt: skip
    assert people.person_words(EVERYWHERE, "secondment", 1)["id_no"] == identity(1)
    assert answer("officials_sent").value.stated is None
    later = workbook("嘉定区干部人才名册", ROSTER, *roster_rows(arrived="2017-09-10"))
    filed(later, "干部人才名册(更正).xlsx", replaces=1)
    found = people.secondments(EVERYWHERE, Wanted(sort="number")).rows
    assert [(one.state, one.entry is not None) for one in found] == [
        ("returned", True), ("in_post", True),
    ]  # fmt: skip
    assert answer("officials_sent").value.stated == 1
    assert answer("professionals_sent").value.stated == 1


def test_ledgers_of_training_and_labour(small: "Office") -> None:
    assert small.vendor
    classes = ("受援县", "培训班名称", "培训对象", "开始日期", "结束日期", "期数", "培训人次")
    row = ("久治县", "干部班", "党政干部", "2017-05-02", "2017-05-09", 1, 45)
    filed(workbook("嘉定区培训台账", classes, row), "培训台账.xlsx")
    (one,) = trainings.trainings(EVERYWHERE, Wanted()).rows
    assert (one.trainee_kind, one.batches, one.people) == ("OFFICIALS", 1, None)
    assert answer("people_trained").value.stated == 45
    labour = (
        "姓名",
        "身份证号",
        "户籍县",
        "人员类别",
        "就业渠道",
        "务工单位",
        "就业地",
        "就业时间",
        "月工资",
    )
    rows = (
        (
            "某甲",
            identity(1),
            "久治县",
            "脱贫人口",
            "东部结对地区",
            "某厂",
            "嘉定区",
            "2017-03-01",
            4200,
        ),
        (
            "某乙",
            identity(2),
            "久治县",
            "监测对象",
            "帮扶车间",
            "某车间",
            "久治县",
            "2017-09-01",
            2600,
        ),
    )
    filed(workbook("2017年劳务协作花名册", labour, *rows), "劳务协作花名册.xlsx")
    found = people.placements(EVERYWHERE, Wanted(sort="number"), on=dt.date(2017, 12, 31)).rows
    assert [(one.channel, one.status, one.stability.value) for one in found] == [
        ("EAST", "LIFTED", "six"), ("WORKSHOP", "MONITORED", "three"),
    ]  # fmt: skip
    assert answer("labour_placed").value.stated == 2
