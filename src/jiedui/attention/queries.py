"""Reads of findings: most urgent first, by rule, by subject; the rules themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from jiedui.attention.declaration import WAITING
from jiedui.attention.models import Finding, RulesRun
from jiedui.kernel.place import covers
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope

PAGE_MAX = 1000


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings are asked for.

    Attributes:
        rule: Only of this rule.
        place: Only inside this place.
        owner: Only of this owner.
        subject: Only about this subject.
        states: Only in these states.
    """

    rule: str = ""
    place: str = ""
    owner: str = ""
    subject: str = ""
    states: tuple[str, ...] = WAITING


class FindingRow(NamedTuple):
    """One finding."""

    number: int
    rule: str
    subject: str
    place: str
    zh: str
    en: str
    amount_fen: int
    urgency: int
    owner: str
    link: str
    since: dt.date
    found_on: dt.date
    due: dt.date
    state: str
    explained_by: str
    explanation: str
    accepted_by: str


class Note(NamedTuple):
    """One thing that happened to a finding."""

    verb: str
    words: str
    by: str
    at: dt.datetime


class FindingPage(NamedTuple):
    """A page of findings and how many there are."""

    rows: list[FindingRow]
    total: int


_NAMES = ("id", *FindingRow._fields[1:])


def findings(
    scope: Scope,
    asked: FindingFilter = FindingFilter(),
    *,
    limit: int = 50,
    offset: int = 0,
) -> FindingPage:
    """Return findings a scope sees, the most urgent first, then those due first, then by money."""
    rows = _filtered(scope, asked)
    page = rows.order_by("urgency", "due", "-amount_fen", "id").values_list(*_NAMES)
    part = page[offset : offset + min(limit, PAGE_MAX)]
    return FindingPage([FindingRow._make(one) for one in part], rows.count())


def _filtered(scope: Scope, asked: FindingFilter) -> QuerySet[Finding]:
    rows = Finding.objects.filter(state__in=asked.states)
    if not scope.is_everywhere:
        rows = rows.filter(place__in=_inside(scope.places))
    if asked.place:
        rows = rows.filter(place__in=_inside((asked.place,)))
    exact = {"rule": asked.rule, "owner": asked.owner, "subject": asked.subject}
    return rows.filter(**{name: value for name, value in exact.items() if value})


def _inside(keys: Sequence[str]) -> list[str]:
    known = Finding.objects.order_by().values_list("place", flat=True).distinct()
    return [one for one in known if one and any(covers(key, one) for key in keys)]


def finding(scope: Scope, number: int) -> tuple[FindingRow, list[Note]]:
    """Return one finding with everything that happened to it.

    Raises:
        Refused: There is none within the scope.
    """
    row = Finding.objects.filter(pk=number).first()
    if row is None or not scope.sees(row.place or None):
        raise refuse(
            "FINDING_UNKNOWN", found=f"finding {number}", expected="a finding within your places"
        )
    notes = row.notes.order_by("pk").values_list("verb", "words", "by", "at")
    values = (getattr(row, name) for name in _NAMES)
    return FindingRow(*values), [Note(*one) for one in notes]


def waiting_by_rule(scope: Scope) -> dict[str, int]:
    """Return how many findings wait, by rule."""
    rows = _filtered(scope, FindingFilter()).order_by()
    return dict(rows.values_list("rule").annotate(number=Count("id")))


def overdue(scope: Scope, today: dt.date) -> int:
    """Return how many findings are past their day."""
    return _filtered(scope, FindingFilter()).filter(Q(due__lt=today)).count()


def last_run() -> dt.datetime | None:
    """Return when all rules were last run over everything."""
    return RulesRun.objects.order_by("-pk").values_list("at", flat=True).first()
