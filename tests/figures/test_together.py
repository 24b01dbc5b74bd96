"""What is asked and walked together is what each question says and walks alone."""

from __future__ import annotations

import datetime as dt
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jiedui.books.entry import Dims
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.figures.together import lines_behind_each
from jiedui.figures.trace import lines_behind
from jiedui.forms.breakdowns import answered_together
from tests.figures.book import facts_of, gift
from tests.figures.programme import entries as programme
from tests.figures.test_fold import PLACES, books

if TYPE_CHECKING:
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
    answered = dict(answered_together(questions, facts, is_as_alone=True))
    for question, together in answered.items():
        alone = compute(question, facts)
        assert (*together.rows,) == (*alone.rows,), question
        assert (*together.beside,) == (*alone.beside,), question
        assert together.trace.known_at == alone.trace.known_at
    return len(answered), len(walked)


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
