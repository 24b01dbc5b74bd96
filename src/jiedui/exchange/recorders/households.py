"""Rows of a household list into the register of households, identity numbers read anew.

The batch keeps numbers starred; the register seals them. So the kept file is opened and read once
more here, inside the posting, and what it says goes nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.place import present_code
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.registry.intake import record_list
from jiedui.registry.listing import Listed

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow
    from jiedui.exchange.rows import Row


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Record the rows of a household list; return how many households they touched.

    Raises:
        Refused: A row names no county, or lies outside the actor's places.
    """
    plain = {(row.sheet, row.row): row for row in batch.reread().rows}
    rows = [_listed(one, plain[one.row.sheet, one.row.row], batch) for one in batch.rows]
    missing = [old for old, new in zip(batch.rows, rows, strict=True) if not new.county]
    if missing:
        raise Refused([_no_county(batch, one) for one in missing[:10]])
    done = record_list(rows, batch=batch.batch, actor=actor, now=now)
    return done.added + done.changed


def _listed(one: RecordedRow, row: Row, batch: RecordedBatch) -> Listed:
    county = _text(row, "county_code") or one.context.county_code or ""
    return Listed(
        county=present_code(county) if county else "",
        town=_part(row, "town"),
        village=_part(row, "village"),
        head=_text(row, "head_name"),
        number=_text(row, "id_no"),
        members=_whole(row, "members"),
        poor_type=_text(row, "poor_type"),
        cause=_text(row, "main_cause"),
        income_pc=_whole(row, "income_pc_fen"),
        exit_year=_year(row, "exit_year"),
        account=_text(row, "bank_account"),
        year=_year(row, "year"),
        day=one.context.cut_off,
        source=f"{batch.file}\t{row.sheet}\t{row.row}",
    )


def _no_county(batch: RecordedBatch, one: RecordedRow) -> Problem:
    return Problem(
        "COUNTY_MISSING",
        Severity.ERROR,
        Source(batch.file, one.row.sheet, f"row:{one.row.row}"),
        found="a household of no county",
        expected="the county, in a column or in the title",
        hint="Say it in the file and send it again.",
    )


def _part(row: Row, name: str) -> str:
    """Return the name of a town or village as a part of a place key."""
    return "".join(_text(row, name).replace(":", "").replace("+", "").split())[:20]


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _whole(row: Row, name: str) -> int | None:
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _year(row: Row, name: str) -> int | None:
    text = _text(row, name)[:4]
    return int(text) if text.isdigit() and len(text) == 4 else None
