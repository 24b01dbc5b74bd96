"""Every planted fault is told at its cell, once, and nothing sound is told as a fault."""

import pytest

from jiedui.exchange.phrases import in_chinese
from tests.exchange.office import column, read, row_at, told

LEDGER: list[object] = [
    "序号",
    "受援县",
    "项目名称",
    "市级统筹",
    "区财政",
    "援助小计",
    "县自筹",
    "总投资",
    "开工日期",
    "完工日期",
]
SOUND: list[list[object]] = [
    [1, "绿春县", "甲", 100, 50, 150, 50, 200, "2019.3", "2019.9"],
    [2, "绿春县", "乙", 80, None, 80, None, 80, "2019年4月", None],
    [3, "元阳县", "丙", None, 60, 60, 40, 100, "2019/5", "2020/1"],
    [4, "元阳县", "丁", 30, 30, 60, None, 60, None, None],
]
TOTAL: list[object] = ["合计", None, None, 210, 140, 350, 90, 440, None, None]


def ledger(**changes: object) -> set[tuple[str, str]]:
    """The problems of the sound ledger with some cells changed (by address; rows begin at 4)."""
    rows: list[list[object]] = [
        ["长宁区对口帮扶红河州项目资金台账(2019年)"],
        ["单位:万元"],
        LEDGER,
        *map(list, SOUND),
        list(TOTAL),
    ]
    for address, value in changes.items():
        rows[int(address[1:]) - 1]["ABCDEFGHIJ".index(address[0])] = value
    return told(read(*rows))


def test_a_sound_ledger_has_no_problems() -> None:
    assert ledger() == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"H8": 441}, {("TOTAL_MISMATCH", "H8")}),
        ({"D8": 201}, {("TOTAL_MISMATCH", "D8")}),
        ({"F4": 151}, {("ROW_SUM_MISMATCH", "F4")}),
        ({"H6": 10}, {("ROW_SUM_MISMATCH", "H6")}),
        ({"J4": "2019.1"}, {("DATE_ORDER", "J4")}),
        ({"I5": "2019年13月"}, {("DATE_INVALID", "I5")}),
        ({"I5": 2019.1}, {("DATE_AMBIGUOUS", "I5")}),
        ({"B5": "禄春县"}, {("NAME_TYPO", "B5")}),
        ({"B5": "绿春区"}, {("NAME_TYPO", "B5")}),
        ({"B5": "乌有之乡县"}, {("NAME_UNKNOWN", "B5")}),
        ({"B5": None}, {("VALUE_MISSING", "B5")}),
        ({"C7": None}, {("VALUE_MISSING", "C7")}),
        ({"E6": "六十"}, set()),
        ({"E6": "很多"}, {("NUMBER_UNREADABLE", "E6")}),
        ({"C5": "-2+3+cmd|' /C calc'!A0"}, {("FORMULA_INJECTION", "C5")}),
        ({"G4": "(50)", "H4": 100, "G8": -10, "H8": 340}, set()),
        ({"D4": "100万元"}, set()),
        (
            {"D4": 1000000, "E4": 500000, "F4": 1500000, "G4": 500000, "H4": 2000000},
            {("UNIT_SUSPECT", f"{letter}4") for letter in "DEFH"},
        ),
        ({"F6": 600000}, {("UNIT_SUSPECT", "F6")}),
    ],
)
def test_a_planted_fault_is_told_once(
    changes: dict[str, object], expected: set[tuple[str, str]]
) -> None:
    assert ledger(**changes) == expected


def test_a_repeated_row_is_told_and_does_not_make_the_total_wrong() -> None:
    rows: list[list[object]] = [["单位:万元"], LEDGER, *SOUND, SOUND[1], TOTAL]
    assert told(read(*rows)) == {("DUPLICATE_ROW", "row:7")}


