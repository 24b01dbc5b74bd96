"""A reading as plain data and as JSON text, a row at a time. Knows no Django."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jiedui.exchange.rows import Reading, Row, Total, Value
    from jiedui.kernel.problem import Problem

_SHORT = {Wording.AT_LEAST.value: "atleast", Wording.AT_MOST.value: "atmost"}
_SILENT = frozenset((Wording.NOT_STATED.value, Wording.NOT_KNOWN.value, Wording.EXACT.value))


def reading_json(reading: Reading) -> dict[str, object]:
    """Return a reading as plain data: file, kind, fatal, rows, totals, columns, problems."""
    return {
        "file": reading.file,
        "kind": reading.kind,
        "fatal": dataclasses.asdict(reading.fatal) if reading.fatal else None,
        "rows": [_row(one) for one in reading.rows],
        "totals": [_total(one) for one in reading.totals],
        "columns": [
            {
                "sheet": one.sheet,
                "col": one.col,
                "header_rows": list(one.header_rows),
                "header": one.header,
                "field": one.field,
            }
            for one in reading.columns
        ],
        **_asked(reading),
        "problems": [_problem(one) for one in reading.problems],
    }


def reading_lines(reading: Reading) -> Iterator[str]:
    """Yield the same as JSON text, piece by piece: no more than one row of it is held at a time."""
    frame = reading_json(dataclasses.replace(reading, rows=(), totals=(), problems=()))
    rows: dict[str, Iterable[object]] = {
        "rows": map(_row, reading.rows),
        "totals": map(_total, reading.totals),
        "problems": map(_problem, reading.problems),
    }
    before = "{"
    for name, value in frame.items():
        yield f"{before}\n  {_text(name)}: "
        if name in rows:
            yield from _listed(rows[name])
        else:
            yield _text(value)
        before = ","
    yield "\n }"


def _listed(rows: Iterable[object]) -> Iterator[str]:
    before = "["
    for one in rows:
        yield f"{before}\n   {_text(one)}"
        before = ","
    yield "[]" if before == "[" else "\n  ]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _row(row: Row) -> dict[str, object]:
    kind = {"kind": row.kind} if row.kind else {}
    return {"sheet": row.sheet, "row": row.row, **kind, **_worded(row.fields, row.wordings)}


def _total(one: Total) -> dict[str, object]:
    values = _worded(one.values, one.wordings)
    return {"sheet": one.sheet, "row": one.row, "label": one.label, "values": values}


def _problem(one: Problem) -> dict[str, object]:
    return {
        "sheet": one.source.sheet,
        "cell": one.source.cell or None,
        "code": one.code,
        "severity": one.severity.value,
        "found": one.found,
        "expected": one.expected,
    }


def _asked(reading: Reading) -> dict[str, object]:
    """Return the kinds that a file may be of, where a person has to say which."""
    if not reading.is_kind_asked:
        return {}
    return {"kinds": [dataclasses.asdict(one) for one in reading.guesses]}


def _worded(fields: dict[str, Value], wordings: dict[str, str]) -> dict[str, Value]:
    """Return fields with `_q` beside those that are not exact."""
    worded: dict[str, Value] = {}
    for name, value in fields.items():
        worded[name] = value
        wording = wordings.get(name, "")
        if value is not None and wording and wording not in _SILENT:
            worded[f"{name}_q"] = _SHORT.get(wording, wording)
    return worded
