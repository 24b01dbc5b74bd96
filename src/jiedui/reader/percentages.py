"""Percentages that stand unexplained, held against the numbers that their sentence leaves them.

Beside `shares`, which follows the words, these go by what a sentence holds: the sum told right
behind a share, the task in front of what was reached, the number compared with in front of a
growth of whatever verb, the part of a whole, the two counts that a rate can be of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.agreement import adds_up
from jiedui.reader.changes import is_compared
from jiedui.reader.contrasts import meant_of
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import MOST, has_room, in_phrase, told_before
from jiedui.reader.reading import MONEY, PERCENT, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_IN_TURN = re.compile(r"分别占[^,。;\d]{0,8}(?:\d[\d.]*%[、和与及,]?\s?)*$")
_ROW = re.compile(r"\s?[、和与及,]\s?(?:占)?")
_OWN_SUBJECT = re.compile(r"(?:^|[,;。])[^\W\d]{2,8}占[^,。;\d]{0,4}$")
_HAS = re.compile(
    r"[,(]\s?(?:有|是|共|为|计|合|得|分得|出资|投[入资]了?|承担|拿出|认购|安排)(?:了|资金)?"
)
"""Stands between a share and the part that it is of."""

_CALLED = re.compile(r"([\u4e00-\u9fff]{2})(?:率|比例)[^,。;\d]{0,4}$")
_OF_MONEY = re.compile(r"[,;。、](?:[^,。;\d]{0,4}(?:资金|款|经费))[^,。;\d]{0,6}率")
_PAIR = 2
_MOST = 40
"""So many findings back the other shares of a sentence are looked for."""

_ALL, _POINTS = 100, 10
"""A share that misses by so many points is of another whole than the one beside it."""

_SAVED = re.compile(
    r"[,、(]\s?[^,。;\d]{0,4}(?:节[约支余省]|[核审压]减|下浮|短缺|结余|闲置|未付|欠付)率[为达约]{0,2}"
)
"""Stands between what was saved of a sum and which share of it that is."""

_IS_SUM = re.compile(r"[的,、(]?[^,。;\d]{0,8}[,(、]?(?:即|也?就是|合|计|共计?|为|约|有|是)+")
_IS_LEFT = re.compile(r"[尚还]|剩|余|未|待|差")
_OF_ALL = re.compile(r"总(?:数|量|额|计|共|[^,。;\d]{1,3})|合计|共计|全部[^,。;\d]{0,4}$")
_TARGET = re.compile(r"任务|目标|计划|指标|应[^急]")
_PLAN = re.compile(r"[,、(]\s?(?:已|占|为)?完成?(?:年度|全年|协议|年初)?(?:计划|任务|目标)数?的?")
_REACHED = re.compile(r"实际|完成|已|落实|到位|达")
_FULFILLED = re.compile(r"(?:完成|达到?|占|为|相当于)[^,。;\d]{0,8}[的率]?[^,。;\d]{0,3}$")
_ITS_OWN = re.compile(r"[,;](?!累计|全年|已|目前|实际|总体|整体)([^,。;\d]{2,8}?)(?:已|累计)?完成")
"""Names of what alone a share is fulfilled: ,主体工程完成85%."""

_RATE = re.compile(
    r"[,、(][^,。;\d]{0,6}(?:率|[助益与保盖及]面|比重|占比|比例)[为达约近是到]{0,2}$"
)
_ONLY_SHARE = re.compile(r"[,、(]?(?:已?占|占比|占到|达|约|为|大约|差不多)*")
_IN_IT = re.compile(r"[^,。;\d]{0,4}(?:中|里头?|里面),?(?:就|便|已|共)?有?")
"""All that stands between a whole and its part: 8400万元中有, 300户里,有."""

_OF_NAMED = re.compile(
    r"(?:占|完成|为|相当于)(?:全部|所有|总|全县|全市)?([^,。;\d]{2,4}?)(?:总?[数量额])?的?$"
)
"""Says which number a share is of: 占岗位数的, 占床位的."""

_LEADS = 6
"""Words so short lead from a share to the whole it is of."""

_SHARING = re.compile(r"占|率|比重|完成|的$")


class Percentages:
    """Proposes what a percentage may be of."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def read(self, share: Draft) -> None:
        """Hold a percentage against the numbers its sentence leaves it."""
        if "点" in share.number.unit or "年均" in share.number.gap:
            return
        for propose in (
            self._of_sum,
            self._of_target,
            self._of_plan,
            self._grown,
            self._of_part,
            self._within,
            self._of_difference,
            self._rated,
            self._of_all,
            self._of_named,
            self._among_others,
        ):
            if propose(share):
                return

    def _is_rest(self, draft: Draft) -> bool:
        """Whether a number is what two others told before differ by: 超额150万元."""
        return self._found.has(Relation.DIFF, draft)

    def _of_sum(self, share: Draft) -> bool:
        """Hold 2,000万元的资金,60%用于产业,即1,200万元 against the only whole before it."""
        part = _next(share)
        if part is None or part.measure is PERCENT or part.per is not None or is_compared(part):
            return False
        if not _IS_SUM.fullmatch(share.passage.text, share.end, part.start):
            return False
        if _IS_LEFT.search(part.number.gap):
            return False
        wholes = [
            one for one in told_before(share) if one.family == part.family and one.per is None
        ]
        wholes = [one for one in wholes if one.number.value > part.number.value]
        tops = [one for one in wholes if one.whole is None]
        if len(tops) != 1:
            return False
        is_of_it = in_phrase(tops[0], share) or "其中" in share.number.gap
        self._ratio(share, part, tops[0], sure=is_of_it)
        return True

    def _of_target(self, share: Draft) -> bool:
        """Hold how far a task is fulfilled against the task and what was reached, in that order."""
        told = [one for one in told_before(share) if one.measure is not PERCENT]
        told = [one for one in told if not one.is_beside and not self._is_rest(one)]
        gap = share.number.gap
        if len(told) < _PAIR or "超额" in gap or not _FULFILLED.search(gap):
            return False
        if (own := _ITS_OWN.match(gap)) and own[1][-_PAIR:] not in told[-1].number.gap:
            return False
        target, reached = told[-2:]
        told = [one for one in told if one.family == reached.family]
        if target.family != reached.family or not _TARGET.search(target.number.gap[-10:]):
            return False
        if not _REACHED.search(reached.number.gap) or _TARGET.search(reached.number.gap):
            return False
        self._ratio(share, reached, target, sure=len(told) == _PAIR)
        return True

    def _of_plan(self, share: Draft) -> bool:
        """Hold 到位5040万元,完成计划的105% against the one plan that its paragraph told before."""
        part = share.previous
        if part is None or not in_phrase(part, share) or not _PLAN.fullmatch(share.number.gap):
            return False
        plans = [
            one for one in share.passage.drafts[: part.index]
            if one.status is Status.PLANNED and one.family == part.family and one.per is None
        ]  # fmt: skip
        if len(plans) == 1:
            self._ratio(share, part, plans[0], sure=True)
        return len(plans) == 1

    def _grown(self, share: Draft) -> bool:
        """Hold a percentage right behind a number compared with, whatever the verb, as a growth."""
        told = [one for one in told_before(share) if one.measure is not PERCENT]
        if len(told) < _PAIR or not is_compared(told[-1]) or told[-1].index != share.index - 1:
            return False
        gap = share.number.gap
        kin = [one for one in told[:-1] if one.family == told[-1].family]
        if len(gap) > 6 or _SHARING.search(gap) or len(kin) != 1 or kin[0].per != told[-1].per:
            return False
        self._found.note(Relation.GROWTH, share, (kin[0], told[-1]), sure=in_phrase(kin[0], share))
        return True

    def _of_part(self, share: Draft) -> bool:
        """Hold a share right behind a part of a whole, with or without 占, against both."""
        part = share.previous
        if part is None or part.whole is None or not in_phrase(part, share):
            return False
        if part.measure is PERCENT or not _ONLY_SHARE.fullmatch(share.number.gap):
            return False
        self._ratio(share, part, part.whole, sure=True)
        return True

    def _within(self, share: Draft) -> bool:
        """Hold 占六成:8400万元中有5040万元 against the part and the whole right behind it."""
        pair = share.passage.drafts[share.index + 1 : share.index + 1 + _PAIR]
        if len(pair) < _PAIR or not all(in_phrase(one, share) for one in pair):
            return False
        whole, part = pair
        is_pair = whole.family == part.family and whole.number.value > part.number.value
        is_told = len(whole.number.gap) <= _LEADS and _IN_IT.fullmatch(part.number.gap) is not None
        if is_pair and is_told:
            self._ratio(share, part, whole, sure=True)
        return is_pair and is_told

    def _rated(self, share: Draft) -> bool:
        """Hold a rate right behind the two numbers it can be of, if it misses them narrowly."""
        if not _RATE.search(share.number.gap):
            return False
        pair = [one for one in told_before(share) if not self._is_rest(one)][-_PAIR:]
        if len(pair) < _PAIR:
            return False
        part, whole = sorted(pair, key=lambda one: one.number.value)
        is_over = share.number.value > _ALL
        if is_over:
            part, whole = whole, part
        is_kin = whole.family == part.family or has_room(whole, part)
        is_pair = is_kin and in_phrase(whole, share) and part.per is None
        is_of_whole = is_named_so(share.number.gap, whole)
        is_of_whole = is_of_whole and not is_named_so(share.number.gap, part)
        if is_of_whole and meant_of((whole, part)) is not whole:
            return False  # 开工61个、完工33个,开工率98.4% is of the 61, of more than is told here.
        if not is_pair or PERCENT in (whole.measure, part.measure) or not whole.number.value:
            return False
        is_told = any(
            set(row[2]) == {whole, part}
            for row in self._found.rows[-4:]
            if row[0] is not Relation.DIFF  # What is left does not say which share was used.
        )
        if is_told:
            return False
        rate = over(100 * part.number.value, whole.number.value)
        is_beside = max(part.index, whole.index) == share.index - 1
        narrow = 4 if is_beside and abs(part.index - whole.index) == 1 else 10
        is_near = narrow * apart(rate, share.number.value) <= rate
        is_near = is_near and is_over is (rate > _ALL)
        is_near = is_near and not (is_over and meant_of((whole, part)) is not whole)
        self._ratio(share, part, whole, sure=is_near)
        return True

    def _of_all(self, share: Draft) -> bool:
        """Hold a share against a whole that its sentence tells behind it: 总数5,000件."""
        part = share.previous
        if part is None or part.measure is PERCENT or "占" not in share.number.gap:
            return False
        end = share.number.sentence[1]
        following = [one for one in share.passage.beyond(share.start, 4) if one.start < end]
        wholes = [
            one for one in following
            if one.family == part.family and _OF_ALL.search(one.number.gap[-8:])
        ]  # fmt: skip
        if len(wholes) != 1 or not in_phrase(part, share):
            return False
        self._ratio(share, part, wholes[0], sure=True)
        return True

    def _of_named(self, share: Draft) -> bool:
        """Hold 占岗位数的三成 against the number before it and the one told of 岗位."""
        said = _OF_NAMED.search(share.number.gap)
        part = share.previous
        if part is None or said is None or part.measure is PERCENT or not in_phrase(part, share):
            return False
        told = [one for one in told_before(share)[:-1] if one.number.value > part.number.value]
        named = [one for one in told if said[1] in one.number.gap + one.number.after[:6]]
        if len(named) == 1 and (part.family == named[0].family or has_room(named[0], part)):
            self._ratio(share, part, named[0], sure=True)
        return len(named) == 1

    def _among_others(self, share: Draft) -> bool:
        """Hold a share against the whole that the other shares of its sentence are of."""
        part = share.previous
        if part is None or part.measure is PERCENT or "占" not in share.number.gap:
            return False
        sentence = share.number.sentence
        wholes = [
            parts[1]
            for relation, other, parts, is_ok in self._found.rows[-_MOST:]
            if relation is Relation.RATIO and is_ok and other.passage is share.passage
            and other.number.sentence == sentence
        ]  # fmt: skip
        is_one = bool(wholes) and all(one is wholes[0] for one in wholes)
        if is_one and in_phrase(part, share) and part.family == wholes[0].family:
            value = over(100 * part.number.value, wholes[0].number.value)
            is_near = value <= _ALL and apart(value, share.number.value) <= _POINTS
            self._ratio(share, part, wholes[0], sure=len(wholes) >= _PAIR or is_near)
        return is_one

    def _of_difference(self, share: Draft) -> bool:
        """Hold 节约180万元,节约率5% against what was saved and of how much it was."""
        saved = share.previous
        if saved is None or not in_phrase(saved, share) or not _SAVED.fullmatch(share.number.gap):
            return False
        pairs = [
            parts
            for relation, other, parts, _ in self._found.rows[-_MOST:]
            if relation is Relation.DIFF and other is saved
        ]
        for first, second in pairs[:1]:
            whole = max(first, second, key=lambda one: one.number.value)
            value = over(100 * saved.number.value, whole.number.value)
            is_near = _PAIR * apart(value, share.number.value) <= value
            self._found.note(Relation.RATIO, share, (saved, whole), sure=is_near)
        return bool(pairs)

    def _ratio(self, share: Draft, part: Draft, whole: Draft, *, sure: bool) -> None:
        self._found.note(Relation.RATIO, share, (part, whole), sure=sure)
        if self._found.has(Relation.RATIO, share) and part.number.value <= whole.number.value:
            part.whole = part.whole or whole


