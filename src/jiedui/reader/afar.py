"""Numbers that nothing nearer explains, held against what the page told before their sentence.

资金执行率60% is of the one sum that paragraphs before told, 余下的36万元 of the gift that the
sentence before took from, 仍有2个未完工 of the projects of another section. What agrees is noted;
what does not, only where the page tells one number that can be meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.changes import is_change, is_compared
from jiedui.reader.converting import times
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import PAID, counts, in_phrase, is_in_unit, told_before
from jiedui.reader.percentages import is_named_so
from jiedui.reader.reading import ITEMS, OTHER, PERCENT, PROJECTS, Relation
from jiedui.reader.remainders import LEFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage

_MOST = 60
"""So many numbers before a stated one are looked at."""

_PAIR = 2
_POINTS = 10
"""A rate that misses by more points is of another whole."""

_ABOUT, _NARROW = 4, 8
_LEADS = 12
_NEAR = 24
"""So many signs in front of a number may hold its cue."""

_RATE = re.compile(r"(?:率|进度|比例)(?:只有|仅|为|达到?|已|是|有|约|近){0,2}$")
_NO_RATE = re.compile(
    r"(?:发生|覆盖|增长|满意|利|出勤|普及|入学|升学|上线|就诊|合格|成活|转诊|治愈|失业|死亡)率"
)
_SPENT = re.compile(
    rf"{PAID.pattern}|报[账销]|发[放到给]|拨|支|兑|签约|落实|启用|执行|消耗|卖|销|用了?$"
)
"""Words of what was done with a part of a whole."""

_GOES_BACK = re.compile(
    r"\s?(?:目前|现在|眼下)?,?(?:余下|剩下|剩余|其余|结余|尚余|还剩|余|尚有|还有|仍有)[^,。;\d]{0,6}"
)
"""All the words of a sentence in front of what is left of what the one before took from."""

_UNDONE = re.compile(r"(?:尚|还|仍)[^,。;\d]{0,4}$|[未没待][^,。;\d]{1,6}$")
_NOT_DONE = re.compile(r"(?:未|没有?|(?<![接招款看优])待)([^\W\d]{2})")
_OWN_TARGET = re.compile(r"(?:任务|目标|指标|计划)(?:数|金额)?[为的]?$")
_FULFILS = re.compile(r"\s?(?:已?(?:超额)?完成|占|达到?|相当于|为)[^,。;\d]{0,10}$")
_NAMED_SHARE = re.compile(
    r"(?:^|[,;。::])\s?([\u4e00-\u9fff]{2,8}?)(?:就|便|刚好|正好|恰好|大约|约|已)?占"
    r"(?:[^,。;\d]{0,14}的)?$"
)
_PORTION = re.compile(r"[,、(]\s?占(?:[^,。;\d]{1,10}的|比)?(?:约|近|了)?$")
_THOSE = re.compile(
    r"(?:这|以上|上述)([两三四五六七八九])[项样笔块类个头方者][^,。;\d]{0,6}占了?[^,。;\d]{0,4}$"
)
_MANY = {sign: at for at, sign in enumerate("两三四五六七八九", 2)}
_CHANGES = re.compile(
    r"(?:[净共总]?[减增](?:少|加|了)|下降|降低|上升|提高|[少多]了)了?[^,。;\d]{0,3}$"
)
_MEAN = re.compile(
    r"(?:平均|[,、(](?=每))(?:下来|算)?,?[每一]个?([^\W\d人户名位个]{1,4}?)(?:约|为|有|是|达|吸纳|安排|用工|投入)?$"
)
"""Makes a number a mean of so many of something: 平均每队, 平均一个车间."""


class Afar:
    """Holds what stands unexplained against the page before it."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._before: list[Draft] = []
        self._sums: dict[int, int] = {}
        self._wholes: dict[int, Draft] = {}

    def read(self, passages: Iterable[Passage]) -> None:
        """Note the relations of a page's passages, in order."""
        self._sums = {
            id(total): len(parts)
            for relation, total, parts, _ in self._found.rows
            if relation is Relation.SUM
        }
        for passage in passages:
            for draft in passage.drafts:
                if not self._found.holds(draft):
                    self._hold(draft)
                self._before.append(draft)
            del self._before[:-_MOST]

    def _hold(self, draft: Draft) -> None:
        """Hold a number by what its words make it."""
        if draft.measure is PERCENT:
            ways = (self._points, self._fulfilled, self._those, self._named, self._portion, self._rate)
            any(way(draft) for way in ways if "均" not in draft.number.gap)
        elif said := _MEAN.search(_words(draft, _LEADS)):
            self._mean(draft, said[1])
        elif draft.per is not None:
            self._per_head(draft)
        elif not draft.is_beside:
            self._left(draft) or self._changed(draft)

    # ------------------------------------------------------------------- shares

    def _rate(self, share: Draft) -> bool:
        """Hold a rate of what was done against the one number told before its sentence."""
        gap = share.number.gap
        if "点" in share.number.unit or not _RATE.search(gap) or _NO_RATE.search(gap[-8:]):
            return False
        told = [one for one in told_before(share) if _is_plain(one)]
        told = [one for one in told if not self._found.has(Relation.DIFF, one)]
        named = [one for one in told if is_named_so(gap, one)] or told
        if not named or not in_phrase(named[-1], share):
            return False
        part = named[-1]
        if not is_named_so(gap, part) and part is not share.previous:
            return False
        is_done = _SPENT.search(part.number.gap + part.number.after[:4]) is not None
        between = part.passage.drafts[part.index + 1 : share.index]
        is_done = is_done and not any(len(one.number.gap) <= 1 for one in between)
        return self._share(share, part, self._tops(part), sure=is_done)

    def _portion(self, share: Draft) -> bool:
        """Hold 218万元,占捐款总额的40% against a whole of paragraphs before, or that of its fellows."""
        part = share.previous
        if part is None or not in_phrase(part, share) or not _is_plain(part):
            return False
        if not _PORTION.search(share.number.gap):
            return False
        start = share.number.sentence[0]
        for one in reversed(share.passage.drafts[: share.index]):
            if one.start >= start and (whole := self._wholes.get(id(one))) is not None:
                value = over(100 * part.number.value, whole.number.value or 1)
                is_near = whole.family == part.family and apart(value, share.number.value) <= _POINTS
                self._found.note(Relation.RATIO, share, (part, whole), sure=is_near)
                return True
        for whole in reversed(self._before):
            is_more = whole.family == part.family and whole.number.value > part.number.value
            if is_more and _is_plain(whole) and whole.number.sentence != share.number.sentence:
                if self._found.note(Relation.RATIO, share, (part, whole), sure=False):
                    self._wholes[id(share)] = whole
                    part.whole = part.whole or whole
                    return True
        return False

    def _share(self, share: Draft, part: Draft, wholes: Sequence[Draft], *, sure: bool) -> bool:
        """Note a share of the whole that it agrees with, or of the only one."""
        others = self._others(part) if wholes else []
        for whole in (*([part.whole] if part.whole else []), *reversed(others)):
            if self._found.note(Relation.RATIO, share, (part, whole), sure=False):
                part.whole = part.whole or whole
                return True
        values = {one.number.value for one in wholes}
        meant = part.whole or (wholes[-1] if len(values) == 1 else None)
        if meant is not None and meant.number.value:
            value = over(100 * part.number.value, meant.number.value)
            is_near = value <= 100 and apart(value, share.number.value) <= _POINTS
            self._found.note(Relation.RATIO, share, (part, meant), sure=sure and is_near)
        return self._found.holds(share)

    def _fulfilled(self, share: Draft) -> bool:
        """Hold 新增428人。完成年度任务400人的107% against the one number of the sentence before."""
        target = share.previous
        is_of = target is not None and share.number.gap.strip() == "的"
        if target is None or not is_of or not _OWN_TARGET.search(target.number.gap):
            return False
        if not _FULFILS.match(target.number.gap) or len(told_before(target)) > 0:
            return False
        kin = [one for one in _last_sentence(target) if one.family == target.family]
        kin = [one for one in kin if _is_plain(one) and one.whole is None]
        sums = [one for one in kin if self._found.has(Relation.SUM, one)]
        kin = sums if len(sums) == 1 else kin
        lasts = [one.when.last for one in kin if one.when.last]
        kin = [one for one in kin if not lasts or one.when.last == max(lasts)]
        if len(kin) != 1 or not target.number.value:
            return False
        value = over(100 * kin[0].number.value, target.number.value)
        is_near = apart(value, share.number.value) <= _POINTS
        self._found.note(Relation.RATIO, share, (kin[0], target), sure=is_near)
        return True

    def _those(self, share: Draft) -> bool:
        """Hold 这三样占八成 against the sum of just three told before it."""
        said = _THOSE.search(share.number.gap)
        if said is None:
            return False
        sums = [one for one in self._before if id(one) in self._sums]
        if not sums or self._sums[id(sums[-1])] != _MANY[said[1]]:
            return False
        part = sums[-1]
        own = [one for one in told_before(share) if _may_hold(one, part)]
        return self._share(share, part, own or self._tops(part), sure=True)

    def _named(self, share: Draft) -> bool:
        """Hold 产业项目占六成 against the one number told of 产业项目 before and its whole."""
        said = _NAMED_SHARE.search(share.number.gap)
        if said is None or told_before(share):
            return False
        named = [
            one for one in self._before
            if _is_plain(one) and one.number.gap.rstrip("有为是达约共").endswith(said[1])
        ]  # fmt: skip
        if len(named) != 1 or named[0].whole is None:
            return False
        return self._share(share, named[0], (), sure=True)

    # -------------------------------------------------------------- differences

    def _left(self, draft: Draft) -> bool:
        """Hold what is left against what was used and the whole it was used of."""
        words = _words(draft, _NEAR)
        is_undone = _UNDONE.search(draft.number.gap) and _NOT_DONE.search(draft.number.after)
        if not (LEFT.search(words) or is_undone) or self._is_part(draft):
            return False
        own = [one for one in told_before(draft) if one.family == draft.family and _is_plain(one)]
        own = [one for one in own if one.whole not in own]
        if len(own) > 1:
            return False
        if own:
            return self._left_of(draft, own[0], is_near=True)
        if _GOES_BACK.fullmatch(draft.number.before) or _GOES_BACK.fullmatch(draft.number.gap):
            used = [
                one for one in _last_sentence(draft)
                if one.family == draft.family and _is_plain(one)
            ]  # fmt: skip
            if len(used) == 1:
                return self._left_of(draft, used[0], is_near=True)
        return self._undone(draft)

    def _is_part(self, draft: Draft) -> bool:
        return draft.whole is not None and self._found.has(Relation.SUM, draft.whole)

    def _undone(self, draft: Draft) -> bool:
        """Hold 仍有2个未完工 against the last number told of 完工 and what that is part of."""
        said = _NOT_DONE.search(draft.number.gap[-8:] + draft.number.after[:10])
        done = [
            one for one in self._before
            if said and one.family == draft.family and said[1] in one.number.gap and _is_plain(one)
        ]  # fmt: skip
        return bool(done) and self._left_of(draft, done[-1], is_near=False)

    def _left_of(self, draft: Draft, used: Draft, *, is_near: bool) -> bool:
        """Note what is left beside what was used of a whole."""
        wholes = [used.whole] if used.whole is not None else self._tops(used)
        others = wholes if used.whole is not None else self._others(used)
        for whole in reversed(others):
            if self._take(draft, whole, used, sure=False):
                return True
        values = {one.number.value for one in wholes}
        if len(values) != 1 or wholes[-1].number.value <= draft.number.value:
            return False
        whole = wholes[-1]
        missed = apart(whole.number.value - used.number.value, draft.number.value)
        is_used = _SPENT.search(used.number.gap + used.number.after[:4]) is not None
        sure = is_near and is_used and _ABOUT * missed <= draft.number.value
        return self._take(draft, whole, used, sure=sure)

    def _take(self, draft: Draft, whole: Draft, used: Draft, *, sure: bool) -> bool:
        self._found.note(Relation.DIFF, draft, (whole, used), sure=sure)
        is_noted = self._found.holds(draft)
        for one in (used, draft) if is_noted and whole is not draft else ():
            one.whole = one.whole or whole
        return is_noted

    def _changed(self, change: Draft) -> bool:
        """Hold 户数减了17387户 against the only two stocks that the sentence before tells."""
        if not _CHANGES.search(change.number.gap) or is_compared(change):
            return False
        return self._between(change, [one for one in _last_sentence(change) if _is_plain(one)])

    def _points(self, change: Draft) -> bool:
        """Hold 下降17.4个百分点 against the only two rates that the sentence before tells."""
        if "点" not in change.number.unit or not _CHANGES.search(change.number.gap):
            return False
        self._between(
            change, [one for one in _last_sentence(change) if "点" not in one.number.unit]
        )
        return True

    def _between(self, change: Draft, told: Sequence[Draft]) -> bool:
        kin = [one for one in told if one.family == change.family]
        own = [one for one in told_before(change) if one.family == change.family]
        if len(kin) != _PAIR or own:
            return False
        pair = sorted(kin, key=lambda one: -one.number.value)
        missed = apart(pair[0].number.value - pair[1].number.value, change.number.value)
        is_near = _NARROW * missed <= change.number.value and "比" not in change.number.gap
        days = {one.when.last for one in pair}
        self._found.note(Relation.DIFF, change, pair, sure=is_near and len(days) == _PAIR)
        return self._found.holds(change)

    # -------------------------------------------------------------------- means

    def _mean(self, each: Draft, noun: str) -> None:
        """Hold 平均每队3人 against the sum right before it and the only count of 队 told before."""
        total = each.previous
        if total is None or not in_phrase(total, each) or total.per is not None:
            return
        if not is_in_unit(total, each) or total.measure is PERCENT:
            return
        counted = [
            one for one in self._before
            if one is not total and one.per is None and one.whole is None and not one.is_beside
            and one.family != total.family and _counts(one, noun)
        ]  # fmt: skip
        if len({one.number.value for one in counted}) != 1 or not counted[-1].number.value:
            return
        count = counted[-1]
        mean = over(total.number.value, count.number.value)
        mean *= times(total.number.unit, each.number.unit)
        missed = apart(mean, each.number.value)
        is_rounded = 2 * missed <= each.number.step
        is_round = over(mean, each.number.step).denominator == 1
        sure = count.passage is each.passage and not is_rounded
        sure = sure and each.number.wording is Wording.EXACT
        sure = sure and (_PAIR if is_round else _ABOUT) * missed <= mean
        sure = sure and not each.passage.text.startswith("的", each.end)
        self._found.note(Relation.PRODUCT, total, (each, count), sure=sure)

    def _per_head(self, each: Draft) -> None:
        """Hold 3.64万人脱贫,人均5110元 against a sum that the page told before, if it makes it."""
        count = each.previous
        if count is None or not in_phrase(count, each) or not counts(each.per or "", count):
            return
        if "均" not in each.number.gap[-8:] or not count.number.value or count.per is not None:
            return
        sums = [one for one in self._before if one.family == each.family and _is_plain(one)]
        for one in reversed(sums):
            mean = over(one.number.value, count.number.value)
            mean *= times(one.number.unit, each.number.unit)
            if 2 * apart(mean, each.number.value) <= each.number.step:
                self._found.note(Relation.PRODUCT, one, (each, count), sure=False)
                return

    def _tops(self, part: Draft) -> list[Draft]:
        """Return the numbers before a part that it may be part of, those that are top alone."""
        tops = [one for one in self._others(part) if one.whole is None or one.whole is part]
        return tops or self._others(part)

    def _others(self, part: Draft) -> list[Draft]:
        """Return the numbers before a part that are no members of a sum; a share of one may be."""
        return [
            one for one in self._before
            if _may_hold(one, part) and (one.passage is not part.passage or one.start < part.start)
            and not (one.whole is not None and self._found.has(Relation.SUM, one.whole))
        ]  # fmt: skip


