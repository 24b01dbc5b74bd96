"""One thing laid down in many wordings: the same cells are right, whichever an office uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.figures.book import facts_of
from tests.forms.programme import entries
from tests.forms.right import assert_right

if TYPE_CHECKING:
    from jiedui.facts.store import Facts


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


TERMS = (
    (
        "1.援助资金：指市、区两级政府资金，不包括社会捐赠（助）。⏎"
        "2.援助项目：指用援助资金实施的项目，捐赠（助）项目不计入。"
    ),
    (
        "（一）援助资金　指市级统筹与区级财政资金。不含社会捐赠。⏎"
        "（二）援助项目　指全部实施项目。不含捐赠项目。"
    ),
    "援助资金是指市、区两级财政资金；援助项目是指除捐赠（助）项目以外的全部项目。",
    "“援助资金”：市、区两级财政安排的资金，社会捐赠不计在内。⏎“援助项目”：捐赠类项目不计。",
    "【援助资金】指市级统筹和区级财政资金（不含捐赠）。⏎【援助项目】指使用市、区两级财政资金的项目。",
    "援助资金：市级统筹资金与区级财政资金之和，社会捐赠除外。⏎援助项目：不含捐赠（助）项目。",
    "援助资金——市、区两级财政资金，剔除社会捐赠；援助项目——剔除捐赠（助）项目。",
    "援助资金只统计市、区两级财政资金；援助项目不包括捐赠（助）项目。",
    "援助资金（万元）：指市级统筹、区级财政两项，捐赠款另行统计。⏎援助项目（个）：指捐赠（助）项目以外的项目，捐赠项目另行统计。",
    "援助资金仅指市级统筹、区级财政资金。援助项目不统计捐赠（助）项目。",
    "援助资金。指市、区两级财政资金，社会捐赠另计。⏎援助项目。指除捐赠（助）项目外的项目。",
)


@pytest.mark.parametrize("told", TERMS)
def test_terms_are_what_a_sheet_behind_says(told: str, facts: Facts) -> None:
    lines = "\n".join(told.split("⏎"))
    assert_right(
        f"""
## 资金
援助资金台账（2013年以来）|~|万元
受援县|援助资金|其中：区级安排
久治县|[13646.3]|[1415]
德钦县|[8061.2]|[1115]
~详见“指标解释”。
## 项目
援助项目台账（2013年以来）
受援县|援助项目|<
^|总数（个）|产业类
久治县|[49]|[12]
德钦县|[40]|[13]
## 指标解释
~指标解释
{lines}
""",
        facts,
    )


def test_terms_stand_in_a_table_of_two_columns(facts: Facts) -> None:
    assert_right(
        """
## 说明
指标名称|解释
援助资金|指市、区两级政府资金，不包括社会捐赠
援助项目|不含捐赠（助）项目
统计期间|2013年1月至2017年10月
## 台账
结对帮扶台账
受援县|援助资金（万元）|援助项目（个）
久治县|[13646.3]|[49]
德钦县|[8061.2]|[40]
""",
        facts,
    )


PLANNED = (
    "除“已完工”为实际数外，本表均为年初计划数；计划数与实际数互不代替。",
    "除已完工一栏外，均为2017年计划数。",
    "本表填列计划数，“已完工”栏填实际数。",
    "表列各项均为年度计划数。“已完工”为截至10月底实际数。",
    "各栏一律填年初下达的计划数（“已完工”除外）。",
    "除“已完工”外，其余数据均按年度计划填报。",
    "全表为计划口径，“已完工”为实际完成数。",
    "本表数据均指计划安排数，已完工的除外。",
    "除已完工个数为实际数外，其余各栏均为计划数。",
    "本表只填计划数，实际完成情况仅在“已完工”栏填报。",
)


@pytest.mark.parametrize("told", PLANNED)
def test_a_form_is_of_the_plan_where_a_note_says_so(told: str, facts: Facts) -> None:
    assert_right(
        f"""
