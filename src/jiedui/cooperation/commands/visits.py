"""Visits and meetings: one act each, or at least one where nobody counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.vault import sealed
from jiedui.books.commands import post_entries
from jiedui.cooperation.booking import is_uncounted, visit_entry, visit_period
from jiedui.cooperation.commands.keeping import Done, Subject, office_of, start_said
from jiedui.cooperation.models import Visit
from jiedui.cooperation.queries.visits import LEADER_PLACE
from jiedui.cooperation.vocabulary import VISIT_KINDS
from jiedui.kernel.place import name_of

if TYPE_CHECKING:
    from jiedui.cooperation.commands.keeping import By
    from jiedui.cooperation.given import Given
    from jiedui.kernel.quantity import Interval


def check_visit(given: Given, by: By) -> Subject:
    """Return what a visit is about; no name of a person is in it."""
    del by
    county = given.text("county")
    kind = VISIT_KINDS[given.text("visit_kind")].zh
    return Subject(county, f"{name_of(county)} {kind} {start_said(given.period('start_date'))}")


def post_visit(given: Given, by: By) -> Done:
    """Post a visit into the book and keep its record."""
    draft = visit_entry(given, owner=office_of() or None)
    posted = post_entries([draft], actor=by.actor, now=by.now)
    row = keep_visit(given, by, entry=posted.last)
    return Done(row.pk, f"visit {row.pk}")


def keep_visit(given: Given, by: By, *, entry: int | None) -> Visit:
    """Keep the record of a visit whose count stands in the book already."""
    period = visit_period(given)
    times = given.amount("times")
    leader = given.text("leader")
    return Visit.objects.create(
        kind=given.text("visit_kind"),
        direction=given.text("direction"),
        starts=period.starts,
        ends=period.ends,
        said=said_of(given),
        level=given.text("level"),
        leader_post=given.text("leader_post"),
        leader=sealed(leader.encode(), place=LEADER_PLACE) if leader else b"",
        times=(times.low or 1) if times else 1,
        is_counted=not is_uncounted(times),
        agenda=given.text("agenda"),
        minutes_no=given.text("minutes_no"),
        place=given.text("county"),
        entry=entry,
        batch=by.batch,
        source=given.source,
        **people_columns(given.amount("people")),
        **by.stamped(),
    )


def said_of(given: Given) -> str:
    """Return the days of a visit as they were said: 2017-06-12, 2017-06-12/2017-06-15."""
    first, last = start_said(given.period("start_date")), start_said(given.period("end_date"))
    return "/".join(dict.fromkeys(part for part in (first, last) if part))


def people_columns(people: Interval | None) -> dict[str, object]:
    """Return the columns of how many took part."""
    if people is None:
        return {}
    return {
        "people_low": people.low,
        "people_high": people.high,
        "people_stated": people.stated,
        "people_wording": people.wording.value,
    }
