"""Counts whose unit is that of the number before: 手术前年三百一十台,去年四百二,多了一百一.

Only where two times of one thing are compared, and only what may be as many by its size; a share
or a sum of so many 万元 leaves its own scale unsaid as well, so it is not understood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.reading import PERCENT

if TYPE_CHECKING:
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.quantities import Number
    from jiedui.reader.reading import Measure

_THEN = re.compile(
    r"(?:就|已经?|又|也|则|只)*(?:[升增涨提减降][到至为]|增[加长]到|[减下][少降]到|达?到|是|为|有|达)?"
    r"了?(?:约|近)?"
)
"""All that stands between a time and how many there were then."""

_CHANGED = re.compile(
    r"[,;](?:足足|整整|净|又|就)*(?:[多少增减涨降]|增[加长]|减少|上[升涨]|下降)了?(?:约|近)?"
)
"""All that stands in front of by how many there were more or less."""

_CLOSES = re.compile(r"了?(?:$|[,;。!)])")
_SCALES = frozenset("万亿")
_YEAR = range(1900, 2101)
_TIMES = 10
"""So many times more or less is not told without a unit."""


def measure_unsaid(passage: Passage, number: Number) -> Measure | None:
    """Return what a bare number counts that goes on with the one before; it takes its unit.

    Args:
        passage: Where it stands.
        number: A number without unit.

    Returns:
        None where it does not plainly compare two times of one thing.
    """
    last = passage.drafts[-1] if passage.drafts else None
    if last is None or last.number.phrase != number.phrase or last.measure is PERCENT:
        return None
    is_closed = _CLOSES.match(passage.text, number.end)
    is_year = not number.is_written and number.value in _YEAR
    if not is_closed or is_year or passage.numbers[number.index - 1] is not last.number:
        return None
    if not (_is_of_then(passage, number, last) or _is_change(passage, number, last)):
        return None
    number.unit, number.kind = last.number.unit, last.number.kind
    return last.measure


def _is_of_then(passage: Passage, number: Number, last: Draft) -> bool:
    """Whether a number is told of another time than the one before, and may be as many."""
    text, start = passage.text, last.number.clause[0]
    is_scaled = not _SCALES.isdisjoint(text[number.start : number.end])
    if is_scaled < last.number.is_scaled or not _is_alike(number, last):
        return False
    then = [one for one in passage.moments if last.end <= one.start < number.start]
    if len(then) != 1 or text[last.end : then[0].start] not in (",", ";"):
        return False
    is_told = any(start <= one.start < last.start for one in passage.moments)
    return is_told and _THEN.fullmatch(text, then[0].end, number.start) is not None


def _is_alike(number: Number, last: Draft) -> bool:
    return last.number.value <= _TIMES * number.value <= _TIMES * _TIMES * last.number.value


def _is_change(passage: Passage, number: Number, last: Draft) -> bool:
    """Whether a number says by how many the two before it, of two times, lie apart."""
    base = last.previous if len(passage.drafts) > 1 else None
    if base is None or base.number.unit != last.number.unit or base.measure is not last.measure:
        return False
    if not _CHANGED.fullmatch(passage.text, last.end, number.start):
        return False
    return any(base.end <= one.start < last.start for one in passage.moments)
