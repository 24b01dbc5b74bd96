"""What of a project the public may be told, read from the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.programme import disclosing
from jiedui.programme.models import Contract, FundingLine
from jiedui.programme.outcomes import MOMENTS

if TYPE_CHECKING:
    from jiedui.programme.models import Project


class Preview(NamedTuple):
    """A notice as it would be: moment, its words, its lines, mandatory headings without words."""

    moment: str
    zh: str
    en: str
    lines: list[disclosing.Told]
    missing: list[str]


def facts_of(row: Project) -> disclosing.Facts:
    """Return what a notice about a project may tell."""
    contract = Contract.objects.filter(project=row).order_by("-signed_on").first()
    lines = FundingLine.objects.filter(project=row).order_by("pk")
    parts = dict(lines.values_list("source", "approved_fen"))
    return disclosing.Facts(
        name=row.name,
        place=row.place,
        location=row.location,
        category=row.category,
        year=row.year,
        content=row.content,
        unit=row.unit,
        mechanism=row.mechanism,
        total_fen=row.approved_fen or _proposed(row) or sum(parts.values()),
        parts=parts,
        starts=row.actual_start or row.planned_start,
        ends=row.actual_end or row.planned_end,
        households=row.households,
        people=row.people,
        paid_fen=row.spent_fen or row.disbursed_fen,
        settled_fen=row.settled_fen,
        contractor=contract.contractor if contract else "",
        accepted_on=row.accepted_on,
    )


def _proposed(row: Project) -> int:
    version = row.versions.filter(is_approved=None).first()
    return version.total_fen if version is not None else 0


def previews(row: Project) -> list[Preview]:
    """Return the notices of all four moments as they would be now."""
    facts = facts_of(row)
    found = []
    for moment, (zh, en) in MOMENTS.items():
        lines = disclosing.told(facts, moment)
        found.append(Preview(moment, zh, en, lines, disclosing.missing(lines, moment)))
    return found
