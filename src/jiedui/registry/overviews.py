"""What an office looks at every day: cases with their deadlines, changes of a month, villages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q, Sum

from jiedui.registry.cases import place_of_case
from jiedui.registry.household import OPEN
from jiedui.registry.limits import days_left
from jiedui.registry.models import Case, CaseStep, Event, Phase, Proposal
from jiedui.registry.particulars import known_limits
from jiedui.registry.procedures import Signed, next_step, procedure_at, procedures
from jiedui.registry.queries import key_of, within

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.registry.limits import Limit
    from jiedui.registry.procedures import Procedure
    from jiedui.registry.queries import Days


class CaseRow(NamedTuple):
    """A case on the board: where it stands, what comes next, how many days are left."""

    number: int
    household: str
    place: str
    procedure: str
    watch: str
    found_by: str
    opened_on: dt.date
    due_on: dt.date | None
    days_left: int | None
    next_code: str
    next_words: tuple[str, str]
    done: int
    steps: int
    is_closed: bool
    is_dropped: bool
    is_decided: bool
    is_working: bool


class StepRow(NamedTuple):
    """A step that was taken: who signed it when, and the days of its notice."""

    code: str
    day: dt.date
    shown_from: dt.date | None
    shown_to: dt.date | None
    signer: str
    remark: str


class Change(NamedTuple):
    """One event recorded in a month."""

    event: int
    household: str
    place: str
    kind: str
    happened_on: dt.date
    recorded_on: dt.date
    is_bound: bool
    told_by: str


class VillageRow(NamedTuple):
    """What a village holds on a day: households by standing, monitored ones, people."""

    place: str
    registered: int
    exited: int
    ordinary: int
    watched: int
    relapsed: int
    people: int


class Proposed(NamedTuple):
    """An event that waits for a second person."""

    number: int
    household: str
    kind: str
    happened_on: dt.date
    told_by: str
    reason: str


def board(scope: Scope, today: dt.date, *, with_closed: bool = False) -> list[CaseRow]:
    """Return the cases of a scope, those due first on top; a constant number of queries.

    Args:
        scope: The places that may be seen.
        today: From which days left are counted.
        with_closed: Whether closed ones are shown too.
    """
    rows = Case.objects.select_related("household", "village").order_by("due_on", "id")
    if not with_closed:
        rows = rows.filter(closed_on=None)
    found = list(rows)
    steps = _steps(found)
    places = _places(found)
    known = known_limits()
    shown = [
        _case_row(one, steps.get(one.pk, []), places[one.pk], today=today, known=known)
        for one in found
        if scope.sees(places[one.pk] or None)
    ]
    return sorted(shown, key=lambda one: (one.is_closed, one.days_left is None, one.days_left or 0))


def _case_row(
    case: Case, taken: list[Signed], place: str, *, today: dt.date, known: tuple[Limit, ...]
) -> CaseRow:
    procedure = _procedure(case, place, known)
    due = next_step(procedure, taken)
    is_open = case.closed_on is None and case.decided_on is None
    is_working = procedure.limit is not None and procedure.limit.is_working
    left = days_left(today, case.due_on, is_working=is_working) if case.due_on else None
    return CaseRow(
        case.pk,
        case.household.number,
        place,
        case.procedure,
        case.watch,
        case.found_by,
        case.opened_on,
        case.due_on,
        left if is_open else None,
        due.code if due and case.closed_on is None else "",
        (due.zh, due.en) if due and case.closed_on is None else ("", ""),
        len(taken),
        len(procedure.steps),
        case.closed_on is not None,
        case.is_dropped,
        case.decided_on is not None,
        is_working,
    )


def _procedure(case: Case, place: str, known: tuple[Limit, ...]) -> Procedure:
    found = procedure_at(case.procedure, day=case.opened_on, place=place, known=known)
    return found or procedures()[case.procedure]


def _steps(cases: Iterable[Case]) -> dict[int, list[Signed]]:
    found: dict[int, list[Signed]] = {}
    rows = CaseStep.objects.filter(case__in=[one.pk for one in cases]).order_by("id")
    for one in rows:
        step = Signed(one.code, one.day, one.signer, one.shown_from, one.shown_to)
        found.setdefault(one.case_id, []).append(step)
    return found


def _places(cases: list[Case]) -> dict[int, str]:
    """Return the place of each case's household, in one query."""
    households = [one.household_id for one in cases if one.village is None]
    rows = Phase.objects.filter(household__in=households).order_by("known_until", "until")
    last = {one.household_id: key_of(one.village) for one in rows.select_related("village")}
    return {
        one.pk: key_of(one.village) if one.village else last.get(one.household_id, "")
        for one in cases
    }


