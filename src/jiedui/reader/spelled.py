"""How divisions are written: every form of every name, where a text has one, how it sounds."""

from __future__ import annotations

import functools
import operator
import re
from itertools import compress, count
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import NOT_PLACES, gazetteer, short_of
from jiedui.kernel.pinyin import syllables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jiedui.kernel.gazetteer import Spell

RANK = "县级"  # 和县级 and 建成县级 name no county.
_BANNER = re.compile(r"..{1,3}(左|右)(?:翼(前|中|后))?旗")
"""A banner is called by its first sign and its wing: 科右前旗 of 科尔沁右翼前旗."""

_FEW = 12
"""So few names of a page's own are sooner looked for one by one than with all others."""


def short_banner(name: str) -> str:
    """Return what a banner is called for short, "" for other places."""
    found = _BANNER.fullmatch(name)
    return f"{name[0]}{found[1]}{found[2] or ''}旗" if found else ""


@functools.cache
def forms() -> tuple[dict[str, list[Spell]], dict[str, tuple[int, ...]]]:
    """Return every written form of every division, and by its first two signs its lengths."""
    named = {
        form: [spell for spell in spells if spell.name not in NOT_PLACES]
        for form, spells in gazetteer().named.items()
        if len(form) > 1
    }
    for spells in list(named.values()):
        for spell in spells:
            short = short_banner(spell.name)
            if short and spell not in named.get(short, []):
                named.setdefault(short, []).append(spell)
    lengths: dict[str, set[int]] = {}
    for form in named:
        lengths.setdefault(form[:2], set()).add(len(form))
    return named, {head: tuple(sorted(many, reverse=True)) for head, many in lengths.items()}


@functools.cache
def heads() -> frozenset[str]:
    """Return the first two signs of every written form."""
    return frozenset(forms()[1])


@functools.cache
def _leaps() -> re.Pattern[str]:
    """Return a pattern of a sign that begins some form and stands before the second of some."""
    firsts, seconds = (sorted({re.escape(head[at]) for head in heads()}) for at in (0, 1))
    return re.compile(f"[{''.join(firsts)}](?=[{''.join(seconds)}])")


def standing(text: str) -> Iterator[int]:
    """Yield the places of a text at which two signs stand that begin a written form."""
    known = heads()
    places = (found.start() for found in _leaps().finditer(text))
    return (at for at in places if text[at : at + 2] in known)


class Heads:
    """The first two signs of every written form and of the names that a page has of its own."""

    def __init__(self, own: Iterable[str]) -> None:
        self._own = [head for head in own if head not in heads()]
        self._all = heads() | set(self._own) if len(self._own) > _FEW else heads()

    def standing(self, text: str) -> Iterable[int]:
        """Return the places of a text at which two of these stand, in order."""
        if len(self._own) > _FEW:
            pairs = map(operator.add, text, text[1:])
            return compress(count(), map(self._all.__contains__, pairs))
        told = [at for head in self._own if head in text for at in _places_of(head, text)]
        return sorted((*standing(text), *told)) if told else standing(text)


def _places_of(head: str, text: str) -> Iterator[int]:
    at = text.find(head)
    while at >= 0:
        yield at
        at = text.find(head, at + 1)


_SYLLABLES = re.compile(r"(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng?|r)?)+")


def may_be_spelling(word: str) -> bool:
    """Whether a word in small Latin letters is made of syllables of Chinese, as names are."""
    return _SYLLABLES.fullmatch(word) is not None


@functools.lru_cache(maxsize=4096)
def spelling_of(form: str) -> str:
    """Return how a name sounds in Latin letters."""
    return "".join(syllables(form))


def hits_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, form) of the longest written form at each place of a text."""
    named, lengths = forms()
    free = 0
    for at in standing(text):
        if at < free or text.startswith(RANK, at + 1):
            continue
        for length in lengths[text[at : at + 2]]:
            form = text[at : at + length]
            if form in named:
                yield at, form
                free = at + length
                break


@functools.lru_cache(maxsize=16384)
def is_ranked(form: str) -> bool:
    """Whether a written form names a division with its rank: 武定县, 科右前旗, not 武定."""
    spells = forms()[0][form]
    if any(short_banner(one.name) == form for one in spells):
        return True
    return any(form in (one.name, short_of(one.name)) for one in spells) and (
        (form[-1] in "省市州盟县区旗" and len(form) > 2)
        or form[-1] in "县旗"
        or any(form == one.name for one in spells)
    )
