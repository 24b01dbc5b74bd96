"""Figures that add up what happened: from a question to rows. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.figures.cells import Cells, Rows
from jiedui.figures.model import AnswerRow
from jiedui.figures.query import exact_sql, rest_sql
from jiedui.figures.shape import plan
from jiedui.figures.sums import Sums
from jiedui.figures.wording import DIMENSION_WORDS, said
from jiedui.kernel.place import members, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.cells import Key
    from jiedui.figures.region import Pairings
    from jiedui.figures.shape import Plan

_SCOPES_MAX = 2


def flow_cells(ask: Ask, facts: Facts, pairings: Pairings) -> tuple[Cells, tuple[str, ...]]:
    """Return the cells of a question about flows, and the SQL that ran."""
    made = plan(ask, facts, pairings)
    cells = Cells(made)
    exact, first = facts.run(exact_sql(made.shape, facts.engine), made.values)
    rest, second = facts.run(rest_sql(made.shape, facts.engine), made.values)
    cells.read(exact, rest)
    return cells, (first, second)


def flow_rows(cells: Cells) -> Sequence[AnswerRow]:
    """Return the rows of a breakdown, or the one row of a question without."""
    if not cells.plan.shape.by:
        return (row_of(cells, ()),)
    rows = Rows(cells, row_of)
    return (
        rows
        if len(cells.plain) + len(cells.sums) and len(rows)
        else (absent_row(cells.plan, by=(None,) * len(cells.plan.shape.by)),)
    )


def row_of(cells: Cells, key: Key) -> AnswerRow:
    """Return the row of a cell."""
    sums = cells.sums.get(key)
    if sums is None:
        sums = Sums()
        n, amount = cells.plain.get(key, (0, 0))
        sums.add_exact(n, amount or 0)
    if not sums.exists and not sums.is_widened:
        return absent_row(cells.plan, key)
    return AnswerRow(
        _labels(cells.plan.ask, key), sums.value(), cells.plan.ask.figure.unit, sums.reason, why_of(sums),
        sums.itemised, sums.amount - sums.itemised, sums.n,
    )  # fmt: skip


def _labels(ask: Ask, key: Key) -> tuple[tuple[str, str | None], ...]:
    return tuple(
        (name, None if value is None else str(value))
        for name, value in zip(ask.question.by, key, strict=True)
    )


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


def why_of(sums: Sums) -> tuple[str, str]:
    """Return why a value is not exact, in words."""
    reason = sums.reason
    if not reason:
        return "", ""
    if reason != "not_broken_down":
        return said(reason)
    notes = sums.reasons[reason]
    words = [DIMENSION_WORDS[note] for note in notes if note in DIMENSION_WORDS]
    scopes = [note[1:].split(" ", 1) for note in notes if note.startswith("@")][:_SCOPES_MAX]
    named = [f"{name_of(key)} {period}" for key, period in scopes]
    zh_scopes, en_scopes = (
        ("", "") if not named else (f"({'、'.join(named)})", f" ({', '.join(named)})")
    )
    zh, _ = said("coarse", dims="、".join(zh for zh, _ in words), scopes=zh_scopes)
    _, en = said("coarse", dims=", ".join(en for _, en in words), scopes=en_scopes)
    return zh, en


__all__ = ("absent_row", "flow_cells", "flow_rows", "row_of", "why_of")
