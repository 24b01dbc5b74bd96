"""Answers of people to questions about a batch that waits; each is kept, and the batch judged anew.

Who sent it, of which kind it is and what a column means (remembered for the sender's layout),
whether it replaces an earlier return, which of its gone rows are taken back, which row an entry on
record says already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.exchange import opening, queries, sealing, standing
from jiedui.exchange.keeping import masked
from jiedui.exchange.kinds import KINDS, check_kind
from jiedui.exchange.models import Batch, Meaning
from jiedui.exchange.outcomes import Done
from jiedui.exchange.questions import COLUMN, KIND_QUESTION
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.rows import Reading
    from jiedui.kernel.period import Period


@command("exchange.receive")
def say_replacing(number: int, *, replaces: int | None, actor: Actor, now: dt.datetime) -> Done:
    """Say which posted batch a batch replaces, or that it is a return of its own.

    Args:
        number: The batch.
        replaces: The posted batch of the same kind that it is sent again for; None = none.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: The batch is not waiting, or the other one cannot be replaced by it.
    """
    batch = opening.waiting(number, actor, "exchange.receive")
    if replaces is None:
        batch.replaces_said = standing.NO
    else:
        able = {one.pk for one in standing.candidates(batch)}
        earlier = Batch.objects.filter(pk=replaces).first()
        is_seen = earlier is not None and queries.sees(actor.scope("exchange.receive"), earlier)
        if replaces not in able or not is_seen:
            raise refuse(
                "NOT_REPLACEABLE",
                found=f"batch {replaces}",
                expected=f"a posted batch of the kind {batch.kind} that none replaced yet",
                hint="The page of the batch lists them.",
            )
        batch.replaces_id = replaces
        batch.replaces_said = standing.YES
    opening.noted(batch, "replaces", str(replaces or standing.NO), actor=actor, now=now)
    return _judged_anew(batch)


@command("exchange.receive")
def say_gone(number: int, *, rows: dict[str, bool], actor: Actor, now: dt.datetime) -> Done:
    """Say of rows that an earlier return had and this one has not whether they are taken back.

    Args:
        number: The batch.
        rows: Codes of gone rows (as `Earlier.code`) to whether they are taken back.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: The batch is not waiting, or no such row is gone.
    """
    batch = opening.waiting(number, actor, "exchange.receive")
    resend = standing.resend_of(batch)
    known = {one.code for one in resend.earlier} if resend else set()
    for code, is_taken in rows.items():
        if code not in known:
            raise refuse(
                "ROW_UNKNOWN",
                found=f"gone row {code}",
                expected=f"a row of the return that batch {number} replaces",
            )
        word = standing.YES if is_taken else standing.NO
        opening.noted(batch, f"{standing.GONE}{code}", word, actor=actor, now=now)
    return _judged_anew(batch)


@command("exchange.receive")
def say_same(
    number: int, *, sheet: str, row: int, entry: int | None, actor: Actor, now: dt.datetime
) -> Done:
    """Say that an entry on record is the very thing a row reports, so that it is posted once.

    Args:
        number: The batch.
        sheet: The row's sheet.
        row: Its number in the file.
        entry: The entry; None = it is another one after all.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: The batch is not waiting, there is no such row, or no such entry stands.
    """
    batch = opening.waiting(number, actor, "exchange.receive")
    reading = _reading(batch)
    if not any((one.sheet, one.row) == (sheet, row) for one in reading.rows):
        raise refuse(
            "ROW_UNKNOWN",
            found=f"row {row} of {sheet or 'the file'}",
            expected=f"a row of batch {number}",
        )
    if entry is not None and entry not in standing.in_force([entry]).values():
        raise refuse("ENTRY_UNKNOWN", found=f"entry {entry}", expected="an entry that stands")
    answer = standing.NO if entry is None else str(entry)
    opening.noted(batch, f"{standing.SAME}{sheet}!{row}", answer, actor=actor, now=now)
    return _judged_anew(batch)


@command("exchange.receive")
def say_columns(number: int, *, fields: dict[str, str], actor: Actor, now: dt.datetime) -> Done:
    """Say which fields columns hold; remembered for the next file of this sender's layout.

    Args:
        number: The batch.
        fields: Heading, levels joined by `|`, to the name of a field of the kind; "" = not used.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: The batch is not waiting, or it has no such column or its kind no such field.
    """
    batch = opening.waiting(number, actor, "exchange.receive")
    reading = _reading(batch)
    headings = {one.header for one in reading.columns}
    kind = KINDS.get(batch.kind)
    known = {one.name for one in kind.fields} if kind else set()
    for heading, field in fields.items():
        if heading not in headings or (field and field not in known):
            raise refuse(
                "COLUMN_UNKNOWN",
                found=f"{heading} = {field}",
                expected=f"a heading of batch {number}, and one of: {', '.join(sorted(known))}",
            )
        opening.noted(batch, f"{COLUMN}{heading}"[:200], field, actor=actor, now=now)
    _remember(batch, reading, fields, actor=actor, now=now)
    return _read_anew(batch)


@command("exchange.receive")
def say_kind(number: int, *, kind: str, actor: Actor, now: dt.datetime) -> Done:
    """Say of which kind a file is; remembered for the next file of this sender with these headings.

    Args:
        number: The batch.
        kind: The kind's code.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: The batch is not waiting, there is no such kind, or the file has no table at all.
    """
    batch = opening.waiting(number, actor, "exchange.receive")
    check_kind(kind)
    opening.noted(batch, KIND_QUESTION, kind, actor=actor, now=now)
    opening.remember_kind(batch, _reading(batch), kind, actor=actor, now=now)
    return _read_anew(batch)


@command("exchange.receive")
def say_sender(
    number: int, *, sender: int | None, period: Period | None, actor: Actor, now: dt.datetime
) -> Done:
    """Say which unit sent a batch and which period it reports; its layout may then be known.

    Args:
        number: The batch.
        sender: The unit; None = not known.
        period: The period; None = as the file says.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: The batch is not waiting, or there is no such unit.
    """
    batch = opening.waiting(number, actor, "exchange.receive")
    batch.sender = opening.sender(sender) if sender is not None else None
    opening.noted(batch, "sender", str(sender or ""), actor=actor, now=now)
    if period is not None:
        batch.starts, batch.ends = period.starts, period.ends
    reading = _reading(batch)
    said = opening.said_of(batch)
    if said:
        _remember(batch, reading, said, actor=actor, now=now)
    kind = opening.kind_said(batch)
    if kind:
        opening.remember_kind(batch, reading, kind, actor=actor, now=now)
    return _read_anew(batch, is_period_said=period is not None)


def _remember(
    batch: Batch, reading: Reading, fields: dict[str, str], *, actor: Actor, now: dt.datetime
) -> None:
    if batch.sender is None:
        return
    for heading, field in fields.items():
        Meaning.objects.update_or_create(
            sender=batch.sender,
            layout=opening.layout_of(reading),
            heading=heading,
            defaults={
                "kind": batch.kind,
                "field": field,
                "said_by": actor.username,
                "said_at": now,
            },
        )


def _reading(batch: Batch) -> Reading:
    return sealing.kept_reading(batch, sealing.kept_rows(batch))


def _judged_anew(batch: Batch) -> Done:
    batch.save()
    judgement = queries.judged(batch, _reading(batch))
    Batch.objects.filter(pk=batch.pk).update(shown=judgement.core)
    opening.keep_judgement(batch, judgement)
    return Done(batch.pk)


def _read_anew(batch: Batch, *, is_period_said: bool = False) -> Done:
    """Read the kept file again with what was said of it, and keep that."""
    reading = masked(opening.read_again(batch))
    spoken = (batch.starts, batch.ends)
    reading = opening.settle(batch, reading)
    if is_period_said:
        batch.starts, batch.ends = spoken
    opening.keep_reading(batch, reading)
    return Done(batch.pk)
