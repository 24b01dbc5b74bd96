"""A file sent again: the same is left out, another figure waits, progress is a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.drafting import draft_rows
from jiedui.kernel.problem import Severity
from tests.exchange.readings import WAN, Book, context, reading, row

if TYPE_CHECKING:
    from jiedui.exchange.rows import Reading, Value

NANJIAN: dict[str, Value] = {"county": "南涧彝族自治县", "county_code": "532926"}
TITLED = context("闵行区对口帮扶台账", donor="闵行区")
PERSON: dict[str, Value] = {
    **NANJIAN,
    "name": "甲某",
    "id_no": "310***********1234",
    "direction": "E2W",
    "secondment_kind": "党政干部",
    "actual_start": "2018-07-03",
    "host_position": "副县长",
}


def one(kind: str, fields: dict[str, Value], **wordings: str) -> Reading:
    return reading(kind, [row(4, fields, **wordings)], says=TITLED)


def pairing(
    donor: str,
    recipient: str,
    kind: str = "对口支援",
    start: str | None = "2016",
    end: str | None = None,
) -> dict[str, Value]:
    return {
        "donor": donor,
        "recipient": recipient,
        "pairing_kind": kind,
        "start_date": start,
        "end_date": end,
    }


def ledger(**more: Value) -> Reading:
    fields: dict[str, Value] = {
        **NANJIAN,
        "project_name": "水厂",
        "district_fen": 100 * WAN,
        "period": "2018/2019-06-30",
        **more,
    }
    return one("project_fund", fields)


def test_the_same_again_is_left_out_with_a_word() -> None:
    book = Book()
    book.post(ledger())
    before = len(book.entries)
    [draft] = book.post(ledger())
    assert len(book.entries) == before
    assert [(told.code, told.severity, told.found) for told in draft.problems] == [
        ("ON_RECORD", Severity.INFO, "the same as entry 1")
    ]


def test_a_project_with_another_amount_waits_and_says_what_to_do() -> None:
    book = Book()
    book.post(ledger())
    [draft] = book.draft(ledger(district_fen=120 * WAN))
    [told] = draft.problems
    assert (told.code, told.severity) == ("PROJECT_ON_RECORD", Severity.ERROR)
    assert told.found == "another figure than entry 1, which has 100万元"
    assert told.hint == "If the file is right, take entry 1 back first, then send this file again."
    assert draft.entries == ()


def test_a_project_taken_back_may_be_posted_again() -> None:
    book = Book()
    book.post(ledger())
    book.take_back(1)
    book.post(ledger(district_fen=120 * WAN))
    assert book.sum("Source:Aid") == -120 * WAN


def test_another_year_of_a_project_adds_money_but_does_not_count_it_twice() -> None:
    book = Book()
    book.post(ledger(period="2017"))
    book.post(ledger(period="2018", district_fen=30 * WAN))
    assert book.sum("Source:Aid") == -130 * WAN
    assert book.sum("Count:Projects") == 1


def test_progress_posts_only_the_difference() -> None:
    book = Book()
    book.post(ledger(allotted_fen=100 * WAN, paid_fen=20 * WAN, progress_rate=0.3))
    book.post(ledger(allotted_fen=100 * WAN, paid_fen=90 * WAN, progress_rate=1.0))
    assert [entry.kind for entry in book.entries.values()] == ["aid", "transfer"]
    assert book.sum("Source:Aid") == -100 * WAN
    assert book.sum("Place:Disbursed") == 90 * WAN
    assert book.sum("Place:Allotted") == 10 * WAN
    assert book.sum("Count:Projects") == 1
    assert book.sum("Count:Projects", state="COMPLETED") == 1
    assert book.sum("Count:Projects", state="IN_PROGRESS") == 0
    assert book.is_balanced()
    [again] = book.draft(ledger(allotted_fen=100 * WAN, paid_fen=90 * WAN, progress_rate=1.0))
    assert [told.code for told in again.problems] == ["ON_RECORD"]


def test_a_total_stated_otherwise_waits_and_one_that_crosses_it_too() -> None:
    book = Book()
    rest: dict[str, Value] = {"project_name": "未逐项列明", "not_itemised": True}
    book.post(ledger(**rest))
    [other] = book.draft(ledger(**{**rest, "district_fen": 120 * WAN}))
    assert [told.code for told in other.problems] == ["TOTAL_ON_RECORD"]
    [crossing] = book.draft(ledger(**{**rest, "period": "2019/2020"}))
    assert [told.code for told in crossing.problems] == ["TOTALS_CROSS"]


def test_a_stock_of_the_same_day_with_another_figure_waits() -> None:
    book = Book()
    fields: dict[str, Value] = {**NANJIAN, "as_of": "2016-12-31", "households": 900}
    book.post(one("household_counts", fields))
    [draft] = book.draft(one("household_counts", {**fields, "households": 901}))
    assert [told.code for told in draft.problems] == ["STOCK_ON_RECORD"]
    [more] = book.post(one("household_counts", {**fields, "people": 3600}))
    assert not more.problems
    assert book.sum("Stock:RegisteredHouseholds") == 900


def test_a_pairing_that_ended_otherwise_waits() -> None:
    book = Book()
    book.post(one("pairing", pairing("闵行区", "南涧彝族自治县")))
    [draft] = book.draft(one("pairing", pairing("闵行区", "南涧彝族自治县", end="2019")))
    assert [told.code for told in draft.problems] == ["PAIRING_ON_RECORD"]


def test_a_gift_that_looks_the_same_needs_a_yes_and_the_same_gift_is_left_out() -> None:
    book = Book()
    fields: dict[str, Value] = {
        **NANJIAN,
        "donor": "某企业",
        "recipient": "南涧县",
        "gift_kind": "资金",
        "amount_fen": 5 * WAN,
        "purpose": "助学",
    }
    book.post(one("donation", fields))
    [same] = book.draft(one("donation", fields))
    assert [told.code for told in same.problems] == ["ON_RECORD"]
    [alike] = book.draft(one("donation", {**fields, "purpose": "助医"}))
    assert [(told.code, told.severity) for told in alike.problems] == [
        ("LIKE_RECORD", Severity.WARNING)
    ]
    assert alike.entries


def test_a_person_of_the_same_day_and_place_needs_a_yes() -> None:
    book = Book()
    book.post(one("secondment", PERSON))
    [draft] = book.draft(one("secondment", PERSON))
    assert [told.code for told in draft.problems] == ["LIKE_RECORD"]
    assert draft.entries


def test_a_row_kept_back_by_reading_is_not_drafted() -> None:
    book = Book()
    [draft] = draft_rows(ledger(), book.view(), waiting={("表", 4)})
    assert draft.entries == ()


def test_a_plan_and_what_happened_of_one_project_and_year_stand_side_by_side() -> None:
    fields: dict[str, Value] = {
        **NANJIAN,
        "project_name": "水厂",
        "content": "新建1200㎡",
        "district_fen": 100 * WAN,
        "period": "2018",
    }
    planned = one("plan", {**fields, "district_fen": 120 * WAN, "content": "新建1500㎡"})
    happened = one("project_fund", fields)
    books = []
    book = Book()
    for steps in ((planned, happened), (happened, planned)):
        book = Book()
        for step in steps:
            [draft] = book.post(step)
            assert not draft.problems
        books.append(
            [
                book.sum(account)
                for account in (
                    "Plan:Aid", "Source:Aid", "Count:PlannedProjects", "Count:Projects",
                    "Count:PlannedFloorArea", "Count:FloorArea",
                )
            ]
        )  # fmt: skip
    assert books == [[120 * WAN, -100 * WAN, 1, 1, 15_000_000, 12_000_000]] * 2
    [again] = book.draft(one("plan", {**fields, "district_fen": 130 * WAN}))
    assert [told.code for told in again.problems] == ["PROJECT_ON_RECORD"]
