"""Reads of agreements: the list, one with its amendments, its promises against the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jiedui.cooperation import promise as promises
from jiedui.cooperation.booking import owner_and_payer
from jiedui.cooperation.models import Agreement, Promise
from jiedui.cooperation.queries.listing import (
    Listing,
    chosen,
    containing,
    equal,
    page,
    seen,
)
from jiedui.cooperation.queries.relations import party_value
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.period import Period
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import NOT_KNOWN, Interval, Wording

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.cooperation.parties import Party
    from jiedui.cooperation.promise import Standing
    from jiedui.cooperation.queries.listing import (
        Page,
        Wanted,
    )
    from jiedui.facts.snapshot import Facts


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as it is listed; `ends` is the last amendment's where one moved it."""

    number: int
    title: str
    document_no: str
    kind: str
    donor: Party
    recipient: Party
    pairing: int | None
    signed: str
    starts: dt.date
    ends: dt.date
    note: str
    place: str


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """A change of an agreement."""

    number: int
    title: str
    signed: str
    ends: dt.date | None
    note: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise and what the figures answer to it.

    Attributes:
        number: Its number.
        agreement: The agreement's number.
        title: The agreement's title.
        amendment: Title of the amendment that made it, "" when the agreement itself did.
        measure: Code of the figure.
        unit: Its unit.
        wanted: What was promised.
        period: The days of the promise.
        words: In the agreement's words.
        where: The filters by which the figure was asked.
        answer: What it answers; None where nobody asked.
        standing: How the promise stands; None where nobody asked.
        missing: What is missing by what is certain, in the unit's smallest part.
        is_due: Whether it needs somebody now.
        is_replaced: Whether a later promise took its place.
    """

    number: int
    agreement: int
    title: str
    amendment: str
    measure: str
    unit: str
    wanted: Interval
    period: Period
    words: str
    where: tuple[tuple[str, tuple[str, ...]], ...]
    answer: Interval | None = None
    standing: Standing | None = None
    missing: int = 0
    is_due: bool = False
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class FileRow:
    """A document kept beside a record."""

    number: int
    name: str
    size: int
    kept_by: str
    kept_at: dt.datetime


@dataclass(frozen=True, slots=True)
class AgreementDetail:
    """One agreement whole."""

    agreement: AgreementRow
    amendments: tuple[AmendmentRow, ...]
    promises: tuple[PromiseRow, ...]
    files: tuple[FileRow, ...]


AGREEMENTS = Listing(
    filters={
        "kind": equal("kind"),
        "party": containing("donor__name", "recipient__name"),
        "words": containing("title", "number"),
        "pairing": equal("pairing_id"),
    },
    sorts={"signed": ("signed",), "end": ("ends",), "title": ("title",)},
    default="-signed",
)
"""How agreements are listed."""


def agreements(scope: Scope, wanted: Wanted) -> Page[AgreementRow]:
    """Return a page of agreements."""
    return page(chosen(_agreements(), AGREEMENTS, wanted, scope=scope), wanted, _agreement)


def agreement(
    scope: Scope, number: int, known: Facts, *, today: dt.date, office: str = ""
) -> AgreementDetail:
    """Return one agreement with its amendments, its files, and its promises set against figures.

    Raises:
        Refused: There is none of that number in the scope.
    """
    row = _agreements().filter(seen(scope)).filter(pk=number).first()
    if row is None:
        raise refuse(
            "AGREEMENT_UNKNOWN", found=f"agreement {number}", expected="an agreement in your places"
        )
    amended = row.amendments.order_by("signed", "pk")
    promised = _promises().filter(agreement=row).order_by("ends", "pk")
    return AgreementDetail(
        _agreement(row),
        tuple(
            AmendmentRow(one.pk, one.title, one.signed_said, one.ends, one.note) for one in amended
        ),
        tuple(answered(one, known, today=today, office=office) for one in promised),
        files_of(row.files.order_by("pk")),
    )


def promises_due(
    scope: Scope, known: Facts, *, today: dt.date, office: str = "", limit: int = 200
) -> list[PromiseRow]:
    """Return the promises that need somebody: their last day is near or past and they are not met.

    Args:
        scope: Where one may look.
        known: The facts.
        today: The day.
        office: The district that keeps the book.
        limit: How many promises are asked at most, the most urgent first.
    """
    rows = _promises().filter(seen(scope, "agreement__place"), starts__lte=today)
    rows = rows.filter(replaced_by__isnull=True).order_by("ends", "pk")[:limit]
    told = (answered(one, known, today=today, office=office) for one in rows)
    return [one for one in told if one.is_due]


def answered(row: Promise, known: Facts, *, today: dt.date, office: str = "") -> PromiseRow:
    """Return a promise with what the figures answer to it."""
    period = Period(row.starts, row.ends)
    wanted = Interval(row.stated, row.low, row.high, Wording(row.wording))
    where = _where(row.agreement, office, row.words)
    question = Question(row.measure, where=where, since=row.starts, until=row.ends)
    found = compute(question, known).rows
    answer = found[0].value if found else NOT_KNOWN
    stands = promises.standing(wanted, answer, period, today=today)
    is_replaced = hasattr(row, "replaced_by")
    return PromiseRow(
        number=row.pk,
        agreement=row.agreement_id,
        title=row.agreement.title,
        amendment=row.amendment.title if row.amendment else "",
        measure=row.measure,
        unit=row.unit,
        wanted=wanted,
        period=period,
        words=row.words,
        where=where,
        answer=answer,
        standing=stands,
        missing=promises.missing(wanted, answer),
        is_due=not is_replaced and promises.is_due(stands, period, today=today),
        is_replaced=is_replaced,
    )


def _where(row: Agreement, office: str, words: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the filters of a promise's figure: for whom, whose programme, which money."""
    owner, _ = owner_and_payer(party_value(row.donor), office)
    filters: list[tuple[str, tuple[str, ...]]] = []
    if row.place:
        filters.append(("recipient", (row.place,)))
    if owner:
        filters.append(("owner", (owner,)))
    if promises.is_fiscal(words):
        filters.append(("source", promises.FISCAL_SOURCES))
    return tuple(filters)


def _promises() -> QuerySet[Promise]:
    return Promise.objects.select_related(
        "agreement", "agreement__donor", "agreement__recipient", "amendment", "replaced_by"
    )


def _agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("donor", "recipient")


def _agreement(row: Agreement) -> AgreementRow:
    return AgreementRow(
        row.pk,
        row.title,
        row.number,
        row.kind,
        party_value(row.donor),
        party_value(row.recipient),
        row.pairing_id,
        row.signed_said,
        row.starts,
        row.ends,
        row.note,
        row.place,
    )


def files_of(rows: QuerySet[Any]) -> tuple[FileRow, ...]:
    """Return the documents kept beside a record."""
    return tuple(FileRow(one.pk, one.name, one.size, one.kept_by, one.kept_at) for one in rows)
