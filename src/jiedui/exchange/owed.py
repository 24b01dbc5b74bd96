"""Reads of senders: who they are, what they sent, what was remembered, what each still owes."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.kinds import KINDS
from jiedui.exchange.models import Batch, Due, Meaning, Sender
from jiedui.exchange.questions import KIND
from jiedui.exchange.returns import ReturnDue
from jiedui.kernel.problem import refuse
from jiedui.kernel.recurring import period_name, periods_due
from jiedui.kernel.workdays import due_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.access.scope import Scope
    from jiedui.kernel.period import Period


@dataclass(frozen=True, slots=True)
class SenderShown:
    """A unit that sends returns.

    Attributes:
        number: Its number.
        name: Its name.
        contact: Whom to ask there.
        place: Key of the place it belongs to, "" for none.
        dues: What it owes.
        batches: How many files it has sent, withdrawn ones not counted.
    """

    number: int
    name: str
    contact: str
    place: str
    dues: tuple[ReturnDue, ...]
    batches: int


@dataclass(frozen=True, slots=True)
class MeaningShown:
    """What a column of a sender's layout, or the whole layout, was said to mean.

    Attributes:
        number: Its number, to forget it by.
        kind: Kind of return.
        heading: The column's heading; all headings of the layout where its kind was said.
        field: The field it holds, "" = not used.
        said_by: Who said so.
        said_at: When.
        is_kind: Whether it says of which kind a table with these headings is.
    """

    number: int
    kind: str
    heading: str
    field: str
    said_by: str
    said_at: dt.datetime
    is_kind: bool = False


class Owing(enum.StrEnum):
    """Where a return that is due stands."""

    POSTED = "posted"
    RECEIVED = "received"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Owed:
    """One return that one sender owes for one period.

    Attributes:
        sender: The sender's number.
        name: Its name.
        contact: Whom to ask there.
        kind: The kind of return.
        period: The period it reports.
        due: The day by which it is due.
        state: Where it stands.
        batch: The batch that brought it; None while it is owed.
    """

    sender: int
    name: str
    contact: str
    kind: str
    period: Period
    due: dt.date
    state: Owing
    batch: int | None

    @property
    def is_open(self) -> bool:
        """Whether it has not come."""
        return self.batch is None


def senders(scope: Scope) -> list[SenderShown]:
    """Return the senders whose place a scope sees, by name."""
    rows = Sender.objects.prefetch_related("dues").order_by("name")
    return [_shown(one) for one in rows if scope.sees(one.place or None) or not one.place]


def sender(scope: Scope, number: int) -> SenderShown:
    """Return one sender.

    Raises:
        Refused: There is none within the scope.
    """
    found = next((one for one in senders(scope) if one.number == number), None)
    if found is None:
        raise refuse(
            "SENDER_UNKNOWN",
            found=f"sender {number}",
            expected="the number of a unit that sends returns",
            hint="`jiedui senders` lists them.",
        )
    return found


def remembered(number: int) -> list[MeaningShown]:
    """Return what was said of the columns of a sender's layouts, the newest first."""
    rows = Meaning.objects.filter(sender_id=number).order_by("-said_at", "-id")
    return [
        MeaningShown(
            one.pk,
            one.kind,
            one.heading,
            "" if one.field == KIND else one.field,
            one.said_by,
            one.said_at,
            is_kind=one.field == KIND,
        )
        for one in rows
    ]


def owed(scope: Scope, *, today: dt.date, number: int | None = None) -> list[Owed]:
    """Return every return due for a period that has ended, the latest period first.

    A return has come when a batch of its sender and kind, not withdrawn, reports a period that ends
    inside the period due; one that does not say its period counts for the last one ended before it
    was received.

    Args:
        scope: Who looks.
        today: The day asked about.
        number: Only this sender; None = all.
    """
    seen = {one.number: one for one in senders(scope) if number in (None, one.number)}
    batches = list(
        Batch.objects.filter(sender_id__in=seen).exclude(state=Batch.WITHDRAWN).order_by("id")
    )
    found: list[Owed] = []
    for due in Due.objects.filter(sender_id__in=seen).order_by("sender__name", "kind"):
        periods = periods_due(due.frequency, since=due.since, today=today)
        own = [one for one in batches if (one.sender_id, one.kind) == (due.sender_id, due.kind)]
        found += [
            _owed(seen[due.sender_id], due, (period, _came(own, period, periods)), today=today)
            for period in periods
            if due.until is None or period.ends <= due.until
        ]
    return sorted(found, key=lambda one: (-one.period.ends.toordinal(), one.name, one.kind))


def _came(batches: Iterable[Batch], period: Period, periods: list[Period]) -> Batch | None:
    """Return the batch that reports a period, a posted one before one that waits."""
    found = [one for one in batches if _reports(one, period, periods)]
    posted = [one for one in found if one.state == Batch.POSTED]
    return next(reversed(posted or found), None)


def _reports(batch: Batch, period: Period, periods: list[Period]) -> bool:
    if batch.ends is not None:
        return period.starts <= batch.ends <= period.ends
    ended = [one for one in periods if one.ends < batch.received_at.date()]
    return bool(ended) and ended[-1] == period


def _owed(
    unit: SenderShown, due: Due, came: tuple[Period, Batch | None], *, today: dt.date
) -> Owed:
    period, batch = came
    last = due_day(period.ends, due.days, is_working=due.is_working)
    if batch is not None:
        state = Owing.POSTED if batch.state == Batch.POSTED else Owing.RECEIVED
    else:
        state = Owing.LATE if today > last else Owing.DUE
    number = batch.pk if batch is not None else None
    return Owed(unit.number, unit.name, unit.contact, due.kind, period, last, state, number)


def reminder(name: str, rows: Iterable[Owed], *, is_chinese: bool = True) -> str:
    """Return a text that asks a unit for what it owes, to be copied into a message."""
    told = []
    for one in rows:
        period = period_name(one.period, is_chinese=is_chinese)
        kind = KINDS[one.kind]
        if is_chinese:
            late = ",已逾期" if one.state is Owing.LATE else ""
            told.append(f"《{kind.zh}》({period}),应于{one.due.month}月{one.due.day}日前报送{late}")
        else:
            late = ", overdue" if one.state is Owing.LATE else ""
            told.append(f"{kind.en} for {period}, due by {one.due}{late}")
    if not told:
        return ""
    if is_chinese:
        return f"{name}:请报送 " + ";".join(told) + "。"
    return f"{name}: please send " + "; ".join(told) + "."


def _shown(row: Sender) -> SenderShown:
    dues = tuple(
        ReturnDue(
            one.kind, one.frequency, one.days, one.since, one.until, is_working=one.is_working
        )
        for one in sorted(row.dues.all(), key=lambda one: one.kind)
    )
    count = Batch.objects.filter(sender=row).exclude(state=Batch.WITHDRAWN).count()
    return SenderShown(row.pk, row.name, row.contact, row.place, dues, count)
