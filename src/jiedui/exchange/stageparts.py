"""Money at a stage that a table divides by whose money it is: 到位 over 市 and 区.

What arrived, or was paid out, is all of them together; none of them is what a source plans to give.
Knows no Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.exchange.headings import fits
from jiedui.exchange.kinds.fundfields import FUNDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.columns import Column
    from jiedui.exchange.kinds.declaration import Field, Kind

_STAGES = ("allotted_fen", "paid_fen")
_SOURCES = frozenset((*FUNDS, "recipient_own_fen"))
_SURE, _LIKELY = 80, 60
_SCORE = 74
"""Less than sure: the column is read and a person is asked."""


def with_stage_parts(
    kind: Kind, columns: tuple[Column, ...], told: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return columns in which those of one stage under one heading add up to what it states.

    Args:
        kind: The kind.
        columns: Its columns from left to right; those of a source planned hold their fields.
        told: Headings whose field a person has said: these stay as they are.
    """
    for field in filter(None, map(kind.field, _STAGES)):
        if any(one.field is field for one in columns):
            continue
        free = [one for one in columns if one.heading.text not in told and _is_free(one)]
        parts = [one for one in free if _states(kind, field, one)]
        if len(parts) > 1 and len({one.heading.levels[:-1] for one in parts}) == 1:
            columns = tuple(
                replace(one, field=field, score=_SCORE, is_added=one is not parts[0])
                if one in parts
                else one
                for one in columns
            )
    return columns


def _is_free(one: Column) -> bool:
    looks = one.heading.looks
    is_numeric = 0 < looks.values == looks.numbers
    return one.field is None and not one.group and len(one.heading.levels) > 1 and is_numeric


def _states(kind: Kind, field: Field, one: Column) -> bool:
    """Whether a column states a stage's money of one source: the stage above, the source below."""
    above, leaf = one.heading.levels[-2:]
    stages = (found for score, found in fits(kind.code, (above,)) if score >= _SURE)
    source = next(iter(fits(kind.code, (leaf,))), None)
    is_source = source is not None and source[0] >= _LIKELY and source[1].name in _SOURCES
    return next(stages, None) is field and is_source


__all__ = ["with_stage_parts"]
