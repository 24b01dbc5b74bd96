"""Year, money and total of a number that names none: by title, label, question, note."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import PERSONS_POOR, PROJECTS, Status
from tests.reader.told import claim_of, findings_of


def _year(text: str, as_of: dt.date, claim: str) -> tuple[int | None, int | None]:
    when = claim_of(read_text(text, as_of), claim).period
    first, last = when.first, when.last
    return first.year if first else None, last.year if last else None


REPORT = """北京市西城区支援合作办2021年度工作总结
西援字〔2022〕1号 2022年1月10日

(一)资金。全年安排喀喇沁旗协作资金8265万元。
(二)项目。年初计划实施26个,至年末已有21个竣工。
(三)人才。选派党政干部14名。
(四)打算。2022年拟投入1900万元。
"""


def test_the_year_of_a_title_holds_against_the_day_that_the_page_is_of() -> None:
    as_of = dt.date(2022, 1, 10)
    assert _year(REPORT, as_of, "14名") == (2021, 2021)
    assert _year(REPORT, as_of, "1900万元") == (2022, 2022)


def test_a_label_says_what_is_counted() -> None:
    reading = read_text(REPORT, dt.date(2022, 1, 10))
    assert claim_of(reading, "26个").measure is PROJECTS


def test_one_year_goes_on_about_the_year_that_is_over() -> None:
    text = (
        "2018年,余杭区拿出财政帮扶资金4260万元给来凤县。\n一年里,余杭派来干部13名。"
        "岁末盘点,全县未脱贫人口由年初的19460人减至7315人。"
    )
    as_of = dt.date(2019, 1, 15)
    assert _year(text, as_of, "13名") == (2018, 2018)
    assert _year(text, as_of, "7315人")[1] == 2018


ASKED = """问:集美与东乡结对,钱出了多少?
答:从2010年算起,到眼下无偿资金3280万元。头一年400万元,2011年560万元,2012年650万元,去年780万元,今年890万元。
问:办了哪些实事?
答:修了村小16所。
问:明年有什么打算?
答:集美方面说拿出1500万元,再修两条路。
"""


def test_years_told_in_turn_end_with_their_answer_and_a_question_dates_the_next() -> None:
    as_of = dt.date(2014, 8, 22)
    assert _year(ASKED, as_of, "650万元") == (2012, 2012)
    assert _year(ASKED, as_of, "16所") == (2010, 2014)
    assert _year(ASKED, as_of, "1500万元") == (2015, 2015)
    assert claim_of(read_text(ASKED, as_of), "1500万元").status is Status.PLANNED


TABLE = """河西区—舟曲县东西部协作主要指标
指标 2022年 2023年 2024年1—10月
区级财政资金(万元) 1,950 2,080 2,210
选派专技人才(人) 41 45 48
消费帮扶额(万元) 3,620 4,344 4,100

