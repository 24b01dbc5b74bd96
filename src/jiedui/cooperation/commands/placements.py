"""Placements in work: who, by what channel, from when; one count each; an end when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims
from jiedui.cooperation.booking import counted_entry
from jiedui.cooperation.commands.keeping import Done, Subject, office_of, refuse_all, wrong
from jiedui.cooperation.commands.secondments import id_problems, person_columns
from jiedui.cooperation.models import Placement
from jiedui.cooperation.queries.people import placement
from jiedui.cooperation.vocabulary_people import CHANNELS
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from jiedui.cooperation.commands.keeping import By
    from jiedui.cooperation.given import Given


def check_placement(given: Given, by: By) -> Subject:
    """Return what a placement is about; no name is in it.

    Raises:
        Refused: The identity number cannot be one, or the same person is placed there already.
    """
    del by
    problems = id_problems(given)
    who = person_columns(given.text("name"), given.text("id_no"), beside=given.text("county"))
    began = given.period("start_date")
    same = Placement.objects.filter(
        person=who["person"],
        is_certain=True,
        employer=given.text("employer"),
        began=began.starts if began else None,
    )
    if who["is_certain"] and same.exists():
        found = "the same person at the same employer since the same day"
        expected = "a placement not on record"
        problems.append(wrong("id_no", "PLACED_ALREADY", found=found, expected=expected))
    refuse_all(problems)
    words = f"{name_of(given.text('county'))} {CHANNELS[given.text('channel')].zh}"
    return Subject(given.text("county"), words)


def post_placement(given: Given, by: By) -> Done:
    """Post a placement into the book and keep its record."""
    check_placement(given, by)
    began = given.period("start_date")
    assert began is not None  # noqa: S101  A required field.
    county = given.text("county")
    dims = Dims(recipient=county or None, owner=office_of() or None)
    words = f"{name_of(county)} 转移就业1人"
    draft = counted_entry("Count:LabourPlaced", said(1), words, period=began, dims=dims)
    posted = post_entries([draft], actor=by.actor, now=by.now)
    ended, pay = given.period("end_date"), given.amount("monthly_pay_fen")
    claimed = given.amount("claimed_months")
    row = Placement.objects.create(
        channel=given.text("channel"),
        status=given.text("registered_status"),
        employer=given.text("employer"),
        region=given.text("region")[:100],
        began=began.starts,
        began_last=began.ends,
        ended=ended.starts if ended else None,
        ended_last=ended.ends if ended else None,
        monthly_pay_fen=pay.stated if pay else None,
        claimed_months=(claimed.stated or 0) if claimed else 0,
        note=given.text("note"),
        place=county,
        entry=posted.last,
        **person_columns(given.text("name"), given.text("id_no"), beside=county),
        **by.stamped(),
    )
    return Done(row.pk, f"placement {row.pk}")


def check_placement_end(given: Given, by: By) -> Subject:
    """Return what the end of a placement is about.

    Raises:
        Refused: There is no such placement in the actor's places, or it would end before it began.
    """
    row = placement(by.actor.scope("cooperation.propose"), given.number("placement") or 0)
    last = given.period("end_date")
    if last is not None and row.began is not None and last.ends < row.began.starts:
        expected = f"not before {row.began}"
        refuse_all([wrong("end_date", "DATE_ORDER", found=str(last), expected=expected)])
    return Subject(row.place, f"#{row.number} {row.employer}".strip())


def post_placement_end(given: Given, by: By) -> Done:
    """Note when a placement ended; what was counted stays counted."""
    check_placement_end(given, by)
    number = given.number("placement") or 0
    last = given.period("end_date")
    assert last is not None  # noqa: S101  A required field.
    Placement.objects.filter(pk=number).update(ended=last.starts, ended_last=last.ends)
    return Done(number, f"placement {number} ended")
