"""Shares and rates whose part or whole is not the number right in front of them.

开工15个,未开工2个,开工率88.2% is of what is done, not of what is not; 前者占六成 of the first
of two; 占帮扶资金五成 of the one fund that the page has added up before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.exactly import apart, over
from jiedui.reader.families import PAID, in_phrase
from jiedui.reader.reading import MONEY, PERCENT, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_PAIR = 2
_FEW = 14
"""So many numbers in front of a rate may hold the whole that what is done and not done make."""

_RATE = re.compile(r"(?:率|比例|占比|占|进度)[为达约近有是到]{0,2}$")
_ITS_SHARE = re.compile(r"\s?[,、(]\s?占(?:比|到|了|约)?")
"""Stands between a number and the share that it is itself: 未完工4个,占12.5%."""

_UNDONE = re.compile(
    r"[,、;(](?:另有?|还有|尚有|仍有|其中)?(?:[未尚待没]|在建|正在)[^,。;\d]{0,8}$"
)
_OTHERS = re.compile(r"[,、;(](?:其余|其它|其他|剩下?|余下|还有|另有?|尚有)[^,。;\d]{0,6}$")
_IS_UNDONE = re.compile(
    r"[,、;(](?:另有?|还有|尚有|仍有|其中)?(?:[未尚待没]|在建|正在)[^,。;\d]{0,8}$"
)
_LATTER = re.compile(r"([前后])者[^,。;\d]{0,4}占[^,。;\d]{0,6}$")
_OF_FUND = re.compile(
    r"占(?:全[部年省市县]|总|当年|同期|到位)*"
    r"(?:[^,。;\d占]{0,2}(?:帮扶|协作|援助|援建|扶贫|财政|支援|捐赠|援[疆藏青]))"
    r"*(?:资金|款物?|投入)(?:总[额量数盘子]+|规模)?的?$"
)
_NAMED = re.compile(
    r"[^,。;\d]{0,10}[中里],?有?([^,。;\d]{2,6}?)(?:就|便|刚好|正好|恰好|大约|约)*占[^,。;\d]{0,4}$"
)
_OWN_SUBJECT = re.compile(r"[,;]([\u4e00-\u9fff]{3,8}?)(?:约|就|便|则|已)?占$")
"""Ends the words in front of a share with what alone it is of."""

_NEAR = 3


class Rates:
    """Holds percentages whose words or whose sentence point past the number in front of them."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._before: Sequence[Draft] = ()

    def begin(self, before: Sequence[Draft]) -> None:
        """Begin a passage; `before` are the last numbers in front of it."""
        self._before = before

    def read(self, draft: Draft) -> bool:
        """Hold a percentage; return whether its words left nothing else to ask."""
        gap, at = draft.number.gap, draft.index
        if "者" in gap and (said := _LATTER.search(gap)):
            return self._of_two(draft, is_latter=said[1] == "后")
        last = draft.previous
        is_rate = _RATE.search(gap) is not None and not _ITS_SHARE.fullmatch(gap)
        if at >= _PAIR and last and is_rate and _is_undone(last):
            return self._of_done(draft)
        if "占" not in gap or last is None:
            return False
        if said := _NAMED.match(gap):
            return self._of_named(draft, last, said[1])
        return _OF_FUND.search(gap) is not None and self._of_fund(draft, last)

    def _of_named(self, draft: Draft, whole: Draft, name: str) -> bool:
        """Hold 教师18人…,36名专业人才中教师占一半 against the one number told of 教师 before."""
        start = draft.number.sentence[0]
        kin = [
            one for one in draft.passage.drafts[: whole.index]
            if one.start >= start and one.family == whole.family and one.may_add
        ]  # fmt: skip
        named = [one for one in kin if name in one.number.gap or one.number.after.startswith(name)]
        if len(named) != 1 or named[0].number.value >= whole.number.value:
            return False
        self._found.note(Relation.RATIO, draft, (named[0], whole), sure=True)
        return True

    def _of_two(self, draft: Draft, *, is_latter: bool) -> bool:
        """Hold 甲A元和乙B元,前者占六成 against A and the number that A and B make."""
        pair = draft.passage.drafts[max(0, draft.index - _PAIR) : draft.index]
        if len(pair) < _PAIR or pair[0].family != pair[1].family:
            return False
        self._hold(draft, pair, pair[is_latter])
        return True

    def _of_done(self, draft: Draft) -> bool:
        """Hold 开工15个,未开工2个,开工率88.2% against 15 and the 17 that both make."""
        pair = draft.passage.drafts[draft.index - _PAIR : draft.index]
        done, undone = pair
        is_pair = done.family == undone.family and done.measure is not PERCENT
        if not is_pair or not in_phrase(done, draft) or _is_undone(done):
            return False
        if self._hold(draft, pair, done):
            return True
        larger = _larger(done)
        if len(larger) == 1 and undone.number.value < larger[0].number.value:
            self._found.note(Relation.RATIO, draft, (done, larger[0]), sure=True)
        return len(larger) < _PAIR

    def _hold(self, draft: Draft, pair: Sequence[Draft], part: Draft) -> bool:
        """Hold a percentage against one of a pair and the last number that the pair makes."""
        value = pair[0].number.value + pair[1].number.value
        told = [*self._before, *draft.passage.drafts[: pair[0].index]]
        for whole in reversed(told[-_FEW:]):
            is_alike = whole.family == part.family and whole.per is None
            if is_alike and whole.number.value == value:
                for one in pair:
                    one.whole = one.whole or whole
                self._found.note(Relation.RATIO, draft, (part, whole), sure=True)
                return True
        return False

    def _of_fund(self, share: Draft, part: Draft) -> bool:
        """Hold a share of the fund against the one sum of money that the page made before."""
        start = share.number.sentence[0]
        if part.measure is not MONEY or part.start < start or part.per is not None:
            return False
        own = [one for one in share.passage.drafts[: part.index] if one.measure is MONEY]
        if any(one.start >= start and one.number.value > part.number.value for one in own):
            return False
        told = [one for one in (*self._before, *own) if one.measure is MONEY]
        sums = [one for one in told if self._found.has(Relation.SUM, one) and one.whole is None]
        sums = [one for one in sums if one.number.value > part.number.value]
        for one in reversed(told):
            is_more = one.number.value > part.number.value and one.per is None
            if is_more and self._found.note(Relation.RATIO, share, (part, one), sure=False):
                part.whole = part.whole or one
                return True
        if len(sums) != 1 or sums[0].status is Status.PLANNED:
            return False
        value = over(100 * part.number.value, sums[0].number.value)
        is_near = _NEAR * apart(value, share.number.value) <= share.number.value
        self._found.note(Relation.RATIO, share, (part, sums[0]), sure=is_near)
        is_told = self._found.has(Relation.RATIO, share)
        if is_told:
            part.whole = part.whole or sums[0]
        return is_told


