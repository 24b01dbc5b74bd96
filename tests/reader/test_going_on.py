"""What goes on over sentences: rests, parts of parts, givers, days said from the day of a text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import Status
from tests.reader.told import claim_of, findings_of

if TYPE_CHECKING:
    from jiedui.reader.reading import Reading

AS_OF = dt.date(2022, 12, 20)


def _read(text: str) -> Reading:
    return read_text(text, AS_OF)


GOES_ON = """
培训经费一共182万元。交通补贴54.6万元,稳岗补贴91万元,技能培训27.3万元,剩下的9.1万元做了招聘会。
第二批队员12人已到岗,内有党政干部5人、医疗4人、教育3人。
全县到浙江务工468人,其中去绍兴的195人,完成全年任务420人的111.4%。
"""


@pytest.mark.parametrize("line", [one for one in GOES_ON.splitlines() if one])
def test_relations_are_found_where_the_sentence_only_goes_on(line: str) -> None:
    reading = _read(f"2022年,绍兴市柯桥区帮扶马边县。{line}")
    assert [one.is_ok for one in reading.findings] == [True]


def test_a_rest_that_does_not_fit_is_a_slip_only_where_it_is_near() -> None:
    head = "2022年,绍兴市柯桥区帮扶马边县。"
    near = _read(
        f"{head}经费一共182万元。交通54.6万元,稳岗91万元,培训27.3万元,剩下的19.1万元办会。"
    )
    assert [one.is_ok for one in near.findings] == [False]
    far = _read(f"{head}捐来900万元。修路花了20万元,买书30万元,树苗15万元,剩下的5万元办会。")
    assert all(one.is_ok for one in far.findings)


def test_parts_of_a_part_belong_to_it() -> None:
    reading = _read(
        "2021年柯桥区给马边县8,000万元,这笔钱分三块花:产业4,000万元,住房3,000万元,教育1,000万元。"
        "产业这一块,其中茶厂用去900万元。"
    )
    assert reading.claims[claim_of(reading, "900万元").part_of or 0].text == "4,000万元"


def test_years_that_are_over_are_counted_in_their_own_frame() -> None:
    reading = _read(
        "从2016年到2020年,长宁区投入绿春县2亿元。2018年是5,000万元。五年间,派来干部7名。"
        "2021年采购6,300万元,相当于2018年1,750万元的3.6倍。"
    )
    assert claim_of(reading, "7名").period == (dt.date(2016, 1, 1), dt.date(2020, 12, 31))
    assert claim_of(reading, "1,750万元").period.last == dt.date(2018, 12, 31)


def test_a_garrison_gives_by_its_own_name() -> None:
    reading = _read(
        "武警浙江某部官兵结对马边县民建镇\n\n今年,该部捐款12万元,部队医生义诊300人次。\n"
    )
    assert {one.donor.name for one in reading.claims if one.donor} == {"武警浙江某部"}


def test_an_office_that_speaks_is_not_who_gets() -> None:
    reading = _read("2022年柯桥区帮扶马边县。\n\n马边县就业局:今年柯桥区给了培训经费90万元。\n")
    assert claim_of(reading, "90万元").recipient.name == "马边县"  # type: ignore[union-attr]


def test_labels_that_end_in_a_village_word_are_no_place() -> None:
    table = "| 事项 | 累计 | 目标 |\n|---|---|---|\n| 送医下乡(场) | 17 | 60 |\n"
    reading = _read(f"2022年柯桥区帮扶马边县\n\n{table}")
    assert all("下乡" not in one.recipient.name for one in reading.claims if one.recipient)


def test_who_gives_in_one_province_is_told_by_pay_and_by_where_one_learns() -> None:
    reading = _read(
        "佛山市禅城区—云浮市罗定市大事记\n\n今年禅城区财政拨付罗定市资金1,500万元。"
        "罗定市选派校长24人赴禅城跟岗。年底,禅城各界认捐罗定90万元。\n"
    )
    told = [(one.donor, one.recipient) for one in reading.claims]
    names = [(one.name, other.name) for one, other in told if one and other]
    assert "禅城" in names[0][0]
    assert "罗定" in names[0][1]
    assert names[1][0] == "罗定市"
    assert "禅城" in names[1][1]
    assert "禅城" in names[2][0]


def test_a_fund_may_be_divided_by_where_it_comes_from_and_where_it_goes() -> None:
    reading = _read(
        "2022年下达柯桥区协作资金920万元。资金来源为:市级财政500万元,区级财政420万元。"
        "其中安排马边县540万元、雷波县380万元。"
    )
    assert [one.is_ok for one in reading.findings] == [True, True]


def test_a_place_where_a_road_leads_gives_nothing() -> None:
    reading = _read("2022年柯桥区帮扶马边县:民建镇茶厂150万元,荣丁镇光明村路110万元。")
    assert all("村" not in one.donor.name for one in reading.claims if one.donor)


def test_millions_in_english_go_on_about_the_money_before() -> None:
    reading = _read(
        "Keqiao District has worked with Mabian County since 2017. "
        "This year it put in RMB 62 million, "
        "up 24 per cent from 50 million in 2020; of this, 41 million went to industry."
    )
    values = [(int(one.value), str(one.measure)) for one in reading.claims]
    assert values == [
        (62000000, "money"), (24, "percent"), (50000000, "money"), (41000000, "money")
    ]  # fmt: skip
    years = [one.period.last.year for one in reading.claims if one.period.last]
    assert years == [2022, 2022, 2020, 2022]
    assert reading.claims[-1].part_of == 0


@pytest.mark.parametrize(
    ("as_of", "sentence", "day"),
    [
        (dt.date(2020, 8, 8), "昨晚卖出198万元。", dt.date(2020, 8, 7)),
        (dt.date(2020, 8, 8), "下一场定在8月28日,目标250万元。", dt.date(2020, 8, 28)),
        (dt.date(2020, 1, 5), "2019年3月拨付90万元。上半年到位276万元。", dt.date(2019, 6, 30)),
        (dt.date(2020, 8, 8), "上半年到位276万元。", dt.date(2020, 6, 30)),
    ],
)
def test_days_that_are_said_from_the_day_of_the_text(
    as_of: dt.date, sentence: str, day: dt.date
) -> None:
    reading = read_text(f"绍兴市柯桥区帮扶马边县。{sentence}", as_of)
    assert reading.claims[-1].period.last == day


def test_what_is_wanted_of_a_running_half_is_planned_and_what_was_won_is_not() -> None:
    reading = read_text(
        "佛山市三水区与榕江县协作。2023年上半年,争取到位资金1.03亿元。"
        "下半年,力争再引进企业4家,完成劳务输出500人。",
        dt.date(2023, 7, 20),
    )
    assert [str(one.status) for one in reading.claims] == ["actual", "planned", "planned"]


def test_a_count_without_a_noun_counts_the_persons_before_it() -> None:
    reading = _read("2022年柯桥区帮扶马边县。同去打工的有23个人,回来了5个,还有18个在那边。")
    assert {str(one.measure) for one in reading.claims} == {"people"}
    assert [one.is_ok for one in reading.findings] == [True]


def test_a_shop_is_no_word_of_more() -> None:
    reading = _read("2022年柯桥区帮扶马边县,机关食堂1.92亿元、商超2.40亿元。")
    assert [one.text for one in reading.claims] == ["1.92亿元", "2.40亿元"]


def test_counts_told_by_kind_are_of_what_they_divide() -> None:
    reading = _read("2022年,定海区帮扶达川区实施项目25个,按用途分,乡村建设15个、村医培养10个。")
    assert [str(one.measure) for one in reading.claims] == ["projects"] * 3
    assert [one.is_ok for one in reading.findings] == [True]


@pytest.mark.parametrize(
    "line",
    ["达川区送30名医生去定海区进修。", "到定海区研修的村干部30人。", "赴定海区进修的教师30名。"],
)
def test_who_goes_to_the_other_side_to_study_is_sent(line: str) -> None:
    reading = _read(f"2022年,定海区帮扶达川区。{line}")
    assert [str(one.measure) for one in reading.claims] == ["people"]


def test_who_studies_at_a_course_at_home_is_in_training() -> None:
    reading = _read("2022年,定海区帮扶达川区。全县村干部参加研修班共300人。")
    assert [str(one.measure) for one in reading.claims] == ["trainees"]


def test_minutes_leave_to_another_paper_what_is_no_matter_of_theirs() -> None:
    reading = _read(
        "2022年,定海区向达川区拨付帮扶资金900万元。\n会议还研究了本区校车更新"
        "(已换12辆,每辆补贴8万元)事项,纪要另发。"
    )
    assert [one.text for one in reading.claims] == ["900万元"]


def test_one_thing_built_in_a_place_is_a_count() -> None:
    reading = _read("2022年,定海区帮扶达川区。拟在达川区建冷库一座,面积900平方米。")
    assert [one.text for one in reading.claims] == ["一座", "900平方米"]


def test_a_sum_named_again_is_divided_in_a_sentence_of_its_own() -> None:
    reading = _read(
        "2022年,定海区财政向达川区拨付帮扶资金900万元,比上年的800万元多100万元。"
        "这一年的财政资金用于两个方面:产业600万元,教育300万元,占三分之一。"
    )
    assert ("sum", "900万元", ["600万元", "300万元"], True) in findings_of(reading)
    assert ("ratio", "三分之一", ["300万元", "900万元"], True) in findings_of(reading)


def test_a_sum_named_again_whose_parts_miss_it_is_a_slip() -> None:
    reading = _read(
        "2022年,定海区财政向达川区拨付帮扶资金900万元,比上年的800万元多100万元。"
        "这一年的财政资金用于两个方面:产业650万元,教育200万元。"
    )
    assert ("sum", "900万元", ["650万元", "200万元"], False) in findings_of(reading)


LETTER = "感谢信\n定海区的亲人们:\n我{}达川区石桥中学的{}。今年,定海区捐来课桌{}套。\n此致\n敬礼!"


@pytest.mark.parametrize(("am", "who"), [("是", "校长"), ("们来自", "老师"), ("是", "一名学生")])
def test_what_a_letter_thanks_for_went_to_where_it_is_from(am: str, who: str) -> None:
    claim = claim_of(_read(LETTER.format(am, who, 90)), "90套")
    assert claim.recipient is not None
    assert claim.recipient.name == "达川区石桥中学"


def test_no_letter_gives_nothing_to_the_school_of_one_who_is_quoted() -> None:
    told = LETTER.replace("感谢信\n", "").replace("此致\n敬礼!", "").format("是", "老师", 90)
    recipient = claim_of(_read(f"2022年,定海区帮扶达川区。{told}"), "90套").recipient
    assert recipient is None or recipient.name != "石桥中学"


def test_all_districts_of_a_giver_are_who_paid() -> None:
    reading = _read("2022年,厦门市财政向临夏州拨付资金900万元,厦门各区拨付300万元,合计1200万元。")
    claim = claim_of(reading, "300万元")
    assert claim.donor is not None
    assert (claim.donor.name, claim.source) == ("厦门各区", "district")
    assert [one.is_ok for one in reading.findings] == [True]


def test_what_a_purse_hands_on_is_from_its_place() -> None:
    claim = claim_of(_read("2022年,定海区级财政拨给达川区540万元。"), "540万元")
    assert claim.donor is not None
    assert claim.donor.name == "定海区"


@pytest.mark.parametrize("words", ["填报日期:2022年12月10日", "制表时间:2022年12月10日"])
def test_the_day_a_table_was_filled_in_is_not_its_period(words: str) -> None:
    reading = _read(
        f"定海区帮扶达川区2021年资金使用情况\n{words}\n序号\t乡镇\t资金(万元)\n"
        "1\t石桥镇\t420\n2\t管村镇\t310\n\t合计\t730\n"
    )
    whens = {one.period.first for one in reading.claims}
    assert whens == {dt.date(2021, 1, 1)}


def test_what_an_earlier_year_was_by_the_same_count_is_what_a_growth_is_of() -> None:
    reading = _read("2022年,定海区帮扶达川区资金1250万元,2021年同口径为1000万元,增长25%。")
    assert findings_of(reading) == [("growth", "25%", ["1250万元", "1000万元"], True)]


@pytest.mark.parametrize(("said", "is_ok"), [("250", True), ("350", False)])
@pytest.mark.parametrize("than", ["比上年增加", "较2021年多"])
def test_a_year_is_held_against_the_year_it_is_compared_with(
    said: str, than: str, *, is_ok: bool
) -> None:
    text = (
        "青岛市对口帮扶定西市,累计投入资金2.13亿元,其中2021年6800万元,2022年7050万元,"
        f"今年前5个月7450万元,2022年{than}{said}万元。"
    )
    assert ("diff", f"{said}万元", ["7050万元", "6800万元"], is_ok) in findings_of(
        read_text(text, dt.date(2023, 6, 15))
    )


def test_what_two_years_moved_by_is_no_finding_where_one_of_them_is_not_told() -> None:
    text = "青岛市对口帮扶定西市,2020年投入6800万元,2022年投入7050万元,2022年比上年增加350万元。"
    told = findings_of(read_text(text, dt.date(2023, 6, 15)))
    assert not [one for one in told if one[0] == "diff"]


def test_the_rest_of_one_gift_does_not_close_the_list_of_gifts() -> None:
    text = (
        "青岛市的三家单位给定西市送来206.4万元的款物。其中,海文电子公司捐资100万元,20万元今天到账,"
        "其余80万元按协议拨付;宁达置地公司捐资68万元;青年联合会捐赠38.4万元。"
    )
    sums = [one for one in findings_of(read_text(text, dt.date(2021, 12, 1))) if one[0] == "sum"]
    assert ("sum", "100万元", ["20万元", "80万元"], True) in sums
    assert all(one[3] for one in sums)


def test_what_is_put_off_behind_its_number_leaves_the_next_gifts_in_their_time() -> None:
    reading = _read(
        "今天,青岛市的三家单位给定西市送来206.4万元的款物。其中,海文电子公司捐资100万元,20万元今天到账,"
        "其余80万元从明年起分四年拨付;宁达置地公司捐资68万元。"
    )
    later, next_one = claim_of(reading, "80万元"), claim_of(reading, "68万元")
    assert (later.status, next_one.status) == (Status.PLANNED, Status.ACTUAL)
    assert (later.period.first, later.period.last) == (dt.date(2023, 1, 1), None)
    assert next_one.period.first is None


@pytest.mark.parametrize("told", ["目前我区有31名教师在麦积区", "分厂现有员工246人,其中女工128人"])
def test_what_there_is_now_is_of_the_day_of_the_text(told: str) -> None:
    day = dt.date(2022, 12, 26)
    reading = read_text(f"2021年以来,西青区对口帮扶麦积区。{told}。", day)
    assert {(one.period.first, one.period.last) for one in reading.claims} == {(day, day)}


def test_a_month_meant_to_come_is_of_this_year() -> None:
    text = "2022年,绍兴市柯桥区帮扶马边县。预计10月上旬再办培训2期。"
    period = read_text(text, dt.date(2022, 9, 20)).claims[-1].period
    assert period.last is not None
    assert period.last.year == 2022


def test_pupils_in_need_are_no_registered_poor() -> None:
    reading = read_text("2022年,绍兴市柯桥区帮扶马边县。资助困难学生85名、脱贫人口40人。")
    assert [str(one.measure) for one in reading.claims] == ["people", "persons_poor"]
