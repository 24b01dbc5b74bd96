"""Tables that lost their lines, divisions told twice, and pages that an organisation writes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.reader.read import read_text
from tests.reader.told import claim_of, findings_of

if TYPE_CHECKING:
    from jiedui.reader.reading import Reading

AS_OF = dt.date(2022, 12, 20)


def _read(text: str) -> Reading:
    return read_text(text, AS_OF)


CELLS = """绍兴市柯桥区帮扶马边县2022年度资金情况

附表
乡镇
项目(个)
资金(万元)
民建镇
5
1,310
荣丁镇
3
640
劳动镇
4
815
合计
12
2,865
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_a_table_with_one_cell_on_each_line_is_read_by_its_header(end: str) -> None:
    reading = _read(CELLS.replace("\n", end))
    values = [(str(one.measure), int(one.value)) for one in reading.claims]
    assert values == [
        ("projects", 5), ("money", 13100000), ("projects", 3), ("money", 6400000),
        ("projects", 4), ("money", 8150000), ("projects", 12), ("money", 28650000),
    ]  # fmt: skip
    found = findings_of(reading)
    assert ("sum", "12", ["5", "3", "4"], True) in found
    assert ("sum", "2,865", ["1,310", "640", "815"], False) in found
    page = CELLS.replace("\n", end)
    assert all(page[one.start : one.end] == one.text for one in reading.claims)


def test_cells_with_words_and_rates_make_rows_too() -> None:
    reading = _read(
        "表3\n序号\n帮扶镇\n受援镇\n金额(万元)\n支付率(%)\n1\n钱清街道\n苏坝镇\n60\n100\n"
        "2\n安昌街道\n下溪镇\n45.5\n80.0\n"
    )
    told = [(one.text, str(one.measure)) for one in reading.claims]
    assert told == [("60", "money"), ("100", "percent"), ("45.5", "money"), ("80.0", "percent")]


def test_short_lines_that_are_no_table_stay_words() -> None:
    reading = _read("春风\n送暖\n山海\n情深\n\n2022年柯桥区捐给马边县30万元。\n")
    assert [one.text for one in reading.claims] == ["30万元"]


@pytest.mark.parametrize(
    "rows",
    [
        "民建镇 5 | 荣丁镇 3 | 劳动镇 4 | 合计 12",
        "民建镇 5、荣丁镇 3、劳动镇 4、合计 12",
        "民建镇 5\n荣丁镇 3\n劳动镇 4\n合计 12",
        "民建镇:5\n荣丁镇:3\n劳动镇:4\n合计:12",
    ],
)
def test_pairs_of_a_label_and_a_number_take_the_unit_of_their_title(rows: str) -> None:
    reading = _read(f"2022年柯桥区在马边县实施项目情况。\n\n表1 各镇项目数(个)\n{rows}\n")
    assert [int(one.value) for one in reading.claims] == [5, 3, 4, 12]
    assert {str(one.measure) for one in reading.claims} == {"projects"}
    assert ("sum", "12", ["5", "3", "4"], True) in findings_of(reading)
    assert claim_of(reading, "3").recipient.name == "荣丁镇"  # type: ignore[union-attr]


@pytest.mark.parametrize("arrow", ["→", "->", "——"])
def test_an_arrow_in_a_row_leads_from_who_gives_to_who_gets(arrow: str) -> None:
    reading = _read(
        "柯桥区与马边县结对捐赠(单位:万元)\n"
        f"钱清街道{arrow}苏坝镇 20\n安昌街道{arrow}下溪镇 15\n小计 36\n"
    )
    first = claim_of(reading, "20")
    assert (first.donor.name, first.recipient.name) == ("钱清街道", "苏坝镇")  # type: ignore[union-attr]
    assert ("sum", "36", ["20", "15"], False) in findings_of(reading)


SLIPS = """
共有42人来跟班,第一批22人,第二批18人,前后两批。
我们送去的学员是两批42人,第一批22人,第二批18人。
捐来3万元全部买了书包,1,200个,每个均价30元。
到账资金800万元,支出720万元,支出率90%,还有90万元没有花出去。
全年安排资金9.0亿元。从出资层级看,市级财政5亿元,区级财政4亿元。从受援地看,甲县4亿元,乙县3亿元,丙县1.5亿元。
这笔善款90万元。这笔钱分作三块:修路40万元,买书20万元,助学20万元。
设备款260万元,全部用在三样东西上——CT一台,180万元;彩超两台,50万元;会诊系统一套,20万元。
柯桥区财政出资300万元,集团拿出50万元,商会捐款20万元。区财政、集团、商会三方合计380万元。
家长捐了2万元,校友捐了3万元,老师凑了1.5万元,加一块儿正好8万元。
"""


