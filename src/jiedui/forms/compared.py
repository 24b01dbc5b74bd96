"""Which two periods a growth compares; what a column says of the one before it. No Django."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from jiedui.forms.facets import Facets
from jiedui.forms.timing import Days, day_before, year_before
from jiedui.forms.totals import whole
from jiedui.forms.worked import GROWING, WORKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.around import Around
    from jiedui.forms.facets import Span


_FALLS = {"fall", "fall_rate"}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two periods: the one told of, and the one before."""

    now: Days
    before: Days


def borrowed(own: Facets, row: Sequence[Facets], before: Sequence[Facets]) -> Facets | None:
    """Return what a column of 排名, 增长率, 完成率 says of the column before it; None = nothing.

    Args:
        own: What the column's own heading says.
        row: What the row says.
        before: What the headings before it say together, the nearest first.
    """
    if own.operation == "share":
        return _part_of(own, row, _shared_in(before))
    if falls_barely([*row, own]):
        lent = fall_of(Facets(), before)
        return lent if lent.subject else None
    is_open = not any(one.says_what or one.family for one in row)
    if is_open and (_is_status(own) or _is_day(own)):
        return _counted_before(before) if _is_status(own) else _stock_before(before)
    is_said = own.subject or own.sources or own.donation or own.operation not in WORKED
    if is_said or any(one.subject or one.sources for one in row):
        return None
    nearest = next((one for one in before if one.says_what), None)
    if nearest is None or nearest.operation:
        return None
    span = None if own.operation in GROWING or own.span else nearest.span
    return replace(nearest, span=span, status=None, stage=nearest.stage, roles=frozenset())


def _shared_in(before: Sequence[Facets]) -> Facets | None:
    """Return of which columns before it a share is: of the one right before, of recipients' all.

    久治县 | 德钦县 | 占比 is of both, and so behind 两县合计; 久治县 | 占比 | 德钦县 | 占比 each of
    its own.
    """
    part = next((one for one in before if one.operation != "share"), None)
    beside = list(takewhile(_is_place, dropwhile(_is_sum, before)))
    if part is None or len(beside) <= 1 or (part.is_total and part.places):
        return part
    every = whole(beside)
    return replace(part, places=every.places, codes=every.codes)


def _is_sum(told: Facets) -> bool:
    """Whether a column adds up those beside it, whatever purse or kind a row is of: 两县合计."""
    return told.is_total and not (told.operation or told.sources or told.categories or told.places)


def _is_place(told: Facets) -> bool:
    """Whether a column is of one recipient and says nothing of what part of it is told."""
    return bool(told.places) and not (told.operation or told.sources or told.categories)


def falls_barely(told: Sequence[Facets]) -> bool:
    """Whether labels say that something falls and not what: 下降幅度."""
    own = told[-1]
    is_open = not any(one.subject or one.family for one in told)
    return own.operation in _FALLS and is_open


def fall_of(own: Facets, before: Sequence[Facets]) -> Facets:
    """Return what 下降幅度 says: the fall told just before it, else of the one stock there is.

    Args:
        own: What its own label says.
        before: What the labels before it say, the nearest first.
    """
    stocks = [one for one in before if one.subject == "registered" and one.family]
    if not stocks:
        return own
    stock = stocks[0]
    if stock.operation not in _FALLS and len({one.family for one in stocks}) > 1:
        return own
    return replace(own, subject=stock.subject, family=stock.family)


def _is_status(own: Facets) -> bool:
    """Whether a heading says only whether it is planned or done: 实际到位 behind 计划资金."""
    says = own.says_what or own.family or own.unit or own.categories or own.places or own.unknown
    return own.status is not None and not says


def _is_day(own: Facets) -> bool:
    """Whether a heading says only a day at which something stands: 2017年10月底."""
    is_dated = own.span is not None and own.span.at is not None
    says = own.says_what or own.family or own.unit or own.categories or own.places or own.unknown
    return is_dated and not (says or own.status or own.times)


def _stock_before(before: Sequence[Facets]) -> Facets | None:
    """Return the stock of another day that the column right before one tells, if it does."""
    told = before[0] if before else Facets()
    if told.subject != "registered" or told.span is None or not told.span.at or told.operation:
        return None
    return Facets(told.text, subject=told.subject, family=told.family, unit=told.unit)


def _counted_before(before: Sequence[Facets]) -> Facets | None:
    """Return what the nearest column before one counts that is no part and nothing worked out."""
    told = [one for one in before if one.subject and not one.operation]
    whole = next((one for one in told if "of_which" not in one.roles), None)
    if whole is None:
        return None
    return Facets(whole.text, subject=whole.subject, family=whole.family, unit=whole.unit)


