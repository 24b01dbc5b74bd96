"""Where the money of projects is: by county, source and year; idle; ranked; against the calendar.

Sums are the book's lines as copied; nothing is estimated. Everything is told from two small sums
that the database makes in one pass each, along an index that holds all it needs: of projects by
county, year, category and state, and of lines by county, source and account.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.db.models import Count, F, Min, Q, Sum

from jiedui.attention.thresholds import limits_on
from jiedui.kernel.problem import refuse
from jiedui.programme.attention import months_before
from jiedui.programme.lifecycle import FINISHED
from jiedui.programme.models import IdleLot, Project, ProjectLine
from jiedui.programme.queries.listing import ProjectFilter, filtered
from jiedui.programme.standing import PASSED, Stages

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jiedui.access.scope import Scope

Rows = TypeVar("Rows", IdleLot, ProjectLine)

AID = tuple(code for code in PASSED if code.startswith("Place:") and code != "Place:Own")
"""Where aid can stand."""

BY = ("county", "year", "source", "category", "state")
"""What money can be broken down by."""

_LIMITS = ("first", "second", "third")
"""The thresholds of idle time, the shortest first."""


class Part(NamedTuple):
    """Projects of one county, year, category and state: how many, their money, how long idle.

    Attributes:
        aged: How many hold money that has been idle for longer than each threshold.
    """

    county: str
    year: int
    category: str
    state: str
    projects: int
    stages: Stages
    idle_since: dt.date | None
    aged: tuple[int, ...]


class Summed(NamedTuple):
    """What is asked and its two sums, from which everything else is told.

    Attributes:
        lines: Fen by county, source ("" = no line says it) and account.
    """

    scope: Scope
    asked: ProjectFilter
    today: dt.date
    limits: dict[str, int]
    parts: list[Part]
    lines: dict[tuple[str, str, str], int]


class Share(NamedTuple):
    """Money of one county, year, source, category or state: projects, stages, idle since when."""

    key: str
    projects: int
    stages: Stages
    idle_since: dt.date | None

    @property
    def used_percent(self) -> int | None:
        """Disbursed in whole percent of allotted, cut off; None where nothing is allotted."""
        stages = self.stages
        return stages.disbursed * 100 // stages.allotted if stages.allotted else None


class Idle(NamedTuple):
    """Money idle for over some months, in fen, and in how many projects."""

    months: int
    amount_fen: int
    projects: int


class Target(NamedTuple):
    """One dated target of a year and where the year stands.

    Attributes:
        on: The day by which it is to be reached.
        what: `paid` or `completed`.
        wanted_percent: The target.
        part: Fen paid, or projects completed.
        whole: Fen allotted, or projects.
    """

    on: dt.date
    what: str
    wanted_percent: int
    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Where the year stands, in whole percent, cut off."""
        return self.part * 100 // self.whole if self.whole else None

    @property
    def missing(self) -> int:
        """How much is missing to the target: fen, or projects; 0 when it is reached."""
        return max(-(-self.whole * self.wanted_percent // 100) - self.part, 0)


class Stream(NamedTuple):
    """One stretch of the flow of money: from a source to a county, of a project to its place."""

    origin: str
    target: str
    amount_fen: int


class Flow(NamedTuple):
    """The flow of money: source to county, county to project, project to what it became."""

    to_county: list[Stream]
    to_project: list[Stream]
    became: list[Stream]


def summed(
    scope: Scope,
    asked: ProjectFilter = ProjectFilter(),  # noqa: B008  an immutable value
    *,
    today: dt.date,
) -> Summed:
    """Sum up the projects of a filter that a scope sees, and their lines.

    Args:
        scope: Who looks.
        asked: Which projects.
        today: The day on which idle time and thresholds count.
    """
    limits = limits_on(today)
    keys = ("county", "year", "category", "state")
    sums = {f"sum_{one}": Sum(f"{one}_fen", default=0) for one in Stages._fields}
    aged = {
        f"aged_{name}": Count("id", filter=Q(idle_since__lt=_before(today, limits, name)))
        for name in _LIMITS
    }
    rows = filtered(scope, asked).order_by().values_list(*keys)
    grouped = rows.annotate(number=Count("id"), **sums, since=Min("idle_since"), **aged)
    end = 5 + len(sums)
    parts = [
        Part._make((*row[:5], Stages(*row[5:end]), row[end], tuple(row[end + 1 :])))
        for row in grouped
    ]
    lines: dict[tuple[str, str, str], int] = {}
    for county, source, account, amount in (
        _of(ProjectLine.objects.order_by(), scope, asked)
        .values_list("county", "source", "account")
        .annotate(whole=Sum("amount"))
    ):
        key = (county, source or "", account)
        lines[key] = lines.get(key, 0) + amount
    return Summed(scope, asked, today, limits, parts, lines)


def _before(today: dt.date, limits: dict[str, int], name: str) -> dt.date:
    return months_before(today, limits[f"idle_months_{name}"])


def shares(known: Summed, by: str, *, sort: str = "") -> list[Share]:
    """Return where money is, broken down.

    Args:
        known: What is asked, summed up.
        by: One of BY.
        sort: `used` ranks by utilisation, the lowest first; "" by money put in, the most first.

    Raises:
        Refused: It cannot be broken down by that.
    """
    if by not in BY:
        raise refuse("VALUE_UNKNOWN", found=by, expected=", ".join(BY))
    found = _by_source(known) if by == "source" else _by_column(known, by)
    if sort == "used":
        ranked = [one for one in found if one.used_percent is not None]
        return sorted(ranked, key=lambda one: (one.used_percent or 0, -one.stages.allotted))
    return sorted(found, key=lambda one: (-one.stages.put_in, one.key))


def _by_column(known: Summed, by: str) -> list[Share]:
    grouped: dict[str, list[Part]] = {}
    for one in known.parts:
        grouped.setdefault(str(getattr(one, by)), []).append(one)
    return [
        Share(
            key,
            sum(one.projects for one in own),
            Stages(*map(sum, zip(*(one.stages for one in own), strict=True))),
            min((one.idle_since for one in own if one.idle_since), default=None),
        )
        for key, own in grouped.items()
    ]


def _by_source(known: Summed) -> list[Share]:
    sums: dict[str, dict[str, int]] = {}
    for (_, source, account), amount in known.lines.items():
        if account not in PASSED:
            continue
        own = sums.setdefault(source, dict.fromkeys(Stages._fields, 0))
        for stage in PASSED[account]:
            own[stage] += amount
    lines = _of(ProjectLine.objects.filter(account__in=tuple(PASSED)), known.scope, known.asked)
    numbers: dict[str, int] = {}
    for _, source, number in (
        lines.order_by()
        .values_list("county", "source")
        .annotate(projects=Count("project", distinct=True))
    ):
        numbers[source or ""] = numbers.get(source or "", 0) + number
    since = dict(
        _of(IdleLot.objects.order_by(), known.scope, known.asked)
        .values_list("source")
        .annotate(first=Min("since"))
    )
    return [
        Share(key, numbers.get(key, 0), Stages(**own), since.get(key)) for key, own in sums.items()
    ]


def idle_over(known: Summed) -> list[Idle]:
    """Return how much money has been idle for over 6, 12 and 24 months (dated thresholds)."""
    ends = {name: _before(known.today, known.limits, name) for name in _LIMITS}
    lots = _of(
        IdleLot.objects.filter(since__lt=max(ends.values())),
        known.scope,
        known.asked,
        without_state="CANCELLED",
    )
    amounts = lots.aggregate(
        **{
            name: Sum("amount_fen", filter=Q(since__lt=end), default=0)
            for name, end in ends.items()
        }
    )
    standing = [one for one in known.parts if one.state != "CANCELLED"]
    return [
        Idle(
            known.limits[f"idle_months_{name}"],
            amounts[name],
            sum(one.aged[at] for one in standing),
        )
        for at, name in enumerate(_LIMITS)
    ]


def targets(known: Summed, year: int) -> list[Target]:
    """Return the dated targets of a year and where its projects stand.

    Half the time, half the money; by the end of the year-end month every project completed and
    nearly all money paid (DOMAIN 3.2). Both are dated data.
    """
    limits = known.limits
    own = [one for one in known.parts if one.year == year and one.state != "CANCELLED"]
    number = sum(one.projects for one in own)
    done = sum(one.projects for one in own if one.state in FINISHED)
    month = limits["yearend_month"]
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    money = (sum(one.stages.disbursed for one in own), sum(one.stages.allotted for one in own))
    return [
        Target(dt.date(year, 6, 30), "paid", limits["halfyear_paid_percent"], *money),
        Target(last, "completed", limits["yearend_completed_percent"], done, number),
        Target(last, "paid", limits["yearend_paid_percent"], *money),
    ]


BECAME = ("contributed", "idle", "spent", "returned")
"""What aid can have become: stage not stated, idle, spent, returned; they add up to what came."""


def flow(known: Summed, *, projects_max: int = 12) -> Flow:
    """Return the flow of aid from source to county to project to what it became.

    The largest projects stand by themselves, the others of a county together (key `county/…`).
    """
    came: dict[tuple[str, str], int] = {}
    for (county, source, account), amount in known.lines.items():
        if account in AID:
            came[source, county] = came.get((source, county), 0) + amount
    to_county = [Stream(*key, amount) for key, amount in sorted(came.items()) if amount > 0]
    rest: dict[str, dict[str, int]] = {}
    for one in known.parts:
        sums = rest.setdefault(one.county, dict.fromkeys(BECAME, 0))
        for what in BECAME:
            sums[what] += getattr(one.stages, what)
    names = tuple(f"{one}_fen" for one in BECAME)
    to_project, became = [], []
    largest = (
        filtered(known.scope, known.asked)
        .filter(Q(allotted_fen__gt=0) | Q(contributed_fen__gt=0))
        .annotate(put_in=F("allotted_fen") + F("contributed_fen"))
        .order_by("-put_in", "-id")
    )
    for key, county, *amounts in largest.values_list("key", "county", *names)[:projects_max]:
        own = dict(zip(BECAME, amounts, strict=True))
        to_project.append(Stream(county, key, sum(amounts)))
        became += [Stream(key, what, amount) for what, amount in own.items()]
        for what, amount in own.items():
            rest[county][what] -= amount
    for county, own in rest.items():
        to_project.append(Stream(county, f"{county}/…", sum(own.values())))
        became += [Stream(f"{county}/…", what, amount) for what, amount in own.items()]
    return Flow(
        to_county,
        [one for one in to_project if one.amount_fen > 0],
        [one for one in became if one.amount_fen > 0],
    )


def _of(
    rows: QuerySet[Rows], scope: Scope, asked: ProjectFilter, *, without_state: str = ""
) -> QuerySet[Rows]:
    """Return the rows of the projects asked for; of all of them without asking which."""
    if scope.is_everywhere and asked == ProjectFilter():
        if not without_state:
            return rows
        left = Project.objects.filter(state=without_state).values("pk")
        return rows.exclude(project__in=left)
    wanted = filtered(scope, asked).order_by()
    if without_state:
        wanted = wanted.exclude(state=without_state)
    return rows.filter(project__in=wanted.values("pk"))
