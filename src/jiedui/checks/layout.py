"""A prepared table on disk: its parts, their sizes, and units of work that fit into memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow.parquet as pq

from jiedui.checks.model import Fault
from jiedui.checks.prepare import NO_NUMBER, SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

REGISTER_ROWS_MAX = 5_000_000
"""People compared at once: their keys and places are held in memory."""

ROWS_MAX = 20_000_000
"""Rows compared at once."""

WIDE = 8
"""How much more a cluster takes at once."""

EMPTY = "empty.parquet"


@dataclass(frozen=True, slots=True)
class Layout:
    """A prepared table.

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
    def read(cls, folder: Path) -> Layout:
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

    def files(self, parts: Sequence[int]) -> list[Path]:
        """Return the files of some parts; one without rows where there are none."""
        found = [file for part in parts for file in self.parts.get(part, ())]
        return found or [self.folder / EMPTY]

    def set_aside(self) -> dict[str, int]:
        """Return how many rows were set aside, by reason."""
        return dict(sorted(self._counted(SET_ASIDE, "bad").items()))

    def faults(self) -> dict[str, int]:
        """Return how many rows have no usable number, by what is wrong with it."""
        found = self._counted(NO_NUMBER, "fault")
        return {Fault(fault).name.lower(): count for fault, count in sorted(found.items())}

    def _counted(self, part: int, column: str) -> Counter[Any]:
        counts: Counter[Any] = Counter()
        for file in self.parts.get(part, ()):
            for batch in pq.ParquetFile(file).iter_batches(columns=[column]):
                counts.update(batch.column(0).to_pylist())
        return counts


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
