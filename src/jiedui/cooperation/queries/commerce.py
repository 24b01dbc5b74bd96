"""Reads of enterprises with their investment, of workshops, and of sales with their claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from jiedui.cooperation.models import Enterprise, Investment, Sale, SaleClaim, Workshop
from jiedui.cooperation.queries.listing import (
    Listing,
    Page,
    Wanted,
    chosen,
    containing,
    equal,
    page,
    standing,
)
from jiedui.cooperation.queries.people import one_of
from jiedui.kernel.period import Period
from jiedui.kernel.quantity import Interval, Wording, total

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.access.scope import Scope


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of an investment."""

    stage: str
    on: str
    amount: Interval | None
    jobs: int | None
    registered_jobs: int | None
    evidence: str
    entry: int | None


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """An enterprise with what was announced, signed and arrived by its steps, and its jobs."""

    number: int
    name: str
    place: str
    industry: str
    origin: str
    came: str
    left: dt.date | None
    announced: Interval | None
    signed: Interval | None
    arrived: Interval | None
    jobs: int
    registered_jobs: int
    entry: int | None
    is_taken_back: bool
    note: str
    steps: tuple[StepRow, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """A workshop as it is listed."""

    number: int
    name: str
    place: str
    industry: str
    opened: str
    closed: dt.date | None
    workers: int | None
    registered_workers: int | None
    counted_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A unit that reported a sale; `counts` on the one counter."""

    claimed_by: str
    counts: bool
    source: str
    batch: int | None


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale as it is listed: counted once, with how many units claim it."""

    number: int
    kind: str
    on: Period
    place: str
    product: str
    producer: str
    buyer: str
    channel: str
    quantity: str
    amount: Interval | None
    households: int | None
    evidence: str
    claims: int
    entry: int | None
    is_taken_back: bool
    source: str
    batch: int | None


ENTERPRISES = Listing(
    filters={"industry": equal("industry"), "words": containing("name", "origin")},
    sorts={"came": ("came",), "name": ("name",)},
    default="-came",
    days=("came", "came"),
)
"""How enterprises are listed."""

WORKSHOPS = Listing(
    filters={
        "words": containing("name"),
        "state": lambda value: Q(closed__isnull=value != "closed"),
    },
    sorts={"opened": ("opened",), "name": ("name",), "workers": ("workers",)},
    default="-opened",
    days=("opened", "opened"),
)
"""How workshops are listed."""

SALES = Listing(
    filters={
        "kind": equal("kind"),
        "words": containing("product", "producer", "buyer"),
        "evidence": lambda value: Q(evidence="") if value == "none" else ~Q(evidence=""),
    },
    sorts={"on": ("on",), "amount": ("stated",), "product": ("product",)},
    default="-on",
    days=("on", "on_last"),
)
"""How sales are listed."""


def enterprises(scope: Scope, wanted: Wanted) -> Page[EnterpriseRow]:
    """Return a page of enterprises with their steps added up; three queries."""
    rows = chosen(standing(Enterprise.objects.all()), ENTERPRISES, wanted, scope=scope)
    found = page(rows, wanted, lambda row: row)
    steps: defaultdict[int, list[Investment]] = defaultdict(list)
    for step in Investment.objects.filter(enterprise__in=[row.pk for row in found.rows]).order_by(
        "on", "pk"
    ):
        steps[step.enterprise_id].append(step)
    return Page(tuple(_enterprise(row, steps[row.pk]) for row in found.rows), found.total)


def enterprise(scope: Scope, number: int) -> EnterpriseRow:
    """Return one enterprise with its steps.

    Raises:
        Refused: There is none of that number in the scope.
    """
    row = one_of(standing(Enterprise.objects.all()), scope, number)
    return _enterprise(row, list(row.steps.order_by("on", "pk")))


def workshops(scope: Scope, wanted: Wanted) -> Page[WorkshopRow]:
    """Return a page of workshops."""
    rows = chosen(Workshop.objects.all(), WORKSHOPS, wanted, scope=scope)
    return page(rows, wanted, _workshop)


def sales(scope: Scope, wanted: Wanted) -> Page[SaleRow]:
    """Return a page of sales; how many units claim each is one query more."""
    rows = chosen(standing(Sale.objects.all()), SALES, wanted, scope=scope)
    found = page(rows, wanted, lambda row: row)
    numbers = [row.pk for row in found.rows]
    held = SaleClaim.objects.filter(sale__in=numbers).values_list("sale")
    counts = dict(held.annotate(n=Count("pk")))
    return Page(tuple(_sale(row, counts.get(row.pk, 0)) for row in found.rows), found.total)


def sale(scope: Scope, number: int) -> tuple[SaleRow, tuple[ClaimRow, ...]]:
    """Return one sale and who claims it.

    Raises:
        Refused: There is none of that number in the scope.
    """
    row = one_of(standing(Sale.objects.all()), scope, number)
    claims = tuple(
        ClaimRow(one.claimed_by, one.counts, one.source, one.batch)
        for one in row.claims.order_by("pk")
    )
    return _sale(row, len(claims)), claims


def sales_tally(
    scope: Scope, *, place: str = "", period: Period | None = None
) -> list[tuple[str, int, int]]:
    """Return for purchases and for help to sell how many there are, and the fen stated of them."""
    wanted = Wanted(place=place, period=period)
    rows = chosen(standing(Sale.objects.all()), SALES, wanted, scope=scope)
    rows = rows.filter(is_taken_back=False).order_by()
    groups = rows.values_list("kind").annotate(n=Count("pk"), fen=Sum("stated"))
    return sorted((kind, count, fen or 0) for kind, count, fen in groups)


def _enterprise(row: Enterprise, steps: list[Investment]) -> EnterpriseRow:
    return EnterpriseRow(
        number=row.pk,
        name=row.name,
        place=row.place,
        industry=row.industry,
        origin=row.origin,
        came=row.came_said,
        left=row.left,
        announced=_sum(steps, "ANNOUNCED"),
        signed=_sum(steps, "SIGNED"),
        arrived=_sum(steps, "ARRIVED"),
        jobs=sum(step.jobs or 0 for step in steps if step.stage == "ARRIVED"),
        registered_jobs=sum(step.registered_jobs or 0 for step in steps),
        entry=row.entry,
        is_taken_back=bool(getattr(row, "is_taken_back", False)),
        note=row.note,
        steps=tuple(
            StepRow(
                step.stage,
                step.on_said,
                _interval(step),
                step.jobs,
                step.registered_jobs,
                step.evidence,
                step.entry,
            )
            for step in steps
        ),
    )


def _sum(steps: Iterable[Investment], stage: str) -> Interval | None:
    amounts = [one for step in steps if step.stage == stage and (one := _interval(step))]
    return total(amounts) if amounts else None


def _interval(row: Any) -> Interval | None:  # noqa: ANN401  Any row with the columns of an amount.
    if not row.wording:
        return None
    return Interval(row.stated, row.low, row.high, Wording(row.wording))


def _workshop(row: Workshop) -> WorkshopRow:
    return WorkshopRow(
        row.pk,
        row.name,
        row.place,
        row.industry,
        row.opened_said,
        row.closed,
        row.workers,
        row.registered_workers,
        row.counted_on,
    )


def _sale(row: Sale, claims: int) -> SaleRow:
    return SaleRow(
        number=row.pk,
        kind=row.kind,
        on=Period(row.on, row.on_last),
        place=row.place,
        product=row.product,
        producer=row.producer,
        buyer=row.buyer,
        channel=row.channel,
        quantity=row.quantity,
        amount=_interval(row),
        households=row.households,
        evidence=row.evidence,
        claims=claims,
        entry=row.entry,
        is_taken_back=bool(getattr(row, "is_taken_back", False)),
        source=row.source,
        batch=row.batch,
    )
