"""Audit findings about a project's money: put on record, answered by one, confirmed by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.queries import actor_named
from jiedui.kernel.identity import mask
from jiedui.programme.models import AuditFinding, FindingAct
from jiedui.programme.opening import (
    check_day,
    problem,
    project,
    refuse_all,
    refuse_unknown,
    second_person,
)
from jiedui.programme.outcomes import FINDING_STATES, Done

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem


@command("programme.record")
def record_audit_finding(  # noqa: PLR0913  what a finding bears
    number: int,
    words: str,
    *,
    found_by: str,
    on: dt.date,
    owner: str,
    due: dt.date,
    actor: Actor,
    now: dt.datetime,
    amount_fen: int = 0,
    responsible: str = "",
) -> Done:
    """Put on record what auditors found, who must answer for it and by when.

    Args:
        number: The project.
        words: What was found, in a sentence.
        found_by: Which auditors.
        on: The day of their report.
        owner: Sign-in name of who must answer.
        due: The last day to answer.
        actor: Who records it.
        now: The moment.
        amount_fen: How much money it is about; 0 for none.
        responsible: The unit or post that must mend it, in the list's words.
    """
    row = project(number, actor, "programme.record")
    actor_named(owner)
    is_said = bool(words.strip()) and amount_fen >= 0
    refuse_all([*check_day(on, now, row.name), *_wrong_finding(row.name, on, due, is_said=is_said)])
    made = AuditFinding.objects.create(
        project=row,
        words=mask(words.strip()),
        found_by=found_by.strip()[:200],
        on=on,
        amount_fen=amount_fen,
        owner=owner,
        responsible=mask(responsible.strip())[:200],
        due=due,
        added_by=actor.username,
        added_at=now,
    )
    return Done((made.pk,), f"project {number}: audit finding {made.pk}")


def _wrong_finding(name: str, on: dt.date, due: dt.date, *, is_said: bool) -> Iterator[Problem]:
    if not is_said:
        yield problem("FIELD_EMPTY", name, found="nothing", expected="what was found, how much")
    if due < on:
        yield problem("DATE_ORDER", name, found=f"due {due}", expected=f"not before {on}")


@command("programme.record")
def answer_audit_finding(  # noqa: PLR0913  what the record bears
    finding: int,
    state: str,
    *,
    words: str,
    on: dt.date,
    actor: Actor,
    now: dt.datetime,
    amount_fen: int = 0,
) -> Done:
    """Say what became of an audit finding; another person confirms it.

    Raises:
        Refused: The state is none, no words are given, more is refunded than was found, or another
            answer waits.
    """
    row = AuditFinding.objects.filter(pk=finding).first()
    if row is None:
        raise refuse_unknown("AUDIT_FINDING_UNKNOWN", finding, "audit finding")
    project(row.project_id, actor, "programme.record")
    refuse_all(
        [*check_day(on, now, f"{finding}"), *_wrong_answer(row, state, words, amount=amount_fen)]
    )
    made = FindingAct.objects.create(
        finding=row,
        state=state,
        amount_fen=amount_fen,
        words=mask(words.strip()),
        on=on,
        proposed_by=actor.username,
        proposed_at=now,
    )
    return Done((made.pk,), f"audit finding {finding}: {state} proposed")


def _wrong_answer(row: AuditFinding, state: str, words: str, *, amount: int) -> Iterator[Problem]:
    where = f"{row.pk}"
    if state not in FINDING_STATES:
        yield problem("VALUE_UNKNOWN", where, found=state, expected=", ".join(FINDING_STATES))
    if not words.strip():
        yield problem("REASON_MISSING", where, found="nothing", expected="a reason")
    if not 0 <= amount <= row.amount_fen:
        yield problem(
            "AMOUNT_WRONG",
            where,
            found=f"{amount} fen",
            expected=f"at most the {row.amount_fen} fen found",
        )
    if row.acts.filter(decided_by="").exists():
        yield problem("STEP_OPEN", where, found="an answer waits", expected="no open answer")


@command("programme.decide")
def confirm_audit_answer(answer: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Confirm what became of an audit finding, as a second person.

    Raises:
        Refused: There is no such open answer, or the actor gave it.
    """
    act = FindingAct.objects.filter(pk=answer, decided_by="").select_related("finding").first()
    if act is None:
        raise refuse_unknown("AUDIT_FINDING_UNKNOWN", answer, "open answer")
    project(act.finding.project_id, actor, "programme.decide")
    refuse_all(second_person(act.proposed_by, actor, f"{answer}"))
    FindingAct.objects.filter(pk=answer).update(decided_by=actor.username, decided_at=now)
    AuditFinding.objects.filter(pk=act.finding_id).update(state=act.state)
    return Done((answer,), f"audit finding {act.finding_id}: {act.state}")
