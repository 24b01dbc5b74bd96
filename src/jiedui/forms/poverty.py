"""Stocks of the poor in forms that name them in their title only. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.forms.around import Around

_POVERTY = re.compile("贫|建档立卡")


def is_compared_of_poor(name: str | None, family: str | None, around: Around) -> bool:
    """Whether 2013年底户数 beside 户数减少 is told in a form of the poor, whose title says so."""
    if name is not None or family not in {"households", "people"} or not around.is_comparing:
        return False
    is_dated = any(
        (one.span and one.span.at) or one.times & {"end", "start"} for one in around.near
    )
    is_plain = not any(one.unknown or one.narrower or one.operation for one in around.near)
    return is_dated and is_plain and any(_POVERTY.search(one.text) for one in around.context)
