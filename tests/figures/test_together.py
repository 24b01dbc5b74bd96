"""What is asked and walked together is what each question says and walks alone."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jiedui.books.entry import Dims
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.compute import compute
from jiedui.figures.many import answered_together
from jiedui.figures.model import Kind, Question
from jiedui.figures.together import lines_behind_each
from jiedui.figures.trace import lines_behind
from tests.figures.book import aid, facts_of, gift
from tests.figures.programme import entries as programme
from tests.figures.test_fold import CATEGORIES, PLACES, SOURCES, books

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.books.entry import EntryDraft
    from jiedui.facts.store import Facts

WINDOWS = ((None, None), (dt.date(2013, 1, 1), dt.date(2015, 12, 31)))


def asked(code: str, places: tuple[str, ...]) -> list[Question]:
    """Return questions about places, sources and both, in some windows."""
    where: list[tuple[tuple[str, tuple[str, ...]], ...]] = [
        (("recipient", (place,)),) for place in places
    ]
    where += [
        (("recipient", (place,)), ("source", (source,)))
        for place, source in product(places, ("MUNICIPAL_POOLED", "DISTRICT_FISCAL"))
    ]
    return [
        Question(code, where=one, since=since, until=until)
        for one in where
        for since, until in WINDOWS
    ]


def check(facts: Facts, questions: list[Question]) -> tuple[int, int]:
    """Assert that each says and walks the same alone; return how many were answered and walked."""
    walked = dict(lines_behind_each(questions, facts, limit=1000))
    for question, rows in walked.items():
        assert rows == lines_behind(question, facts, limit=1000).rows, question
    return check_answers(facts, questions), len(walked)


def check_answers(facts: Facts, questions: list[Question]) -> int:
    """Assert that each is answered together as alone; return how many are answered together."""
    answered = dict(answered_together(questions, facts))
    for question, together in answered.items():
        alone = compute(question, facts)
        assert (*together.rows,) == (*alone.rows,), question
        assert (*together.beside,) == (*alone.beside,), question
        assert together.as_of == alone.as_of
        assert replace(together.trace, sql=()) == replace(alone.trace, sql=())
        if FIGURES[question.code].kind is Kind.FLOW:
            assert sorted(together.trace.sql) == sorted(alone.trace.sql)
    return len(answered)


QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking, which asks some hundred questions a step."""


