"""What households got: recorded in bulk, and the three lists that ask what went wrong with it.

A measure names the project, gift or training it came from, as the book or the other registers have
it; the register does not add up money, it says who got what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q

from jiedui.access.command import command
from jiedui.kernel.identity import mask_strictly
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.registry import writing
from jiedui.registry.household import OPEN
from jiedui.registry.models import Household, Measure, Membership, Phase
from jiedui.registry.queries import key_of, within
from jiedui.registry.writing import CHUNK

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from jiedui.access.scope import Actor, Scope
    from jiedui.registry.queries import Days
    from jiedui.registry.sealing import Ring

KINDS = {
    "cash": ("资金补助", "cash"),
    "goods": ("实物", "goods"),
    "training": ("培训", "training"),
    "work": ("就业", "work"),
    "industry": ("产业帮扶", "industry"),
    "housing": ("住房改造", "housing"),
    "education": ("教育资助", "education"),
    "medical": ("医疗救助", "medical aid"),
    "credit": ("小额信贷", "small loan"),
    "policy": ("政策保障", "allowance"),
    "other": ("其他", "other"),
}
"""Kinds of measures."""


class Given(NamedTuple):
    """One thing given: to whom (household's number or a member's identity number), what, when."""

    to: str
    kind: str
    words: str
    day: dt.date
    fen: int | None = None
    quantity: str = ""
    project: str = ""
    gift: str = ""
    training: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many measures were recorded, how many were known already, and what the log says."""

    added: int
    known: int
    subject: str


class Got(NamedTuple):
    """A row of a list: the household, where, and what is remarkable about it."""

    household: str
    place: str
    kind: str
    words: str
    day: dt.date | None
    times: int
    standing: str


@command("registry.record")
def record_measures(rows: Sequence[Given], *, actor: Actor, now: dt.datetime) -> Kept:
    """Record what households got; what is known already (same household, kind, words, day) is not.

    Args:
        rows: What was given.
        actor: Who records it.
        now: The moment.

    Raises:
        Refused: With every row whose household is unknown in the actor's places, whose kind is
            none, or whose day has not come.
    """
    keys = writing.hold_register()
    today = writing.day_of(now)
    found = households_named((one.to for one in rows), actor.scope("registry.record"), keys)
    problems = [
        problem
        for at, one in enumerate(rows, start=1)
        for problem in _wrong(at, one, known=one.to in found, today=today)
    ]
    if problems:
        raise Refused(problems)
    known = _known(sorted(set(found.values())))
    fresh = []
    for one in rows:
        key = (found[one.to], one.kind, one.words, one.day, one.project, one.gift)
        if key in known:
            continue
        known.add(key)
        fresh.append(_measure(one, found[one.to], actor=actor, now=now))
    writing.put_in(fresh)
    return Kept(len(fresh), len(rows) - len(fresh), f"{len(fresh)} measures")


def _measure(one: Given, household: int, *, actor: Actor, now: dt.datetime) -> Measure:
    return Measure(
        household_id=household,
        kind=one.kind,
        words=mask_strictly(one.words)[:120],
        day=one.day,
        fen=one.fen,
        quantity=one.quantity[:40],
        project=one.project[:120],
        gift=one.gift[:60],
        training=one.training[:120],
        recorded_on=writing.day_of(now),
        source=one.source[:300],
        told_by=actor.username,
        told_at=now,
    )


def _wrong(at: int, one: Given, *, known: bool, today: dt.date) -> list[Problem]:
    told = (
        (not known, "HOUSEHOLD_UNKNOWN", "a household nobody knows there", "one of your places"),
        (one.kind not in KINDS, "VALUE_UNKNOWN", one.kind, ", ".join(KINDS)),
        (one.day > today, "DATE_ORDER", f"{one.day}", f"not after {today}"),
    )
    source = Source(cell=f"row:{at}")
    return [
        Problem(code, Severity.ERROR, source, found, expected)
        for is_wrong, code, found, expected in told
        if is_wrong
    ]


def _known(households: Sequence[int]) -> set[tuple[int, str, str, dt.date, str, str]]:
    found: set[tuple[int, str, str, dt.date, str, str]] = set()
    for at in range(0, len(households), CHUNK):
        rows = Measure.objects.filter(household__in=households[at : at + CHUNK])
        found.update(rows.values_list("household_id", "kind", "words", "day", "project", "gift"))
    return found


