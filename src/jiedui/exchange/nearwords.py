"""Which field of a kind an unknown heading is nearest to, by the words it shares with known ones.

Only headings of one class of last word are compared, by what stands before it. Knows no Django.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.headingwords import GENERIC, word_of
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.thesaurus import sayings

if TYPE_CHECKING:
    from jiedui.exchange.kinds.declaration import Field

_ASIDE = frozenset(("seq", "remark", "year"))


class Near(NamedTuple):
    """A field and how near a heading is to one of its own: the part of characters shared."""

    part: float
    field: Field


class _Saying(NamedTuple):
    signs: Counter[str]
    last: str
    field: Field


def near_fields(code: str, heading: str) -> list[Near]:
    """Return the fields of a kind with a heading like this one, the nearest first.

    Args:
        code: The kind.
        heading: The words of the heading's last level.
    """
    stem, last = _parted(word_of(heading).bare)
    best: dict[str, Near] = {}
    for one in _sayings(code):
        if one.last == last:
            part = _shared(stem, one.signs)
            if part > best.get(one.field.name, Near(0, one.field)).part:
                best[one.field.name] = Near(part, one.field)
    return sorted(best.values(), key=lambda one: -one.part)


def _shared(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0


def _parted(text: str) -> tuple[Counter[str], str]:
    stem, mark, last = sayings(text)[1].rpartition("@")
    return (Counter(stem), last) if mark else (Counter(last[:-1]), last[-1:])


@functools.cache
def _sayings(code: str) -> tuple[_Saying, ...]:
    return tuple(
        _Saying(*_parted(word_of(text).text), field)
        for field in KINDS[code].fields
        if field.name not in _ASIDE
        for text in (field.zh, *field.headings.split())
        if "|" not in text and text not in GENERIC
    )
