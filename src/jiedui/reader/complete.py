"""Whether the labels of parts are by themselves all there is: done, under way and not begun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAIR = 2
_UNDONE = re.compile(r"[未尚][^,。;、\d]{1,5}$|(?:其余|其它|其他|余下|剩下|剩余)[^,。;\d]{0,6}$")
_DONE = re.compile(r"完工|竣工|建成|在建|开工|办结|到位|完成|上岗|验收")
_OPPOSITES = (
    ("老", "新"), ("旧", "新"), ("男", "女"), ("公", "母"), ("线上", "线下"), ("省内", "省外"),
    ("县内", "县外"), ("城里", "乡下"), ("上半年", "下半年"), ("校内", "校外"), ("单位", "个人"),
    ("新修", "改造"), ("新建", "改造"), ("新建", "改扩建"), ("新修", "维修"), ("新建", "维修"),
    ("新建", "续建"), ("现金", "实物"), ("资金", "物资"), ("长期", "短期"), ("省级", "市级"),
    ("户内", "户外"), ("财政", "社会"), ("财政资金", "社会资金"), ("财政资金", "社会捐赠"),
    ("中小学", "幼儿园"), ("城镇", "农村"),
)  # fmt: skip
"""Pairs of words of which one or the other is said of everything."""


def is_complete(labels: Sequence[str]) -> bool:
    """Whether labels leave nothing out: states down to what is not begun, or two opposites."""
    is_states = len(labels) > _PAIR and _UNDONE.search(labels[-1]) and _DONE.search(labels[0])
    return bool(is_states) or _are_contrasted(labels)


def _are_contrasted(labels: Sequence[str]) -> bool:
    """Whether two labels are all there is: 老棚 and 新棚, 省内 and 省外."""
    told = [label.lstrip(",、(:;和 ").removeprefix("其中") for label in labels]
    return len(told) == _PAIR and any(
        set(told) == {f"{one}{rest}", f"{other}{rest}"}
        for one, other in _OPPOSITES
        for rest in {each.removeprefix(one).removeprefix(other) for each in told}
    )
