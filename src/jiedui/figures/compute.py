"""From a question to its answer: the door of this package. Knows no Django."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from jiedui.figures.asking import read_question
from jiedui.figures.beside import LinesBeside
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.derived import change_rows, derived_rows
from jiedui.figures.filterwords import filters
from jiedui.figures.flow import flow_cells, flow_rows
from jiedui.figures.in_force import pairing_rows
from jiedui.figures.kinds import cells_by_kind, is_by_kind
from jiedui.figures.model import Answer, Kind, Trace
from jiedui.figures.pairing import pairings_known
from jiedui.figures.statement import Statements
from jiedui.figures.stock import observations, stock_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.cells import Cells
    from jiedui.figures.model import AnswerRow, Beside, Figure, Question


def compute(
    question: Question, facts: Facts, known: Mapping[Question, Answer] = MappingProxyType({})
) -> Answer:
    """Return the answer to a question from the lines up to the entry it asks for.

    Args:
        question: What is asked.
        facts: The book's lines.
        known: Answers there are already, of which a rate or a mean may be made.

    Raises:
        Refused: The figure, a dimension or a value of the question is unknown.
    """
    ask = read_question(question, facts)
    found = answered(ask, facts, known)
    days = {row.as_of for row in found.rows} if ask.figure.kind is not Kind.FLOW else set()
    return _told(ask, facts, found, days=days)


class Answered(NamedTuple):
    """What the book answers, before it is told with its trace.

    Attributes:
        rows: The rows.
        sql: The SQL that answers it.
        beside: What stands beside them.
        cells: What they are made of, where a question about flows is: `figures.trace` walks back
            from there.
    """

    rows: Sequence[AnswerRow]
    sql: Sequence[str]
    beside: Sequence[Beside] = ()
    cells: Cells | None = None


def flow_answer(ask: Ask, cells: Cells, facts: Facts, *, sql: Sequence[str]) -> Answer:
    """Return the answer to a question about flows whose cells are known."""
    return _told(ask, facts, _of_flows(cells, facts, sql), days=set())


def answered(
    ask: Ask, facts: Facts, known: Mapping[Question, Answer] = MappingProxyType({})
) -> Answered:
    """Return what the book answers to a question that was read against it; see `compute`."""
    pairings = pairings_known(facts, ask.known_at)
    if ask.figure.kind is Kind.IN_FORCE:
        return Answered(pairing_rows(ask, pairings), ())
    if ask.figure.kind is Kind.STOCK:
        seen = observations(ask, facts, pairings)
        return Answered(stock_rows(ask, seen), seen.sql)
    if ask.figure.kind is Kind.DERIVED:
        return _derived(ask, facts, known)
    is_kinds = is_by_kind(ask)
    cells, sql = (cells_by_kind if is_kinds else flow_cells)(ask, facts, pairings)
    found = _of_flows(cells, facts, sql)
    return found._replace(cells=None) if is_kinds else found


def _of_flows(cells: Cells, facts: Facts, sql: Sequence[str]) -> Answered:
    beside = LinesBeside(cells, facts) if cells.has_beside else ()
    return Answered(flow_rows(cells), sql, beside, cells)


def _derived(ask: Ask, facts: Facts, known: Mapping[Question, Answer]) -> Answered:
    ran: list[Sequence[str]] = []

    def rows_of(question: Question) -> Sequence[AnswerRow]:
        if question in known:
            ran.append(known[question].trace.sql)
            return known[question].rows
        found = answered(read_question(question, facts), facts, known)
        ran.append(found.sql)
        return found.rows

    if is_change(ask.figure):
        own = replace(
            ask, figure=FIGURES[ask.figure.terms[0]], region=replace(ask.region, windows=None)
        )
        found = observations(own, facts, pairings_known(facts, ask.known_at))
        return Answered(change_rows(ask, found), found.sql)
    return Answered(derived_rows(ask, rows_of), Statements(lambda: (*chain.from_iterable(ran),)))


def is_change(figure: Figure) -> bool:
    """Whether a figure is a change between two observations of one stock."""
    return len(figure.terms) == 1 and FIGURES[figure.terms[0]].kind is Kind.STOCK


def _told(ask: Ask, facts: Facts, found: Answered, *, days: set[dt.date | None]) -> Answer:
    trace = _trace(ask, facts, found.sql)
    as_of = _as_of(ask, days)
    return Answer(ask.question, ask.figure, ask.known_at, as_of, found.rows, trace, found.beside)


def _as_of(ask: Ask, days: set[dt.date | None]) -> dt.date | None:
    """Return the day the answer stands at: asked for, or the one observed."""
    if ask.question.as_of is not None:
        return ask.question.as_of
    known = {day for day in days if day is not None}
    return known.pop() if len(known) == 1 else None


def _trace(ask: Ask, facts: Facts, sql: Sequence[str]) -> Trace:
    head = facts.head.hash if ask.known_at == facts.known_at else ""
    return Trace(ask.figure.code, ask.figure.version, filters(ask), sql, ask.known_at, head)
