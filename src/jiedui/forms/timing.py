"""Which days a cell asks for: its own, its section's, the report's, the whole form's. No Django."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jiedui.forms.days import MOMENT, OF_A_TEXT
from jiedui.forms.facets import ended, joined_span, since_outer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.around import Around
    from jiedui.forms.facets import Facets, Span
    from jiedui.forms.notes import Notes


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a cell.

    Attributes:
        since: First day, None = from the beginning.
        until: Last day.
        at: The day a stock stands at.
        base: The day compared with.
        is_told: Whether the form says them.
        before: The day before the first, where the form says which that is: 2013年底 of
            2013年底至2017年10月底, not of 2013年以来.
        is_paired: Whether they begin when the recipient was paired.
    """

    since: dt.date | None
    until: dt.date
    at: dt.date
    base: dt.date | None = None
    is_told: bool = True
    before: dt.date | None = None
    is_paired: bool = False


def days_of(
    around: Around, notes: Notes, as_of: dt.date, *, planned: bool = False, is_flow: bool = False
) -> Days | None:
    """Return the days of a cell; None when row and column name different ones.

    Args:
        around: The words around it.
        notes: What lines and notes lay down.
        as_of: The reporting date.
        planned: Whether a plan is asked: it is of the whole year that the form reports so far.
        is_flow: Whether something is added up, from 2013年以来 to 2017年10月末.
    """
    found = _Timing(around, notes, as_of, is_flow=is_flow).days()
    own = next((one.span for one in around.near if one.span), None)
    if not planned or found is None or (own is not None and not own.is_since):
        return found
    since, until = found.since, found.until
    if since is None and own is None and any(_OF_YEAR.search(one.text) for one in around.near):
        since = dt.date(until.year, 1, 1)
    if since is None and (day := _titled_day(around)) is not None:
        since, until = dt.date(day.year, 1, 1), day
    if since is None or (since.month, since.day, since.year) != (1, 1, until.year):
        return found
    return replace(found, since=since, until=dt.date(until.year, 12, 31))


def _titled_day(around: Around) -> dt.date | None:
    """Return the one day that titles say the form stands at: 2017年三季度末."""
    days = {one.span.at for one in around.context if one.span and one.span.at}
    return days.pop() if len(days) == 1 else None


_ADDED = {"current", "cumulative", "paired"}
"""Words whose days depend on what stands beside them, even where a line gives them."""

_OF_YEARS = {"this_year", "to_date", "last_year", "last"}
"""Words of time that a section says of all its rows: 四、今年计划."""

_OF_YEAR = re.compile("年度|全年|[本当今]年")
_OF_MONTH, _OF_QUARTER = re.compile("[本当]月"), re.compile("[本当]季")
_MONTH = 32
"""Days from which a period is more than a month."""


