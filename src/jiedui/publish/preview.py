"""What is not yet public, for staff: drafts from the book as it is now, and proposals that wait.

Everything but `render_draft` (the machine's own command line) is asked for within a scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.problem import refuse
from jiedui.papers.render import rendered
from jiedui.publish import queries, shown
from jiedui.publish.drafting import Paper, write_report
from jiedui.publish.models import Publication, PublicationPaper
from jiedui.publish.restatement import changes

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Scope
    from jiedui.papers.document import Document
    from jiedui.papers.frozen import Frozen
    from jiedui.publish.drafting import Written
    from jiedui.publish.queries import Issue
    from jiedui.publish.restatement import Change


@dataclass(frozen=True, slots=True)
class Proposal:
    """A frozen version that waits for a second person, with who proposed it and when."""

    issue: Issue
    proposed_by: str
    proposed_at: dt.datetime


def render_draft(
    name: str, *, form: str, now: dt.datetime, as_of: dt.date | None = None, language: str = "zh"
) -> bytes:
    """Return a report from the book as it is now, as a file that says it is a draft.

    Args:
        name: `page` or `funds`.
        form: html, docx, pdf or xlsx.
        now: The moment it is made; also the reporting day when `as_of` is None.
        as_of: The reporting day.
        language: `zh` or `en`.
    """
    written = write_report(name, as_of=as_of or now.date())
    return rendered(
        written.documents[language],
        written.figures,
        form,
        stamp=_draft_stamp(written, language, now),
    )


def draft(
    scope: Scope, report: str, *, as_of: dt.date, since: dt.date | None = None, owner: str = ""
) -> Written:
    """Return a report from the book as it is now, for a programme within the scope.

    Raises:
        Refused: The programme lies outside the scope.
    """
    written = write_report(report, as_of=as_of, since=since, owner=owner)
    if not scope.sees(written.wanted.owner):
        raise refuse("OUT_OF_SCOPE", found=written.wanted.owner, expected="a programme you may see")
    return written


def proposals(scope: Scope) -> list[Proposal]:
    """Return the versions that wait for a second person, the newest first."""
    found = Publication.objects.filter(acts__isnull=True).order_by("-number")
    return [
        Proposal(queries.issue_of(one), one.proposed_by, one.proposed_at)
        for one in found
        if scope.sees(one.owner)
    ]


def issues(scope: Scope) -> list[Proposal]:
    """Return every version in any state, the newest first."""
    found = Publication.objects.order_by("-number")
    return [
        Proposal(queries.issue_of(one), one.proposed_by, one.proposed_at)
        for one in found
        if scope.sees(one.owner)
    ]


def proposal(scope: Scope, number: int) -> Proposal:
    """Return one version in any state.

    Raises:
        Refused: There is none of this number in the scope.
    """
    found = _seen(scope, number)
    return Proposal(queries.issue_of(found), found.proposed_by, found.proposed_at)


def document(scope: Scope, number: int, language: str) -> Document:
    """Return what a version says, in any state."""
    return shown.document(_seen(scope, number), language)


def figures(scope: Scope, number: int) -> dict[str, Frozen]:
    """Return the numbers of a version in any state, with every cell behind them."""
    _seen(scope, number)
    return queries.numbers_of(number)


def file(scope: Scope, number: int, form: str, *, language: str) -> bytes:
    """Return a version in any state as html, docx, pdf or xlsx."""
    issue = proposal(scope, number).issue
    stamp = queries.stamp_of(issue, language)
    paper = shown.paper(number) if form == "docx" else None
    if paper is not None:
        return paper
    return rendered(document(scope, number, language), figures(scope, number), form, stamp=stamp)


def made_of(scope: Scope, number: int) -> Paper | None:
    """Return what a version from an office's own template was made of; None for another."""
    found = _seen(scope, number)
    row = PublicationPaper.objects.filter(publication=found).first()
    if row is None:
        return None
    subject = (row.subject_kind, row.subject) if row.subject_kind else None
    return Paper(row.template, row.name, subject, row.is_typed_allowed, bytes(row.content))


def since_last(scope: Scope, number: int) -> tuple[Issue | None, list[Change]]:
    """Return the issue of the same report before a version, and every number that differs.

    A restatement is not compared: it says itself what it changed. Nothing where there was none.
    """
    found = _seen(scope, number)
    made = made_of(scope, number)
    if found.replaces is not None:
        return None, []
    earlier = (
        Publication.objects.filter(
            report=found.report, owner=found.owner, number__lt=number, acts__kind="issued"
        )
        .exclude(acts__kind="withdrawn")
        .order_by("-number")
    )
    if made is not None and made.subject is not None:
        earlier = earlier.filter(
            paper__subject_kind=made.subject[0], paper__subject=made.subject[1]
        )
    last = earlier.first()
    if last is None:
        return None, []
    before, after = queries.numbers_of(last.number), queries.numbers_of(number)
    return queries.issue_of(last), changes(before, after, {}, known_at=last.known_at)


def _seen(scope: Scope, number: int) -> Publication:
    found = Publication.objects.filter(number=number).first()
    if found is None or not scope.sees(found.owner):
        raise refuse(
            "PUBLICATION_UNKNOWN",
            found=f"publication {number}",
            expected="the number of a publication",
        )
    return found


def _draft_stamp(written: Written, language: str, now: dt.datetime) -> str:
    made = now.date().isoformat()
    if language == "zh":
        return f"草稿,未签发 · {made} · 账簿第{written.wanted.known_at}笔 {written.head}"
    return f"Draft, not issued · {made} · book at entry {written.wanted.known_at} {written.head}"
