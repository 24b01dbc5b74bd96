"""One project with everything on record about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Sum

from jiedui.kernel.problem import refuse
from jiedui.programme.drafting import LEVELS
from jiedui.programme.following import moved_lines
from jiedui.programme.models import (
    AuditFinding,
    FundingLine,
    MoneyAct,
    Paper,
    Passed,
    Project,
    ProjectLine,
    Signing,
    Version,
)
from jiedui.programme.queries.disclosure import previews
from jiedui.programme.queries.listing import inside
from jiedui.programme.queries.needs import offers
from jiedui.programme.standing import Stages, by_source, idle_lots, stages_of, within

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.programme.queries.disclosure import Preview
    from jiedui.programme.queries.needs import Offer
    from jiedui.programme.standing import Lot, Moved, Within


class Funding(NamedTuple):
    """Money of one source of a project: what is approved, put in and how far it got, in fen.

    A row of a ledger may say how far all its money got and not which source's: `put_in_fen` is
    told by source then, the stages of the money whose source is None, and `within` says between
    which amounts the source's own money has passed each stage.
    """

    source: str | None
    level_zh: str
    level_en: str
    payer: str
    approved_fen: int
    put_in_fen: int
    stages: Stages
    within: Within


class PassedStep(NamedTuple):
    """One step of a project's life; `is_approved` None while it waits."""

    number: int
    origin: str
    target: str
    on: dt.date
    reason: str
    told_by: str
    proposed_by: str
    decided_by: str
    is_approved: bool | None


class ActRow(NamedTuple):
    """A money act; money in fen, `signed` the roles that signed."""

    number: int
    project: int
    project_name: str
    place: str
    kind: str
    source: str
    amount_fen: int
    on: dt.date
    milestone_on: dt.date | None
    requested_on: dt.date | None
    opinion_on: dt.date | None
    notice: str
    payee: str
    purpose: str
    needs_signatures: bool
    signed: tuple[tuple[str, str], ...]
    proposed_by: str
    decided_by: str
    is_approved: bool | None
    entry: int | None


class VersionRow(NamedTuple):
    """Figures that were approved, refused or wait; `parts` source to fen."""

    number: int
    id: int
    content: str
    area_cm2: int | None
    planned_start: dt.date | None
    planned_end: dt.date | None
    total_fen: int
    parts: dict[str, int]
    reason: str
    on: dt.date
    proposed_by: str
    decided_by: str
    is_approved: bool | None


class AuditRow(NamedTuple):
    """An audit finding with the answer that waits, if any."""

    number: int
    words: str
    found_by: str
    on: dt.date
    amount_fen: int
    owner: str
    responsible: str
    due: dt.date
    state: str
    waiting: tuple[int, str, str] | None


@dataclass(frozen=True, slots=True)
class ProjectView:
    """Everything on record about a project; rows of papers and cards as plain records."""

    fields: dict[str, Any]
    stages: Stages
    funding: list[Funding]
    lots: list[Lot]
    steps: list[PassedStep]
    offers: list[Offer]
    versions: list[VersionRow]
    acts: list[ActRow]
    papers: list[dict[str, Any]]
    progress: list[dict[str, Any]]
    contracts: list[dict[str, Any]]
    acceptances: list[dict[str, Any]]
    assets: list[dict[str, Any]]
    listed: int
    disclosures: list[dict[str, Any]]
    audits: list[AuditRow]
    previews: list[Preview]
    entries: list[int]


def project(scope: Scope, number: int) -> ProjectView:
    """Return a project.

    Raises:
        Refused: There is none with that number within the scope.
    """
    row = Project.objects.filter(pk=number).first()
    if row is None or not scope.sees(row.place):
        raise refuse(
            "PROJECT_UNKNOWN",
            found=f"project {number}",
            expected="a project on record within your places",
        )
    lines = moved_lines([number]).get(number, [])
    return ProjectView(
        fields=_plain(row),
        stages=stages_of(lines),
        funding=_funding(row, by_source(lines), _put_in(lines)),
        lots=idle_lots(lines),
        steps=[
            PassedStep(one.pk, *(getattr(one, name) for name in PassedStep._fields[1:]))
            for one in row.steps.order_by("pk")
        ],
        offers=offers(row),
        versions=_versions(row),
        acts=acts(scope, project_number=number, limit=1000),
        papers=_records(row.papers.order_by("on", "pk")),
        progress=_records(row.progress.order_by("on", "pk")),
        contracts=_records(row.contracts.order_by("signed_on", "pk")),
        acceptances=_records(row.acceptances.order_by("on", "pk")),
        assets=_records(row.assets.order_by("number")),
        listed=row.beneficiaries.count(),
        disclosures=_records(row.disclosures.order_by("on", "pk")),
        audits=_audits(row),
        previews=previews(row),
        entries=sorted(
            set(ProjectLine.objects.filter(project=row).values_list("entry", flat=True))
        ),
    )


def _plain(row: Project) -> dict[str, Any]:
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}  # noqa: SLF001  Django's own
    surplus = surplus_of(row)
    still = None if surplus is None else max(surplus - row.returned_fen, 0)
    return {**fields, "surplus_fen": surplus, "surplus_open_fen": still}


def surplus_of(row: Project) -> int | None:
    """Return what was put in beyond the cost that the price audit settled, in fen.

    None before the audit, and where nobody has told the book what was put in.
    """
    put_in = row.contributed_fen + row.allotted_fen + row.own_fen
    return None if row.settled_fen is None or not put_in else max(put_in - row.settled_fen, 0)


def _records(rows: Any) -> list[dict[str, Any]]:  # noqa: ANN401  any of our querysets
    return list(rows.values())


