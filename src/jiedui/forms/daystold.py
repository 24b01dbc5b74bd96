"""Days that the table of a cell tells: the stocks a fall lies between, the money a mean is of.

Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.forms.timing import days_of, opening

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.forms.around import Around
    from jiedui.forms.facets import Facets
    from jiedui.forms.notes import Notes
    from jiedui.forms.timing import Days


_FALLS = {"fall", "fall_rate"}
_OF_TOTAL = re.compile(r"占(?:其|该)?(?:合计|总计|小计|共计)")
"""占合计数的百分比: of the row or column that is headed so."""


@dataclass(frozen=True, slots=True)
class DaysTold:
    """What the table of a cell tells of days.

    Attributes:
        around: The words around the cell.
        notes: What lines and notes lay down.
        as_of: The reporting date.
        columns: What the headings of each column say together.
        rows: What the labels of each row say together.
    """

    around: Around
    notes: Notes
    as_of: dt.date
    columns: Sequence[Facets]
    rows: Sequence[Facets]

    def of_fall(self, days: Days, labels: Sequence[Facets]) -> Days:
        """Return the days of a fall: the day it is compared with, and the last.

        Args:
            days: The days of the cell by its own words and the form's.
            labels: What every label and every heading of the table says by itself.
        """
        days = self._since_start(days)
        if days.base is None and self.notes.base is not None and self.notes.base < days.at:
            days = replace(days, base=self.notes.base)
        return self._forward(self._compared(days, labels))

    def _since_start(self, days: Days) -> Days:
        """Return the days of a fall of this year or month: from its beginning (年初) to its end."""
        if days.base is not None:
            return days
        starts = [one for one in self.columns if "start" in one.times and not one.operation]
        ends = [one for one in self.columns if "end" in one.times and not one.operation]
        if starts and ends:
            first, last = (
                days_of(replace(self.around, head=[one]), self.notes, self.as_of)
                for one in (starts[0], ends[0])
            )
            if first is not None and last is not None:
                return replace(last, base=first.at, is_told=True)
        own = next((one.span for one in self.around.near if one.span), None)
        is_current = any("current" in one.times for one in self.around.near)
        if days.since is not None and (is_current or (own is not None and own.is_of_year)):
            return replace(days, base=opening(days.since), at=days.until, is_told=True)
        return days

    def of_money(self, days: Days) -> Days:
        """Return the days of a mean: those that the table's own row or column of money tells."""
        told = [*self.columns, *self.rows]
        money = [one for one in told if one.subject == "money" and not one.operation and one.span]
        if any(_OF_TOTAL.search(one.text) for one in self.around.near if one.operation == "share"):
            money = [one for one in told if one.is_total and not one.operation and one.span]
        money = [one for one in money if one.span and one.span.is_since] or money
        if len({one.span for one in money}) != 1:
            return days
        return (
            days_of(replace(self.around, head=[money[0]], row=[]), self.notes, self.as_of) or days
        )

    def _forward(self, days: Days) -> Days:
        """Return the days of a fall that ends where it began (占2013年底的比例): until now."""
        if days.base is None or days.base != days.at:
            return days
        end = self.notes.reported or self.as_of
        return replace(days, at=end, until=end) if end > days.base else days

    @staticmethod
    def _compared(days: Days, told: Sequence[Facets]) -> Days:
        """Return the days of a fall; the day compared with may stand over another column."""
        bases = {one.base for one in told if one.base}
        bases |= {one.span.opens for one in told if one.operation in _FALLS
                  and one.span and one.span.opens}  # fmt: skip
        stocks = {day for one in told if one.span and (day := one.span.at or one.span.until)
                  and one.subject in {None, "registered"}}  # fmt: skip
        if len(stocks) > 1 and not bases and days.base is None and days.at < max(stocks):
            days = replace(days, is_told=False)  # 期末比期初净减: from the first stock to the last.
        if days.base is not None or len(bases) == 1:
            at = max(stocks, default=days.at) if not days.is_told else days.at
            return replace(days, base=days.base or bases.pop(), at=at, until=at, is_told=True)
        if not bases and len(stocks) > 1:
            at = max(stocks) if not days.is_told else days.at
            return replace(days, base=min(stocks), at=at, until=at, is_told=True)
        first = next((day for day in stocks if day < days.at), days.before)
        return replace(days, base=first, until=days.at, is_told=True) if first else days