@dataclass
class _Timing:
    around: Around
    notes: Notes
    as_of: dt.date
    is_flow: bool = False
    base: dt.date | None = field(init=False)

    def __post_init__(self) -> None:
        self.base = self.around.first(lambda one: one.base)

    def days(self) -> Days | None:
        near = [one for one in self.around.near if one.span is not None]
        if (paid := self.around.paid_over) is not None:
            return self._of(paid)
        stock = [one.span for one in near if one.span is not None and one.span.at]
        is_parted = self.is_flow and any(one.span.is_since for one in near if one.span)
        if (
            len(stock) == 1
            and not is_parted
            and all(one.span in stock or one.span.is_since for one in near if one.span)
        ):
            return self._of(stock[0])
        if any(one.is_both for one in near):
            return None
        told = [_innermost(axis) for axis in (self.around.row, self.around.head)]
        spans = list(dict.fromkeys(one for several in told for one in several))
        if len(spans) == 2:  # 2013年起 beside 截至2017年9月底
            joint = joined_span(*spans) or joined_span(*reversed(spans))
            spans = [joint] if joint else spans
        if len(spans) > 1:
            spans = _part_of(near, spans)
        if len(spans) > 1:
            return None
        if spans:
            return self._of(spans[0])
        times = _times(self.around.near)
        named = self._named(times) if times else None
        return named or self._far()

    def _far(self) -> Days:
        """Return the days of the rows it is a part of, of its section, of the whole form."""
        section = [self.around.section] if self.around.section else []
        for one in self.around.parent:
            if one.span is not None:
                return self._of(one.span)
        if (times := _times(self.around.parent)) and (named := self._named(times)):
            return named
        if section and section[0].span is not None:
            return self._of(section[0].span)
        times = _times(section)
        if times & _OF_YEARS and (named := self._named(times)):
            return named
        general = self._general()
        is_told = bool(general) or self.notes.is_paired
        found = Days(None, self.as_of, self.as_of, self.base, is_told=is_told)
        found = self._of(general[0]) if general else found
        return replace(found, is_paired=self.notes.is_paired and found.since is None)

    def _general(self) -> list[Span]:
        """Return the days that lines and titles lay down, those that begin somewhere first."""
        dated = (one for one in self.around.context if one.span and self._dates(one))
        titles = [ended(one.span) for one in dated if one.span]
        period = [self.notes.period] if self.notes.period else []
        report = [self.notes.spans["current"]] if "current" in self.notes.spans else []
        found = [one for one in (*period, *titles) if one.since is not None]
        told = self.notes.spans.get("cumulative")
        return [*found, *report, *period, *titles, *([told] if told else [])]

    def _dates(self, title: Facets) -> bool:
        """Whether a title's days are those of its figures, not the day the form is of.

        A month that stands alone says when a form was made where a note says until when it counts,
        and nothing of a gift or a project that a row names.
        """
        span = title.span
        if title.base is not None or span is None:
            return False
        if ended(span) != span:
            return bool(MOMENT.search(title.text))
        if OF_A_TEXT.search(title.text) and (self.notes.spans or self.notes.period):
            return False
        if title.says_what or title.times or title.family or span.is_since or span.is_until:
            return True
        day = self.notes.reported
        is_short = (
            span.since is None or span.until is None or (span.until - span.since).days < _MONTH
        )
        is_filing = is_short and day is not None and span.until is not None and day <= span.until
        is_named = any(one.payers or one.projects for one in self.around.near)
        return not (is_filing or (is_named and is_short))

    def _of(self, span: Span) -> Days:
        if span.since is None or span.since == span.until:
            day = span.at or span.until or self.as_of
            return Days(self._begin() or self._year_begun(day), day, day, self.base)
        until = span.until or self.as_of
        at = min(until, max(self.as_of, span.since))
        is_vague = span.is_since and (span.since.month, span.since.day) == (1, 1)
        before = span.opens or (None if is_vague else opening(span.since))
        return Days(span.since, until, at, self.base, before=before)

    def _year_begun(self, day: dt.date) -> dt.date | None:
        """Return the first day of the year in the title that 截至10月底 lies in, if any."""
        for one in self.around.context:
            span = one.span
            if span is None or one.base is not None or not span.is_of_year or ended(span) != span:
                continue
            if span.since and span.until and span.since <= day <= span.until:
                return span.since
        return None

    def _begin(self) -> dt.date | None:
        """Return the day from which the form adds up, by a note or a title: 2013年以来."""
        period, told = self.notes.period, self.notes.spans.get("cumulative")
        if period is not None and period.is_since:
            return period.since
        if told is not None:
            return told.since
        titles = [one.span for one in self.around.context if one.span and one.base is None]
        return next((one.since for one in titles if one.is_since), None)

    def _report(self) -> Span | None:
        """Return the report's own period: 报告期, or the year in the title."""
        current = self.notes.spans.get("current")
        if current is not None:
            return current
        titles = [ended(one.span) for one in self.around.context if one.span is not None]
        found = [one for one in titles if one.since is not None and not one.is_since]
        period = self.notes.period
        is_closed = period is not None and period.since and not period.is_since
        return found[0] if found else (period if is_closed else None)

    def _named(self, times: set[str]) -> Days | None:
        """Return the days of a word: 本期, 累计, 期末, 年初, 上年; first as a line gives them."""
        given = [self.notes.spans[one] for one in sorted(times - _ADDED) if one in self.notes.spans]
        return self._of(given[0]) if len(given) == 1 else self._usual(times)

    def _usual(self, times: set[str]) -> Days | None:
        """Return the days of a word of time as forms use it."""
        report = self._report()
        last = report.until if report else _titled_day(self.around)
        end = min(last or self.as_of, self.as_of)
        first = report.since if report and report.since else dt.date(end.year, 1, 1)
        if {"last_year", "last", "previous"} & times:
            return self._past(times, report, first=first, end=end)
        is_longer = first.year < end.year or first.month > 1
        is_of_month = "this_year" in times and not self._is_yearly(report) and is_longer
        if {"to_date", "start"} & times or is_of_month:
            return self._start(first) if "start" in times else self._year_so_far(end)
        if "before_last" in times:
            return self._before_last(report, end)
        if "cumulative" in times and not {"current", "paired"} & times:
            section = self.around.section.span if self.around.section else None
            is_period = section is not None and section.since != section.until
            laid = next((one.span for one in self.around.parent if _is_open(one.span)), None)
            told = laid or (section if is_period else None)
            return self._of(told) if told else self._added_up(report, end)
        if "current" in times:
            until = (report.until if report else None) or end
            whole = Days(first, until, end, self.base, is_told=report is not None)
            return self._short(end) or whole
        since = self._year_begun(end) if "end" in times else None
        found = replace(self._window(since, end), is_paired="paired" in times)
        return found if {"end", "paired"} & times else None

    def _short(self, end: dt.date) -> Days | None:
        """Return the month or quarter that 本月 and 本季 are, the one that the report ends in."""
        told = next((one.text for one in self.around.near if "current" in one.times), "")
        months = 1 if _OF_MONTH.search(told) else 3 if _OF_QUARTER.search(told) else 0
        first = (end.month - 1) // months * months + 1 if months else 0
        return self._window(dt.date(end.year, first, 1), end) if first else None

    def _year_so_far(self, end: dt.date) -> Days:
        return self._window(dt.date(end.year, 1, 1), end)

    def _start(self, first: dt.date) -> Days:
        return self._window(None, opening(first))

    def _before_last(self, report: Span | None, end: dt.date) -> Days:
        """Return the days of 截至上月末累计: what is added up before the month of the report."""
        last = day_before(dt.date(end.year, end.month, 1))
        return replace(self._added_up(report, end), until=last, at=last)

    def _past(self, times: set[str], report: Span | None, *, first: dt.date, end: dt.date) -> Days:
        """Return the days of 上年全年, 上年, 上年同期; open where a word may mean two periods."""
        if "last_year" in times or ("last" in times and self._is_yearly(report)):
            return self._window(dt.date(end.year - 1, 1, 1), dt.date(end.year - 1, 12, 31))
        told = [one.span for one in self.around.beside if one.span and "current" in one.times]
        if "previous" in times and len(told) == 1 and told[0].since and told[0].until:
            return self._window(year_before(told[0].since), year_before(told[0].until))
        if "last" in times or self._is_mixed():
            return Days(None, end, end, self.base, is_told=False)
        whole = dt.date(end.year, 12, 31) if report is None else (report.until or end)
        return self._window(year_before(first), year_before(whole))

    @staticmethod
    def _is_yearly(report: Span | None) -> bool:
        """Whether the report is of whole years, or of no period at all."""
        if report is None or report.since is None or report.until is None:
            return True
        ends = (report.since.month, report.since.day, report.until.month, report.until.day)
        return ends == (1, 1, 12, 31)

    def _is_mixed(self) -> bool:
        """Whether columns tell of a month and of the year so far: 同期 may be of either."""
        told = [one for one in self.around.beside if not one.operation and not one.base]
        told = [one for one in told if not (one.span and one.span.is_since)]
        is_short = any("current" in one.times for one in told)
        is_long = any({"to_date", "cumulative"} & one.times or one.span for one in told)
        return is_short and is_long

    def _added_up(self, report: Span | None, end: dt.date) -> Days:
        """Return the days of 累计: as noted, else those of the columns it stands beside.

        A form of one month or year that says no beginning leaves it open whether the year or the
        whole programme is meant.
        """
        told = self.notes.spans.get("cumulative")
        begin, until = self._begin(), (told.until if told else None) or end
        if begin is None and told is None:
            begin = self._begun_beside()
        if begin is None and report is not None and report.since and report.until:
            begin = report.since if report.since.year < report.until.year else None
        spans = [one.span for one in self.around.beside if one.span and not one.operation]
        closed = [one for one in spans if one.since and one.until and not one.is_since]
        if begin is None and told is None and len(dict.fromkeys(closed)) > 1:
            first = min(one.since for one in closed if one.since)
            last = max(one.until for one in closed if one.until)
            return self._window(first, min(last, self.as_of))
        is_open = begin is None and told is None and report is not None
        return Days(begin, until, until, self.base, is_told=not is_open)

    def _begun_beside(self) -> dt.date | None:
        """Return since when the one amount added up beside a share or a mean of it counts.

        累计投入占比 beside 2013年以来累计 and single years is of what that column adds up.
        """
        if not any(one.operation for one in self.around.near):
            return None
        beside = [one for one in self.around.beside if one.span and not one.operation]
        begun = {one.span.since for one in beside if one.span and one.span.is_since}
        is_said = any("cumulative" in one.times and not one.span for one in beside)
        return begun.pop() if len(begun) == 1 and not is_said else None

    def _window(self, since: dt.date | None, until: dt.date) -> Days:
        return Days(since, until, until, self.base)


