"""What the words of one label say about the cells they stand beside. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.forms.units import FormUnit


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a label names.

    Attributes:
        since: First day, None when not said.
        until: Last day, None when not said (up to the reporting date).
        at: The one day (年底) it names.
        iso: The days as they were said, for the query: from, to (or at).
        is_since: Whether it only opens a period (2013年以来).
        is_until: Whether it only ends one (截至2017年10月底).
        opens: The day it is said to open behind (2013年底以来), None when not said.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    at: dt.date | None = None
    is_since: bool = False
    is_until: bool = False
    opens: dt.date | None = None

    @property
    def is_of_year(self) -> bool:
        """Whether it is a period inside one year."""
        since, until = self.since, self.until
        return since is not None and until is not None and since.year == until.year

    def holds(self, other: Span) -> bool:
        """Whether a closed span lies in this one."""
        if not (self.since and self.until and other.since and other.until):
            return False
        return self.since <= other.since and other.until <= self.until

    @property
    def is_of_day(self) -> bool:
        """Whether it is one day."""
        return self.since is not None and self.since == self.until


def ended(span: Span) -> Span:
    """Return one day that a line of a form names (调查时点) as the day until when it counts."""
    if span.since is None or span.since != span.until:
        return span
    return Span(until=span.until, is_until=True)


def since_outer(own: Span, outer: Sequence[Span]) -> Span:
    """Return 截至10月底 beside 2017年 as what it ends: from the first day of the year."""
    if not own.is_until or own.since is not None or own.until is None:
        return own
    for one in outer:
        is_inside = one.since is not None and one.since <= own.until
        if is_inside and not one.is_since and (one.until is None or own.until <= one.until):
            return Span(one.since, own.until)
    return own


def joined_span(first: Span, second: Span) -> Span | None:
    """Return 2013年以来 and 至2017年10月底 as one span, None when they are two.

    五年来（2013年起） is told twice: the one that says its end.
    """
    for whole, start in ((first, second), (second, first)):
        is_told = start.is_since and start.until is None and whole.until is not None
        if is_told and whole.since == start.since:
            return whole
    if first.is_since and first.until is None and second.since is None:
        until = second.until or second.at
        return replace(first, until=until) if until else None
    if second.is_since and second.until is None and first.is_until:
        return replace(second, until=first.until)
    for year, part in ((first, second), (second, first)):
        if year.is_of_year and part.is_of_year and year.holds(part):
            return part  # 2017年实际到位资金（1-10月）
    if first.is_of_year and second.is_until and first.since and second.until:
        is_inside = first.since <= second.until
        return Span(first.since, second.until) if is_inside else None
    return first if first == second else None


@dataclass(frozen=True, slots=True)
class Facets:
    """What a label says.

    Attributes:
        text: The label, plain signs.
        subject: What is counted: money, projects, training, registered ...
        family: The family of units its words imply.
        unit: The unit it states.
        decimals: The decimals it states beside its unit.
        sources: Fund sources named.
        categories: Project categories named.
        donation: Whether it says 捐赠, which is a source or a category by the subject.
        without: What it takes out: sources, categories, or "donation".
        including: What it says is in, in the same words.
        places: Keys of recipients named.
        codes: The codes of those places as they were written.
        sides: Keys of the programme's own side named: the donor district, what it lies in.
        payers: Keys of who paid.
        projects: Keys of projects.
        span: Days named.
        base: A day compared with (较2013年底).
        over: Days of what it is divided by (÷2013年底人口).
        times: current, cumulative, end, start, previous.
        status: planned or actual.
        stage: A stage of the money.
        operation: fall, share ...
        compares: With what a growth compares: year (同比), before (环比).
        roles: total, of_which.
        narrower: Words that make it narrower than any figure.
        unknown: Words that nothing explains.
    """

    text: str = ""
    subject: str | None = None
    family: str | None = None
    unit: FormUnit | None = None
    decimals: int | None = None
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    donation: bool = False
    without: tuple[str, ...] = ()
    including: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    span: Span | None = None
    base: dt.date | None = None
    over: Span | None = None
    times: frozenset[str] = field(default_factory=frozenset)
    status: str | None = None
    stage: str | None = None
    operation: str | None = None
    compares: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    narrower: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    is_both: bool = False

    @property
    def is_total(self) -> bool:
        """Whether it names a total of what stands beside it."""
        return "total" in self.roles

    @property
    def says_what(self) -> bool:
        """Whether it says what is counted."""
        return bool(self.subject or self.operation or self.sources or self.donation)
