"""Parts told without 其中: what one of several gave, and what came of what was promised.

捐款173万元,什刹海街道一家就有28万元; 签下协议7.3亿元,真金白银到位的有1.9亿元.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.reader.changes import is_change, is_compared
from jiedui.reader.families import in_phrase
from jiedui.reader.reading import PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.reader.passage import Draft, Passage

_ONE_OF_THEM = re.compile(
    r"[,;][^,。;\d]{2,16}?(?:(?:一|这一?个?|单单?|独)?[家地县镇村校区项批](?:就|便)|就|便)"
    r"(?:有|占|占了|达|捐了?|拿出了?|投了?|来了?|用了?|用去|要)?$"
)
"""Ends the words in front of what one of several alone has: 街道一家就有."""

_PROMISED = re.compile(r"协议|意向|签[约下订]|计划|合同|认捐|承诺|认缴|总投资|达成|申报|报名")
_CAME_OF_IT = re.compile(
    r"[,;(][^,。;\d]{0,8}(?:到位|落地|兑现|开工|投产|到账|履约|录用|到岗|上岗|签约|成交)"
    r"(?:的?(?:资金|项目|企业|投资))?的?(?:已|也|就|现)?(?:有|达到?|为|近|共)?$"
)
"""Ends the words in front of what came of a promise: 真金白银到位的有."""


def mark_among(passages: Iterable[Passage]) -> None:
    """Let numbers that are of the one before them know it as their total."""
    for passage in passages:
        for whole, part in pairwise(passage.drafts):
            if part.whole is None and _may_be_among(whole, part):
                part.whole = whole.whole if _is_fellow(whole) else whole


def _may_be_among(whole: Draft, part: Draft) -> bool:
    """Whether a number may be and is told to be of the one before it."""
    is_kin = whole.family == part.family and whole.measure is not PERCENT
    is_less = is_kin and part.number.value < whole.number.value and in_phrase(whole, part)
    if not is_less or whole.per is not None or part.per is not None:
        return False
    if is_change(part) or is_compared(part) or whole.is_beside:
        return False
    if _ONE_OF_THEM.search(part.number.gap):
        return True
    is_promise = _PROMISED.search(whole.number.before) is not None
    return is_promise and _CAME_OF_IT.search(part.number.gap) is not None


def _is_fellow(one: Draft) -> bool:
    """Whether a number before is itself told alone of the total that both are of."""
    return one.whole is not None and _ONE_OF_THEM.search(one.number.gap) is not None
