"""Matching without showing: a table whose numbers are replaced by keyed hashes.

Two offices agree on a key outside; each makes its own table, and only these are brought together.
Only columns that are compared are written: birth dates and whatever else a list holds stay behind,
and a name becomes a hash of the name and its number together. Whoever has the key can try numbers:
the one who compares should not have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from jiedui.checks.columns import text_of
from jiedui.checks.headings import KEYED, KEYED_NAME
from jiedui.checks.numbers import shown
from jiedui.checks.prepare import numbered
from jiedui.kernel.identity import KEY_BYTES_MIN, keyed_hash, keyed_name
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.checks.opening import Opened
    from jiedui.facts.bulk import Bulk

LEFT_OUT = ("id_number", "name", "birth")
BATCH_ROWS = 100_000


def check_key(key: bytes) -> bytes:
    """Return a key that is long enough.

    Raises:
        Refused: It is shorter than a hash (KEY_WEAK).
    """
    if len(key) < KEY_BYTES_MIN:
        raise refuse(
            "KEY_WEAK", found=f"{len(key)} bytes", expected=f"at least {KEY_BYTES_MIN} bytes",
            hint="Make one with `openssl rand -hex 32` and hand it over in person.",
        )  # fmt: skip
    return key


def write_keyed(bulk: Bulk, opened: Opened, *, key: bytes, target: Path) -> int:
    """Write a table's keyed twin: the columns that are compared, and hashes for number and name.

    Returns:
        Rows written.
    """
    code = opened.inlet.dataset.code
    bulk.bind(f"given_{code}", opened.files)
    source = ibis.table(opened.schema, name=f"given_{code}")
    headings = opened.headings
    rows = numbered(bulk, source, headings["id_number"].name, is_thorough=True)
    kept = [one.name for name, one in headings.items() if name not in LEFT_OUT]
    named = {"_name": text_of(rows[headings["name"].name])} if "name" in headings else {}
    chosen = rows.select(*kept, fault=rows["_fault"], _number=shown(rows["_key"]), **named)
    written, writer = 0, None
    partial = target.with_name(f".{target.name}.partial")
    for batch in bulk.batches(chosen, BATCH_ROWS):
        table = _hashed(pa.Table.from_batches([batch]), key)
        writer = writer or pq.ParquetWriter(partial, table.schema, compression="zstd")
        writer.write_table(table)
        written += table.num_rows
    if writer is not None:
        writer.close()
        partial.rename(target)
    return written


def _hashed(rows: pa.Table, key: bytes) -> pa.Table:
    """Put hashes in the place of numbers and names."""
    numbers = rows["_number"].to_pylist()
    hashes = [None if one is None else keyed_hash(one, key=key) for one in numbers]
    made = rows.drop_columns(["_number"]).append_column(KEYED, pa.array(hashes, pa.string()))
    if "_name" not in rows.column_names:
        return made
    names = [
        None if name is None or number is None else keyed_name(name, number, key=key)
        for name, number in zip(rows["_name"].to_pylist(), numbers, strict=True)
    ]
    return made.drop_columns(["_name"]).append_column(KEYED_NAME, pa.array(names, pa.string()))
