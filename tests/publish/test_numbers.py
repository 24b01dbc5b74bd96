"""Official wording of values, in both languages."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jiedui.figures.model import AnswerRow
from jiedui.kernel.quantity import (
    NOT_KNOWN,
    NOT_STATED,
    Rounding,
    Wording,
    between,
    said,
)
from jiedui.papers.numbers import Style, absent, decimal_shown, said_as, shown_for, words
from jiedui.publish.amounts import readable

if TYPE_CHECKING:
    from jiedui.kernel.quantity import (
        Interval,
    )

WAN = 1_000_000


@pytest.mark.parametrize(
    ("value", "unit", "style", "zh", "en"),
    [
        (said(14_056_300_000), "fen", Style("万元"), "14056.3万元", "140.563 million yuan"),
        (said(1_799_000_000_000 // 100), "fen", Style("亿元"), "1.799亿元", "179.9 million yuan"),
        (said(3_110_000), "fen", Style("元"), "31100元", "31,100 yuan"),
        (said(10 * WAN, Wording.OVER), "fen", Style("万元"), "10万元以上", "over 100,000 yuan"),
        (
            said(10 * WAN, Wording.OVER),
            "fen",
            Style("万元", over="余"),
            "10万余元",
            "over 100,000 yuan",
        ),
        (said(886, Wording.OVER), "person_time", Style(), "886人次以上", "over 886 attendances"),
        (
            said(886, Wording.OVER),
            "person_time",
            Style(over="余"),
            "886余人次",
            "over 886 attendances",
        ),
        (said(30, Wording.ABOUT), "person", Style(), "约30人", "about 30 people"),
        (said(200, Wording.NEARLY), "household", Style(), "近200户", "nearly 200 households"),
        (said(1, Wording.AT_LEAST), "act", Style(), "至少1次", "at least 1 act"),
        (said(5, Wording.AT_MOST), "project", Style(), "不超过5个", "at most 5 projects"),
        (between(0, 14 * WAN), "fen", Style("万元"), "0至14万元", "0 to 140,000 yuan"),
        (between(5, None), "batch", Style(), "不少于5批次", "at least 5 batches"),
        (said(40_000_000), "cm2", Style(), "4000平方米", "4,000 square metres"),
        (said(-1211), "household", Style(unsigned=True), "1211户", "1,211 households"),
        (said(886, Wording.OVER), "person_time", Style(bare=True), "886以上", "over 886"),
    ],
)
def test_a_value_is_said_officially(
    value: Interval, unit: str, style: Style, *, zh: str, en: str
) -> None:
    assert said_as(value, unit, style, language="zh") == zh
    assert said_as(value, unit, style, language="en") == en


def test_half_up_and_truncated_differ_only_where_they_must() -> None:
    rate = Fraction(2_405_400, 32_440)  # the printed 74.14 % of a county whose rate is 74.149...
    assert decimal_shown(rate, shown_for("percent", Style())) != rate
    up, cut = (Style("万元", rounding=mode) for mode in (Rounding.HALF_UP, Rounding.TRUNCATE))
    assert said_as(said(1_005_000), "fen", up, language="zh") == "1.01万元"
    assert said_as(said(1_005_000), "fen", cut, language="zh") == "1万元"


def test_what_is_not_known_is_said_in_words_and_never_as_a_number() -> None:
    for reason in ("not_in_book", "outside_pairing", "not_known", "not_broken_down"):
        for language in ("zh", "en"):
            told = words(AnswerRow((), NOT_KNOWN, "fen", reason), Style("万元"), language)
            assert told == absent(reason, language)
            assert not any(character.isdigit() for character in told)
    assert words(AnswerRow((), NOT_STATED, "fen"), Style("万元"), "zh") == "金额未列明"
    assert words(AnswerRow((), NOT_STATED, "project"), Style(), "en") == "number not stated"


def test_a_unit_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="money cannot be shown in '人'"):
        shown_for("fen", Style("人"))
    with pytest.raises(ValueError, match="is shown in 户"):
        shown_for("household", Style("万元"))


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (3_110_000, "3.11万元", "31,100 yuan"),
        (3_110_050, "31100.5元", "31,100.5 yuan"),
        (12_641_300_000, "12641.3万元", "126.413 million yuan"),
        (17_990_000_000, "1.799亿元", "179.9 million yuan"),
        (23_190_000_000_00, "231.9亿元", "23,190 million yuan"),
    ],
)
def test_a_long_number_is_read_in_the_unit_that_holds_it(fen: int, zh: str, en: str) -> None:
    said = ("exact", str(fen), str(fen), str(fen))
    nothing = {"zh": "", "en": ""}
    assert readable("fen", said, text=nothing, exact=nothing) == {"zh": zh, "en": en}


def test_what_is_no_money_or_was_not_stated_stays_as_it_reads() -> None:
    text, exact = {"zh": "金额未列明", "en": "-"}, {"zh": "64个", "en": "64 projects"}
    said = ("not_stated", None, "0", None)
    assert readable("fen", said, text=text, exact=exact) == text
    assert readable("project", ("exact", "64", "64", "64"), text=text, exact=exact) == exact
    ends = ("between", None, "19177500000", "20077500000")
    assert readable("fen", ends, text=text, exact=exact)["zh"] == "19177.5至20077.5万元"
