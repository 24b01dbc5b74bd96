"""Bulk work on files: bind Parquet to a name, run one expression, write Parquet. DuckDB or Spark.

Where figures ask small questions of bound facts, this takes millions of rows through once, under a
limit of memory, and writes each output whole or not at all. Three functions that Ibis lacks are
given each engine by name, so that one expression serves both. Knows no Django.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import ibis

from jiedui.facts.backend import DUCKDB, SPARK, THREADS_MAX, bulk_duckdb, quoted, spark_session
from jiedui.facts.expressions import compiled
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import ibis.expr.types as ir
    import pyarrow as pa
    from pyspark.sql import DataFrame

MEMORY_MB_DEFAULT = 3000
"""Limit of the embedded engine; the process around it stays under 4 GiB."""

ROW_GROUP_ROWS = 122_880
COMPRESSION = "zstd"


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def whole_quotient(number: int, divisor: int) -> int:  # type: ignore[empty-body]
    """Divide whole numbers without a way through floats, towards zero."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def first_chars(text: str, count: int) -> str:  # type: ignore[empty-body]
    """Return the first characters of a text."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def hex_value(text: str) -> int:  # type: ignore[empty-body]
    """Return the value of at most 15 hexadecimal digits."""


@ibis.udf.scalar.builtin(name="trim")  # type: ignore[untyped-decorator]
def trimmed(text: str) -> str:  # type: ignore[empty-body]
    """Return a text without spaces at its ends: several times faster than Ibis's own `strip`."""


_FUNCTIONS = {
    DUCKDB: (
        "CREATE MACRO whole_quotient(a, b) AS a // b",
        "CREATE MACRO first_chars(a, n) AS substr(a, 1, n)",
        "CREATE MACRO hex_value(a) AS ('0x' || a)::BIGINT",
    ),
    SPARK: (
        """CREATE OR REPLACE TEMPORARY FUNCTION hex_value(a STRING)
        RETURNS BIGINT RETURN CAST(conv(a, 16, 10) AS BIGINT)""",
    ),
}
_SPARKS_OWN = {"whole_quotient": "div", "first_chars": "left"}
"""What Spark calls two of them itself: a function made of SQL costs it a step of its own plan."""

_RENAMED = re.compile(rf"\b({'|'.join(_SPARKS_OWN)})\(", re.IGNORECASE)


def _spark_sql(expression: ir.Expr, *, fused: bool = True) -> str:
    """Return an expression as Spark's SQL."""
    return _with_sparks_own(compiled(expression, SPARK, fused=fused))


def _with_sparks_own(sql: str) -> str:
    return _RENAMED.sub(lambda found: f"`{_SPARKS_OWN[found[1].lower()]}`(", sql)


GIVEN = "given_rows"
_STAR = re.compile(r"'⟦all⟧' AS ([\"`])everything\1")


@dataclass(frozen=True, slots=True)
class Added:
    """Columns to add to any rows that have some others; compiled once for all of them.

    Attributes:
        needs: The columns that are looked at, with their types: name and type.
        build: Makes the new columns from a table with those.
    """

    needs: tuple[tuple[str, str], ...]
    build: Callable[[ir.Table], Mapping[str, ir.Value]]


@lru_cache(maxsize=64)
def _extension(added: Added, engine: str) -> str:
    rows = ibis.table(dict(added.needs), name=GIVEN)
    chosen = rows.select(everything=ibis.literal("⟦all⟧"), **added.build(rows))
    return _STAR.sub(r"\1t0\1.*", compiled(chosen, engine))


class Bulk(Protocol):
    """An engine for bulk work."""

    name: str

    def bind(self, name: str, files: Sequence[Path]) -> None:
        """Let expressions find the rows of Parquet files (at least one) under a name."""

    def compile(self, expression: ir.Expr) -> str:
        """Return what `write` runs, for an expression that is run over and over."""

    def define(self, name: str, expression: ir.Table) -> None:
        """Give an expression a name."""

    def keep(self, name: str, expression: ir.Table, *, fused: bool = True) -> None:
        """Work an expression out once and give its rows a name, as long as this engine lives."""

    def extend(self, name: str, source: str, added: Added) -> None:
        """Give a name to the rows of `source` with columns added, each worked out once."""

    def rows(self, expression: ir.Expr) -> pa.Table:
        """Run an expression over bound names and fetch its rows."""

    def batches(self, expression: ir.Expr, rows: int) -> Iterator[pa.RecordBatch]:
        """Run an expression and yield its rows, so many at once."""

    def write(
        self, expression: ir.Expr | str, folder: Path, *, by: str = "", fused: bool = True
    ) -> None:
        """Write an expression's rows as Parquet files in a new folder, one folder for each `by`.

        Unless `fused`, columns that further ones are made of are worked out once.
        """

    def close(self) -> None:
        """Give back what the engine holds."""


SPARK_WORK = {
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.adaptive.autoBroadcastJoinThreshold": "10MB",
    "spark.sql.codegen.hugeMethodLimit": "8000",
}
"""How Spark works in bulk.

A side of a join is sent to every worker by its size as read, never by its file's: a few megabytes
of Parquet may be millions of numbers. And Java never compiles a method of more than 8000 bytes: the
steps over a number, put into one method, would be interpreted row by row.
"""

SPARK_ROWS_PER_TASK = 500_000
"""Rows that a task of Spark sorts or joins at once: they fit into the memory of a small worker."""

SPARK_TASKS_MAX = 2000


