"""What a batch becomes before it is kept: who sent it, its period, what it replaces, its meanings.

Used by the commands that receive a file or answer a question about one; writes only the batch.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from jiedui.access.vault import upload
from jiedui.exchange import queries, sealing
from jiedui.exchange.keeping import masked
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.models import Answer, Batch, BatchRow, Meaning, Sender
from jiedui.exchange.questions import COLUMN, KIND, KIND_QUESTION
from jiedui.exchange.reading import read_workbook
from jiedui.exchange.returns import reported
from jiedui.exchange.standing import replaced_by
from jiedui.kernel.period import EARLIEST
from jiedui.kernel.problem import Source, refuse
from jiedui.reader.text import normal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from jiedui.access.scope import Actor
    from jiedui.exchange.judging import Judgement
    from jiedui.exchange.rows import Reading


_SHORTEST = 2

SIZE_MAX = 50 * 1024 * 1024
"""Largest file that is taken, in bytes."""


def layout_of(reading: Reading) -> str:
    """Return what a layout is known by: its kind and its headings, wherever they stand."""
    headings = sorted({normal(one.header) for one in reading.columns if one.header})
    told = "\n".join((reading.kind or "", *headings))
    return hashlib.sha256(told.encode()).hexdigest()


def headings_of(reading: Reading) -> list[str]:
    """Return the headings of a file's tables, each once, in their order."""
    return list(dict.fromkeys(normal(one.header) for one in reading.columns if one.header))


def shape_of(reading: Reading) -> str:
    """Return what a layout is known by before its kind is: its headings, wherever they stand."""
    return hashlib.sha256("\n".join(("", *sorted(headings_of(reading)))).encode()).hexdigest()


def meanings(sender: Sender | None, layout: str) -> dict[str, str]:
    """Return heading to field as a person said it of this sender's layout; "" = not used."""
    rows = Meaning.objects.filter(sender=sender, layout=layout) if sender else ()
    return {one.heading: one.field for one in rows if one.field != KIND}


def kind_meant(sender: Sender | None, shape: str) -> str:
    """Return the kind that a person said this sender's tables of these headings are of, or ""."""
    rows = Meaning.objects.filter(sender=sender, layout=shape, field=KIND) if sender else ()
    return next((one.kind for one in rows if one.kind in KINDS), "")


def read_for(
    name: str,
    content: bytes,
    sender: Sender | None,
    *,
    said: Mapping[str, str] | None = None,
    kind: str = "",
) -> Reading:
    """Return a file's reading with what was said of its sender's layout before; not yet masked.

    Args:
        name: The file's name.
        content: Its bytes.
        sender: Who sent it; None = guessed from what the file says of itself.
        said: What was said of this very file's columns.
        kind: What was said of this very file's kind; "" = nothing.
    """
    reading = read_workbook(name, content)
    if reading.refusals and not reading.is_kind_asked:
        return reading
    sender = sender or guessed_sender(reading)
    kind = kind or kind_meant(sender, shape_of(reading))
    if kind:
        reading = read_workbook(name, content, kind=kind)
    told = meanings(sender, layout_of(reading)) | dict(said or {})
    return read_workbook(name, content, told=told, kind=kind) if told else reading


def noted(batch: Batch, question: str, answer: str, *, actor: Actor, now: dt.datetime) -> None:
    """Keep what a person answered to a question about a batch."""
    Answer.objects.update_or_create(
        batch=batch,
        question=question,
        defaults={"answer": answer, "said_by": actor.username, "said_at": now},
    )


def remember_kind(
    batch: Batch, reading: Reading, kind: str, *, actor: Actor, now: dt.datetime
) -> None:
    """Remember for a batch's sender of which kind tables with these headings are."""
    if batch.sender is None:
        return
    Meaning.objects.update_or_create(
        sender=batch.sender,
        layout=shape_of(reading),
        field=KIND,
        defaults={
            "kind": kind,
            "heading": "、".join(headings_of(reading)),
            "said_by": actor.username,
            "said_at": now,
        },
    )


def waiting_for_kind(content: bytes) -> int | None:
    """Return the waiting batch of the same file whose kind nobody has said yet."""
    digest = hashlib.sha256(content).hexdigest()
    found = Batch.objects.filter(content=digest, state=Batch.RECEIVED, kind="").first()
    return found.pk if found else None


def kind_said(batch: Batch) -> str:
    """Return the kind that a person said a batch is of, "" when nobody did."""
    found = Answer.objects.filter(batch=batch, question=KIND_QUESTION).first()
    return found.answer if found else ""


def said_of(batch: Batch) -> dict[str, str]:
    """Return heading to field as a person said it of a batch's own columns."""
    rows = Answer.objects.filter(batch=batch, question__startswith=COLUMN)
    return {one.question.removeprefix(COLUMN): one.answer for one in rows}


def read_again(batch: Batch) -> Reading:
    """Return a batch's kept file read again with what was said of it; not masked.

    Raises:
        Refused: The kept file is gone.
    """
    content, said = upload(batch.content), said_of(batch)
    return read_for(batch.name, content, batch.sender, said=said, kind=kind_said(batch))


def sender(number: int) -> Sender:
    """Return a sender by number.

    Raises:
        Refused: There is none.
    """
    found = Sender.objects.filter(pk=number).first()
    if found is None:
        raise refuse(
            "SENDER_UNKNOWN",
            found=f"sender {number}",
            expected="the number of a unit that sends returns",
            hint="`jiedui senders` lists them.",
        )
    return found


