"""Columns headed 其中: a part of the column before, told as that is."""

from __future__ import annotations

import datetime as dt

from jiedui.reader.read import read_text
from jiedui.reader.reading import MONEY, PEOPLE
from tests.reader.told import claim_of, findings_of

TABLE = """天津市对口支援和田地区三县情况
单位:万元、个、人
县名 资金 其中民生 项目 援疆人才 {last}
于田县 28650 22920 24 86 31
策勒县 21480 16755 19 71 27
民丰县 12370 10020 13 47 15
合计 62500 {total} 56 204 73
"""


def test_a_part_of_a_column_of_money_is_money_and_adds_up() -> None:
    reading = read_text(TABLE.format(last="其中女性", total=49695), dt.date(2017, 3, 16))
    assert not reading.not_understood
    part = claim_of(reading, "22920")
    assert (part.measure, int(part.value), part.unit) == (MONEY, 229_200_000, "万元")
    assert claim_of(reading, "31").measure is PEOPLE
    assert ("sum", "49695", ["22920", "16755", "10020"], True) in findings_of(reading)
    assert not [one for one in reading.findings if not one.is_ok]


def test_a_wrong_total_of_such_parts_is_found() -> None:
    reading = read_text(TABLE.format(last="其中女性", total=49595), dt.date(2017, 3, 16))
    assert ("sum", "49595", ["22920", "16755", "10020"], False) in findings_of(reading)


def test_a_part_that_names_no_quantity_is_not_understood() -> None:
    reading = read_text(TABLE.format(last="其中备注", total=49695), dt.date(2017, 3, 16))
    assert [one.text for one in reading.not_understood] == ["31", "27", "15", "73"]