def _is_undone(draft: Draft) -> bool:
    """Whether a number counts what is not done: 未开工2个, 其余2个在建."""
    gap = draft.number.gap
    if _UNDONE.search(gap):
        return True
    return _OTHERS.search(gap) is not None and _IS_UNDONE.match(draft.number.after) is not None


def _larger(done: Draft) -> list[Draft]:
    """Return the larger numbers before one in its sentence, each of which may be its whole."""
    start = done.number.sentence[0]
    return [
        one for one in done.passage.drafts[: done.index]
        if one.start >= start and one.family == done.family and one.per is None
        and one.number.value > done.number.value
    ]  # fmt: skip


def of_same_place(part: Draft, wholes: Sequence[Draft]) -> list[Draft]:
    """Return the one number told of the place that a part is told of: 甲县花了1870万元.

    None where its words name no place, or more numbers are told of it.
    """
    place = _place_of(part)
    named = [one for one in wholes if place and _place_of(one) == place]
    return named if len(named) == 1 and named[0].number.sentence != part.number.sentence else []


_FUND_OF = re.compile(r"([\u4e00-\u9fff]{2})(?:资金|经费)[^,。;\d]{0,4}$")
_ANY_FUND = frozenset(
    "帮扶 协作 财政 援助 支援 扶贫 衔接 专项 到位 项目 全部 各类 各级 对口 援疆 援藏 捐赠".split()
)
"""Funds that those of a sector are part of."""


def is_done_too(one: Draft, part: Draft) -> bool:
    """Whether two numbers are told by one verb or of two funds: neither is part of the other."""
    own, other = (_FUND_OF.search(each.number.gap) for each in (part, one))
    if own and other and own[1] != other[1] and other[1] not in _ANY_FUND:
        return True  # 教育资金使用592万元 is no part of 产业资金1200万元.
    said = part.number.gap[-2:]
    return len(said) > 1 and PAID.search(said) is not None and one.number.gap.endswith(said)


def _place_of(one: Draft) -> str:
    """Return the place named in the words right in front of a number, "" where there is none."""
    start = one.start - len(one.number.gap)
    named = one.passage.named(start, one.start)
    return (named[-1].key or named[-1].name) if named else ""


def is_of_untold(gap: str, part: Draft) -> bool:
    """Whether the words of a share name what it is of, and no number is told of that: 良种占80%."""
    said = _OWN_SUBJECT.search(gap)
    if said is None:
        return False
    words, name = part.number.before + part.number.gap + part.number.after, said[1]
    return not any(name[at : at + 2] in words for at in range(len(name) - 1))
