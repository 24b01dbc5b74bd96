"""Facts are the book: same lines, same sums, whatever part of them lies on disk."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.access.scope import EVERYWHERE, Actor, Held
from jiedui.books import feed, queries
from jiedui.books.commands import post_entries
from jiedui.books.feed import extend_facts, facts
from jiedui.books.verify import verify_book
from jiedui.facts import store
from jiedui.facts.tables import NAMES
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import Wording
from tests.books.drafts import aid, count
from tests.moment import NOW

pytestmark = pytest.mark.usefixtures("office")

REVIEWER = Actor("he", "何", (Held("reviewer", ""),))


def rows() -> list[dict[str, object]]:
    known = facts()
    found: list[dict[str, object]] = known.rows(
        known.table().order_by(["entry", "line"])
    ).to_pylist()
    return found


def test_a_line_carries_its_entry_its_period_and_its_places() -> None:
    post_entries(
        [
            aid(1000, "2016-05", recipient="533422:升平镇", wording=Wording.OVER),
            count(3, "2013/2017", recipient="533422+632625"),
        ],
        actor=REVIEWER,
        now=NOW,
    )
    debit, credit, trained = rows()
    assert tuple(debit) == NAMES
    told = {"entry": 1, "line": 1, "kind": "aid", "document": "2017 年拨付情况", "amount": 100_000}
    told |= {"low_delta": 0, "high_open": 1, "wording": "over"}
    assert {name: debit[name] for name in told} == told
    assert (debit["year"], debit["quarter"], debit["month"]) == (2016, 20162, 201605)
    assert (debit["starts"], debit["ends"]) == (dt.date(2016, 5, 1), dt.date(2016, 5, 31))
    assert (debit["province"], debit["prefecture"], debit["county"]) == (
        "530000",
        "533400",
        "533422",
    )
    assert (credit["amount"], credit["low_open"], credit["high_open"]) == (-100_000, 1, 0)
    assert (debit["itemised"], debit["cell"]) == (True, "returns.xlsx\tSheet1\tC4")
    assert (trained["year"], trained["quarter"], trained["month"]) == (None, None, None)
    assert (trained["province"], trained["prefecture"], trained["county"]) == (None, None, None)


def test_parts_and_tail_give_the_same_lines() -> None:
    post_entries(
        [aid(number, f"20{13 + number % 5}") for number in range(30)], actor=REVIEWER, now=NOW
    )
    from_tail = rows()
    assert extend_facts() == 30
    assert rows() == from_tail
    post_entries([aid(7), count(9, "2015")], actor=REVIEWER, now=NOW)
    mixed = rows()
    assert mixed[:60] == from_tail
    assert len(mixed) == 63
    assert facts().known_at == 32
    assert extend_facts() == 32
    assert extend_facts() == 32
    assert rows() == mixed
    verified = verify_book()
    assert verified.ok, verified.problems


def test_every_line_is_there_with_its_number() -> None:
    post_entries([aid(number) for number in range(1, 20)], actor=REVIEWER, now=NOW)
    there = [
        (record.number, at, one.account, one.amount)
        for record in reversed(queries.entries(EVERYWHERE))
        for at, one in enumerate(record.draft.lines, 1)
    ]
    assert [(row["entry"], row["line"], row["account"], row["amount"]) for row in rows()] == there


def test_large_books_are_written_in_several_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "PART_LINES_MAX", 10)
    monkeypatch.setattr(feed, "CHUNK", 4)
    monkeypatch.setattr(store, "MERGED_AT", 9)
    post_entries([aid(number) for number in range(23)], actor=REVIEWER, now=NOW)
    assert extend_facts() == 23
    assert len(feed.store().manifest().parts) == 5
    assert len(rows()) == 46
    assert verify_book().ok


def test_an_entry_the_book_does_not_have_is_refused() -> None:
    assert facts(known_at=0).known_at == 0
    with pytest.raises(Refused, match="ENTRY_UNKNOWN"):
        facts(known_at=1)
