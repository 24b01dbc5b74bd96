"""Cards are records: labels with values beside them, of every kind, beside tables or alone."""

from collections.abc import Sequence

import pytest

from jiedui.exchange.judging import Standing, judge
from tests.exchange.office import column, read, row_at, told
from tests.exchange.readings import Book
from tests.exchange.shown_books import Shown, as_printed, shown_books

BOOKS = shown_books("cards")


@pytest.mark.parametrize("book", BOOKS, ids=[one.name for one in BOOKS])
def test_every_card_is_a_record_read_as_printed(book: Shown) -> None:
    as_printed(book)


def card(name: str, day: str, people: object) -> list[Sequence[object]]:
    return [
        ["互访时间", day],
        ["带队领导", name],
        ["互访方向", "东→西"],
        ["人数", people],
        ["主要议程", "商定年度项目"],
        [],
    ]


VISITS: list[Sequence[object]] = [
    ["2019年互访登记卡"],
    *card("区长某某", "2019年3月5日", 8),
    *card("县长某某", "2019.5", "一行九人"),
]


def test_a_value_of_a_card_has_its_own_cell() -> None:
    reading = read(*VISITS)
    assert [row.row for row in reading.rows] == [2, 8]
    assert row_at(reading, 8).cells["people"] == "B11"
    assert column(reading, "people") == [8, 9]
    assert {one.col for one in reading.columns} == {"B"}


def test_a_label_nobody_knows_is_told_where_it_stands() -> None:
    rows = [[], ["天气", "晴"], *card("区长某某", "2019年3月5日", 8)[:-1], ["天气", "晴"]]
    told_of = [(one.code, one.source.cell) for one in read(*rows[2:]).problems]
    assert told_of == [("UNKNOWN_COLUMN", "A6")]


def test_an_error_on_a_card_holds_its_record_back_and_no_other() -> None:
    reading = read(*card("区长某某", "2019年2月30日", 8), *card("县长某某", "2019.5", "许多"))
    assert told(reading) == {("DATE_INVALID", "B1"), ("NUMBER_UNREADABLE", "B10")}
    standing = [row.standing for row in judge(reading, Book().view()).rows]
    assert standing == [Standing.WAITS, Standing.WAITS]
    good = read(*card("区长某某", "2019年2月3日", 8), *card("县长某某", "2019.5", "许多"))
    standing = [row.standing for row in judge(good, Book().view()).rows]
    assert standing == [Standing.READY, Standing.WAITS]


def test_a_heading_of_words_and_values_is_no_label() -> None:
    reading = read(*[["字段", "内容"], *card("区长某某", "2019年3月5日", 8)])
    assert [row.row for row in reading.rows] == [2]
    assert not told(reading)


def test_what_parts_two_cards_may_be_a_title_a_blank_row_or_the_first_label() -> None:
    one, other = card("区长某某", "2019年3月5日", 8)[:-1], card("县长某某", "2019年5月6日", 9)
    partings: tuple[list[Sequence[object]], ...] = ([], [["登记卡(二)"]], [[]], [["第2号"], []])
    for between in partings:
        assert column(read(*one, *between, *other), "people") == [8, 9]


def test_a_caption_or_a_note_inside_a_card_parts_nothing() -> None:
    one = card("区长某某", "2019年3月5日", 8)[:-1]
    reading = read(["一、基本情况"], *one[:3], ["二、活动情况"], *one[3:], ["注:内容示例"])
    assert [(row.row, row.get("people")) for row in reading.rows] == [(2, 8)]


def test_a_value_written_in_several_rows_is_one_text() -> None:
    rows = card("区长某某", "2019年3月5日", 8)[:-1]
    reading = read(*[*rows, [None, "看望挂职干部"]], merged=["A5:A6"])
    assert column(reading, "agenda") == ["商定年度项目\n看望挂职干部"]


def test_cards_and_tables_share_a_sheet() -> None:
    table: list[Sequence[object]] = [
        ["互访清单"],
        ["序号", "时间", "带队领导", "人数"],
        [1, "2019.6.1", "局长某某", 5],
    ]
    more: list[Sequence[object]] = [*VISITS, *table]
    reading = read(*more)
    assert sorted(row.row for row in reading.rows) == [2, 8, 16]


@pytest.mark.parametrize(
    "rows",
    [
        (["县", "户数(户)"], ["盐池县", 1200], ["同心县", 3400], ["海原县", 120]),
        (["项目名称", "总投资(万元)"], ["卫生院", 120], ["学校", 300], ["道路", 55]),
    ],
)
def test_two_columns_of_names_and_numbers_are_a_table(rows: tuple[Sequence[object], ...]) -> None:
    assert [row.row for row in read(["贫困户项目情况"], *rows).rows] == [3, 4, 5]
