"""Who stands at an end: a division by its key, or a village, school, hospital, firm by its name.

Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.cooperation.vocabulary import PARTY_ENDINGS
from jiedui.kernel import place
from jiedui.kernel.place import Level

if TYPE_CHECKING:
    import datetime as dt

_LEVELS = {
    Level.PROVINCE: "PROVINCE",
    Level.PREFECTURE: "PREFECTURE",
    Level.COUNTY: "COUNTY",
    Level.TOWN: "TOWN",
}
_ENDINGS = tuple((kind, re.compile(rf".*(?:{words})")) for kind, words in PARTY_ENDINGS)


class Party(NamedTuple):
    """A party.

    Attributes:
        kind: A code of `PARTY_KINDS`.
        key: What it is found by: a place's key, else its place and name.
        place: The present key of the place it lies in, "" when nobody said.
        name: Its name as it was written.
    """

    kind: str
    key: str
    place: str
    name: str

    @property
    def is_place(self) -> bool:
        """Whether it is a division or town, whose name changes with time."""
        return self.kind in {"PROVINCE", "PREFECTURE", "COUNTY", "TOWN"}

    def name_on(self, day: dt.date | None = None) -> str:
        """Return what it was called on a day: 533401 was 香格里拉县 until 2014."""
        return place.name_of(self.key, day) if self.is_place else self.name


def party_of(
    words: str, *, kind: str = "", within: str | None = None, on: dt.date | None = None
) -> Party:
    """Return the party that words name.

    Args:
        words: A place (久治县, 德钦县升平镇), or a unit with or without its place before it.
        kind: A code of `PARTY_KINDS` where somebody said it; "" = by the name.
        within: The place in which to look first.
        on: The day the words speak of.
    """
    name = place.normal(words)
    found = place.find(name, within=within, on=on) or place.find(name, on=on)
    whole = found[0] if found and not found[0].rest else None
    if whole is not None and kind in {"", _LEVELS[whole.level]}:
        return Party(_LEVELS[whole.level], whole.key, whole.key, name)
    lies = _place_before(name, within, on)
    return _unit(name, kind or _kind_of(name), lies)


def _place_before(name: str, within: str | None, on: dt.date | None) -> str:
    """Return the place with which a unit's name begins, else the place it is looked for in."""
    leading = place.leading(name, within=within, on=on) or place.leading(name, on=on)
    begun = next((one for one in leading if one.rest), None)
    return begun.key if begun else (within or "")


def _unit(name: str, kind: str, lies: str) -> Party:
    return Party(kind, f"{lies}/{name}", lies, name)


def _kind_of(name: str) -> str:
    return next((kind for kind, ends in _ENDINGS if ends.fullmatch(name)), "OTHER_PARTY")
