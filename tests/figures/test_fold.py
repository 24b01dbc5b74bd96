"""Every answer equals a plain fold over the lines, and every sum its own drill-down."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.books.entry import Dims
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.figures.trace import cell_question, lines_behind
from jiedui.kernel.quantity import NOT_STATED, Wording, said
from tests.figures.book import aid, count, facts_of, pairing, reversal
from tests.figures.fold import Fold

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from jiedui.books.entry import EntryDraft
    from jiedui.facts.store import Facts
    from jiedui.figures.model import Answer
    from jiedui.kernel.quantity import Interval

PLACES = ("533401", "533422", "533400", "632625", "533422:升平镇", "533401+533422", "533422+632625")
SOURCES = ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", None, "DISTRICT_FISCAL+MUNICIPAL_POOLED")
CATEGORIES = ("RURAL", "SOCIAL", None)
OWNERS = ("310114", None)


@st.composite
def _period(draw: Callable[[Any], Any]) -> str:
    first = draw(st.integers(2012, 2018))
    last = draw(st.integers(first, 2018)) if draw(st.booleans()) else first
    return f"{first}/{last}"


@st.composite
def _dims(draw: Callable[[Any], Any]) -> Dims:
    return Dims(
        recipient=draw(st.sampled_from(PLACES)),
        owner=draw(st.sampled_from(OWNERS)),
        payer=draw(st.sampled_from(("310000", "310114", None))),
        source=draw(st.sampled_from(SOURCES)),
        category=draw(st.sampled_from(CATEGORIES)),
    )


def _said() -> st.SearchStrategy[Interval]:
    words = st.sampled_from(
        (Wording.EXACT, Wording.EXACT, Wording.OVER, Wording.ABOUT, Wording.AT_MOST)
    )
    amounts = st.builds(said, st.integers(0, 900), words)
    return st.one_of(amounts, amounts, st.just(NOT_STATED))


@st.composite
def books(draw: Callable[[Any], Any]) -> list[EntryDraft]:
    """Return a book: records, totals that contain some of them, reversals, pairings."""
    entries: list[EntryDraft] = []
    entries += [
        pairing(draw(st.sampled_from(PLACES[:4])), draw(_period()), owner="310114")
        for _ in range(draw(st.integers(0, 2)))
    ]
    records = [
        aid(draw(_said()), draw(_period()), draw(_dims()), itemised=draw(st.booleans()))
        for _ in range(draw(st.integers(1, 5)))
    ]
    if draw(st.booleans()):
        dims = draw(_dims())._replace(recipient="533422")
        records.append(aid(draw(_said()), "2013/2014", dims, itemised=False))
    entries += records
    if draw(st.booleans()):
        parts = [line for one in records[: draw(st.integers(0, 2))] for line in one.lines]
        excluding = draw(st.sampled_from((None, None, "533422@2013-01-01/2014-12-31")))
        whole = aid(
            draw(_said()),
            "2012/2018",
            draw(_dims()),
            itemised=False,
            carved=parts,
            excluding=excluding,
        )
        entries.append(whole)
    for one in draw(st.lists(st.sampled_from(entries), max_size=2, unique_by=id)):
        entries.append(reversal(one))
    return entries


@st.composite
def questions(draw: Callable[[Any], Any]) -> Question:
    """Return a question about money."""
    where = []
    if draw(st.booleans()):
        where.append(
            (
                "recipient",
                tuple(
                    draw(st.lists(st.sampled_from(PLACES[:5]), min_size=1, max_size=2, unique=True))
                ),
            )
        )
    if draw(st.booleans()):
        where.append(("source", (draw(st.sampled_from(SOURCES[:2])),)))
    since = draw(st.sampled_from((None, 2013, 2015)))
    until = draw(st.sampled_from((None, 2015, 2017)))
    return Question(
        "money",
        by=draw(
            st.sampled_from(
                ((), (), ("county",), ("year",), ("source",), ("category",), ("source", "category"))
            )
        ),
        where=tuple(where),
        since=since and dt.date(since, 1, 1),
        until=until and dt.date(until, 12, 31),
    )


def _value(text: str | None, name: str) -> object:
    return int(text) if text is not None and name == "year" else text


def _answered(answer: Answer) -> dict[tuple[Any, ...], tuple[int | None, int | None, int | None]]:
    return {
        tuple(_value(value, name) for name, value in row.by): (
            row.value.low,
            row.value.stated,
            row.value.high,
        )
        for row in answer.rows
    }


def _expected(fold: Fold, question: Question) -> dict[tuple[Any, ...], Any]:
    found = {key: fold.value(bag) for key, bag in fold.rows(question).items()}
    return {key: value for key, value in found.items() if value != (None, None, None)}


def _is_nothing(answer: Answer) -> bool:
    return all(row.value.wording is Wording.NOT_KNOWN for row in answer.rows)


def check_against_fold(entries: list[EntryDraft], question: Question, facts: Facts) -> None:
    """Assert that the answer is what a plain fold gives."""
    answer = compute(question, facts)
    fold = Fold(entries, ("Source:Aid", "Source:Gift"), -1)
    expected = _expected(fold, question)
    if _is_nothing(answer):
        assert not expected
        return
    found = _answered(answer)
    for key, value in expected.items():
        assert found[key] == value, key
    for key in found.keys() - expected.keys():
        assert found[key][1] is None, "a cell that no line stands in has no stated amount"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), questions())
def test_an_answer_is_the_fold_of_its_lines(entries: list[EntryDraft], question: Question) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_against_fold(entries, question, facts_of(Path(folder), entries))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), questions())
def test_every_sum_equals_its_own_drill_down(entries: list[EntryDraft], question: Question) -> None:
    with tempfile.TemporaryDirectory() as folder:
        facts = facts_of(Path(folder), entries, tail=99)
        for row in compute(question, facts).rows:
            page = lines_behind(cell_question(question, dict(row.by)), facts, limit=1000)
            total = page.sign * sum(line["amount"] for line in page.rows)
            assert total == row.itemised + row.not_itemised
            assert page.total == len(page.rows)
            if row.value.wording is Wording.EXACT:
                assert total == row.value.stated


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(books())
def test_parts_and_the_row_not_broken_down_add_up_to_the_whole(entries: list[EntryDraft]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        facts = facts_of(Path(folder), entries, tail=99)
        whole = compute(Question("money"), facts).rows[0]
        for by in (
            ("county",),
            ("year",),
            ("source",),
            ("category", "county"),
            ("payer",),
            ("recipient", "year"),
        ):
            rows = compute(Question("money", by=by), facts).rows
            assert (
                sum(row.itemised + row.not_itemised for row in rows)
                == whole.itemised + whole.not_itemised
            )
            assert sum(row.itemised for row in rows) == whole.itemised


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), questions(), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_no_answer(
    entries: list[EntryDraft], question: Question, order: random.Random
) -> None:
    mixed = list(entries)
    order.shuffle(mixed)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        first = compute(question, facts_of(Path(one), entries, tail=99))
        second = compute(question, facts_of(Path(other), mixed, tail=99))
        assert list(first.rows) == list(second.rows)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), questions(), st.integers(0, 12))
def test_an_answer_as_known_at_an_entry_is_that_of_the_shorter_book(
    entries: list[EntryDraft], question: Question, known_at: int
) -> None:
    known_at = min(known_at, len(entries))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        asked = Question(
            question.code,
            question.by,
            question.where,
            question.since,
            question.until,
            known_at=known_at,
        )
        then = compute(asked, facts_of(Path(one), entries, tail=99))
        short = compute(question, facts_of(Path(other), entries[:known_at], tail=99))
        assert then.known_at == known_at
        assert list(then.rows) == list(short.rows)


def test_the_fold_can_fail(tmp_path: Path) -> None:
    entries = [aid(100, "2013", Dims(recipient="632625"))]
    facts = facts_of(tmp_path, entries)
    entries.append(count("Source:Aid", "fen", -1, "2013", Dims(recipient="632625")))
    with pytest.raises(AssertionError):
        check_against_fold(entries, Question("money"), facts)
