"""Whether a sum is what so many at so much each make, or is of more, of other things, of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_ADDS = re.compile(r"合计|共|总计|加起来")
_SEVERAL = re.compile(r"[两三四五六七八九十][样项类种款][^,。;\d]{0,8}$")
_MORE_THAN_THAT = re.compile(
    r",(?:另有?|还有)[^,。;\d]{0,6}\d|,(?:其余|余下|余款)的?(?:分[期批年]|待|将|拟|后续|另行)"
)
"""Tells behind a sum that it is of more, or less, than what it was reckoned from: ,另有40万元."""

_COSTS = re.compile(r"投资|造价|投入|成本|补助?|奖补|出资")
_YIELDS = re.compile(r"产值|收入|销售|利润|增收|收益|[进入]账|分红")
_BY_ROUNDS = re.compile(
    r"[两二三四五六七八九]个?([批期次轮年项类镇村])[^,。;\d]{0,2}(?:共|合|累计|总)"
)


def adds_others(found: Found, each: Draft, total: Draft) -> bool:
    """Whether a total adds others told before so much each: 一条日产2吨,两条各3吨,合计8吨."""
    is_closing = _ADDS.search(total.number.gap) is not None
    start = (each.number.sentence if is_closing else each.number.phrase)[0]
    near = [one for one in each.passage.drafts[: total.index] if one.start >= start]
    prices = [one for one in near if one.family == each.family and one.per == each.per]
    if len(prices) > 1 and not any(found.holds(one) for one in near if one.per is None):
        return True  # 小学生每人600元,初中生每人800元: which of them, no word says.
    if not is_closing:
        return False
    if _SEVERAL.search(total.number.gap):
        return True
    held = {id(one) for _, whole, parts, _ in found.rows[-8:] for one in (whole, *parts)}
    others = [one for one in near if one is not each and one.family == each.family]
    return any(one.index > each.index or id(one) not in held for one in others)


def is_of_more(total: Draft) -> bool:
    """Whether the words behind a sum say that it is of more than what it was reckoned from."""
    return _MORE_THAN_THAT.match(total.passage.text, total.end) is not None


def is_other_money(each: Draft, total: Draft) -> bool:
    """Whether a sum is not what all of so much each cost: what they yield, or of several rounds."""
    words = total.passage.text[max(total.number.phrase[0], total.start - 12) : total.start]
    if _COSTS.search(each.number.before) and _YIELDS.search(words):
        return True
    rounds = _BY_ROUNDS.search(words)
    return rounds is not None and rounds[1] != each.per
