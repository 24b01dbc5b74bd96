"""Scopes that a wider total leaves out: they hold as long as a complete total stands there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.figures.complete import held_now
from jiedui.figures.compute import compute
from tests.figures.book import aid, facts_of, reversal
from tests.figures.test_traps import PREFECTURE, A, at, ends, of

if TYPE_CHECKING:
    from pathlib import Path


def test_an_exclusion_holds_only_as_long_as_its_total_stands(tmp_path: Path) -> None:
    """The total of 40 that the wider one left out is taken back, and later sent again as 60."""
    part = aid(40, "2015", at(A), itemised=False)
    total = aid(
        100, "2014/2016", at(PREFECTURE), itemised=False, excluding=f"{A}@2015-01-01/2015-12-31"
    )
    again = aid(60, "2015", at(A), itemised=False)
    facts = facts_of(tmp_path, [part, total, reversal(part), again])
    year = {"since": dt.date(2015, 1, 1), "until": dt.date(2015, 12, 31)}
    found = [ends(compute(of(A, known_at=at, **year), facts).rows[0]) for at in (2, 3, 4)]
    assert found == [(40, 40, 40), (0, None, 100), (60, 60, 60)]


def test_two_parts_of_a_breakdown_are_complete_and_one_is_not() -> None:
    days = {"starts": dt.date(2015, 1, 1), "ends": dt.date(2015, 12, 31)}
    common = {"account": "Source:Aid", "owner": None, "category": None, "excluding": None}
    scope = f"{A}@2015-01-01/2015-12-31"
    wider = {
        **common, "recipient": PREFECTURE, "source": None, "excluding": scope,
        "starts": dt.date(2014, 1, 1), "ends": dt.date(2016, 12, 31),
    }  # fmt: skip
    parts = [
        {**common, **days, "recipient": A, "source": source}
        for source in ("MUNICIPAL_POOLED", "DISTRICT_FISCAL")
    ]
    assert held_now([wider, *parts]) == {}
    assert held_now([wider, parts[0]]) == {scope: None}
    assert held_now([wider, {**parts[0], "source": None}]) == {}
    assert held_now([wider, {**parts[0], "source": None, "owner": "310114"}]) == {scope: None}
