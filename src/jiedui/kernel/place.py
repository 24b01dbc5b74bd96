"""Places as texts name them: official, old and short names, towns, joint names, misspellings.

The door to everything about places: what a key means (`parents`, `covers`, `compare`, `name_of` ...)
stands in `placekey` and is offered here as well. Knows no Django.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import NOT_PLACES, Spell, gazetteer, level_of, number_of, short_of, stem_of
from jiedui.kernel.placekey import (
    NOW,
    Fit,
    Form,
    Level,
    Parents,
    compare,
    covers,
    joint,
    known,
    members,
    name_of,
    parents,
    present_code,
)
from jiedui.kernel.spelling import distance

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

__all__ = (
    "Fit",
    "Form",
    "Level",
    "Parents",
    "Place",
    "compare",
    "covers",
    "find",
    "guess",
    "joint",
    "known",
    "leading",
    "members",
    "name_of",
    "nearest",
    "normal",
    "parents",
    "present_code",
    "resolve_joint",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text named.

    Attributes:
        key: Present key: a code, or code and town (a joint key where an old place was split up).
        name: Present official name.
        level: Rank.
        written: The official name that the text meant; differs from `name` where that is an old one.
        is_old: Whether that name was out of force on the day asked about.
        is_loose: Whether only the stem agrees, the rank was written wrongly (久治区 for 久治县).
        rest: What of the text follows the place: a village, an office.
    """

    key: str
    name: str
    level: Level
    written: str
    is_old: bool = False
    is_loose: bool = False
    rest: str = ""

    @property
    def code(self) -> str:
        """The six-digit code: of the place itself, or of the county a town lies in."""
        return self.key[:6]


def normal(text: str) -> str:
    """Return a text as names are compared: NFKC, without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def find(text: str, *, within: str | None = None, on: dt.date | None = None) -> list[Place]:
    """Return every place that a whole text may name, the highest rank first; [] when none.

    Reads official, old and short names, with or without what stands above (云南省楚雄州武定县, 武定), towns
    after their county (德钦县升平镇) and known towns alone; a village after a town is left as `rest`.
    A name in force on the day wins over one that is not, a name written with its rank over a bare stem.

    Args:
        text: The words.
        within: Only places inside this key (a joint key: inside any of its members).
        on: The day the text speaks of; decides which names are old. Default: now.
    """
    found = leading(text, within=within, on=on)
    return [place for place in found if not place.rest or place.level is Level.TOWN]


def leading(text: str, *, within: str | None = None, on: dt.date | None = None) -> list[Place]:
    """Return the places that a text begins with; what follows is their `rest` (久治县残联: 残联)."""
    scope = tuple(present_code(key) for key in members(within)) if within else ()
    asked = _Asked(NOW if on is None else number_of(on), is_loose=False)
    words = normal(text)
    found = _read(words, scope, asked)
    if found and any(not place.rest or place.level is Level.TOWN for place in found):
        return found
    return _read(words, scope, replace(asked, is_loose=True)) or found


@dataclass(frozen=True, slots=True)
class _Asked:
    """How to read: the day names must have been in force, and whether a wrong rank is forgiven."""

    day: int
    is_loose: bool


_TOWN = re.compile(r"(?![镇乡]?街道)([^\W\d_]{1,12}?(?:街道|苏木|[镇乡](?!街道)))(.*)")


def _read(text: str, scope: tuple[str, ...], asked: _Asked) -> list[Place]:
    """Return the places named by the longest start of the text that is a name inside the scope."""
    partly: list[Place] = []
    for length in range(min(len(text), gazetteer().longest), 1, -1):
        tail = text[length:]
        heads = _named(text[:length], scope, asked)
        if asked.is_loose and not tail:
            heads = heads or _loosely(text, scope, asked)
        read = [place for head in heads for place in _with_tail(head, tail, scope, asked)]
        wholly = [place for place in read if not place.rest or place.level is Level.TOWN]
        if wholly:
            return wholly
        partly = partly or read
    return partly or _towns_of_scope(text, scope)


def _with_tail(head: Place, tail: str, scope: tuple[str, ...], asked: _Asked) -> Iterator[Place]:
    """Yield what head and tail name together: a place below, a town, or the head with a rest."""
    if not tail:
        if not scope or any(covers(one, head.key) for one in scope):
            yield head
        return
    if head.level < Level.COUNTY:
        below = _read(tail, _narrowed(head.key, scope), asked)
        if below:
            yield from below
            return
    town = _TOWN.fullmatch(tail) if head.level is Level.COUNTY else None
    if town:
        yield _town(head.key, town[1], town[2])
    elif not scope or any(covers(one, head.key) for one in scope):
        yield replace(head, rest=tail)


def _narrowed(key: str, scope: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scope that is left inside a key."""
    return tuple(one for one in scope if covers(key, one)) or (key,)


def _towns_of_scope(text: str, scope: tuple[str, ...]) -> list[Place]:
    """Return the town a text names when the scope is one county: 云岭乡斯永贡村 inside 533422."""
    town = _TOWN.fullmatch(text)
    if town and len(scope) == 1 and level_of(scope[0]) == Level.COUNTY:
        return [_town(scope[0], town[1], town[2])]
    return []


def _town(county: str, name: str, rest: str) -> Place:
    return Place(f"{county}:{name}", name, Level.TOWN, name, rest=rest)


def _named(name: str, scope: tuple[str, ...], asked: _Asked) -> list[Place]:
    """Return the divisions, else the known towns, that a name means inside or above the scope."""
    tables = gazetteer()
    spells = [one for one in tables.named.get(name, ()) if _in_reach(present_code(one.code), scope)]
    if spells:
        return _ranked(name, spells, asked)
    towns = [key for key in tables.towns.get(name, ()) if _in_reach(key, scope)]
    return [_town(key.partition(":")[0], name, "") for key in towns]


