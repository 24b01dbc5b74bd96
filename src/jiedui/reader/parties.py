"""Parties out of mentions: one place or organisation alone, or several named together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.reader.reading import Party

if TYPE_CHECKING:
    from jiedui.reader.naming import Mention


def party_of(mention: Mention) -> Party:
    """Return a mention as a party of its own."""
    return Party(mention.name, (mention.key,) if mention.key else ())


@dataclass(slots=True)
class Group:
    """Places named together on one side, with where they stand."""

    mentions: list[Mention]
    start: int = 0

    @property
    def party(self) -> Party:
        """All of them as one party, what stands above them named once."""
        first, *others = self.mentions
        names = list(dict.fromkeys((first.name, *(one.own or one.name for one in others))))
        keys = tuple(dict.fromkeys(one.key for one in self.mentions if one.key))
        return Party("、".join(names), keys)
