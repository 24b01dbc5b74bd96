"""The words around a claim, and which of them nothing explains.

A number speaks of a whole (all aid money of a county) only when every word around it is explained:
places, periods, the words of figures, and words that change nothing. A word that is left over, a
school's or a village's, makes it narrower than any figure of the book.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.figures.binding.words import words
from jiedui.kernel.place import Form, name_of, parents
from jiedui.reader.layout import plain_signs
from jiedui.reader.rows import cells_of, is_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.reading import Reading

REACH = 240
"""How many signs before a claim may speak of it."""

AFTER = 24
"""How many signs after it may."""

_SENTENCE_ENDS = "。;!?"
_CLAUSE_ENDS = ",。;:!?、()\n"
_CLAUSE_END = re.compile(f"[{_CLAUSE_ENDS}]")
_DAYS = re.compile(
    r"(?=[\d一二两三四五六七八九十“上下至今去年截])(?:\d{4}年?[至到—–~-]+\d{4}年?(?:\d{1,2}月)?(?:底|末)?|\d{2,4}年度?|\d{1,2}月份?|\d{1,2}[日号]"
    r"|[一二三四五六七八九十两\d]+年(?:来|间|多来)?|“?[十一二三四五]+五”?(?:期间|时期|规划)?|[上下]半年|至今|今年|去年|年底|截[至止])"
)
_BREAK = re.compile(r"\s*\n\s*")
_LEFT_OVER = re.compile(r"[一-鿿]{2,}|[A-Za-z]{4,}")


@dataclass(frozen=True, slots=True)
class Around:
    """The words around one claim, plain signs, other claims' numbers taken out.

    Attributes:
        own: From the number before it (or the clause's beginning) up to it.
        before: From where its sentence, or its statement, begins up to it.
        after: What follows directly, to the next mark.
        is_example: Whether the text gives it as one example of many.
    """

    own: str
    before: str
    after: str
    is_example: bool = False


class Page:
    """A text with its claims, from which the words around each of them are taken."""

    def __init__(self, text: str, reading: Reading) -> None:
        """Take a text and what was read in it, its claims in order."""
        self._text = plain_signs(text)
        self._spans = [(one.start, one.end) for one in reading.claims]
        self._starts = [start for start, _ in self._spans]
        self._breaks = [one.start() for one in re.finditer("\n", self._text)]
        self._rows: dict[tuple[int, int], str | None] = {}
        self._blocks = reading.blocks

    def around(self, at: int) -> Around:
        """Return the words around the claim at a position among the claims."""
        start, end = self._spans[at]
        lines = self._lines(start, end)
        row = self._row(*lines)
        if row is not None:
            return self._in_table(lines[0], row, start)
        begins = self._sentence_start(start)
        before = self._without_numbers(begins, start, at)
        last = self._spans[at - 1][1] if at else 0
        own = self._text[max(begins, last) : start]
        is_example = words().examples.search(before) is not None
        after = _CLAUSE_END.split(self._text[end : end + AFTER], maxsplit=1)[0]
        return Around(_joined(own), _joined(before), _joined(after), is_example=is_example)

    def _lines(self, start: int, end: int) -> tuple[int, int]:
        """Return where the lines begin and end on which a claim stands."""
        before = bisect.bisect_left(self._breaks, start)
        after = bisect.bisect_left(self._breaks, end)
        begins = self._breaks[before - 1] + 1 if before else 0
        return begins, self._breaks[after] if after < len(self._breaks) else len(self._text)

    def _row(self, begins: int, ends: int) -> str | None:
        """Return a line that is a table's row, None where it is none; looked at once."""
        if (begins, ends) not in self._rows:
            line = self._text[begins:ends]
            self._rows[begins, ends] = line if is_row(line) else None
        return self._rows[begins, ends]

    def _sentence_start(self, start: int) -> int:
        at = bisect.bisect_right(self._blocks, start) - 1
        earliest = max(0, start - REACH, self._blocks[at] if at >= 0 else 0)
        return _behind_last(_SENTENCE_ENDS, self._text, low=earliest, high=start)

    def _without_numbers(self, begins: int, start: int, at: int) -> str:
        parts, here = [], begins
        for first, last in self._spans[bisect.bisect_left(self._starts, begins, 0, at) : at]:
            if first >= here and last <= start:
                parts.append(self._text[here:first])
                here = last
        return "|".join([*parts, self._text[here:start]])

    def _in_table(self, line_start: int, line: str, start: int) -> Around:
        """Return a table cell's words: its row's label and its column's heading."""
        cells = list(cells_of(line))
        before = [at for at, (begins, _) in enumerate(cells) if begins <= start - line_start]
        column = max(before, default=0)
        label = " ".join(word for _, word in cells[:column] if not re.search(r"\d", word))
        above = self._text[max(0, line_start - 1500) : line_start].splitlines()
        heading = ""
        for other in reversed(above):
            head = [word for _, word in cells_of(other)]
            if not is_row(other) and len(head) == len(cells):
                heading = head[column]
                break
        return Around(f"{heading} {label}", f"{heading} {label}", "")


def _joined(text: str) -> str:
    return _BREAK.sub("", text) if "\n" in text else text


def _behind_last(signs: str, text: str, *, low: int, high: int) -> int:
    """Return where a text goes on behind the last of some signs between two positions."""
    last = max(text.rfind(sign, low, high) for sign in signs)
    return last + 1 if last >= 0 else low


def statement(around: Around) -> str:
    """Return the words of the claim's own statement: from its last verb's clause, if it has one.

    `…购置设备,为当地培训各类人才` begins anew at 培训: what was bought does not narrow it.
    """
    verb = words().verbs.search(around.own)
    if verb is None:
        return around.before
    return around.own[_behind_last(_CLAUSE_ENDS, around.own, low=0, high=verb.start()) :]


def left_over(text: str, *explained: re.Pattern[str]) -> tuple[str, ...]:
    """Return the words of a text that nothing explains.

    Args:
        text: The words.
        explained: What finds words that are explained already: names of places and parties.
    """
    rest = _DAYS.sub(" ", _without(text, explained))
    rest = words().known.sub(" ", words().wholes.sub(" ", rest))
    return tuple(dict.fromkeys(one.group() for one in _LEFT_OVER.finditer(rest)))


def _without(text: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """Return a text with a blank for what the patterns find, the longer of those that begin there.

    They work as one pattern of all their words, which need not be made for every text anew.
    """
    parts, at = [], 0
    while found := [one for pattern in patterns if (one := pattern.search(text, at))]:
        first = min(found, key=lambda one: (one.start(), -one.end()))
        parts += [text[at : first.start()], " "]
        at = first.end()
    return "".join([*parts, text[at:]])


def names_of_places(keys: Iterable[str]) -> list[str]:
    """Return every way to write places and what stands above them: official, short and bare."""
    found: set[str] = set()
    for key in keys:
        for one in (key, *parents(key)):
            if one is None:
                continue
            for name in (name_of(one), name_of(one, form=Form.SHORT)):
                found |= {name, *name.split("、")}
                if len(name) > 2:
                    found.add(name[:-1])
    return sorted(one for one in found if len(one) > 1 and not one.isdigit())
