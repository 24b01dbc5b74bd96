"""Clues counted by place and state, and the runs that gave them; inside the reader's places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from jiedui.clues.inside import within
from jiedui.clues.lifecycle import STATES, State
from jiedui.clues.models import Clue, Input, Run, Sighting
from jiedui.clues.queries import late_on
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Scope


class PlaceCount(NamedTuple):
    """Clues of a place by state."""

    place: str
    by_state: dict[str, int]
    total: int
    late: int


LEVELS = {"county": 1, "town": 2, "village": 3}
"""How many parts of a place key each level has."""


def counts(scope: Scope, level: str, *, today: dt.date) -> list[PlaceCount]:
    """Return the clues of a scope counted by county, town or village, the most open first.

    Raises:
        Refused: There is no such level.
    """
    if level not in LEVELS:
        raise refuse("VALUE_UNKNOWN", found=level, expected=", ".join(LEVELS))
    rows = (
        Clue.objects.filter(within(scope.places))
        .values("place", "state")
        .annotate(many=Count("id"), late=Count("id", filter=late_on(today)))
    )
    found: dict[str, tuple[dict[str, int], list[int]]] = {}
    for row in rows:
        key = ":".join(str(row["place"]).split(":")[: LEVELS[level]])
        by_state, late = found.setdefault(key, (dict.fromkeys(STATES, 0), [0]))
        by_state[State(row["state"])] += row["many"]
        late[0] += row["late"]
    told = [
        PlaceCount(
            key, {str(one): many for one, many in by_state.items()}, sum(by_state.values()), late
        )
        for key, (by_state, (late,)) in found.items()
    ]
    return sorted(told, key=lambda one: (one.by_state[State.CLOSED] - one.total, one.place))


class InputRow(NamedTuple):
    """A file that a run compared."""

    data: str
    part: str
    sha256: str
    rows: int
    set_aside: int
    without_number: int


class RunRow(NamedTuple):
    """A run and how many clues of the reader's places it found."""

    number: int
    as_of: dt.date
    taken_at: dt.datetime
    taken_by: str
    clues: int
    engine: str
    version: str
    inputs: tuple[InputRow, ...]


def runs(scope: Scope, *, limit: int = 200) -> list[RunRow]:
    """Return the runs that found anything in a scope, the newest first; three queries."""
    if not scope.places:
        return []
    inside = Sighting.objects.filter(clue__in=Clue.objects.filter(within(scope.places)))
    many = dict(inside.values_list("run").annotate(many=Count("id")))
    found = Run.objects.order_by("-id")
    if not scope.is_everywhere:
        found = found.filter(pk__in=list(many))
    rows = list(found[:limit])
    inputs: dict[int, list[InputRow]] = {}
    for one in Input.objects.filter(run__in=rows).order_by("id"):
        row = InputRow(one.data, one.part, one.sha256, one.rows, one.set_aside, one.without_number)
        inputs.setdefault(one.run_id, []).append(row)
    return [
        RunRow(
            one.pk, one.as_of, one.taken_at, one.taken_by, many.get(one.pk, 0), one.engine,
            one.version, tuple(inputs.get(one.pk, ())),
        )
        for one in rows
    ]  # fmt: skip