def households_named(asked: Iterable[str], scope: Scope, keys: Ring) -> dict[str, int]:
    """Return the households of a scope that are named by number or by a member's number."""
    asked = sorted(set(asked))
    own = Phase.objects.filter(within(scope.places), known_until=OPEN, until=OPEN)
    found: dict[str, int] = {}
    hashes = {hashed: one for one in asked for hashed in keys.number_hashes(one)}
    for at in range(0, len(asked), CHUNK):
        part = asked[at : at + CHUNK]
        there = Household.objects.filter(number__in=part, phases__in=own)
        found.update(there.values_list("number", "pk"))
    order = sorted(hashes)
    for at in range(0, len(order), CHUNK):
        members = Membership.objects.filter(
            person__number_hash__in=order[at : at + CHUNK],
            known_until=OPEN,
            household__phases__in=own,
        )
        for hashed, household in members.values_list("person__number_hash", "household_id"):
            found.setdefault(hashes[hashed], household)
    return found


# --- lists ----------------------------------------------------------------------------------------


def got_twice(scope: Scope, days: Days, *, year: int) -> list[Got]:
    """Return households that got the same (kind and words) more than once in a year."""
    rows = (
        Measure.objects.filter(day__year=year, recorded_on__lte=days.known)
        .filter(household__in=_inside(scope, days))
        .values("household", "household__number", "kind", "words")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .order_by("household__number", "kind", "words")
    )
    found = list(rows)
    where = _where([one["household"] for one in found], days)
    return [
        Got(
            one["household__number"],
            *where.get(one["household"], ("", ""))[:1],
            one["kind"],
            one["words"],
            None,
            one["times"],
            where.get(one["household"], ("", ""))[1],
        )
        for one in found
    ]


def got_nothing(scope: Scope, days: Days, *, year: int) -> list[Got]:
    """Return households registered or monitored on the day that got nothing in a year."""
    got = Measure.objects.filter(household=OuterRef("household"), day__year=year)
    rows = (
        Phase.objects.filter(days.on_phases(), within(scope.places))
        .filter(Q(standing="registered") | ~Q(watch=""))
        .filter(~Exists(got.filter(recorded_on__lte=days.known)))
        .select_related("household", "village")
        .order_by("household__number")
    )
    return [
        Got(one.household.number, key_of(one.village), "", "", None, 0, one.standing)
        for one in rows
    ]


def left_but_paid(scope: Scope, days: Days, *, year: int) -> list[Got]:
    """Return what was given in a year to households that were out of the register on that day.

    Out means removed, merged, or exited without being monitored; where policies go on after an exit
    (脱贫不脱政策) these rows are to be looked at, not to be claimed back.
    """
    out = Phase.objects.filter(
        household=OuterRef("household"),
        since__lte=OuterRef("day"),
        until__gt=OuterRef("day"),
        known_since__lte=days.known,
        known_until__gt=days.known,
    ).filter(Q(standing__in=("removed", "merged")) | Q(standing="exited", watch=""))
    rows = (
        Measure.objects.filter(day__year=year, recorded_on__lte=days.known)
        .filter(household__in=_inside(scope, days))
        .annotate(number=F("household__number"))
        .filter(Exists(out))
        .order_by("number", "day", "pk")
    )
    found = list(rows)
    where = _where([one.household_id for one in found], days)
    return [
        Got(
            one.number,
            where.get(one.household_id, ("", ""))[0],
            one.kind,
            one.words,
            one.day,
            1,
            where.get(one.household_id, ("", ""))[1],
        )
        for one in found
    ]


LISTS = {
    "twice": (got_twice, "重复享受", "got twice"),
    "nothing": (got_nothing, "未享受帮扶", "got nothing"),
    "left": (left_but_paid, "退出后仍享受", "left but still paid"),
}
"""The lists, by code."""


def _inside(scope: Scope, days: Days) -> QuerySet[Phase, Any]:
    return Phase.objects.filter(days.on_phases(), within(scope.places)).values("household")


def _where(households: Sequence[int], days: Days) -> dict[int, tuple[str, str]]:
    rows = Phase.objects.filter(days.on_phases(), household__in=set(households))
    return {
        one.household_id: (key_of(one.village), one.standing)
        for one in rows.select_related("village")
    }
