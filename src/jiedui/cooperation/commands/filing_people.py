"""Records of posted rosters and ledgers: seconded, trained and placed people.

A person is found again by the keyed hash; a row sent again finds the record of the entry it
replaces. Names and numbers are sealed here and go nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.access.command import command
from jiedui.access.scope import EVERYWHERE
from jiedui.attention.commands import run_rules
from jiedui.books.queries import entry as entry_of
from jiedui.cooperation.commands.keeping import By, Done
from jiedui.cooperation.commands.secondments import person_columns
from jiedui.cooperation.commands.trainings import attendance_columns
from jiedui.cooperation.models import Placement, Secondment, Training
from jiedui.cooperation.queries.listing import scope_place
from jiedui.cooperation.vocabulary_people import (
    CHANNELS,
    FIELDS,
    SECONDMENT_KINDS,
    STATUSES,
    TRAINEE_KINDS,
)
from jiedui.kernel.codes import meant_by
from jiedui.kernel.period import EARLIEST, LATEST, Period, parse_iso

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import LineDraft
    from jiedui.cooperation.filed import FiledRow

SEALED_FIELDS = ("name", "id_no", "sex", "birth", "phone", "position", "town")
"""Fields of a roster that are kept sealed together."""


@command("cooperation.record")
def record_secondments(
    rows: Sequence[FiledRow], *, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Keep a record for every person of a roster, planned or arrived; return how many."""
    by = By(actor, now, batch=batch)
    numbers = [_record_secondment(row, by) for row in rows]
    run_rules(actor=actor, now=now, subjects={"secondment": numbers})
    return Done(len(rows), f"{len(rows)} secondments of batch {batch}")


def _record_secondment(row: FiledRow, by: By) -> int:
    line = _line(row)
    told = row.text("secondment_kind")
    kind = meant_by(SECONDMENT_KINDS, told) or "OFFICIAL"
    if line is not None:
        kind = "PROFESSIONAL" if line.account == "Count:ProfessionalsSent" else "OFFICIAL"
    arrived, returned = _days(row, "actual_start"), _days(row, "actual_end")
    planned, until = _days(row, "planned_start"), _days(row, "planned_end")
    field = row.text("field")
    person = _person(row, beside=row.text("home_unit"))
    values: dict[str, Any] = {
        "kind": kind,
        "field": meant_by(FIELDS, field) or "",
        "direction": row.text("direction") or "E2W",
        "home_unit": row.text("home_unit")[:200],
        "post": row.text("host_position")[:200],
        "planned_starts": planned.starts if planned else None,
        "planned_ends": until.ends if until else None,
        "arrived": arrived.starts if arrived else None,
        "arrived_last": arrived.ends if arrived else None,
        "returned": returned.starts if returned else None,
        "returned_last": returned.ends if returned else None,
        "note": row.text("remark"),
        "place": _place(row, line),
        "entry": row.entries[0] if row.entries else None,
        **person,
    }
    same = Secondment.objects.filter(
        person=person["person"], planned_starts=values["planned_starts"], place=values["place"]
    )
    return _keep(Secondment, row, values, by=by, same=same.order_by("pk").first())


@command("cooperation.record")
def record_placements(
    rows: Sequence[FiledRow], *, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Keep a record for every person of a labour roster; return how many."""
    by = By(actor, now, batch=batch)
    numbers = [_record_placement(row, by) for row in rows]
    run_rules(actor=actor, now=now, subjects={"placement": numbers})
    return Done(len(rows), f"{len(rows)} placements of batch {batch}")


def _record_placement(row: FiledRow, by: By) -> int:
    line = _line(row)
    began = _days(row, "start_date")
    if began is None and line is not None and line.starts != EARLIEST:
        began = Period(line.starts, line.ends)
    channel, status = row.text("channel"), row.text("registered_status")
    pay = row.amount("monthly_pay_fen")
    place = _place(row, line)
    person = _person(row, beside=place)
    values: dict[str, Any] = {
        "channel": meant_by(CHANNELS, channel) or "OTHER_CHANNEL",
        "status": meant_by(STATUSES, status) or "",
        "employer": row.text("employer")[:200],
        "region": row.text("region")[:100],
        "began": began.starts if began else None,
        "began_last": began.ends if began else None,
        "monthly_pay_fen": pay.stated if pay else None,
        "note": row.text("remark"),
        "place": place,
        "entry": row.entries[0] if row.entries else None,
        **person,
    }
    same = Placement.objects.filter(
        person=person["person"], began=values["began"], employer=values["employer"]
    )
    return _keep(Placement, row, values, by=by, same=same.order_by("pk").first())


@command("cooperation.record")
def record_trainings(
    rows: Sequence[FiledRow], *, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Keep a record for every class of a training ledger; return how many."""
    by = By(actor, now, batch=batch)
    for row in rows:
        _record_training(row, by)
    return Done(len(rows), f"{len(rows)} trainings of batch {batch}")


def _record_training(row: FiledRow, by: By) -> None:
    line = _line(row)
    kind, poor, cost = row.text("trainee_kind"), row.amount("poor_people"), row.amount("cost_fen")
    batches = row.amount("batches")
    times = row.amount("person_times")
    said = dict.fromkeys(one for one in (row.text("start_date"), row.text("end_date")) if one)
    values: dict[str, Any] = {
        "title": (row.text("class_name") or "合计")[:200],
        "trainee_kind": meant_by(TRAINEE_KINDS, kind) or "",
        "organiser": row.text("organiser")[:200],
        "held_at": row.text("place")[:200],
        "starts": line.starts if line else EARLIEST,
        "ends": line.ends if line else LATEST,
        "said": "/".join(said)[:24],
        "batches": batches.stated if batches and batches.is_exact else None,
        "poor_people": poor.stated if poor and poor.is_exact else None,
        "cost_fen": cost.stated if cost and cost.is_exact else None,
        "fund_source": row.text("fund_source")[:60],
        "place": _place(row, line),
        "entry": row.entries[0] if row.entries else None,
        **attendance_columns(times or row.amount("people")),
    }
    _keep(Training, row, values, by=by, same=None)


def _keep(
    table: type[Any],
    row: FiledRow,
    values: dict[str, Any],
    *,
    by: By,
    same: Any,  # noqa: ANN401
) -> int:
    """Change the record a row speaks of, or keep a new one; return its number."""
    entries = (*row.entries, *row.replaced)
    old = table.objects.filter(entry__in=entries).order_by("pk").first() if entries else None
    old = old or same
    if old is not None:
        table.objects.filter(pk=old.pk).update(**values)
        return int(old.pk)
    made = table.objects.create(**values, batch=by.batch, source=row.source, **by.stamped())
    return int(made.pk)


def _line(row: FiledRow) -> LineDraft | None:
    return entry_of(EVERYWHERE, row.entries[0]).draft.lines[0] if row.entries else None


def _place(row: FiledRow, line: LineDraft | None) -> str:
    return scope_place((line.dims.recipient if line else None) or row.place)


def _days(row: FiledRow, name: str) -> Period | None:
    text = row.text(name)
    return parse_iso(text) if text else None


def _person(row: FiledRow, *, beside: str) -> dict[str, object]:
    more = {name: row.text(name) for name in SEALED_FIELDS[2:]}
    return person_columns(row.text("name"), row.text("id_no"), beside=beside, **more)
