"""Gifts of posted workbooks become records, once, and stay with their entry when corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.exchange.answering import say_replacing
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.giving.queries.donors import donors
from jiedui.giving.queries.gifts import GiftFilter, gift, gifts
from tests.giving.test_gifts import figure
from tests.web.conftest import NOW, settle
from tests.web.test_batches import GOOD, workbook

if TYPE_CHECKING:
    from tests.conftest import Office

FIRST = (GOOD, (2, "某某街道", "久治县教育局", "2017-04-01", "实物", 8, "", ""))
CHANGED = ((*GOOD[:5], 20, *GOOD[6:]), FIRST[1])


def send(name: str, *rows: tuple[object, ...]) -> int:
    """Receive a ledger and return its batch."""
    content = workbook(*rows).read()
    return receive_file(content, name=name, actor=actor_named("officer"), now=NOW).number


def post(number: int) -> None:
    """Post a batch."""
    post_batch(number, actor=actor_named("reviewer"), now=NOW, accept_warnings=True)


def test_posted_rows_are_records_and_counted_once(sqlite_office: Office) -> None:
    assert sqlite_office.data_dir.is_dir()
    settle()
    post(send("台账.xlsx", *FIRST))
    found = gifts(EVERYWHERE, GiftFilter())
    assert [(one.donor_name, one.kind, one.entry) for one in found] == [
        ("某某街道", "goods", 2),
        ("某某商会", "cash", 1),
    ]
    assert found[1].amount is not None
    assert found[1].amount.stated == 12_500_000
    assert figure("gifts_count") == 2
    assert [one.kind for one in donors(EVERYWHERE)] == ["unit", "association"]


def test_a_corrected_return_moves_the_record_to_the_new_entry(sqlite_office: Office) -> None:
    assert sqlite_office.data_dir.is_dir()
    settle()
    post(send("台账.xlsx", *FIRST))
    again = send("台账(更正).xlsx", *CHANGED)
    say_replacing(again, replaces=1, actor=actor_named("officer"), now=NOW)
    post(again)
    found = {one.donor_name: one for one in gifts(EVERYWHERE, GiftFilter())}
    assert len(found) == 2
    changed = found["某某商会"]
    assert changed.amount is not None
    assert (changed.amount.stated, changed.number) == (20_000_000, 1)
    assert gift(EVERYWHERE, changed.number).taken_back_by is None
    assert figure("gifts_count") == 2
    assert figure("gift", payer="某某商会") == 20_000_000
