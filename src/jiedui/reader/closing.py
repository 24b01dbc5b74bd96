"""Totals that say how many numbers before them they close: 以上四项合计, 五笔善款总额, 四笔归总.

The parts may stand in sentences or list items of their own, so the count is what finds them: the
nearest numbers of the kind before the total. Where they are called 以上 or counted as sums of
money, parts that do not add up are a slip; else only parts that do are noted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import adds_up, agrees, computed, summed
from jiedui.reader.changes import is_change
from jiedui.reader.exactly import apart
from jiedui.reader.reading import MONEY, PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary
    from jiedui.reader.wholes import Wholes

_MOST = 40
"""So many numbers before a total are looked at."""

_SHORT = 4
"""Words so short in front of a total may stand behind how many it closes: 三年退出."""

_COUNTED = re.compile(
    r"(以上|上述|前述)?\s?([一二两三四五六七八九十]|(?<!\d)\d{1,2})"
    r"(笔|项|款|宗|[类处方样期年次轮级路大块股份条段头趟]|方面|部分|渠道|家|户|个|[镇县区村校队批])(?:[^,。;:\d]{0,4}(?:起来|一起|一块|相加|合计|共计),)?[^,。;:\d]{0,16}(?:\d[\d,.]*[^\W\d]{1,2})?$"
)
_ALL_ABOVE = re.compile(
    r"(?:以上|上述|前述)(?:全部|各项|几项|总|累计|款物|资金|款项)?(?:合计|共计|总计|相加|合起来|累计|共)[^,。;:\d]{0,12}$"
)
_GRAND = re.compile(r"总[^,。;:\d]{1,4}$|[汇聚凑形构]成[了为]?$")
_JOINS = re.compile(r"[、和与及]")
_ROW = re.compile(r"[^,。;:\d]+$")
_OF_ONE_KIND = re.compile(r"([^\W\d]{2})(?:合计|共计|总计|总额|小计)[为达]?$")
_CALLED = re.compile(r"([^\W\d]{2})$")
_SUBTOTAL = re.compile(r"[^,。;:\d]{0,6}(?:小计|合计|总计|共计)[为:]?")
_THE_ABOVE = ("以上", "上述", "前述")
_TOOK = re.compile(r"[项样笔](?:花|用)[去掉了]")
_SAYS_TOTAL = frozenset("成合总共计额归累全凑小相统汇算加花用两三四五六七八九十")
"""One of these signs stands in every Chinese word for a total."""

_NUMBERS = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_DONE = re.compile(r"[完竣]工|建成|投产|验收|就业|脱贫|结业|出列|签约|录用|落地|投用")
_PAYMENTS = ("笔", "项", "款", "宗")


class Closing:
    """Finds what counted totals close; kept over the passages of a page."""

    def __init__(self, words: Vocabulary, wholes: Wholes, cells: Sequence[Draft] = ()) -> None:
        self._total = words.pattern("total")
        self._wholes = wholes
        self._before: list[Draft] = list(cells)

    def read(self, passage: Passage) -> None:
        """Note the counted totals of a passage."""
        for draft in passage.drafts:
            if draft.measure is PERCENT or not draft.may_add or draft.is_beside:
                continue
            if not is_change(draft):
                self._close(draft)
                del self._before[:-_MOST]
                self._before.append(draft)

    def _close(self, total: Draft) -> None:
        gap = total.number.gap
        if gap.endswith(_THE_ABOVE):
            self._close_above(total)
        text = total.passage.text
        near = gap[-14:] if len(gap) > _SHORT else text[max(0, total.start - 14) : total.start]
        if gap and _SAYS_TOTAL.isdisjoint(near):
            return
        if _SUBTOTAL.fullmatch(gap):
            self._close_kind(total, "")
        elif label := _OF_ONE_KIND.search(gap):
            self._close_kind(total, label[1])
        start = max(total.number.sentence[0], total.start - 24)
        words = total.passage.text[start : total.start]
        if _ALL_ABOVE.search(words):
            self._close_all(total)
        elif said := _COUNTED.search(words):
            self._close_counted(total, said)

    def _close_counted(self, total: Draft, said: re.Match[str]) -> None:
        """Close so many as the words of a total count: the nearest of its kind before it."""
        size = _NUMBERS.get(said[2], 0) or int(said[2])
        parts = self._nearest(total, size)
        if size < 2 or len(parts) < size:
            return
        if labelled := self._labelled(total, size):
            missed = apart(summed(labelled), total.number.value)
            is_told = self._total.search(said[0]) and 4 * missed <= total.number.value
            if not missed or is_told:
                self._wholes.mark(total, labelled, is_ok=adds_up(total, labelled))
                return
        if ranked := self._ranked(total, said[3], size):
            self._wholes.mark(total, ranked, is_ok=adds_up(total, ranked))
            return
        tops = self._nearest(total, size, is_top=True)
        is_top = len(tops) == size and (adds_up(total, tops) or not adds_up(total, parts))
        parts = tops if is_top else parts
        is_ok = adds_up(total, parts)
        is_sure = self._is_sure(total, parts, said) and not _is_other_deed(total, parts)
        is_sure = is_sure and all(one.number.value <= total.number.value for one in parts)
        is_sure = is_sure and (is_ok or not self._is_of_others(total, size))
        is_sure = is_sure and not _reach_beyond(total, parts)
        if is_ok or (is_sure and all(one.whole is None for one in parts)):
            self._wholes.mark(total, parts, is_ok=is_ok)

    def _labelled(self, total: Draft, size: int) -> Sequence[Draft]:
        """Return so many numbers called as a total is, where others of its kind are not: 捐款."""
        called = _CALLED.search(total.number.gap)
        near = self._nearest(total, 4 * size)
        named = [one for one in near if called and one.number.gap.endswith(called[1])]
        return named if len(named) == size < len(near) else []

    def _ranked(self, total: Draft, unit: str, size: int) -> list[Draft]:
        """Return what is told of 第一批, 第二批 and so on before a total, one of each."""
        found = []
        for at, sign in enumerate("一二三四五六七八"[:size]):
            names = (f"第{sign}{unit}", *((f"首{unit}", f"头一{unit}") if not at else ()))
            kin = (one for one in reversed(self._before) if one.family == total.family)
            told = (one for one in kin if any(name in one.number.gap for name in names))
            first = next(told, None)
            if first is None:
                return []
            found.append(first)
        return found if len(found) == size > 1 else []

    def _is_sure(self, total: Draft, parts: Sequence[Draft], said: re.Match[str]) -> bool:
        """Whether the words of a counted total leave no doubt which numbers it closes."""
        is_near = 20 * apart(summed(parts), total.number.value) <= total.number.value
        if not any(one.search(said[0]) for one in (self._total, _TOOK, _GRAND)):
            is_near = 10 * apart(summed(parts), total.number.value) <= total.number.value
            return is_near and _are_all(parts, total)  # The count alone: 两级资金到位3.3亿元.
        return bool(
            is_near
            or said[1]
            or said[3] in _PAYMENTS
            or _in_order(total, said[3], len(parts))
            or _names_all(said.string, said.start(2), len(parts))
            or _are_all(parts, total)
        )

    def _is_of_others(self, total: Draft, size: int) -> bool:
        """Whether so many numbers that stand a little further off add up to a total."""
        further = self._nearest(total, size + 3)
        runs = (further[at : at + size] for at in range(len(further) - size))
        return any(agrees(total, run, summed(run)) for run in runs)

    def _close_all(self, total: Draft) -> None:
        """Close what 以上合计 tells without a count: all of its paragraph, or fewer that add up."""
        free = self._nearest(total, _MOST)
        near = [one for one in free if one.passage is total.passage]
        for parts in (near, *(free[-size:] for size in range(2, len(free) + 1))):
            value = computed(Relation.SUM, parts)
            if len(parts) > 1 and value is not None and agrees(total, parts, value):
                self._wholes.mark(total, parts, is_ok=True)
                return
        phrases = {one.number.phrase for one in near}
        is_free = all(one.whole is None for one in near)
        if len(phrases) == len(near) > 2 and is_free:
            self._wholes.mark(total, near, is_ok=False)

    def _close_above(self, total: Draft) -> None:
        """Close 以上136名, which names again all of its kind that its sentence tells."""
        start = total.number.sentence[0]
        free = self._nearest(total, _MOST)
        near = [one for one in free if one.passage is total.passage and one.start >= start]
        is_again = any(one.number.value == total.number.value for one in free)
        if len(near) > 1 and not is_again and all(one.whole is None for one in near):
            self._wholes.mark(total, near, is_ok=adds_up(total, near))

    def _close_kind(self, total: Draft, label: str) -> None:
        """Close 现金合计 with all of its paragraph that are called so: 现金50万元;…,现金22万元."""
        near = [one for one in self._nearest(total, _MOST) if one.passage is total.passage]
        parts = [one for one in near if label in one.number.before]
        near = near if label else []
        if len(parts) > 1 and len(parts) != len(near) and all(one.whole is None for one in parts):
            is_ok = adds_up(total, parts)
            is_near = 10 * apart(summed(parts), total.number.value) <= total.number.value
            ends = (near[at:] for at in range(len(near) - 1))
            if is_ok or (is_near and not any(adds_up(total, one) for one in ends)):
                self._wholes.mark(total, parts, is_ok=is_ok)

    def _nearest(self, total: Draft, size: int, *, is_top: bool = False) -> Sequence[Draft]:
        """Return the nearest numbers of a total's kind before it, no totals of one another.

        Args:
            total: The total.
            size: So many at most.
            is_top: Whether to leave out what is part of a total itself.
        """
        found: list[Draft] = []
        for one in reversed(self._before):
            is_alike = one.family == total.family and one.status is total.status
            is_part = one.whole is not None and (is_top or one.whole in found)
            is_part = is_part or one.number.value == total.number.value  # It tells the same again.
            if is_alike and not is_part and one.whole is not total:
                found.append(one)
            if len(found) == size:
                break
        return found[::-1]


def _is_other_deed(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether things are counted by what only some of them came to: 两年共完工项目160个."""
    done = _DONE.search(total.number.gap) if total.measure is not MONEY else None
    return done is not None and not any(_DONE.search(one.number.gap) for one in parts)


