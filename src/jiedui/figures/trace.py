"""The walk back: from an answer to the lines behind it, down to entry, file, sheet and cell.

The lines that are inside add up to the answer's stated amount; those that only touch and those told
beside it are kept apart. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jiedui.figures import templates
from jiedui.figures.asking import NONE_WORDS, read_question
from jiedui.figures.beside import beside_rows, special_rows
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.flow import coarse_cells
from jiedui.figures.in_force import pairing_lines
from jiedui.figures.model import Kind
from jiedui.figures.pairing import pairings_known
from jiedui.figures.region import Scope
from jiedui.figures.statement import Walk
from jiedui.figures.stock import observations, stock_day, stock_level
from jiedui.kernel.period import day
from jiedui.kernel.place import Fit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.cells import Cells
    from jiedui.figures.model import Question
    from jiedui.figures.region import Pairings
    from jiedui.kernel.period import Period

ROWS_MAX = 20_000
"""No page is longer than this."""


@dataclass
class LinePage:
    """A page of the lines behind an answer.

    Attributes:
        rows: Lines that are inside, in order of entry, with the columns of `facts.tables` but those
            that only repeat others; `sign` turns their amounts into the figure's.
        sql: The SQL that ran.
        sign: 1, or -1 where the figure stands as credits.
    """

    rows: list[dict[str, Any]]
    sql: str = ""
    sign: int = 1
    _cells: Cells | None = field(default=None, repr=False)
    _facts: Facts | None = field(default=None, repr=False)

    @cached_property
    def total(self) -> int:
        """Number of lines that are inside, on all pages."""
        if self._cells is None or self._facts is None:
            return len(self.rows)
        found, _ = _inside(self._cells, self._facts, Walk(count=True))
        return int(found[0]["n"])

    @cached_property
    def touching(self) -> list[dict[str, Any]]:
        """Lines that may belong to it and widen its ends."""
        if self._cells is None or self._facts is None:
            return []
        cells = self._cells
        counts = cells.plan.ask.figure.overlap == "any"
        return [
            row
            for row in special_rows(cells, self._facts)
            if (row.get("may_belong") or counts or not row.get("may_overlap"))
            and _is_touching(cells, row)
        ]

    @cached_property
    def beside(self) -> list[dict[str, Any]]:
        """Lines of unknown overlap, told beside it."""
        if self._cells is None or self._facts is None:
            return []
        plan = self._cells.plan
        if plan.ask.figure.overlap != "counted" or not plan.shape.unknown:
            return []
        return beside_rows(self._cells, self._facts)


def lines_behind(
    question: Question,
    facts: Facts,
    *,
    limit: int = 100,
    offset: int = 0,
    cells: Cells | None = None,
) -> LinePage:
    """Return a page of the lines behind an answer; for a figure made of others, of its first term.

    Args:
        question: The question that was answered.
        facts: The lines.
        limit: How many lines the page has at most.
        offset: How many come before it.
        cells: What the answer was made of, where that is at hand.

    Raises:
        Refused: The question is, see `compute`.
    """
    if cells is None:
        ask = read_question(first_term(question), facts)
        pairings = pairings_known(facts, ask.known_at)
        if ask.figure.kind is Kind.IN_FORCE:
            return LinePage(pairing_lines(ask, facts)[offset : offset + limit])
        if ask.figure.kind is Kind.STOCK:
            ask = _on_its_day(ask, facts, pairings)
        cells = _cells_of(_Asking(ask, facts, pairings))
    if cells.plan.meets_none:
        return LinePage([], sign=cells.plan.shape.sign)
    page = {"limit": min(limit, ROWS_MAX), "offset": offset}
    rows, sql = _inside(cells, facts, Walk(paged=True), page=page)
    return LinePage(rows, sql, cells.plan.shape.sign, cells, facts)


_ANY = FIGURES["money"]


def first_term(question: Question) -> Question:
    """Return the question whose lines are walked: not broken down, of a figure that has lines."""
    asked = replace(question, by=())
    while FIGURES.get(asked.code, _ANY).kind is Kind.DERIVED:
        asked = replace(asked, code=FIGURES[asked.code].terms[0])
    return asked


@dataclass(frozen=True)
class _Asking:
    """A question with what answers it; equal for the same question about the same lines."""

    ask: Ask = field(compare=False)
    facts: Facts
    pairings: Pairings = field(compare=False)
    question: Question = field(init=False)
    windows: tuple[Period, ...] | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "question", self.ask.question)
        object.__setattr__(self, "windows", self.ask.region.windows)


@lru_cache(maxsize=64)
def _cells_of(asking: _Asking) -> Cells:
    return coarse_cells(asking.ask, asking.facts, asking.pairings)[0]


def _on_its_day(ask: Ask, facts: Facts, pairings: Pairings) -> Ask:
    """Return a question about a stock with the day it was answered for."""
    found = observations(ask, facts, pairings)
    on = stock_level(ask, found, stock_day(ask)).day
    return ask if on is None else replace(ask, region=replace(ask.region, windows=(day(on),)))


def _inside(
    cells: Cells, facts: Facts, walk: Walk, *, page: Mapping[str, int] = MappingProxyType({})
) -> tuple[list[dict[str, Any]], str]:
    promoted = tuple(
        "|".join("" if value is None else str(value) for value in scope) for scope in cells.inside
    )
    walk = replace(walk, promoted=bool(promoted), counted=cells.plan.ask.figure.overlap != "any")
    template = facts.template(templates.walked, cells.plan.shape, walk)
    found, sql = facts.run(template, {**cells.plan.values, **page, "promoted": promoted})
    return found.to_pylist(), sql


def _is_touching(cells: Cells, row: dict[str, Any]) -> bool:
    scope = Scope(*(row[name] for name in Scope._fields))
    fit, left = cells.region_fit(scope, row)
    if fit is Fit.OUTSIDE:
        return False
    if row.get("may_belong"):
        return True
    return (fit is Fit.TOUCHING or not row["rest_in"]) and not cells.tellings.tell_of(row, left)


def cell_question(question: Question, by: Mapping[str, str | None]) -> Question:
    """Return the question about one row of a breakdown: its values become filters."""
    where = dict(question.where)
    for name, value in by.items():
        where[name] = (NONE_WORDS[0], *where.get(name, ())) if value is None else (value,)
    return replace(question, by=(), where=tuple(where.items()))
