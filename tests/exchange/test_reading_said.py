"""What cells say in words of their own: spelt decimals, months alone, remarks, lone days."""

import datetime as dt

import pytest

from tests.exchange.office import column, read, row_at, told

PLAN: list[object] = ["序号", "受援县", "项目名称", "计划资金(万元)", "实施时间"]


def test_a_spelt_decimal_is_a_number() -> None:
    rows = [
        ["绿春县", "甲", "九十八点五"],
        ["绿春县", "乙", "三点二五亿元"],
        ["绿春县", "丙", "点五"],
    ]
    reading = read(["县", "项目名称", "总投资(万元)"], *rows)
    assert column(reading, "total_fen") == [98_500_000, 32_500_000_000, None]
    assert told(reading) == {("NUMBER_UNREADABLE", "C4")}


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2022年8月", "2022-08", "2022-08"),
        ("2022年8月3日", "2022-08-03", None),
        ("2022.8-2022.9", "2022-08", "2022-09"),
    ],
)
def test_a_month_alone_is_start_and_end_of_a_class_but_not_of_a_project(
    words: str, start: str, end: str | None
) -> None:
    head = ["县", "培训班名称", "举办时间", "培训人数"]
    held = read(["2022年培训台账"], head, ["绿春县", "甲班", words, 30]).rows[0]
    assert (held.get("start_date"), held.get("end_date")) == (start, end)
    built = read(["2022年项目计划"], PLAN, [1, "绿春县", "甲", 30, words]).rows[0]
    assert built.get("start_date") == start
    assert (built.get("end_date") is None) is ("-" not in words)


def test_a_remark_keeps_its_words_where_a_value_would_be_awaited() -> None:
    rows: list[list[object]] = [["绿春县", "甲", 30, "待核"], ["绿春县", "乙", "待核", "—"]]
    reading = read(["县", "项目名称", "总投资(万元)", "备注"], *rows)
    assert column(reading, "remark") == ["待核", None]
    assert [(one.code, one.source.cell) for one in reading.problems] == [("VALUE_PENDING", "C3")]


def test_what_has_not_come_about_has_no_year() -> None:
    head = ["户主姓名", "身份证号码", "家庭人口", "脱贫年度"]
    reading = read(
        ["建档立卡户名单"], head, ["李某", None, 3, "未脱贫"], ["张某", None, 2, "2018年"]
    )
    assert column(reading, "exit_year") == [None, "2018"]


@pytest.mark.parametrize("year", [2109, "2109年", "217"])
def test_a_number_that_is_no_year_is_told(year: object) -> None:
    head = ["户主姓名", "身份证号码", "家庭人口", "脱贫年度"]
    rows: list[list[object]] = [["李某", None, 3, 2019], ["张某", None, 2, year]]
    reading = read(["建档立卡户名单"], head, *rows)
    assert column(reading, "exit_year") == ["2019", None]
    told = [(one.code, one.source.cell) for one in reading.problems if one.code != "VALUE_MISSING"]
    assert told == [("OUT_OF_RANGE", "D4")]


@pytest.mark.parametrize("day", ["二〇二二年一月十八日", "2022.1.18", dt.date(2022, 1, 18)])
def test_a_day_alone_below_a_table_is_no_row(day: object) -> None:
    rows: list[list[object]] = [[1, "绿春县", "甲", 30, "2022年8月"], [None, None, None, day]]
    reading = read(["2022年项目计划"], PLAN, *rows)
    assert [row.row for row in reading.rows] == [3]
    assert not told(reading)
    assert row_at(reading, 3).get("total_fen") == 30_000_000


def test_an_amount_that_its_rate_shows_to_be_in_yuan_is_told_at_the_amount() -> None:
    head = ["指标", "单位", "年度目标", "本月完成", "累计完成", "完成率"]
    rows = [
        ["财政援助资金", "万元", 5100, 300, 5100, 1.0],
        ["社会帮扶资金", "万元", 250, 12.3, 1987500, 0.795],
        ["转移就业", "人", 100, 3, 1_000_000, 1.0],
    ]
    reading = read(["绿春县2021年9月协作工作月报表"], head, *rows)
    assert told(reading) == {("UNIT_SUSPECT", "E4"), ("RATE_MISMATCH", "F5")}
    assert row_at(reading, 4).get("cumulative") == 1_987_500_000_000


@pytest.mark.parametrize("words", ["地(州、市)", "市(州)", "州、市", "所属地州名称", "地州(市)"])
def test_a_column_of_prefectures_is_known_by_its_rank_and_its_values(words: str) -> None:
    rows: list[list[object]] = [["铜仁市", "江口县", 2611, 9120], [None, "玉屏县", 1240, 4386]]
    head = [words, "县(区)", "户数", "人数"]
    reading = read(["贫困人口情况(2018年底)"], head, *rows, merged=["A3:A4"])
    assert column(reading, "prefecture") == ["铜仁市", "铜仁市"]
    assert column(reading, "county") == ["江口县", "玉屏侗族自治县"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("白桦川县", None),
        ("延川具", "延川县"),
        ("天祝藏族自冶县", "天祝藏族自治县"),
    ],
)
def test_a_short_name_is_not_taken_for_one_of_a_far_province(
    written: str, name: str | None
) -> None:
    rows = [["延川县", "甲", 10], ["宜川县", "乙", 20], [written, "丙", 5]]
    reading = read(["县", "项目名称", "总投资(万元)"], *rows)
    assert column(reading, "county")[2] == name
    assert told(reading) == {("NAME_TYPO" if name else "NAME_UNKNOWN", "A4")}


def test_a_slip_that_neither_sounds_nor_looks_alike_makes_a_short_name_another() -> None:
    rows = [["古丈县", "甲", 10], ["保靖县", "乙", 20], ["酉水县", "丙", 5]]
    reading = read(["济南市—湘西州协作"], ["县", "项目名称", "总投资(万元)"], *rows)
    assert column(reading, "county")[2] is None
    assert told(reading) == {("NAME_UNKNOWN", "A5")}
