"""What so much each makes of so many, for so long, and of several things together.

45名,每人每月800元,一年 takes twelve months; 大床80张,每张600元,小床120张,每张450元 makes one sum
of two products. How long it lasts, the stretch says in words that are no claim; where it does not,
nothing is held.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.converting import times
from jiedui.reader.exactly import apart, over, whole_of
from jiedui.reader.families import counts, in_phrase, is_in_unit
from jiedui.reader.passage import label_of
from jiedui.reader.reading import PERCENT, Relation
from jiedui.reader.reckoned import adds_others, is_of_more, is_other_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_PAIR = 2
_NEAR, _NARROW, _FAR = 4, 8, 2
_SHORT = 8
"""Words so short lead from so much each to what all of it makes."""

_MEAN = re.compile(r"折合?|平均|均|合|相当于")
_EACH_TIME = re.compile(
    r"(?:每|/)(?:个)?(月|年|天|日|周|学期|学年|季度|季)|(月)(?:工资|薪|均)|(日|年)均"
)
"""Makes a number one per stretch of time, besides what it is each of."""

_MANY = r"(\d{1,3}|[一两二三四五六七八九十]{1,3})"
_LASTS = {
    "月": re.compile(rf"(?<!第){_MANY}个月"),
    "年": re.compile(rf"(?<![\d第]){_MANY}年(?!级|前|以)"),
    "天": re.compile(rf"{_MANY}天"),
    "学期": re.compile(rf"(?<!第){_MANY}个?学期"),
    "学年": re.compile(rf"(?<!第){_MANY}个?学年"),
    "周": re.compile(rf"(?<!第){_MANY}周"),
    "季度": re.compile(rf"(?<!第){_MANY}个季度"),
}
_UNIT_OF = {"日": "天", "季": "季度"}
_WITHIN = {
    "月": {"季度": 3, "学期": 5, "年": 12}, "季度": {"年": 4}, "学期": {"学年": 2, "年": 2},
}  # fmt: skip
_YEARLY = {"月": 12, "季度": 4, "学期": 2, "学年": 1, "年": 1}
_HALVES = {"月": 6, "季度": 2}
"""How many of a stretch of time a longer one holds, a year, and half of one."""

_ONE_YEAR = re.compile(r"全年|一年下来|年度|(?<!每)整年|一整年|当年|年(?:工资|薪)|年共|年发")
_A_TIME = re.compile(
    r"(?:平均每个?(年|月|天|日|季度|周)|每(年|月|天|日|季度|周)平均|(?<!人)(年|月|日|周)(?:平)?均)年?[^,。;\d]{0,4}$"
    r"|^,每(年|月)$"
)
"""Ends the words in front of a mean of so many stretches of time."""
_SUMS = re.compile(r"共|合|计|总|发|支出|需|用|花|付|补助|兑现|投入|收入|值|折|产|收益")
_ADDS_UP = re.compile(r"[共计]|累计|总")
_OTHER = re.compile(r"另|其中|还|此外|计划|预计|其[他它余]")


class Spells:
    """Holds sums against so much each, for so long."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def hold(self, told: Sequence[Draft]) -> None:
        """Hold the totals of a stretch that nothing is held against."""
        for at, mean in enumerate(told):
            gap = mean.number.gap
            said = _A_TIME.search(gap) if at and ("均" in gap or "每" in gap) else None
            if said is not None:
                unit = next(one for one in said.groups() if one)
                self._a_time(told[:at], mean, _UNIT_OF.get(unit, unit))
        is_each = any(one.per is not None for one in told)
        text, start = told[0].passage.text, told[0].number.sentence[0]
        if is_each or text.find("每", start, told[-1].start) >= 0:
            self._totals(told, is_each=is_each)

    def _totals(self, told: Sequence[Draft], *, is_each: bool) -> None:
        """Hold the numbers of a stretch that tells so much each, or so much at a time."""
        for at, total in enumerate(told):
            is_exact = total.number.wording is Wording.EXACT
            if not is_exact or total.measure is PERCENT or self._found.holds(total):
                continue
            if total.per is None and is_each:
                self._made_of(total, told[:at])
            elif total.per:
                self._chained(total, told[:at])
            if total.per is None and not self._found.holds(total):
                self._over_time(total, told[:at])

    def _made_of(self, total: Draft, before: Sequence[Draft]) -> None:
        """Hold a total against so much each of what its stretch tells."""
        prices = [one for one in before if one.per is not None and is_in_unit(total, one)]
        is_sum = _SUMS.search(label_of(total)) is not None
        if len(prices) > 1 and is_sum:
            self._several(total, before, prices)
        elif len(prices) == 1 and is_sum:
            self._lasting(total, before, prices[0])
        if not self._found.holds(total):
            self._beside(total)

    def _beside(self, total: Draft) -> None:
        """Hold a total against so much each, told right beside it, of the one count before it."""
        drafts, at = total.passage.drafts, total.index
        near = [one for one in drafts[max(0, at - _PAIR) : at + _PAIR + 1] if one.per]
        near = [one for one in near if is_in_unit(total, one) and in_phrase(one, total)]
        if len(near) != 1 or _OTHER.search(label_of(total)):
            return
        if is_other_money(near[0], total) or is_of_more(total):
            return
        if near[0].start < total.start and adds_others(self._found, near[0], total):
            return
        each = near[0]
        is_mean = each.start > total.start and _MEAN.search(label_of(each)) is not None
        counted = self._counted(each, total)
        if counted is None:
            return
        is_mean = is_mean or (total.index + 1, total.index + 2) == (counted.index, each.index)
        if not is_mean and each.start > total.start:
            return
        is_own = counted.index == at - 1 and each.start < counted.start
        is_next = abs(each.index - at) == 1 and len(label_of(total)) <= _SHORT
        many = _how_long(each, total, counted)
        if many is None or not (is_own or is_next or is_mean):
            return
        value = _made(each, counted, total) * many
        narrow = _NEAR if is_own else _NARROW
        sure = _is_near(value, total, narrow) and not each.passage.text.startswith("的", each.end)
        sure = sure and counted.status is total.status
        self._found.note(
            Relation.PRODUCT, total, (each, counted), sure=sure, value=None if many == 1 else value
        )

    def _counted(self, each: Draft, total: Draft) -> Draft | None:
        """Return the one count of a sentence, or of the one before it, that so much each is of."""
        drafts = total.passage.drafts
        start = total.number.sentence[0]
        for low in (start, total.passage.sentence(start - 1)[0] if start else start):
            told = [one for one in drafts if low <= one.start < max(total.start, each.start)]
            fit = [
                one for one in told
                if one is not total and one.per is None and counts(each.per or "", one)
                and (one.family != each.family or one.number.unit != total.number.unit)
            ]  # fmt: skip
            if fit:
                is_next = fit[-1].index == total.index - 1 and each.index == total.index + 1
                return fit[-1] if len(fit) == 1 or is_next else None
        return None

    def _a_time(self, before: Sequence[Draft], mean: Draft, unit: str) -> None:
        """Hold 五年培训8600人次,平均每年1720人次 against the total, or each year, and the years.

        So 头九个月153万元,月均17万元; a whole year has as many of them as it has.
        """
        total = before[-1]
        if not is_in_unit(total, mean) or mean.measure is PERCENT:
            return
        text, start = total.passage.text, total.number.sentence[0]
        told = {whole_of(one) for one in _LASTS[unit].findall(text, start, mean.start)}
        if not told and unit != "年" and _ONE_YEAR.search(text, start, mean.start):
            told = {_YEARLY[unit]} if unit in _YEARLY else told
        if len(told) != 1 or 0 in told:
            return
        (many,) = told
        kin = [one for one in before if one.family == total.family and not one.is_beside]
        parts = kin if len(kin) == many else [total]
        value = over(sum(one.number.value for one in parts), many)
        is_rounded = 2 * apart(value, mean.number.value) <= mean.number.step
        sure = not is_rounded and _is_near(value, mean, _NEAR)
        value = mean.number.value if is_rounded else value
        self._found.note(Relation.PRODUCT, mean, parts, sure=sure, value=value)

    def _chained(self, total: Draft, before: Sequence[Draft]) -> None:
        """Hold 每亩产400公斤,每公斤6元,每亩收入2400元: so much each of what each one has."""
        prices = [one for one in before if one.per and is_in_unit(total, one)]
        amounts = [
            one for one in before
            if one.per == total.per and prices and counts(prices[-1].per or "", one)
        ]  # fmt: skip
        if len(prices) != 1 or len(amounts) != 1 or prices[0].per == total.per:
            return
        pair = (prices[0], amounts[0])
        value = _made(*pair, total)
        self._found.note(
            Relation.PRODUCT, total, pair, sure=_is_near(value, total, _NEAR), value=value
        )

    def _over_time(self, total: Draft, before: Sequence[Draft]) -> None:
        """Hold 每年选派8名,五年累计40名 against so many a year, for so long."""
        kin = [one for one in before if one.family == total.family]
        each = kin[-1] if kin else None
        if each is None or _time_of(each) is None or each.per not in (None, "", _time_of(each)):
            return
        if not _ADDS_UP.search(label_of(total)) or _OTHER.search(label_of(total)):
            return
        many = _how_long(each, total)
        if many is not None and many > 1:
            value = each.number.value * many
            self._found.note(Relation.PRODUCT, total, (each,), sure=False, value=value)

    def _lasting(self, total: Draft, before: Sequence[Draft], each: Draft) -> None:
        """Hold a total against so much each of the one count that fits, for so long."""
        counted = [one for one in before if one is not each and counts(each.per or "", one)]
        counted = [one for one in counted if one.per is None and one.family != each.family]
        many = _how_long(each, total, *counted)
        if len(counted) != 1 or many is None or _OTHER.search(label_of(total)):
            return
        if many == 1 and total.index - max(each.index, counted[0].index) > 1:
            return
        if many == 1 and is_other_money(each, total):
            return
        if adds_others(self._found, each, total) or is_of_more(total):
            return
        value = _made(each, counted[0], total) * many
        self._found.note(
            Relation.PRODUCT, total, (each, counted[0]),
            sure=_is_near(value, total, _NEAR), value=value,
        )  # fmt: skip

    def _several(self, total: Draft, before: Sequence[Draft], prices: Sequence[Draft]) -> None:
        """Hold a total against several counts, each with its price beside it."""
        value: Exact = 0
        parts: list[Draft] = []
        for each in prices:
            beside = [one for one in before if abs(one.index - each.index) == 1]
            fit = [one for one in beside if counts(each.per or "", one) and one not in parts]
            if not fit or _how_long(each, total) not in (None, 1):
                return
            value += _made(each, fit[0], total)
            parts += [each, fit[0]]
        others = [one for one in before if one.family == total.family and one not in parts]
        if len(parts) < 2 * _PAIR or any(self._found.holds(one) for one in others):
            return
        if others and not all(one.may_add for one in others):
            return
        value += sum(one.number.value for one in others)
        sure = _is_near(value, total, _NEAR if not others else _NEAR * _FAR)
        sure = sure and not _OTHER.search(label_of(total))
        self._found.note(Relation.SUM, total, [*parts, *others], sure=sure, value=value)


