"""Layouts and words that offices use and templates do not: read right, or told, never guessed."""

import pytest

from tests.exchange.office import column, read, told

COUNTS: list[list[object]] = [["绿春县", 10, 40, 5, 18], ["元阳县", 8, 31, 3, 9]]


@pytest.mark.parametrize("county", ["县", "县区", "县(市、区)", "地区", "名称", "受援县"])
@pytest.mark.parametrize("years", [("2017年底", "2019年底"), ("2017年", "2019年"), (2017, 2019)])
def test_unmerged_groups_of_years_reach_over_their_columns(
    county: str, years: tuple[object, object]
) -> None:
    reading = read(
        ["建档立卡户数情况"],
        [county, years[0], None, years[1], None],
        [None, "户数", "人数", "户数", "人数"],
        *COUNTS,
    )
    found = [
        tuple(row.get(name) for name in ("county", "as_of", "households", "people"))
        for row in reading.rows
    ]
    assert found == [
        ("绿春县", "2017-12-31", 10, 40),
        ("绿春县", "2019-12-31", 5, 18),
        ("元阳县", "2017-12-31", 8, 31),
        ("元阳县", "2019-12-31", 3, 9),
    ]
    assert told(reading) == set()


def test_unmerged_measures_over_years_and_a_single_year_over_measures() -> None:
    measures = read(
        ["县", "户数", None, "人数", None],
        [None, "2014年底", "2016年底", "2014年底", "2016年底"],
        ["绿春县", 1200, 900, 4800, 3500],
    )
    assert column(measures, "as_of") == ["2014-12-31", "2016-12-31"]
    assert column(measures, "people") == [4800, 3500]
    single = read(["县", "2016年底", None], [None, "户数", "人数"], ["绿春县", 900, 3500])
    assert column(single, "county") == ["绿春县"]
    assert column(single, "as_of") == ["2016-12-31"]


def test_a_table_without_a_required_column_is_an_error() -> None:
    reading = read(["户数情况"], ["统计时点", "户数", "人数"], ["2019年底", 10, 40])
    assert ("VALUE_MISSING", "row:2") in told(reading)
    titled = read(["绿春县户数情况"], ["统计时点", "户数", "人数"], ["2019年底", 10, 40])
    assert told(titled) == set()


PROJECTS: list[list[object]] = [
    ["县", "项目名称", "市级统筹", "区级"],
    ["绿春县", "甲", 10, 5],
    ["元阳县", "乙", 20, None],
]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        (["统计期间:2018年1月至2019年6月", None, None, "单位:万元"], "2018-01/2019-06"),
        (["报告期:2018年1月至2019年6月   单位:万元"], "2018-01/2019-06"),
        (["填报期间", "2018.1-2019.6", "单位:万元"], "2018-01/2019-06"),
        (["所属期:2019年6月", "单位:万元"], "2019-06/2019-06"),
        (["统计期间:2019-01-01至2019-06-30", "单位:万元"], "2019-01-01/2019-06-30"),
        (["统计期间:2019年第二季度", "单位:万元"], "2019-04/2019-06"),
    ],
)
def test_a_line_of_its_own_gives_the_period(line: list[object], period: str) -> None:
    above = read(["长宁区援建项目资金台账"], line, *PROJECTS)
    below = read(["长宁区援建项目资金台账"], ["单位:万元"], *PROJECTS, line)
    for reading in (above, below):
        assert column(reading, "period") == [period, period]
        assert reading.context["Sheet1"].title == "长宁区援建项目资金台账"
        assert reading.context["Sheet1"].period is not None
        assert told(reading) == set()


def test_the_title_says_more_than_a_line_and_a_line_more_than_nothing() -> None:
    titled = read(
        ["长宁区2018年援建项目资金台账"], ["统计期间:2018年1月至2019年6月", "单位:万元"], *PROJECTS
    )
    assert column(titled, "period") == ["2018/2018", "2018/2018"]


@pytest.mark.parametrize("words", ["统计时间:2019年6月", "截至2019年6月", "报告期:2019年6月"])
def test_a_lone_day_or_month_is_the_cut_off(words: str) -> None:
    reading = read(["长宁区援建项目资金台账(2018年至今)"], [words, "单位:万元"], *PROJECTS)
    assert column(reading, "period") == ["2018/2019-06-30", "2018/2019-06-30"]
