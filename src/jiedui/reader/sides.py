"""Which side each place of a page stands on: who gives and who receives.

The provinces' usual side is only a leaning; the page's own frames (A对口支援B, 向B捐赠, 援B) weigh
more. With one province only, the frames alone decide.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import level_of
from jiedui.kernel.placekey import covers, name_of
from jiedui.reader.reading import Party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Passage
    from jiedui.reader.vocabulary import Vocabulary


class Side(enum.StrEnum):
    """Where a place stands in the page's programme."""

    GIVES = "gives"
    RECEIVES = "receives"
    UNKNOWN = "unknown"


GIVES, RECEIVES, UNKNOWN = Side


_TO = re.compile(r"(?:[向给为]|对口|支援|援助|帮扶|捐给|送给)$")
_PAID_TO = re.compile(r"(?:拨付|下拨|划拨|拨给|认捐|捐赠|资助)(?:给|了)?$")
_SERVES = re.compile(r"(?:支教|支医|支农|驻村帮扶|巡诊|义诊)")
_LEADS = frozenset("付拨给捐赠助了赴到去往援向为口扶")
"""The signs with one of which all words end that lead to a place as one that gives or gets."""

_GOES = re.compile(r"(?:赴|到|去|往)$")
_LEARNS = re.compile(r"[^,。;]{0,2}(?:跟岗|跟班|务工|打工|就业)")
"""Where one of two in a province stands: who is paid and served gets, where one learns gives."""

_POSTED = re.compile(r"选?派[驻遣]?(?:我们?|本人)?(?:到|赴|去|往|驻)")
"""Stands between an office and the village that it sends one of its own to."""

_POST = re.compile(r"[^,。;]{0,12}(?:第一书记|驻村|扶贫|帮扶)")
"""What one sent to a village does there."""

_SCENE = ("在", "为", "给", "对", "向")
"""Stands in front of where something is built, not of who builds: 在古浪县援建的药厂."""

_TOWARDS = re.compile(r"援$")
_CODE = 6
"""So many digits a division's code has."""

_RANKS = ("区", "县", "市", "州", "旗", "盟")
_FRAME, _HINT = 6, 2
"""How much a frame and a hint weigh, in halves of a province's leaning."""