def _made(each: Draft, count: Draft, total: Draft) -> Exact:
    """Return what so many at so much each make, in the unit of a total."""
    made = over(each.number.value, each.number.factor) * over(
        count.number.value, count.number.factor
    )
    made *= times(count.number.unit, each.per or "") * times(each.number.unit, total.number.unit)
    return made * total.number.factor if each.number.factor != 1 else made


def _is_near(value: Exact, total: Draft, narrow: int) -> bool:
    return narrow * apart(value, total.number.value) <= total.number.value


def _how_long(each: Draft, total: Draft, *counted: Draft) -> int | None:
    """Return for how many stretches of time so much each is reckoned, None where it is not said.

    One where it is so much each and no word says of what time, or where the total is of one too.
    """
    units = [unit for one in (each, *counted) if (unit := _time_of(one)) is not None]
    if not units:
        return 1
    unit = units[0]
    label = label_of(total)
    if f"每{unit}" in label or f"{unit}均" in label or f"每个{unit}" in label:
        return 1
    words = total.passage.text[each.number.sentence[0] : total.start]
    for longer, many in ((unit, 1), *_WITHIN.get(unit, {}).items()):
        if told := _LASTS[longer].findall(words):
            return many * whole_of(told[-1]) if len(told) == 1 else None
    if unit in _HALVES and "半年" in words:
        return _HALVES[unit]
    return _YEARLY.get(unit) if _ONE_YEAR.search(words) else None


def _time_of(each: Draft) -> str | None:
    """Return the time that so much each is told of besides, None where none is: 每人每月."""
    said = list(_EACH_TIME.finditer(label_of(each)))
    unit = next(word for word in said[-1].groups() if word) if said else None
    return _UNIT_OF.get(unit, unit) if unit else None
