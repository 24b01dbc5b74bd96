"""Which names of divisions a misspelt one is near to: all that are in force, in one look.

Names are kept by their rank's character and by what is left of them without one character, so that
a text is held against few of them. Knows no Django.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import NOT_PLACES, gazetteer, short_of, stem_of
from jiedui.kernel.pinyin import readings
from jiedui.kernel.spelling import (
    NO_LIKENESS,
    SOUNDS_ALIKE,
    distance,
    looks_like,
    sounds_alike,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.kernel.gazetteer import Spell


_LONGEST = 30
"""No name has more characters."""


@functools.lru_cache(maxsize=4096)
def near_spells(words: str) -> tuple[tuple[float, Spell], ...]:
    """Return (distance, name in force) of all names that are near a text, nearest first.

    The rank must agree or sound alike (楚雄洲), or 合作社, a co-operative, would be read as 合作市;
    a text without its rank may only differ by sound.
    """
    if len(words) > _LONGEST:
        return ()
    at_most = max(1.0, len(words) / 4)
    found: dict[Spell, float] = {}
    near = frozenset().union(*map(_signs_like, words))
    for rank, forms in _by_rank().items():
        if sounds_alike(words[-1:], rank):
            for form, signs, spell in forms:
                if len(signs - near) <= at_most:
                    _keep_nearest(found, spell, distance(words, form, at_most=at_most))
    for gap in _gaps(words):
        for stem, spell in _by_gap().get(gap, ()):
            _keep_nearest(found, spell, distance(words, stem, at_most=SOUNDS_ALIKE))
    ranked = sorted((score, spell.code, spell) for spell, score in found.items())
    return tuple((score, spell) for score, _, spell in ranked)


def _keep_nearest(found: dict[Spell, float], spell: Spell, score: float) -> None:
    if score < found.get(spell, NO_LIKENESS):
        found[spell] = score


def _gaps(words: str) -> Iterator[tuple[int, str]]:
    """Yield a text without each of its characters, with where that one stood."""
    for at in range(len(words)):
        yield at, words[:at] + words[at + 1 :]


@functools.cache
def _by_rank() -> dict[str, list[tuple[str, frozenset[str], Spell]]]:
    """Return the last character of names to the names with it and their signs, short ones too."""
    found: dict[str, list[tuple[str, frozenset[str], Spell]]] = {}
    for spell in _in_force():
        for form in {spell.name, short_of(spell.name)}:
            found.setdefault(form[-1], []).append((form, frozenset(form), spell))
    return found


@functools.cache
def _by_sound() -> dict[str, set[str]]:
    """Return readings to the signs of names that have them."""
    found: dict[str, set[str]] = {}
    for sign in {sign for forms in _by_rank().values() for form, _, _ in forms for sign in form}:
        for sound in readings(sign):
            found.setdefault(sound, set()).add(sign)
    return found


@functools.lru_cache(maxsize=4096)
def _signs_like(sign: str) -> frozenset[str]:
    """Return the signs of names that cost less than a whole slip in the place of one.

    Every other sign of a name counts a whole slip, so that a name with too many is not looked at.
    """
    alike = (_by_sound().get(sound, ()) for sound in readings(sign))
    return looks_like(sign).union((sign,), *alike)


@functools.cache
def _by_gap() -> dict[tuple[int, str], list[tuple[str, Spell]]]:
    """Return names without their rank by what is left of them without one of their characters."""
    found: dict[tuple[int, str], list[tuple[str, Spell]]] = {}
    for spell in _in_force():
        stem = stem_of(spell.name)
        for gap in _gaps(stem):
            found.setdefault(gap, []).append((stem, spell))
    return found


def _in_force() -> list[Spell]:
    tables = gazetteer()
    current = (tables.current(code) for code in tables.spells)
    return [spell for spell in current if spell and spell.name not in NOT_PLACES]
