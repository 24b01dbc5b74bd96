"""The cross-check beside hand-written DuckDB and Polars, on a made-up country of a chosen size.

`python -m bench crosscheck [--quick]`: 1 % of the nation's 89.6 million people and 190 million rows
(`--quick`: a tenth of that); BENCH_PEOPLE chooses another size. Clues are held equal, row for row,
before any time is printed. Each way runs in a process of its own under the same limit of memory; the
whole process counts. A county of 200,000 people is timed from the command line with everything.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import duckdb

from bench.crosscheck_peer import COLUMNS
from jiedui.checks.synth.lists import LISTS

ROOT = Path(__file__).resolve().parent.parent
JIEDUI = Path(sys.executable).with_name("jiedui")
ONE_PERCENT, COUNTY = 896_000, 200_000
REPEATS = 3
INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Every way starts from compiled modules, as after an installation."""


class Took(NamedTuple):
    """Seconds on the wall and of the processors, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def run(*words: object) -> Took:
    """Run a program to its end and measure it."""
    begun = time.monotonic()
    child = subprocess.Popen(
        [str(word) for word in words],
        cwd=ROOT,
        env=INSTALLED,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - begun
    if status:
        sys.exit(f"{words} ended with {status}:\n{child.stderr.read() if child.stderr else ''}")
    return Took(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def peer(way: str, *places: Path) -> Took:
    """Run one peer."""
    return run(sys.executable, "-m", "bench.crosscheck_peer", way, *places)


def crosscheck(country: Path, out: Path, *more: object) -> Took:
    """Run ours as an office does."""
    lists = [
        f"--dataset={one.code}={country / one.code}.parquet"
        for one in sorted(LISTS, key=lambda one: one.code)
    ]
    register = country / "register.parquet"
    return run(
        JIEDUI,
        "crosscheck",
        "--register",
        register,
        *lists,
        "--as-of",
        "2020-06-30",
        "--out",
        out,
        *more,
    )


def clues(out: Path) -> tuple[int, int]:
    """Return how many clues there are and a hash of them that knows no order."""
    base = duckdb.connect()
    base.execute("SET threads = 2")
    found = base.execute(
        f"SELECT count(*), sum(hash({COLUMNS}))::HUGEINT FROM (SELECT * REPLACE (status::SMALLINT AS status)"
        f" FROM read_parquet('{out}/**/*.parquet', hive_partitioning = false))"
    ).fetchone()
    assert found is not None
    return int(found[0]), int(found[1])


def compare(country: Path, folder: Path, repeats: int) -> None:
    """Run every way in turn, hold the clues equal, print medians and ratios."""
    took: dict[str, list[Took]] = {}
    for _ in range(repeats):
        for name in (*WAYS, "again", "province"):
            shutil.rmtree(folder / name, ignore_errors=True)
        shutil.rmtree(folder / "work", ignore_errors=True)
        for name, way in WAYS.items():
            took.setdefault(name, []).append(way(country, folder / name, folder / "work"))
        again = crosscheck(country, folder / "again", "--no-csv", "--work", folder / "work")
        took.setdefault("again", []).append(again)
        took.setdefault("province", []).append(
            peer("province", country, folder / "province", folder / "work")
        )
        found = {name: clues(folder / name) for name in took}
        if len({*found.values()}) != 1:
            sys.exit(f"the clues differ: {found}")
    say(f"  {next(iter(found.values()))[0]:,} clues, the same rows from every way")
    middle = {name: sorted(runs)[len(runs) // 2] for name, runs in took.items()}
    best = min(
        (middle[name] for name in ("duckdb", "polars") if name in middle), key=lambda one: one.cpu
    )
    for name, base in (
        ("duckdb", best),
        ("polars", best),
        ("ours", best),
        ("kept", middle["duckdb"]),
        ("province", None),
        ("again", None),
    ):
        against = base or middle["province"]
        one = middle[name]
        say(
            f"  {TITLES[name]:55} {one.wall:7.1f} s, CPU {one.cpu:6.1f} s, {one.memory:5.0f} MB"
            f"   x{one.wall / against.wall:.2f} wall, x{one.cpu / against.cpu:.2f} CPU"
        )


TITLES = {
    "duckdb": "raw: hand-written DuckDB SQL, fast path",
    "polars": "raw: hand-written Polars, streaming",
    "ours": "raw: jiedui crosscheck",
    "kept": "raw: jiedui crosscheck --work (keeps what it prepares)",
    "province": "prepared: hand-written DuckDB SQL by province",
    "again": "prepared: jiedui crosscheck",
}
WAYS = {
    "duckdb": lambda country, out, _: peer("raw", country, out),
    "polars": lambda country, out, _: peer("polars", country, out),
    "ours": lambda country, out, _: crosscheck(country, out, "--no-csv"),
    "kept": lambda country, out, work: crosscheck(country, out, "--no-csv", "--work", work),
}


def made(people: int, folder: Path) -> Path:
    """Make a country, or take the one of this size that BENCH_COUNTRY names."""
    told = os.environ.get("BENCH_COUNTRY", "")
    if told:
        return Path(told)
    took = run(JIEDUI, "synth", "--people", people, "--out", folder)
    say(f"{people:,} people made in {took.wall:.0f} s, CPU {took.cpu:.0f} s, {took.memory:.0f} MB")
    return folder


def main(words: list[str]) -> None:
    """Compare all ways at one size, then time a county."""
    people = int(os.environ.get("BENCH_PEOPLE", ONE_PERCENT // (10 if "--quick" in words else 1)))
    repeats = int(os.environ.get("BENCH_REPEATS", 1 if "--quick" in words else REPEATS))
    with tempfile.TemporaryDirectory(prefix="jiedui-bench-") as name:
        folder = Path(name)
        compare(made(people, folder / "country"), folder, repeats)
        if not os.environ.get("BENCH_COUNTRY"):
            county = COUNTY // (10 if "--quick" in words else 1)
            run(JIEDUI, "synth", "--people", county, "--out", folder / "county")
            took = min(
                crosscheck(folder / "county", folder / f"county-{at}") for at in range(repeats)
            )
            say(
                f"a county of {county:,} people, from the command line, everything included: "
                f"{took.wall:.1f} s, CPU {took.cpu:.1f} s, at most 5 s"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
