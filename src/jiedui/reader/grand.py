"""Totals known by their own name: 总重155吨 is of all before it, 三次合起来 of just three."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.reading import When
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.passage import Draft

_NUMBERS = {sign: at for at, sign in enumerate("两三四五六七八九十", 2)}
_OF_SO_MANY = re.compile(
    r"([两三四五六七八九十])[次批笔期轮项年镇乡村县区家校支类种块股方地市州处队级档科院所厂社季][^,。;\d]{0,8}$"
)
_JUST = re.compile(r"[,;]\s?(?:不多不少|正好|刚好|恰好)是?")
_FIRST_YEARS = re.compile(r"(?<!提)[前头][两二三四五六七八九]个?(?:年|季度)")
_ALL_OF = re.compile(
    r"(?:^|[,;、])[^,。;\d]{0,8}总(?:投[资入]|预算|量|数|额|值|价|重|产|长|计|和|人[次数口]|规模|面积|里程|[金收支][额入出])"
    r"(?:达到?|为|是|有|约|共)*$"
)
_CLOSE = 32
_TOGETHER = re.compile(r"[,;](?:连同|加上|算上|再加|外加)[^,。;\d]{0,12}$")
_JUST_SIGNS, _TOGETHER_SIGNS = bits_of("少好"), bits_of("连加算")
_IN_ALL = re.compile(
    r"[^,。;\d]{0,8},[^,。;\d]{0,6}(?:全年|累计|总|共|现|已|达|可用|可支配|合)[^,。;\d]{0,8}"
)
"""Stands between two numbers told together and what they make: 连同首批A,全年已拨付B."""

_PART_OF_YEAR = re.compile(r"上半年|下半年|季度|\d月|月份|去年|上年|[比较]|目前|截至")
_PERIODS = (
    r"(?:前?[两三四五六七八九十]个?(?:年|季度|批|期|轮|次|月|家|县|镇|校|[类项方样])"
    r"|历[年次]|[上下]半年|全年|年内|前后|合起来|先后)?"
)
_CLOSES = re.compile(rf"[,;、]\s?{_PERIODS}(?:全部)?(?:共|累计|总)[^,;。]{{0,8}}$")
_LISTED = re.compile(r"[,;、和及与][^,;。]{0,11}$")
_YEAR = re.compile(r"[,;](?:\d{4}年|今年)?全年[^,。;\d]{0,8}$")


def many_told(total: Draft) -> int:
    """Return how many parts the words of a total say it has, 0 where they do not: 三次合起来."""
    text = total.passage.text
    said = _OF_SO_MANY.search(text, max(0, total.start - 14), total.start)
    if said is None or _FIRST_YEARS.search(text, total.number.sentence[0], total.start):
        return 0  # 前三年6800万元,今年2400万元,四年累计: the first number is of three of them.
    return _NUMBERS[said[1]]


def is_just(draft: Draft) -> bool:
    """Whether a number closes a list as what it makes to the last digit: ,正好80万元."""
    return bool(draft.number.signs & _JUST_SIGNS) and _JUST.fullmatch(draft.number.gap) is not None


def is_grand(drafts: Sequence[Draft], at: int) -> bool:
    """Whether a number is called the whole of something (总重), as none right before it is."""
    gap = drafts[at].number.gap
    if "全年" in gap and at > 1 and _is_of_halves(drafts[at - 2 : at], gap):
        return _YEAR.search(gap) is not None
    if "全年" in gap and _YEAR.search(gap) and not _is_of_parts_of_it(drafts[max(0, at - 4) : at]):
        return True
    is_joined = at > 1 and drafts[at - 1].number.signs & _TOGETHER_SIGNS
    if is_joined and _TOGETHER.search(drafts[at - 1].number.gap) and _IN_ALL.fullmatch(gap):
        return True
    said = _ALL_OF.search(gap) if "总" in gap else None
    before = drafts[max(0, at - 4) : at]
    return said is not None and not any(_ALL_OF.search(one.number.gap) for one in before)


def _is_of_parts_of_it(before: Sequence[Draft]) -> bool:
    """Whether numbers tell of less than a year, so that what 全年 names is no list of them."""
    return any(_PART_OF_YEAR.search(one.number.gap) for one in before)


def _is_of_halves(pair: Sequence[Draft], gap: str) -> bool:
    """Whether two numbers tell of the halves of a year what the words of a third do of it all."""
    first, second = (one.number.gap for one in pair)
    opens = next((one for one in ("上半年", "三季度") if one in first), None)
    if opens is None or ("下半年" not in second and "四季度" not in second):
        return False
    if opens == "三季度":
        return True
    told, said = first.rpartition("上半年")[2], gap.rpartition("全年")[2].strip("共累计合约")
    return not said or said[:2] in told or told[:2] in said


def last_as_long(total: Draft, parts: Sequence[Draft]) -> None:
    """Let a total that names no time of its own last as long as its parts do together."""
    days = [one.when for one in parts]
    firsts, lasts = [one.first for one in days if one.first], [one.last for one in days if one.last]
    is_dated = any(parts[-1].end <= one.start < total.start for one in total.passage.moments)
    if is_dated or len(set(days)) < 2 or len(firsts) < len(days) or len(lasts) < len(days):
        return
    total.when = When(min(firsts), max(lasts))


def list_before(parts: Sequence[Draft], total: Draft) -> list[Draft]:
    """Return the parts that make one list with short labels, closed by a 共 right behind it."""
    run: list[Draft] = []
    following = total
    for one in reversed(parts):
        between = one.passage.text[one.end : following.start]
        shape = _CLOSES if following is total else _LISTED
        if not shape.match(between):
            break
        run.append(one)
        following = one
    return run[::-1]


def run_before(parts: Sequence[Draft], total: Draft) -> list[Draft]:
    """Return the parts right before a total that follow one another closely."""
    run: list[Draft] = []
    following = total
    for one in reversed(parts):
        between = one.passage.text[one.end : following.start]
        if len(between) > _CLOSE or one.number.value > total.number.value * 2:
            break
        run.append(one)
        following = one
    return run[::-1]
