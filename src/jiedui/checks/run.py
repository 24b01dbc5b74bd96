"""A cross-check from its inputs to its clues: prepare each table, ask part after part, tell.

Every step's output is complete or absent, so that a run that was cut off goes on where it stopped.
The same inputs give the same clues in any order of rows, on either engine.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow.parquet as pq

from jiedui import __version__
from jiedui.checks.clues import Asked, clue_table
from jiedui.checks.columns import KEYED, headings_of, missing_columns, wrong_types
from jiedui.checks.inlets import empty, find_inlet, parquet_files, problem
from jiedui.checks.layout import Layout, units_of
from jiedui.checks.model import Shape, Status
from jiedui.checks.near import write_near
from jiedui.checks.prepare import NO_NUMBER, prepare
from jiedui.checks.rules import DATASETS, REGISTER
from jiedui.checks.tell import tell
from jiedui.facts.bulk import MEMORY_MB_DEFAULT, start
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from jiedui.checks.inlets import Inlet, Opener
    from jiedui.checks.layout import Unit
    from jiedui.checks.model import DataSet, Rule
    from jiedui.facts.bulk import Bulk
    from jiedui.kernel.problem import Problem

LAYOUT_VERSION = 1
"""Rises when prepared tables of earlier versions can no longer be read."""


def no_server(address: str, part: str) -> Any:  # noqa: ANN401  It returns nothing.
    """Refuse to read a server: only the command line knows how."""
    raise Refused([problem("FILE_KIND", address, f"a server, table {part}", "a file")])


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of a cross-check.

    Attributes:
        register: Path of the register.
        lists: Paths of the lists, by data set.
        rules: The rules to ask; those whose list is not given are left out and named.
        day: The day they are asked for.
        out: Where clues go: a new directory, or that of the same job cut off.
        work: Where prepared tables are kept for the next run; None: in `out`, until it is done.
        engine: `duckdb` or `spark`.
        master: Spark's master, "" for this process.
        memory_mb: Hard limit of DuckDB's memory.
        reveal: Whether clues carry identity numbers.
        is_keyed: Whether every table must come with keyed hashes.
        with_csv: Whether clues are written as CSV too.
    """

    register: str
    lists: Mapping[str, str]
    rules: Sequence[Rule]
    day: dt.date
    out: Path
    work: Path | None = None
    engine: str = "duckdb"
    master: str = ""
    memory_mb: int = MEMORY_MB_DEFAULT
    reveal: bool = False
    is_keyed: bool = False
    with_csv: bool = True


@dataclass(slots=True)
class Opened:
    """An input whose columns are known."""

    inlet: Inlet
    files: tuple[Path, ...]
    schema: ibis.Schema
    rows: int
    headings: dict[str, Any] = field(default_factory=dict)

    @property
    def is_keyed(self) -> bool:
        """Whether keyed hashes stand for numbers."""
        return KEYED in self.schema.names


def crosscheck(
    job: Job,
    *,
    progress: Callable[[str], None] = lambda _: None,
    open_server: Opener = no_server,
) -> dict[str, Any]:
    """Run a cross-check and return its manifest, which also lies in `job.out`.

    Raises:
        Refused: Inputs are missing, unreadable or lack columns (every problem at once), or the
            output directory holds another run.
    """
    _refuse_finished(job.out)
    work = job.work or job.out / ".work"
    paths = {"register": job.register, **job.lists}
    opened = open_all(paths, work, open_server, must_be_keyed=job.is_keyed)
    rules, left_out = runnable(job.rules, opened)
    stamp = _stamp(job, opened.values(), rules)
    _claim(job.out, stamp)
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ThreadPoolExecutor(1) as aside:
        hashes = aside.submit(lambda: {code: one.inlet.hashes() for code, one in opened.items()})
        bulk = start(job.engine, work / "spill", memory_mb=job.memory_mb, master=job.master)
        try:
            layouts = {
                code: _prepared(bulk, one, work, progress=progress) for code, one in opened.items()
            }
            asked = _asked(job, rules, layouts, is_keyed=opened["register"].is_keyed)
            _ask_all(bulk, layouts, asked, out=job.out, progress=progress)
            near = write_near(bulk, layouts, job.out)
        finally:
            bulk.close()
        inputs = [_told(one, layouts[code], hashes.result()[code]) for code, one in opened.items()]
    manifest = {
        "jiedui": __version__,
        "as_of": job.day.isoformat(),
        "engine": job.engine,
        "is_keyed": asked.is_keyed,
        "inputs": inputs,
        "rules": [_rule(rule, job.day) for rule in rules],
        "left_out": left_out,
        "near_matches": near,
    }
    progress("telling")
    tell(job, rules, manifest)
    (job.out / "progress.json").unlink()
    if job.work is None:
        shutil.rmtree(work)
    return manifest