def in_turn(share: Draft) -> bool:
    """Whether a share is one of several told 分别 of the numbers of a list, each in turn."""
    text, start = share.passage.text, share.number.phrase[0]
    return _IN_TURN.search(text, max(start, share.start - 24), share.start) is not None


def turns(found: Found, drafts: Sequence[Draft], at: int) -> None:
    """Hold 线上1.2亿元、线下2.16亿元,分别占35.7%和64.3%, each share against its own part."""
    if "分别" not in drafts[at].number.gap:
        return
    shares = [drafts[at]]
    for one in drafts[at + 1 : at + _PAIR * 3]:
        if one.measure is not PERCENT or not _ROW.fullmatch(one.number.gap):
            break
        shares.append(one)
    parts = drafts[max(0, at - len(shares)) : at]
    whole = parts[0].whole if parts else None
    if parts and whole is None and parts[0].index:
        whole = parts[0].previous if adds_up(drafts[parts[0].index - 1], parts) else None
        for one in parts if whole is not None else ():
            one.whole = one.whole or whole
    is_list = len(parts) == len(shares) > 1 and all(one.whole is whole for one in parts)
    if whole is not None and is_list and PERCENT not in {one.measure for one in parts}:
        for share, part in zip(shares, parts, strict=True):
            found.note(Relation.RATIO, share, (part, whole), sure=True)


