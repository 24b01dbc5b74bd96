"""Stated percentages: growths and shares, each held against the numbers it follows from.

A relation that agrees is noted wherever its words allow it. One that does not agree is noted only
where the words leave no doubt which numbers are meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.changes import around
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import MOST, PAID, has_own_share, in_phrase, may_join
from jiedui.reader.growths import Growths
from jiedui.reader.percentages import has_own_part, in_turn, is_named_so, may_be_part, turns
from jiedui.reader.points import than_other, told_behind
from jiedui.reader.rates import Rates, is_done_too, is_of_untold, of_same_place
from jiedui.reader.reading import PERCENT, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft
    from jiedui.reader.vocabulary import Vocabulary

_NO_SHARE = re.compile(
    r"发生率|覆盖率|增长率|比重|森林|满意|利率|出勤|普及率|入学率|就诊率|合格率|成活率|普通话|涨幅|增幅"
)
_POINT = re.compile(r"百分点|percentage point")
_TOTAL = re.compile(r"总|任务|目标|合计|共|合起来|计划|安排|下达|预算|排定|全年|应")
_FULFILS = re.compile(r"完成|实现|^[为是]|占|相当于|达到?|超额")
_TARGET = re.compile(r"(?:任务|目标|指标)(?:数|金额)?[为的]?$")
_SAME_AS = re.compile(r"[,(、]?\s?(?:也就是|即|约合|合|计)")
_GOES_TO = re.compile(
    r"(?:的?资金)?(?:[投用花][向于在到]了?|投入)[^,。;:\d]{1,10},(?:共?计|即|[共合约])?"
)
"""Leads from a share to its sum behind what it went to: 四成五投向产业,计3321万元."""

_PART_OF = re.compile(r"\s?of |的")
_RATE = re.compile(
    r"(?:率|[助益与保盖及]面|进度|完成度|(?<!占)比例)[约近为达到仅只有超过]{0,3}\s?$"
)
_BY_UNIT = re.compile(r"按([户人村名])(?:数|口|头)?(?:计|算|看|统计)?")
"""Says which of two counts a share is of: 按户计消除率."""

_UNDONE = re.compile(r"[未没待][^,。;\d]{0,6}$")
_OPENS = re.compile(r"\s?[:(]")
_NOUN = 8
"""A noun and 的 behind a whole are no longer: 占全部86个贫困村的."""

_OF_ALL = re.compile(r"占(?:全部|总|全|本)?[^,。;\d]{0,4}$")
_PAIR = 2
_POINTS = 10
"""A share of a whole told far before it that misses by so many points is of another."""

_LONG = re.compile(r"累计|[两二三四五六七八九十]年(?:间|来|下来|里)?")
"""Says of a change of rates that it is of all the time told, from the first to the last."""

_OF_WHAT = re.compile(r"占(?!全|总|其)([^\W\d]{2})[^\W\d]{0,4}的$")
"""Says which whole a share is of: 占接收总额的16.3%."""

_SUBJECT = re.compile(
    r"(?:^|[,;。])(?:[单光][是就]?|仅)?([^\W\d]{2,6}?)(?:这?[一]?[块项头类]|资金|方面|部分)?,?"
    r"(?:刚好|正好|恰好|就|便|则|大约|足足)*占[^,。;\d]{0,6}$"
)
"""Names the part that a share is of, behind a list of parts."""

_UNMARKED = re.compile(r",[^,。;\d]{0,3}?([^\W\d]{2,8}?)(?:已经?|便|就|也|达到?|为|有|在)*$")
"""Stands between a part and its share without 占: 61名脱贫户,脱贫户工人超六成."""

_REACHED = re.compile(r"[至到为成][^,。;]{0,10}$")
_TO = re.compile(r"[至到]\s?[了的约近]?$")
_THEN = re.compile(r"从中|其中|总盘子|里面|总数|总量|总额|全部|of the total|总投")


class Shares:
    """Finds the growths and shares of a page."""

    def __init__(self, words: Vocabulary, found: Found) -> None:
        self._found = found
        self._rates = Rates(found)
        self._growths = Growths(words, found)
        self._growth = words.pattern("compare", "growth", "fall")
        self._share = words.pattern("share")
        self._before: Sequence[Draft] = ()
        self._last_whole: Draft | None = None

    def begin(self, before: Sequence[Draft]) -> None:
        """Begin a passage; `before` are the last numbers in front of it."""
        self._before = before
        self._rates.begin(before)

    def read(self, drafts: Sequence[Draft], at: int) -> None:
        """Note the relation that a stated percentage has."""
        draft = drafts[at]
        gap = draft.number.gap
        if "年均" in gap or "年平均" in gap:
            return  # A yearly rate follows from no two numbers.
        if _POINT.search(draft.number.unit):
            self._points(drafts, at)
        elif self._is_growth(gap):
            self._growths.read(drafts, at, gap)
        elif in_turn(draft):
            turns(self._found, drafts, at)
        else:
            self._sharing(drafts, at, gap)

    def _is_growth(self, gap: str) -> bool:
        grown = [one.end() for one in self._growth.finditer(gap, max(0, len(gap) - 12))]
        shared = [one.end() for one in self._share.finditer(gap, max(0, len(gap) - 4))]
        return bool(grown) and grown[-1] > max(shared, default=0) and not _TO.search(gap)

    def _points(self, drafts: Sequence[Draft], at: int) -> None:
        draft = drafts[at]
        start = draft.number.phrase[0]
        if than_other(draft, drafts[max(0, at - 4) : at]):
            return
        before = [
            one for one in drafts[max(0, at - 4) : at]
            if one.measure is PERCENT and one.start >= start
            and not _POINT.search(one.number.unit)
        ]  # fmt: skip
        before = [
            one for one in before
            if _REACHED.search(one.number.gap) or not self._is_growth(one.number.gap)
        ]  # fmt: skip
        sure = len(before) >= 2
        if not sure:
            before = [
                one for one in drafts[max(0, at - 4) : at]
                if one.measure is PERCENT and one.start >= draft.number.sentence[0]
                and not _POINT.search(one.number.unit)
            ]  # fmt: skip
            sure = len(before) == _PAIR and _REACHED.search(before[-1].number.gap) is not None
        if len(before) < _PAIR and (behind := told_behind(draft)):
            before, sure = behind, True
        if len(before) > _PAIR and _LONG.search(draft.number.gap):
            before = before[:: len(before) - 1]
        if len(before) >= 2:
            pair = sorted(before[-2:], key=lambda one: -one.number.value)
            self._found.note(Relation.DIFF, draft, pair, sure=sure)

    def _near(self, drafts: Sequence[Draft], at: int, start: int) -> list[Draft]:
        return [one for one in drafts[max(0, at - MOST) : at] if one.start >= start]

    # -------------------------------------------------------------------- share

    def _sharing(self, drafts: Sequence[Draft], at: int, gap: str) -> None:
        """Hold a stated share or rate against its part and its whole."""
        draft = drafts[at]
        if _NO_SHARE.search(gap[-14:]) or self._rates.read(draft):
            return
        if self._of_sum_behind(drafts, at):
            return
        last = drafts[at - 1] if at and gap.endswith("的") and len(gap) <= _NOUN else draft
        is_of_all = last.measure is not PERCENT and _OF_ALL.search(last.number.gap)
        if gap.strip() == "的" or is_of_all:
            self._fulfilled(drafts, at)
            return
        if _RATE.search(gap[-8:]) and self._told_behind(drafts, at):
            return
        marked = self._share.search(gap[-8:]) or _PART_OF.match(draft.number.after)
        rated = _RATE.search(gap[-8:])
        if not marked and not rated:
            self._unmarked(drafts, at)
            return
        near = self._shared(drafts, at, gap)
        if rated and near and not is_named_so(gap, near[-1]):
            done = [one for one in near if not _UNDONE.search(one.number.gap)]
            named = [one for one in done if is_named_so(gap, one)]
            named = [one for one in named if one.family == near[-1].family]
            near = named if len(named) == 1 else near
        if near and may_be_part(near[-1], gap):
            is_paid = rated and (PAID.search(around(near[-1])) or is_named_so(gap, near[-1]))
            is_meant = self._share.search(gap[-8:]) and not is_of_untold(gap, near[-1])
            self._settle(drafts, at, near[-1], sure=bool(is_meant or is_paid))

    def _of_sum_behind(self, drafts: Sequence[Draft], at: int) -> bool:
        """Hold a share against the sum that it is, told behind it: 六成,计4680万元."""
        draft, following = drafts[at], next(iter(drafts[at + 1 : at + 2]), None)
        if following is None:
            return False
        text, is_sum = draft.passage.text, following.measure is not PERCENT
        if has_own_part(draft, following):
            self._settle(drafts, at, following, sure=True)
            return True
        if _SAME_AS.match(text[draft.end : draft.end + 6]):
            if following.start - draft.end < 12 and is_sum:
                self._settle(drafts, at, following, sure=False)
            return True
        if not is_sum or not _GOES_TO.fullmatch(text, draft.end, following.start):
            return False
        self._settle(drafts, at, following, sure=False)
        if not self._found.has(Relation.RATIO, draft):
            self._settle_far(draft, following)
        return True

    def _unmarked(self, drafts: Sequence[Draft], at: int) -> None:
        """Hold 98名工人,61名出自脱贫户,脱贫户工人超过六成 against the two numbers before it."""
        draft, gap = drafts[at], drafts[at].number.gap
        said = _UNMARKED.fullmatch(gap[gap.rfind(",") :])
        if at < _PAIR or said is None:
            return
        whole, part = drafts[at - _PAIR : at]
        is_row = in_phrase(whole, draft) and whole.family == part.family
        is_part = is_row and 0 < part.number.value < whole.number.value and part.per is None
        words = around(part)
        names = any(said[1][k : k + 3] in words for k in range(len(said[1]) - 2))
        if is_part and whole.measure is not PERCENT and names:
            self._found.note(Relation.RATIO, draft, (part, whole), sure=True)
            part.whole = part.whole or whole

    def _told_behind(self, drafts: Sequence[Draft], at: int) -> bool:
        """Hold a rate against two numbers behind it: 到账率92%:应到1500万元,实到1380万元."""
        draft, pair = drafts[at], drafts[at + 1 : at + 3]
        if len(pair) < _PAIR or not _OPENS.match(draft.passage.text, draft.end):
            return False
        is_pair = pair[0].family == pair[1].family and all(in_phrase(one, draft) for one in pair)
        ranked = sorted(pair, key=lambda one: one.number.value)
        if is_pair and draft.measure is not ranked[0].measure:
            self._found.note(Relation.RATIO, draft, ranked, sure=True)
        return is_pair

    def _shared(self, drafts: Sequence[Draft], at: int, gap: str) -> list[Draft]:
        """Return the numbers of which the last may be the part that a share tells of."""
        draft = drafts[at]
        near = [
            one for one in self._near(drafts, at, draft.number.phrase[0])
            if one.measure is not PERCENT and not one.is_beside
        ]  # fmt: skip
        if not near:
            near = [
                one for one in self._near(drafts, at, draft.number.sentence[0])
                if one.measure is not PERCENT
            ][-1:]  # fmt: skip
        if named := self._named(draft, near or self._near(drafts, at, 0)):
            return named
        counted = _BY_UNIT.search(gap)
        if counted:
            start = draft.number.sentence[0]
            near = [
                one for one in self._near(drafts, at, start) if one.number.unit in counted[1]
            ] or near
        return near

    def _named(self, draft: Draft, near: Sequence[Draft]) -> list[Draft]:
        """Return the one member of a list that the words of a share name: 产业正好占五成."""
        said = _SUBJECT.search(draft.number.gap)
        if said is None or len(near) < _PAIR:
            return []
        named = [one for one in near if said[1] in one.number.gap]
        return named if len(named) == 1 else []

    def _fulfilled(self, drafts: Sequence[Draft], at: int) -> None:
        """Hold 完成任务 B 的 p% against the number reached in front of it."""
        draft = drafts[at]
        near = self._near(drafts, at, draft.number.sentence[0])
        if near and "超额" in near[-1].number.gap:
            self._exceeded(draft, near)
            return
        if near and _TARGET.search(near[-1].number.gap):
            near[-1].status = Status.PLANNED
        reached = [one for one in near[:-1] if may_join(near[-1].family, near[-1], one)]
        for one in reversed(reached):
            if self._found.note(Relation.RATIO, draft, (one, near[-1]), sure=False):
                _belongs(one, near[-1])
                return
        reached = [one for one in reached if "其中" not in one.number.gap]
        if reached:
            sure = _FULFILS.search(near[-1].number.before) is not None
            self._found.note(Relation.RATIO, draft, (reached[-1], near[-1]), sure=sure)
            if sure:
                _belongs(reached[-1], near[-1])

    def _exceeded(self, draft: Draft, near: Sequence[Draft]) -> None:
        """Hold 完成1.18亿元,超额完成目标1亿元的18% as what was reached beyond the target."""
        target = near[-1]
        reached = [one for one in near[:-1] if one.family == target.family and one.per is None]
        if reached:
            pair = (reached[-1], target)
            self._found.note(Relation.GROWTH, draft, pair, sure=len(reached) == 1)

    def _settle(self, drafts: Sequence[Draft], at: int, part: Draft, *, sure: bool) -> None:
        """Choose the whole of a share: one that agrees, else the only one the words can mean."""
        draft = drafts[at]
        wholes = [
            one for one in drafts[max(0, at - MOST) : at]
            if one is not part and _is_kin(one, part) and one.per is None
            and one.number.value >= part.number.value
        ]  # fmt: skip
        if not wholes:
            self._settle_far(draft, part, sure=sure)
            return
        if own := of_same_place(part, wholes):
            self._found.note(Relation.RATIO, draft, (part, own[0]), sure=sure)
            part.whole = part.whole or own[0]
            return
        said = _OF_WHAT.search(draft.number.gap)
        if said:
            wholes = [one for one in wholes if said[1] in _words_of(one)] or wholes
            sure = sure and said[1] in _words_of(wholes[-1])
        ranked = sorted(
            wholes, key=lambda one: (one is not part.whole, -one.number.value, -one.start)
        )
        for whole in ranked:
            if self._found.note(Relation.RATIO, draft, (part, whole), sure=False):
                part.whole = part.whole or whole
                self._last_whole = whole
                return
        meant = self._meant(part, wholes, draft)
        if sure and meant is not None:
            self._found.note(Relation.RATIO, draft, (part, meant), sure=True)
            part.whole = part.whole or meant

    def _settle_far(self, draft: Draft, part: Draft, *, sure: bool = False) -> None:
        """Take a whole of an earlier paragraph: one that the share agrees with, or the only sum."""
        wholes = list(reversed(self._before))
        wholes.sort(key=lambda one: one is not part.whole)
        for one in wholes:
            is_whole = one.family == part.family and one.number.value > part.number.value
            if is_whole and self._found.note(Relation.RATIO, draft, (part, one), sure=False):
                part.whole = part.whole or one
                return
        if sure:
            self._of_only_sum(draft, part, wholes)

    def _of_only_sum(self, share: Draft, part: Draft, wholes: Sequence[Draft]) -> None:
        """Hold a share against the only sum that the page has added up before it."""
        sums = [
            one for one in wholes
            if one.family == part.family and one.whole is None
            and one.number.value > part.number.value and self._found.has(Relation.SUM, one)
        ]  # fmt: skip
        larger = [
            one for one in part.passage.drafts[part.index + 1 :]
            if one.family == part.family and one.number.value > part.number.value
        ]  # fmt: skip
        if len(sums) != 1 or larger or sums[0].status is not part.status:
            return
        said = _OF_WHAT.search(share.number.gap)
        if said and said[1] not in _words_of(sums[0]):
            return
        value = over(100 * part.number.value, sums[0].number.value)
        is_near = value <= 100 and apart(value, share.number.value) <= _POINTS
        self._found.note(Relation.RATIO, share, (part, sums[0]), sure=is_near)

    def _meant(self, part: Draft, wholes: Sequence[Draft], draft: Draft) -> Draft | None:
        """Return the whole that the words mean when no whole agrees."""
        wholes = [one for one in wholes if not is_done_too(one, part)]
        if part.whole in wholes:
            return part.whole
        if self._last_whole in wholes:
            return self._last_whole
        passage = draft.passage
        start, sentence = draft.number.sentence[0], passage.text
        wholes = [one for one in wholes if not has_own_share(one)]
        beside = [one for one in wholes if one.start >= start and not one.is_beside]
        if len(beside) == 1:
            return beside[0]
        words = sentence[start : draft.start]
        tops = [one for one in wholes if one.whole is None and not one.is_beside]
        if beside:
            marked = [one for one in beside if _TOTAL.search(one.number.gap)]
            return marked[0] if len(marked) == 1 else None
        if _THEN.search(words) or len(tops) == 1:
            return tops[-1] if tops else None
        return None


def _is_kin(whole: Draft, part: Draft) -> bool:
    """Whether a number may be the whole of another: of its kind, or the other a bare 24个 of it."""
    if whole.family == part.family:
        return True
    return part.family == part.number.unit == whole.number.unit == "个"


def _belongs(part: Draft, whole: Draft) -> None:
    """Let what was reached of a task know the task."""
    if part.number.value <= whole.number.value and whole.whole is not part:
        part.whole = part.whole or whole


def _words_of(one: Draft) -> str:
    """Return the words in front of a number, of its clause and since the number before it."""
    return one.number.before + one.number.gap
