"""English amounts, days, sums and lines are said in the words that the other readers know."""

import pytest

from jiedui.kernel.quantity import Wording
from jiedui.reader.amounts import amount_of
from jiedui.reader.dates import date_of
from jiedui.reader.englishlines import line_words, sum_words
from jiedui.reader.text import Blank, blank_of


@pytest.mark.parametrize(
    ("text", "value", "unit", "wording"),
    [
        ("RMB 350,000", 350000, "元", Wording.EXACT),
        ("over 10,000", 10000, "", Wording.OVER),
        ("approx. RMB 20,000", 20000, "元", Wording.ABOUT),
        ("nearly 3,000", 3000, "", Wording.NEARLY),
        ("at least 20 households", 20, "户", Wording.AT_LEAST),
        ("up to 300", 300, "", Wording.AT_MOST),
        ("RMB 3.5 million", 3500000, "元", Wording.EXACT),
        ("10k yuan", 10000, "元", Wording.EXACT),
        ("12 persons in total", 12, "人", Wording.EXACT),
        ("a delegation of 12", 12, "", Wording.EXACT),
        ("~300", 300, "", Wording.ABOUT),
        ("20,000+", 20000, "", Wording.OVER),
        ("10 to 20 people", 10, "人", Wording.BETWEEN),
        ("一行15人", 15, "人", Wording.EXACT),
    ],
)
def test_an_english_amount(text: str, value: int, unit: str, wording: Wording) -> None:
    found = amount_of(text)
    assert found is not None
    assert (int(found.value), found.unit, found.wording) == (value, unit, wording)


@pytest.mark.parametrize("text", ["USD 300", "5 m", "Firm 3", "No. 7", "about the school"])
def test_what_is_no_amount_of_yuan_is_none(text: str) -> None:
    found = amount_of(text)
    assert found is None or not found.is_money


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12 Sep 2018", "2018-09-12", None),
        ("Jul 9 - Jul 12, 2019", "2019-07-09", "2019-07-12"),
        ("from 3 to 6 May 2019", "2019-05-03", "2019-05-06"),
        ("Dec 28, 2018 - Jan 3, 2019", "2018-12-28", "2019-01-03"),
        ("since May 2018", "2018-05", None),
        ("May 2018 to present", "2018-05", None),
        ("Q3 2018", "2018-07", "2018-09"),
        ("first half of 2019", "2019-01", "2019-06"),
        ("early June 2019", "2019-06", None),
        ("Thursday, July 11, 2019", "2019-07-11", None),
        ("ongoing", None, None),
        ("3月5日至2019年3月8日", "2019-03-05", "2019-03-08"),
    ],
)
def test_an_english_day_or_span(text: str, first: str | None, last: str | None) -> None:
    said = date_of(text)
    assert (said.first, said.last, said.fault) == (first, last, None)


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("ditto", Blank.DITTO),
        ("Same as above", Blank.DITTO),
        ("none", Blank.EMPTY),
        ("not applicable", Blank.EMPTY),
        ("T.B.D.", Blank.PENDING),
        ("to be confirmed", Blank.PENDING),
        ("not disclosed", Blank.NOT_STATED),
        ("Unknown donor", None),
        ("Nothing else", None),
    ],
)
def test_english_words_for_no_value(text: str, blank: Blank | None) -> None:
    assert blank_of(text) is blank


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Total", "合计"),
        ("GRAND TOTAL", "总计"),
        ("Sub-total for Longnan", "小计"),
        ("Cumulative", "累计"),
        ("Total length of road", ""),
        ("Totally new school", ""),
    ],
)
def test_english_words_of_sums(text: str, words: str) -> None:
    assert sum_words(text) == words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("As of 30 June 2019", "截至2019年6月30日"),
        ("Reporting period: Jan - Jun 2019", "统计期间:2019年1月至2019年6月"),
        ("Unit: RMB 10,000", "单位:万元"),
        ("Prepared by: Wang", "填表人:Wang"),
        ("Note: estimates", "注:estimates"),
        ("Donation ledger", "Donation ledger"),
    ],
)
def test_english_lines_of_office(text: str, line: str) -> None:
    assert line_words(text) == line
