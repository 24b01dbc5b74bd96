"""Headings understood by what they are made of, and what a file says around its columns."""

import pytest

from jiedui.exchange.asides import is_aside
from jiedui.exchange.headingforms import is_remark
from jiedui.exchange.reading import read_workbook
from tests.exchange.office import column, read, told, workbook
from tests.exchange.test_reading_headings import fields


@pytest.mark.parametrize(
    ("start", "end", "arrived", "left"),
    [
        ("拟到岗日期", "拟结束日期", "到岗日期", "返岗日期"),
        ("应到岗时间", "应返回时间", "实到时间", "离开时间"),
        ("计划派驻开始时间", "预计返岗时间", "实际抵达日期", "实际撤回日期"),
    ],
)
def test_planned_days_are_told_from_actual_ones(
    start: str, end: str, arrived: str, left: str
) -> None:
    found = fields(
        "姓名", "身份证号", start, end, arrived, left,
        title="选派挂职干部名册",
        rows=[
            ["甲", "310114198001011234", "2019.5", "2021.5", "2019.5.7", "2021.5.8"],
            ["乙", "310114198101011234", "2020.3", "2020.9", "2020.3.9", "2020.9.1"],
        ],
    )  # fmt: skip
    assert [found[one] for one in (start, end, arrived, left)] == [
        "planned_start",
        "planned_end",
        "actual_start",
        "actual_end",
    ]


def test_groups_say_whether_days_are_planned_and_which_side_a_post_is_on() -> None:
    reading = read(
        ["挂职干部名册"],
        ["姓名", "身份证号", "后方情况", None, "前方任职情况", None, "计划起止", None, "实际在岗"],
        [None, None, "单位", "职务", "县", "职务", "自", "至", "自", "至"],
        ["甲", "310114198001011234", "某医院", "医师", "久治县", "儿科主任", "2019.5", "2021.5",
         "2019.5.7", "2021.5.8"],
        ["乙", "310114198101011234", "某学校", "教师", "久治县", "副校长", "2020.3", "2020.9",
         "2020.3.9", "2020.9.1"],
        merged=("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:J2"),
    )  # fmt: skip
    assert [one.field for one in reading.columns[2:]] == [
        "home_unit",
        "position",
        "county",
        "host_position",
        "planned_start",
        "planned_end",
        "actual_start",
        "actual_end",
    ]


def test_a_group_and_a_common_word_say_together_what_a_column_is() -> None:
    reading = read(
        ["培训台账 单位:万元"],
        ["受援县", "培训班名称", "参训情况", None, "经费情况", None],
        [None, None, "合计", "其中建档立卡", "数额", "渠道"],
        ["久治县", "家政培训班", 50, 20, 3, "市级统筹"],
        ["久治县", "教师研修班", 40, 0, 4, "区财政"],
        merged=("A2:A3", "B2:B3", "C2:D2", "E2:F2"),
    )
    assert [one.field for one in reading.columns[2:]] == [
        "people",
        "poor_people",
        "cost_fen",
        "fund_source",
    ]


def test_who_checks_a_gift_is_nobody_who_gives_or_gets_it() -> None:
    found = fields(
        "捐赠单位", "受赠单位", "捐赠金额(元)", "验收人", "证书编号", "是否公示",
        title="捐赠台账",
        rows=[["某商会", "某学校", 100, "甲", "A1", "是"], ["某厂", "某院", 200, "乙", "A2", "否"]],
    )  # fmt: skip
    assert [found[one] for one in ("验收人", "证书编号", "是否公示")] == [None, None, None]


def test_what_handles_a_row_is_beside_it_and_a_remark_asks_for_nothing_by_name() -> None:
    assert [one for one in ("施工单位", "保管人", "受赠人", "实施单位") if is_aside(one)] == [
        "施工单位",
        "保管人",
    ]
    assert [
        one for one in ("需说明的问题", "特殊情况说明", "用途说明", "注") if is_remark(one)
    ] == [
        "需说明的问题",
        "特殊情况说明",
        "注",
    ]


@pytest.mark.parametrize("line", ["(2018年1—12月)", "2018年度", "统计年度:2018"])
def test_days_without_a_year_are_of_the_year_that_a_line_by_itself_says(line: str) -> None:
    reading = read(
        ["某区社会捐赠登记表"],
        [line],
        ["捐赠单位", "受赠单位", "捐赠日期", "捐赠金额(元)"],
        ["某商会", "某学校", "4月19日", 100],
        ["某厂", "某医院", "2018.5.8", 200],
    )
    assert column(reading, "donation_date") == ["2018-04-19", "2018-05-08"]
    assert told(reading) == set()


def test_one_source_is_never_more_than_the_whole() -> None:
    rows: list[list[object]] = [
        ["2018年项目计划 单位:万元"],
        ["受援县", "项目名称", "计划总投资", "其中:区级财政"],
        ["通渭县", "甲", 150, 60],
        ["通渭县", "乙", 360, 400],
        ["陇西县", "丙", 85, 40],
    ]
    assert told(read(*rows)) == {("PART_OVER_WHOLE", "D4")}


def test_a_letter_is_no_unit_of_a_count() -> None:
    reading = read(
        ["培训台账"],
        ["受援县", "培训班名称", "参训人数", "备注"],
        ["久治县", "甲", "6X", None],
        ["久治县", "乙", "60人", None],
    )
    assert column(reading, "people") == [None, 60]
    assert told(reading) == {("NUMBER_UNREADABLE", "C3")}


def test_counts_shown_once_more_beside_a_rate_are_no_second_record() -> None:
    years: list[list[object]] = [
        ["建档立卡户数人数表"],
        ["受援县", "时点", "户数", "人数"],
        ["西吉县", "2019年底", 1010, 4021],
        ["泾源县", "2019年底", 220, 876],
    ]
    rates: list[list[object]] = [
        ["2019年末贫困发生率"],
        ["受援县", "时点", "户数", "人数", "贫困发生率(%)"],
        ["西吉县", "2019年底", 1010, 4021, 1.25],
        ["泾源县", "2019年底", 220, 878, 1.08],
    ]
    reading = read_workbook("counts.xlsx", workbook(("分年度", years, ()), ("发生率", rates, ())))
    assert told(reading) == {("CROSS_SHEET_MISMATCH", "D4")}


def test_days_without_a_year_are_of_the_rows_other_dates_else_of_all_others() -> None:
    reading = read(
        ["某区社会捐赠登记表"],
        ["捐赠单位", "受赠单位", "捐赠日期", "开票日期", "捐赠金额(元)"],
        ["某商会", "某学校", "4月19日", "2019.5.1", 100],
        ["某厂", "某医院", "2018.5.8", "2018.6.1", 200],
        ["某店", "某医院", "5月8日", None, 200],
    )
    assert column(reading, "donation_date") == ["2019-04-19", "2018-05-08", None]
    plain = read(
        ["某区社会捐赠登记表"],
        ["捐赠单位", "受赠单位", "捐赠日期", "捐赠金额(元)"],
        ["某商会", "某学校", "4月19日", 100],
        ["某厂", "某医院", "2018.5.8", 200],
    )
    assert column(plain, "donation_date") == ["2018-04-19", "2018-05-08"]
