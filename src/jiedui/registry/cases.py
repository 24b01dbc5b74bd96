"""Cases: a household goes through a procedure, each step signed; the decision is an event.

Whoever opens a case says how it was found (self-report, visit, department warning). A household
that the register does not have yet is added with the case, without any standing: it enters by
decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.identity import mask_strictly
from jiedui.kernel.problem import Refused, refuse
from jiedui.registry import writing
from jiedui.registry.household import HEAD, Kind, Watch
from jiedui.registry.models import Case, CasePerson, CaseStep
from jiedui.registry.particulars import known_limits
from jiedui.registry.procedures import Signed, check_step, due_on, procedure_at, procedures
from jiedui.registry.queries import household_in, key_of, place_of
from jiedui.registry.telling import What, check_event, check_numbers, event_of
from jiedui.registry.watching import changed
from jiedui.registry.writing import Named, Place

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.registry.models import Event, Household, Village
    from jiedui.registry.procedures import Procedure, Step
    from jiedui.registry.telling import Comer

FOUND_BY = {
    "self": ("自主申报", "self-report"),
    "visit": ("基层排查", "visit"),
    "warning": ("部门预警", "department warning"),
    "clue": ("疑点线索", "clue of a cross-check"),
}
"""Ways in which a household is found."""

WORDS_MAX = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a case.

    Attributes:
        procedure: A code of `procedures`.
        day: The day of the clue.
        found_by: A key of `FOUND_BY`.
        watch: Which kind of monitoring is asked for.
        main_cause: The cause or risk.
        words: In words.
        people: Who lives there, for a household the register does not have; the head first.
        place: Where it lies: `county:town:village`.
    """

    procedure: str
    day: dt.date
    found_by: str = "visit"
    watch: Watch = Watch.NONE
    main_cause: str = ""
    words: str = ""
    people: tuple[Comer, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A case, the step that was taken, the event if it was decided, and what the log says."""

    case: int
    household: str
    step: str
    subject: str
    event: int | None = field(default=None)


@command("registry.record")
def open_case(number: str, opening: Opening, *, actor: Actor, now: dt.datetime) -> Taken:
    """Open a case about a household; "" opens one about a household that is not registered yet.

    Args:
        number: The household, "" for a new one.
        opening: What opens it.
        actor: Who opens it.
        now: The moment.

    Raises:
        Refused: There is no such procedure or way of finding, the household is unknown in the
            actor's places or has such a case open, or its decision could not be recorded.
    """
    _procedure(opening.procedure, opening.day, "")
    if opening.found_by not in FOUND_BY:
        raise refuse("VALUE_UNKNOWN", found=opening.found_by, expected=", ".join(FOUND_BY))
    today = writing.day_of(now)
    if opening.day > today:
        raise refuse("DATE_ORDER", found=f"{opening.day}", expected=f"not after {today}")
    writing.hold_register()
    household = _household(number, opening, actor=actor, now=now)
    where = opening.place or place_of(household)
    procedure = _procedure(opening.procedure, opening.day, where)
    open_now = Case.objects.filter(household=household, closed_on=None)
    if open_now.filter(procedure=procedure.code).exists():
        raise refuse(
            "CASE_OPEN", found=f"{household.number} has such a case", expected="no open case"
        )
    event = _decision(opening, household, actor=actor, now=now)
    check_event(household, event, {}, now=now)
    case = Case.objects.create(
        household=household,
        procedure=procedure.code,
        watch=opening.watch,
        main_cause=opening.main_cause,
        found_by=opening.found_by,
        words=mask_strictly(" ".join(opening.words.split()))[:WORDS_MAX],
        opened_on=opening.day,
        due_on=due_on(procedure, opening.day),
        opened_by=actor.username,
        opened_at=now,
        village=_village(opening.place) if opening.place else None,
    )
    _add_people(case, opening)
    return Taken(case.pk, household.number, "", f"case {case.pk}: {procedure.code}")


def _procedure(code: str, day: dt.date, place: str) -> Procedure:
    found = procedure_at(code, day=day, place=place, known=known_limits())
    if found is None:
        raise refuse("VALUE_UNKNOWN", found=code, expected=", ".join(procedures()))
    return found


def _household(number: str, opening: Opening, *, actor: Actor, now: dt.datetime) -> Household:
    scope = actor.scope("registry.record")
    if number:
        return household_in(scope, number)
    if not opening.people or not opening.place:
        raise refuse(
            "CASE_WITHOUT_PEOPLE",
            found="a new household without people or place",
            expected="who lives there, the head first, and county:town:village",
        )
    if not scope.sees(opening.place):
        raise refuse("OUTSIDE_SCOPE", found=opening.place, expected="a place of yours")
    if [one.relation for one in opening.people].count(HEAD) != 1:
        raise refuse("HEADS_WRONG", found="no head, or several", expected="one head")
    check_numbers(opening.people)
    county = opening.place[:6]
    (made,) = writing.add_households(writing.next_numbers(county, 1), by=actor.username, at=now)
    return made


def _village(place: str) -> Village:
    county, town, name = (*place.split(":"), "", "")[:3]
    key = Place(county, town, name)
    return writing.villages_of([key])[key]


def _add_people(case: Case, opening: Opening) -> None:
    if not opening.people:
        return
    keys = writing.hold_register()
    made = writing.add_people(keys, [Named(one.name, one.number) for one in opening.people])
    CasePerson.objects.bulk_create(
        CasePerson(case=case, person=person, relation=told.relation)
        for person, told in zip(made, opening.people, strict=True)
    )


@command("registry.record")
def take_step(
    number: int, step: Signed, *, remark: str = "", actor: Actor, now: dt.datetime
) -> Taken:
    """Take the next step of a case, signed by whoever takes it.

    Args:
        number: The case.
        step: Which step, on which day, and from when to when its notice hung; the signer is the
            actor, whatever it names.
        remark: In words.
        actor: Who signs.
        now: The moment.

    Raises:
        Refused: There is no such open case in the actor's places, it is another step's turn, its
            notice is missing, too short or still hanging, the same person signed what it is to
            review, or it decides and the actor may not decide.
    """
    writing.hold_register()
    case = _open_case(number, actor)
    procedure = _procedure(case.procedure, case.opened_on, place_of_case(case))
    signed = step._replace(signer=actor.username)
    taken = steps_of(case)
    problems = check_step(procedure, taken, signed, opened=case.opened_on)
    if problems:
        raise Refused(problems)
    if step.day > writing.day_of(now):
        raise refuse("DATE_ORDER", found=f"{step.day}", expected="not after today")
    declared = procedure.step(step.code)
    assert declared is not None  # noqa: S101  Checked above.
    CaseStep.objects.create(
        case=case,
        code=step.code,
        day=step.day,
        shown_from=step.shown_from,
        shown_to=step.shown_to or step.shown_from,
        signer=actor.username,
        remark=mask_strictly(" ".join(remark.split()))[:WORDS_MAX],
        at=now,
    )
    event = _decide(case, declared, step.day, actor=actor, now=now)
    if declared is procedure.steps[-1]:
        Case.objects.filter(pk=case.pk).update(closed_on=step.day)
    return Taken(
        case.pk,
        case.household.number,
        step.code,
        f"case {case.pk}: {step.code}",
        event.pk if event else None,
    )


@command("registry.decide")
def drop_case(number: int, *, reason: str, actor: Actor, now: dt.datetime) -> Taken:
    """Drop a case: the clue did not hold, or there were objections; nothing is recorded.

    Raises:
        Refused: There is no such undecided case in the actor's places, or no reason is given.
    """
    case = _open_case(number, actor)
    if not reason.strip():
        raise refuse("REASON_MISSING", found="no reason", expected="why, in words")
    if case.decided_on is not None:
        raise refuse("CASE_DECIDED", found=f"case {number}", expected="one that is not decided")
    words = mask_strictly(f"{case.words} {reason}".strip())[:WORDS_MAX]
    day = writing.day_of(now)
    Case.objects.filter(pk=number).update(is_dropped=True, closed_on=day, words=words)
    return Taken(number, case.household.number, "dropped", f"case {number}: dropped")


def _open_case(number: int, actor: Actor) -> Case:
    case = Case.objects.select_related("household", "village").filter(pk=number).first()
    if case is None or not actor.scope("registry.record").sees(place_of_case(case) or None):
        raise refuse("CASE_UNKNOWN", found=f"case {number}", expected="a case of your places")
    if case.closed_on is not None:
        raise refuse("CASE_CLOSED", found=f"case {number}", expected="an open case")
    return case


def place_of_case(case: Case) -> str:
    """Return the place key of a case's household."""
    return key_of(case.village) if case.village else place_of(case.household)


def steps_of(case: Case) -> list[Signed]:
    """Return the steps that were taken, in order."""
    rows = CaseStep.objects.filter(case=case).order_by("id")
    return [Signed(one.code, one.day, one.signer, one.shown_from, one.shown_to) for one in rows]


def _decision(opening: Opening, household: Household, *, actor: Actor, now: dt.datetime) -> Event:
    """Return the event that deciding a case would record."""
    kind = procedures()[opening.procedure].event
    watch = opening.watch if kind is Kind.MONITORED else Watch.NONE
    what = What(kind, opening.day, watch=watch, main_cause=opening.main_cause)
    return event_of(household, what, actor=actor, now=now)


def _decide(
    case: Case, step: Step, day: dt.date, *, actor: Actor, now: dt.datetime
) -> Event | None:
    """Record the event of a case at the step that decides it."""
    if not step.decides:
        return None
    if not actor.scope("registry.decide").sees(place_of_case(case) or None):
        raise refuse(
            "NOT_ALLOWED",
            found=f"{actor.username} may not decide",
            expected="a reviewer of these places",
        )
    told = Opening(case.procedure, day, watch=Watch(case.watch), main_cause=case.main_cause)
    event = _decision(told, case.household, actor=actor, now=now)
    event.village = case.village
    event.proposed_by = case.opened_by
    rows = CasePerson.objects.filter(case=case)
    people = {one.person_id: one.relation for one in rows}
    check_event(case.household, event, people, now=now)
    writing.add_events([(event, people)])
    changed([case.household_id], actor=actor, now=now)
    Case.objects.filter(pk=case.pk).update(decided_on=day, event=event)
    return event
