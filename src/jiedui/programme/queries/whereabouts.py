"""Where the money of projects is: by county, source and year; idle; ranked; against the calendar.

Sums are the book's lines as copied; nothing is estimated.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, F, Min, Q, Sum

from jiedui.attention.thresholds import limits_on
from jiedui.kernel.problem import refuse
from jiedui.programme.attention import months_before
from jiedui.programme.lifecycle import FINISHED
from jiedui.programme.models import IdleLot, ProjectLine
from jiedui.programme.queries.listing import ProjectFilter, filtered
from jiedui.programme.standing import PASSED, Stages

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.programme.models import Project

AID = tuple(code for code in PASSED if code.startswith("Place:") and code != "Place:Own")
"""Where aid can stand."""

BY = ("county", "year", "source", "category", "state")
"""What money can be broken down by."""

_SUMS = ("planned", "contributed", "allotted", "disbursed", "spent", "returned", "own", "idle")


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


def shares(
    scope: Scope,
    by: str,
    asked: ProjectFilter = ProjectFilter(),  # noqa: B008  an immutable value
    *,
    sort: str = "",
) -> list[Share]:
    """Return where money is, broken down.

    Args:
        scope: Who looks.
        by: One of BY.
        asked: Which projects.
        sort: `used` ranks by utilisation, the lowest first; "" by money allotted, the most first.

    Raises:
        Refused: It cannot be broken down by that.
    """
    if by not in BY:
        raise refuse("VALUE_UNKNOWN", found=by, expected=", ".join(BY))
    found = _by_source(scope, asked) if by == "source" else _by_column(scope, by, asked)
    if sort == "used":
        ranked = [one for one in found if one.used_percent is not None]
        return sorted(ranked, key=lambda one: (one.used_percent or 0, -one.stages.allotted))
    return sorted(found, key=lambda one: (-one.stages.put_in, one.key))


def _by_column(scope: Scope, by: str, asked: ProjectFilter) -> list[Share]:
    rows = filtered(scope, asked).order_by().values(by)
    sums = {one: Sum(f"{one}_fen", default=0) for one in _SUMS}
    since = dict(
        IdleLot.objects.filter(project__in=filtered(scope, asked).values("pk"))
        .order_by()
        .values_list(f"project__{by}")
        .annotate(since=Min("since"))
    )
    return [
        Share(
            str(row[by]),
            row["projects"],
            Stages(**{one: row[one] for one in Stages._fields}),
            since.get(row[by]),
        )
        for row in rows.annotate(projects=Count("id"), **sums)
    ]


def _by_source(scope: Scope, asked: ProjectFilter) -> list[Share]:
    wanted = filtered(scope, asked).order_by()
    lines = _lines(wanted, asked, scope).filter(account__in=tuple(PASSED))
    sums: dict[str, dict[str, int]] = {}
    for source, account, amount in lines.values_list("source", "account").annotate(
        amount=Sum("amount")
    ):
        own = sums.setdefault(source or "", dict.fromkeys(Stages._fields, 0))
        for stage in PASSED[account]:
            own[stage] += amount
    numbers = dict(lines.values_list("source").annotate(projects=Count("project", distinct=True)))
    since = dict(
        IdleLot.objects.filter(project__in=wanted.values("pk"))
        .order_by()
        .values_list("source")
        .annotate(since=Min("since"))
    )
    return [
        Share(key, numbers.get(key or None, 0), Stages(**own), since.get(key))
        for key, own in sums.items()
    ]


def idle_over(
    scope: Scope,
    today: dt.date,
    asked: ProjectFilter = ProjectFilter(),  # noqa: B008  an immutable value
) -> list[Idle]:
    """Return how much money has been idle for over 6, 12 and 24 months (dated thresholds)."""
    limits = limits_on(today)
    found = []
    for name in ("first", "second", "third"):
        months = limits[f"idle_months_{name}"]
        lots = IdleLot.objects.filter(
            since__lt=months_before(today, months),
            project__in=filtered(scope, asked).exclude(state="CANCELLED").values("pk"),
        )
        sums = lots.aggregate(
            amount=Sum("amount_fen", default=0), projects=Count("project", distinct=True)
        )
        found.append(Idle(months, sums["amount"], sums["projects"]))
    return found


def targets(scope: Scope, year: int, asked: ProjectFilter, *, today: dt.date) -> list[Target]:
    """Return the dated targets of a year and where its projects stand.

    Half the time, half the money; by the end of the year-end month every project completed and
    nearly all money paid (DOMAIN 3.2). Both are dated data.
    """
    limits = limits_on(today)
    rows = filtered(scope, asked).filter(year=year).exclude(state="CANCELLED")
    sums = rows.aggregate(
        number=Count("id"),
        done=Count("id", filter=Q(state__in=FINISHED)),
        allotted=Sum("allotted_fen", default=0),
        paid=Sum("disbursed_fen", default=0),
    )
    month = limits["yearend_month"]
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    money = (sums["paid"], sums["allotted"])
    return [
        Target(dt.date(year, 6, 30), "paid", limits["halfyear_paid_percent"], *money),
        Target(
            last, "completed", limits["yearend_completed_percent"], sums["done"], sums["number"]
        ),
        Target(last, "paid", limits["yearend_paid_percent"], *money),
    ]


BECAME = ("contributed", "idle", "spent", "returned")
"""What aid can have become: stage not stated, idle, spent, returned; they add up to what came."""


def flow(
    scope: Scope,
    asked: ProjectFilter = ProjectFilter(),  # noqa: B008  an immutable value
    *,
    projects_max: int = 12,
) -> Flow:
    """Return the flow of aid from source to county to project to what it became.

    The largest projects stand by themselves, the others of a county together (key `county/…`).
    """
    wanted = filtered(scope, asked).order_by()
    lines = _lines(wanted, asked, scope).filter(account__in=AID)
    to_county = [
        Stream(source or "", county, amount)
        for source, county, amount in lines.values_list("source", "project__county").annotate(
            amount=Sum("amount")
        )
        if amount > 0
    ]
    names = tuple(f"{one}_fen" for one in BECAME)
    sums = {one: Sum(name, default=0) for one, name in zip(BECAME, names, strict=True)}
    rest = {
        county: dict(zip(BECAME, amounts, strict=True))
        for county, *amounts in wanted.values_list("county").annotate(**sums)
    }
    to_project, became = [], []
    largest = (
        wanted.filter(Q(allotted_fen__gt=0) | Q(contributed_fen__gt=0))
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


def _lines(wanted: QuerySet[Project], asked: ProjectFilter, scope: Scope) -> QuerySet[ProjectLine]:
    """Return the lines of some projects; all of them without asking which."""
    rows = ProjectLine.objects.order_by()
    if scope.is_everywhere and asked == ProjectFilter():
        return rows
    return rows.filter(project__in=wanted.values("pk"))
