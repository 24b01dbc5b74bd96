"""Stated multiples: A,是去年B的4倍, held against the two numbers they compare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.changes import became, is_compared, moved, per_in_force
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import in_phrase, is_later
from jiedui.reader.passage import label_of
from jiedui.reader.reading import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.found import Found
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

_GROWN = re.compile(
    r"[,、(;]\s?[^,。;\d]{0,6}(?:增长|增加|增|提高|上[升涨]|涨|扩大|翻|多)了?(?:近|约|将近|整整)?$"
)
"""Ends the words in front of by how many times something grew: ,增长2倍."""

_THAN = re.compile(r"[比较]([^,。;\d]{2,6}?)(?:同期)?(?:又|再)?(?:翻|增|涨|提高|扩大|多|上升|$)")
"""Names what a multiple compares with."""

_ROUGHLY = 5
"""What doubled is within a fifth of twice as much."""

_PAIR = 2
_FAR = 4
"""A number that is so many times off is not compared with it."""


def hold_multiples(found: Found, passages: Iterable[Passage]) -> None:
    """Note what is so many times another, whether it is or not."""
    for passage in passages:
        if "倍" not in passage.text and "番" not in passage.text:
            continue
        for often in passage.drafts:
            if often.number.unit == "倍" and often.index:
                _hold(found, often)
            elif often.number.unit == "番" and often.index:
                _doubled(found, often)


def _hold(found: Found, often: Draft) -> None:
    start = often.number.sentence[0]
    told = [one for one in often.passage.drafts[: often.index] if one.start >= start]
    told = [
        one for one in told
        if one.number.unit != "倍" and not found.has(Relation.DIFF, one)
    ]  # fmt: skip
    if not told:
        return
    last = told[-1]
    kin = [one for one in told[:-1] if one.family == last.family and _is_alike(one, last)]
    if _GROWN.search(often.number.gap):
        _grown(found, often, told)
        return
    is_based = _OF_BASE.fullmatch(often.number.gap) and _IS_SO_OFTEN.search(label_of(last))
    if is_based:
        new = [one for one in kin if not is_compared(one) and not one.is_beside][-1:]
        _note(found, often, [*new, last])
    elif then := _OF_THEN.fullmatch(often.number.gap):
        base = [one for one in kin if _is_then(one, last, then[1])]
        _note(found, often, [last, *base] if len(base) == 1 else [])


def _doubled(found: Found, often: Draft) -> None:
    """Hold 从5万元增加到20万元,翻了两番 against the two numbers before it."""
    start = often.number.sentence[0]
    told = [one for one in often.passage.drafts[: often.index] if one.start >= start]
    told = [one for one in told if not found.has(Relation.DIFF, one)]
    pair = _named(often, told)
    if pair is None or not in_phrase(pair[0], often):
        return
    new, old = pair
    is_read = "翻" in often.passage.text[often.start : often.end]
    meant = often.number.value if is_read else 2 ** int(often.number.value)
    times = over(new.number.value, old.number.value)
    is_ok = _ROUGHLY * apart(times, meant) <= meant
    is_exact = all(one.number.wording is Wording.EXACT for one in (old, new, often))
    is_loose = often.number.value > 2 and often.passage.text[often.end - 1] == "倍"
    if is_ok or (is_exact and not is_loose):  # 翻了三倍 is three times as much, or four.
        found.add(Relation.PRODUCT, new, (old, often), is_ok=is_ok)


def _named(often: Draft, told: Sequence[Draft]) -> tuple[Draft, Draft] | None:
    """Return the new number and the old one, which words before a multiple may name: 比头一年."""
    said = _THAN.search(often.number.gap)
    if said is None or not told:
        return _in_time(told)
    new = told[-1]
    base = [
        one for one in told[:-1]
        if one.family == new.family and said[1] in one.number.gap and one.number.value
    ]  # fmt: skip
    return (new, base[0]) if len(base) == 1 else None


def _in_time(told: Sequence[Draft]) -> tuple[Draft, Draft] | None:
    """Return the new and the old of the last two numbers told, None if they are of no change."""
    pair = told[-_PAIR:]
    if len(pair) < _PAIR or pair[0].family != pair[1].family:
        return None
    old, new = pair
    if is_compared(new) and not is_compared(old):
        old, new = new, old
    elif not (is_compared(old) or became(old, new) or is_later(old, new)):
        return None
    return (new, old) if old.number.value else None


def _grown(found: Found, often: Draft, told: Sequence[Draft]) -> None:
    """Hold 由3000元增加到9000元,增长2倍 against what it grew from and to."""
    pair = _named(often, told)
    if pair is None or not in_phrase(pair[0], often):
        return
    new, old = pair
    grown = over(new.number.value, old.number.value) - 1
    is_exact = all(one.number.wording is Wording.EXACT for one in (old, new, often))
    is_ok = _allows(often, grown)
    if is_ok or is_exact:
        found.add(Relation.GROWTH, often, (new, old), is_ok=is_ok)


def _is_alike(one: Draft, last: Draft) -> bool:
    """Whether two numbers are per the same, or the one became the other."""
    if per_in_force(one) == per_in_force(last):
        return True
    return moved(last.passage.text[one.end : last.start])


def _is_then(base: Draft, new: Draft, year: str | None) -> bool:
    """Whether a number is of the earlier time that another is compared with."""
    first = base.when.first
    if year is not None:
        last = base.when.last
        return bool(first and last and first.year == last.year == int(year))
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
