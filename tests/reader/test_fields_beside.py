"""Fields told by a heading, a list, an example, a drive for gifts: days, parties, money, wholes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.reader.read import read_text

if TYPE_CHECKING:
    from jiedui.reader.reading import Claim

AS_OF = dt.date(2019, 12, 20)


def claims(text: str) -> dict[str, Claim]:
    """Return the claims of a text by their words."""
    return {one.text: one for one in read_text(text, AS_OF).claims}


@pytest.mark.parametrize("heading", ["2016年", "【2016年】", "2016年度", "一、2016年", "◆2016年"])
def test_months_below_a_year_in_a_line_of_its_own_are_of_it(heading: str) -> None:
    text = f"援疆大事记\n\n{heading}\n5月8日 援建的卫生院开工,总投资860万元。\n\n"
    text += "2018年\n3月2日 派出教师9名。\n"
    told = claims(text)
    days = [told[one].period.first for one in ("860万元", "9名")]
    assert [one and one.year for one in days] == [2016, 2018]


def test_a_year_in_the_line_itself_leaves_the_heading() -> None:
    told = claims("大事记\n\n2016年\n2017年3月 派出医生7名。\n今年5月 派出教师11名。\n")
    days = [told[one].period.first for one in ("7名", "11名")]
    assert [one and one.year for one in days] == [2017, 2019]


@pytest.mark.parametrize(
    "text",
    [
        "烟台市帮扶巫山县。工程由援助资金900万元和县财政自筹300万元构成。",
        "烟台市帮扶巫山县。到位资金1200万元,其中山东省级资金900万元、巫山县自筹300万元。",
    ],
)
def test_signs_of_two_words_make_no_place(text: str) -> None:
    told = claims(text)
    assert {one.recipient.name for one in told.values() if one.recipient} == {"巫山县"}
    assert not any(one.donor and "广东" in one.donor.name for one in told.values())


@pytest.mark.parametrize("lead", ["进山乡", "入山乡", "住进东乡县"])
def test_who_goes_somewhere_names_no_town(lead: str) -> None:
    told = claims(f"岷县感谢青岛市即墨区。即墨区先后派出8批干部翻山越岭、{lead},援建学校14所。")
    assert told["14所"].recipient is None or "进" not in told["14所"].recipient.name


@pytest.mark.parametrize("listed", ["赴淄博进修三个月", "到淄博跟岗学习", "分两批赴淄博进修"])
def test_those_told_in_a_list_go_where_is_said_behind_it(listed: str) -> None:
    told = claims(f"淄博市援助昂仁县。县里选送教师18名、医生9名,计27名,{listed}。")
    for one in ("18名", "9名", "27名"):
        donor = told[one].donor
        assert donor is not None
        assert donor.name == "昂仁县"


def test_several_counties_that_get_are_those_in_force() -> None:
    told = claims("宝安区对口帮扶都安、大化两县。今年宝安区向两县拨付帮扶资金1.2亿元。")
    assert told["1.2亿元"].recipient is not None
    assert "大化" in told["1.2亿元"].recipient.name


def test_what_goes_on_about_a_purse_is_of_it() -> None:
    text = "武清区帮扶静宁县。去年区财政拿了1200万元,今年拿了1800万元,比去年多拿600万元。"
    text += "今年的钱里,1350万元投在苹果上,占七成五。"
    assert {one.source for one in claims(text).values()} == {"district"}


@pytest.mark.parametrize("drive", ["募捐", "义卖", "捐赠活动"])
def test_what_a_drive_brings_is_given(drive: str) -> None:
    text = f"房山区红十字会为突泉县办了一场{drive}。收到现金86万元,物资折价34万元,款物总值120万元。"
    assert {one.source for one in claims(text).values()} == {"donation"}


def test_an_example_divides_the_number_told_of_it() -> None:
    text = "拨付资金1.5亿元,其中都安县8000万元,大化县7000万元。"
    text += "以都安县为例,产业5000万元,教育2000万元,医疗1000万元。"
    reading = read_text(text, AS_OF)
    place = [one.text for one in reading.claims].index("8000万元")
    assert [one.part_of for one in reading.claims[3:]] == [place] * 3


def test_a_cell_is_of_the_total_of_its_column() -> None:
    text = "单位:万元\n县区\t财政资金\t捐赠\t合计\n"
    text += "甲县\t300\t40\t340\n乙县\t500\t60\t560\n合计\t800\t100\t900\n"
    reading = read_text(text, AS_OF)
    wholes = [reading.claims[one.part_of or 0].text for one in reading.claims[:3]]
    assert wholes == ["800", "100", "900"]


def test_a_target_of_this_year_is_no_base() -> None:
    told = claims(
        "贫困发生率比2016年底的12%低了7个百分点。县里的目标是今年再让8000余人脱贫,明年摘帽。"
    )
    assert str(told["8000余人"].status) == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "协作项目实现时间过半、任务过半。",
        "对吸纳脱贫劳动力10人以上的企业另有奖励。",
    ],
)
def test_sayings_and_conditions_are_no_claims(text: str) -> None:
    assert read_text(text, AS_OF).claims == ()


def test_a_train_does_not_take_the_rest_of_its_sentence_along() -> None:
    told = claims("120人乘坐K1234次列车返岗,县里给每人补贴路费800元,共9.6万元。")
    assert set(told) == {"120人", "800元", "9.6万元"}


@pytest.mark.parametrize(("total", "is_wrong"), [("十一项", False), ("十二项", True)])
def test_spelt_counts_of_one_unit_add_up(total: str, *, is_wrong: bool) -> None:
    reading = read_text(f"今年的工程,道路四项,水利七项,共{total}。", AS_OF)
    assert [one.is_ok for one in reading.findings] == [not is_wrong]


@pytest.mark.parametrize(("total", "is_wrong"), [("12项", False), ("13项", True)])
def test_things_of_many_kinds_are_counted_together(total: str, *, is_wrong: bool) -> None:
    reading = read_text(f"修路4条,打井6口,建桥2座,共{total}。", AS_OF)
    assert [one.is_ok for one in reading.findings] == [not is_wrong]