def _innermost(told: Sequence[Facets]) -> list[Span]:
    """Return the days that a row or a column says: the innermost, where they lie in the outer."""
    spans = [one.span for one in reversed(told) if one.span is not None]
    if not spans:
        return []
    own = since_outer(spans[0], spans[1:])
    return [own, *(one for one in spans[1:] if not _lies_in(own, one))]


def _lies_in(own: Span, outer: Span) -> bool:
    """Whether days are a part of those that an outer label names: 2017年 of 2013年以来."""
    last = own.until or own.at or outer.until
    first = own.since or own.at or last
    starts = outer.since is None or first is None or outer.since <= first
    return starts and (outer.until is None or last is None or last <= outer.until)


def _is_open(span: Span | None) -> bool:
    """Whether days begin somewhere and go on: 2013年以来."""
    return span is not None and span.is_since and span.at is None


def _part_of(near: Sequence[Facets], spans: list[Span]) -> list[Span]:
    """Return the days of 其中：2017年1-10月 alone, beside the longer ones of which it is a part."""
    parts = [one.span for one in near if one.span and "of_which" in one.roles]
    inner = [one for one in parts if one in spans and all(_lies_in(one, it) for it in spans)]
    return inner if len(inner) == 1 else spans


def _times(told: Sequence[Facets]) -> set[str]:
    """Return the words of time said; 年初 of a plan (年初目标) is no day of a stock."""
    return {
        name for one in told for name in one.times if name != "start" or one.status != "planned"
    }


def day_before(day: dt.date) -> dt.date:
    """Return the day before."""
    return day - dt.timedelta(days=1)


def opening(first: dt.date) -> dt.date:
    """Return the day on which a stock stands at the beginning of a period.

    >>> opening(dt.date(2014, 1, 1)), opening(dt.date(2013, 12, 31))
    (datetime.date(2013, 12, 31), datetime.date(2013, 12, 31))
    """
    is_last_of_month = (first + dt.timedelta(days=1)).day == 1
    return first if is_last_of_month else day_before(first)


def year_before(day: dt.date) -> dt.date:
    """Return the same day a year before."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return dt.date(day.year - 1, 2, 28)
