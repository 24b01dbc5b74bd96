"""Parties out of mentions: one place or organisation alone, or several named together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import level_of
from jiedui.kernel.placekey import Form, name_of, parents
from jiedui.reader.reading import Party

if TYPE_CHECKING:
    from jiedui.reader.naming import Mention

_RANKS = {"province": 1, "municipal": 2, "district": 3}

LEAD = re.compile(
    r"^(?:例如|比如|其中|同时|此外|另外|另|此前|而|且|并|由|经|近日|日前|随后|最后|当天|现场|"
    r"[去今前当上同]年|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|近年来?|年[初底])+"
)
"""Words that may stand in front of a name and are no part of it."""


def party_of(mention: Mention) -> Party:
    """Return a mention as a party of its own."""
    return Party(mention.name, (mention.key,) if mention.key else ())


def levelled(source: str | None, party: Party) -> Party:
    """Return the party at the level a source says: the city of a district, its province."""
    if source in _RANKS and len(party.keys) > 1:
        names = party.name.split("、")
        ranked = [at for at, key in enumerate(party.keys) if level_of(key[:6]) == _RANKS[source]]
        if len(ranked) == 1 and len(names) == len(party.keys):
            return Party(names[ranked[0]], (party.keys[ranked[0]],))
    if not party.keys or source not in ("municipal", "province", "donor_level"):
        return party
    above = parents(party.keys[-1])
    key = above.province if source == "province" else above.prefecture
    if key is None or key in party.keys:
        return party
    return Party(name_of(key, form=Form.SHORT), (key,))


@dataclass(slots=True)
class Group:
    """Places named together on one side, with where they stand."""

    mentions: list[Mention]
    start: int = 0

    @property
    def party(self) -> Party:
        """All of them as one party, what stands above them named once."""
        first, *others = self.mentions
        if not others:
            return party_of(first)
        names = list(dict.fromkeys((first.name, *(one.own or one.name for one in others))))
        keys = tuple(dict.fromkeys(one.key for one in self.mentions if one.key))
        return Party("、".join(names), keys)