def _part_of(own: Facets, row: Sequence[Facets], part: Facets | None) -> Facets | None:
    """Return of what 占比 behind 其中：财政资金 or 久治县 is a share: that part, in its whole.

    What the share's own words or its row say already is not lent.
    """
    if part is None or part.operation:
        return None
    told = [own, *row]
    is_parted = any(one.sources or one.categories for one in told)
    is_placed = any(one.places for one in told)
    is_given = part.donation and not (part.sources or part.categories)
    if (part.unknown or part.narrower) and not (is_parted or part.sources or part.categories):
        return Facets(part.text, narrower=(part.text,))
    kinds = () if is_parted else (part.sources or part.categories or is_given)
    subject = None if any(one.subject for one in told) else part.subject
    if not (kinds or subject or (part.places and not is_placed)):
        return None
    return Facets(
        part.text,
        subject=subject,
        sources=part.sources if kinds else (),
        categories=part.categories if kinds else (),
        donation=bool(kinds) and part.donation,
        places=() if is_placed else part.places,
        codes=() if is_placed else part.codes,
        span=part.span,
    )


def compared(around: Around, days: Days | None, beside: Sequence[Facets]) -> Compared | None:
    """Return the two periods of a growth; None when the form does not settle them.

    Args:
        around: The words around the cell.
        days: The days that the cell itself would ask for.
        beside: What the columns before it say, else the rows; in their order.
    """
    how = next((one.compares for one in around.near if one.compares), "")
    how = how or ("year" if any("previous" in one.times for one in beside) else "")
    own = next((one.span for one in around.near if one.span), None)
    spans = _distinct([one.span for one in beside if one.span and not one.operation])
    base = next((one.base for one in around.near if one.base), None)
    if base is not None:
        return _since_base(base, own, spans)
    if how:
        now = _days(own) or _last_of_two(spans, how) or _only(spans, days)
        if now is None or now.since is None:
            return None
        return Compared(now, _year_earlier(now) if how == "year" else _just_before(now))
    if own is not None:
        now = _days(own)
        earlier = now and _year_earlier(now)
        told = [one for one in map(_days, spans) if one and earlier and _same(one, earlier)]
        return Compared(now, told[0]) if now and told else None
    pair = [one for one in map(_days, spans[-2:]) if one]
    if len(pair) < 2:
        return None
    first, last = sorted(pair, key=lambda one: one.until)
    return Compared(last, first)


def _since_base(base: dt.date, own: Span | None, spans: Sequence[Span]) -> Compared | None:
    """Return what 2019年比2018年增长 compares: its own period, and the column of the one named."""
    told = [one for one in map(_days, spans) if one]
    before = [one for one in told if one.until == base]
    later = [one for one in told if one.until > base]
    now = _days(own) or (later[0] if len(later) == 1 else None)
    return Compared(now, before[0]) if now and len(before) == 1 else None


def _last_of_two(spans: Sequence[Span], how: str) -> Days | None:
    """Return the period whose column stands beside one of the year before it (2017年, 2018年)."""
    told = [one for one in map(_days, spans) if one]
    before = _year_earlier if how == "year" else _just_before
    found = [one for one in told if any(_same(before(one), other) for other in told)]
    return found[0] if len(found) == 1 else None


def _only(spans: Sequence[Span], days: Days | None) -> Days | None:
    """Return the one period of the columns, else the one of the form; None where there are more."""
    if len(spans) > 1:
        return None
    told = _days(spans[0]) if spans else None
    return told or (days if days is not None and days.is_told else None)


def _distinct(spans: Sequence[Span]) -> list[Span]:
    return list(dict.fromkeys(one for one in spans if one.at or (one.since and one.until)))


def _days(span: Span | None) -> Days | None:
    if span is None:
        return None
    until = span.until or span.at
    return Days(span.since, until, until) if until else None


def _same(one: Days, other: Days) -> bool:
    return (one.since, one.until) == (other.since, other.until)


def _year_earlier(days: Days) -> Days:
    since = year_before(days.since) if days.since else None
    until = year_before(days.until)
    if days.until.month == 2 and (days.until + dt.timedelta(days=1)).month == 3:
        until = dt.date(until.year, 3, 1) - dt.timedelta(days=1)
    return Days(since, until, until)


def _just_before(days: Days) -> Days:
    """Return the period of the same length that ends where another begins."""
    since = days.since or days.until
    until = day_before(since)
    months = (days.until.year - since.year) * 12 + days.until.month - since.month
    at = until.year * 12 + until.month - 1 - months
    return Days(dt.date(at // 12, at % 12 + 1, 1), until, until)