编制说明
① 三个时段的区级财政资金累计{total},选派专技人才累计134人。
② 2023年消费帮扶额比2022年增长{growth}。
"""


def test_a_column_may_be_a_part_of_a_year_and_a_note_adds_them_up() -> None:
    as_of = dt.date(2024, 11, 30)
    text = TABLE.format(total="6,240万元", growth="20%")
    assert _year(text, as_of, "48") == (2024, 2024)
    assert _year(text, as_of, "6,240万元") == (2022, 2024)
    reading = read_text(text, as_of)
    assert claim_of(reading, "2,210").source == "district"
    assert ("sum", "6,240万元", ["1,950", "2,080", "2,210"], True) in findings_of(reading)
    assert ("growth", "20%", ["4,344", "3,620"], True) in findings_of(reading)


@pytest.mark.parametrize(("total", "growth"), [("6,340万元", "20%"), ("6,240万元", "30%")])
def test_a_note_that_belies_its_table_is_found(total: str, growth: str) -> None:
    reading = read_text(TABLE.format(total=total, growth=growth), dt.date(2024, 11, 30))
    assert [one.is_ok for one in reading.findings].count(False) == 1


def test_quarters_told_early_in_a_year_are_of_the_one_before() -> None:
    text = "龙岗区向靖西市捐赠,上半年捐赠32万元,下半年捐赠45万元,全年共77万元。"
    assert _year(text, dt.date(2022, 2, 1), "45万元") == (2021, 2021)


def test_what_firms_bring_is_given_and_so_are_its_size_and_worth() -> None:
    reading = read_text(
        "2024年,河西区一家物流企业在舟曲县大川镇捐建冷库1座,库容600吨,折价约270万元。"
        "一家电子厂给大川镇小学送来课桌椅四百套、图书3600余册。"
    )
    assert {one.source for one in reading.claims} == {"donation"}


def test_the_purse_behind_the_county_helped_is_that_of_the_giver() -> None:
    reading = read_text(
        "2018年上半年,广州市黄埔区划转纳雍县财政帮扶资金5400万元。其余400万元由纳雍自行配套。"
    )
    assert claim_of(reading, "5400万元").source == "district"
    assert claim_of(reading, "400万元").source == "self"


def test_parts_are_known_without_a_word_for_parts() -> None:
    reading = read_text(
        "2021年西城区结对喀喇沁旗,全年捐款173万元,什刹海街道一家就有28万元;"
        "企业签下投资协议7.3亿元,真金白银到位的有1.9亿元。"
    )
    for part, whole in (("28万元", "173万元"), ("1.9亿元", "7.3亿元")):
        assert reading.claims[claim_of(reading, part).part_of or 0].text == whole


def test_one_each_counts_where_it_is_shared_out() -> None:
    reading = read_text(
        "2020年,南丰镇帮沿河县中界镇架起便民桥五座:高峰村一座,半坡村两座,尖峰村一座。"
    )
    assert findings_of(reading) == [("sum", "五座", ["一座", "两座", "一座"], False)]


def test_persons_told_again_are_whom_they_were() -> None:
    reading = read_text(
        "2017年底,康县还有贫困人口5326户18744人;到2019年底,剩下403户1217人。"
        "户数少了4923户,人数减少17427人。\n这1217人一个也不能落下。",
        dt.date(2020, 6, 8),
    )
    assert {one.measure for one in reading.claims if one.unit == "人"} == {PERSONS_POOR}


def test_who_gave_together_is_told_behind_a_sum() -> None:
    reading = read_text(
        "2020年,厦门市对口帮扶临夏州。全年5600万元帮扶资金由思明区、湖里区和集美区构成。"
        "捐款230万元,由厦门航空公司、建发集团共同捐赠。"
    )
    donors = [one.donor.name for one in reading.claims if one.donor]
    assert donors == ["思明区、湖里区、集美区", "厦门航空公司、建发集团"]


def test_a_note_divides_the_column_that_it_names() -> None:
    reading = read_text(
        "长宁区—红河州沪滇协作项目资金情况(单位:万元)\n"
        "县市 | 安排资金 | 已拨付\n红河县 | 4,860 | 4,374\n金平县 | 4,200 | 3,990\n"
        "合计 | 9,060 | 8,364\n\n注:安排资金中,上海市级财政6,000万元,长宁区级3,160万元。\n",
        dt.date(2022, 11, 30),
    )
    assert ("sum", "9,060", ["6,000万元", "3,160万元"], False) in findings_of(reading)
    assert claim_of(reading, "6,000万元").recipient == claim_of(reading, "9,060").recipient


def test_rests_and_shares_in_brackets_are_of_the_sum_before_them() -> None:
    reading = read_text(
        "2019年新会区帮扶某县,应到2800万元,实到2380万元,到账率85%,未到420万元。\n"
        "使用情况:实到资金中,产业1428万元(60%),教育476万元(20%),医疗357万元(15%),"
        "其余119万元用于培训。"
    )
    assert all(one.is_ok for one in reading.findings)
    told = {total for _, total, _, _ in findings_of(reading)}
    assert {"2380万元", "420万元", "60%", "20%", "15%", "85%"} <= told


def test_a_part_of_another_kind_of_sum_is_no_part() -> None:
    reading = read_text("2020年,亭湖企业总投资6.4亿元,已到位3.1亿元。其中一家去年产值2400万元。")
    assert claim_of(reading, "2400万元").part_of is None


PLAN = """青浦区与德宏州2021年东西部协作工作计划

