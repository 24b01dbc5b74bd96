"""Whose money and of which years: what a page says once and means for more than one number."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import MONEY
from tests.reader.told import claim_of, findings_of

AS_OF = dt.date(2021, 11, 30)


@pytest.mark.parametrize(
    ("text", "claim", "source"),
    [
        ("江宁区财政去年拨了洛南县900万元,今年掏了1200万元。", "1200万元", "district"),
        ("江宁区财政去年出了900万元,今年给了1200万元,比去年多300万元。", "300万元", "district"),
        ("电教室花了8.4万元,是街道的商户和居民凑的。", "8.4万元", "donation"),
        ("蓄水池用去12万元,全是矿上职工捐的。", "12万元", "donation"),
        ("管网用去12万元,由群众自筹。", "12万元", "self"),
        ("建坊要50万元,雪堰镇拿40万元,村合作社自己凑10万元。", "10万元", "self"),
        (
            "江宁区给洛南县财政帮扶资金2600万元。\n养牛的办法是,帮扶资金每头补助3000元。",
            "3000元",
            "district",
        ),
        (
            "现将江宁区财政帮扶洛南县第二批帮扶资金1400万元安排如下。\n首批资金2100万元已于3月下达。",
            "2100万元",
            "district",
        ),
    ],
)
def test_the_purse_of_a_sum_is_said_beside_it_or_once_for_the_page(
    text: str, claim: str, source: str
) -> None:
    assert claim_of(read_text(text, AS_OF), claim).source == source


TABLE = """江宁区帮扶洛南县资金表
单位:万元
乡镇|2020年资金|2021年资金
寺耳镇|320|410
古城镇|280|300
合计|600|710
说明:{note}
"""


@pytest.mark.parametrize(
    ("note", "source"),
    [
        ("本表只统计区级财政资金,社会捐赠见表3。", "district"),
        ("表中数字均为区级财政资金。", "district"),
        ("本表不含社会捐赠。", None),
        ("本表只统计区级财政资金和社会捐赠。", None),
    ],
)
def test_a_note_says_whose_money_a_table_is_of(note: str, source: str | None) -> None:
    cells = read_text(TABLE.format(note=note), AS_OF).claims
    assert {one.source for one in cells if one.measure is MONEY} == {source}


GIFT = """棉衣送到大山脚下
海门区红十字会募捐款物运抵略阳县

本次募捐收到现金36万元,物资折价14万元,款物总值50万元。
清单上写着:棉被400床,每床150元,计6万元。
略阳县的财政资金里另安排了80万元修路。
"""


def test_a_page_about_a_gift_tells_of_no_other_money_where_it_names_none() -> None:
    reading = read_text(GIFT, AS_OF)
    told = {one.text: one.source for one in reading.claims}
    gifts = ("36万元", "14万元", "50万元", "400床", "150元", "6万元")
    assert [told[one] for one in gifts] == ["donation"] * len(gifts)
    assert told["80万元"] != "donation"


CHRONICLE = """大事记
(2016年5月—2018年12月)

2016年
7月6日 援派干部8名到岗。
9月18日 县医院综合楼开工,总投资1260万元。

二〇一七年
5月4日 建成温室大棚60座。当年产菜90吨。
2月29日 选送教师22名进修。

2018年
8月11日 投用操场5200平方米。

其他事项
12月3日 接收捐款40万元。
"""


def test_days_below_a_line_with_a_year_are_of_that_year() -> None:
    reading = read_text(CHRONICLE, dt.date(2018, 12, 31))
    years = {
        one.text: one.period.first.year for one in reading.claims if one.period.first is not None
    }
    assert years["8名"] == years["1260万元"] == 2016
    assert years["60座"] == years["90吨"] == years["22名"] == 2017
    assert years["5200平方米"] == years["40万元"] == 2018


def test_a_year_beside_the_one_told_dates_only_its_own_number() -> None:
    text = (
        "2021年,余杭为台江安排资金5650万元,而2020年这个数字是4520万元,一年增长25%。"
        "钱分到38个项目上,种茭白860亩。"
    )
    reading = read_text(text, AS_OF)
    years = {one.text: one.period.first and one.period.first.year for one in reading.claims}
    assert years == {"5650万元": 2021, "4520万元": 2020, "25%": 2021, "38个": 2021, "860亩": 2021}


@pytest.mark.parametrize(
    ("lead", "year"), [("快三年了", 2019), ("三年了", 2019), ("将近两年了", 2020)]
)
def test_almost_so_many_years_are_less_than_so_many(lead: str, year: int) -> None:
    text = f"江宁帮扶大通{lead},先后办起车间18个。"
    first = claim_of(read_text(text, AS_OF), "18个").period.first
    assert first is not None
    assert first.year == year


def test_people_leave_out_the_coin_where_they_talk_of_money() -> None:
    text = (
        "账很好记。2019年4100万,2020年5200万,今年六千五百万,"
        "都是财政的钱,三个年头合到一块儿1.58亿元。"
    )
    reading = read_text(text, AS_OF)
    assert findings_of(reading) == [
        ("sum", "1.58亿元", ["4100万", "5200万", "六千五百万"], True),
    ]
    total = claim_of(reading, "1.58亿元").period
    assert total.first == dt.date(2019, 1, 1)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("大连一家食品企业投了3600万建厂。", "3600万"),
        ("修这条路掏了两千三百万,都是区里的钱。", "两千三百万"),
        ("账上还有八百万,够花到年底。", "八百万"),
    ],
)
def test_what_was_paid_is_money_without_its_coin(text: str, claim: str) -> None:
    assert claim_of(read_text(text, AS_OF), claim).measure is MONEY


@pytest.mark.parametrize(
    "text", ["一年下来,游客来了120万。", "花了半年,粉丝涨到30万。", "全县人口91万,靠种地吃饭。"]
)
def test_a_bare_number_is_no_money_where_none_is_spoken_of(text: str) -> None:
    assert all(one.measure is not MONEY for one in read_text(text, AS_OF).claims)


def test_a_joining_word_begins_no_name_of_a_county() -> None:
    text = "常州市援助尼勒克县。学校由援疆资金4800万元和县财政自筹800万元建成。举办培训班18期。"
    reading = read_text(text, AS_OF)
    assert claim_of(reading, "18期").recipient == claim_of(reading, "4800万元").recipient
    parties = [one.recipient.name for one in reading.claims if one.recipient]
    assert "和县" not in parties


def test_a_town_is_no_word_in_front_of_a_county() -> None:
    text = (
        "关于镇雄县2021年协作资金的公示\n东莞市帮扶镇雄县资金850万元。\n"
        "干部走山乡、进苗乡,援建学校17所。"
    )
    reading = read_text(text, AS_OF)
    names = {one.recipient.name for one in reading.claims if one.recipient}
    assert names == {"镇雄县"}


def test_a_town_does_not_begin_with_the_word_that_names_it() -> None:
    text = "余杭区帮扶台江县。最大的一个是老屯乡的茭白基地,种了860亩,投了90万元。"
    parties = {one.recipient.name for one in read_text(text, AS_OF).claims if one.recipient}
    assert parties
    assert not any("是" in one for one in parties)
