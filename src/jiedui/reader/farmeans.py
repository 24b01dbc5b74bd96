"""Means, products and things of many kinds, held against what the page told before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import summed
from jiedui.reader.converting import times
from jiedui.reader.earlier import is_plain
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import counts, in_phrase, is_in_unit, told_before
from jiedui.reader.reading import ITEMS, MONEY, OTHER, PERCENT, PROJECTS, Relation

if TYPE_CHECKING:
    from jiedui.reader.earlier import Earlier
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage

_PAIR = 2
_ABOUT, _NARROW = 4, 8
_LEADS = 12
_REACH = 4
"""So many signs may stand between a count and its noun: 18个扶贫车间."""

"""So many signs in front of a number may say what it counts or is a mean of."""

_ANY_THING = frozenset("项 件 处 样 个".split())
"""Units in which things of many kinds are counted together."""

_ONLY_TOTAL = re.compile(r"[,、](?:共计?|合计|总计|一共|总共|计)[有是为]?")
_MEAN_OF = re.compile(
    r"[,、(](?:([车村校班场亩])[均产]|(?:单方|每平方米|每平米)(?:造价|成本|投资)?)(?:约|为|用工|安排)?$"
)
"""Makes a number a mean of so many workshops, or of so many square metres."""

_TEAMS = re.compile(r"(?:分|编|组)(?:成|为|作)了?$")
_EACH = re.compile(r"[,、(]?每[一个]?[^\W\d]{1,4}")
_MEAN = re.compile(
    r"(?:平均|[,、(](?=每))(?:下来|算)?,?[每一]个?([^\W\d人户名位个]{1,4}?)(?:约|为|有|是|达|吸纳|安排|用工|投入)?$"
)
"""Makes a number a mean of so many of something: 平均每队, 平均一个车间."""


class FarMeans:
    """Holds means and totals of what was told in other sentences."""

    def __init__(self, found: Found, told: Earlier) -> None:
        """Begin a page; `told` is kept up to the number at hand."""
        self._found = found
        self._told = told

    def read(self, draft: Draft) -> bool:
        """Hold a number by what its words make it; return whether they make it any of these."""
        low = max(draft.number.phrase[0], draft.start - _LEADS)
        said = _MEAN.search(draft.passage.text[low : draft.start])
        if draft.previous is not None and _TEAMS.search(_led(draft.previous)):
            self._teams(draft, draft.previous)
        elif said := said or _MEAN_OF.search(draft.passage.text[low : draft.start]):
            self._mean(draft, said[1] or "平方米")
        elif draft.per is not None:
            self._per_head(draft)
        elif draft.number.unit in _ANY_THING and _ONLY_TOTAL.fullmatch(draft.number.gap):
            self._mixed(draft)
        else:
            return False
        return True

    def add_up(self, passage: Passage) -> None:
        """Note what several things cost, each so many at so much, as one sum told before them."""
        made = [one for one in passage.drafts if self._found.has(Relation.PRODUCT, one)]
        made = [one for one in made if one.whole is None and one.measure is MONEY]
        if len(made) < _PAIR or any(one.number.sentence != made[0].number.sentence for one in made):
            return
        earlier = [one for one in passage.drafts if one.start < made[0].start]
        for whole in reversed([*self._told.before, *earlier]):
            is_sum = whole.measure is MONEY and is_plain(whole) and not self._told.many(whole)
            if is_sum and whole.number.value == summed(made):
                self._found.add(Relation.SUM, whole, made, is_ok=True)
                for one in made:
                    one.whole = whole
                return

    def _mean(self, each: Draft, noun: str) -> None:
        """Hold 平均每队3人 against the sum right before it and the only count of 队 told before."""
        total = each.previous
        if total is None or not in_phrase(total, each) or total.per is not None:
            return
        if not is_in_unit(total, each) or total.measure is PERCENT:
            return
        counted = [
            one for one in self._told.before
            if one is not total and is_plain(one) and one.whole is None
            and one.family != total.family and _counts(one, noun)
        ]  # fmt: skip
        if len({one.number.value for one in counted}) != 1 or not counted[-1].number.value:
            return
        count = counted[-1]
        mean = over(total.number.value * count.number.factor, count.number.value)
        mean *= times(total.number.unit, each.number.unit)
        missed = apart(mean, each.number.value)
        is_rounded = 2 * missed <= each.number.step
        is_round = over(mean, each.number.step).denominator == 1
        sure = count.passage is each.passage and not is_rounded
        sure = sure and each.number.wording is Wording.EXACT
        sure = sure and (_PAIR if is_round else _ABOUT) * missed <= mean
        sure = sure and not each.passage.text.startswith("的", each.end)
        self._found.note(Relation.PRODUCT, total, (each, count), sure=sure)

    def _teams(self, each: Draft, count: Draft) -> None:
        """Hold 30名学员分成6个小队,每队5人 against those who were parted so."""
        kin = [one for one in self._told.before if one.family == each.family and is_plain(one)]
        kin = [one for one in kin if one.passage is count.passage and one.start < count.start]
        if not kin or not in_phrase(count, each) or not _EACH.fullmatch(each.number.gap):
            return
        total, value = kin[-1], each.number.value * count.number.value
        is_near = _PAIR * apart(value, total.number.value) <= total.number.value
        first = total.passage.sentence(max(0, count.number.sentence[0] - 1))[0]
        is_near = is_near and total.start >= first and total.family != count.family
        self._found.note(Relation.PRODUCT, total, (each, count), sure=is_near)

    def _per_head(self, each: Draft) -> None:
        """Hold 3.64万人脱贫,人均5110元 against a sum that the page told before, if it makes it."""
        count = each.previous
        if count is None or not in_phrase(count, each) or not counts(each.per or "", count):
            return
        if "均" not in each.number.gap[-8:] or not count.number.value or count.per is not None:
            return
        sums = [one for one in self._told.before if one.family == each.family and is_plain(one)]
        for one in reversed(sums):
            mean = over(one.number.value, count.number.value)
            mean *= times(one.number.unit, each.number.unit)
            if 2 * apart(mean, each.number.value) <= each.number.step:
                self._found.note(Relation.PRODUCT, one, (each, count), sure=False)
                return

    def _mixed(self, total: Draft) -> None:
        """Hold 修路四条、打井六口、建桥两座,共12项 against things that each have their own unit."""
        run: list[Draft] = []
        for one in reversed(told_before(total)):
            is_thing = one.measure in (ITEMS, OTHER, PROJECTS) and is_plain(one)
            if not is_thing or not in_phrase(one, total) or one.number.value >= total.number.value:
                break
            run.insert(0, one)
        units = {one.number.unit for one in run}
        if len(run) > _PAIR and len(units) > 1 and not any(one.whole for one in run):
            missed = apart(summed(run), total.number.value)
            is_near = _NARROW * missed <= total.number.value or missed == 1
            self._found.note(Relation.SUM, total, run, sure=is_near)
            for one in run if self._found.holds(total) else ():
                one.whole = total


def _led(one: Draft) -> str:
    """Return the last words in front of a number."""
    return one.passage.text[max(0, one.start - 3) : one.start]


def _counts(one: Draft, noun: str) -> bool:
    """Whether a number counts what a noun names: 工作队19支 of 队, 一共建了11个 of 车间."""
    number = one.number
    at = number.after.find(noun, 0, _REACH + len(noun))
    if number.unit == noun or (at >= 0 and number.after[:at].isalpha()) or at == 0:
        return True
    return one.measure in (ITEMS, OTHER, PROJECTS) and noun in number.gap[-_LEADS:]
