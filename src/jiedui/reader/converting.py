"""Units of one kind beside each other: 12吨 at 18元 a 公斤, 350公斤 an 亩, 4200吨 in all."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.reader.exactly import over

if TYPE_CHECKING:
    from jiedui.reader.exactly import Exact

_WEIGHTS: dict[str, Exact] = {
    "吨": 1000, "公斤": 1, "千克": 1, "斤": Fraction(1, 2), "克": Fraction(1, 1000), "tonnes": 1000,
}  # fmt: skip
_LENGTHS: dict[str, Exact] = {"公里": 1000, "千米": 1000, "里": 500, "华里": 500, "米": 1}
_AREAS: dict[str, Exact] = {
    "亩": Fraction(2000, 3), "公顷": 10**4, "平方米": 1, "平米": 1, "平方": 1,
    "平方公里": 10**6, "㎡": 1,
}  # fmt: skip
_KINDS = (_WEIGHTS, _LENGTHS, _AREAS)


def times(unit: str, other: str) -> Exact:
    """Return how many of another unit one of a unit makes: 1000 公斤 to the 吨; 1 if unlike."""
    if unit == other:
        return 1
    for kind in _KINDS:
        if unit in kind and other in kind:
            return over(kind[unit], kind[other])
    return 1


def is_alike(unit: str, other: str) -> bool:
    """Whether two units measure one thing: 吨 and 公斤."""
    return unit == other or any(unit in kind and other in kind for kind in _KINDS)
