"""A cross-check from its inputs to its clues: prepare each table, ask part after part, tell.

Every step's output is complete or absent, so that a run that was cut off goes on where it stopped.
The same inputs give the same clues in any order of rows, on either engine.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import ibis

from jiedui import __version__
from jiedui.checks.clues import Asked, clue_table
from jiedui.checks.inlets import problem
from jiedui.checks.layout import (
    ROWS_PER_MB,
    InMemory,
    OnDisk,
    faults,
    set_aside,
    units_of,
)
from jiedui.checks.model import Shape, Status
from jiedui.checks.near import write_near
from jiedui.checks.opening import no_server, open_all, runnable
from jiedui.checks.prepare import NO_NUMBER, prepared
from jiedui.checks.tell import tell
from jiedui.facts.bulk import MEMORY_MB_DEFAULT, start
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import ibis.expr.types as ir

    from jiedui.checks.inlets import Opener
    from jiedui.checks.layout import Layout, Unit
    from jiedui.checks.model import Rule
    from jiedui.checks.opening import Opened
    from jiedui.facts.bulk import Bulk

LAYOUT_VERSION = 1
"""Rises when prepared tables of earlier versions can no longer be read."""


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
        answer = _answer(job, opened, rules, work=work, progress=progress)
        for one in answer.inputs:
            one["sha256"] = hashes.result()[one["list"]]
    manifest = {
        "jiedui": __version__,
        "as_of": job.day.isoformat(),
        "engine": job.engine,
        "is_keyed": opened["register"].is_keyed,
        "inputs": answer.inputs,
        "rules": [_rule(rule, job.day) for rule in rules],
        "left_out": left_out,
        "near_matches": answer.near,
    }
    progress("telling")
    tell(job, rules, manifest)
    (job.out / "progress.json").unlink()
    if job.work is None:
        shutil.rmtree(work)
    return manifest


class _Answer(NamedTuple):
    """What the engine knows for the manifest: each input as it was read, pairs that may be one."""

    inputs: list[dict[str, Any]]
    near: int


def _answer(
    job: Job,
    opened: Mapping[str, Opened],
    rules: Sequence[Rule],
    *,
    work: Path,
    progress: Callable[[str], None],
) -> _Answer:
    """Prepare each table and ask the rules."""
    bulk = start(
        job.engine, work / "spill", memory_mb=job.memory_mb, master=job.master,
        rows=sum(one.rows for one in opened.values()),
    )  # fmt: skip
    try:
        layouts: Mapping[str, Layout]
        if _fits(job, opened.values()):
            rows = {code: _rows(bulk, one, progress=progress) for code, one in opened.items()}
            layouts = InMemory.keep(bulk, rows)
        else:
            layouts = {
                code: _on_disk(bulk, one, work, progress=progress) for code, one in opened.items()
            }
        asked = _asked(job, rules, layouts, is_keyed=opened["register"].is_keyed)
        _ask_all(bulk, layouts, asked, out=job.out, progress=progress)
        kept = job.work / "near" / f"{_mark(*opened.values())}.csv" if job.work else None
        near = write_near(bulk, layouts, job.out, kept=kept)
        inputs = [_told(one, layouts[code]) for code, one in opened.items()]
    finally:
        bulk.close()
    return _Answer(inputs, near)


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


def _fits(job: Job, opened: Iterable[Opened]) -> bool:
    """Tell whether prepared tables need not be written: nobody keeps them, and they are small."""
    return job.work is None and sum(one.rows for one in opened) <= job.memory_mb * ROWS_PER_MB


def _on_disk(bulk: Bulk, one: Opened, work: Path, *, progress: Callable[[str], None]) -> Layout:
    folder = work / "prepared" / f"{one.inlet.dataset.code}-{_mark(one)}"
    if not folder.exists():
        bulk.write(_rows(bulk, one, progress=progress), folder, by="part", fused=False)
    return OnDisk.read(folder)


def _mark(*opened: Opened) -> str:
    """Return what names something made of inputs and kept."""
    said = [str(LAYOUT_VERSION), __version__, *(one.inlet.identity() for one in opened)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _rows(bulk: Bulk, one: Opened, *, progress: Callable[[str], None]) -> ir.Table:
    code = one.inlet.dataset.code
    progress(f"preparing {code}: {one.rows:,} rows")
    bulk.bind(f"given_{code}", one.files)
    source = ibis.table(one.schema, name=f"given_{code}")
    return prepared(bulk, source, one.inlet.dataset, found=one.headings)


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
            tables["people"] = ibis.table(layouts["register"].schema, name="people")
            question = clue_table(tables, asked._replace(rules=rules))
            questions[is_numberless] = bulk.compile(question)
        bulk.write(questions[is_numberless], folder)


def _bind(bulk: Bulk, layouts: Mapping[str, Layout], unit: Unit) -> None:
    """Let the tables' names mean the rows of one unit."""
    for code, layout in layouts.items():
        if unit.slices == 1:
            layout.bind(bulk, code, unit.parts)
            continue
        layout.bind(bulk, f"{code}_whole", unit.parts)
        whole = ibis.table(layout.schema, name=f"{code}_whole")
        bulk.define(code, whole.filter(whole["key"].abs() % unit.slices == unit.slice))
    # A name, no part of the question: the engine goes through what each use of it needs.
    register = ibis.table(layouts["register"].schema, name="register")
    bulk.define("people", register.filter(register["key"].notnull()))


# --- the manifest ---------------------------------------------------------------------------------


def _told(one: Opened, layout: Layout) -> dict[str, Any]:
    return {
        "list": one.inlet.dataset.code,
        "named": one.inlet.label,
        "sha256": {},  # Worked out beside the comparison.
        "columns": {name: heading.name for name, heading in one.headings.items()},
        "rows": one.rows,
        "set_aside": set_aside(layout),
        "without_usable_number": faults(layout),
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
