"""Relations that go past a clause, and words that look like one and are none."""

from __future__ import annotations

import pytest

from jiedui.reader.read import read_text


def verdicts(text: str) -> list[tuple[str, str, bool]]:
    """Return relation, stated words and verdict of every finding."""
    reading = read_text(text)
    return [
        (str(one.relation), reading.claims[one.total].text, one.is_ok) for one in reading.findings
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到岗干部6名和专家30名,后者为教师12名、医生9名、农技员8名。", ("sum", "30名", False)),
        ("年度项目50个,完工30个,在建12个,未开工9个。", ("sum", "50个", False)),
        (
            "2020年至2022年投入9000万元,2020年2000万元、2021年3000万元、2022年4000万元。",
            ("sum", "9000万元", True),
        ),
        ("三家企业捐款27万元。三家企业捐的分别是12万、9万和5万元。", ("sum", "27万元", False)),
        ("甲县支付率88%,乙县只有72%,首尾相差15个百分点。", ("diff", "15个百分点", False)),
        ("发放羊羔900只,户均3只,惠及320户。", ("product", "900只", False)),
        ("卖出饼干200盒,45元一盒,收入8000元。", ("product", "8000元", False)),
        ("去年住校生113名,今年150名,多了36名。", ("diff", "36名", False)),
        (
            "甲公司捐款30万元。乙公司捐款20万元。丙商会捐款5万元。三笔善款总额60万元。",
            ("sum", "60万元", False),
        ),
        (
            "1、镇政府拨来30万元;\n2、商会捐来18万元;\n3、村里捐来5万元。\n以上三项合计53万元。",
            ("sum", "53万元", True),
        ),
        (
            "收到捐款30万元、20万元,合计50万元。\n\n用去28万元、15万元,合计43万元。\n\n收支相抵,结余8万元。",
            ("diff", "8万元", False),
        ),
        (
            "2019年底有贫困户40户、160人;今年底还有12户、45人。一年脱贫28户、115人。",
            ("diff", "115人", True),
        ),
        ("发放茶苗3000株,8元一株,2.8万元。", ("product", "2.8万元", False)),
        (
            "资金总额90万元,按年份分三段:2010年20万元,2011年30万元,2012年40万元。",
            ("sum", "90万元", True),
        ),
        (
            (
                "|县|2021年销售额(万元)|2022年销售额(万元)|销售额增长(%)|2022年就业(人)|\n"
                "|---|---|---|---|---|\n|甲县|100|130|40.0|20|\n|乙县|200|210|5.0|30|"
            ),
            ("growth", "40.0", False),
        ),
        ("今年收到捐款330万元,上一年为300万元,增长12%。", ("growth", "12%", False)),
        ("全年支出900万元。这笔支出分县看,甲县400万元,乙县500万元。", ("sum", "900万元", True)),
    ],
)
def test_a_list_past_the_clause_is_held_against_its_whole(
    text: str, expected: tuple[str, str, bool]
) -> None:
    assert expected in verdicts(f"{text}(2022年12月1日)")


@pytest.mark.parametrize(
    "text",
    [
        "全县养羊12000只,户均8只,其中320户贫困户靠养羊脱贫。",
        "共有项目40个,完工20个,在建12个。",
        "项目12个:教育5个、卫生3个等。",
        "三家企业捐款27万元。其中两家分别为12万元和9万元。",
        "每套85元,共发放书包320套,另支出运费2000元。",
        "(一)产业资金600万元,占30%。(二)教育资金500万元,占25%。",
        "2023年到位资金3200万元。其中县级配套资金800万元,支出进度92%。",
        "贫困发生率由2015年的21.5%下降到2019年的1.2%,减少贫困人口3.2万人。",
        "选派教师30名,其中女教师18名;接收跟岗学员27名。",
        "2020年至2022年投入9000万元,2020年2000万元、2022年4000万元。",
        "两家公司共同捐款50万元;甲银行和乙银行分别捐款20万元、40万元。",
        "带动农户1100户增收;社员由2015年的300户增加到2020年的800户,增加500户。",
        "五个村共有图书室12间。",
    ],
)
def test_what_is_no_whole_raises_no_alarm(text: str) -> None:
    assert [one for one in verdicts(text) if not one[2]] == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("嘉兴市扶持若尔盖县合作社七家,加固木桥一座。", {"七家": "other", "一座": "items"}),
        ("2018年有贫困户60户240人。2020年底,剩余9户31人。", {"31人": "persons_poor"}),
        (
            "嘉兴市援建若尔盖县温室200座,已承包180座,出租率90%。",
            {"180座": "items", "90%": "percent"},
        ),
    ],
)
def test_counts_that_end_a_clause_are_claims(text: str, claims: dict[str, str]) -> None:
    """What was built or helped is counted; pairs of the poor stay poor."""
    found = {one.text: str(one.measure) for one in read_text(text).claims}
    assert found.items() >= claims.items()


def test_what_follows_a_list_of_years_is_of_all_of_them() -> None:
    """A breakdown by year does not date the sentence behind it."""
    text = "2019年以来,甲市投入3亿元:2019年1亿元,2020年2亿元。资金落到项目83个。(2020年12月1日)"
    claim = next(one for one in read_text(text).claims if one.text == "83个")
    assert str(claim.period.first)[:4] == "2019"
    assert str(claim.period.last)[:4] == "2020"


def test_everyday_words_name_no_county() -> None:
    """修水窖 is no 修水县, and who helps 举办 a course is no office of a county."""
    text = "宁波市对口帮扶贞丰县。在山上修水窖60口,新修水窖20口。宁波市为贞丰县举办培训班3期。"
    names = {one.recipient.name for one in read_text(text).claims if one.recipient}
    assert names == {"贞丰县"}
