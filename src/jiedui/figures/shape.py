"""A question settled against the keys that occur: which are inside, which touch, and its shape.

The shape decides the SQL, the values fill it in; questions of one shape share compiled SQL.
Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from jiedui.facts.rollups import rollup_for
from jiedui.figures.asking import KEYED
from jiedui.figures.complete import named_totals
from jiedui.figures.region import Asked, merged
from jiedui.figures.stated import SPLIT_BY, Stated
from jiedui.figures.statement import ASKED
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.place import Fit, compare, members, parents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.facts.profile import Habits, Profile, Reach
    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.region import Pairings, Unpaired

ALWAYS_FILLED = frozenset(
    ("recipient", "province", "prefecture", "county", "year", "payer", "owner", "source",
     "category", "stage", ASKED)
)  # fmt: skip
"""Breakdowns that no plain line leaves empty."""

JOINABLE = ("recipient", "owner", "source", "category")
"""Columns in which a joint key is no value of its own; joint payers stay joint."""

STAGE_PREFIX = "Place:"


@dataclass(frozen=True, slots=True)
class Keyed:
    """How a question filters one keyed dimension.

    Attributes:
        name: The column.
        inside: Whether some key is inside.
        touching: Whether some key touches.
        empty: Whether lines without a value occur, which touch.
        plain: Whether a plain line may touch: some key that touches is single and of a county.
    """

    name: str
    inside: bool
    touching: bool
    empty: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Lines that do not count: recipients not paired with owners outside some periods.

    Attributes:
        owners: Whether it holds for some owners only.
        periods: How many periods.
        plain: Whether a plain line may be among them: some recipient is a single one of a county.
    """

    owners: bool
    periods: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything about a question that decides its SQL.

    Attributes:
        sign: 1, or -1 when the accounts carry the figure as credits.
        maybe: Whether some accounts only may belong to the figure.
        unit: Whether the accounts carry more than one unit.
        known_at: Whether later entries must be left out.
        keyed: Filters by key; the recipient's among them.
        equal: Columns filtered by plain equality.
        empty: Columns that must be empty.
        windows: Number of periods asked for; 0 = every day.
        is_by_year: Whether every window begins and ends with a year.
        exclusions: Lines not counted because unpaired.
        by: Columns of the breakdown.
        wordings: Inexact wordings that occur.
        unknown: Whether lines of unknown overlap occur.
        excluding: Whether lines occur that exclude scopes.
        opens: Whether lines occur that have no lowest or no highest value.
        detail: Whether every scope must come back by itself.
        split: Dimensions asked for of which stated totals may say all there is; see `figures.told`.
        joined: Columns in which keys occur that join several and are no value of their own.
        rollup: The rollup of plain lines that answers it, "" where only the lines do.
    """

    sign: int
    maybe: bool
    unit: bool
    known_at: bool
    keyed: tuple[Keyed, ...]
    equal: tuple[str, ...]
    empty: tuple[str, ...]
    windows: int
    is_by_year: bool
    exclusions: tuple[Exclusion, ...]
    by: tuple[str, ...]
    wordings: tuple[str, ...]
    unknown: bool
    excluding: bool
    opens: bool
    detail: bool
    split: tuple[str, ...]
    joined: tuple[str, ...]
    rollup: str


@dataclass(frozen=True)
class Plan:
    """A question ready to run.

    Attributes:
        ask: The question with its values found.
        accounts: Accounts summed.
        maybe: Accounts whose lines may belong to the figure.
        shape: What decides the SQL.
        values: What stands for each mark in it.
        pairings: The pairings known at the entry asked for.
        habits: What lines of these accounts do.
        named: The stated totals that name a source or a category, where they matter.
        meets_none: Whether no line can be inside or touch: the book has none on these accounts, or
            none that a filter lets pass. Then nothing need be asked of the engine.
    """

    ask: Ask
    accounts: tuple[str, ...]
    maybe: tuple[str, ...]
    shape: Shape
    values: dict[str, object]
    pairings: Pairings
    habits: Habits = field(repr=False)
    named: Stated = field(default_factory=Stated, repr=False)
    meets_none: bool = False


def plan(ask: Ask, facts: Facts, pairings: Pairings) -> Plan:
    """Return the plan of a question about flows."""
    accounts, maybe = _accounts(ask)
    profile = facts.profile
    habits = profile.habits_of((*accounts, *maybe))
    values: dict[str, object] = {"accounts": accounts, "maybe": maybe, "unit": ask.figure.unit}
    keyed = [_recipients(ask, profile, values)] if ask.region.places else []
    keyed += [_keyed(name, ask, values, profile=profile) for name in KEYED if name in ask.keys]
    windows = ask.region.windows or ()
    for at, window in enumerate(windows):
        values |= {f"from{at}": window.starts, f"to{at}": window.ends}
    values |= {f"equal_{name}": found for name, found in ask.equal.items()}
    values["known_at"] = ask.known_at
    keys = values.get("recipient_inside", ()), values.get("recipient_touching", ())
    asked = (*keys[0], *keys[1]) if ask.region.places else tuple(profile.recipients)  # type: ignore[misc]
    exclusions = left_out(asked, profile, pairings, values=values)
    split = [name for name in SPLIT_BY if _is_split(name, ask, profile, habits=habits)]
    named = named_totals(facts, ask.known_at) if split else Stated()
    split = split if {account for account, _ in named.totals} & {*accounts, *maybe} else []
    planned = ask.question.planned
    is_by_year = all(_is_by_year(window) for window in windows)
    shape = Shape(
        sign=ask.figure.plan_sign if planned else ask.figure.sign,
        maybe=bool(maybe),
        unit=any(account == "Count:Consumption" for account in accounts),
        known_at=ask.known_at < facts.known_at,
        keyed=tuple(keyed),
        equal=tuple(sorted(name for name in ask.equal if name != "stage")),
        empty=tuple(sorted(ask.empty)),
        windows=len(windows),
        is_by_year=is_by_year,
        exclusions=exclusions,
        by=ask.by,
        wordings=tuple(sorted(habits.wordings)),
        unknown=habits.has_unknown,
        excluding=habits.has_excluding,
        opens=habits.has_open,
        detail=habits.has_doubt,
        split=tuple(split),
        joined=_joined(profile),
        rollup=_rollup(ask, facts) if is_by_year else "",
    )
    named = named if split else Stated()
    none = _meets_none((*accounts, *maybe), shape, profile)
    return Plan(ask, accounts, maybe, shape, values, pairings, habits, named, meets_none=none)


def _meets_none(accounts: Iterable[str], shape: Shape, profile: Profile) -> bool:
    """Whether the keys that occur tell already that no line can be inside or touch."""
    has_lines = not profile.habits.keys().isdisjoint(accounts)
    return not has_lines or any(
        not (one.inside or one.touching or one.empty) for one in shape.keyed
    )


def _is_split(name: str, ask: Ask, profile: Profile, *, habits: Habits) -> bool:
    """Whether a question tells a dimension apart that some line leaves open."""
    is_asked = name in ask.keys or name in ask.by
    return is_asked and (name in habits.empty or name in profile.joint)


def _rollup(ask: Ask, facts: Facts) -> str:
    """Return the coarsest rollup that tells plain lines apart as finely as a question by year."""
    if ask.known_at < facts.known_at:
        return ""
    asked = {*ask.by, *ask.keys, *ask.equal, *ask.empty}
    columns = {{"stage": "account", "town": "recipient"}.get(name, name) for name in asked}
    return rollup_for(columns, facts.rollups)


def _joined(profile: Profile) -> tuple[str, ...]:
    return tuple(name for name in JOINABLE if name in profile.joint)


def _accounts(ask: Ask) -> tuple[tuple[str, ...], tuple[str, ...]]:
    figure = ask.figure
    accounts = figure.plan_accounts if ask.question.planned else figure.accounts
    maybe = () if ask.question.planned else figure.maybe_accounts
    if "stage" in ask.equal:
        wanted = {stage_account(stage) for stage in ask.equal["stage"]}
        accounts = tuple(account for account in accounts if account in wanted)
    return accounts, maybe


def stage_account(stage: str) -> str:
    """Return the account of a stage: ALLOTTED or Allotted is Place:Allotted."""
    words = stage.removeprefix(STAGE_PREFIX).replace("_", " ").split()
    return STAGE_PREFIX + "".join(
        word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:]) for word in words
    )


def stage_of(account: str) -> str:
    """Return the stage an account stands for: Place:ReturnedAllotted is RETURNED_ALLOTTED."""
    name = account.partition(":")[2]
    return "".join(
        f"_{one}" if one.isupper() and at else one for at, one in enumerate(name)
    ).upper()


def _is_by_year(window: Period) -> bool:
    starts = window.starts == EARLIEST or (window.starts.month, window.starts.day) == (1, 1)
    return starts and (window.ends == LATEST or (window.ends.month, window.ends.day) == (12, 31))


def _recipients(ask: Ask, profile: Profile, values: dict[str, object]) -> Keyed:
    inside, touching = _recipients_of(ask.region.places, tuple(profile.own_recipients))
    plain = any(map(_is_plain, touching))
    values |= {"recipient_inside": inside, "recipient_touching": touching}
    empty = "" in profile.recipients
    return Keyed("recipient", bool(inside), bool(touching), empty, plain)


@lru_cache(maxsize=1024)
def _recipients_of(
    places: tuple[tuple[str, ...], ...], own: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which recipients of a book lie in the places asked for, and which touch them."""
    region = Asked(places)
    inside: list[str] = []
    touching: list[str] = []
    for key in own:
        fit = region.place_fit(key)
        (inside if fit is Fit.INSIDE else touching if fit is Fit.TOUCHING else []).append(key)
    return tuple(inside), tuple(touching)


