"""Reads of visits and meetings: the list and one; who led them is opened for the office only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jiedui.access.vault import opened, upload
from jiedui.cooperation.models import Attachment, Visit
from jiedui.cooperation.queries.agreements import files_of
from jiedui.cooperation.queries.listing import (
    Listing,
    chosen,
    containing,
    equal,
    page,
    seen,
    standing,
)
from jiedui.kernel.period import Period
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import Interval, Wording

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.cooperation.queries.agreements import FileRow
    from jiedui.cooperation.queries.listing import (
        Page,
        Wanted,
    )

LEADER_PLACE = "visit leader"
"""What the sealed name of a visit's leader is bound to."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as it is listed: numbers and posts, no name.

    Attributes:
        number: Its number.
        kind: VISIT or MEETING.
        direction: E2W, W2E, JOINT or "".
        period: Its days.
        said: Its days as they were said.
        place: The recipient.
        level: How high it was led.
        leader_post: The post of who led it.
        people: How many took part; None when nobody said.
        times: How often; with `is_counted` false, at least so often.
        is_counted: Whether somebody counted.
        agenda: What it was about.
        minutes_no: Number of the minutes.
        entry: The entry that counts it.
        is_taken_back: Whether that entry was taken back.
        source: The file, sheet and row it came from.
        batch: The batch it came in.
    """

    number: int
    kind: str
    direction: str
    period: Period
    said: str
    place: str
    level: str
    leader_post: str
    people: Interval | None
    times: int
    is_counted: bool
    agenda: str
    minutes_no: str
    entry: int | None
    is_taken_back: bool
    source: str
    batch: int | None


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """One visit with its documents; the leader's name only for those who may read it."""

    visit: VisitRow
    leader: str
    files: tuple[FileRow, ...]


VISITS = Listing(
    filters={
        "kind": equal("kind"),
        "direction": equal("direction"),
        "level": equal("level"),
        "words": containing("agenda", "minutes_no", "leader_post"),
        "counted": lambda value: equal("is_counted")("1" if value == "yes" else "0"),
    },
    sorts={"start": ("starts",), "people": ("people_stated",), "level": ("level", "starts")},
    default="-start",
)
"""How visits are listed."""


def visits(scope: Scope, wanted: Wanted) -> Page[VisitRow]:
    """Return a page of visits and meetings."""
    return page(chosen(standing(Visit.objects.all()), VISITS, wanted, scope=scope), wanted, _visit)


def visit(scope: Scope, number: int, *, with_names: bool) -> VisitDetail:
    """Return one visit.

    Args:
        scope: Where one may look.
        number: Its number.
        with_names: Whether the reader may see who led it.

    Raises:
        Refused: There is none of that number in the scope.
    """
    row = standing(Visit.objects.all()).filter(seen(scope)).filter(pk=number).first()
    if row is None:
        raise refuse("VISIT_UNKNOWN", found=f"visit {number}", expected="a visit in your places")
    sealed = bytes(row.leader)
    name = opened(sealed, place=LEADER_PLACE).decode() if sealed and with_names else ""
    return VisitDetail(_visit(row), name, files_of(row.files.order_by("pk")))


def document(scope: Scope, number: int) -> tuple[str, bytes]:
    """Return a kept document: its name and what is in it.

    Raises:
        Refused: There is none of that number in the scope, or it cannot be opened.
    """
    rows: QuerySet[Any] = Attachment.objects.filter(pk=number).select_related("agreement", "visit")
    one = rows.first()
    record = None if one is None else one.agreement or one.visit
    if one is None or record is None or not scope.sees(record.place or None):
        raise refuse(
            "DOCUMENT_UNKNOWN", found=f"document {number}", expected="a document in your places"
        )
    return one.name, upload(f"record-{one.digest}")


def _visit(row: Visit) -> VisitRow:
    people = None
    if row.people_wording:
        people = Interval(
            row.people_stated, row.people_low, row.people_high, Wording(row.people_wording)
        )
    return VisitRow(
        number=row.pk,
        kind=row.kind,
        direction=row.direction,
        period=Period(row.starts, row.ends),
        said=row.said,
        place=row.place,
        level=row.level,
        leader_post=row.leader_post,
        people=people,
        times=row.times,
        is_counted=row.is_counted,
        agenda=row.agenda,
        minutes_no=row.minutes_no,
        entry=row.entry,
        is_taken_back=bool(getattr(row, "is_taken_back", False)),
        source=row.source,
        batch=row.batch,
    )