# --- inputs ---------------------------------------------------------------------------------------


def open_all(
    paths: Mapping[str, str], work: Path, open_server: Opener, *, must_be_keyed: bool = False
) -> dict[str, Opened]:
    """Return inputs opened, by data set (`register` for the register).

    Raises:
        Refused: With the problems of all of them.
    """
    problems: list[Problem] = []
    opened: dict[str, Opened] = {}
    known = {"register": REGISTER, **DATASETS}
    for code, path in paths.items():
        if code not in known:
            expected = ", ".join(known)
            problems.append(problem("DATASET_UNKNOWN", code, f"a list called {code}", expected))
            continue
        try:
            opened[code] = _open(known[code], path, work, open_server=open_server)
        except Refused as refused:
            problems += refused.problems
    keyed = {code for code, one in opened.items() if one.is_keyed}
    wrong = opened.keys() - keyed if keyed or must_be_keyed else set()
    problems += [
        problem(
            "NUMBERS_NOT_KEYED",
            opened[code].inlet.label,
            "identity numbers",
            "keyed hashes, as the other tables have",
            "Make them with `jiedui crosscheck-keys` and the key that both sides agreed on.",
        )
        for code in sorted(wrong)
    ]
    if problems:
        raise Refused(problems)
    return opened


def _open(dataset: DataSet, path: str, work: Path, *, open_server: Opener) -> Opened:
    inlet = find_inlet(dataset, path)
    mark = hashlib.sha256(inlet.identity().encode()).hexdigest()[:16]
    files = parquet_files(inlet, work / "copied" / mark, open_server)
    schema, rows = _schema(inlet, files)
    label = inlet.label
    found = headings_of(dataset, schema.names)
    problems = missing_columns(dataset, found, schema.names, file=label)
    problems += wrong_types(found, schema, label)
    if problems:
        raise Refused(problems)
    if not rows:
        raise empty(inlet)
    return Opened(inlet, files, schema, rows, found)


def _schema(inlet: Inlet, files: Sequence[Path]) -> tuple[ibis.Schema, int]:
    try:
        metas = [pq.read_metadata(file) for file in files]
    except (OSError, ValueError) as error:
        said = "no sound Parquet file"
        raise Refused([problem("FILE_UNREADABLE", inlet.label, said, "Parquet")]) from error
    schemas = [ibis.Schema.from_pyarrow(meta.schema.to_arrow_schema()) for meta in metas]
    others = [file.name for file, one in zip(files, schemas, strict=True) if one != schemas[0]]
    if others:
        raise Refused(
            [
                problem(
                    "COLUMNS_DIFFER", other, "other columns or types", f"those of {files[0].name}"
                )
                for other in others
            ]
        )
    return schemas[0], sum(meta.num_rows for meta in metas)


def runnable(
    rules: Sequence[Rule], opened: Mapping[str, Any]
) -> tuple[list[Rule], list[dict[str, str]]]:
    """Return the rules whose list and columns are there, and why each other one is left out."""
    ready, left = [], []
    for rule in rules:
        why = _why_not(rule, opened)
        if why:
            left.append({"rule": rule.code, "why": why})
        else:
            ready.append(rule)
    return ready, left


def _why_not(rule: Rule, opened: Mapping[str, Any]) -> str:
    if rule.data and rule.data not in opened:
        return f"no list {rule.data}"
    needed = {where.column for where in rule.where} | {rule.total} - {""}
    held = opened[rule.data or "register"].headings
    lacking = sorted(needed - {""} - held.keys())
    if rule.shape is Shape.NAME_DIFFERS:
        lacking += [
            name for name in ("name",) if not (name in held and name in opened["register"].headings)
        ]
    if rule.shape is Shape.SOON_BEFORE and "identified_on" not in opened["register"].headings:
        lacking.append("identified_on")
    if opened["register"].is_keyed and rule.shape is Shape.NAME_DIFFERS:
        return "names are not exchanged with keyed hashes"
    return f"no column {', '.join(lacking)}" if lacking else ""


# --- steps ----------------------------------------------------------------------------------------


