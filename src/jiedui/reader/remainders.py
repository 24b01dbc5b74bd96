"""Differences proposed by their cue: what is left, lacking, saved or owed, above or below.

The cue in front of a number says that it is what two others leave. Which two, the sentence says by
what it holds; what was used goes on, where the sentence tells no whole, about one told before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import summed
from jiedui.reader.changes import ends_in_change, is_opening
from jiedui.reader.complete import are_siblings, kinds_opened
from jiedui.reader.contrasts import meant_of
from jiedui.reader.exactly import apart
from jiedui.reader.families import in_phrase
from jiedui.reader.reading import Relation, Status
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft
    from jiedui.reader.wholes import Wholes

_PAIR = 2
_MOST = 24
"""So many numbers of the sentence before are looked at."""

_ABOUT = 4
_SHORT = 8
_NARROW = 8
"""What misses by no more than this part of it is meant to be the difference."""

LEFT = re.compile(
    r"(?:结[余存]|滚存|[剩余]|余额|缺[额口席员编]|尚[有欠缺需差]|还[有差欠缺剩]|未[^\W\d]|(?<![接招款看优])待[^\W\d]|其余|"
    r"滞留|留下|沉淀|闲置|欠|库存|在库|不足部分)(?:\d[\d,.]*[^\W\d]{1,2}(?:[^,。;\d]{2,8},[^,。;\d]{0,3}$)?)?"
    r"[^,。;\d]{0,6}$"
)
"""Ends the words in front of what is left of a whole, or lacks of it."""

_SUNK = re.compile(r"(?:减贫|减少|脱贫|退出|消除)[^,。;\d]{0,4}$")
_AT_FIRST = re.compile(r"年初|原[有来]|期初|当初|[上去]年[底末]")
_IS_LEFT = re.compile(r"剩|年[末底]|尚有|还有|仍有|现有")
_OTHERS = re.compile(r"其余[^,。;\d]{0,6}$")
_USED = re.compile(
    r"支|到了?$|安排|归还|移交|付|拨|用|花|销|完[成工]|竣工|到[位账]|消除|脱贫|退出|毕业|减少|关停|承担|解决|落实|筹|交|还|"
    r"搬|迁|建成|硬化|改造|出栏|卖|发|兑"
)
"""What is said of a part that a whole loses: 支出, 消除, 完工."""

_GOES_ON = re.compile(
    r"收到|上述|以上|这[笔些批]|该|其中|此[项款]|资金|款|已|目前|截[至止]|全[部年]"
)
"""Words of a sentence that goes on about a whole told before it."""

_SETTLED = re.compile(
    r"(?:节[约余省]|核减|审减|压减|[多少超欠漏][付装算计支收拨领发报登建修办派完]|超支|超出|超[^\W\d]{0,2}(?:[预概计]算?|目标|任务|计划|指标)|超额|短[少缺]|差额|相差|多出|"
    r"少了|结余|盈余|亏空?)[^,。;\d]{0,5}$"
)
"""Ends the words in front of what was saved, owed or paid too much."""

LEFT_SIGNS = bits_of("结滚剩余缺尚有还未待留沉闲欠库足")
_SINKS = bits_of("减脱退消")
_REMAINS = LEFT_SIGNS | bits_of("节核审压多少超欠漏短差盈亏")
_BALANCED = re.compile(r"收支相抵|两相抵|相抵后|收支相减|收支[^,。;\d]{0,4}(?:余|剩)")
_THAN = re.compile(r"([^,。;\d]{1,6})[比较]([^,。;\d]{1,6})(?:多|少|高|低)[^,。;\d]{0,6}$")
_OF_THE_TWO = re.compile(
    r"(?:[前后]者(?:比[前后]者)?[多少高低]|[两二][者地县区市镇村家厂校队批期次组边方]?[^,。;\d]{0,4}(?:相差|相距|差了?|差距为?))"
    r"[^,。;\d]{0,3}$|^[,;]\s?相差了?$"
)
"""Says of two numbers told right before it by how much they differ."""

_MORE_BY = re.compile(r"[,;]([^,。;\d]{2,4}?)(?:要|就|则|还)?[多少]出?了?$")
_STILL = re.compile(r"(?:尚有|还有|仍有|有|尚余|还剩)$")
_NOT_DONE = re.compile(r"(?:未|没有?|(?<![接招款看优])待)([^\W\d]{2})")
_BASE_BEHIND = re.compile(
    r"\s?(?:\((?:[上去前]年|上一年|同期|(?:19|20)\d{2}年|[上一二三四]个?季度|上[周期]|上?个?月|\d{1,2}月|年初|期初)[^,。;\d]{0,8}?(?:为|是|有)?"
    r"|[,;](?:[上去前]年|上一年|同期|年初|(?:19|20)\d{2}年|[上一二三四]个?季度|上个?月|\d{1,2}月)[^,。;\d]{0,6}?(?:为|是|有|只有)?)\s?"
)
"""Stands between a change and the number it is a change of, in brackets."""

_DUE = re.compile(r"[,;](?:全部|共|总共|总计|原|本)?应[^,。;\d]{1,6}$")
_NOTHING_ELSE = re.compile(r"(?:其余|余下|剩[余下]|还剩|剩|最后|结余)[^,。;\d]{0,6}$")
"""Ends the words in front of all that is left beside the parts told before."""

_LACKING = re.compile(r"(?:缺口|差额|结余|余额|相差|节约|超支)[^,。;\d]{0,4}$")
_BEYOND = re.compile(r"(?:超出|超过|多于|高于|低于|少于)([^\W\d]{2})[^,。;\d]{0,6}$")
_OTHER_TIME = re.compile(r"同比|环比|[比较与同](?:去年|上一?年|前年|年初|同期|上期|当年)")


class Remainders:
    """Proposes which two numbers a difference is of."""

    def __init__(self, found: Found, wholes: Wholes) -> None:
        self._found = found
        self._wholes = wholes
        self._before: Sequence[Draft] = ()

    def propose(self, draft: Draft, kin: Sequence[Draft], before: Sequence[Draft]) -> bool:
        """Hold a number against two others where its words make it a difference.

        Args:
            draft: The number.
            kin: What its sentence tells of its kind before it.
            before: The last numbers of the passages before.

        Returns:
            Whether its words make it one.
        """
        self._before = before
        ways = (
            self._undone, self._opened, self._beside_base, self._more_than, self._settled,
            _is_carried_on, self._closes_kinds, self._left,
        )  # fmt: skip
        return any(way(draft, kin) for way in ways)

    def _undone(self, draft: Draft, kin: Sequence[Draft]) -> bool:
        """Hold 尚有12个未完工 against the whole and those of which 完工 is told."""
        behind = draft.number.after if _STILL.search(draft.number.gap) else draft.number.gap[-8:]
        said = _NOT_DONE.search(behind)
        done = [one for one in kin if said and said[1] in one.number.gap]
        if len(done) != 1:
            return False
        wholes = [one for one in kin if one.number.value > done[0].number.value]
        whole = wholes[0] if wholes else _due_behind(draft) or self._whole_before(done[0])
        if whole is not None:
            self._take_from(draft, whole, done[0], sure=True)
        return whole is not None

    def _opened(self, draft: Draft, kin: Sequence[Draft]) -> bool:
        """Hold 缺口160万元:总需求960万元,已落实800万元 against the two numbers it opens."""
        is_open = draft.passage.text.startswith((":", "("), draft.end)
        if kin or not is_open or not _LACKING.search(draft.number.gap):
            return False
        end = draft.number.phrase[1]
        following = [one for one in draft.passage.beyond(draft.start, 4) if one.start < end]
        pair = [one for one in following if one.family == draft.family and one.per is None]
        if len(pair) == _PAIR:
            self._differ(draft, pair, sure=True)
        return len(pair) == _PAIR

    def _beside_base(self, draft: Draft, kin: Sequence[Draft]) -> bool:
        """Hold 较上年增加310户(上年1,550户) against the first of its sentence and that base."""
        base = next(iter(draft.passage.drafts[draft.index + 1 : draft.index + 2]), None)
        if base is None or not kin or base.family != draft.family:
            return False
        if not _BASE_BEHIND.fullmatch(draft.passage.text, draft.end, base.start):
            return False
        near = [one for one in kin if in_phrase(one, draft)] or kin
        if ends_in_change(draft.number.gap[-8:]):
            new = near[-1] if near[-1] is draft.previous else near[0]
            self._differ(draft, (new, base), sure=len(near) == 1 or new is near[-1])
        return True

    def _more_than(self, draft: Draft, kin: Sequence[Draft]) -> bool:
        """Hold 甲县比乙县多800万元 against the one number told of each of the two."""
        said = _THAN.search(draft.number.gap)
        near = [one for one in kin if in_phrase(one, draft)]
        is_told = _OF_THE_TWO.search(draft.number.before) or _names_one(draft, near)
        if len(near) == _PAIR and is_told:
            self._differ(draft, near, sure=True)
            return True
        pair = []
        for name in said.groups() if said else ():
            told = [one for one in kin if name.lstrip(",、;") in one.number.gap]
            pair += told[:1] if len(told) == 1 else []
        if len(pair) == _PAIR and pair[0] is not pair[1]:
            self._differ(draft, pair, sure=True)
        return said is not None

    def _settled(self, draft: Draft, kin: Sequence[Draft]) -> bool:
        """Hold what was saved, owed or paid too much against the two numbers before it."""
        gap = draft.number.gap
        if not _SETTLED.search(gap) or _OTHER_TIME.search(gap):
            return False
        near = [one for one in kin if in_phrase(one, draft)] or kin
        if len(near) == 1 and len(kin) == _PAIR:
            near = kin
        if len(near) != _PAIR:
            return len(near) == 1 and self._beyond_told(draft, near[0])
        self._differ(draft, near, sure=meant_of(near) is not None)
        return True

    def _beyond_told(self, draft: Draft, reached: Draft) -> bool:
        """Hold 超出协议160万元 against what was reached and the one number told of 协议 before."""
        said = _BEYOND.search(draft.number.gap)
        told = [
            one for one in self._before
            if said and said[1] in one.number.before and one.family == draft.family
        ]  # fmt: skip
        if len(told) != 1 or told[0] is reached:
            return False
        self._differ(draft, (reached, told[0]), sure=True)
        return True

    def _left(self, draft: Draft, kin: Sequence[Draft]) -> bool:
        """Hold what is left against the whole and what was used of it."""
        number = draft.number
        if number.signs & _SINKS and _SUNK.search(number.gap) and self._sunk_by(draft):
            return True
        if not number.around & _REMAINS:
            return False
        low = max(draft.number.phrase[0], draft.start - _MOST)
        words = draft.passage.text[low : draft.start]
        if not LEFT.search(words) and not _SETTLED.search(words):
            return False
        if _OTHERS.search(draft.number.gap) and self._beside_parts(draft, kin):
            return True
        near = [one for one in kin if in_phrase(one, draft)] or kin
        tops = [one for one in near if one.whole not in near and not one.is_beside]
        tops = tops or self._last_pair(draft) or self._flows(draft)
        inner = [one for one in near if tops == [one.whole] and not one.is_beside]
        if len(inner) == 1 and draft is not inner[0]:
            self._take_from(draft, tops[0], inner[0], sure=bool(_USED.search(inner[0].number.gap)))
        elif len(tops) == 1:
            self._left_of_earlier(draft, tops[0])
        else:
            self._left_of_tops(
                draft, tops, is_all=_NOTHING_ELSE.search(words) is not None and tops == near
            )
        return True

    def _left_of_tops(self, draft: Draft, tops: Sequence[Draft], *, is_all: bool) -> None:
        """Hold what is left against a whole and what its sentence says was used of it."""
        if _OTHERS.search(draft.number.gap) and _are_siblings(tops):
            return  # 教育类46个,医疗类27个,其余18个: the rest of what both are of.
        if len(tops) == _PAIR and tops[0].number.value > tops[1].number.value:
            used = tops[1].number.gap
            sure = bool(_USED.search(used[-12:])) and not LEFT.search(used)
            sure = sure and not _USED.search(tops[0].number.gap[-4:])
            sure = sure or meant_of(tops) is tops[0]
            self._take_from(draft, tops[0], tops[1], sure=sure)
        elif len(tops) > _PAIR and all(one.number.value < tops[0].number.value for one in tops[1:]):
            self._use_up(tops[0], [*tops[1:], draft], sure=is_all)

    def _closes_kinds(self, draft: Draft, kin: Sequence[Draft]) -> bool:
        """Hold 分三块:产业A,劳务B,其余C against a whole of the sentences before."""
        near = [one for one in kin if in_phrase(one, draft)]
        if not near or not LEFT.search(draft.number.gap):
            return False
        many = kinds_opened(near[0])
        whole = self._whole_before(near[0]) if many else None
        if whole is not None:
            self._use_up(whole, [*near, draft], sure=many == len(near) + 1)
        return many > 0

    def _sunk_by(self, draft: Draft) -> bool:
        """Hold 减贫1,862人,年末剩余206人,年初为2,068人 against the stocks told behind it."""
        end = draft.number.phrase[1]
        following = draft.passage.drafts[draft.index + 1 : draft.index + 4]
        kin = [one for one in following if one.family == draft.family and one.start < end]
        if len(kin) != _PAIR:
            return False
        later, earlier = sorted(kin, key=lambda one: one.number.value)
        is_told = _AT_FIRST.search(earlier.number.gap) and _IS_LEFT.search(later.number.gap)
        if is_told:
            self._differ(draft, (earlier, later), sure=True)
        return is_told is not None

    def _beside_parts(self, draft: Draft, kin: Sequence[Draft]) -> bool:
        """Hold 其余34个 against a whole and the parts of it that the sentence tells before."""
        parts = [one for one in kin if one.whole in kin]
        whole = parts[0].whole if parts else None
        if whole is None or any(one.whole is not whole for one in parts):
            return False
        if len(parts) == 1:
            value = whole.number.value - parts[0].number.value
            missed = apart(value, draft.number.value)
            is_near = _ABOUT * missed <= draft.number.value and in_phrase(whole, draft)
            self._take_from(draft, whole, parts[0], sure=is_near)
        elif not self._found.has(Relation.SUM, whole):
            self._use_up(whole, [*parts, draft])
        return True

    def _left_of_earlier(self, draft: Draft, used: Draft) -> None:
        """Hold what is left beside what was used against a whole of the sentences before."""
        whole = self._whole_before(used)
        if whole is not None:
            start = used.number.sentence[0]
            words = used.passage.text[max(start, used.start - 40) : used.start]
            sure = bool(_USED.search(used.number.gap[-12:]) and _GOES_ON.search(words))
            self._take_from(draft, whole, used, sure=sure)
        told = used.number.value + draft.number.value
        for one in reversed(self._before):
            is_whole = one.family == used.family and one.per is None and one.number.value == told
            if is_whole and not self._found.has(Relation.DIFF, draft):
                self._take_from(draft, one, used, sure=False)

    def _flows(self, draft: Draft) -> list[Draft]:
        """Return what came in and what went out as the last two sums before say it: 收支相抵."""
        if not _BALANCED.search(draft.number.gap):
            return []
        sums = [one for one in self._before if self._found.has(Relation.SUM, one)]
        told = [one for one in sums if one.family == draft.family]
        return told[-2:] if len(told) >= _PAIR else []

    def _last_pair(self, draft: Draft) -> list[Draft]:
        """Return the whole and what was used of it that the sentence before tells, and no more."""
        start = draft.number.sentence[0]
        if not start:
            return []
        first = draft.passage.sentence(start - 1)[0]
        near = draft.passage.drafts[max(0, draft.index - _MOST) : draft.index]
        told = [one for one in near if one.start >= first and one.family == draft.family]
        tops = [one for one in told if one.may_add and one.whole not in told and not one.is_beside]
        return tops if len(tops) == _PAIR else []

    def _whole_before(self, used: Draft) -> Draft | None:
        """Return the last total that stands in the sentences before what was used of it."""
        start = used.number.sentence[0]
        near = used.passage.drafts[max(0, used.index - _MOST) : used.index]
        own = [one for one in near if one.start < start]
        for one in reversed([*self._before, *own]):
            if one.family != used.family or one.per is not None or one.is_beside:
                continue
            if one.whole is None or one.whole.whole is one:
                is_more = one.number.value > used.number.value
                return one if is_more and one.status is Status.ACTUAL else None
        return None

    def _take_from(self, draft: Draft, whole: Draft, used: Draft, *, sure: bool) -> None:
        self._differ(draft, (whole, used), sure=sure)
        if self._found.has(Relation.DIFF, draft):
            for one in (used, draft):
                if whole.whole is not one:
                    one.whole = one.whole or whole

    def _use_up(self, whole: Draft, parts: Sequence[Draft], *, sure: bool = False) -> None:
        """Hold a whole against all its uses and what is left of them."""
        missed = apart(summed(parts), whole.number.value)
        if self._found.has(Relation.SUM, whole) or _NARROW * missed > whole.number.value:
            return
        if missed and sure and all(_is_exact(one) for one in (whole, *parts)):
            self._wholes.mark(whole, parts, is_ok=False)
        elif missed:
            self._found.note(Relation.SUM, whole, parts, sure=False)
        else:
            self._wholes.mark(whole, parts, is_ok=True)

    def _differ(self, draft: Draft, pair: Sequence[Draft], *, sure: bool) -> None:
        """Note a difference, one that does not agree where it is sure or misses it narrowly."""
        ranked = sorted(pair, key=lambda one: -one.number.value)
        value = ranked[0].number.value - ranked[1].number.value
        sure = sure or _NARROW * apart(value, draft.number.value) <= draft.number.value
        sure = sure and ranked[0].number.value > draft.number.value
        self._found.note(Relation.DIFF, draft, ranked, sure=sure)


def _are_siblings(pair: Sequence[Draft]) -> bool:
    """Whether two numbers are told as members of one list: by kind, behind others of it."""
    if len(pair) != _PAIR:
        return False
    first = pair[0]
    if are_siblings(pair):
        return True
    start = first.number.sentence[0]
    before = [one for one in first.passage.drafts[: first.index] if one.start >= start]
    is_further = any(one.family == first.family and not in_phrase(one, first) for one in before)
    return is_further and len(first.number.gap) <= _SHORT


def _is_carried_on(draft: Draft, kin: Sequence[Draft]) -> bool:
    """Whether what is left follows from more than two numbers: what there was, came and went."""
    return LEFT.search(draft.number.gap) is not None and any(map(is_opening, kin[:-2]))


def _due_behind(left: Draft) -> Draft | None:
    """Return what is told behind what is not done to be due in all: 尚有10.8万元未追回,应追回B."""
    following = left.passage.drafts[left.index + 1 : left.index + 2]
    told = [one for one in following if one.family == left.family and in_phrase(one, left)]
    is_due = bool(told) and told[0].number.value > left.number.value
    return told[0] if is_due and _DUE.search(told[0].number.gap) else None


def _names_one(draft: Draft, pair: Sequence[Draft]) -> bool:
    """Whether the words say which of two is more, as one of them is called: ,男生多出46人."""
    said = _MORE_BY.search(draft.number.gap)
    return said is not None and any(said[1] in one.number.gap for one in pair)


def _is_exact(one: Draft) -> bool:
    return one.number.wording is Wording.EXACT