def _may_hold(whole: Draft, part: Draft) -> bool:
    """Whether a number may be the whole of another: of its kind and larger, no change."""
    is_kin = whole.family == part.family and whole.number.value > part.number.value
    return is_kin and _is_plain(whole)


def _is_plain(one: Draft) -> bool:
    """Whether a number tells how much there is, no change, base, rate or price."""
    if one.measure is PERCENT or one.per is not None or one.is_beside:
        return False
    return not is_change(one) and not is_compared(one)


def _words(draft: Draft, most: int) -> str:
    """Return the words in front of a number in its part of a sentence, other numbers with them."""
    return draft.passage.text[max(draft.number.phrase[0], draft.start - most) : draft.start]


def _counts(one: Draft, noun: str) -> bool:
    """Whether a number counts what a noun names: 工作队19支 of 队, 一共建了11个 of 车间."""
    number = one.number
    if number.after.startswith(noun) or number.unit == noun:
        return True
    return one.measure in (ITEMS, OTHER, PROJECTS) and noun in number.gap[-_LEADS:]


def _last_sentence(draft: Draft) -> list[Draft]:
    """Return the numbers of the sentence before that of a number, in its passage."""
    start = draft.number.sentence[0]
    if not start:
        return []
    first = draft.passage.sentence(start - 1)[0]
    near = draft.passage.drafts[max(0, draft.index - _NEAR) : draft.index]
    return [one for one in near if first <= one.start < start]
