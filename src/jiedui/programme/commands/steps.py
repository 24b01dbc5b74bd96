"""Takes projects from state to state: proposed by one person, approved by another, in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.books import queries as books
from jiedui.books.commands import post_entries
from jiedui.books.queries import closed_through
from jiedui.kernel.codes import PROJECT_STATES
from jiedui.programme.commands.projects import approved_draft
from jiedui.programme.commands.watching import follow
from jiedui.programme.drafting import entry_of, reach_lines, state_lines
from jiedui.programme.following import moved_lines
from jiedui.programme.lifecycle import step_between
from jiedui.programme.models import Passed, Version
from jiedui.programme.opening import (
    about,
    check_day,
    problem,
    projects,
    refuse_all,
    refuse_unknown,
    second_person,
)
from jiedui.programme.outcomes import Done
from jiedui.programme.queries.needs import needs_of
from jiedui.programme.standing import standing_count

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft
    from jiedui.kernel.problem import Problem
    from jiedui.programme.models import Project
    from jiedui.programme.outcomes import StepAsk
    from jiedui.programme.standing import Moved

DATED = {
    "STARTED": "actual_start",
    "COMPLETED": "actual_end",
    "ACCEPTED": "accepted_on",
    "SETTLED": "settled_on",
    "TRANSFERRED": "transferred_on",
}
"""States that date something of a project."""


@command("programme.record")
def propose_steps(asks: Sequence[StepAsk], *, actor: Actor, now: dt.datetime) -> Done:
    """Propose steps of projects, all of them or none; those nobody must decide are taken at once.

    Args:
        asks: The steps.
        actor: Who proposes.
        now: The moment.

    Raises:
        Refused: A step is not in the table, needs what is not there, is dated before the last one
            or ahead, or another step of the project waits. Every reason of every project is given.
    """
    found = projects([ask.project for ask in asks], actor, "programme.record")
    refuse_all(one for ask in asks for one in _hindered(found[ask.project], ask, now))
    made = []
    for ask in asks:
        row = found[ask.project]
        step = step_between(row.state, ask.target)
        is_taken = step is not None and not step.is_decided
        made.append(
            Passed.objects.create(
                project=row,
                origin=row.state,
                target=ask.target,
                on=ask.on,
                reason=ask.reason.strip(),
                proposed_by=actor.username,
                proposed_at=now,
                is_approved=True if is_taken else None,
            )
        )
        if is_taken:
            enter(row, ask.target, ask.on)
            row.save()
    return Done(tuple(one.pk for one in made), _subject("proposed", made))


def _subject(verb: str, made: Sequence[Passed]) -> str:
    names = ", ".join(f"{one.project_id} to {one.target}" for one in made[:8])
    return f"{verb} {len(made)} steps: {names}"


def _hindered(row: Project, ask: StepAsk, now: dt.datetime) -> Iterator[Problem]:
    waiting = Passed.objects.filter(project=row, is_approved=None).first()
    if waiting is not None:
        yield problem(
            "STEP_OPEN",
            row.name,
            found=f"step {waiting.pk} to {waiting.target} of {waiting.proposed_by}",
            expected="no step that waits for a decision",
        )
    yield from not_allowed(row, ask.target, ask.on, ask.reason)
    yield from check_day(ask.on, now, row.name)


def not_allowed(  # noqa: PLR0917  what the record bears
    row: Project, target: str, on: dt.date, reason: str
) -> Iterator[Problem]:
    """Yield why a project may not take a step on a day."""
    step = step_between(row.state, target)
    back = row.state == "SUSPENDED" and target not in (row.state_before, "CANCELLED")
    if step is None or back or "CHANGED" in (step.origin, step.target):
        yield problem(
            "STEP_NOT_ALLOWED",
            row.name,
            found=f"{row.state or 'no state'} to {target}",
            expected="a step of the table",
            hint="`jiedui step` lists the steps of a project.",
        )
        return
    if row.state_since is not None and on < row.state_since:
        yield problem(
            "DATE_ORDER", row.name, found=str(on), expected=f"not before {row.state_since}"
        )
    for need in needs_of(row, step, reason=reason):
        if not need.is_met:
            yield problem(
                "STEP_NEEDS",
                row.name,
                found=f"{row.state or 'no state'} to {target} without it",
                expected=f"{need.zh} {need.en}",
                hint="Put it on record first.",
            )


@command("programme.decide")
def decide_steps(
    numbers: Sequence[int],
    *,
    is_approved: bool,
    actor: Actor,
    now: dt.datetime,
) -> Done:
    """Approve or refuse proposed steps, all of them or none, as a second person.

    An approved step is posted: the project is taken out of its state and put into the new one.

    Raises:
        Refused: A step is not open, the actor proposed it, or it may no longer be taken.
    """
    steps = list(Passed.objects.filter(pk__in=numbers, is_approved=None).order_by("pk"))
    missing = set(numbers) - {one.pk for one in steps}
    if missing or not steps:
        raise refuse_unknown("STEP_UNKNOWN", min(missing, default=0), "open step")
    found = projects([one.project_id for one in steps], actor, "programme.decide")
    refuse_all(
        one
        for step in steps
        for one in (
            *second_person(step.proposed_by, actor, found[step.project_id].name),
            *(
                not_allowed(found[step.project_id], step.target, step.on, step.reason)
                if is_approved
                else ()
            ),
        )
    )
    pairs = [(step, found[step.project_id]) for step in steps]
    posted = _taken(pairs, actor, now) if is_approved else (0, 0)
    Passed.objects.filter(pk__in=[one.pk for one in steps]).update(
        is_approved=is_approved, decided_by=actor.username, decided_at=now
    )
    verb = "approved" if is_approved else "refused"
    return Done(tuple(one.pk for one in steps), _subject(verb, steps), *posted)


def _taken(
    pairs: Sequence[tuple[Passed, Project]], actor: Actor, now: dt.datetime
) -> tuple[int, int]:
    """Take steps: the plan where there is one to approve, the state in the book, the record."""
    first = books.head().number + 1
    lines = moved_lines([row.pk for _, row in pairs])
    drafts: list[EntryDraft] = []
    for step, row in pairs:
        if step.target == "PLANNED" and step.origin == "REVIEWED":
            draft = None
            version = Version.objects.filter(project=row, is_approved=None).first()
            enter(row, step.target, step.on)
            row.save()
            if version is not None:
                version.on = step.on
                version.save(update_fields=["on"])
                draft = approved_draft(row, version, actor=actor, now=now)
        else:
            draft = step_entry(row, step.target, step.on, lines=lines.get(row.pk, []))
            enter(row, step.target, step.on)
            row.save()
        drafts += [draft] if draft is not None else []
    if drafts:
        post_entries(drafts, actor=actor, now=now)
    follow(actor=actor, now=now)
    last = books.head().number
    return (first, last) if last >= first else (0, 0)


def step_entry(
    row: Project, target: str, on: dt.date, *, lines: Sequence[Moved]
) -> EntryDraft | None:
    """Return what a step says in the book; None where nothing that is counted changes."""
    is_counted = standing_count(lines, "Count:Projects") is not None
    if not is_counted and target in ("PLANNED", "SUSPENDED", "CANCELLED"):
        return None
    one = about(row)
    area = row.actual_area_cm2 or row.planned_area_cm2
    found = state_lines(lines, one, target, on=on, closed=closed_through(), area=area)
    if target == "ACCEPTED":
        found += reach_lines(lines, one, households=row.households, people=row.people)
    return entry_of(one, "state", on, PROJECT_STATES[target].zh, lines=found) if found else None


def enter(row: Project, target: str, on: dt.date) -> None:
    """Put a record into a state on a day; the caller saves it."""
    row.state_before = row.state if target == "SUSPENDED" else ""
    row.state, row.state_since = target, on
    name = DATED.get(target)
    if name is not None and getattr(row, name) is None:
        setattr(row, name, on)
