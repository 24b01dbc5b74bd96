"""The tables of divisions: whole, dated, every code retired since 2000 followed to today."""

import subprocess
import sys
from itertools import pairwise

import pytest

from jiedui.kernel import gazetteer as tables
from jiedui.kernel.gazetteer import NOT_PLACES, UNDIVIDED, gazetteer, level_of, short_of, stem_of

PARTITIONED = {"410511", "450111", "450211", "450411"}
"""Suburban rings (郊区) that were cut up among all their neighbours: no key covers their land."""


def test_there_is_a_plausible_country() -> None:
    current = [spell for code in gazetteer().spells if (spell := gazetteer().current(code))]
    mainland = [one for one in current if one.code[:2] < "70" and one.name not in NOT_PLACES]
    count = {rank: sum(level_of(one.code) == rank for one in mainland) for rank in (1, 2, 3)}
    assert count[1] == 31
    assert count[2] == 333
    assert 2840 <= count[3] <= 2860


def test_every_code_retired_since_2000_leads_to_a_present_place() -> None:
    lost = {
        code
        for code, spells in gazetteer().spells.items()
        if 20_000_101 <= spells[-1].ends < tables.STILL
        if spells[-1].name not in {*NOT_PLACES, "市"}
        if gazetteer().heir(code) is None
    }
    assert lost == PARTITIONED


def test_every_heir_is_in_force() -> None:
    for code in gazetteer().spells:
        heir = gazetteer().heir(code)
        for part in heir.split("+") if heir else ():
            assert gazetteer().current(part), (code, heir)


@pytest.mark.parametrize(
    ("code", "heir"),
    [
        ("533421", "533401"),
        ("532331", "532302"),
        ("532722", "530821"),
        ("652421", "654021"),
        ("532231", "530129"),
        ("532701", "530802"),
        ("511521", "511504"),
        ("330104", "330102+330114"),
        ("362321", "361104"),
        ("513301", "513301"),
        ("999999", None),
    ],
)
def test_codes_are_followed_by_name_and_by_decree(code: str, heir: str | None) -> None:
    """652421 伊宁县 has a namesake city of the same year: the full name decides."""
    assert gazetteer().heir(code) == heir


def test_a_code_in_force_is_its_own_heir() -> None:
    for code in gazetteer().spells:
        if gazetteer().current(code):
            assert gazetteer().heir(code) == code


def test_names_of_one_code_do_not_overlap_by_more_than_their_year_of_change() -> None:
    for code, spells in gazetteer().spells.items():
        for first, second in pairwise(spells):
            assert first.starts <= second.starts, code
            assert second.starts // 10_000 >= first.ends // 10_000, code


def test_only_simplified_characters_stand_in_mainland_names() -> None:
    odd = set("區縣達嶺會員臺門灣東樂廣陽寧義業遼鎮鄉劃車興龍慶貴華蘭島莊樓")
    names = [one for spells in gazetteer().spells.values() for one in spells if one.code < "70"]
    assert [one for one in names if odd & set(one.name)] == []


@pytest.mark.parametrize("name", ["divisions.csv", "successors.csv", "aliases.csv", "towns.csv"])
def test_our_tables_are_well_formed(name: str) -> None:
    rows = list(tables._table(name))
    width = {"divisions.csv": 5, "successors.csv": 4, "aliases.csv": 2, "towns.csv": 2}[name]
    assert rows
    assert all(len(row) == width and row[0].isdigit() and len(row[0]) == 6 for row in rows)
    assert len({tuple(row) for row in rows}) == len(rows)
    if name in ("divisions.csv", "successors.csv"):
        assert all(row[-1] for row in rows), "every row says where it comes from"
    if name == "successors.csv":
        assert len({row[0] for row in rows}) == len(rows)
        assert all(row[0] in gazetteer().spells for row in rows)
    if name == "towns.csv":
        assert all(gazetteer().current(row[0]) for row in rows)


@pytest.mark.parametrize(
    ("name", "stem", "short"),
    [
        ("久治县", "久治", "久治县"),
        ("云南省", "云南", "云南省"),
        ("楚雄彝族自治州", "楚雄", "楚雄州"),
        ("积石山保安族东乡族撒拉族自治县", "积石山", "积石山县"),
        ("东乡族自治县", "东乡", "东乡县"),
        ("鄂温克族自治旗", "鄂温克", "鄂温克旗"),
        ("河南蒙古族自治县", "河南", "河南县"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏", "克孜勒苏州"),
        ("隆林各族自治县", "隆林", "隆林县"),
        ("内蒙古自治区", "内蒙古", "内蒙古"),
        ("广西壮族自治区", "广西", "广西"),
        ("新疆维吾尔自治区", "新疆", "新疆"),
        ("浦东新区", "浦东", "浦东新区"),
        ("六枝特区", "六枝", "六枝特区"),
        ("高新区", "高新", "高新区"),
        ("云县", "云县", "云县"),
        ("阿荣旗", "阿荣", "阿荣旗"),
    ],
)
def test_names_are_shortened_as_people_do(name: str, stem: str, short: str) -> None:
    assert (stem_of(name), short_of(name)) == (stem, short)


def test_no_people_is_left_in_a_short_name() -> None:
    names = {one.name for spells in gazetteer().spells.values() for one in spells}
    assert [name for name in names if "自治" in name and "族" in stem_of(name)] == []


def test_undivided_prefectures_have_no_counties() -> None:
    prefectures = {
        code
        for code in gazetteer().spells
        if level_of(code) == 2 and code < "70" and (own := gazetteer().current(code))
        if own.name not in NOT_PLACES
    }
    counties = {
        code[:4] + "00"
        for code in gazetteer().spells
        if level_of(code) == 3 and (own := gazetteer().current(code)) and own.name != "市辖区"
    }
    assert prefectures - counties == UNDIVIDED


def test_reading_a_name_loads_no_more_than_it_must() -> None:
    """The dictionary of pypinyin and stdnum's own tables take longer than ours."""
    code = (
        "import sys; from jiedui.kernel.place import find; assert find('久治县');"
        "print(sorted({'pypinyin', 'stdnum'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
