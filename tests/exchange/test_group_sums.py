"""What a sum among columns of money adds up: its group's sources, or all money of the row."""

from __future__ import annotations

import pytest

from jiedui.exchange.headingforms import is_remark, is_whole
from jiedui.exchange.headingwords import stated_unit
from tests.exchange.office import column, read, told

GROUP = ("A3:A4", "B3:D3", "E3:E4", "F3:F4")
LEDGER = "某区对口帮扶绿春县项目资金台账"
WAN = 1_000_000


def in_wan(*numbers: int) -> list[int]:
    return [one * WAN for one in numbers]


@pytest.mark.parametrize("title", [LEDGER, "某区对口帮扶绿春县2021年项目计划表"])
@pytest.mark.parametrize("leaf", ["合计", "小计", "资金总额"])
@pytest.mark.parametrize("group", ["帮扶资金构成", "资金来源", "资金筹措"])
def test_a_sum_inside_a_group_is_the_groups_where_another_column_is_the_whole(
    title: str, leaf: str, group: str
) -> None:
    for at in (0, 2):
        names, first, second = ["市级", "区级"], [10, 5], [4, 2]
        names.insert(at, leaf)
        first.insert(at, 15)
        second.insert(at, 7)
        reading = read(
            [title],
            ["单位:万元"],
            ["项目名称", group, None, None, "当地自筹", "项目总投入"],
            [None, *names],
            ["甲", *first, 2, 17],
            ["乙", *second, 1, 8],
            ["丙", *first, None, 15],
            merged=GROUP,
        )
        assert column(reading, "aid_fen") == in_wan(15, 7, 15)
        assert column(reading, "total_fen") == in_wan(17, 8, 15)
        assert ("ROW_SUM_MISMATCH", f"{'BCD'[at]}6") in told(reading)


def test_a_whole_at_the_front_and_a_group_named_only_as_its_parts() -> None:
    reading = read(
        [LEDGER],
        ["单位:万元"],
        ["项目名称", "项目投入总额", "其中", None, None, None],
        [None, None, "市级", "区级", "合计", "自筹"],
        ["甲", 17, 10, 5, 15, 2],
        ["乙", 7, 4, 2, 6, 1],
        merged=("A3:A4", "B3:B4", "C3:F3"),
    )
    assert (column(reading, "total_fen"), column(reading, "aid_fen")) == (
        in_wan(17, 7),
        in_wan(15, 6),
    )
    assert told(reading) == set()


@pytest.mark.parametrize(
    ("sums", "field"), [([15, 6], "aid_fen"), ([17, 7], "total_fen")], ids=["left out", "added"]
)
def test_the_rows_show_whether_a_sum_adds_own_funds(sums: list[int], field: str) -> None:
    """At the front of its group no place tells; what the rows add up to does."""
    reading = read(
        [LEDGER],
        ["单位:万元"],
        ["项目名称", "资金构成", None, None, None],
        [None, "合计", "市级", "区级", "县自筹"],
        ["甲", sums[0], 10, 5, 2],
        ["乙", sums[1], 4, 2, 1],
        merged=("A3:A4", "B3:E3"),
    )
    assert [one.field for one in reading.columns][1] == field
    assert column(reading, field) == in_wan(*sums)
    assert told(reading) == set()


def test_a_sum_that_adds_own_funds_outside_its_group_is_no_sum_of_aid() -> None:
    outside = read(
        [LEDGER],
        ["单位:万元"],
        ["项目名称", "资金构成", None, None, "当地自筹", "项目总投入"],
        [None, "市级", "区级", "合计", None, None],
        ["甲", 10, 5, 17, 2, 17],
        ["乙", 4, 2, 7, 1, 7],
        merged=GROUP,
    )
    assert column(outside, "total_fen") == in_wan(17, 7)
    assert "aid_fen" not in {one.field for one in outside.columns}


@pytest.mark.parametrize(
    ("heading", "is_all"),
    [
        ("工程总造价", True),
        ("项目投入总额", True),
        ("各类资金合计", True),
        ("全部资金", True),
        ("区级资金合计", False),
        ("援助资金总额", False),
        ("到位资金总额", False),
        ("建设总规模", False),
    ],
)
def test_all_money_is_known_by_its_head_words(heading: str, is_all: bool) -> None:  # noqa: FBT001
    assert is_whole(heading) is is_all


