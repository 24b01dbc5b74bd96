"""The lines behind many answers, walked once for those that differ in a place, source or category.

Two statements for a group: the lines wholly inside one of its questions, and the special ones that
may be inside though their days or places reach further. Each question then takes its own, by the
same keys and fits by which `figures.trace` walks it alone. Knows no Django.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from jiedui.figures import templates
from jiedui.figures.asking import NONE_WORDS, read_question
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.cells import Cells
from jiedui.figures.model import Kind
from jiedui.figures.pairing import pairings_known
from jiedui.figures.region import Scope
from jiedui.figures.shape import plan
from jiedui.figures.statement import Walk
from jiedui.figures.trace import first_term
from jiedui.kernel.place import Fit
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jiedui.facts.store import Facts
    from jiedui.figures.model import Question
    from jiedui.figures.shape import Plan

DIVIDED = ("recipient", "source", "category")
"""Dimensions of which many questions ask one value each."""

_FEWEST = 3
"""Fewest questions for which a walk together is worth its price."""

_ORDER = itemgetter("entry", "line")

Row = dict[str, Any]
"""A line, with the columns of `figures.trace.LinePage`."""


def single(question: Question) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the filters of one value in which questions that belong together differ."""
    return tuple(
        one
        for one in question.where
        if one[0] in DIVIDED and len(one[1]) == 1 and one[1][0] not in NONE_WORDS
    )


def widened(question: Question, several: Iterable[Question]) -> Question:
    """Return a question with every value that several others ask of its breakdown as a filter."""
    values: dict[str, dict[str, None]] = {name: {} for name in question.by}
    for one in several:
        for name, told in single(one):
            values[name][told[0]] = None
    where = tuple((name, tuple(told)) for name, told in values.items())
    return replace(question, where=(*where, *question.where))


def grouped(questions: Iterable[Question]) -> Iterator[tuple[Question, list[Question]]]:
    """Yield the breakdown that questions about flows are rows of, with those questions."""
    groups: dict[Question, list[Question]] = defaultdict(list)
    for question in dict.fromkeys(questions):
        figure = FIGURES.get(question.code)
        own = single(question)
        if figure is not None and figure.kind is Kind.FLOW and own:
            rest = tuple(one for one in question.where if one not in own)
            by = tuple(name for name, _ in own)
            groups[replace(question, by=by, where=rest)].append(question)
    yield from groups.items()


def lines_behind_each(
    questions: Iterable[Question], facts: Facts, *, limit: int
) -> Iterator[tuple[Question, list[Row]]]:
    """Yield questions that belong together with the first lines behind each.

    Yields what `figures.trace.lines_behind` yields of each question alone; questions
    that stand alone, or are refused, are left to it.
    """
    asked: dict[Question, list[Question]] = defaultdict(list)
    for question in dict.fromkeys(questions):
        asked[first_term(question)].append(question)
    for group, several in grouped(asked):
        if len(several) < _FEWEST:
            continue
        try:
            found = [*_walked(widened(group, several), several, facts)]
        except Refused:
            continue
        for term, rows in found:
            for question in asked[term]:
                yield question, rows[:limit]


def _walked(
    union: Question, several: list[Question], facts: Facts
) -> Iterator[tuple[Question, list[Row]]]:
    names = union.by
    whole = _planned(replace(union, by=()), facts)
    counted = whole.ask.figure.overlap != "any"
    inside = _rows(whole, facts, Walk(counted=counted))
    columns = inside[0]
    settled: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in inside[1]:
        settled[tuple(row[name] for name in names)].append(row)
    special = _rows(whole, facts, Walk(inside=False))[1]
    special = [row for row in special if _counts(row, whole, counted=counted)]
    for question in several:
        own = Cells(_planned(question, facts))
        keys = {name: {*_values(own.plan.values, f"{name}_inside")} for name in names}
        here = [
            row
            for at, rows in settled.items()
            if all(value in keys[name] for name, value in zip(names, at, strict=True))
            for row in rows
        ]
        there = {_ORDER(row) for row in here}
        here += [
            {name: row[name] for name in columns}
            for row in special
            if _ORDER(row) not in there and _is_promoted(own, row)
        ]
        yield question, sorted(here, key=_ORDER)


def _planned(question: Question, facts: Facts) -> Plan:
    ask = read_question(question, facts)
    return plan(ask, facts, pairings_known(facts, ask.known_at))


def _rows(whole: Plan, facts: Facts, walk: Walk) -> tuple[list[str], list[Row]]:
    found, _ = facts.run(facts.template(templates.walked, whole.shape, walk), whole.values)
    return found.column_names, found.to_pylist()


def _values(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = values.get(name, ())
    return found if isinstance(found, tuple) else ()


def _counts(row: Row, whole: Plan, *, counted: bool) -> bool:
    """Whether a line adds to the figure and is not only told beside it."""
    if whole.shape.maybe and row["account"] not in whole.accounts:
        return False
    return not (counted and whole.shape.unknown) or row["overlap"] == "counted"


def _is_promoted(own: Cells, row: Row) -> bool:
    """Whether a line is inside though its days or places reach further; its days touch already."""
    values = own.plan.values
    for one in own.plan.shape.keyed:
        key, inside = row[one.name], _values(values, f"{one.name}_inside")
        is_place = one.name == "recipient"
        touching = _values(values, f"{one.name}_touching") if is_place else ()
        if key not in inside and key not in touching:
            return False
    scope = Scope(*(row[name] for name in Scope._fields))
    fit, _ = own.region_fit(scope, {"place_in": False})
    return fit is Fit.INSIDE
