"""Many cells answered at once: questions that differ in one county or source become a breakdown.

A row of a breakdown by county says what the question of that county alone says. What asks of a
wider or a finer place, and what has no row, is asked by itself, so that its reason is its own.
Knows no Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.figures.asking import read_question
from jiedui.figures.beside import LinesBeside, is_met_by_keys
from jiedui.figures.compute import compute
from jiedui.figures.filterwords import filter_words
from jiedui.figures.together import grouped, single, widened
from jiedui.kernel.place import parents
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jiedui.facts.store import Facts
    from jiedui.figures.model import Answer, Question

_FEWEST = 3
"""Fewest questions for which a breakdown is worth its price."""


def answered_together(
    questions: Iterable[Question], facts: Facts, *, is_as_alone: bool = False
) -> Iterator[tuple[Question, Answer]]:
    """Yield the questions that a breakdown answers, each with its own answer of one row.

    Args:
        questions: What is asked.
        facts: The book's lines.
        is_as_alone: Whether each must read as if asked alone, to the words of why it is not exact
            and the lines beside it: a question that has any is left to be asked by itself.
    """
    for asked, several in grouped(questions):
        if len(several) >= _FEWEST:
            yield from _rows(asked, several, facts, is_as_alone=is_as_alone)


def _rows(
    asked: Question, several: list[Question], facts: Facts, *, is_as_alone: bool
) -> Iterator[tuple[Question, Answer]]:
    several = [one for one in several if _is_of_counties(one)]
    if len(several) < _FEWEST:
        return
    by = tuple("county" if name == "recipient" else name for name in asked.by)
    union = replace(widened(asked, several), by=by)
    try:
        answer = compute(union, facts)
    except Refused:
        return
    beside = answer.beside if is_as_alone else ()
    met = beside.rows if isinstance(beside, LinesBeside) else []
    found = {tuple(value for _, value in row.by): row for row in answer.rows}
    for question in several:
        row = found.get(tuple(told[0] for _, told in single(question)))
        if row is None or not row.lines or (is_as_alone and row.reason):
            continue
        ask = read_question(question, facts) if met else None
        if ask is None or not any(is_met_by_keys(ask, one) for one in met):
            filters = (*answer.trace.filters[len(asked.by) :],)
            own = [filter_words(name, told) for name, told in single(question)]
            trace = replace(answer.trace, filters=(*own, *filters))
            one = replace(row, by=())
            yield question, replace(answer, question=question, rows=(one,), beside=(), trace=trace)


def _is_of_counties(question: Question) -> bool:
    """Whether the recipient that a question asks of, if any, is one whole county."""
    return all(
        parents(told[0]).county == told[0] for name, told in single(question) if name == "recipient"
    )
