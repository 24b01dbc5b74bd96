"""Days, units and offices in many wordings: the same cells are right, whichever is used."""

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


FIRST_AND_LAST = (
    "起始时间|截止时间",
    "起始年月|终止年月",
    "开始时间|结束时间",
    "统计起始|统计截止",
    "起|止",
    "起始日期|截止日期",
    "开始年月|截至年月",
    "起算时间|终止时间",
)


@pytest.mark.parametrize("heads", FIRST_AND_LAST)
def test_days_under_first_and_last_are_one_period(heads: str, facts: Facts) -> None:
    assert_right(
        f"""
德钦县分时段投入表（实际数，单位：元）
{heads}|市级统筹|合计
2013年1月|2017年10月|[69462000]|[85529500]
2017年1月|2017年10月|[!not_broken_down]|[!not_broken_down]
""",
        facts,
    )


ENDS = ("截至10月底", "截至2017年10月底", "截至10月31日", "至10月底")


@pytest.mark.parametrize("told", ENDS)
def test_a_year_with_its_last_day_begins_with_the_year(told: str, facts: Facts) -> None:
    assert_right(
        f"""
分年度帮扶资金（万元）
年度|久治县|备注
2016|[!not_broken_down]|~
2017|[!not_broken_down]|{told}
2013—2017合计|[14056.3]|截至2017年10月底
""",
        facts,
    )


OFFICES = ("预算单位", "主管部门", "计划编制单位", "项目实施单位（盖章）", "制表机关")


@pytest.mark.parametrize("told", OFFICES)
def test_who_plans_makes_no_form_a_plan(told: str, facts: Facts) -> None:
    assert_right(
        f"""
支出绩效指标表
{told}：嘉定区合作交流办
实施地区：青海省果洛州久治县
评价期：2013年1月—2017年10月
指标|单位|实现值
项目总数|个|[64]
援助资金总额|万元|[14056.3]
""",
        facts,
    )


BEHIND_A_COMMA = (
    "2013年以来资金总额，万元，取整",
    "2013年以来资金总额，万元，保留整数",
    "2013年以来资金总额（万元，取整）",
    "2013年以来资金总额,万元，四舍五入取整数",
)


@pytest.mark.parametrize("told", BEHIND_A_COMMA)
def test_a_unit_stands_behind_a_comma(told: str, facts: Facts) -> None:
    assert_right(f"久治县填报表\n字段|说明|值\nA|{told}|[14056]", facts)


def test_what_stands_behind_parts_is_of_their_whole(facts: Facts) -> None:
    assert_right(
        """
## 表1
对口支援数据采集表
序号|指标|计量单位|2013年以来累计
1|援助资金总量|万元|[22609.25]
2|其中：久治县|万元|[14056.3]
3|其中：德钦县|万元|[8552.95]
4|援助项目总数|个|[114]
5|人员培训|人次|[1887余]
## 口径
~指标口径
指标|口径
援助资金总量|久治、德钦两县合计，含社会捐赠（助）
""",
        facts,
    )
