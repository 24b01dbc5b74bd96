"""What a rate leaves over: 支出率90%,还有610万元没花, held against the whole the rate is of."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.reader.exactly import apart, over
from jiedui.reader.families import PAID, in_phrase
from jiedui.reader.reading import PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary


_LACKS = re.compile(r"缺口?|还差|还需|欠")
"""What is lacking is not what a rate leaves over."""

_NOT_DONE = re.compile(r"[未没待][^\W\d]{1,4}$|[在续]建$|正在[^\W\d]{1,4}$")
"""Ends the words in front of what is not done of a whole, whatever is done with it: 未报账."""

_RATE = re.compile(r"(?:率|进度|占比)[为达约近有是到]{0,2}$")
_REST = re.compile(r"[尚还]有|[剩余]|[未没待][^\W\d]{1,4}$")
_POINTS = 10
"""A rate that misses by so many points is of another whole."""

_NARROW, _TENTH = 4, 10
"""What misses by more than a quarter is not what is left, told far off by more than a tenth."""


def hold_leftovers(found: Found, passages: Iterable[Passage], words: Vocabulary) -> None:
    """Note what is left beside a rate, once it is known which numbers the rate is of."""
    rest, signs = words.pattern("share", "rest"), words.signs("share", "rest")
    rates = {
        id(share): parts
        for relation, share, parts, is_ok in found.rows
        if relation is Relation.RATIO and is_ok
    }
    told = [parts for relation, _, parts, _ in found.rows if relation is Relation.RATIO]
    for passage in passages:
        for left in passage.drafts if told else ():
            is_told = left.number.signs & signs and rest.search(left.number.gap[-12:])
            if is_told and not found.holds(left):
                _hold_later(found, left, told)
        for share, left in pairwise(passage.drafts):
            parts = rates.get(id(share))
            if parts is None and share.measure is PERCENT and _RATE.search(share.number.gap):
                _hold_both(found, share, left)
            elif parts and _is_left(share, left, rest):
                _hold(found, (left, share), parts)


def _is_left(share: Draft, left: Draft, rest: re.Pattern[str]) -> bool:
    """Whether a number behind a rate is called what is left in the same sentence, not lacking."""
    gap = left.number.gap[-16:]
    is_left = rest.search(gap) or _NOT_DONE.search(gap)
    is_beside = share.number.sentence == left.number.sentence
    return bool(is_left) and is_beside and not _LACKS.search(gap)


def _hold(found: Found, told: tuple[Draft, Draft], parts: tuple[Draft, ...]) -> None:
    """Hold what is left, told right behind a rate, against the whole and the part of the rate."""
    (left, share), (part, whole) = told, parts
    is_alike = part.family == left.family and left.measure is not PERCENT
    is_near = share.number.sentence == left.number.sentence == part.number.sentence
    if not is_alike or found.has(Relation.DIFF, left):
        return
    missed = apart(whole.number.value - part.number.value, left.number.value)
    is_meant = _is_paid(part) or _NARROW * missed <= left.number.value
    found.note(Relation.DIFF, left, (whole, part), sure=is_near and is_meant)
    if found.has(Relation.DIFF, left):
        left.whole = left.whole or whole


def _hold_both(found: Found, share: Draft, left: Draft) -> None:
    """Hold 支出4760万元,支出率85%,尚有840万元未支出 against the whole that both sums make."""
    part = share.previous
    if part is None or part.family != left.family or found.holds(share) or found.holds(left):
        return
    is_row = in_phrase(part, left) and part.measure is not PERCENT and part.per is left.per is None
    whole = part.number.value + left.number.value
    if not is_row or not _is_paid(part) or not _REST.search(left.number.gap) or not whole:
        return
    value = over(100 * part.number.value, whole)
    is_near = apart(value, share.number.value) <= _POINTS
    found.note(Relation.RATIO, share, (part, left), sure=is_near, value=value)


def _hold_later(found: Found, left: Draft, rates: Sequence[tuple[Draft, ...]]) -> None:
    """Hold what is left of a task, told in words of its own later on: 剩下的660万元也将拨清."""
    for part, whole in rates:
        is_before = part.passage is not left.passage or part.start < left.start
        is_left = whole.family == left.family and is_before
        missed = apart(whole.number.value - part.number.value, left.number.value)
        if is_left and _TENTH * missed <= left.number.value:
            found.note(Relation.DIFF, left, (whole, part), sure=_goes_back(left))
            left.whole = left.whole or whole
            return


def _goes_back(left: Draft) -> bool:
    """Whether what is left is told as what the page knows already: 剩下的660万元."""
    return left.number.gap.endswith("的") and left.previous is not None


def _is_paid(part: Draft) -> bool:
    return PAID.search(part.number.gap) is not None
