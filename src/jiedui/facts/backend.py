"""The one door to the engines: DuckDB in this process, Spark where rows outgrow one machine.

An engine binds parts (and a tail) to a table name and runs the SQL that Ibis compiled for it. Whole
numbers stay whole: sums that an engine widens come back as int64 or fail.
Knows no Django.
"""

from __future__ import annotations

import itertools
import tempfile
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, reduce
from typing import TYPE_CHECKING

import pyarrow as pa

from jiedui.facts.copies import SIDES, drop_copy, grow_copy, make_copy, make_tail
from jiedui.facts.marks import filled, whole
from jiedui.facts.memory import give_back_early
from jiedui.facts.plainness import PLAIN, SPECIAL
from jiedui.facts.tables import LINES
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection
    from pyspark.sql import DataFrame, SparkSession

    from jiedui.facts.engine import Engine, Meanwhile, Span
    from jiedui.facts.marks import Values

DUCKDB = "duckdb"
SPARK = "spark"
THREADS_MAX = 2
"""Threads of the embedded engine: a desk page must leave room for its neighbours."""

WHOLE_SUM = "whole_sum"
"""DuckDB's function that makes a sum of 128 bits one of 64, and fails where it does not fit."""

BOUND_MAX = 64
"""How many states of the facts stay bound at once, for readers still on an earlier one."""

_ARROW_TYPES = {
    "int64": pa.int64(), "int32": pa.int32(), "int16": pa.int16(), "int8": pa.int8(),
    "bool": pa.bool_(), "string": pa.string(), "date32": pa.date32(),
}  # fmt: skip

EMPTY = pa.schema([(column.name, _ARROW_TYPES[column.type]) for column in LINES]).empty_table()
"""No lines, with the columns of every part."""


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


def reading(folder: Path, files: Sequence[str]) -> str:
    """Return the SQL that reads some Parquet files as one table."""
    paths = ", ".join(quoted(folder / file) for file in files)
    return f"read_parquet([{paths}])"


def quoted(text: object) -> str:
    """Return a text as a literal of DuckDB's SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def bulk_duckdb(memory_mb: int, spill: Path) -> DuckDBPyConnection:
    """Return a DuckDB of its own for bulk work: a hard limit of memory, the rest to `spill`."""
    import duckdb  # noqa: PLC0415  Only the engine that is asked for is loaded.

    base = duckdb.connect(":memory:")
    base.execute(f"SET threads = {THREADS_MAX}")
    base.execute(f"SET memory_limit = '{memory_mb}MB'")
    base.execute(f"SET temp_directory = {quoted(spill)}")
    base.execute("SET preserve_insertion_order = false")
    base.execute("SET autoinstall_known_extensions = false")
    base.execute("SET enable_progress_bar = false")
    return base


def duckdb_error() -> type[Exception]:
    """Return what DuckDB raises, for those who may not name it."""
    import duckdb  # noqa: PLC0415  Only the engine that is asked for is loaded.

    return duckdb.Error


@lru_cache(maxsize=1)
def _unused_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that Spark wants for tables of its own, of which there are none; it goes."""
    return tempfile.TemporaryDirectory(prefix="jiedui-spark-")


def spark_session(master: str = f"local[{THREADS_MAX}]") -> SparkSession:
    """Return the Spark session of this process, started on `master` when there is none.

    Raises:
        Refused: Spark's extra is not installed (ENGINE_MISSING).
    """
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415  An optional extra.
    except ImportError as error:
        hint = "Install the extra: pip install 'jiedui[spark]'; it needs Java 17."
        raise refuse("ENGINE_MISSING", found="no pyspark", expected="pyspark", hint=hint) from error
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(THREADS_MAX),
        "spark.sql.ansi.enabled": "true",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.ui.explainMode": "simple",
        "spark.sql.warehouse.dir": _unused_folder().name,
        "spark.sql.maxPlanStringLength": "1000",
    }
    builder = SparkSession.builder.master(master).appName("jiedui")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


