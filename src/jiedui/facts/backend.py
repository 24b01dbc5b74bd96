"""The one door to the engines: DuckDB in this process, Spark where rows outgrow one machine.

An engine binds parts (and a tail) to a table name, compiles Ibis expressions once per shape and
runs them. Whole numbers stay whole: sums that an engine widens come back as int64 or fail.
Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import ibis
import pyarrow as pa

from jiedui.facts.tables import LINES
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import ibis.expr.types as ir

DUCKDB = "duckdb"
SPARK = "spark"
THREADS_MAX = 2
"""Threads of the embedded engine: a desk page must leave room for its neighbours."""

BOUND_MAX = 8
"""How many states of the facts stay bound at once, for readers still on an earlier one."""

_IBIS_TYPES = {"bool": "boolean", "date32": "date"}
_ARROW_TYPES = {
    "int64": pa.int64(), "int32": pa.int32(), "int16": pa.int16(), "int8": pa.int8(),
    "bool": pa.bool_(), "string": pa.string(), "date32": pa.date32(),
}  # fmt: skip

COLUMNS = {column.name: _IBIS_TYPES.get(column.type, column.type) for column in LINES}
"""Columns of the fact table with their Ibis types."""

EMPTY = pa.schema([(column.name, _ARROW_TYPES[column.type]) for column in LINES]).empty_table()
"""No lines, with the columns of every part."""

Values = Mapping[str, object]
"""What stands for each mark of a template: a text, a date, an integer, or a list of texts."""

_MARK = re.compile(r"'⟦(\w+)⟧'")
_TABLE = "lines"


@dataclass(frozen=True, slots=True)
class Span:
    """Which lines a bound table holds; two that are equal hold the same.

    Attributes:
        folder: Where the parts lie.
        files: The parts, in order.
        origin: What tells this book's facts from another's in the same folder.
        covered: Last entry of the parts.
        head: Last entry and its hash, tail included.
        copy: Whether the parts are read from a copy in memory.
    """

    folder: Path
    files: tuple[str, ...]
    origin: str
    covered: int
    head: tuple[int, str]
    copy: bool = False


class Engine(Protocol):
    """What figures need of an engine."""

    def bind(self, span: Span, tail: pa.Table | None) -> str:
        """Make the parts and the tail one table and return its name."""

    def table(self, name: str) -> ir.Table:
        """Return a bound table as an Ibis table."""

    def rows(self, expression: ir.Expr) -> pa.Table:
        """Run an expression over bound tables."""

    def run(self, template: str, name: str, values: Values) -> tuple[pa.Table, str]:
        """Fill in the marks of a compiled template and run it over a bound table."""


@lru_cache(maxsize=2)
def connect(engine: str) -> Engine:
    """Return this process's engine: `duckdb` or `spark`.

    Raises:
        Refused: Another name, or Spark without its extra (ENGINE_UNKNOWN, ENGINE_MISSING).
    """
    if engine == DUCKDB:
        return _DuckDB()
    if engine == SPARK:
        return _Spark()
    raise refuse("ENGINE_UNKNOWN", found=engine, expected=f"{DUCKDB} or {SPARK}")


def mark(name: str) -> ir.StringScalar:
    """Return a literal that stands for a value given at run time (in `isin`, for a list)."""
    return ibis.literal(f"⟦{name}⟧")


def lines() -> ir.Table:
    """Return the fact table as templates name it."""
    return ibis.table(COLUMNS, name=_TABLE)


def compiled(expression: ir.Expr, engine: str) -> str:
    """Return the SQL of an expression; over `lines()` it is a template, marks still in it."""
    return str(ibis.to_sql(expression, dialect={DUCKDB: "duckdb", SPARK: "pyspark"}[engine]))


def _filled(template: str, name: str, values: Values, *, escapes: Sequence[tuple[str, str]]) -> str:
    def literal(value: object) -> str:
        if isinstance(value, str):
            for plain, escaped in escapes:
                value = value.replace(plain, escaped)
            return f"'{value}'"
        if isinstance(value, dt.date):
            return f"'{value.isoformat()}'"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, list | tuple):
            return ", ".join(literal(one) for one in value)
        raise TypeError(f"no literal for {value!r}")

    named = re.sub(rf'(["`]?)\b{_TABLE}\b\1', name, template)
    return _MARK.sub(lambda found: literal(values[found[1]]), named)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _whole(table: pa.Table) -> pa.Table:
    """Return the table with every wide integer as int64; one that does not fit raises."""
    plain = {pa.types.is_decimal: pa.int64(), pa.types.is_large_string: pa.string()}
    fields = [
        next((field.with_type(to) for test, to in plain.items() if test(field.type)), field)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


class _DuckDB:
    """DuckDB in this process: one database in memory, one connection per thread."""

    def __init__(self) -> None:
        import duckdb  # noqa: PLC0415  Only the engine that is asked for is loaded.

        self._base = duckdb.connect(":memory:")
        self._base.execute(f"SET threads = {THREADS_MAX}")
        self._base.execute("SET preserve_insertion_order = false")
        self._base.execute("SET parquet_metadata_cache = true")
        self._local = threading.local()
        self._guard = threading.Lock()
        self._bound: OrderedDict[Span, str] = OrderedDict()
        self._copied: dict[str, int] = {}
        self._serial = itertools.count(1)

    def bind(self, span: Span, tail: pa.Table | None) -> str:
        with self._guard:
            if span in self._bound:
                self._bound.move_to_end(span)
                return self._bound[span]
            name = f"{_TABLE}_{next(self._serial)}"
            self._create(name, span, tail)
            self._bound[span] = name
            while len(self._bound) > BOUND_MAX:
                _, old = self._bound.popitem(last=False)
                self._base.execute(f"DROP VIEW IF EXISTS {old}")
                self._base.execute(f"DROP TABLE IF EXISTS {old}_tail")
            return name

    def _create(self, name: str, span: Span, tail: pa.Table | None) -> None:
        sides = [self._parts(span)] if span.files else []
        if tail is not None or not sides:
            self._keep(f"{name}_tail", EMPTY if tail is None else tail)
            sides.append(f"FROM {name}_tail")
        self._base.execute(f"CREATE VIEW {name} AS {' UNION ALL '.join(sides)}")

    def _parts(self, span: Span) -> str:
        files = ", ".join(_quoted(str(span.folder / file)) for file in span.files)
        if not span.copy:
            return f"SELECT * FROM read_parquet([{files}])"  # noqa: S608  Quoted above.
        name = f"copy_{span.origin}"
        covered = self._copied.get(name)
        verb = f"CREATE TABLE {name} AS" if covered is None else f"INSERT INTO {name}"
        if covered is None or covered < span.covered:
            self._base.execute(
                f"{verb} SELECT * FROM read_parquet([{files}]) WHERE entry > {covered or 0}"  # noqa: S608
            )
            self._copied[name] = span.covered
        return f"SELECT * FROM {name} WHERE entry <= {span.covered}"  # noqa: S608  Numbers only.

    def _keep(self, name: str, lines: pa.Table) -> None:
        self._base.register(f"{name}_offered", lines)
        self._base.execute(f"CREATE TABLE {name} AS FROM {name}_offered")
        self._base.unregister(f"{name}_offered")

    def table(self, name: str) -> ir.Table:
        return ibis.table(COLUMNS, name=name)

    def rows(self, expression: ir.Expr) -> pa.Table:
        return self._fetched(compiled(expression, DUCKDB))

    def run(self, template: str, name: str, values: Values) -> tuple[pa.Table, str]:
        sql = _filled(template, name, values, escapes=(("'", "''"),))
        return self._fetched(sql), sql

    def _fetched(self, sql: str) -> pa.Table:
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._base.cursor()
        return _whole(self._local.cursor.execute(sql).to_arrow_table())


class _Spark:
    """Spark: the session of this process, or a local one on two cores."""

    def __init__(self) -> None:
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415  An optional extra.
        except ImportError as error:
            hint = "Install the extra: pip install 'jiedui[spark]'; it needs Java 17."
            raise refuse(
                "ENGINE_MISSING", found="no pyspark", expected="pyspark", hint=hint
            ) from error
        self._session = (
            SparkSession.builder.master(f"local[{THREADS_MAX}]")
            .appName("jiedui")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", str(THREADS_MAX))
            .config("spark.sql.ansi.enabled", "true")
            .getOrCreate()
        )
        self._bound: dict[Span, str] = {}
        self._guard = threading.Lock()

    def bind(self, span: Span, tail: pa.Table | None) -> str:
        with self._guard:
            if span not in self._bound:
                name = f"{_TABLE}_{len(self._bound) + 1}"
                frames = [self._session.read.parquet(*self._paths(span))] if span.files else []
                if tail is not None or not frames:
                    frames.append(self._session.createDataFrame(EMPTY if tail is None else tail))
                whole = frames[0] if len(frames) == 1 else frames[0].unionByName(frames[1])
                whole.createOrReplaceTempView(name)
                self._bound[span] = name
            return self._bound[span]

    @staticmethod
    def _paths(span: Span) -> list[str]:
        return [str(span.folder / file) for file in span.files]

    def table(self, name: str) -> ir.Table:
        return ibis.table(COLUMNS, name=name)

    def rows(self, expression: ir.Expr) -> pa.Table:
        return _whole(self._session.sql(compiled(expression, SPARK)).toArrow())

    def run(self, template: str, name: str, values: Values) -> tuple[pa.Table, str]:
        sql = _filled(template, name, values, escapes=(("\\", "\\\\"), ("'", "\\'")))
        return _whole(self._session.sql(sql).toArrow()), sql
