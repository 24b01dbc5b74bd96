"""Sheets that sum up others, and returns with counties across."""

import pytest

from jiedui.exchange.reading import read_workbook
from tests.exchange.office import read, told, workbook


def test_a_summary_sheet_is_sums_and_never_rows() -> None:
    head = ["序号", "项目名称", "援助小计", "县自筹", "总投资"]
    content = workbook(
        (
            "汇总",
            [
                ["单位:万元"],
                ["序号", "受援县", "援助资金", "县自筹", "总投资"],
                [1, "绿春县", 30, 5, 35],
                [2, "元阳县", 9, 0, 8],
            ],
            (),
        ),
        (
            "绿春县",
            [
                ["绿春县项目资金台账"],
                ["单位:万元"],
                head,
                [1, "甲", 10, 5, 15],
                [2, "乙", 20, None, 20],
            ],
            (),
        ),
        ("元阳县", [["元阳县项目资金台账"], ["单位:万元"], head, [1, "丙", 9, 0, 9]], ()),
    )
    reading = read_workbook("a.xlsx", content)
    assert {row.sheet for row in reading.rows} == {"绿春县", "元阳县"}
    assert ("CROSS_SHEET_MISMATCH", "E4") in told(reading)


GIFTS: list[list[object]] = [
    ["捐赠台账"],
    ["序号", "捐赠单位", "受赠单位", "捐赠日期", "捐赠形式", "金额(万元)", "用途"],
    [1, "甲公司", "绿春县教育局", "2022-3-4", "现金", 10, "助学"],
    [2, "乙公司", "绿春县", "2022-3-5", "现金", 20, "助医"],
    [3, "丙公司", "元阳县", "2022-3-5", "现金", 5, "助医"],
]
SALES: list[list[object]] = [
    ["消费帮扶台账"],
    ["序号", "受援县", "销售日期", "产品名称", "采购单位", "金额(元)"],
    [1, "绿春县", "2022-3-4", "茶叶", "甲公司", 1000],
    [2, "元阳县", "2022-3-6", "蜂蜜", "乙公司", 500],
]
PLAN: list[list[object]] = [
    ["绿春县2022年项目计划"],
    ["单位:万元"],
    ["序号", "项目名称", "项目类别", "计划总投资", "市级统筹", "区财政"],
    [1, "甲", "产业", 100, 60, 40],
    [2, "乙", "教育", 50, 50, None],
]
SUMMARIES: dict[str, tuple[list[list[object]], list[list[object]], dict[str, tuple[str, str]]]] = {
    "gifts": (
        GIFTS,
        [["受援县", "捐赠笔数", "金额(万元)"], ["绿春县", 3, 30], ["元阳县", 1, 6]],
        {"B2": ("3", "2, the rows of the detail"), "C3": ("6万元", "5万元, the sum of the detail")},
    ),
    "sales": (
        SALES,
        [["消费帮扶汇总表"], ["受援县", "金额(元)"], ["绿春县", 1000], ["元阳县", 700]],
        {"B4": ("700元", "500元, the sum of the detail")},
    ),
    "plan": (
        PLAN,
        [["单位:万元"], ["序号", "受援县", "项目数", "计划总投资"], [1, "绿春县", 2, 160]],
        {"D3": ("160万元", "150万元, the sum of the detail")},
    ),
    "another thing": (
        GIFTS,
        [["受援县", "户数", "金额(万元)"], ["绿春县", 900, 30], ["元阳县", 70, 5]],
        {},
    ),
}


@pytest.mark.parametrize("case", SUMMARIES)
def test_a_summary_per_county_is_held_against_its_detail(case: str) -> None:
    """Whatever the kind: what it sums up and how many rows it stands for; never rows itself."""
    detail, summary, wrong = SUMMARIES[case]
    reading = read_workbook("a.xlsx", workbook(("汇总", summary, ()), ("明细", detail, ())))
    assert {row.sheet for row in reading.rows} == {"明细"}
    assert {
        one.source.cell: (one.found, one.expected)
        for one in reading.problems
        if one.source.sheet == "汇总" and one.severity.value != "info"
    } == wrong


def test_a_monthly_return_with_counties_across_is_a_row_per_county() -> None:
    reading = read(
        ["2022年6月东西部协作工作月报"],
        ["序号", "指标", "单位", "绿春县", None, "元阳县", None],
        [None, None, None, "本月", "累计", "本月", "累计"],
        [1, "财政援助资金", "万元", 100, 600, 50, 300],
        [2, "选派干部", "人", 0, 3, None, 2],
        merged=("D2:E2", "F2:G2", "A2:A3", "B2:B3", "C2:C3"),
    )
    names = ("county", "indicator", "month_value", "cumulative")
    assert [(row.row, *(row.get(name) for name in names)) for row in reading.rows] == [
        (4, "绿春县", "财政援助资金", 100_000_000, 600_000_000),
        (4, "元阳县", "财政援助资金", 50_000_000, 300_000_000),
        (5, "绿春县", "选派干部", 0, 3),
        (5, "元阳县", "选派干部", None, 2),
    ]  # fmt: skip
    assert [one for one in reading.problems if one.severity.value != "info"] == []
