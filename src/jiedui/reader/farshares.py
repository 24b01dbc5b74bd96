"""Percentages that nothing nearer explains, held against what the page told before them.

资金执行率60% is of the one sum that paragraphs before told, 产业项目占六成 of the number told of
them; 完成年度任务400人的107% is what the sentence before has reached.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.changes import is_compared
from jiedui.reader.earlier import is_plain, last_sentence, may_hold
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import PAID, in_phrase, told_before
from jiedui.reader.percentages import is_named_so
from jiedui.reader.reading import MONEY, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.earlier import Earlier
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_NEAR = 24
"""So many numbers of a long sentence are looked at."""

_POINTS = 10
"""A rate that misses by more points is of another whole."""

_RATE = re.compile(r"(?:率|进度|比例)(?:只有|仅|为|达到?|已|是|有|约|近){0,2}$")
_NO_RATE = re.compile(
    r"(?:发生|覆盖|增长|满意|利|出勤|普及|入学|升学|上线|就诊|合格|成活|转诊|治愈|失业|死亡)率"
)
SPENT = re.compile(
    rf"{PAID.pattern}|报[账销]|发[放到给]|拨|支|兑|签约|落实|启用|执行|消耗|卖|销|用了?$"
)
"""Words of what was done with a part of a whole."""

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


_IN_YEAR = re.compile(r"((?:19|20)\d{2})年(?:同比)?(增长|下降|增|降|减少|增加)了?$")
_FALLS = "下降减"
_GREW = re.compile(r"相?比?,(?:同比)?(?:增长|增加|下降|减少|增|降)了?")


def _is_of(one: Draft, year: int) -> bool:
    first, last = one.when.first, one.when.last
    return bool(first and last and first.year == last.year == year)


class FarShares:
    """Holds shares and rates of what was told in other sentences."""

    def __init__(self, found: Found, told: Earlier) -> None:
        """Begin a page; `told` is kept up to the number at hand."""
        self._found = found
        self._told = told
        self._wholes: dict[int, Draft] = {}

    def read(self, share: Draft) -> None:
        """Hold a percentage by what its words make it."""
        ways = (
            self._yearly,
            self._grown,
            self._fulfilled,
            self._those,
            self._named,
            self._portion,
            self._rate,
        )
        any(way(share) for way in ways if "均" not in share.number.gap)

    def _yearly(self, share: Draft) -> bool:
        """Hold 2020年增长10% against the only numbers told of that year and the one before."""
        said = _IN_YEAR.search(share.number.gap)
        if said is None or "点" in share.number.unit:
            return False
        year = int(said[1])
        near = [one for one in self._told.before if one.passage is share.passage]
        near = [one for one in near if is_plain(one) and one.measure is MONEY]
        pair = [[one for one in near if _is_of(one, which)] for which in (year, year - 1)]
        if any(len(each) != 1 for each in pair) or pair[0][0].family != pair[1][0].family:
            return False
        new, old = pair[0][0], pair[1][0]
        is_fall = new.number.value < old.number.value
        sure = is_fall is (said[2][0] in _FALLS)
        self._found.note(Relation.GROWTH, share, (new, old), sure=sure)
        return True

    def _grown(self, share: Draft) -> bool:
        """Hold 与去年同期的860万元相比,增长20% against the one sum that the paragraph is about."""
        base = share.previous
        if base is None or not in_phrase(base, share) or not is_compared(base):
            return False
        if not _GREW.fullmatch(share.number.gap) or told_before(base):
            return False
        tops = [
            one for one in self._told.before
            if one.passage is share.passage and one.family == base.family and is_plain(one)
            and one.whole is None and one.start < base.number.sentence[0]
        ]  # fmt: skip
        if len(tops) != 1 or not base.number.value:
            return False
        value = over(100 * apart(tops[0].number.value, base.number.value), base.number.value)
        is_near = apart(value, share.number.value) <= _POINTS
        self._found.note(Relation.GROWTH, share, (tops[0], base), sure=is_near)
        return True

    def _rate(self, share: Draft) -> bool:
        """Hold a rate of what was done against the one number told before its sentence."""
        gap = share.number.gap
        if "点" in share.number.unit or not _RATE.search(gap) or _NO_RATE.search(gap[-8:]):
            return False
        told = [one for one in told_before(share) if is_plain(one)]
        told = [one for one in told if not self._found.has(Relation.DIFF, one)]
        named = [one for one in told if is_named_so(gap, one)] or told
        if not named or not in_phrase(named[-1], share):
            return False
        part = named[-1]
        if not is_named_so(gap, part) and part is not share.previous:
            return False
        is_done = SPENT.search(part.number.gap + part.number.after[:4]) is not None
        between = part.passage.drafts[part.index + 1 : share.index]
        is_done = is_done and not any(len(one.number.gap) <= 1 for one in between)
        return self._share(share, part, self._told.tops(part), sure=is_done)

    def _portion(self, share: Draft) -> bool:
        """Hold 218万元,占捐款总额的40% against a whole told before, or that of its fellows."""
        part = share.previous
        if part is None or not in_phrase(part, share) or not is_plain(part):
            return False
        if not _PORTION.search(share.number.gap):
            return False
        start = share.number.sentence[0]
        near = share.passage.drafts[max(0, share.index - _NEAR) : share.index]
        fellows = [one for one in near if one.start >= start]
        wholes = [self._wholes[id(one)] for one in fellows if id(one) in self._wholes]
        if wholes and wholes[-1].family == part.family:
            value = over(100 * part.number.value, wholes[-1].number.value)
            is_near = apart(value, share.number.value) <= _POINTS
            self._found.note(Relation.RATIO, share, (part, wholes[-1]), sure=is_near)
            return True
        for whole in reversed(self._told.before):
            is_other = may_hold(whole, part) and whole.number.sentence != share.number.sentence
            if is_other and self._found.note(Relation.RATIO, share, (part, whole), sure=False):
                self._wholes[id(share)] = whole
                part.whole = part.whole or whole
                return True
        start = share.passage.sentence(max(0, start - 1))[0]
        tops = [one for one in self._told.tops(part) if one.passage is share.passage]
        near = [one for one in tops if one.start >= start and one.whole is None]
        if len({one.number.value for one in near}) == 1:
            return self._share(share, part, near, sure=True)
        return False

    def _share(self, share: Draft, part: Draft, wholes: Sequence[Draft], *, sure: bool) -> bool:
        """Note a share of the whole that it agrees with, or of the only one."""
        others = self._told.others(part) if wholes else []
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
        kin = [one for one in last_sentence(target) if one.family == target.family]
        kin = [one for one in kin if is_plain(one) and one.whole is None]
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
        sums = [one for one in self._told.before if self._told.many(one)]
        if not sums or self._told.many(sums[-1]) != _MANY[said[1]]:
            return False
        part = sums[-1]
        own = [one for one in told_before(share) if may_hold(one, part)]
        return self._share(share, part, own or self._told.tops(part), sure=True)

    def _named(self, share: Draft) -> bool:
        """Hold 产业项目占六成 against the one number told of 产业项目 before and its whole."""
        said = _NAMED_SHARE.search(share.number.gap)
        if said is None or told_before(share):
            return False
        named = [
            one for one in self._told.before
            if is_plain(one) and one.number.gap.rstrip("有为是达约共").endswith(said[1])
        ]  # fmt: skip
        if len(named) != 1 or named[0].whole is None:
            return False
        return self._share(share, named[0], (), sure=True)
