"""Where a table's county stands: above one of several tables, or beside its prefecture."""

import pytest

from tests.exchange.office import column, read, told

HEADING = ("序号", "项目名称", "建设内容", "援助资金", "已支付")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("表一  称多县", "表二  囊谦县"),
        ("(一)称多县", "(二)囊谦县"),
        ("附表1:称多县项目明细", "附表2:囊谦县项目明细"),
        ("项目县:称多县", "项目县:囊谦县"),
    ],
)
@pytest.mark.parametrize("name", ["援建项目", "玉树州"])
def test_the_line_nearest_to_a_table_names_its_county(first: str, second: str, name: str) -> None:
    reading = read(
        ["北京市对口支援玉树州称多县、囊谦县项目资金明细表"],
        [first, None, None, "单位:元"],
        HEADING,
        [1, "寄宿制学校食堂", "1800㎡", 6200000, 6120000],
        ["", "合计", "", 6200000, 6120000],
        [],
        [second],
        HEADING,
        [1, "黑青稞加工厂", "厂房一座", 8600000, 7310000],
        ["", "合计", "", 8600000, 7310000],
        name=name,
    )
    assert column(reading, "county") == ["称多县", "囊谦县"]
    assert column(reading, "aid_fen") == [620000000, 860000000]
    assert told(reading) == set()


def test_a_line_above_that_is_no_caption_leaves_the_title_its_county() -> None:
    reading = read(
        ["北京市对口支援称多县项目资金明细表"],
        ["填报单位:囊谦县乡村振兴局"],
        ["单位:元"],
        HEADING,
        [1, "寄宿制学校食堂", "1800㎡", 6200000, 6120000],
    )
    assert column(reading, "county") == ["称多县"]


@pytest.mark.parametrize("words", [("地区", "县"), ("单位", "名称"), ("地区", "县(市)")])
def test_counties_stand_in_the_column_whose_values_are_counties(words: tuple[str, str]) -> None:
    reading = read(
        ["南疆四县建档立卡贫困人口变化情况表"],
        [*words, "2016年底", None, "2017年底", None],
        [None, None, "户数", "人数", "户数", "人数"],
        ["喀什地区", "巴楚县", 12400, 50210, 9020, 36480],
        [None, "莎车县", 31200, 128450, "—", "—"],
        [None, "小计", 43600, 178660, 9020, 36480],
        ["和田地区", "墨玉县", 30500, 122900, 24080, 96920],
        merged=("C2:D2", "E2:F2", "A4:A6"),
    )
    assert column(reading, "county") == ["巴楚县", "巴楚县", "莎车县", "墨玉县", "墨玉县"]
    assert column(reading, "prefecture") == ["喀什地区"] * 3 + ["和田地区"] * 2
    assert told(reading) == set()


def test_a_table_of_prefectures_alone_keeps_them() -> None:
    reading = read(
        ["各州建档立卡贫困人口情况表"],
        ["地区", "户数", "人数"],
        ["怒江州", 12400, 50210],
        ["迪庆州", 9020, 36480],
    )
    assert column(reading, "county") == ["怒江州", "迪庆州"]


def test_a_prefecture_beside_a_county_in_a_kind_without_prefectures() -> None:
    reading = read(
        ["宁波市东西部协作项目资金台账"],
        ["地区", "县", "项目名称", "援助资金(元)"],
        ["黔西南州", "册亨县", "蔬菜大棚", 100000],
        ["黔西南州", "望谟县", "板栗基地", 200000],
    )
    assert column(reading, "county") == ["册亨县", "望谟县"]


@pytest.mark.parametrize(("first", "second"), [("表一 称多", "表二 囊谦"), ("称多县", "囊谦县")])
def test_short_captions_are_read(first: str, second: str) -> None:
    row = [1, "甲项目", "厂房", 100000, 100000]
    reading = read(["玉树州项目资金明细表"], [first], HEADING, row, [], [second], HEADING, row)
    assert column(reading, "county") == ["称多县", "囊谦县"]


def test_what_one_caption_says_is_never_said_of_the_next_table() -> None:
    row = [1, "甲项目", "厂房", 100000, 100000]
    reading = read(
        ["两县项目资金明细表"], ["表一 称多县"], HEADING, row, [], ["表二 无此县"], HEADING, row
    )
    assert [one.get("county") for one in reading.rows] == ["称多县", None]
    assert ("VALUE_MISSING", "row:7") in told(reading)


@pytest.mark.parametrize(("grand", "wrong"), [(300, set()), (310, {("TOTAL_MISMATCH", "D10")})])
def test_a_grand_total_below_the_last_table_covers_those_above(
    grand: int, wrong: set[tuple[str, str]]
) -> None:
    reading = read(
        ["玉树州项目资金明细表", None, None, "单位:元"],
        ["一、称多县"],
        HEADING,
        [1, "甲项目", "厂房", 100, 90],
        ["小计", None, None, 100, 90],
        ["二、囊谦县"],
        HEADING,
        [1, "乙项目", "厂房", 200, 190],
        ["小计", None, None, 200, 190],
        ["总计", None, None, grand, 280],
        merged=("A2:D2", "A6:D6"),
    )
    assert told(reading) == wrong
    assert reading.totals[-1].covers == (4, 8)


@pytest.mark.parametrize(
    ("values", "field"), [(("甲班", "乙班"), "class_name"), ((2, 3), "batches")]
)
def test_a_word_for_a_name_and_a_count_is_told_by_its_values(
    values: tuple[object, object], field: str
) -> None:
    head = ["县", "培训主题" if field == "batches" else "内容", "班次", "人数"]
    rows = [["泸水市", "种植", values[0], 20], ["福贡县", "养殖", values[1], 30]]
    assert column(read(["培训台账"], head, *rows), field) == list(values)


def test_a_name_of_two_signs_is_its_neighbour_that_sounds_alike() -> None:
    rows = [["岷县", "甲", 10], ["泯县", "乙", 20], ["漳县", "丙", 5]]
    reading = read(["县", "项目名称", "总投资(万元)"], *rows)
    assert column(reading, "county") == ["岷县", "岷县", "漳县"]
    assert ("NAME_TYPO", "A3") in told(reading)
    rows[1][0] = "昌县"
    assert ("NAME_UNKNOWN", "A3") in told(read(["县", "项目名称", "总投资(万元)"], *rows))
