"""Places as texts name them: official, old and short names, towns, joint names, misspellings.

The door to everything about places: what a key means (`parents`, `covers`, `compare`, `name_of`)
stands in `placekey` and is offered here as well. Knows no Django.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import (
    UNDIVIDED,
    gazetteer,
    level_of,
    number_of,
    short_of,
    stem_of,
)
from jiedui.kernel.likeness import near_spells
from jiedui.kernel.placekey import (
    NOW,
    Fit,
    Form,
    Level,
    Parents,
    above,
    compare,
    covers,
    joint,
    known,
    members,
    name_of,
    parents,
    present_code,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from jiedui.kernel.gazetteer import Spell

__all__ = (
    "Fit",
    "Form",
    "Level",
    "Parents",
    "Place",
    "above",
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
        written: The official name that the text meant; not `name` where that is an old one.
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

    Reads official, old and short names, with or without what stands above (云南省楚雄州武定县,
    武定), towns after their county (德钦县升平镇) and known towns alone; a village after a town is
    left as `rest`. A name in force on the day wins over one that is not, a name written with its
    rank over a bare stem.

    Args:
        text: The words.
        within: Only places inside this key (a joint key: inside any of its members).
        on: The day the text speaks of; decides which names are old. Default: now.
    """
    found = leading(text, within=within, on=on)
    return [place for place in found if not place.rest or place.level is Level.TOWN]


def leading(text: str, *, within: str | None = None, on: dt.date | None = None) -> list[Place]:
    """Return the places that a text begins with; what follows is `rest` (久治县残联: 残联)."""
    return list(_led(normal(text), within, NOW if on is None else number_of(on)))


