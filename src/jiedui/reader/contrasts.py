"""Two numbers of one thing: what was meant or told, and what it came to or really was.

Of money too what came in, and what went out. No other two numbers differ by what was saved, owed,
paid too much or told too many.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.passage import Draft

_CONTRASTS = (
    (re.compile(r"设计|预算|概算|估算|合同|送审|计划|目标|任务|原定|应[^急对该]|指标"),
     re.compile(r"决算|结算|审定|实际|实[付收支到有发拨领补缴]|完成|中标")),
    (re.compile(r"收入|到账|募集|筹集|进账"), re.compile(r"支出|用去|花|使用")),
)  # fmt: skip
"""Words of what was meant and of what it came to, or of what came in and went out."""

_REALLY = re.compile(r"实[付收支到有发拨领补缴际训测]|核[实定查]")
"""Says of one of two numbers that it is what there really was, so the other was only told."""


def meant_of(pair: Sequence[Draft]) -> Draft | None:
    """Return the one of two numbers that was meant or came in, None where they are no such two."""
    words = [one.number.gap + one.number.after[:2] for one in pair]
    really = [_REALLY.search(one) is not None for one in words]
    if sum(really) == 1:
        return pair[really.index(False)]
    for meant, came in _CONTRASTS:
        for at, other in ((0, 1), (1, 0)):
            if meant.search(words[at]) and came.search(words[other]):
                return pair[at]
    return None
