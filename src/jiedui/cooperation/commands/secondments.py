"""Secondments: planned, arrived, returned; only who arrived from the East is counted, once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jiedui.access.vault import person_key, sealed
from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims
from jiedui.cooperation.booking import counted_entry
from jiedui.cooperation.commands.keeping import (
    Done,
    Subject,
    office_of,
    refuse_all,
    wrong,
)
from jiedui.cooperation.models import Secondment
from jiedui.cooperation.personal import known
from jiedui.cooperation.queries.people import PERSON_PLACE, secondment
from jiedui.cooperation.vocabulary_people import SECONDMENT_KINDS
from jiedui.kernel.identity import check_identity
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from jiedui.cooperation.commands.keeping import (
        By,
    )
    from jiedui.cooperation.given import Given
    from jiedui.kernel.period import Period
    from jiedui.kernel.problem import Problem

ACCOUNTS = {"OFFICIAL": "Count:OfficialsSent", "PROFESSIONAL": "Count:ProfessionalsSent"}


def check_secondment(given: Given, by: By) -> Subject:
    """Return what a secondment is about; no name is in it.

    Raises:
        Refused: The identity number cannot be one, or neither plan nor arrival is told.
    """
    problems = id_problems(given)
    if given.period("planned_start") is None and given.period("actual_start") is None:
        expected = "a planned start or an arrival"
        problems.append(wrong("planned_start", "FIELD_MISSING", found="nothing", expected=expected))
    refuse_all(problems)
    del by
    kind = SECONDMENT_KINDS[given.text("secondment_kind")].zh
    words = f"{name_of(given.text('county'))} {kind} {given.text('host_position')}"
    return Subject(given.text("county"), words.strip())


def id_problems(given: Given) -> list[Problem]:
    """Return what is wrong with an identity number; the number itself is not told."""
    number = given.text("id_no")
    checked = check_identity(number) if number else None
    if checked is None or checked.is_valid:
        return []
    return [wrong("id_no", checked.code, found="an identity number", expected=checked.expected)]


def post_secondment(given: Given, by: By) -> Done:
    """Keep a secondment; an arrival from the East is posted into the book."""
    check_secondment(given, by)
    arrived = given.period("actual_start")
    entry = None
    if arrived is not None and given.text("direction") != "W2E":
        entry = _count(given.text("secondment_kind"), given.text("county"), arrived, by=by)
    row = Secondment.objects.create(
        kind=given.text("secondment_kind"),
        field=given.text("field"),
        direction=given.text("direction") or "E2W",
        batch_no=given.text("batch_no"),
        home_unit=given.text("home_unit"),
        post=given.text("host_position"),
        note=given.text("note"),
        place=given.text("county"),
        entry=entry,
        **dates_of(given),
        **person_columns(given.text("name"), given.text("id_no"), beside=given.text("home_unit")),
        **by.stamped(),
    )
    return Done(row.pk, f"secondment {row.pk}")


def dates_of(given: Given) -> dict[str, object]:
    """Return the columns of when a secondment was planned, began and ended."""
    planned, until = given.period("planned_start"), given.period("planned_end")
    arrived, returned = given.period("actual_start"), given.period("actual_end")
    return {
        "planned_starts": planned.starts if planned else None,
        "planned_ends": until.ends if until else None,
        "arrived": arrived.starts if arrived else None,
        "arrived_last": arrived.ends if arrived else None,
        "returned": returned.starts if returned else None,
        "returned_last": returned.ends if returned else None,
    }


def person_columns(name: str, id_no: str, *, beside: str, **more: str) -> dict[str, object]:
    """Return the columns of who a person is: sealed words and a keyed hash."""
    who = known(name, id_no, beside=beside, key=person_key())
    told = {"name": name, "id_no": id_no, **more}
    words = json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)
    return {
        "sealed": sealed(words.encode(), place=PERSON_PLACE),
        "person": who.person,
        "is_certain": who.is_certain,
    }


def _count(kind: str, place: str, arrived: Period, *, by: By) -> int:
    owner = office_of() or None
    words = f"选派{SECONDMENT_KINDS[kind].zh}1人到{name_of(place)}"
    dims = Dims(recipient=place or None, owner=owner)
    draft = counted_entry(ACCOUNTS[kind], said(1), words, period=arrived, dims=dims)
    return post_entries([draft], actor=by.actor, now=by.now).last


def check_arrival(given: Given, by: By) -> Subject:
    """Return what an arrival is about.

    Raises:
        Refused: There is no such secondment in the actor's places, or the person has arrived.
    """
    row = secondment(by.actor.scope("cooperation.propose"), given.number("secondment") or 0)
    if row.arrived is not None:
        found = f"an arrival on {row.arrived}"
        refuse_all([wrong("actual_start", "ALREADY_ARRIVED", found=found, expected="none yet")])
    return Subject(row.place, f"#{row.number} {row.post}".strip())


def post_arrival(given: Given, by: By) -> Done:
    """Note that a planned person arrived; who comes from the East is counted now."""
    about = check_arrival(given, by)
    number = given.number("secondment") or 0
    row = Secondment.objects.get(pk=number)
    arrived = given.period("actual_start")
    assert arrived is not None  # noqa: S101  A required field.
    entry = None
    if row.direction != "W2E":
        entry = _count(row.kind, about.place, arrived, by=by)
    Secondment.objects.filter(pk=number).update(
        arrived=arrived.starts, arrived_last=arrived.ends, entry=entry
    )
    return Done(number, f"secondment {number} arrived")


def check_return(given: Given, by: By) -> Subject:
    """Return what a return is about.

    Raises:
        Refused: There is no such secondment in the actor's places, or the person never arrived, or
            would leave before arriving.
    """
    row = secondment(by.actor.scope("cooperation.propose"), given.number("secondment") or 0)
    if row.arrived is None:
        raise refuse(
            "NOT_ARRIVED_YET", found=f"secondment {row.number}", expected="one who arrived"
        )
    last = given.period("actual_end")
    if last is not None and last.ends < row.arrived.starts:
        expected = f"not before {row.arrived}"
        refuse_all([wrong("actual_end", "DATE_ORDER", found=str(last), expected=expected)])
    return Subject(row.place, f"#{row.number} {row.post}".strip())


def post_return(given: Given, by: By) -> Done:
    """Note that a person returned; what was counted stays counted."""
    check_return(given, by)
    number = given.number("secondment") or 0
    last = given.period("actual_end")
    assert last is not None  # noqa: S101  A required field.
    Secondment.objects.filter(pk=number).update(returned=last.starts, returned_last=last.ends)
    return Done(number, f"secondment {number} returned")