一、上年基础
2020年双方共实施项目35个，按期完工28个。

二、年度目标
协助转移就业1200人，培训致富带头人300人次。

三、资金安排
1. 产业合作，安排2100万元，扶持帮扶车间15家。
2. 劳务协作，安排360万元。
"""


def test_a_section_without_days_is_of_the_days_of_the_title() -> None:
    as_of = dt.date(2021, 2, 20)
    reading = read_text(PLAN, as_of)
    assert _year(PLAN, as_of, "35个") == (2020, 2020)
    assert claim_of(reading, "35个").status is Status.ACTUAL
    for said in ("1200人", "300人次", "2100万元", "360万元"):
        assert _year(PLAN, as_of, said) == (2021, 2021)
        assert claim_of(reading, said).status is Status.PLANNED


def test_the_start_of_a_year_ends_with_its_paragraph() -> None:
    text = (
        "数据截至2020年12月15日，由商务局提供。\n四样货款共474万元。年初定的目标是400万元。\n"
        "## 谁得益\n农户1920户。\n"
    )
    when = claim_of(read_text(text, dt.date(2020, 12, 20)), "1920户").period
    assert when.last == dt.date(2020, 12, 15)


def test_a_month_that_a_report_of_last_year_runs_to_is_of_that_year() -> None:
    text = "市民政局2021年度帮扶工作总结\n\n全年拨付资金900万元。至12月末，已支出810万元。\n"
    assert _year(text, dt.date(2022, 1, 10), "810万元") == (2021, 2021)


def test_a_first_step_is_no_start_of_a_year() -> None:
    text = "六、2021年初步打算\n区级财政拟安排2700万元。\n"
    when = claim_of(read_text(text, dt.date(2020, 12, 20)), "2700万元").period
    assert (when.first, when.last) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))


def test_years_that_are_nearly_over_count_from_what_was_told() -> None:
    text = "两校是2021年9月结的对子。快两年了,同步课堂上了160节,来支教的老师13人。"
    assert _year(text, dt.date(2023, 6, 2), "13人") == (2021, 2023)


def test_a_change_over_years_is_from_the_first_to_the_last() -> None:
    text = "从2009年到今年,种薯基地由3500亩扩到4900亩,人均收入由2750元涨到3410元。"
    as_of = dt.date(2011, 10, 20)
    assert [_year(text, as_of, one) for one in ("3500亩", "3410元")] == [(2009, 2009), (2011, 2011)]


def test_a_change_goes_on_about_the_days_of_the_stock_before_it() -> None:
    text = (
        "前年年底静宁有183个贫困村,去年年底是142个,退出41个。"
        "贫困发生率从13.26%压到6.41%,降了6.85个百分点。"
    )
    as_of = dt.date(2019, 6, 18)
    assert _year(text, as_of, "13.26%") == (2017, 2017)
    assert _year(text, as_of, "6.41%") == (2018, 2018)


def test_a_table_adds_up_the_years_of_its_columns() -> None:
    text = (
        "县区 | 2015年(万元) | 2016年(万元) | 两年小计(万元) | 项目(个)\n"
        "盘县 | 560 | 690 | 1,250 | 18\n水城县 | 655 | 810 | 1,465 | 25\n"
    )
    as_of = dt.date(2017, 1, 10)
    assert _year(text, as_of, "690") == (2016, 2016)
    assert _year(text, as_of, "1,250") == _year(text, as_of, "18") == (2015, 2016)


def test_a_day_up_to_which_one_paragraph_tells_ends_with_it() -> None:
    text = (
        "审计了2019年至2020年协作资金9875万元。\n截至2021年8月底,累计支出9310万元。\n"
        "项目惠及脱贫人口1.1万名。"
    )
    assert _year(text, dt.date(2021, 11, 22), "1.1万名") == (2019, 2020)
