"""Money divided by whose it is, below a heading that says at which stage it is."""

import pytest

from jiedui.exchange.columns import SURE
from tests.exchange.office import column, read, told

WAN = 1_000_000


def test_what_arrived_from_several_sources_is_added_up_beside_what_they_plan() -> None:
    reading = read(
        ["2018年嘉定区对口帮扶项目资金到位情况表(单位:万元)"],
        ["县", "项目名称", "计划投资", None, "资金到位", None],
        [None, None, "市", "区", "市", "区"],
        ["三都县", "马尾绣", 120, 30, 60, 30],
        ["独山县", "茶园", 80, 20, 80, None],
        ["合计", None, 200, 50, 140, 30],
        merged=("A2:A3", "B2:B3", "C2:D2", "E2:F2"),
    )
    assert column(reading, "municipal_fen") == [120 * WAN, 80 * WAN]
    assert column(reading, "district_fen") == [30 * WAN, 20 * WAN]
    assert column(reading, "allotted_fen") == [90 * WAN, 80 * WAN]
    assert reading.totals[0].values["allotted_fen"] == 170 * WAN
    assert told(reading) == set()
    arrived = [one for one in reading.columns if one.field == "allotted_fen"]
    assert [one.score < SURE for one in arrived] == [True, True]


def test_one_source_alone_is_not_all_that_arrived() -> None:
    reading = read(
        ["2018年项目资金到位情况表(单位:万元)"],
        ["县", "项目名称", "计划投资", None, "资金到位"],
        [None, None, "市", "区", "市"],
        ["三都县", "马尾绣", 120, 30, 60],
        ["独山县", "茶园", 80, 20, 80],
        merged=("A2:A3", "B2:B3", "C2:D2"),
    )
    assert column(reading, "allotted_fen") == [None, None]


@pytest.mark.parametrize(
    ("city", "tier", "field"),
    [
        ("苏州市级统筹", "县(市、区)级财政", "district_fen"),
        ("苏州市级统筹", "区县级财政资金", "district_fen"),
        ("苏州市级统筹", "县(市、区)级配套资金", "recipient_own_fen"),
        ("市级统筹", "县(市、区)级财政", "recipient_own_fen"),
    ],
)
def test_a_tier_beside_a_donor_city_that_is_named_is_that_citys(
    city: str, tier: str, field: str
) -> None:
    reading = read(
        ["2023年度东西部协作项目资金安排计划表(单位:万元)"],
        ["项目名称", "实施地点", "计划投入资金", None, None],
        [None, None, "合计", city, tier],
        ["茶园提升", "中界镇", 320, 300, 20],
        ["养殖小区", "官舟镇", 260, 200, 60],
        merged=("A2:A3", "B2:B3", "C2:E2"),
    )
    assert column(reading, field) == [20 * WAN, 60 * WAN]
