"""Who, when and whose money, where the text as a whole settles it and not the words beside."""

from __future__ import annotations

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import Status
from tests.reader.test_reading import parties, read


def test_a_letter_means_places_by_their_rank() -> None:
    reading = read(
        "致绍兴市柯桥区的感谢信\n\n柯桥区委、区政府:\n\n今年贵区向我县捐赠200万元,我县派出12名教师"
        "到贵区跟岗学习。\n\n中共青川县委 青川县人民政府\n2021年11月20日"
    )
    assert [parties(claim) for claim in reading.claims] == [
        ("绍兴市柯桥区", "青川县"),
        ("青川县", "绍兴市柯桥区"),
    ]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("余姚市财政配套600万元", "district"),
        ("浙江省财政帮扶资金4900万元", "province"),
        ("宁波市级财政追加320万元", "municipal"),
        ("布拖县财政配套90万元", "self"),
        ("余姚市投入财政援助资金600万元", "district"),
        ("余姚市投入帮扶资金600万元", None),
        ("余姚市自筹资金60万元", "district"),
        ("上级财政资金下达600万元", None),
    ],
)
def test_whose_budget_a_sum_is(said: str, source: str | None) -> None:
    heading = "浙江省宁波市余姚市对口帮扶四川省凉山州布拖县\n\n2021年,余姚市支援布拖县。"
    assert read(f"{heading}{said}。").claims[0].source == source


def test_a_county_named_in_passing_ends_with_its_sentence() -> None:
    reading = read(
        "大连市对口帮扶六盘水市\n\n2021年,大连市投入六盘水市3亿元。水城区用其中2000万元建大棚。"
        "大连选派教师65名。"
    )
    assert [parties(claim)[1] for claim in reading.claims] == ["六盘水市", "水城区", "六盘水市"]


def test_two_changes_of_one_sentence_span_the_same_days() -> None:
    reading = read(
        "2021年,惠水县贫困人口从2016年的5.79万人降到零,贫困发生率由15.6%降为0.3%。2021年派医生8名。"
    )
    assert [claim.period.last and claim.period.last.year for claim in reading.claims] == [
        2016,
        2016,
        2021,
        2021,
    ]


TWO_LINES = {
    "bars": (
        "县别 | 项目数 | 财政资金 | | 捐赠 | 选派人数 |",
        " | | 计划 | 到位 | | 干部 | 教师",
        "永仁县 | 3 | 200 | 180 | 12 | 2 | 9",
        "双柏县 | 4 | 260 | 260 | 8 | 3 | 7",
        "合计 | 7 | 460 | 450 | 20 | 5 | 16",
    ),
    "blanks": (
        "县别 项目数 财政资金 捐赠 选派人数",
        "计划 到位 干部 教师",
        "永仁县 3 200 180 12 2 9",
        "双柏县 4 260 260 8 3 7",
        "合计 7 460 450 20 5 16",
    ),
}


@pytest.mark.parametrize("form", sorted(TWO_LINES))
def test_a_header_in_two_lines_is_read_by_its_columns(form: str) -> None:
    title = "上海市嘉定区帮扶楚雄州2021年资金统计表\n(资金:万元;项目:个;人员:人)\n\n"
    reading = read(title + "\n".join(TWO_LINES[form]))
    told = [(str(one.measure), one.text, str(one.status)) for one in reading.claims[:6]]
    assert told == [
        ("projects", "3", "actual"),
        ("money", "200", "planned"),
        ("money", "180", "actual"),
        ("money", "12", "actual"),
        ("people", "2", "actual"),
        ("people", "9", "actual"),
    ]
    assert reading.claims[3].source == "donation"
    slips = [one for one in reading.findings if not one.is_ok]
    assert [(int(one.stated), int(one.computed)) for one in slips] == [(4_500_000, 4_400_000)]


def test_work_arranged_is_no_plan() -> None:
    reading = read("按照工作安排,2021年鄞州区共投入和龙市帮扶资金5680万元,2022年拟安排6000万元。")
    assert [claim.status for claim in reading.claims] == [Status.ACTUAL, Status.PLANNED]


def test_what_is_told_in_a_row_is_given_in_a_row() -> None:
    reading = read(
        "浙江省湖州市吴兴区帮扶四川省青川县\n\n2021年,织里镇、八里店镇分别向竹园镇、木鱼镇捐赠20万元、15万元。"
    )
    assert [parties(claim) for claim in reading.claims] == [
        ("织里镇", "竹园镇"),
        ("八里店镇", "木鱼镇"),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("张家港市帮扶沿河县6300万元", ("张家港市", "沿河县")),
        ("张家港市拿出280万元帮沿河县修水渠", ("张家港市", "沿河县")),
        ("高碑店乡与照阳河镇结对,拨付帮扶金50万元", ("高碑店乡", "照阳河镇")),
    ],
)
def test_the_nearer_pair_gives_and_gets(said: str, expected: tuple[str, str]) -> None:
    reading = read(f"江苏省苏州市对口帮扶贵州省铜仁市\n\n2021年,苏州市支援铜仁市9000万元。{said}。")
    assert parties(reading.claims[1]) == expected


