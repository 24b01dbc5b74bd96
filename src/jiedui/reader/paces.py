"""Growths and multiples of the only two numbers that a stretch tells of two times.

2023年2.76亿元,同比增长20%,2022年为2.3亿元: wherever the growth stands, the words of the two numbers
say which is of before, and no third number of their kind can be meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.changes import became, is_change, is_compared, per_in_force, started
from jiedui.reader.contrasts import meant_of
from jiedui.reader.exactly import apart, over, whole_of
from jiedui.reader.families import is_later
from jiedui.reader.passage import label_of
from jiedui.reader.reading import PERCENT, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_PAIR = 2
_GREW = re.compile(
    r"(?:增长|增加|增[收产速]?|上[升涨浮]|提[高升]|涨|扩大|多|翻|减少|下[降浮]|降低?|减[收产]?|回落|缩减|压缩|少|[增涨降减]幅|幅度)"
    r"(?:了|为|达|约|到了)?[^,。;\d占率]{0,2}$"
)
_NOT = re.compile(r"占|年均|环比|每年|目标|计划|分别|百分点|比重|率")
_BEYOND = re.compile(r"(?:超[支出额]?|节[约省支]|[核压]减|低于|高于|下浮)[^,。;\d]{0,8}$")
_SO_OFTEN = re.compile(
    r"(?:是|为|达|相当于)[^,。;\d]{0,6}(?:(?:19|20)\d{2}年|[去上]年|当年|那时)?[^,。;\d]{0,4}的?$"
)
_RANKED = re.compile(r"(?:第([一二三四五六七八])|[首头]一?)[年批期轮季次届]")
_NEAR = 3
"""What misses by more than a third is of other numbers."""

_POINTS = 10
"""Of growths so few points apart one may be meant for the other, however small they are."""


class Paces:
    """Holds the growths of a page that nothing is held against."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def hold(self, told: Sequence[Draft]) -> None:
        """Hold the growths and multiples of a stretch."""
        for draft in told:
            if self._found.holds(draft) or draft.number.wording is not Wording.EXACT:
                continue
            is_percent = draft.measure is PERCENT and "点" not in draft.number.unit
            is_rate = is_percent or draft.number.unit == "倍"
            if is_rate and not _NOT.search(label_of(draft)):
                self._held(draft, [one for one in told if one is not draft])

    def _held(self, rate: Draft, told: Sequence[Draft]) -> None:
        """Hold one growth or multiple against the only two numbers that it can be of."""
        words = label_of(rate)
        pair = _in_time(told)
        if pair is None and rate.measure is PERCENT and _BEYOND.search(words):
            self._beyond(rate, told)
        if pair is None or _is_of_other(rate, pair):
            return
        if _GREW.search(words):
            self._grown(rate, pair)
        elif rate.measure is not PERCENT and _SO_OFTEN.search(words):
            self._so_often(rate, pair)

    def _grown(self, growth: Draft, pair: tuple[Draft, Draft]) -> None:
        """Hold a growth against the numbers it grew from and to."""
        new, old = pair
        scale = 100 if growth.measure is PERCENT else 1
        value = over(scale * apart(new.number.value, old.number.value), old.number.value)
        is_near = _is_near(value, growth.number.value, _POINTS if scale > 1 else 0)
        self._found.note(Relation.GROWTH, growth, pair, sure=is_near and _are_exact(pair))

    def _beyond(self, growth: Draft, told: Sequence[Draft]) -> None:
        """Hold 预算900万元,实际972万元,超支8% against the only two numbers, one meant, one real."""
        pair = [one for one in told if one.measure is not PERCENT]
        is_pair = len(pair) == _PAIR and pair[0].family == pair[1].family
        meant = meant_of(pair) if is_pair and pair[0].per == pair[1].per else None
        if meant is not None and growth.status is Status.ACTUAL:
            self._grown(growth, (pair[0] if meant is pair[1] else pair[1], meant))

    def _so_often(self, often: Draft, pair: tuple[Draft, Draft]) -> None:
        """Hold how many times as much a number is as it was."""
        new, old = pair
        value = over(new.number.value, old.number.value)
        is_near = _is_near(value, often.number.value, 0)
        is_ok = 2 * apart(value, often.number.value) <= often.number.step
        if is_ok or (is_near and _are_exact(pair)):
            self._found.add(Relation.PRODUCT, new, (old, often), is_ok=is_ok)


def _is_of_other(draft: Draft, pair: Sequence[Draft]) -> bool:
    """Whether a growth stands right behind a number of another kind, of which it rather is."""
    last = draft.previous
    is_beside = last is not None and last.number.sentence == draft.number.sentence
    return is_beside and last is not None and last.family != pair[0].family


def _is_near(value: Exact, stated: Exact, points: int) -> bool:
    missed = apart(value, stated)
    return missed <= points or _NEAR * missed <= max(value, stated)


def _are_exact(pair: Sequence[Draft]) -> bool:
    return all(one.number.wording is Wording.EXACT for one in pair)


def _in_time(told: Sequence[Draft]) -> tuple[Draft, Draft] | None:
    """Return the new and the old number of the one kind of which just two times are told."""
    kinds: dict[tuple[str, str | None], list[Draft]] = {}
    for one in told:
        if (
            one.measure is not PERCENT
            and one.number.unit not in ("倍", "番")
            and not is_change(one)
        ):
            kinds.setdefault((one.family, per_in_force(one)), []).append(one)
    pairs = [kin for kin in kinds.values() if len(kin) == _PAIR]
    ordered = [pair for kin in pairs if (pair := by_time(*kin)) is not None]
    return ordered[0] if len(ordered) == len(kinds) == 1 and ordered[0][1].number.value else None


def _rank(draft: Draft) -> int:
    """Return which of several times or lots a number is of, 0 where it does not say: 第二年."""
    said = _RANKED.search(label_of(draft))
    return (whole_of(said[1]) if said[1] else 1) if said else 0


def by_time(first: Draft, second: Draft) -> tuple[Draft, Draft] | None:
    """Return two numbers as new and old, None where nothing says which is which."""
    if first.status is not second.status:
        return None
    if is_compared(second) and not is_compared(first):
        return first, second
    if is_compared(first) or started(first) or became(first, second):
        return second, first
    ranks = [_rank(each) for each in (first, second)]
    if all(ranks) and ranks[0] != ranks[1]:
        return (second, first) if ranks[0] < ranks[1] else (first, second)
    one, other = first.when.first, second.when.first
    if one and other and one.year != other.year:
        return (second, first) if one < other else (first, second)
    return (second, first) if is_later(first, second) else None