class _DuckDB:
    """DuckDB in this process: one database in memory, one connection per thread."""

    def __init__(self) -> None:
        import duckdb  # noqa: PLC0415  Only the engine that is asked for is loaded.

        give_back_early()
        self._no_code = duckdb.ConversionException
        self._base = duckdb.connect(":memory:")
        # One thread for each statement, and two statements at a time: a grouping that two threads
        # share takes half as much processor time again, and no less time on the clock.
        self._base.execute("SET threads = 1")
        self._base.execute("SET preserve_insertion_order = false")
        self._base.execute(f"CREATE MACRO {WHOLE_SUM}(number) AS number::BIGINT")
        self._base.execute("SET GLOBAL parquet_metadata_cache = true")  # For every cursor too.
        self._base.execute("SET allocator_flush_threshold = '1MB'")
        self._local = threading.local()
        self._beside = ThreadPoolExecutor(THREADS_MAX, thread_name_prefix="duckdb")
        self._guard = threading.Lock()
        self._bound: OrderedDict[Span, str] = OrderedDict()
        self._copied: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
        self._uses: dict[str, list[str]] = {}
        self._serial = itertools.count(1)

    def bind(self, span: Span, tails: Mapping[str, pa.Table]) -> str:
        with self._guard:
            if span in self._bound:
                self._bound.move_to_end(span)
                return self._bound[span]
            name = str(next(self._serial))
            for kind, files in (*span.files, *span.rollups):
                if kind == SPECIAL:
                    self._bind_special(span, files, tails[kind], name=name)
                else:
                    parts = self._parts(span, kind, files, name=name)
                    self._create(f"{kind}_{name}", parts, tails[kind])
            kinds = " UNION ALL ".join(f"FROM {kind}_{name}" for kind, _ in span.files)
            self._base.execute(f"CREATE VIEW lines_{name} AS {kinds}")
            self._bound[span] = name
            while len(self._bound) > BOUND_MAX:
                self._forget(*self._bound.popitem(last=False))
            return name

    def _create(self, view: str, parts: str, tail: pa.Table) -> None:
        sides = [parts] if parts else []
        if tail.num_rows or not parts:
            self._base.register(f"{view}_offered", tail)
            self._base.execute(f"CREATE TABLE {view}_tail AS FROM {view}_offered")
            self._base.unregister(f"{view}_offered")
            sides.append(f"FROM {view}_tail")
        self._base.execute(f"CREATE VIEW {view} AS {' UNION ALL '.join(sides)}")

    def _parts(self, span: Span, kind: str, files: tuple[str, ...], *, name: str) -> str:
        """Return what reads plain lines or a roll-up: the files, or their copy in memory.

        Plain lines are never copied: they would take gigabytes, and what is asked of many stands in
        a roll-up. A copy is known by its files, whose names tell their content.
        """
        if not files:
            return ""
        if kind == PLAIN or not span.copy:
            return f"FROM {reading(span.folder, files)}"
        known = (str(span.folder), kind)
        copied, there = self._copied.get(known, ("", ()))
        if files != there:
            copied = f"copy_{kind}_{next(self._serial)}"
            parts = reading(span.folder, files)
            self._base.execute(
                f"CREATE TABLE {copied} AS FROM {parts} ORDER BY account, recipient, year"
            )
            self._copied[known] = (copied, files)
        self._uses.setdefault(name, []).append(copied)
        return f"FROM {copied}"

    def _bind_special(
        self, span: Span, files: tuple[str, ...], tail: pa.Table, *, name: str
    ) -> None:
        """Make the tables of special lines: all of them, those filled everywhere and the others.

        They are few and every question looks at them, so they are always copied.
        """
        copied = self._special_copy(span, files, name=name)
        sides = {
            side: [f"FROM {copied}_{side} WHERE entry <= {span.covered}"] if copied else []
            for side in SIDES
        }
        if tail.num_rows or not copied:
            offered, held = f"{SPECIAL}_{name}_offered", f"{SPECIAL}_{name}_tail"
            self._base.register(offered, tail)
            make_tail(self._base, held, offered, copy=copied, no_code=self._no_code)
            self._base.unregister(offered)
            for side, test in SIDES.items():
                sides[side].append(f"FROM {held} WHERE {test}")
        for side, parts in sides.items():
            self._base.execute(f"CREATE VIEW {side}_{name} AS {' UNION ALL '.join(parts)}")
        both = " UNION ALL ".join(f"FROM {side}_{name}" for side in SIDES)
        self._base.execute(f"CREATE VIEW {SPECIAL}_{name} AS {both}")

    def _special_copy(self, span: Span, files: tuple[str, ...], *, name: str) -> str:
        """Return the copy that holds the files of special lines, "" where there are none.

        A copy grows while files, whose names tell their content, follow those it holds and its
        codes know their texts; else it is made anew, since another book may lie in the folder or
        parts may have been merged. Lines of a later state may stand in it.
        """
        if not files:
            return ""
        known = (str(span.folder), SPECIAL)
        copied, there = self._copied.get(known, ("", ()))
        is_same = bool(there) and files[: len(there)] == there[: len(files)]
        fresh = files[len(there) :] if is_same else files
        if is_same and fresh:
            parts = reading(span.folder, fresh)
            is_same = grow_copy(self._base, copied, parts, no_code=self._no_code)
        if not is_same:
            copied = f"copy_{SPECIAL}_{next(self._serial)}"
            make_copy(self._base, copied, reading(span.folder, files))
        if fresh:
            self._copied[known] = (copied, files)
        self._uses.setdefault(name, []).append(copied)
        return copied

    def _forget(self, span: Span, name: str) -> None:
        kinds = [kind for kind, _ in (*span.files, *span.rollups)]
        for view in (f"lines_{name}", *(f"{kind}_{name}" for kind in (*kinds, *SIDES))):
            self._base.execute(f"DROP VIEW IF EXISTS {view}")
            self._base.execute(f"DROP TABLE IF EXISTS {view}_tail")
        used = {copy for other in self._bound.values() for copy in self._uses.get(other, ())}
        for copy in {*self._uses.pop(name, ())} - used:
            self._base.execute(f"DROP TABLE IF EXISTS {copy}")
            drop_copy(self._base, copy)
            self._copied = {key: one for key, one in self._copied.items() if one[0] != copy}

    def statement(self, template: str, name: str, values: Values) -> str:
        return filled(template, name, values, escapes=(("'", "''"),))

    def run(self, template: str, name: str, values: Values) -> tuple[pa.Table, str]:
        sql = self.statement(template, name, values)
        return self._fetched(sql), sql

    def run_both(
        self,
        templates: tuple[str, str],
        name: str,
        values: Values,
        *,
        meanwhile: Meanwhile,
    ) -> tuple[tuple[pa.Table, str], tuple[pa.Table, str]]:
        def one(at: int) -> tuple[pa.Table, str]:
            found = self.run(templates[at], name, values)
            meanwhile[at](found[0])
            return found

        beside = self._beside.submit(one, 0)
        try:
            second = one(1)
        finally:
            first = beside.result()
        return first, second

    def _fetched(self, sql: str) -> pa.Table:
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._base.cursor()
        return whole(self._local.cursor.execute(sql).to_arrow_table())


