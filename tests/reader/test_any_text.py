"""Whatever text comes in, reading ends with spans that hold, in time that grows with its length."""

from __future__ import annotations

import datetime as dt
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.reader.read import read_text
from tests.reader.marked import TEXTS, article, spans

PIECES = st.sampled_from(
    (
        "1.36亿元 三成五 29批次 1001人 近90名 2013年至今 截至去年底 其中 合计 分别 占 增长 宁波市 "
        "昭觉县 向 捐赠 每户 万 亿 第3次 〔2021〕7号 。 , ; 、 : ( ) | # 2020 % 个 元 4million "
        "two-thirds beds — “十四五” 〇 \ufeff \U0001f600"
    ).split(" ")
)


BLANKS = st.sampled_from(["\n", "\n\n", "\t", " ", "RMB 4 million", "\u2028"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | BLANKS | st.text(max_size=6), max_size=60).map("".join))
def test_spans_hold_and_nothing_breaks(text: str) -> None:
    reading = read_text(text, dt.date(2021, 11, 20))
    for start, end, words in spans(reading):
        assert start < end
        assert text[start:end] == words
    starts = [claim.start for claim in reading.claims]
    assert starts == sorted(starts)
    for finding in reading.findings:
        assert finding.total not in finding.parts
        assert {finding.total, *finding.parts} <= set(range(len(reading.claims)))


def test_no_years_at_all_add_up_nothing() -> None:
    for text, said in (("0年累计300万元", "300万元"), ("零年合计5户", "5户"), ("0年投入", "")):
        reading = read_text(text, dt.date(2012, 10, 12))
        assert [one.text for one in reading.claims] == ([said] if said else [])


def test_reading_is_the_same_each_time() -> None:
    one = article(min(TEXTS.glob("*.txt")))
    assert read_text(one.text, one.as_of) == read_text(one.text, one.as_of)


def _seconds(text: str) -> float:
    start = time.process_time()
    read_text(text, dt.date(2021, 11, 20))
    return time.process_time() - start


def test_the_time_grows_with_the_length_and_no_faster() -> None:
    for piece in (
        "宁波市向昭觉县捐赠20万元,",
        "1",
        "十",
        "(1)",
        "占30%",
        "2020年",
        "a 1 ",
        "。1亿元",
        "捐赠12万",
        "市级50万元、",
        "2018年投入100万元。其中市级50万元,区级50万元。",
    ):
        _seconds(piece)
        small, large = _seconds(piece * 500), _seconds(piece * 4000)
        assert large < 8 * 2.5 * max(small, 0.005), piece


def test_a_numeral_too_long_to_be_stated_is_set_aside() -> None:
    reading = read_text(f"捐赠{'1' * 40}元,又捐赠20元。", dt.date(2021, 11, 20))
    assert [one.text for one in reading.claims] == ["20元"]
    assert [len(one.text) for one in reading.non_claims] == [41]
