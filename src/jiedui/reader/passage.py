"""A block taken apart: its sentences and clauses, and what stands in each of them.

The steps after this one (dating, counting, roles, sense, parts) all look at a passage: the text of
one block with its numbers, moments and mentions, and where its clauses begin and end.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reader.quantities import fill_lists, numbers_in
from jiedui.reader.reading import (
    ITEMS,
    OTHER,
    PEOPLE,
    PERSONS_POOR,
    TRAINEES,
    UNDATED,
    Status,
)
from jiedui.reader.setaside import asides_in
from jiedui.reader.signs import bits_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.reader.layout import Block
    from jiedui.reader.moments import Moment
    from jiedui.reader.naming import Mention, Names
    from jiedui.reader.quantities import Number
    from jiedui.reader.reading import Measure, Party, When
    from jiedui.reader.setaside import Aside
    from jiedui.reader.vocabulary import Vocabulary


_FEW = 8
"""So few names are looked through faster than searched."""

_PERSONS = (PEOPLE, TRAINEES, PERSONS_POOR)

_REACH = 80
"""So many signs before or behind a number may still speak of it."""


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making: a number of a passage and what the steps have found out about it.

    What `reading.Claim` has is told there; besides these:

    Attributes:
        number: The number.
        passage: Where it stands.
        is_beside: Whether its days are its own and only compared with (比2016年的5000万元).
        whole: The total it is a part of.
        label: The words of its row and column in a table.
        is_named: Whether its giver is named beside it, not carried on.
        per: The measure word it is so much per ("" when any), None when it is not per anything.
        times: How many are told to give or get as much each (各), None when not said of how many.
        may_add: Whether it may be a part of a sum: it is per nothing, or of so many as words say.
        index: Its position among the drafts of its passage.
        previous: The number right before it in its passage, None for the first.
        called: What the page calls what it is of, "" where it does not.
        titled: The title of its section, where that names a sector.
        family: What may be added to it or compared with it has the same word.
    """

    number: Number
    passage: Passage
    measure: Measure
    start: int
    end: int
    when: When = UNDATED
    is_beside: bool = False
    donor: Party | None = None
    recipient: Party | None = None
    source: str | None = None
    category: str | None = None
    status: Status = Status.ACTUAL
    whole: Draft | None = None
    is_headline: bool = False
    label: str = ""
    is_named: bool = False
    per: str | None = None
    times: int | None = 1
    may_add: bool = True
    index: int = 0
    previous: Draft | None = field(default=None, repr=False)
    family: str = ""
    called: str = ""
    titled: str = ""

    def __post_init__(self) -> None:
        """Give the draft its family."""
        if self.measure in _PERSONS:
            self.family = "person"
        else:
            is_thing = self.measure is ITEMS or self.measure is OTHER
            self.family = self.number.unit if is_thing else self.measure

    def follow(self, drafts: list[Draft]) -> None:
        """Take its place behind the drafts of its passage before it."""
        self.index = len(drafts)
        self.previous = drafts[-1] if drafts else None
        drafts.append(self)


def label_of(draft: Draft) -> str:
    """Return all words of a number's sentence between the claim before it and itself."""
    last = draft.previous
    start = max(draft.number.sentence[0], last.end if last is not None else 0)
    if last is not None and last.end == draft.start:
        return label_of(last)  # 我区赴两地5批52人次: both are called so.
    return draft.passage.text[start : draft.start]


class Judged(NamedTuple):
    """What a part of a sentence has to do with the book.

    Attributes:
        is_unrelated: Whether it has no business there as a whole.
        is_far: Whether it has a word of what has none.
    """

    is_unrelated: bool
    is_far: bool


