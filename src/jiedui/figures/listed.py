"""The SQL templates of listings, and the one door to `figures.listing`, which compiles them.

It is imported inside the functions, see `figures.templates`. Knows no Django.
"""

# ruff: noqa: PLC0415

from __future__ import annotations


def pairings(account: str, engine: str) -> str:
    """Return the SQL of the pairings that stand."""
    from jiedui.figures.listing import pairings_sql

    return pairings_sql(account, engine)


def totals(engine: str) -> str:
    """Return the SQL of the stated totals that stand."""
    from jiedui.figures.listing import totals_sql

    return totals_sql(engine)


def account(name: str, engine: str) -> str:
    """Return the SQL of the lines of an account."""
    from jiedui.figures.listing import account_sql

    return account_sql(name, engine)


def projects(engine: str) -> str:
    """Return the SQL of the keys of every project."""
    from jiedui.figures.listing import projects_sql

    return projects_sql(engine)


def documents(engine: str) -> str:
    """Return the SQL of the titles of every document."""
    from jiedui.figures.listing import documents_sql

    return documents_sql(engine)


def observations(wordings: tuple[str, ...], equal: tuple[str, ...], engine: str) -> str:
    """Return the SQL of what was observed."""
    from jiedui.figures.listing import observations_sql

    return observations_sql(wordings, equal, engine)
