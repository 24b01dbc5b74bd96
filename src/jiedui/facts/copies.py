"""Special lines held in the embedded engine's memory, laid out the way questions read them.

Their texts are codes, since few different ones occur; lines that are filled in everything that a
question by year can ask lie apart from those that are coarser somewhere. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.facts.plainness import FILLED, FILLED_SQL, UNFILLED
from jiedui.facts.tables import LINES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SPELT = ("account", "recipient", "document", "project", "excluding", "cell")
"""Texts that stay texts: what most filters name, which is found by its order, and what differs on
nearly every line."""

CODED = tuple(one.name for one in LINES if one.type == "string" and one.name not in _SPELT)
"""Columns held in codes."""

SIDES = {FILLED: FILLED_SQL, UNFILLED: f"NOT ({FILLED_SQL})"}
"""The two tables of a copy, and which lines lie in each."""

_ORDER = "account, recipient, entry, line"


def make_copy(base: DuckDBPyConnection, name: str, source: str) -> None:
    """Make the tables `<name>_filled` and `<name>_unfilled` of what `source` selects from."""
    for column in CODED:
        # A type of no codes at all is refused, so each has one for "", which no line says.
        base.execute(
            f"CREATE TYPE {name}_{column} AS ENUM (FROM {source} SELECT {column} "
            f"WHERE {column} IS NOT NULL UNION SELECT '' ORDER BY 1)"
        )
    for side, test in SIDES.items():
        base.execute(
            f"CREATE TABLE {name}_{side} AS FROM {source} "
            f"SELECT {in_codes(name)} WHERE {test} ORDER BY {_ORDER}"
        )


def grow_copy(
    base: DuckDBPyConnection, name: str, source: str, *, no_code: type[Exception]
) -> bool:
    """Add what `source` selects from; return False, adding nothing, where a text has no code yet.

    Args:
        base: The engine.
        name: The copy.
        source: What is read.
        no_code: What the engine raises where a text has no code.
    """
    base.begin()
    try:
        for side, test in SIDES.items():
            base.execute(f"INSERT INTO {name}_{side} FROM {source} WHERE {test} ORDER BY {_ORDER}")
    except no_code:
        base.rollback()
        return False
    base.commit()
    return True


def make_tail(
    base: DuckDBPyConnection, table: str, source: str, *, copy: str, no_code: type[Exception]
) -> None:
    """Make a table of what `source` selects from, in the codes of a copy where it has them all."""
    selected = in_codes(copy) if copy else "*"
    try:
        base.execute(f"CREATE TABLE {table} AS FROM {source} SELECT {selected}")
    except no_code:
        base.execute(f"CREATE TABLE {table} AS FROM {source}")


def in_codes(name: str) -> str:
    """Return what selects all columns of lines with their texts in the codes of a copy."""
    codes = ", ".join(f"{column}::{name}_{column} AS {column}" for column in CODED)
    return f"* REPLACE ({codes})"


def drop_copy(base: DuckDBPyConnection, name: str) -> None:
    """Drop a copy and its codes."""
    for side in SIDES:
        base.execute(f"DROP TABLE IF EXISTS {name}_{side}")
    for column in CODED:
        base.execute(f"DROP TYPE IF EXISTS {name}_{column}")
