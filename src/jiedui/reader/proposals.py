"""Relations proposed by the cue of a stated number, asked of every number nothing is held against.

A cue (what is left, saved or owed; what there is now; so much each; a share) says of which shape
a relation is, the sentence says which numbers can fill it. One that agrees is noted. One that does
not is a slip where just so many numbers fill the shape and their own words give them their parts
in it, or where they miss so narrowly that no other are meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.agreement import computed
from jiedui.reader.changes import is_compared, is_of_other_time
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import counts, in_phrase, is_moved_rate, told_before
from jiedui.reader.percentages import Percentages
from jiedui.reader.reading import MONEY, PERCENT, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.families import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_PAIR = 2
_MOST = 24
"""So many numbers before one are looked at in its sentence and the one before."""

_REACH = 40
"""So many numbers before a sentence may hold the whole that it goes on about."""

_LEFT = re.compile(
    r"(?:结[余存]|滚存|[剩余]|余额|缺[额口]|尚[有欠缺需差]|还[有差欠缺剩]|[未待](?:付|支|拨|用|结|到位|开工|完工|脱贫|出栏)|"
    r"欠|不足部分)(?:\d[\d,.]*[^\W\d]{1,2})?[^,。;\d]{0,6}$"
)
"""Ends the words in front of what is left of a whole, or lacks of it."""

_USED = re.compile(
    r"支|付|拨|用|花|销|完[成工]|竣工|到[位账]|消除|脱贫|退出|毕业|减少|关停|承担|解决|落实|筹|交|还|建成|硬化|改造|出栏|卖|发|兑"
)
"""What is said of a part that a whole loses: 支出, 消除, 完工."""

_SETTLED = re.compile(
    r"(?:节[约余省]|核减|审减|压减|[多少超欠]付|超支|超出|超额|短[少缺]|差额|相差|多出|少了|结余|盈余|亏空?)"
    r"[^,。;\d]{0,5}$"
)
_BALANCED = re.compile(r"收支相抵|两相抵|相抵后|收支相减|收支[^,。;\d]{0,4}(?:余|剩)")
_CONTRASTS = (
    (re.compile(r"预算|概算|估算|合同|送审|计划|目标|任务|原定|应[^急对该]|指标"),
     re.compile(r"决算|结算|审定|实际|实[付收支到有]|完成|中标")),
    (re.compile(r"收入|到账|募集|筹集|进账"), re.compile(r"支出|用去|花|使用")),
)  # fmt: skip
"""Words of what was meant and of what it came to, or of what came in and went out."""

_THAN = re.compile(r"([^,。;\d]{1,6})[比较]([^,。;\d]{1,6})(?:多|少|高|低)[^,。;\d]{0,6}$")
_OTHER_TIME = re.compile(r"同比|环比|[比较与同](?:去年|上一?年|前年|年初|同期|上期|当年)")
_BASE = re.compile(r"原[有来先定计]|上年|上期|年初|去年|此前|结转|期初|过去|先前")
_ADDED = re.compile(r"新[增招建购添聘]|追加|增[加投派]|本[年期]|当年|今年|再|又|另|后")
_LESS = re.compile(r"毕业|关停|减少|退|调出|支出|用去|拨出|淘汰|报废|死亡")
_NOW = re.compile(
    r"(?:现[有已在共]|目前|如今|可用|可支配|在[校岗册栏园]|[达增升扩]到?|达|累计|全年|调整[后为]|总[^,。;\d]{1,4})[^,。;\d]{0,6}$"
)
_GOES_ON = re.compile(r"上述|以上|这[笔些批]|该|其中|此[项款]|资金|款|已|目前|截[至止]|全[部年]")
_EACH_ONLY = re.compile(
    r"[,、(;]?(?:平均|均摊|摊)?(?:下来|到)?[每一单]?[^\W\d]{1,3}均?(?:约|为|达|有|是|近)*"
)
_GIVES = re.compile(r"发|总额|扶|救助|补|资助|奖|拨|安排|助学|投入|给|捐|慰问|分红|工资|兑")
_ABOUT_A_QUARTER = 4


class Proposals:
    """Proposes relations for the numbers of a page that stand unexplained."""

    def __init__(self, found: Found, wholes: Wholes) -> None:
        self._found = found
        self._wholes = wholes
        self._percentages = Percentages(found)
        self._before: list[Draft] = []

    def read(self, passages: Iterable[Passage]) -> None:
        """Note the relations of a page's passages, in order."""
        for passage in passages:
            for draft in passage.drafts:
                if self._is_held(draft):
                    continue
                if draft.measure is PERCENT:
                    self._percentages.read(draft)
                elif draft.per is not None:
                    self._mean(draft)
                else:
                    self._stated(draft)
            self._before = [*self._before, *passage.drafts][-_REACH:]

    def _is_held(self, draft: Draft) -> bool:
        return any(self._found.has(relation, draft) for relation in Relation)

    def _stated(self, draft: Draft) -> None:
        """Propose what a number is by the words in front of it."""
        gap = draft.number.gap[-24:]
        if draft.is_beside or is_of_other_time(draft):
            return
        kin, low = _kin(draft), draft.number.phrase[0]
        if _THAN.search(gap):
            self._more_than(draft, kin)
        elif _SETTLED.search(gap) and not _OTHER_TIME.search(gap):
            self._settled(draft, kin)
        elif _LEFT.search(draft.passage.text, max(low, draft.start - 24), draft.start):
            self._left(draft, kin)
        elif _NOW.search(gap):
            self._now(draft, kin)
        if draft.index >= _PAIR and not self._is_held(draft):
            self._multiplied(draft)

    # -------------------------------------------------------------- differences

    def _more_than(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold 甲县比乙县多800万元 against the one number told of each of the two."""
        said = _THAN.search(draft.number.gap)
        pair = []
        for name in said.groups() if said else ():
            told = [one for one in kin if name.lstrip(",、;") in one.number.gap]
            pair += told[:1] if len(told) == 1 else []
        if len(pair) == _PAIR and pair[0] is not pair[1]:
            self._differ(draft, pair, sure=True)

    def _settled(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold what was saved, owed or paid too much against the two numbers before it."""
        near = [one for one in kin if in_phrase(one, draft)] or kin
        if len(near) != _PAIR:
            if len(near) < _PAIR:
                self._left(draft, near)
            return
        words = [one.number.gap + one.number.after[:2] for one in near]
        is_contrast = any(
            (first.search(words[0]) and second.search(words[1]))
            or (first.search(words[1]) and second.search(words[0]))
            for first, second in _CONTRASTS
        )
        self._differ(draft, near, sure=is_contrast)

    def _left(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold what is left against the whole and what was used of it."""
        near = [one for one in kin if in_phrase(one, draft)] or kin
        tops = [one for one in near if one.whole not in near and not one.is_beside]
        if not tops:
            tops = self._last_pair(draft) or self._flows(draft)
        if len(tops) == 1:
            self._left_oftold_before(draft, tops[0])
        elif len(tops) == _PAIR and tops[0].number.value > tops[1].number.value:
            used = tops[1]
            sure = bool(_USED.search(used.number.gap[-12:])) and not _LEFT.search(used.number.gap)
            sure = sure and not _USED.search(tops[0].number.gap[-4:])
            self._take_from(draft, tops[0], used, sure=sure)
        elif len(tops) > _PAIR and all(one.number.value < tops[0].number.value for one in tops[1:]):
            self._use_up(tops[0], [*tops[1:], draft])

    def _left_oftold_before(self, draft: Draft, used: Draft) -> None:
        """Hold what is left beside what was used against a whole of the sentences before."""
        whole = self._whole_before(used)
        if whole is not None:
            start = used.number.sentence[0]
            words = used.passage.text[max(start, used.start - 40) : used.start]
            sure = bool(_USED.search(used.number.gap[-12:]) and _GOES_ON.search(words))
            if used.number.value + draft.number.value == whole.number.value or sure:
                self._take_from(draft, whole, used, sure=sure)
        told = used.number.value + draft.number.value
        for one in reversed(self._before):
            if not self._found.has(Relation.DIFF, draft) and _is_whole(one, used, told):
                self._take_from(draft, one, used, sure=False)

    def _flows(self, draft: Draft) -> list[Draft]:
        """Return what came in and what went out as the last two sums before say it: 收支相抵."""
        if not _BALANCED.search(draft.number.gap):
            return []
        sums = [one for one in self._before if self._found.has(Relation.SUM, one)]
        told = [one for one in sums if one.family == draft.family]
        return told[-2:] if len(told) >= _PAIR else []

    def _take_from(self, draft: Draft, whole: Draft, used: Draft, *, sure: bool) -> None:
        self._differ(draft, (whole, used), sure=sure)
        if self._found.has(Relation.DIFF, draft):
            for one in (used, draft):
                if whole.whole is not one:
                    one.whole = one.whole or whole

    def _use_up(self, whole: Draft, parts: Sequence[Draft]) -> None:
        """Hold a whole against all its uses and what is left of them."""
        value = computed(Relation.SUM, parts)
        is_near = value is not None and 10 * apart(value, whole.number.value) <= whole.number.value
        is_free = not self._found.has(Relation.SUM, whole)
        if value is not None and is_near and is_free:
            if value == whole.number.value:
                self._wholes.mark(whole, parts, is_ok=True)
            else:
                self._found.note(Relation.SUM, whole, parts, sure=False)

    def _last_pair(self, draft: Draft) -> list[Draft]:
        """Return the whole and what was used of it that the sentence before tells, and no more."""
        start = draft.number.sentence[0]
        if not start:
            return []
        first = draft.passage.sentence(start - 1)[0]
        near = draft.passage.drafts[max(0, draft.index - _MOST) : draft.index]
        told = [
            one for one in near
            if one.start >= first and one.family == draft.family and one.may_add
        ]  # fmt: skip
        tops = [one for one in told if one.whole not in told and not one.is_beside]
        return tops if len(tops) == _PAIR else []

    def _whole_before(self, used: Draft) -> Draft | None:
        """Return the last total that stands in the sentences before what was used of it."""
        start = used.number.sentence[0]
        near = used.passage.drafts[max(0, used.index - _REACH) : used.index]
        own = [one for one in near if one.start < start]
        for one in reversed([*self._before, *own]):
            if one.family != used.family or one.per is not None or one.is_beside:
                continue
            if one.whole is None or one.whole.whole is one:
                is_more = one.number.value > used.number.value
                return one if is_more and one.status is Status.ACTUAL else None
        return None

    def _differ(self, draft: Draft, pair: Sequence[Draft], *, sure: bool) -> None:
        """Note a difference, one that does not agree where it is sure or misses it narrowly."""
        ranked = sorted(pair, key=lambda one: -one.number.value)
        value = ranked[0].number.value - ranked[1].number.value
        is_near = 8 * apart(value, draft.number.value) <= draft.number.value
        is_alike = ranked[0].number.value > draft.number.value
        self._found.note(Relation.DIFF, draft, ranked, sure=(sure or is_near) and is_alike)

    # --------------------------------------------------------------------- sums

    def _now(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold what there is now against what there was and what came to it."""
        words = [one.number.gap + one.number.after[:4] for one in kin]
        if len(kin) != _PAIR or any(_LESS.search(each) for each in words):
            return
        if _BASE.search(words[0]) and _ADDED.search(words[1]) and not is_compared(kin[1]):
            is_more = all(one.number.value < draft.number.value for one in kin)
            self._found.note(Relation.SUM, draft, kin, sure=is_more)

    # ------------------------------------------------------ products and means

    def _multiplied(self, draft: Draft) -> None:
        """Hold the last of three numbers in a row against so many at so much each."""
        first, second = draft.passage.drafts[draft.index - 2 : draft.index]
        each, count = (first, second) if first.per else (second, first)
        if not each.per or count.per is not None or not in_phrase(first, draft):
            return
        if each.family != draft.family or not counts(each.per, count):
            return
        if count.status is not draft.status or is_moved_rate(each):
            return
        value = computed(Relation.PRODUCT, (each, count))
        is_near = value is not None and 8 * apart(value, draft.number.value) <= draft.number.value
        self._found.note(Relation.PRODUCT, draft, (each, count), sure=is_near)

    def _mean(self, each: Draft) -> None:
        """Hold a mean told last against the total and the count it is of: 平均每期48人."""
        told = told_before(each)
        totals = [one for one in told if one.family == each.family and one.per is None]
        counted = [one for one in told if counts(each.per or "", one) and one not in totals]
        if len(totals) != 1 or len(counted) != 1 or not each.per:
            return
        total, count = totals[0], counted[0]
        if self._found.has(Relation.PRODUCT, total) or not in_phrase(total, each):
            return
        if not count.number.value or count.per is not None:
            return
        mean = over(total.number.value, count.number.value)
        missed = apart(mean, each.number.value)
        is_rounded = 2 * missed <= each.number.step
        words = each.number.gap[-10:].rpartition(",")[2]
        is_plain = _EACH_ONLY.fullmatch(words) is not None or words[-2:] in total.number.gap
        is_given = each.measure is not MONEY or _GIVES.search(total.number.gap[-12:]) is not None
        is_near = _ABOUT_A_QUARTER * missed <= mean
        sure = not is_rounded and is_plain and is_given and is_near
        self._found.note(Relation.PRODUCT, total, (each, count), sure=sure)


def _is_whole(one: Draft, used: Draft, value: Exact) -> bool:
    """Whether a number is to the last digit the whole of what is used and left of it."""
    return one.family == used.family and one.per is None and one.number.value == value


def _kin(draft: Draft) -> list[Draft]:
    """Return the numbers of its sentence before a number that may be reckoned with it."""
    return [one for one in told_before(draft) if one.family == draft.family and one.may_add]