def test_a_wrong_subtotal_is_no_second_fault_of_the_grand_total() -> None:
    part: list[object] = ["小计", None, None, 180, 50, 231, 50, 280, None, None]
    rest: list[object] = ["小计", None, None, 30, 90, 120, 40, 160, None, None]
    rows: list[list[object]] = [["单位:万元"], LEDGER, *SOUND[:2], part, *SOUND[2:], rest, TOTAL]
    assert told(read(*rows)) == {("TOTAL_MISMATCH", "F5")}


def test_amounts_not_stated_make_a_larger_total_a_question() -> None:
    rows: list[list[object]] = [["单位:万元"], LEDGER, *map(list, SOUND), list(TOTAL)]
    rows[3][3:8] = ["未列明", None, "未列明", None, "未列明"]
    problems = [one for one in read(*rows).problems if one.code == "TOTAL_MISMATCH"]
    assert {one.severity.value for one in problems} == {"warning"}


def test_people_are_checked() -> None:
    reading = read(
        ["援派干部花名册"],
        ["姓名", "性别", "身份证号", "挂职地", "挂职时间", "到岗时间", "离岗时间"],
        ["赵一", "男", "310198198702075091", "绿春县", "2019.5-2021.5", "2019.5.6", "2021.5.1"],
        ["钱二", "女", 310198197708286047, "元阳", "2019年5月至今", 43600, None],
        ["孙三", "男", "310198199011082545", "绿春县", "2019年5月—2019年11月", "2019.5", None],
        ["李四", "女", "310198199011082546", "绿春县", "2019年5月—2019年11月", "2019.5", None],
        ["周五", "女", "31019819901108254", "绿春县", "2019年5月—2019年11月", "2019.5", None],
        ["吴六", "男", "310198198702075091", "绿春县", "2020年5月—2020年11月", "2020.5", None],
    )
    assert told(reading) == {
        ("ID_PRECISION_LOST", "C4"),
        ("ID_SEX_CONFLICT", "C5"),
        ("ID_CHECK_DIGIT", "C6"),
        ("ID_FORMAT", "C7"),
        ("DUPLICATE_KEY", "C8"),
    }
    assert row_at(reading, 4).get("actual_start") == "2019-05-15"
    assert column(reading, "planned_end")[:2] == ["2021-05", None]


def test_old_names_are_told_only_when_they_were_out_of_date() -> None:
    reading = read(
        ["帮扶单位", "受帮扶单位", "结对类型", "结对时间", "结束时间"],
        ["长宁区", "香格里拉县", "对口帮扶", "2004年", "2011年"],
        ["长宁区", "香格里拉县", "对口帮扶", "2016年5月", "至今"],
    )
    assert column(reading, "recipient") == ["香格里拉市", "香格里拉市"]
    assert told(reading) == {("NAME_OLD", "B3")}


def test_counts_are_plausible_and_parts_within_wholes() -> None:
    reading = read(
        ["县", "户数", "人数", "贫困发生率(%)", "时点"],
        ["绿春县", 1200, 4800, 12.5, "2018年底"],
        ["元阳县", 1500, 600, "8.3%", "2018年底"],
        ["绿春县", 1200, 4800, 12.5, "2018年底"],
        ["绿春县", 900, 3500, 0.9, "2019年12月"],
    )
    assert told(reading) == {("RATIO_IMPLAUSIBLE", "C3"), ("DUPLICATE_ROW", "row:4")}
    assert column(reading, "poverty_rate") == [0.125, 0.083, 0.125, 0.009]
    assert column(reading, "as_of") == ["2018-12-31", "2018-12-31", "2018-12-31", "2019-12-31"]


