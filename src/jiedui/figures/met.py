"""Rows that statements returned, in columns: which stand in a cell, which only touch, and why.

Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jiedui.figures.axes import Coded, coded, flags, whole
from jiedui.figures.cells import filled
from jiedui.figures.notes import Notes
from jiedui.figures.shape import stage_of
from jiedui.figures.spread import REGIONAL
from jiedui.figures.statement import NUMBERS, REACH
from jiedui.kernel.place import Fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from jiedui.figures.cells import Cells

Numbers = dict[str, np.ndarray]


@dataclass
class Met:
    """Rows of one statement, in columns.

    Attributes:
        columns: Their values, by dimension of the breakdown.
        sums: Their sums, by name.
        reach: How far they can move an end, by name.
        inside: Which of them stand in their cell.
        touching: Which of them only widen it.
        notes: Why, by number.
    """

    columns: list[Coded]
    sums: Numbers
    reach: Numbers
    inside: np.ndarray
    touching: np.ndarray
    notes: np.ndarray


def names_of(cells: Cells) -> tuple[str, ...]:
    """Return the names of all sums of a question."""
    return (*NUMBERS, *(f"said_{one}" for one in cells.plan.shape.wordings))


def settled_met(cells: Cells, table: pa.Table, by: Sequence[str]) -> Met:
    """Return the lines that have a cell; those set aside only widen it."""
    columns = [coded(table, f"by_{name}") for name in by]
    columns = [
        one.mapped(stage_of) if name == "stage" else one
        for name, one in zip(by, columns, strict=True)
    ]
    sums = {name: whole(table, name) for name in names_of(cells)}
    low, high = sums["amount"] - sums["low_delta"], sums["amount"] + sums["high_delta"]
    reach = {
        "least": np.minimum(np.minimum(low, high), 0),
        "most": np.maximum(np.maximum(low, high), 0),
        "least_open": ((sums["low_open"] > 0) | (sums["high_open"] < 0)).astype(np.int64),
        "most_open": ((sums["high_open"] > 0) | (sums["low_open"] < 0)).astype(np.int64),
    }
    inside, aside, notes = aside_of(cells, table)
    return Met(columns, sums, reach, inside, aside & moves(reach), notes)


def coarse_met(cells: Cells, table: pa.Table, by: Sequence[str], *, notes: Notes) -> Met:
    """Return the other lines: inside, touching their own cell, or left out."""
    places = cells.places
    columns = [_filled(cells, table, name) for name in by]
    sums = {name: whole(table, name) for name in names_of(cells)}
    reach = cells.doubts.reached(table, sums, {name: whole(table, name) for name in REACH})
    inside, aside, why = aside_of(cells, table)
    within = inside & places.are(Fit.INSIDE) & cells.flag("rest_in")
    there = ~places.are(Fit.OUTSIDE) & moves(reach)
    coarser = there & inside & ~within
    touching = (there & aside) | (coarser & ~cells.tellings.rows(coarser))
    plainly = notes.number(places, cells.flag("rest_in"), [one.is_none() for one in columns])
    return Met(columns, sums, reach, within, touching, np.where(aside, why, plainly))


def aside_of(cells: Cells, table: pa.Table) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return which rows count, which may belong or be inside a total, and why those may."""
    overlap = cells.plan.ask.figure.overlap
    unknown = flags(table, "may_overlap", default=False)
    ambiguous = unknown & (overlap == "possible")
    maybe = flags(table, "may_belong", default=False) & ~ambiguous
    left_out = unknown & (overlap == "counted")
    aside = (ambiguous | maybe) & ~left_out
    return ~aside & ~left_out, aside, np.where(ambiguous, Notes.AMBIGUOUS, Notes.STAGE_NOT_STATED)


def _filled(cells: Cells, table: pa.Table, name: str) -> Coded:
    """Return a column, with the value in which all pieces of a line lie where it says none."""
    column = coded(table, f"by_{name}")
    if name == "stage":
        return column.mapped(stage_of)
    if name not in REGIONAL or None not in column.values:
        return column
    places = cells.places
    values = [filled(name, left) for left in places.left]
    at = np.where(column.is_none(), len(column.values) + places.of, column.at)
    return Coded([*column.values, *values], at)


def moves(reach: Numbers) -> np.ndarray:
    """Return which rows can move an end."""
    found: np.ndarray = np.logical_or.reduce([one != 0 for one in reach.values()], dtype=bool)
    return found
