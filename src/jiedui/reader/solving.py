"""Equations that use up all numbers of a kind that one stretch of text tells.

The steps before this go by words that say how numbers belong together. This one goes by the shape
of a sentence, or of its part between semicolons: a number and a row of others that it leads or
closes, and no more of their kind. That they nearly make it, and nothing else explains it, is told
by no chance; where a word opens the row (等, 主要, 同时) or one thing may be counted twice, nothing
is said.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import adds_up, is_misprint, summed
from jiedui.reader.changes import is_change, is_compared, is_more
from jiedui.reader.complete import are_siblings, is_complete, is_one_of_several
from jiedui.reader.divisions import LIST_OPENS, counted_in, says_total
from jiedui.reader.exactly import apart
from jiedui.reader.families import goes_on_unnamed, may_overlap, restates
from jiedui.reader.gaps import Gaps
from jiedui.reader.grand import many_told
from jiedui.reader.paces import Paces
from jiedui.reader.passage import label_of
from jiedui.reader.reading import PERCENT, Relation
from jiedui.reader.spells import Spells
from jiedui.reader.stock import Stocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary
    from jiedui.reader.wholes import Wholes

_PAIR, _MOST = 2, 16
_WIDE, _NEAR, _NARROW = 4, 10, 20
"""Parts that are counted may miss their total by a quarter, three by a tenth, two by a twentieth.
"""

_BEHIND = 4
"""So near behind a row it may say how many its members are: 430人次和750人次两类."""

_LONGEST = 14
"""A member of a row is called by no more words."""

_OPEN = re.compile(
    r"等(?![于级额])|主要|例如|比如|包括|含|约|同时|兼|重复|交叉|共同|此外|同期|另外|先后|之一|不含|至少|以上|超"
)
"""Words by which a row may be less, or more, than the whole."""

_SOME = re.compile(r"其中|里头|里面|内有|当中")
_HEAD = re.compile(r"^.*:|^[\s,、;和与及(]+(?:其中)?[,:]?")
_ALIKE = re.compile(r"[县区市州镇乡村校院局级类期批年组线段月园厂站所馆社队班岗层楼]")
_REST = re.compile(r"^(?:其余|其[他它]|剩下|余下|剩余|另外)")
_SUMS_UP = re.compile(
    r"(?:以上|上述)?[^,。;\d]{0,6}(?:合计|共计|总计|一共|总共|合起来|加起来|相加|加总|算下来)[^,。;\d]{0,6}"
)
"""Opens a sentence that adds up the one before it: 合计164万元."""

_OF_YEAR = re.compile(r"(?:今年|去年)?(?:上半年|下半年|前三季度|全年)[^,。;\d]{0,6}")
_IN_YEAR = re.compile(r"季度|\d月|月份|半年")
"""Opens a sentence about more of a year than those before it tell: 一季度A,二季度B。上半年C."""

_CLOSES = re.compile(
    r"算下来|前后|互[派访换]|就这样|全年|全县|全部|凑|上半年|总|共(?![同建富享育])|合|累计|加"
)


class Solver:
    """Notes what the stretches of a page make by their shape."""

    def __init__(self, found: Found, wholes: Wholes, words: Vocabulary) -> None:
        self._found = found
        self._wholes = wholes
        self._total = words.pattern("total")
        self._stocks = Stocks(words, found)
        self._gaps = Gaps(found)
        self._spells = Spells(found)
        self._paces = Paces(found)

    def read(self, passages: Iterable[Passage]) -> None:
        """Hold each stretch of a page's passages, parts of sentences before whole ones."""
        for told in (one for passage in passages for one in _stretches(passage.drafts)):
            for kin in _kinds(told):
                if self._stocks.hold(kin):
                    continue
                if not (self._found.holds(kin[0]) and self._found.holds(kin[-1])):
                    row = [one for one in kin if not (_is_aside(one) or self._is_inner(one, kin))]
                    is_row = len(row) > _PAIR and all(map(_may_add, row))
                    if is_row and not self._leads(row):
                        self._closes(row)
                self._gaps.hold(kin)
            self._spells.hold(told)
            self._paces.hold(told)

    def _is_inner(self, one: Draft, kin: Sequence[Draft]) -> bool:
        """Whether a number is added up by another of its stretch: 1月 and 2月 of 一季度合计."""
        whole = one.whole
        return whole is not None and whole in kin and self._found.has(Relation.SUM, whole)

    def _leads(self, row: Sequence[Draft]) -> bool:
        """Hold the first of a row against those behind it."""
        total, parts = row[0], row[1:]
        if not self._may_make(total, parts) or total.whole is not None or is_one_of_several(total):
            return False
        if any(says_total(self._total, label_of(one)) for one in parts) or are_siblings(
            row[:_PAIR]
        ):
            return False
        is_closed = _is_counted_behind(parts)
        if not is_closed and _is_open(total, parts):
            return False
        between = total.passage.text[total.end : parts[0].start]
        is_all = len(parts) > _PAIR or between.startswith(":")
        is_listed = is_closed or (LIST_OPENS.search(between) is not None and is_all)
        return self._mark(total, parts, is_told=is_listed or _is_told(parts), is_listed=is_listed)

    def _closes(self, row: Sequence[Draft]) -> bool:
        """Hold the last of a row against those before it, where its words call it a whole."""
        total, parts = row[-1], row[:-1]
        label = label_of(total)
        is_closed = _CLOSES.search(label) is not None or many_told(total) == len(parts)
        if not is_closed or not self._may_make(total, parts) or _SOME.search(label):
            return False
        words = total.passage.text[parts[0].start : total.start]
        if _OPEN.search(words):
            return False
        is_told = says_total(self._total, label) is not None or _is_told(parts)
        return self._mark(total, parts, is_told=is_told, is_last=True)

    def _mark(
        self,
        total: Draft,
        parts: Sequence[Draft],
        *,
        is_told: bool,
        is_listed: bool = False,
        is_last: bool = False,
    ) -> bool:
        """Note a row that makes its total, or misses it so that it is meant to make it."""
        value, stated = summed(parts), total.number.value
        is_ok = adds_up(total, parts)
        words = total.passage.text[total.start - len(label_of(total)) : parts[0].start]
        is_counted = is_listed or len(parts) in counted_in(words)
        is_row = len(parts) > _PAIR or is_last
        narrow = _WIDE if is_counted else _NEAR if is_row else _NARROW
        is_near = narrow * apart(value, stated) <= stated or is_misprint(total, parts, value)
        if is_ok or (is_near and (is_told or _are_alike(parts))):
            self._wholes.mark(total, parts, is_ok=is_ok)
            return True
        return False

    def _may_make(self, total: Draft, parts: Sequence[Draft]) -> bool:
        """Whether numbers are exact, of one status, unexplained, and less than what they make."""
        told = (total, *parts)
        if self._found.holds(total) or len(parts) > _MOST:
            return False
        if may_overlap(parts) and not is_complete([one.number.gap for one in parts]):
            return False
        is_plain = all(one.number.wording is Wording.EXACT for one in told)
        is_plain = is_plain and all(one.status is total.status for one in parts)
        is_plain = is_plain and not any(_describes(one) for one in parts)
        is_less = all(one.number.value < total.number.value for one in parts)
        is_free = all(one.whole in (None, total) for one in parts)
        return is_plain and is_less and is_free and total.whole not in parts


