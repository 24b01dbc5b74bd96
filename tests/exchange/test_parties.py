"""Who stands in a pairing: a place keeps the name it had then, however it is called today."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.exchange.naming import resolve_party


@pytest.mark.parametrize(
    ("written", "year", "name", "key", "problem"),
    [
        ("下城区", 2016, "下城区", "330105", ""),  # Merged into 拱墅区 in 2021.
        ("下城区", 2022, "拱墅区", "330105", "NAME_OLD"),
        ("南汇区", 2007, "南汇区", "310115", ""),
        ("梁平县", 2015, "梁平区", "500155", ""),  # The same place, raised in rank.
        ("香格里拉县", 2012, "香格里拉市", "533401", ""),
        ("径山村", 2019, "径山村", None, ""),
    ],
)
def test_a_party_has_the_name_of_its_time(
    written: str, year: int, name: str, key: str | None, problem: str
) -> None:
    party = resolve_party(written, on=dt.date(year, 3, 1))
    assert (party.name, party.key, party.problem) == (name, key, problem)
