"""Who is meant by 我县 and 贵区: the sides of a speech or a letter without their names.

A letter names its places in its heading and then says 我县, 贵区, 我校; whose rank the sign fits
(区 for a district, 县 for a county) is meant, and where both fit 贵 is the side that gives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.sides import GIVES, RECEIVES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.reader.reading import Party
    from jiedui.reader.sides import Side

_TO_YOURS = re.compile(r"(?:到|赴|去|往|来)了?贵([区县市州旗镇乡校院方])")
_WE_SEND = re.compile(
    r"我([区县市州旗镇乡校院方])[^,。;]{0,14}?(?:派出|选派|派|选送|输送|组织|去了|去)"
)
_OURS_GO = re.compile(
    r"(?:我们|咱们?)(?:这边|这里|这儿|县|自己)?[^,。;\d]{0,6}(?:派去|送去|去了?|赴|[派送选][^,。;\d]{0,8}[去到赴])"
    r"|[县旗州乡村]里?(?:也|还|又)?(?:赴|去)(?:[京沪津粤苏浙闽鲁杭穗深甬宁]|东部)"
)
"""Says that ours go to the other side to learn there, who help do not: 我们派去, 旗里赴京."""

_TAKES_IN = re.compile(r"接收|接纳|迎来")


def _side_of(sign: str, sides: Mapping[Side, Party | None], *, fallback: Side) -> Side:
    """Return the side whose name ends in a sign of rank, when only one does."""
    fitting = [side for side, party in sides.items() if party and party.name.endswith(sign)]
    return fitting[0] if len(fitting) == 1 else fallback


def persons_go_over(phrase: str, sides: Mapping[Side, Party | None], *, stays: bool) -> bool:
    """Whether words say that persons of the receiving side go to the giving one.

    Args:
        phrase: The part of a sentence.
        sides: The parties in force.
        stays: Whether it says that they stay there to learn or serve (跟岗, 挂职).
    """
    goal = _TO_YOURS.search(phrase)
    if goal:
        return _side_of(goal[1], sides, fallback=GIVES) is GIVES
    if stays and _OURS_GO.search(phrase):
        return True
    sent = _WE_SEND.search(phrase) if stays else None
    if sent:
        return _side_of(sent[1], sides, fallback=RECEIVES) is RECEIVES
    return False


def takes_in(words: str) -> bool:
    """Whether words say that somebody takes in those who come: 接收, 迎来."""
    return _TAKES_IN.search(words) is not None
