"""Reads of clues: lists and one clue with its story; nothing outside the reader's places.

Lists and counts say nothing about a person; what is sealed is opened by `looking` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Q, Value, When

from jiedui.checks.rules import RULES
from jiedui.clues.boxes import person_hash, unseal
from jiedui.clues.inside import within
from jiedui.clues.learning import learning
from jiedui.clues.lifecycle import Standing, State
from jiedui.clues.models import Clue, Paper, Seen, Sighting, Taken
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

    from jiedui.access.scope import Scope
    from jiedui.kernel.problem import Refused

SEVERITIES = ("high", "medium", "low")
"""Severities, the gravest first; a clue holds its index."""

SORTS = ("due", "likely", "severity", "place", "number")
"""By what a list may be sorted; `likely` puts rules first whose clues held most often."""


class Filters(NamedTuple):
    """What a list shows; "" and False leave a thing open.

    Attributes:
        state: A state.
        rule: Code of a rule.
        data: Code of a data set.
        place: Key of a county, town or village.
        assignee: Whose.
        find: A household's number or a person's whole identity number.
        is_open: Only what is not closed.
        is_late: Only what is past its deadline.
    """

    state: str = ""
    rule: str = ""
    data: str = ""
    place: str = ""
    assignee: str = ""
    find: str = ""
    is_open: bool = False
    is_late: bool = False


class Paging(NamedTuple):
    """How a list is cut: one of `SORTS`, the first row from 0, how many."""

    sort: str = "due"
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One clue of a list.

    Attributes:
        number: Its number.
        state: Where it stands.
        rule: Code of its rule; `zh` and `en` are its question.
        data: The list that gave it.
        severity: high, medium or low.
        place: Place key.
        household: Number of a household of the register, "" where it is none of ours.
        assignee: To whom it is assigned.
        opened_on: When it was opened or opened again.
        due_on: Until when it must have left its state.
        is_late: Whether that day has passed.
        conclusion: What the visit found.
        decision: What was decided.
        held: Of how many decided clues of this rule how many held: (held, decided).
    """

    number: int
    state: str
    rule: str
    zh: str
    en: str
    data: str
    severity: str
    place: str
    household: str
    assignee: str
    opened_on: dt.date
    due_on: dt.date | None
    is_late: bool
    conclusion: str
    decision: str
    held: tuple[int, int]


class Page(NamedTuple):
    """One page of a list: its rows, how many there are, how many of all those are late."""

    rows: list[Row]
    total: int
    late: int


def clues(scope: Scope, filters: Filters, *, today: dt.date, paging: Paging | None = None) -> Page:
    """Return one page of the clues of a scope; few queries whatever the size.

    Raises:
        Refused: The sort is none.
    """
    paging = paging or Paging()
    if paging.sort not in SORTS:
        raise refuse("VALUE_UNKNOWN", found=paging.sort, expected=", ".join(SORTS))
    found = Clue.objects.filter(within(scope.places), _matching(filters, today))
    counted = found.aggregate(total=Count("id"), late=Count("id", filter=late_on(today)))
    held = {one.code: (one.held, one.decided) for one in learning(scope).by_rule}
    ordered = _ordered(found, paging.sort, held).select_related("question")
    rows = [_row(one, today, held) for one in ordered[paging.offset : paging.offset + paging.limit]]
    return Page(rows, counted["total"], counted["late"])


def late_on(today: dt.date) -> Q:
    """Return the condition of clues that are past their deadline on a day."""
    return Q(due_on__lt=today) & ~Q(state=State.CLOSED)


def _matching(filters: Filters, today: dt.date) -> Q:
    found = within([filters.place]) if filters.place else Q()
    for name in ("state", "rule", "data", "assignee"):
        if value := getattr(filters, name):
            found &= Q(**{name: value})
    if filters.is_open:
        found &= ~Q(state=State.CLOSED)
    if filters.is_late:
        found &= late_on(today)
    asked = filters.find.strip()
    if asked:
        found &= Q(household=asked) | Q(person_hash=person_hash(asked))
    return found


