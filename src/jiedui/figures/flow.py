"""Figures that add up what happened: from a question to rows. Knows no Django."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, overload

from jiedui.figures import templates
from jiedui.figures.cells import Cells
from jiedui.figures.doubts import read_doubts
from jiedui.figures.grid import Grid, grid_of
from jiedui.figures.model import AnswerRow
from jiedui.figures.shape import plan
from jiedui.figures.sides import Sides
from jiedui.figures.sums import Sums
from jiedui.figures.wording import DIMENSION_WORDS, said
from jiedui.kernel.period import Period
from jiedui.kernel.place import members, name_of
from jiedui.kernel.quantity import Interval, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.cells import Given, Key
    from jiedui.figures.region import Pairings
    from jiedui.figures.shape import Plan
    from jiedui.figures.sums import Note

_SCOPES_MAX = 2


def flow_cells(ask: Ask, facts: Facts, pairings: Pairings) -> tuple[Cells, tuple[str, ...]]:
    """Return the cells of a question about flows, and the SQL that ran."""
    made = plan(ask, facts, pairings)
    cells = Cells(made)
    if made.meets_none:
        return cells, ()
    settled = facts.template(templates.settled, made.shape)
    coarse = facts.template(templates.coarse, made.shape)
    if not coarse:
        cells.settled, sql = facts.run(settled, made.values)
        return cells, (sql,)
    sides = Sides(cells)
    (_, sql), (_, more) = facts.run_both(
        (settled, coarse), made.values, meanwhile=(sides.meet_settled, sides.meet_coarse)
    )
    if made.habits.has_doubt:
        cells.doubts = read_doubts(cells, facts)
    return cells, (sql, more)


def coarse_cells(ask: Ask, facts: Facts, pairings: Pairings) -> tuple[Cells, tuple[str, ...]]:
    """Return coarser lines only, which is enough to know how they stand to the question."""
    made = plan(ask, facts, pairings)
    cells = Cells(made)
    if made.meets_none:
        return cells, ()
    template = facts.template(templates.coarse, made.shape)
    if not template:
        return cells, ()
    cells.rest, sql = facts.run(template, made.values)
    if made.habits.has_doubt:
        cells.doubts = read_doubts(cells, facts)
    return cells, (sql,)


def flow_rows(cells: Cells) -> Sequence[AnswerRow]:
    """Return the rows of a breakdown, or the one row of a question without."""
    by = cells.plan.ask.question.by
    if not by:
        return (row_of(cells, ()),)
    if not len(grid_of(cells)):
        return (absent_row(cells.plan, (None,) * len(by)),)
    return Rows(cells)


class Rows(Sequence["AnswerRow"]):
    """The rows of an answer, each built when it is looked at; kept elsewhere, plain rows."""

    def __init__(self, cells: Cells) -> None:
        """Keep the cells."""
        self._cells = cells

    @property
    def grid(self) -> Grid | Given:
        """The cells as columns."""
        return grid_of(self._cells)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.grid)

    @overload
    def __getitem__(self, at: int) -> AnswerRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[AnswerRow]: ...
    def __getitem__(self, at: int | slice) -> AnswerRow | Sequence[AnswerRow]:
        """Return a row, or several."""
        if isinstance(at, slice):
            return [row_of(self._cells, key) for key in self.grid.keys[at]]
        return row_of(self._cells, self.grid.keys[at])

    def __iter__(self) -> Iterator[AnswerRow]:
        """Return the rows one after the other; all of them cost little more than a few."""
        if isinstance(self.grid, Grid):
            return _rows_of(self._cells.plan, self.grid)
        return (row_of(self._cells, key) for key in self.grid.keys)

    def __reduce__(self) -> tuple[Any, ...]:
        """Be kept as rows, without what they were made from."""
        return tuple, (list(self),)


def _rows_of(made: Plan, grid: Grid) -> Iterator[AnswerRow]:
    columns = {name: column.to_pylist() for name, column in grid.columns.items()}
    ends = zip(columns["stated"], columns["low"], columns["high"], strict=True)
    rest = zip(*(columns[name] for name in _REST), grid.notes.each(len(grid)), strict=True)
    words = {str(one): one for one in Wording}
    labels = [
        {value: None if value is None else label(name, value) for value in (*axis.values, None)}
        for name, axis in zip(made.ask.question.by, grid.axes.axes, strict=True)
    ]
    for key, numbers, (wording, reason, itemised, not_itemised, lines, notes) in zip(
        grid.keys, ends, rest, strict=True
    ):
        if words[wording] is Wording.NOT_KNOWN:
            yield absent_row(made, key)
            continue
        named = zip(made.ask.question.by, labels, key, strict=True)
        yield AnswerRow(
            tuple([(name, known[value]) for name, known, value in named]),
            Interval(*numbers, words[wording]), made.ask.figure.unit, reason,
            why_of(reason, notes), itemised, not_itemised, lines,
        )  # fmt: skip


_REST = ("wording", "reason", "itemised", "not_itemised", "lines")


def row_of(cells: Cells, key: Key) -> AnswerRow:
    """Return the row of a cell."""
    grid = grid_of(cells)
    sums, widening = grid.sums_of(key), grid.widening(key)
    if not sums.exists and widening is None:
        return absent_row(cells.plan, key)
    reason = widening.reason if widening is not None else sums.reason
    return AnswerRow(
        _labels(cells.plan.ask, key), sums.value(widening), cells.plan.ask.figure.unit, reason,
        why_of(reason, () if widening is None else tuple(widening.notes)),
        sums.itemised, sums.amount - sums.itemised, sums.lines,
    )  # fmt: skip


def _labels(ask: Ask, key: Key) -> tuple[tuple[str, str | None], ...]:
    return tuple(
        (name, None if value is None else label(name, value))
        for name, value in zip(ask.question.by, key, strict=True)
    )


def label(name: str, value: object) -> str:
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


@lru_cache(maxsize=4096)
def why_of(reason: str, every: tuple[Note, ...]) -> tuple[str, str]:
    """Return why a value is not exact, in words."""
    if reason != "not_broken_down":
        return said(reason) if reason else ("", "")
    notes = [note for note in every if note.reason == reason]
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
