"""What was promised, given, built and whom it reached: the front page, out of published numbers.

Nothing is added up here: a total stands only where a publication has one. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.publish.subjects import Mention

HEADS = ("promised", "given", "built", "trained", "fewer_poor")
"""What the front page tells, in order."""

_CODES = {
    "promised": ("money", True),
    "given": ("money", False),
    "built": ("projects", False),
    "trained": ("people_trained", False),
    "fewer_poor": ("registered_poor_households_fall", False),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A recipient, or several told together, with a number under some of the heads."""

    places: tuple[str, ...]
    told: dict[str, Mention]


@dataclass(frozen=True, slots=True)
class Story:
    """The front page's numbers.

    Attributes:
        lines: One per recipient, in the order publications tell of them; joint ones last.
        totals: By head, the number of a publication that spans the most recipients.
    """

    lines: tuple[Line, ...]
    totals: dict[str, Mention]


def story(mentions: Sequence[Mention]) -> Story:
    """Return what published numbers tell under each head."""
    lines: dict[tuple[str, ...], Line] = {}
    totals: dict[str, Mention] = {}
    for head in HEADS:
        for one in _of(head, mentions):
            if _is_total(one, mentions):
                if head not in totals or (totals[head].places and not one.places):
                    totals[head] = one
                continue
            line = lines.setdefault(one.places, Line(one.places, {}))
            line.told.setdefault(head, one)
    found = sorted(lines.values(), key=lambda line: len(line.places) > 1)
    for head in HEADS:
        under = [line for line in found if head in line.told]
        if head not in totals and len(under) == 1:
            totals[head] = under[0].told[head]
    return Story(tuple(found), totals)


def _of(head: str, mentions: Iterable[Mention]) -> list[Mention]:
    code, planned = _CODES[head]
    return [
        one for one in mentions if one.code == code and one.planned is planned and one.is_whole()
    ]


def _is_total(one: Mention, mentions: Iterable[Mention]) -> bool:
    """Whether a number tells of a whole programme: of no place, or of places all told alone."""
    if not one.places:
        return True
    alone = {
        other.places[0]
        for other in mentions
        if other.code == one.code
        and other.planned is one.planned
        and other.is_whole()
        and len(other.places) == 1
        and other.source == one.source
    }
    return len(one.places) > 1 and alone == set(one.places)
