"""What occurs in the lines: the keys of every dimension and the peculiarities of every account.

Questions are compiled against it: a filter is settled key by key before any line is read, and work
that no line asks for (inexact wordings, overlaps, exclusions, lines without a value) is left out of
the query. A profile may say more than there is, for instance of an earlier moment of the book, but
never less. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEYED = ("payer", "owner", "source", "category", "programme", "state", "pairing_kind")
"""Dimensions whose keys are listed beside the recipient's."""

NULLABLE = (
    "recipient", "province", "prefecture", "county", "year", "quarter", "month", *KEYED, "project",
)  # fmt: skip
"""Columns of which the profile knows whether a line of the account leaves them empty."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the periods of a recipient's lines reach.

    Attributes:
        first_end: The earliest last day of a line.
        last_start: The latest first day of a line.
    """

    first_end: dt.date
    last_start: dt.date

    def joined(self, other: Reach) -> Reach:
        """Return the reach of both together."""
        return Reach(min(self.first_end, other.first_end), max(self.last_start, other.last_start))


@dataclass(frozen=True, slots=True)
class Habits:
    """What lines of one account do.

    Attributes:
        wordings: Wordings that occur, other than exact.
        empty: Columns of NULLABLE that some line leaves empty.
        has_unknown: Whether a line may be inside a stated total (overlap unknown).
        has_excluding: Whether a line names scopes it does not reach.
        has_doubt: Whether a line takes an inexact amount out of a total or back.
        has_open: Whether a line has no lowest or no highest value, or takes such a line back.
    """

    wordings: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    has_unknown: bool = False
    has_excluding: bool = False
    has_doubt: bool = False
    has_open: bool = False

    def joined(self, other: Habits) -> Habits:
        """Return the habits of both together."""
        return Habits(
            self.wordings | other.wordings,
            self.empty | other.empty,
            self.has_unknown or other.has_unknown,
            self.has_excluding or other.has_excluding,
            self.has_doubt or other.has_doubt,
            self.has_open or other.has_open,
        )


@dataclass(frozen=True)
class Profile:
    """The keys that occur and the habits of every account.

    Attributes:
        recipients: Reach of every recipient key; "" stands for lines without a recipient.
        keys: Keys of every other dimension in KEYED that occur.
        habits: Habits of every account that has lines.
    """

    recipients: Mapping[str, Reach] = field(default_factory=dict)
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    habits: Mapping[str, Habits] = field(default_factory=dict)

    def joined(self, other: Profile) -> Profile:
        """Return the profile of both together."""
        return Profile(
            _merged(self.recipients, other.recipients, Reach.joined),
            _merged(self.keys, other.keys, frozenset.union),
            _merged(self.habits, other.habits, Habits.joined),
        )

    def habits_of(self, accounts: tuple[str, ...]) -> Habits:
        """Return the joint habits of several accounts."""
        found = Habits()
        for account in accounts:
            found = found.joined(self.habits.get(account, Habits()))
        return found

    @cached_property
    def own_recipients(self) -> tuple[str, ...]:
        """Every recipient key that occurs, sorted."""
        return tuple(sorted(key for key in self.recipients if key))

    @cached_property
    def joint(self) -> frozenset[str]:
        """The dimensions in which keys occur that join several."""
        keys = {**self.keys, "recipient": self.recipients}
        return frozenset(name for name, found in keys.items() if any("+" in key for key in found))

    def as_json(self) -> dict[str, Any]:
        """Return the profile as the manifest stores it."""
        return {
            "recipients": {
                key: [one.first_end.isoformat(), one.last_start.isoformat()]
                for key, one in sorted(self.recipients.items())
            },
            "keys": {name: sorted(found) for name, found in sorted(self.keys.items())},
            "habits": {
                account: {
                    "wordings": sorted(one.wordings),
                    "empty": sorted(one.empty),
                    "flags": [one.has_unknown, one.has_excluding, one.has_doubt, one.has_open],
                }
                for account, one in sorted(self.habits.items())
            },
        }

    @staticmethod
    def from_json(stored: dict[str, Any]) -> Profile:
        """Return the profile that `as_json` stored."""
        return Profile(
            {
                key: Reach(*(dt.date.fromisoformat(day) for day in days))
                for key, days in stored["recipients"].items()
            },
            {name: frozenset(found) for name, found in stored["keys"].items()},
            {
                account: Habits(
                    frozenset(one["wordings"]), frozenset(one["empty"]), *_flags(one["flags"])
                )
                for account, one in stored["habits"].items()
            },
        )


def _flags(stored: list[bool]) -> list[bool]:
    """Return the flags of habits; one that an earlier version did not keep is taken for true."""
    return [*stored, *[True] * (len(fields(Habits)) - 2 - len(stored))]


def _merged(
    one: Mapping[str, Any], other: Mapping[str, Any], join: Callable[[Any, Any], Any]
) -> dict[str, Any]:
    both = dict(one)
    for key, found in other.items():
        both[key] = join(both[key], found) if key in both else found
    return both


def profile_of(lines: pa.Table) -> Profile:
    """Return the profile of lines."""
    if lines.num_rows == 0:
        return Profile()
    reached = lines.select(["recipient", "starts", "ends"]).group_by("recipient")
    recipients = {
        row["recipient"] or "": Reach(row["ends_min"], row["starts_max"])
        for row in reached.aggregate([("ends", "min"), ("starts", "max")]).to_pylist()
    }
    keys = {
        name: frozenset(key for key in pc.unique(lines[name]).to_pylist() if key is not None)
        for name in KEYED
    }
    return Profile(recipients, keys, _habits(lines))


def _habits(lines: pa.Table) -> dict[str, Habits]:
    inexact = pc.not_equal(lines["wording"], "exact")
    flags = {
        "account": lines["account"],
        "wording": lines["wording"],
        "unknown": pc.equal(lines["overlap"], "unknown"),
        "excluding": pc.is_valid(lines["excluding"]),
        "doubt": pc.and_(inexact, pc.less(lines["sense"], 0)),
        "open": pc.or_(pc.not_equal(lines["low_open"], 0), pc.not_equal(lines["high_open"], 0)),
        **{name: pc.is_null(lines[name]) for name in NULLABLE},
    }
    grouped = pa.table(flags).group_by(["account", "wording"])
    wanted = [(name, "any") for name in ("unknown", "excluding", "doubt", "open", *NULLABLE)]
    found: dict[str, Habits] = {}
    for row in grouped.aggregate(wanted).to_pylist():
        one = Habits(
            frozenset({row["wording"]}) - {"exact"},
            frozenset(name for name in NULLABLE if row[f"{name}_any"]),
            row["unknown_any"],
            row["excluding_any"],
            row["doubt_any"],
            row["open_any"],
        )
        found[row["account"]] = found.get(row["account"], Habits()).joined(one)
    return found