def _in_order(total: Draft, unit: str, size: int) -> bool:
    """Whether the sentence of a total tells first, second and so on to just so many."""
    text, start = total.passage.text, total.number.sentence[0]
    told = [text.find(f"第{sign}{unit}", start, total.start) for sign in "一二三四五六"[:size]]
    return size <= len(told) and -1 not in told and told == sorted(told)


def _are_all(parts: Sequence[Draft], total: Draft) -> bool:
    """Whether parts are all that the sentence of a total tells before it, or items of their own."""
    items = {(id(one.passage), one.number.phrase) for one in parts}
    if len(items) == len(parts) > 2 and (id(total.passage), total.number.phrase) not in items:
        return True
    start = total.number.sentence[0]
    told = total.passage.drafts[max(0, total.index - 2 * len(parts) - 2) : total.index]
    kin = [one for one in told if one.family == total.family]
    if kin and kin[-1].start < start:  # The sentence before tells them: 三年下来正好200口.
        start = kin[-1].number.sentence[0]
    return [one for one in kin if one.start >= start] == list(parts)


def _names_all(words: str, end: int, size: int) -> bool:
    """Whether so many names stand in a row in front of a count: 区财政、我院、企业三方."""
    row = _ROW.search(words[:end])
    return row is not None and len(_JOINS.split(row[0])) == size


def _reach_beyond(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether some of what a total counts stand in its paragraph, and inexact ones before it."""
    beyond = [one for one in parts if one.passage is not total.passage]
    is_vague = any(one.number.wording is not Wording.EXACT for one in beyond)
    return is_vague and len(parts) - len(beyond) > 1
