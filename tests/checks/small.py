"""A village's register and lists, a few rows each, written by a test and cross-checked at once.

Its people have the fictitious area code 529901; `number` gives the n-th of them a sound number.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from jiedui.checks.rules import RULES
from jiedui.checks.run import Job, crosscheck
from jiedui.kernel.identity import check_character

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jiedui.checks.model import Rule

DAY = dt.date(2020, 6, 30)
VILLAGE = 529901101201
STATUSES = ("在册", "已脱贫", "监测对象", "一般农户")

Row = dict[str, Any]
Clue = tuple[str, str, str]


def number(at: int, *, born: str = "19700101") -> str:
    """Return the identity number of fictitious person `at` (0-999)."""
    digits = f"529901{born}{at:03d}"
    return digits + check_character(digits)


def person(at: int, status: str = "已脱贫", **more: object) -> Row:
    """Return a row of the register."""
    row = {
        "record": at, "household": at // 2, "id_number": number(at), "name": f"张三{at}",
        "village": VILLAGE, "status": status, "identified_on": dt.date(2014, 6, 1),
    }  # fmt: skip
    return {**row, **more}


def write(path: Path, rows: Sequence[Row]) -> str:
    """Write rows to Parquet and return the path as text."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in names}), path)
    return str(path)


def check(
    folder: Path,
    register: Sequence[Row],
    lists: Mapping[str, Sequence[Row]],
    *,
    rules: Sequence[Rule] = tuple(RULES.values()),
    **options: Any,  # noqa: ANN401  What a job takes.
) -> set[Clue]:
    """Cross-check rows and return the clues as (rule, record, source), "" for neither."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {code: write(folder / f"{code}.parquet", rows) for code, rows in lists.items()}
    job = Job(
        register=write(folder / "register.parquet", register), lists=paths, rules=rules, day=DAY,
        out=folder / "out", **options,
    )  # fmt: skip
    crosscheck(job)
    return clues(folder / "out")


def clues(out: Path) -> set[Clue]:
    """Return the clues of a run as (rule, record, source)."""
    return {
        (row["rule"], row["record"] or "", row["source"] or "")
        for file in (out / "clues").rglob("*.parquet")
        for row in pq.read_table(file).to_pylist()
    }
