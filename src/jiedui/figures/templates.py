"""Every SQL template a figure runs, and the one door to the modules that compile them with Ibis.

They are imported inside the functions: a template that is kept (`facts.kept`) needs no compiler,
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


def pairings(account: str, engine: str) -> str:
    """Return the SQL of the pairings that stand."""
    from jiedui.figures.listing import pairings_sql

    return pairings_sql(account, engine)


def account(name: str, engine: str) -> str:
    """Return the SQL of the lines of an account."""
    from jiedui.figures.listing import account_sql

    return account_sql(name, engine)


def projects(engine: str) -> str:
    """Return the SQL of the keys of every project."""
    from jiedui.figures.listing import projects_sql

    return projects_sql(engine)


def observations(wordings: tuple[str, ...], equal: tuple[str, ...], engine: str) -> str:
    """Return the SQL of what was observed."""
    from jiedui.figures.listing import observations_sql

    return observations_sql(wordings, equal, engine)
