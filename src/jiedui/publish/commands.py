"""Proposing, issuing, restating and withdrawing: nothing becomes public by one person alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.period import EARLIEST
from jiedui.kernel.problem import Refused, refuse
from jiedui.papers import document as documents
from jiedui.papers import frozen
from jiedui.publish import queries, restatement
from jiedui.publish.drafting import write_report
from jiedui.publish.frozen import asked_by
from jiedui.publish.models import Publication, PublicationAct, PublicationPaper, PublishedFigure
from jiedui.publish.sight import sight

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from jiedui.access.scope import Actor
    from jiedui.papers.frozen import Frozen
    from jiedui.publish.drafting import Written
    from jiedui.publish.restatement import Change
    from jiedui.publish.survey import Behind


@dataclass(frozen=True, slots=True)
class Done:
    """A publication that was acted on."""

    number: int
    subject: str


@dataclass(frozen=True, slots=True)
class _Restates:
    number: int
    reason: str
    changes: Sequence[Change]


def propose_publication(
    report: str,
    *,
    as_of: dt.date,
    actor: Actor,
    now: dt.datetime,
    since: dt.date | None = None,
    owner: str = "",
) -> Done:
    """Write a report, freeze it cell by cell and keep it for a second person to issue.

    It is written before the transaction, so that nobody waits for it.

    Raises:
        Refused: No such report, no office set, or nothing in the book to tell.
    """
    written = write_report(report, as_of=as_of, since=since, owner=owner)
    return propose_written(written, actor=actor, now=now)


def propose_written(written: Written, *, actor: Actor, now: dt.datetime) -> Done:
    """Freeze a finished report for a second person to issue."""
    return _keep_proposal(written, actor=actor, now=now)


def restate_publication(number: int, *, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """Write a publication again from the book as it is now, with a note of everything that changed.

    The earlier version stays; the new one is public when a second person issues it.

    Raises:
        Refused: It was never issued, was restated already, or nothing in it would change.
    """
    old = _public(number)
    written = write_report(old.report, as_of=old.as_of, since=old.since, owner=old.owner)
    return restate_written(number, written, reason=reason, actor=actor, now=now)


def restate_written(
    number: int, written: Written, *, reason: str, actor: Actor, now: dt.datetime
) -> Done:
    """Keep a report written again as the restatement of a publication.

    Raises:
        Refused: It was never issued, was restated already, or nothing in it would change.
    """
    old = _public(number)
    if not reason.strip():
        raise _reason_missing("restated")
    before = queries.numbers_of(number)
    behind = written.behind | _behind_gone(before, written)
    found = restatement.changes(before, written.figures, behind, known_at=old.known_at)
    if not found and not queries.names_who_asked_since(number):
        raise refuse(
            "NOTHING_CHANGED",
            found=f"publication {number}",
            expected="at least one number that changed",
        )
    return _keep_restatement(
        written, _Restates(number, reason.strip(), found), actor=actor, now=now
    )


def _behind_gone(before: Mapping[str, Frozen], written: Written) -> dict[str, tuple[Behind, ...]]:
    """Return the lines that stand now behind numbers that are told no more: what took them away."""
    book = sight(written.wanted.known_at)
    found = {}
    for key, one in before.items():
        if key not in written.figures:
            try:
                found[key] = tuple(book.lines(replace(asked_by(one), known_at=None)))
            except Refused:
                continue  # What it was of is no longer known by that name.
    return found


@command("publish.propose")
def _keep_proposal(written: Written, *, actor: Actor, now: dt.datetime) -> Done:
    return _keep(written, None, actor=actor, now=now)


@command("publish.propose")
def _keep_restatement(
    written: Written, restates: _Restates, *, actor: Actor, now: dt.datetime
) -> Done:
    withdrawn = PublicationAct.objects.filter(kind="withdrawn").values("publication")
    later = (
        Publication.objects.filter(replaces=restates.number).exclude(number__in=withdrawn).first()
    )
    if later is not None:
        raise refuse(
            "RESTATED_ALREADY",
            found=f"publication {restates.number}",
            expected=f"its later version {later.number}",
        )
    return _keep(written, restates, actor=actor, now=now)


@command("publish.issue")
def issue_publication(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Make a proposed publication public; its proposer may not.

    Raises: Refused: No such proposal, issued or withdrawn already, proposed by the same person,
    or changed since.
    """
    found = _proposed(number)
    if found.proposed_by == actor.username:
        raise refuse(
            "SAME_PERSON",
            found=f"{actor.username} proposed publication {number}",
            expected="a second person",
            hint="Ask another reviewer to issue it.",
        )
    if not queries.is_intact(number):
        raise refuse(
            "PUBLICATION_NOT_INTACT",
            found=f"publication {number}",
            expected="the content that was proposed",
        )
    PublicationAct.objects.create(
        publication=found, kind="issued", by=actor.username, at=now, reason=""
    )
    return Done(number, f"publication {number}")


