"""Finding the records a command is asked about, inside the actor's places, or saying no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse
from jiedui.programme.drafting import About
from jiedui.programme.models import Project

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.access.scope import Actor

PROBLEMS_MAX = 500


def problem(code: str, where: str, *, found: str, expected: str, hint: str = "") -> Problem:
    """Return a problem of a project; `where` names it."""
    return Problem(code, Severity.ERROR, Source(cell=where), found, expected, hint)


def refuse_all(problems: Iterable[Problem]) -> None:
    """Refuse when there is a problem, saying all of them."""
    found = list(problems)[:PROBLEMS_MAX]
    if found:
        raise Refused(found)


def projects(numbers: Sequence[int], actor: Actor, permission: str) -> dict[int, Project]:
    """Return projects by number, all of them within the actor's places.

    Raises:
        Refused: One does not exist or lies outside the actor's places.
    """
    scope = actor.scope(permission)
    found = {one.pk: one for one in Project.objects.filter(pk__in=set(numbers))}
    missing = [
        number
        for number in dict.fromkeys(numbers)
        if number not in found or not scope.sees(found[number].place)
    ]
    refuse_all(
        problem(
            "PROJECT_UNKNOWN",
            "",
            found=f"project {number}",
            expected="a project on record within your places",
        )
        for number in missing
    )
    return found


def project(number: int, actor: Actor, permission: str) -> Project:
    """Return one project within the actor's places."""
    return projects([number], actor, permission)[number]


def check_day(on: dt.date, now: dt.datetime, where: str) -> list[Problem]:
    """Return a problem when a day has not come yet."""
    today = now.astimezone().date()
    if on <= today:
        return []
    return [problem("DATE_AHEAD", where, found=str(on), expected=f"a day up to {today}")]


def second_person(proposed_by: str, actor: Actor, what: str) -> list[Problem]:
    """Return a problem when somebody decides what they proposed."""
    if proposed_by != actor.username:
        return []
    return [
        problem(
            "SECOND_PERSON",
            what,
            found=f"{actor.username} proposed it",
            expected="a second person",
            hint="Ask a colleague who may decide it.",
        )
    ]


def about(one: Project, document: str = "") -> About:
    """Return what every entry of a project carries."""
    dims = Dims(
        recipient=one.place,
        owner=one.owner or None,
        category=one.category or None,
        project=one.key,
        programme=one.programme or None,
        pairing_kind=one.pairing_kind or None,
    )
    return About(one.name, dims, one.year, document)


def refuse_unknown(code: str, number: int, what: str) -> Refused:
    """Return the refusal of a number that names nothing."""
    return refuse(code, found=f"{what} {number}", expected=f"a {what} on record in your places")
