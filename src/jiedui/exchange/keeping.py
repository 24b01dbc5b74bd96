"""A reading as bytes and back, with every personal number starred: what a batch keeps of a file.

Knows no Django.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jiedui.exchange.rows import Alike, ColumnReading, Context, Guess, Reading, Row, Total
from jiedui.kernel.identity import mask, mask_number, mask_strictly
from jiedui.kernel.period import Period
from jiedui.kernel.problem import Problem, Severity, Source

if TYPE_CHECKING:
    from jiedui.exchange.rows import Value

PERSONAL = frozenset({"id_no", "head_id_no", "phone", "receiver_contact", "bank_account"})
"""Fields that are personal numbers whatever they hold."""

SENSITIVE = frozenset({"health"})
"""Fields of words that tell of somebody's health: a batch keeps none of them."""

NUMBERED = frozenset(
    {
        "agreement_no", "approval_no", "asset_no", "bill_no", "contract_no", "credit_code",
        "host_permit", "minutes_no", "notice", "paper_no", "report_no",
    }
)  # fmt: skip
"""Fields that hold long numbers of papers and organisations."""


def masked_value(name: str, value: Value) -> Value:
    """Return a field's value with personal numbers starred."""
    if value is None or isinstance(value, bool | float):
        return value
    if name in PERSONAL:
        return mask_number(str(value))
    if name in SENSITIVE:
        return "***"
    if isinstance(value, int):
        is_personal = not name.endswith("_fen") and len(str(abs(value))) >= 15
        return mask_number(str(value)) if is_personal else value
    return mask(value) if name in NUMBERED else masked_text(value)


def _masked_words(printed: Mapping[str, str]) -> dict[str, str]:
    """Return cells' own words without those of personal fields, numbers in the others starred."""
    return {
        name: masked_text(text)
        for name, text in printed.items()
        if name not in PERSONAL | SENSITIVE
    }


def masked_text(text: str) -> str:
    """Return a text with personal numbers starred, mistyped ones too."""
    return mask_strictly(text)


def masked_problem(problem: Problem) -> Problem:
    """Return a problem whose words hold no personal number."""
    where = problem.source
    return dataclasses.replace(
        problem,
        source=Source(masked_text(where.file), masked_text(where.sheet), where.cell),
        found=masked_text(problem.found),
        expected=masked_text(problem.expected),
    )


def masked(reading: Reading) -> Reading:
    """Return a reading with every personal number starred, in cells, titles and sheet names."""
    rows = tuple(
        dataclasses.replace(
            row,
            sheet=masked_text(row.sheet),
            fields={name: masked_value(name, value) for name, value in row.fields.items()},
            printed=_masked_words(row.printed),
        )
        for row in reading.rows
    )
    totals = tuple(
        dataclasses.replace(
            total, sheet=masked_text(total.sheet), printed=_masked_words(total.printed)
        )
        for total in reading.totals
    )
    columns = tuple(
        dataclasses.replace(
            column,
            sheet=masked_text(column.sheet),
            samples=tuple(masked_text(one) for one in column.samples),
        )
        for column in reading.columns
    )
    guesses = tuple(
        dataclasses.replace(
            one, columns=tuple((masked_text(heading), name) for heading, name in one.columns)
        )
        for one in reading.guesses
    )
    context = {
        masked_text(sheet): dataclasses.replace(said, title=masked_text(said.title))
        for sheet, said in reading.context.items()
    }
    return dataclasses.replace(
        reading,
        file=masked_text(reading.file),
        rows=rows,
        totals=totals,
        columns=columns,
        context=context,
        guesses=guesses,
        problems=tuple(masked_problem(problem) for problem in reading.problems),
        alike=tuple(Alike(masked_problem(one.problem), one.rows) for one in reading.alike),
    )


def to_bytes(thing: Row | Total) -> bytes:
    """Return a row or a printed sum as bytes."""
    told = {one.name: getattr(thing, one.name) for one in dataclasses.fields(thing)}
    return _dumped(
        {name: dict(value) if isinstance(value, Mapping) else value for name, value in told.items()}
    )


def row_from(content: bytes) -> Row:
    """Return a row from its bytes."""
    return Row(**json.loads(content))


def total_from(content: bytes) -> Total:
    """Return a printed sum from its bytes."""
    told = json.loads(content)
    return Total(**{**told, "covers": tuple(told["covers"])})


def frame_to_bytes(reading: Reading) -> bytes:
    """Return everything of a reading but its rows and sums as bytes."""
    return _dumped(
        {
            "file": reading.file,
            "kind": reading.kind,
            "columns": [dataclasses.asdict(column) for column in reading.columns],
            "problems": [problem.as_row() for problem in reading.problems],
            "context": {
                sheet: dataclasses.asdict(context) for sheet, context in reading.context.items()
            },
            "guesses": [dataclasses.asdict(guess) for guess in reading.guesses],
            "is_kind_asked": reading.is_kind_asked,
            "alike": [[one.problem.as_row(), one.rows] for one in reading.alike],
        }
    )


def frame_from(content: bytes) -> Reading:
    """Return a reading without rows and sums from its bytes."""
    told = json.loads(content)
    return Reading(
        told["file"],
        told["kind"],
        columns=tuple(_column(column) for column in told["columns"]),
        problems=tuple(problem_from(problem) for problem in told["problems"]),
        context={sheet: _context(context) for sheet, context in told["context"].items()},
        guesses=tuple(_guess(guess) for guess in told.get("guesses", ())),
        is_kind_asked=told.get("is_kind_asked", False),
        alike=tuple(
            Alike(problem_from(problem), tuple((first, last) for first, last in rows))
            for problem, rows in told.get("alike", ())
        ),
    )


def _guess(told: dict[str, Any]) -> Guess:
    columns = tuple((heading, name) for heading, name in told["columns"])
    return Guess(told["kind"], tuple(told["titles"]), columns)


def _column(told: dict[str, Any]) -> ColumnReading:
    spans = {"header_rows": tuple(told["header_rows"]), "samples": tuple(told.get("samples", ()))}
    return ColumnReading(**{**told, **spans})


def problem_from(told: dict[str, str]) -> Problem:
    """Return a problem from its flat row."""
    where = Source(told["file"], told["sheet"], told["cell"])
    return Problem(
        told["code"],
        Severity(told["severity"]),
        where,
        told["found"],
        told["expected"],
        told["hint"],
    )


def _context(told: dict[str, Any]) -> Context:
    period = told["period"]
    return Context(
        **{
            **told,
            "cut_off": dt.date.fromisoformat(told["cut_off"]) if told["cut_off"] else None,
            "period": Period(*(dt.date.fromisoformat(period[end]) for end in ("starts", "ends")))
            if period
            else None,
        }
    )


def _dumped(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, default=str, sort_keys=True).encode()
