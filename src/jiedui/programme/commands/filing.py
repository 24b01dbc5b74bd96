"""Rows of posted ledgers and plans as records of projects, inside the posting's transaction.

The money is in the book already and reaches the project from there; here only what the book does
not hold is taken over: scope, days, progress, reach, papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.identity import mask
from jiedui.programme.commands.watching import follow
from jiedui.programme.lifecycle import FINISHED
from jiedui.programme.models import Paper, Project, ProjectLine
from jiedui.programme.outcomes import Done

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.programme.filed import FiledRow


@command("programme.record")
def record_project_rows(
    rows: Sequence[FiledRow], *, is_plan: bool, actor: Actor, now: dt.datetime
) -> Done:
    """Take over what posted rows say of projects; those new in the book are put on record.

    Args:
        rows: The rows, in the order of the file.
        is_plan: Whether they plan (年度计划表) or tell what was done (项目资金台账).
        actor: Who posts.
        now: The moment.
    """
    touched = set(follow(actor=actor, now=now).numbers)
    found = _projects(rows)
    for row in rows:
        project = found.get(row.entries) or found.get(_key(row))
        if project is None:
            continue
        touched.add(project.pk)
        _take_over(project, row, is_plan=is_plan)
        _date_state(project)
        project.save()
        _approval(project, row, actor=actor, now=now)
    follow(actor=actor, now=now, also=touched)
    return Done(tuple(sorted(touched)), f"project rows: {len(touched)} projects")


def _key(row: FiledRow) -> str:
    return f"{row.county}/{''.join(row.text('project_name').split())}"


def _projects(rows: Sequence[FiledRow]) -> dict[object, Project]:
    """Return the projects of rows by the entries that say them, and by key."""
    numbers = {number for row in rows for number in row.entries}
    lines = dict(ProjectLine.objects.filter(entry__in=numbers).values_list("entry", "project_id"))
    wanted = set(lines.values())
    known = Project.objects.in_bulk(wanted)
    by_key = {one.key: one for one in known.values()}
    missing = [key for row in rows if (key := _key(row)) not in by_key]
    by_key |= {one.key: one for one in Project.objects.filter(key__in=missing)}
    found: dict[object, Project] = dict(by_key.items())
    for row in rows:
        at = next((lines[number] for number in row.entries if number in lines), None)
        if at is not None:
            found[row.entries] = by_key[known[at].key]
    return found


def _take_over(project: Project, row: FiledRow, *, is_plan: bool) -> None:
    """Put what a row says into the record; what it leaves empty stays."""
    for name, field in (
        ("content", "content"),
        ("location", "location"),
        ("unit", "responsible_unit" if is_plan else "owner_unit"),
        ("mechanism", "mechanism"),
    ):
        said = mask(row.text(field))[:200]
        if said:
            setattr(project, name, said)
    year = row.text("year")[:4] or str(row.whole("year") or "")
    if year.isdecimal() and len(year) == 4:
        project.year = int(year)
    starts, ends = row.day("start_date"), row.day("end_date", last=True)
    if is_plan:
        project.planned_start = starts or project.planned_start
        project.planned_end = ends or project.planned_end
    else:
        _take_over_done(project, row, starts=starts, ends=ends)
    for name, field in (
        ("households", "benefit_households"),
        ("people", "benefit_people"),
        ("registered_households", "benefit_poor_households"),
        ("registered_people", "benefit_poor_people"),
    ):
        number = row.whole(field)
        if number is not None and number >= 0:
            setattr(project, name, number)


def _take_over_done(
    project: Project, row: FiledRow, *, starts: dt.date | None, ends: dt.date | None
) -> None:
    is_finished = project.state in FINISHED
    project.actual_start = starts or project.actual_start
    if is_finished:
        project.actual_end = ends or project.actual_end
    else:
        project.planned_end = ends or project.planned_end
    percent = row.percent("progress_rate")
    if percent is not None and 0 <= percent <= 100:
        project.progress_percent = max(percent, project.progress_percent)
    settled = row.whole("settled_fen")
    if settled:
        project.settled_fen = settled


def _date_state(project: Project) -> None:
    """Date a state that a ledger told by the day the ledger tells, not by the ledger's own end."""
    day = project.actual_end if project.state == "COMPLETED" else None
    if project.state in ("STARTED", "IN_PROGRESS"):
        day = project.actual_start
    since = project.state_since
    if day is None or since is None or day >= since:
        return
    last = project.steps.filter(is_approved=True).order_by("pk").last()
    if last is not None and last.told_by:
        project.state_since = day


def _approval(project: Project, row: FiledRow, *, actor: Actor, now: dt.datetime) -> None:
    """Keep the approval a row names as a paper, once."""
    number, on = row.text("approval_no")[:100], row.day("approval_date")
    if not number:
        return
    Paper.objects.get_or_create(
        project=project,
        kind="approval",
        number=number,
        defaults={
            "title": f"批复 {number}"[:200],
            "on": on or project.created_at.date(),
            "added_by": actor.username,
            "added_at": now,
        },
    )
