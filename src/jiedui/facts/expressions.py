"""The fact table as Ibis sees it, and the SQL that Ibis makes of an expression over it.

Loading Ibis costs more than most answers, so only what compiles imports this module; what runs
keeps the SQL (`facts.kept`). Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import ibis

from jiedui.facts.backend import DUCKDB, SPARK, WHOLE_SUM
from jiedui.facts.rollups import ROLLUP_SCHEMAS
from jiedui.facts.tables import LINES

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TYPES = {"bool": "boolean", "date32": "date"}
_DIALECTS = {DUCKDB: "duckdb", SPARK: "pyspark"}

_WHOLE_SUM = re.compile(rf"\b{WHOLE_SUM}\(", re.IGNORECASE)
"""Left out for Spark, whose sums have 64 bits and fail where they do not fit."""

COLUMNS = {column.name: _TYPES.get(column.type, column.type) for column in LINES}
"""Columns of the fact table with their Ibis types."""


@ibis.udf.scalar.builtin(name=WHOLE_SUM)  # type: ignore[untyped-decorator]
def whole_sum(number: int) -> int:  # type: ignore[empty-body]
    """Return a sum as 64 bits: Ibis takes it for that and leaves a cast out, DuckDB gives 128."""


def mark(name: str) -> ir.StringScalar:
    """Return a literal that stands for a value given at run time (in `isin`, for a list)."""
    return ibis.literal(f"⟦{name}⟧")


def lines(kind: str = "lines") -> ir.Table:
    """Return a fact table as templates name it: all `lines`, or those of one kind."""
    return ibis.table(COLUMNS, name=kind)


def given(name: str, **columns: str) -> ir.Table:
    """Return a table that stands for rows given at run time (`facts.marks.Given`)."""
    return ibis.table(columns, name=f"⟦{name}⟧")


def rollup(name: str) -> ir.Table:
    """Return a rollup as templates name it: its columns, and how many lines `n` a row adds up."""
    columns = {one: COLUMNS.get(one, "int64") for one in ROLLUP_SCHEMAS[name].names}
    return ibis.table(columns, name=name)


def compiled(expression: ir.Expr, engine: str, *, fused: bool = True) -> str:
    """Return the SQL of an expression; over `lines()` it is a template, marks still in it.

    Args:
        expression: The expression.
        engine: `duckdb` or `spark`.
        fused: Whether a select upon a select becomes one, which repeats what the first works out
            wherever the second names it. Else each stays, and its columns are worked out once.
    """
    was = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = fused
    try:
        sql = str(ibis.to_sql(expression, dialect=_DIALECTS[engine]))
    finally:
        ibis.options.sql.fuse_selects = was
    return sql if engine == DUCKDB else _WHOLE_SUM.sub("(", sql)
