"""The folder of facts: append parts, compact, verify, and open them as one table up to an entry.

Only `append` and `compact` write, one process at a time. A part is written whole, made durable and
renamed before the manifest names it; whatever no manifest names is left over from a crash, is never
read, and goes away with the next write. Knows no Django.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jiedui.facts.backend import DUCKDB, EMPTY, connect, duckdb_error
from jiedui.facts.engine import Span
from jiedui.facts.manifest import (
    MANIFEST,
    Head,
    Manifest,
    joined_totals,
    read_manifest,
    totals_of,
    write_manifest,
)
from jiedui.facts.parts import PREFIX, merge_parts, read_part, sha256_of, write_part
from jiedui.facts.plainness import KINDS, PLAIN, SPECIAL, plainness
from jiedui.facts.profile import profile_of
from jiedui.facts.rollups import (
    FOLDER,
    ROLLUPS,
    added_up,
    joined_sums,
    sums_of,
    with_more,
    wrong_files,
)
from jiedui.facts.snapshot import Facts
from jiedui.facts.tables import NAMES
from jiedui.kernel.locking import alone
from jiedui.kernel.problem import Problem, Severity, Source, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from jiedui.facts.manifest import Part, Totals

__all__ = ("PARTS_MAX", "SCHEMA", "Facts", "Head", "Store", "lines_table")

PARTS_MAX = 50
"""More parts than this are compacted: each costs a query about a tenth of a millisecond."""

MERGED_AT = 4
"""So many neighbouring parts of like size become one: a walk opens few files, and a line is written
again only as often as its part has grown fourfold."""

MERGED_MAX = 4_000_000
"""Lines that a part may hold by such merging."""

MERGED_WITHIN, MERGED_TIMES = 200_000, 8
"""Lines that are merged while somebody waits for a batch, or so many times those he brought."""

RETIRED_MAX = 64
"""Replaced files that are kept for readers on them."""

_LOCK = ".lock"

SCHEMA = EMPTY.schema
"""The columns of every part, in order, with their types."""


def lines_table(rows: Sequence[Sequence[object]]) -> pa.Table:
    """Return rows, each with the columns of `facts.tables` in order, as a table of lines."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in SCHEMA)
    arrays = [
        pa.array(column, type=field.type) for column, field in zip(columns, SCHEMA, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


class Store:
    """A folder of facts.

    Attributes:
        folder: Where the parts and the manifest lie.
    """

    def __init__(self, folder: Path) -> None:
        """Stand for the facts in `folder`, which need not exist yet."""
        self.folder = folder
        self._guard = threading.Lock()
        self._seen: tuple[tuple[int, int, int], Manifest] | None = None

    def manifest(self) -> Manifest:
        """Return the manifest as it stands now; read again only when it was replaced."""
        try:
            stat = (self.folder / MANIFEST).stat()
        except FileNotFoundError:
            return Manifest()
        stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        with self._guard:
            if self._seen is None or self._seen[0] != stamp:
                self._seen = (stamp, read_manifest(self.folder))
            return self._seen[1]

    def append(self, lines: pa.Table, *, head: Head, parts_max: int = PARTS_MAX) -> Manifest:
        """Add the lines of the entries after the present head, up to `head`.

        Lines of entries that are already covered are left out, so two processes may offer the same.

        Args:
            lines: Lines with the columns of `facts.tables`; every entry has at least one.
            head: The last entry among them, and its hash.
            parts_max: Compact when there are more parts than this.

        Returns:
            The manifest that now stands.

        Raises:
            Refused: An entry between the present head and `head` is missing (FACTS_GAP).
        """
        with self._writing() as manifest:
            if head.number <= manifest.head.number:
                return manifest
            fresh = lines.filter(pc.greater(lines["entry"], manifest.head.number)).cast(SCHEMA)
            _refuse_gap(fresh, manifest.head, head)
            split = plainness(fresh)
            sides = {PLAIN: fresh.filter(split), SPECIAL: fresh.filter(pc.invert(split))}
            parts = [self._write_part(side, kind) for kind, side in sides.items() if side.num_rows]
            rollups, merged = with_more(self.folder, manifest.rollups, sides[PLAIN])
            grown = Manifest(
                head,
                (*manifest.parts, *parts),
                joined_totals(manifest.totals, totals_of(fresh)),
                manifest.profile.joined(profile_of(fresh)),
                (*manifest.retired, *merged),
                manifest.origin or parts[0].sha256[:16],
                rollups=rollups,
            )
            write_manifest(self.folder, grown)
            grown = self._levelled(grown, sides[PLAIN].num_rows)
            return grown if len(grown.parts) <= parts_max else self._compacted(grown, parts_max)

    def compact(self, parts_max: int = len(KINDS)) -> Manifest:
        """Merge neighbouring parts until there are at most `parts_max`; nothing else changes."""
        with self._writing() as before:
            manifest = before
            while len(manifest.parts) > max(parts_max, len(KINDS)):
                manifest = self._compacted(manifest, parts_max)
            return manifest

    def clear(self) -> None:
        """Forget everything: the facts can always be made again from the book."""
        with self._writing():
            write_manifest(self.folder, Manifest())
            self._sweep(Manifest())

    def verify(self, tell: Callable[[int, int], None] | None = None) -> list[Problem]:
        """Re-read every part and return what is wrong: files, hashes, entries, totals.

        Args:
            tell: Called with parts done and parts in all.
        """
        manifest = self.manifest()
        problems: list[Problem] = []
        totals: Totals = {}
        entries: list[pa.Array] = []
        plain: dict[tuple[str, str], tuple[int, int]] = {}
        for done, part in enumerate(manifest.parts, start=1):
            found = self._verified(part)
            problems += found if isinstance(found, list) else []
            if not isinstance(found, list):
                totals = joined_totals(totals, totals_of(found))
                entries.append(pc.unique(found["entry"]))
                plain = joined_sums(plain, sums_of(found)) if part.kind == PLAIN else plain
            if tell:
                tell(done, len(manifest.parts))
        if not problems:
            problems += _entry_problems(entries, manifest.head.number)
        wrong = [] if problems else wrong_files(self.folder, manifest, plain)
        wanted = "what the plain lines add up to"
        problems += [
            _wrong("FACTS_ROLLUP", file, found=why, expected=wanted) for file, why in wrong
        ]
        if not problems and totals != dict(manifest.totals):
            problems.append(
                _wrong(
                    "FACTS_TOTALS",
                    MANIFEST,
                    found="other control totals",
                    expected="those of the parts",
                )
            )
        return problems

    def open(
        self,
        *,
        tail: pa.Table | None = None,
        head: Head | None = None,
        engine: str = DUCKDB,
        copy: bool = False,
    ) -> Facts:
        """Return the facts as one table: every part, and after them the tail.

        Args:
            tail: Lines of entries after the manifest's head, as the database holds them.
            head: The last entry of the tail; needed with a tail.
            engine: `duckdb` or `spark`.
            copy: Keep a disposable copy of the roll-ups in this process's memory: faster, larger.
        """
        manifest = self.manifest()
        if tail is not None:
            tail = tail.filter(pc.greater(tail["entry"], manifest.head.number)).cast(SCHEMA)
        if tail is None or tail.num_rows == 0:
            tail, head = SCHEMA.empty_table(), manifest.head
        profile = manifest.profile.joined(profile_of(tail)) if tail.num_rows else manifest.profile
        head = head or manifest.head
        span = Span(
            self.folder,
            tuple((kind, manifest.files(kind)) for kind in KINDS),
            manifest.origin,
            manifest.head.number,
            (head.number, head.hash),
            copy,
        )
        split = plainness(tail)
        tails = {PLAIN: tail.filter(split), SPECIAL: tail.filter(pc.invert(split))}
        rollups = {}
        for rollup in ROLLUPS:
            files, more = manifest.covering(rollup), added_up(tails[PLAIN], rollup)
            if files and more is not None:
                rollups[rollup], tails[rollup] = files, more
        span = replace(span, rollups=tuple(rollups.items()))
        return Facts(
            engine, connect(engine).bind(span, tails), head, profile, self.folder, tuple(rollups)
        )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Manifest]:
        """Hold the folder's lock, offer the manifest as it stands, sweep what a crash left over."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with alone(self.folder / _LOCK):
            manifest = self.manifest()
            self._sweep(manifest)
            yield manifest

    def _sweep(self, manifest: Manifest) -> None:
        files = (*manifest.parts, *manifest.rollups)
        wanted = {part.file for part in files} | set(manifest.retired)
        for home in ("", f"{FOLDER}/"):
            for path in self.folder.glob(f"{home}*{PREFIX}*.parquet"):
                if f"{home}{path.name}" not in wanted:
                    path.unlink(missing_ok=True)
        for spill in self.folder.glob(f".{PREFIX}spill-*"):
            shutil.rmtree(spill, ignore_errors=True)

    def _write_part(self, lines: pa.Table, kind: str) -> Part:
        entries = pc.min_max(lines["entry"]).as_py()
        span = (entries["min"], entries["max"], lines.num_rows)
        return write_part(self.folder, lines, kind, span=span)

    def _compacted(self, manifest: Manifest, parts_max: int) -> Manifest:
        """Merge the run of neighbours with the fewest lines, of the kind that has the most parts.

        The run is long enough to leave room for half as many parts as there may be.
        """
        kind = max(KINDS, key=lambda one: len(manifest.files(one)))
        parts = [part for part in manifest.parts if part.kind == kind]
        length = min(len(parts), max(len(parts) - parts_max // 4, 2))
        starts = range(len(parts) - length + 1)
        at = min(starts, key=lambda start: sum(part.rows for part in parts[start : start + length]))
        return self._merged(manifest, parts[at : at + length])

    def _levelled(self, manifest: Manifest, fresh: int) -> Manifest:
        """Merge the newest parts of plain lines where they are `MERGED_AT` of like size.

        Special lines stay as they came: they are copied into memory, part by part.
        """
        newest_first = [part for part in manifest.parts if part.kind == PLAIN][::-1]
        most = min(MERGED_MAX, max(MERGED_WITHIN, MERGED_TIMES * fresh))
        run: list[Part] = []
        for part in newest_first:
            lines = sum(one.rows for one in run)
            if run and (part.rows > 2 * lines or part.rows + lines > most):
                break
            run.append(part)
        return self._merged(manifest, run[::-1]) if len(run) >= MERGED_AT else manifest

    def _merged(self, manifest: Manifest, run: Sequence[Part]) -> Manifest:
        """Put one part in the place of a run of neighbours; where there is no room, let them be."""
        try:
            whole = merge_parts(self.folder, run)
        except duckdb_error():
            return manifest
        at = manifest.parts.index(run[0])
        kept = tuple(part for part in manifest.parts if part not in run)
        gone = (*manifest.retired, *(part.file for part in run))
        merged = replace(
            manifest,
            parts=(*kept[:at], whole, *kept[at:]),
            retired=gone[-RETIRED_MAX:],
        )
        write_manifest(self.folder, merged)
        return merged

    def _verified(self, part: Part) -> list[Problem] | pa.Table:
        path = self.folder / part.file
        if not path.exists():
            return [
                _wrong(
                    "FACTS_PART_MISSING", part.file, found="no file", expected=f"{part.rows} lines"
                )
            ]
        if sha256_of(path) != part.sha256:
            return [
                _wrong(
                    "FACTS_PART_CHANGED",
                    part.file,
                    found="other bytes",
                    expected=f"sha256 {part.sha256}",
                )
            ]
        lines = read_part(path)
        if not lines.schema.equals(SCHEMA):
            return [
                _wrong(
                    "FACTS_PART_SCHEMA", part.file, found="other columns", expected=", ".join(NAMES)
                )
            ]
        span = pc.min_max(lines["entry"]).as_py()
        of_kind = pc.sum(pc.equal(plainness(lines), part.kind == PLAIN)).as_py()
        found = (span["min"], span["max"], lines.num_rows, of_kind)
        wanted = (part.first, part.last, part.rows, part.rows)
        if found != wanted:
            words = "entries {} to {}, {} lines, {} of its kind"
            return [
                _wrong(
                    "FACTS_PART_ENTRIES",
                    part.file,
                    found=words.format(*found),
                    expected=words.format(*wanted),
                )
            ]
        return lines


def _refuse_gap(lines: pa.Table, before: Head, after: Head) -> None:
    found = pc.count_distinct(lines["entry"]).as_py()
    last = pc.max(lines["entry"]).as_py()
    wanted = after.number - before.number
    if found != wanted or last != after.number:
        raise refuse(
            "FACTS_GAP",
            found=f"{found} entries up to {last}",
            expected=f"{wanted} entries, {before.number + 1} to {after.number}",
            hint="Offer every entry after the facts' head, each with its lines.",
        )


def _entry_problems(entries: Sequence[pa.Array], head: int) -> list[Problem]:
    """Return what is wrong with the entries of all parts together: 1 to the head must be there."""
    there = pc.unique(pa.chunked_array(entries, type=pa.int64()))
    last = pc.max(there).as_py() or 0
    if (len(there), last) == (head, head):
        return []
    found = f"{len(there)} entries up to {last}"
    return [_wrong("FACTS_HEAD", MANIFEST, found=found, expected=f"{head} entries, 1 to {head}")]


def _wrong(code: str, file: str, *, found: str, expected: str) -> Problem:
    hint = "The facts are a copy: clear them and let them be made again from the book."
    return Problem(code, Severity.ERROR, Source(file), found, expected, hint)
