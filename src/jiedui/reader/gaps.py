"""How far two numbers of a stretch lie apart: a third that says so, and no more of their kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import is_misprint
from jiedui.reader.changes import (
    became,
    is_behind_place,
    is_change,
    is_compared,
    moved,
    per_in_force,
)
from jiedui.reader.complete import are_siblings
from jiedui.reader.exactly import apart
from jiedui.reader.families import is_later
from jiedui.reader.paces import by_time
from jiedui.reader.passage import label_of
from jiedui.reader.reading import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_PAIR = 2
_CHANGED = re.compile(
    r"(?:[增减](?:加|少|长|员|编|派|配|收|产)?|(?:[多少低]|高(?![中校级新等原山压]))(?:出|了|派|收|发|投|销|卖|招)?|上[升涨]|下降|提高|降低|涨|落|扩大?|压缩|缩减|净[增减]|"
    r"新增|添了?|相差|差距?|差额|节[约省]|超[出支]?|核减|审减)(?:了|约)?(?:资金|人数|户数)?[^\W\d]{0,2}$"
)
"""Ends the words in front of a number that says by how much two others differ."""

_LACKS = re.compile(
    r"(?:缺口?|还差|尚差|差|欠|还需|尚需|空缺|未|没有?|(?<![接招款看优])待|剩余?|余下?|结余)[^,。;\d]{0,6}$"
)
"""Ends the words in front of what one of two others lacks of the other."""

_MOVED = re.compile(
    r"(?:增[加收长派配]?|减[少贫收]?|下降|降低|上升|提高|扩大|缩减|脱贫|退出|消除)[^,。;\d]{0,8}$"
)
"""Ends the words in front of a change that is told before what it is from and to."""

_OWN = re.compile(r"其中|比(?:去|上|前)年|同比|环比|累计|另|还要|再|计划|拟")
_NEAR = 3
"""What misses by more than a third of it is not how far they lie apart."""


def _are_of_two_times(one: Draft, other: Draft) -> bool:
    """Whether words tell two numbers of two times, more than that one of them is the old."""
    is_dated = is_later(one, other) or is_later(other, one)
    return is_dated or became(one, other) or is_compared(one) or is_compared(other)


class Gaps:
    """Holds the distances of a page."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def hold(self, kin: Sequence[Draft]) -> None:
        """Hold the last of three numbers of a kind against the two before it.

        Where there are more, only two that are told of two times can be meant.
        """
        told = [one for one in kin if one.per is None] or kin
        triples = list(zip(told, told[1:], told[2:], strict=False))
        for first, second, gap in triples:
            if len(triples) == 1 or is_later(first, second) or moved(second.number.gap):
                self._hold((first, second, gap))
        if len(triples) == 1 and not self._found.holds(told[-1]):
            self._told_first(told)

    def _told_first(self, told: Sequence[Draft]) -> None:
        """Hold a change told before one or both of the numbers of two times that it lies between.

        2023年14家,比2022年增加5家,2022年9家.
        """
        is_opened = became(told[1], told[2]) and _MOVED.search(label_of(told[0])) is not None
        changes = told[:1] if is_opened else [one for one in told[:-1] if is_change(one)]
        pair = [one for one in told if one not in changes]
        if len(pair) == _PAIR and by_time(*pair) is not None and _are_of_two_times(*pair):
            self._note(changes[0], pair)

    def _hold(self, kin: Sequence[Draft]) -> None:
        *pair, gap = kin
        if self._found.holds(gap):
            return
        words = label_of(gap)
        is_cued = not (is_behind_place(gap) or are_siblings(pair))
        is_cued = is_cued and (_CHANGED.search(words) or _LACKS.search(words)) is not None
        if is_cued and not _OWN.search(words):
            self._note(gap, pair)

    def _note(self, gap: Draft, pair: list[Draft]) -> None:
        """Note how far two numbers lie apart, unless it is of others."""
        is_member = gap.whole is not None and any(one.whole is gap.whole for one in pair)
        if self._found.holds(gap) or is_member:
            return
        if len({per_in_force(one) for one in pair}) > 1 or pair[0].status is not pair[1].status:
            return
        is_plain = all(one.number.wording is Wording.EXACT for one in (gap, *pair))
        pair.sort(key=lambda one: -one.number.value)
        value = pair[0].number.value - pair[1].number.value
        missed, stated = apart(value, gap.number.value), gap.number.value
        is_near = _NEAR * missed <= stated or is_misprint(gap, pair, value)
        is_free = not any(self._found.holds(one) for one in pair)
        sure = is_near and is_plain and is_free and pair[0].number.value > stated
        self._found.note(Relation.DIFF, gap, pair, sure=sure)