def start(
    engine: str,
    spill: Path,
    *,
    memory_mb: int = MEMORY_MB_DEFAULT,
    master: str = "",
    rows: int = 0,
) -> Bulk:
    """Return an engine for bulk work.

    Args:
        engine: `duckdb` or `spark`.
        spill: Directory for what does not fit into memory.
        memory_mb: Hard limit of DuckDB's memory.
        master: Spark's master; "" for two threads of this process.
        rows: How many rows of all tables there are: Spark takes them in so many more tasks.

    Raises:
        Refused: Another name, or Spark without its extra (ENGINE_UNKNOWN, ENGINE_MISSING).
    """
    if engine == DUCKDB:
        return _DuckDBBulk(spill, memory_mb)
    if engine == SPARK:
        return _SparkBulk(master, rows)
    raise refuse("ENGINE_UNKNOWN", found=engine, expected=f"{DUCKDB} or {SPARK}")


class _DuckDBBulk:
    """DuckDB with a hard limit of memory."""

    name = DUCKDB

    def __init__(self, spill: Path, memory_mb: int) -> None:
        self.base: Any = bulk_duckdb(memory_mb, spill)
        for function in _FUNCTIONS[DUCKDB]:
            self.base.execute(function)

    def bind(self, name: str, files: Sequence[Path]) -> None:
        paths = ", ".join(quoted(file) for file in files)
        self.base.execute(
            f'CREATE OR REPLACE VIEW "{name}" AS'
            f" FROM read_parquet([{paths}], hive_partitioning = false)"
        )

    def define(self, name: str, expression: ir.Table) -> None:
        self.base.execute(f'CREATE OR REPLACE VIEW "{name}" AS {compiled(expression, DUCKDB)}')

    def keep(self, name: str, expression: ir.Table, *, fused: bool = True) -> None:
        sql = compiled(expression, DUCKDB, fused=fused)
        self.base.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {sql}')

    def extend(self, name: str, source: str, added: Added) -> None:
        sql = _extension(added, DUCKDB).replace(GIVEN, source)
        self.base.execute(f'CREATE OR REPLACE VIEW "{name}" AS {sql}')

    def rows(self, expression: ir.Expr) -> pa.Table:
        return self.base.execute(compiled(expression, DUCKDB)).to_arrow_table()

    def batches(self, expression: ir.Expr, rows: int) -> Iterator[pa.RecordBatch]:
        yield from self.base.execute(compiled(expression, DUCKDB)).to_arrow_reader(rows)

    def compile(self, expression: ir.Expr) -> str:
        return compiled(expression, DUCKDB)

    def write(
        self, expression: ir.Expr | str, folder: Path, *, by: str = "", fused: bool = True
    ) -> None:
        partial = _beside(folder)
        sql = (
            expression
            if isinstance(expression, str)
            else compiled(expression, self.name, fused=fused)
        )
        options = f"FORMAT parquet, COMPRESSION {COMPRESSION}, ROW_GROUP_SIZE {ROW_GROUP_ROWS}"
        if by:
            target = quoted(partial)
            options += f', PARTITION_BY ("{by}"), WRITE_PARTITION_COLUMNS false'
        else:
            partial.mkdir()
            target = quoted(partial / "part-0.parquet")
        self.base.execute(f"COPY ({sql}) TO {target} ({options})")
        partial.rename(folder)

    def close(self) -> None:
        self.base.close()


class _SparkBulk:
    """Spark: the session of this process, or one on the master that is named."""

    name = SPARK

    def __init__(self, master: str, rows: int) -> None:
        self._session = spark_session(master) if master else spark_session()
        for key, value in SPARK_WORK.items():
            self._session.conf.set(key, value)
        tasks = min(SPARK_TASKS_MAX, max(THREADS_MAX, -(-rows // SPARK_ROWS_PER_TASK)))
        self._session.conf.set("spark.sql.shuffle.partitions", str(tasks))
        self._kept: list[DataFrame] = []
        for function in _FUNCTIONS[SPARK]:
            self._session.sql(function)

    def bind(self, name: str, files: Sequence[Path]) -> None:
        self._session.read.parquet(*map(str, files)).createOrReplaceTempView(name)

    def define(self, name: str, expression: ir.Table) -> None:
        self._session.sql(_spark_sql(expression)).createOrReplaceTempView(name)

    def keep(self, name: str, expression: ir.Table, *, fused: bool = True) -> None:
        kept = self._session.sql(_spark_sql(expression, fused=fused)).cache()
        kept.createOrReplaceTempView(name)
        self._kept.append(kept)

    def extend(self, name: str, source: str, added: Added) -> None:
        sql = _with_sparks_own(_extension(added, SPARK)).replace(GIVEN, source)
        self._session.sql(sql).createOrReplaceTempView(name)

    def rows(self, expression: ir.Expr) -> pa.Table:
        return self._session.sql(_spark_sql(expression)).toArrow()

    def batches(self, expression: ir.Expr, rows: int) -> Iterator[pa.RecordBatch]:
        yield from self.rows(expression).to_batches(rows)

    def compile(self, expression: ir.Expr) -> str:
        return _spark_sql(expression)

    def write(
        self, expression: ir.Expr | str, folder: Path, *, by: str = "", fused: bool = True
    ) -> None:
        partial = _beside(folder)
        sql = expression if isinstance(expression, str) else _spark_sql(expression, fused=fused)
        writer = self._session.sql(sql).write
        writer = writer.option("compression", COMPRESSION)
        (writer.partitionBy(by) if by else writer).parquet(str(partial))
        partial.rename(folder)

    def close(self) -> None:
        """Give back what was kept; the session belongs to the process."""
        for kept in self._kept:
            kept.unpersist()


def _beside(folder: Path) -> Path:
    """Return where a folder is written before it takes its name; what an earlier try left goes."""
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return partial
