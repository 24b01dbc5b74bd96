"""Figures that add up what happened: from a question to rows. Knows no Django."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING, overload

import pyarrow.compute as pc

from jiedui.figures.cells import Cells, Settled
from jiedui.figures.doubts import read_doubts
from jiedui.figures.model import AnswerRow
from jiedui.figures.query import coarse_sql, settled_sql
from jiedui.figures.shape import plan
from jiedui.figures.sums import Sums
from jiedui.figures.wording import DIMENSION_WORDS, said
from jiedui.kernel.period import Period
from jiedui.kernel.place import members, name_of

if TYPE_CHECKING:
    import pyarrow as pa

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.cells import Key
    from jiedui.figures.region import Pairings
    from jiedui.figures.shape import Plan
    from jiedui.figures.sums import Note, Widening

_SCOPES_MAX = 2


def flow_cells(ask: Ask, facts: Facts, pairings: Pairings) -> tuple[Cells, tuple[str, ...]]:
    """Return the cells of a question about flows, and the SQL that ran."""
    made = plan(ask, facts, pairings)
    shape = made.shape
    found, sql = facts.run(settled_sql(shape, facts.engine), made.values)
    settled, sides = _split(found)
    cells = Cells(made, Settled(settled, shape.by), sides)
    template = coarse_sql(shape, facts.engine)
    if not template:
        return cells, (sql,)
    cells.rest, more = facts.run(template, made.values)
    if made.habits.has_doubt:
        cells.doubts = read_doubts(cells, facts)
    return cells, (sql, more)


def _split(settled: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Part the lines that count from those that only may belong, or may be inside a total."""
    names = [name for name in ("may_belong", "may_overlap") if name in settled.column_names]
    if not names:
        return settled, settled.slice(0, 0)
    aside = reduce(pc.or_, [settled[name] for name in names])
    return settled.filter(pc.invert(aside)), settled.filter(aside)


def flow_rows(cells: Cells) -> Sequence[AnswerRow]:
    """Return the rows of a breakdown, or the one row of a question without."""
    by = cells.plan.ask.question.by
    if not by:
        return (row_of(cells, ()),)
    if not len(cells.settled) and not cells.found:
        return (absent_row(cells.plan, (None,) * len(by)),)
    return Rows(cells)


class Rows(Sequence["AnswerRow"]):
    """The rows of an answer, each built when it is looked at."""

    def __init__(self, cells: Cells) -> None:
        """Keep the cells."""
        self._cells = cells

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._cells.found)

    @overload
    def __getitem__(self, at: int) -> AnswerRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[AnswerRow]: ...
    def __getitem__(self, at: int | slice) -> AnswerRow | Sequence[AnswerRow]:
        """Return a row, or several."""
        if isinstance(at, slice):
            return [row_of(self._cells, key) for key in self._cells.keys[at]]
        return row_of(self._cells, self._cells.keys[at])


def row_of(cells: Cells, key: Key) -> AnswerRow:
    """Return the row of a cell."""
    sums, widening = cells.sums(key), cells.coarse.widening(key)
    if not sums.exists and widening is None:
        return absent_row(cells.plan, key)
    reason = widening.reason if widening is not None else sums.reason
    return AnswerRow(
        _labels(cells.plan.ask, key), sums.value(widening), cells.plan.ask.figure.unit, reason,
        why_of(reason, widening), sums.itemised, sums.amount - sums.itemised, sums.lines,
    )  # fmt: skip


def _labels(ask: Ask, key: Key) -> tuple[tuple[str, str | None], ...]:
    return tuple(
        (name, None if value is None else _label(name, value))
        for name, value in zip(ask.question.by, key, strict=True)
    )


def _label(name: str, value: object) -> str:
    """Return a value as questions name it: 2017Q1 and 2017-03, not the columns' numbers."""
    text = str(value)
    if name == "quarter":
        return f"{text[:4]}Q{text[4:]}"
    return f"{text[:4]}-{text[4:]}" if name == "month" else text


def absent_row(made: Plan, by: Key = ()) -> AnswerRow:
    """Return the row that says the book holds nothing, and why."""
    ask = made.ask
    value = Sums().value()
    labels = _labels(ask, by)
    windows = ask.region.windows or ()
    owners = ask.keys.get("owner", ())
    if made.pairings.outside(ask.places, owners, windows):
        return AnswerRow(labels, value, ask.figure.unit, "outside_pairing", _outside(made))
    code = "not_in_book_planned" if ask.question.planned else "not_in_book"
    return AnswerRow(labels, value, ask.figure.unit, "not_in_book", said(code))


def _outside(made: Plan) -> tuple[str, str]:
    places = [member for key in made.ask.places for member in members(key)]
    periods = sorted({str(one.period) for place in places for one in made.pairings.nearest(place)})
    names = "、".join(name_of(place) for place in places)
    return said("outside_pairing", places=names, periods="、".join(periods))


def why_of(reason: str, widening: Widening | None) -> tuple[str, str]:
    """Return why a value is not exact, in words."""
    if not reason or widening is None or reason != "not_broken_down":
        return said(reason) if reason else ("", "")
    notes = [note for note in widening.notes if note.reason == reason]
    dims = dict.fromkeys(name for note in notes for name in note.dims)
    words = [DIMENSION_WORDS[name] for name in dims if name in DIMENSION_WORDS]
    scopes = dict.fromkeys(_scope_words(note) for note in notes)
    named = [scope for scope in scopes if scope][:_SCOPES_MAX]
    zh_scopes = f"({'、'.join(named)})" if named else ""
    en_scopes = f" ({', '.join(named)})" if named else ""
    zh, _ = said("coarse", dims="、".join(zh for zh, _ in words), scopes=zh_scopes)
    _, en = said("coarse", dims=", ".join(en for _, en in words), scopes=en_scopes)
    return zh, en


def _scope_words(note: Note) -> str:
    if not note.recipient:
        return ""
    if not note.starts:
        return name_of(note.recipient)
    period = Period(dt.date.fromisoformat(note.starts), dt.date.fromisoformat(note.ends))
    return f"{name_of(note.recipient, period.ends)} {period}"
