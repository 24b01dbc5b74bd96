"""The speed of figures at one million and ten million lines, beside hand-written SQL on DuckDB.

`python -m bench facts [--quick]`. Answers are held equal, and sums equal to their drill-downs,
before any time is printed. Straight from Parquet first, then from the copy in memory; the memory
is that of a process that only serves. Freshness is measured on a whole book in SQLite.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
QUICK, MILLION, TEN = 100_000, 1_000_000, 10_000_000
NAMES = {
    "figure": "one figure",
    "table": "county x source x year, in columns",
    "rows": "the same, every row as an object",
    "drill": "drill-down",
}
TARGETS = {
    (MILLION, "parquet"): {"figure": 25, "table": 45, "drill": 25},
    (TEN, "parquet"): {"figure": 80, "table": 300, "drill": 80},
    (TEN, "copy"): {"figure": 20, "table": 120, "drill": 30},
}
"""Milliseconds at most."""

MEMORY = {MILLION: 300, TEN: 2048}
"""Megabytes at most."""


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def run(part: str, *arguments: str, data_dir: str = "") -> dict[str, Any]:
    """Run a part in its own process; return what it measured."""
    environment = {
        **os.environ,
        "JIEDUI_DATA_DIR": data_dir,
        "JIEDUI_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "jiedui.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.facts_parts", part, *arguments],
        env=environment, cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{part} {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def bench_figures(lines: int, folder: Path) -> None:
    """Ask and drill down at one size, from the parts and from the copy."""
    made = run("make", str(folder), str(lines))
    say(
        f"{made['lines']:,} lines in {made['parts']} parts, {made['size']:.0f} MB, "
        f"made in {made['wall']:.0f} s"
    )
    say(f"  of its lines {made['holds']}")
    for way in ("parquet", "copy"):
        found = run("ask", str(folder), way, "peer")
        for name, words in NAMES.items():
            _tell(f"{way:8}{words}", found[name], TARGETS.get((lines, way), {}).get(name))
        alone = run("ask", str(folder), way, "alone")
        limit = MEMORY.get(lines) if way == "parquet" or lines == TEN else None
        say(f"  {way:8}memory of a serving process {alone['memory']:.0f} MB{_target(limit, 'MB')}")


def _tell(words: str, found: dict[str, list[float]], limit: int | None) -> None:
    wall, cpu = found["ours"]
    others = []
    for name, (theirs, theirs_cpu) in found.items():
        if name != "ours":
            recipe = "same recipe in SQL" if name == "peer" else "bare sums without bounds"
            others.append(
                f"{recipe} {theirs:.1f} ms (CPU {theirs_cpu:.0f}): x{wall / theirs:.2f}, "
                f"CPU x{cpu / theirs_cpu:.2f}"
            )
    ours = f"{wall:.1f} ms (CPU {cpu:.0f}){_target(limit, 'ms')}"
    say(f"  {words}: {'; '.join([ours, *others])}")


def _target(limit: int | None, unit: str) -> str:
    return "" if limit is None else f", at most {limit} {unit}"


def bench_fresh(lines: int) -> None:
    """Post to a large book and ask at once."""
    with tempfile.TemporaryDirectory(prefix="jiedui-bench-") as folder:
        found = run("fresh", str(lines), data_dir=folder)
    say(
        f"a batch of 100 entries into a book of {lines:,} lines: in a figure after "
        f"{found['fresh'] * 1e3:.0f} ms (posting {found['post'] * 1e3:.0f}), worst "
        f"{found['worst'] * 1e3:.0f}, at most 1000 ms; then facts extended in "
        f"{found['extend'] * 1e3:.0f} ms, asked again in {found['again'] * 1e3:.0f} ms"
    )
    desk = found["desk"]
    say(
        f"a desk page of one figure at {lines:,} lines: first view {desk['one_first']:.0f} ms, "
        f"repeat {desk['one_repeat']:.0f}; by county: {desk['by_county_first']:.0f} and "
        f"{desk['by_county_repeat']:.0f}, at most 100 ms; that process, which also posted the "
        f"book, holds {desk['memory']:.0f} MB"
    )


def main(words: list[str]) -> None:
    """Run everything, or with `--quick` a hundredth of it."""
    sizes = (QUICK,) if "--quick" in words else (MILLION, TEN)
    for lines in sizes:
        with tempfile.TemporaryDirectory(prefix="jiedui-bench-") as folder:
            bench_figures(lines, Path(folder))
    bench_fresh(sizes[0])


if __name__ == "__main__":
    main(sys.argv[1:])
