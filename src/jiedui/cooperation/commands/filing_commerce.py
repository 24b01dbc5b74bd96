"""Enterprises, workshops, agreements and class rosters of posted files, each kept once.

What a row counts stands in the book already; a thing that is on record by another way keeps its
count, and the row's own is taken back in the same transaction.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.access.scope import EVERYWHERE
from jiedui.books.commands import post_entries
from jiedui.books.entry import reversal
from jiedui.books.queries import entry as entry_of
from jiedui.cooperation.commands.filed_rows import code_said, period_said, unclear, where_of
from jiedui.cooperation.commands.keeping import By, Done
from jiedui.cooperation.commands.trainings import keep_roster
from jiedui.cooperation.models import Enterprise, Investment, Training, Workshop
from jiedui.cooperation.queries.listing import scope_place
from jiedui.cooperation.queries.rosters import class_of, roster_change
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft
    from jiedui.cooperation.filed import FiledRow
    from jiedui.kernel.problem import Problem
    from jiedui.kernel.quantity import Interval


class _Step(NamedTuple):
    """An investment's step of a row: its stage, its field, the account that counts it."""

    stage: str
    field: str
    account: str


_STEPS = (
    _Step("SIGNED", "invest_signed_fen", "Count:InvestmentSigned"),
    _Step("ARRIVED", "invest_arrived_fen", "Count:InvestmentArrived"),
)


@command("cooperation.record")
def record_enterprises(
    rows: Sequence[FiledRow], *, proposed_by: str, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Keep the enterprises of a posted file with what they signed and what arrived.

    Args:
        rows: The rows.
        proposed_by: Who received the file.
        actor: Who posts it.
        now: The moment.
        batch: The batch.
    """
    by = By(actor, now, proposed_by, batch)
    twice = [draft for row in rows for draft in _enterprise(row, by)]
    if twice:
        post_entries(twice, actor=actor, now=now)
    return Done(len(rows), f"{len(rows)} enterprises of batch {batch}")


def _enterprise(row: FiledRow, by: By) -> list[EntryDraft]:
    """Keep an enterprise; return what takes back the entries of what was on record already."""
    said = _by_account(row)
    place = scope_place(row.place)
    came = period_said(row, "start_date")
    entry = said.get("Count:Enterprises")
    old = Enterprise.objects.filter(place=place, name=row.text("enterprise_name")).first()
    values = {
        "credit_code": row.text("credit_code")[:18],
        "industry": code_said("industry", row.text("industry")),
        "origin": row.text("origin")[:200],
        "note": row.text("remark"),
    }
    back = []
    if old is None:
        old = Enterprise.objects.create(
            **values, name=row.text("enterprise_name")[:200], place=place, came=came.starts,
            came_said=row.text("start_date")[:10], entry=entry, batch=by.batch, source=row.source,
            **by.stamped(),
        )  # fmt: skip
    elif old.entry in row.replaced or old.entry == entry:
        Enterprise.objects.filter(pk=old.pk).update(
            **values, came=came.starts, came_said=row.text("start_date")[:10], entry=entry
        )
    elif entry is not None:
        back.append(_taken_back(entry, old.entry))
    for step in _STEPS:
        amount = row.amount(step.field)
        if amount is not None:
            back += _step(old, step, row, amount=amount, entry=said.get(step.account), by=by)
    return back


def _step(
    enterprise: Enterprise,
    step: _Step,
    row: FiledRow,
    *,
    amount: Interval,
    entry: int | None,
    by: By,
) -> list[EntryDraft]:
    on = period_said(row, "start_date")
    jobs, registered = row.amount("jobs"), row.amount("registered_jobs")
    has_jobs = step.stage == "ARRIVED"
    values = {
        "on": on.starts,
        "on_said": row.text("start_date")[:10],
        "low": amount.low,
        "high": amount.high,
        "stated": amount.stated,
        "wording": amount.wording.value,
        "jobs": jobs.stated if jobs and has_jobs else None,
        "registered_jobs": registered.stated if registered and has_jobs else None,
        "evidence": row.text("evidence")[:200],
        "entry": entry,
    }
    mine = Investment.objects.filter(enterprise=enterprise, stage=step.stage)
    moved = mine.filter(entry__in=(*row.replaced, *row.entries)).first()
    if moved is not None:
        Investment.objects.filter(pk=moved.pk).update(**values)
        return []
    same = mine.filter(on=on.starts, stated=amount.stated, wording=amount.wording.value).first()
    if same is not None:
        said = [entry, _by_account(row).get("Count:JobsCreated") if has_jobs else None]
        return [_taken_back(number, same.entry) for number in said if number is not None]
    Investment.objects.create(enterprise=enterprise, stage=step.stage, **values, **by.stamped())
    return []


def _by_account(row: FiledRow) -> dict[str, int]:
    """Return which entry of a row adds to which account."""
    return {entry_of(EVERYWHERE, number).draft.lines[0].account: number for number in row.entries}


def _taken_back(number: int, known: int | None) -> EntryDraft:
    draft = entry_of(EVERYWHERE, number).draft
    return reversal(number, draft, f"冲正第 {number} 笔: 已在册(第 {known or 0} 笔)")


@command("cooperation.record")
def record_workshops(
    rows: Sequence[FiledRow], *, proposed_by: str, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Keep the workshops of a posted file, or what is new of those on record."""
    by = By(actor, now, proposed_by, batch)
    for row in rows:
        opened_on = period_said(row, "start_date")
        closed = period_said(row, "end_date") if row.text("end_date") else None
        workers, registered = row.amount("workers"), row.amount("registered_workers")
        Workshop.objects.update_or_create(
            place=scope_place(row.place),
            name=row.text("workshop_name")[:200],
            defaults={
                "industry": code_said("industry", row.text("industry")),
                "opened": opened_on.starts,
                "opened_said": row.text("start_date")[:10],
                "closed": closed.ends if closed else None,
                "workers": workers.stated if workers else None,
                "registered_workers": registered.stated if registered else None,
                "counted_on": now.date(),
                "batch": batch,
                "source": row.source,
                **by.stamped(),
            },
        )
    return Done(len(rows), f"{len(rows)} workshops of batch {batch}")


@command("cooperation.record")
def record_rosters(
    rows: Sequence[FiledRow], *, proposed_by: str, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Seal the rosters of a posted file beside their classes; distinct people are counted anew.

    A roster takes the place of the earlier one of its class: who is no longer on it is removed.
    One whose file or sheet is called a supplement (补充, 增补, 续表) adds to it. A person is on a
    roster once.

    Raises:
        Refused: A row names a class that is not on record, or several of that name.
    """
    by = By(actor, now, proposed_by, batch)
    classes: dict[int, list[FiledRow]] = {}
    problems: list[Problem] = []
    for row in rows:
        found = class_of(row)
        if found is None:
            expected = "one class on record; post its training ledger first"
            wrong = unclear("RECORD_UNKNOWN", row.text("class_name"), expected)
            problems.append(replace(wrong, source=where_of(row)))
        else:
            classes.setdefault(found, []).append(row)
    if problems:
        raise Refused(problems)
    said = []
    for number, own in classes.items():
        change = roster_change(number, own)
        keep_roster(Training.objects.get(pk=number), "\n".join(change.kept), by)
        counts = f"{len(change.kept)} people, {len(change.new)} new, {len(change.gone)} removed"
        said.append(f"class {number}: {counts}")
    return Done(len(rows), f"rosters of batch {batch}: {'; '.join(said)}")
