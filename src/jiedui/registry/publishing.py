"""Statistics of the register for the public: by county and cause, made safe, issued by two people.

The only way in which counts of households leave the register. What was issued before is kept, so
that each new issue is safe beside all earlier ones; what an issue hides is not kept anywhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.kernel.problem import refuse
from jiedui.registry import household as rules
from jiedui.registry import writing
from jiedui.registry.household import Kind, Standing
from jiedui.registry.models import Event, Phase, PublishedCell, PublishedTable, Village
from jiedui.registry.suppression import LEAST, TOTAL, Issue, safe, table_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from jiedui.access.scope import Actor
    from jiedui.registry.circles import Cell
    from jiedui.registry.queries import Days

SUBJECTS = {
    "households": ("在册贫困户", "registered households"),
    "people": ("在册贫困人口", "people in registered households"),
    "exits": ("本季脱贫户", "households that exited in the quarter"),
    "relapses": ("本季返贫户", "households that relapsed in the quarter"),
}
"""What is published; each by county and main cause."""

_EVENTS = {"exits": Kind.EXITED, "relapses": Kind.RELAPSED}
NO_CAUSE = "NONE"
"""Column of households without a main cause."""

NO_COUNTY = "000000"
"""Row of households that lie nowhere."""


class Shown(NamedTuple):
    """A published table, or one proposed: its subject, day, and cells; None where hidden."""

    number: int
    subject: str
    as_of: dt.date
    known: dt.date
    cells: dict[Cell, int | None]
    proposed_by: str
    issued_by: str
    issued_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Done:
    """What was proposed or issued: the day, the tables, what the log says."""

    as_of: dt.date
    tables: tuple[Shown, ...]
    subject: str


@command("registry.publish")
def propose_statistics(days: Days, *, actor: Actor, now: dt.datetime) -> Done:
    """Propose the statistics of a quarter's last day; earlier proposals of that day are replaced.

    Args:
        days: The quarter's last day, and as known on which day.
        actor: Who proposes.
        now: The moment.

    Raises:
        Refused: The day is no quarter's last, has not come, or its statistics are issued already.
    """
    writing.hold_register()
    first = quarter_of(days.as_of)
    today = writing.day_of(now)
    if first is None or days.as_of > today or days.known > today:
        raise refuse(
            "QUARTER_WRONG", found=f"{days.as_of}", expected=f"a quarter's last day up to {today}"
        )
    if PublishedTable.objects.filter(as_of=days.as_of).exclude(issued_at=None).exists():
        raise refuse(
            "STATISTICS_ISSUED",
            found=f"statistics of {days.as_of}",
            expected="a quarter not issued",
        )
    PublishedTable.objects.filter(issued_at=None).delete()
    hidden: frozenset[Cell] = frozenset()
    for subject in SUBJECTS:
        issue = safe(
            table_of(_counts(subject, days, first)),
            earlier(subject),
            also=hidden if subject == "people" else (),
        )
        hidden = issue.hidden if subject == "households" else hidden
        table = PublishedTable.objects.create(
            subject=subject,
            scope="",
            as_of=days.as_of,
            known=days.known,
            least=LEAST,
            proposed_by=actor.username,
            proposed_at=now,
        )
        PublishedCell.objects.bulk_create(
            PublishedCell(table=table, row=row, column=column, count=issue.shown.get((row, column)))
            for row, column in sorted({*issue.shown, *issue.hidden})
        )
    return Done(days.as_of, tuple(statistics(proposed=True)), f"statistics of {days.as_of}")


@command("registry.issue")
def issue_statistics(as_of: dt.date, *, actor: Actor, now: dt.datetime) -> Done:
    """Issue the statistics that another person proposed.

    Raises:
        Refused: None are proposed for that day, or the actor proposed them.
    """
    writing.hold_register()
    tables = PublishedTable.objects.filter(as_of=as_of, issued_at=None)
    first = tables.first()
    if first is None:
        raise refuse(
            "PROPOSAL_UNKNOWN", found=f"no statistics of {as_of}", expected="proposed statistics"
        )
    if first.proposed_by == actor.username:
        raise refuse(
            "SECOND_PERSON", found=f"{actor.username} proposed them", expected="a second person"
        )
    numbers = list(tables.values_list("pk", flat=True))
    tables.update(issued_by=actor.username, issued_at=now)
    shown = tuple(one for one in statistics() if one.number in numbers)
    return Done(as_of, shown, f"statistics of {as_of}")


def quarter_of(day: dt.date) -> dt.date | None:
    """Return the first day of the quarter that a day ends; None when it ends none."""
    if (day.month, day.day) not in {(3, 31), (6, 30), (9, 30), (12, 31)}:
        return None
    return day.replace(month=day.month - 2, day=1)


def statistics(*, proposed: bool = False) -> list[Shown]:
    """Return the issued tables, the newest first; or those that wait for a second person."""
    rows = PublishedTable.objects.filter(issued_at__isnull=proposed).order_by("-as_of", "id")
    found = list(rows.prefetch_related("cells"))
    return [
        Shown(
            one.pk,
            one.subject,
            one.as_of,
            one.known,
            {(cell.row, cell.column): cell.count for cell in one.cells.all()},
            one.proposed_by,
            one.issued_by,
            writing.day_of(one.issued_at) if one.issued_at else None,
        )
        for one in found
    ]


def earlier(subject: str) -> list[Issue]:
    """Return what was issued of a subject, as an attacker has it, in order of time."""
    found = []
    issued = PublishedTable.objects.filter(subject=subject).exclude(issued_at=None)
    for table in issued.order_by("as_of", "id").prefetch_related("cells"):
        cells = {(one.row, one.column): one.count for one in table.cells.all()}
        shown = {cell: count for cell, count in cells.items() if count is not None}
        found.append(
            Issue(
                tuple(sorted({row for row, _ in cells if row})),
                tuple(sorted({column for _, column in cells if column})),
                shown,
                frozenset(set(cells) - set(shown)),
            )
        )
    return found


def _counts(subject: str, days: Days, first: dt.date) -> Mapping[Cell, int]:
    if subject in _EVENTS:
        return _event_counts(_EVENTS[subject], days, first)
    counts: Counter[Cell] = Counter()
    rows = Phase.objects.filter(days.on_phases(), standing=Standing.REGISTERED)
    for county, cause, people in rows.values_list("village__county", "main_cause", "people"):
        counts[county or NO_COUNTY, cause or NO_CAUSE] += people if subject == "people" else 1
    return counts


def _event_counts(kind: Kind, days: Days, first: dt.date) -> Mapping[Cell, int]:
    """Count households to which something happened in a quarter, as known on a day."""
    counts: Counter[Cell] = Counter()
    asked = set(
        Event.objects.filter(kind=kind, recorded_on__lte=days.known).values_list(
            "household_id", flat=True
        )
    )
    counties = dict(Village.objects.values_list("pk", "county"))
    for events in writing.events_of(asked).values():
        for event in rules.as_known(events, days.known):
            if event.kind is kind and first <= event.happened_on <= days.as_of:
                state = rules.fold(events, as_of=event.happened_on, known=days.known)
                county = counties.get(state.village or 0, NO_COUNTY)
                counts[county, state.main_cause or NO_CAUSE] += 1
                break
    return counts


def county_counts(tables: Iterable[Shown]) -> dict[tuple[str, str], int]:
    """Return the county totals that tables show, by subject and county."""
    return {
        (one.subject, row): count
        for one in tables
        for (row, column), count in one.cells.items()
        if row not in {TOTAL, NO_COUNTY} and column == TOTAL and count is not None
    }


def cause_counts(tables: Iterable[Shown]) -> dict[tuple[str, str], int]:
    """Return the registered households that tables show, by cause and county."""
    return {
        (column, row): count
        for one in tables
        if one.subject == "households"
        for (row, column), count in one.cells.items()
        if row not in {TOTAL, NO_COUNTY} and column not in {TOTAL, NO_CAUSE} and count is not None
    }
