"""Keys of places: what lines carry, what covers what, and what a key is called on a day.

A key is a present GB/T 2260 code (`533422`), a town as its county's code and its name
(`533422:升平镇`), a village with its name after that (`533422:升平镇:斯永贡村`), or several of them
joined by `+` in order. Lines carry present codes only; old
codes and old names stay readable. Keys of payers that are organisations (`区民政局`) pass through
unharmed and match only themselves. Knows no Django.
"""

from __future__ import annotations

import enum
import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.gazetteer import gazetteer, level_of, number_of, short_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

NOW = 99991230
"""Stands for "now" among the numbers of days: after every change known, before the end of time."""

_CODE = re.compile(r"\d{6}")
_MUNICIPALITIES = frozenset(("11", "12", "31", "50"))


class Level(enum.IntEnum):
    """Rank of a place."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWN = 4


class Fit(enum.Enum):
    """How the place of a line stands to the places asked for."""

    INSIDE = "inside"
    TOUCHING = "touching"
    OUTSIDE = "outside"


class Form(enum.Enum):
    """How a place is named: officially, short (楚雄州), or with everything above it."""

    OFFICIAL = "official"
    SHORT = "short"
    FULL = "full"


class Parents(NamedTuple):
    """The codes above a key and its own; None where the key spans several or stands higher."""

    province: str | None = None
    prefecture: str | None = None
    county: str | None = None


def present_code(code: str) -> str:
    """Return the present key that covers the land of a code (532331 gives 532302).

    A code still in force, an unknown one, and one whose heir is not known give themselves; a
    division that was split up gives the joint key of its parts.
    """
    return gazetteer().heir(code) or code


def known(code: str, on: dt.date | None = None) -> bool:
    """Return whether a six-digit code has ever been in force, or was on the day `on`."""
    spells = gazetteer().spells.get(code, ())
    return bool(spells) if on is None else any(spell.on(number_of(on)) for spell in spells)


def joint(keys: Iterable[str]) -> str:
    """Return the key of several places together: members in order, each once, joined by `+`."""
    return "+".join(sorted({member for key in keys for member in members(key)}))


def members(key: str) -> tuple[str, ...]:
    """Return the keys that a joint key joins; any other key alone."""
    return tuple(key.split("+"))


@functools.lru_cache(maxsize=65536)
def parents(key: str) -> Parents:
    """Return the province, prefecture and county a key lies in; None where it spans several.

    A municipality's districts stand in the municipality as their prefecture; a county-level unit
    directly under a province is its own prefecture. An organisation's name has no parents.
    """
    if "+" in key:
        above = [parents(member) for member in members(key)]
        return Parents(
            *(one[0] if len(set(one)) == 1 else None for one in zip(*above, strict=True))
        )
    code = key.partition(":")[0]
    if not _CODE.fullmatch(code):
        return Parents()
    province = code[:2] + "0000"
    county = code if level_of(code) == Level.COUNTY else None
    if code[:2] in _MUNICIPALITIES:
        return Parents(province, province, county)
    if code == province:
        return Parents(province)
    direct = code[2:4] == "90"
    return Parents(province, code if direct else code[:4] + "00", county)


@functools.lru_cache(maxsize=65536)
def above(key: str) -> frozenset[str]:
    """Return a place and all that hold it."""
    return frozenset(one for one in (key, key.partition(":")[0], *parents(key)) if one)


@functools.lru_cache(maxsize=65536)
def covers(outer: str, inner: str) -> bool:
    """Return whether every part of `inner` lies in (or is) a part of `outer`."""
    if outer == inner:
        return True
    if "+" in outer or "+" in inner:
        wholes = members(outer)
        return all(any(covers(whole, part) for whole in wholes) for part in members(inner))
    if ":" in outer:
        return inner.startswith(f"{outer}:")
    if not _CODE.fullmatch(outer):
        return False
    return outer == inner.partition(":")[0] or outer in parents(inner)


def compare(line_key: str | None, asked_keys: Collection[str]) -> Fit:
    """Return how a line's place stands to the places asked for, taken together.

    INSIDE when every part of the line's place lies in one asked for; OUTSIDE when none of it does
    and it covers none of them; else TOUCHING: the line is coarser than the question. A line without
    a place (None) may lie anywhere, so it touches.
    """
    if line_key is None:
        return Fit.TOUCHING
    asked = [member for key in asked_keys for member in members(key)]
    parts = members(line_key)
    inside = [any(covers(whole, part) for whole in asked) for part in parts]
    if all(inside):
        return Fit.INSIDE
    if any(inside) or any(covers(part, whole) for part in parts for whole in asked):
        return Fit.TOUCHING
    return Fit.OUTSIDE


@functools.lru_cache(maxsize=65536)
def name_of(key: str, on: dt.date | None = None, *, form: Form = Form.OFFICIAL) -> str:
    """Return a key in words, as the place was called on a day (default: now).

    Args:
        key: Any key: code, town, joint key; anything else (an organisation) is returned as it is.
        on: The day whose names are wanted: 533401 in 2013 is 香格里拉县.
        form: OFFICIAL 楚雄彝族自治州, SHORT 楚雄州, FULL 云南省楚雄彝族自治州.
    """
    if "+" in key:
        return "、".join(name_of(member, on, form=form) for member in members(key))
    code, _, town = key.partition(":")
    if not _CODE.fullmatch(code):
        return key
    town = town.replace(":", "") if form is Form.FULL else town.rpartition(":")[2]
    own = _official(code, NOW if on is None else number_of(on))
    if own is None:
        return key
    if form is Form.SHORT:
        return town or short_of(own)
    if form is Form.OFFICIAL:
        return town or own
    above = [one for one in dict.fromkeys(parents(code)) if one not in (None, code)]
    return "".join(name_of(one, on) for one in above if one) + own + town


@functools.lru_cache(maxsize=16384)
def _official(code: str, day: int) -> str | None:
    """Return the official name of a present code on a day; the nearest known where none is."""
    tables = gazetteer()
    own = tables.spells.get(code, [])
    for spell in own:
        if spell.on(day):
            return spell.name
    if own and day >= own[0].starts:
        return own[-1].name
    before = [spell for old in tables.forerunners.get(code, ()) for spell in tables.spells[old]]
    found = next((spell.name for spell in before if spell.on(day)), None)
    return found or (own[0].name if own else None)