@pytest.mark.parametrize("line", [one for one in SLIPS.splitlines() if one][1:])
def test_numbers_that_do_not_follow_are_slips_however_they_are_divided(line: str) -> None:
    reading = _read(f"2022年,绍兴市柯桥区帮扶马边县。{line}")
    assert [one.is_ok for one in reading.findings].count(False) == 1, findings_of(reading)


RIGHT = """
我们送去的学员是两批42人,第一批22人,第二批20人。
捐来3.6万元全部买了书包,1,200个,每个均价30元。
到账资金800万元,支出720万元,支出率90%,还有80万元没有花出去。
全年安排资金9亿元。从出资层级看,市级财政5亿元,区级财政4亿元。从受援地看,甲县4亿元,乙县3亿元,丙县2亿元。
设备款260万元,全部用在三样东西上——CT一台,180万元;彩超两台,60万元;会诊系统一套,20万元。
柯桥区财政出资300万元,集团拿出50万元,商会捐款20万元。区财政、集团、商会三方合计370万元。
共派出32人,第一批20人已经到岗。
从效果看,带动就业300人,其中脱贫劳动力120人。
"""


@pytest.mark.parametrize("line", [one for one in RIGHT.splitlines() if one])
def test_numbers_that_follow_are_no_slips(line: str) -> None:
    reading = _read(f"2022年,绍兴市柯桥区帮扶马边县。{line}")
    assert all(one.is_ok for one in reading.findings), findings_of(reading)


@pytest.mark.parametrize(
    ("title", "body", "giver"),
    [
        (
            "上海仁和医院对口帮扶马边县人民医院总结",
            "我院派出医生12名,捐赠设备30万元。",
            "上海仁和医院",
        ),
        (
            "远山集团“育苗行动”走进马边",
            "远山集团向马边县教育局捐款80万元。公司员工到校支教6人。",
            "远山集团",
        ),
        ("绍兴市稽山中学与马边县民建中学结对三年", "2022年,我校派出教师9名。", "稽山中学"),
    ],
)
def test_what_an_organisation_tells_of_itself_is_its_own_gift(
    title: str, body: str, giver: str
) -> None:
    reading = _read(f"{title}\n\n{body}\n")
    assert reading.claims
    for one in reading.claims:
        assert one.donor is not None, one
        assert giver in one.donor.name, one


def test_a_firm_called_like_a_county_is_no_county() -> None:
    reading = _read("2022年,海晏集团在隆德县投资1.2亿元,海晏还捐建了食堂。福建省与宁夏隆德县协作。")
    assert claim_of(reading, "1.2亿元").recipient.name.endswith("隆德县")  # type: ignore[union-attr]
    assert "海晏县" not in str(reading.claims)


@pytest.mark.parametrize(
    ("sentence", "giver"),
    [
        ("机关党员捐来1.2万元。", "机关党员"),
        ("一位老奶奶寄来800元。", "老奶奶"),
        ("两家药业公司的员工自发捐了3万元。", "员工"),
    ],
)
def test_who_gives_may_be_the_subject_of_the_clause(sentence: str, giver: str) -> None:
    reading = _read(f"2022年,绍兴市柯桥区帮扶马边县。{sentence}")
    assert giver in reading.claims[-1].donor.name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("自2018年两地结为对子,截至今年11月30日,我县收到资金900万元。", 2018, 2022),
        ("2020年是300万元,2021年是450万元,一年增长50%。", 2021, 2021),
        ("2021年成效明显。柯桥区这一年派来干部6名。", 2021, 2021),
    ],
)
def test_what_dates_the_last_number(sentence: str, first: int, last: int) -> None:
    when = _read(f"绍兴市柯桥区帮扶马边县。{sentence}").claims[-1].period
    assert when.first is not None
    assert when.last is not None
    assert (when.first.year, when.last.year) == (first, last)


