"""Changes of projects that came in a posted file: who received it proposes, who posts it decides.

A change passes the same approval as on the desk: nothing approved is edited, the request and the
approval of this very change must be on record. A row that names their numbers puts them there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.identity import mask
from jiedui.programme.commands import filing_words as said
from jiedui.programme.commands.papers import add_paper
from jiedui.programme.commands.projects import decide_change, propose_figures
from jiedui.programme.models import FundingLine, Paper, Project, Version
from jiedui.programme.outcomes import Figures

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.programme.commands.filing_words import Filing
    from jiedui.programme.filed import FiledRow

SOURCES = {
    "municipal_fen": "MUNICIPAL_POOLED",
    "district_fen": "DISTRICT_FISCAL",
    "town_fen": "TOWNSHIP",
    "social_fen": "SOCIAL_DONATION",
    "recipient_own_fen": "RECIPIENT_OWN",
}
"""Field of a file to the fund source whose new amount it tells."""

PAPERS = (
    ("request_no", "change_request", "变更申请"),
    ("approval_no", "change_approval", "变更批复"),
)
"""Field of a file, the kind of paper whose number it tells, its title."""


def change_told(number: int, row: FiledRow, by: Filing) -> bool:
    """Change a project as a row tells; whether that was new.

    What the row leaves empty stays as it is approved.

    Raises:
        Refused: Its day or reason is missing, an amount is not exact, a paper is missing, or the
            change may not be.
    """
    on = said.day(row, "change_date")
    project = Project.objects.get(pk=number)
    figures = _figures(project, row)
    if _is_known(project, figures, on):
        return False
    for field, kind, title in PAPERS:
        reference = row.text(field)[:100]
        if reference and not Paper.objects.filter(project=number, number=reference).exists():
            words = f"{title} {reference}"
            add_paper(
                number, kind, title=words, on=on, reference=reference, actor=by.actor, now=by.now
            )
    reason = row.text("change_reason")
    proposed = propose_figures(number, figures, on=on, reason=reason, actor=by.proposer, now=by.now)
    decide_change(proposed.number, is_approved=True, actor=by.actor, now=by.now)
    return True


def _figures(project: Project, row: FiledRow) -> Figures:
    lines = FundingLine.objects.filter(project=project)
    parts = dict(lines.values_list("source", "approved_fen"))
    for field, source in SOURCES.items():
        if row.has(field):
            parts[source] = said.exact(row, field)
    parts = {source: fen for source, fen in parts.items() if fen}
    return Figures(
        parts,
        sum(parts.values()),
        mask(row.text("content")) or project.content,
        project.planned_area_cm2,
        row.day("start_date") or project.planned_start,
        row.day("end_date", last=True) or project.planned_end,
    )


def _is_known(project: Project, figures: Figures, on: dt.date) -> bool:
    """Whether these figures are approved already, by a change of that day."""
    done = Version.objects.filter(project=project, is_approved=True, on=on)
    return any(
        one.content == figures.content
        and (one.planned_start, one.planned_end) == (figures.planned_start, figures.planned_end)
        and dict(one.parts.values_list("source", "amount_fen")) == dict(figures.parts)
        for one in done
    )