def _is_plain(key: str) -> bool:
    """Whether a plain line may carry a recipient key: a single county or town."""
    return "+" not in key and parents(key).county is not None


def _keyed(name: str, ask: Ask, values: dict[str, object], *, profile: Profile) -> Keyed:
    inside: list[str] = []
    touching: list[str] = []
    for key in sorted(profile.keys.get(name, ())):
        fit = key_fit(name, key, ask.keys[name])
        (inside if fit is Fit.INSIDE else touching if fit is Fit.TOUCHING else []).append(key)
    values |= {f"{name}_inside": tuple(inside), f"{name}_touching": tuple(touching)}
    plain = name in ("programme", "state") or any("+" not in key for key in touching)
    return Keyed(name, bool(inside), bool(touching), empty=True, plain=plain)


def key_fit(name: str, key: str | None, wanted: tuple[str, ...]) -> Fit:
    """Return how a key of a dimension stands to the values asked for; None may be any of them."""
    if key is None:
        return Fit.TOUCHING
    if name in ("owner", "payer"):
        return compare(key, wanted)
    found = {member in wanted for member in members(key)}
    if found == {True}:
        return Fit.INSIDE
    return Fit.TOUCHING if True in found else Fit.OUTSIDE


_Unpaired = tuple[tuple[str, ...], tuple[str, ...], tuple[Period, ...]]
"""Recipients, `recipient|owner` pairs where only some owners are meant, and when paired."""


