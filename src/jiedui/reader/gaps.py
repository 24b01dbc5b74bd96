"""How far two numbers of a stretch lie apart: a third that says so, and no more of their kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import is_misprint
from jiedui.reader.changes import per_in_force
from jiedui.reader.exactly import apart
from jiedui.reader.reading import Relation
from jiedui.reader.stock import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_TRIPLE = 3
_CHANGED = re.compile(
    r"(?:[增减](?:加|少|长|员|编|派|配|收|产)?|[多少高低](?:出|了|派|收|发|投|销|卖|招)?|上[升涨]|下降|提高|降低|涨|落|扩大?|压缩|缩减|净[增减]|"
    r"新增|添了?|相差|差距?|差额|节[约省]|超[出支]?|核减|审减)(?:了|约)?(?:资金|人数|户数)?[^\W\d]{0,2}$"
)
"""Ends the words in front of a number that says by how much two others differ."""

_LACKS = re.compile(
    r"(?:缺口?|还差|尚差|差|欠|还需|尚需|空缺|未|没有?|待|剩余?|余下?|结余)[^,。;\d]{0,6}$"
)
"""Ends the words in front of what one of two others lacks of the other."""

_OWN = re.compile(r"其中|比(?:去|上|前)年|同比|环比|累计|另|还要|再|计划|拟")
_NEAR = 3
"""What misses by more than a third of it is not how far they lie apart."""


class Gaps:
    """Holds the distances of a page."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def hold(self, kin: Sequence[Draft]) -> None:
        """Hold the last of three numbers of a kind against the two before it."""
        if len(kin) != _TRIPLE:
            return
        *pair, gap = kin
        if self._found.holds(gap):
            return
        words = label_of(gap)
        is_cued = _CHANGED.search(words) or _LACKS.search(words)
        if not is_cued or _OWN.search(words):
            return
        if len({per_in_force(one) for one in pair}) > 1 or pair[0].status is not pair[1].status:
            return
        is_plain = all(one.number.wording is Wording.EXACT for one in kin)
        pair.sort(key=lambda one: -one.number.value)
        value = pair[0].number.value - pair[1].number.value
        missed, stated = apart(value, gap.number.value), gap.number.value
        is_near = _NEAR * missed <= stated or is_misprint(gap, pair, value)
        is_free = not any(self._found.holds(one) for one in pair)
        sure = is_near and is_plain and is_free and pair[0].number.value > stated
        self._found.note(Relation.DIFF, gap, pair, sure=sure)
