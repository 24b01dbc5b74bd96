"""Sections that stand in sections, and printed sums that say more than their column."""

from jiedui.exchange.reading import read_workbook
from tests.exchange.office import column, read, row_at, told

HEAD = (
    ["序号", "项目名称", "建设地点", "资金投入(万元)", None, None, "受益情况", None],
    [None, None, None, "小计", "上海市级", "静安区级", "户", "人"],
)
SECTIONS = (
    ["合计", None, None, 4630, 3800, 830, 2790, 11210],
    ["一", "广南县", None, 2130, 1800, 330, 1290, 5200],
    ["(一)", "产业发展", None, 1500, 1300, 200, 690, 2900],
    [1, "八宝米加工厂", "八宝镇", 1100, 1000, 100, 390, 1600],
    [2, "高峰牛养殖", "珠琳镇", 400, 300, 100, 300, 1300],
    ["(二)", "乡村建设", None, 630, 500, 130, 600, 2300],
    [3, "示范村", "者兔乡", 630, 500, 130, 600, 2300],
    ["二", "富宁县", None, 2500, 2000, 500, 1500, 6010],
    [4, "油茶基地", "归朝镇", 2500, 2000, 500, 1500, 6010],
)
TITLE = ["2022年度上海市静安区—云南省文山州东西部协作资金项目计划"]
GROUPS = ("A1:H1", "D2:F2", "G2:H2")


def test_sections_in_sections_give_county_and_category_and_are_added_up_for_themselves() -> None:
    reading = read(TITLE, *HEAD, *SECTIONS, merged=GROUPS)
    assert told(reading) == set()
    assert column(reading, "county") == ["广南县", "广南县", "广南县", "富宁县"]
    assert column(reading, "category") == ["产业发展", "产业发展", "乡村建设", None]
    covers = {one.label: one.covers for one in reading.totals}
    assert covers["广南县"] == (7, 8, 10)
    assert covers["产业发展"] == (7, 8)
    assert covers["富宁县"] == (12,)


def test_a_section_that_does_not_add_up_is_told_over_all_the_sections_in_it() -> None:
    wrong = ["一", "广南县", None, 2130, 1800, 330, 1290, 5300]
    reading = read(TITLE, *HEAD, SECTIONS[0], wrong, *SECTIONS[2:], merged=GROUPS)
    (problem,) = (one for one in reading.problems if one.source.cell == "H5")
    assert problem.code == "TOTAL_MISMATCH"
    assert problem.expected == "5200, the sum of rows 7 to 10; off by 100"


def test_units_alone_divide_the_headings_above_them() -> None:
    reading = read(
        ["2018年项目资金台账"],
        ["县", "项目名称", "受益情况", None, "总投资(万元)"],
        [None, None, "户", "人", None],
        ["德钦县", "葡萄灌溉渠", 40, 160, 88.6],
        merged=("C2:D2",),
    )
    assert row_at(reading, 4).get("benefit_people") == 160
    assert len(reading.rows) == 1


def test_a_sum_whose_words_state_a_unit_is_printed_in_it() -> None:
    lines = (
        "宁蒗县2019年帮扶资金项目台账,,",
        "项目名称,总投资(元),市级统筹(元)",
        "核桃初加工,3600000,2600000",
        "农田灌溉渠,1200000,1200000",
        "合计(万元),480,380",
    )
    reading = read_workbook("资金.csv", "\n".join(lines).encode())
    assert told(reading) == set()
    (total,) = reading.totals
    assert total.values == {"total_fen": 480_000_000, "municipal_fen": 380_000_000}


def test_what_stands_under_a_sum_beside_counties_is_the_total_of_a_day() -> None:
    reading = read(
        ["建档立卡贫困人口变化情况"],
        ["统计时点", "沿河县", None, "思南县", None, "两县合计", None],
        [None, "户数", "人数", "户数", "人数", "户数", "人数"],
        ["2016年底", 100, 400, 50, 180, 150, 580],
        ["2017年底", 80, 330, 40, 150, 120, 490],
        merged=("A2:A3", "B2:C2", "D2:E2", "F2:G2"),
    )
    assert told(reading) == {("ROW_SUM_MISMATCH", "G5")}
    assert [(one.row, one.label, one.values) for one in reading.totals] == [
        (4, "两县合计", {"as_of": "2016-12-31", "households": 150, "people": 580}),
        (5, "两县合计", {"as_of": "2017-12-31", "households": 120, "people": 490}),
    ]


def test_a_row_of_several_records_tells_once_of_its_county() -> None:
    reading = read(
        ["贫困人口"],
        ["县", "2016年底户数", "2016年底人数", "2017年底户数", "2017年底人数"],
        ["石仟县", 90, 380, 70, 300],
        ["印江土家族苗族自治县", 60, 250, 50, 210],
    )
    assert [one.source.cell for one in reading.problems if one.code == "NAME_TYPO"] == ["A3"]


def test_a_part_of_a_row_is_held_against_the_same_month_of_that_row() -> None:
    reading = read(
        ["2020年1-3月沪滇劳务协作进度表(红河州)"],
        ["县(市)", "指标", "1月", "2月", "3月", "累计"],
        ["元阳县", "转移就业(人)", 12, 210, 40, 262],
        ["元阳县", "其中:赴上海(人)", 3, 66, 41, 110],
    )
    over = [one for one in reading.problems if one.code == "PART_OVER_WHOLE"]
    assert [(one.source.cell, one.expected) for one in over] == [("E4", "at most 40, row 3")]
