"""Reads of seconded, trained and placed people: lists without names, boards, distinct counts."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from jiedui.access.vault import opened
from jiedui.cooperation import placement as lasting
from jiedui.cooperation.models import Placement, Secondment
from jiedui.cooperation.posts import Stay, gaps, overlaps
from jiedui.cooperation.queries.listing import (
    Listing,
    Wanted,
    chosen,
    containing,
    equal,
    page,
    seen,
    standing,
)
from jiedui.kernel.period import Period
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.cooperation.placement import Stability
    from jiedui.cooperation.posts import Overlap
    from jiedui.cooperation.queries.listing import (
        Page,
    )

PERSON_PLACE = "person of a record"
"""What the sealed words about a person are bound to."""

THREE, SIX = 3, 6
"""Months after which a placement is told as stable."""


@dataclass(frozen=True, slots=True)
class SecondmentRow:
    """A secondment as it is listed: no name.

    Attributes:
        number: Its number.
        kind: OFFICIAL or PROFESSIONAL.
        field: What a professional works in.
        direction: E2W or W2E.
        batch_no: The batch of sending.
        home_unit: Who sent the person.
        place: Where the person is sent.
        post: The post there.
        planned: The planned days; None when no plan was told.
        arrived: The days of which one is the arrival; None before it.
        returned: The days of which one is the return; None before it.
        entry: The entry that counts it.
        is_taken_back: Whether that entry was taken back.
        source: The file, sheet and row it came from.
        batch: The batch of files it came in.
    """

    number: int
    kind: str
    field: str
    direction: str
    batch_no: str
    home_unit: str
    place: str
    post: str
    planned: Period | None
    arrived: Period | None
    returned: Period | None
    entry: int | None
    is_taken_back: bool
    source: str
    batch: int | None

    @property
    def state(self) -> str:
        """Where it stands: planned, in_post or returned."""
        if self.arrived is None:
            return "planned"
        return "returned" if self.returned else "in_post"

    @property
    def stay(self) -> Stay | None:
        """The days in post; None before the arrival."""
        return Stay(self.number, self.arrived, self.returned) if self.arrived else None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with who held it, the gaps nobody covered and the hand-overs."""

    place: str
    post: str
    kind: str
    stays: tuple[SecondmentRow, ...]
    gaps: tuple[Period, ...]
    overlaps: tuple[Overlap, ...]


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """A placement as it is listed: no name; `stability` by what is certain on the day asked."""

    number: int
    place: str
    channel: str
    status: str
    employer: str
    region: str
    began: Period | None
    ended: Period | None
    monthly_pay_fen: int | None
    claimed_months: int
    months: tuple[int, int]
    stability: Stability
    entry: int | None
    is_taken_back: bool
    source: str
    batch: int | None


STATES = {
    "planned": Q(arrived__isnull=True),
    "in_post": Q(arrived__isnull=False, returned__isnull=True),
    "returned": Q(returned__isnull=False),
}
"""Where a secondment stands, as a condition."""

SECONDMENTS = Listing(
    filters={
        "kind": equal("kind"),
        "field": equal("field"),
        "direction": equal("direction"),
        "batch": containing("batch_no"),
        "unit": containing("home_unit", "post"),
        "state": lambda value: STATES.get(value, Q(pk__in=[])),
    },
    sorts={
        "planned": ("planned_starts",),
        "arrived": ("arrived",),
        "post": ("place", "post", "arrived"),
        "number": (),
    },
    default="-number",
    days=("arrived", "returned_last"),
)
"""How secondments are listed."""

PLACEMENTS = Listing(
    filters={
        "channel": equal("channel"),
        "status": equal("status"),
        "words": containing("employer", "region"),
    },
    sorts={"began": ("began",), "pay": ("monthly_pay_fen",), "number": ()},
    default="-number",
    days=("began", "began_last"),
)
"""How placements are listed."""


def secondments(scope: Scope, wanted: Wanted) -> Page[SecondmentRow]:
    """Return a page of secondments."""
    rows = chosen(_secondments(), SECONDMENTS, wanted, scope=scope)
    return page(rows, wanted, _secondment)


def secondment(scope: Scope, number: int) -> SecondmentRow:
    """Return one secondment.

    Raises:
        Refused: There is none of that number in the scope.
    """
    return _secondment(one_of(_secondments(), scope, number))


def placements(scope: Scope, wanted: Wanted, *, on: dt.date) -> Page[PlacementRow]:
    """Return a page of placements, with how long each had lasted on a day."""
    rows = chosen(standing(Placement.objects.all()), PLACEMENTS, wanted, scope=scope)
    return page(rows, wanted, lambda row: _placement(row, on))


def placement_tally(
    scope: Scope, *, on: dt.date, place: str = "", period: Period | None = None
) -> list[tuple[str, int, int, int]]:
    """Return by channel how many were placed, and how many lasted 3 and 6 months for certain."""
    wanted = Wanted(place=place, period=period)
    rows = chosen(standing(Placement.objects.all()), PLACEMENTS, wanted, scope=scope)
    rows = rows.filter(is_taken_back=False).order_by()
    groups = rows.values_list("channel", "began", "began_last", "ended", "ended_last")
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for channel, began, began_last, ended, ended_last, count in groups.annotate(n=Count("pk")):
        low, _ = lasting.months(
            lasting.Work(days(began, began_last), days(ended, ended_last)), on=on
        )
        tally = found[channel]
        tally[0] += count
        tally[1] += count if low >= THREE else 0
        tally[2] += count if low >= SIX else 0
    return [(code, one[0], one[1], one[2]) for code, one in sorted(found.items())]


