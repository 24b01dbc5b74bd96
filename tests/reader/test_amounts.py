"""Amounts are read as they were said: number, unit, and how exactly."""

from decimal import Decimal

import pytest

from jiedui.kernel.quantity import Wording
from jiedui.reader.amounts import amount_of
from jiedui.reader.numerals import chinese_number, decimal_of
from jiedui.reader.text import Blank, blank_of

SAID = [
    ("1.799亿元", "179900000", "元", Wording.EXACT),
    ("31,100元", "31100", "元", Wording.EXACT),
    ("10万余元", "100000", "元", Wording.OVER),
    ("10余万元", "100000", "元", Wording.OVER),
    ("180多个", "180", "个", Wording.OVER),
    ("三十余人", "30", "人", Wording.OVER),
    ("十几人", "10", "人", Wording.OVER),
    ("约30人", "30", "人", Wording.ABOUT),
    ("30人左右", "30", "人", Wording.ABOUT),
    ("近5万元", "50000", "元", Wording.NEARLY),
    ("不少于20人", "20", "人", Wording.AT_LEAST),
    ("200人以上", "200", "人", Wording.AT_LEAST),
    ("不超过8次", "8", "次", Wording.AT_MOST),
    ("(3.5)", "-3.5", "", Wording.EXACT),
    ("-3.5", "-3.5", "", Wording.EXACT),
    ("1 2 0 0", "1200", "", Wording.EXACT),
    ("74.15%", "74.15", "%", Wording.EXACT),
    ("12.5万元(含税)", "125000", "元", Wording.EXACT),
    ("人民币伍万元整", "50000", "元", Wording.EXACT),
    ("二百五十", "250", "", Wording.EXACT),
]


@pytest.mark.parametrize(("text", "value", "unit", "wording"), SAID)
def test_an_amount_is_read_as_said(text: str, value: str, unit: str, wording: Wording) -> None:
    found = amount_of(text)
    assert found is not None
    assert (found.value, found.unit, found.wording) == (Decimal(value), unit, wording)


def test_a_range_keeps_both_ends() -> None:
    found = amount_of("3-5万元")
    assert found is not None
    assert (found.value, found.high, found.wording) == (
        Decimal(30_000),
        Decimal(50_000),
        Wording.BETWEEN,
    )


@pytest.mark.parametrize("text", ["", "若干台", "图书", "1,23", "12abc34", "..", "1,2345,6", "万"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amount_of(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇一七", 2017),
        ("三千五百万", 35_000_000),
        ("一亿二千万", 120_000_000),
        ("廿五", 25),
        ("四百二", 420),
        ("四百零二", 402),
        ("两万六千五", 26_500),
        ("一亿三", 130_000_000),
        ("二十五", 25),
        ("甲", None),
    ],
)
def test_chinese_numerals(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


def test_thousands_separators_must_stand_right() -> None:
    assert decimal_of("1,234,567.8") == Decimal("1234567.8")
    assert decimal_of("12,34") is None


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("—", Blank.EMPTY),
        ("/", Blank.EMPTY),
        (" 无 ", Blank.EMPTY),
        ("未列明", Blank.NOT_STATED),
        ("待定", Blank.PENDING),
        ("同上", Blank.DITTO),
        ("〃", Blank.DITTO),
        ("0", None),
        ("无锡市", None),
    ],
)
def test_words_that_stand_for_nothing(text: str, blank: Blank | None) -> None:
    assert blank_of(text) is blank
