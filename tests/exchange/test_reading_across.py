"""Names that stand across: counties, days and indicators above columns, in any order of levels."""

import itertools

import pytest

from jiedui.exchange.reading import Reading
from tests.exchange.office import column, read, told

COUNTIES = {"绿春县": "532531", "元阳县": "532528", "红河县": "532529"}
YEARS = ("2016年末", "2017年末")
COUNTS = {
    (county, year): (1000 + 10 * at, 4000 + 10 * at)
    for at, (county, year) in enumerate(itertools.product(COUNTIES, YEARS))
}
TITLE = ["红河州建档立卡贫困人口变化情况表"]
EXPECTED = {(county, f"{year[:4]}-12-31", *counts) for (county, year), counts in COUNTS.items()}


def said(reading: Reading) -> set[tuple[object, ...]]:
    names = ("county", "as_of", "households", "people")
    return {tuple(row.get(name) for name in names) for row in reading.rows}


def test_years_down_and_counties_across() -> None:
    rows = [[year, *itertools.chain(*(COUNTS[one, year] for one in COUNTIES))] for year in YEARS]
    for row in rows:
        row += [sum(row[1::2]), sum(row[2::2])]
    heads = [one for county in (*COUNTIES, "合计") for one in (county, None)]
    merged = ("A2:A3", "B2:C2", "D2:E2", "F2:G2", "H2:I2")
    found = read(TITLE, ["年度", *heads], [None, *["户数", "人数"] * 4], *rows, merged=merged)
    assert said(found) == EXPECTED
    assert not told(found)
    assert set(column(found, "county_code")) == set(COUNTIES.values())


def test_counties_down_and_years_across() -> None:
    rows = [[one, *itertools.chain(*(COUNTS[one, year] for year in YEARS))] for one in COUNTIES]
    found = read(
        TITLE,
        ["县", "2016年末", None, "2017年末", None],
        [None, "户数", "人数", "户数", "人数"],
        *rows,
        merged=("A2:A3", "B2:C2", "D2:E2"),
    )
    assert said(found) == EXPECTED


