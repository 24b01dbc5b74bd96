"""From a question to its answer: the door of this package. Knows no Django."""

from __future__ import annotations

from dataclasses import replace
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
from jiedui.figures.stock import observations, stock_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.cells import Cells
    from jiedui.figures.model import AnswerRow, Beside, Question


def compute(question: Question, facts: Facts) -> Answer:
    """Return the answer to a question from the lines up to the entry it asks for.

    Raises:
        Refused: The figure, a dimension or a value of the question is unknown.
    """
    ask = read_question(question, facts)
    found = answered(ask, facts)
    days = {row.as_of for row in found.rows} if ask.figure.kind is not Kind.FLOW else set()
    trace = _trace(ask, facts, found.sql)
    return Answer(
        question, ask.figure, ask.known_at, _as_of(ask, days), found.rows, trace, found.beside
    )


class Answered(NamedTuple):
    """What the book answers, before it is told with its trace.

    Attributes:
        rows: The rows.
        sql: The SQL that ran.
        beside: What stands beside them.
        cells: What they are made of, where a question about flows is: `figures.trace` walks back
            from there.
    """

    rows: Sequence[AnswerRow]
    sql: tuple[str, ...]
    beside: Sequence[Beside] = ()
    cells: Cells | None = None


def answered(ask: Ask, facts: Facts) -> Answered:
    """Return what the book answers to a question that was read against it."""
    pairings = pairings_known(facts, ask.known_at)
    if ask.figure.kind is Kind.IN_FORCE:
        return Answered(pairing_rows(ask, pairings), ())
    if ask.figure.kind is Kind.STOCK:
        seen = observations(ask, facts, pairings)
        return Answered(stock_rows(ask, seen), seen.sql)
    if ask.figure.kind is Kind.DERIVED:
        return _derived(ask, facts)
    is_kinds = is_by_kind(ask)
    cells, sql = (cells_by_kind if is_kinds else flow_cells)(ask, facts, pairings)
    beside = LinesBeside(cells, facts) if cells.has_beside else ()
    return Answered(flow_rows(cells), sql, beside, None if is_kinds else cells)


def _derived(ask: Ask, facts: Facts) -> Answered:
    sql: list[str] = []

    def rows_of(question: Question) -> Sequence[AnswerRow]:
        found = answered(read_question(question, facts), facts)
        sql.extend(found.sql)
        return found.rows

    term = FIGURES[ask.figure.terms[0]]
    if term.kind is Kind.STOCK and len(ask.figure.terms) == 1:
        own = replace(ask, figure=term, region=replace(ask.region, windows=None))
        found = observations(own, facts, pairings_known(facts, ask.known_at))
        return Answered(change_rows(ask, found), found.sql)
    return Answered(derived_rows(ask, rows_of), tuple(sql))


def _as_of(ask: Ask, days: set[dt.date | None]) -> dt.date | None:
    """Return the day the answer stands at: asked for, or the one observed."""
    if ask.question.as_of is not None:
        return ask.question.as_of
    known = {day for day in days if day is not None}
    return known.pop() if len(known) == 1 else None


def _trace(ask: Ask, facts: Facts, sql: tuple[str, ...]) -> Trace:
    head = facts.head.hash if ask.known_at == facts.known_at else ""
    return Trace(ask.figure.code, ask.figure.version, filters(ask), sql, ask.known_at, head)
