"""What there is to tell: recipients, joint scopes, plans and stocks, derived from the book itself.

A report names no county. It asks the book which recipients its programme has lines for, since when,
with whom they were paired, and tells those. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from jiedui.figures.model import Question
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.place import covers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.figures.model import Answer


@dataclass(frozen=True, slots=True)
class Behind:
    """One line of the book behind an answer: what a survey and a trace need of it."""

    entry: int
    line: int
    kind: str
    account: str
    amount: int
    wording: str
    starts: dt.date
    ends: dt.date
    recipient: str | None = None
    payer: str | None = None
    owner: str | None = None
    project: str | None = None
    pairing_kind: str | None = None
    sense: int = 1
    cell: str = ""
    document: str = ""


class Sight(Protocol):
    """What a report may see of the book: answers, and the lines behind them."""

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question."""
        ...

    def ask_many(self, questions: Iterable[Question]) -> Mapping[Question, Answer]:
        """Return the answers that are worked out together; the others are left to `ask`."""
        ...

    def lines(self, question: Question) -> Sequence[Behind]:
        """Return the lines behind the answer to a question, up to a limit."""
        ...

    def standing(self, account: str) -> Sequence[Behind]:
        """Return the lines in force on an account: not taken back."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """A recipient key (single or joint) with the days its lines span."""

    key: str
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing as the book has it; `donor` is a place key or an organisation."""

    donor: str
    recipient: str
    kind: str
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True, slots=True)
class Survey:
    """What the book has for one programme up to a reporting day.

    Attributes:
        owner: The donor district's code.
        as_of: The reporting day.
        since: First day asked for; EARLIEST = each recipient from its own first line.
        recipients: Single recipients with actual money or results of their own.
        joint: Scopes known for several recipients together only.
        planned: Scopes with a plan, single or joint.
        stocks: Recipients with observed stocks, with the first and the last day observed.
        givers: Donor and recipient of gifts.
        projects: Keys of named projects.
        pairings: Pairings of the programme and those above it, oldest first.
    """

    owner: str
    as_of: dt.date
    since: dt.date = EARLIEST
    recipients: tuple[Scope, ...] = ()
    joint: tuple[Scope, ...] = ()
    planned: tuple[Scope, ...] = ()
    stocks: tuple[Scope, ...] = ()
    givers: tuple[tuple[str, str], ...] = ()
    projects: tuple[str, ...] = ()
    pairings: tuple[Pairing, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is asked for.

    Whose programme, from when, up to when, and as known at which entry.
    """

    owner: str
    as_of: dt.date
    since: dt.date = EARLIEST
    known_at: int | None = None

    def question(self, code: str, **more: object) -> Question:
        """Return a question about all this programme has; a survey looks at lines, not at sums."""
        where = (("owner", (self.owner,)),)
        asked = Question(code, where=where, known_at=self.known_at)
        return replace(asked, **more)  # type: ignore[arg-type]  # the caller names fields of a question


def survey(sight: Sight, wanted: Wanted) -> Survey:
    """Return what the book has for a programme.

    Args:
        sight: The book as it may be seen.
        wanted: Whose programme, from when and up to when.
    """
    actual = [
        one
        for code in ("money", "projects", "people_trained")
        for one in _within(sight.lines(wanted.question(code)), wanted)
        if one.kind != "gift"
    ]
    plan = [
        one
        for code in ("money", "projects")
        for one in sight.lines(wanted.question(code, planned=True))
    ]
    scopes = _scopes(actual, wanted)
    single = _outermost([scope for scope in scopes if "+" not in scope.key])
    pairings = _pairings(sight, wanted)
    told = [scope.key for scope in single] + [pairing.recipient for pairing in pairings]
    return Survey(
        wanted.owner,
        wanted.as_of,
        wanted.since,
        recipients=tuple(single),
        joint=tuple(scope for scope in scopes if "+" in scope.key),
        planned=tuple(_scopes(_still(plan, wanted), wanted, from_start=False)),
        stocks=_stocks(sight, wanted, told, pairings=pairings),
        givers=_givers(_within(sight.lines(wanted.question("gift")), wanted)),
        projects=_projects(actual),
        pairings=pairings,
    )


def _within(lines: Iterable[Behind], wanted: Wanted) -> list[Behind]:
    """Leave out lines that begin after the reporting day or end before the first day asked for."""
    return [one for one in lines if one.starts <= wanted.as_of and one.ends >= wanted.since]


def _still(plan: Iterable[Behind], wanted: Wanted) -> list[Behind]:
    """Keep the plans of the reporting day's year; others are over or to come."""
    return [one for one in plan if one.starts.year <= wanted.as_of.year <= one.ends.year]


def _stocks(
    sight: Sight, wanted: Wanted, told: list[str], *, pairings: Iterable[Pairing]
) -> tuple[Scope, ...]:
    """Return the stocks of the recipients told, in their order; a stock belongs to no programme.

    What was observed while a recipient was not paired is not told: no figure counts it.
    """
    accounts = ("Stock:RegisteredHouseholds", "Stock:RegisteredPeople")
    own = [one for one in pairings if not _is_above(one.donor, wanted.owner)]
    lines = [
        one
        for account in accounts
        for one in sight.standing(account)
        if one.ends <= wanted.as_of and _was_paired(one, own)
    ]
    found = _scopes(lines, wanted, from_start=False)
    places = list(dict.fromkeys(told))
    kept = [(at, scope) for scope in found if (at := _rank(scope.key, places)) < len(places)]
    return tuple(scope for _, scope in sorted(kept, key=lambda one: one[0]))


def _is_above(donor: str, owner: str) -> bool:
    return donor != owner and covers(donor, owner)


def _was_paired(line: Behind, pairings: Iterable[Pairing]) -> bool:
    key = line.recipient or ""
    relevant = [one for one in pairings if covers(one.recipient, key) or covers(key, one.recipient)]
    return not relevant or any(
        one.starts <= line.ends and line.starts <= one.ends for one in relevant
    )


def _rank(key: str, places: list[str]) -> int:
    return next((at for at, place in enumerate(places) if covers(place, key)), len(places))


def _scopes(lines: Iterable[Behind], wanted: Wanted, *, from_start: bool = True) -> list[Scope]:
    """Group lines by recipient, the heaviest first; a window asked for cuts the spans."""
    spans: dict[str, Scope] = {}
    weight: dict[str, int] = {}
    for one in lines:
        if one.recipient is None or one.sense < 0:
            continue
        known = spans.get(one.recipient, Scope(one.recipient, LATEST, EARLIEST))
        spans[one.recipient] = Scope(
            one.recipient, min(known.starts, one.starts), max(known.ends, one.ends)
        )
        weight[one.recipient] = weight.get(one.recipient, 0) + abs(one.amount)
    ordered = sorted(spans.values(), key=lambda scope: (-weight[scope.key], scope.key))
    if not from_start:
        return ordered
    return [replace(scope, starts=max(scope.starts, wanted.since)) for scope in ordered]


def _outermost(scopes: list[Scope]) -> list[Scope]:
    """Leave out a place that lies inside another one told by itself."""
    return [
        scope
        for scope in scopes
        if not any(other.key != scope.key and covers(other.key, scope.key) for other in scopes)
    ]


def _projects(lines: Iterable[Behind]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.project for one in lines if one.project and one.sense > 0))


def _givers(lines: Iterable[Behind]) -> tuple[tuple[str, str], ...]:
    standing: dict[tuple[str, str], int] = {}
    for one in lines:
        pair = (one.payer or "", one.recipient or "")
        standing[pair] = standing.get(pair, 0) + one.sense
    return tuple(pair for pair, sense in standing.items() if sense > 0)


def _pairings(sight: Sight, wanted: Wanted) -> tuple[Pairing, ...]:
    """Return the programme's pairings and those of the places above the donor, oldest first."""
    found = set()
    for one in sight.standing("Pairing:InForce"):
        if _concerns(one, wanted.owner) and one.starts <= wanted.as_of:
            kind = one.pairing_kind or "OTHER_PAIR"
            donor = one.payer or one.owner or ""
            found.add(Pairing(donor, one.recipient or "", kind, one.starts, one.ends))
    return tuple(
        sorted(found, key=lambda pairing: (pairing.starts, pairing.recipient, pairing.ends))
    )


def _concerns(line: Behind, owner: str) -> bool:
    parties = {party for party in (line.owner, line.payer) if party}
    return owner in parties or any(
        party[:6].isdigit() and (covers(party, owner) or covers(owner, party)) for party in parties
    )
