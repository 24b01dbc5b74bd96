"""An office's own templates: kept, tried, and filled into a publication for a second person.

The template stays as it was kept (sealed under its hash), so that a publication can be written
again from the same template when the book is corrected.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.queries import office, own_office
from jiedui.access.vault import keep_upload, upload
from jiedui.forms.as_document import as_document
from jiedui.forms.members import SUBJECTS, sets_of
from jiedui.forms.models import OfficeTemplate
from jiedui.forms.officetemplate import Asked, marks_of, template_language, written_report
from jiedui.forms.starters import kind_of
from jiedui.giving.queries.unnamed import unnamed_payers
from jiedui.kernel.problem import refuse
from jiedui.papers.numbers import words
from jiedui.publish.commands import propose_written, restate_written
from jiedui.publish.drafting import Paper, Written
from jiedui.publish.frozen import freeze
from jiedui.publish.sight import sight
from jiedui.publish.survey import Wanted, survey
from jiedui.publish.telling import Told
from jiedui.publish.unnamed import replaced, stand_ins, without_names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.forms.members import Member
    from jiedui.forms.officetemplate import WrittenReport
    from jiedui.kernel.problem import Problem, Refused
    from jiedui.papers.frozen import Frozen
    from jiedui.publish.commands import Done as Proposed
    from jiedui.publish.sight import FactsSight
    from jiedui.publish.survey import Behind


@dataclass(frozen=True, slots=True)
class Kept:
    """A template as it was kept: hash, kind, file name, by whom and when."""

    digest: str
    kind: str
    name: str
    kept_by: str
    kept_at: dt.datetime
    subject: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Order:
    """What a template is to be filled for.

    Attributes:
        as_of: The reporting day.
        subject: Key of what it is about, for a kind that is about one; "" otherwise.
        is_typed_allowed: Whether numbers typed in it may stand.
        owner: Whose programme; "" = the office's own.
    """

    as_of: dt.date
    subject: str = ""
    is_typed_allowed: bool = False
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """A template filled, not kept: the report, and what was let stand."""

    written: Written
    warnings: tuple[Problem, ...]
    numbers: int


@dataclass(frozen=True, slots=True)
class Done:
    """A template that was kept; what the log says."""

    digest: str
    subject: str


@command("publish.propose")
def keep_template(
    kind: str, name: str, content: bytes, *, actor: Actor, now: dt.datetime
) -> Done:  # fmt: skip
    """Keep an office's template of a kind of publication; the latest of a kind comes first.

    Raises:
        Refused: There is no such kind, the file cannot be opened, or it holds no mark.
    """
    kind_of(kind)
    if not marks_of(name, content):
        raise refuse(
            "MARK_NONE",
            found="没有标记 no mark",
            expected="【久治县2013年以来市级统筹资金，万元】",
            hint="在要写数的地方用【】写出所问 Write what is asked between 【 and 】.",
        )
    digest = hashlib.sha256(content).hexdigest()
    OfficeTemplate.objects.get_or_create(
        digest=digest,
        defaults={"kind": kind, "name": name[:200], "kept_by": actor.username, "kept_at": now},
    )
    keep_upload(content, name=digest)
    return Done(digest, f"template {digest[:12]} of {kind}")


def templates() -> list[Kept]:
    """Return the templates that were kept, the newest first."""
    return [_kept(row) for row in OfficeTemplate.objects.order_by("-pk")]


def template(digest: str) -> Kept:
    """Return one template.

    Raises:
        Refused: There is none.
    """
    return _kept(_row(digest))


def template_file(digest: str) -> bytes:
    """Return a template as it was kept.

    Raises:
        Refused: There is none.
    """
    return upload(_row(digest).digest)


def subjects(digest: str, order: Order) -> Sequence[Member]:
    """Return what a template of its kind may be about on a day; nothing for a whole programme."""
    kind = kind_of(_row(digest).kind)
    if not kind.subject:
        return ()
    seen, wanted = _seen(order)
    found = survey(seen, wanted)
    sets = sets_of(found, hidden=stand_ins(unnamed_payers()))
    return sets.sets[SUBJECTS[kind.subject]]


def try_template(digest: str, order: Order) -> Tried:
    """Fill a template from the book as it is now; nothing is kept.

    Raises:
        Refused: There is none, what it is about is not in the book, or every fault of its marks and
            every typed number, each at its paragraph.
    """
    row = _row(digest)
    kind = kind_of(row.kind)
    subject = (kind.subject, order.subject) if kind.subject else None
    seen, wanted = _seen(order)
    payers = unnamed_payers()
    content = upload(digest)
    language = template_language(row.name, content)
    sets = sets_of(survey(seen, wanted), subject, hidden=stand_ins(payers), language=language)
    if subject is not None and sets.subject is None:
        raise _subject_unknown(order.subject, sets.sets[SUBJECTS[kind.subject]])
    made = written_report(
        row.name,
        content,
        Asked(seen.read, order.as_of, order.as_of, sets, language),
        is_typed_allowed=order.is_typed_allowed,
    )
    paper = Paper(digest, row.name, subject, order.is_typed_allowed, made.content)
    written = _written(row.kind, made, seen, wanted=wanted, paper=paper, payers=payers)
    return Tried(written, made.warnings, made.numbers)


def propose_from_template(
    digest: str, order: Order, *, actor: Actor, now: dt.datetime
) -> Proposed:  # fmt: skip
    """Fill a template, freeze it cell by cell and keep it for a second person to issue.

    Raises:
        Refused: As `try_template`.
    """
    return propose_written(try_template(digest, order).written, actor=actor, now=now)


def restate_from_template(
    number: int, paper: Paper, order: Order, *, reason: str, actor: Actor, now: dt.datetime
) -> Proposed:
    """Write a publication again from its own template and the book as it is now.

    Raises:
        Refused: It was never issued, was restated already, or nothing in it would change.
    """
    written = try_template(paper.template, order).written
    return restate_written(number, written, reason=reason, actor=actor, now=now)


def asked_now(
    as_of: dt.date,
    today: dt.date,
    *,
    subject: tuple[str, str] | None = None,
    language: str = "zh",
) -> Asked:
    """Return the book as it is now, with the sets of the office's own programme, where one is set.

    Raises:
        Refused: What the template is to be about is not in the book.
    """
    order = Order(as_of, owner=office() or "")
    if not order.owner:
        return Asked(sight().read, today, as_of, language=language)
    seen, wanted = _seen(order)
    hidden = stand_ins(unnamed_payers())
    sets = sets_of(survey(seen, wanted), subject, hidden=hidden, language=language)
    if subject is not None and sets.subject is None:
        raise _subject_unknown(subject[1], sets.sets[SUBJECTS[subject[0]]])
    return Asked(seen.read, today, as_of, sets, language)


def _subject_unknown(found: str, known: Sequence[Member]) -> Refused:
    return refuse(
        "TEMPLATE_SUBJECT_UNKNOWN",
        found=found[:60] or "none chosen",
        expected="、".join(one.key for one in known[:8]),
        hint="Choose one of those the book has.",
    )


def _kept(row: OfficeTemplate) -> Kept:
    subject = kind_of(row.kind).subject
    return Kept(row.digest, row.kind, row.name, row.kept_by, row.kept_at, subject)


def _row(digest: str) -> OfficeTemplate:
    found = OfficeTemplate.objects.filter(digest=digest).first()
    if found is None:
        raise refuse(
            "TEMPLATE_UNKNOWN", found=digest[:16], expected="a template that the office keeps"
        )
    return found


def _seen(order: Order) -> tuple[FactsSight, Wanted]:
    owner = order.owner or own_office()
    seen = sight()
    return seen, Wanted(owner, order.as_of, known_at=seen.known_at)


def _written(
    report: str,
    made: WrittenReport,
    seen: FactsSight,
    *,
    wanted: Wanted,
    paper: Paper,
    payers: dict[str, int],
) -> Written:
    """Return a filled template as a report with every number frozen."""
    document = as_document(report, made)
    figures, behind = frozen_numbers(made, seen, payers)
    told, kept = without_names({"zh": document, "en": document}, figures, payers)
    return Written(report, wanted, seen.read.head.hash, told, kept, behind, paper)


def frozen_numbers(
    made: WrittenReport, seen: FactsSight, payers: dict[str, int]
) -> tuple[dict[str, Frozen], dict[str, tuple[Behind, ...]]]:
    """Return a filled template's numbers frozen, and the lines behind each, by key."""
    figures, behind = {}, {}
    seen.look_up(one.answer.question for one in made.told.values())
    for key, one in made.told.items():
        text = {language: words(one.row, one.style, language) for language in ("zh", "en")}
        lines = tuple(seen.lines(one.answer.question))
        behind[replaced(key, payers)] = lines
        figures[key] = freeze(Told(key, one.row, one.answer, one.style, text), lines)
    return figures, behind
