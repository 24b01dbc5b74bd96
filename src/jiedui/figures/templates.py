"""The SQL templates of figures, and the one door to `figures.query`, which compiles them with Ibis.

It is imported inside the functions: a template that is kept (`facts.kept`) needs no compiler,
and the compiler takes longer to load than most answers. Knows no Django.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.figures.shape import Shape
    from jiedui.figures.statement import Walk


def settled(shape: Shape, engine: str) -> str:
    """Return the SQL of the sums of the lines that have a cell."""
    from jiedui.figures.query import settled_sql

    return settled_sql(shape, engine)


def coarse(shape: Shape, engine: str) -> str:
    """Return the SQL of the lines coarser than the question; "" where there can be none."""
    from jiedui.figures.query import coarse_sql

    return coarse_sql(shape, engine)


def walked(shape: Shape, walk: Walk, engine: str) -> str:
    """Return the SQL that lists the lines behind a cell."""
    from jiedui.figures.query import lines_sql

    return lines_sql(shape, walk, engine)