楚雄州东西部扶贫协作备案表（2017年度）
协作地区：永仁、双柏、武定三县（合并填报）
一、资金筹措（万元）
市级统筹|区级财力|社会捐助|总额|县均|市级统筹比重（%）
[2552]|[430]|[!not_in_book]|[2982]|[994]|[85.58]
二、项目安排
类别|拟实施个数|已完工（个）
农村建设|[3]|[!not_in_book]
产业发展|[9]|[!not_in_book]
人才智力|[13]|[!not_in_book]
备案说明：{told}
""",
        facts,
    )


ROWS_APART = (
    "除指标3外，均为2013年起至2017年10月底累计数；指标3为2013年末时点数。",
    "除3号指标为2013年底数外，其余指标均为2013年以来累计数。",
    "第3行填2013年底在册数，其他各行填2013年以来累计数。",
    "指标1、2、4为2013年以来累计数，指标3为2013年底时点数。",
    "各指标除第3项外均自2013年1月起累计至2017年10月；第3项取2013年末数。",
    "序号3按2013年底建档立卡数填列，其余均为2013年以来累计。",
    "资金、项目、培训为2013年以来累计数；3号指标系2013年年末存量。",
    "（3）项为2013年末数，其余为2013年1月—2017年10月累计。",
    "除第3行按2013年底口径填报以外，统计期间均为2013年至2017年10月。",
    "1-2、4号指标统计2013年至今累计数；3号指标统计2013年底数。",
)


@pytest.mark.parametrize("told", ROWS_APART)
def test_rows_are_dated_by_their_numbers(told: str, facts: Facts) -> None:
    assert_right(
        f"""
结对帮扶指标表
填报单位：
序号|指标|单位|久治县|德钦县
1|帮扶资金|万元|[14056.3]|[8552.95]
2|项目数|个|[64]|[50]
3|建档立卡贫困人口|人|[6358]|[21164]
4|培训人次|人次|[1001]|[886余]
注：{told}
""",
        facts,
    )


ONLY_DONE = (
    "仅填已实际发生数（计划数不列）",
    "只统计实际数，不含计划数",
    "均为实际发生数，计划数不统计",
    "只填已落实的实际数",
    "不含已列入计划但尚未实施的部分",
    "计划安排数不计",
    "按实际发生数填报，不得以计划数代替",
    "仅反映实际数",
    "不包括计划数",
    "拟安排的不计入",
)


@pytest.mark.parametrize("told", ONLY_DONE)
def test_only_what_was_done_is_what_is_counted_anyway(told: str, facts: Facts) -> None:
    assert_right(
        f"""
结对帮扶一张表（截至2017年10月31日）
指标|单位|对口支援|东西部扶贫协作|<
^|^|久治县|德钦县|楚雄三县
累计投入资金|万元|[14056.3]|[8552.95]|[!not_in_book]
已实施项目|个|[64]|[50]|[!not_in_book]
注：资金、项目自2013年起累计，{told}；项目含捐赠（助）项目。楚雄三县指永仁、双柏、武定。
""",
        facts,
    )


FORMATS = (
    ("#,##0.00", "8552.95"),
    ("0.00", "8552.95"),
    ("#,##0.00_);(#,##0.00)", "8552.95"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "8552.95"),
    ('0.00" 万元"', "8552.95"),
    ("[$¥-804]#,##0.00", "8552.95"),
    ("#,##0.0", "8553/8553.0"),
    ("0.0_ ", "8553/8553.0"),
    ("@", "8552.95"),
    ("General", "8552.95"),
    ("0", "8553"),
)


@pytest.mark.parametrize(("code", "wanted"), FORMATS)
def test_decimals_are_those_that_a_number_format_shows(
    code: str, wanted: str, facts: Facts
) -> None:
    picture = f"帮扶资金（2013年以来，万元）\n县|金额|档案号\n德钦县|[{wanted}]|~"
    assert_right(picture, facts, {"B3": code})


REMARKS = (
    "不含捐赠（助）项目",
    "捐赠（助）项目不计",
    "剔除捐赠（助）项目",
    "不包括社会捐赠（助）项目",
    "社会捐赠（助）项目未列入",
    "扣除捐赠类项目",
    "捐赠项目另计",
    "除捐赠（助）项目外",
    "捐赠项目不在统计之列",
    "不计入捐赠（助）项目",
)


@pytest.mark.parametrize("told", REMARKS)
def test_a_remark_beside_a_row_says_what_it_counts(told: str, facts: Facts) -> None:
    assert_right(
        f"""
结对帮扶数据（2013年以来，截至2017年10月31日）
序号|数据名称|单位|数值|备注（口径）
1|久治县项目数|个|[49]|{told}
2|德钦县项目数|个|[50]|详见附件
3|德钦县帮扶资金|亿元|[0.86]|保留两位小数
""",
        facts,
    )


FORBIDDEN = (
    "不得用全程数推算分段数",
    "无从分列的留空",
    "不能分列的不填",
    "各段数不得相减倒推",
    "严禁推算",
    "无法单独分列的空着",
    "不作推算",
    "分不开的不填",
    "不得由总数倒推各段",
    "难以区分的不填",
)


@pytest.mark.parametrize("told", FORBIDDEN)
def test_no_rest_of_a_longer_period_is_written_where_a_note_forbids_it(
    told: str, facts: Facts
) -> None:
    assert_right(
        f"""
