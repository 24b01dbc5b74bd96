"""Which of the signs that rules wait for stand in words, as the bits of one number.

Most rules look for what few words hold. Each names the signs of which what it looks for has one at
least, and asks a number for them before it looks at its words: the words are gone through once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ANY = -1
"""All bits: what is known of words that nobody has gone through."""

_BITS: dict[str, int] = {}
_SIGNS: set[str] = set()


def bits_of(signs: Iterable[str]) -> int:
    """Return the bits of signs that a rule waits for; a sign has the same bit for every rule."""
    bits = 0
    for sign in signs:
        bits |= _BITS.setdefault(sign, 1 << len(_BITS))
        _SIGNS.add(sign)
    return bits


def bits_in(words: Iterable[str]) -> int:
    """Return the bits of the signs of words, of those that any rule waits for."""
    bits = 0
    for sign in _SIGNS.intersection(words):
        bits |= _BITS[sign]
    return bits
