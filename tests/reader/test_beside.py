"""What stands beside a number settles what it counts, whose it is and when."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import (
    BATCHES,
    ITEMS,
    OTHER,
    PEOPLE,
    PERSONS_POOR,
    TRAINEES,
    Measure,
    Status,
)
from tests.reader.told import claim_of, findings_of

AS_OF = dt.date(2021, 12, 15)
HEAD = "2021年,青岛市对口帮扶定西市安定区。\n"


@pytest.mark.parametrize(
    ("text", "words", "measure"),
    [
        ("养殖能手再训150人。", "150人", TRAINEES),
        ("青岛的船厂收了88人学技术,如今上岗的70人。", "88人", TRAINEES),
        ("青岛的船厂收了88人学技术,如今上岗的70人。", "70人", PEOPLE),
        ("安定区派出三批96人次到青岛学习。", "96人次", TRAINEES),
        ("安定区选送14名护士长到青岛轮训。", "14名", PEOPLE),
        ("安定区派出三批96人次到青岛跟岗学习。", "96人次", PEOPLE),
        ("新建的高中可设48个班,每班45名学生。", "48个", OTHER),
        ("举办农技培训48个班。", "48个", BATCHES),
        ("平均住院日从8.4天缩到7.2天。", "7.2天", OTHER),
        ("教师来了12名,我们这边去青岛学习的有30多个。", "30多个", PEOPLE),
        ("实施项目21个,完工的19个,另外两个卡在用地上。", "两个", Measure("projects")),
        ("今年再办五个扶贫车间。", "五个", ITEMS),
        ("全县纳入监测的918户3,105人,大半已消除风险。", "3,105人", PERSONS_POOR),
        (
            "年初贫困人口640户2,310人,年末410户1,520人,一年间230户、790人出列。",
            "790人",
            PERSONS_POOR,
        ),
    ],
)
def test_the_measure_is_that_of_the_words_beside(text: str, words: str, measure: Measure) -> None:
    assert claim_of(read_text(HEAD + text, AS_OF), words).measure is measure


@pytest.mark.parametrize(
    "text",
    [
        "从安定到青岛1,650公里,高铁转大巴。",
        "(下期预告:城南立交改造,投资3.1亿元)",
        "(沙尘预报:今夜5级风;棉花收购参考价每公斤7.9元)",
    ],
)
def test_what_is_no_business_of_the_page_is_no_claim(text: str) -> None:
    known = read_text(HEAD, AS_OF).claims
    assert len(read_text(HEAD + text, AS_OF).claims) == len(known)


TABLE = """附表2
2020年青岛市扶贫协作资金安排表
单位:万元(项目:个)
投向\t安定区\t岷县\t项目
产业\t2,400\t1,500\t9
教育\t1,200\t700\t6
医疗\t400\t300\t4
合计\t4,000\t2,500\t19
说明
(1)安定区的资金里,产业占60%,教育占{share}%。
审核2020-12-10
"""


def test_places_that_head_columns_get_them_and_a_lone_note_is_of_one_column() -> None:
    reading = read_text(TABLE.format(share=30), dt.date(2020, 12, 10))
    got = {one.text: one.recipient.name for one in reading.claims if one.recipient}
    assert (got["2,400"], got["1,500"]) == ("安定区", "岷县")
    assert claim_of(reading, "9").recipient is not None
    assert set(got["9"].split("、")) == {"安定区", "岷县"}
    assert claim_of(reading, "4,000").value == 40_000_000
    assert claim_of(reading, "19").measure is Measure("projects")


@pytest.mark.parametrize(("share", "is_ok"), [(30, True), (35, False)])
def test_a_share_below_a_table_is_held_against_its_cells(share: int, *, is_ok: bool) -> None:
    findings = findings_of(read_text(TABLE.format(share=share), dt.date(2020, 12, 10)))
    assert ("ratio", f"{share}%", ["1,200", "4,000"], is_ok) in findings


def test_a_month_named_in_passing_ends_with_its_paragraph() -> None:
    text = "2021年协作进展如下。\n\n2月最紧的那周,一次接走700名。\n\n全年办班36期。"
    when = claim_of(read_text("青岛市对口帮扶定西市。\n" + text, AS_OF), "36期").period
    assert when.first == dt.date(2021, 1, 1)


def test_months_from_one_to_another_need_no_year() -> None:
    when = claim_of(read_text(HEAD + "1—10月,派出医生22人。", AS_OF), "22人").period
    assert (when.first, when.last) == (dt.date(2021, 1, 1), dt.date(2021, 10, 31))


@pytest.mark.parametrize(
    ("text", "words"),
    [("【下步】12月增派医师5名。", "5名"), ("■往后看\n2022年销售奔着1个亿。", "1个亿")],
)
def test_next_steps_are_planned(text: str, words: str) -> None:
    assert claim_of(read_text(HEAD + text, AS_OF), words).status is Status.PLANNED


@pytest.mark.parametrize(
    ("text", "words", "donor"),
    [
        ("青岛方面带给安定区的帮扶资金900万元。", "900万元", "青岛市"),
        ("岷县也挑了26名校长东去跟岗。", "26名", "岷县"),
        ("青岛派来医生15位,我们派去跟班学习的只有9位。", "9位", "安定区"),
        ("青岛市教育局捐赠课桌1200套,每套285元,合计34.2万元。", "34.2万元", "青岛市教育局"),
    ],
)
def test_who_gave_is_named_without_the_verb(text: str, words: str, donor: str) -> None:
    given = claim_of(read_text(HEAD + text, AS_OF), words).donor
    assert given is not None
    assert given.name.endswith(donor)


def test_an_office_of_the_giver_pays_from_its_budget() -> None:
    reading = read_text(HEAD + "青岛市卫健委专款180万元。山东省对口资金2,800万元。", AS_OF)
    assert [one.source for one in reading.claims] == ["municipal", "province"]


def test_where_patients_go_is_not_who_is_helped() -> None:
    text = HEAD + "往兰州转的病人少了。赠送彩超2台。"
    got = claim_of(read_text(text, AS_OF), "2台").recipient
    assert got is not None
    assert "安定区" in got.name


def test_a_number_told_in_turn_is_no_total_of_its_equals() -> None:
    text = HEAD + "三种设备的预算分别为39.6万元、34.2万元、5.4万元,总预算79.2万元。"
    assert findings_of(read_text(text, AS_OF)) == [
        ("sum", "79.2万元", ["39.6万元", "34.2万元", "5.4万元"], True)
    ]


def test_what_is_beyond_a_target_is_no_share_of_it() -> None:
    text = HEAD + "消费帮扶完成1.18亿元,超额完成年度目标1亿元的18%。"
    assert ("growth", "18%", ["1.18亿元", "1亿元"], True) in findings_of(read_text(text, AS_OF))


def test_early_in_a_year_its_end_is_of_the_year_before() -> None:
    text = "青岛市对口帮扶岷县。\n2023年1月6日\n过去一年到位资金6450万元(2021年为6000万元)。"
    text += "监测对象由年初的1204户减少到年末的782户。"
    reading = read_text(text, dt.date(2023, 1, 6))
    days = [claim_of(reading, words).period.last for words in ("6450万元", "1204户", "782户")]
    assert [day.year if day else None for day in days] == [2022, 2022, 2022]


def test_who_pays_behind_a_sum_gave_it_and_what_a_meeting_decides_is_planned() -> None:
    text = HEAD + "三、会议议定:(一)追加应急供水资金150万元,由青岛市水务局承担。"
    one = claim_of(read_text(text, AS_OF), "150万元")
    assert one.donor is not None
    assert one.donor.name == "青岛市水务局"
    assert one.status is Status.PLANNED


def test_the_office_a_page_is_by_is_not_who_is_helped() -> None:
    text = "岷县2021年协作统计公报\n岷县统计局 2021年12月15日\n\n青岛市投入帮扶资金5680万元。"
    got = claim_of(read_text(text, AS_OF), "5680万元").recipient
    assert got is not None
    assert got.name == "岷县"


def test_a_unit_above_a_second_table_is_of_that_table() -> None:
    text = (
        "和平区2021年帮扶资金表\n序号 受援县 项目数(个) 市级资金(万元) 受益农户(户)\n"
        "1 舟曲县 8 3,150 1,870\n2 会宁县 11 3,960 2,640\n\n"
        "社会帮扶(捐款及捐物折款,单位:万元)\n舟曲县 会宁县 靖远县 小计\n86 132.5 61.5 280\n"
    )
    assert claim_of(read_text(text, AS_OF), "132.5").value == 1_325_000


def test_a_road_that_is_built_from_one_place_to_another_is_no_distance() -> None:
    text = HEAD + "改造由县城至各乡镇公路126公里。"
    assert claim_of(read_text(text, AS_OF), "126公里").measure is OTHER


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("咱村人均收入才四千二百块,去年到了一万零五百块。", "一万零五百块", Measure.MONEY),
        ("捐来黑板六十块。", "六十块", Measure.ITEMS),
        ("光伏电站一年发电36万度。", "36万度", Measure.OTHER),
        ("实施项目312个,产业类156个;其余156个为服务类。", "156个", Measure.PROJECTS),
        ("抽查项目32个,未完工的4个;超概算的3个,涉及资金126万元。", "3个", Measure.PROJECTS),
        ("我们的贫困人口,2015年底是4.36万。", "4.36万", Measure.PERSONS_POOR),
    ],
)
def test_what_is_counted_is_told_by_what_it_goes_on_about(
    text: str, number: str, measure: Measure
) -> None:
    reading = read_text(text, dt.date(2020, 1, 1))
    assert [one.measure for one in reading.claims if one.text == number][-1] is measure


def test_heat_is_no_power() -> None:
    assert read_text("7月最高气温达38度。", dt.date(2020, 1, 1)).claims == ()
