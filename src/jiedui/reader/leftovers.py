"""What a rate leaves over: 支出率90%,还有610万元没花, held against the whole the rate is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.families import PAID, in_phrase
from jiedui.reader.reading import PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.families import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary


_LACKS = re.compile(r"缺口?|还差|还需|欠")
"""What is lacking is not what a rate leaves over."""


def hold_leftovers(found: Found, passages: Iterable[Passage], words: Vocabulary) -> None:
    """Note what is left beside a rate, once it is known which numbers the rate is of."""
    rest = words.pattern("share", "rest")
    rates = {
        id(share): parts
        for relation, share, parts, is_ok in found.rows
        if relation is Relation.RATIO and is_ok
    }
    told = [parts for relation, _, parts, _ in found.rows if relation is Relation.RATIO]
    for passage in passages if told else ():
        for left in passage.drafts:
            if not found.holds(left) and rest.search(left.number.gap[-12:]):
                _hold_later(found, left, told)
        for at, left in enumerate(passage.drafts[1:], 1):
            share = passage.drafts[at - 1]
            if id(share) not in rates or not in_phrase(share, left):
                continue
            gap = left.number.gap[-16:]
            if rest.search(gap) and not _LACKS.search(gap):
                _hold(found, (left, share), rates[id(share)])


def _hold(found: Found, told: tuple[Draft, Draft], parts: tuple[Draft, ...]) -> None:
    """Hold what is left, told right behind a rate, against the whole and the part of the rate."""
    (left, share), (part, whole) = told, parts
    is_alike = part.family == left.family and left.measure is not PERCENT
    is_near = share.number.sentence == left.number.sentence == part.number.sentence
    if not is_alike or found.has(Relation.DIFF, left):
        return
    found.note(Relation.DIFF, left, (whole, part), sure=is_near and _is_paid(part))
    if found.has(Relation.DIFF, left):
        left.whole = left.whole or whole


def _hold_later(found: Found, left: Draft, rates: Sequence[tuple[Draft, ...]]) -> None:
    """Hold what is left of a task, told in words of its own later on: 剩下的660万元也将拨清."""
    for part, whole in rates:
        is_before = part.passage is not left.passage or part.start < left.start
        is_left = whole.family == left.family and is_before
        if is_left and whole.number.value - part.number.value == left.number.value:
            found.note(Relation.DIFF, left, (whole, part), sure=False)
            left.whole = left.whole or whole
            return


def _is_paid(part: Draft) -> bool:
    return PAID.search(part.number.gap) is not None
