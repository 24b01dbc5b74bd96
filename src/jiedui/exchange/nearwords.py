"""Which field of a kind an unknown heading most likely means, by what it shares with known ones.

Every sign, pair and triple of signs of a kind's own headings speaks for the fields that have it and
against the others; the headings of what stands beside the matter speak for no field. What is most
likely is taken only where it is clearly so. Knows no Django.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.asides import aside_words, is_aside
from jiedui.exchange.headingwords import GENERIC, word_of
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.thesaurus import sayings
from jiedui.reader.english import is_latin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jiedui.exchange.kinds.declaration import Field

_UNLIKELY = frozenset(("seq", "remark", "year", "period", "status"))
"""Fields that no likeness of words is enough for."""

_BESIDE = ""
"""The name under which what no field holds is counted."""

_FEWEST = 4.0
"""The least evidence, per root of the number of signs, that a heading means a field."""

_CLEARER = 2.0
"""By how much it must speak more for the field than for any other that its values allow."""

_COVERED = 0.4
"""The least part of a heading's signs that any known heading has."""

_NEAR = 0.6
"""From this part of shared signs on, two headings of one last word are near."""

_PRIOR = 1.0
"""How many headings of a field what all others have counts for: a sign it lacks speaks against."""

_UNSEEN = 0.1
"""What a sign counts for that no other heading has."""


class _Saying(NamedTuple):
    signs: Counter[str]
    last: str
    name: str


class _Signs(NamedTuple):
    """How many headings of each field have a sign, and how many headings each field has."""

    by_field: dict[str, Counter[str]]
    headings: Counter[str]
    all_signs: Counter[str]


def likely_field(code: str, levels: tuple[str, ...], able: Callable[[Field], bool]) -> Field | None:
    """Return the field of a kind that a heading most likely means, None where none is clear.

    Args:
        code: The kind.
        levels: The heading's levels, as they stand in the file.
        able: Whether a field may hold the column's values.
    """
    words = [word_of(level).bare for level in levels]
    if is_aside(words[-1]) or is_latin(words[-1]):
        return None
    fields = {one.name: one for one in reversed(KINDS[code].fields) if able(one)}
    names = [name for name in fields if name not in _UNLIKELY]
    for text in dict.fromkeys((words[-1], "".join(words[-2:]))):
        name = _clearest(_signs(code), text, names)
        if name:
            return fields[name]
    return fields.get(_nearest(code, words[-1], names))


def _clearest(signs: _Signs, text: str, names: list[str]) -> str:
    """Return the name that a text clearly speaks for, "" where it does for none."""
    all_of_it = set(_signs_of(text))
    known = [one for one in all_of_it if signs.all_signs[one]]
    if not names or len(known) < _COVERED * len(all_of_it):
        return ""
    ranked = sorted(
        ((_evidence(signs, name, known), name) for name in (*names, _BESIDE)), reverse=True
    )
    (best, name), (second, _) = ranked[:2]
    root = math.sqrt(len(all_of_it))
    is_clear = best >= _FEWEST * root and best - second >= _CLEARER * root
    return name if is_clear else ""


def _nearest(code: str, heading: str, names: list[str]) -> str:
    """Return the name whose headings of the same last word share most signs, "" for none alone."""
    stem, last = _parted(heading)
    best: dict[str, float] = dict.fromkeys(names, 0)
    for one in _sayings(code):
        if one.last == last and one.name in best:
            best[one.name] = max(best[one.name], _shared(stem, one.signs))
    ranked = sorted(((part, name) for name, part in best.items()), reverse=True)
    if not ranked or ranked[0][0] < _NEAR:
        return ""
    is_alone = len(ranked) == 1 or ranked[1][0] < ranked[0][0]
    return ranked[0][1] if is_alone else ""


def _shared(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0


def _parted(text: str) -> tuple[Counter[str], str]:
    stem, mark, last = sayings(text)[1].rpartition("@")
    return (Counter(stem), last) if mark else (Counter(last[:-1]), last[-1:])


@functools.cache
def _sayings(code: str) -> tuple[_Saying, ...]:
    return tuple(
        _Saying(*_parted(word_of(text).text), field.name)
        for field in KINDS[code].fields
        for text in (field.zh, *field.headings.split())
        if "|" not in text and text not in GENERIC
    )


def _evidence(signs: _Signs, name: str, known: list[str]) -> float:
    """Return how much more likely signs are in headings of a field than in all others."""
    own, many = signs.by_field[name], signs.headings[name]
    others = signs.headings.total() - many
    found = 0.0
    for one in known:
        usual = (signs.all_signs[one] - own[one] + _UNSEEN) / (others + 1)
        found += math.log((own[one] + _PRIOR * usual) / (many + _PRIOR) / usual)
    return found


def _signs_of(text: str) -> Iterator[str]:
    """Yield the signs of a text, its pairs and triples; where it begins and ends counts too."""
    framed = f"^{text}$"
    yield from text
    for long in (2, 3):
        yield from (framed[at : at + long] for at in range(len(framed) - long + 1))


@functools.cache
def _signs(code: str) -> _Signs:
    by_field: dict[str, Counter[str]] = {_BESIDE: Counter()}
    headings: Counter[str] = Counter()
    own: set[str] = set()
    for field in KINDS[code].fields:
        signs = by_field.setdefault(field.name, Counter())
        for heading in (field.zh, *field.headings.split()):
            text = word_of(heading.rpartition("|")[2]).text
            own.add(text)
            signs.update(set(_signs_of(text)))
            headings[field.name] += 1
    for text in aside_words() - own:
        by_field[_BESIDE].update(set(_signs_of(text)))
        headings[_BESIDE] += 1
    all_signs: Counter[str] = Counter()
    for signs in by_field.values():
        all_signs.update(signs)
    return _Signs(by_field, headings, all_signs)
