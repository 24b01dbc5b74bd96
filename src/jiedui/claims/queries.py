"""Reads of the register: documents, claims with their verdict then and now, one document again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.vault import upload
from jiedui.claims.checking import Sheet, checked
from jiedui.claims.models import Acceptance, ClaimVerdict, Document, RegisteredClaim
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.access.scope import Scope
    from jiedui.figures.binding.judging import CheckedText
    from jiedui.kernel.problem import Refused

CAUSES: dict[str, tuple[str, str]] = {
    "rounding": ("四舍五入或截尾", "rounding"),
    "scope": ("口径不同", "another scope"),
    "vintage": ("时点不同", "another date"),
    "slip": ("文中笔误", "a slip in the text"),
    "not_in_book": ("账中尚无记录", "not yet in the book"),
    "outside": ("不属本账范围", "outside this book"),
    "other": ("其他", "other"),
}
"""Why a claim was accepted as it stands."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict of the register.

    Attributes:
        number: Its number.
        known_at: The entry it was judged at.
        outcome: One of `figures.binding.judging.TEXT_OUTCOMES`.
        causes: Codes of its notes.
        book_stated: What the book said, in the smallest part of the claim's unit.
        entries: The entries on the book's side.
        judged_at: When.
    """

    number: int
    known_at: int
    outcome: str
    causes: tuple[str, ...]
    book_stated: int | None
    entries: tuple[int, ...]
    judged_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """An acceptance: of which verdict, for what cause, by whom and when."""

    verdict: int
    cause: str
    remark: str
    accepted_by: str
    accepted_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Registered:
    """One claim of the register.

    Attributes:
        number: Its number.
        document: Number of its document.
        title: The document's title.
        said_by: Who said it.
        as_of: The document's own date.
        at: Its position among the document's claims.
        span: The number as printed.
        figure: Code of the figure it is of, "" when it could not be bound.
        places: Recipients, by key.
        unit: Unit code of what is stated.
        stated: What is stated, in the smallest part of `unit`.
        first: The verdict when it was registered.
        now: The latest verdict.
        accepted: The latest acceptance, None when nobody has.
    """

    number: int
    document: int
    title: str
    said_by: str
    as_of: dt.date | None
    at: int
    span: str
    figure: str
    places: tuple[str, ...]
    unit: str
    stated: int | None
    first: Judged
    now: Judged
    accepted: Accepted | None

    @property
    def is_open(self) -> bool:
        """Whether it still asks for a person: not confirmed, and the verdict not accepted."""
        settled = self.now.outcome in ("confirmed", "confirmed_with_note")
        return not settled and (self.accepted is None or self.accepted.verdict != self.now.number)


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One registered text in a list."""

    number: int
    title: str
    said_by: str
    as_of: dt.date | None
    digest: str
    claims: int
    slips: int
    not_understood: int
    registered_by: str
    registered_at: dt.datetime


def documents(scope: Scope, *, limit: int = 200) -> list[DocumentSummary]:
    """Return registered texts, the newest first; only those all of whose claims may be seen."""
    rows = Document.objects.order_by("-id").prefetch_related("claims")
    seen = [row for row in rows if _sees(scope, (one.places for one in row.claims.all()))]
    return [_summary(row) for row in seen[:limit]]


def document(scope: Scope, number: int) -> tuple[DocumentSummary, CheckedText]:
    """Return one registered text, opened and judged by the book as it is now.

    Raises:
        Refused: There is no such document within the scope, or its text cannot be opened.
    """
    row = Document.objects.filter(pk=number).first()
    if row is None or not _sees(scope, (one.places for one in row.claims.all())):
        raise unknown("document", number)
    return _summary(row), checked(sheet_of_document(row))


def sheet_of_document(row: Document) -> Sheet:
    """Return a registered text, opened.

    Raises:
        Refused: It was forgotten, or cannot be opened.
    """
    return Sheet(
        row.title, upload(text_name(row.digest)).decode("utf-8", "surrogatepass"), row.as_of
    )


def text_name(digest: str) -> str:
    """Return the name under which the vault keeps a registered text."""
    return f"text-{digest}"


def register(
    scope: Scope, *, document: int | None = None, outcome: str = "", is_open: bool = False
) -> list[Registered]:
    """Return claims of the register within a scope, the newest document first.

    Args:
        scope: Who looks.
        document: Only claims of this document.
        outcome: Only claims whose verdict now is this one; "" = all.
        is_open: Only those that still ask for a person.
    """
    rows = RegisteredClaim.objects.select_related("document").order_by("-document_id", "at")
    if document is not None:
        rows = rows.filter(document_id=document)
    rows = rows.prefetch_related("verdicts", "acceptances")
    found = [_registered(row) for row in rows if _sees(scope, (row.places,))]
    found = [one for one in found if outcome in ("", one.now.outcome)]
    return [one for one in found if one.is_open] if is_open else found


def claim(scope: Scope, number: int) -> Registered:
    """Return one claim of the register.

    Raises:
        Refused: There is none within the scope.
    """
    row = RegisteredClaim.objects.select_related("document").filter(pk=number).first()
    if row is None or not _sees(scope, (row.places,)):
        raise unknown("claim", number)
    return _registered(row)


def history(scope: Scope, number: int) -> tuple[list[Judged], list[Accepted]]:
    """Return every verdict and acceptance of a claim, in order."""
    claim(scope, number)
    verdicts = ClaimVerdict.objects.filter(claim_id=number).order_by("known_at")
    accepted = Acceptance.objects.filter(claim_id=number).order_by("id")
    return [_judged(one) for one in verdicts], [_accepted(one) for one in accepted]


def unknown(what: str, number: int) -> Refused:
    """Return the refusal of what is not in the register, or not for this person."""
    return refuse(
        "REGISTER_UNKNOWN",
        found=f"{what} {number}",
        expected=f"the number of a {what} within your places",
        hint="The register on the desk says the numbers.",
    )


def _sees(scope: Scope, places: Iterable[str]) -> bool:
    """Whether a scope sees every place; a claim without one only by who sees all."""
    if scope.is_everywhere:
        return True
    keys = [key for one in places for key in (one.split(";") if one else [None])]
    return bool(keys) and all(scope.sees(key) for key in keys)


def _summary(row: Document) -> DocumentSummary:
    return DocumentSummary(
        row.pk, row.title, row.said_by, row.as_of, row.digest, len(row.claims.all()), row.slips,
        row.not_understood, row.registered_by, row.registered_at,
    )  # fmt: skip


def _registered(row: RegisteredClaim) -> Registered:
    verdicts = sorted(row.verdicts.all(), key=lambda one: one.known_at)
    accepted = sorted(row.acceptances.all(), key=lambda one: one.pk)
    return Registered(
        row.pk, row.document_id, row.document.title, row.document.said_by, row.document.as_of,
        row.at, row.span, row.figure, tuple(row.places.split(";")) if row.places else (), row.unit,
        None if row.stated is None else int(row.stated), _judged(verdicts[0]),
        _judged(verdicts[-1]), _accepted(accepted[-1]) if accepted else None,
    )  # fmt: skip


def _judged(row: ClaimVerdict) -> Judged:
    return Judged(
        row.pk, row.known_at, row.outcome, tuple(row.causes),
        None if row.book_stated is None else int(row.book_stated), tuple(row.entries),
        row.judged_at,
    )  # fmt: skip


def _accepted(row: Acceptance) -> Accepted:
    return Accepted(row.verdict_id, row.cause, row.remark, row.accepted_by, row.accepted_at)
