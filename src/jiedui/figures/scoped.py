"""Lines beside the questions they may touch, where several are asked in one statement.

What questions ask is three kinds of small tables that stand in the SQL: which keys of a dimension
each *set* takes in, wholly or in part; and for every question its sets and days. A line is met once
by each question it may touch, and everything after that is as if that one were asked alone.
Loads Ibis. Knows no Django.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from jiedui.facts.expressions import given, lines
from jiedui.figures.statement import ASKED

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jiedui.figures.shape import Shape

_DAYS = ("asked_from", "asked_to")


def asked_lines(kind: str, shape: Shape) -> ir.Table:
    """Return lines of a kind; of several questions asked together, see `scoped`."""
    return scoped(lines(kind), shape)


def scoped(t: ir.Table, shape: Shape) -> ir.Table:
    """Return lines once for each question they may touch, with its number, days and fits.

    The lines as they are where the shape is that of one question.
    """
    if ASKED not in shape.by:
        return t
    names = _filtered(shape)
    for name in names:
        keys = given(
            f"asked_{name}",
            **{_key(name): "string", _set(name): "int64", inside_of(name): "boolean"},
        )
        t = t.join(keys, t[name].fill_null("") == keys[_key(name)])
    columns = {ASKED: "int64", **{_wanted(name): "int64" for name in names}}
    asked = given(ASKED, **columns, **dict.fromkeys(_DAYS if shape.windows else (), "string"))
    tests = [t[_set(name)] == asked[_wanted(name)] for name in names]
    if shape.windows:
        starts, ends = days_asked(asked)
        tests += [t.starts <= ends, t.ends >= starts]
    return t.join(asked, [reduce(and_, tests)])


def asked_columns(shape: Shape) -> tuple[str, ...]:
    """Return the columns that tell of a line's question how the line fits it."""
    if ASKED not in shape.by:
        return ()
    return (*(inside_of(one.name) for one in shape.keyed), *_DAYS)


def inside_of(name: str) -> str:
    """Return the column that says whether a line's key lies wholly in what is asked."""
    return f"{name}_inside"


def days_asked(t: ir.Table) -> tuple[ir.DateValue, ir.DateValue]:
    """Return the first and the last day of the question beside a line."""
    return t[_DAYS[0]].cast("date"), t[_DAYS[1]].cast("date")


def _filtered(shape: Shape) -> tuple[str, ...]:
    return (*(one.name for one in shape.keyed), *shape.equal)


def _key(name: str) -> str:
    return f"{name}_key"


def _set(name: str) -> str:
    return f"{name}_set"


def _wanted(name: str) -> str:
    return f"{name}_wanted"
