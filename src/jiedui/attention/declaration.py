"""How a house rule is declared and what it finds. Knows no Django.

A rule is one function from what is known today to hits. A hit names its subject, the facts it rests
on (when they change, an accepted finding opens again) and a sentence for people.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Mapping


class Follows(NamedTuple):
    """Which rules rest on things of another package, and so are asked anew when those change.

    Attributes:
        kind: The kind of thing that changes: `register`, a county's number.
        rules: The codes of the rules that rest on it.
        subject: The kind of their subjects.
        numbers: Says which subjects some changed things concern.
    """

    kind: str
    rules: tuple[str, ...]
    subject: str
    numbers: Callable[[Collection[int]], Collection[int]]


class Hit(NamedTuple):
    """One thing a rule found.

    Attributes:
        subject: What it is about: the rule's kind of subject and a number, `project:12`.
        place: Place key, so that only those see it who may; None = only those who see all.
        zh: What is wrong, in Chinese; never a personal number.
        en: The same in English.
        facts: What it rests on, as text: another text opens an accepted finding again.
        since: The day since which it is so.
        amount_fen: Money it is about; 0 for none.
        owner: Sign-in name of who should answer; "" = whoever may.
        urgency: 1 now, 2 soon, 3 some day; 0 = as the rule says.
        link: The desk's address of the subject.
    """

    subject: str
    place: str | None
    zh: str
    en: str
    facts: str
    since: dt.date
    amount_fen: int = 0
    owner: str = ""
    urgency: int = 0
    link: str = ""

    @property
    def digest(self) -> str:
        """A hash of the facts."""
        return hashlib.sha256(self.facts.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Looking:
    """What a rule is given.

    Attributes:
        today: The day.
        limits: Thresholds by name as they hold today: days, months, percent as the name says.
        words: Lists of words by name as they hold today.
        subjects: Only these numbers are looked at; None = all.
    """

    today: dt.date
    limits: Mapping[str, int]
    words: Mapping[str, tuple[str, ...]]
    subjects: frozenset[int] | None = None

    def limit(self, name: str) -> int:
        """Return a threshold.

        Raises:
            KeyError: No such threshold is declared: a bug in the rule.
        """
        return self.limits[name]


class Find(Protocol):
    """The function of a rule."""

    def __call__(self, looking: Looking) -> Iterable[Hit]:
        """Yield what is found."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One house rule.

    Attributes:
        code: R01 ... R22, or the package's own.
        subject: Kind of subject: project, gift, wish, person, claim ...
        zh: What it watches for, in Chinese.
        en: The same in English.
        urgency: 1 now, 2 soon, 3 some day.
        days: Days its owner has to answer.
        find: Its function.
        limits: Names of the thresholds it uses, for the reference.
        has_parts: Whether a subject has a finding for each of its parts: `register:632625-Q01`.
    """

    code: str
    subject: str
    zh: str
    en: str
    urgency: int
    days: int
    find: Find
    limits: tuple[str, ...] = ()
    has_parts: bool = False


STATES: dict[str, tuple[str, str]] = {
    "OPEN": ("待说明", "open"),
    "EXPLAINED": ("已说明待认可", "explained, to be accepted"),
    "ACCEPTED": ("已认可", "accepted"),
    "CLEARED": ("已消除", "cleared"),
}
"""States of a finding: Chinese, English."""

WAITING = ("OPEN", "EXPLAINED")
"""States that still ask for somebody."""
