"""Counts whose unit stands in the number before, where two times of one thing are compared."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import PEOPLE
from tests.reader.told import claim_of, findings_of

AS_OF = dt.date(2023, 8, 21)


def test_the_later_of_two_years_takes_measure_and_unit() -> None:
    reading = read_text("门诊前年是2.1万人次,去年是两万六千五,增长超过四分之一。", AS_OF)
    later = claim_of(reading, "两万六千五")
    assert (later.measure, int(later.value), later.unit) == (PEOPLE, 26500, "人次")
    assert later.period.first == dt.date(2022, 1, 1)
    assert findings_of(reading) == [("growth", "超过四分之一", ["两万六千五", "2.1万人次"], True)]


@pytest.mark.parametrize(("change", "is_ok"), [("一百一", True), ("一百三", False)])
def test_a_change_without_unit_is_held(change: str, *, is_ok: bool) -> None:
    reading = read_text(f"手术前年三百一十台,去年四百二,多了{change}。", AS_OF)
    assert findings_of(reading) == [("diff", change, ["四百二", "三百一十台"], is_ok)]


def test_digits_too_where_they_are_as_many() -> None:
    reading = read_text("教师去年24名,今年31,多了7名。", AS_OF)
    assert claim_of(reading, "31").unit == "名"


@pytest.mark.parametrize(
    "text",
    [
        "资金去年3200万元,今年4800。",  # 万元 or 元
        "转诊率前年12%,去年8。",
        "学生前年1200名,去年2019。",
        "教师去年24名,今年三千一。",
        "教师24名,今年三十一。",
        "接生前年126个,今年光上半年就98。",
        "教师去年24名;门牌今年三十一。",
    ],
)
def test_what_is_not_plain_is_not_understood(text: str) -> None:
    reading = read_text(text, AS_OF)
    assert len(reading.claims) == 1
    assert len(reading.not_understood) == 1


def test_how_often_it_doubled_is_no_unit_of_it() -> None:
    reading = read_text("手术2019年只有两百三十台,到去年达到五百一,翻了一番还多。", AS_OF)
    assert claim_of(reading, "五百一").unit == "台"
