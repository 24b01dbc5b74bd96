"""Who helps whom, whose money and what is still to come, where only the rest of a page tells it."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text
from tests.reader.told import claim_of

AS_OF = dt.date(2021, 7, 15)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("余杭与台江结对。余杭向台江投入资金300万元。台江的干部感谢余杭。", ("余杭区", "台江县")),
        ("台江区与安定区结对。台江区向安定区投入资金300万元。", ("台江区", "安定区")),
        ("台江与定西市安定区结对。台江向安定区投入资金300万元。", ("台江区", "安定区")),
    ],
)
def test_a_name_of_two_counties_is_on_the_other_side(text: str, names: tuple[str, str]) -> None:
    claim = claim_of(read_text(text, AS_OF), "300万元")
    assert claim.donor
    assert claim.recipient
    assert (claim.donor.name, claim.recipient.name[-3:]) == names


def test_each_purse_of_a_total_is_of_its_own_level() -> None:
    text = (
        "隆德县2021年实施闽宁协作项目,总投资8345万元,其中:福建省级援助资金3900万元,福州市援助资金"
        "1000万元,闽侯县援助资金1200万元,本县配套资金2245万元。闽侯县选派干部3人。"
    )
    reading = read_text(text, AS_OF)
    sources = [one.source for one in reading.claims if one.text.endswith("万元")]
    assert sources == [None, "province", "municipal", "district", "self"]


def test_things_given_one_after_the_other_are_all_of_one_gift() -> None:
    text = (
        "现场,某商会捐赠平板30台,每台2000元,计6万元;棉衣200套,每套150元,计3万元;"
        "字典500册,折款2万元。三样加在一起,共11万元。"
    )
    reading = read_text(text, AS_OF)
    told = [claim_of(reading, one).source for one in ("150元", "3万元", "2万元", "11万元")]
    assert told == ["donation"] * 4


@pytest.mark.parametrize(
    ("text", "number", "is_planned"),
    [
        ("2021年,年底前再选派教师30名。", "30名", True),
        ("2021年,9月底前资金支出率达到90%。", "90%", True),
        ("2021年,6月底前资金支出率达到90%。", "90%", False),
        ("2021年,余下700万元于10月底前拨付到位。", "700万元", True),
        ("三年前选派教师30名。", "30名", False),
        ("【下步安排】年内资金支出率不低于95%。", "不低于95%", True),
        ("今年,最后的8个贫困村也要摘帽了。", "8个", True),
    ],
)
def test_what_is_due_by_a_day_to_come_is_planned(
    text: str, number: str, *, is_planned: bool
) -> None:
    assert (claim_of(read_text(text, AS_OF), number).status == "planned") is is_planned


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("2017年底,全县有贫困人口5.13万人;到去年底只剩0.86万人。", "0.86万人", "persons_poor"),
        ("年末纳入防返贫监测612户2105人。", "2105人", "persons_poor"),
        ("小学设24个教学班,每班45名。", "24个", "other"),
        ("9月快报所列车间36个,全部由帮扶资金建成。", "36个", "items"),
    ],
)
def test_what_a_number_counts_by_what_stands_before_it(
    text: str, number: str, measure: str
) -> None:
    assert claim_of(read_text(text, AS_OF), number).measure == measure


def test_a_school_is_education_and_a_short_sentence_opens_a_paragraph() -> None:
    text = "明湖中学向凤凰县民族中学捐赠电脑45台。\n\n产业合作扎实推进。吸纳412人。"
    reading = read_text(text, AS_OF)
    assert "教育" in (claim_of(reading, "45台").called or "")
    assert "产业" in (claim_of(reading, "412人").called or "")
