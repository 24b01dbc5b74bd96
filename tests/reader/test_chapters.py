"""Parts told one in each numbered section behind their whole, and names that hold a cue's sign."""

from __future__ import annotations

import pytest

from jiedui.reader.read import read_text

WHOLE = "年初,上虞区一次拨来3,200万元。这笔钱分给了三个口子。\n\n"
SECTIONS = (
    "一、产业。农业局牵头,安排1,800万元,扶持茶叶。\n\n二、教育。安排900万元,改造食堂。\n\n三、培训。安排{}万元。\n",
    "(一)产业。安排1,800万元。\n\n(二)教育。安排900万元,改造食堂两所。\n\n(三)培训。安排{}万元。\n",
    "1.产业安排1,800万元。\n\n2.教育安排900万元。\n\n3.培训安排{}万元。\n",
    "一是产业,安排1,800万元。\n\n二是教育,安排900万元。\n\n三是培训,安排{}万元。\n",
)


def wrong(text: str) -> list[str]:
    """Return the stated numbers of a text that are called wrong."""
    reading = read_text(text)
    return [reading.claims[one.total].text for one in reading.findings if not one.is_ok]


@pytest.mark.parametrize("sections", SECTIONS)
def test_sections_make_the_whole_before_them(sections: str) -> None:
    reading = read_text(WHOLE + sections.format(500))
    assert [one.is_ok for one in reading.findings] == [True]
    assert [one.part_of for one in reading.claims if one.part_of is not None] == [0, 0, 0]


@pytest.mark.parametrize("sections", SECTIONS)
def test_sections_that_do_not_make_it_are_a_slip(sections: str) -> None:
    assert wrong(WHOLE + sections.format(600)) == ["3,200万元"]


def test_sections_that_are_not_counted_need_not_make_it() -> None:
    text = "年初,上虞区拨来3,200万元,当地另有配套。\n\n"
    text += "一、产业。用去1,800万元。\n\n二、教育。投入900万元。\n"
    assert wrong(text) == []


@pytest.mark.parametrize("place", ["高要区", "增城区", "多伦县", "高县"])
def test_the_name_of_a_place_is_no_cue(place: str) -> None:
    text = f"在岗教师按来源分,端州区15人,鼎湖区9人,{place}8人。"
    assert wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "产业资金1,200万元。至年底,产业资金使用1,080万元,使用率90%;教育资金使用592万元,使用率80%。",
        "食堂采购1,230万元,个人采购215万元。\n各镇中,城厢街道采购186万元,河上镇132万元,楼塔镇97万元。",
        "改造2所学校的操场,共300万元,一所160万元,另一所140万元。",
        "年初下达项目42个,年中调减3个,调增5个,全年实际实施44个。",
        "产业类项目91个,占一半;教育类46个,医疗类27个,其余18个为基础设施。",
    ],
)
def test_numbers_beside_each_other_need_not_make_one(text: str) -> None:
    assert wrong(text) == []
