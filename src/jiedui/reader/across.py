"""Relations with numbers told earlier on the page: in another sentence, paragraph or table.

比2019年增长7.6% where 2019 stands in a table, what is left of a gift when all that was bought is
told, 到位资金中 that divides a sum of the paragraph before. Only what agrees is noted, except where
the sentence right before tells the two years and nothing else.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.reader.agreement import agrees, computed, summed
from jiedui.reader.exactly import apart
from jiedui.reader.families import goes_on_unnamed, in_phrase
from jiedui.reader.reading import HOUSEHOLDS, MONEY, PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_MOST = 40
"""So many numbers before a stated one are looked at."""

_PAIR = 2
_CLOSE = 14
"""Members of a list stand so close together."""

_BY_YEAR = re.compile(
    r"[比较](?:((?:19|20)\d{2})年|上一?年|去年|前一年)[底末]?(?:同期)?[^,。;\d]{0,6}?"
    r"(增长|增加|上升|提高|下降|减少|降低|增|多|涨|降|少)[^,。;\d]{0,4}$"
)
_NO_SUBJECT = re.compile(r"\s?(?:(?:19|20)\d{2}年|今年|当年)?[又再则]?[比较]")
"""Begins a sentence that goes on about the numbers of the one before it."""

_FALLS = frozenset("下减降少")
_LEFT = re.compile(r"(?:剩余|结余|余下|剩下|尚余|还剩)[^\W\d]{0,2}$")
_SPENT = re.compile(r"(?:用去|用款|花去|花费|花了?|支出|使用|开支)[约了]?$")
_WITHIN = re.compile(r"(?:^|[。\n])[^,。;]{2,16}(?:资金|款|款项|经费|人员|人才|项目)中[,:]")
_WITHIN_NAMED = re.compile(
    r"[,;。]([\u4e00-\u9fff]{3,8}?)(?:当?中|之中|里[面头]),?(?:有)?(?=[^,。;\d]{1,8}\d)"
)
"""Divides a number told by its name in the same sentence or the one before: 专技人才中教师19人."""


_OF_PART = re.compile(
    r"(?:^|[。\n])([\u4e00-\u9fff]{2,6}?)"
    r"(?:这|那)(?:一?块|部分|笔钱?|一?项|头)(?:里头?|中)?[,:]"
)
"""Goes back to one part of a total told before: 产业这一块,其中茶叶4030万元."""

_THEN_SOME = re.compile(r"[^,。;\d]{0,6},(?:有|里头有?)?")
_SOME_ARE = re.compile(r"(?:都?是|来自|出自|属于?|系|为)(?![^,。;\d]{0,4}(?:派|选))[^,。;\d]{2}")

_BY_KIND = re.compile(
    r"\s*(?:[◆●■▲★◇○□•▪►-]\s*)?(?:按[^,。;:\d]{1,8}(?:分|看|划分|统计)|[分逐][^,。;:\d]{1,3}看)[:,]?"
)
_SHARE = re.compile(r"([^\W\d的]{2,6}?)(?:占比?|占了|所占)[为约近]?$")


class Across:
    """Finds relations that go back over sentences; kept over the passages of a page."""

    def __init__(self, found: Found, wholes: Wholes, cells: Sequence[Draft]) -> None:
        """Begin a page.

        Args:
            found: The findings so far.
            wholes: Marks sums.
            cells: The figures of its tables.
        """
        self._found = found
        self._wholes = wholes
        self._cells = [one for one in cells if one.measure is not PERCENT]
        self._before: list[Draft] = []

    def read(self, passage: Passage) -> None:
        """Note the relations of a passage."""
        drafts = passage.drafts
        before = [*self._before, *drafts]
        offset = len(self._before)
        for at, draft in enumerate(drafts, offset):
            gap = draft.number.gap
            if draft.measure is PERCENT:
                if "比" in gap or "较" in gap:
                    self._changed(draft, before[max(0, at - _MOST) : at])
                if "占" in gap and self._cells:
                    self._share_of_cell(draft)
            elif draft.measure is MONEY and ("余" in gap or "剩" in gap) and _LEFT.search(gap[-8:]):
                self._spent(draft, before[max(0, at - _MOST) : at])
        self._within_part(passage)
        _of_whom(drafts)
        if "中," in passage.text or "中:" in passage.text:
            self._within(passage)
        if "中" in passage.text or "里" in passage.text:
            self._within_named(passage)
        self._before = before[-_MOST:]

    def _changed(self, draft: Draft, before: Sequence[Draft]) -> None:
        """Hold 比2019年增长 p% against numbers of the two years."""
        said = _BY_YEAR.search(draft.number.gap[-28:])
        is_points = "点" in draft.number.unit
        relation = Relation.DIFF if is_points else Relation.GROWTH
        if said is None or self._found.has(relation, draft):
            return
        own = draft.when.last.year if draft.when.last else None
        year = int(said[1]) if said[1] else own and own - 1
        if not year or own is None or year >= own:
            return
        is_fall = said[2][0] in _FALLS
        pool = before if is_points else [*self._cells, *before]
        for new, old in _pairs(pool, (own, year), is_rates=is_points):
            is_told = (new.number.value < old.number.value) is is_fall
            pair = (old, new) if is_points and is_fall else (new, old)
            if is_told and self._found.note(relation, draft, pair, sure=False):
                return
        if not is_points:
            self._of_last_sentence(draft, before, (own, year))

    def _share_of_cell(self, draft: Draft) -> None:
        """Hold 两项合计1.8亿元,财政资金占94% against the total of the column that it names."""
        said = _SHARE.search(draft.number.gap)
        if said is None or self._found.has(Relation.RATIO, draft):
            return
        start = draft.number.sentence[0]
        named = [one for one in self._cells if said[1] in one.label]
        for whole in draft.passage.drafts[: draft.index]:
            if whole.start < start or whole.measure is PERCENT:
                continue
            for part in named:
                is_part = part.family == whole.family and part.number.value < whole.number.value
                if is_part and self._found.note(Relation.RATIO, draft, (part, whole), sure=False):
                    return

    def by_kind(self, passages: Sequence[Passage]) -> None:
        """Hold a paragraph that divides 按来源分 against the total of a paragraph before it."""
        told: Sequence[Draft] = ()
        for passage in passages:
            is_division = passage.drafts and _BY_KIND.match(passage.text)
            if is_division:
                self._divides(told, _countable(passage))
            else:
                told = passage.drafts

    def _divides(self, told: Sequence[Draft], parts: Sequence[Draft]) -> None:
        """Note the division of the first number told that leading parts add up to, or should."""
        for total in told:
            kin = [one for one in parts if one.family == total.family]
            run = [one for one in kin if one.number.sentence == kin[0].number.sentence]
            value = computed(Relation.SUM, run)
            if len(run) < 2 or value is None or not _may_add(total):
                continue
            is_ok = agrees(total, run, value)
            if is_ok or self._is_slip(total, run):
                self._wholes.mark(total, run, is_ok=is_ok)
                return

    def _is_slip(self, total: Draft, run: Sequence[Draft]) -> bool:
        """Whether parts in a list miss a total that is divided before so narrowly as to err."""
        gaps = [one.number.gap for one in run[1:]]
        is_list = len(run) > 2 and all(len(gap) < _CLOSE and "。" not in gap for gap in gaps)
        if not is_list or goes_on_unnamed(run[-1]) or not self._found.has(Relation.SUM, total):
            return False
        told = summed(run)
        return apart(told, total.number.value) * 20 <= total.number.value

    def _of_last_sentence(
        self, draft: Draft, before: Sequence[Draft], years: tuple[int, int]
    ) -> None:
        """Note a growth that does not agree with the only two numbers it can be of."""
        start = draft.number.sentence[0]
        own = [one for one in before if one.passage is draft.passage and one.start >= start]
        if len(own) == len(years) and own[0].family == own[1].family:
            told = [one for year in years for one in own if _is_of(one, year)]
            if len(set(map(id, told))) == len(told) == len(years):
                self._found.note(Relation.GROWTH, draft, told, sure=True)
            return
        if (
            not start
            or not _NO_SUBJECT.match(draft.number.gap)
            or any(one.passage is draft.passage and one.start >= start for one in before)
        ):
            return
        first = draft.passage.sentence(start - 1)[0]
        told = [one for one in before if one.passage is draft.passage and one.start >= first]
        if any(one.family != told[0].family or one.status is not draft.status for one in told):
            return
        chosen = [[one for one in told if _is_of(one, year)] for year in years]
        if all(len(each) == 1 for each in chosen):
            pair = (chosen[0][0], chosen[1][0])
            self._found.note(Relation.GROWTH, draft, pair, sure=True)

    def _spent(self, left: Draft, before: Sequence[Draft]) -> None:
        """Note a sum taken in that is all told: what each thing cost, and what is left."""
        if self._left_of_share(left):
            return
        parts = [left]
        for one in reversed(before):
            if one.family != left.family or not one.may_add:
                continue
            if one.whole is not None or not _SPENT.search(one.number.gap[-6:]):
                break
            parts.append(one)
        if len(parts) < 3:
            return
        self._total_of(parts[::-1], before)

    def _left_of_share(self, left: Draft) -> bool:
        """Note 支出率95%,结余266万元: what is left of the whole that the rate is of."""
        for relation, share, parts, _ in reversed(self._found.rows[-6:]):
            is_near = share.passage is left.passage and share.start < left.start
            is_near = is_near and share.number.sentence == left.number.sentence
            if relation is Relation.RATIO and is_near and parts[0].family == left.family:
                return self._found.note(Relation.DIFF, left, (parts[1], parts[0]), sure=False)
        return False

    def _within(self, passage: Passage) -> None:
        """Note what 到位资金中 divides: a sum told before, by the numbers of its sentence."""
        for said in _WITHIN.finditer(passage.text):
            start, end = passage.sentence(said.end() - 1)
            parts = [one for one in passage.drafts if start <= one.start < end]
            parts = [one for one in parts if one.family == parts[0].family and one.may_add]
            before = [*self._before, *(one for one in passage.drafts if one.start < start)]
            for size in range(len(parts), 1, -1):
                run = parts[:size]
                is_free = all(one.whole is None and one.measure is not PERCENT for one in run)
                if is_free and self._total_of(run, before):
                    break

    def _within_named(self, passage: Passage) -> None:
        """Hold 专技人才中教师19人、医生12人、农技人员4人 against the number told of 专技人才."""
        for said in _WITHIN_NAMED.finditer(passage.text):
            start, end = said.end(), passage.phrase(said.end())[1]
            first = passage.sentence(max(0, passage.sentence(said.start())[0] - 1))[0]
            told = [one for one in passage.drafts if first <= one.start < said.start()]
            named = [one for one in told if one.number.gap.endswith(said[1]) and _may_add(one)]
            parts = [one for one in passage.drafts if start <= one.start < end]
            if len(named) != 1 or len(parts) <= _PAIR or self._found.has(Relation.SUM, named[0]):
                continue
            total = named[0]
            is_row = all(one.family == total.family and one.whole is None for one in parts)
            gaps = [one.number.gap for one in parts[1:]]
            is_row = is_row and all(
                gap.startswith(("、", ",")) and len(gap) < _CLOSE for gap in gaps
            )
            value = summed(parts)
            if is_row and 10 * apart(value, total.number.value) <= total.number.value:
                self._wholes.mark(total, parts, is_ok=agrees(total, parts, value))

    def _within_part(self, passage: Passage) -> None:
        """Mark what 产业这一块,其中 names as parts of the number told of 产业 before it."""
        if "这" not in passage.text and "那" not in passage.text:
            return
        for said in _OF_PART.finditer(passage.text):
            start, end = passage.sentence(said.end() - 1)
            named = [
                one for one in passage.drafts
                if one.start < start and said[1] in one.number.gap and one.per is None
            ]  # fmt: skip
            if not named:
                continue
            left = named[-1].number.value
            for part in passage.drafts:
                is_part = start <= part.start < end and part.family == named[-1].family
                if is_part and _may_add(part) and part.number.value <= left:
                    part.whole = part.whole or named[-1]
                    left -= part.number.value

    def _total_of(self, parts: Sequence[Draft], before: Sequence[Draft]) -> bool:
        """Mark parts that are to the last digit a number told before."""
        told = summed(parts)
        for total in reversed(before):
            is_meant = total.number.value == told and total.family == parts[0].family
            if is_meant and total.per is None and total.whole not in parts:
                self._wholes.mark(total, parts, is_ok=True)
                return True
        return False


def _of_whom(drafts: Sequence[Draft]) -> None:
    """Mark some of those told right before them as a part: 18人,十一人是脱贫户里的妇女."""
    for all_of, some in pairwise(drafts):
        is_kin = all_of.family == some.family and in_phrase(all_of, some)
        if not is_kin or all_of.family not in ("person", HOUSEHOLDS):
            continue
        is_less = some.whole is None and some.number.value < all_of.number.value
        is_told = _SOME_ARE.match(some.number.after) and _THEN_SOME.fullmatch(some.number.gap)
        if is_less and is_told:
            some.whole = all_of


def _may_add(one: Draft) -> bool:
    return one.measure is not PERCENT and not one.is_beside and one.may_add


def _countable(passage: Passage) -> list[Draft]:
    return [one for one in passage.drafts if _may_add(one)]


def _is_of(draft: Draft, year: int) -> bool:
    """Whether a number is told of one year, or of a day in it."""
    first, last = draft.when.first, draft.when.last
    return last is not None and last.year == year and (first is None or first.year == year)


def _pairs(
    pool: Sequence[Draft], years: tuple[int, int], *, is_rates: bool
) -> Iterator[tuple[Draft, Draft]]:
    """Yield the numbers of one kind told of a year and of one before it, the nearest first."""
    fitting = [
        one for one in reversed(pool)
        if (one.measure is PERCENT) is is_rates and "点" not in one.number.unit
        and one.per is None
    ]  # fmt: skip
    news = [one for one in fitting if _is_of(one, years[0])]
    olds = [one for one in fitting if _is_of(one, years[1])]
    for new in news[:8]:
        yield from ((new, old) for old in olds[:8] if old.family == new.family)
