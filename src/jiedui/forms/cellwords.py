"""What the words beside a cell say of it as a whole: all of them, its unit, how many counties.

Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.units import units_of

if TYPE_CHECKING:
    from jiedui.forms.layout import Line, Slot
    from jiedui.forms.units import FormUnit

_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_COUNTIES = re.compile(r"([两三四五六])个?县")


def told_of(slot: Slot) -> str:
    """Return the words around a cell."""
    return "、".join([*slot.line.labels, *slot.heads])


def counties_said(text: str) -> int:
    """Return how many counties words speak of together, 0 = they do not say.

    >>> counties_said("在两县共实施项目"), counties_said("久治县")
    (2, 0)
    """
    found = numbers_said(text)
    return found.pop() if len(found) == 1 else 0


def numbers_said(text: str) -> set[int]:
    """Return every number of counties that words speak of."""
    return {_NUMBERS[one] for one in _COUNTIES.findall(text)}


def line_unit(line: Line) -> FormUnit | None:
    """Return the unit that a row states in its unit column."""
    found = units_of(line.unit)
    return found[0] if len(found) == 1 else None