def _in_reach(key: str, scope: tuple[str, ...]) -> bool:
    """Whether a key lies in the scope or has part of the scope in it."""
    return not scope or any(covers(one, key) or covers(key, one) for one in scope)


def _loosely(text: str, scope: tuple[str, ...], asked: _Asked) -> list[Place]:
    """Return the places of the same stem when the rank was written wrongly."""
    stem = stem_of(text)
    if stem == text:
        return []
    return [replace(place, is_loose=True) for place in _named(stem, scope, asked)]


def _ranked(name: str, spells: list[Spell], asked: _Asked) -> list[Place]:
    """Return the places of spells, each once: full names before stems, names in force before old ones."""
    full = [spell for spell in spells if name in (spell.name, short_of(spell.name))]
    chosen = full or [spell for spell in spells if level_of(spell.code) == Level.PROVINCE] or spells
    in_force = [spell for spell in chosen if spell.on(asked.day)]
    places: dict[str, Place] = {}
    for spell in sorted(in_force or chosen, key=lambda one: (level_of(one.code), -one.ends, one.code)):
        key = present_code(spell.code)
        if key not in places:
            is_old = spell.ends < asked.day
            places[key] = Place(key, name_of(key), Level(level_of(spell.code)), spell.name, is_old)
    return list(places.values())


def nearest(text: str, *, within: str | None = None, limit: int = 3) -> list[str]:
    """Return the official names that a misspelt one may have meant, the likeliest first.

    Characters that sound alike count half an error. What is spelt well above the place (楚雄州武顶县)
    narrows the search; `within` narrows it further.
    """
    return [place.name for _, place in _likely(text, within)[:limit]]


def guess(text: str, *, within: str | None = None) -> Place | None:
    """Return the one place a misspelt name must have meant, or None when several are as near."""
    likely = _likely(text, within)
    if not likely or (len(likely) > 1 and likely[1][0] == likely[0][0]):
        return None
    return likely[0][1]


def _likely(text: str, within: str | None) -> list[tuple[float, Place]]:
    """Return (distance, place) of the names in force that are near a text, nearest first."""
    above = leading(text, within=within)
    if len(above) == 1 and above[0].rest and above[0].level < Level.COUNTY:
        text, within = above[0].rest, above[0].key
    words = normal(text)
    allowed = max(1.0, len(words) / 4)
    scored = [
        (min(distance(words, form, at_most=allowed) for form in forms), spell)
        for spell, forms in _names_within(within)
    ]
    near = sorted((score, spell.code, spell) for score, spell in scored if score <= allowed)
    return [
        (score, Place(code, spell.name, Level(level_of(code)), spell.name)) for score, code, spell in near
    ]


def _names_within(within: str | None) -> Iterator[tuple[Spell, tuple[str, ...]]]:
    tables = gazetteer()
    for code in tables.spells:
        spell = tables.current(code)
        if spell is None or spell.name in NOT_PLACES:
            continue
        if within is None or covers(within, code):
            yield spell, tuple({spell.name, short_of(spell.name), stem_of(spell.name)})


_JOINERS = re.compile(r"[、,;+/]|以及|[和与及]")
_LISTED = re.compile(r"(.+?)\((.+)\)")
_COUNTED = re.compile(r"(.{2,}?)(?:等)?([一二两三四五六七八九十]|\d{1,2})个?(?:[县市区旗州]+|县\(市、?区\))")
_NUMERALS = {numeral: at for at, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}


def resolve_joint(
    text: str,
    candidates: Iterable[str] = (),
    *,
    within: str | None = None,
    on: dt.date | None = None,
) -> tuple[str, ...]:
    """Return the keys that a joint name joins, in order; () when it cannot be resolved for certain.

    Reads lists (永仁县、双柏县), lists in brackets after what holds them (楚雄州(永仁县、双柏县)) and counts
    (楚雄州三县). A count is resolved only when exactly that many of the candidates, for instance the
    counties paired at the time or named elsewhere in the file, lie there.

    Args:
        text: The words; the name of one place gives that place.
        candidates: Keys among which a count may choose.
        within: Only places inside this key.
        on: The day the text speaks of.
    """
    words = normal(text)
    if listed := _LISTED.fullmatch(words):
        holders = find(listed[1], within=within, on=on)
        if len(holders) == 1:
            return resolve_joint(listed[2], candidates, within=holders[0].key, on=on)
    alone = find(words, within=within, on=on)
    if alone:
        return (alone[0].key,) if len(alone) == 1 else ()
    if counted := _COUNTED.fullmatch(words):
        return _counted(counted, candidates, within, on)
    return _each(_JOINERS.split(words), within, on)


def _counted(
    counted: re.Match[str], candidates: Iterable[str], within: str | None, on: dt.date | None
) -> tuple[str, ...]:
    holders = find(counted[1], within=within, on=on)
    wanted = int(_NUMERALS.get(counted[2], 0) or counted[2])
    if len(holders) != 1:
        return ()
    there = sorted({key for key in candidates if key != holders[0].key and covers(holders[0].key, key)})
    return tuple(there) if len(there) == wanted else ()


def _each(parts: list[str], within: str | None, on: dt.date | None) -> tuple[str, ...]:
    """Return the key of every part, an ambiguous one decided by the prefecture of the one before."""
    keys: list[str] = []
    for part in parts:
        found = find(part, within=within, on=on)
        if len(found) > 1 and keys:
            beside = parents(keys[-1]).prefecture
            found = [place for place in found if parents(place.key).prefecture == beside]
        if len(found) != 1:
            return ()
        keys.append(found[0].key)
    return tuple(dict.fromkeys(keys)) if len(keys) > 1 else ()
