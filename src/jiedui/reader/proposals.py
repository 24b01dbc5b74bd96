"""Relations proposed by the cue of a stated number, asked of every number nothing is held against.

A cue (what is left, saved or owed; what there is now; so much each; a share) says of which shape
a relation is, the sentence says which numbers can fill it. One that agrees is noted. One that does
not is a slip where just so many numbers fill the shape and their own words give them their parts
in it, or where they miss so narrowly that no other are meant. `remainders` has the differences,
`percentages` the shares and growths.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import computed, summed
from jiedui.reader.changes import is_change, is_compared, is_of_other_time
from jiedui.reader.converting import times
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import counts, in_phrase, is_in_unit, is_moved_rate, told_before
from jiedui.reader.percentages import Percentages
from jiedui.reader.reading import MONEY, PERCENT, Relation
from jiedui.reader.reckoned import adds_others, is_of_more, is_other_money
from jiedui.reader.remainders import Remainders
from jiedui.reader.turned import turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_PAIR = 2
_SHORT = 6
"""Words so short lead from a price straight to what all cost."""

_REACH = 40
"""So many numbers before a passage may hold the whole that it goes on about."""

_NEAR = 16
"""So many signs in front of a number may hold its cue."""

_CUES = frozenset(
    "贫少漏留退余剩结存额缺尚还未待欠滞沉闲不节核审压减多少超付短差亏盈已现目如可在达增升扩累全调总其比较没有"
)
"""One of these signs stands in the words of every cue."""

_ALREADY = re.compile(r"[,;]已(?:经|全部|共|累计)*([^\W\d]{2})$")
_BASE = re.compile(r"原[有来先定计]|上年|上期|年初|去年|此前|结转|期初|过去|先前")
_ADDED = re.compile(
    r"过来|[转迁调]来|加入|新[增招建购添聘]|追加|增[加投派]|本[年期]|当年|今年|再|又|另|后"
)
_COMES_ON_TOP = re.compile(r"(?:后来)?(?:又|再|另)(?:增|新|追|派|建|招|添|引|办|送|拨|投|捐|来)")
"""Says of a number that it comes to the one told before it: 又增派5人."""

_LESS = re.compile(r"毕业|关停|减少|退|调出|支出|用去|拨出|淘汰|报废|死亡")
_NOW = re.compile(
    r"(?:共[有计]?|现[有已在共]|目前|如今|可用|可支配|在[校岗册栏园]|[达增升扩]到?|达|累计|全年|调整[后为]|"
    r"总[^,。;\d]{1,4})[^,。;\d]{0,6}$"
)
_WAS = re.compile(r"[^,。;\d]{0,6},(?:原[有来先]|此前|之前)(?:只|仅)?[有为]?")
_TOLD_NOW = re.compile(r"总|现[有在]|目前|达到?|增[至到]")
_EACH_ONLY = re.compile(
    r"[,、(;]?(?:平均|均摊|摊|折?合|折算|算|相当于)?(?:下来|到)?,?(?:[每一单]?[^\W\d]{1,3}均?"
    r"|每个?[^\W\d]{1,5}平均|[每一单](?:平方米|平米|公里|[^\W\d]{1,2})(?:造价|成本|投资|投入|补助|费用))(?:约|为|达|有|是|近)*"
)
_GIVES = re.compile(
    r"分[到给配]|投了|资金|投资|经费|发|总额|扶|救助|补|资助|奖|拨|安排|助学|投入|给|捐|慰问|分红|工资|兑"
)
_COSTS = re.compile(
    r",?(?:[共合计值约为]|合计|共计|总价|价值|折合|应(?:补助?|发放?|付|拨|需|支付)|[共需]需)*"
)
_ABOUT_A_QUARTER = 4


class Proposals:
    """Proposes relations for the numbers of a page that stand unexplained."""

    def __init__(self, found: Found, wholes: Wholes) -> None:
        self._found = found
        self._wholes = wholes
        self._remainders = Remainders(found, wholes)
        self._percentages = Percentages(found)
        self._before: list[Draft] = []

    def read(self, passages: Iterable[Passage]) -> None:
        """Note the relations of a page's passages, in order."""
        for passage in passages:
            for draft in passage.drafts:
                if self._found.holds(draft):
                    continue
                if turn(self._found, draft):
                    continue
                if draft.measure is PERCENT:
                    self._percentages.read(draft)
                elif draft.per is not None:
                    self._mean(draft)
                else:
                    self._stated(draft)
            self._before = [*self._before, *passage.drafts][-_REACH:]

    def _stated(self, draft: Draft) -> None:
        """Propose what a number is by the words in front of it."""
        drafts, at = draft.passage.drafts, draft.index
        low = max(draft.number.phrase[0], draft.start - _NEAR)
        is_cued = not _CUES.isdisjoint(draft.passage.text[low : draft.start])
        if is_cued or draft.passage.text.startswith("(", draft.end):
            self._cued(draft)
        prices = [one for one in drafts[max(0, at - _PAIR) : at] if one.per is not None]
        if prices and not self._found.holds(draft):
            if at >= _PAIR:
                self._multiplied(draft)
            if prices[-1] is drafts[at - 1] and not self._found.holds(draft):
                self._priced(draft)

    def _cued(self, draft: Draft) -> None:
        """Propose a difference or a sum."""
        is_part = draft.whole is not None and self._found.has(Relation.SUM, draft.whole)
        if is_part or draft.is_beside or is_of_other_time(draft):
            return
        kin = [one for one in told_before(draft) if one.family == draft.family and one.may_add]
        if kin and _ALREADY.search(draft.number.gap):
            self._summed_up(draft, kin)
            return
        is_rest = self._remainders.propose(draft, kin, self._before)
        if not is_rest and len(kin) == _PAIR:
            self._now(draft, kin)

    # --------------------------------------------------------------------- sums

    def _summed_up(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold 已拨付86.5万元 against all that its sentence says to be 拨付 before it."""
        said = _ALREADY.search(draft.number.gap)
        parts = [one for one in kin if said and said[1] in one.number.gap]
        is_free = all(one.whole is None and one.number.value < draft.number.value for one in parts)
        if len(parts) > 1 and parts == list(kin) and is_free:
            value = summed(parts)
            if 10 * apart(value, draft.number.value) <= value:
                self._wholes.mark(draft, parts, is_ok=value == draft.number.value)

    def _now(self, draft: Draft, kin: Sequence[Draft]) -> None:
        """Hold what there is now against what there was and what came to it."""
        if _WAS.fullmatch(draft.number.gap) and _TOLD_NOW.search(kin[1].number.gap):
            draft, kin = kin[1], [draft, kin[0]]
        elif not _NOW.search(draft.number.gap):
            return
        words = [one.number.gap + one.number.after[:4] for one in kin]
        if len(kin) != _PAIR or any(_LESS.search(each) for each in words):
            return
        is_base = _BASE.search(words[0]) or _COMES_ON_TOP.search(words[1])
        if is_base and _ADDED.search(words[1]) and not is_compared(kin[1]):
            is_more = all(one.number.value < draft.number.value for one in kin)
            self._found.note(Relation.SUM, draft, kin, sure=is_more)

    # ------------------------------------------------------ products and means

    def _multiplied(self, draft: Draft) -> None:
        """Hold the last of three numbers in a row against so many at so much each."""
        first, second = draft.passage.drafts[draft.index - 2 : draft.index]
        each, count = (first, second) if first.per is not None else (second, first)
        if each.per is None or count.per is not None or not in_phrase(first, draft):
            return
        is_count = each.times == count.number.value if not each.per else counts(each.per, count)
        if not is_in_unit(draft, each) or not is_count:
            return
        if count.status is not draft.status or is_moved_rate(each):
            return
        if adds_others(self._found, each, draft) or is_of_more(draft):
            return
        value = computed(Relation.PRODUCT, (each, count), draft) or 0
        narrow = 4 if len(draft.number.gap) <= _SHORT else 8
        is_near = (
            not is_other_money(each, draft)
            and narrow * apart(value, draft.number.value) <= draft.number.value
        )
        self._found.note(Relation.PRODUCT, draft, (each, count), sure=is_near)

    def _priced(self, draft: Draft) -> None:
        """Hold a sum right behind a price against the one count of the page it is the price of."""
        each = draft.passage.drafts[draft.index - 1]
        is_price = each.per and is_in_unit(draft, each) and in_phrase(each, draft)
        if not is_price or not _COSTS.fullmatch(draft.number.gap):
            return
        near = [*self._before, *draft.passage.drafts[max(0, draft.index - _REACH) : draft.index]]
        counted = [one for one in near if counts(each.per or "", one) and one.per is None]
        counted = [one for one in counted if one.whole is None] or counted
        if len(counted) == 1:
            value = computed(Relation.PRODUCT, (each, counted[0]), draft) or 0
            is_near = 8 * apart(value, draft.number.value) <= draft.number.value
            self._found.note(Relation.PRODUCT, draft, (each, counted[0]), sure=is_near)

    def _counted_before(self, each: Draft) -> list[Draft]:
        """Return what the other parts of a sentence count of what a mean is of: 42家;…平均每家."""
        told = [one for one in told_before(each) if counts(each.per or "", one)]
        told = [one for one in told if not (one.is_beside or is_compared(one) or is_change(one))]
        told = [one for one in told if one.whole not in told]
        return told if len(told) == 1 and each.per else []

    def _mean(self, each: Draft) -> None:
        """Hold a mean told last against the total and the count it is of: 平均每期48人."""
        told = [one for one in told_before(each) if in_phrase(one, each)]
        totals = [one for one in told if is_in_unit(one, each) and one.per is None]
        totals = [one for one in totals if one.number.unit == each.number.unit] or totals
        totals = [one for one in totals if each.index - one.index <= _PAIR] or totals
        if len(totals) > 1:
            totals = [one for one in totals if one.when == each.when and not one.is_beside]
        counted = [one for one in told if counts(each.per or "", one) and one not in totals]
        counted = counted or self._counted_before(each)
        counted = [one for one in counted if each.index - one.index <= _PAIR] or counted
        if len(totals) != 1 or len(counted) != 1 or not each.per:
            return
        total, count = totals[0], counted[0]
        if not count.number.value or count.per is not None:
            return
        mean = over(total.number.value, count.number.value)
        mean *= times(total.number.unit, each.number.unit)
        missed = apart(mean, each.number.value)
        is_rounded = 2 * missed <= each.number.step
        words = each.number.gap[-10:].rpartition(",")[2]
        is_plain = _EACH_ONLY.fullmatch(words) is not None or words[-2:] in total.number.gap
        is_plain = is_plain and not each.passage.text.startswith("的", each.end)
        given = total.number.gap[-20:] + count.number.gap[-4:]
        is_given = each.measure is not MONEY or _GIVES.search(given) is not None
        is_given = is_given or words[-2:] in total.number.gap
        is_beside = each.index - total.index <= _PAIR and _EACH_ONLY.fullmatch(words) is not None
        is_round = over(mean, each.number.step).denominator == 1
        is_near = (_PAIR if is_round else _ABOUT_A_QUARTER) * missed <= mean
        is_plain = is_plain and each.number.wording is Wording.EXACT
        sure = not is_rounded and is_plain and (is_given or is_beside) and is_near
        self._found.note(Relation.PRODUCT, total, (each, count), sure=sure)