def _stretches(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield the numbers of each part of a sentence, then of each sentence of several parts."""
    before: list[Draft] = []
    for _, sentence in groupby(drafts, key=lambda one: one.number.sentence):
        told = list(sentence)
        if before and _SUMS_UP.fullmatch(told[0].number.gap):
            yield [*before, told[0]]
        elif before and _OF_YEAR.fullmatch(label_of(told[0])):
            yield [*(one for one in before if _IN_YEAR.search(label_of(one))), told[0]]
        before = told
        if len(told) < _PAIR:
            continue
        parts = [list(group) for _, group in groupby(told, key=lambda one: one.number.phrase)]
        if len(parts) > 1:
            yield from (part for part in parts if len(part) > _PAIR)
        yield told


def _kinds(told: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield the numbers of each kind, three and more of it."""
    kinds: dict[str, list[Draft]] = {}
    for one in told:
        if one.measure is not PERCENT:
            kinds.setdefault(one.family, []).append(one)
    yield from (kin for kin in kinds.values() if len(kin) > _PAIR)


def _is_aside(one: Draft) -> bool:
    """Whether a number stands beside a row: a base, by how much more it is, the same again."""
    return one.is_beside or is_compared(one) or is_more(one) or restates(one)


def _may_add(one: Draft) -> bool:
    """Whether a number may be of a row: so much in itself, no change."""
    return one.may_add and one.times is not None and not is_change(one)


def _is_counted_behind(parts: Sequence[Draft]) -> bool:
    """Whether right behind a row stands how many its members are: 430人次和750人次两类."""
    last = parts[-1]
    return len(parts) in counted_in(last.passage.text[last.end : last.end + _BEHIND])


def _is_open(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether a word says that a row is less, or may be more, than what it stands behind."""
    text, last = total.passage.text, parts[-1]
    is_rest = _REST.search(_names(parts)[-1]) is not None
    end = last.start - len(label_of(last)) if is_rest else last.end
    words = text[total.end : end]
    if _OPEN.search(words) or goes_on_unnamed(last):
        return True
    return not is_rest and _SOME.search(words) is not None and (summed(parts) <= total.number.value)


def _describes(one: Draft) -> bool:
    """Whether a number only says how large something is: 一个1000平方米的院子."""
    return one.passage.text.startswith("的", one.end)


def _is_told(parts: Sequence[Draft]) -> bool:
    """Whether a row of three and more has short names, each its own."""
    names = _names(parts)
    is_short = all(0 < len(name) <= _LONGEST for name in names)
    return len(parts) > _PAIR and is_short and len(set(names)) == len(names)


def _are_alike(parts: Sequence[Draft]) -> bool:
    """Whether two parts are called alike, or are all there is by what they are called."""
    names = _names(parts)
    if not all(names) or len(set(names)) < len(names):
        return False
    if is_complete([one.number.gap for one in parts]) or is_complete(list(map(label_of, parts))):
        return True
    first, last = names[0], names[-1]
    if any(first[k : k + 2] in last for k in range(len(first) - 1)):
        return True
    if _REST.search(last) or ("一部分" in first and last.startswith("另")):
        return True
    return first[-1] == last[-1] and _ALIKE.match(last[-1]) is not None


def _names(parts: Sequence[Draft]) -> list[str]:
    """Return what the members of a row are called."""
    return [_HEAD.sub("", label_of(one)).strip() for one in parts]
