"""Matching without showing: a table whose numbers are replaced by keyed hashes.

Two offices agree on a key outside; each makes its own table, and only these are brought together.
Names and birth dates are left out. Whoever has the key can try numbers: the one who compares should
not have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from jiedui.checks.columns import KEYED
from jiedui.checks.numbers import shown
from jiedui.checks.prepare import numbered
from jiedui.kernel.identity import KEY_BYTES_MIN, keyed_hash
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
    """Write a table's keyed twin: its columns as they are, `keyed` and `fault` for the number.

    Returns:
        Rows written.
    """
    code = opened.inlet.dataset.code
    bulk.bind(f"given_{code}", opened.files)
    source = ibis.table(opened.schema, name=f"given_{code}")
    rows = numbered(bulk, source, opened.headings["id_number"].name, is_thorough=True)
    hidden = {opened.headings[name].name for name in LEFT_OUT if name in opened.headings}
    kept = [name for name in opened.schema.names if name not in hidden]
    chosen = rows.select(*kept, fault=rows["_fault"], _number=shown(rows["_key"]))
    written, writer = 0, None
    partial = target.with_name(f".{target.name}.partial")
    for batch in bulk.batches(chosen, BATCH_ROWS):
        numbers = batch.column("_number").to_pylist()
        hashes = [None if one is None else keyed_hash(one, key=key) for one in numbers]
        table = pa.Table.from_batches([batch]).drop_columns(["_number"])
        table = table.append_column(KEYED, pa.array(hashes, pa.string()))
        writer = writer or pq.ParquetWriter(partial, table.schema, compression="zstd")
        writer.write_table(table)
        written += table.num_rows
    if writer is not None:
        writer.close()
        partial.rename(target)
    return written
