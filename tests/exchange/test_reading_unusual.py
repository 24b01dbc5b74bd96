"""Layouts and words that offices use and templates do not: read right, or told, never guessed."""

import pytest

from jiedui.exchange.reading import read_workbook
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


@pytest.mark.parametrize(
    ("headings", "row", "field"),
    [
        (["省级统筹", "区级", "小计"], [10, 5, 16], "aid_fen"),
        (["小计", "省级统筹", "区级"], [16, 10, 5], "aid_fen"),
        (["街镇", "捐赠", "合计"], [10, 5, 16], "total_fen"),
        (["省级统筹", "区级", "自筹", "小计"], [10, 3, 2, 16], "total_fen"),
        (["省级统筹", "区级", "小计", "自筹", "总投资"], [10, 5, 16, 4, 19], "aid_fen"),
        (["省级统筹", "区级", "小计", "自筹", "合计"], [10, 5, 16, 4, 19], "aid_fen"),
        (["省级统筹", "区级", "合计", "总投资"], [10, 5, 16, 15], "aid_fen"),
    ],
)
def test_a_bare_sum_over_its_parts_is_checked(
    headings: list[object], row: list[object], field: str
) -> None:
    reading = read(["绿春县项目资金台账"], ["单位:万元"], ["项目名称", *headings], ["甲", *row])
    sums = {one.col: one.field for one in reading.columns}
    col = "BCDEFG"[row.index(16)]
    assert sums[col] == field
    assert ("ROW_SUM_MISMATCH", f"{col}4") in told(reading)
    right = [15 if value == 16 else value for value in row]
    sound = read(["绿春县项目资金台账"], ["单位:万元"], ["项目名称", *headings], ["甲", *right])
    assert told(sound) == set()


def test_a_bare_sum_in_a_plan_and_under_a_group() -> None:
    plan = read(
        ["绿春县2021年项目计划表"],
        ["单位:万元"],
        ["项目名称", "省级统筹", "区级", "小计"],
        ["甲", 10, 5, 16],
        ["乙", 20, 1, 21],
    )
    assert column(plan, "total_fen") == [16_000_000, 21_000_000]
    assert told(plan) == {("ROW_SUM_MISMATCH", "D4")}
    grouped = read(
        ["绿春县项目资金台账"],
        ["单位:万元"],
        ["项目名称", "帮扶力量", None, None, "总投资"],
        [None, "区级", "捐赠", "小计", None],
        ["甲", 10, 5, 16, 15],
        merged=["A3:A4", "B3:D3", "E3:E4"],
    )
    assert column(grouped, "aid_fen") == [16_000_000]
    assert ("ROW_SUM_MISMATCH", "D5") in told(grouped)


def test_quarters_and_halves_are_periods_and_two_gifts_are_two() -> None:
    reading = read(
        ["捐赠台账(2019年)"],
        ["单位:万元"],
        ["捐赠单位", "接收单位", "受援县", "捐赠日期", "金额"],
        ["甲公司", "绿春县教育局", "绿春县", "2019年第二季度", 5],
        ["甲公司", "绿春县教育局", "绿春县", "上半年", 5],
        ["乙公司", "绿春县教育局", "绿春县", "年内某日", 5],
        ["乙公司", "绿春县教育局", "绿春县", "择日", 5],
        ["乙公司", "绿春县教育局", "绿春县", "择日", 5],
    )
    assert column(reading, "donation_date") == ["2019", "2019", None, None, None]
    assert column(reading, "period")[:3] == ["2019-04/2019-06", "2019-01/2019-06", "2019/2019"]
    assert {one for one in told(reading) if one[0] != "DATE_INVALID"} == {
        ("DUPLICATE_ROW", "row:8")
    }


def test_quarters_fill_both_ends_of_a_project() -> None:
    reading = read(
        ["绿春县项目资金台账(2019年)"],
        ["单位:万元"],
        ["项目名称", "总投资", "开工日期", "完工日期"],
        ["甲", 10, "二季度", "四季度"],
        ["乙", 10, "上半年", "尚未完工"],
        ["丙", 10, "未开工", None],
    )
    assert column(reading, "start_date") == ["2019-04", "2019-01", None]
    assert column(reading, "end_date") == ["2019-12", None, None]
    assert told(reading) == set()
    held = read(
        ["绿春县培训台账"],
        ["培训班名称", "培训时间", "人数"],
        ["A班", "2021年下半年", 20],
    )
    assert column(held, "start_date") == ["2021-07"]
    assert column(held, "end_date") == ["2021-12"]


