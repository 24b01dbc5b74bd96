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

    def counted(self, part: int, column: str) -> Counter[Any]:
        """Return how often each value stands in a part: `bad` in -1, `fault` in 0."""


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

    def counted(self, part: int, column: str) -> Counter[Any]:
        """Return how often each value of a column stands in a part."""
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
        values: How often each `bad` and each `fault` stands in the parts they tell of.
    """

    table: ibis.Table
    schema: ibis.Schema
    sizes: Mapping[int, int]
    values: Mapping[int, Counter[Any]]

    @classmethod
    def keep(cls, bulk: Bulk, tables: Mapping[str, ibis.Table]) -> dict[str, InMemory]:
        """Work each table out once, and count them in one question."""
        bound = {}
        for code, rows in tables.items():
            bulk.keep(f"kept_{code}", rows, fused=False)
            bound[code] = ibis.table(rows.schema(), name=f"kept_{code}")
        counts = [one for code, rows in bound.items() for one in _counts(code, rows)]
        told = bulk.rows(ibis.union(*counts)).to_pylist()
        return {
            code: cls._of(rows, [one for one in told if one["code"] == code])
            for code, rows in bound.items()
        }

    @classmethod
    def _of(cls, table: ibis.Table, told: Sequence[Mapping[str, Any]]) -> InMemory:
        sizes: Counter[int] = Counter()
        values: dict[int, Counter[Any]] = {SET_ASIDE: Counter(), NO_NUMBER: Counter()}
        for one in told:
            sizes[one["part"]] += one["rows"]
            if one["part"] in values:
                value = one["bad"] if one["part"] == SET_ASIDE else one["fault"]
                values[one["part"]][value] += one["rows"]
        return cls(table, table.drop("part").schema(), sizes, values)

    def bind(self, bulk: Bulk, name: str, parts: Sequence[int]) -> None:
        """Let a name mean the rows of some parts."""
        wanted = self.sizes.keys() & set(parts)
        others = sorted(self.sizes.keys() - wanted)
        rows = self.table
        if others:  # The fewer are named: every row is held against them.
            part = rows["part"]
            is_few = len(others) < len(wanted)
            rows = rows.filter(~part.isin(others) if is_few else part.isin(sorted(wanted)))
        bulk.define(name, rows.drop("part"))

    def counted(self, part: int, column: str) -> Counter[Any]:
        """Return how often each value stands in a part."""
        del column  # Each of the two parts is counted by its own.
        return self.values[part]


def _counts(code: str, rows: ibis.Table) -> tuple[ibis.Table, ibis.Table]:
    """Return how many rows each part has; those without a number or set aside by what is wrong."""
    part = rows["part"]
    sound = rows.filter(part > NO_NUMBER)
    sound = sound.group_by("part").agg(rows=sound.count())
    odd = rows.filter(part <= NO_NUMBER)
    odd = odd.group_by("part", "fault", "bad").agg(rows=odd.count())
    no_fault, no_complaint = ibis.null("int8"), ibis.null("string")
    return (
        sound.select("part", "rows", fault=no_fault, bad=no_complaint, code=ibis.literal(code)),
        odd.select("part", "rows", "fault", "bad", code=ibis.literal(code)),
    )


def set_aside(layout: Layout) -> dict[str, int]:
    """Return how many rows were set aside, by reason."""
    return dict(sorted(layout.counted(SET_ASIDE, "bad").items()))


def faults(layout: Layout) -> dict[str, int]:
    """Return how many rows have no usable number, by what is wrong with it."""
    found = layout.counted(NO_NUMBER, "fault")
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
