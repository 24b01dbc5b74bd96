"""Writes to the register: register a text, judge it again, accept a claim as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.vault import keep_upload
from jiedui.attention.commands import run_rules
from jiedui.claims import queries
from jiedui.claims.checking import checked
from jiedui.claims.models import Acceptance, ClaimVerdict, Document, RegisteredClaim
from jiedui.kernel.identity import mask
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.claims.checking import Sheet
    from jiedui.figures.binding.judging import Checked, CheckedText

SPAN_MAX = 80
WORDS_MAX = 200
REMARK_MAX = 500


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: its number, how many claims it touched, what the log says."""

    number: int
    claims: int
    subject: str


def register_text(sheet: Sheet, *, said_by: str = "", actor: Actor, now: dt.datetime) -> Done:
    """Keep what a text claims, with its verdicts by the book as it is.

    The text itself is sealed at rest; of it the register holds each claim's own span.

    Args:
        sheet: The text.
        said_by: Who says it: a newspaper, an office.
        actor: Who registers it.
        now: The moment.

    Raises:
        Refused: It claims nothing, is registered already, or the actor may not register, or may
            not see a place it speaks of. Nothing is kept.
    """
    found = checked(sheet) if actor.allows("claims.register") else None
    return _register(sheet, found, said_by=said_by, actor=actor, now=now)


@command("claims.register")
def _register(
    sheet: Sheet, found: CheckedText | None, *, said_by: str, actor: Actor, now: dt.datetime
) -> Done:
    assert found is not None  # noqa: S101  Whoever gets here may register.
    if not found.claims:
        raise refuse(
            "NO_CLAIMS",
            found=f"no number in {sheet.title} that claims something",
            expected="a text with at least one claim",
        )
    same = Document.objects.filter(digest=sheet.digest).first()
    if same is not None:
        raise refuse(
            "TEXT_REGISTERED",
            found=f"the same text as document {same.pk} ({same.title})",
            expected="a text not registered before",
            hint=f"Look at document {same.pk}; judge it again there.",
        )
    scope = actor.scope("claims.register")
    outside = [one for one in found.claims if not all(map(scope.sees, _places(one) or (None,)))]
    if outside:
        raise refuse(
            "OUTSIDE_SCOPE",
            found=f"{len(outside)} claims about places outside yours",
            expected="a text about your places",
        )
    keep_upload(sheet.text.encode("utf-8", "surrogatepass"), name=queries.text_name(sheet.digest))
    document = Document.objects.create(
        digest=sheet.digest,
        title=mask(sheet.title),
        said_by=mask(" ".join(said_by.split()))[:WORDS_MAX],
        as_of=found.reading.as_of,
        length=len(sheet.text),
        slips=len(found.slips),
        not_understood=len(found.reading.not_understood),
        registered_by=actor.username,
        registered_at=now,
    )
    rows = [_row(document, one) for one in found.claims]
    kept = RegisteredClaim.objects.bulk_create(rows)
    ClaimVerdict.objects.bulk_create(
        _verdict(row, one, found, judged_by=actor.username, now=now)
        for row, one in zip(kept, found.claims, strict=True)
    )
    run_rules(actor=actor, now=now, subjects={"claim": [row.pk for row in kept]})
    return Done(document.pk, len(kept), f"document {document.pk}")


