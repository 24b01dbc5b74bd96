"""Rosters, purchases, visits, monthly returns and lists: counts in the book, nothing of anyone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.exchange.kinds import KINDS
from tests.exchange.readings import WAN, Book, context, reading, row

if TYPE_CHECKING:
    from jiedui.exchange.rows import Row

NANJIAN = {"county": "南涧彝族自治县", "county_code": "532926"}
PERSON = {
    **NANJIAN,
    "name": "赵示例",
    "id_no": "530198198803120113",
    "employer": "某电子厂",
    "start_date": "2019-03",
}


def roster(*people: dict[str, object]) -> list[Row]:
    return [row(at, {**PERSON, **one}) for at, one in enumerate(people, start=4)]


def test_everyone_placed_is_counted_once_and_nobody_is_named() -> None:
    book = Book()
    book.post(reading("labour", roster({}, {"name": "钱示例"}, {"start_date": "2019-04-02"})))
    lines = book.lines("Count:LabourPlaced")
    assert [(line.amount, line.starts) for line in lines] == [
        (1, dt.date(2019, 3, 1)),
        (1, dt.date(2019, 3, 1)),
        (1, dt.date(2019, 4, 2)),
    ]
    said = repr(book.entries)
    assert not any(word in said for word in ("示例", "530198", "电子厂"))


def test_a_roster_that_looks_like_one_on_record_asks() -> None:
    book = Book()
    book.post(reading("labour", roster({})))
    [draft] = book.draft(reading("labour", roster({"name": "孙示例"})))
    assert [told.code for told in draft.problems] == ["LIKE_RECORD"]


def test_a_purchase_counts_its_amount_on_its_day_and_moves_no_money() -> None:
    book = Book()
    sale = {**NANJIAN, "sale_date": "2019-05-06", "product": "核桃", "buyer": "某食堂"}
    rows = [row(4, {**sale, "amount_fen": 3 * WAN}), row(5, {**sale, "amount_fen": None})]
    book.post(reading("consumption", rows))
    assert book.sum("Count:Consumption") == 3 * WAN
    assert book.lines("Source:Aid") == book.lines("Place:Contributed") == []
    assert book.is_balanced()


def test_a_visit_is_one_act_over_its_days() -> None:
    book = Book()
    visit = {**NANJIAN, "start_date": "2019-05-06", "end_date": "2019-05-08", "leader": "李示例"}
    book.post(reading("visit", [row(3, {**visit, "agenda": "联席会议"})]))
    [line] = book.lines("Count:Visits")
    assert (line.amount, line.starts, line.ends) == (1, dt.date(2019, 5, 6), dt.date(2019, 5, 8))
    assert "示例" not in repr(book.entries)


def month(indicator: str, unit: str, **values: object) -> Row:
    return row(5, {**NANJIAN, "indicator": indicator, "unit": unit, **values})


def test_a_monthly_return_states_and_adds_nothing() -> None:
    book = Book()
    says = context("南涧县2019年5月月报", period="2019-05", donor="闵行区")
    rows = [
        month("转移就业人数", "人", month_value=7, cumulative=40),
        month("建档立卡贫困人口", "人", cumulative=3600),
        month("某种没有的指标", "人", cumulative=9),
    ]
    drafts = book.post(reading("monthly_return", rows, says=says))
    stated = [
        (line.account, line.amount, line.starts, line.ends)
        for entry in book.entries.values()
        for line in entry.lines
    ]
    assert stated == [
        ("Assertion:labour_placed", 40, dt.date(2019, 1, 1), dt.date(2019, 5, 31)),
        ("Assertion:labour_placed", 7, dt.date(2019, 5, 1), dt.date(2019, 5, 31)),
        ("Assertion:registered_poor_people", 3600, dt.date(2019, 5, 31), dt.date(2019, 5, 31)),
    ]
    assert {told.code for draft in drafts for told in draft.problems} == {"INDICATOR_APART"}


HEADS = [
    row(4, {**NANJIAN, "head_name": "甲示例", "id_no": "530198196001010017", "members": 4}),
    row(5, {**NANJIAN, "head_name": "乙示例", "id_no": "530198196001020039", "members": 3}),
]


def test_a_household_list_is_two_numbers_that_a_person_accepts() -> None:
    book = Book()
    drafts = book.post(reading("household_list", HEADS))
    assert book.sum("Stock:RegisteredHouseholds") == 2
    assert book.sum("Stock:RegisteredPeople") == 7
    assert [[told.code for told in draft.problems] for draft in drafts] == [["LIST_AS_WHOLE"], []]
    assert not any(word in repr(book.entries) for word in ("示例", "530198"))


def test_a_household_list_without_a_day_is_not_counted() -> None:
    says = context("名单").__class__(title="名单")
    drafts = Book().draft(reading("household_list", HEADS, says=says))
    assert [told.code for draft in drafts for told in draft.problems] == ["LIST_UNDATED"]
    assert not any(draft.entries for draft in drafts)


@pytest.mark.parametrize("kind", [one for one in KINDS.values() if one.is_personal])
def test_the_words_of_personal_kinds_name_no_field(kind: object) -> None:
    assert not any("{" in one.words for one in kind.counts)  # type: ignore[attr-defined]