def test_people_not_yet_there_have_no_date() -> None:
    reading = read(
        ["姓名", "身份证号", "派出单位", "受援县", "到岗时间", "返回时间"],
        ["王示例", None, "区教育局", "绿春县", "未到岗", "未返回"],
    )
    assert column(reading, "actual_start") == [None]
    assert not {one for one in told(reading) if one[0].startswith("DATE")}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["本年合计", None, 70, 50], ["累计", None, 300, 250]], set()),
        ([["合计", None, 70, 50], ["历年累计", None, 300, 250]], set()),
        ([["本年合计", None, 70, 50], ["累计", None, 70, 50]], set()),
        ([["本年合计", None, 70, 50], ["累计", None, 60, 250]], {("TOTAL_MISMATCH", "C7")}),
        ([["本年合计", None, 71, 50], ["累计", None, 300, 250]], {("TOTAL_MISMATCH", "C6")}),
        ([["累计", None, 300, 50]], {("TOTAL_MISMATCH", "C6")}),
    ],
)
def test_a_running_sum_may_hold_earlier_years(
    rows: list[list[object]], expected: set[tuple[str, str]]
) -> None:
    reading = read(
        ["2018年项目资金拨付情况表"],
        ["单位:万元"],
        ["县", "项目名称", "下达", "拨付"],
        ["绿春县", "甲", 50, 30],
        ["元阳县", "乙", 20, 20],
        *rows,
    )
    assert told(reading) == expected
    last = reading.totals[-1]
    if last.values["allotted_fen"] == 300_000_000 and not expected:
        assert last.covers == (last.row,)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["甲", -5, None, -5], {("OUT_OF_RANGE", "B4")}),
        (["甲", 10, -5, 5], {("OUT_OF_RANGE", "C4")}),
        (["甲", "(5)", None, "(5)"], set()),
        (["甲", -5, None, "(5)"], set()),
        (["甲项目资金调减", -5, None, -5], set()),
        (["甲", 0, 5, 5], set()),
    ],
)
def test_an_amount_below_zero_needs_a_reason(
    row: list[object], expected: set[tuple[str, str]]
) -> None:
    for title in ("绿春县项目资金台账", "绿春县2021年项目计划表"):
        reading = read([title], ["单位:万元"], ["项目名称", "省级统筹", "区级", "援助资金"], row)
        assert told(reading) == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([5, 100_000], {("UNIT_SUSPECT", "D3")}),
        ([100_000, 30_000, 12.5], {("UNIT_SUSPECT", "D5")}),
        ([500, 100_000, 30_000], set()),
        ([0, 100_000, 30_000], set()),
        (["5元", 100_000], set()),
        ([50_000, 100_000, 2_000_000], set()),
        ([5, 8, 12], {("UNIT_NOT_STATED", "col:D")}),
    ],
)
def test_a_tiny_amount_without_a_unit_is_suspect(
    amounts: list[object], expected: set[tuple[str, str]]
) -> None:
    reading = read(
        ["捐赠台账(2020年)"],
        ["捐赠单位", "受赠单位", "受援县", "金额", "捐赠日期"],
        *([f"{at}公司", "绿春县中学", "绿春县", one, "2020.5"] for at, one in enumerate(amounts)),
    )
    assert told(reading) == expected


def test_tables_side_by_side_are_two_tables() -> None:
    heading = ["序号", "项目名称", "省级统筹", "区级", "援助资金小计"]
    reading = read(
        ["绿春县项目台账", None, None, None, None, None, "元阳县项目台账"],
        [None, None, None, None, None, None, None, None, None, None, "单位:万元"],
        [*heading, None, *heading],
        [1, "甲", 10, 5, 15, None, 1, "丙", 7, None, 7],
        [2, "乙", 20, None, 20, None, "合计", None, 7, None, 8],
        ["合计", None, 30, 5, 35],
    )
    found = [(row.row, row.get("county"), row.get("project_name")) for row in reading.rows]
    assert found == [(4, "绿春县", "甲"), (5, "绿春县", "乙"), (4, "元阳县", "丙")]
    assert column(reading, "aid_fen") == [15_000_000, 20_000_000, 7_000_000]
    assert told(reading) == {("TOTAL_MISMATCH", "K5")}
    assert all(total.covers == (total.row,) for total in reading.totals)


