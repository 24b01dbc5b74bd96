"""No column that tells records apart is lost for its heading: what it says, holds, ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.exchange.columns import SURE
from jiedui.exchange.headings import fits
from jiedui.exchange.questions import column_questions
from jiedui.exchange.reading import read_workbook
from jiedui.exchange.thesaurus import sayings
from tests.exchange.office import column, read, told, workbook

if TYPE_CHECKING:
    from jiedui.exchange.reading import Reading
    from tests.exchange.office import Cell


def unread(reading: Reading) -> set[str]:
    return {one.header for one in reading.columns if one.field is None}


@pytest.mark.parametrize(
    "modifier", "受训 受助 结对帮扶 项目所在 归口 资金使用 参训学员所在".split()
)
@pytest.mark.parametrize("rank", "县(市) 县(市、区) 县区 县市 地区".split())
def test_a_column_of_counties_is_the_county_whatever_stands_before_its_rank(
    modifier: str, rank: str
) -> None:
    found = read(
        ["2017年百色市人才培训台账"],
        [f"{modifier}{rank}", "班名", "人数"],
        ["靖西市", "甲班", 42],
        [None, "乙班", 66],
        ["小计", None, 108],
        ["德保县", "丙班", 24],
        ["小计", None, 24],
        ["总计", None, 132],
        ["填报:            复核:"],
        merged=("A3:A4",),
    )
    assert column(found, "county") == ["靖西市", "靖西市", "德保县"]
    assert told(found) == set()


def test_where_people_come_from_is_not_the_county_they_are_sent_to() -> None:
    found = read(
        ["德钦县挂职干部人才名册"],
        ["姓名", "身份证号", "籍贯", "职务"],
        ["赵一明", "520198197203047904", "嘉善县", "科长"],
        ["钱二强", "52019819530508570X", "桐乡市", "医生"],
    )
    assert column(found, "county") == ["德钦县", "德钦县"]
    assert "籍贯" in unread(found)


@pytest.mark.parametrize(
    ("kind", "heading", "known"),
    [
        ("donation", "捐资机构", "捐赠单位"),
        ("donation", "款物到账日期", "到账日期"),
        ("project_fund", "区级财政援助资金", "区财政"),
        ("project_fund", "市级财政援助资金", "市级统筹"),
        ("project_fund", "具体承建单位", "承建单位"),
        ("consumption", "订购企业", "采购单位"),
        ("labour", "外出务工年月", "务工时间"),
        ("visit", "率队同志", "带队领导"),
        ("secondment", "派驻届满时间", "挂职期满时间"),
        ("household_list", "退出年份", "脱贫年度"),
        ("monthly_return", "今年累计完成值", "累计完成"),
    ],
)
def test_a_heading_means_what_one_means_that_says_the_same(
    kind: str, heading: str, known: str
) -> None:
    assert fits(kind, (heading,))[0][1].name == fits(kind, (known,))[0][1].name


def test_sayings_grow_looser_and_keep_the_last_word() -> None:
    assert sayings("具体捐助单位名称")[1] == sayings("捐赠企业")[1]
    assert sayings("区财政援助资金")[1] != sayings("区财政资金")[1]
    assert sayings("区财政援助资金")[2] == sayings("区级资金")[2]


def test_what_turns_a_heading_into_another_is_never_left_out() -> None:
    best = {
        field.name
        for score, field in fits("monthly_return", ("上年同期累计实际完成量",))
        if score >= 47
    }
    assert best <= {"last_year"}


def test_a_key_that_nobody_knows_is_asked_of_a_person_and_not_lost() -> None:
    found = read(
        ["2022年消费帮扶采购台账"],
        ["序号", "采购日期", "心仪好物", "采购单位", "金额(元)", "数量", "供应商"],
        [1, "2022-3-4", "茶叶", "甲公司", 1000, 3, "丙社"],
        [2, "2022-3-6", "蜂蜜", "乙公司", 500, 4, "丁社"],
    )
    assert column(found, "product") == ["茶叶", "蜂蜜"]
    asked = {one.heading: one.field for one in column_questions(found) if not one.is_answered}
    assert asked == {"心仪好物": "product"}
    assert all(one.score < SURE for one in found.columns if one.header == "心仪好物")


def test_what_a_record_does_not_keep_stays_unread() -> None:
    aside = "满意度 监理单位 绩效目标 档案盒号 经办人 是否公示".split()
    rows: list[list[Cell]] = [
        [1, "德钦县", "甲路", 10, "98%", "某监理公司", "良好", "A-3", "赵一", "是"],
        [2, "德钦县", "乙桥", 20, "95%", "某咨询公司", "合格", "A-4", "钱二", "否"],
    ]
    found = read(
        ["2022年帮扶项目资金台账"], ["序号", "受援县", "项目名称", "总投资(万元)", *aside], *rows
    )
    assert unread(found) >= set(aside) - {"经办人"}
    assert told(found) == set()


def test_sheets_of_one_layout_are_read_alike_although_one_shows_little() -> None:
    head: list[Cell] = [
        "序号",
        "县里盖的",
        "总投资(万元)",
        "市级统筹(万元)",
        "实施单位",
        "实施地点",
    ]
    two: list[list[Cell]] = [["德钦县项目资金台账"], head, [1, "甲路", 9, 9, "县住建局", "甲镇"]]
    many: list[list[Cell]] = [
        ["久治县项目资金台账"],
        head,
        *([at, f"{name}桥", 9, 9, "县住建局", "甲镇"] for at, name in enumerate("甲乙丙", 1)),
    ]
    found = read_workbook("a.xlsx", workbook(("德钦县", two, ()), ("久治县", many, ())))
    assert column(found, "project_name") == ["甲路", "甲桥", "乙桥", "丙桥"]


def test_parts_under_a_group_are_found_by_their_place_where_nothing_is_merged() -> None:
    found = read(
        ["2019年文山州东西部协作项目计划"],
        ["序号", "受援县", "项目名称", "建设内容", "资金盘子", None, None, "责任单位"],
        [None, None, None, None, "拢共(万元)", "上头给的(万元)", "市级统筹(万元)", None],
        [1, "西畴县", "甲路", "新建", 30, 10, 20, "县住建局"],
        [2, "广南县", "乙桥", "新建", 9, 4, 5, "县住建局"],
    )
    assert column(found, "project_name") == ["甲路", "乙桥"]
    assert column(found, "municipal_fen") == [20_000_000, 5_000_000]


def test_an_unread_column_that_holds_the_rest_of_a_sum_makes_no_fault() -> None:
    head = ["序号", "受援县", "项目名称", "援助资金", "市级统筹", "区财政", "八方相助"]
    rows: list[list[Cell]] = [
        [1, "德钦县", "甲路", 30, 10, 15, 5],
        [2, "德钦县", "乙桥", 20, 10, 10, None],
        [3, "德钦县", "丙渠", 25, 10, 14, None],
    ]
    found = read(["单位:万元"], head, *rows)
    assert told(found) == {("ROW_SUM_MISMATCH", "D5")}


def test_a_sum_is_told_by_its_words_wherever_they_stand() -> None:
    found = read(
        ["2018年协作项目计划表", None, None, None, "单位:万元"],
        ["总投资", "市级统筹", "建设内容", "项目名称", "受援县"],
        [30, 30, "新建", "甲路", "西畴县"],
        [30, 30, None, None, "西畴县小计"],
        [20, 20, "新建", "乙桥", "广南县"],
        [50, 50, None, "合计", None],
    )
    assert column(found, "project_name") == ["甲路", "乙桥"]
    assert [total.row for total in found.totals] == [4, 6]
    assert told(found) == set()


def test_rows_are_numbered_whatever_the_column_is_called() -> None:
    found = read(
        ["2018年捐赠台账"],
        ["本页第几", "捐赠单位", "受赠单位", "金额(元)"],
        [1, "甲公司", "乙小学", 100],
        [2, "丙公司", "丁小学", 200],
    )
    assert column(found, "seq") == [1, 2]


def test_of_all_who_live_there_and_the_registered_the_registered_are_counted() -> None:
    found = read(
        ["甘南州贫困人口情况表(2018年底)"],
        ["县", "总户数", "总人口", "贫困户数", "贫困人口"],
        ["舟曲县", 30000, 120000, 500, 2000],
        ["迭部县", 20000, 60000, 400, 1500],
    )
    assert column(found, "households") == [500, 400]
    assert column(found, "people") == [2000, 1500]


def test_a_day_kept_as_a_number_in_a_text_file_is_a_day() -> None:
    head = "捐赠台账\n捐赠单位,受赠单位,捐赠日期,金额(元)\n"
    rows = "甲公司,乙小学,44642,100\n丙公司,丁小学,2022-3-4,9\n"
    found = read_workbook("a.csv", f"{head}{rows}".encode())
    assert column(found, "donation_date") == ["2022-03-22", "2022-03-04"]


def test_a_title_speaks_for_the_tables_of_its_layout_further_down() -> None:
    head = ["序号", "项目名称", "责任单位", "市级统筹", "资金合计"]
    found = read(
        ["西畴县2022年帮扶项目资金计划", None, None, None, "单位:万元"],
        ["表一  西畴县"],
        head,
        [1, "甲路", "县住建局", 9, 9],
        ["表二  广南县"],
        head,
        [1, "乙桥", "县住建局", 9, 9],
    )
    assert found.kind == "plan"
    assert column(found, "county") == ["西畴县", "广南县"]


@pytest.mark.parametrize(
    ("head", "recipients", "counties"),
    [
        (("支援区", "受援县"), ["荔波县", "三都县"], [None, None]),
        (("东部单位", "受援县", "西部单位"), ["甲镇", "甲镇"], ["荔波县", "三都水族自治县"]),
        (("东部学校", "西部学校", "所在县"), ["甲镇", "甲镇"], ["荔波县", "三都水族自治县"]),
    ],
)
def test_a_pairing_table_has_its_own_county_beside_the_body_that_is_paired(
    head: tuple[str, ...], recipients: list[str], counties: list[str | None]
) -> None:
    cells = {"受援县": ("荔波县", "三都县"), "所在县": ("荔波县", "三都县")}
    rows = [
        [number, *(cells.get(one, ("甲镇",) * 2)[number - 1] for one in head), "镇镇结对"]
        for number in (1, 2)
    ]
    found = read(["结对关系表"], ["序号", *head, "结对类型"], *rows)
    assert column(found, "recipient") == recipients
    assert column(found, "county") == counties
    assert told(found) == set()


def test_a_heading_of_counties_over_bodies_is_no_county() -> None:
    found = read(
        ["结对关系表"],
        ["序号", "东部单位", "西部受援县区", "结对类型"],
        [1, "甲街道", "乙村委会", "村村结对"],
        [2, "甲街道", "丙村委会", "村村结对"],
        [3, "甲街道", "丁村委会", "村村结对"],
    )
    assert column(found, "recipient") == ["乙村委会", "丙村委会", "丁村委会"]
    assert told(found) == set()


def test_a_column_that_may_hold_a_missing_key_is_asked_about() -> None:
    reading = read(
        ["社会捐赠登记表"],
        ["甲栏", "乙栏", "受赠单位", "捐赠日期", "捐赠金额(元)"],
        ["某商会", "好事", "久治县教育局", "2017-03-05", 1200],
        ["某厂", "善事", "久治县卫生局", "2017-04-05", 300],
    )
    asked = {(one.code, one.source.cell, one.expected) for one in reading.problems}
    assert ("UNKNOWN_COLUMN", "col:A", "捐赠单位?") in asked
    assert not any(code == "VALUE_MISSING" for code, _, _ in asked)