def test_remarks_by_any_name() -> None:
    words = ("附记", "附言", "备忘", "附注栏", "补注", "附件", "备案", "记")
    assert [one for one in words if is_remark(one)] == ["附记", "附言", "备忘", "附注栏", "补注"]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("金额:元", "元"),
        ("(总金额:万元)", "万元"),
        ("本表金额均以万元为单位", "万元"),
        ("以万元计", "万元"),
        ("币种:人民币 万元", "万元"),
        ("面积:亩 金额:万元", "万元"),
        ("金额:300万元", ""),
        ("资金合计为万元以上项目", ""),
        ("金额(万元)", ""),
    ],
)
def test_a_line_states_the_unit_of_money_without_the_word(line: str, unit: str) -> None:
    assert stated_unit(line) == unit


def test_amounts_in_another_unit_are_told_below_such_a_line() -> None:
    reading = read([LEDGER], ["金额:元"], ["项目名称", "总投资"], ["甲", "30万元"], ["乙", 200_000])
    assert column(reading, "total_fen") == in_wan(30, 20)
    assert [(one.code, one.source.cell) for one in reading.problems] == [("UNIT_MIXED", "B4")]


def test_numbered_sums_that_head_their_rows_name_the_county_of_these() -> None:
    reading = read(
        ["2023年度项目资金计划表"],
        ["单位:万元"],
        ["序号", "项目名称", "总投资", "市级统筹", "自筹"],
        ["合计", None, 12, 9, 3],
        ["一、绿春县小计", None, 5, 4, 1],
        [1, "茶园", 2, 2, None],
        [2, "冷库", 3, 2, 1],
        ["二、元阳县小计", None, 7, 5, 2],
        [3, "道路", 7, 5, 2],
    )
    assert column(reading, "county") == ["绿春县", "绿春县", "元阳县"]
    assert [one.covers for one in reading.totals] == [(6, 7, 9), (6, 7), (9,)]
    assert not [one for one in reading.problems if one.code == "TOTAL_MISMATCH"]


def test_numbered_sums_below_their_rows_name_no_section_for_the_next() -> None:
    reading = read(
        ["2023年度项目资金计划表"],
        ["单位:万元"],
        ["序号", "项目名称", "受援县", "总投资"],
        [1, "茶园", "绿春县", 2],
        ["一、绿春县小计", None, None, 2],
        [2, "道路", "元阳县", 7],
        ["二、元阳县小计", None, None, 7],
    )
    assert column(reading, "county") == ["绿春县", "元阳县"]
    assert [one.covers for one in reading.totals] == [(4,), (6,)]


def test_two_signatures_in_one_cell_are_no_row() -> None:
    reading = read(
        ["采购方", "销售日期", "产品名称", "销售额(万元)"],
        ["甲工会", "2023-01-08", "茶叶", 6],
        ["统计:田小满           分管领导:"],
    )
    assert [row.row for row in reading.rows] == [2]


@pytest.mark.parametrize(
    "foot",
    ["登记:甘思源      复核:萧可人", "徐州市协作支援办  2023年11月20日", "登记:甘思源   复核:"],
)
def test_who_signs_and_when_is_no_row(foot: str) -> None:
    reading = read(
        ["采购方", "销售日期", "产品名称", "销售额(万元)"],
        ["甲工会", "2023-01-08", "茶叶", 6],
        [foot],
    )
    assert [row.row for row in reading.rows] == [2]
    assert told(reading) == set()


def test_a_sum_may_say_of_how_many_it_is() -> None:
    reading = read(
        ["受援县", "项目名称", "资金(万元)"],
        ["绿春县", "茶园", 2],
        ["绿春县小计  1个", None, 2],
        ["元阳县", "道路", 7],
        ["合计2项", None, 9],
    )
    assert [row.row for row in reading.rows] == [2, 4]
    assert [one.covers for one in reading.totals] == [(2,), (2, 4)]
