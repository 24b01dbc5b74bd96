"""Stocks observed while a county was not paired."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from tests.figures.book import facts_of, observed, pairing

if TYPE_CHECKING:
    from pathlib import Path

A = "533401"


def test_a_stock_observed_before_the_pairing_says_so(tmp_path: Path) -> None:
    """It was observed, so the answer is not that nobody looked."""
    entries = [
        pairing(A, "2014/", owner="310114"),
        observed(30, 100, "2013-12-31", A),
        observed(12, 41, "2016-12-31", A),
    ]
    facts = facts_of(tmp_path, entries)
    where = (("recipient", (A,)),)
    asked = Question("registered_poor_households", where=where, as_of=dt.date(2013, 12, 31))
    (before,) = compute(asked, facts).rows
    assert (before.value.stated, before.reason) == (None, "outside_pairing")
    assert "2013-12-31统计时未结对" in before.why[0]
    for by in ((), ("recipient",)):
        fall = Question("registered_poor_households_fall", by=by, where=where)
        (row,) = compute(fall, facts).rows
        assert (row.value.stated, row.reason) == (None, "outside_pairing")
