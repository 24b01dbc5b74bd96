"""Writes to batches: receive a file, say yes to a warning, post (a second person), withdraw.

The main path: bytes are read outside any transaction, kept sealed, and judged against the book; a
second person posts exactly the accepted rows, judged again under the book's lock.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from jiedui.access.command import command
from jiedui.access.vault import forget_upload, keep_upload
from jiedui.attention.commands import run_rules
from jiedui.books.commands import hold_book, post_entries
from jiedui.books.feed import extend_facts
from jiedui.exchange import opening, queries, sealing, standing
from jiedui.exchange.answering import say_kind
from jiedui.exchange.attention import SUBJECT as STATED
from jiedui.exchange.judging import Standing, is_worse, with_batch
from jiedui.exchange.keeping import masked, masked_problem, masked_text
from jiedui.exchange.kinds import check_kind
from jiedui.exchange.models import Batch, BatchRow
from jiedui.exchange.outcomes import Done, PostedBatch, Received
from jiedui.exchange.questions import KIND_QUESTION
from jiedui.exchange.recording import Posting, has_records, record
from jiedui.exchange.rows import Reading
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.books.commands import Posted
    from jiedui.exchange.judging import Judgement
    from jiedui.exchange.models import Sender
    from jiedui.exchange.sealing import KeptRow

SIZE_MAX = opening.SIZE_MAX
"""Largest file that is taken, in bytes."""

NAME_MAX = 200
"""Longest file name that is kept, in characters."""


def receive_file(  # noqa: PLR0913  What a person says of a file when it comes in.
    content: bytes,
    *,
    name: str,
    actor: Actor,
    now: dt.datetime,
    sender: int | None = None,
    kind: str = "",
    is_asking: bool = False,
) -> Received:
    """Receive a file: read it, keep it sealed, and tell everything that is wrong with it.

    Args:
        content: The file's bytes.
        name: Its name, for people.
        actor: Who receives it.
        now: The moment.
        sender: The number of the unit that sent it; None = whom the file names, if it is known.
        kind: The kind that a person says it is of; remembered for the sender and the layout.
        is_asking: Keep a file whose kind nobody knows, to ask for it on its page (`say_kind`).

    Raises:
        Refused: It is empty, too large or no workbook that can be read, its kind is not known and
            not asked, the same file was received before, or the actor may not receive files.
            Nothing is kept.
    """
    plain = masked_text(PurePath(name.replace("\\", "/")).name.strip() or "file")[:NAME_MAX]
    reading, unit = None, None
    if actor.allows("exchange.receive"):
        opening.check_size(content, plain, SIZE_MAX)
        if kind:
            check_kind(kind)
        asked = opening.waiting_for_kind(content) if kind else None
        if asked is not None:
            say_kind(asked, kind=kind, actor=actor, now=now)
            return _as_received(asked, actor)
        opening.check_new(content, plain)
        unit = opening.sender(sender) if sender is not None else None
        reading = opening.read_for(plain, content, unit, kind=kind)
        if reading.refusals and not (is_asking and reading.is_kind_asked):
            raise Refused(reading.refusals)
        unit = unit or opening.guessed_sender(reading)
        reading = masked(reading)
    found = reading or Reading(plain, None)
    return _keep(content, found, Told(unit, kind), actor=actor, now=now)


class Told(NamedTuple):
    """What is known of a file beside its content: who sent it, and the kind a person said."""

    sender: Sender | None
    kind: str


def _as_received(number: int, actor: Actor) -> Received:
    """Return a batch that was kept before, whose kind has now been said, as just received."""
    found = queries.batch(actor.scope("exchange.receive"), number)
    states = Counter(one.state for one in found.rows if not one.is_total)
    return Received(
        number,
        found.summary.name,
        found.problems,
        rows=found.summary.rows,
        ready=states[Standing.READY.value],
        warned=found.summary.warned,
        waiting=found.summary.waiting,
        nothing=states[Standing.NOTHING.value],
        sender=found.summary.sender,
    )


@command("exchange.receive")
def _keep(
    content: bytes, reading: Reading, told: Told, *, actor: Actor, now: dt.datetime
) -> Received:
    unit = told.sender
    digest = opening.check_new(content, reading.file)
    keep_upload(content, name=digest)
    batch = Batch.objects.create(
        name=reading.file,
        content=digest,
        size=len(content),
        kind=reading.kind or "",
        places=opening.own_places(actor),
        received_by=actor.username,
        received_at=now,
        shown="",
        frame=b"",
        sender=unit,
    )
    if told.kind:
        opening.noted(batch, KIND_QUESTION, told.kind, actor=actor, now=now)
        opening.remember_kind(batch, reading, told.kind, actor=actor, now=now)
    reading = opening.settle(batch, reading)
    judgement = opening.keep_reading(batch, reading)
    problems = tuple(dict.fromkeys(masked_problem(problem) for problem in judgement.problems))
    counts = judgement.counts
    return Received(
        batch.pk,
        batch.name,
        problems,
        rows=counts.total(),
        ready=counts[Standing.READY],
        warned=counts[Standing.WARNED],
        waiting=counts[Standing.WAITS],
        nothing=counts[Standing.NOTHING],
        replaces=batch.replaces_id if judgement.takes_back else None,
        sender=batch.sender.name if batch.sender else "",
    )


def post_batch(
    number: int, *, actor: Actor, now: dt.datetime, accept_warnings: bool = False, shown: str = ""
) -> PostedBatch:
    """Post a batch's accepted rows into the book, all or none, as a second person.

    Args:
        number: The batch.
        actor: Who posts; not who received it.
        now: The moment.
        accept_warnings: Say yes to every warning that nobody has accepted yet.
        shown: The digest of what the person was shown (`queries.batch`): exactly that is posted.
            "" = whatever the rows have become, unless one that could be posted when it was last
            looked at now waits or carries a new warning.

    Raises:
        Refused: The actor received it or may not post it, it is not waiting, a warning needs a yes,
            nothing is left to post, or what would be posted is not what was shown.
    """
    try:
        posted = _post(number, actor=actor, now=now, accept_warnings=accept_warnings, shown=shown)
    except Refused as refused:
        if refused.problems[0].code == "BATCH_CHANGED":
            _show_again(number, actor=actor, now=now)
        raise
    if not connection.in_atomic_block:
        _extend()
    return posted


def _extend() -> None:
    """Bring the facts up to the book; when they cannot be, every reader takes the rest from it."""
    try:
        extend_facts()
    except (Refused, OSError):
        return


@command("exchange.post")
def _post(
    number: int, *, actor: Actor, now: dt.datetime, accept_warnings: bool, shown: str
) -> PostedBatch:
    hold_book()
    batch = opening.waiting(number, actor, "exchange.post")
    if batch.received_by == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} received batch {number}",
            expected="a second person",
            hint="Ask a colleague who may post batches.",
        )
    kept = sealing.kept_rows(batch)
    reading = sealing.kept_reading(batch, kept)
    judgement = queries.judged(batch, reading)
    if shown != judgement.digest if shown else _is_worse(kept, judgement):
        raise _changed(number)
    if queries.is_asked(batch, judgement):
        raise _unanswered(batch)
    _accept(batch, judgement, actor if accept_warnings else None)
    if not judgement.entries and not has_records(reading, judgement):
        raise _nothing_ready(number)
    posted = _posted(batch, judgement, actor=actor, now=now)
    _decide(batch, Batch.POSTED, actor, now=now)
    first, last = (posted.first, posted.last) if posted else (0, 0)
    Batch.objects.filter(pk=number).update(first=first or None, last=last or None)
    opening.keep_judgement(batch, judgement, first=first)
    posting = Posting(
        number, reading, judgement, batch.content, first, lambda: opening.read_again(batch)
    )
    recorded = record(posting, actor=actor, now=now)
    stated = [first + at for at, draft in enumerate(judgement.entries) if draft.kind == "assertion"]
    run_rules(actor=actor, now=now, subjects={STATED: stated})
    return _told(number, posted, judgement, recorded=recorded)


def _posted(batch: Batch, judgement: Judgement, *, actor: Actor, now: dt.datetime) -> Posted | None:
    """Post what a batch counts; None where it counts nothing and only has records."""
    if not judgement.entries:
        return None
    resend = standing.resend_of(batch)
    drafts = with_batch(
        judgement.entries,
        batch=batch.pk,
        evidence=batch.content,
        earlier=resend.evidence if resend else "",
    )
    return post_entries(drafts, actor=actor, now=now, key=f"batch:{batch.pk}")


def _nothing_ready(number: int) -> Refused:
    return refuse(
        "BATCH_EMPTY",
        found=f"no row of batch {number} is ready",
        expected="at least one row that is new and has no error",
        hint="Correct the file and send it as a new batch, or withdraw this one.",
    )


def _unanswered(batch: Batch) -> Refused:
    return refuse(
        "REPLACING_OPEN",
        found=f"batch {batch.pk} looks like batch {batch.replaces_id} sent again with changes",
        expected="a person's word whether it replaces that one",
        hint=f"`jiedui answer {batch.pk} --replaces {batch.replaces_id}`, or `--separate`.",
    )


def _told(
    number: int, posted: Posted | None, judgement: Judgement, *, recorded: int
) -> PostedBatch:
    counts = judgement.counts
    kept_back = [
        masked_problem(problem)
        for one in judgement.rows
        if one.standing is Standing.WAITS
        for problem in one.problems
    ]
    return PostedBatch(
        posted.first if posted else 0,
        posted.last if posted else 0,
        posted.hash if posted else "",
        number,
        rows=counts[Standing.READY] + counts[Standing.WARNED],
        waiting=counts[Standing.WAITS],
        nothing=counts[Standing.NOTHING],
        problems=tuple(dict.fromkeys(kept_back)),
        recorded=recorded,
    )


def _is_worse(kept: list[KeptRow], judgement: Judgement) -> bool:
    """Return whether a row that could be posted when last looked at now waits, or is warned of."""
    before = {(one.is_total, one.at): one for one in kept}
    return any(
        is_worse(before[one.is_total, one.at].state, before[one.is_total, one.at].problems, one)
        for one in judgement.rows
    )


@command("exchange.receive")
def _show_again(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Take what a batch would post now as what is shown of it."""
    del now
    batch = opening.waiting(number, actor, "exchange.receive")
    judgement = queries.judged(batch, sealing.kept_reading(batch, sealing.kept_rows(batch)))
    Batch.objects.filter(pk=number).update(shown=judgement.core)
    opening.keep_judgement(batch, judgement)
    return Done(number)