@command("publish.withdraw")
def withdraw_publication(number: int, *, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """Take a publication, or a proposal, back; its number and the reason stay.

    Raises:
        Refused: No such publication, withdrawn already, or no reason given.
    """
    found = Publication.objects.filter(number=number).first()
    if found is None or found.acts.filter(kind="withdrawn").exists():
        raise refuse(
            "PUBLICATION_UNKNOWN",
            found=f"publication {number}",
            expected="one that is not withdrawn",
        )
    if not reason.strip():
        raise _reason_missing("withdrawn")
    PublicationAct.objects.create(
        publication=found, kind="withdrawn", by=actor.username, at=now, reason=reason.strip()
    )
    return Done(number, f"publication {number}")


def _reason_missing(done: str) -> Refused:
    return refuse(
        "REASON_MISSING",
        found="no reason",
        expected=f"a sentence that says why it is {done}",
    )


def _proposed(number: int) -> Publication:
    found = Publication.objects.filter(number=number).first()
    if found is None or found.acts.exists():
        raise refuse(
            "PUBLICATION_UNKNOWN",
            found=f"publication {number}",
            expected="a proposal that waits for a second person",
        )
    return found


def _public(number: int) -> Publication:
    found = Publication.objects.filter(number=number).first()
    if found is None or not found.acts.filter(kind="issued").exists():
        raise refuse(
            "PUBLICATION_UNKNOWN",
            found=f"publication {number}",
            expected="a publication that was issued",
        )
    return found


def _keep(written: Written, restates: _Restates | None, *, actor: Actor, now: dt.datetime) -> Done:
    """Write the publication and its numbers; the number is the next one."""
    last = Publication.objects.order_by("-number").values_list("number", flat=True).first()
    number = (last or 0) + 1
    told = {language: _with_note(written, language, restates) for language in written.documents}
    bodies = [frozen.as_json(figure) for figure in written.figures.values()]
    found = restatement.as_json(restates.changes) if restates else []
    wanted = written.wanted
    publication = Publication(
        number=number,
        report=written.report,
        owner=wanted.owner,
        since=None if wanted.since == EARLIEST else wanted.since,
        as_of=wanted.as_of,
        known_at=wanted.known_at or 0,
        head=written.head,
        title_zh=written.documents["zh"].title,
        title_en=written.documents["en"].title,
        documents={language: documents.as_json(document) for language, document in told.items()},
        changes=found,
        replaces=restates.number if restates else None,
        reason=restates.reason if restates else "",
        proposed_by=actor.username,
        proposed_at=now,
        digest="",
    )
    paper = written.paper
    publication.digest = queries.digest_of(
        publication, bodies, paper=paper.content if paper else None
    )
    publication.save(force_insert=True)
    if paper is not None:
        kind, subject = paper.subject or ("", "")
        PublicationPaper.objects.create(
            publication=publication, template=paper.template, name=paper.name[:200],
            subject_kind=kind, subject=subject, is_typed_allowed=paper.is_typed_allowed,
            content=paper.content,
        )  # fmt: skip
    PublishedFigure.objects.bulk_create(
        [_row(publication, at, figure) for at, figure in enumerate(written.figures.values())]
    )
    return Done(number, f"publication {number}: {written.report} {wanted.as_of.isoformat()}")


def _with_note(written: Written, language: str, restates: _Restates | None) -> documents.Document:
    document = written.documents[language]
    if restates is None:
        return document
    return restatement.with_note(
        document, restates.changes, replaces=restates.number, reason=restates.reason
    )


def _row(publication: Publication, at: int, figure: frozen.Frozen) -> PublishedFigure:
    return PublishedFigure(
        publication=publication,
        ordinal=at,
        key=figure.key,
        code=figure.code,
        definition_version=figure.version,
        text_zh=figure.text["zh"],
        text_en=figure.text["en"],
        stated=figure.stated,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        known_at=figure.known_at,
        head=figure.head,
        body=frozen.as_json(figure),
    )
