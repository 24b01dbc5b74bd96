"""Very many names that no place has: all are told, and none costs more than it may."""

import pytest

from jiedui.exchange import placing
from jiedui.exchange.phrases import in_chinese
from jiedui.kernel.likeness import near_spells
from jiedui.kernel.spelling import distance
from tests.exchange.office import column, read, told


def test_names_that_no_place_has_are_all_told_and_cost_no_more_than_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(placing, "_MOST_UNKNOWN", 20)
    near_spells.cache_clear()
    names = [f"{one}{other}县" for one in "甲乙丙丁戊己庚" for other in "子丑寅卯辰巳午未申酉"]
    rows: list[list[object]] = [[at, name, f"项目{at}", 1] for at, name in enumerate(names, 1)]
    reading = read(
        ["单位:万元"], ["序号", "受援县", "项目名称", "总投资"], [0, "久治县", "项", 1], *rows
    )
    assert {f"B{at}" for at in range(4, 74)} <= {cell for _, cell in told(reading)}
    assert near_spells.cache_info().misses <= 25


def test_beyond_very_many_different_names_further_ones_are_told_unseen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(placing, "MOST_ASKED", 2)
    names = ["绿春县", "元阳县", "绿春县", "红河县", "元阳县"]
    rows: list[list[object]] = [[name, f"项目{at}", 1] for at, name in enumerate(names)]
    reading = read(["县", "项目名称", "总投资(万元)"], *rows)
    assert column(reading, "county") == ["绿春县", "元阳县", "绿春县", None, "元阳县"]
    assert told(reading) == {("NAME_UNKNOWN", "A5")}
    expected = next(one.expected for one in reading.problems)
    assert "未再查找" in in_chinese(expected)


@pytest.mark.parametrize(
    "words", ["普顶县", "绿春线", "久冶县", "铜仁是", "德饮县", "天祝藏族自冶县"]
)
def test_names_left_out_by_their_signs_are_further_away_than_is_asked(words: str) -> None:
    near = {spell.name: score for score, spell in near_spells(words)}
    assert near
    at_most = max(1.0, len(words) / 4)
    names = ("普定县", "绿春县", "久治县", "铜仁市", "德钦县", "天祝藏族自治县", "云县", "广州市")
    for name in names:
        if name[-1] == words[-1] and distance(words, name, at_most=at_most) <= at_most:
            assert near[name] <= distance(words, name, at_most=at_most)


def test_a_row_that_repeats_one_of_many_with_its_name_is_told_as_the_same() -> None:
    rows = [["绿春县", "甲", at] for at in range(1, 9)]
    reading = read(["县", "项目名称", "总投资(万元)"], *rows, rows[4])
    codes = {one.source.cell: one.code for one in reading.problems if "DUPLICATE" in one.code}
    assert codes["row:10"] == "DUPLICATE_ROW"
    assert [codes[f"B{at}"] for at in range(3, 10)] == ["DUPLICATE_KEY"] * 7
