"""What a rule is made of: data sets with their columns, conditions, dated thresholds, evidence.

All of it is data; nothing here computes. Knows no engine.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(enum.StrEnum):
    """How a column of a data set is read."""

    TEXT = "text"
    RECORD = "record"
    NUMBER = "number"
    PLACE = "place"
    MONEY = "money"
    DAY = "day"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data set.

    Attributes:
        name: Its name in rules, and one that a file may use as its heading.
        kind: How it is read: money becomes integer fen (a heading that ends in `_fen` holds fen,
            one that says 万元 holds 万元, any other yuan), days become dates.
        headings: Further headings that mean it, as offices write them.
        is_required: Whether a file without it is refused.
    """

    name: str
    kind: Kind
    headings: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class DataSet:
    """A kind of list that a department keeps.

    Attributes:
        code: Its name on the command line.
        zh: Chinese wording.
        en: English wording.
        columns: What a file of it may hold; further columns are left unread.
    """

    code: str
    zh: str
    en: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """Return the column of a name, None when there is none."""
        return next((column for column in self.columns if column.name == name), None)


class Status(enum.IntFlag):
    """Where a person stands in the register; one bit each, so that a rule names several."""

    REGISTERED = 1
    EXITED = 2
    MONITORED = 4
    ORDINARY = 8
    OUTSIDE = 16


LISTED = Status.REGISTERED | Status.EXITED | Status.MONITORED
"""People who are or were helped."""

EVERYONE = LISTED | Status.ORDINARY
"""Every row of a register."""


class Fault(enum.IntEnum):
    """What is wrong with an identity number as written."""

    NONE = 0
    MISSING = 1
    FORM = 2
    CHECK = 3


class Shape(enum.StrEnum):
    """How a rule looks for clues."""

    FOUND = "found"
    TOTAL = "total"
    ABSENT = "absent"
    NAME_DIFFERS = "name_differs"
    SOON_BEFORE = "soon_before"
    DUPLICATE = "duplicate"
    FAULTY = "faulty"


class Compare(enum.StrEnum):
    """How a condition compares a column with its value."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    MONTHS_AT_LEAST = "months_at_least"
    WITHIN_MONTHS = "within_months"
    THIS_YEAR = "this_year"
    THIS_MONTH = "this_month"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit that changes with time: pairs of (first day in force, value), in any order."""

    values: tuple[tuple[dt.date, int], ...]

    def on(self, day: dt.date) -> int | None:
        """Return the value in force on a day, None before the first."""
        past = [pair for pair in self.values if pair[0] <= day]
        return max(past)[1] if past else None


def always(value: int) -> Threshold:
    """Return a limit that has held from the beginning."""
    return Threshold(((dt.date(1949, 10, 1), value),))


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on one column of the data set's row.

    Attributes:
        column: Its name.
        compare: How it is compared.
        values: The texts of IS and IS_NOT; an empty cell is none of them.
        limit: The threshold of the other tests, by its name in the rule.
    """

    column: str
    compare: Compare
    values: tuple[str, ...] = ()
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One question that a register and a data set are asked.

    Attributes:
        code: Its name in clues and rule files.
        version: Rises when its clues could change.
        zh: The question in Chinese.
        en: The question in English.
        shape: How clues are looked for.
        data: Code of the data set, "" for the register alone.
        where: Conditions on the data set's row, all of which must hold.
        people: Whom it is about; OUTSIDE means people who are not in the register.
        limits: Dated thresholds by name. Money is in fen, time in months.
        total: TOTAL: the column added up for each person; the clue names the first row of the sum.
        total_limit: TOTAL: name of the threshold the sum must reach.
        what: Evidence: the column that says what was found.
        amount: Evidence: the column that says how much.
        day: Evidence: the column that says when; rows after the day asked are not looked at.
        faults: FAULTY: which faults of the number.
        severity: `high` when few innocent explanations are known, else `medium` or `low`.
        explanations: Codes of the usual innocent explanations.
        source: Where such a rule is in use.
        is_on: Whether it runs when no rule file says otherwise.
    """

    code: str
    version: int
    zh: str
    en: str
    shape: Shape
    data: str = ""
    where: tuple[Where, ...] = ()
    people: Status = LISTED
    limits: Mapping[str, Threshold] | None = None
    total: str = ""
    total_limit: str = ""
    what: str = ""
    amount: str = ""
    day: str = ""
    faults: tuple[Fault, ...] = ()
    severity: str = "medium"
    explanations: tuple[str, ...] = ()
    source: str = ""
    is_on: bool = True

    def limit(self, name: str, day: dt.date) -> int | None:
        """Return a threshold's value on a day, None when none was in force."""
        limits = self.limits or {}
        return limits[name].on(day) if name in limits else None
