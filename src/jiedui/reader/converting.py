"""Units of one kind beside each other: 12吨 at 18元 a 公斤, 350公斤 an 亩, 4200吨 in all."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.reader.exactly import over
from jiedui.reader.reading import AREA_M2
from jiedui.reader.vocabulary import vocabulary

if TYPE_CHECKING:
    from jiedui.reader.exactly import Exact

_WEIGHTS: dict[str, Exact] = {
    "吨": 1000, "公斤": 1, "千克": 1, "斤": Fraction(1, 2), "克": Fraction(1, 1000), "tonnes": 1000,
}  # fmt: skip
_LENGTHS: dict[str, Exact] = {"公里": 1000, "千米": 1000, "里": 500, "华里": 500, "米": 1}


@functools.cache
def _units() -> dict[str, tuple[str, Exact]]:
    """Return of what kind each unit is, and how many of a base unit it makes."""
    words = vocabulary().units
    areas = {word: unit.factor for word, unit in words.items() if unit.kind == AREA_M2}
    kinds = {"weight": _WEIGHTS, "length": _LENGTHS, "area": areas}
    return {word: (kind, many) for kind, units in kinds.items() for word, many in units.items()}


def times(unit: str, other: str) -> Exact:
    """Return how many of another unit one of a unit makes: 1000 公斤 to the 吨; 1 if unlike."""
    if unit == other or not is_alike(unit, other):
        return 1
    return over(_units()[unit][1], _units()[other][1])


def is_alike(unit: str, other: str) -> bool:
    """Whether two units measure one thing: 吨 and 公斤."""
    if unit == other:
        return True
    one, two = _units().get(unit), _units().get(other)
    return one is not None and two is not None and one[0] == two[0]
