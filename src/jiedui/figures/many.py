"""Many questions about flows answered in a few statements, each as if it were asked alone.

Questions of one figure that filter by the same dimensions are met by the lines in one go
(`figures.scoped`): what that costs is one plan of a statement instead of hundreds. Each then takes
the rows that are its own through the same cells, doubts and wording as a question alone.
Knows no Django.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from jiedui.facts import marks
from jiedui.figures import templates
from jiedui.figures.asking import read_question
from jiedui.figures.cells import Cells, Given
from jiedui.figures.compute import compute, flow_answer, is_change
from jiedui.figures.derived import terms_of
from jiedui.figures.doubts import doubts_of, inexact_rows
from jiedui.figures.kinds import is_by_kind
from jiedui.figures.model import Kind
from jiedui.figures.pairing import pairings_known
from jiedui.figures.shape import Keyed, left_out, plan
from jiedui.figures.statement import ASKED, Statements
from jiedui.figures.sums import Sums
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    import pyarrow as pa

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.model import Answer, Question
    from jiedui.figures.shape import Plan, Shape

_FEWEST = 3
"""Fewest questions for which a statement together is worth its price."""

_ASIDE = ("may_belong", "may_overlap")
"""Flags of sums that do not simply count."""

_BY_ASKED = f"by_{ASKED}"

Keys = tuple[tuple[str, bool], ...]
"""Keys of a dimension that a question takes in, and whether wholly."""


def answered_together(
    questions: Iterable[Question], facts: Facts
) -> Iterator[tuple[Question, Answer]]:
    """Yield questions that can be answered together, each with what `compute` answers.

    Those that are broken down, that stand alone, or that are refused are left to it.
    """
    asks = {one: ask for one in dict.fromkeys(questions) if (ask := _read(one, facts))}
    made = {one: ask for one, ask in asks.items() if _is_made(ask)}
    terms = {one: ask for whole in made.values() for one, ask in _terms(whole, facts)}
    groups: dict[Hashable, list[Plan]] = defaultdict(list)
    known: dict[Question, Answer] = {}
    for ask in {**asks, **terms}.values():
        if _is_single_flow(ask):
            own = plan(ask, facts, pairings_known(facts, ask.known_at))
            if own.meets_none:
                known[ask.question] = flow_answer(ask, Cells(own), facts, sql=())
            else:
                groups[_alike(own)].append(own)
    for several in groups.values():
        if len(several) >= _FEWEST:
            known.update(_answered(several, facts))
    yield from ((one, answer) for one, answer in known.items() if one in asks)
    for one, ask in made.items():
        if all(term in known for term in terms_of(ask)):
            yield one, compute(one, facts, known)


def _read(question: Question, facts: Facts) -> Ask | None:
    try:
        return read_question(question, facts)
    except Refused:
        return None


def _is_made(ask: Ask) -> bool:
    """Whether a question is about a rate, share or mean of flows."""
    return ask.figure.kind is Kind.DERIVED and not is_change(ask.figure) and not ask.by


def _terms(ask: Ask, facts: Facts) -> Iterator[tuple[Question, Ask]]:
    for one in terms_of(ask):
        term = _read(one, facts)
        if term is not None:
            yield one, term


def _is_single_flow(ask: Ask) -> bool:
    return (
        ask.figure.kind is Kind.FLOW
        and not ask.by
        and not is_by_kind(ask)
        and len(ask.region.windows or ()) <= 1
    )


def _alike(own: Plan) -> Hashable:
    """Return what questions have in common that one statement can answer."""
    return own.ask.figure.code, own.accounts, own.maybe, own.ask.known_at, _bare(own.shape)


def _bare(shape: Shape) -> Shape:
    """Return the shape of several questions, but for what depends on which keys they name."""
    keyed = tuple(Keyed(one.name, True, True, True, plain=False) for one in shape.keyed)  # noqa: FBT003
    return replace(shape, keyed=keyed, exclusions=(), by=(ASKED,))


def _answered(several: list[Plan], facts: Facts) -> Iterator[tuple[Question, Answer]]:
    shape, values = _together(several, facts)
    settled, coarse = (
        facts.template(build, shape) for build in (templates.settled, templates.coarse)
    )
    (sums, _), (rest, _) = facts.run_both((settled, coarse), values)
    sums_of, rest_of = _ByQuestion(sums), _ByQuestion(rest)
    has_doubt = several[0].habits.has_doubt
    inexact_of = _ByQuestion(inexact_rows(shape, values, facts)) if has_doubt else None
    for at, own in enumerate(several):
        cells = _cells(own, sums_of(at), rest_of(at))
        if inexact_of is not None:
            cells.doubts = doubts_of(cells, inexact_of(at).to_pylist())
        yield (
            own.ask.question,
            flow_answer(own.ask, cells, facts, sql=Statements(partial(_alone, own, facts))),
        )


def _cells(own: Plan, settled: pa.Table, rest: pa.Table) -> Cells:
    """Return the cells of a question; added up at once where nothing may widen them."""
    cells = Cells(own, settled)
    flagged = (settled[one] for one in _ASIDE if one in settled.column_names)
    if rest.num_rows or own.habits.has_doubt or any(pc.any(one).as_py() for one in flagged):
        cells.rest = rest
        return cells
    sums = Sums()
    for row in settled.to_pylist():
        sums.add({name: number for name, number in row.items() if name not in _ASIDE})
    cells.given = Given({(): sums}, {})
    return cells


def _together(several: list[Plan], facts: Facts) -> tuple[Shape, dict[str, object]]:
    """Return the shape of questions together and what its marks stand for."""
    first = several[0]
    shape = _bare(first.shape)
    values = {name: first.values[name] for name in ("accounts", "maybe", "unit", "known_at")}
    sets = {one.name: Sets() for one in shape.keyed} | {name: Sets() for name in shape.equal}
    rows = [
        (at, *(some.number(_keys(own, name)) for name, some in sets.items()), *_days(own))
        for at, own in enumerate(several)
    ]
    days = ("asked_from", "asked_to") if shape.windows else ()
    columns = (ASKED, *(f"{name}_wanted" for name in sets), *days)
    values[ASKED] = marks.Given(columns, rows)
    values |= {f"asked_{name}": some.given(name) for name, some in sets.items()}
    plain = {one.name for own in several for one in own.shape.keyed if one.plain}
    keys = dict.fromkeys(key for own in several for key in _recipients(own, facts))
    pairings = first.pairings
    exclusions = left_out(tuple(keys), facts.profile, pairings, values=values)
    keyed = tuple(replace(one, plain=one.name in plain) for one in shape.keyed)
    return replace(shape, keyed=keyed, exclusions=exclusions), values


def _keys(own: Plan, name: str) -> Keys:
    """Return which keys of a dimension a question takes in; "" stands for lines without one."""
    if name in own.shape.equal:
        return tuple((key, True) for key in own.ask.equal[name])
    inside, touching = (own.values[f"{name}_{how}"] for how in ("inside", "touching"))
    wholly, partly = [(key, True) for key in inside], [(key, False) for key in touching]  # type: ignore[attr-defined]
    return (*wholly, *partly, ("", False))


def _recipients(own: Plan, facts: Facts) -> tuple[str, ...]:
    if not own.ask.region.places:
        return tuple(facts.profile.recipients)
    return tuple(key for key, _ in _keys(own, "recipient") if key)


def _days(own: Plan) -> tuple[object, ...]:
    return tuple(day for one in own.ask.region.windows or () for day in (one.starts, one.ends))


@dataclass
class Sets:
    """The different keys that questions take in of one dimension, each once, by number."""

    numbers: dict[Keys, int] = field(default_factory=dict)

    def number(self, keys: Keys) -> int:
        """Return the number of some keys."""
        return self.numbers.setdefault(keys, len(self.numbers))

    def given(self, name: str) -> marks.Given:
        """Return them as a table of the dimension."""
        columns = (f"{name}_key", f"{name}_set", f"{name}_inside")
        rows = [(key, at, is_in) for keys, at in self.numbers.items() for key, is_in in keys]
        return marks.Given(columns, rows)


class _ByQuestion:
    """The rows of a statement, by the number of the question they are of."""

    def __init__(self, table: pa.Table) -> None:
        asked = table[_BY_ASKED].to_numpy()
        order = np.argsort(asked, kind="stable")
        self._table = table.drop_columns([_BY_ASKED]).take(order)
        self._numbers = asked[order]

    def __call__(self, at: int) -> pa.Table:
        first, after = np.searchsorted(self._numbers, (at, at + 1))
        return self._table.slice(first, after - first)


def _alone(own: Plan, facts: Facts) -> tuple[str, ...]:
    """Return the statements that answer a question alone."""
    kept = (facts.template(one, own.shape) for one in (templates.settled, templates.coarse))
    return tuple(facts.statement(template, own.values) for template in kept if template)