def test_payments_and_rates() -> None:
    reading = read(
        ["单位:万元"],
        ["受援县", "项目名称", "下达资金", "已拨付", "拨付率", "受益人数", "其中建档立卡"],
        ["绿春县", "甲", 300, 200, "66.66%", 300, 200],
        ["绿春县", "乙", 300, 200, 66.67, 300, 310],
        ["元阳县", "丙", 300, 310, 1.0333, 300, 20],
        ["元阳县", "丁", 400, 100, "35%", 10, 2],
    )
    assert told(reading) == {
        ("PART_OVER_WHOLE", "G4"),
        ("PAID_OVER_ALLOTTED", "D5"),
        ("RATE_MISMATCH", "E6"),
    }


def test_joint_figures_are_kept_together() -> None:
    reading = read(
        ["单位:万元"],
        ["受援县", "项目名称", "总投资"],
        ["绿春县", "甲", 30],
        ["元阳县", "乙", 40],
        ["红河州两县", "未逐项列明", 100],
        ["绿春县、元阳县", "丙", 12],
    )
    assert column(reading, "county")[2:] == ["绿春县、元阳县", "绿春县、元阳县"]
    assert column(reading, "county_code")[2:] == [None, None]
    assert [one.code for one in reading.problems] == ["JOINT_SCOPE", "JOINT_SCOPE"]


def test_a_blank_sum_beside_its_parts_counts_in_the_total_as_what_they_make() -> None:
    heads: list[object] = ["县", "项目名称", "市级统筹(万元)", "区级财政(万元)", "小计(万元)"]
    rows: list[list[object]] = [["绿春县", "甲", 10, 5, 15], ["元阳县", "乙", 20, 3, None]]
    whole = read(heads, *rows, ["合计", None, 30, 8, 38])
    assert column(whole, "aid_fen") == [15_000_000, None]
    assert told(whole) == set()
    wrong = read(heads, *rows, ["合计", None, 30, 8, 40])
    assert [(one.source.cell, one.expected) for one in wrong.problems] == [
        ("E4", "38万元, the sum of rows 2 to 3; off by 2万元")
    ]


def test_a_total_over_a_cell_that_cannot_be_read_is_told_as_unchecked() -> None:
    heads: list[object] = ["县", "项目名称", "市级统筹(万元)"]
    reading = read(heads, ["绿春县", "甲", 10], ["元阳县", "乙", "6X"], ["合计", None, 16])
    assert [(one.code, one.source.cell, one.expected) for one in reading.problems] == [
        ("NUMBER_UNREADABLE", "C3", "an amount of money"),
        ("TOTAL_UNCHECKED", "C4", "the sum of rows 2 to 3; C3 cannot be read"),
    ]


def test_a_gift_given_back_is_told_what_to_do_with_it() -> None:
    heads: list[object] = ["捐赠方", "受赠方", "捐赠日期", "捐赠金额(元)", "备注"]
    back: list[object] = ["甲公司", "绿春县", "2020-05-01", -2000, "退回3月捐款"]
    plain: list[object] = ["乙公司", "绿春县", "2020-05-02", -10, None]
    told_back, told_plain = [
        one for one in read(heads, back, plain).problems if one.code == "OUT_OF_RANGE"
    ]
    assert told_back.expected.endswith("take back or correct the entry of the gift")
    assert in_chinese(told_back.expected).startswith("不小于0;退回的捐赠不是新的捐赠")
    assert told_plain.expected == "0 or more"


def test_an_amount_in_yuan_among_small_ones_in_wan_is_told_where_it_fits_between_them() -> None:
    rows: list[list[object]] = [
        [f"班{at}", cost] for at, cost in enumerate((1.8, 2.4, 9.6, 3.2, 15000, 0.6, 4.8, 2))
    ]
    head: list[object] = ["培训班名称", "培训经费(万元)"]
    reading = read(["培训台账"], head, *rows)
    assert ("UNIT_SUSPECT", "B7") in told(reading)
    far = [[*row[:1], 1200 if row[1] == 15000 else row[1]] for row in rows]
    assert ("UNIT_SUSPECT", "B7") not in told(read(["培训台账"], head, *far))