def test_a_blank_column_does_not_part_a_table() -> None:
    reading = read(
        ["绿春县项目资金表"],
        ["单位:万元"],
        ["序号", "项目名称", None, "类别", "省级统筹", "区级", "援助小计"],
        [1, "甲", None, "产业发展", 10, 5, 15],
    )
    assert len(reading.rows) == 1
    assert column(reading, "category") == ["产业发展"]


def test_columns_too_far_out_are_told() -> None:
    wide: list[object] = ["备注"] * 2100
    rows: list[list[object]] = [["县", "户数", *wide], ["绿春县", 10, *wide]]
    far = next(one for one in read(*rows).problems if one.code == "COLUMNS_UNREAD")
    assert far.found == "columns up to CBV, read up to BZT"
    assert far.severity.value == "warning"
    text = "\n".join(",".join(map(str, row)) for row in rows)
    page = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in rows)
    for name, content in (("a.csv", text), ("a.xls", f"<html><table>{page}</table></html>")):
        problems = read_workbook(name, content.encode()).problems
        assert far.found in [one.found for one in problems if one.code == "COLUMNS_UNREAD"]


def test_a_line_of_very_many_cells_holds_no_table() -> None:
    fatal = read_workbook("a.csv", b"abc,1.5," * 120_000).fatal
    assert fatal is not None
    assert (fatal.code, fatal.found) == ("EXPANSION_LIMIT", "more than 200000 cells on one line")


def test_tables_too_many_for_one_sheet_are_told() -> None:
    rows: list[str] = []
    for at in range(505):
        rows += [f"序号,项目名称,{('总投资(万元)', '备注')[at % 2]},受援县", f"1,项目{at},9,绿春县"]
    reading = read_workbook("a.csv", "\n".join(rows).encode())
    assert len(reading.rows) == 500
    assert ("TABLES_UNREAD", "row:1001") in told(reading)


def test_years_spelt_in_signs_stand_across_like_others() -> None:
    reading = read(
        ["县", "二〇一五年末", None, "2016年底", None],
        [None, "户数", "人数", "户数", "人数"],
        ["绿春县", 12, 45, 10, 41],
        ["合计", 12, 46, 10, 41],
    )
    assert column(reading, "as_of") == ["2015-12-31", "2016-12-31"]
    assert told(reading) == {("TOTAL_MISMATCH", "C4")}


def test_a_ratio_among_percentages_is_told_by_its_digits() -> None:
    rates: list[list[object]] = [["绿春县", 10, 12.5], ["元阳县", 8, 0.0706], ["红河县", 9, 9.9]]
    reading = read(["县", "户数", "贫困发生率"], *rates)
    assert column(reading, "poverty_rate") == [0.125, 0.0706, 0.099]
    assert told(reading) == {("RATE_SCALE", "C3")}
    rates[1][2] = 0.7
    assert column(read(["县", "户数", "贫困发生率"], *rates), "poverty_rate")[1] == 0.007


def test_words_left_open_to_be_signed_are_no_row() -> None:
    heads = ["序号", "乡镇", "村", "户主姓名", "身份证号", "家庭人口", "致贫原因"]
    reading = read(
        ["绿春县建档立卡户名单"],
        heads,
        [1, "大兴镇", "阿倮那村", "李示例", "990101196001010014", 3, "因病"],
        ["驻村工作队:", None, None, None, "填表人:", None, "2018年1月8日"],
    )
    assert [row.row for row in reading.rows] == [3]


def test_a_few_of_something_is_no_number() -> None:
    reading = read(["县", "培训班名称", "人数"], ["绿春县", "刺绣班", "若干"])
    assert ("NUMBER_UNREADABLE", "C2") in told(reading)
