"""What comes in: a register and lists as Parquet, CSV, workbooks or database tables, to Parquet.

Parquet is read where it lies. Everything else is copied to Parquet as text, streamed, so that both
engines read the same. Opens nothing for writing but the copy.
"""

from __future__ import annotations

import csv
import hashlib
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from jiedui.checks import delimited
from jiedui.checks.headings import headings_of
from jiedui.facts.backend import bulk_duckdb, duckdb_error, quoted
from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jiedui.checks.model import DataSet

    Opener = Callable[[str, str], Iterator[Sequence[object]]]

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"}
DELIMITED = {".csv", ".tsv", ".txt"}
SQLITE = {".sqlite", ".sqlite3", ".db"}
DUCKDB_FILES = {".duckdb", ".ddb"}
PARQUET = {".parquet", ".pq"}
BATCH_ROWS = 50_000
HEADING_ROWS_MAX = 30
"""How far down a sheet its headings are looked for, below titles and notes."""

ROW = "record"


@dataclass(frozen=True, slots=True)
class Inlet:
    """One input, found and readable.

    Attributes:
        dataset: What it is.
        path: As it was named.
        files: Its files as they lie, in order.
        part: Sheet or table, "" for the whole.
        content: Hash of what a server gave, "" before it was read and for files.
    """

    dataset: DataSet
    path: str
    files: tuple[Path, ...]
    part: str
    content: str = ""

    @property
    def kind(self) -> str:
        """The ending that says how it is read; `postgresql` for a server."""
        return self.files[0].suffix.lower() if self.files else "postgresql"

    @property
    def label(self) -> str:
        """What problems call it: no folder, no password."""
        name = self.files[0].name if self.files else server_name(self.path)
        return f"{name}#{self.part}" if self.part else name

    def identity(self) -> str:
        """Return what changes when a file is another: names, sizes, times of change; or content."""
        marks = [
            f"{file.resolve()} {file.stat().st_size} {file.stat().st_mtime_ns}"
            for file in self.files
        ]
        return "\n".join([self.dataset.code, self.path, self.part, self.content, *marks])

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of each file, by its name below the folder that holds them all.

        Of a server's table it is that of the copy that was compared.
        """
        if not self.files:
            return {self.label: self.content}
        above = os.path.commonpath([file.resolve().parent for file in self.files])
        return {file.resolve().relative_to(above).as_posix(): _sha256(file) for file in self.files}


def server_name(address: str) -> str:
    """Return a server's address without user, password and settings."""
    return address.partition("?")[0].rpartition("@")[2]


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def problem(  # noqa: PLR0917  A problem's parts, always in this order.
    code: str, label: str, found: str, expected: str, hint: str = ""
) -> Problem:
    """Return an error about an input."""
    return Problem(code, Severity.ERROR, Source(label), found, expected, hint)


def find_inlet(dataset: DataSet, path: str) -> Inlet:
    """Return an input by its name: a file, a folder or pattern of Parquet, `file#part`.

    Raises:
        Refused: There is no such file, it cannot be read, or it is of no known kind.
    """
    if path.startswith(("postgresql://", "postgres://")):
        address, _, part = path.partition("#")
        return Inlet(dataset, address, (), part)
    place, _, part = path.partition("#") if not Path(path).exists() else (path, "", "")
    found = Path(place)
    files = sorted(found.rglob("*.parquet")) if found.is_dir() else [found]
    if not found.exists():
        files = sorted(map(Path, glob(place)))  # noqa: PTH207  A pattern may be absolute.
    if not files:
        expected = "a file this user can read"
        raise Refused([problem("FILE_MISSING", place, "no such file", expected, "Check the name.")])
    inlet = Inlet(dataset, place, tuple(files), part)
    if inlet.kind not in WORKBOOKS | DELIMITED | SQLITE | DUCKDB_FILES | PARQUET:
        kinds = "Parquet, CSV, a workbook, an SQLite or DuckDB file"
        raise Refused([problem("FILE_KIND", inlet.label, f"ending {inlet.kind or 'none'}", kinds)])
    unreadable = [file for file in files if not os.access(file, os.R_OK)]
    if unreadable:
        raise Refused(
            [
                problem(
                    "FILE_UNREADABLE", file.name, "no right to read it", "a file this user can read"
                )
                for file in unreadable
            ]
        )
    return inlet