@dataclass(slots=True)
class Passage:
    """One block with everything the reader recognises in it.

    Attributes:
        block: The block.
        text: Its text.
        numbers: Its numbers in order.
        moments: Its time expressions in order.
        mentions: Its places and organisations in order.
        asides: Spans that are no claims.
        sentences: Where each sentence begins (after 。 ! ?).
        phrases: Where each part of a sentence begins (also after ; ).
        clauses: Where each clause begins (also after , : and dashes).
        drafts: The claims in the making.
        judged: Start of a phrase to what it has to do with the book, once that has been asked.
    """

    block: Block
    text: str
    numbers: list[Number] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    phrases: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    judged: dict[int, Judged] = field(default_factory=dict)

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause that holds a position."""
        return _span(self.clauses, at, len(self.text))

    def phrase(self, at: int) -> tuple[int, int]:
        """Return the part of a sentence between semicolons that holds a position."""
        return _span(self.phrases, at, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the sentence that holds a position."""
        return _span(self.sentences, at, len(self.text))

    def divide(self) -> None:
        """Note where its sentences, their parts and their clauses begin."""
        self.sentences, self.phrases, self.clauses = [0], [0], [0]
        for found in _ENDS.finditer(self.text):
            end, kind = found.end(), found.lastgroup
            self.clauses.append(end)
            if kind != "clause":
                self.phrases.append(end)
            if kind == "sentence":
                self.sentences.append(end)

    def settle(self) -> None:
        """Give every number its place in the sentence and the words around it."""
        text, numbers = self.text, self.numbers
        sentence = phrase = clause = (0, 0)
        around = last_end = 0
        for at, number in enumerate(numbers):
            start, number.index = number.start, at
            if start >= clause[1]:
                clause = self.clause(start)
                if start >= phrase[1]:
                    phrase = self.phrase(start)
                    sentence = self.sentence(start)
                    around = bits_in(text[phrase[0] : phrase[1]])
            number.sentence, number.phrase, number.clause = sentence, phrase, clause
            number.gap = text[max(start - 2 * _REACH, phrase[0], last_end) : start]
            number.signs, number.around = bits_in(number.gap), around
            low, high = clause
            end = last_end = number.end
            if end > high:
                high = self.clause(end - 1)[1]
            if at + 1 < len(numbers) and numbers[at + 1].start < high:
                high = numbers[at + 1].start
            is_plain = 2 <= start - low <= _REACH
            number.before = text[low if is_plain else self._lead_in(low, start) : start]
            number.after = text[end : min(end + _REACH, high)]

    def _lead_in(self, low: int, start: int) -> int:
        """Return where the words in front of a number begin; a colon may stand right there."""
        if low < start - _REACH:
            return start - _REACH
        if start - low < 2 < low + 1 and self.text[low - 1] in ":：":
            return self.clause(low - 1)[0]
        return low

    def beyond(self, at: int, most: int) -> list[Draft]:
        """Return the first few drafts that begin behind a position."""
        low = bisect.bisect_right(self.drafts, at, key=lambda one: one.start)
        return self.drafts[low : low + most]

    def place_names(self) -> None:
        """Give every number the names in its part of the sentence, when all of them are known."""
        phrase: tuple[int, int] | None = None
        near: Sequence[Mention] = ()
        for number in self.numbers if self.mentions else ():
            if number.phrase is not phrase:
                phrase = number.phrase
                near = self.named(*phrase)
            number.near = near

    def named(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that stand wholly between two positions."""
        mentions = self.mentions
        if not mentions or mentions[-1].start < start or mentions[0].end > end:
            return []
        if len(mentions) > _FEW:
            return self._named(start, end)
        return [one for one in mentions if start <= one.start and one.end <= end]

    def says(self, words: re.Pattern[str], start: int, end: int) -> bool:
        """Whether words stand there, and not only at the edge of a name: 与会 of 与会宁."""
        spans = [one.span() for one in words.finditer(self.text, start, end)]
        names = self.mentions if spans else ()
        return not all(
            any(low < one.start < high < one.end for one in names) for low, high in spans
        )

    def _named(self, start: int, end: int) -> list[Mention]:
        low = bisect.bisect_left(self.mentions, start, key=lambda one: one.start)
        high = bisect.bisect_left(self.mentions, end, key=lambda one: one.start)
        return [one for one in self.mentions[low:high] if one.end <= end]


def _spans(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the spans of a passage that are time or names, in which no number is looked for."""
    yield from ((one.start, one.end) for one in passage.moments)
    yield from ((one.start, one.end) for one in passage.mentions)


def _span(starts: list[int], at: int, end_of_all: int) -> tuple[int, int]:
    """Return the stretch that holds a position, of stretches told by where they begin."""
    place = bisect.bisect_right(starts, at)
    return starts[place - 1], starts[place] if place < len(starts) else end_of_all


_ENDS = re.compile(
    r"[。!?\n.;,:：—…](?:"
    r"(?P<sentence>(?<=[。!?])[”」』\")]*|(?<=\n)|(?<=[a-z\d%]\.)(?=\s+[A-Z\u4e00-\u9fff]|$))"
    r"|(?P<phrase>(?<=;))|(?P<clause>(?<!\d,)(?<=,)|(?<=,)(?!\d{3}(?!\d))|(?<=[:：])|(?<=—)—?"
    r"|(?<=\.)\.{2,}|(?<=…)…*))"
)
"""Leaps to a sign that may end something, then looks at which it is."""


def passage_of(block: Block, moments: list[Moment], *, names: Names, words: Vocabulary) -> Passage:
    """Return a block taken apart."""
    text = block.text
    passage = Passage(block, text, moments=moments)
    passage.asides = list(asides_in(text, words))
    taken = bytearray(len(text))
    for aside in passage.asides:
        taken[aside.start : aside.end] = b"\1" * (aside.end - aside.start)
    passage.moments = [one for one in moments if taken.find(1, one.start, one.end) < 0]
    passage.mentions = names.mentions_in(text)
    for start, end in _spans(passage):
        taken[start:end] = b"\1" * (end - start)
    passage.numbers = list(numbers_in(text, words, taken))
    fill_lists(text, passage.numbers)
    passage.divide()
    passage.settle()
    return passage