def has_own_part(share: Draft, following: Draft) -> bool:
    """Whether a share tells its part right behind it, under its own name: 医生占三成,有29人."""
    said = _HAS.fullmatch(share.passage.text, share.end, following.start)
    named = said and _OWN_SUBJECT.search(share.number.gap)
    before = share.passage.drafts[max(0, share.index - MOST) : share.index]
    return bool(named) and any(one.family == following.family for one in before)


def _next(draft: Draft) -> Draft | None:
    """Return the number behind one, None when it ends the sentence."""
    following = draft.passage.drafts[draft.index + 1 : draft.index + 2]
    return next((one for one in following if one.start < draft.number.sentence[1]), None)


def is_named_so(gap: str, part: Draft) -> bool:
    """Whether a rate is called by what is told of its part: 结对82所,结对率95%."""
    called = _CALLED.search(gap)
    if part.number.gap == "、" and part.previous is not None:
        part = part.previous  # 逾期3户、12万元: both are called so.
    words = part.number.gap + part.number.after[:6]
    last = part.previous
    if last is not None and last.family != part.family and last.number.clause == part.number.clause:
        words += (
            last.number.gap
        )  # 已发放到21所学校9,600册: what is said of them is said before both.
    return called is not None and called[1] in words


def may_be_part(part: Draft, gap: str) -> bool:
    """Whether a number may be what a share is of: no price, and no count for a rate of money."""
    is_price = part.per is not None and "占" in gap
    return not is_price and (part.measure is MONEY or _OF_MONEY.search(gap) is None)
