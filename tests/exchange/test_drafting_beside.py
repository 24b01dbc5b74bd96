"""Totals stated beside the records, or in no stated relation to them, whatever comes first."""

from __future__ import annotations

import pytest

from tests.exchange.readings import WAN, Book, reading, row
from tests.exchange.test_drafting_totals import (
    NANJIAN,
    PAGE,
    count,
    items,
    ledger_with_rests,
    project,
    stated,
    wide,
)


@pytest.mark.parametrize(("relation", "counted", "records"), [("另计", 25, 1), ("未说明", 1, 1)])
def test_records_that_come_after_a_total_beside_them_are_not_taken_out_of_it(
    relation: str, counted: int, records: int
) -> None:
    steps = [items(project("甲", "社会事业")), stated(count("社会事业", 24, relation=relation))]
    for order in (steps, steps[::-1]):
        book = Book()
        for step in order:
            book.post(step)
        assert book.sum("Count:Projects", category="SOCIAL") == counted
        assert book.sum("Count:Projects", itemised=True) == records
        assert all(line.sense > 0 for line in book.lines("Count:Projects"))


def test_money_beside_the_records_contains_no_rest_of_a_ledger_and_no_gift() -> None:
    gift = reading(
        "donation",
        [row(4, {**NANJIAN, "donor": "某企业", "gift_kind": "资金", "amount_fen": 5 * WAN,
                 "donation_date": "2018-05-01"})],
        says=PAGE,
        file="捐赠.xlsx",
    )  # fmt: skip
    steps = [ledger_with_rests(), stated({**wide(1000), "relation": "另计"}), gift]
    for order in (steps, steps[::-1], [steps[1], steps[0], steps[2]]):
        book = Book()
        for step in order:
            book.post(step)
        assert book.sum("Source:Aid", recipient="532922+532926") == -1000 * WAN
        assert book.sum("Source:Aid", recipient="532926") == -500 * WAN
        assert {line.excluding for line in book.lines("Source:Aid")} == {None}
        assert book.is_balanced()


def test_one_amount_stated_in_two_relations_waits() -> None:
    book = Book()
    book.post(stated(count("社会事业", 24)))
    [draft] = book.draft(stated(count("社会事业", 24, relation="另计")))
    assert "TOTAL_ON_RECORD" in [told.code for told in draft.problems]
