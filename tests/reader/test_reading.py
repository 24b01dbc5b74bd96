"""Running text becomes claims: invented texts of several kinds, their answers marked in them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jiedui.kernel.quantity import Wording
from jiedui.reader.read import read_text
from jiedui.reader.reading import Measure, Relation, Status
from tests.reader.marked import TEXTS, article, score, spans

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.reader.reading import Claim, Reading

AS_OF = dt.date(2021, 11, 20)


def read(text: str) -> Reading:
    """Read a text of 20 November 2021 and prove its spans."""
    reading = read_text(text, AS_OF)
    for start, end, words in spans(reading):
        assert text[start:end] == words
    return reading


def only(text: str) -> Claim:
    """Return the one claim of a text."""
    claims = read(text).claims
    assert len(claims) == 1, [claim.text for claim in claims]
    return claims[0]


def parties(claim: Claim) -> tuple[str, str]:
    """Return the names of donor and recipient, "" where none is said."""
    donor, recipient = claim.donor, claim.recipient
    return donor.name if donor else "", recipient.name if recipient else ""


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_is_read_as_marked(path: Path) -> None:
    found = score(article(path))
    assert (found.missed, found.invented) == ([], [])
    assert (found.slips_missed, found.false_alarms) == (0, 0)
    right = sum(right for right, _ in found.fields.values())
    assert right >= 0.9 * sum(count for _, count in found.fields.values()), found.fields


def test_there_are_texts_to_read() -> None:
    assert len(list(TEXTS.glob("*.txt"))) >= 6


@pytest.mark.parametrize(
    ("said", "value", "wording"),
    [
        ("1.799亿元", 179_900_000, Wording.EXACT),
        ("壹佰柒拾捌万元", 1_780_000, Wording.EXACT),
        ("2.64个亿", 264_000_000, Wording.EXACT),
        ("２０１２万元", 20_120_000, Wording.EXACT),
        ("1亿2400万元", 124_000_000, Wording.EXACT),
        ("一亿二千四百万元", 124_000_000, Wording.EXACT),
        ("近3000万元", 30_000_000, Wording.NEARLY),
        ("2,360万余元", 23_600_000, Wording.OVER),
        ("不低于40万元", 400_000, Wording.AT_LEAST),
        ("500万元左右", 5_000_000, Wording.ABOUT),
        ("不超过80万元", 800_000, Wording.AT_MOST),
        ("RMB 412 million", 412_000_000, Wording.EXACT),
        ("廿五万元", 250_000, Wording.EXACT),
    ],
)
def test_money_is_read_however_it_is_written(said: str, value: int, wording: Wording) -> None:
    claim = only(f"宁波市向凉山州捐赠{said}。")
    assert (claim.text, claim.measure) == (said, Measure.MONEY)
    assert (claim.value, claim.wording) == (Fraction(value), wording)


@pytest.mark.parametrize(
    ("said", "measure", "value"),
    [
        ("培训干部一百八十多人", Measure.TRAINEES, 180),
        ("选派教师廿名", Measure.PEOPLE, 20),
        ("帮助贫困户两百来户", Measure.HOUSEHOLDS, 200),
        ("种植花椒3000亩", Measure.AREA_M2, 2_000_000),
        ("占地3.2公顷", Measure.AREA_M2, 32_000),
        ("其中三成五用于教育", Measure.PERCENT, 35),
        ("其中百分之二十用于教育", Measure.PERCENT, 20),
        ("其中三分之二用于教育", Measure.PERCENT, Fraction(200, 3)),
        ("援建小学两所", Measure.ITEMS, 2),
        ("举办培训班12期", Measure.BATCHES, 12),
    ],
)
def test_counts_are_read_with_what_they_measure(
    said: str, measure: Measure, value: Fraction
) -> None:
    claim = only(f"今年,宁波市帮扶凉山州,{said}。")
    assert (claim.measure, claim.value) == (measure, value)


def test_a_list_shares_the_unit_that_only_its_last_number_carries() -> None:
    claims = read("三个镇分别获得帮扶资金25万、14万、10万元。").claims
    assert [claim.value for claim in claims] == [250_000, 140_000, 100_000]


def test_a_number_broken_across_lines_keeps_its_place() -> None:
    text = "宁波市今年投入帮扶资金1920\n万元,用于产业。"
    claim = only(text)
    assert claim.text == "1920\n万元"
    assert claim.value == 19_200_000


@pytest.mark.parametrize(
    "said",
    [
        "宁波今日气温19℃到24℃,市民请带伞。",
        "读者热线0574-87270000,邮编315000。",
        "据甬援办〔2021〕7号文件精神,协作工作座谈会召开。",
        "这是两地第3次携手,首批队员已经出发。",
        "党的十九大以来,一带一路建设稳步推进。",
        "楼盘起价4980元/平方米,首付两成。",
    ],
)
def test_what_states_nothing_about_assistance_is_set_aside_with_a_reason(said: str) -> None:
    reading = read(said)
    assert reading.claims == ()
    assert reading.non_claims


def test_a_number_nobody_explains_is_not_understood() -> None:
    reading = read("宁波市帮扶凉山州,编为368。")
    assert [one.text for one in reading.not_understood] == ["368"]


def test_periods_count_from_the_text_s_own_day() -> None:
    text = (
        "2016年起,宁波市对口帮扶凉山州。五年来,投入资金3亿元。今年前三季度,投入资金5000万元。"
        "“十四五”期间,计划投入资金6亿元。"
    )
    periods = [(str(one.period.first), str(one.period.last)) for one in read(text).claims]
    assert periods == [
        ("2016-01-01", "2021-11-20"),
        ("2021-01-01", "2021-09-30"),
        ("2021-01-01", "2025-12-31"),
    ]


def test_the_latest_full_date_is_the_text_s_own_day() -> None:
    reading = read_text("2021年3月5日,宁波市向凉山州捐款5万元。2021年4月6日刊出。")
    assert reading.as_of == dt.date(2021, 4, 6)


def test_a_stock_stands_on_its_day() -> None:
    claims = read("截至去年底,昭觉县建档立卡贫困户还有812户1645人。").claims
    assert [str(claim.period.first) for claim in claims] == ["2020-12-31"] * 2
    assert [claim.measure for claim in claims] == [Measure.HOUSEHOLDS, Measure.PERSONS_POOR]


def test_the_direction_follows_the_figure() -> None:
    text = "宁波市选派30名教师到昭觉县支教。昭觉县选派12名干部到宁波市跟岗。"
    there, back = read(text).claims
    assert parties(there) == ("宁波市", "昭觉县")
    assert parties(back) == ("昭觉县", "宁波市")
    assert back.donor is not None
    assert back.donor.keys == ("513431",)


def test_whom_the_receiving_side_sends_are_its_own() -> None:
    back = only("今年宁波市与昭觉县互派干部,昭觉县派来教师15人。")
    assert parties(back) == ("昭觉县", "宁波市")


def test_a_gift_goes_from_who_stands_before_to_who_stands_after() -> None:
    claim = only("北仑区民政局向昭觉县教育局捐赠了25万元教育帮扶资金。")
    assert parties(claim) == ("北仑区民政局", "昭觉县教育局")
    assert claim.source == "donation"


def test_a_plan_is_no_deed() -> None:
    planned, done = read("宁波市2022年拟投入4000万元。宁波市2020年投入3000万元。").claims
    assert (planned.status, done.status) == (Status.PLANNED, Status.ACTUAL)


@pytest.mark.parametrize(
    ("text", "relation", "is_ok"),
    [
        ("宁波捐赠物资:口罩300箱、药品200箱,合计500箱。", Relation.SUM, True),
        ("宁波捐赠物资:口罩300箱、药品200箱,合计600箱。", Relation.SUM, False),
        ("投入资金由去年的1000万元增加到1500万元,增长50%。", Relation.GROWTH, True),
        ("投入资金由去年的1000万元增加到1500万元,增长60%。", Relation.GROWTH, False),
        ("建档立卡贫困人口从8000人减至3000人,减少5000人。", Relation.DIFF, True),
        ("建档立卡贫困人口从8000人减至3000人,减少6000人。", Relation.DIFF, False),
        ("培训120人次,其中女性90人次,占75%。", Relation.RATIO, True),
        ("培训120人次,其中女性90人次,占85%。", Relation.RATIO, False),
        ("改造圈舍85户,每户补助3600元,共补助30.6万元。", Relation.PRODUCT, True),
        ("改造圈舍85户,每户补助3600元,共补助40.6万元。", Relation.PRODUCT, False),
    ],
)
def test_stated_numbers_are_held_against_those_they_follow_from(
    text: str, relation: Relation, *, is_ok: bool
) -> None:
    findings = read(f"今年,宁波市帮扶昭觉县。{text}").findings
    assert [(one.relation, one.is_ok) for one in findings] == [(relation, is_ok)]


@pytest.mark.parametrize(
    "text",
    [
        "投入资金1000万元,其中教育300万元、卫生200万元。",
        "2020年投入1000万元,2021年计划投入1200万元,合计培训300人。",
        "选派干部20名,其中女干部6名,博士2名。",
        "接收劳动力1386名,旧表上只有1100余名。",
        "近1亿元分三批汇出,首批3500万元,第二批4200万元,第三批2250万元。",
        "全年销售额1.2亿元,同比增长30%。",
    ],
)
def test_nothing_is_called_wrong_that_is_not(text: str) -> None:
    findings = read(f"宁波市帮扶昭觉县。{text}").findings
    assert [one for one in findings if not one.is_ok] == []


def test_a_claim_gives_the_kernel_s_interval() -> None:
    claim = only("宁波市捐给昭觉县20余万元。")
    interval = claim.interval(100)
    assert (interval.low, interval.high, interval.wording) == (20_000_000, None, Wording.OVER)


def test_an_office_adds_its_own_words(tmp_path: Path) -> None:
    text = "宁波市向昭觉县捐赠沼气灶20孔灶。"
    assert [one.unit for one in read_text(text, AS_OF).claims] != ["孔灶"]
    (tmp_path / "units.toml").write_text('[items]\nwords = ["孔灶"]\n', encoding="utf-8")
    found = read_text(text, AS_OF, vocabulary_folder=tmp_path).claims
    assert [(one.unit, one.measure) for one in found] == [("孔灶", Measure.ITEMS)]
