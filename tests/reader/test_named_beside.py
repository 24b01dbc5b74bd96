"""Givers and receivers that stand beside the verb, and towns and counties named in passing."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text
from tests.reader.told import claim_of

AS_OF = dt.date(2021, 7, 2)


def _parties(text: str, said: str) -> tuple[str, str]:
    one = claim_of(read_text(text, AS_OF), said)
    return one.donor.name if one.donor else "", one.recipient.name if one.recipient else ""


def test_the_subject_of_a_clause_gives_though_society_leads_the_sentence() -> None:
    text = (
        "去年以来,余杭区投入来凤县帮扶资金5860万元。社会力量也没闲着:老板电器捐款200万元,"
        "余杭区慈善总会捐款120余万元。"
    )
    assert _parties(text, "200万元") == ("老板电器", "来凤县")
    assert _parties(text, "120余万元") == ("余杭区慈善总会", "来凤县")


def test_a_firm_by_whatever_name_gives_goods() -> None:
    text = "江干区结对来凤县。社会各界踊跃参与:科沃斯机器人捐赠扫地机80台。"
    assert _parties(text, "80台") == ("科沃斯机器人", "来凤县")


@pytest.mark.parametrize(
    "said", ["随后", "现场", "当天", "多次", "仪式上", "活动中", "陆续", "分批", "还现场", "同时"]
)
def test_when_and_how_something_is_given_is_no_giver(said: str) -> None:
    text = f"余杭区帮扶来凤县,社会各界参与。{said}捐赠电脑20台,{said}捐款8万元。"
    for number in ("20台", "8万元"):
        assert said not in _parties(text, number)[0]


def test_a_committee_of_parents_gives_by_its_whole_name() -> None:
    text = "龙华区帮扶凤山县,社会各界捐赠。家委会送来新书1.2万册。"
    assert _parties(text, "1.2万册")[0].endswith("家委会")


def test_a_town_gives_to_the_town_it_is_paired_with() -> None:
    text = "余杭区帮扶来凤县。瓶窑镇给结对的旧司镇送去课桌椅350套,径山镇向对口的绿水镇捐款20万元。"
    assert _parties(text, "350套") == ("瓶窑镇", "旧司镇")
    assert _parties(text, "20万元") == ("径山镇", "绿水镇")
    more = "杜湖街道给龙山镇捐建路灯60盏,观海卫镇为者楼镇送去棉被300床。"
    assert _parties(more, "300床") == ("观海卫镇", "者楼镇")
    firm = "狮岭镇向对口的雍熙街道捐赠书包4000个,卡思诺皮具捐赠皮带800条,并捐款3万元。"
    assert _parties(firm, "800条")[0] == "卡思诺皮具"
    assert _parties("花都区帮扶来自镇康的学员,培训42名。", "42名")[1] != "来自镇"


def test_towns_of_a_list_get_each_their_own() -> None:
    text = "马尾区帮扶原州区,实施项目46个,其中彭堡镇9个、头营镇7个、三营镇5个。"
    told = [_parties(text, said)[1] for said in ("9个", "7个", "5个")]
    assert told == ["彭堡镇", "头营镇", "三营镇"]
    assert _parties("马尾区帮扶原州区,下辖三镇,援建学校5所。", "5所")[1] == "原州区"


def test_where_people_come_from_is_no_village() -> None:
    text = "北仑区帮扶盐源县。帮助盐源籍农村劳动力来浙就业1127人。"
    assert _parties(text, "1127人")[1] == "盐源县"


def test_a_county_without_its_rank_is_read_and_no_word_taken_for_it() -> None:
    text = "宝安帮助大化销售农产品1.2亿元。大化今年派出24名电商带头人到宝安学习,"
    text += "宝安电商协会还给他们捐了20套设备。"
    assert _parties(text, "1.2亿元")[1].startswith("大化")
    donor, recipient = _parties(text, "20套")
    assert donor.startswith("宝安")
    assert donor.endswith("电商协会")
    assert recipient.startswith("大化")
    plain = "宝安区帮扶都安瑶族自治县,力求效益最大化,防止差距扩大化,投入300万元。"
    assert _parties(plain, "300万元")[1].startswith("都安")


def test_one_of_several_counties_holds_for_its_sentence() -> None:
    text = "天津市对口支援于田县、策勒县、民丰县。于田县新建学校3所。全年选派教师160名。"
    assert _parties(text, "3所")[1] == "于田县"
    assert _parties(text, "160名")[1] == "于田县、策勒县、民丰县"


def test_a_bank_gives_and_a_school_behind_a_town_is_no_other_town() -> None:
    text = "昆山市玉山镇对口帮扶碧江区滑石乡。玉山镇拨付帮扶款60万元,"
    text += "昆山农商行出资20万元,为滑石乡中心校购置课桌椅240套。"
    assert _parties(text, "20万元")[0].endswith("农商行")
    assert "滑石乡" in _parties(text, "240套")[1]
    assert not _parties(text, "240套")[1].startswith("为")


def test_a_total_behind_its_parts_is_given_by_who_gave_them_all() -> None:
    text = (
        "常州钟山帮扶通讯\n\n2016年、2017年常州市武进区财政援助钟山资金分别是1500万元、2300万元,"
        "两年共3800万元。"
    )
    assert _parties(text, "3800万元")[0] == _parties(text, "1500万元")[0] == "常州市武进区"


def test_money_that_goes_on_is_of_the_purse_of_what_was_named_before() -> None:
    text = "江山市帮扶剑阁县。江山市全年投入协作资金3300万元,较上年的3000万元增长10%。"
    assert _parties(text, "3000万元")[0] == "江山市"