class _Spark:
    """Spark: the session of this process, or a local one on two cores."""

    def __init__(self) -> None:
        self._session = spark_session()
        self._bound: dict[Span, str] = {}
        self._guard = threading.Lock()

    def bind(self, span: Span, tails: Mapping[str, pa.Table]) -> str:
        with self._guard:
            if span not in self._bound:
                name = str(len(self._bound) + 1)
                kinds = [
                    self._create(
                        f"{kind}_{name}", [str(span.folder / file) for file in files], tails[kind]
                    )
                    for kind, files in (*span.files, *span.rollups)
                ]
                kinds[0].unionByName(kinds[1]).createOrReplaceTempView(f"lines_{name}")
                for side, test in SIDES.items():
                    kinds[1].filter(test).createOrReplaceTempView(f"{side}_{name}")
                self._bound[span] = name
            return self._bound[span]

    def _create(self, view: str, paths: Sequence[str], tail: pa.Table) -> DataFrame:
        sides = [self._session.read.parquet(*paths)] if paths else []
        if tail.num_rows or not paths:
            sides.append(self._session.createDataFrame(tail))
        whole = reduce(lambda one, other: one.unionByName(other), sides)
        whole.createOrReplaceTempView(view)
        return whole

    def statement(self, template: str, name: str, values: Values) -> str:
        return filled(template, name, values, escapes=(("\\", "\\\\"), ("'", "\\'")))

    def run(self, template: str, name: str, values: Values) -> tuple[pa.Table, str]:
        sql = self.statement(template, name, values)
        return whole(self._session.sql(sql).toArrow()), sql

    def run_both(
        self,
        templates: tuple[str, str],
        name: str,
        values: Values,
        *,
        meanwhile: Meanwhile,
    ) -> tuple[tuple[pa.Table, str], tuple[pa.Table, str]]:
        first, second = (self.run(one, name, values) for one in templates)
        for take, (table, _) in zip(meanwhile, (first, second), strict=True):
            take(table)
        return first, second