@pytest.mark.parametrize("is_county_first", [True, False])
def test_counties_and_years_across_in_three_levels(*, is_county_first: bool) -> None:
    upper, lower = (tuple(COUNTIES), YEARS) if is_county_first else (YEARS, tuple(COUNTIES))
    pairs = list(itertools.product(upper, lower))
    keys = [(one, two) if is_county_first else (two, one) for one, two in pairs]
    step = 2 * len(lower)
    heads = ["指标", *(upper[at // step] if at % step == 0 else None for at in range(12))]
    middle = [None, *(pairs[at // 2][1] if at % 2 == 0 else None for at in range(12))]
    letters = "BCDEFGHIJKLM"
    merged = [f"{letters[at]}2:{letters[at + step - 1]}2" for at in range(0, 12, step)]
    merged += [f"{letters[at]}3:{letters[at + 1]}3" for at in range(0, 12, 2)]
    values = [value for key in keys for value in COUNTS[key]]
    found = read(
        TITLE, heads, middle, [None, *["户数", "人数"] * 6], ["合并口径", *values], merged=merged
    )
    assert said(found) == EXPECTED


@pytest.mark.parametrize("names_down", ["county", "year"])
def test_bare_numbers_under_names_count_what_the_title_says(names_down: str) -> None:
    title = ["红河州三县建档立卡贫困人口数(单位:人)"]
    if names_down == "county":
        heads: list[object] = ["县名", *YEARS]
        rows = [[one, *(COUNTS[one, year][1] for year in YEARS)] for one in COUNTIES]
    else:
        heads = ["年份", *COUNTIES]
        rows = [[year, *(COUNTS[one, year][1] for one in COUNTIES)] for year in YEARS]
    found = read(title, heads, *rows)
    assert {(a, b, d) for a, b, _, d in said(found)} == {(a, b, d) for a, b, _, d in EXPECTED}
    assert not told(found)


def test_a_misspelt_county_across_is_told_once_at_its_heading() -> None:
    rows = [[year, *itertools.chain(*(COUNTS[one, year] for one in COUNTIES))] for year in YEARS]
    found = read(
        TITLE,
        ["年度", "绿舂县", None, "元阳县", None, "红河县", None],
        [None, *["户数", "人数"] * 3],
        *rows,
        merged=("A2:A3", "B2:C2", "D2:E2", "F2:G2"),
    )
    assert said(found) == EXPECTED
    assert told(found) == {("NAME_TYPO", "B2")}


def test_a_sum_across_that_does_not_add_up_is_told_at_its_cell() -> None:
    found = read(
        TITLE,
        ["年度", "绿春县", None, "元阳县", None, "合计", None],
        [None, *["户数", "人数"] * 3],
        ["2016年", 100, 400, 200, 800, 300, 1200],
        ["2017年", 90, 360, 180, "约720", 270, 1090],
        ["2018年", 80, 320, "—", "—", 80, 330],
        merged=("A2:A3", "B2:C2", "D2:E2", "F2:G2"),
    )
    assert len(found.rows) == 5
    assert told(found) == {("ROW_SUM_MISMATCH", "G6")}


MONTH = ["闽宁协作重点指标完成情况月报表(2025年4月)"]


def test_counties_across_a_monthly_return_with_a_misspelt_one() -> None:
    found = read(
        MONTH,
        ["序号", "指标名称", "计量单位", "原州区", None, "经源县", None, "合计", None],
        [None, None, None, *["年度任务", "累计完成"] * 3],
        [1, "财政援助资金", "万元", 100, 50, 40, 10, 140, 60],
        [2, "选派专业技术人才", "人", 20, 18, 10, 9, 30, 28],
        merged=("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:I2"),
    )
    assert column(found, "county") == ["原州区", "泾源县"] * 2
    assert column(found, "cumulative") == [50_000_000, 10_000_000, 18, 9]
    assert told(found) == {("NAME_TYPO", "F2"), ("ROW_SUM_MISMATCH", "I5")}


def test_counties_across_with_one_number_each() -> None:
    found = read(
        ["2025年4月各县重点指标累计完成情况月报"],
        ["序号", "指标名称", "单位", "原州区", "西吉县", "泾源县", "合计"],
        [1, "财政援助资金", "万元", 100, 40, 30, 170],
        [2, "选派专业技术人才", "人", 20, 10, 5, 35],
    )
    assert column(found, "county") == ["原州区", "西吉县", "泾源县"] * 2
    assert column(found, "cumulative") == [100_000_000, 40_000_000, 30_000_000, 20, 10, 5]
    assert not told(found)


def test_indicators_across_over_targets_and_results() -> None:
    found = read(
        MONTH,
        ["县(区)", "财政援助资金(万元)", None, None, "转移就业(人)", None, None],
        [None, *["年度目标", "累计完成", "完成率(%)"] * 2],
        ["原州区", 200, 50, 25, 20, 10, 50],
        ["泾源县", 40, 10, 25, 10, 9, 90],
        ["合计", 240, 60, 25, 30, 19, 63.33],
        merged=("A2:A3", "B2:D2", "E2:G2"),
    )
    names = ("county", "indicator", "unit", "target", "cumulative", "completion_rate")
    assert [tuple(row.get(name) for name in names) for row in found.rows] == [
        ("原州区", "财政援助资金", "万元", 200_000_000, 50_000_000, 0.25),
        ("原州区", "转移就业", "人", 20, 10, 0.5),
        ("泾源县", "财政援助资金", "万元", 40_000_000, 10_000_000, 0.25),
        ("泾源县", "转移就业", "人", 10, 9, 0.9),
    ]
    assert not told(found)


def test_indicators_across_with_one_number_each() -> None:
    found = read(
        ["2025年4月各县重点指标累计完成情况月报表"],
        ["县(区)", "财政援助资金(万元)", "转移就业(人)", "选派专技人才(人)"],
        ["原州区", 200, 50, 25],
        ["泾源县", 40, 10, 25],
        ["合计", 240, 60, 50],
    )
    assert column(found, "indicator") == ["财政援助资金", "转移就业", "选派专技人才"] * 2
    assert column(found, "cumulative") == [200_000_000, 50, 25, 40_000_000, 10, 25]
    assert not told(found)


def test_a_day_above_the_table_is_the_day_of_every_row() -> None:
    for title, day in (
        ("红河州脱贫人口情况表(截至2020年11月30日)", "2020-11-30"),
        ("红河州2019年底建档立卡贫困人口情况表", "2019-12-31"),
    ):
        found = read([title], ["县", "户数", "人数"], ["绿春县", 10, 40], ["元阳县", 20, 80])
        assert column(found, "as_of") == [day, day]


@pytest.mark.parametrize("heading", ["派驻旗县", "所属旗县", "服务所在旗(县)"])
def test_a_column_of_counties_is_known_by_rank_and_values(heading: str) -> None:
    found = read(
        ["丰台区赴兴安盟挂职干部人才名册"],
        ["序号", "姓名", "派出单位", heading, "挂职岗位", "到岗时间", "实际返京时间"],
        [1, "甲某", "区教委", "扎赉特旗", "副校长", "2022年3月1日", "2023年3月1日"],
        [2, "乙某", "区卫健委", "科右中旗", "副院长", "2022年3月1日", "2022年2月1日"],
    )
    assert column(found, "county") == ["扎赉特旗", "科尔沁右翼中旗"]
    assert column(found, "actual_end") == ["2023-03-01", "2022-02-01"]
    assert ("DATE_ORDER", "G4") in told(found)


def test_a_letter_for_a_digit_is_no_unit() -> None:
    found = read(
        ["柯桥区马边县2022年互访交流台账"],
        ["序号", "互访时间", "带队领导", "人数(人)", "交流内容"],
        [1, "2022/5/9", "甲某", "1O", "对接劳务"],
        [2, "2022/6/9", "乙某", "5人", "对接产业"],
    )
    assert column(found, "people") == [None, 5]
    assert ("NUMBER_UNREADABLE", "D3") in told(found)


def test_a_number_below_zero_of_what_cannot_fall() -> None:
    found = read(
        MONTH,
        ["指标名称", "计量单位", "年度任务", "累计完成"],
        ["新增引进企业", "家", 5, -1],
        ["协作资金同比增减", "万元", None, -20],
        ["社会帮扶资金(调减)", "万元", 10, -2],
    )
    assert told(found) == {("OUT_OF_RANGE", "D3")}