def _stamp(job: Job, opened: Any, rules: Sequence[Rule]) -> str:  # noqa: ANN401  Values of a dict.
    said = [one.inlet.identity() for one in opened]
    said += [repr(rule) for rule in rules]
    said += [__version__, job.day.isoformat(), job.engine, str(job.reveal), str(LAYOUT_VERSION)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _claim(out: Path, stamp: str) -> None:
    """Make the output directory this run's own, or go on with what the same run left."""
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = out / "progress.json"
    if mark.exists() and json.loads(mark.read_text("utf-8"))["run"] == stamp:
        return
    if any(file.name != ".work" for file in out.iterdir()):
        raise _filled(out)
    mark.write_text(json.dumps({"run": stamp}), encoding="utf-8")


def _refuse_finished(out: Path) -> None:
    if (out / "manifest.json").exists():
        raise _filled(out)


def _filled(out: Path) -> Refused:
    return Refused(
        [
            problem(
                "OUT_FILLED",
                str(out),
                "the clues of another run",
                "an empty directory, or that of the same run cut off",
                "Name another directory with --out.",
            )
        ]
    )


def _prepared(bulk: Bulk, one: Opened, work: Path, *, progress: Callable[[str], None]) -> Layout:
    said = f"{LAYOUT_VERSION}\n{__version__}\n{one.inlet.identity()}"
    mark = hashlib.sha256(said.encode()).hexdigest()[:16]
    code = one.inlet.dataset.code
    folder = work / "prepared" / f"{code}-{mark}"
    if not folder.exists():
        progress(f"preparing {code}: {one.rows:,} rows")
        bulk.bind(f"given_{code}", one.files)
        source = ibis.table(one.schema, name=f"given_{code}")
        prepare(bulk, source, one.inlet.dataset, found=one.headings, folder=folder)
    return Layout.read(folder)


def _asked(
    job: Job, rules: Sequence[Rule], layouts: Mapping[str, Layout], *, is_keyed: bool
) -> Asked:
    records = [layout.schema["record"] for layout in layouts.values() if "record" in layout.schema]
    are_whole = all(kind.is_integer() for kind in records)
    return Asked(
        rules=rules,
        day=job.day,
        record_type="int64" if are_whole else "string",
        reveal=job.reveal,
        is_keyed=is_keyed,
    )


def _ask_all(
    bulk: Bulk,
    layouts: Mapping[str, Layout],
    asked: Asked,
    *,
    out: Path,
    progress: Callable[[str], None],
) -> None:
    units = units_of(layouts, wide=bulk.name == "spark")
    faulty = [rule for rule in asked.rules if rule.shape is Shape.FAULTY]
    questions: dict[bool, str] = {}
    for at, unit in enumerate(units, start=1):
        folder = out / "clues" / f"part-{unit.name}"
        is_numberless = unit.parts == (NO_NUMBER,)
        rules = faulty if is_numberless else asked.rules
        if folder.exists() or not rules:
            continue
        progress(f"comparing part {at} of {len(units)}: {unit.rows:,} rows")
        _bind(bulk, layouts, unit)
        if is_numberless not in questions:
            tables = {code: ibis.table(one.schema, name=code) for code, one in layouts.items()}
            question = clue_table(tables, asked._replace(rules=rules))
            questions[is_numberless] = bulk.compile(question)
        bulk.write(questions[is_numberless], folder)


def _bind(bulk: Bulk, layouts: Mapping[str, Layout], unit: Unit) -> None:
    """Let the tables' names mean the rows of one unit."""
    for code, layout in layouts.items():
        if unit.slices == 1:
            bulk.bind(code, layout.files(unit.parts))
            continue
        bulk.bind(f"{code}_whole", layout.files(unit.parts))
        whole = ibis.table(layout.schema, name=f"{code}_whole")
        bulk.define(code, whole.filter(whole["key"].abs() % unit.slices == unit.slice))


# --- the manifest ---------------------------------------------------------------------------------


def _told(one: Opened, layout: Layout, hashes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "list": one.inlet.dataset.code,
        "named": one.inlet.label,
        "sha256": dict(hashes),
        "columns": {name: heading.name for name, heading in one.headings.items()},
        "rows": one.rows,
        "set_aside": layout.set_aside(),
        "without_usable_number": layout.faults(),
    }


def _rule(rule: Rule, day: dt.date) -> dict[str, Any]:
    return {
        "rule": rule.code,
        "version": rule.version,
        "zh": rule.zh,
        "en": rule.en,
        "list": rule.data,
        "severity": rule.severity,
        "people": [one.name for one in Status if one in rule.people],
        "limits": {name: one.on(day) for name, one in (rule.limits or {}).items()},
    }
