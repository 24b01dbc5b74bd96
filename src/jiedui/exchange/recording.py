"""Rows of a posted batch as records of the packages below: projects, pairings, gifts, households.

The book keeps what is counted; a record keeps the life around it. A kind with a recorder hands its
accepted rows to one command of the package that owns the record, in the same transaction as the
posting, with the numbers of the entries that already say each row, so nothing is counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from jiedui.exchange.judging import Standing
from jiedui.exchange.keeping import masked_text, masked_value
from jiedui.exchange.recorders import (
    campaigns,
    cooperation,
    giftlife,
    giving,
    households,
    payments,
    projects,
    results,
    wishes,
)
from jiedui.exchange.rows import Context

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from jiedui.access.scope import Actor
    from jiedui.exchange.judging import Judged, Judgement
    from jiedui.exchange.rows import Reading, Row


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """One accepted row with the entries that say it.

    Attributes:
        at: Its position among the reading's rows.
        row: The row with every personal number starred, in remarks and sheet names too.
        context: What its sheet says for all rows, starred likewise.
        entries: Numbers of the entries that say it; () where it says nothing that is counted.
        replaced: Numbers of the entries taken back for it, when its return was sent again.
    """

    at: int
    row: Row
    context: Context
    entries: tuple[int, ...] = ()
    replaced: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedBatch:
    """The accepted rows of one kind in a batch that is being posted.

    Attributes:
        batch: The batch.
        kind: The rows' kind.
        file: The file's name, personal numbers starred.
        evidence: The hash of the file.
        rows: The rows, in the order of the file.
        reread: Reads the kept file again and returns its rows with personal numbers as they stand
            in it; only a recorder that keeps them encrypted may call it.
    """

    batch: int
    kind: str
    file: str
    evidence: str
    rows: tuple[RecordedRow, ...]
    reread: Callable[[], Reading]


class Recorder(Protocol):
    """Turns rows into records, inside the posting's transaction; returns how many it touched."""

    def __call__(self, batch: RecordedBatch, *, actor: Actor, now: dt.datetime) -> int:
        """Record the rows.

        Raises:
            Refused: A record cannot be so; the whole posting is then refused.
        """


RECORDERS: dict[str, Recorder] = {
    "pairing": cooperation.pairings,
    "visit": cooperation.visits,
    "household_list": households.record,
    "household_members": households.members,
    "project_fund": projects.record,
    "plan": projects.record,
    "payment": payments.record,
    "donation": giving.gifts,
    "goods_move": giving.moves,
    "offer": giftlife.offers,
    "pledge": giftlife.pledges,
    "gift_way": giftlife.ways,
    "wish_list": wishes.record,
    "wish_claim": wishes.claims,
    "training": cooperation.trainings,
    "secondment": cooperation.secondments,
    "labour": cooperation.placements,
    "consumption": cooperation.sales,
    "enterprise": cooperation.enterprises,
    "workshop": cooperation.workshops,
    "agreement": cooperation.agreements,
    "training_roster": cooperation.rosters,
    "beneficiary": results.beneficiaries,
    "campaign": campaigns.record,
    "contract": results.record,
    "acceptance": results.record,
    "settlement": results.record,
    "asset": results.record,
    "reach": results.record,
    "disclosure": results.record,
    "audit_finding": results.record,
    "paper": results.record,
    "step": results.record,
    "progress": results.record,
    "project_change": results.record,
}
"""The recorder of each kind that has records beside the book; a kind not named has none."""


@dataclass(frozen=True, slots=True)
class Posting:
    """A batch that is being posted.

    Attributes:
        batch: Its number.
        reading: What it holds.
        judgement: How its rows stand.
        evidence: The hash of its file.
        first: Number of the first entry posted from it; 0 when none is.
        reread: As for `RecordedBatch`.
    """

    batch: int
    reading: Reading
    judgement: Judgement
    evidence: str
    first: int
    reread: Callable[[], Reading]


def has_records(reading: Reading, judgement: Judgement) -> bool:
    """Return whether a row that counts nothing has a recorder: a batch may then post no entry.

    A row that the book says already is no reason to post.
    """
    return any(
        _kind(reading, one) in RECORDERS
        and not any(problem.code == "ON_RECORD" for problem in one.problems)
        for one in _accepted(judgement)
    )


def record(posting: Posting, *, actor: Actor, now: dt.datetime) -> int:
    """Hand the accepted rows of a batch to the recorders of their kinds.

    Returns:
        How many records were made or changed.

    Raises:
        Refused: A recorder refused.
    """
    kinds: dict[str, list[RecordedRow]] = {}
    for one in _accepted(posting.judgement):
        kind = _kind(posting.reading, one)
        if kind in RECORDERS:
            kinds.setdefault(kind, []).append(_recorded(posting, one))
    return sum(
        RECORDERS[kind](
            RecordedBatch(
                posting.batch,
                kind,
                masked_text(posting.reading.file),
                posting.evidence,
                tuple(rows),
                posting.reread,
            ),
            actor=actor,
            now=now,
        )
        for kind, rows in kinds.items()
    )


def _accepted(judgement: Judgement) -> list[Judged]:
    return [
        one
        for one in judgement.rows
        if not one.is_total and one.standing is not Standing.WAITS and not one.draft.is_total
    ]


def _kind(reading: Reading, one: Judged) -> str:
    row = reading.rows[one.at]
    return row.kind or reading.kind or ""


def _recorded(posting: Posting, one: Judged) -> RecordedRow:
    row = posting.reading.rows[one.at]
    return RecordedRow(
        one.at,
        _starred(row),
        _starred_context(posting.reading.context.get(row.sheet, Context())),
        posting.judgement.said_by(False, one.at, posting.first),  # noqa: FBT003
        tuple(back.reverses for back in one.back if back.reverses is not None),
    )


def _starred(row: Row) -> Row:
    """Return a row without a personal number anywhere: recorders get no other."""
    fields = {name: masked_value(name, value) for name, value in row.fields.items()}
    return replace(row, sheet=masked_text(row.sheet), fields=fields)


def _starred_context(context: Context) -> Context:
    preparer = masked_text(context.preparer) if context.preparer else context.preparer
    return replace(context, title=masked_text(context.title), preparer=preparer)
