"""An answer in columns says row by row what its rows say, and rollups change nothing."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.books.entry import Dims
from jiedui.facts.store import Store
from jiedui.figures import axes
from jiedui.figures.columns import columns_of
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from tests.figures.book import aid, facts_of
from tests.figures.test_fold import books, questions

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft

BREAKDOWNS = ((), ("county",), ("source", "year"), ("county", "source", "year"))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), questions(), st.sampled_from(BREAKDOWNS))
def test_columns_and_rows_say_the_same(
    entries: list[EntryDraft], question: Question, by: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        answer = compute(replace(question, by=by), facts_of(Path(folder), entries))
        table = columns_of(answer).to_pylist()
        one_by_one = [answer.rows[at] for at in range(len(answer.rows))]
        assert list(answer.rows) == one_by_one
        assert len(table) == len(one_by_one)
        for found, row in zip(table, one_by_one, strict=True):
            value = row.value
            assert {name: found[name] for name in by} == dict(row.by)
            assert (found["low"], found["stated"], found["high"]) == (
                value.low, value.stated, value.high,
            )  # fmt: skip
            assert found["wording"] == value.wording
            assert found["lines"] == row.lines
            assert (found["itemised"], found["not_itemised"]) == (row.itemised, row.not_itemised)


def test_rollups_answer_as_the_lines_do(tmp_path: Path) -> None:
    dims = Dims(recipient="632625", payer="310000", owner="310114", source="MUNICIPAL_POOLED",
                category="RURAL")  # fmt: skip
    others = dims._replace(recipient="533422", category="SOCIAL")
    entries = [aid(100 + at, str(2012 + at % 3), (dims, others)[at % 2]) for at in range(40)]
    facts = facts_of(tmp_path, entries, tail=5)
    assert len(facts.rollups) == 2
    whole = replace(facts, rollups=())
    for question in (
        Question("money"),
        Question("money", by=("county", "year")),
        Question("money", by=("category", "payer")),
        Question("money", by=("county", "month")),
        Question("money", where=(("category", ("SOCIAL",)), ("year", ("2013",)))),
        Question("money", since=dt.date(2013, 1, 1), until=dt.date(2014, 12, 31)),
        Question("money", since=dt.date(2013, 2, 1)),
    ):
        assert list(compute(question, facts).rows) == list(compute(question, whole).rows)
    by_year = compute(Question("money", by=("county", "year")), facts).trace.sql[0]
    assert "yearly" in by_year


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), questions(), st.sampled_from(BREAKDOWNS))
def test_cells_are_searched_for_where_too_many_are_possible(
    entries: list[EntryDraft], question: Question, by: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        facts = facts_of(Path(folder), entries)
        dense = columns_of(compute(replace(question, by=by), facts))
        patch.setattr(axes, "_DENSE_MAX", 0)
        assert columns_of(compute(replace(question, by=by), facts)).equals(dense)


def test_a_rollup_that_was_changed_is_found(tmp_path: Path) -> None:
    dims = Dims("632625", "310000", "310114", "MUNICIPAL_POOLED", "RURAL")
    facts_of(tmp_path, [aid(100, "2012", dims)], tail=0)
    store = Store(tmp_path)
    assert store.verify() == []
    file = tmp_path / store.manifest().rollups[0].file
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert [one.code for one in store.verify()] == ["FACTS_ROLLUP"]
