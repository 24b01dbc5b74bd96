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

from jiedui.figures.binding.words import any_of, words
from jiedui.kernel.place import Form, name_of, parents
from jiedui.reader.layout import blocks_of, plain_signs
from jiedui.reader.rows import cells_of, is_row
from jiedui.reader.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.reading import Claim

REACH = 240
"""How many signs before a claim may speak of it."""

AFTER = 24
"""How many signs after it may."""

_SENTENCE_END = re.compile(r"[。;!?]")
_CLAUSE_END = re.compile(r"[,。;:!?、()\n]")
_DAYS = re.compile(
    r"\d{4}年?[至到—–~-]+\d{4}年?(?:\d{1,2}月)?(?:底|末)?|\d{2,4}年度?|\d{1,2}月份?|\d{1,2}[日号]"
    r"|[一二三四五六七八九十两\d]+年(?:来|间|多来)?|“?[十一二三四五]+五”?(?:期间|时期|规划)?|[上下]半年|至今|今年|去年|年底|截[至止]"
)
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

    def __init__(self, text: str, claims: Sequence[Claim]) -> None:
        """Take a text and its claims in order."""
        self._text = plain_signs(text)
        self._spans = [(one.start, one.end) for one in claims]
        blocks = (one for one in blocks_of(self._text, vocabulary()) if one.text)
        self._blocks = sorted(one.place(0) for one in blocks)

    def around(self, at: int) -> Around:
        """Return the words around the claim at a position among the claims."""
        start, end = self._spans[at]
        line_start = self._text.rfind("\n", 0, start) + 1
        line_end = self._text.find("\n", end)
        line = self._text[line_start : line_end if line_end >= 0 else len(self._text)]
        if is_row(line):
            return self._in_table(line_start, line, start)
        begins = self._sentence_start(start)
        before = self._without_numbers(begins, start, at)
        last = self._spans[at - 1][1] if at else 0
        own = self._text[max(begins, last) : start]
        is_example = words().examples.search(before) is not None
        after = _CLAUSE_END.split(self._text[end : end + AFTER], maxsplit=1)[0]
        return Around(_joined(own), _joined(before), _joined(after), is_example=is_example)

    def _sentence_start(self, start: int) -> int:
        at = bisect.bisect_right(self._blocks, start) - 1
        earliest = max(0, start - REACH, self._blocks[at] if at >= 0 else 0)
        ends = [one.end() for one in _SENTENCE_END.finditer(self._text, earliest, start)]
        return ends[-1] if ends else earliest

    def _without_numbers(self, begins: int, start: int, at: int) -> str:
        parts, here = [], begins
        for first, last in self._spans[max(0, at - 60) : at]:
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
    return re.sub(r"\s*\n\s*", "", text)


def statement(around: Around) -> str:
    """Return the words of the claim's own statement: from its last verb's clause, if it has one.

    `…购置设备,为当地培训各类人才` begins anew at 培训: what was bought does not narrow it.
    """
    verb = words().verbs.search(around.own)
    if verb is None:
        return around.before
    clause = max(
        (one.end() for one in _CLAUSE_END.finditer(around.own, 0, verb.start())), default=0
    )
    return around.own[clause:]


def left_over(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a text that nothing explains.

    Args:
        text: The words.
        names: Names of places and parties that are explained already.
    """
    known = any_of(names) if names else None
    rest = known.sub(" ", text) if known else text
    rest = _DAYS.sub(" ", rest)
    rest = words().known.sub(" ", words().wholes.sub(" ", rest))
    return tuple(dict.fromkeys(one.group() for one in _LEFT_OVER.finditer(rest)))


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
