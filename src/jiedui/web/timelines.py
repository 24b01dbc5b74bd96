"""Stretches of time drawn by the server: one row a thing, bars by date, on one axis of years.

Made from the rows of the table beside it; shows nothing else. Positions are percent of the width,
so the bars stretch with the screen while words stay text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from jiedui.web.charts import percent

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

YEARS_SHOWN_MAX = 12
"""So many years are named on the axis at most."""


@dataclass(frozen=True, slots=True)
class Span:
    """One bar: its days, its colour class (s1 ... s6, or `gap`, `double`), its words."""

    starts: dt.date
    ends: dt.date
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One row.

    Attributes:
        name: What it stands for.
        href: The address the name opens, "" when none.
        words: Its bars in words.
        spans: Its bars.
    """

    name: str
    href: str
    words: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes on one axis.

    Attributes:
        title: What is shown, in words.
        starts: First day of the axis.
        ends: Last day of the axis.
        lanes: The rows, in the order of the table.
        legend: Colour class and words of each kind of bar.
        mark: A day that is marked, for example today; None = none.
    """

    title: str
    starts: dt.date
    ends: dt.date
    lanes: tuple[Lane, ...]
    legend: tuple[tuple[str, str], ...] = ()
    mark: dt.date | None = None
    drawn: tuple[tuple[Lane, SafeString], ...] = field(init=False, default=())
    axis: SafeString | str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Draw every lane once."""
        object.__setattr__(self, "drawn", tuple((one, self._lane(one)) for one in self.lanes))
        object.__setattr__(self, "axis", self._axis())

    def _at(self, day: dt.date) -> str:
        whole = (self.ends - self.starts).days + 1
        return percent((min(max(day, self.starts), self.ends) - self.starts).days, whole)

    def _wide(self, one: Span) -> str:
        whole = (self.ends - self.starts).days + 1
        first, last = max(one.starts, self.starts), min(one.ends, self.ends)
        return percent(max((last - first).days + 1, 1), whole)

    def _lane(self, lane: Lane) -> SafeString:
        bars = format_html_join(
            "",
            '<rect class="{}" x="{}%" width="{}%" y="15%" height="70%"><title>{}</title></rect>',
            ((one.tone, self._at(one.starts), self._wide(one), one.words) for one in lane.spans),
        )
        return format_html(
            '<svg role="img" aria-label="{}"><rect class="track" width="100%" y="15%" height="70%"'
            "/>{}{}</svg>",
            f"{lane.name}: {lane.words}",
            bars,
            self._marked(),
        )

    def _marked(self) -> SafeString:
        if self.mark is None or not self.starts <= self.mark <= self.ends:
            return mark_safe("")
        at = self._at(self.mark)
        return format_html('<line class="today" x1="{}%" x2="{}%" y1="0" y2="100%"/>', at, at)

    def _axis(self) -> SafeString:
        step = max(1, -(-(self.ends.year - self.starts.year + 1) // YEARS_SHOWN_MAX))
        years = [
            year
            for year in range(self.starts.year, self.ends.year + 1)
            if year % step == 0 and dt.date(year, 1, 1) >= self.starts
        ]
        texts = format_html_join(
            "",
            '<text x="{}%" y="75%">{}</text>',
            ((self._at(dt.date(year, 1, 1)), year) for year in years),
        )
        return format_html('<svg aria-hidden="true" class="axis">{}</svg>', texts)
