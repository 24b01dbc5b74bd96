"""Batches in the database and the readings sealed in them: putting in, and taking out again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.vault import newest_seal, opened, sealed
from jiedui.exchange import keeping
from jiedui.exchange.models import BatchRow
from jiedui.exchange.rows import Row, Total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.exchange.judging import Judged, Judgement
    from jiedui.exchange.models import Batch
    from jiedui.exchange.rows import Reading
    from jiedui.kernel.problem import Problem


class KeptRow(NamedTuple):
    """A row, or printed sum, as it is kept: with what was told of it when it was last judged."""

    at: int
    is_total: bool
    state: str
    accepted_by: str
    thing: Row | Total
    problems: tuple[Problem, ...]


def frame_of(batch: int, reading: Reading) -> bytes:
    """Return a reading's frame (all but its rows) sealed for a batch."""
    return sealed(keeping.frame_to_bytes(reading), place=frame_place(batch))


def rows_of(batch: int, judgement: Judgement) -> list[BatchRow]:
    """Return the rows of a judged reading, sealed for a batch and not yet saved."""
    seal = newest_seal()
    return [
        BatchRow(
            batch_id=batch,
            at=one.at,
            is_total=one.is_total,
            state=one.standing.value,
            sealed=seal.sealed(
                _content(one), place=row_place(batch, one.at, is_total=one.is_total)
            ),
        )
        for one in judgement.rows
    ]


def kept_rows(batch: Batch) -> list[KeptRow]:
    """Return a batch's rows and sums in the order of the file."""
    rows = BatchRow.objects.filter(batch=batch).order_by("is_total", "at")
    return [_kept(batch.pk, row) for row in rows]


def kept_reading(batch: Batch, rows: Iterable[KeptRow]) -> Reading:
    """Return the reading a batch keeps, personal numbers starred."""
    frame = keeping.frame_from(opened(bytes(batch.frame), place=frame_place(batch.pk)))
    kept = list(rows)
    return replace(
        frame,
        rows=tuple(one.thing for one in kept if isinstance(one.thing, Row)),
        totals=tuple(one.thing for one in kept if isinstance(one.thing, Total)),
    )


def _content(one: Judged) -> bytes:
    told = {
        "thing": json.loads(keeping.to_bytes(one.thing)),
        "problems": [keeping.masked_problem(problem).as_row() for problem in one.problems],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def frame_place(batch: int) -> str:
    """Return where a batch's frame is sealed."""
    return f"batch {batch} frame"


def row_place(batch: int, at: int, *, is_total: bool) -> str:
    """Return where a row of a batch, or a printed sum, is sealed."""
    return f"batch {batch} {'sum' if is_total else 'row'} {at}"


def _kept(batch: int, row: BatchRow) -> KeptRow:
    content = opened(bytes(row.sealed), place=row_place(batch, row.at, is_total=row.is_total))
    told = json.loads(content)
    read = keeping.total_from if row.is_total else keeping.row_from
    return KeptRow(
        row.at,
        row.is_total,
        row.state,
        row.accepted_by,
        read(json.dumps(told["thing"]).encode()),
        tuple(keeping.problem_from(problem) for problem in told["problems"]),
    )