def guessed_sender(reading: Reading) -> Sender | None:
    """Return the sender that a file names itself (填报单位), else who sent the same name before."""
    for preparer in dict.fromkeys(normal(one.preparer or "") for one in reading.context.values()):
        if named := _named(preparer, Sender.objects.all()):
            return named
    before = Batch.objects.filter(name=reading.file, kind=reading.kind or "", sender__isnull=False)
    same = {one.sender for one in before.exclude(state=Batch.WITHDRAWN).select_related("sender")}
    return same.pop() if len(same) == 1 else None


def _named(unit: str, senders: Iterable[Sender]) -> Sender | None:
    """Return the sender of a name, else the only one whose name holds it or stands in it."""
    if len(unit) <= _SHORTEST:
        return None
    names = [(normal(one.name), one) for one in senders]
    near = [one for name, one in names if name in unit or unit in name]
    same = [one for name, one in names if name == unit]
    return same[0] if same else near[0] if len(near) == 1 else None


def settle(batch: Batch, reading: Reading) -> Reading:
    """Set a new batch's period and the batch that it looks like sent again; return its reading.

    Where only the batch before it tells who sent it, the file is read again with what was said of
    that sender's layout, and masked.
    """
    period = reported(reading)
    if period is not None:
        batch.starts = period.starts if period.starts != EARLIEST else None
        batch.ends = period.ends
    if batch.replaces_said == "":
        batch.replaces = replaced_by(batch, reading)
    if batch.replaces is not None and batch.sender is None:
        batch.sender = batch.replaces.sender
        if meanings(batch.sender, layout_of(reading)):
            return masked(read_again(batch))
    return reading


def keep_reading(batch: Batch, reading: Reading) -> Judgement:
    """Keep a reading in its batch, judged, in place of what was kept before."""
    batch.save()
    judgement = queries.judged(batch, reading)
    batch.kind = reading.kind or ""
    batch.places = _places(judgement) if judgement.entries else batch.places
    batch.shown = judgement.core
    batch.frame = sealing.frame_of(batch.pk, reading)
    batch.save()
    BatchRow.objects.filter(batch=batch).delete()
    BatchRow.objects.bulk_create(sealing.rows_of(batch.pk, judgement), batch_size=500)
    return judgement


def check_size(content: bytes, name: str, most: int = SIZE_MAX) -> None:
    """Refuse a file that is empty or too large.

    Raises:
        Refused: It is one of them.
    """
    if not content:
        raise refuse(
            "FILE_EMPTY",
            found="a file without content",
            expected="a workbook",
            hint="Save it again and send it.",
            source=Source(name),
        )
    if len(content) > most:
        raise refuse(
            "FILE_TOO_LARGE",
            found=f"{len(content) / 1_048_576:.1f} MiB",
            expected=f"at most {most // 1_048_576} MiB",
            hint="Leave out pictures and empty sheets, or split the file.",
            source=Source(name),
        )


def check_new(content: bytes, name: str) -> str:
    """Return the hash of a file that was not received before.

    Raises:
        Refused: It was.
    """
    digest = hashlib.sha256(content).hexdigest()
    same = Batch.objects.filter(content=digest).exclude(state=Batch.WITHDRAWN).first()
    if same is not None:
        raise refuse(
            "FILE_RECEIVED",
            found=f"the same file as batch {same.pk} ({same.name}), received by "
            f"{same.received_by} on {same.received_at.date()}",
            expected="a file not received before",
            hint=f"Look at batch {same.pk}; withdraw it first if it is to be received again.",
            source=Source(name),
        )
    return digest


def own_places(actor: Actor) -> str:
    """Return the places of a receiver who sees not all: a file that tells of none is theirs."""
    places = actor.places("exchange.receive")
    return "" if "" in places else ";".join(sorted(places))


def _places(judgement: Judgement) -> str:
    keys = {line.dims.recipient or "" for entry in judgement.entries for line in entry.lines}
    return "" if "" in keys else ";".join(sorted(keys))


def waiting(number: int, actor: Actor, permission: str) -> Batch:
    """Return a batch that waits, held against others who would decide it.

    Raises:
        Refused: There is none in the actor's places, or it is posted or withdrawn.
    """
    batch = Batch.objects.select_for_update().filter(pk=number).first()
    if batch is None or not queries.sees(actor.scope(permission), batch):
        raise queries.unknown(number)
    if batch.state != Batch.RECEIVED:
        at = batch.decided_at.date() if batch.decided_at else ""
        entries = f" as entries {batch.first} to {batch.last}" if batch.first else ""
        raise refuse(
            "BATCH_DECIDED",
            found=f"batch {number} was {batch.state} by {batch.decided_by} on {at}{entries}",
            expected="a batch that waits",
        )
    return batch


def keep_judgement(batch: Batch, judgement: Judgement, *, first: int = 0) -> None:
    """Keep what was told of each row when it was last judged, and the entries that say it.

    Args:
        batch: The batch.
        judgement: How its rows stand.
        first: Number of the first entry posted from it; 0 while nothing is posted.
    """
    accepted = {
        (one.is_total, one.at): one.accepted_by for one in BatchRow.objects.filter(batch=batch)
    }
    rows = sealing.rows_of(batch.pk, judgement)
    for row in rows:
        row.accepted_by = accepted[row.is_total, row.at]
        if first:
            row.entries = ",".join(map(str, judgement.said_by(row.is_total, row.at, first)))
    BatchRow.objects.filter(batch=batch).delete()
    BatchRow.objects.bulk_create(rows, batch_size=500)
