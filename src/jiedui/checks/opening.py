"""Inputs opened: each found, its columns known, every problem of all of them said at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow.parquet as pq

from jiedui.checks.columns import wrong_types
from jiedui.checks.headings import KEYED, KEYED_NAME, headings_of, missing_columns
from jiedui.checks.inlets import empty, find_inlet, parquet_files, problem
from jiedui.checks.model import Shape
from jiedui.checks.rules import DATASETS, REGISTER
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jiedui.checks.inlets import Inlet, Opener
    from jiedui.checks.model import DataSet, Rule
    from jiedui.kernel.problem import Problem


def no_server(address: str, part: str) -> Any:  # noqa: ANN401  It returns nothing.
    """Refuse to read a server: only the command line knows how."""
    raise Refused([problem("FILE_KIND", address, f"a server, table {part}", "a file")])


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
    inlet, files = parquet_files(inlet, work / "copied" / mark, open_server)
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
    if rule.shape is Shape.SOON_BEFORE and "identified_on" not in opened["register"].headings:
        lacking.append("identified_on")
    if rule.shape is Shape.NAME_DIFFERS:
        sides = opened["register"], opened[rule.data]
        if opened["register"].is_keyed:
            if not all(KEYED_NAME in one.schema.names for one in sides):
                return "a keyed table holds no hashed names"
        elif not all("name" in one.headings for one in sides):
            lacking.append("name")
    return f"no column {', '.join(lacking)}" if lacking else ""
