"""The two ends of a change told of a whole period, and rows of numbers told of a row of years.

2017年,贫困发生率由12.1%降至6.4%: the first is of the eve of the year, the second of its last day.
2018年、2019年、2020年分别为186人、243人、297人: each number is of its own year.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.reader.changes import became, started
from jiedui.reader.reading import When
from jiedui.reader.signs import bits_of
from jiedui.reader.yeardays import span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.moments import Moment
    from jiedui.reader.passage import Draft, Passage

_BARE_YEARS = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}[、和及])+$")
"""Stands in front of the last of years that share its 年: 2018、2019、2020年."""

_BARE_QUARTERS = re.compile(r"(?:[一二三四][、和及])+$")
_QUARTERS = "一二三四"
_QUARTER = 2
"""So many months behind its first lies the last of a quarter."""

_YEAR = re.compile(r"\d{4}")
_REACH = 40
_FROM = re.compile(r"[由从](?:约|近|不足|不到)?$")
_IN_TURN = re.compile(r"(?:分别|依次|逐年|各年)[^,。;、\d]{0,8}$")
_TURNS = bits_of("别次逐各")
_JOINS = frozenset("、和及与")
"""Ends the words in front of a row of numbers told in turn, and what stands between them."""


def joined_years(passage: Passage, moment: Moment, held: When) -> When | None:
    """Return the time from the first to the last of years told together: 2018年、2019年和2020年.

    Args:
        passage: Where they stand.
        moment: The last of them.
        held: The period in force in front of it.

    Returns:
        None where the year stands alone.
    """
    text, first, last = passage.text, moment.first, moment.last
    if text[moment.start - 1 : moment.start] not in _JOINS or not first or not last:
        return None
    if row := _bare_row(text, moment.start, When(first, last)):
        return When(row[0].first, last)
    if (first, last) != span_of(first.year):
        return None
    is_next = any(one.end == moment.start - 1 for one in passage.moments)
    if not is_next or not held.first or not held.last or held.last >= first:
        return None
    is_of_years = held.first == span_of(held.first.year)[0]
    is_of_years = is_of_years and held.last == span_of(held.last.year)[1]
    return When(held.first, last) if is_of_years else None


def _bare_row(text: str, at: int, when: When) -> list[When]:
    """Return the times in front of one whose word they share: 2018、2019年, 一、二、三季度."""
    first, last = when
    if not first or not last:
        return []
    low = max(0, at - _REACH)
    if (first, last) == span_of(first.year):
        row = _BARE_YEARS.search(text, low, at)
        return [When(*span_of(int(one))) for one in _YEAR.findall(row[0])] if row else []
    row = _BARE_QUARTERS.search(text, low, at) if last.month == first.month + _QUARTER else None
    told = [_QUARTERS.index(one) for one in row[0] if one in _QUARTERS] if row else []
    year = first.year
    return [When(span_of(year, 3 * one + 1)[0], span_of(year, 3 * one + 3)[1]) for one in told]


def part_days(passage: Passage, as_of: dt.date | None) -> None:
    """Divide a period over the numbers of a passage that are of its ends, or of its years."""
    _part_changes(passage, as_of)
    for one in passage.drafts:
        if one.number.signs & _TURNS and _IN_TURN.search(one.number.gap):
            _spread(one)


def _part_changes(passage: Passage, as_of: dt.date | None) -> None:
    """Date a change from A to B as the stock told before it, else by the first and last year."""
    stocks: tuple[Draft, Draft] | None = None
    for one, other in pairwise(passage.drafts):
        if one.family != other.family:
            continue
        if _are_stocks(one, other):
            stocks = one, other
        elif started(one) and became(one, other):
            if stocks is not None and not _is_dated(one):
                _date_alike((one, other), stocks)
            elif one.when == other.when:
                _part(one, other, as_of)


def _are_stocks(old: Draft, new: Draft) -> bool:
    """Whether two numbers of one kind are of two days, the later told second."""
    first, last = old.when.last, new.when.last
    is_day = first is not None and old.when.first == first
    return is_day and first is not None and last is not None and first < last


def _is_dated(draft: Draft) -> bool:
    """Whether words tell a time between the number before one and itself."""
    last = draft.previous
    start = max(draft.number.sentence[0], last.end if last is not None else 0)
    return any(start <= one.start < draft.start for one in draft.passage.moments)


def _date_alike(pair: Sequence[Draft], stocks: Sequence[Draft]) -> None:
    """Give a change without days of its own those between which a stock before it changed."""
    for one, stock in zip(pair, stocks, strict=True):
        if one.number.sentence[0] <= stock.number.sentence[1]:
            one.when = When(stock.when.first or stock.when.last, stock.when.last)


def _part(old: Draft, new: Draft, as_of: dt.date | None) -> None:
    """Give what changed over a period its beginning, what it became the end: 由A扩到B.

    Of several years these are the first and the last; of one, the eve and the last day, unless
    that is still to come.
    """
    first, last = old.when
    if not first or not last or first == last:
        return
    if first.year < last.year:
        old.when = When(first, span_of(first.year)[1])
        new.when = When(span_of(last.year)[0], last)
    elif not old.is_beside and _FROM.search(old.number.gap):
        is_year = first == span_of(first.year)[0]
        was = first - dt.timedelta(days=1) if is_year else first
        old.when = When(was, was)
        if as_of is None or last <= as_of:
            new.when = When(last, last)


def _spread(first: Draft) -> None:
    """Give each of a row of numbers a year of its own: 2017年至2019年分别是A、B和C."""
    row = [first]
    for one in first.passage.drafts[first.index + 1 :]:
        if one.number.gap.strip() not in _JOINS or one.family != first.family:
            break
        row.append(one)
    for when, one in zip(_years_of(first, len(row)), row, strict=False):
        one.when = when


def _years_of(first: Draft, count: int) -> list[When]:
    """Return the times of so many numbers told in turn, none where they are not so many."""
    start, end = first.when
    if count < 2 or not start or not end:
        return []
    row = _row_of_times(first)
    named = [When(one.first, one.last) for one in row]
    if row:
        named = [*_bare_row(first.passage.text, row[0].start, named[0]), *named]
    if len(named) > 1:
        return named if len(named) == count else []
    if row and first.passage.text.endswith("季度", 0, row[0].end):
        quarters = range(start.month, end.month, _QUARTER + 1) if start.year == end.year else ()
        spans = [
            When(span_of(start.year, at)[0], span_of(start.year, at + 2)[1]) for at in quarters
        ]
        return spans if len(spans) == count else []
    if (start.month, start.day) != (1, 1) or end.year - start.year + 1 != count:
        return []
    spans = [When(*span_of(year)) for year in range(start.year, end.year)]
    return [*spans, When(span_of(end.year)[0], end)]


def _row_of_times(first: Draft) -> list[Moment]:
    """Return the times joined by 、 that its sentence names last in front of a number."""
    text, begin = first.passage.text, first.number.sentence[0]
    row: list[Moment] = []
    for one in reversed(first.passage.moments):
        if not begin <= one.start < first.start:
            continue
        if row and text[one.end : row[0].start] not in _JOINS:
            break
        if one.first is None or one.last is None:
            break
        row.insert(0, one)
    return row