@command("exchange.receive")
def accept_warning(number: int, *, sheet: str, row: int, actor: Actor, now: dt.datetime) -> Done:
    """Say yes to the warnings of one row, or (row 0) to those about the file as a whole.

    Args:
        number: The batch.
        sheet: The row's sheet.
        row: Its row number in the file; 0 for the file as a whole.
        actor: Who says yes.
        now: The moment.

    Raises:
        Refused: The batch is not waiting, or there is no such row.
    """
    del now
    batch = opening.waiting(number, actor, "exchange.receive")
    if not row:
        Batch.objects.filter(pk=number).update(accepted_by=actor.username)
        return Done(number)
    found = [
        (one.is_total, one.at)
        for one in sealing.kept_rows(batch)
        if (one.thing.sheet, one.thing.row) == (sheet, row)
    ]
    if not found:
        raise refuse(
            "ROW_UNKNOWN",
            found=f"row {row} of {sheet or 'the file'}",
            expected=f"a row of batch {number}",
        )
    for is_total, at in found:
        rows = BatchRow.objects.filter(batch=batch, is_total=is_total, at=at)
        rows.update(accepted_by=actor.username)
    return Done(number)


@command("exchange.withdraw")
def withdraw_batch(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Withdraw a batch that has not been posted; the same file may then be received again.

    Raises:
        Refused: There is no such batch, or it is posted or withdrawn already.
    """
    batch = opening.waiting(number, actor, "exchange.withdraw")
    _decide(batch, Batch.WITHDRAWN, actor, now=now)
    forget_upload(batch.content)
    return Done(number)


def _changed(number: int) -> Refused:
    return refuse(
        "BATCH_CHANGED",
        found=f"batch {number} would now post something else than was shown",
        expected="the book as it was when it was shown",
        hint=f"Something else was posted since. Look at batch {number} again, then post it.",
    )


def _accept(batch: Batch, judgement: Judgement, actor: Actor | None) -> None:
    """Refuse while a warning has nobody's yes; with an actor, note that this one says it."""
    said = {
        (one.is_total, one.at) for one in BatchRow.objects.filter(batch=batch) if one.accepted_by
    }
    missing = [one for one in judgement.warned if (one.is_total, one.at) not in said]
    loose = () if batch.accepted_by else judgement.loose_warnings
    if actor is None and (missing or loose):
        told = [*loose, *(problem for one in missing for problem in one.problems)]
        raise Refused([_needs_yes(batch.pk, len(missing), len(loose)), *told])
    if actor is None:
        return
    if loose:
        Batch.objects.filter(pk=batch.pk).update(accepted_by=actor.username)
    for one in missing:
        rows = BatchRow.objects.filter(batch=batch, is_total=one.is_total, at=one.at)
        rows.update(accepted_by=actor.username)


def _needs_yes(number: int, rows: int, loose: int) -> Problem:
    return Problem(
        "WARNINGS_OPEN",
        Severity.ERROR,
        Source(),
        f"warnings on {rows} rows and {loose} about the whole file of batch {number}",
        "a person's yes to each",
        "Look at them; accept them, or post with --accept-warnings.",
    )


def _decide(batch: Batch, state: str, actor: Actor, *, now: dt.datetime) -> None:
    Batch.objects.filter(pk=batch.pk).update(state=state, decided_by=actor.username, decided_at=now)
