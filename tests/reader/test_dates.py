"""Dates stay as coarse as they were said, and impossible or ambiguous ones say so."""

import datetime as dt
from decimal import Decimal

import pytest

from jiedui.reader.dates import DateFault, date_of, date_of_number, may_lack_year
from jiedui.reader.read import read_text
from jiedui.reader.reading import When
from jiedui.reader.spans import closed, cut_off_of, period_in

DATES = [
    ("2014年4月", "2014-04"),
    ("2015.5", "2015-05"),
    ("2017/3", "2017-03"),
    ("2017.10", "2017-10"),
    ("2017-03-05", "2017-03-05"),
    ("2017-03-05 10:20:00", "2017-03-05"),
    ("20170305", "2017-03-05"),
    ("201703", "2017-03"),
    ("2017年", "2017"),
    ("17年3月", "2017-03"),
    ("17.3.5", "2017-03-05"),
    ("二〇一七年三月五日", "2017-03-05"),
    ("2017年3月底", "2017-03"),
    ("2017年3月上旬", "2017-03"),
    ("13/5/2017", "2017-05-13"),
]


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_a_date_keeps_its_precision(text: str, iso: str) -> None:
    found = date_of(text)
    assert (found.first, found.fault) == (iso, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017年3月至12月", "2017-03", "2017-12"),
        ("2017.3-2017.12", "2017-03", "2017-12"),
        ("2014.4.6-4.17", "2014-04-06", "2014-04-17"),
        ("2014.4.6-17", "2014-04-06", "2014-04-17"),
        ("2016年7月—2019年7月", "2016-07", "2019-07"),
        ("2013-2017年", "2013", "2017"),
        ("2004年至今", "2004", None),
    ],
)
def test_a_range_gives_both_ends(text: str, first: str, last: str | None) -> None:
    found = date_of(text)
    assert found.is_range
    assert (found.first, found.last, found.fault) == (first, last, None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2017.13", DateFault.INVALID),
        ("2017-02-30", DateFault.INVALID),
        ("3/5/2017", DateFault.AMBIGUOUS),
        ("去年春天", DateFault.UNREADABLE),
        ("3月5日", DateFault.UNREADABLE),
    ],
)
def test_what_is_no_date_says_why(text: str, fault: DateFault) -> None:
    assert date_of(text).fault is fault


def test_a_missing_year_comes_from_outside() -> None:
    assert date_of("3月5日", 2019).first == "2019-03-05"
    assert date_of("3-12月", 2019).last == "2019-12"


@pytest.mark.parametrize(
    ("number", "iso"),
    [
        (2017, "2017"),
        (Decimal("2017.3"), "2017-03"),
        (Decimal("2017.12"), "2017-12"),
        (20170305, "2017-03-05"),
        (42799, "2017-03-05"),
    ],
)
def test_numbers_that_are_dates(number: int | Decimal, iso: str) -> None:
    assert date_of_number(number).first == iso


def test_a_number_that_may_be_two_months_is_ambiguous() -> None:
    assert date_of_number(Decimal("2022.1")).fault is DateFault.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "cut_off", "period"),
    [
        ("援建台账(2013年至2017年10月)", dt.date(2017, 10, 31), "2013/2017-10-31"),
        ("援建台账(2013年至2017年10月)", None, "2013/2017-10"),
        ("2004年至今(13年)", dt.date(2017, 10, 31), "2004/2017-10-31"),
        ("2018年1-6月进展", None, "2018-01/2018-06"),
        ("2018年上半年", None, "2018-01/2018-06"),
        ("2018—2020年", None, "2018/2020"),
        ("2019年度计划", None, "2019/2019"),
    ],
)
def test_the_period_of_a_title(text: str, cut_off: dt.date | None, period: str) -> None:
    said = period_in(text)
    assert said is not None
    assert closed(said, cut_off) == period


def test_the_cut_off_day_of_a_month_is_its_last() -> None:
    assert cut_off_of("填报单位:某办      截止日期:2019年6月") == dt.date(2019, 6, 30)
    assert cut_off_of("截至2019年6月15日") == dt.date(2019, 6, 15)
    assert cut_off_of("2019年6月") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019年第二季度", "2019-04", "2019-06"),
        ("第三季度", "2020-07", "2020-09"),
        ("2019年上半年", "2019-01", "2019-06"),
        ("2019下半年", "2019-07", "2019-12"),
        ("一季度", "2020-01", "2020-03"),
        ("2019年度4季度", "2019-10", "2019-12"),
        ("前三季度", "2020-01", "2020-09"),
        ("19年第一季度", "2019-01", "2019-03"),
        ("2019年第一季度至第三季度", "2019-01", "2019-09"),
        ("2019年上半年至2020年3月", "2019-01", "2020-03"),
    ],
)
def test_parts_of_a_year_give_their_months(text: str, first: str, last: str) -> None:
    said = date_of(text, 2020)
    assert (said.first, said.last, said.fault) == (first, last, None)


def test_a_part_of_no_known_year_is_ambiguous() -> None:
    assert date_of("第三季度").fault is DateFault.AMBIGUOUS


@pytest.mark.parametrize(
    "text",
    ["未到岗", "未完成", "进行中", "未返回", "尚未开工", "在建", "正在施工", "暂未签订", "实施中"],
)
def test_what_has_not_happened_has_no_date_and_no_fault(text: str) -> None:
    said = date_of(text)
    assert (said.first, said.fault) == (None, None)


@pytest.mark.parametrize(
    ("text", "month"),
    [("12月底前", "2020-12"), ("2019年6月底前", "2019-06"), ("10月上旬前后", "2020-10")],
)
def test_vague_ends_may_stand_one_behind_the_other(text: str, month: str) -> None:
    assert date_of(text, 2020).first == month


@pytest.mark.parametrize("text", ["3月5日", "10.14", "5/6", "前三季度", "上半年", "今年", "５月"])
def test_a_date_without_its_year_is_known_as_one(text: str) -> None:
    assert date_of(text, 2020).fault is None
    assert may_lack_year(text)
    assert not may_lack_year("三十天后")


@pytest.mark.parametrize("text", ["建设", "服务", "春节前", "未知数"])
def test_other_words_are_no_date(text: str) -> None:
    assert date_of(text).fault is DateFault.UNREADABLE


@pytest.mark.parametrize("event", ["签订", "启动"])
def test_a_report_from_an_event_on_begins_on_the_day_told_of_it(event: str) -> None:
    text = (
        f"2021年9月,青岛市与定西市{event}协作协议。现将{event}至2022年10月底的情况汇报如下。\n\n"
        "青岛市先后选派专家11名。\n"
    )
    (claim,) = read_text(text, dt.date(2022, 11, 18)).claims
    assert claim.period == When(dt.date(2021, 9, 1), dt.date(2022, 10, 31))


@pytest.mark.parametrize(
    ("said", "last"),
    [("2021年至今年5月底", dt.date(2023, 5, 31)), ("2021年到今年", dt.date(2023, 6, 15))],
)
def test_years_up_to_this_one_are_one_period(said: str, last: dt.date) -> None:
    text = f"{said},青岛市累计投入定西市资金2.13亿元。"
    (claim,) = read_text(text, dt.date(2023, 6, 15)).claims
    assert claim.period == When(dt.date(2021, 1, 1), last)


def test_what_begins_in_a_year_to_come_has_no_end() -> None:
    text = "自2024年起,青岛市每年资助定西市学生500名。"
    (claim,) = read_text(text, dt.date(2023, 6, 15)).claims
    assert claim.period == When(dt.date(2024, 1, 1), None)
