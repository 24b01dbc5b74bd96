"""Plain lines added up by year: what most questions ask, in a fraction of the lines.

A roll-up is a disposable copy beside the parts. It is used only while it covers every plain line,
and only by questions that ask nothing finer; everything else reads the lines. Knows no Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jiedui.facts.backend import EMPTY
from jiedui.facts.parts import read_part, sha256_of, write_part

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from jiedui.facts.manifest import Manifest, Part

_PLACES = ("recipient", "province", "prefecture", "county")
_ALWAYS = ("account", "unit", *_PLACES, "owner", "source", "year")

ROLLUPS: dict[str, tuple[str, ...]] = {
    "yearly": _ALWAYS,
    "yearly_by_payer_and_category": (*_ALWAYS, "payer", "category"),
}
"""Name to columns of a rollup, the coarsest first; `n` lines and their `amount` stand beside."""

ROLLUP_SCHEMAS = {
    name: pa.schema(
        [
            *(EMPTY.schema.field(column) for column in columns),
            EMPTY.schema.field("starts"),
            EMPTY.schema.field("ends"),
            ("n", pa.int64()),
            ("amount", pa.int64()),
        ]
    )
    for name, columns in ROLLUPS.items()
}
"""Columns of a rollup; `starts` and `ends` are the first and last day of the year."""

FOLDER = "rollups"
"""Where the files of rollups lie, inside the folder of facts."""

FILES_MAX = 4
"""So many files a rollup may have."""

_LARGEST = 2**62


def rollup_for(columns: Collection[str], among: Sequence[str]) -> str:
    """Return the coarsest of some rollups that has some columns, "" where none has."""
    fitting = (name for name, own in ROLLUPS.items() if name in among and {*columns} <= {*own})
    return next(fitting, "")


def added_up(plain: pa.Table, rollup: str) -> pa.Table | None:
    """Return plain lines, or rows of the rollup itself, by its columns.

    None where a sum might not fit 64 bits: such lines are read one by one, which fails if so.
    """
    columns = ROLLUPS[rollup]
    if plain.num_rows:
        ends = pc.min_max(plain["amount"]).as_py()
        if max(abs(ends["min"]), abs(ends["max"])) * plain.num_rows >= _LARGEST:
            return None
    if "n" not in plain.column_names:
        plain = plain.append_column("n", pa.repeat(pa.scalar(1, pa.int64()), plain.num_rows))
    grouped = plain.group_by([*columns]).aggregate([("n", "sum"), ("amount", "sum")])
    years = pc.cast(grouped["year"], pa.string())
    found = {name: grouped[name] for name in columns}
    found["starts"] = pc.binary_join_element_wise(years, "-01-01", "").cast(pa.date32())
    found["ends"] = pc.binary_join_element_wise(years, "-12-31", "").cast(pa.date32())
    found |= {"n": grouped["n_sum"], "amount": grouped["amount_sum"]}
    schema = ROLLUP_SCHEMAS[rollup]
    return pa.table([found[name] for name in schema.names], names=schema.names).cast(schema)


def with_more(
    folder: Path, before: Sequence[Part], plain: pa.Table
) -> tuple[tuple[Part, ...], list[str]]:
    """Return the rollups once some plain lines more are added up, and the files that replaces.

    A file is added up with those before it that are not much larger, so that there are few.
    """
    if not plain.num_rows:
        return tuple(before), []
    after: list[Part] = []
    replaced: list[str] = []
    span = pc.min_max(plain["entry"]).as_py()
    for rollup in ROLLUPS:
        own = [part for part in before if part.kind == rollup]
        table, lines, first = added_up(plain, rollup), plain.num_rows, span["min"]
        while table is not None and own and _is_joined(own, lines):
            last = own.pop()
            earlier = read_part(folder / last.file, schema=ROLLUP_SCHEMAS[rollup])
            table = added_up(pa.concat_tables([earlier, table]), rollup)
            lines, first = lines + last.rows, last.first
            replaced.append(last.file)
        if table is not None:
            (folder / FOLDER).mkdir(exist_ok=True)
            part = write_part(folder / FOLDER, table, rollup, span=(first, span["max"], lines))
            own.append(replace(part, file=f"{FOLDER}/{part.file}"))
        after += own
    return tuple(after), replaced


def _is_joined(own: Sequence[Part], lines: int) -> bool:
    return len(own) >= FILES_MAX or own[-1].rows <= 2 * lines


def sums_of(table: pa.Table) -> dict[tuple[str, str], tuple[int, int]]:
    """Return number and amount of lines by account and unit; of plain lines or of a rollup."""
    if "n" not in table.column_names:
        table = table.append_column("n", pa.repeat(pa.scalar(1, pa.int64()), table.num_rows))
    grouped = table.select(["account", "unit", "n", "amount"]).group_by(["account", "unit"])
    rows = grouped.aggregate([("n", "sum"), ("amount", "sum")]).to_pylist()
    return {(row["account"], row["unit"]): (row["n_sum"], row["amount_sum"]) for row in rows}


def wrong_files(
    folder: Path, manifest: Manifest, plain: dict[tuple[str, str], tuple[int, int]]
) -> list[tuple[str, str]]:
    """Return the files of rollups that are not what the manifest and the plain lines say, and why.

    Args:
        folder: The folder of facts.
        manifest: Its manifest.
        plain: The sums of all plain lines.
    """
    wrong = []
    for rollup in ROLLUPS:
        own = [part for part in manifest.rollups if part.kind == rollup]
        sums: dict[tuple[str, str], tuple[int, int]] = {}
        for part in own:
            path = folder / part.file
            if not path.exists() or sha256_of(path) != part.sha256:
                wrong.append((part.file, "no file, or other bytes"))
                continue
            sums = joined_sums(sums, sums_of(read_part(path)))
        if manifest.covering(rollup) and not wrong and sums != plain:
            wrong.append((own[-1].file, "other sums"))
    return wrong


def joined_sums(
    one: dict[tuple[str, str], tuple[int, int]], other: dict[tuple[str, str], tuple[int, int]]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the sums of both together."""
    found = dict(one)
    for key, (count, amount) in other.items():
        before = found.get(key, (0, 0))
        found[key] = (before[0] + count, before[1] + amount)
    return found