@command("claims.register")
def judge_again(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Judge a registered text by the book as it is now; what has changed is added beside.

    Args:
        number: The document.
        actor: Who asks for it.
        now: The moment.

    Returns:
        The document and how many verdicts have changed.

    Raises:
        Refused: There is no such document within the actor's places, or its text is gone.
    """
    scope = actor.scope("claims.register")
    _, found = queries.document(scope, number)
    kept = {
        one.at: one
        for one in RegisteredClaim.objects.filter(document_id=number).prefetch_related("verdicts")
    }
    changed = []
    for one in found.claims:
        row = kept.get(one.at)
        if row is None or row.span != _span(one):
            continue
        last = max(row.verdicts.all(), key=lambda verdict: verdict.known_at)
        fresh = _verdict(row, one, found, judged_by=actor.username, now=now)
        is_new = found.known_at > last.known_at
        if is_new and (fresh.outcome, fresh.book_stated) != (last.outcome, last.book_stated):
            changed.append(fresh)
    ClaimVerdict.objects.bulk_create(changed)
    run_rules(actor=actor, now=now, subjects={"claim": [row.pk for row in kept.values()]})
    return Done(number, len(changed), f"document {number}")


@command("claims.accept")
def accept_claim(
    number: int, *, cause: str, remark: str = "", actor: Actor, now: dt.datetime
) -> Done:
    """Accept a claim as it stands, on its latest verdict.

    Args:
        number: The claim.
        cause: One of `queries.CAUSES`.
        remark: In words.
        actor: Who accepts it; not who registered the text.
        now: The moment.

    Raises:
        Refused: There is no such claim within the actor's places, the cause is none, the actor
            registered the text, or its latest verdict is accepted already.
    """
    one = queries.claim(actor.scope("claims.accept"), number)
    if cause not in queries.CAUSES:
        raise refuse("CAUSE_UNKNOWN", found=cause or "nothing", expected=", ".join(queries.CAUSES))
    registered_by = Document.objects.get(pk=one.document).registered_by
    if registered_by == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} registered document {one.document}",
            expected="a second person",
            hint="Ask a colleague who may accept claims.",
        )
    if one.accepted is not None and one.accepted.verdict == one.now.number:
        raise refuse(
            "CLAIM_ACCEPTED",
            found=f"claim {number} was accepted by {one.accepted.accepted_by}",
            expected="a claim whose latest verdict nobody has accepted",
        )
    Acceptance.objects.create(
        claim_id=number,
        verdict_id=one.now.number,
        cause=cause,
        remark=mask(" ".join(remark.split()))[:REMARK_MAX],
        accepted_by=actor.username,
        accepted_at=now,
    )
    run_rules(actor=actor, now=now, subjects={"claim": [number]})
    return Done(number, 1, f"claim {number}")


def _span(one: Checked) -> str:
    return "".join(one.said.text.split())[:SPAN_MAX]


def _places(one: Checked) -> tuple[str, ...]:
    where = dict(one.question.where) if one.question else {}
    party = one.said.recipient
    return where.get("recipient", party.keys if party else ())


def _row(document: Document, one: Checked) -> RegisteredClaim:
    asked, verdict = one.question, one.verdict
    return RegisteredClaim(
        document=document,
        at=one.at,
        start=one.said.start,
        end=one.said.end,
        span=_span(one),
        figure=asked.code if asked else "",
        places=";".join(_places(one)),
        question={}
        if asked is None
        else {
            "where": {name: list(values) for name, values in asked.where},
            "since": asked.since.isoformat() if asked.since else None,
            "until": asked.until.isoformat() if asked.until else None,
            "as_of": asked.as_of.isoformat() if asked.as_of else None,
            "planned": asked.planned,
        },
        unit=verdict.unit if verdict else "",
        stated=None if verdict is None else _text(verdict.claim.value.stated),
        wording=str(one.said.wording),
    )


def _verdict(
    row: RegisteredClaim, one: Checked, found: CheckedText, *, judged_by: str, now: dt.datetime
) -> ClaimVerdict:
    verdict = one.verdict
    return ClaimVerdict(
        claim=row,
        known_at=found.known_at,
        head=found.head,
        outcome=one.outcome,
        causes=list(one.causes),
        book_stated=None if verdict is None else _text(verdict.book.stated),
        book_low=None if verdict is None else _text(verdict.book.low),
        book_high=None if verdict is None else _text(verdict.book.high),
        entries=[] if verdict is None else list(verdict.entries),
        judged_by=judged_by,
        judged_at=now,
    )


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
