"""What findings and rows tell of their numbers: which is of which, done or meant, whose money."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import Status
from tests.reader.told import claim_of

AS_OF = dt.date(2020, 6, 18)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("应发18万元,实发17.4万元,少发6000元。", "17.4万元", "18万元"),
        ("应发18万元,实发17.4万元,少发6000元。", "6000元", "18万元"),
        ("下达资金3200万元,已拨付2480万元,还剩720万元。", "720万元", "3200万元"),
        ("签约742人,后来真正上岗593人,到岗率79.9%。", "593人", "742人"),
    ],
)
def test_what_was_used_and_what_is_left_is_of_the_whole(text: str, part: str, whole: str) -> None:
    reading = read_text(text, AS_OF)
    of = claim_of(reading, part).part_of
    assert of is not None
    assert reading.claims[of].text == whole


def test_what_became_of_a_number_is_no_part_of_it() -> None:
    reading = read_text("贫困户由2.46万户减到1.58万户,少了8800户。", AS_OF)
    assert [one.part_of for one in reading.claims] == [None] * 3


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("今年到账860万元,比全年计划的800万元多出60万元。", "60万元", Status.ACTUAL),
        ("卖出7,880万元,相当于全年计划8000万元的98.5%。", "98.5%", Status.ACTUAL),
        ("明年计划投入2600万元,比今年的2500万元增加100万元。", "100万元", Status.PLANNED),
        ("年底前计划安置420人,每人补2000元,共需84万元。", "84万元", Status.PLANNED),
    ],
)
def test_how_numbers_lie_is_done_where_the_number_is(
    text: str, number: str, status: Status
) -> None:
    assert claim_of(read_text(text, AS_OF), number).status is status


def test_a_row_told_in_turn_has_a_year_each_and_one_purse() -> None:
    reading = read_text(
        "2017年至2019年,中山投进大关的财政资金分别是2100万元、3450万元和5200万元。", AS_OF
    )
    years = [one.period.first.year for one in reading.claims if one.period.first]
    assert years == [2017, 2018, 2019]
    assert {one.source for one in reading.claims} == {"municipal"}


def test_several_that_pay_each_are_named_without_how_many_they_are() -> None:
    reading = read_text("增城区、从化区、黄埔区三区各出120万元,共360万元。", AS_OF)
    each = claim_of(reading, "120万元")
    assert each.donor is not None
    assert each.donor.name == "增城区、从化区、黄埔区"
    assert each.source == "district"


def test_the_caption_of_a_table_says_whose_money_it_tells() -> None:
    text = "社会帮扶(捐款及捐物折款,单位:万元)\n舟曲县 会宁县 靖远县 小计\n86 132.5 61.5 280\n"
    assert {one.source for one in read_text(text, AS_OF).claims} == {"donation"}
    text = text.replace("捐款及捐物折款", "不含捐款")
    assert {one.source for one in read_text(text, AS_OF).claims} == {None}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("爱心款出自三家:清湖学校家委会46.8万元,云桥电子公司40万元。", "donation"),
        ("签约企业三家:云桥电子公司投资40万元。", None),
        ("共需84万元,由武进区企业捐赠资金列支。", "donation"),
    ],
)
def test_firms_give_where_gifts_are_told(text: str, source: str | None) -> None:
    assert read_text(text, AS_OF).claims[-1].source == source
