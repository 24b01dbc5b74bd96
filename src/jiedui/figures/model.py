"""What a figure is, what a question about it is, and what an answer carries. Knows no Django.

A figure is a declaration: which accounts it sums, how it treats time, what it adds up over. A
question names a figure, a breakdown, filters and a moment. An answer is value, interval, wording,
reason and trace; it never pretends to more than the book knows.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.kernel.period import Period

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from fractions import Fraction

    from jiedui.kernel.quantity import Interval


class Kind(enum.StrEnum):
    """How a figure treats time."""

    FLOW = "flow"
    STOCK = "stock"
    IN_FORCE = "in_force"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Figure:
    """A declaration of one figure.

    Attributes:
        code: The measure's code, as forms and the command line name it.
        zh: Official Chinese wording.
        en: English wording.
        unit: Unit code of its values.
        kind: How it treats time.
        definition: What exactly is counted, in Chinese and English, one sentence each.
        accounts: Accounts whose lines are summed (actual side).
        plan_accounts: Accounts summed when the plan is asked; empty = it has no plan.
        maybe_accounts: Accounts whose lines may belong to it (stage not stated): they widen it.
        sign: 1, or -1 when the accounts carry the figure as credits.
        dimensions: Dimensions it may be broken down and filtered by.
        additive: Dimensions over which parts add up to the whole.
        overlap: `counted` leaves lines of unknown overlap beside the sum; `any` takes all lines;
            `possible` makes lines of unknown overlap widen the interval ("everything given").
        terms: For derived figures, the codes of the figures it is made of.
        plan_sign: 1, or -1 when the plan's accounts carry it as credits.
        group: What the figure is about, for listing: funds, gifts, projects, people ...
        version: Definition version; raised whenever an answer could change.
    """

    code: str
    zh: str
    en: str
    unit: str
    kind: Kind
    definition: tuple[str, str]
    accounts: tuple[str, ...] = ()
    plan_accounts: tuple[str, ...] = ()
    maybe_accounts: tuple[str, ...] = ()
    sign: int = 1
    dimensions: tuple[str, ...] = ()
    additive: tuple[str, ...] = ()
    overlap: str = "counted"
    terms: tuple[str, ...] = ()
    plan_sign: int = 1
    group: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Dimension:
    """A declaration of one dimension.

    Attributes:
        code: What questions name it by.
        zh: Official Chinese wording.
        en: English wording.
        values: What its values are, in Chinese and English.
    """

    code: str
    zh: str
    en: str
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a figure.

    Attributes:
        code: The figure.
        by: Dimensions to break down by, in order.
        where: Filters: dimension to accepted values (any of them).
        since: First day of the window; None = from the beginning.
        until: Last day of the window; None = no end.
        as_of: The day at which stocks stand and up to which flows count; None = latest known.
        known_at: Only entries up to this number; None = all.
        planned: Ask the plan instead of what happened.
    """

    code: str
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None
    known_at: int | None = None
    planned: bool = False

    @property
    def window(self) -> Period | None:
        """The days asked for, or None when every day is."""
        from jiedui.kernel.period import EARLIEST, LATEST  # noqa: PLC0415

        until = min((day for day in (self.until, self.as_of) if day is not None), default=None)
        if self.since is None and until is None:
            return None
        return Period(self.since or EARLIEST, until or LATEST)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate or a mean before any rounding, in the displayed unit (percent, not a share of 1).

    Attributes:
        low: The lowest value, None when open.
        stated: The value itself, None when there is none.
        high: The highest value, None when open.
    """

    low: Fraction | None
    stated: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of an answer.

    Attributes:
        by: Dimension to value, as asked; a value of None is the part not broken down by it.
        value: The interval with its wording; NOT_KNOWN when there is no answer.
        unit: Unit code.
        reason: Code of `kernel.codes.REASONS` when the value is not what one would wish, else "".
        why: The reason in words, naming what stands in the way (Chinese, English).
        itemised: Stated sum resting on single records.
        not_itemised: Stated sum resting on stated totals only.
        lines: Number of lines behind it, net of those taken back.
        as_of: For stocks the day it was observed.
        ratio: For rates and means the exact value; `value` is rounded to the smallest part.
    """

    by: tuple[tuple[str, str | None], ...]
    value: Interval
    unit: str
    reason: str = ""
    why: tuple[str, str] = ("", "")
    itemised: int = 0
    not_itemised: int = 0
    lines: int = 0
    as_of: dt.date | None = None
    ratio: Ratio | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A line told beside a stated total, because it may or may not be inside it."""

    entry: int
    line: int
    payer: str | None
    recipient: str | None
    value: Interval
    document: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer was made: enough to make it again and to walk back to the cells.

    Attributes:
        code: The figure.
        version: Its definition version.
        filters: The filters in words, one each.
        sql: The SQL that answers it, one statement each.
        known_at: The last entry read.
        head: Hash of that entry.
    """

    code: str
    version: int
    filters: tuple[str, ...]
    sql: Sequence[str]
    known_at: int
    head: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: rows, what stands beside them, and the trace."""

    question: Question
    figure: Figure
    known_at: int
    as_of: dt.date | None
    rows: Sequence[AnswerRow]
    trace: Trace
    beside: Sequence[Beside] = field(default=())
