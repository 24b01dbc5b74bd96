"""Room to write in the running text of a document: ____, （　　）, XX, an underlined gap.

Room before a unit is for a number; in 截至__年__月 for the day of the report; elsewhere for words.
Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.forms.blanks import asks_year, behind
from jiedui.forms.meaning import bracketed
from jiedui.forms.page import counts
from jiedui.forms.rewording import plain_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.forms.wordtext import Paragraph

_GAP = " \u3000\xa0"
_ROOM = re.compile(rf"[_＿]{{2,}}|(?<=[(（])[{_GAP}_＿]*(?=[)）])|[XxＸ×＊*□○]{{2,}}|[{_GAP}]+")
_ANY_SIGN = re.compile(r"[XxＸ×＊*□○]")
_AFTER = f")） {_GAP}"
_ENDS = re.compile(r"[。；;！？?\n]")
HOLD = "@"
"""Stands for room while the words around it are read."""

DAY = re.compile(
    r"(?P<lead>截[至止]到?|[至到])?(?P<year>(?:19|20)\d{2}|(?:20)?@)年(?:(?P<month>\d{1,2}|@)月)?"
    r"(?:(?P<day>\d{1,2}|@)[日号]|(?P<end>[底末]))?"
)
"""A day with room for its numbers: 截至@年@月底."""


class Room(NamedTuple):
    """Room to write in a text: its first sign and the one after its last."""

    start: int
    end: int


class DayRoom(NamedTuple):
    """Room for a part of a day.

    Attributes:
        room: Where it is.
        part: `year`, `month` or `day` of the report's day; "" of a day that nothing tells.
        is_end: Whether the last day of the month or year is meant (月底).
    """

    room: Room
    part: str
    is_end: bool


class Rooms(NamedTuple):
    """The room to write in a paragraph.

    Attributes:
        numbers: Where numbers belong.
        days: Where days do.
    """

    numbers: tuple[Room, ...]
    days: tuple[DayRoom, ...]


def rooms_of(paragraph: Paragraph) -> Rooms:
    """Return the room to write numbers and days in; what is for words is left out."""
    text, every = paragraph.text, list(_every(paragraph))
    days = tuple(_days(text, every))
    dated = {one.room for one in days}
    return Rooms(tuple(one for one in every if one not in dated and _counts(text, one)), days)


def held(text: str, rooms: Sequence[Room]) -> str:
    """Return a text with a mark for each room in it."""
    starts = {room.start for room in rooms}
    inside = {at for room in rooms for at in range(room.start, room.end)}
    signs = (
        f"{HOLD if at in starts else ''}{'' if at in inside else sign}"
        for at, sign in enumerate(f"{text}\n")
    )
    return "".join(signs)[:-1]


def _every(paragraph: Paragraph) -> Iterator[Room]:
    """Yield all room of a paragraph; a plain gap is some inside words, before a unit, and wide."""
    text, drawn = paragraph.text, paragraph.underlined
    for found in _ROOM.finditer(text):
        start, end = found.span()
        is_gap = not found[0].strip(_GAP) and text[start - 1 : start] not in {"(", "（"}
        if is_gap and not all(drawn[start:end]):
            is_inside = start > 0 and end - start > 1
            if not is_inside or not _is_counted(text[end:]):
                continue
        yield Room(start, end)


def _days(text: str, rooms: Sequence[Room]) -> Iterator[DayRoom]:
    """Yield the room for parts of days."""
    whole = held(text, rooms)
    for found in DAY.finditer(whole):
        is_pairing = found["month"] is None and asks_year(whole[found.end("year") :])
        if HOLD not in found[0] or is_pairing:
            continue
        for part in ("year", "month", "day"):
            if HOLD in (found[part] or ""):
                number = whole[: found.end(part)].count(HOLD) - 1
                yield DayRoom(rooms[number], part if found["lead"] else "", bool(found["end"]))


def _is_counted(after: str) -> bool:
    """Whether the words behind room, up to the next, begin with a unit."""
    return behind(_ROOM.split(after.lstrip(_AFTER), maxsplit=1)[0]) is not None


def _counts(text: str, room: Room) -> bool:
    """Whether a number belongs in room: a unit stands behind it, or in the label before it."""
    if _is_counted(text[room.end :]):
        return True
    label = _ENDS.split(text[: room.start])[-1].rstrip()
    is_label = label[-1:] in {":", "："} and not _ANY_SIGN.match(text, room.start)
    return is_label and counts(label) and bracketed(plain_label(label)).unit is not None
