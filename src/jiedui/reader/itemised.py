"""Sums told apart from what makes them: items of a section, batches, a list closed by no word.

拟安排2380万元 is what the items (1) to (5) of the next section make, 两批合计5950万元 of this batch
and the first; 老师27位,大夫19位,46位同志都在岗 closes its list. Only what agrees is noted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.agreement import summed
from jiedui.reader.changes import is_change, is_compared
from jiedui.reader.reading import MONEY, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_ITEM = re.compile(r"\s*[((]?([一二三四五六七八九十]{1,3}|\d{1,2})[))、.]")
_BATCHES = re.compile(
    r"([两二三四五])批(?:次)?[^,。;\d]{0,4}(?:合计|共计|总计|共|加起来)[^,。;\d]{0,4}$"
)
_BATCH = re.compile(r"(?:第[一二三四五]|首|本|上|该|此|这)批[^,。;\d]{0,16}$")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_BARE = re.compile(r"[,;、](?:这|共)?")
_FEWEST, _PAIR = 3, 2
_REACH = 16
"""So far in front of a sum stands of how many batches it is."""

_MOST = 40
"""So many numbers before a list are looked at."""


def hold_itemised(wholes: Wholes, passages: Sequence[Passage]) -> None:
    """Mark what the paragraphs of a page add up to, where it agrees to the last digit."""
    before: list[Draft] = []
    for passage, items in _runs(passages):
        if items:
            _mark(wholes, list(map(_own_sum, items)), before)
        told = [one for one in passage.drafts if one.measure is not PERCENT]
        for at, total in enumerate(told):
            if total.whole is None and total.may_add and not wholes.has(total):
                _batches(wholes, total, [*before, *told[:at]])
                _closed(wholes, total, told[max(0, at - _MOST) : at])
        before = [*before, *told][-2 * _MOST :]


def _runs(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Sequence[Passage]]]:
    """Yield each paragraph, the first of numbered ones with all of them."""
    last = 0
    for at, passage in enumerate(passages):
        run: list[Passage] = []
        kind = _kind(passage) if at >= last else None
        for one in passages[at:] if kind is not None else ():
            if _kind(one) is not kind:
                break
            run.append(one)
        last = max(last, at + len(run))
        yield passage, run


def _kind(passage: Passage) -> bool | None:
    """Return whether a paragraph is numbered with digits, None for one that is not, or tells none.

    二、分配方案 above its items 1. to 3. is none of them.
    """
    mark = _ITEM.match(passage.text) if passage.drafts else None
    return mark[1].isdigit() if mark else None


def _own_sum(item: Passage) -> Draft | None:
    """Return the first sum of a numbered paragraph, that of the item as a whole."""
    money = [one for one in item.drafts if one.measure is MONEY and one.may_add]
    first = money[0] if money else None
    return None if first is None or first.is_beside or is_change(first) else first


def _mark(wholes: Wholes, sums: Sequence[Draft | None], before: Sequence[Draft]) -> None:
    """Mark the sums of numbered paragraphs as parts of the last sum before that they make."""
    parts = [one for one in sums if one is not None]
    if len(parts) < _FEWEST or len(parts) != len(sums) or any(one.whole for one in parts):
        return
    value = summed(parts)
    for total in reversed(before[-_MOST:]):
        is_sum = total.measure is MONEY and total.may_add and not total.is_beside
        if is_sum and total.number.value == value and not wholes.has(total):
            wholes.mark(total, parts, is_ok=True)
            return


def _batches(wholes: Wholes, total: Draft, before: Sequence[Draft]) -> None:
    """Mark the batches told before that 两批合计 adds up."""
    start = max(total.number.sentence[0], total.start - _REACH)
    said = _BATCHES.search(total.passage.text, start, total.start)
    if said is None:
        return
    told = [one for one in before if one.family == total.family and _BATCH.search(one.number.gap)]
    parts = [one for one in told if one.whole is None and one.may_add][-_MANY[said[1]] :]
    if len(parts) == _MANY[said[1]] and summed(parts) == total.number.value:
        wholes.mark(total, parts, is_ok=True)


def _closed(wholes: Wholes, total: Draft, before: Sequence[Draft]) -> None:
    """Mark a list right before a number of its unit that it makes: 老师27位,大夫19位,46位同志."""
    if not _BARE.fullmatch(total.number.gap) or is_compared(total):
        return
    parts: list[Draft] = []
    for one in reversed(before):
        is_kin = one.family == total.family and one.number.unit == total.number.unit
        is_free = one.whole is None and one.may_add and not one.is_beside
        if not (is_kin and is_free and one.number.sentence == total.number.sentence):
            return
        parts.insert(0, one)
        if len(parts) >= _PAIR and summed(parts) >= total.number.value:
            break
    if len(parts) >= _PAIR and summed(parts) == total.number.value:
        wholes.mark(total, parts, is_ok=True)
