"""Periods told by another: 全年 of the year in force, 去年同期 its months a year before."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.reader.changes import moved, started
from jiedui.reader.families import in_phrase
from jiedui.reader.reading import MONEY, PERCENT, When
from jiedui.reader.yeardays import SUMS_UP, span_of

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.reader.moments import Moment
    from jiedui.reader.passage import Draft, Passage

_MONTH = 31
_REACH = 60
"""So far in front of a number its sentence may say that it tells of the day of the text."""

_NOW = re.compile(
    "现有|"
    + "|".join(
        rf"{now}[^,。;:\d]{{0,10}}(?<![已共还没])(?:有|在[^,。;\d]{{1,8}}的)"
        for now in ("目前", "眼下", "如今", "现在")
    )
)
_DEED = re.compile(r"累计|先后|已经?|共(?!有)|[派送建开办发投]|从|自|到")
"""Words of what was done up to that day, not of what there is on it."""

WHOLE_YEAR = "全年"


def whole_year(held: When, as_of: dt.date | None) -> When:
    """Return the year that 全年 means: the one in which the period in force lies.

    Of several years in force none is meant. Where only the day of the text is told, it is the year
    that the text sums up: early in a year the one before.
    """
    first, last = held.first, held.last
    if first and last and first.year != last.year:
        return held
    year = last.year if last else as_of.year if as_of else None
    if year is None:
        return held
    is_own_day = as_of is not None and last in (None, as_of) and first in (None, as_of)
    if is_own_day and as_of and as_of.month <= SUMS_UP:
        year -= 1
    return When(*span_of(year))


def same_time(held: When, when: When, behind: str) -> When:
    """Return the days of an earlier year that 同期 behind it means: the months now in force."""
    first, last, year = held.first, held.last, when.first and when.first.year
    if behind != "同期" or not (first and last and year) or first.year != last.year:
        return when
    year = min(year, first.year - 1)
    return When(span_of(year, first.month)[0], span_of(year, last.month)[1])


def is_inside(one: When, outer: When) -> bool:
    """Whether a period lies inside another, which is longer than it."""
    if not (one.first and one.last and outer.first and outer.last) or one == outer:
        return False
    return outer.first.year <= one.first.year and one.last.year <= outer.last.year


def put_off(draft: Draft, moment: Moment, as_of: dt.date | None) -> When | None:
    """Return the time to come that the words behind a number put it off to, None if none do.

    其余80万元从明年起分四年拨付; what follows it in other words is of the time told before.
    """
    passage, first = draft.passage, moment.first
    if not as_of or not first or first <= as_of:
        return None
    if not draft.end <= moment.start < passage.clause(draft.start)[1]:
        return None
    last = passage.phrase(draft.start)[1]
    if any(draft.end <= one.start < last for one in passage.drafts):
        return None
    return When(first, moment.last)


def align(passage: Passage) -> None:
    """Give a second change of a sentence the days of the first, where it names none of its own.

    贫困人口从2016年的5.79万人降到零,贫困发生率由15.6%降为0: both changes span the same days.
    """
    base: Draft | None = None
    is_dated_apart = any(one.is_beside for one in passage.drafts)
    for one, other in pairwise(passage.drafts) if is_dated_apart else ():
        if not started(one):
            continue
        start = one.number.clause[0]
        is_dated = any(start <= each.start < other.start for each in passage.moments)
        is_change = one.measure is other.measure and moved(passage.text[one.end : other.start])
        if base and is_change and not is_dated and in_phrase(base, one):
            one.when, one.is_beside = base.when, True
        base = one if one.is_beside else base


def is_now(draft: Draft) -> bool:
    """Whether a number tells how many there are on the day of the text: 目前有教师31名."""
    if draft.measure in (MONEY, PERCENT):
        return False
    number, text = draft.number, draft.passage.text
    said = text[max(number.sentence[0], number.start - _REACH) : number.start]
    found = _NOW.search(said)
    return found is not None and not _DEED.search(said, found.start())


def past_year(when: When, as_of: dt.date) -> When | None:
    """Return the one whole year that is over of which 一年里 tells, None where none is meant.

    It is the one in force; where only a day early in a year is, the year before.
    """
    if not when.first or not when.last:
        return None
    if when.last < as_of:
        is_whole = (when.first, when.last) == span_of(when.first.year)
        return when if is_whole else None
    is_own_day = when.first == when.last == as_of
    is_early = is_own_day and as_of.month <= SUMS_UP
    return When(*span_of(as_of.year - 1)) if is_early else None


def is_brief(when: When) -> bool:
    """Whether a period is a month or less, but no single day."""
    if not when.first or not when.last:
        return False
    return 0 < (when.last - when.first).days <= _MONTH


def up_to_now(when: When, as_of: dt.date | None) -> When:
    """Return the days in which something was done by the day of the text, of several years."""
    first, last = when.first, when.last
    if as_of is None or not first or not last or not first.year < as_of.year < last.year:
        return when
    return When(first, as_of)


def goes_beyond(held: When, when: When, as_of: dt.date | None) -> bool:
    """Whether a period up to a day leaves the one year that is told of for the year after it.

    An audit of 2016 says how much was spent by 2017年6月底; its next section is of 2016 again.
    """
    if not (held.first and held.last and when.last) or when.last == as_of:
        return False
    is_year = (held.first, held.last) == span_of(held.first.year)
    return is_year and held.last.year + 1 == when.last.year


def is_ahead(when: When, as_of: dt.date | None) -> bool:
    """Whether a period has not begun on the day of the text."""
    return bool(as_of and when.first and when.first > as_of)
