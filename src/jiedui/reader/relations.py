"""Stated differences and products, each held against the numbers it follows from; `shares` beside.

A relation that agrees is noted wherever its words allow it. One that does not agree is noted only
where the words leave no doubt which numbers are meant.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from jiedui.reader.changes import (
    became,
    ends_in_change,
    is_behind_place,
    is_change,
    is_compared,
    is_of_other_time,
    is_opened,
    is_opening,
    per_in_force,
    started,
    words_before,
)
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import (
    MOST,
    PAID,
    counts,
    in_phrase,
    is_in_unit,
    is_later,
    is_moved_rate,
    is_per_time,
)
from jiedui.reader.reading import PERCENT, Relation, Status
from jiedui.reader.reckoned import adds_others, is_of_more, is_other_money
from jiedui.reader.shares import Shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary

_EACH_A_TIME = re.compile(r"每[^\W\d年月天日周][^\W\d]{0,3}每[年月天日]|[人户]均每[年月]")
_WHOLE_YEAR = re.compile(r"全年|一年|当年|年度|每年")
_SOON = 8
"""A count that follows so soon counts what an average is of: 平均1500元,涉及320户."""

_PRODUCT = re.compile(
    r"共|合|计|总|款|金额|资金|产值|值(?![班守勤得])|折|支出|需|花|补助|发放|投入|收入|[进入]账"
)
_STILL_THERE = re.compile(r"(?:还[有剩]|只?剩下?|现[有在存]|[只仅]有|如今)[^,。;\d]{0,4}$")
_BALANCED = re.compile(r"收支相抵|两相抵|相抵后|收支相减")
_OUT_OF_POVERTY = re.compile(r"(?:脱贫|减贫|减少贫困(?:人口|户)?)[^,。;\d]{0,4}$")
"""Ends the words in front of how many are poor no longer: the fall of a stock told before."""

_STILL = re.compile(r"[现还仍尚][在有剩]|目前|如今|减[少至到]|降[至到]")
_ALL_BOUGHT = re.compile(
    r",?[^,。;]{0,4}(?:全部|全都?|都|悉数|一律)[^,。;]{0,4}(?:买|购|订|置|添|换|印)"
)
_PAIR = 2
_TRIED = 6
"""So many counts near a price are tried as what it is the price of."""

_AVERAGE = re.compile(
    r",(?:人均|户均|平均每?[人户名位]?|每[人户名位])[^,。;\d]{0,3}"
    r"|[^,。;\d]{0,6},(?:平均|均摊|摊)(?:下来|算|到|给)?,?(?:到?每|一)[^\W\d][^,。;\d收产]{0,5}"
    r"|[^,。;\d]{0,6},[村校班镇乡院]均[^,。;\d收产]{0,4}"
)
_GIVEN_OUT = re.compile(
    r"(?:发放|发出?|投入|拿出|补助|补贴|津贴|奖金|工资|资助|金|款|财政|支援|援助|安排|拨付?|下达|捐赠?|筹集)"
    r"[^,。;\d价]{0,5}$|给了?[^,。;\d价]{0,10}$"
)
_REACHED = re.compile(
    r"惠及|受益|资助|救助|补助|发给|分[给到配]|覆盖|用[于在到]|投[向到]|支持|落[到在]"
)
_BESIDES = re.compile(r"另|还|其[他它余中]|此外|外加")


_SPENT = re.compile(r"用去|用款|花|支出|使用")
_YEARS = re.compile(
    r"((?:19|20)\d{2})年[^,。;\d]{0,2}[比较](?:((?:19|20)\d{2})年|上一?年|前一年)[^,。;\d]{0,8}$"
)


def _are_spent(pair: Sequence[Draft]) -> bool:
    """Whether both numbers were spent, so that neither is left of the other."""
    return all(_SPENT.search(one.number.gap) for one in pair)


def _is_of(draft: Draft, year: int) -> bool:
    """Whether a number is told of one year."""
    first, last = draft.when.first, draft.when.last
    return bool(first and last and first.year == last.year == year)


class Relations:
    """Finds the relations of a page, passage by passage."""

    def __init__(self, words: Vocabulary, found: Found, cells: Sequence[Draft] = ()) -> None:
        self._found = found
        self._shares = Shares(words, found)
        self._rest = words.pattern("share", "rest")
        self._rest_signs = words.signs("share", "rest")
        self._earlier: list[Draft] = list(cells[-MOST:])
        self._before: list[Draft] = []
        self._totals: list[Draft] = []

    def read(self, passage: Passage) -> None:
        """Note the relations of a passage."""
        drafts = passage.drafts
        earlier, self._earlier = self._earlier, (self._earlier + drafts)[-MOST:]
        self._before = earlier
        self._shares.begin(earlier)
        for at, draft in enumerate(drafts):
            if draft.measure is PERCENT:
                self._shares.read(drafts, at)
            else:
                self._difference(drafts, at)
        wholes = [one.whole for one in drafts if one.whole is not None]
        self._totals = list(dict.fromkeys((*self._totals[-MOST:], *wholes)))
        for at, draft in enumerate(drafts):
            unit = draft.per
            if unit is not None and not is_moved_rate(draft):
                self._product(drafts, at, unit)

    # --------------------------------------------------------------- difference

    def _difference(self, drafts: Sequence[Draft], at: int) -> None:
        draft = drafts[at]
        gap = draft.number.gap
        if draft.is_beside:
            return
        is_rest = draft.number.signs & self._rest_signs and self._rest.search(gap[-16:]) is not None
        if not (is_rest or ends_in_change(gap[-8:])) or is_behind_place(draft):
            self._fallen(drafts, at)
            return
        kin = [one for one in drafts[max(0, at - MOST) : at] if one.family == draft.family]
        per = per_in_force(draft)
        kin = [one for one in kin if per_in_force(one) == per]
        if ("去" in gap or "其" in gap or "上" in gap) and is_of_other_time(draft):
            return
        if is_rest and len(kin) < 2:
            self._left_of_earlier(draft, kin)
            if not self._found.has(Relation.DIFF, draft):
                self._balance(draft)
        elif len(kin) < 2:
            return
        elif is_rest:
            self._left(draft, kin)
        else:
            self._change(draft, kin)

    def _left(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold what is left against the total and what was used of it."""
        if draft.whole is not None and draft.whole not in kin[-2:]:
            return
        for one, other in combinations(reversed(kin), 2):
            pair = sorted((one, other), key=lambda each: -each.number.value)
            if pair[0].number.value - pair[1].number.value == draft.number.value:
                self._found.note(Relation.DIFF, draft, pair, sure=False)
                pair[1].whole = pair[1].whole or pair[0]
                draft.whole = draft.whole or pair[0]
                return
        start = draft.number.sentence[0]
        same = [one for one in kin if one.start >= start]
        if any(is_opening(one) for one in same[:-2]):
            return  # What is left over from before comes on top of what came in.
        pair = sorted(same[-2:], key=lambda each: -each.number.value)
        if len(same) == 1 and same[0].whole is not None and PAID.search(words_before(same[0])):
            self._found.note(Relation.DIFF, draft, (same[0].whole, same[0]), sure=True)
        elif len(same) == 2 and PAID.search(pair[1].number.gap) and not _are_spent(pair):
            self._found.note(Relation.DIFF, draft, pair, sure=True)

    def _left_of_earlier(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold what is left against what was used and a total of the paragraph before."""
        for used in kin:
            for total in reversed(self._before):
                is_left = total.number.value - used.number.value == draft.number.value
                if total.family == draft.family and is_left:
                    self._found.note(Relation.DIFF, draft, (total, used), sure=False)
                    return

    def _balance(self, draft: Draft) -> None:
        """Hold what is left against the totals of paragraphs before: taken in, and spent."""
        totals = [one for one in self._totals if one.family == draft.family]
        if len(totals) > 1 and totals[-2].number.value > totals[-1].number.value:
            is_sure = _BALANCED.search(draft.number.gap) is not None
            self._found.note(Relation.DIFF, draft, totals[-2:], sure=is_sure)

    def _fallen(self, drafts: Sequence[Draft], at: int) -> None:
        """Note how many are poor no longer where two stocks told before differ by just so many."""
        draft = drafts[at]
        said = drafts[at - 1] if at and draft.number.gap == "、" else draft
        if "贫" not in said.number.gap or not _OUT_OF_POVERTY.search(said.number.gap[-16:]):
            return
        kin = [one for one in drafts[max(0, at - 8) : at] if one.measure is draft.measure]
        kin = [one for one in kin if one.start >= draft.number.sentence[0]] or kin
        if len(kin) == _PAIR and kin[0].number.value > draft.number.value > kin[1].number.value:
            is_stock = _STILL.search(drafts[kin[1].index - 1].number.gap + kin[1].number.gap)
            sure = is_stock is not None and "年" not in said.number.gap
            self._found.note(Relation.DIFF, draft, kin, sure=sure)
            return
        for other, one in combinations(reversed(kin), 2):
            if one.number.value - other.number.value == draft.number.value:
                self._found.note(Relation.DIFF, draft, (one, other), sure=False)
                return

    def _change(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold a stated change against the two numbers it lies between."""
        start = draft.number.sentence[0]
        same = [one for one in kin if one.start >= start]
        if len(same) == 1:
            self._since(draft, same[0])
        if len(same) < 2:
            return
        if years := _YEARS.search(draft.number.gap):
            self._between_years(draft, same, years)
            return
        if is_opened(draft):
            return
        first, second = same[-2:]
        if is_compared(second) and first.whole in same and not in_phrase(first, second):
            first = first.whole
        is_pair = is_compared(second) or became(first, second) or _is_what_is_left(first, second)
        is_since = len(same) == _PAIR and (is_compared(first) or is_later(first, second))
        if not (is_pair or is_since) or not in_phrase(second, draft):
            return
        pair = sorted((first, second), key=lambda each: -each.number.value)
        sure = not first.number.gap.startswith("、")  # One of a list is not what is compared.
        sure = sure and draft.status in (first.status, second.status, Status.ACTUAL)
        self._found.note(Relation.DIFF, draft, pair, sure=sure)

    def _since(self, change: Draft, old: Draft) -> None:
        """Hold 去年2500万元,今年多了300万元 against the one total of the sentence before."""
        start = old.number.sentence[0]
        if not (is_compared(old) or old.is_beside) or not start or not is_change(change):
            return
        first = old.passage.sentence(start - 1)[0]
        told = [
            one for one in old.passage.drafts
            if first <= one.start < start and one.number.unit == old.number.unit
            and one.family == old.family and one.whole is None
        ]  # fmt: skip
        if len(told) == 1 and told[0].status is old.status and told[0].per is old.per is None:
            pair = sorted((told[0], old), key=lambda each: -each.number.value)
            self._found.note(Relation.DIFF, change, pair, sure=in_phrase(old, change))

    def _between_years(self, draft: Draft, same: Sequence[Draft], years: re.Match[str]) -> None:
        """Hold 2020年比2019年多 N against the one number that the sentence tells of each year."""
        pair = []
        own = int(years[1])
        for year in (own, int(years[2] or own - 1)):
            told = [one for one in same if _is_of(one, year)]
            if len(told) != 1:
                return
            pair += told
        pair.sort(key=lambda each: -each.number.value)
        self._found.note(Relation.DIFF, draft, pair, sure=True)

    # ------------------------------------------------------------------ product

    def _product(self, drafts: Sequence[Draft], at: int, unit: str) -> None:
        """Hold a total against so many at so much each."""
        draft = drafts[at]
        before = draft.number.before
        is_timed = is_per_time(before[-12:] + draft.number.after[:4]) or "每月" in before
        if is_timed and not _EACH_A_TIME.search(draft.number.before[-12:]):
            return
        near = drafts[max(0, at - MOST) : at + 5]
        counted = self._counted(draft, near, unit)
        earlier = self._counted(draft, self._before, unit) if unit else []
        totals = [
            one for one in near
            if one is not draft and is_in_unit(one, draft)
            and (one.family != draft.family or one.number.value > draft.number.value)
        ]  # fmt: skip
        totals.sort(key=lambda one: (one.start < draft.start, abs(one.start - draft.start)))
        for count in (*counted[:_TRIED], *earlier):
            if any(self._multiply(total, draft, count, sure=False) for total in totals):
                return
        if self._bought(draft, counted, totals):
            return
        after = [one for one in totals if draft.start < one.start and in_phrase(draft, one)]
        self._shared_out(drafts, at)
        is_near = counted and after and self._is_meant(counted, after[0])
        is_near = is_near and not is_per_time(counted[0].number.gap[-_SOON:])
        is_near = is_near and not adds_others(self._found, draft, after[0])
        if is_near and is_timed:
            by_year = "每年" in draft.number.before[-12:]
            is_timed = not (by_year and _WHOLE_YEAR.search(after[0].number.gap))
        if is_near and not is_timed:
            words = after[0].number.gap
            is_sold = "卖" in words and "卖" in draft.number.gap
            is_told = (is_sold or _PRODUCT.search(words)) and not _BESIDES.search(words)
            is_told = is_told and not is_other_money(draft, after[0])
            is_told = is_told and not is_of_more(after[0])
            if (is_told and len(words) < 14) or _is_in_a_row(counted[0], draft, after[0]):
                self._multiply(after[0], draft, counted[0], sure=True)

    def _shared_out(self, drafts: Sequence[Draft], at: int) -> None:
        """Hold a sum given to so many against what each got of it: 36万元,惠及300名,人均1200元."""
        if at < _PAIR:
            return
        total, count, each = drafts[at - _PAIR : at + 1]
        is_row = in_phrase(total, each) and in_phrase(count, each)
        is_sum = total.family == each.family != count.family and total.per is count.per is None
        if is_row and is_sum and _AVERAGE.fullmatch(each.number.gap):
            is_given = _GIVEN_OUT.search(total.number.gap) and not total.is_beside
            is_last = not each.passage.text.startswith("的", each.end)
            is_close = len(count.number.gap) < 2 * _SOON
            if is_given and is_last and is_close and _REACHED.search(count.number.gap):
                share = over(total.number.value, count.number.value)
                is_rounded = 2 * apart(share, each.number.value) <= each.number.step
                self._multiply(total, each, count, sure=not is_rounded)

    def _bought(self, each: Draft, counted: Sequence[Draft], totals: Sequence[Draft]) -> bool:
        """Hold a sum that all bought one thing against how many and at what price.

        2.8万元全买了书,1120册,每册28元: the sum stands first, the count and the price behind it.
        """
        before = [one for one in totals if one.start < each.start and in_phrase(one, each)]
        if not before or not counted:
            return False
        total, count = before[-1], counted[0]
        if not total.end < count.start < each.start or count.passage is not each.passage:
            return False
        between = each.passage.text[total.end : count.start]
        if len(between) > 16 or not _ALL_BOUGHT.match(between):
            return False
        self._multiply(total, each, count, sure=True)
        return True

    def _is_meant(self, counted: Sequence[Draft], total: Draft) -> bool:
        """Whether the nearest count is the one a total is made of: beside it, or the only one."""
        nearest = counted[0]
        if nearest.passage is not total.passage:
            return False
        if any(nearest.end < one.start < total.start for one in counted[1:]):
            return False  # 每名2000元,小学生120名,初中生86名 are paid for together.
        start = total.number.sentence[0]
        same = [one for one in counted if one.start >= start]
        beside = [one for one in same if abs(one.index - nearest.index) == 1]
        if any("、" in max(one, nearest, key=_begin).number.gap for one in beside):
            return False
        return in_phrase(nearest, total) or same == [nearest]

    def _counted(self, draft: Draft, near: Sequence[Draft], unit: str) -> list[Draft]:
        """Return the numbers that count what a number is per, the nearest first."""
        found = [one for one in near if one is not draft and counts(unit, one) and not one.per]
        if unit:
            found = [one for one in found if one.family != draft.family]
        else:
            found = [
                one for one in found
                if one.start < draft.start < one.end + 24
                or (0 <= one.start - draft.end < _SOON and in_phrase(one, draft))
            ]  # fmt: skip
        return sorted(found, key=lambda one: abs(one.start - draft.start))

    def _multiply(self, total: Draft, each: Draft, count: Draft, *, sure: bool) -> bool:
        if total is count:
            return False
        sure = sure and not self._found.has(Relation.SUM, total) and count.status is total.status
        return self._found.note(Relation.PRODUCT, total, (each, count), sure=sure)


def _is_what_is_left(first: Draft, second: Draft) -> bool:
    """Whether a number is what there was and the next what there is: 原有2300亩,还有1850亩."""
    return started(first) and _STILL_THERE.search(second.number.gap) is not None


def _begin(one: Draft) -> int:
    return one.start


def _is_in_a_row(count: Draft, each: Draft, total: Draft) -> bool:
    """Whether so many, so much each and a total stand in a row: 苗3000株,8元一株,2.4万元."""
    text = each.passage.text
    between = text[count.end : each.start], text[each.end : total.start]
    return len(between[0]) < 4 and len(between[1]) < 5 and between[1].endswith(",")
