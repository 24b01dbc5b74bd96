"""The manifest of the facts: which parts there are, up to which entry, and what they add up to.

A part counts only when the manifest names it, and the manifest is replaced in one atomic step, so a
crash at any moment leaves either the old facts or the new ones. Knows no Django.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from jiedui.facts.plainness import PLAIN
from jiedui.facts.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCHEMA_VERSION = 1
"""Raised whenever the columns of a part or the shape of the manifest change."""

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry covered: its number and its hash; 0 and "" for an empty book."""

    number: int = 0
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file.

    Attributes:
        file: Name inside the folder.
        kind: `plain` or `special`, see `facts.plainness`; or a rollup, see `facts.rollups`.
        first: First entry in it.
        last: Last entry in it.
        rows: Number of lines; of a rollup, of the lines it adds up.
        sha256: Hash of the file's bytes.
    """

    file: str
    kind: str
    first: int
    last: int
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Total:
    """What the lines of one account and unit add up to; integers without any limit."""

    count: int = 0
    amount: int = 0
    low_delta: int = 0
    high_delta: int = 0

    def __add__(self, other: Total) -> Total:
        """Add number by number."""
        return Total(
            self.count + other.count,
            self.amount + other.amount,
            self.low_delta + other.low_delta,
            self.high_delta + other.high_delta,
        )


Totals = dict[tuple[str, str], Total]
"""Control totals by account and unit."""


@dataclass(frozen=True)
class Manifest:
    """Everything known about the parts without opening one.

    Attributes:
        head: The last entry covered.
        parts: The parts; those of one kind in order of their entries, without overlap.
        totals: Control totals over all parts.
        profile: Which keys occur, for compiling questions.
        retired: Parts the last compaction replaced, kept until the next for readers on them.
        origin: Start of the first part's hash: tells one book's facts from another's.
        schema: Schema version.
        rollups: Files of plain lines added up; a copy that any reader may do without.
    """

    head: Head = field(default_factory=Head)
    parts: tuple[Part, ...] = ()
    totals: Mapping[tuple[str, str], Total] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    retired: tuple[str, ...] = ()
    origin: str = ""
    schema: int = SCHEMA_VERSION
    rollups: tuple[Part, ...] = ()

    def covering(self, rollup: str) -> tuple[str, ...]:
        """Return the files of a rollup, or () when they do not cover every plain line."""
        plain = sum(part.rows for part in self.parts if part.kind == PLAIN)
        own = [part for part in self.rollups if part.kind == rollup]
        return tuple(part.file for part in own) if sum(one.rows for one in own) == plain else ()

    @property
    def rows(self) -> int:
        """Number of lines in all parts."""
        return sum(part.rows for part in self.parts)

    def files(self, kind: str) -> tuple[str, ...]:
        """Return the names of the parts of one kind, in order."""
        return tuple(part.file for part in self.parts if part.kind == kind)


def totals_of(lines: pa.Table) -> Totals:
    """Return the control totals of lines, exact for every possible amount.

    Each number is summed as its upper and its lower half, so that no sum can overflow.
    """
    halves = {"account": lines["account"], "unit": lines["unit"]}
    names = ("amount", "low_delta", "high_delta")
    for name in names:
        column = lines[name]
        halves[f"{name}_upper"] = pc.shift_right(column, 32)
        halves[f"{name}_lower"] = pc.bit_wise_and(column, 0xFFFFFFFF)
    grouped = pa.table(halves).group_by(["account", "unit"])
    wanted = [(f"{name}_{half}", "sum") for name in names for half in ("upper", "lower")]
    found: Totals = {}
    for row in grouped.aggregate([*wanted, ([], "count_all")]).to_pylist():
        sums = [(row[f"{name}_upper_sum"] << 32) + row[f"{name}_lower_sum"] for name in names]
        found[row["account"], row["unit"]] = Total(row["count_all"], *sums)
    return found


def joined_totals(
    one: Mapping[tuple[str, str], Total], other: Mapping[tuple[str, str], Total]
) -> Totals:
    """Return the totals of both together."""
    return {key: one.get(key, Total()) + other.get(key, Total()) for key in {**one, **other}}


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder of facts; an empty one where there is none yet.

    Raises:
        ValueError: It is no manifest, or one of another schema version: the facts must be rebuilt.
    """
    path = folder / MANIFEST
    if not path.exists():
        return Manifest()
    stored = json.loads(path.read_text(encoding="utf-8"))
    if stored.get("schema") != SCHEMA_VERSION:
        raise ValueError(f"{path}: schema {stored.get('schema')!r}, expected {SCHEMA_VERSION}")
    return Manifest(
        Head(stored["head"]["number"], stored["head"]["hash"]),
        tuple(Part(**part) for part in stored["parts"]),
        {(account, unit): Total(*numbers) for account, unit, *numbers in stored["totals"]},
        Profile.from_json(stored["profile"]),
        tuple(stored["retired"]),
        stored["origin"],
        rollups=tuple(Part(**part) for part in stored.get("rollups", ())),
    )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest of a folder in one durable step."""
    stored: dict[str, Any] = {
        "schema": manifest.schema,
        "head": {"number": manifest.head.number, "hash": manifest.head.hash},
        "parts": [asdict(part) for part in manifest.parts],
        "rollups": [asdict(part) for part in manifest.rollups],
        "totals": [
            [*key, one.count, one.amount, one.low_delta, one.high_delta]
            for key, one in sorted(manifest.totals.items())
        ],
        "profile": manifest.profile.as_json(),
        "retired": list(manifest.retired),
        "origin": manifest.origin,
    }
    text = json.dumps(stored, ensure_ascii=False, indent=1)
    fresh = folder / f".{MANIFEST}"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / MANIFEST)
    settle(folder)


def settle(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
