"""Sums and growths that the words only allow, periods told by another one, counts by kind."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text

AS_OF = dt.date(2024, 1, 15)
HEAD = "青浦区对口帮扶德宏州。2023年"

ADD_UP = [
    ("到位资金6.12亿元。分到芒市1.38亿元、梁河县1.56亿元、盈江县1.72亿元、陇川县1.46亿元。", 4),
    ("实施项目74个,完工69个,另有5个跨年。", 2),
    ("实施项目74个。产业类31个、乡村建设类27个、劳务类9个、其他7个。", 4),
    ("拨付7380万元。3321万元投向产业,2214万元投向教育,余下的1845万元用于乡村建设。", 3),
]
MAY_NOT = [
    "到位资金6.12亿元。芒市1.38亿元、梁河县1.56亿元、盈江县1.72亿元、陇川县1.40亿元。",
    "实施项目74个,完工69个,另有8个在谈。",
    "实施项目74个。产业类31个、乡村建设类27个。",
]
GROWN = [
    ("拨付7380万元,同比增加580万元,增幅8.5%。", True),
    ("捐款500万元,同比减少100万元,降幅16.7%。", True),
    ("拨付7380万元,比上年增加580万元,增长9.5%。", False),
    ("销售1.43亿元,同比增长62.5%(去年同期8800万元)。", True),
    ("销售1.43亿元,同比增长52.5%(去年同期8800万元)。", False),
    ("到位6.12亿元。派出干部6名。比上年的5.85亿元多了2700万元,增长4.6%。", True),
]


@pytest.mark.parametrize(("said", "parts"), ADD_UP)
def test_a_list_that_adds_up_is_the_whole(said: str, parts: int) -> None:
    sums = [one for one in read_text(HEAD + said, AS_OF).findings if one.relation == "sum"]
    assert [(len(one.parts), one.is_ok) for one in sums] == [(parts, True)]


@pytest.mark.parametrize("said", MAY_NOT)
def test_a_list_that_does_not_add_up_is_no_slip(said: str) -> None:
    assert not read_text(HEAD + said, AS_OF).findings


@pytest.mark.parametrize(("said", "is_ok"), GROWN)
def test_growth_is_held_against_what_it_grew_from(said: str, is_ok: bool) -> None:  # noqa: FBT001
    found = [one for one in read_text(HEAD + said, AS_OF).findings if one.relation == "growth"]
    assert [one.is_ok for one in found] == [is_ok]


@pytest.mark.parametrize(
    ("page", "year"),
    [
        ("青浦区—德宏州2023年工作小结\n(2024年1月15日)\n一、资金。全年到位资金6亿元。", 2023),
        ("青浦区—德宏州工作小结\n(2024年1月15日)\n一、资金。全年到位资金6亿元。", 2023),
        ("青浦区对口帮扶德宏州。2021年上半年启动,全年到位资金6亿元。", 2021),
        ("青浦区对口帮扶德宏州。2023年前10个月销售1亿元(去年同期8800万元)。", 2022),
    ],
)
def test_a_period_told_by_another(page: str, year: int) -> None:
    last = read_text(page, AS_OF).claims[-1].period
    assert last.first
    assert last.last
    assert (last.first.year, last.last.year) == (year, year)


def test_the_same_time_of_the_year_before_is_as_long() -> None:
    page = "青浦区对口帮扶德宏州。2023年前10个月销售1亿元(去年同期8800万元)。"
    assert read_text(page, AS_OF).claims[-1].period.last == dt.date(2022, 10, 31)


def test_counts_by_kind_go_on_about_the_projects_under_their_own_sectors() -> None:
    claims = read_text(HEAD + "实施项目74个。产业类31个、乡村建设类27个、其他16个。", AS_OF).claims
    assert [one.measure for one in claims] == ["projects"] * 4
    assert [one.category for one in claims[1:]] == ["产业", "乡村建设", "其他"]


def test_shares_of_a_sum_told_before_are_held_against_it() -> None:
    page = (
        "马尾区对口帮扶原州区。2023年拨付7380万元;2024年安排7800万元。\n"
        "这些钱花在了哪里?四成五投向产业,计3321万元;三成投向教育,2214万元;余下1845万元用于村里。"
    )
    found = [one for one in read_text(page, AS_OF).findings if one.relation == "ratio"]
    assert {one.parts[1] for one in found} == {0}
    assert [(int(one.stated), one.is_ok) for one in found] == [(45, True), (30, True)]