@settings(max_examples=4, deadline=None, phases=QUICK, suppress_health_check=list(HealthCheck))
@given(books(), st.sampled_from(((), (gift(700, "2014", Dims("533422")),))))
def test_any_book_says_the_same_together(
    entries: list[EntryDraft], gifts: tuple[EntryDraft, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check(facts_of(Path(folder), [*entries, *gifts], tail=99), asked("money", PLACES))


def test_a_programme_says_the_same_together(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, programme())
    places = ("632625", "533422", "533401", "532322", "341503")
    answered, walked = check(facts, asked("money", places))
    assert answered > 0
    assert walked > len(places)


def named(dimension: str, values: tuple[str | None, ...]) -> st.SearchStrategy[Where]:
    """Return filters of a dimension: none, one value, two, or what is not broken down by it."""
    one = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
    filters = one.map(lambda some: ((dimension, tuple(value or "-" for value in some)),))
    return st.one_of(st.just(()), filters, filters)


Where = tuple[tuple[str, tuple[str, ...]], ...]
DAYS = st.dates(dt.date(2012, 6, 1), dt.date(2018, 3, 1))
YEARS = st.integers(2012, 2018)
FLOWS = ("money", "money", "money", "allotted", "money_given", "arrival_rate", "money_share")


@st.composite
def several(draw: Callable[[Any], Any]) -> list[Question]:
    """Return questions of a form: any place, source and category, by year or from day to day."""
    where = st.tuples(
        named("recipient", PLACES[:5]),
        named("source", SOURCES[:3]),
        named("category", CATEGORIES),
    ).map(lambda parts: tuple(one for part in parts for one in part))
    since = st.one_of(st.none(), YEARS.map(lambda year: dt.date(year, 1, 1)), DAYS)
    until = st.one_of(st.none(), YEARS.map(lambda year: dt.date(year, 12, 31)), DAYS)
    known_at = draw(st.sampled_from((None, None, 1, 4)))
    found = []
    for _ in range(16):
        first, last = draw(since), draw(until)
        if first is not None and last is not None and last < first:
            first, last = last, first
        code = draw(st.sampled_from(FLOWS))
        found.append(Question(code, where=draw(where), since=first, until=last, known_at=known_at))
    return found


@settings(max_examples=6, deadline=None, phases=QUICK, suppress_health_check=list(HealthCheck))
@given(books(), several(), st.sampled_from(((), (gift(700, "2014", Dims("533422")),))))
def test_any_questions_are_answered_together_as_alone(
    entries: list[EntryDraft], asked: list[Question], gifts: tuple[EntryDraft, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        facts = facts_of(Path(folder), [*entries, *gifts], tail=99)
        known = facts.known_at
        check_answers(
            facts, [replace(one, known_at=min(one.known_at or known, known)) for one in asked]
        )


@pytest.mark.parametrize("tail", [0, 99])
def test_every_cell_of_a_form_is_answered_together(tmp_path: Path, tail: int) -> None:
    facts = facts_of(tmp_path, programme(), tail=tail)
    cells = [
        Question(code, where=(("recipient", (place,)), ("year", (year,)), *source))
        for code in ("money", "allotted", "utilisation_rate", "people_trained")
        for place in ("632625", "533422", "533401", "532322", "999999")
        for year in ("2014", "2016")
        for source in ((), (("source", ("MUNICIPAL_POOLED",)),))
        if not source or code != "people_trained"
    ]
    known = [one for one in cells if one.where[0][1] != ("999999",)]
    assert check_answers(facts, cells) == len(known)


def test_plain_lines_added_up_by_year_are_answered_together(tmp_path: Path) -> None:
    places, sources = ("533422", "533401", "632625"), ("MUNICIPAL_POOLED", "DISTRICT_FISCAL")
    dims = [
        Dims(place, payer="310114", owner="310114", source=source, category="SOCIAL")
        for place, source in product(places, sources)
    ]
    entries = [
        aid(at * year, f"{year}-0{at % 9 + 1}-03", one)
        for year in (2014, 2015)
        for at, one in enumerate(dims, 1)
    ]
    facts = facts_of(tmp_path, entries, tail=2)
    assert facts.rollups
    asked = [
        Question("money", where=(("recipient", (place,)), *more), since=first, until=last)
        for place in places
        for more in ((), (("source", sources[:1]),), (("category", ("SOCIAL",)),))
        for first, last in (
            (dt.date(2014, 1, 1), dt.date(2014, 12, 31)),
            (dt.date(2014, 1, 1), dt.date(2015, 12, 31)),
            (dt.date(2014, 3, 3), dt.date(2015, 4, 3)),
        )
    ]
    assert check_answers(facts, asked) == len(asked)


def test_lines_of_many_projects_are_walked_together(tmp_path: Path) -> None:
    keys = [f"632625/项目{at}" for at in range(6)]
    entries = [
        aid(100 + at, year, Dims("632625", owner="310114", source=source, project=key))
        for at, key in enumerate(keys)
        for year, source in (("2015", "MUNICIPAL_POOLED"), ("2016", "DISTRICT_FISCAL"))
    ]
    facts = facts_of(tmp_path, [*programme(), *entries], tail=99)
    asked = [
        Question(code, where=(("project", (key,)), ("owner", ("310114",))), until=until)
        for code in ("money", "projects")
        for key in (*keys, "632625/教学楼", "632625/人民医院")
        for until in (None, dt.date(2015, 12, 31))
    ]
    answered, walked = check(facts, asked)
    assert answered == walked == len(asked)