迪庆州帮扶资金分阶段核对表（万元）
阶段|德钦县、香格里拉县两县
2004年—2012年|[!not_broken_down]
2013年—2017年10月|[8552.95]
2004年—2017年10月|[17990]
注：{told}。
""",
        facts,
    )


AS_FAR_AS_KNOWN = (
    "只填已有记载的数额，无记载的留空。",
    "仅填报有据可查的金额；查不到的不填。",
    "只填账面有记录的数，不得估算。",
    "只填写已核实的数字，未核实的留空。",
    "只统计已入账的资金。",
)


@pytest.mark.parametrize("told", AS_FAR_AS_KNOWN)
def test_what_is_on_record_is_what_the_book_tells_anyway(told: str, facts: Facts) -> None:
    assert_right(f"帮扶资金（2013年以来，万元）\n县|金额\n德钦县|[8552.95]\n注：{told}", facts)


BUT_WHERE_SAID = (
    "计量单位：除另有注明外，万元",
    "单位：除特别说明者外均为万元",
    "金额单位：万元（另有注明的除外）",
    "单位：万元（除注明外）",
    "除另有说明外，金额单位均为万元",
)


@pytest.mark.parametrize("unit", BUT_WHERE_SAID)
def test_a_unit_is_of_all_but_what_tells_its_own(unit: str, facts: Facts) -> None:
    assert_right(
        f"帮扶情况（2013年以来）\n{unit}\n县|资金|其中：捐赠（元）\n德钦县|[8552.95]|[4917500]",
        facts,
    )


WHOLES = ("两项合计", "财政资金合计", "合计", "小计", "政府资金小计")


@pytest.mark.parametrize("told", WHOLES)
def test_a_share_is_one_of_the_total_that_the_table_shows(told: str, facts: Facts) -> None:
    assert_right(
        f"""
2013年以来财政资金（万元）
受援县|市级统筹|区级财政|{told}|市级所占比例（%）
久治县|[12231.3]|[1415]|[13646.3]|[89.63]
""",
        facts,
    )


SAYS_WHOLE = ("占总额比重（%）", "占全部帮扶资金比重（%）", "占资金总额的比例（%）")


@pytest.mark.parametrize("told", SAYS_WHOLE)
def test_a_share_that_says_its_whole_is_one_of_that(told: str, facts: Facts) -> None:
    assert_right(
        f"""
2013年以来财政资金（万元）
受援县|市级统筹|区级财政|两项小计|市级{told}
久治县|[12231.3]|[1415]|[13646.3]|[87.02]
""",
        facts,
    )


TOTALS = ("合计||", "合计|<|", "|合计|", "总计||")


@pytest.mark.parametrize("told", TOTALS)
def test_a_total_stands_in_the_column_of_numbers(told: str, facts: Facts) -> None:
    assert_right(
        f"""
结对帮扶资金（2013年以来，万元）
序号|受援县|帮扶资金|市级统筹
1|久治县|[14056.3]|[12231.3]
2|德钦县|[8552.95]|[6946.2]
{told}[22609.25]|[19177.5]
""",
        facts,
    )


DAYS_OF_ONE = (
    "均为2013年（独山镇为2015年）以来的实际数",
    "均为2013年（独山镇2015年）以来累计数",
    "自2013年（独山镇自2015年起）起累计",
    "统计期间为2013年1月（独山镇为2015年1月）至今",
    "2013年以来累计，其中独山镇为2015年以来",
)


@pytest.mark.parametrize("told", DAYS_OF_ONE)
def test_days_of_one_stand_inside_those_of_all(told: str, facts: Facts) -> None:
    assert_right(
        f"""
结对地区投入汇总表（截至2017年10月31日）
地区|投入资金（万元）|项目（个）
久治县|[14056.3]|[64]
独山镇|[900]|[6]
永仁、双柏、武定三县|[2982]|[25]
注：除永仁、双柏、武定三县为2017年计划数外，{told}。
""",
        facts,
    )


OF_THE_PLACE = (
    "占该县资金总额（%）",
    "占本县帮扶资金总量比重（%）",
    "占当地全部帮扶资金的比例（%）",
)


@pytest.mark.parametrize("head", OF_THE_PLACE)
def test_a_share_is_of_what_the_county_itself_was_given(head: str, facts: Facts) -> None:
    note = "注：资金栏只填区级财政资金，不含市级统筹和社会捐赠。"
    rows = "久治县|[1415]|[10.07]\n德钦县|[1115]|[13.04]"
    picture = f"区级资金（2013年以来，万元）\n县|区级财政资金|{head}\n{rows}"
    assert_right(f"{picture}\n{note}", facts)