_SIDES = ("Source:Aid", "Source:Gift", "Source:Own")


def _put_in(lines: Sequence[Moved]) -> dict[str, int]:
    """Return what each source has put in, as the side it came from tells."""
    found: dict[str, int] = {}
    for one in lines:
        if one.account in _SIDES and one.dims.source:
            found[one.dims.source] = found.get(one.dims.source, 0) - one.amount
    return found


def _paid(row: Project) -> dict[str, int]:
    """Return what acts of each source have paid, in fen."""
    paid = MoneyAct.objects.filter(
        project=row, kind__in=("PAY", "DIRECT"), entry__isnull=False
    ).order_by()
    sums = paid.values_list("source").annotate(Sum("amount_fen"))
    return {source: amount for source, amount in sums if source}


def _funding(
    row: Project, stages: dict[str | None, Stages], put_in: dict[str, int]
) -> list[Funding]:
    known = {one.source: one for one in FundingLine.objects.filter(project=row).order_by("pk")}
    found, bounds = [], within(stages, put_in, _paid(row))
    for source in dict.fromkeys([*known, *put_in, *stages]):
        line = known.get(source or "")
        zh, en = LEVELS.get(source or "", ("未分列", "not broken down"))
        found.append(
            Funding(
                source,
                zh,
                en,
                line.payer if line else "",
                line.approved_fen if line else 0,
                put_in.get(source or "", 0),
                stages.get(source, Stages()),
                bounds.get(source or "", {}),
            )
        )
    return found


def _versions(row: Project) -> list[VersionRow]:
    return [
        VersionRow(
            one.number,
            one.pk,
            one.content,
            one.area_cm2,
            one.planned_start,
            one.planned_end,
            one.total_fen,
            {part.source: part.amount_fen for part in one.parts.all()},
            one.reason,
            one.on,
            one.proposed_by,
            one.decided_by,
            one.is_approved,
        )
        for one in Version.objects.filter(project=row).prefetch_related("parts").order_by("number")
    ]


def _audits(row: Project) -> list[AuditRow]:
    found = []
    for one in AuditFinding.objects.filter(project=row).prefetch_related("acts").order_by("pk"):
        waiting = next((act for act in one.acts.all() if not act.decided_by), None)
        found.append(
            AuditRow(
                one.pk,
                one.words,
                one.found_by,
                one.on,
                one.amount_fen,
                one.owner,
                one.responsible,
                one.due,
                one.state,
                (waiting.pk, waiting.state, waiting.proposed_by) if waiting else None,
            )
        )
    return found


def acts(
    scope: Scope,
    *,
    project_number: int | None = None,
    is_open: bool | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[ActRow]:
    """Return money acts a scope sees: of one project in order, or those that wait, oldest first."""
    rows = _acts(scope, project_number=project_number, is_open=is_open)
    rows = rows.select_related("project").prefetch_related("signatures").order_by("pk")
    return [_act(one) for one in rows[offset : offset + limit]]


def acts_waiting(scope: Scope) -> int:
    """Return how many money acts wait for a signature or a decision."""
    return _acts(scope, project_number=None, is_open=True).count()


def _acts(scope: Scope, *, project_number: int | None, is_open: bool | None) -> QuerySet[MoneyAct]:
    rows = MoneyAct.objects.all()
    if project_number is not None:
        rows = rows.filter(project_id=project_number)
    if is_open is not None:
        rows = rows.filter(is_approved__isnull=is_open)
    if not scope.is_everywhere:
        rows = rows.filter(inside(scope.places, "project__"))
    return rows


def _act(one: MoneyAct) -> ActRow:
    values = {
        name: getattr(one, name)
        for name in ActRow._fields
        if name not in ("number", "project", "project_name", "place", "signed")
    }
    return ActRow(
        number=one.pk,
        project=one.project_id,
        project_name=one.project.name,
        place=one.project.place,
        signed=tuple((sign.role, sign.signed_by) for sign in one.signatures.all()),
        **values,
    )


def open_steps(scope: Scope) -> list[tuple[PassedStep, int, str, str]]:
    """Return the steps that wait for a decision: the step, its project's number, name and place."""
    rows = Passed.objects.filter(is_approved=None).select_related("project")
    if not scope.is_everywhere:
        rows = rows.filter(inside(scope.places, "project__"))
    return [
        (
            PassedStep(one.pk, *(getattr(one, name) for name in PassedStep._fields[1:])),
            one.project_id,
            one.project.name,
            one.project.place,
        )
        for one in rows.order_by("pk")
    ]


def open_changes(scope: Scope) -> list[tuple[int, int, str, str]]:
    """Return the changes that wait: version, project, its name, who proposed it."""
    rows = Version.objects.filter(is_approved=None).select_related("project")
    return [
        (one.pk, one.project_id, one.project.name, one.proposed_by)
        for one in rows.order_by("pk")
        if scope.sees(one.project.place)
        and one.project.state not in ("IDEA", "LIBRARY", "REVIEWED")
    ]


def paper(scope: Scope, number: int) -> Paper:
    """Return a paper with a file, for handing it out.

    Raises:
        Refused: There is none within the scope, or it has no file.
    """
    row = Paper.objects.filter(pk=number).select_related("project").first()
    if row is None or not row.upload or not scope.sees(row.project.place):
        raise refuse("PAPER_UNKNOWN", found=f"paper {number}", expected="a paper with a file")
    return row


def signings() -> list[tuple[str, dt.date, bool]]:
    """Return where and from when both signatures are needed."""
    return list(
        Signing.objects.order_by("place", "since").values_list("place", "since", "is_needed")
    )