def parquet_files(
    inlet: Inlet, folder: Path, open_server: Opener
) -> tuple[Inlet, tuple[Path, ...]]:
    """Return an input with Parquet files that hold it, copied into `folder` unless it is Parquet.

    Args:
        inlet: The input.
        folder: Where a copy goes; a complete one of a file that is there is taken. A server is read
            anew each time: nothing tells from outside whether its table has changed.
        open_server: Reads a table of a PostgreSQL server: its headings first, then its rows.

    Raises:
        Refused: The file is damaged, empty, or has no such sheet or table.
    """
    if inlet.kind in PARQUET:
        return inlet, inlet.files
    if not inlet.files:
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f"{inlet.dataset.code}.partial"
        _copy(inlet, partial, open_server)
        content = _sha256(partial)
        copy = partial.rename(folder / f"{inlet.dataset.code}-{content[:16]}.parquet")
        return replace(inlet, content=content), (copy,)
    target = folder / f"{inlet.dataset.code}.parquet"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        _copy(inlet, partial, open_server)
        partial.rename(target)
    return inlet, (target,)


def _copy(inlet: Inlet, target: Path, open_server: Opener) -> None:
    try:
        if inlet.kind in DUCKDB_FILES:
            _copy_duckdb(inlet, target)
        elif inlet.kind in WORKBOOKS:
            _write(_sheet_rows(inlet), target, inlet)
        elif inlet.kind in SQLITE:
            _write(_sqlite_rows(inlet), target, inlet)
        elif inlet.kind in DELIMITED:
            _copy_delimited(inlet, target)
        else:
            _write(open_server(inlet.path, inlet.part), target, inlet)
    except (
        CalamineError,
        PasswordError,
        sqlite3.Error,
        csv.Error,
        OSError,
        duckdb_error(),
    ) as error:
        raise Refused([_damaged(inlet, str(error).splitlines()[0][:120])]) from error


def _damaged(inlet: Inlet, said: str) -> Problem:
    return problem(
        "FILE_UNREADABLE",
        inlet.label,
        said,
        f"a sound {inlet.kind.lstrip('.')} file",
        "Open it in its own program, save it anew and repeat.",
    )


def empty(inlet: Inlet) -> Refused:
    """Return the refusal of an input without a single row."""
    hint = "An empty list would make every rule about what is absent fire; leave it out instead."
    return Refused(
        [problem("TABLE_EMPTY", inlet.label, "no rows", "headings and at least a row", hint)]
    )


# --- rows of each kind: headings first ------------------------------------------------------------


def _write(rows: Iterator[Sequence[object]], target: Path, inlet: Inlet) -> None:
    """Write rows of text to Parquet in batches; the first row holds the headings."""
    names = _names(next(rows, ()), inlet)
    with _writer(target, names) as writer:
        for batch in _batches(rows):
            columns = list(zip(*(_fitted(row, len(names)) for row in batch), strict=True))
            arrays = [pa.array(one, pa.string()) for one in columns]
            writer.write_table(pa.table(arrays, schema=writer.schema))


def _names(headings: Sequence[object], inlet: Inlet) -> list[str]:
    """Return the names of columns under headings: each once, none empty."""
    plain = [str(one).strip() for one in headings]
    names = [name or f"column {at}" for at, name in enumerate(plain, start=1)]
    if not names:
        raise empty(inlet)
    return [f"{name} ({at})" if name in names[:at] else name for at, name in enumerate(names)]


def _writer(target: Path, names: Sequence[str]) -> pq.ParquetWriter:
    schema = pa.schema([(name, pa.string()) for name in names])
    return pq.ParquetWriter(target, schema, compression="zstd")