def placement(scope: Scope, number: int, *, on: dt.date | None = None) -> PlacementRow:
    """Return one placement.

    Raises:
        Refused: There is none of that number in the scope.
    """
    row = one_of(standing(Placement.objects.all()), scope, number)
    return _placement(row, on or row.recorded_at.date())


def person_words(scope: Scope, kind: str, number: int) -> dict[str, str]:
    """Return what was told of a person, for those who may read names.

    Args:
        scope: Where the reader may read names.
        kind: `secondment` or `placement`.
        number: The record.

    Raises:
        Refused: There is no such record in the scope, or its seal is broken.
    """
    rows: QuerySet[Any] = (
        Secondment.objects.all() if kind == "secondment" else Placement.objects.all()
    )
    row = one_of(rows, scope, number)
    sealed = bytes(row.sealed)
    words: dict[str, str] = json.loads(opened(sealed, place=PERSON_PLACE)) if sealed else {}
    return words


def names_of(scope: Scope, numbers: list[int]) -> dict[int, str]:
    """Return the names of seconded people by record, for those who may read names."""
    rows = Secondment.objects.filter(seen(scope)).filter(pk__in=numbers)
    found = {}
    for number, sealed in rows.values_list("pk", "sealed"):
        if sealed:
            words = json.loads(opened(bytes(sealed), place=PERSON_PLACE))
            found[number] = str(words.get("name", ""))
    return found


def posts(scope: Scope, *, today: dt.date, place: str = "", limit: int = 200) -> list[PostRow]:
    """Return the posts with who held them, their gaps up to today and their hand-overs.

    Who is sent from West to East learns there and leaves no post of the recipient's uncovered.
    """
    wanted = Wanted(place=place, sort="post")
    rows = chosen(_secondments(), SECONDMENTS, wanted, scope=scope)
    rows = rows.filter(arrived__isnull=False, is_taken_back=False).exclude(post="")
    rows = rows.exclude(direction="W2E")
    held: defaultdict[tuple[str, str], list[SecondmentRow]] = defaultdict(list)
    for row in rows[: limit * 5]:
        one = _secondment(row)
        held[one.place, one.post].append(one)
    return [_post(where, found, today) for where, found in list(held.items())[:limit]]


def _post(where: tuple[str, str], found: list[SecondmentRow], today: dt.date) -> PostRow:
    stays = [stay for one in found if (stay := one.stay) is not None]
    return PostRow(
        where[0],
        where[1],
        found[0].kind,
        tuple(found),
        tuple(gaps(stays, until=today)),
        tuple(overlaps(stays)),
    )


def one_of(rows: QuerySet[Any], scope: Scope, number: int) -> Any:  # noqa: ANN401  A row of any table.
    """Return the row of a number in a scope.

    Raises:
        Refused: There is none.
    """
    row = rows.filter(seen(scope)).filter(pk=number).first()
    if row is None:
        raise refuse("RECORD_UNKNOWN", found=f"record {number}", expected="a record in your places")
    return row


def _secondments() -> QuerySet[Any]:
    return standing(Secondment.objects.all())


def days(first: dt.date | None, last: dt.date | None) -> Period | None:
    """Return the days between two columns; None when nothing was said."""
    if first is None:
        return None if last is None else Period(last, last)
    return Period(first, last or first)


def _secondment(row: Secondment) -> SecondmentRow:
    planned = None
    if row.planned_starts or row.planned_ends:
        planned = days(row.planned_starts, row.planned_ends)
    return SecondmentRow(
        number=row.pk,
        kind=row.kind,
        field=row.field,
        direction=row.direction,
        batch_no=row.batch_no,
        home_unit=row.home_unit,
        place=row.place,
        post=row.post,
        planned=planned,
        arrived=days(row.arrived, row.arrived_last),
        returned=days(row.returned, row.returned_last),
        entry=row.entry,
        is_taken_back=bool(getattr(row, "is_taken_back", False)),
        source=row.source,
        batch=row.batch,
    )


def _placement(row: Placement, on: dt.date) -> PlacementRow:
    work = lasting.Work(days(row.began, row.began_last), days(row.ended, row.ended_last))
    return PlacementRow(
        number=row.pk,
        place=row.place,
        channel=row.channel,
        status=row.status,
        employer=row.employer,
        region=row.region,
        began=work.began,
        ended=work.ended,
        monthly_pay_fen=row.monthly_pay_fen,
        claimed_months=row.claimed_months,
        months=lasting.months(work, on=on),
        stability=lasting.stability(work, on=on),
        entry=row.entry,
        is_taken_back=bool(getattr(row, "is_taken_back", False)),
        source=row.source,
        batch=row.batch,
    )
