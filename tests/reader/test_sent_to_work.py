"""Who sends those that go to work at the side that gives, and names that end other words."""

from __future__ import annotations

import pytest

from jiedui.reader.read import read_text
from tests.reader.told import claim_of

PAIR = "武清区对口帮扶静宁县。2019年,武清区拨付静宁县资金3000万元。\n"


@pytest.mark.parametrize(
    ("text", "number", "names"),
    [
        ("静宁县今年向武清区输送劳动力546人。", "546人", ("静宁县", "武清区")),
        ("静宁县今年向武清输转劳动力546人。", "546人", ("静宁县", "武清区")),
        ("静宁县今年向武清输转劳动力546人,同比增长30%。", "30%", ("静宁县", "武清区")),
        ("静宁县向天津劳务输出546人。", "546人", ("静宁县", "天津市")),
        ("全县向武清区输出劳动力546人。", "546人", ("静宁县", "武清区")),
        ("我县有组织地向武清区输出劳动力546人。", "546人", ("静宁县", "武清区")),
        ("指标 单位 2018年 2019年\n向武清输出劳动力 人 218 546\n", "546", ("静宁县", "武清区")),
        ("指标\t2018年\t2019年\n向武清输转人数(人)\t218\t546\n", "546", ("静宁县", "武清区")),
        ("武清区向静宁县选派干部12人。", "12人", ("武清区", "静宁县")),
        ("指标 单位 2018年 2019年\n向静宁选派教师 人 18 46\n", "46", ("武清区", "静宁县")),
    ],
)
def test_labour_is_sent_by_the_side_it_comes_from(
    text: str, number: str, names: tuple[str, str]
) -> None:
    claim = claim_of(read_text(PAIR + text), number)
    assert claim.donor
    assert claim.recipient
    assert (claim.donor.name, claim.recipient.name) == names


def test_what_stands_below_a_row_of_labour_is_of_the_county_again() -> None:
    rows = "指标 单位 2018年 2019年\n向武清输出劳动力 人 218 546\n选派教师 人 18 46\n"
    claim = claim_of(read_text(PAIR + rows + "\n2020年武清区拨付资金800万元。"), "800万元")
    assert claim.recipient
    assert claim.recipient.name == "静宁县"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("武清区6个街道与会宁6个乡镇、21所学校结对。", "21所"),
        ("武清区派到会宁县挂职干部12人。", "12人"),
        ("武清区与会东县联合招商,引进企业14家。", "14家"),
    ],
)
def test_a_name_that_begins_with_a_meeting_is_no_meeting(text: str, number: str) -> None:
    assert claim_of(read_text("武清区对口帮扶会宁县。\n" + text), number)


def test_those_who_meet_are_still_no_claim() -> None:
    reading = read_text("武清区对口帮扶会宁县。\n与会代表30人,到会20人。")
    assert not reading.claims


COUNTIES = "福州市对口帮扶定西市。2020年,福州市拨付定西市资金3000万元。\n"
SENT = "定西市向福州输转劳动力625人"


@pytest.mark.parametrize(
    ("text", "number", "names"),
    [
        (SENT + ",其中安定区320人、通渭县305人。", "305人", ("通渭县", "福州市")),
        (SENT + "。分县区看:安定区320人,通渭县305人。", "320人", ("安定区", "福州市")),
        (
            SENT + ",比上年同期的500人增长25%。按县看,安定区320人,通渭县305人。",
            "305人",
            ("通渭县", "福州市"),
        ),
        (SENT + "。输转人员中脱贫劳动力420人。", "420人", ("定西市", "福州市")),
        ("全市向福州输出劳务625人,其中女性230人。", "230人", ("定西市", "福州市")),
        (SENT + "。安定区培训农民500人。", "500人", ("福州市", "安定区")),
        (SENT + "。福州市选派教师30人。", "30人", ("福州市", "定西市")),
        ("福州市向定西市选派教师62人,其中安定区32人、通渭县30人。", "32人", ("福州市", "安定区")),
    ],
)
def test_the_counties_of_a_total_that_was_sent_send_their_own(
    text: str, number: str, names: tuple[str, str]
) -> None:
    claim = claim_of(read_text(COUNTIES + text), number)
    assert claim.donor
    assert claim.recipient
    assert (claim.donor.name, claim.recipient.name[-3:]) == names