def _batches(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    batch: list[Sequence[object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH_ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


def _fitted(row: Sequence[object], width: int) -> list[str | None]:
    cells = [_text(cell) for cell in row[:width]]
    return cells + [None] * (width - len(cells))


def _text(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < 10**15 else repr(cell)
    return str(cell)


def _copy_delimited(inlet: Inlet, target: Path) -> None:
    forms = {file: delimited.form_of(file) for file in inlet.files}
    first: list[str] | None = None
    for file, form in forms.items():
        headings = delimited.headings(file, form)
        if headings is None:
            raise empty(inlet)
        if first is not None and headings != first:
            raise Refused(
                [problem("COLUMNS_DIFFER", file.name, "other headings", "those of the first file")]
            )
        first = headings
    names = _names(first or (), inlet)
    with _writer(target, names) as writer:
        for file, form in forms.items():
            for table in delimited.tables(file, form, names):
                writer.write_table(table)


def _sheet_rows(inlet: Inlet) -> Iterator[Sequence[object]]:
    """Yield a sheet's rows from its headings on; each row's address stands for a missing record."""
    with closing(CalamineWorkbook.from_path(str(inlet.files[0]))) as book:
        names = [inlet.part] if inlet.part else book.sheet_names
        if inlet.part and inlet.part not in book.sheet_names:
            raise Refused(
                [
                    problem(
                        "SHEET_MISSING",
                        inlet.label,
                        f"sheets {', '.join(book.sheet_names)}",
                        inlet.part,
                    )
                ]
            )
        for name in names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            at = _heading_row(inlet.dataset, rows[:HEADING_ROWS_MAX])
            if at is not None:
                yield from _from_headings(inlet, name, rows, at=at)
                return
    raise empty(inlet)


def _heading_row(dataset: DataSet, rows: Sequence[Sequence[object]]) -> int | None:
    known = [len(headings_of(dataset, [str(cell) for cell in row if cell != ""])) for row in rows]
    most = max(known, default=0)
    return known.index(most) if most else None


def _from_headings(
    inlet: Inlet, sheet: str, rows: Sequence[Sequence[object]], *, at: int
) -> Iterator[Sequence[object]]:
    headings = [str(cell) for cell in rows[at]]
    is_numbered = ROW in headings_of(inlet.dataset, [one for one in headings if one])
    yield headings if is_numbered else [*headings, ROW]
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        if any(cell != "" for cell in row):
            yield row if is_numbered else [*row, f"{sheet}!{number}"]


def _sqlite_rows(inlet: Inlet) -> Iterator[Sequence[object]]:
    address = f"{inlet.files[0].resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as base:
        known = [
            one[0]
            for one in base.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            )
        ]
        table = _table(inlet, known)
        name = table.replace('"', '""')
        rows = base.execute(f'SELECT * FROM "{name}"')
        yield [one[0] for one in rows.description]
        yield from rows


def _copy_duckdb(inlet: Inlet, target: Path) -> None:
    base = bulk_duckdb(1000, target.with_suffix(".spill"))
    with closing(base):
        base.execute(f"ATTACH {quoted(inlet.files[0])} AS given (READ_ONLY)")
        names = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'given'"
        table = _table(inlet, [one[0] for one in base.execute(names).fetchall()]).replace('"', '""')
        base.execute(
            f'COPY (FROM given."{table}") TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)'
        )


def _table(inlet: Inlet, known: Sequence[str]) -> str:
    if inlet.part in known:
        return inlet.part
    if not inlet.part and len(known) == 1:
        return known[0]
    raise Refused(
        [
            problem(
                "TABLE_MISSING",
                inlet.label,
                f"tables {', '.join(known[:12]) or 'none'}",
                inlet.part or "the name of one",
                f"Name it: {inlet.dataset.code}={inlet.files[0].name}#TABLE.",
            )
        ]
    )