@pytest.mark.parametrize(
    "sentence",
    [
        "昨日该股股价收于9.15元,下跌2.3%。",
        "分送:县委办。 印发40份",
        "分类情况见表2,分镇情况见表3。",
        "每人每天的工作餐调为30元。",
        "农户急着出手,一斤要少卖好几块。",
    ],
)
def test_what_is_no_business_of_the_book_is_left_alone(sentence: str) -> None:
    assert not _read(f"2022年,绍兴市柯桥区帮扶马边县。\n\n{sentence}\n").claims


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("绍兴市民一个月团购走近20吨。", 20),
        ("当年开帮扶车间九个。", 9),
        ("钱清镇三家纺织企业来马边办厂。", 3),
    ],
)
def test_what_looks_like_scope_or_trade_is_a_claim_all_the_same(sentence: str, value: int) -> None:
    claims = _read(f"2022年,绍兴市柯桥区帮扶马边县。{sentence}").claims
    assert [int(one.value) for one in claims] == [value]


def test_a_total_row_with_cells_left_empty_still_adds_up() -> None:
    text = (
        "单位:万元\n项目\n地点\n计划\n完成\n加工厂\n民建镇\n820\n738\n饮水\n荣丁镇\n346\n311.4\n"
        "合计\n\n1,166\n1,049.4\n"
    )
    found = findings_of(_read(f"2022年柯桥区帮扶马边县资金表\n{text}"))
    assert ("sum", "1,166", ["820", "346"], True) in found
    assert ("sum", "1,049.4", ["738", "311.4"], True) in found


POSTER = """【一图读懂】马边县东西部协作成绩单(2021)
━━━━━━━━━━
资金
浙江省级 3,200万元
绍兴市级 900万元
合计 4,200万元
==========
人才
赴绍兴跟岗 31人
培训 9期 × 60人 = 540人
----------
产销 2,780万元 ↑ 39%(2020年 2,000万元)
"""


def test_short_lines_of_a_poster_are_items_of_their_own() -> None:
    reading = _read(POSTER)
    found = findings_of(reading)
    assert ("sum", "4,200万元", ["3,200万元", "900万元"], False) in found
    assert ("product", "540人", ["9期", "60人"], True) in found
    assert ("growth", "39%", ["2,780万元", "2,000万元"], True) in found
    sent = claim_of(reading, "31人")
    assert str(sent.measure) == "people"
    assert sent.recipient is not None
    assert "绍兴" in sent.recipient.name
    assert {one.period.last.year for one in reading.claims if one.period.last} == {2020, 2021}


def test_kinds_of_so_many_projects_add_up_to_them() -> None:
    reading = _read("2022年柯桥区帮扶马边县。43个项目中,民生类27个,产业类9个,教育类5个,其他类3个。")
    assert [one.is_ok for one in reading.findings] == [False]


def test_a_firm_may_help_in_its_own_province() -> None:
    reading = _read(
        "渝北电力公司定点帮扶巫溪县红池坝镇情况\n\n今年前10个月,公司投入资金260万元,派队员3名。\n"
    )
    assert {one.donor.name for one in reading.claims if one.donor} == {"渝北电力公司"}
    assert {one.period.last for one in reading.claims} == {dt.date(2022, 10, 31)}


def test_the_money_of_a_level_is_that_of_the_only_place_it_can_be() -> None:
    reading = _read(
        "2022年,广东省江门市蓬江区协作龙州县,资金来自广东省财政和蓬江区财政,"
        "其中省级1,700万元、区级726万元。"
    )
    assert "蓬江区" in claim_of(reading, "726万元").donor.name  # type: ignore[union-attr]


def test_a_note_tells_the_unit_of_several_columns_and_the_heading_the_year() -> None:
    page = (
        "附件\n常州市对口帮扶安康市部分县情况表(2019年)\n填报单位:某某办 填报日期:2020年1月10日\n"
        "计量单位:项目为个,财政资金、消费扶贫为万元,派出专技人才、转移就业为人\n"
        "序号 受援县 帮扶市区 项目 财政资金 派出专技人才 转移就业 消费扶贫\n"
        "1 汉阴县 溧阳市 12 3,850 96 186 2,140\n2 紫阳县 武进区 15 4,120 118 143 1,865\n"
        "合计 —— —— 27 7,970 214 329 4,005\n\n"
        "附表:发生率(单位:%)\n年度 2017年底 2018年底\n发生率 8.64 4.27\n"
    )
    reading = read_text(page)
    told = {one.text: one for one in reading.claims}
    assert [int(told[one].value) for one in ("3,850", "2,140")] == [38_500_000, 21_400_000]
    assert {one.period.last.year for one in reading.claims[:15] if one.period.last} == {2019}
    assert [one.period.first for one in reading.claims[-2:]] == [
        dt.date(2017, 12, 31),
        dt.date(2018, 12, 31),
    ]
    assert all(one.is_ok for one in reading.findings)
