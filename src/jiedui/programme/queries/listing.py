"""Lists of projects: filtered, sorted, paged, by indexes; sums of the same filter.

Two queries a page whatever its length: the rows and their number with their sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q, Sum

from jiedui.kernel.place import covers
from jiedui.kernel.problem import refuse
from jiedui.programme.models import Project

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope

PAGE_MAX = 1000
SORTS = {
    "number": "id",
    "name": "name",
    "year": "year",
    "allotted": "allotted_fen",
    "used": "used_percent",
    "idle": "idle_fen",
    "idle_since": "idle_since",
    "since": "state_since",
}
"""What a list can be sorted by, each with an index."""


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Which projects are asked for; "" and None leave a side open.

    Attributes:
        place: Key of a place: projects inside it.
        state: Their state; `-` for projects whose state nobody told.
        category: Their category.
        source: Projects with money of this source.
        year: Their year.
        words: A piece of their name.
        number: One project.
        is_open: Only projects that are neither closed nor cancelled (True), or only those (False).
    """

    place: str = ""
    state: str = ""
    category: str = ""
    source: str = ""
    year: int | None = None
    words: str = ""
    number: int | None = None
    is_open: bool | None = None


class ProjectRow(NamedTuple):
    """One project in a list; money in fen."""

    number: int
    key: str
    name: str
    place: str
    year: int
    category: str
    state: str
    state_since: dt.date | None
    approved_fen: int | None
    planned_fen: int
    contributed_fen: int
    allotted_fen: int
    disbursed_fen: int
    spent_fen: int
    returned_fen: int
    own_fen: int
    idle_fen: int
    idle_since: dt.date | None
    used_percent: int | None
    progress_percent: int


class ProjectPage(NamedTuple):
    """A page of a list, and of all projects of its filter the number and the sums in fen."""

    rows: list[ProjectRow]
    total: int
    planned_fen: int
    contributed_fen: int
    allotted_fen: int
    disbursed_fen: int
    spent_fen: int
    returned_fen: int
    idle_fen: int


_SUMS = ("planned_fen", "contributed_fen", "allotted_fen", "disbursed_fen", "spent_fen",
         "returned_fen", "idle_fen")  # fmt: skip


def projects(
    scope: Scope,
    asked: ProjectFilter = ProjectFilter(),
    *,
    sort: str = "-number",
    limit: int = 50,
    offset: int = 0,
) -> ProjectPage:
    """Return a page of the projects a scope sees.

    Args:
        scope: Who looks.
        asked: Which projects.
        sort: A key of SORTS, with `-` in front for falling order.
        limit: At most so many, up to PAGE_MAX.
        offset: How many to leave out before the first.

    Raises:
        Refused: It cannot be sorted by that.
    """
    rows = filtered(scope, asked)
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise refuse("VALUE_UNKNOWN", found=sort, expected=", ".join(SORTS))
    sign = "-" if sort.startswith("-") else ""
    order = (f"{sign}{SORTS[name]}", *([] if name == "number" else [f"{sign}id"]))
    sums = rows.aggregate(total=Count("id"), **{one: Sum(one, default=0) for one in _SUMS})
    names = ("id", *ProjectRow._fields[1:])
    page = rows.order_by(*order).values_list(*names)[offset : offset + min(limit, PAGE_MAX)]
    return ProjectPage([ProjectRow._make(one) for one in page], **sums)


def filtered(scope: Scope, asked: ProjectFilter) -> QuerySet[Project]:
    """Return the projects of a filter that a scope sees."""
    rows = Project.objects.all()
    if not scope.is_everywhere:
        rows = rows.filter(inside(scope.places))
    if asked.place:
        rows = rows.filter(inside([asked.place]))
    exact = {
        "state": "" if asked.state == "-" else asked.state or None,
        "category": asked.category or None,
        "year": asked.year,
        "id": asked.number,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if asked.source:
        rows = rows.filter(funding__source=asked.source)
    if asked.words:
        rows = rows.filter(Q(name__contains=asked.words) | Q(number__contains=asked.words))
    if asked.is_open is not None:
        ended = Q(state__in=("CLOSED", "CANCELLED"))
        rows = rows.exclude(ended) if asked.is_open else rows.filter(ended)
    return rows


def inside(places: Iterable[str], prefix: str = "") -> Q:
    """Return the condition of a project's lying inside one of some places.

    Args:
        places: Keys of places.
        prefix: How the rows that are asked reach their project: `project__`.
    """
    keys = list(places)
    counties = set(Project.objects.values_list("county", flat=True).distinct())
    within = [one for one in counties if any(covers(key, one) for key in keys)]
    found = Q(**{f"{prefix}county__in": within})
    for key in keys:
        if ":" in key:
            found |= Q(**{f"{prefix}place": key})
    return found


def number_of(scope: Scope, named: str) -> int:
    """Return the number of a project by its number, its key in the book or its whole name.

    Raises:
        Refused: Nothing, or more than one project, is named so within the scope.
    """
    wanted = "".join(named.split())
    rows = filtered(scope, ProjectFilter())
    if wanted.isdecimal() and rows.filter(pk=int(wanted)).exists():
        return int(wanted)
    found = list(
        rows.filter(Q(key=wanted) | Q(name=wanted) | Q(number=wanted)).values_list("pk", "key")[:9]
    )
    if len(found) == 1:
        return int(found[0][0])
    raise refuse(
        "PROJECT_UNKNOWN",
        found=named,
        expected="the number, the key or the whole name of one project",
        hint="It may be: " + ", ".join(f"{pk} {key}" for pk, key in found) if found else "",
    )
