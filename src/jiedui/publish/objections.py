"""Objections to what is published: the public's second door, and the one thing it may write here.

An objection is public like what it objects to: number, words, day, deadline, answer, correction. So
its words may hold no personal number, and nothing is asked of who objects; the number is the way
back to the answer. Takes no scope and reaches neither the book nor the people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from django.db import DatabaseError, transaction
from django.db.models import Count, Q

from jiedui.kernel.identity import holds_long_number
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse
from jiedui.kernel.workdays import workday_after
from jiedui.publish import queries, shown
from jiedui.publish.models import Objection
from jiedui.publish.unnamed import masked

if TYPE_CHECKING:
    import datetime as dt

DAYS = 15
"""Working days in which an objection is answered."""

WORDS_MIN, WORDS_MAX = 5, 2000

OF_WORDS = frozenset({"OBJECTION_WORDS", "OBJECTION_PERSONAL"})
"""Codes of what may be wrong with the words themselves, to be mended where they were written."""

OUTCOMES = ("upheld", "partly", "rejected")
"""What an objection may come to: right, partly right, not right."""


class Counts(NamedTuple):
    """How many objections there are, wait, were answered late, and came to what."""

    all: int
    open: int
    late: int
    upheld: int
    partly: int
    rejected: int


@dataclass(frozen=True, slots=True)
class ObjectionShown:
    """One objection as anybody may see it.

    Attributes:
        number: Its number.
        publication: What it objects to.
        key: The number in it that is meant, "" for the whole.
        words: What is objected.
        received_at: When.
        due_on: The last day for the answer.
        has_owner: Whether somebody of the office has it in hand; who, the desk alone tells.
        outcome: One of OUTCOMES, "" while it is open.
        answer: What the office answered.
        answered_at: When.
        correction: The publication that corrects it, None for none.
        is_late: Whether it was not answered in time.
    """

    number: int
    publication: int
    key: str
    words: str
    received_at: dt.datetime
    due_on: dt.date
    has_owner: bool
    outcome: str
    answer: str
    answered_at: dt.datetime | None
    correction: int | None
    is_late: bool


def object_to(publication: int, *, key: str, words: str, now: dt.datetime) -> int:
    """Receive an objection; return its number.

    Args:
        publication: What it objects to.
        key: The number in it that is meant; "" for the whole.
        words: What is wrong, in the objector's words.
        now: The moment.

    Raises:
        Refused: There is no such publication or number, the words are too few or too many, or hold
            a personal number. Nothing is kept.
    """
    issue = queries.publication(publication)
    if key:
        queries.figure(publication, key)
    problems = _problems(words.strip())
    if problems:
        raise Refused(problems)
    try:
        with transaction.atomic():
            row = Objection.objects.create(
                publication_id=issue.number,
                key=key,
                words=words.strip(),
                received_at=now,
                due_on=workday_after(now.astimezone().date(), DAYS),
            )
    except DatabaseError as error:
        raise refuse(
            "BOARD_BUSY",
            found="此刻写不进去 it could not be written now",
            expected="稍候 a moment's patience",
            hint="没有收到任何内容，请再试一次 Nothing was received. Try again.",
        ) from error
    return row.pk


def _problems(words: str) -> list[Problem]:
    found = []
    if not WORDS_MIN <= len(words) <= WORDS_MAX:
        length = f"{len(words)}字 {len(words)} characters"
        allowed = f"{WORDS_MIN}至{WORDS_MAX}字 {WORDS_MIN} to {WORDS_MAX} characters"
        found.append(Problem("OBJECTION_WORDS", Severity.ERROR, Source(), length, allowed))
    if holds_long_number(words):
        found.append(
            Problem(
                "OBJECTION_PERSONAL",
                Severity.ERROR,
                Source(),
                "身份证号、电话或其他长号码 an identity number, a phone or another long number",
                "不写这些号码：异议是公开的 words without them: an objection is public",
            )
        )
    return found


def objection(number: int, *, today: dt.date) -> ObjectionShown:
    """Return one objection.

    Raises:
        Refused: There is none.
    """
    row = Objection.objects.filter(pk=number).first()
    if row is None:
        raise refuse(
            "OBJECTION_UNKNOWN",
            found=f"objection {number}",
            expected="the number of an objection that was received",
        )
    return _shown(row, today)


def objections(
    *, today: dt.date, publication: int | None = None, key: str = "", limit: int = 200
) -> list[ObjectionShown]:
    """Return objections, newest first; of one publication, or number in it, or of all."""
    rows = Objection.objects.order_by("-id")
    if publication is not None:
        rows = rows.filter(publication_id=publication)
    if key:
        rows = rows.filter(key=key)
    return [_shown(row, today) for row in rows[:limit]]


def counts(*, today: dt.date) -> Counts:
    """Return how many objections there are and what they came to; public like themselves."""
    said = {name: Count("id", filter=Q(outcome=name)) for name in OUTCOMES}
    found = Objection.objects.aggregate(
        all=Count("id"),
        open=Count("id", filter=Q(outcome="")),
        late=Count("id", filter=Q(outcome="", due_on__lt=today)),
        **said,
    )
    answered_late = sum(
        one.answered_at.astimezone().date() > one.due_on
        for one in Objection.objects.filter(answered_at__isnull=False)
        if one.answered_at is not None
    )
    return Counts(**{**found, "late": found["late"] + answered_late})


def _shown(row: Objection, today: dt.date) -> ObjectionShown:
    ended = row.answered_at.astimezone().date() if row.answered_at else today
    told = partial(masked, hidden=shown.hidden())
    return ObjectionShown(
        row.pk,
        row.publication_id,
        told(row.key),
        told(row.words),
        row.received_at,
        row.due_on,
        bool(row.owner),
        row.outcome,
        told(row.answer),
        row.answered_at,
        row.correction_id,
        ended > row.due_on,
    )


def name_of_figure(publication: int, key: str, language: str = "zh") -> str:
    """Return the name of a number that an objection means and how it reads, "" for none."""
    found = queries.numbers_of(publication).get(key) if key else None
    if found is None:
        return ""
    told = (found.name, queries.about(found), queries.readable(found))
    return " · ".join(one[language] for one in told if one[language])
