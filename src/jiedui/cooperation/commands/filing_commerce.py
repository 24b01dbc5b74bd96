"""Enterprises, workshops, agreements and class rosters of posted files, each kept once.

What a row counts stands in the book already; a thing that is on record by another way keeps its
count, and the row's own is taken back in the same transaction.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.access.scope import EVERYWHERE
from jiedui.access.vault import opened
from jiedui.books.commands import post_entries
from jiedui.books.entry import reversal
from jiedui.books.queries import entry as entry_of
from jiedui.cooperation.commands.agreements import post_agreement, post_promise
from jiedui.cooperation.commands.keeping import By, Done, office_of
from jiedui.cooperation.commands.trainings import keep_roster
from jiedui.cooperation.given import Given
from jiedui.cooperation.models import Agreement, Enterprise, Investment, Training, Workshop
from jiedui.cooperation.parties import party_of
from jiedui.cooperation.personal import roster
from jiedui.cooperation.queries.listing import scope_place
from jiedui.cooperation.queries.trainings import ROSTER_PLACE
from jiedui.cooperation.vocabulary import VOCABULARIES
from jiedui.kernel.codes import code_of
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft
    from jiedui.cooperation.filed import FiledRow
    from jiedui.cooperation.personal import RosterLine
    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval


_SUPPLEMENT = re.compile(r"补充|增补|补报|续报|续表|[(\uff08][补续][)\uff09]")
"""A file or sheet of this name adds to a roster instead of taking its place."""


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
    came = _period(row, "start_date")
    entry = said.get("Count:Enterprises")
    old = Enterprise.objects.filter(place=place, name=row.text("enterprise_name")).first()
    values = {
        "credit_code": row.text("credit_code")[:18],
        "industry": _code("industry", row.text("industry")),
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
    on = _period(row, "start_date")
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
        opened_on = _period(row, "start_date")
        closed = _period(row, "end_date") if row.text("end_date") else None
        workers, registered = row.amount("workers"), row.amount("registered_workers")
        Workshop.objects.update_or_create(
            place=scope_place(row.place),
            name=row.text("workshop_name")[:200],
            defaults={
                "industry": _code("industry", row.text("industry")),
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
def record_agreements(
    rows: Sequence[FiledRow], *, proposed_by: str, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Keep the agreements of a posted file and what they promise; an agreement has several rows.

    Raises:
        Refused: A kind, a measure or an amount cannot be read; every such row is told.
    """
    by = By(actor, now, proposed_by, batch)
    problems: list[Problem] = []
    for row in rows:
        try:
            _agreement(row, by)
        except Refused as refused:
            problems += [replace(one, source=_where(row)) for one in refused.problems]
    if problems:
        raise Refused(problems)
    return Done(len(rows), f"{len(rows)} rows of agreements of batch {batch}")


def _agreement(row: FiledRow, by: By) -> None:
    signed = _period(row, "signed_date")
    title = row.text("agreement_title")[:200]
    values: dict[str, object] = {
        "title": title,
        "number": row.text("agreement_no")[:200],
        "agreement_kind": _code("agreement_kind", row.text("agreement_kind")) or "OTHER_AGREEMENT",
        "donor": party_of(row.text("donor"), within=office_of() or None),
        "recipient": party_of(row.text("recipient")),
        "signed": signed,
        "note": row.text("remark"),
    }
    days = {name: _period(row, name) for name in ("start_date", "end_date") if row.text(name)}
    old = Agreement.objects.filter(title=title, signed=signed.starts).first()
    number = old.pk if old else post_agreement(Given("agreement", values | days), by).number
    if not row.text("promise_measure"):
        return
    measure = code_of(VOCABULARIES["measure"], row.text("promise_measure"))
    if measure is None:
        expected = "、".join(one.zh for one in VOCABULARIES["measure"].values())
        raise Refused([_wrong("VALUE_UNKNOWN", row.text("promise_measure"), expected)])
    promise = {"agreement": number, "measure": measure, "amount": row.text("promise_amount")}
    words = row.text("promise_amount")
    kept = Agreement.objects.get(pk=number).promises.filter(measure=measure, words=words)
    if not kept.exists():
        post_promise(Given("promise", promise | (days or {"start_date": signed})), by)


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
        found = _class(row)
        if found is None:
            expected = "one class on record; post its training ledger first"
            wrong = _wrong("RECORD_UNKNOWN", row.text("class_name"), expected)
            problems.append(replace(wrong, source=_where(row)))
        else:
            classes.setdefault(found, []).append(row)
    if problems:
        raise Refused(problems)
    said = []
    for number, own in classes.items():
        training = Training.objects.get(pk=number)
        before = {f"{one.name}\t{one.id_no}" for one in _roster_of(training)}
        fresh = dict.fromkeys(f"{row.text('name')}\t{row.text('id_no')}" for row in own)
        adds = any(_SUPPLEMENT.search(row.source) for row in own)
        kept = dict.fromkeys((*sorted(before), *fresh)) if adds else fresh
        keep_roster(training, "\n".join(kept), by)
        new, gone = len(kept.keys() - before), len(before - kept.keys())
        said.append(f"class {number}: {len(kept)} people, {new} new, {gone} removed")
    return Done(len(rows), f"rosters of batch {batch}: {'; '.join(said)}")


def _roster_of(training: Training) -> Sequence[RosterLine]:
    if not training.roster:
        return []
    return roster(opened(bytes(training.roster), place=ROSTER_PLACE).decode())


def _class(row: FiledRow) -> int | None:
    """Return the one class a row names: by its name, in its county where it names one."""
    found = Training.objects.filter(title=row.text("class_name")[:200])
    if row.place:
        found = found.filter(place__startswith=scope_place(row.place)) or found.filter(place="")
    numbers = list(found.values_list("pk", flat=True)[:2])
    return numbers[0] if len(numbers) == 1 else None


def _period(row: FiledRow, name: str) -> Period:
    """Return the day, month or year of a field that must say one.

    Raises:
        Refused: It says none.
    """
    try:
        return parse_iso(row.text(name))
    except ValueError:
        wrong = _wrong("VALUE_UNKNOWN", row.text(name) or "nothing", "a day, month or year")
        raise Refused([replace(wrong, source=_where(row))]) from None


def _code(vocabulary: str, words: str) -> str:
    """Return the code that words name, by themselves or as a part; "" for none."""
    codes = VOCABULARIES[vocabulary]
    exact = code_of(codes, words)
    if exact or len(words) < 2:
        return exact or ""
    return next(
        (
            code
            for code, one in codes.items()
            if any(len(word) > 1 and word in words for word in (one.zh, *one.also))
        ),
        "",
    )


def _where(row: FiledRow) -> Source:
    file, _, rest = row.source.partition("\t")
    sheet, _, number = rest.partition("\t")
    return Source(file, sheet, f"row:{number}")


def _wrong(code: str, found: str, expected: str) -> Problem:
    return Problem(code, Severity.ERROR, Source(), found, expected)
