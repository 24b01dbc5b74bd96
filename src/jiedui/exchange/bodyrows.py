"""The rows of a table's body: what one is, and which sections stand within others. No Django."""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

from jiedui.reader.text import normal

_GROUP_MARK = re.compile(r"([(]?)[一二三四五六七八九十]{1,3}(?:[)、.]|$)")


class RowKind(enum.Enum):
    """What a row of a table's body is."""

    RECORD = "record"
    TOTAL = "total"
    GROUP_TOTAL = "group_total"
    SECTION = "section"
    NOTE = "note"
    NOTHING = "nothing"


class BodyRow(NamedTuple):
    """One row of a table's body: its number, what it is, and the words that make it so.

    `mark` is how a section or group is numbered, `level` how many others it stands in.
    """

    number: int
    kind: RowKind
    label: str = ""
    mark: str = ""
    level: int = 0


def nested(rows: list[BodyRow]) -> list[BodyRow]:
    """Return rows with the levels of sections: those numbered (一) below 一 stand in these."""
    marks: list[str] = []
    for at, row in enumerate(rows):
        if row.kind in (RowKind.SECTION, RowKind.GROUP_TOTAL):
            mark = row.mark or mark_of(row.label)
            if mark in marks:
                del marks[marks.index(mark) + 1 :]
            else:
                marks.append(mark)
            rows[at] = row._replace(level=len(marks) - 1)
    return rows


def mark_of(text: str) -> str:
    """Return how a text is numbered: 一 for 二、and (一) for (二), "" where it is not."""
    found = _GROUP_MARK.match(normal(text))
    return f"{found[1]}一" if found else ""
