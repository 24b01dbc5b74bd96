"""Units of one kind: every area that the vocabulary knows is one of them."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.converting import is_alike, times
from jiedui.reader.read import read_text
from jiedui.reader.reading import AREA_M2, Relation
from jiedui.reader.vocabulary import vocabulary

AREAS = [word for word, unit in vocabulary().units.items() if unit.kind == AREA_M2]


@pytest.mark.parametrize("unit", AREAS)
def test_every_area_of_the_vocabulary_is_told_in_square_metres(unit: str) -> None:
    assert is_alike(unit, "平方米")
    assert times(unit, "平方米") == vocabulary().units[unit].factor


def test_units_of_other_kinds_are_not_alike() -> None:
    assert not is_alike("平方千米", "公里")
    assert times("平方千米", "公里") == 1
    assert times("平方千米", "亩") == 1500


def test_so_much_each_is_reckoned_in_another_unit_of_area() -> None:
    text = "流转草场2平方千米,每亩补助30元,补助资金9万元。"
    reading = read_text(text, dt.date(2021, 11, 20))
    assert [(one.relation, one.is_ok) for one in reading.findings] == [(Relation.PRODUCT, True)]
