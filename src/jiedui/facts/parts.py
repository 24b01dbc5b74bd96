"""Files of lines and of rollups: how they are laid out, and how one is written whole or not at all.

Knows no Django.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jiedui.facts.backend import EMPTY, bulk_duckdb, quoted, reading
from jiedui.facts.manifest import Part, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX = "lines-"
"""How the names of all files begin."""

ROW_GROUP_ROWS = 30_720
"""Lines per row group: small enough to skip most of a part, large enough to read fast."""

_SORTED_BY = ("account", "recipient", "source", "year", "starts", "entry", "line")
_LAYOUT: dict[str, Any] = {
    "compression": "lz4",
    # Cells are told of every line apart: a dictionary of them would have to be read as a whole.
    "use_dictionary": [
        field.name
        for field in EMPTY.schema
        if not pa.types.is_int64(field.type) and field.name != "cell"
    ],
    # Amounts hardly repeat: packed differences read twice as fast as a dictionary that overflowed.
    "column_encoding": {"amount": "DELTA_BINARY_PACKED", "entry": "DELTA_BINARY_PACKED"},
}

MERGE_MEMORY_MB = 400
"""What merging may hold in memory; what is more waits on disk."""

_PACKED = {"cell": "zstd"}
"""What is long and seldom read is packed tightly; all else so that it is read fast."""


def write_part(folder: Path, table: pa.Table, kind: str, *, span: tuple[int, int, int]) -> Part:
    """Write a file, make it durable and give it its name.

    Args:
        folder: Where it will lie.
        table: Lines, or rows of a rollup.
        kind: Which of both, as in `Part.kind`.
        span: First and last entry, and number of lines.
    """
    names = {*table.column_names}
    ordered = table.sort_by([(name, "ascending") for name in _SORTED_BY if name in names])
    encoding = {name: one for name, one in _LAYOUT["column_encoding"].items() if name in names}
    plainly = [name for name in _LAYOUT["use_dictionary"] if name in names]
    packed = {name: _PACKED.get(name, _LAYOUT["compression"]) for name in ordered.column_names}
    layout = _LAYOUT | {
        "use_dictionary": plainly, "column_encoding": encoding, "compression": packed
    }  # fmt: skip
    import pyarrow.parquet as pq  # noqa: PLC0415  Who only asks does without.

    fresh = _fresh(folder)
    pq.write_table(ordered, fresh, row_group_size=ROW_GROUP_ROWS, **layout)
    return _settled(fresh, kind, span=span)


def merge_parts(folder: Path, parts: Sequence[Part]) -> Part:
    """Write the lines of neighbouring parts of one kind as one, like `write_part`.

    They are sorted by the engine, a stretch at a time, so that memory does not grow with them.
    """
    fresh = _fresh(folder)
    with (
        tempfile.TemporaryDirectory(prefix=f".{PREFIX}spill-", dir=folder) as spill,
        bulk_duckdb(MERGE_MEMORY_MB, Path(spill)) as base,
    ):
        base.execute("SET threads = 1")  # Each thread sorts in memory of its own.
        base.execute(
            f"COPY (FROM {reading(folder, [part.file for part in parts])} "
            f"ORDER BY {', '.join(_SORTED_BY)}) TO {quoted(fresh)} (FORMAT parquet, "
            f"ROW_GROUP_SIZE {ROW_GROUP_ROWS}, COMPRESSION lz4_raw, PARQUET_VERSION v2)"
        )
    span = (parts[0].first, parts[-1].last, sum(part.rows for part in parts))
    return _settled(fresh, parts[0].kind, span=span)


def _fresh(folder: Path) -> Path:
    return folder / f".{PREFIX}fresh.parquet"


def _settled(fresh: Path, kind: str, *, span: tuple[int, int, int]) -> Part:
    """Make a file that was written durable and give it its name."""
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    digest, folder = sha256_of(fresh), fresh.parent
    first, last, lines = span
    name = f"{PREFIX}{kind}-{first}-{last}-{digest[:12]}.parquet"
    fresh.replace(folder / name)
    settle(folder)
    return Part(name, kind, first, last, lines, digest)


def read_part(path: Path, schema: pa.Schema | None = None) -> pa.Table:
    """Return the rows of a file, with the columns of `schema` or those it has."""
    import pyarrow.parquet as pq  # noqa: PLC0415  Who only asks does without.

    return pq.read_table(path, schema=schema)


def sha256_of(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
