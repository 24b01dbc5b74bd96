"""Percentage points: the two rates a change is told before, and what is compared with no number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.changes import moved
from jiedui.reader.families import in_phrase
from jiedui.reader.reading import PERCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.passage import Draft

_PAIR = 2
_THAN_OTHER = re.compile(
    r"(?:[比较]|[高低快慢]于)(?![去上前今当同昨]|年初|期初|此前|之前|原来|投产|帮扶前|\d|第)"
    r"([^,。;\d]{2})[^,。;\d]{0,10}$"
)
_FROM = re.compile(r"[,(]\s?[由从]")


def told_behind(points: Draft) -> list[Draft]:
    """Return the two rates between which a change was that is told first: 下降4.2个百分点,由…."""
    pair = points.passage.drafts[points.index + 1 : points.index + 3]
    if len(pair) < _PAIR or not _FROM.match(points.passage.text, points.end):
        return []
    is_pair = all(one.measure is PERCENT and in_phrase(one, points) for one in pair)
    return pair if is_pair and moved(points.passage.text[pair[0].end : pair[1].start]) else []


def than_other(points: Draft, before: Sequence[Draft]) -> bool:
    """Whether points compare with what is not told: 比序时进度低3个百分点."""
    said = _THAN_OTHER.search(points.number.gap)
    return said is not None and not any(said[1] in one.number.gap for one in before)
