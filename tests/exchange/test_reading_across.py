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
    rows: list[list[object]] = []
    for year in YEARS:
        counts = [COUNTS[one, year] for one in COUNTIES]
        sums = [sum(one[at] for one in counts) for at in (0, 1)]
        rows.append([year, *itertools.chain(*counts), *sums])
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


def test_months_across_make_a_row_each_and_their_sum_none() -> None:
    found = read(
        ["沿河县2023年消费帮扶按月统计月报(单位:万元)"],
        ["指标", "1月", "2月", "3月", "合计"],
        ["采购额", 10, 20, 30, 60],
        ["销售额", 5, 5, 5, 15],
        ["捐赠额", 1, 1, 1, 4],
    )
    assert column(found, "period") == ["2023-01/2023-01", "2023-02/2023-02", "2023-03/2023-03"] * 3
    assert column(found, "month_value")[:3] == [10_000_000, 20_000_000, 30_000_000]
    assert told(found) == {("ROW_SUM_MISMATCH", "E5")}


def test_years_across_a_ledger_make_a_row_each() -> None:
    found = read(
        ["楚雄州项目资金分年度台账(单位:万元)"],
        ["县", "项目名称", "2018年", None, "2019年", None, "合计"],
        [None, None, "市级财政", "社会捐赠", "市级财政", "社会捐赠", None],
        ["武定县", "甲项目", 100, 10, 200, 20, 330],
        ["永仁县", "乙项目", 50, 0, 60, 5, 115],
        ["合计", None, 150, 10, 260, 25, 445],
        merged=("C2:D2", "E2:F2"),
    )
    names = ("project_name", "year", "municipal_fen", "social_fen")
    assert [tuple(row.get(name) for name in names) for row in found.rows] == [
        ("甲项目", "2018", 100_000_000, 10_000_000),
        ("甲项目", "2019", 200_000_000, 20_000_000),
        ("乙项目", "2018", 50_000_000, 0),
        ("乙项目", "2019", 60_000_000, 5_000_000),
    ]
    assert not told(found)


def test_a_misspelt_county_in_a_caption_or_section_is_told_there() -> None:
    captions = read(
        ["果洛州结对帮扶户数统计(2016年底)"],
        ["表一 久冶县"],
        ["乡镇", "户数", "人数"],
        ["智青松多镇", 100, 400],
        ["表二 玛沁县"],
        ["乡镇", "户数", "人数"],
        ["大武镇", 50, 200],
    )
    assert column(captions, "county") == ["久治县", "玛沁县"]
    assert told(captions) == {("NAME_TYPO", "A2")}
    sections = read(
        ["2019年项目资金台账(单位:万元)"],
        ["序号", "项目名称", "总投资", "市级财政"],
        ["久冶县"],
        [1, "甲项目", 100, 100],
        ["玛沁县"],
        [1, "乙项目", 70, 70],
        merged=("A3:D3", "A5:D5"),
    )
    assert column(sections, "county") == ["久治县", "玛沁县"]
    assert told(sections) == {("NAME_TYPO", "A3")}


def test_the_beginning_and_end_of_the_year_across() -> None:
    found = read(
        ["2018年黔西南州脱贫情况统计表"],
        ["县", "年初贫困人口", None, "年末贫困人口", None],
        [None, "户数", "人数", "户数", "人数"],
        ["册亨县", 9000, 40000, 5000, 21000],
        ["望谟县", 8000, 38000, 4500, 20000],
        merged=("A2:A3", "B2:C2", "D2:E2"),
    )
    assert column(found, "as_of") == ["2017-12-31", "2018-12-31"] * 2
    assert column(found, "people") == [40000, 21000, 38000, 20000]


def test_months_down_and_indicators_across() -> None:
    found = read(
        ["喀左县2021年培训工作进展月报"],
        ["月份", "培训班次(期)", "培训人次(人次)"],
        ["1月", 2, 100],
        ["2月", 1, 50],
        ["合计", 3, 150],
    )
    assert column(found, "period") == ["2021-01/2021-01"] * 2 + ["2021-02/2021-02"] * 2
    assert column(found, "unit") == ["期", "人次"] * 2
    assert not told(found)


def test_counties_across_in_three_rows_whose_deepest_are_units() -> None:
    found = read(
        ["红河州对口帮扶人口情况"],
        ["年份", "绿春县", None, "红河县", None],
        [None, "贫困人口", None, "贫困人口", None],
        [None, "户", "人", "户", "人"],
        ["2018年", 100, 400, 90, 360],
        ["2019年", 50, 200, 45, 180],
        merged=("A2:A4", "B2:C2", "D2:E2", "B3:C3", "D3:E3"),
    )
    assert column(found, "households") == [100, 90, 50, 45]
    assert column(found, "people") == [400, 360, 200, 180]


def test_counties_across_classes_and_sales() -> None:
    classes = read(
        ["2023年培训情况统计"],
        ["培训类别", "绿春县", None, "红河县", None, "合计", None],
        [None, *["期数", "人数"] * 3],
        ["党政干部", 1, 50, 2, 80, 3, 131],
        ["专技人才", 2, 100, 1, 60, 3, 160],
        merged=("A2:A3", "B2:C2", "D2:E2", "F2:G2"),
    )
    assert column(classes, "people") == [50, 80, 100, 60]
    assert ("ROW_SUM_MISMATCH", "G4") in told(classes)
    sales = read(
        ["2023年消费帮扶采购额统计(单位:万元)"],
        ["采购单位", "绿春县", "红河县"],
        ["区机关", 10, 20],
        ["国企", 5, 6],
    )
    assert column(sales, "amount_fen") == [10_000_000, 20_000_000, 5_000_000, 6_000_000]


@pytest.mark.parametrize("names", ["years", "counties"])
def test_a_name_and_a_measure_in_one_cell(names: str) -> None:
    if names == "years":
        heads = [f"{year}{one}" for year in YEARS for one in ("户数", "人数")]
        keys = [[(one, year) for year in YEARS] for one in COUNTIES]
        rows = [[key[0][0]] for key in keys]
    else:
        heads = [f"{one}{what}" for one in (*COUNTIES, "合计") for what in ("户数", "人数")]
        keys = [[(one, year) for one in COUNTIES] for year in YEARS]
        rows = [[key[0][1]] for key in keys]
    lines: list[list[object]] = []
    for (first,), key in zip(rows, keys, strict=True):
        counts = [COUNTS[one] for one in key]
        sums = [sum(one[at] for one in counts) for at in (0, 1)] if names != "years" else []
        lines.append([first, *itertools.chain(*counts), *sums])
    found = read(TITLE, ["县名" if names == "years" else "年度", *heads], *lines)
    assert said(found) == EXPECTED
    assert not told(found)


def test_days_across_with_words_of_the_state() -> None:
    found = read(
        ["贫困人口动态表"],
        ["县", "2013年底建档", None, "2020年6月底剩余", None],
        [None, "户", "人", "户", "人"],
        ["德钦县", 5000, 20000, 50, 190],
        ["维西县", 9000, 38000, "—", "—"],
        merged=("B2:C2", "D2:E2"),
    )
    assert column(found, "as_of") == ["2013-12-31", "2020-06-30", "2013-12-31"]