def left_out(
    keys: tuple[str, ...], profile: Profile, pairings: Pairings, *, values: dict[str, object]
) -> tuple[Exclusion, ...]:
    """Return which lines of recipients do not count, and fill in what their marks stand for."""
    found = _exclusions(keys, profile, pairings)
    _fill_exclusions(found, values)
    return tuple(
        Exclusion(bool(pairs), len(periods), any(map(_is_plain, some)))
        for some, pairs, periods in found
    )


def _exclusions(keys: tuple[str, ...], profile: Profile, pairings: Pairings) -> list[_Unpaired]:
    """Return which lines of the recipients fall outside their pairings, those alike together."""
    if not pairings.all:
        return []
    alike: dict[tuple[bool, tuple[Period, ...]], tuple[list[str], list[str]]] = {}
    for key in keys:
        for owners, periods in _unpaired(key, profile, pairings):
            some, pairs = alike.setdefault((bool(owners), periods), ([], []))
            some.append(key)
            pairs += [f"{key}|{owner or ''}" for owner in owners]
    return [(tuple(some), tuple(pairs), periods) for (_, periods), (some, pairs) in alike.items()]


def _unpaired(key: str, profile: Profile, pairings: Pairings) -> Unpaired:
    """Return whose lines of a recipient count only in which periods; () = every owner's."""
    if key not in pairings.unpaired:
        pairings.unpaired[key] = [] if not key else _owners_unpaired(key, profile, pairings)
    return pairings.unpaired[key]


def _owners_unpaired(key: str, profile: Profile, pairings: Pairings) -> Unpaired:
    reach = profile.recipients[key]
    if any(
        all(_reaches(reach, (one.period,)) for one in pairings.relevant(place))
        for place in members(key)
    ):
        return []
    owners = (None, *sorted(profile.keys.get("owner", ())))
    paired: dict[tuple[Period, ...], list[str | None]] = {}
    for owner in owners:
        periods = _paired(key, owner, pairings)
        if periods is not None and not _reaches(reach, periods):
            paired.setdefault(periods, []).append(owner)
    return [
        (() if len(some) == len(owners) else tuple(some), periods)
        for periods, some in paired.items()
    ]


def _paired(key: str, owner: str | None, pairings: Pairings) -> tuple[Period, ...] | None:
    """Return when some member of a key was paired with an owner; None when one never had to be."""
    found: list[Period] = []
    for place in members(key):
        periods = pairings.periods(place, owner)
        if periods is None:
            return None
        found += periods
    return merged(found)


def _reaches(reach: Reach, periods: tuple[Period, ...]) -> bool:
    return any(reach.first_end >= one.starts and reach.last_start <= one.ends for one in periods)


def _fill_exclusions(exclusions: list[_Unpaired], values: dict[str, object]) -> None:
    for at, (keys, pairs, periods) in enumerate(exclusions):
        values[f"unpaired{at}"] = keys
        values[f"unpaired{at}_owners"] = pairs
        for number, period in enumerate(periods):
            values[f"unpaired{at}_from{number}"] = period.starts
            values[f"unpaired{at}_to{number}"] = period.ends
