"""The lines behind many answers, walked once where they differ in place, source or project.

Two statements for a group: the lines wholly inside one of its questions, and the special ones that
may be inside though their days or places reach further. Each question then takes its own, by the
same keys and fits by which `figures.trace` walks it alone. Knows no Django.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import product
from math import prod
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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jiedui.facts.store import Facts
    from jiedui.figures.model import Question
    from jiedui.figures.shape import Plan

DIVIDED = ("recipient", "source", "category", "project")
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
    settled = _by_keys(inside[1], names)
    exact = tuple(name for name in names if name in whole.shape.equal)
    special = _rows(whole, facts, Walk(inside=False))[1]
    near = _by_keys((row for row in special if _counts(row, whole, counted=counted)), exact)
    for question in several:
        own = Cells(_planned(question, facts))
        keys = {name: _inside(own.plan, name) for name in names}
        here = _own(settled, [*keys.values()])
        there = {_ORDER(row) for row in here}
        here += [
            {name: row[name] for name in columns}
            for row in _own(near, [keys[name] for name in exact])
            if _ORDER(row) not in there and _is_promoted(own, row)
        ]
        yield question, sorted(here, key=_ORDER)


def _by_keys(rows: Iterable[Row], names: Sequence[str]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[name] for name in names)].append(row)
    return found


def _own(settled: Mapping[tuple[Any, ...], list[Row]], keys: Sequence[frozenset[str]]) -> list[Row]:
    """Return the lines whose keys are all among those of a question."""
    if prod(map(len, keys)) <= len(settled):
        return [row for at in product(*keys) for row in settled.get(at, ())]
    return [
        row
        for at, rows in settled.items()
        if all(value in taken for taken, value in zip(keys, at, strict=True))
        for row in rows
    ]


def _inside(plan: Plan, name: str) -> frozenset[str]:
    """Return the keys of a dimension that are inside a question."""
    is_equal = name in plan.shape.equal
    return frozenset(_values(plan.values, f"equal_{name}" if is_equal else f"{name}_inside"))


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
