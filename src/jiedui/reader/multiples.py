"""Stated multiples: A,是去年B的4倍, held against the two numbers they compare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.changes import is_compared, moved, per_in_force
from jiedui.reader.exactly import apart, over
from jiedui.reader.reading import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.families import Found
    from jiedui.reader.passage import Draft, Passage

_OF_BASE = re.compile(r"\s?的?\s?")
_IS_SO_OFTEN = re.compile(
    r"(?:是|为|相当于|达到?|等于|合)[^,。;\d]{0,10}(?:(?:19|20)\d{2}年[^,。;\d]{0,6})?$"
)
_OF_THEN = re.compile(
    r"[,、]?[^,。;\d]{0,6}(?:是|为|相当于|达到?)"
    r"(?:((?:19|20)\d{2})年|[去上]年|上一年|那时|当时|当初|原来|从前|过去|之前|以前)"
    r"(?:同期|全年|[底末初])?的?"
)
"""Stands between a number and how often it is what it was then: ,是那时的2.5倍."""

_PAIR = 2
_FAR = 4
"""A number that is so many times off is not compared with it."""


def hold_multiples(found: Found, passages: Iterable[Passage]) -> None:
    """Note what is so many times another, whether it is or not."""
    for passage in passages:
        if "倍" not in passage.text:
            continue
        for often in passage.drafts:
            if often.number.unit == "倍" and often.index:
                _hold(found, often)


def _hold(found: Found, often: Draft) -> None:
    start = often.number.sentence[0]
    told = [one for one in often.passage.drafts[: often.index] if one.start >= start]
    told = [one for one in told if one.number.unit != "倍"]
    if not told:
        return
    last = told[-1]
    kin = [one for one in told[:-1] if one.family == last.family and _is_alike(one, last)]
    is_based = _OF_BASE.fullmatch(often.number.gap) and _IS_SO_OFTEN.search(last.number.gap)
    if is_based:
        new = [one for one in kin if not is_compared(one) and not one.is_beside][-1:]
        _note(found, often, [*new, last])
    elif then := _OF_THEN.fullmatch(often.number.gap):
        base = [one for one in kin if _is_then(one, last, then[1])]
        _note(found, often, [last, *base] if len(base) == 1 else [])


def _is_alike(one: Draft, last: Draft) -> bool:
    """Whether two numbers are per the same, or the one became the other."""
    if per_in_force(one) == per_in_force(last):
        return True
    return moved(last.passage.text[one.end : last.start])


def _is_then(base: Draft, new: Draft, year: str | None) -> bool:
    """Whether a number is of the earlier time that another is compared with."""
    first = base.when.first
    if year is not None:
        return first is not None and first.year == int(year)
    return not (first and new.when.first and first > new.when.first)


def _note(found: Found, often: Draft, pair: Sequence[Draft]) -> None:
    if len(pair) < _PAIR or not pair[1].number.value:
        return
    new, base = pair
    value = over(new.number.value, base.number.value)
    is_ok = _allows(often, value)
    is_exact = all(one.number.wording is Wording.EXACT for one in (*pair, often))
    is_meant = value < _FAR * often.number.value < _FAR * _FAR * value
    if is_ok or (is_exact and is_meant):
        found.add(Relation.PRODUCT, new, (base, often), is_ok=is_ok)


def _allows(often: Draft, value: Exact) -> bool:
    """Whether a multiple as printed and worded allows the one that follows."""
    stated, number = often.number.value, often.number
    if number.wording in (Wording.OVER, Wording.AT_LEAST):
        return stated <= value < stated + 1
    if number.wording in (Wording.NEARLY, Wording.AT_MOST):
        return stated - 1 < value <= stated
    return 2 * apart(stated, value) <= number.step or 20 * apart(stated, value) <= stated