@functools.lru_cache(maxsize=16384)
def _led(words: str, within: str | None, day: int) -> tuple[Place, ...]:
    scope = members(joint(map(present_code, members(within)))) if within else ()
    asked = _Asked(day, scope)
    found = _read(words, asked)
    if not any(_is_whole(place) for place in found):
        found = _read(words, replace(asked, is_loose=True)) or found
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How to read: the day that decides which names are old, where to look, how strictly."""

    day: int
    scope: tuple[str, ...]
    is_loose: bool = False

    def admits(self, key: str) -> bool:
        """Whether a key lies in the scope."""
        return not self.scope or any(covers(one, key) for one in self.scope)

    def reaches(self, key: str) -> bool:
        """Whether a key lies in the scope or has part of the scope in it."""
        return self.admits(key) or any(covers(key, one) for one in self.scope)

    def inside(self, key: str) -> _Asked:
        """Return the same question, asked of the part of the scope that lies in a key."""
        return replace(self, scope=tuple(one for one in self.scope if covers(key, one)) or (key,))


def _is_whole(place: Place) -> bool:
    """Whether a place takes up the whole text (a village after its town is left over)."""
    return not place.rest or place.level is Level.TOWN


def _read(text: str, asked: _Asked) -> list[Place]:
    """Return the places named by the longest start of the text that is a name inside the scope."""
    partly: list[Place] = []
    for length in range(min(len(text), gazetteer().longest), 1, -1):
        tail = text[length:]
        heads = _named(text[:length], asked)
        if asked.is_loose and not tail and not heads:
            heads = _loosely(text, asked)
        read = [place for head in heads for place in _with_tail(head, tail, asked)]
        wholly = [place for place in read if _is_whole(place)]
        if wholly:
            return wholly
        partly = partly or read
    return partly or _town_of_scope(text, asked)


def _with_tail(head: Place, tail: str, asked: _Asked) -> Iterator[Place]:
    """Yield what head and tail name together: a place below, a town, or the head with a rest."""
    if tail and head.level < Level.COUNTY and (below := _read(tail, asked.inside(head.key))):
        yield from below
    elif tail and _has_towns(head.key) and (town := _TOWN.fullmatch(tail)):
        yield _town(head.key, town[1], town[2])
    elif asked.admits(head.key):
        yield replace(head, rest=tail)


_TOWN = re.compile(r"(?![镇乡]?街道)([^\W\d_]{1,12}?(?:街道|苏木|[镇乡](?!街道)))(.*)")


def _has_towns(key: str) -> bool:
    return key in UNDIVIDED or (level_of(key) == Level.COUNTY and ":" not in key)


def _town(county: str, name: str, rest: str = "") -> Place:
    return Place(f"{county}:{name}", name, Level.TOWN, name, rest=rest)


def _town_of_scope(text: str, asked: _Asked) -> list[Place]:
    """Return the town a text names when the scope is one county: 云岭乡斯永贡村 inside 533422."""
    town = _TOWN.fullmatch(text)
    if town and len(asked.scope) == 1 and _has_towns(asked.scope[0]):
        return [_town(asked.scope[0], town[1], town[2])]
    return []


def _named(name: str, asked: _Asked) -> list[Place]:
    """Return the divisions, else the known towns, that a name means inside or above the scope."""
    tables = gazetteer()
    spells = [one for one in tables.named.get(name, ()) if asked.reaches(present_code(one.code))]
    if spells:
        return _ranked(name, spells, asked.day)
    towns = [key for key in tables.towns.get(name, ()) if asked.reaches(key)]
    return [_town(*key.split(":")) for key in towns]


def _loosely(text: str, asked: _Asked) -> list[Place]:
    """Return the places of the same stem, when the rank was written wrongly."""
    stem = stem_of(text)
    found = [] if stem == text else _named(stem, asked)
    return [replace(place, is_loose=True) for place in found]


def _ranked(name: str, spells: list[Spell], day: int) -> list[Place]:
    """Return the places of spells, each once and the highest rank first.

    A name with its rank wins over a bare stem, a bare stem means the province if there is one, a
    name in force wins over an old one, and an old one whose place is known today over a lost one.
    """
    chosen = [spell for spell in spells if name in (spell.name, short_of(spell.name))] or [
        spell for spell in spells if level_of(spell.code) == Level.PROVINCE
    ]
    chosen = chosen or spells
    tables = gazetteer()
    chosen = (
        [spell for spell in chosen if spell.on(day)]
        or [spell for spell in chosen if tables.heir(spell.code)]
        or chosen
    )
    places: dict[str, Place] = {}
    for spell in sorted(chosen, key=lambda one: (level_of(one.code), -one.ends, one.code)):
        key = present_code(spell.code)
        level = Level(level_of(spell.code))
        places.setdefault(key, Place(key, name_of(key), level, spell.name, spell.ends < day))
    return list(places.values())


def nearest(text: str, *, within: str | None = None, limit: int = 3) -> list[str]:
    """Return the official names that a misspelt one may have meant, the likeliest first.

    Characters that sound alike count half an error. What is spelt well above the place
    (楚雄州武顶县) narrows the search; `within` narrows it further.
    """
    return [place.name for _, place in _likely(text, within)[:limit]]


def near(text: str) -> tuple[Place, ...]:
    """Return the places in force that a misspelt name may mean, the likeliest first."""
    return tuple(place for _, place in _likely(text, None))


def guess(text: str, *, within: str | None = None) -> Place | None:
    """Return the one place a misspelt name must have meant, or None when several are as near."""
    likely = _likely(text, within)
    if not likely or (len(likely) > 1 and likely[1][0] == likely[0][0]):
        return None
    return likely[0][1]


@functools.lru_cache(maxsize=1024)
def _likely(text: str, within: str | None) -> tuple[tuple[float, Place], ...]:
    """Return (distance, place) of the names in force that are near a text, nearest first."""
    above = leading(text, within=within)
    if len(above) == 1 and above[0].rest and above[0].level < Level.COUNTY:
        text, within = above[0].rest, above[0].key
    return tuple(
        (score, Place(spell.code, spell.name, Level(level_of(spell.code)), spell.name))
        for score, spell in near_spells(normal(text))
        if within is None or covers(within, spell.code)
    )


_CODE = re.compile(r"\d{6}")
_JOINERS = re.compile(r"[、,;+/]")
_AND = re.compile(r"以及|[和与及]")
_LISTED = re.compile(r"(.+?)\((.+)\)")
_COUNTED = re.compile(r"(.{2,}?)??(?:等)?([一二两三四五六七八九十]|\d{1,2})个?[县市区旗]+")
_NUMERALS = {numeral: at for at, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}


def resolve_joint(
    text: str,
    candidates: Iterable[str] = (),
    *,
    within: str | None = None,
    on: dt.date | None = None,
) -> tuple[str, ...]:
    """Return the keys that a joint name joins, in order; () when it cannot be resolved for certain.

    Reads lists (永仁县、双柏县), lists in brackets after what holds them (楚雄州(永仁县、双柏县))
    and counts (楚雄州三县, 三县). A count is resolved only when exactly that many candidates,
    for instance the counties paired at the time or named elsewhere in the file, lie there.

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
    seek = functools.partial(find, within=within, on=on)
    alone = seek(words)
    if alone:
        return members(alone[0].key) if len(alone) == 1 else ()
    if counted := _COUNTED.fullmatch(words):
        wholes = [place.key for place in seek(counted[1])] if counted[1] else [within]
        wanted = int(_NUMERALS.get(counted[2], 0) or counted[2])
        return _counted(wanted, candidates, wholes[0]) if len(wholes) == 1 else ()
    return _each(_JOINERS.split(words), seek)


def _counted(wanted: int, candidates: Iterable[str], whole: str | None) -> tuple[str, ...]:
    """Return the candidate counties inside a place, if they are exactly as many as wanted."""
    there = {
        key
        for key in candidates
        if _CODE.fullmatch(key) and level_of(key) == Level.COUNTY
        if whole is None or covers(whole, key)
    }
    return tuple(sorted(there)) if len(there) == wanted else ()


def _each(parts: list[str], seek: Callable[[str], list[Place]]) -> tuple[str, ...]:
    """Return the key of every part; an ambiguous one lies in the prefecture of the one before."""
    keys: list[str] = []
    for part in _unjoined(parts, seek):
        found = seek(part)
        if len(found) > 1 and keys:
            beside = parents(keys[-1]).prefecture
            found = [place for place in found if parents(place.key).prefecture == beside]
        if len(found) != 1:
            return ()
        keys.append(found[0].key)
    return tuple(dict.fromkeys(keys)) if len(keys) > 1 else ()


def _unjoined(parts: list[str], seek: Callable[[str], list[Place]]) -> Iterator[str]:
    """Yield the parts, those that are no name split at an *and* between two (和 begins 和政县)."""
    for part in parts:
        cuts = [] if seek(part) else _AND.finditer(part)
        halves = ((part[: cut.start()], part[cut.end() :]) for cut in cuts)
        yield from next(
            ((one, other) for one, other in halves if seek(one) and seek(other)), (part,)
        )
