"""Stated differences, growths, shares and products, each held against the numbers it follows from.

A relation that agrees is noted wherever its words allow it. One that does not agree is noted only
where the words leave no doubt which numbers are meant.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from jiedui.reader.agreement import agrees, computed
from jiedui.reader.families import counts, family, has_own_share, in_phrase, is_later, is_per_time
from jiedui.reader.reading import Measure, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.families import Each, Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary

_MOST = 14
"""So many numbers before a stated one are looked at."""

_NO_SHARE = re.compile(
    r"发生率|覆盖率|增长率|比重|森林|满意|利率|出勤|普及率|入学率|就诊率|合格率|成活率|普通话|涨幅|增幅"
)
_POINT = re.compile(r"百分点|percentage point")
_TOTAL = re.compile(r"总|合计|共|合起来|计划|安排|下达|预算|排定|全年|应")
_PAID = re.compile(
    r"拨付|到位|到账|完成|支出|用去|使用|已|实际|用掉|花|付|交付|兑现|结算|[开完竣]工|建成|投产|验收|就业"
)
_PRODUCT = re.compile(r"共|合|计|总|款|金额|资金|产值|折|支出|需|花|补助|发放|投入|收入")
_FULFILS = re.compile(r"完成|占|相当于|达到?|超额")
_TO = re.compile(r"[至到]\s?[了的约近]?$")
_BESIDES = re.compile(r"另|还|其[他它余]|此外|外加")
_THEN = re.compile(r"从中|其中|总盘子|里面|总数|总量|总额|全部|of the total|总投")


class Relations:
    """Finds the relations of a page, passage by passage."""

    def __init__(self, words: Vocabulary, found: Found, each: Each) -> None:
        self._found = found
        self._each = each
        self._growth = words.pattern("compare", "growth", "fall")
        self._share = words.pattern("share")
        self._rest = words.pattern("share", "rest")
        self._same = words.pattern("compare", "same")
        self._earlier: list[Draft] = []
        self._before: list[Draft] = []
        self._last_whole: Draft | None = None

    def read(self, passage: Passage) -> None:
        """Note the relations of a passage."""
        drafts = passage.drafts
        earlier, self._earlier = self._earlier, (self._earlier + drafts)[-_MOST:]
        self._before = earlier
        for at, draft in enumerate(drafts):
            if draft.measure is Measure.PERCENT:
                self._percent(drafts, at)
            else:
                self._difference(drafts, at)
        for at, draft in enumerate(drafts):
            unit = self._each.unit(draft)
            if unit is not None:
                self._product(drafts, at, unit)

    def _note(
        self, relation: Relation, total: Draft, parts: Sequence[Draft], *, sure: bool
    ) -> bool:
        """Note a relation that agrees, or one that does not when its words leave no doubt."""
        value = computed(relation, parts)
        if value is None:
            return False
        is_ok = agrees(total, parts, value)
        if is_ok or sure:
            self._found.add(relation, total, parts, is_ok=is_ok)
        return is_ok

    # ------------------------------------------------------------------ percent

    def _percent(self, drafts: Sequence[Draft], at: int) -> None:
        draft = drafts[at]
        gap = draft.passage.gap(draft.number)
        if _POINT.search(draft.number.unit):
            self._points(drafts, at)
        elif self._is_growth(gap):
            self._growing(drafts, at, gap)
        else:
            self._sharing(drafts, at, gap)

    def _is_growth(self, gap: str) -> bool:
        return bool(
            self._growth.search(gap[-12:])
            and not self._share.search(gap[-4:])
            and not _TO.search(gap)
        )

    def _points(self, drafts: Sequence[Draft], at: int) -> None:
        draft = drafts[at]
        start = draft.passage.phrase(draft.start)[0]
        before = [
            one for one in drafts[max(0, at - 4) : at]
            if one.measure is Measure.PERCENT and one.start >= start
            and not _POINT.search(one.number.unit)
        ]  # fmt: skip
        if len(before) >= 2:
            pair = sorted(before[-2:], key=lambda one: -one.number.value)
            self._note(Relation.DIFF, draft, pair, sure=True)

    def _growing(self, drafts: Sequence[Draft], at: int, gap: str) -> None:
        """Hold a stated growth against the number it grew from and the one it grew to."""
        draft = drafts[at]
        if self._same.search(gap):
            return
        near = self._near(drafts, at, draft.passage.sentence(draft.start)[0])
        near = [one for one in near if one.measure is not Measure.PERCENT and not _is_change(one)]
        following = drafts[at + 1] if at + 1 < len(drafts) else None
        if following and draft.passage.text[draft.end : following.start].strip() == "from":
            self._grown_from(draft, following, near)
        elif near:
            self._grown(drafts, draft, near)

    def _grown_from(self, draft: Draft, base: Draft, near: Sequence[Draft]) -> None:
        """Hold *up 25% from B* against the number in front of it."""
        same = [one for one in near if family(one) == family(base)]
        if same:
            self._note(Relation.GROWTH, draft, (same[-1], base), sure=True)

    def _grown(self, drafts: Sequence[Draft], draft: Draft, near: Sequence[Draft]) -> None:
        """Hold 较 B 增长 p% and 由 B 增加到 A,增长 p% against the numbers in front of them."""
        place = max((k for k, one in enumerate(near) if _is_compared(one)), default=len(near) - 1)
        base = near[place]
        kin = [one for one in near[:place] if family(one) == family(base)]
        if not _is_compared(base):
            moved = kin and _moved(draft.passage.text[kin[-1].end : base.start])
            is_pair = (moved and _started(kin[-1])) or (kin and is_later(kin[-1], base))
            if is_pair:
                sure = in_phrase(kin[-1], draft)
                self._note(Relation.GROWTH, draft, (base, kin[-1]), sure=sure)
            return
        later = [one for one in near[place + 1 :] if family(one) == family(base)]
        new = self._compared(later or kin or self._before_sentence(drafts, base), base)
        if new is not None:
            self._note(Relation.GROWTH, draft, (new, base), sure=in_phrase(base, draft))

    def _before_sentence(self, drafts: Sequence[Draft], base: Draft) -> list[Draft]:
        """Return the one total of the sentence before that a comparison can go on about."""
        start = base.passage.sentence(base.start)[0]
        if not start:
            return []
        earlier = base.passage.sentence(start - 1)[0]
        found = [
            one
            for one in drafts
            if earlier <= one.start < start and family(one) == family(base) and one.whole is None
        ]
        return found if len(found) == 1 else []

    def _compared(self, kin: Sequence[Draft], base: Draft) -> Draft | None:
        """Return the number that is compared with the base: of the same sentence, the nearest."""
        same = [one for one in kin if not one.is_beside and not self._each.is_each(one)]
        return same[-1] if same and same[-1].number.value != base.number.value else None

    def _near(self, drafts: Sequence[Draft], at: int, start: int) -> list[Draft]:
        return [one for one in drafts[max(0, at - _MOST) : at] if one.start >= start]

    # -------------------------------------------------------------------- share

    def _sharing(self, drafts: Sequence[Draft], at: int, gap: str) -> None:
        """Hold a stated share or rate against its part and its whole."""
        draft = drafts[at]
        text = draft.passage.text
        behind = draft.passage.after(draft.number)
        if _NO_SHARE.search(gap[-14:]):
            return
        following = drafts[at + 1] if at + 1 < len(drafts) else None
        if following and re.match(
            r"[,(]?\s?(?:也就是|即|约合|合|计)", text[draft.end : draft.end + 6]
        ):
            if following.start - draft.end < 12 and following.measure is not Measure.PERCENT:
                self._settle(drafts, at, following, sure=False)
            return
        if gap.strip() == "的":
            self._fulfilled(drafts, at)
            return
        marked = self._share.search(gap[-8:]) or re.match(r"\s?of |的", behind)
        rated = re.search(r"(?:率|进度|完成度)[约近为达仅只有超过]{0,3}\s?$", gap[-8:])
        if not marked and not rated:
            return
        near = [
            one for one in self._near(drafts, at, draft.passage.phrase(draft.start)[0])
            if one.measure is not Measure.PERCENT and not one.is_beside
        ]  # fmt: skip
        if not near:
            near = [
                one for one in self._near(drafts, at, draft.passage.sentence(draft.start)[0])
                if one.measure is not Measure.PERCENT
            ][-1:]  # fmt: skip
        if near:
            is_paid = rated and _PAID.search(_around(near[-1]))
            self._settle(drafts, at, near[-1], sure=bool(self._share.search(gap[-8:]) or is_paid))

    def _fulfilled(self, drafts: Sequence[Draft], at: int) -> None:
        """Hold 完成任务 B 的 p% against the number reached in front of it."""
        draft = drafts[at]
        near = self._near(drafts, at, draft.passage.sentence(draft.start)[0])
        reached = [one for one in near[:-1] if family(one) == family(near[-1])]
        if reached:
            sure = _FULFILS.search(near[-1].passage.before(near[-1].number)) is not None
            self._note(Relation.RATIO, draft, (reached[-1], near[-1]), sure=sure)

    def _settle(self, drafts: Sequence[Draft], at: int, part: Draft, *, sure: bool) -> None:
        """Choose the whole of a share: one that agrees, else the only one the words can mean."""
        draft = drafts[at]
        wholes = [
            one for one in drafts[max(0, at - _MOST) : at]
            if one is not part and family(one) == family(part) and not self._each.is_each(one)
            and one.number.value > part.number.value
        ]  # fmt: skip
        if not wholes:
            self._settle_far(draft, part)
            return
        ranked = sorted(
            wholes, key=lambda one: (one is not part.whole, -one.number.value, -one.start)
        )
        for whole in ranked:
            if self._note(Relation.RATIO, draft, (part, whole), sure=False):
                part.whole = part.whole or whole
                self._last_whole = whole
                return
        meant = self._meant(part, wholes, draft)
        if sure and meant is not None:
            self._note(Relation.RATIO, draft, (part, meant), sure=True)
            part.whole = part.whole or meant

    def _settle_far(self, draft: Draft, part: Draft) -> None:
        """Take a whole of an earlier paragraph when the share agrees with it."""
        for one in reversed(self._before):
            is_whole = family(one) == family(part) and one.number.value > part.number.value
            if is_whole and self._note(Relation.RATIO, draft, (part, one), sure=False):
                return

    def _meant(self, part: Draft, wholes: Sequence[Draft], draft: Draft) -> Draft | None:
        """Return the whole that the words mean when no whole agrees."""
        if part.whole in wholes:
            return part.whole
        if self._last_whole in wholes:
            return self._last_whole
        passage = draft.passage
        start, sentence = passage.sentence(draft.start)[0], passage.text
        wholes = [one for one in wholes if not has_own_share(one)]
        beside = [one for one in wholes if one.start >= start and not one.is_beside]
        if len(beside) == 1:
            return beside[0]
        words = sentence[start : draft.start]
        tops = [one for one in wholes if one.whole is None and not one.is_beside]
        if beside:
            marked = [one for one in beside if _TOTAL.search(passage.gap(one.number))]
            return marked[0] if len(marked) == 1 else None
        if _THEN.search(words) or len(tops) == 1:
            return tops[-1] if tops else None
        return None

    # --------------------------------------------------------------- difference

    def _difference(self, drafts: Sequence[Draft], at: int) -> None:
        draft = drafts[at]
        if draft.is_beside:
            return
        gap = draft.passage.gap(draft.number)
        is_rest = self._rest.search(gap[-16:]) is not None
        if not is_rest and not _CHANGED_BY.search(gap[-8:]):
            return
        kin = [one for one in drafts[max(0, at - _MOST) : at] if family(one) == family(draft)]
        kin = [one for one in kin if not self._each.is_each(one)]
        if len(kin) < 2:
            return
        if is_rest:
            self._left(draft, kin)
        else:
            self._change(draft, kin)

    def _left(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold what is left against the total and what was used of it."""
        for one, other in combinations(reversed(kin), 2):
            pair = sorted((one, other), key=lambda each: -each.number.value)
            if pair[0].number.value - pair[1].number.value == draft.number.value:
                self._note(Relation.DIFF, draft, pair, sure=False)
                pair[1].whole = pair[1].whole or pair[0]
                draft.whole = draft.whole or pair[0]
                return
        start = draft.passage.sentence(draft.start)[0]
        same = [one for one in kin if one.start >= start]
        pair = sorted(same[-2:], key=lambda each: -each.number.value)
        if len(same) == 1 and same[0].whole is not None and _PAID.search(_before(same[0])):
            self._note(Relation.DIFF, draft, (same[0].whole, same[0]), sure=True)
        elif len(same) == 2 and _PAID.search(draft.passage.gap(pair[1].number)):
            self._note(Relation.DIFF, draft, pair, sure=True)

    def _change(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold a stated change against the two numbers it lies between."""
        start = draft.passage.sentence(draft.start)[0]
        same = [one for one in kin if one.start >= start]
        if len(same) < 2:
            return
        first, second = same[-2:]
        text = draft.passage.text
        is_pair = _is_compared(second) or (
            _moved(text[first.end : second.start]) and _started(first)
        )
        if not is_pair or not in_phrase(second, draft):
            return
        pair = sorted((first, second), key=lambda each: -each.number.value)
        self._note(Relation.DIFF, draft, pair, sure=True)

    # ------------------------------------------------------------------ product

    def _product(self, drafts: Sequence[Draft], at: int, unit: str) -> None:
        """Hold a total against so many at so much each."""
        draft = drafts[at]
        passage = draft.passage
        if is_per_time(passage.before(draft.number)[-12:] + passage.after(draft.number)[:4]):
            return
        near = drafts[max(0, at - _MOST) : at + 5]
        counted = self._counted(draft, near, unit)
        earlier = self._counted(draft, self._before, unit) if unit else []
        totals = [one for one in near if one is not draft and family(one) == family(draft)]
        totals = [one for one in totals if one.number.value > draft.number.value]
        for count in (*counted[:3], *earlier):
            if any(self._multiply(total, draft, count, sure=False) for total in totals):
                return
        after = [one for one in totals if draft.start < one.start and in_phrase(draft, one)]
        is_near = counted and after and self._is_meant(counted, after[0])
        if is_near:
            words = passage.gap(after[0].number)
            if _PRODUCT.search(words) and not _BESIDES.search(words) and len(words) < 14:
                self._multiply(after[0], draft, counted[0], sure=True)

    def _is_meant(self, counted: Sequence[Draft], total: Draft) -> bool:
        """Whether the nearest count is the one a total is made of: beside it, or the only one."""
        nearest = counted[0]
        if nearest.passage is not total.passage:
            return False
        start = total.passage.sentence(total.start)[0]
        same = [one for one in counted if one.start >= start]
        return in_phrase(nearest, total) or same == [nearest]

    def _counted(self, draft: Draft, near: Sequence[Draft], unit: str) -> list[Draft]:
        """Return the numbers that count what a number is per, the nearest first."""
        found = [one for one in near if one is not draft and counts(unit, one)]
        if unit:
            found = [one for one in found if family(one) != family(draft)]
        else:
            found = [one for one in found if one.start < draft.start < one.end + 24]
        return sorted(found, key=lambda one: abs(one.start - draft.start))

    def _multiply(self, total: Draft, each: Draft, count: Draft, *, sure: bool) -> bool:
        if total is count:
            return False
        return self._note(Relation.PRODUCT, total, (each, count), sure=sure)


def _before(draft: Draft) -> str:
    return draft.passage.gap(draft.number)


def _around(draft: Draft) -> str:
    return _before(draft) + draft.passage.after(draft.number)


_COMPARED = re.compile(r"(?:比|较|than|与)[^,。;]{0,12}$")
_CHANGED_BY = re.compile(r"[增减多少降升]了?\S{0,2}$")
_CHANGE = re.compile(r"增|减|多|少|升|降|提高|扩大|超")
_MOVED = re.compile(r"[到至为成]\s?(?:目前|现在|约|了|今年|去年|的|\d{4}年)*\s?$")
_STARTED = re.compile(r"[从由自](?![^,。;]{24})")


def _is_compared(draft: Draft) -> bool:
    """Whether a number is the one that others are compared with: 比去年的5000万元."""
    said = _COMPARED.search(draft.passage.gap(draft.number)[-16:])
    return said is not None and not _CHANGE.search(said[0])


def _is_change(draft: Draft) -> bool:
    """Whether a number is a stated change (增加1400亩), not what it changed to (增加到4900亩)."""
    gap = _before(draft)[-8:]
    return _CHANGED_BY.search(gap) is not None and gap[-1:] not in tuple("到至为成的")


def _moved(between: str) -> bool:
    return len(between) < 24 and _MOVED.search(between) is not None


def _started(draft: Draft) -> bool:
    return _STARTED.search(draft.passage.before(draft.number)) is not None
