"""Puts projects on record and proposes or changes the figures somebody approves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.queries import office
from jiedui.books.commands import post_entries
from jiedui.books.payers import payer_of
from jiedui.kernel import place as places
from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.programme.commands.watching import follow
from jiedui.programme.drafting import plan_entry
from jiedui.programme.following import moved_lines
from jiedui.programme.lifecycle import CHANGEABLE
from jiedui.programme.models import FundingLine, Passed, Project, Version, VersionPart
from jiedui.programme.opening import (
    about,
    check_day,
    problem,
    project,
    refuse_all,
    refuse_unknown,
    second_person,
)
from jiedui.programme.outcomes import Done
from jiedui.programme.queries.needs import has_fresh_paper
from jiedui.programme.standing import by_source, standing_count

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft
    from jiedui.kernel.problem import Problem
    from jiedui.programme.outcomes import Figures, ProjectSheet

TEXTS = ("number", "location", "unit", "owner", "programme", "pairing_kind", "mode", "mechanism")
REACH = ("households", "people", "registered_households", "registered_people")
PEOPLE_PER_HOUSEHOLD = (1, 8)
"""Between how many people a household has when numbers of one kind were put together."""


@command("programme.record")
def register_projects(sheets: Sequence[ProjectSheet], *, actor: Actor, now: dt.datetime) -> Done:
    """Put projects on record as proposed, all of them or none.

    Args:
        sheets: The projects.
        actor: Who does it; each place must lie within the actor's places.
        now: The moment.

    Raises:
        Refused: A sheet is wrong, its place is not the actor's, or the project is on record.
    """
    refuse_all(one for sheet in sheets for one in _wrong_sheet(sheet, actor))
    keys = [key_of(sheet.place, sheet.name) for sheet in sheets]
    known = set(Project.objects.filter(key__in=keys).values_list("key", flat=True))
    known |= {key for key in keys if keys.count(key) > 1}
    refuse_all(
        problem("PROJECT_EXISTS", key, found=key, expected="a project not on record yet")
        for key in dict.fromkeys(keys)
        if key in known
    )
    made = [_registered(sheet, actor, now) for sheet in sheets]
    return Done(tuple(one.pk for one in made), f"projects {made[0].pk}-{made[-1].pk}")


def key_of(place: str, name: str) -> str:
    """Return the key of a project in the book: the county it lies in and its name."""
    return f"{place.partition(':')[0]}/{''.join(name.split())}"


def _registered(sheet: ProjectSheet, actor: Actor, now: dt.datetime) -> Project:
    row = Project(
        key=key_of(sheet.place, sheet.name),
        name="".join(sheet.name.split()),
        place=sheet.place,
        county=sheet.place.partition(":")[0],
        year=sheet.year,
        category=sheet.category,
        state="IDEA",
        created_by=actor.username,
        created_at=now,
        content=sheet.figures.content,
        planned_area_cm2=sheet.figures.area_cm2,
        planned_start=sheet.figures.planned_start,
        planned_end=sheet.figures.planned_end,
    )
    for name in TEXTS:
        setattr(row, name, sheet.texts.get(name, ""))
    row.owner = row.owner or office()
    for name in REACH:
        setattr(row, name, sheet.reach.get(name))
    row.save()
    on = now.astimezone().date()
    _version(row, sheet.figures, actor=actor, now=now, on=on, reason="")
    Passed.objects.create(
        project=row,
        origin="",
        target="IDEA",
        on=on,
        proposed_by=actor.username,
        proposed_at=now,
        is_approved=True,
    )
    return row


def _wrong_sheet(sheet: ProjectSheet, actor: Actor) -> Iterator[Problem]:
    where = sheet.name or "?"
    if not "".join(sheet.name.split()) or len(sheet.name) > 200 or "/" in sheet.name:
        yield problem(
            "PROJECT_WRONG", where, found=sheet.name, expected="a name of 1 to 200 signs without /"
        )
    if not places.known(sheet.place.partition(":")[0]):
        yield problem("PLACE_UNKNOWN", where, found=sheet.place, expected="the key of a county")
    elif not actor.scope("programme.record").sees(sheet.place):
        yield problem(
            "OUT_OF_PLACE", where, found=sheet.place, expected="a place within your places"
        )
    if sheet.category not in CATEGORIES:
        yield problem("VALUE_UNKNOWN", where, found=sheet.category, expected=", ".join(CATEGORIES))
    if not 1980 <= sheet.year <= 2100:
        yield problem("PROJECT_WRONG", where, found=str(sheet.year), expected="a year")
    yield from wrong_figures(sheet.figures, where)
    yield from wrong_reach(dict(sheet.reach), where)


def wrong_figures(figures: Figures, where: str) -> Iterator[Problem]:
    """Yield what is wrong with figures: sources, sums, days."""
    for source, amount in figures.parts.items():
        if source not in SOURCES:
            yield problem("VALUE_UNKNOWN", where, found=source, expected=", ".join(SOURCES))
        if amount <= 0:
            yield problem(
                "FIGURES_WRONG", where, found=f"{source} {amount} fen", expected="more than nothing"
            )
    whole = sum(figures.parts.values())
    if whole != figures.total_fen:
        yield problem(
            "FIGURES_WRONG",
            where,
            found=f"funding lines of {whole} fen",
            expected=f"the total of {figures.total_fen} fen",
            hint="Correct the total or the funding lines.",
        )
    if (
        figures.planned_start
        and figures.planned_end
        and figures.planned_end < figures.planned_start
    ):
        yield problem(
            "DATE_ORDER",
            where,
            found=f"planned end {figures.planned_end}",
            expected=f"not before {figures.planned_start}",
        )


def wrong_reach(reach: dict[str, int | None], where: str) -> Iterator[Problem]:
    """Yield what is wrong with the households and people a project reaches (DOMAIN 1, trap 7)."""
    for part, whole in (
        ("registered_households", "households"),
        ("registered_people", "people"),
    ):
        inner, outer = reach.get(part), reach.get(whole)
        if inner is not None and outer is not None and inner > outer:
            yield problem(
                "REACH_WRONG", where, found=f"{part} {inner}", expected=f"at most {outer}"
            )
    for homes, heads in (("households", "people"), ("registered_households", "registered_people")):
        count, number = reach.get(homes), reach.get(heads)
        if not count or number is None:
            continue
        least, most = PEOPLE_PER_HOUSEHOLD
        if not least * count <= number <= most * count:
            yield problem(
                "REACH_WRONG",
                where,
                found=f"{number} people in {count} households",
                expected=f"{least} to {most} people a household",
                hint="Numbers of different kinds may have been put together.",
            )


def _version(
    row: Project, figures: Figures, *, actor: Actor, now: dt.datetime, on: dt.date, reason: str
) -> Version:
    number = Version.objects.filter(project=row).count() + 1
    version = Version.objects.create(
        project=row,
        number=number,
        content=figures.content,
        area_cm2=figures.area_cm2,
        planned_start=figures.planned_start,
        planned_end=figures.planned_end,
        total_fen=figures.total_fen,
        reason=reason.strip(),
        on=on,
        proposed_by=actor.username,
        proposed_at=now,
    )
    VersionPart.objects.bulk_create(
        VersionPart(version=version, source=source, amount_fen=amount)
        for source, amount in figures.parts.items()
    )
    return version


@command("programme.record")
def propose_figures(
    number: int,
    figures: Figures,
    *,
    on: dt.date,
    reason: str = "",
    actor: Actor,
    now: dt.datetime,
) -> Done:
    """Propose new figures of a project: before its approval in their place, after it as a change.

    Approved figures are never touched: a change is a further version that a second person decides.

    Raises:
        Refused: The figures are wrong, the project is past changing, a change is open, or (for a
            change) no reason is given or the change request is not on record.
    """
    row = project(number, actor, "programme.record")
    refuse_all([*wrong_figures(figures, row.name), *check_day(on, now, row.name)])
    open_one = Version.objects.filter(project=row, is_approved=None).first()
    if row.state in ("IDEA", "LIBRARY", "REVIEWED"):
        if open_one is not None:
            Version.objects.filter(pk=open_one.pk).update(
                is_approved=False, decided_by=actor.username, decided_at=now
            )
        _take_scope(row, figures)
        row.save()
        version = _version(row, figures, actor=actor, now=now, on=on, reason=reason)
        return Done((version.pk,), f"project {number}: figures {version.number}")
    refuse_all(_no_change(row, open_one, reason))
    version = _version(row, figures, actor=actor, now=now, on=on, reason=reason)
    return Done((version.pk,), f"project {number}: change {version.number}")


def _no_change(row: Project, open_one: Version | None, reason: str) -> Iterator[Problem]:
    if row.state not in CHANGEABLE:
        yield problem(
            "STATE_WRONG", row.name, found=row.state or "no state", expected=", ".join(CHANGEABLE)
        )
    if open_one is not None:
        yield problem(
            "CHANGE_OPEN",
            row.name,
            found=f"change {open_one.number} of {open_one.proposed_by}",
            expected="no change that waits for a decision",
        )
    if not reason.strip():
        yield problem("REASON_MISSING", row.name, found="no reason", expected="why it changes")
    if not has_fresh_paper(row, "change_request"):
        yield problem(
            "STEP_NEEDS",
            row.name,
            found="no request of this change on record",
            expected="变更申请 change request",
            hint="Put the paper on record first.",
        )


def _take_scope(row: Project, figures: Figures) -> None:
    row.content = figures.content
    row.planned_area_cm2 = figures.area_cm2
    row.planned_start = figures.planned_start
    row.planned_end = figures.planned_end


@command("programme.decide")
def decide_change(version: int, *, is_approved: bool, actor: Actor, now: dt.datetime) -> Done:
    """Approve or refuse a proposed change, as a second person; an approved one reaches the plan.

    Raises:
        Refused: It is not open, the actor proposed it, the approval paper is missing, or less would
            be approved of a source than is allotted already.
    """
    change = Version.objects.filter(pk=version).select_related("project").first()
    if change is None:
        raise refuse_unknown("CHANGE_UNKNOWN", version, "change")
    row = project(change.project_id, actor, "programme.decide")
    if change.is_approved is not None or row.state not in CHANGEABLE:
        raise refuse_unknown("CHANGE_UNKNOWN", version, "open change")
    refuse_all(second_person(change.proposed_by, actor, row.name))
    if not is_approved:
        Version.objects.filter(pk=version).update(
            is_approved=False, decided_by=actor.username, decided_at=now
        )
        return Done((version,), f"project {row.pk}: change {change.number} refused")
    parts = dict(change.parts.values_list("source", "amount_fen"))
    refuse_all(_cannot_change(row, parts))
    _pass_through_change(row, change, actor=actor, now=now)
    draft = approved_draft(row, change, actor=actor, now=now)
    subject = f"project {row.pk}: change {change.number} approved"
    if draft is None:
        return Done((version,), subject)
    posted = post_entries([draft], actor=actor, now=now)
    follow(actor=actor, now=now)
    return Done((version,), subject, posted.first, posted.last)


def _cannot_change(row: Project, parts: dict[str, int]) -> Iterator[Problem]:
    if not has_fresh_paper(row, "change_approval"):
        yield problem(
            "STEP_NEEDS",
            row.name,
            found="no approval of this change on record",
            expected="变更批复 change approval",
        )
    for source, stages in by_source(moved_lines([row.pk]).get(row.pk, [])).items():
        if source and stages.allotted > parts.get(source, 0) and source in SOURCES:
            yield problem(
                "OVER_APPROVED",
                row.name,
                found=f"{source}: {stages.allotted} fen allotted",
                expected=f"at most the {parts.get(source, 0)} fen that would be approved",
                hint="Have the surplus returned first.",
            )


def _pass_through_change(row: Project, change: Version, *, actor: Actor, now: dt.datetime) -> None:
    """Note both steps of a change: into it on the day of the request, out of it by approval."""
    for origin, target in ((row.state, "CHANGED"), ("CHANGED", row.state)):
        Passed.objects.create(
            project=row,
            origin=origin,
            target=target,
            on=change.on,
            reason=change.reason,
            proposed_by=change.proposed_by,
            proposed_at=change.proposed_at,
            decided_by=actor.username,
            decided_at=now,
            is_approved=True,
        )


def approved_draft(
    row: Project, version: Version, *, actor: Actor, now: dt.datetime
) -> EntryDraft | None:
    """Make a version the approved figures; return by how much it moves the plan, None for nothing.

    The caller posts the entry and follows the book.
    """
    parts = dict(version.parts.values_list("source", "amount_fen"))
    lines = moved_lines([row.pk]).get(row.pk, [])
    before = {source: one.planned for source, one in by_source(lines).items() if source}
    moved = {
        source: parts.get(source, 0) - before.get(source, 0)
        for source in dict.fromkeys([*before, *parts])
        if parts.get(source, 0) != before.get(source, 0)
    }
    planned_area = sum(one.amount for one in lines if one.account == "Count:PlannedFloorArea")
    Version.objects.filter(pk=version.pk).update(
        is_approved=True, decided_by=actor.username, decided_at=now
    )
    _fund(row, parts)
    row.approved_fen = version.total_fen
    row.content = version.content
    row.planned_area_cm2 = version.area_cm2
    row.planned_start, row.planned_end = version.planned_start, version.planned_end
    row.save()
    draft = plan_entry(
        about(row, version.reason),
        version.on,
        moved,
        area=((version.area_cm2 or 0) - planned_area) or None,
        is_first=standing_count(lines, "Count:PlannedProjects") is None,
    )
    return draft if draft.lines else None


def _fund(row: Project, parts: dict[str, int]) -> None:
    FundingLine.objects.filter(project=row).exclude(source__in=parts).delete()
    for source, amount in parts.items():
        payer = payer_of(source, row.owner or None, row.place) or ""
        FundingLine.objects.update_or_create(
            project=row, source=source, defaults={"approved_fen": amount, "payer": payer}
        )