def _ordered(found: QuerySet[Clue], sort: str, held: dict[str, tuple[int, int]]) -> QuerySet[Clue]:
    due = F("due_on").asc(nulls_last=True)
    if sort == "likely":
        # Rules of which nothing is known stand in the middle: one of two.
        whens = [
            When(rule=rule, then=Value((yes + 1) * 1000 // (of + 2)))
            for rule, (yes, of) in held.items()
        ]
        share = Case(*whens, default=Value(500), output_field=IntegerField())
        return found.annotate(share=share).order_by("-share", due, "id")
    order: dict[str, tuple[str | Combinable, ...]] = {
        "due": (due, "severity", "id"),
        "severity": ("severity", due, "id"),
        "place": ("place", due, "id"),
        "number": ("id",),
    }
    return found.order_by(*order[sort])


def _row(one: Clue, today: dt.date, held: dict[str, tuple[int, int]]) -> Row:
    return Row(
        one.pk,
        one.state,
        one.rule,
        one.question.zh,
        one.question.en,
        one.data,
        SEVERITIES[one.severity],
        one.place,
        one.household,
        one.assignee,
        one.opened_on,
        one.due_on,
        one.state != State.CLOSED and one.due_on is not None and one.due_on < today,
        one.conclusion,
        one.decision,
        held.get(one.rule, (0, 0)),
    )


# --- one clue -------------------------------------------------------------------------------------


class StepRow(NamedTuple):
    """One step that was taken, with what was said in words."""

    step: str
    code: str
    explanation: str
    signer: str
    at: dt.datetime
    day: dt.date
    due_on: dt.date | None
    round: int
    words: str


class PaperRow(NamedTuple):
    """A document of evidence."""

    number: int
    name: str
    size: int
    sha256: str
    round: int
    added_by: str
    added_at: dt.datetime


class LookRow(NamedTuple):
    """Who looked, when, what for, and whether in full."""

    at: dt.datetime
    actor: str
    purpose: str
    is_revealed: bool


class Before(NamedTuple):
    """Another clue of the same person: an earlier one, or one of another rule."""

    number: int
    rule: str
    state: str
    conclusion: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Story:
    """A clue with everything that happened to it; of the person nothing but the household."""

    clue: Row
    standing: Standing
    round: int
    verifier: str
    decider: str
    explanation: str
    visited_on: dt.date | None
    usual: tuple[str, ...]
    steps: list[StepRow]
    papers: list[PaperRow]
    looks: list[LookRow]
    others: list[Before]
    runs: list[int]


def clue_in(scope: Scope, number: int) -> Clue:
    """Return a clue of a scope.

    Raises:
        Refused: There is none in those places.
    """
    found = Clue.objects.select_related("question").filter(pk=number).first()
    if found is None or not scope.sees(found.place or None):
        raise unknown(number)
    return found


def unknown(number: int) -> Refused:
    """Return the refusal of a clue that is not there, or not the reader's to see."""
    return refuse(
        "CLUE_UNKNOWN",
        found=f"clue {number}",
        expected="the number of a clue of your places",
        hint="`jiedui clues list` shows them.",
    )


def standing_of(clue: Clue) -> Standing:
    """Return what a clue is for the table of steps."""
    papers = Paper.objects.filter(clue=clue, round=clue.round).count()
    days = {
        step: at.astimezone().date()
        for step, at in Taken.objects.filter(clue=clue, round=clue.round)
        .order_by("id")
        .values_list("step", "at")
    }
    return Standing(
        State(clue.state), clue.assignee, clue.verifier, clue.conclusion, papers,
        opened_on=clue.opened_on, assigned_on=days.get("assign"),
        last_on=max((clue.opened_on, *days.values())),
    )  # fmt: skip


def story(scope: Scope, number: int, *, today: dt.date) -> Story:
    """Return a clue and its history.

    Raises:
        Refused: There is no such clue in those places.
    """
    one = clue_in(scope, number)
    rule = RULES.get(one.rule)
    held = {found.code: (found.held, found.decided) for found in learning(scope).by_rule}
    others = Clue.objects.filter(within(scope.places), person_hash=one.person_hash)
    return Story(
        _row(one, today, held),
        standing_of(one),
        one.round,
        one.verifier,
        one.decider,
        one.explanation,
        one.visited_on,
        rule.explanations if rule else (),
        [_step(row) for row in Taken.objects.filter(clue=one).order_by("id")],
        [_paper(row) for row in Paper.objects.filter(clue=one).order_by("id")],
        [
            LookRow(row.at, row.actor, row.purpose, row.is_revealed)
            for row in Seen.objects.filter(clue=one).order_by("-id")[:50]
        ],
        [
            Before(row.pk, row.rule, row.state, row.conclusion, row.explanation)
            for row in others.exclude(pk=one.pk).order_by("-id")[:50]
        ],
        list(Sighting.objects.filter(clue=one).order_by("run").values_list("run", flat=True)),
    )


def _step(row: Taken) -> StepRow:
    words = str(unseal(row.sealed, kind="step", token=row.token)["words"])
    return StepRow(
        row.step, row.code, row.explanation, row.signer, row.at, row.day, row.due_on, row.round,
        words,
    )  # fmt: skip


def _paper(row: Paper) -> PaperRow:
    name = str(unseal(row.sealed, kind="paper", token=row.token)["name"])
    return PaperRow(row.pk, name, row.size, row.sha256, row.round, row.added_by, row.added_at)
