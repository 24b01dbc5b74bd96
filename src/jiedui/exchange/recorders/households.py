"""Rows of lists of households and members into the register, identity numbers read anew.

The batch keeps numbers starred; the register seals them. So the kept file is opened and read once
more here, inside the posting, and what it says goes nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.attention.commands import look_again, run_rules
from jiedui.exchange.codechecks import parts_of
from jiedui.kernel.place import present_code
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.registry.codes import code_of
from jiedui.registry.form import ITEMS
from jiedui.registry.intake import record_list
from jiedui.registry.kinds import HEAD
from jiedui.registry.listing import Listed
from jiedui.registry.memberlist import Listed as Person
from jiedui.registry.memberlist import record_members
from jiedui.registry.writing import is_number

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.recording import RecordedBatch, RecordedRow
    from jiedui.exchange.rows import Row

_ITEMS = (
    "nationality",
    "education",
    "schooling",
    "health",
    "labour",
    "work_place",
    "work_months",
    "low_income",
    "insured",
    "pension",
)
"""Items of the form that a list of members may hold."""


def record(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Record the rows of a household list; return how many households they touched.

    Raises:
        Refused: A row names no county, or lies outside the actor's places.
    """
    plain = batch.reread().rows
    rows = [_listed(one, plain[one.at], batch) for one in batch.rows]
    missing = [old for old, new in zip(batch.rows, rows, strict=True) if not new.county]
    if missing:
        raise Refused([_no_county(batch, one) for one in missing[:10]])
    done = record_list(rows, batch=batch.batch, actor=actor, now=now)
    counties = {one.county for one in rows}
    _look(counties, actor=actor, now=now)
    look_again("register", {int(one) for one in counties}, actor=actor, now=now)
    return done.added + done.changed


def members(batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
    """Record the rows of a list of members; return how many people and items are new.

    A household is known by its head's number, by its own number here, or by the head who stands
    among its rows.

    Raises:
        Refused: With every row whose household is not in the register, or lies outside the actor's
            places.
    """
    plain = batch.reread().rows
    pairs = [(one, plain[one.at]) for one in batch.rows]
    heads = _heads(pairs)
    rows = [_member(one, row, batch, to=heads[at]) for at, (one, row) in enumerate(pairs)]
    done = record_members(rows, actor=actor, now=now)
    codes = {_text(row, "county_code") or one.context.county_code or "" for one, row in pairs}
    _look({present_code(code) for code in codes if code}, actor=actor, now=now)
    return done.added + done.told


def _look(counties: set[str], *, actor: Actor, now: dt.datetime) -> None:
    """Run the rules over a changed register."""
    run_rules(actor=actor, now=now, subjects={"register": {int(one) for one in counties}})


def _heads(pairs: list[tuple[RecordedRow, Row]]) -> list[str]:
    """Return by what each row's household is known: rows that follow a head, or share its name."""
    found: list[str] = []
    group, at = ("", "", ""), ""
    named: dict[tuple[str, str, str], str] = {}
    for one, row in pairs:
        is_head = code_of("relation", _text(row, "head_relation")) == HEAD
        key = (one.row.sheet, _text(row, "household_no"), _text(row, "head_name"))
        if is_head or key != group:
            at = _text(row, "id_no") if is_head else named.get(key, "")
        group = key
        if is_head and any(key[1:]):
            named[key] = at
        own = _text(row, "head_id_no")
        number = _text(row, "household_no")
        found.append(own or (number if is_number(number) else at or number))
    return found


def _member(one: RecordedRow, row: Row, batch: RecordedBatch, *, to: str) -> Person:
    items = {name: _known_words(name, _text(row, name)) for name in _ITEMS}
    return Person(
        to=to,
        name=_text(row, "name"),
        number=_text(row, "id_no"),
        relation=code_of("relation", _text(row, "head_relation")),
        day=one.context.cut_off,
        items={name: said for name, said in items.items() if said},
        source=Source(batch.file, row.sheet, f"row:{row.row}"),
    )


def _known_words(name: str, text: str) -> str:
    """Return what is kept of an item: its words that the form's list knows."""
    codes = ITEMS[name].codes
    return ",".join(one for one in parts_of(text) if code_of(codes, one)) if codes else text


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
        phone=_text(row, "phone"),
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
