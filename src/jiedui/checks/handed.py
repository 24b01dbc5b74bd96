"""A cross-check as it was handed over: its manifest checked against its clues, then row by row.

Read from the output directory of `jiedui crosscheck`. The manifest's hash of the set of clues and
its counts must be those of the clues that lie there, so nothing was added, left out or changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.checks.inlets import problem
from jiedui.checks.tell import COLUMNS, set_hash
from jiedui.facts.backend import bulk_duckdb, duckdb_error, quoted
from jiedui.kernel.identity import compact, mask_number
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDED = frozenset({"jiedui", "as_of", "engine", "is_keyed", "inputs", "rules", "clues"})
MEMORY_MB = 500
MANIFEST_MAX = 4 << 20
ROWS_AT_ONCE = 2000
WHOLE = 18


class Found(NamedTuple):
    """One clue as a run found it; `number` only where the run revealed numbers."""

    rule: str
    village: int | None
    household: str | None
    record: str | None
    status: int
    person: str
    source: str | None
    what: str | None
    amount: int | None
    day: dt.date | None
    times: int | None
    number: str


@dataclass(frozen=True, slots=True)
class Handed:
    """A run that was handed over.

    Attributes:
        folder: Where it lies.
        manifest: Its manifest.
        fingerprint: Hash of everything that decides its answer: inputs, rules, day, clues.
        clues: Every clue, by village and household.
    """

    folder: Path
    manifest: dict[str, Any]
    fingerprint: str
    clues: list[Found]


def handed(folder: Path) -> Handed:
    """Return a run from its output directory.

    Raises:
        Refused: It has no manifest (it was cut off), or manifest and clues do not agree.
    """
    manifest = _manifest(folder)
    with tempfile.TemporaryDirectory() as spill:
        base = bulk_duckdb(MEMORY_MB, Path(spill))
        try:
            clues = _read(base, folder, manifest)
        except duckdb_error() as error:
            raise _wrong(
                folder, "clues that cannot be read", "the Parquet files of a run"
            ) from error
        finally:
            base.close()
    told = {
        "as_of": manifest["as_of"],
        "inputs": sorted(
            (one["list"], sorted(one["sha256"].values())) for one in manifest["inputs"]
        ),
        "rules": sorted(
            (one["rule"], one["version"], sorted(one["limits"].items()), one["people"])
            for one in manifest["rules"]
        ),
        "clues": manifest["clues"]["set_hash"],
    }
    fingerprint = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return Handed(folder, manifest, fingerprint, clues)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    if not path.is_file():
        raise _wrong(folder, "no manifest.json", "the output directory of a finished cross-check")
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(MANIFEST_MAX))
        lacking = sorted(NEEDED - told.keys())
        dt.date.fromisoformat(told["as_of"])
        shapes = [(one["list"], one["named"], one["sha256"], one["rows"]) for one in told["inputs"]]
        shapes += [
            (one["rule"], one["version"], one["limits"], one["list"]) for one in told["rules"]
        ]
        _ = (shapes, told["clues"]["set_hash"], told["clues"]["by_rule"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _wrong(folder, "a manifest.json that is none", "that of a cross-check") from error
    if lacking:
        raise _wrong(folder, f"a manifest without {', '.join(lacking)}", "a whole manifest")
    return dict(told)


def _read(base: Any, folder: Path, manifest: dict[str, Any]) -> list[Found]:  # noqa: ANN401
    files = sorted((folder / "clues").rglob("*.parquet"))
    if not files:
        if manifest["clues"]["total"]:
            raise _changed(folder, "no clues", f"{manifest['clues']['total']} clues")
        return []
    listed = ", ".join(quoted(file) for file in files)
    base.execute(f"CREATE VIEW clues AS FROM read_parquet([{listed}])")
    found_hash = set_hash(base)
    if found_hash != manifest["clues"]["set_hash"]:
        raise _changed(folder, f"clues {found_hash}", f"clues {manifest['clues']['set_hash']}")
    names = [row[0] for row in base.execute("DESCRIBE clues").fetchall()]
    number = "number" if "number" in names else "NULL"
    rows = base.execute(
        f"SELECT {COLUMNS}, {number} FROM clues ORDER BY village, household, record, rule,"
        " source, what, amount, day"
    )
    clues = list(_rows(rows))
    by_rule: dict[str, int] = {}
    for one in clues:
        by_rule[one.rule] = by_rule.get(one.rule, 0) + 1
        if len(compact(one.number)) == WHOLE and one.person != mask_number(one.number):
            raise _changed(folder, "numbers other than those masked", "one person in each row")
    known = {one["rule"] for one in manifest["rules"]}
    if by_rule != manifest["clues"]["by_rule"] or not by_rule.keys() <= known:
        raise _changed(folder, "other counts by rule", "those of the manifest")
    return clues


def _rows(rows: Any) -> Iterator[Found]:  # noqa: ANN401  DuckDB's result.
    while part := rows.fetchmany(ROWS_AT_ONCE):
        for row in part:
            yield Found._make((*row[:-1], row[-1] or ""))


def _wrong(folder: Path, found: str, expected: str) -> Refused:
    hint = "Run `jiedui crosscheck` again with the same words: it goes on where it was cut off."
    return Refused([problem("RUN_UNREADABLE", folder.name, found, expected, hint)])


def _changed(folder: Path, found: str, expected: str) -> Refused:
    hint = "Take the directory as the cross-check wrote it."
    return Refused([problem("RUN_CHANGED", folder.name, found, expected, hint)])