@pytest.mark.parametrize(
    ("page", "year"),
    [
        ("2018年,全县减贫1.46万人;今年10月底还有3.2万人。本报临夏11月8日电", 2019),
        ("两年来投入1.36亿元。2019年拟安排7000万元,较今年多。本报雷波11月12日讯", 2018),
        (
            "2016年11月9日至10日,代表团考察。2017年计划投入2982万元。从2013年至2017年投入1亿元。",
            2017,
        ),
        ("一九九六年起,宁波帮扶两州。十二年来投入3亿元,今年又安排3500万元。", 2008),
        ("2021年投入5000万元,恳请2023年继续支持。2022年到位5500万元。", 2022),
        ("2020年投入200万元。特此函告。2021年1月8日", 2021),
    ],
)
def test_a_page_tells_its_own_year(page: str, year: int) -> None:
    day = read_text(page).as_of
    assert day is not None
    assert day.year == year


@pytest.mark.parametrize(
    ("said", "recipient"),
    [
        ("上海市青浦区援助云南省德宏州芒市200万元。青浦区又为芒市派出医生9名", "芒市"),
        ("北京市海淀区帮扶内蒙古科右前旗200万元。海淀区选派教师14名支援科右前旗", "科右前旗"),
        ("深圳市对口支援塔什库尔干塔吉克自治县200万元。深圳给塔县派出医生9名", "塔什库尔干"),
    ],
)
def test_places_with_short_names_are_known(said: str, recipient: str) -> None:
    claims = read(f"{said}。").claims
    assert [recipient in (claim.recipient.name if claim.recipient else "") for claim in claims] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("2017年投入2亿元,2018年投入3亿元,2019年投入4亿元,三年合计9亿元", (2017, 2019)),
        ("1992年起支援万州,到2002年底,十年间无偿援助1.86亿元", (1992, 2002)),
        ("2021年6月结对以来投入300万元", (2021, 2021)),
        ("到10月底,各界捐赠款物4126万元", (2021, 2021)),
    ],
)
def test_a_period_spans_the_years_it_adds_up(said: str, years: tuple[int, int]) -> None:
    period = read(f"{said}。").claims[-1].period
    assert period.first is not None
    assert period.last is not None
    assert (period.first.year, period.last.year) == years


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("“十五”期间(2001—2005年)投入1.08亿元。五年间援建希望小学68所", (2001, 2005)),
        ("2020年投入5320万元。截至12月31日,支出5054万元", (2020, 2020)),
    ],
)
def test_years_gone_by_stay_gone_by(said: str, years: tuple[int, int]) -> None:
    period = read(f"{said}。").claims[-1].period
    assert period.first is not None
    assert period.last is not None
    assert (period.first.year, period.last.year) == years


@pytest.mark.parametrize(
    "said",
    [
        "余姚市人民医院向布拖县人民医院捐赠呼吸机5台,每台18.5万元,计92.5万元",
        "有12家余姚企业给布拖县捐了款,每家捐25万元,共300万元",
        "余姚市学校的同学寄来图书3650册,其中双语读物1100册、科普读物850册",
        "余姚市基金会联合送来电脑500台、校服1.2万套",
        "今年打算再募150万元,建图书室3间",
    ],
)
def test_what_a_gift_costs_and_buys_is_given(said: str) -> None:
    assert {claim.source for claim in read(f"{said}。").claims} == {"donation"}


def test_what_is_paid_from_a_fund_has_its_source() -> None:
    reading = read(
        "账户收到善款110万元。\n\n1、书包。买了1500份,每份320元,用款48万元。\n"
        "2、水窖。修了86口,每口5000元,用款43万元。\n\n以上两项合计支出91万元,占善款的82.7%。"
    )
    assert {claim.source for claim in reading.claims} == {"donation"}


def test_a_rate_has_the_source_of_its_fund() -> None:
    reading = read("余姚市财政安排资金480万元,已使用312万元,使用率65%。")
    assert [claim.source for claim in reading.claims] == ["district"] * 3


def test_two_that_give_each_their_own_need_be_no_places() -> None:
    reading = read("余姚市帮扶布拖县。余姚农商银行和东海证券分别捐赠600万元、400万元。")
    assert [parties(claim) for claim in reading.claims] == [
        ("余姚农商银行", "布拖县"),
        ("东海证券", "布拖县"),
    ]


def test_a_city_named_in_passing_ends_with_its_sentence() -> None:
    reading = read(
        "慈溪布拖协作见闻\n\n本报记者发自凉山\n\n慈溪市帮扶布拖县。冷库投资2680万元,宁波市财政出1900万元。"
        "今年办班6个,培训270人。"
    )
    assert parties(reading.claims[-1]) == ("慈溪市", "布拖县")


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("2018年9月,余姚市与布拖县结对。2020年捐款8万元。结对以来共捐款45万元", (2018, 2021)),
        ("2018年9月,余姚市与布拖县结对,到今天已有三年,派出教师14人", (2018, 2021)),
        ("本学年,余姚市资助学生120名", (2021, 2022)),
        ("2021年,余姚市派出96名。上一轮协作即2017年至2020年派出64名。今有11名", (2021, 2021)),
        ("今年种了800亩。冷库是2019年建的。总投资2680万元", (2019, 2019)),
    ],
)
def test_when_partners_began_and_what_is_an_aside(said: str, years: tuple[int, int]) -> None:
    period = read(f"余姚市帮扶布拖县。{said}。").claims[-1].period
    assert period.first is not None
    assert period.last is not None
    assert (period.first.year, period.last.year) == years


def test_labels_of_a_gift_are_its_givers() -> None:
    reading = read(
        "余姚市帮扶布拖县。捐款已到账151万元:恒远铝业60万元,东亭纺机48万元,其余小微企业合捐43万元。"
    )
    assert [claim.donor and claim.donor.name for claim in reading.claims[1:]] == [
        "恒远铝业",
        "东亭纺机",
        "小微企业",
    ]
