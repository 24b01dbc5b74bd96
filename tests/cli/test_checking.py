"""Stated totals of a workbook are judged before it is posted as they are afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from jiedui.books import queries
from jiedui.books.feed import facts
from jiedui.cli.checking import claims_of_file
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.figures.claim import claims_in_book, judge_all
from tests.exchange import other_programme as other
from tests.exchange.test_batches import NOW, people, through

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.access.scope import Actor

__all__ = ("people",)
pytestmark = pytest.mark.parametrize("office", ["sqlite"], indirect=True)


def test_what_is_checked_before_posting_is_what_is_checked_after(
    people: dict[str, Actor], tmp_path: Path
) -> None:
    for name in ("pairings", "ledger", "gifts"):
        through(getattr(other, name)(), f"{name}.xlsx", people)
    file = tmp_path / "statements.xlsx"
    file.write_bytes(other.statements())
    before = claims_of_file(file, None)
    head = queries.head()
    received = receive_file(file.read_bytes(), name=file.name, actor=people["wang"], now=NOW)
    post_batch(received.number, actor=people["zhao"], now=NOW, accept_warnings=True)
    after = claims_of_file(file, None)
    assert before
    own = [
        replace(one, entries=tuple(at for at in one.entries if at <= head.number)) for one in after
    ]
    assert before == own
    said_now = {(one.claim.words, one.outcome, one.book) for one in before}
    recorded = judge_all(claims_in_book(facts()), facts())
    assert said_now <= {(one.claim.words, one.outcome, one.book) for one in recorded}
