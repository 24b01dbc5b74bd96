"""Reads of classes and their rosters: lists without names, different people by keyed hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.vault import opened
from jiedui.cooperation.models import Attendance, Training
from jiedui.cooperation.personal import Known, union
from jiedui.cooperation.queries.listing import (
    Listing,
    Wanted,
    chosen,
    containing,
    equal,
    page,
    standing,
)
from jiedui.cooperation.queries.people import one_of
from jiedui.kernel.period import Period
from jiedui.kernel.quantity import Interval, Wording

if TYPE_CHECKING:
    from jiedui.access.scope import Scope
    from jiedui.cooperation.queries.listing import (
        Page,
    )

ROSTER_PLACE = "roster of a class"
"""What a sealed roster is bound to."""


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A class as it is listed; `people` are the different people of its roster."""

    number: int
    title: str
    place: str
    trainee_kind: str
    organiser: str
    held_at: str
    period: Period
    said: str
    hours: int | None
    batches: int | None
    attendances: Interval | None
    people: int | None
    poor_people: int | None
    cost_fen: int | None
    fund_source: str
    entry: int | None
    roster_entry: int | None
    is_taken_back: bool
    source: str
    batch: int | None


TRAININGS = Listing(
    filters={
        "kind": equal("trainee_kind"),
        "words": containing("title", "organiser", "held_at"),
    },
    sorts={"start": ("starts",), "title": ("title",), "attendances": ("attendances_stated",)},
    default="-start",
)
"""How classes are listed."""


def trainings(scope: Scope, wanted: Wanted) -> Page[TrainingRow]:
    """Return a page of classes."""
    rows = chosen(standing(Training.objects.all()), TRAININGS, wanted, scope=scope)
    return page(rows, wanted, _training)


def training(scope: Scope, number: int) -> TrainingRow:
    """Return one class.

    Raises:
        Refused: There is none of that number in the scope.
    """
    return _training(one_of(standing(Training.objects.all()), scope, number))


def roster_of(scope: Scope, number: int) -> str:
    """Return the roster of a class, for those who may read names; "" when none is kept.

    Raises:
        Refused: There is no such class in the scope, or its seal is broken.
    """
    sealed = bytes(one_of(Training.objects.all(), scope, number).roster)
    return opened(sealed, place=ROSTER_PLACE).decode() if sealed else ""


def distinct_people(
    scope: Scope, *, place: str = "", period: Period | None = None
) -> tuple[Interval, int, int]:
    """Return how many different people the rosters of classes hold.

    Returns:
        The number, exact where every one has an identity number; how many classes have a roster;
        how many have none, whose people nobody can tell apart.
    """
    wanted = Wanted(place=place, period=period)
    rows = chosen(standing(Training.objects.all()), TRAININGS, wanted, scope=scope)
    rows = rows.filter(is_taken_back=False).order_by()
    held = Attendance.objects.filter(training__in=rows.values("pk"))
    people = [
        Known(person, is_certain)
        for person, is_certain in held.values_list("person", "is_certain").distinct()
    ]
    with_roster = rows.filter(roster_entry__isnull=False).count()
    return union(people), with_roster, rows.count() - with_roster


def _training(row: Training) -> TrainingRow:
    attended = None
    if row.attendances_wording:
        attended = Interval(
            row.attendances_stated,
            row.attendances_low,
            row.attendances_high,
            Wording(row.attendances_wording),
        )
    return TrainingRow(
        number=row.pk,
        title=row.title,
        place=row.place,
        trainee_kind=row.trainee_kind,
        organiser=row.organiser,
        held_at=row.held_at,
        period=Period(row.starts, row.ends),
        said=row.said,
        hours=row.hours,
        batches=row.batches,
        attendances=attended,
        people=row.people,
        poor_people=row.poor_people,
        cost_fen=row.cost_fen,
        fund_source=row.fund_source,
        entry=row.entry,
        roster_entry=row.roster_entry,
        is_taken_back=bool(getattr(row, "is_taken_back", False)),
        source=row.source,
        batch=row.batch,
    )
