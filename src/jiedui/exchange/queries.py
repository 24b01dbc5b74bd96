"""Reads of batches: the list, and one batch with its rows, problems and what would be posted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from jiedui.exchange import sealing, standing
from jiedui.exchange.book_view import DatabaseView
from jiedui.exchange.drafting import assertions_of
from jiedui.exchange.judging import Standing, judge
from jiedui.exchange.keeping import masked, masked_text
from jiedui.exchange.models import Batch, BatchRow
from jiedui.exchange.questions import COLUMN, KIND_QUESTION, column_questions, kind_question
from jiedui.exchange.reading import read_workbook
from jiedui.exchange.recording import has_records
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.access.scope import Scope
    from jiedui.books.entry import EntryDraft
    from jiedui.exchange.judging import Judgement
    from jiedui.exchange.questions import ColumnQuestion, KindQuestion
    from jiedui.exchange.resent import Difference
    from jiedui.exchange.rows import Reading, Row, Total
    from jiedui.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """One batch in a list.

    Attributes:
        number: Its number.
        name: The file's name.
        kind: Kind of table.
        state: received, posted or withdrawn.
        received_by: Sign-in name of who received it.
        received_at: When.
        decided_by: Who posted or withdrew it, "" while nobody did.
        decided_at: When, None while nobody did.
        first: First entry posted from it.
        last: Last entry posted from it.
        rows: How many rows it has, sums not counted.
        waiting: How many of them an error keeps back.
        warned: How many need a person's yes.
        sender: Name of the unit that sent it, "" when nobody has said.
        starts: First day of the period it reports, None when not known.
        ends: Last day.
    """

    number: int
    name: str
    kind: str
    state: str
    received_by: str
    received_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime | None
    first: int | None
    last: int | None
    rows: int
    waiting: int
    warned: int
    sender: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True, slots=True)
class BatchRowShown:
    """One row, or printed sum, of a batch.

    Attributes:
        at: Its position among the rows, or among the sums.
        is_total: Whether it is a printed sum.
        thing: The row or sum, personal numbers starred.
        state: ready, warned, waits or nothing (on record already, or nothing to post).
        accepted_by: Who said yes to its warnings, "" when nobody has.
        problems: Everything told about it.
        entries: What is posted for it, in order; () in a batch already decided.
    """

    at: int
    is_total: bool
    thing: Row | Total
    state: str
    accepted_by: str
    problems: tuple[Problem, ...]
    entries: tuple[EntryDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchDetail:
    """One batch with everything a person needs before posting it.

    Attributes:
        summary: As in the list.
        content: SHA-256 of the file.
        reading: The reading, personal numbers starred.
        rows: Its rows and sums.
        problems: Everything told, of rows and of the file as a whole.
        entries: Exactly what will be posted, in order; () in a batch already decided.
        digest: Hash of these entries: hand it to `post_batch` to post just what was shown.
        places: Recipients of its rows, by key.
        accepted_by: Who said yes to warnings about the file as a whole.
        differences: How it differs from what is posted of the return it replaces, row by row.
        replaces: The batch that it replaces; None when it is a return of its own.
        is_replacing_asked: Whether a person still has to say that it replaces that batch.
        questions: Columns whose field is not sure, or was said by a person.
        kind_question: Of which kind it is: open, answered, or sure.
        candidates: Posted batches that it may replace.
        has_records: Whether accepted rows make records beside the book, so that it can be posted
            without an entry.
    """

    summary: BatchSummary
    content: str
    reading: Reading
    rows: tuple[BatchRowShown, ...]
    problems: tuple[Problem, ...]
    entries: tuple[EntryDraft, ...]
    digest: str
    places: tuple[str, ...]
    accepted_by: str
    differences: tuple[Difference, ...] = ()
    replaces: int | None = None
    is_replacing_asked: bool = False
    questions: tuple[ColumnQuestion, ...] = ()
    kind_question: KindQuestion | None = None
    candidates: tuple[BatchSummary, ...] = ()
    has_records: bool = False


def batches(
    scope: Scope,
    *,
    state: str = "",
    sender: int | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[BatchSummary]:
    """Return batches all of whose places the scope sees, newest first.

    Args:
        scope: Who looks.
        state: Only batches in this state; "" = all.
        sender: Only what this unit sent; None = everybody.
        limit: At most so many.
        offset: So many of the newest are left out.
    """
    rows = Batch.objects.select_related("sender").order_by("-id")
    if sender is not None:
        rows = rows.filter(sender_id=sender)
    if state:
        rows = rows.filter(state=state)
    seen = [row for row in rows if sees(scope, row)][offset : offset + limit]
    counts = _counts(row.pk for row in seen)
    return [_summary(row, counts[row.pk]) for row in seen]


def batch(scope: Scope, number: int) -> BatchDetail:
    """Return one batch; while it waits, with exactly what posting it now would write.

    Raises:
        Refused: There is no such batch, or not all of its places may be seen.
    """
    row = Batch.objects.filter(pk=number).first()
    if row is None or not sees(scope, row):
        raise unknown(number)
    kept = sealing.kept_rows(row)
    reading = sealing.kept_reading(row, kept)
    judgement = judged(row, reading) if row.state == Batch.RECEIVED else None
    rows = _decided(kept) if judgement is None else _open(kept, judgement)
    told = [problem for one in rows for problem in one.problems]
    counts = Counter(one.state for one in rows if not one.is_total)
    return BatchDetail(
        _summary(row, counts),
        row.content,
        reading,
        rows,
        (*_of_the_whole(reading, told), *dict.fromkeys(told)),
        () if judgement is None else judgement.entries,
        "" if judgement is None else judgement.digest,
        tuple(row.places.split(";")) if row.places else (),
        row.accepted_by,
        () if judgement is None else judgement.differences,
        row.replaces_id if row.replaces_said != standing.NO else None,
        judgement is not None and is_asked(row, judgement),
        tuple(_questions(row, reading)),
        _kind_question(row, reading),
        tuple(_summary(one, Counter()) for one in _candidates(scope, row)),
        judgement is not None and has_records(reading, judgement),
    )


def _questions(row: Batch, reading: Reading) -> list[ColumnQuestion]:
    said = row.answers.filter(question__startswith=COLUMN).values_list("question", flat=True)
    return column_questions(reading, answered={one.removeprefix(COLUMN) for one in said})


def _kind_question(row: Batch, reading: Reading) -> KindQuestion:
    said = row.answers.filter(question=KIND_QUESTION).values_list("answer", flat=True).first()
    return kind_question(reading, said=said or "")


def _candidates(scope: Scope, row: Batch) -> list[Batch]:
    if row.state != Batch.RECEIVED:
        return []
    return [one for one in standing.candidates(row) if sees(scope, one)]


def is_asked(row: Batch, judgement: Judgement) -> bool:
    """Whether a person must say if a batch replaces another before anything is taken back."""
    return row.replaces_id is not None and not row.replaces_said and judgement.takes_back


def _decided(kept: list[sealing.KeptRow]) -> tuple[BatchRowShown, ...]:
    return tuple(
        BatchRowShown(one.at, one.is_total, one.thing, one.state, one.accepted_by, one.problems)
        for one in kept
    )


def _open(kept: list[sealing.KeptRow], judgement: Judgement) -> tuple[BatchRowShown, ...]:
    accepted = {(one.is_total, one.at): one.accepted_by for one in kept}
    return tuple(
        BatchRowShown(
            one.at,
            one.is_total,
            one.thing,
            one.standing.value,
            accepted[one.is_total, one.at],
            one.problems,
            one.entries,
        )
        for one in judgement.rows
    )


class Statements(NamedTuple):
    """A file of stated totals that is only looked at.

    Attributes:
        asserted: What it asserts.
        entries: What would be posted for it, in order.
    """

    asserted: list[EntryDraft]
    entries: tuple[EntryDraft, ...]


def statements(name: str, content: bytes, *, today: dt.date) -> Statements:
    """Return what a file of stated totals asserts and would post, without keeping anything.

    Args:
        name: The file's name.
        content: Its bytes.
        today: The day up to which it can speak.

    Raises:
        Refused: The file cannot be read.
    """
    reading = masked(read_workbook(masked_text(name), content))
    if reading.refusals:
        raise Refused(reading.refusals)
    view = DatabaseView(today)
    return Statements(assertions_of(reading, view), judge(reading, view).entries)


def judged(row: Batch, reading: Reading) -> Judgement:
    """Return a kept reading judged against the book as it is now, and the return it replaces."""
    return judge(
        reading,
        DatabaseView(row.received_at.date()),
        resend=standing.resend_of(row),
        settled=standing.settled(row, reading),
    )


def sees(scope: Scope, row: Batch) -> bool:
    """Return whether a scope sees every place of a batch; one without places only who sees all."""
    places = row.places.split(";") if row.places else [None]
    return all(scope.sees(place) for place in places)


def unknown(number: int) -> Exception:
    """Return the refusal of a batch that is not there, or not for this person."""
    return refuse(
        "BATCH_UNKNOWN",
        found=f"batch {number}",
        expected="the number of a batch within your places",
        hint="`jiedui receive` and the desk's list of batches say the numbers.",
    )


def _counts(numbers: Iterable[int]) -> dict[int, Counter[str]]:
    """Return how many rows of each batch stand how; printed sums are not counted."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = BatchRow.objects.filter(batch_id__in=list(numbers), is_total=False)
    for number, state, count in rows.values_list("batch_id", "state").annotate(Count("id")):
        found[number][state] = count
    return found


def _summary(row: Batch, counts: Counter[str]) -> BatchSummary:
    return BatchSummary(
        row.pk,
        row.name,
        row.kind,
        row.state,
        row.received_by,
        row.received_at,
        row.decided_by,
        row.decided_at,
        row.first,
        row.last,
        rows=counts.total(),
        waiting=counts[Standing.WAITS.value],
        warned=counts[Standing.WARNED.value],
        sender=row.sender.name if row.sender else "",
        starts=row.starts,
        ends=row.ends,
    )


def _of_the_whole(reading: Reading, told: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the reading's problems that stand on no row."""
    placed = set(told)
    return tuple(problem for problem in reading.problems if problem not in placed)
