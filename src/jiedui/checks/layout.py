"""A prepared table, on disk or in memory: its parts, their sizes, and units of work that fit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import ibis
import pyarrow.parquet as pq

from jiedui.checks.model import Fault
from jiedui.checks.prepare import NO_NUMBER, SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jiedui.facts.bulk import Bulk

REGISTER_ROWS_MAX = 5_000_000
"""People compared at once: their keys and places are held in memory."""

ROWS_MAX = 20_000_000
"""Rows compared at once."""

WIDE = 8
"""How much more a cluster takes at once."""

ROWS_PER_MB = 2000
"""Rows of all tables that a megabyte of the limit holds well, beside what comparing needs."""

EMPTY = "empty.parquet"


class Layout(Protocol):
    """A prepared table."""

    @property
    def schema(self) -> ibis.Schema:
        """Its columns with their Ibis types."""

    @property
    def sizes(self) -> Mapping[int, int]:
        """Rows of each part."""

    def bind(self, bulk: Bulk, name: str, parts: Sequence[int]) -> None:
        """Let a name mean the rows of some parts."""

    def counted(self, bulk: Bulk, part: int, column: str) -> Counter[Any]:
        """Return how often each value of a column stands in a part."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A prepared table in Parquet files, a folder for each part.

    Attributes:
        folder: Where it lies.
        schema: Its columns with their Ibis types.
        sizes: Rows of each part.
        parts: Files of each part.
    """

    folder: Path
    schema: ibis.Schema
    sizes: Mapping[int, int]
    parts: Mapping[int, tuple[Path, ...]]

    @classmethod
    def read(cls, folder: Path) -> OnDisk:
        """Look at a prepared table; leaves an empty file beside it that stands for no rows."""
        parts = {
            int(one.name.partition("=")[2]): tuple(sorted(one.glob("*.parquet")))
            for one in folder.iterdir()
            if one.is_dir()
        }
        first = next(file for files in parts.values() for file in files)
        arrow = pq.read_schema(first)
        if not (folder / EMPTY).exists():
            pq.write_table(arrow.empty_table(), folder / EMPTY)
        sizes = {
            part: sum(pq.read_metadata(file).num_rows for file in files)
            for part, files in parts.items()
        }
        return cls(folder, ibis.Schema.from_pyarrow(arrow), sizes, parts)

    def bind(self, bulk: Bulk, name: str, parts: Sequence[int]) -> None:
        """Let a name mean the files of some parts; one without rows where there are none."""
        found = [file for part in parts for file in self.parts.get(part, ())]
        bulk.bind(name, found or [self.folder / EMPTY])

    def counted(self, bulk: Bulk, part: int, column: str) -> Counter[Any]:
        """Return how often each value of a column stands in a part."""
        del bulk  # Few rows, one column: read without an engine.
        counts: Counter[Any] = Counter()
        for file in self.parts.get(part, ()):
            for batch in pq.ParquetFile(file).iter_batches(columns=[column]):
                counts.update(batch.column(0).to_pylist())
        return counts


@dataclass(frozen=True, slots=True)
class InMemory:
    """A prepared table that the engine holds, for a run that needs it once and is small.

    Attributes:
        table: The rows as they are bound, with their `part`.
        schema: Columns without it.
        sizes: Rows of each part.
    """

    table: ibis.Table
    schema: ibis.Schema
    sizes: Mapping[int, int]

    @classmethod
    def keep(cls, bulk: Bulk, name: str, rows: ibis.Table) -> InMemory:
        """Work rows out once."""
        bulk.keep(name, rows, fused=False)
        table = ibis.table(rows.schema(), name=name)
        counts = bulk.rows(table.group_by("part").agg(rows=table.count())).to_pylist()
        sizes = {int(one["part"]): int(one["rows"]) for one in counts}
        return cls(table, table.drop("part").schema(), sizes)

    def bind(self, bulk: Bulk, name: str, parts: Sequence[int]) -> None:
        """Let a name mean the rows of some parts."""
        wanted = self.sizes.keys() & set(parts)
        others = sorted(self.sizes.keys() - wanted)
        rows = self.table
        if others:  # The fewer are named: every row is held against them.
            part = rows["part"]
            is_wanted = (
                ~part.isin(others) if len(others) < len(wanted) else part.isin(sorted(wanted))
            )
            rows = rows.filter(is_wanted)
        bulk.define(name, rows.drop("part"))

    def counted(self, bulk: Bulk, part: int, column: str) -> Counter[Any]:
        """Return how often each value of a column stands in a part."""
        if part not in self.sizes:
            return Counter()
        rows = self.table.filter(self.table["part"] == part)
        told = bulk.rows(rows.group_by(value=rows[column]).agg(rows=rows.count())).to_pylist()
        return Counter({one["value"]: one["rows"] for one in told})


def set_aside(bulk: Bulk, layout: Layout) -> dict[str, int]:
    """Return how many rows were set aside, by reason."""
    return dict(sorted(layout.counted(bulk, SET_ASIDE, "bad").items()))


def faults(bulk: Bulk, layout: Layout) -> dict[str, int]:
    """Return how many rows have no usable number, by what is wrong with it."""
    found = layout.counted(bulk, NO_NUMBER, "fault")
    return {Fault(fault).name.lower(): count for fault, count in sorted(found.items())}


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared at once: some parts, or a slice of one that is too large.

    Attributes:
        parts: Numbers of the parts.
        rows: Rows of all tables in them, before slicing.
        slice: Which slice, by the key's remainder.
        slices: How many slices there are.
    """

    parts: tuple[int, ...]
    rows: int
    slice: int = 0
    slices: int = 1

    @property
    def name(self) -> str:
        """Its name as a folder."""
        span = f"{self.parts[0]:02d}-{self.parts[-1]:02d}"
        return span if self.slices == 1 else f"{span}-{self.slice:03d}"


def units_of(layouts: Mapping[str, Layout], *, wide: bool) -> list[Unit]:
    """Return the units of a run: neighbouring parts together, a large part in slices."""
    factor = WIDE if wide else 1
    people_max, rows_max = REGISTER_ROWS_MAX * factor, ROWS_MAX * factor
    people = layouts["register"].sizes
    numbers = sorted(
        {part for layout in layouts.values() for part in layout.sizes if part > NO_NUMBER}
    )
    rows = {part: sum(layout.sizes.get(part, 0) for layout in layouts.values()) for part in numbers}
    units: list[Unit] = []
    if people.get(NO_NUMBER):
        units.append(Unit((NO_NUMBER,), people[NO_NUMBER]))
    together: list[int] = []
    for part in numbers:
        slices = max(-(-people.get(part, 0) // people_max), -(-rows[part] // rows_max))
        if slices > 1:
            units += [Unit((part,), rows[part] // slices, at, slices) for at in range(slices)]
            continue
        joined = [*together, part]
        is_full = sum(people.get(one, 0) for one in joined) > people_max
        if together and (is_full or sum(rows[one] for one in joined) > rows_max):
            units.append(Unit(tuple(together), sum(rows[one] for one in together)))
            joined = [part]
        together = joined
    if together:
        units.append(Unit(tuple(together), sum(rows[one] for one in together)))
    return units
