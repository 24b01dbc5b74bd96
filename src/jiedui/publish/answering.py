"""The office's side of objections: taking one in hand, answering it with an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.identity import holds_long_number
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
        Refused: It was answered, the outcome or the words cannot be, the correction is not issued
            or puts nothing right, or the actor has it in hand.
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
        _check_correction(row, correction)
    Objection.objects.filter(pk=row.pk).update(
        outcome=outcome,
        answer=answer.strip(),
        answered_by=actor.username,
        answered_at=now,
        correction=correction,
    )
    return Done(number, f"objection {number}: {outcome}")


def owners() -> dict[int, str]:
    """Return who has each open objection in hand; for the desk alone."""
    rows = Objection.objects.filter(outcome="").exclude(owner="")
    return dict(rows.values_list("pk", "owner"))


def _check(outcome: str, answer: str, correction: int | None) -> None:
    if outcome not in OUTCOMES:
        raise refuse("OUTCOME_UNKNOWN", found=outcome or "none", expected=", ".join(OUTCOMES))
    if not WORDS_MIN <= len(answer.strip()) <= WORDS_MAX:
        length = f"{len(answer.strip())} characters"
        expected = f"{WORDS_MIN} to {WORDS_MAX} characters"
        raise refuse("OBJECTION_WORDS", found=length, expected=expected)
    if holds_long_number(answer):
        raise refuse(
            "OBJECTION_PERSONAL",
            found="答复中的身份证号、电话或其他长号码 an identity number, a phone or another long "
            "number in the answer",
            expected="不写这些号码：答复是公开的 words without them: an answer is public",
        )
    if outcome == "upheld" and correction is None:
        raise refuse(
            "CORRECTION_MISSING",
            found="an objection that is right and no correction",
            expected="the publication that puts it right",
            hint="Restate the publication, issue it, then answer with its number.",
        )


def _check_correction(row: Objection, correction: int) -> None:
    """Refuse what corrects nothing: an earlier publication, or this one while it stands."""
    found = queries.publication(correction)
    is_same = correction == row.publication_id
    if correction < row.publication_id or (is_same and found.withdrawn_at is None):
        raise refuse(
            "CORRECTION_WRONG",
            found=f"第{correction}号发布 publication {correction}",
            expected=f"第{row.publication_id}号之后的发布，或该号已撤回 "
            f"one issued after publication {row.publication_id}, or that one when withdrawn",
            hint="先按现账更正并签发，再答复 Restate the publication, issue it, then answer.",
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
