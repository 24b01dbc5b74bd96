"""Tables that lost their lines, divisions told twice, and pages that an organisation writes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.reader.read import read_text

if TYPE_CHECKING:
    from jiedui.reader.reading import Claim, Reading

AS_OF = dt.date(2022, 12, 20)


def _read(text: str) -> Reading:
    return read_text(text, AS_OF)


def _claim(reading: Reading, text: str, at: int = 0) -> Claim:
    return [one for one in reading.claims if one.text == text][at]


def _findings(reading: Reading) -> list[tuple[str, str, list[str], bool]]:
    return [
        (
            str(one.relation),
            reading.claims[one.total].text,
            [reading.claims[at].text for at in one.parts],
            one.is_ok,
        )
        for one in reading.findings
    ]


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
    found = _findings(reading)
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
    assert ("sum", "12", ["5", "3", "4"], True) in _findings(reading)
    assert _claim(reading, "3").recipient.name == "荣丁镇"  # type: ignore[union-attr]


@pytest.mark.parametrize("arrow", ["→", "->", "——"])
def test_an_arrow_in_a_row_leads_from_who_gives_to_who_gets(arrow: str) -> None:
    reading = _read(
        "柯桥区与马边县结对捐赠(单位:万元)\n"
        f"钱清街道{arrow}苏坝镇 20\n安昌街道{arrow}下溪镇 15\n小计 36\n"
    )
    first = _claim(reading, "20")
    assert (first.donor.name, first.recipient.name) == ("钱清街道", "苏坝镇")  # type: ignore[union-attr]
    assert ("sum", "36", ["20", "15"], False) in _findings(reading)


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
    assert [one.is_ok for one in reading.findings].count(False) == 1, _findings(reading)


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
    assert all(one.is_ok for one in reading.findings), _findings(reading)


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
    assert _claim(reading, "1.2亿元").recipient.name.endswith("隆德县")  # type: ignore[union-attr]
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
    found = _findings(_read(f"2022年柯桥区帮扶马边县资金表\n{text}"))
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
    found = _findings(reading)
    assert ("sum", "4,200万元", ["3,200万元", "900万元"], False) in found
    assert ("product", "540人", ["9期", "60人"], True) in found
    assert ("growth", "39%", ["2,780万元", "2,000万元"], True) in found
    sent = _claim(reading, "31人")
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
    assert "蓬江区" in _claim(reading, "726万元").donor.name  # type: ignore[union-attr]


GOES_ON = """
培训经费一共182万元。交通补贴54.6万元,稳岗补贴91万元,技能培训27.3万元,剩下的9.1万元做了招聘会。
第二批队员12人已到岗,内有党政干部5人、医疗4人、教育3人。
全县到浙江务工468人,其中去绍兴的195人,完成全年任务420人的111.4%。
"""


@pytest.mark.parametrize("line", [one for one in GOES_ON.splitlines() if one])
def test_relations_are_found_where_the_sentence_only_goes_on(line: str) -> None:
    reading = _read(f"2022年,绍兴市柯桥区帮扶马边县。{line}")
    assert [one.is_ok for one in reading.findings] == [True]


def test_a_rest_that_does_not_fit_is_a_slip_only_where_it_is_near() -> None:
    head = "2022年,绍兴市柯桥区帮扶马边县。"
    near = _read(
        f"{head}经费一共182万元。交通54.6万元,稳岗91万元,培训27.3万元,剩下的19.1万元办会。"
    )
    assert [one.is_ok for one in near.findings] == [False]
    far = _read(f"{head}捐来900万元。修路花了20万元,买书30万元,树苗15万元,剩下的5万元办会。")
    assert all(one.is_ok for one in far.findings)


def test_parts_of_a_part_belong_to_it() -> None:
    reading = _read(
        "2021年柯桥区给马边县8,000万元,这笔钱分三块花:产业4,000万元,住房3,000万元,教育1,000万元。"
        "产业这一块,其中茶厂用去900万元。"
    )
    assert reading.claims[_claim(reading, "900万元").part_of or 0].text == "4,000万元"


def test_years_that_are_over_are_counted_in_their_own_frame() -> None:
    reading = _read(
        "从2016年到2020年,长宁区投入绿春县2亿元。2018年是5,000万元。五年间,派来干部7名。"
        "2021年采购6,300万元,相当于2018年1,750万元的3.6倍。"
    )
    assert _claim(reading, "7名").period == (dt.date(2016, 1, 1), dt.date(2020, 12, 31))
    assert _claim(reading, "1,750万元").period.last == dt.date(2018, 12, 31)


def test_a_garrison_gives_by_its_own_name() -> None:
    reading = _read(
        "武警浙江某部官兵结对马边县民建镇\n\n今年,该部捐款12万元,部队医生义诊300人次。\n"
    )
    assert {one.donor.name for one in reading.claims if one.donor} == {"武警浙江某部"}


def test_an_office_that_speaks_is_not_who_gets() -> None:
    reading = _read("2022年柯桥区帮扶马边县。\n\n马边县就业局:今年柯桥区给了培训经费90万元。\n")
    assert _claim(reading, "90万元").recipient.name == "马边县"  # type: ignore[union-attr]


def test_labels_that_end_in_a_village_word_are_no_place() -> None:
    table = "| 事项 | 累计 | 目标 |\n|---|---|---|\n| 送医下乡(场) | 17 | 60 |\n"
    reading = _read(f"2022年柯桥区帮扶马边县\n\n{table}")
    assert all("下乡" not in one.recipient.name for one in reading.claims if one.recipient)


def test_who_gives_in_one_province_is_told_by_pay_and_by_where_one_learns() -> None:
    reading = _read(
        "佛山市禅城区—云浮市罗定市大事记\n\n今年禅城区财政拨付罗定市资金1,500万元。"
        "罗定市选派校长24人赴禅城跟岗。年底,禅城各界认捐罗定90万元。\n"
    )
    told = [(one.donor, one.recipient) for one in reading.claims]
    names = [(one.name, other.name) for one, other in told if one and other]
    assert "禅城" in names[0][0]
    assert "罗定" in names[0][1]
    assert names[1][0] == "罗定市"
    assert "禅城" in names[1][1]
    assert "禅城" in names[2][0]


def test_a_fund_may_be_divided_by_where_it_comes_from_and_where_it_goes() -> None:
    reading = _read(
        "2022年下达柯桥区协作资金920万元。资金来源为:市级财政500万元,区级财政420万元。"
        "其中安排马边县540万元、雷波县380万元。"
    )
    assert [one.is_ok for one in reading.findings] == [True, True]


def test_a_place_where_a_road_leads_gives_nothing() -> None:
    reading = _read("2022年柯桥区帮扶马边县:民建镇茶厂150万元,荣丁镇光明村路110万元。")
    assert all("村" not in one.donor.name for one in reading.claims if one.donor)


def test_millions_in_english_go_on_about_the_money_before() -> None:
    reading = _read(
        "Keqiao District has worked with Mabian County since 2017. "
        "This year it put in RMB 62 million, "
        "up 24 per cent from 50 million in 2020; of this, 41 million went to industry."
    )
    values = [(int(one.value), str(one.measure)) for one in reading.claims]
    assert values == [
        (62000000, "money"), (24, "percent"), (50000000, "money"), (41000000, "money")
    ]  # fmt: skip
    years = [one.period.last.year for one in reading.claims if one.period.last]
    assert years == [2022, 2022, 2020, 2022]
    assert reading.claims[-1].part_of == 0


@pytest.mark.parametrize(
    ("as_of", "sentence", "day"),
    [
        (dt.date(2020, 8, 8), "昨晚卖出198万元。", dt.date(2020, 8, 7)),
        (dt.date(2020, 8, 8), "下一场定在8月28日,目标250万元。", dt.date(2020, 8, 28)),
        (dt.date(2020, 1, 5), "2019年3月拨付90万元。上半年到位276万元。", dt.date(2019, 6, 30)),
        (dt.date(2020, 8, 8), "上半年到位276万元。", dt.date(2020, 6, 30)),
    ],
)
def test_days_that_are_said_from_the_day_of_the_text(
    as_of: dt.date, sentence: str, day: dt.date
) -> None:
    reading = read_text(f"绍兴市柯桥区帮扶马边县。{sentence}", as_of)
    assert reading.claims[-1].period.last == day
