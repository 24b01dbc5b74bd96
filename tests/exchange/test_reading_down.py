"""Tables whose rows are what is counted: measures down, counties or days across."""

from jiedui.exchange.reading import Reading
from tests.exchange.office import column, read, told


def said(reading: Reading) -> set[tuple[object, ...]]:
    names = ("county", "as_of", "households", "people")
    return {tuple(row.get(name) for name in names) for row in reading.rows}


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


def test_a_monthly_return_with_its_figures_down() -> None:
    found = read(
        ["德钦县2023年5月工作月报"],
        ["项目", "财政援助资金(万元)", "转移就业(人)"],
        ["年度目标", 1000, 200],
        ["本月完成", 100, 20],
        ["累计完成", 500, 150],
        ["完成率", "50%", "75%"],
    )
    names = ("indicator", "unit", "target", "month_value", "cumulative", "completion_rate")
    assert [tuple(row.get(name) for name in names) for row in found.rows] == [
        ("财政援助资金", "万元", 1_000_000_000, 100_000_000, 500_000_000, 0.5),
        ("转移就业", "人", 200, 20, 150, 0.75),
    ]


def test_notes_below_what_is_counted_down() -> None:
    found = read(
        ["定西市部分县贫困人口情况表(2018年底)"],
        ["指标", "通渭县", "漳县", "合计"],
        ["贫困户数(户)", 100, "—", 100],
        ["贫困人口(人)", 400, 800, 1200],
        ["贫困发生率", "3.5%", "4.2%", None],
        [None],
        ["说明:以上为在册数。"],
        ["制表人:      联系电话:"],
    )
    assert said(found) == {
        ("通渭县", "2018-12-31", 100, 400),
        ("漳县", "2018-12-31", None, 800),
    }
    assert column(found, "poverty_rate") == [0.035, 0.042]
    assert not told(found)
    assert [(row.row, row.cells["people"]) for row in found.rows] == [(3, "B4"), (3, "C4")]
    assert [row.printed for row in found.rows] == [
        {"poverty_rate": "3.5%"},
        {"poverty_rate": "4.2%"},
    ]


def test_a_column_of_units_beside_what_is_counted_down() -> None:
    found = read(
        ["通渭县建档立卡贫困人口情况表"],
        ["指标", "单位", "2017年底", "2018年底"],
        ["贫困户数", "户", 100, 20],
        ["贫困人口", "人", 400, 70],
        ["贫困发生率", "%", 3.5, 0.5],
        ["填表人:"],
    )
    assert said(found) == {
        ("通渭县", "2017-12-31", 100, 400),
        ("通渭县", "2018-12-31", 20, 70),
    }
    assert column(found, "poverty_rate") == [0.035, 0.005]
    assert not told(found)