class Sides:
    """The sides of one page's places."""

    def __init__(self, passages: Iterable[Passage], words: Vocabulary) -> None:
        self._words = words
        self._scores: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self._pair = words.pattern("pair")
        self._equal = re.compile(rf"^(?:{'|'.join(words.frames['pair']['equal'])})$")
        self._corps = words.pattern("pair", "corps")
        for passage in passages:
            self._weigh(passage)
        self._provinces = self._leanings()
        self._known: dict[str, Side] = {}
        self._below: dict[tuple[str, int], Party | None] = {}

    def _weigh(self, passage: Passage) -> None:
        text = passage.text
        for at, one in enumerate(passage.mentions):
            self.counts[one.key] += 1
            if one.level < 5:
                self.names.setdefault(one.key, one.name)
            self._scores[one.key] += _told(text, one)
            after = text[one.end : one.end + 5]
            is_scene = text[one.start - 1 : one.start] in _SCENE
            if (self._corps.match(after) and not is_scene) or after.startswith(("方面", "来的")):
                self._scores[one.key] += _FRAME
            if at + 1 < len(passage.mentions):
                self._weigh_pair(text, one, passage.mentions[at + 1])

    def _weigh_pair(self, text: str, one: Mention, other: Mention) -> None:
        between = text[one.end : other.start]
        if len(between) > 14 or any(sign in between for sign in "。;"):
            return
        weight = 0
        if self._equal.match(between.strip()):
            weight = 1
        elif self._pair.search(between) or is_posted(text, one, other):
            weight = _FRAME
        self._scores[one.key] += weight
        self._scores[other.key] -= weight

    def _leanings(self) -> dict[str, Side]:
        """Return the side of each province (by two digits) when there are two or more."""
        weights: dict[str, int] = {}
        for key in self.counts:
            if key:
                weights.setdefault(key[:2], 4 * self._words.leaning.get(key[:2], 0))
        for key, score in self._scores.items():
            if key:
                weights[key[:2]] += max(-12, min(12, score))
        if len(weights) < 2:
            return {}
        highest = max(weights.values())
        sides = {}
        for province, weight in weights.items():
            gives = weight > 0 or weight == highest
            sides[province] = GIVES if gives else RECEIVES
        if RECEIVES not in sides.values():
            lowest = min(weights, key=lambda one: weights[one])
            sides[lowest] = RECEIVES
        return sides

    def of(self, key: str) -> Side:
        """Return the side of a place by its key."""
        side = self._known.get(key)
        if side is None:
            side = self._known[key] = self._side(key)
        return side

    def _side(self, key: str) -> Side:
        if not key:
            return UNKNOWN
        if self._provinces:
            return self._provinces.get(key[:2], UNKNOWN)
        score = self._scores[key]
        if score == 0:
            leaning = self._words.leaning.get(key[:2], 0)
            return GIVES if leaning > 0 else RECEIVES if leaning < 0 else UNKNOWN
        return GIVES if score > 0 else RECEIVES

    def giver_below(self, party: Party, level: int) -> Party | None:
        """Return the one giving place of a level that the page names inside a party.

        省级1700万元、区级726万元: the district's money is that of the only district it can be.
        """
        if len(party.keys) != 1 or len(party.keys[0]) > _CODE or level_of(party.keys[0]) >= level:
            return None
        asked = (party.keys[0], level)
        if asked not in self._below:
            self._below[asked] = self._only_giver(*asked)
        return self._below[asked]

    def _only_giver(self, above: str, level: int) -> Party | None:
        """Return the giving place of a level inside another, None where there are none or more."""
        inside = [
            key for key in self.counts
            if len(key) == _CODE and level_of(key) == level and self.of(key) is GIVES
            and covers(above, key)
        ]  # fmt: skip
        if len(inside) != 1:
            return None
        return Party(self.names.get(inside[0], name_of(inside[0])), (inside[0],))

    def home_of(self, party: Party, level: int) -> Party | None:
        """Return the place of a level whose office, hospital or firm a party is, None if none.

        区财政180万元 where an office of the district is the giver: the purse is the district's.
        """
        key = party.keys[0] if len(party.keys) == 1 else ""
        if len(key) != _CODE or level_of(key) != level or party.name.endswith(_RANKS):
            return None
        return Party(self.names.get(key, name_of(key)), (key,))

    def main(self, side: Side) -> str:
        """Return the key of a side's place that the page names most, "" when it names none."""
        ours = [key for key in self.counts if key and self.of(key) is side]
        most = max(ours, key=lambda key: self.counts[key], default="")
        below = [key for key in ours if not key.endswith("0000")]
        named = max(below, key=lambda key: self.counts[key], default=most)
        above = [
            key
            for key in below
            if key != named and covers(key, named) and self.counts[key] >= self.counts[named]
        ]
        named = above[0] if above else named
        if self.counts[named] < 2:
            holders = [
                key for key in ours
                if key not in below and key in self.names and covers(key, named)
            ]  # fmt: skip
            return next(iter(holders), next((key for key in ours if key in (named, most)), ""))
        return named if 2 * self.counts[named] >= self.counts[most] else most


def is_posted(text: str, one: Mention, other: Mention) -> bool:
    """Whether the first sends one of its own to help the second: 某局派我到某村当第一书记."""
    is_sent = _POSTED.fullmatch(text, one.end, other.start) is not None
    return is_sent and _POST.match(text, other.end) is not None


def _told(text: str, one: Mention) -> int:
    """Return how far the words on both sides of a place make it one that gives or that gets."""
    before = text[max(0, one.start - 4) : one.start]
    if _SERVES.match(text, one.end):
        return -_FRAME
    if before[-1:] not in _LEADS:
        return 0
    if _PAID_TO.search(before):
        return -_FRAME
    if _GOES.search(before) and _LEARNS.match(text, one.end):
        return _FRAME
    if _TOWARDS.search(before):
        return -_FRAME
    return -_HINT if _TO.search(before) else 0
