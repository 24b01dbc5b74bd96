"""Counts shared out by place: 便民桥五座:高峰村一座,半坡村两座,尖峰村两座."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.quantities import Number

_PAIR = 2
_OWNER = re.compile(
    r"(?:^|[,、;:和])\s?[\u4e00-\u9fff]{1,7}[村镇乡县区校庄寨屯组社园院厂局队坪坝湾沟州市旗]$"
)
"""Ends the words in front of a count with the name of who has so many."""

_ENDS_SHARE = re.compile(r"[,、;。和]|$")


def is_dealt_out(passage: Passage, number: Number) -> bool:
    """Whether a count is one of several shared out by place: 高峰村一座,半坡村两座,尖峰村一座.

    Each ends its clause behind a name of its own, and what is shared out counts more than one.
    """
    text, at = passage.text, number.index
    near = [
        one for one in passage.numbers[max(0, at - 3) : at + 4]
        if one.unit == number.unit and one.sentence == number.sentence and one.kind == number.kind
    ]  # fmt: skip
    shared = [one for one in near if _ENDS_SHARE.match(text, one.end) and _OWNER.search(one.gap)]
    is_one = any(one is number for one in shared)
    return is_one and len(shared) > 1 and any(one.value > 1 for one in near)


def are_dealt_out(run: Sequence[Draft]) -> bool:
    """Whether three or more have each so many, each called a place: 王庄两台,李庄两台,赵庄一台."""
    return len(run) > _PAIR and all(_OWNER.search(one.number.gap) for one in run)
