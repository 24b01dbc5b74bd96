"""Many cells answered at once: questions that differ in one county or source become a breakdown.

A row of a breakdown says exactly what the question of that row alone says; a question without a
row is asked by itself, so that its reason is its own. Knows no Django.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.figures.catalogue import FIGURES
from jiedui.figures.compute import compute
from jiedui.figures.model import Kind
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jiedui.facts.store import Facts
    from jiedui.figures.model import Answer, Question

_DIVIDED = ("recipient", "source", "category")
_FEWEST = 3
"""Fewest questions for which a breakdown is worth its price."""


def answered_together(
    questions: Iterable[Question], facts: Facts, *, is_beside_told: bool = False
) -> Iterator[tuple[Question, Answer]]:
    """Yield the questions that a breakdown answers, each with its own answer of one row.

    Args:
        questions: What is asked.
        facts: The book's lines.
        is_beside_told: Whether lines that may be inside a total are told with it: where there are
            any, each question is left to be asked by itself.
    """
    groups: dict[Question, list[Question]] = defaultdict(list)
    for question in dict.fromkeys(questions):
        if FIGURES[question.code].kind is Kind.FLOW and _single(question):
            rest = tuple(one for one in question.where if one not in _single(question))
            by = tuple(name for name, _ in _single(question))
            groups[replace(question, by=by, where=rest)].append(question)
    for asked, several in groups.items():
        if len(several) >= _FEWEST:
            yield from _rows(asked, several, facts, is_beside_told=is_beside_told)


def _single(question: Question) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the filters of one value that a breakdown can take the place of."""
    return tuple(one for one in question.where if one[0] in _DIVIDED and len(one[1]) == 1)


def _rows(
    asked: Question, several: list[Question], facts: Facts, *, is_beside_told: bool
) -> Iterator[tuple[Question, Answer]]:
    values: dict[str, dict[str, None]] = {name: {} for name in asked.by}
    for question in several:
        for name, told in _single(question):
            values[name][told[0]] = None
    where = tuple((name, tuple(told)) for name, told in values.items())
    try:
        answer = compute(replace(asked, where=(*where, *asked.where)), facts)
    except Refused:
        return
    if is_beside_told and answer.beside:
        return
    found = {tuple(value for _, value in row.by): row for row in answer.rows}
    for question in several:
        row = found.get(tuple(told[0] for _, told in _single(question)))
        if row is not None and row.lines:
            filters = (*answer.trace.filters[len(where) :],)
            own = [f"{name}: {told[0]}" for name, told in _single(question)]
            trace = replace(answer.trace, filters=(*own, *filters))
            one = replace(row, by=())
            yield question, replace(answer, question=question, rows=(one,), beside=(), trace=trace)
