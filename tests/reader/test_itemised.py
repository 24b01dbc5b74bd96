"""Sums of numbered paragraphs, of batches, and lists that no word closes."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text
from tests.reader.told import claim_of, findings_of

AS_OF = dt.date(2022, 6, 20)

ITEMS = """海门区帮扶略阳县协作资金项目公示

一、资金规模
本批拟安排海门区财政协作资金1230万元。

二、项目明细
(1)兴州街道冷库建设。资金{first}万元,新建冷库900平方米。
(2)徐家坪镇养殖场扩建。资金430万元,年出栏1200头。
(3)白水江镇路灯。资金280万元,安装路灯560盏,每盏5000元。

三、进度说明
首批资金2070万元已于3月下达。两批合计3300万元。
"""


def test_numbered_items_of_the_next_section_make_the_sum_before_them() -> None:
    reading = read_text(ITEMS.format(first=520), AS_OF)
    found = findings_of(reading)
    assert ("sum", "1230万元", ["520万元", "430万元", "280万元"], True) in found
    assert ("sum", "3300万元", ["1230万元", "2070万元"], True) in found
    whole = reading.claims.index(claim_of(reading, "1230万元"))
    assert claim_of(reading, "430万元").part_of == whole
    assert claim_of(reading, "430万元").source == claim_of(reading, "2070万元").source == "district"


def test_a_heading_with_a_number_is_none_of_the_items_below_it() -> None:
    text = (
        "一、资金\n本批下达协作资金1500万元。\n二、分配方案\n1.达维镇蔬菜大棚:资金600万元。\n"
        "2.美兴镇冷链:资金500万元。\n3.沃日镇车间:资金400万元。\n三、要求\n按时开工。\n"
    )
    assert findings_of(read_text(text, AS_OF)) == [
        ("sum", "1500万元", ["600万元", "500万元", "400万元"], True),
    ]


def test_numbered_items_that_do_not_make_it_are_no_slip_of_it() -> None:
    found = findings_of(read_text(ITEMS.format(first=530), AS_OF))
    assert all(is_ok for *_, is_ok in found)
    assert not any(total == "1230万元" for _, total, _, _ in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "这一轮老师27位,大夫19位,46位同志都在岗。",
            [("sum", "46位", ["27位", "19位"], True)],
        ),
        (
            "援建的路一段修了12公里,二段修了8公里,三段修了9公里,29公里砂石路通到村口。",
            [("sum", "29公里", ["12公里", "8公里", "9公里"], True)],
        ),
        ("这一轮老师27位,大夫19位,45位同志都在岗。", []),
        ("送来课桌27张、书柜19个,46套校服也到了。", []),
        (
            "江宁办起18个扶贫车间,上班的有756人,平均一个车间48人。",
            [("product", "756人", ["48人", "18个"], False)],
        ),
        (
            "江宁办起18个扶贫车间,上班的有864人,平均一个车间48人。",
            [("product", "864人", ["48人", "18个"], True)],
        ),
    ],
)
def test_what_closes_without_a_word(
    text: str, found: list[tuple[str, str, list[str], bool]]
) -> None:
    assert findings_of(read_text(text, AS_OF)) == found


def test_items_behind_a_small_square_are_a_list() -> None:
    text = (
        "2021年海门区安排略阳县资金5.6亿元,投了三大块:\n▪民生改善 4.48亿元,占80%\n"
        "▪产业就业 7000万元,占12.5%\n▪干部人才 4200万元,占8.5%\n"
    )
    found = findings_of(read_text(text, AS_OF))
    assert ("sum", "5.6亿元", ["4.48亿元", "7000万元", "4200万元"], True) in found
    assert ("ratio", "8.5%", ["4200万元", "5.6亿元"], False) in found
