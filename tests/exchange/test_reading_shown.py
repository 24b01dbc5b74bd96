"""Columns and rows known by what they hold: ranks, towns, lengths of time, parts of sums."""

import pytest

from jiedui.exchange.reading import read_workbook
from tests.exchange.office import column, read, told, workbook

MONTH = ["闽宁协作重点指标完成情况月报表(2025年4月)"]


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


def test_a_rate_in_a_row_of_sums_is_read_and_held_against_its_sums() -> None:
    found = read(
        ["盐源县项目资金台账(单位:万元)"],
        ["项目名称", "下达资金", "拨付资金", "支付率"],
        ["甲项目", 100, 50, "50%"],
        ["乙项目", 100, 75, "75%"],
        ["合计", 200, 125, "60%"],
    )
    assert found.totals[0].values["paid_rate"] == 0.6
    assert told(found) == {("RATE_MISMATCH", "D5")}


def test_rows_that_are_no_records() -> None:
    found = read(
        ["2020年凉山州项目资金台账", None, None, None, "单位:万元"],
        ["县", "项目名称", "总投资", "市级财政", "县自筹"],
        ["甲", "乙", "1=2+3", "2", "3"],
        ["盐源县", "甲项目", 300, 230, 70],
        ["美姑县", "乙项目", 150, 150, 0],
        ["合", "计", 450, 380, 70],
        ["其中:产业类", None, 300, 230, None],
    )
    assert [row.row for row in found.rows] == [4, 5]
    assert [one.label for one in found.totals] == ["合计"]
    assert not told(found)


def test_numbers_of_fifteen_digits_are_out_of_use() -> None:
    found = read(
        ["麻江县建档立卡贫困户名单"],
        ["乡镇", "户主姓名", "身份证号码", "家庭人口"],
        ["甲镇", "甲某", "123456900101001", 3],
        ["甲镇", "乙某", "12345619900101001X", 2],
    )
    assert ("ID_FORMAT", "C3") in told(found)


def test_vague_ends_of_months_and_years_are_as_coarse_as_said() -> None:
    found = read(
        ["2022年度对口帮扶项目计划表(单位:万元)"],
        ["县", "项目名称", "总投资", "计划开工", "计划完工"],
        ["永胜县", "甲项目", 500, "3月底", "年底"],
        ["永胜县", "乙项目", 300, "今年4月", "9月中旬"],
        ["永胜县", "丙项目", 300, "去年12月", "2022年6月初"],
    )
    assert column(found, "start_date") == ["2022-03", "2022-04", "2021-12"]
    assert column(found, "end_date") == ["2022", "2022-09", "2022-06"]
    assert not told(found)


def test_a_summary_that_counts_classes_is_held_against_its_detail() -> None:
    heading = ["序号", "培训班", "培训对象", "开班时间", "人数"]
    book = workbook(
        (
            "武定县",
            [
                ["武定县2021年培训台账"],
                heading,
                [1, "种植班", "农户", "2021.3.1", 50],
                [2, "电商班", "青年", "2021.4.1", 40],
            ],
            (),
        ),
        (
            "汇总",
            [["2021年培训汇总表"], ["县", "班次", "人数"], ["武定县", 2, 95], ["合计", 2, 95]],
            (),
        ),
    )
    found = read_workbook("return.xlsx", book)
    assert [(row.sheet, row.row) for row in found.rows] == [("武定县", 3), ("武定县", 4)]
    assert told(found) == {("CROSS_SHEET_MISMATCH", "C3")}


def test_the_direction_of_visits_by_the_line_above_them() -> None:
    heading = ["序号", "时间", "带队领导", "人数", "主要活动"]
    found = read(
        ["东西部协作2021年互访台账"],
        ["一、东部赴西部"],
        heading,
        [1, "2021年3月5日", "甲某", 8, "调研"],
        ["二、西部赴东部"],
        heading,
        [1, "2021年9月5—8日", "丙某", 8, "对接"],
    )
    assert column(found, "direction") == ["E2W", "W2E"]
    assert column(found, "end_date") == [None, "2021-09-08"]


def test_words_for_no_single_county() -> None:
    found = read(
        ["对口支援项目台账(单位:万元)"],
        ["受援县", "项目名称", "援助资金"],
        ["德钦县", "甲", 100],
        ["维西县", "乙", 30],
        ["三县", "丙", 60],
        ["迪庆州本级", "丁", 5],
        ["全州", "戊", 7],
    )
    assert column(found, "county_code") == ["533422", "533423", None, "533400", None]
    assert not told(found)
    assert {one.source.cell for one in found.problems if one.code == "JOINT_SCOPE"} == {"A5"}


def test_a_misspelt_county_in_the_title_is_told_there() -> None:
    for title in ("绿舂县2020年项目资金台账", "上海市长宁区对口帮扶绿舂县项目资金台账"):
        found = read([title], ["单位:万元"], ["项目名称", "总投资", "自筹"], ["甲", 100, 20])
        assert column(found, "county") == ["绿春县"]
        assert told(found) == {("NAME_TYPO", "A1")}
    plain = read(["援建示范县项目资金台账"], ["单位:万元"], ["项目名称", "总投资"], ["甲", 100])
    assert column(plain, "county_code") == [None]


def test_what_was_paid_is_held_against_the_aid_where_nothing_was_allotted() -> None:
    found = read(
        ["2018年度市级帮扶项目资金拨付进度表(单位:万元)"],
        ["县区", "帮扶项目名称", "计划投资", "其中:帮扶资金", "累计拨付"],
        ["望谟县", "甲", 200, 150, 120],
        ["册亨县", "乙", 300, 300, 320],
    )
    assert column(found, "total_fen") == [200_000_000, 300_000_000]
    assert told(found) == {("PAID_OVER_ALLOTTED", "E4")}


def test_a_section_that_names_the_county_is_no_block() -> None:
    found = read(
        ["2024年5月东西部协作重点指标月报"],
        ["指标", "单位", "年目标", "累计"],
        ["一、正安县"],
        ["财政资金", "万元", 100, 60],
        ["二、绥阳县"],
        ["财政资金", "万元", "待定", 150],
        merged=("A3:D3", "A5:D5"),
    )
    assert column(found, "county") == ["正安县", "绥阳县"]
    assert column(found, "block") == [None, None]
    assert column(found, "target") == [100_000_000, None]


@pytest.mark.parametrize(
    "signed",
    [
        ["统计人:", None, "负责人:", None],
        ["登记人:张某", None, "审签人:李某", None],
        ["统计员:", "张某", "科室负责人:", "李某"],
        [None, "部门领导签字:", None, "2020年7月3日"],
        ["汇总人:王某", None, None, None],
    ],
)
def test_a_row_to_be_signed_is_known_by_its_shape(signed: list[str | None]) -> None:
    found = read(
        ["2020年某区采购盐源县农产品台账", None, None, None],
        ["销售日期", "产品名称", "采购单位", "销售金额(元)"],
        ["2020-05-06", "苹果", "某单位", 3000],
        ["2020-06-06", "核桃", "另一单位", 5000],
        signed,
    )
    assert [row.row for row in found.rows] == [3, 4]
    assert not told(found)
