"""The words around one cell, joined: its row, its column, its section, the lines of the form.

The nearest words win; row and column may not say two different things. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from jiedui.forms.facets import Facets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jiedui.forms.facets import Span

Value = TypeVar("Value")


@dataclass
class Around:
    """Everything that is said of one cell.

    Attributes:
        row: What its row says, the outermost group first.
        head: What its column says, the outermost heading first.
        parent: What the rows it is a part of say (其中), the nearest first.
        section: What its section says.
        context: What titles and lines say, the nearest first.
        is_giving: Whether the rows are of who gave (捐赠单位), not of who is paired.
        kinds: Recipients of the district's own pairings by kind.
        is_by_category: Whether rows or columns are project categories, so that 捐赠 is one.
        partners: Who is paired with each recipient, and since when.
        conflicts: Aspects on which row and column differ.
        beside: What the other columns say, in their order.
        planned_apart: Whether "columns", else "rows" tell planned from actual; "" = neither.
        is_comparing: Whether the table compares stocks, so that 户数 of a day is one.
        is_over_sections: Whether the row adds up more than its section, which says nothing of it.
        has_purses: Whether rows or columns name purses, so that 捐赠 beside them is one.
        status: What notes say of the whole form: planned, actual, "" = nothing.
    """

    row: Sequence[Facets]
    head: Sequence[Facets]
    parent: Sequence[Facets] = ()
    section: Facets | None = None
    context: Sequence[Facets] = ()
    is_giving: bool = False
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_by_category: bool = False
    partners: Mapping[str, Mapping[str, dt.date]] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    beside: Sequence[Facets] = ()
    planned_apart: str = ""
    is_comparing: bool = False
    is_over_sections: bool = False
    status: str = ""
    has_purses: bool = False

    @property
    def near(self) -> list[Facets]:
        """Return the words of row and column, the innermost first."""
        return [*reversed(self.row), *reversed(self.head)]

    @property
    def told(self) -> list[Facets]:
        """Return all words, the nearest first."""
        far = [self.section] if self.section else []
        return [*self.near, *self.parent, *far, *self.context]

    @property
    def over(self) -> Span | None:
        """Return the day of whom a mean is divided by: as said, else the one it stands at."""
        said = next((one.over for one in self.near if one.over), None)
        if said is not None or self.paid_over is None:
            return said
        return next(one.span for one in self.near if one.span and one.span.at)

    @property
    def paid_over(self) -> Span | None:
        """Return the period of the money of a mean by heads, where a stock's day stands beside it.

        2013年以来人均投入 under 2013年底: paid since 2013, over those registered then.
        """
        if not any(one.operation in {"per_person", "per_household"} for one in self.near):
            return None
        spans = [one.span for one in self.near if one.span]
        periods = [one for one in spans if one.at is None and one.since]
        stocks = {one.at for one in spans if one.at}
        return periods[0] if len(set(periods)) == 1 == len(stocks) else None

    def first(self, of: Callable[[Facets], Value | None]) -> Value | None:
        """Return the first value that any words say, the nearest first."""
        return next((value for one in self.told if (value := of(one))), None)

    def one(self, aspect: str, of: Callable[[Facets], Value | None]) -> Value | None:
        """Return the value that row or column says; a difference between them is noted."""
        in_row = next((value for one in reversed(self.row) if (value := of(one))), None)
        in_head = next((value for one in reversed(self.head) if (value := of(one))), None)
        if isinstance(in_row, tuple) and isinstance(in_head, tuple) and in_row and in_head:
            inner = [one for one in (in_row, in_head) if {*one} <= {*in_row} & {*in_head}]
            if inner:
                return inner[0]  # 区级 under 财政资金: the one that says more.
        if in_row and in_head and in_row != in_head:
            self.conflicts.append(aspect)
        return in_row or in_head or None


def joined(several: Iterable[Facets]) -> Facets:
    """Return what labels say together: places, sources and the like of all, days as their hull."""
    found = list(several)
    spans = [one.span for one in found if one.span]
    span = None
    if spans and len(spans) == len(found):
        first, last = spans[0], spans[-1]
        if first.at is None and last.at is None:
            span = replace(first, until=last.until, since=first.since)
    return Facets(
        sources=_all(one.sources for one in found),
        categories=_all(one.categories for one in found),
        donation=any(one.donation for one in found),
        places=_all(one.places for one in found),
        codes=_all(one.codes for one in found),
        payers=_all(one.payers for one in found),
        projects=_all(one.projects for one in found),
        span=span,
        roles=frozenset({"total"}),
    )


def _all(several: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for told in several for one in told))
