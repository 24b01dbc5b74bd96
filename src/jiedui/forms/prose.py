"""The running text of a document as a table: 截至__年__月，共投入____万元，实施项目（　）个.

Each paragraph with room for a number is a row of the one table 正文: words and blanks in turn, as
the sentences of a letter over the cells of a sheet. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.grid import Sheet
from jiedui.forms.cards import spoken_behind
from jiedui.forms.layout import Line, Slot, Table
from jiedui.forms.rooms import DAY, HOLD, held, rooms_of
from jiedui.forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.exchange.grid import CellValue
    from jiedui.forms.rooms import Rooms
    from jiedui.forms.wordtext import Paragraph

TEXT = "正文"
"""The sheet that the blanks of a document's text are cells of."""

_OPEN_YEAR = "某年"
"""What a year left open is read as: narrower than any figure."""

_ENDS = re.compile(r"[。；;！？?\n]")
_EDGE = "，,、：:;；)） 　"
_ON_WHAT_GROUND = re.compile(
    r"(?:^|(?<=[，,]))(?:(?:按照|根据|遵照|为(?:深入|全面|认真|切实)*(?:贯彻|落实|做好))[^，,\d]*"
    r"|在[^，,\d]+下)[，,]"
)
"""按照市委部署, 在各方支持下: on what ground something was done, nothing of what."""

_HEADING_MAX = 40
_YEAR_SIGNS = 4


@dataclass(frozen=True)
class Spoken:
    """A paragraph with room for numbers.

    Attributes:
        paragraph: The paragraph.
        rooms: Its room to write.
        section: The heading over it.
        group: The words before it in the table's row it stands in, () elsewhere.
    """

    paragraph: Paragraph
    rooms: Rooms
    section: str = ""
    group: tuple[str, ...] = ()

    def words(self) -> list[str]:
        """Return the words before each blank, and those behind the last."""
        text, found, at = self.paragraph.text, [], 0
        for room in self.rooms.numbers:
            found.append(self._told(at, room.start))
            at = room.end
        return [*found, self._told(at, len(text))]

    def _told(self, start: int, end: int) -> str:
        """Return a stretch of the text: of the report's day no more than 截至."""
        inside = [one.room for one in self.rooms.days if start <= one.room.start < end]
        shift = [room._replace(start=room.start - start, end=room.end - start) for room in inside]
        words = held(self.paragraph.text[start:end], shift)
        return DAY.sub(_undated, words) if inside else words


def _undated(found: re.Match[str]) -> str:
    """Return a day without what is left open of it."""
    if HOLD not in found[0]:
        return found[0]
    return found["lead"] or _OPEN_YEAR


def spoken_in(
    paragraph: Paragraph, section: str = "", group: tuple[str, ...] = ()
) -> Spoken | None:
    """Return a paragraph with its room for numbers; None = it has none."""
    rooms = rooms_of(paragraph)
    return Spoken(paragraph, rooms, section, group) if rooms.numbers else None


def is_heading(text: str) -> bool:
    """Whether a paragraph heads those below it: short, and no sentence."""
    plain = text.strip()
    return 0 < len(plain) <= _HEADING_MAX and not _ENDS.search(plain)


def text_table(several: Sequence[Spoken], above: Iterable[str]) -> tuple[Sheet, Table]:
    """Return paragraphs as one sheet, and as the table that is read of it.

    Args:
        several: The paragraphs.
        above: What stands over the first of them.
    """
    rows: dict[int, list[CellValue]] = {}
    table = Table(TEXT, 1, len(several), captions=tuple(above), is_card=True)
    for row, one in enumerate(several, 1):
        first, *rest = one.words()
        rows[row] = [first, *(cell for told in rest for cell in (None, told))]
        _Reader(table, row, one).read(first, rest)
    return Sheet(TEXT, rows, ()), table


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one paragraph into lines of a table, each blank a cell of a line of its own."""

    table: Table
    row: int
    spoken: Spoken

    def read(self, first: str, rest: Sequence[str]) -> None:
        """Read the words before, between and behind the blanks."""
        label = self._led(first)
        for number, after in enumerate(rest, 1):
            line = self._line(label or "共计")
            self.table.slots.append(Slot(self.row, 2 * number, line, ()))
            told, _ = spoken_behind(self.table, after.lstrip(_EDGE))
            is_planned = _is_planned(label) and not _ENDS.search(told)
            label = self._led(told)
            is_open = label and not label.startswith("其中") and not _statuses(label)
            label = f"计划{label}" if is_planned and is_open else label

    def _led(self, words: str) -> str:
        """Return the words that lead to a blank; whole sentences before them are lines without."""
        *told, label = _ENDS.split(words)
        for one in filter(None, (one.strip(_EDGE) for one in told)):
            self._line(one)
        return _ON_WHAT_GROUND.sub("", label.rstrip("(（").strip(_EDGE)).strip(_EDGE)

    def _line(self, label: str) -> Line:
        goes_on = any(line.row == self.row for line in self.table.lines)
        labels = (*self.spoken.group, label)
        line = Line(self.row, labels, section=self.spoken.section, goes_on=goes_on)
        self.table.lines.append(line)
        return line


def _statuses(label: str) -> set[str]:
    """Return whether words are of what is planned, of what was done, or neither."""
    several = (said for _, _, told in vocabulary().spans(label) for said in told)
    return {said.value for said in several if said.aspect == "status"}


def _is_planned(label: str) -> bool:
    """Whether words are of a plan, as what goes on with them is: 计划投入 _ 万元，项目 _ 个."""
    return _statuses(label) == {"planned"}


def put_in(several: Sequence[Spoken], told: Mapping[tuple[int, int], str], as_of: dt.date) -> None:
    """Write what was told into the paragraphs, and the report's day where it has room.

    Args:
        several: The paragraphs.
        told: What belongs in each cell of the table 正文, by row and column.
        as_of: The reporting date.
    """
    for row, one in enumerate(several, 1):
        put = [
            (room.start, room.end, told[row, 2 * number])
            for number, room in enumerate(one.rooms.numbers, 1)
            if (row, 2 * number) in told
        ]
        text, is_last = one.paragraph.text, (as_of + dt.timedelta(days=1)).day == 1
        for room, part, is_end in one.rooms.days:
            if part and (is_last or not is_end):
                number = str(getattr(as_of, part))
                put.append((*room, _behind_its_first(text[: room.start], number)))
        one.paragraph.put(sorted(put))


def _behind_its_first(before: str, number: str) -> str:
    """Return the rest of a year whose first signs stand before its room: 20__年."""
    is_begun = len(number) == _YEAR_SIGNS and before.endswith(number[:2])
    return number[2:] if is_begun else number