def case_steps(
    number: int, scope: Scope, today: dt.date
) -> tuple[CaseRow, list[StepRow], Procedure] | None:
    """Return a case, the steps taken, its procedure there; None where none is in the scope."""
    case = Case.objects.select_related("household", "village").filter(pk=number).first()
    if case is None or not scope.sees(place_of_case(case) or None):
        return None
    rows = list(CaseStep.objects.filter(case=case).order_by("id"))
    taken = [Signed(one.code, one.day, one.signer, one.shown_from, one.shown_to) for one in rows]
    place, known = place_of_case(case), known_limits()
    return (
        _case_row(case, taken, place, today=today, known=known),
        [
            StepRow(one.code, one.day, one.shown_from, one.shown_to, one.signer, one.remark)
            for one in rows
        ],
        _procedure(case, place, known),
    )


def changes(scope: Scope, since: dt.date, until: dt.date, *, limit: int = 1000) -> list[Change]:
    """Return the events recorded from a day to a day, in the order of recording."""
    rows = (
        Event.objects.filter(recorded_on__gte=since, recorded_on__lte=until)
        .select_related("household", "village")
        .order_by("-recorded_on", "-id")
    )
    if not scope.is_everywhere:
        rows = rows.filter(household__in=_present(scope))
    return [
        Change(
            one.pk,
            one.household.number,
            key_of(one.village),
            one.kind,
            one.happened_on,
            one.recorded_on,
            one.is_bound,
            one.told_by,
        )
        for one in rows[:limit]
    ]


def _present(scope: Scope) -> QuerySet[Phase, Any]:
    """Return the households that are last known to lie in a scope."""
    last = Phase.objects.filter(within(scope.places), until=OPEN, known_until=OPEN)
    return last.values("household")


def change_counts(scope: Scope, since: dt.date, until: dt.date) -> dict[str, int]:
    """Return how many events of each kind were recorded from a day to a day."""
    rows = Event.objects.filter(recorded_on__gte=since, recorded_on__lte=until)
    if not scope.is_everywhere:
        rows = rows.filter(household__in=_present(scope))
    counted = rows.values("kind").annotate(times=Count("pk")).order_by("kind")
    return {one["kind"]: one["times"] for one in counted}


def villages(scope: Scope, days: Days, *, place: str = "") -> list[VillageRow]:
    """Return what each village of a scope holds, in one query; in the order of their codes."""
    found = Phase.objects.filter(days.on_phases(), within(scope.places))
    if place:
        found = found.filter(within([place]))
    rows = (
        found.values("village__county", "village__town", "village__name", "village__code")
        .annotate(
            registered=Count("pk", filter=Q(standing="registered")),
            exited=Count("pk", filter=Q(standing="exited")),
            ordinary=Count("pk", filter=Q(standing="ordinary")),
            watched=Count("pk", filter=~Q(watch="")),
            relapsed=Count("pk", filter=Q(has_relapsed=True)),
            everyone=Sum("people"),
        )
        .order_by("village__code")
    )
    return [
        VillageRow(
            f"{one['village__county']}:{one['village__town']}:{one['village__name']}".rstrip(":"),
            one["registered"],
            one["exited"],
            one["ordinary"],
            one["watched"],
            one["relapsed"],
            one["everyone"] or 0,
        )
        for one in rows
    ]


def proposals(scope: Scope) -> list[Proposed]:
    """Return the events of a scope that wait for a second person, the oldest first."""
    rows = Proposal.objects.filter(decided_at=None).select_related("household").order_by("id")
    if not scope.is_everywhere:
        rows = rows.filter(household__in=_present(scope))
    return [
        Proposed(one.pk, one.household.number, one.kind, one.happened_on, one.told_by, one.reason)
        for one in rows
    ]
