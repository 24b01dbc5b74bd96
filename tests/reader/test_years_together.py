"""Columns 累计 behind years, and cells that say their unit, in tables of words, blanks and bars."""

from __future__ import annotations

import pytest

from jiedui.reader.read import read_text
from tests.reader.told import findings_of

SPANS = (
    "表2 主要指标\n指标 单位 2018年 2019年 2020年 {}\n财政资金 万元 410 760 830 2,000\n"
    "社会捐款 万元 61.5 112.4 205.1 379.0\n实施项目 个 9 17 24 50\n选派教师 人 12 36 41 {}\n"
)
GOODS = (
    "采购明细(金额单位:元)\n序号 品名 数量 单价 金额\n1 课桌 60套 200 12000\n"
    "2 水泵 4台 3500 14000\n3 蜂箱 85个 210 {}\n合计 —— —— {}\n"
)


@pytest.mark.parametrize("head", ["累计", "三年累计", "累计数"])
@pytest.mark.parametrize("gap", [" ", "\t", "|"])
def test_years_make_the_column_of_all_of_them(head: str, gap: str) -> None:
    found = findings_of(read_text(SPANS.format(head, 89).replace(" ", gap)))
    assert [one[1] for one in found if one[0] == "sum"] == ["2,000", "379.0", "50", "89"]
    assert all(one[3] for one in found)


def test_one_row_that_its_years_do_not_make_is_a_slip() -> None:
    found = findings_of(read_text(SPANS.format("累计", 98)))
    assert [one[1:] for one in found if not one[3]] == [("98", ["12", "36", "41"], False)]


def test_people_who_stayed_for_years_may_be_counted_once() -> None:
    assert all(one[3] for one in findings_of(read_text(SPANS.format("累计", 41))))


def test_so_much_since_before_the_years_of_the_table_is_no_sum_of_them() -> None:
    text = "\n".join(
        line.replace(f" {line.split(' ')[2]} ", " ", 1)
        if " " in line and "表" not in line
        else line
        for line in SPANS.format("累计", 89).split("\n")
    )
    assert not findings_of(read_text(text))


@pytest.mark.parametrize("gap", [" ", "\t", "|"])
def test_a_cell_with_its_own_unit_counts_things_of_a_price(gap: str) -> None:
    reading = read_text(GOODS.format(17850, 43850).replace(" ", gap))
    claims = [one for one in reading.claims if one.measure == "items"]
    assert [(one.text, int(one.value)) for one in claims] == [
        ("60套", 60),
        ("4台", 4),
        ("85个", 85),
    ]
    found = findings_of(reading)
    assert [one[1] for one in found if one[0] == "product"] == ["12000", "14000", "17850"]
    assert all(one[3] for one in found)


def test_an_amount_that_price_and_count_do_not_make_is_a_slip() -> None:
    found = findings_of(read_text(GOODS.format(18750, 44750)))
    assert [one[1:] for one in found if not one[3]] == [("18750", ["210", "85个"], False)]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("品名 数量 单价(元/公斤) 金额", "茶叶 12箱 80 9600\n大米 30袋 6 4500"),
        ("品名 规格 数量 单价 金额", "大米 10公斤 60袋 50 3000\n食油 5升 40桶 60 2400"),
    ],
)
def test_a_price_of_another_unit_and_a_size_make_no_amount(head: str, cells: str) -> None:
    reading = read_text(f"采购明细(单位:元)\n{head}\n{cells}\n")
    assert all(one[3] for one in findings_of(reading))
    assert not {"10公斤", "5升"} & {one.text for one in reading.claims}


@pytest.mark.parametrize(("title", "status"), [("(已完成采购)", "actual"), ("", "planned")])
def test_a_title_says_that_its_table_is_done_on_a_page_of_plans(title: str, status: str) -> None:
    page = "关于2018年第一批帮扶资金使用安排的公示\n\n一、采购明细{}\n品名 数量 单价(元) 金额(元)\n"
    page += "课桌 60 200 12000\n水泵 4 3500 14000\n\n二、其他\n产业路补助安排30万元。\n"
    reading = read_text(page.format(title))
    told = {one.text: str(one.status) for one in reading.claims}
    assert (told["12000"], told["30万元"]) == (status, "planned")
