"""What a book knows to be named: recipients, the programme's own sides, payers and projects."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from jiedui.figures.asking import project_keys
from jiedui.figures.binding.surroundings import names_of_places
from jiedui.figures.binding.words import any_of
from jiedui.figures.pairing import pairings_known
from jiedui.kernel.place import covers, find, leading, members, name_of, parents, resolve_joint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.facts.store import Facts

_KEY = re.compile(r"\d{6}(?::\S+)?")
_START = 2
"""How many first signs of a project's name find it; a name is longer than that."""

_KIND_OF_PROJECT = re.compile(r"(?:援建|建设|扩建|改建)?(?:项目|工程)$")


@dataclass(frozen=True)
class Known:
    """The names of one book.

    Attributes:
        recipients: Keys of every single recipient that lines or pairings name.
        owners: Keys of the districts whose programme it is.
        payers: Keys of who pays that is no district: towns, offices, firms, charities.
        projects: Keys of projects.
        names: Every way the places are written.
    """

    recipients: tuple[str, ...]
    owners: tuple[str, ...]
    payers: tuple[str, ...]
    projects: tuple[str, ...]
    names: tuple[str, ...]

    def is_own_side(self, key: str) -> bool:
        """Whether a place is the programme's donor district, or what it lies in."""
        return any(covers(owner, key) or covers(key, owner) for owner in self.owners)

    def payer_named(self, name: str) -> str | None:
        """Return the one payer that a name means, with or without whose office it is."""
        found = self._keys_by_name.get(self._bare(name), ())
        return found[0] if len(found) == 1 else None

    def payer_name(self, key: str) -> str:
        """Return a payer's name without whose office it is: 民政局 of 嘉定区民政局."""
        return self._names_by_key[key]

    def payer_in(self, text: str) -> str | None:
        """Return the one payer whose name stands in a text; None for none or several."""
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        named = self._names_by_key.items()
        found = {key: name for key, name in named if len(name) > 1 and name in plain}
        longest = [
            key
            for key, name in found.items()
            if not any(name in other and name != other for other in found.values())
        ]
        return longest[0] if len(longest) == 1 else None

    @cached_property
    def _names_by_key(self) -> dict[str, str]:
        return {key: self._bare(name_of(key)) for key in self.payers}

    @cached_property
    def _keys_by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, name in self._names_by_key.items():
            found.setdefault(name, []).append(key)
        return found

    @cached_property
    def _own_names(self) -> tuple[str, ...]:
        return tuple(sorted(names_of_places(self.owners), key=len, reverse=True))

    def _bare(self, name: str) -> str:
        """Return an organisation's name without whose it is: 民政局 of 嘉定区民政局, 区民政局."""
        return _bare(name, self._own_names)

    @cached_property
    def named(self) -> re.Pattern[str]:
        """What finds the names of its places in a text."""
        return any_of(self.names)

    @cached_property
    def places_by_name(self) -> dict[str, frozenset[str]]:
        """Places of the book and what they lie in, by every way to write one of them."""
        named = (*self.recipients, *self.owners)
        keys = {one for key in named for one in (key, *parents(key)) if one}
        found: dict[str, set[str]] = {}
        for key in keys:
            for name in names_of_places((key,)):
                found.setdefault(name, set()).update({one.key for one in find(name)} & keys)
        return {name: frozenset(some) for name, some in found.items() if some}

    @cached_property
    def _projects_by_start(self) -> dict[str, list[tuple[str, str]]]:
        """Projects by the first signs of their names: name and key."""
        found: dict[str, list[tuple[str, str]]] = {}
        for key in self.projects:
            short = project_name(key)
            if len(short) > _START:
                found.setdefault(short[:_START], []).append((short, key))
        return found

    def project_in(self, text: str, within: Iterable[str]) -> str | None:
        """Return the project whose name stands in a text, the longest one; None for none."""
        keys = tuple(within)
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        named = []
        for at in range(len(plain) - _START):
            for short, key in self._projects_by_start.get(plain[at : at + _START], ()):
                if plain.startswith(short, at):
                    county = key.partition("/")[0]
                    if any(_near(county, one) for one in keys):
                        named.append((len(short), key))
        return max(named)[1] if named else None


@lru_cache(maxsize=4096)
def _bare(name: str, owners: tuple[str, ...]) -> str:
    """Return a name without the owner's that it begins with, and without 区, 市 or 县 alone."""
    plain = unicodedata.normalize("NFKC", name).replace(" ", "")
    for word in owners:
        if plain.startswith(word) and len(plain) > len(word) + 1:
            plain = plain.removeprefix(word)
            break
    return re.sub(r"^(?:区|市|县|我区)(?=[一-鿿]{2})", "", plain)


def project_name(key: str) -> str:
    """Return a project's name without its county and without the word project."""
    return _KIND_OF_PROJECT.sub("", key.partition("/")[2])


def _near(county: str, asked: str) -> bool:
    return covers(asked, county) or covers(county, asked)


@lru_cache(maxsize=8)
def known_in(facts: Facts) -> Known:
    """Return the names of a book, read once per state."""
    profile = facts.profile
    pairings = pairings_known(facts, facts.known_at).all
    keys = [*profile.own_recipients, *(one.recipient for one in pairings)]
    recipients = tuple(sorted({one for key in keys for one in members(key)}))
    owners = {one for key in profile.keys.get("owner", ()) for one in members(key)}
    owners |= {one.owner for one in pairings if one.owner}
    payers = {one for key in profile.keys.get("payer", ()) for one in members(key)}
    payers |= {one.donor for one in pairings if one.donor}
    others = tuple(sorted(one for one in payers if not _is_district(one)))
    named = names_of_places((*recipients, *owners))
    return Known(recipients, tuple(sorted(owners)), others, project_keys(facts), tuple(named))


def _is_district(key: str) -> bool:
    return _KEY.fullmatch(key) is not None and ":" not in key


def recipient_keys(name: str, told: tuple[str, ...], known: Known) -> tuple[str, ...]:
    """Return the keys of who is said to have received; () when the name is no place for certain.

    An office or a school stands for the place it begins with (久治县教委).
    """
    if told:
        return told
    joint = resolve_joint(name, known.recipients)
    if joint:
        return joint
    found = [place.key for place in find(name)] or [place.key for place in leading(name)]
    if len(set(found)) > 1:
        found = [key for key in found if _is_near_any(key, known)]
    return tuple(dict.fromkeys(found)) if len(set(found)) == 1 else ()


def _is_near_any(key: str, known: Known) -> bool:
    above = parents(key).prefecture
    return any(parents(one).prefecture == above for one in known.recipients)
