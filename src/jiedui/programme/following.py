"""Follows the book: copies its lines that carry a project, and makes projects that are new there.

Whatever was posted (a project's own act, a ledger that came as a file, a reversal) reaches a
project in this one way, so its money is the book's money and is never counted twice. Called inside
the transaction of whoever posted; can be run again at any time and starts where it ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books import queries as books
from jiedui.books.commands import hold_book
from jiedui.books.entry import Dims
from jiedui.programme.lifecycle import UNTOLD
from jiedui.programme.models import (
    Followed,
    FundingLine,
    IdleLot,
    Passed,
    Project,
    ProjectLine,
    Version,
)
from jiedui.programme.standing import (
    Moved,
    by_source,
    idle_lots,
    stages_of,
    standing_count,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.books.queries import EntryRecord
    from jiedui.programme.standing import (
        Stages,
    )

CHUNK = 500
"""Projects whose lines are read at a time."""

_KEYS = ("recipient", "payer", "owner", "source", "category", "programme", "pairing_kind", "state")
SUMS = (
    "planned_fen", "contributed_fen", "allotted_fen", "disbursed_fen", "spent_fen", "returned_fen",
    "own_fen", "idle_fen",
)  # fmt: skip


def follow_book() -> set[int]:
    """Copy what the book holds beyond what was copied; return the projects it touched."""
    hold_book()
    head = books.head().number
    row = Followed.objects.first() or Followed(upto=0)
    if row.upto > head:
        row.upto = 0
    touched: set[int] = set()
    at = row.upto
    while at < head:
        page = books.entries_after(at, upto=head)
        touched |= _copied(page)
        at = page[-1].number
    if row.upto != head or row.pk is None:
        row.upto = head
        row.save()
    refresh(touched)
    return touched


def follow_anew() -> set[int]:
    """Throw the copies away and make them again from the whole book."""
    hold_book()
    ProjectLine.objects.all().delete()
    Followed.objects.all().delete()
    touched = follow_book()
    refresh(set(Project.objects.values_list("pk", flat=True)) - touched)
    return touched


def _copied(page: Sequence[EntryRecord]) -> set[int]:
    """Copy the lines of some entries that carry a project."""
    named = {one.dims.project for record in page for one in record.draft.lines} - {None}
    if not named:
        return set()
    known = _projects_of(page, {str(key) for key in named})
    rows = []
    for record in page:
        for number, one in enumerate(record.draft.lines, start=1):
            if one.dims.project is None:
                continue
            project = known[one.dims.project]
            rows.append(
                ProjectLine(
                    project=project,
                    county=project.county,
                    entry=record.number,
                    line=number,
                    kind=record.draft.kind,
                    account=one.account,
                    amount=one.amount,
                    is_exact=not (one.low_delta or one.high_delta or one.low_open or one.high_open),
                    sense=one.sense,
                    starts=one.starts,
                    ends=one.ends,
                    **{name: getattr(one.dims, name) for name in _KEYS},
                )
            )
    ProjectLine.objects.bulk_create(rows, ignore_conflicts=True)
    return {project.pk for project in known.values()}


def _projects_of(page: Sequence[EntryRecord], keys: set[str]) -> dict[str, Project]:
    """Return the projects that some entries name, by key; those not on record are put there."""
    known = {project.key: project for project in Project.objects.filter(key__in=keys)}
    fresh: dict[str, Project] = {}
    for record in page:
        for one in record.draft.lines:
            key = one.dims.project
            if key is not None and key not in known and key not in fresh:
                fresh[key] = _made(record, one.dims, key)
    return known | {project.key: project for project in Project.objects.bulk_create(fresh.values())}


def _made(record: EntryRecord, dims: Dims, key: str) -> Project:
    """Return the project that the book names for the first time, not yet on record."""
    county, _, name = key.partition("/")
    draft = record.draft
    return Project(
        key=key,
        name=name[:200],
        place=(dims.recipient or county)[:200],
        county=county,
        owner=dims.owner or "",
        programme=dims.programme or "",
        pairing_kind=dims.pairing_kind or "",
        category=dims.category or "",
        year=draft.ends.year,
        state=UNTOLD,
        origin="file" if draft.batch is not None else "book",
        created_by=record.posted_by,
        created_at=record.posted_at,
    )


def moved_lines(projects: Iterable[int]) -> dict[int, list[Moved]]:
    """Return the copied lines of some projects, in the order of the book."""
    found: dict[int, list[Moved]] = {}
    rows = ProjectLine.objects.filter(project_id__in=list(projects)).order_by("entry", "line")
    names = ("project_id", "project__key", "account", "amount", "sense", "starts", "ends")
    for pk, key, account, amount, sense, starts, ends, is_exact, kind, *keys in rows.values_list(
        *names, "is_exact", "kind", *_KEYS
    ):
        dims = Dims(project=key, **dict(zip(_KEYS, keys, strict=True)))
        found.setdefault(pk, []).append(
            Moved(account, amount, sense, starts, ends, dims, is_exact, kind)
        )
    return found


def refresh(projects: Iterable[int]) -> None:
    """Make the sums, the state and the idle money of some projects anew from their lines."""
    wanted = sorted(projects)
    for at in range(0, len(wanted), CHUNK):
        _refresh(wanted[at : at + CHUNK])


def _refresh(numbers: Sequence[int]) -> None:
    lines = moved_lines(numbers)
    rows = list(Project.objects.filter(pk__in=numbers))
    approved = frozenset(
        Version.objects.filter(project_id__in=numbers, is_approved=True).values_list(
            "project_id", flat=True
        )
    )
    passed: list[Passed] = []
    lots: list[IdleLot] = []
    for project in rows:
        own = lines.get(project.pk, [])
        _sum_up(project, stages_of(own), is_approved=project.pk in approved)
        passed += _told_state(project, own)
        found = idle_lots(own)
        project.idle_since = min((lot.since for lot in found), default=None)
        lots += [
            IdleLot(
                project=project,
                county=project.county,
                source=lot.source or "",
                since=lot.since,
                amount_fen=lot.amount,
            )
            for lot in found
        ]
    names = (*SUMS, "approved_fen", "idle_since", "used_percent", "state", "state_since")
    Project.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=names
    )  # `bulk_update` would write a case for each row and column, which takes ten times as long.
    Passed.objects.bulk_create(passed)
    IdleLot.objects.filter(project_id__in=numbers).delete()
    IdleLot.objects.bulk_create(lots)
    _fund([project for project in rows if project.pk not in approved], lines)


def _sum_up(project: Project, stages: Stages, *, is_approved: bool) -> None:
    for name in SUMS:
        setattr(project, name, getattr(stages, name.removesuffix("_fen")))
    project.used_percent = stages.disbursed * 100 // stages.allotted if stages.allotted else None
    if not is_approved:
        project.approved_fen = stages.planned or None


def _told_state(project: Project, lines: Sequence[Moved]) -> list[Passed]:
    """Take over the state the book tells, when it tells another; return the step it is."""
    counted = standing_count(lines, "Count:Projects")
    planned = standing_count(lines, "Count:PlannedProjects")
    told = counted.dims.state if counted is not None else None
    if (
        counted is None
        and planned is not None
        and project.state
        in (
            UNTOLD,
            "IDEA",
            "LIBRARY",
            "REVIEWED",
        )
    ):
        told = "PLANNED"
    if not told or told == project.state:
        return []
    one = counted or planned
    assert one is not None  # noqa: S101  Something told it.
    before, project.state, project.state_since = project.state, told, one.ends
    return [
        Passed(
            project=project,
            origin=before,
            target=told,
            on=one.ends,
            told_by=one.kind,
            proposed_by=project.created_by,
            proposed_at=project.created_at,
            is_approved=True,
        )
    ]


def _fund(rows: Sequence[Project], lines: dict[int, list[Moved]]) -> None:
    """Give projects whose figures nobody approved here the funding lines that the book tells."""
    fresh = []
    for project in rows:
        own = lines.get(project.pk, [])
        payers = {one.dims.source: one.dims.payer or "" for one in own}
        for source, stages in by_source(own).items():
            amount = stages.planned or stages.put_in or stages.own
            if source and amount > 0:
                fresh.append(
                    FundingLine(
                        project=project, source=source, payer=payers[source], approved_fen=amount
                    )
                )
    FundingLine.objects.filter(project__in=rows).delete()
    FundingLine.objects.bulk_create(fresh)
