"""The office's side of objections: taking one in hand, answering it with an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.problem import refuse
from jiedui.publish import queries
from jiedui.publish.commands import Done
from jiedui.publish.models import Objection
from jiedui.publish.objections import OUTCOMES, WORDS_MAX, WORDS_MIN

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor


@command("publish.propose")
def take_objection(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Take an objection in hand; its deadline stays.

    Raises:
        Refused: There is none, or it was answered.
    """
    del now
    row = _open(number)
    Objection.objects.filter(pk=row.pk).update(owner=actor.username)
    return Done(number, f"objection {number}")


@command("publish.issue")
def answer_objection(
    number: int,
    *,
    outcome: str,
    answer: str,
    actor: Actor,
    now: dt.datetime,
    correction: int | None = None,
) -> Done:
    """Answer an objection, for everybody to read.

    Args:
        number: The objection.
        outcome: One of OUTCOMES.
        answer: The answer.
        actor: Who answers; not who took it in hand.
        now: The moment.
        correction: The publication that corrects what was wrong; needed where it is upheld.

    Raises:
        Refused: It was answered, the outcome or the words cannot be, the correction is not issued,
            or the actor has it in hand.
    """
    row = _open(number)
    if row.owner == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} has it in hand",
            expected="a second person",
            hint="A colleague who may issue answers it.",
        )
    _check(outcome, answer, correction)
    if correction is not None:
        queries.publication(correction)
    Objection.objects.filter(pk=row.pk).update(
        outcome=outcome,
        answer=answer.strip(),
        answered_by=actor.username,
        answered_at=now,
        correction=correction,
    )
    return Done(number, f"objection {number}: {outcome}")


def _check(outcome: str, answer: str, correction: int | None) -> None:
    if outcome not in OUTCOMES:
        raise refuse("OUTCOME_UNKNOWN", found=outcome or "none", expected=", ".join(OUTCOMES))
    if not WORDS_MIN <= len(answer.strip()) <= WORDS_MAX:
        length = f"{len(answer.strip())} characters"
        expected = f"{WORDS_MIN} to {WORDS_MAX} characters"
        raise refuse("OBJECTION_WORDS", found=length, expected=expected)
    if outcome == "upheld" and correction is None:
        raise refuse(
            "CORRECTION_MISSING",
            found="an objection that is right and no correction",
            expected="the publication that puts it right",
            hint="Restate the publication, issue it, then answer with its number.",
        )


def _open(number: int) -> Objection:
    row = Objection.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise refuse(
            "OBJECTION_UNKNOWN",
            found=f"objection {number}",
            expected="the number of an objection that was received",
        )
    if row.outcome:
        raise refuse(
            "OBJECTION_ANSWERED",
            found=f"objection {number} was answered by {row.answered_by}",
            expected="an objection that is open",
        )
    return row
