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


def test_what_is_paired_rather_than_the_county_it_lies_in() -> None:
    found = read(
        ["沪滇协作学校结对帮扶一览表"],
        ["序号", "支援学校", "受援学校", "受援县", "结对时间", "协议期限"],
        [1, "嘉定区第一中学", "德钦县第一中学", "德钦县", "2017年9月", "三年"],
        [2, "嘉定区实验小学", "维西县第一小学", "维西县", "2018.3", "3年"],
    )
    assert column(found, "recipient") == ["德钦县第一中学", "维西县第一小学"]
    assert column(found, "start_date") == ["2017-09", "2018-03"]
    assert not told(found)


def test_a_length_of_service_is_no_date() -> None:
    found = read(
        ["2022年东西部协作挂职干部名册"],
        ["姓名", "派出单位", "挂职单位", "挂职职务", "服务期限", "服务起始时间", "服务结束时间"],
        ["甲某", "区发改委", "夏河县发改局", "副局长", "2年", "2021年5月", "2023年5月"],
        ["乙某", "区医院", "夏河县医院", "副院长", "半年", "2022.1", "2022.7"],
    )
    assert column(found, "planned_start") == ["2021-05", "2022-01"]
    assert column(found, "planned_end") == ["2023-05", "2022-07"]
    assert column(found, "host_position") == ["副局长", "副院长"]


def test_towns_are_no_counties() -> None:
    found = read(
        ["紫云县2023年稳岗就业花名册"],
        ["姓名", "户籍所在地(乡镇)", "就业企业", "月工资(元)"],
        ["甲某", "猫营镇", "某电器", 4500],
        ["乙某", "坝羊镇", "某车间", 3500],
    )
    assert column(found, "town") == ["猫营镇", "坝羊镇"]
    assert set(column(found, "county")) == {"紫云苗族布依族自治县"}


def test_units_under_merged_groups_are_headings() -> None:
    found = read(
        ["麻江县2019年脱贫人口统计表"],
        ["县", "脱贫户", None, "备注"],
        [None, "户", "人", None],
        ["麻江县", 100, 400, None],
        ["丹寨县", 80, 300, None],
        merged=("B2:C2", "A2:A3", "D2:D3"),
    )
    assert column(found, "households") == [100, 80]
    assert column(found, "people") == [400, 300]


def test_what_is_counted_down_and_years_across() -> None:
    found = read(
        ["丽江市建档立卡贫困人口历年情况"],
        ["县", "指标", "2014年", "2015年"],
        ["永胜县", "贫困户数(户)", 5000, 4000],
        [None, "贫困人数(人)", 20000, 16000],
        [None, "贫困发生率(%)", "12.3", "9.8"],
        ["宁蒗县", "贫困户数(户)", 500, 400],
        [None, "贫困人数(人)", 2000, 6000],
        [None, "贫困发生率(%)", "8.1", "7.5"],
        ["合计", "贫困户数(户)", 5500, 4400],
        [None, "贫困人数(人)", 22000, 22001],
        merged=("A3:A5", "A6:A8", "A9:A10"),
    )
    names = ("county_code", "as_of", "households", "people", "poverty_rate")
    assert [tuple(row.get(name) for name in names) for row in found.rows] == [
        ("530722", "2014-12-31", 5000, 20000, 0.123),
        ("530722", "2015-12-31", 4000, 16000, 0.098),
        ("530724", "2014-12-31", 500, 2000, 0.081),
        ("530724", "2015-12-31", 400, 6000, 0.075),
    ]
    assert told(found) == {("RATIO_IMPLAUSIBLE", "D7"), ("TOTAL_MISMATCH", "D10")}


def test_sources_of_money_down_and_counties_across() -> None:
    found = read(
        ["2021年各县帮扶资金到位情况(项目资金台账)", None, None, "单位:万元"],
        ["资金来源", "武定县", "禄劝县", "合计"],
        ["市级财政", 1200, 900, 2100],
        ["区级财政", 300, 250, 560],
        ["社会捐赠", 50, 20, 70],
        ["合计", 1550, 1180, 2730],
    )
    names = ("county_code", "municipal_fen", "district_fen", "social_fen", "total_fen")
    assert [tuple(row.get(name) for name in names) for row in found.rows] == [
        ("532329", 1_200_000_000, 300_000_000, 50_000_000, 1_550_000_000),
        ("530128", 900_000_000, 250_000_000, 20_000_000, 1_180_000_000),
    ]
    assert told(found) == {("ROW_SUM_MISMATCH", "D4"), ("ROW_SUM_MISMATCH", "C6")}
    assert found.rows[1].cells["total_fen"] == "C6"


def test_a_name_under_its_role() -> None:
    found = read(
        ["2021年度东西部协作互访统计"],
        ["序号", "时间", None, "带队人员", None, "人数", "主要内容"],
        [None, "去", "回", "姓名", "级别", None, None],
        [1, "3月5日", "3月8日", "甲某", "厅局级", 10, "调研"],
        [2, "6月1日", "6月3日", "乙某", "县处级", 8, "对接"],
        merged=("B2:C2", "D2:E2", "A2:A3", "F2:F3", "G2:G3"),
    )
    assert column(found, "leader") == ["甲某", "乙某"]
